package diff_test

import (
	"fmt"
	"reflect"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/modeltest"
)

// lines writes each change in a few words.
func lines(r diff.Result) []string {
	list := []string{}
	for _, c := range r.Changes {
		switch c := c.(type) {
		case diff.Add:
			list = append(list, "add "+c.ID.String())
		case diff.Drop:
			list = append(list, "drop "+c.ID.String())
		case diff.Alter:
			for _, f := range c.Facets {
				list = append(list, fmt.Sprintf("alter %s %s: %s -> %s", c.NewID, f.Name, f.Old, f.New))
			}
		case diff.Rename:
			list = append(list, "rename "+c.From.String()+" to "+c.To.Path())
		case diff.Unsupported:
			list = append(list, "unsupported "+c.ID.String()+" "+string(c.Facet))
		}
	}
	return list
}

func expect(t *testing.T, r diff.Result, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if d := gocmp.Diff(want, lines(r)); d != "" {
		t.Errorf("the changes are others (-want +got):\n%s", d)
	}
}

// with returns a schema of one table t in schema app that has columns a, b, c.
func with(edit func(*model.Table)) model.Schema {
	t := model.Table{Schema: "app", Name: "t"}
	for _, name := range []string{"a", "b", "c"} {
		t.Columns = append(t.Columns, model.Column{Name: name, Type: model.Type{Name: "integer"}})
	}
	edit(&t)
	s := model.Schema{Dialect: "postgres", Version: 150000, Namespaces: []model.Namespace{{Name: "app"}}, Tables: []model.Table{t}}
	s.Sort()
	return s
}

func implicitCheck(name, expr string) model.Check {
	return model.Check{Name: name, Expr: model.Expr{Text: expr}, ImplicitName: true}
}

func namedCheck(name, expr string) model.Check {
	return model.Check{Name: name, Expr: model.Expr{Text: expr}}
}

func btree(name string, implicit bool, columns ...string) model.Index {
	x := model.Index{Name: name, Method: "btree", ImplicitName: implicit}
	for _, c := range columns {
		x.Keys = append(x.Keys, model.IndexKey{Column: c})
	}
	return x
}

func TestUnnamedConstraints(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new func(*model.Table)
		want     []string
	}{
		{
			"another name on the old side",
			func(t *model.Table) {
				t.Keys = []model.Key{{Name: "pk", Primary: true, Columns: []string{"a"}}, {Name: "u", Columns: []string{"b"}}}
				t.ForeignKeys = []model.ForeignKey{{Name: "fk", Columns: []string{"b"}, References: model.QName{Schema: "app", Name: "t"}, RefColumns: []string{"a"}}}
				t.Checks = []model.Check{namedCheck("positive", "a > 0")}
				t.Indexes = []model.Index{btree("i", false, "c")}
				t.Exclusions = []model.Exclusion{{Name: "x", Method: "gist", Elements: []model.ExclusionElement{{IndexKey: model.IndexKey{Column: "a"}}}}}
			},
			func(t *model.Table) {
				t.Keys = []model.Key{
					{Name: "t_pkey", Primary: true, Columns: []string{"a"}, ImplicitName: true},
					{Name: "t_b_key", Columns: []string{"b"}, ImplicitName: true},
				}
				t.ForeignKeys = []model.ForeignKey{{Name: "t_b_fkey", Columns: []string{"b"}, References: model.QName{Schema: "app", Name: "t"}, RefColumns: []string{"a"}, ImplicitName: true}}
				t.Checks = []model.Check{implicitCheck("t_check", "a > 0")}
				t.Indexes = []model.Index{btree("t_c_idx", true, "c")}
				t.Exclusions = []model.Exclusion{{Name: "t_a_excl", Method: "gist", Elements: []model.ExclusionElement{{IndexKey: model.IndexKey{Column: "a"}}}, ImplicitName: true}}
			},
			nil,
		},
		{
			"a name that was given is meant",
			func(t *model.Table) { t.Checks = []model.Check{namedCheck("positive", "a > 0")} },
			func(t *model.Table) { t.Checks = []model.Check{namedCheck("a_positive", "a > 0")} },
			[]string{"add check constraint app.t.a_positive", "drop check constraint app.t.positive"},
		},
		{
			"the primary key is the primary key",
			func(t *model.Table) { t.Keys = []model.Key{{Name: "pk", Primary: true, Columns: []string{"a"}}} },
			func(t *model.Table) {
				t.Keys = []model.Key{{Name: "t_pkey", Primary: true, Columns: []string{"a", "b"}, ImplicitName: true}}
			},
			[]string{"alter primary key app.t.pk columns: a -> a, b"},
		},
		{
			"what is about the same thing is altered",
			func(t *model.Table) {
				t.ForeignKeys = []model.ForeignKey{{Name: "fk", Columns: []string{"b"}, References: model.QName{Schema: "app", Name: "t"}, RefColumns: []string{"a"}}}
			},
			func(t *model.Table) {
				t.ForeignKeys = []model.ForeignKey{{
					Name: "t_b_fkey", Columns: []string{"b"}, References: model.QName{Schema: "app", Name: "t"}, RefColumns: []string{"a"},
					OnDelete: model.Cascade, ImplicitName: true,
				}}
			},
			[]string{"alter foreign key app.t.fk on delete: no action -> cascade"},
		},
		{
			"the server numbers by age, the file by place",
			func(t *model.Table) {
				t.Checks = []model.Check{namedCheck("t_check", "a > 0"), namedCheck("t_check1", "c > 0")}
			},
			func(t *model.Table) {
				t.Checks = []model.Check{implicitCheck("t_check", "a > 0"), implicitCheck("t_check1", "b > 0"), implicitCheck("t_check2", "c > 0")}
			},
			[]string{"add check constraint app.t.t_check2"},
		},
		{
			"equal ones are paired in order",
			func(t *model.Table) { t.Indexes = []model.Index{btree("x", false, "a"), btree("y", false, "a")} },
			func(t *model.Table) {
				t.Indexes = []model.Index{btree("t_a_idx", true, "a"), btree("t_a_idx1", true, "a"), btree("t_a_idx2", true, "a")}
			},
			[]string{"add index app.t.t_a_idx2"},
		},
		{
			"the name stays if the object is another one",
			func(t *model.Table) { t.Checks = []model.Check{namedCheck("t_check", "a > 0")} },
			func(t *model.Table) { t.Checks = []model.Check{implicitCheck("t_check", "a > 1")} },
			[]string{"alter check constraint app.t.t_check expression: a > 0 -> a > 1"},
		},
		{
			"a name that the new side gives to something else can't be taken",
			func(t *model.Table) { t.Indexes = []model.Index{btree("x", false, "a")} },
			func(t *model.Table) {
				t.Indexes = []model.Index{btree("t_a_idx", true, "a")}
				t.Keys = []model.Key{{Name: "x", Columns: []string{"b"}}}
			},
			[]string{"add unique constraint app.t.x", "add index app.t.t_a_idx", "drop index app.t.x"},
		},
		{
			"references to an index follow",
			func(t *model.Table) {
				t.Keys = []model.Key{{Name: "u", Columns: []string{"b"}}}
				t.ReplicaIdentity = model.ReplicaIdentity{Mode: model.ReplicaIndex, Index: "u"}
			},
			func(t *model.Table) {
				t.Keys = []model.Key{{Name: "t_b_key", Columns: []string{"b"}, ImplicitName: true}}
				t.ReplicaIdentity = model.ReplicaIdentity{Mode: model.ReplicaIndex, Index: "t_b_key"}
			},
			nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			expect(t, compare(t, with(test.old), with(test.new), diff.Options{}), test.want...)
		})
	}
}

func TestPartitionIndexesFollowTheirParents(t *testing.T) {
	build := func(parent1, parent2, child1, child2 string, implicit bool) model.Schema {
		s := with(func(t *model.Table) {
			t.Partitioning = model.Partitioning{Strategy: model.PartitionByHash, Keys: []model.PartitionKey{{Column: "a"}}}
			t.Indexes = []model.Index{btree(parent1, implicit, "a"), btree(parent2, implicit, "a")}
		})
		part := model.Table{Schema: "app", Name: "p", PartitionOf: model.QName{Schema: "app", Name: "t"}, Bound: model.PartitionBound{Modulus: 1}}
		for i, name := range []string{child1, child2} {
			x := btree(name, implicit, "a")
			x.Parent = model.QName{Schema: "app", Name: []string{parent1, parent2}[i]}
			part.Indexes = append(part.Indexes, x)
		}
		s.Tables = append(s.Tables, part)
		s.Sort()
		return s
	}
	// The children's names have the other order than their parents'.
	old := build("i1", "i2", "z", "y", false)
	new := build("t_a_idx", "t_a_idx1", "p_a_idx", "p_a_idx1", true)
	expect(t, compare(t, old, new, diff.Options{}))
}

func TestSerial(t *testing.T) {
	build := func(sequence string, serial bool) model.Schema {
		q := model.QName{Schema: "app", Name: sequence}
		s := with(func(t *model.Table) {
			t.Columns[0].Default, t.Columns[0].Serial = modeltest.NextValue(q), serial
			t.Columns[1].Default = modeltest.NextValue(q) // as LIKE copies it
		})
		s.Sequences = []model.Sequence{{
			Schema: "app", Name: sequence, OwnedBy: model.ColumnRef{Table: model.QName{Schema: "app", Name: "t"}, Column: "a"}, ImplicitName: serial,
		}}
		return s
	}
	r := compare(t, build("old_seq", false), build("t_a_seq", true), diff.Options{})
	expect(t, r)
	for _, c := range r.New.Tables[0].Columns[:2] {
		if got := c.Default.Text; got != "nextval('app.old_seq'::regclass)" {
			t.Errorf("the default of %s is %s", c.Name, got)
		}
	}
	expect(t, compare(t, build("old_seq", false), build("t_a_seq", false), diff.Options{}),
		"drop sequence app.old_seq",
		"alter column app.t.a default: nextval('app.old_seq'::regclass) -> nextval('app.t_a_seq'::regclass)",
		"alter column app.t.b default: nextval('app.old_seq'::regclass) -> nextval('app.t_a_seq'::regclass)",
		"add sequence app.t_a_seq")
}

func TestIdentitySequence(t *testing.T) {
	build := func(sequence string, implicit bool) model.Schema {
		return with(func(t *model.Table) {
			t.Columns[0].Identity = model.Identity{
				Mode: model.IdentityAlways, Sequence: model.QName{Schema: "app", Name: sequence}, ImplicitName: implicit,
			}
		})
	}
	expect(t, compare(t, build("ids", false), build("t_a_seq", true), diff.Options{}))
	expect(t, compare(t, build("ids", false), build("t_a_seq", false), diff.Options{}),
		"alter column app.t.a identity sequence: app.ids -> app.t_a_seq")
}

func TestUnnamedDomainChecksAndStatistics(t *testing.T) {
	build := func(check, stat string, implicit bool) model.Schema {
		s := with(func(*model.Table) {})
		s.Domains = []model.Domain{{Schema: "app", Name: "d", Checks: []model.Check{
			{Name: check, Expr: model.Expr{Text: "VALUE > 0"}, ImplicitName: implicit},
		}}}
		s.Statistics = []model.Statistics{{
			Schema: "app", Name: stat, Table: model.QName{Schema: "app", Name: "t"}, Columns: []string{"a", "b"}, ImplicitName: implicit,
		}}
		return s
	}
	expect(t, compare(t, build("positive", "ab", false), build("d_check", "t_a_b_stat", true), diff.Options{}))
}

func TestWhatTheDeclarationLeavesOpen(t *testing.T) {
	old, new := with(func(*model.Table) {}), with(func(*model.Table) {})
	old.Extensions = []model.Extension{{Name: "hstore", Schema: "public", Version: "1.8", Comment: "pairs"}}
	new.Extensions = []model.Extension{{Name: "hstore"}}
	old.Tables[0].Columns[0].NotNull, new.Tables[0].Columns[0].NotNull = true, true
	old.Tables[0].Columns[0].NotNullConstraint.Name = "given"
	old.Ranges = []model.Range{{Schema: "app", Name: "r", Multirange: model.QName{Schema: "app", Name: "rs"}}}
	new.Ranges = []model.Range{{Schema: "app", Name: "r"}}
	r := compare(t, old, new, diff.Options{})
	expect(t, r)
	if got := r.New.Extensions[0]; !reflect.DeepEqual(got, old.Extensions[0]) {
		t.Errorf("the extension is to be %+v", got)
	}
	expect(t, compare(t, old, new, diff.Options{NewLive: true}),
		"alter extension hstore schema: public -> ", "alter extension hstore version: 1.8 -> ", "alter extension hstore comment: pairs -> ",
		"alter range type app.r multirange type: app.rs -> ", "alter column app.t.a not-null name: given -> ")
	// A declaration that comes first says nothing about what a database has.
	expect(t, compare(t, new, old, diff.Options{NewLive: true}),
		"alter range type app.r multirange type:  -> app.rs", "alter column app.t.a not-null name:  -> given")
	// What revisions lead to says nothing about it either, beside another declaration.
	named := []string{"alter range type app.r multirange type:  -> app.rs", "alter column app.t.a not-null name:  -> given"}
	expect(t, compare(t, new, old, diff.Options{OldReplayed: true}), named...)
	expect(t, compare(t, new, old, diff.Options{}), append([]string{
		"alter extension hstore schema:  -> public", "alter extension hstore version:  -> 1.8", "alter extension hstore comment:  -> pairs",
	}, named...)...)
	stated := with(func(*model.Table) {})
	stated.Extensions = []model.Extension{{Name: "hstore", Schema: "public", Version: "1.7"}}
	old.Extensions[0].Comment = ""
	if got := compare(t, stated, old, diff.Options{OldReplayed: true}); len(got.Changes) == 0 || got.Changes[0].Object().Name != "hstore" {
		t.Errorf("another version than the revisions say: %v", got.Changes)
	}
	old.Extensions[0].Comment = "pairs"
	new.Extensions[0].Version = "1.9"
	expect(t, compare(t, old, new, diff.Options{}), "alter extension hstore version: 1.8 -> 1.9")
}

func TestColumnOrderIsANote(t *testing.T) {
	old := with(func(*model.Table) {})
	new := with(func(t *model.Table) { t.Columns[0], t.Columns[2] = t.Columns[2], t.Columns[0] })
	r := compare(t, old, new, diff.Options{})
	expect(t, r)
	if len(r.Notes) != 1 || r.Notes[0].ID.Name != "t" {
		t.Errorf("the notes are %v", r.Notes)
	}
	added := with(func(t *model.Table) {
		t.Columns = append([]model.Column{{Name: "z", Type: model.Type{Name: "text"}}}, t.Columns...)
	})
	if r := compare(t, old, added, diff.Options{}); len(r.Notes) != 0 {
		t.Errorf("a new column before others is noted: %v", r.Notes)
	}
}

func TestKindsOfOneName(t *testing.T) {
	old, new := with(func(*model.Table) {}), with(func(*model.Table) {})
	old.Enums = []model.Enum{{Schema: "app", Name: "x", Labels: []string{"a"}}}
	new.Domains = []model.Domain{{Schema: "app", Name: "x", Base: model.Type{Name: "text"}}}
	r := compare(t, old, new, diff.Options{})
	expect(t, r, "add domain app.x", "drop enum app.x")
	expect(t, r.Invert(), "drop domain app.x", "add enum app.x")
}

func TestMistakesInTheInput(t *testing.T) {
	old, new := with(func(*model.Table) {}), with(func(*model.Table) {})
	new.Tables = append(new.Tables, new.Tables[0])
	old.Dialect, new.Dialect = "", ""
	for name, pair := range map[string][2]model.Schema{"new": {old, new}, "old": {new, old}} {
		if _, err := diff.Compare(t.Context(), pair[0], pair[1], difftest.Rules(), diff.Options{}); err == nil {
			t.Errorf("a table that the %s side has twice is no error", name)
		}
	}
	new = old
	new.Dialect = "mysql"
	if _, err := diff.Compare(t.Context(), old, new, difftest.Rules(), diff.Options{}); err == nil {
		t.Error("two dialects are no error")
	}
}

func TestUnnamedPartsOfARenamedTable(t *testing.T) {
	build := func(table string, implicit bool) model.Schema {
		s := with(func(t *model.Table) {
			t.Name = table
			t.Keys = []model.Key{{Name: table + "_pkey", Primary: true, Columns: []string{"a"}, ImplicitName: implicit}}
			t.Checks = []model.Check{{Name: table + "_a_check", Expr: model.Expr{Text: "a > 0"}, ImplicitName: implicit}}
			t.Indexes = []model.Index{btree(table+"_b_idx", implicit, "b")}
			t.Columns[1].Identity = model.Identity{
				Mode: model.IdentityAlways, Sequence: model.QName{Schema: "app", Name: table + "_b_seq"}, ImplicitName: implicit,
			}
			sequence := model.QName{Schema: "app", Name: table + "_c_seq"}
			t.Columns[2].Default, t.Columns[2].Serial = modeltest.NextValue(sequence), implicit
		})
		s.Sequences = []model.Sequence{{
			Schema: "app", Name: table + "_c_seq", OwnedBy: model.ColumnRef{Table: model.QName{Schema: "app", Name: table}, Column: "c"},
			ImplicitName: implicit,
		}}
		return s
	}
	r, err := renamed(t, build("t", false), build("people", true), "table:t=people")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, r, "rename table app.t to app.people")
	if got := r.New.Tables[0].Keys[0].Name; got != "t_pkey" {
		t.Errorf("the key is to be called %s", got)
	}
}
