package diff_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/modeltest"
)

func TestParseRenameErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "must begin with one of schema, table",
		"table":                        "must begin with one of",
		"users=people":                 "must begin with one of",
		"tabel:users=people":           `did you mean "table"?`,
		"blob:a=b":                     "must begin with one of",
		"table:users":                  "an equals sign and the new name must follow",
		"table:=people":                "a name is missing",
		"table:users=":                 "a name is missing",
		"table:a.b.c=d":                "the old name has 3 parts; a table has 1 to 2, as in table:app.users=people",
		"column:mail=email":            "the old name has 1 parts; a column has 2 to 3",
		"column:users.mail=app.email":  "the new name has 2 parts; a column keeps its place",
		"table:users=people=persons":   `nothing may follow the new name, but "=persons" does`,
		`table:"users=people`:          "a double quote is not closed",
		`table:""=people`:              "a name is empty",
		"schema:a.b=c":                 "a schema has 1, as in schema:app=core",
		"index:app.users.mail=a.email": "keeps its place",
	} {
		_, err := diff.ParseRename(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q in it", text, err, want)
		}
	}
}

// request reads a rename request that is right.
func request(t testing.TB, text string) diff.RenameRequest {
	t.Helper()
	r, err := diff.ParseRename(text)
	if err != nil {
		t.Fatal(err)
	}
	if r.String() != text {
		t.Fatalf("%q reads as %q", text, r)
	}
	return r
}

func renamed(t testing.TB, old, new model.Schema, requests ...string) (diff.Result, error) {
	t.Helper()
	var opts diff.Options
	for _, text := range requests {
		opts.Renames = append(opts.Renames, request(t, text))
	}
	old.Sort()
	new.Sort()
	return diff.Compare(context.Background(), old, new, difftest.Rules(), opts)
}

func editBase(edit func(*model.Schema)) model.Schema {
	s := difftest.Base()
	edit(&s)
	s.Sort()
	return s
}

func tableOf(s *model.Schema, name string) *model.Table {
	return &s.Tables[slices.IndexFunc(s.Tables, func(t model.Table) bool { return t.Name == name })]
}

// moveTouched takes the trigger of orders to another table.
func moveTouched(s *model.Schema, table model.QName) {
	i := slices.IndexFunc(s.Definitions, func(d model.Definition) bool { return d.ID.Name == "touched" })
	d := s.Definitions[i].Edit(func(v *model.Value) {
		if v.Ref.Parent != "" {
			v.Ref.Schema, v.Ref.Parent = table.Schema, table.Name
		}
	})
	d.ID.Schema, d.ID.Parent = table.Schema, table.Name
	s.Definitions[i] = d
}

func TestRenamesCarryReferences(t *testing.T) {
	for _, test := range []struct {
		name     string
		requests []string
		new      model.Schema
		want     []string
	}{
		{
			"a table that others refer to",
			[]string{"table:orders=purchases"},
			editBase(func(s *model.Schema) {
				tableOf(s, "prices").ForeignKeys[0].References.Name = "purchases"
				tableOf(s, "orders").Name = "purchases"
				s.Sequences[1].OwnedBy.Table.Name = "purchases"
				s.Statistics[0].Table.Name, s.Statistics[1].Table.Name = "purchases", "purchases"
				moveTouched(s, model.QName{Schema: "shop", Name: "purchases"})
			}),
			[]string{"rename table shop.orders to shop.purchases"},
		},
		{
			"a column in keys, foreign keys, partitions and children",
			[]string{"column:events.day=date", "column:shop.logs.at=time"},
			editBase(func(s *model.Schema) {
				for _, name := range []string{"events", "events_2024", "events_2025"} {
					e := tableOf(s, name)
					e.Columns[0].Name = "date"
					e.Keys[0].Columns[0], e.Keys[1].Columns[0] = "date", "date"
				}
				tableOf(s, "events").Partitioning.Keys[0].Column = "date"
				tableOf(s, "logs").Columns[0].Name = "time"
				tableOf(s, "logs_web").Columns[0].Name = "time"
			}),
			[]string{"rename column shop.events.day to shop.events.date", "rename column shop.logs.at to shop.logs.time"},
		},
		{
			"a column that a sequence belongs to, with the expressions",
			[]string{"column:orders.total=amount", "column:orders.id=number"},
			editBase(func(s *model.Schema) {
				o := tableOf(s, "orders")
				o.Columns[0].Name, o.Columns[3].Name = "number", "amount"
				o.Keys[slices.IndexFunc(o.Keys, func(k model.Key) bool { return k.Primary })].Columns[0] = "number"
				o.Checks[0].Expr.Text = "amount >= (0)::numeric"
				o.Indexes[0].Keys[0].Expr.Text = "(amount * (2)::numeric)"
				s.Sequences[1].OwnedBy.Column = "number"
			}),
			[]string{"rename column shop.orders.total to shop.orders.amount", "rename column shop.orders.id to shop.orders.number"},
		},
		{
			"a table goes to another schema and takes what is its own",
			[]string{"table:orders=extra.orders"},
			editBase(func(s *model.Schema) {
				o := tableOf(s, "orders")
				o.Schema = "extra"
				o.Columns[0].Default.Text = "nextval('extra.orders_id_seq'::regclass)"
				tableOf(s, "prices").ForeignKeys[0].References.Schema = "extra"
				s.Sequences[1].Schema, s.Sequences[1].OwnedBy.Table.Schema = "extra", "extra"
				s.Statistics[0].Table.Schema, s.Statistics[1].Table.Schema = "extra", "extra"
				moveTouched(s, model.QName{Schema: "extra", Name: "orders"})
			}),
			[]string{"rename table shop.orders to extra.orders"},
		},
		{
			"an index that others are attached to",
			[]string{"index:events_what=events_by_what"},
			editBase(func(s *model.Schema) {
				tableOf(s, "events").Indexes[0].Name = "events_by_what"
				for _, name := range []string{"events_2024", "events_2025"} {
					tableOf(s, name).Indexes[0].Parent.Name = "events_by_what"
				}
			}),
			[]string{"rename index shop.events.events_what to shop.events.events_by_what"},
		},
		{
			"a check in the children too",
			[]string{"constraint:logs.logs_line=line_there"},
			editBase(func(s *model.Schema) {
				tableOf(s, "logs").Checks[0].Name = "line_there"
				tableOf(s, "logs_web").Checks[0].Name = "line_there"
			}),
			[]string{"rename check constraint shop.logs.logs_line to shop.logs.line_there"},
		},
		{
			"a key that is the replica identity",
			[]string{"constraint:orders_pkey=orders_id"},
			editBase(func(s *model.Schema) {
				o := tableOf(s, "orders")
				o.Keys[slices.IndexFunc(o.Keys, func(k model.Key) bool { return k.Primary })].Name = "orders_id"
				o.ReplicaIdentity.Index = "orders_id"
			}),
			[]string{"rename primary key shop.orders.orders_pkey to shop.orders.orders_id"},
		},
		{
			"what else differs is an alteration",
			[]string{"table:prices=costs", "column:prices.item=article"},
			editBase(func(s *model.Schema) {
				p := tableOf(s, "prices")
				p.Name, p.Comment = "costs", "new"
				p.Columns[0].Name, p.Columns[0].NotNull = "article", true
				p.Columns = p.Columns[:3]
			}),
			[]string{
				"rename table shop.prices to shop.costs", "alter table shop.costs comment:  -> new",
				"rename column shop.prices.item to shop.costs.article", "alter column shop.costs.article not null: no -> yes",
				"drop column shop.prices.price",
			},
		},
		{
			"two tables change names",
			[]string{"table:logs=prices", "table:prices=logs"},
			editBase(func(s *model.Schema) {
				logs, prices := tableOf(s, "logs"), tableOf(s, "prices")
				logs.Name, prices.Name = "prices", "logs"
				tableOf(s, "logs_web").Inherits[0].Name = "prices"
			}),
			[]string{"rename table shop.prices to shop.logs", "rename table shop.logs to shop.prices"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := renamed(t, difftest.Base(), test.new, test.requests...)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, r, test.want...)
			got, err := difftest.Apply(r)
			if err != nil {
				t.Fatal(err)
			}
			back, err := difftest.Apply(r.Invert())
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range [][2]model.Schema{{r.New, got}, {r.Old, back}} {
				if again := compare(t, pair[0], pair[1], diff.Options{NewLive: true}); hasStructure(again) {
					t.Errorf("something differs afterwards: %v", lines(again))
				}
			}
		})
	}
}

// hasStructure: Apply leaves the texts of expressions as they are, and names
// that follow from others.
func hasStructure(r diff.Result) bool {
	return slices.ContainsFunc(lines(r), func(line string) bool {
		for _, facet := range []string{"expression:", "default:", "predicate:", "keys:", "not-null name:", "multirange type:"} {
			if strings.Contains(line, facet) {
				return false
			}
		}
		return true
	})
}

func TestImpliedNamesStay(t *testing.T) {
	new := editBase(func(s *model.Schema) { tableOf(s, "customers").Name = "clients" })
	for i := range new.Tables {
		for j := range new.Tables[i].ForeignKeys {
			if fk := &new.Tables[i].ForeignKeys[j]; fk.References.Name == "customers" {
				fk.References.Name = "clients"
			}
		}
	}
	r, err := renamed(t, difftest.Base(), new, "table:customers=clients")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, r, "rename table shop.customers to shop.clients")
	if got := tableOf(&r.New, "clients").Columns[0].NotNullConstraint.Name; got != "customers_id_not_null" {
		t.Errorf("the name of the not-null constraint becomes %q", got)
	}
	expect(t, compare(t, r.New, new, diff.Options{}))
}

func TestRenameErrors(t *testing.T) {
	base := difftest.Base()
	for _, test := range []struct {
		requests []string
		new      model.Schema
		want     []string
	}{
		{[]string{"table:order=x"}, base, []string{"rename table:order=x: the old schema has no table order; did you mean orders"}},
		{[]string{"column:orders.totl=x"}, base, []string{"no column orders.totl; did you mean orders.total?"}},
		{[]string{"column:orders.zzzzzz=x"}, base, []string{"there are customer, day, during, id, room, total"}},
		{[]string{"table:shop.orders=purchases"}, base, []string{"the new schema has no table shop.purchases"}},
		{[]string{"table:orders=orders"}, base, []string{"that is its name already"}},
		{[]string{"type:mood=email"}, base, []string{"the new schema has no enum shop.email, but domain shop.email"}},
		{[]string{"column:day=x", "table:nothing.x=y"}, base, nil}, // the first can't be read
		{[]string{"table:logs=prices"}, base, []string{"rename of table shop.logs: the old schema has table shop.prices as well"}},
		{
			[]string{"table:logs=a", "table:logs=b"},
			editBase(func(s *model.Schema) {
				s.Tables = append(s.Tables, model.Table{Schema: "shop", Name: "a"}, model.Table{Schema: "shop", Name: "b"})
			}),
			[]string{"table shop.logs is to become both shop.a and shop.b"},
		},
		{
			[]string{"table:logs=a", "table:prices=a", "table:nonsense=b"},
			editBase(func(s *model.Schema) { s.Tables = append(s.Tables, model.Table{Schema: "shop", Name: "a"}) }),
			[]string{"rename to table shop.a: both shop.logs and shop.prices are to become that", "the old schema has no table nonsense"},
		},
	} {
		if test.want == nil {
			continue
		}
		_, err := renamed(t, difftest.Base(), test.new, test.requests...)
		for _, want := range test.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: the error is\n%v\nwant in it: %s", test.requests, err, want)
			}
		}
	}
	two := editBase(func(s *model.Schema) { s.Tables = append(s.Tables, model.Table{Schema: "extra", Name: "orders"}) })
	if _, err := renamed(t, two, two, "table:orders=x"); err == nil ||
		!strings.Contains(err.Error(), "orders can be table extra.orders, table shop.orders; write more of its path") {
		t.Errorf("an ambiguous name: %v", err)
	}
	if _, err := diff.Compare(context.Background(), base, base, difftest.Rules(), diff.Options{Renames: make([]diff.RenameRequest, 1)}); err == nil {
		t.Error("an empty request is no error")
	}
}

func TestDirectives(t *testing.T) {
	column := func(table, name string) model.ID {
		return model.ID{Kind: model.KindColumn, Schema: "shop", Parent: table, Name: name}
	}
	directive := model.Directive{From: column("prices", "item"), To: column("prices", "article"), Pos: model.Pos{File: "s.sql", Line: 3, Column: 1}}
	new := editBase(func(s *model.Schema) { tableOf(s, "prices").Columns[0].Name = "article" })
	new.Directives = []model.Directive{directive}
	t.Run("is a rename", func(t *testing.T) {
		expect(t, compare(t, difftest.Base(), new, diff.Options{}), "rename column shop.prices.item to shop.prices.article")
	})
	t.Run("stays when it has happened", func(t *testing.T) {
		done := new
		done.Directives = nil
		expect(t, compare(t, done, new, diff.Options{}))
	})
	t.Run("means nothing to a new object", func(t *testing.T) {
		empty := model.Schema{Dialect: "postgres", Version: 180000}
		if r := compare(t, empty, new, diff.Options{}); len(r.Renames()) != 0 {
			t.Errorf("the renames are %v", r.Renames())
		}
	})
	t.Run("with a mistake in it", func(t *testing.T) {
		wrong := new
		wrong.Directives = []model.Directive{{From: column("prices", "itme"), To: directive.To, Pos: directive.Pos}}
		_, err := renamed(t, difftest.Base(), wrong)
		if err == nil || !strings.Contains(err.Error(), `s.sql:3:1: rename of column shop.prices.article: the old schema has no column shop.prices.itme; did you mean "item"?`) {
			t.Errorf("the error is %v", err)
		}
		wrong.Directives = []model.Directive{{From: directive.From, To: column("prices", "artcle"), Pos: directive.Pos}}
		if _, err := renamed(t, difftest.Base(), wrong); err == nil || !strings.Contains(err.Error(), "s.sql:3:1") {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("in a table that is renamed too", func(t *testing.T) {
		both := editBase(func(s *model.Schema) {
			tableOf(s, "prices").Columns[0].Name = "article"
			tableOf(s, "prices").Name = "costs"
		})
		both.Directives = []model.Directive{
			{From: column("costs", "item"), To: column("costs", "article")},
			{From: model.ID{Kind: model.KindTable, Schema: "shop", Name: "prices"}, To: model.ID{Kind: model.KindTable, Schema: "shop", Name: "costs"}},
		}
		expect(t, compare(t, difftest.Base(), both, diff.Options{}),
			"rename table shop.prices to shop.costs", "rename column shop.prices.item to shop.costs.article")
	})
}

// TestLawRenames: whatever is renamed, comparing with the carried schema shows
// the renames and nothing else, and inverting leads back.
func TestLawRenames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		requests, renames := drawRenames(t, old)
		new := diff.NewNames(old, renames).Carry(old)
		for i := range new.Tables {
			new.Tables[i] = rewritten(new.Tables[i], old.Tables[i].QName(), diff.NewNames(old, renames))
		}
		new.Sort()
		var opts diff.Options
		for _, text := range requests {
			r, err := diff.ParseRename(text)
			if err != nil {
				t.Fatalf("reading %q: %v", text, err)
			}
			opts.Renames = append(opts.Renames, r)
		}
		r := check(t, old, new, opts)
		for _, c := range r.Changes {
			if _, ok := c.(diff.Rename); !ok {
				t.Fatalf("renaming %v changes more: %v", requests, lines(r))
			}
		}
		if len(r.Changes) != len(renames) {
			t.Fatalf("there are %d renames of %v", len(r.Changes), requests)
		}
		inverted := r.Invert()
		twice := inverted.Invert()
		r.Questions = nil
		if d := gocmp.Diff(r, twice, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("inverting twice changes the difference (-want +got):\n%s", d)
		}
		names := inverted.Names()
		r.Old.Sort()
		back := names.Carry(r.New)
		back.Sort()
		if again := check(t, back, r.Old, diff.Options{NewLive: true}); hasStructure(again) {
			t.Fatalf("the way back leads elsewhere: %v", lines(again))
		}
	})
}

// rewritten puts the new names into the expressions of a table, as
// difftest.Rules reads them.
func rewritten(t model.Table, old model.QName, names diff.Names) model.Table {
	analysis, err := difftest.Rules().Begin(model.Schema{}, model.Schema{}, names)
	if err != nil {
		panic(err)
	}
	text := func(s string) string { return analysis.Key(diff.OldSide, diff.Expression{Owner: old, Text: s}) }
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		t.Columns[i].Default.Text = text(t.Columns[i].Default.Text)
	}
	t.Checks = slices.Clone(t.Checks)
	for i := range t.Checks {
		t.Checks[i].Expr.Text = text(t.Checks[i].Expr.Text)
	}
	t.Indexes = slices.Clone(t.Indexes)
	for i := range t.Indexes {
		x := &t.Indexes[i]
		x.Predicate.Text = text(x.Predicate.Text)
		x.Keys = slices.Clone(x.Keys)
		for j := range x.Keys {
			x.Keys[j].Expr.Text = text(x.Keys[j].Expr.Text)
		}
	}
	return t
}

// drawRenames gives new names to some tables, columns, types and schemas.
func drawRenames(t *rapid.T, s model.Schema) (requests []string, renames []diff.Rename) {
	chosen := func() bool { return rapid.IntRange(0, 2).Draw(t, "rename") == 0 }
	schemas := map[string]string{}
	for _, n := range s.Namespaces {
		schemas[n.Name] = n.Name
		if chosen() {
			schemas[n.Name] = "new_" + n.Name
			requests = append(requests, "schema:"+n.Name+"=new_"+n.Name)
			renames = append(renames, diff.Rename{
				From: model.ID{Kind: model.KindSchema, Name: n.Name}, To: model.ID{Kind: model.KindSchema, Name: "new_" + n.Name},
			})
		}
	}
	top := func(what string, kind model.Kind, schema, name string) string {
		if !chosen() {
			return name
		}
		requests = append(requests, what+":"+schema+"."+name+"=new_"+name)
		renames = append(renames, diff.Rename{
			From: model.ID{Kind: kind, Schema: schema, Name: name}, To: model.ID{Kind: kind, Schema: schemas[schema], Name: "new_" + name},
		})
		return "new_" + name
	}
	for _, o := range s.Enums {
		top("type", model.KindEnum, o.Schema, o.Name)
	}
	for _, o := range s.Composites {
		top("type", model.KindComposite, o.Schema, o.Name)
	}
	for _, o := range s.Sequences {
		top("sequence", model.KindSequence, o.Schema, o.Name)
	}
	for _, o := range s.Tables {
		name := top("table", model.KindTable, o.Schema, o.Name)
		for _, c := range o.Columns {
			if c.Inherited || !chosen() {
				continue
			}
			requests = append(requests, "column:"+o.Schema+"."+o.Name+"."+c.Name+"=new_"+c.Name)
			renames = append(renames, diff.Rename{
				From: model.ID{Kind: model.KindColumn, Schema: o.Schema, Parent: o.Name, Name: c.Name},
				To:   model.ID{Kind: model.KindColumn, Schema: schemas[o.Schema], Parent: name, Name: "new_" + c.Name},
			})
		}
	}
	return requests, renames
}

func FuzzParseRename(f *testing.F) {
	for _, text := range []string{
		"table:app.users=people", `column:"a.b"."c""d"=e`, "value:mood.it's=ok", "index:a.b.c=d", "schema:=", `type:"=x`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := diff.ParseRename(text)
		if err != nil {
			return
		}
		if r.String() != text {
			t.Errorf("%q reads as %q", text, r)
		}
		again, err := diff.ParseRename(r.String())
		if err != nil || !gocmp.Equal(again, r, gocmp.AllowUnexported(r)) {
			t.Errorf("%q doesn't read back: %v, %v", text, again, err)
		}
	})
}

// TestHintsReadBack: the hint of a question names its objects, whatever they
// are called.
func TestHintsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringN(1, 8, 20).Filter(func(s string) bool { return !strings.Contains(s, "\x00") })
		old := with(func(*model.Table) {})
		old.Tables[0].Name = name.Draw(t, "table")
		old.Tables[0].Columns[0].Name = name.Draw(t, "old")
		new := old
		new.Tables = slices.Clone(old.Tables)
		new.Tables[0].Columns = slices.Clone(old.Tables[0].Columns)
		new.Tables[0].Columns[0].Name = name.Draw(t, "new")
		for _, s := range []model.Schema{old, new} {
			if c := s.Tables[0].Columns; c[0].Name == "b" || c[0].Name == "c" || old.Tables[0].Columns[0].Name == new.Tables[0].Columns[0].Name {
				t.Skip("there is such a column")
			}
		}
		r := check(t, old, new, diff.Options{})
		if len(r.Questions) != 1 {
			t.Fatalf("the questions are %v", r.Questions)
		}
		q, err := diff.ParseRename(r.Questions[0].Hint)
		if err != nil {
			t.Fatalf("reading the hint: %v", err)
		}
		answered := check(t, old, new, diff.Options{Renames: []diff.RenameRequest{q}})
		if len(answered.Renames()) != 1 || len(answered.Changes) != 1 {
			t.Fatalf("the hint %s leads to %v", r.Questions[0].Hint, lines(answered))
		}
	})
}
