package canon_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

var (
	users   = model.QName{Schema: "app", Name: "users"}
	integer = model.Type{Name: "integer"}
	textual = model.Type{Name: "text"}
	mood    = model.Type{Schema: "app", Name: "mood"}
)

// schema is what the tests start from.
func schema() model.Schema {
	return model.Schema{
		Dialect: "postgres", Version: 150000,
		Namespaces: []model.Namespace{{Name: "app"}},
		Enums:      []model.Enum{{Schema: "app", Name: "mood", Labels: []string{"sad", "happy"}}},
		Domains: []model.Domain{{
			Schema: "app", Name: "email", Base: textual, Default: model.Expr{Text: "'a@b'"},
			Checks: []model.Check{{Name: "at", Expr: model.Expr{Text: "VALUE LIKE '%@%'"}}},
		}},
		Composites: []model.Composite{{Schema: "app", Name: "address", Attributes: []model.Attribute{{Name: "zip", Type: textual}}}},
		Sequences:  []model.Sequence{{Schema: "app", Name: "ids", Options: model.SequenceOptions{Type: "bigint"}}},
		Tables: []model.Table{
			{
				Schema: "app", Name: "users",
				Columns: []model.Column{
					{Name: "id", Type: integer, Default: model.Expr{Text: "nextval('app.ids')"}},
					{Name: "name", Type: model.Type{Name: "character varying", Modifiers: "20"}},
					{Name: "mood", Type: mood, Default: model.Expr{Text: "'happy'"}},
					{Name: "mail", Type: model.Type{Schema: "app", Name: "email"}},
					{Name: "twice", Type: integer, Generated: model.Generated{Expr: model.Expr{Text: "id * 2"}}},
					{Name: "day", Type: model.Type{Name: "date"}},
				},
				Checks: []model.Check{
					{Name: "name_known", Expr: model.Expr{Text: "name IN ('a', 'b')"}},
					{Name: "row", Expr: model.Expr{Text: "users.id > 0 AND users IS NOT NULL"}},
				},
				Indexes: []model.Index{{
					Name: "users_lower", Method: "btree", Keys: []model.IndexKey{{Expr: model.Expr{Text: "lower(name)"}}},
					Predicate: model.Expr{Text: "mood = 'happy'::app.mood"},
				}},
				Partitioning: model.Partitioning{Strategy: model.PartitionByRange, Keys: []model.PartitionKey{{Column: "day"}}},
			},
			{
				Schema: "app", Name: "users_1", PartitionOf: users,
				Bound: model.PartitionBound{
					From: []model.BoundValue{{Expr: model.Expr{Text: "'2024-01-01'"}}}, To: []model.BoundValue{{Infinite: "maxvalue"}},
				},
			},
		},
		Statistics: []model.Statistics{{
			Schema: "app", Name: "lowers", Table: users, Exprs: []model.Expr{{Text: "lower(name)"}},
		}},
	}
}

// printed is schema as PostgreSQL gives it back.
func printed() model.Schema {
	s := schema()
	t := &s.Tables[0]
	t.Columns[0].Default.Text = "nextval('app.ids'::regclass)"
	t.Columns[2].Default.Text = "'happy'::app.mood"
	t.Columns[4].Generated.Expr.Text = "(id * 2)"
	t.Checks[0].Expr.Text = "((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"
	t.Checks[1].Expr.Text = "((id > 0) AND (users.* IS NOT NULL))"
	t.Indexes[0].Keys[0].Expr.Text = "lower((name)::text)"
	t.Indexes[0].Predicate.Text = "(mood = 'happy'::app.mood)"
	s.Tables[1].Bound.From[0].Expr.Text = "'2024-01-01'::date"
	s.Domains[0].Default.Text = "'a@b'::text"
	s.Domains[0].Checks[0].Expr.Text = "(VALUE ~~ '%@%'::text)"
	s.Statistics[0].Exprs[0].Text = "lower((name)::text)"
	return s
}

func compare(t *testing.T, old, new model.Schema, rules canon.Rules, renames ...string) diff.Result {
	t.Helper()
	var opts diff.Options
	for _, text := range renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			t.Fatal(err)
		}
		opts.Renames = append(opts.Renames, r)
	}
	r, err := diff.Compare(context.Background(), old, new, rules, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// summary writes each change but renames in a few words.
func summary(r diff.Result) string {
	var list []string
	for _, c := range r.Changes {
		switch c := c.(type) {
		case diff.Add:
			list = append(list, "add "+c.ID.String())
		case diff.Drop:
			list = append(list, "drop "+c.ID.String())
		case diff.Alter:
			for _, f := range c.Facets {
				list = append(list, c.NewID.String()+" "+string(f.Name)+": "+f.Old+" -> "+f.New)
			}
		case diff.Unsupported:
			list = append(list, "undecided "+c.ID.String()+" "+string(c.Facet)+": "+c.Reason)
		case diff.Rename:
		}
	}
	return strings.Join(list, "\n")
}

func TestCompare(t *testing.T) {
	alter := func(edit func(*model.Schema)) model.Schema {
		s := schema()
		edit(&s)
		return s
	}
	table := func(edit func(*model.Table)) model.Schema {
		return alter(func(s *model.Schema) { edit(&s.Tables[0]) })
	}
	for _, test := range []struct {
		name     string
		old, new model.Schema
		want     string
	}{
		{"printed and written", printed(), schema(), ""},
		{"written and printed", schema(), printed(), ""},
		{
			"another check", printed(),
			table(func(t *model.Table) { t.Checks[0].Expr.Text = "name IN ('a', 'c')" }),
			"check constraint app.users.name_known expression: ((name)::text = ANY ((ARRAY['a'::character varying, " +
				"'b'::character varying])::text[])) -> name IN ('a', 'c')",
		},
		{
			"an unknown function can't be decided", printed(),
			table(func(t *model.Table) { t.Checks[0].Expr.Text = "app.f(name)" }),
			"undecided check constraint app.users.name_known expression: there is no function app.f(varchar)",
		},
		{
			"the same unknown function is the same",
			table(func(t *model.Table) { t.Checks[0].Expr.Text = "(app.f(name))" }),
			table(func(t *model.Table) { t.Checks[0].Expr.Text = "app.f( name )" }),
			"",
		},
		{
			"a wider column changes no check of it", printed(),
			table(func(t *model.Table) { t.Columns[0].Type.Name = "bigint" }),
			"column app.users.id type: integer -> bigint",
		},
		{
			"the check of a column that becomes a number must change",
			table(func(t *model.Table) {
				t.Columns[1].Type = textual
				t.Checks[0].Expr.Text = "name > '5'::text"
			}),
			table(func(t *model.Table) {
				t.Columns[1].Type = integer
				t.Checks[0].Expr.Text = "name > '5'"
				t.Indexes = nil
			}),
			"column app.users.name type: text -> integer\n" +
				"check constraint app.users.name_known expression: name > '5'::text -> name > '5'\n" +
				"drop index app.users.users_lower",
		},
		{
			"another bound", printed(),
			alter(func(s *model.Schema) { s.Tables[1].Bound.From[0].Expr.Text = "'2025-01-01'" }),
			"table app.users_1 partition bound: from ('2024-01-01'::date) to (maxvalue) -> from ('2025-01-01') to (maxvalue)",
		},
		{
			"the same day in another spelling", printed(),
			alter(func(s *model.Schema) { s.Tables[1].Bound.From[0].Expr.Text = "'20240101'" }),
			"",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := summary(compare(t, test.old, test.new, canon.Rules{})); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

func TestRenames(t *testing.T) {
	renamed := func(edit func(*model.Schema)) model.Schema {
		s := schema()
		edit(&s)
		s.Sort()
		return s
	}
	for _, test := range []struct {
		name    string
		new     model.Schema
		renames []string
	}{
		{"column", renamed(func(s *model.Schema) {
			t := &s.Tables[0]
			t.Columns[1].Name = "full name"
			t.Checks[0].Expr.Text = `"full name" IN ('a', 'b')`
			t.Indexes[0].Keys[0].Expr.Text = `lower("full name")`
			s.Statistics[0].Exprs[0].Text = `lower("full name")`
		}), []string{"column:users.name=full name"}},
		{"table", renamed(func(s *model.Schema) {
			s.Tables[0].Name, s.Tables[1].PartitionOf.Name, s.Statistics[0].Table.Name = "people", "people", "people"
			s.Tables[0].Checks[1].Expr.Text = "people.id > 0 AND people IS NOT NULL"
		}), []string{"table:users=people"}},
		{"sequence", renamed(func(s *model.Schema) {
			s.Sequences[0].Name = "Numbers"
			s.Tables[0].Columns[0].Default.Text = `nextval('app."Numbers"')`
		}), []string{"sequence:app.ids=Numbers"}},
		{"type", renamed(func(s *model.Schema) {
			s.Enums[0].Name, s.Tables[0].Columns[2].Type.Name = "feeling", "feeling"
			s.Tables[0].Indexes[0].Predicate.Text = "mood = 'happy'"
		}), []string{"type:mood=feeling"}},
		{"enum value", renamed(func(s *model.Schema) {
			s.Enums[0].Labels[1] = "glad"
			s.Tables[0].Columns[2].Default.Text = "'glad'"
			s.Tables[0].Indexes[0].Predicate.Text = "mood = 'glad'"
		}), []string{"value:mood.happy=glad"}},
		{"schema", renamed(func(s *model.Schema) {
			s.Namespaces[0].Name, s.Enums[0].Schema, s.Domains[0].Schema, s.Composites[0].Schema = "core", "core", "core", "core"
			s.Sequences[0].Schema, s.Statistics[0].Schema, s.Statistics[0].Table.Schema = "core", "core", "core"
			s.Tables[0].Schema, s.Tables[1].Schema, s.Tables[1].PartitionOf.Schema = "core", "core", "core"
			t := &s.Tables[0]
			t.Columns[0].Default.Text = "nextval('core.ids')"
			t.Columns[2].Type.Schema, t.Columns[3].Type.Schema = "core", "core"
			t.Indexes[0].Predicate.Text = "mood = 'happy'::core.mood"
		}), []string{"schema:app=core"}},
		{"two columns change places", renamed(func(s *model.Schema) {
			t := &s.Tables[0]
			t.Columns[0].Name, t.Columns[4].Name = "twice", "id"
			t.Columns[4].Generated.Expr.Text = "twice * 2"
			t.Checks[1].Expr.Text = "users.twice > 0 AND users IS NOT NULL"
		}), []string{"column:users.id=twice", "column:users.twice=id"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, old := range []model.Schema{schema(), printed()} {
				if got := summary(compare(t, old, test.new, canon.Rules{}, test.renames...)); got != "" {
					t.Errorf("the rename leaves differences:\n%s", got)
				}
			}
		})
	}
	t.Run("labels in constants without a cast", func(t *testing.T) {
		old, new, swapped := schema(), schema(), schema()
		old.Tables[0].Checks[1].Expr.Text = "mood IN ('happy', 'sad') AND NOT mood < 'sad'"
		new.Enums[0].Labels = []string{"sad", "glad"}
		new.Tables[0].Checks[1].Expr.Text = "mood IN ('glad', 'sad') AND NOT mood < 'sad'"
		new.Tables[0].Columns[2].Default.Text, new.Tables[0].Indexes[0].Predicate.Text = "'glad'", "mood = 'glad'"
		if got := summary(compare(t, old, new, canon.Rules{}, "value:mood.happy=glad")); got != "" {
			t.Errorf("the rename leaves differences:\n%s", got)
		}
		swapped.Enums[0].Labels = []string{"happy", "sad"}
		swapped.Tables[0].Checks[1].Expr.Text = old.Tables[0].Checks[1].Expr.Text
		swapped.Tables[0].Columns[2].Default.Text, swapped.Tables[0].Indexes[0].Predicate.Text = "'sad'", "mood = 'sad'"
		got := summary(compare(t, old, swapped, canon.Rules{}, "value:mood.happy=sad", "value:mood.sad=happy"))
		if !strings.Contains(got, "check constraint app.users.row expression") || strings.Count(got, "\n") > 0 {
			t.Errorf("labels that change places make the differences %q", got)
		}
	})
	t.Run("equal texts that mean something else", func(t *testing.T) {
		new := schema()
		new.Tables[0].Columns[0].Name, new.Tables[0].Columns[4].Name = "twice", "id"
		new.Tables[0].Columns[4].Generated.Expr.Text = "twice * 2"
		got := summary(compare(t, printed(), new, canon.Rules{}, "column:users.id=twice", "column:users.twice=id"))
		want := "check constraint app.users.row expression: ((id > 0) AND (users.* IS NOT NULL)) -> users.id > 0 AND users IS NOT NULL"
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestVersions(t *testing.T) {
	old, new := schema(), schema()
	old.Version, new.Version = 130000, 160000
	new.Tables[0].Columns[1].Compression = "lz4"
	new.Ranges = []model.Range{{Schema: "app", Name: "span", Subtype: integer, Multirange: model.QName{Schema: "app", Name: "spans"}}}
	old.Ranges = []model.Range{{Schema: "app", Name: "span", Subtype: integer}}
	if got := summary(compare(t, old, new, canon.Rules{})); got != "" {
		t.Errorf("what PostgreSQL 13 doesn't know is a difference:\n%s", got)
	}
	old.Version = 160000
	if got := summary(compare(t, old, new, canon.Rules{})); !strings.Contains(got, "compression:  -> lz4") ||
		!strings.Contains(got, "multirange type:  -> app.spans") {
		t.Errorf("what PostgreSQL 16 knows is no difference:\n%s", got)
	}
	old.Version = 190000
	if _, err := diff.Compare(context.Background(), old, new, canon.Rules{}, diff.Options{}); err == nil {
		t.Error("a version that nothing is known of is accepted")
	}
}

func TestNames(t *testing.T) {
	var r canon.Rules
	sequence := func(name string) model.ID { return model.ID{Kind: model.KindSequence, Schema: "app", Name: name} }
	names := diff.NewNames(model.Schema{}, []diff.Rename{{From: sequence("a_seq"), To: sequence("It's")}})
	for text, want := range map[string]string{
		"nextval('app.a_seq')":              `nextval('app."It''s"')`,
		"(nextval('app.a_seq'::regclass))":  `nextval('app."It''s"'::regclass)`,
		"nextval('app.a_seq2'::regclass)":   "nextval('app.a_seq2'::regclass)",
		"length('app.a_seq'::text)":         "length('app.a_seq'::text)",
		"this is no expression about a_seq": "this is no expression about a_seq",
	} {
		if got := r.Rewrite(text, names); got != want {
			t.Errorf("Rewrite(%s): %s", text, got)
		}
	}
	long := strings.Repeat("ä", 31) + "x" // 63 bytes
	if got := r.CutName(long, "12"); got != strings.Repeat("ä", 30)+"12" {
		t.Errorf("CutName: %s", got)
	}
	if got := r.CutName("short", "1"); got != "short1" {
		t.Errorf("CutName: %s", got)
	}
}
