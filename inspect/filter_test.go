package inspect_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// town has an object of every kind that a filter treats in a way of its own.
func town() model.Schema {
	s := model.Schema{
		Dialect:    "postgres",
		Namespaces: []model.Namespace{{Name: "app"}, {Name: "audit"}},
		Extensions: []model.Extension{{Name: "citext", Schema: "app"}},
		Enums:      []model.Enum{{Schema: "app", Name: "mood", Labels: []string{"sad", "ok"}}},
		Domains:    []model.Domain{{Schema: "app", Name: "email", Checks: []model.Check{{Name: "email_check"}}}},
		Sequences: []model.Sequence{
			{Schema: "app", Name: "users_id_seq", OwnedBy: model.ColumnRef{Table: model.QName{Schema: "app", Name: "users"}, Column: "id"}},
			{Schema: "app", Name: "tickets"},
		},
		Tables: []model.Table{
			{
				Schema: "app", Name: "users",
				Columns: []model.Column{{Name: "id"}, {Name: "email"}},
				Keys:    []model.Key{{Name: "users_pkey", Primary: true}, {Name: "users_email_key"}},
				Checks:  []model.Check{{Name: "users_check"}},
				Indexes: []model.Index{{Name: "users_email_idx"}},
			},
			{
				Schema: "app", Name: "orders",
				ForeignKeys: []model.ForeignKey{{Name: "orders_user_fkey", References: model.QName{Schema: "app", Name: "users"}}},
			},
			{Schema: "app", Name: "events", Partitioning: model.Partitioning{Strategy: model.PartitionByRange}},
			{Schema: "app", Name: "events_1", PartitionOf: model.QName{Schema: "app", Name: "events"}},
			{Schema: "app", Name: "events_1_a", PartitionOf: model.QName{Schema: "app", Name: "events_1"}},
			{Schema: "audit", Name: "users"},
		},
		Statistics: []model.Statistics{{Schema: "app", Name: "users_stat", Table: model.QName{Schema: "app", Name: "users"}}},
		Routines:   []model.Routine{{Schema: "app", Name: "f"}},
		Unsupported: []model.Unsupported{
			{ID: model.ID{Kind: "view", Schema: "app", Name: "adults"}},
			{ID: model.ID{Kind: "rule", Schema: "app", Parent: "adults", Name: "r"}},
			{ID: model.ID{Kind: "trigger", Schema: "app", Parent: "users", Name: "t"}},
			{ID: model.ID{Kind: "publication", Name: "p"}},
		},
	}
	s.Sort()
	return s
}

func ids(s model.Schema) []string {
	var list []string
	for _, e := range s.Entries() {
		list = append(list, e.ID.String())
	}
	for _, u := range s.Unsupported {
		list = append(list, u.ID.String())
	}
	return list
}

func patterns(t *testing.T, list ...string) []inspect.Pattern {
	t.Helper()
	var out []inspect.Pattern
	for _, text := range list {
		p, err := inspect.ParsePattern(text, "view", "trigger", "rule", "publication")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func TestFilterSelects(t *testing.T) {
	all := ids(town())
	without := func(words ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(id string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(id, w) })
		})
	}
	tests := []struct {
		name, reason     string
		schemas          []string
		include, exclude []string
		want             []string
	}{
		{
			name: "nothing said", reason: "the zero filter takes all",
			want: all,
		},
		{
			name: "one schema", reason: "what lives in no schema belongs to the database, not to a part of it",
			schemas: []string{"audit"},
			want:    []string{"schema audit", "table audit.users"},
		},
		{
			name: "schema glob", reason: "schemas are patterns too",
			schemas: []string{"a*"},
			want:    without("extension", "publication"),
		},
		{
			name: "excluded table", reason: "all that belongs to it goes along, the foreign key of another table stays",
			exclude: []string{"table:app.users"},
			want:    without("table app.users", " app.users.", "users_id_seq", "users_stat"),
		},
		{
			name: "excluded partitioned table", reason: "partitions of all levels belong to it",
			exclude: []string{"table:events"},
			want:    without("events"),
		},
		{
			name: "included table", reason: "its parts come along, nothing else",
			include: []string{"table:audit.*"},
			want:    []string{"table audit.users"},
		},
		{
			name: "included part", reason: "a part alone is a choice too",
			include: []string{"index:*_idx", "column:users.email"},
			want:    []string{"column app.users.email", "index app.users.users_email_idx"},
		},
		{
			name: "exclude wins", reason: "a person who names a thing to leave out means it",
			include: []string{"table:app.*"}, exclude: []string{"column:email", "app.orders", "events"},
			want: []string{
				"sequence app.users_id_seq", "table app.users", "column app.users.id",
				"primary key app.users.users_pkey", "unique constraint app.users.users_email_key",
				"check constraint app.users.users_check", "index app.users.users_email_idx", "statistics app.users_stat",
				"trigger app.users.t",
			},
		},
		{
			name: "groups of kinds", reason: "type and constraint stand for several kinds",
			include: []string{"type:*", "constraint:users.*"},
			want: []string{
				"enum app.mood", "domain app.email", "domain constraint app.email.email_check",
				"primary key app.users.users_pkey", "unique constraint app.users.users_email_key",
				"check constraint app.users.users_check",
			},
		},
		{
			name: "kinds with a space", reason: "a dash does for it on a command line",
			include: []string{"foreign-key:*", "foreign key:*"},
			want:    []string{"foreign key app.orders.orders_user_fkey"},
		},
		{
			name: "unsupported kinds", reason: "a view takes along its rules",
			exclude: []string{"view:adults", "trigger:*", "publication:*"},
			want:    without("adults", "trigger", "publication"),
		},
		{
			name: "excluded schema", reason: "all that lives in it goes along",
			exclude: []string{"schema:app"},
			want:    []string{"schema audit", "extension citext", "table audit.users", "publication p"},
		},
		{
			name: "no kind", reason: "a name alone is anything of that name",
			include: []string{"users_*"}, exclude: []string{"*_pkey"},
			want: []string{
				"sequence app.users_id_seq", "unique constraint app.users.users_email_key",
				"check constraint app.users.users_check", "index app.users.users_email_idx", "statistics app.users_stat",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := inspect.Filter{Schemas: tt.schemas, Include: patterns(t, tt.include...), Exclude: patterns(t, tt.exclude...)}
			schema := town()
			selection := f.On(schema)
			got := slices.DeleteFunc(ids(schema), func(string) bool { return true })
			for _, e := range schema.Entries() {
				if selection.Has(e.ID) {
					got = append(got, e.ID.String())
				}
			}
			for _, u := range schema.Unsupported {
				if selection.Has(u.ID) {
					got = append(got, u.ID.String())
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
			if diff := cmp.Diff(town(), schema); diff != "" {
				t.Errorf("the filter changed its input:\n%s", diff)
			}
		})
	}
}

// Two sides may know an object under different names: a rename must neither
// be cut in half nor escape an exclusion.
func TestSelectionOfRenamed(t *testing.T) {
	old := model.ID{Kind: model.KindTable, Schema: "app", Name: "users"}
	renamed := model.ID{Kind: model.KindTable, Schema: "app", Name: "people"}
	include := inspect.Filter{Include: patterns(t, "table:people")}.On(town())
	if !include.Has(old, renamed) || include.Has(old) {
		t.Error("an object counts if one of its names is included")
	}
	exclude := inspect.Filter{Exclude: patterns(t, "table:users")}.On(town())
	if exclude.Has(old, renamed) || !exclude.Has(renamed) {
		t.Error("an object is left out if one of its names is excluded")
	}
}

func TestFilterApply(t *testing.T) {
	f := inspect.Filter{
		Include: patterns(t, "schema:app"),
		Exclude: patterns(t, "index:*", "column:email", "events", "type:*", "view:*", "trigger:*"),
	}
	got := f.Apply(town())
	want := []string{
		"schema app", "sequence app.tickets", "sequence app.users_id_seq",
		"table app.orders", "foreign key app.orders.orders_user_fkey",
		"table app.users", "column app.users.id", "column app.users.email", // a table is nothing without its columns
		"primary key app.users.users_pkey", "unique constraint app.users.users_email_key",
		"check constraint app.users.users_check", "statistics app.users_stat",
	}
	if diff := cmp.Diff(want, ids(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Routines) != 1 {
		t.Error("signatures are facts for expressions and stay")
	}
}

func TestParsePattern(t *testing.T) {
	user := model.ID{Kind: model.KindTable, Schema: "app", Name: "users"}
	odd := model.ID{Kind: model.KindTable, Schema: "my.app", Name: `a"b*:/c`}
	matches := []struct {
		pattern string
		id      model.ID
		want    bool
	}{
		{"table:users", user, true},
		{"table:app.users", user, true},
		{"table:*.users", user, true},
		{"table:us?r[a-s]", user, true},
		{"table:Users", user, false},
		{"table:app", user, false},
		{"table:x.app.users", user, false},
		{"index:users", user, false},
		{`table:"users"`, user, true},
		{`table:"user*"`, user, false},
		{`table:"my.app".*`, odd, true},
		{`"my.app"."a""b*:/c"`, odd, true},
		{`table:*`, odd, true},
		{`table:a"b*:/?`, odd, true},
	}
	for _, tt := range matches {
		p, err := inspect.ParsePattern(tt.pattern)
		if err != nil {
			t.Errorf("%s: %v", tt.pattern, err)
		} else if p.Matches(tt.id) != tt.want {
			t.Errorf("%s matches %s: %v, want %v", tt.pattern, tt.id, !tt.want, tt.want)
		}
	}
	if (inspect.Pattern{}).Matches(user) {
		t.Error("the zero pattern chooses nothing")
	}
	for pattern, want := range map[string]string{
		"tabel:users":    `reading pattern "tabel:users": there is no kind "tabel"`,
		":users":         `reading pattern ":users": there is no kind before the colon`,
		"table:":         `reading pattern "table:": a part of the name is empty`,
		"table:a..b":     `reading pattern "table:a..b": a part of the name is empty`,
		"table:a.b.c.d":  `reading pattern "table:a.b.c.d": a name has at most three parts: schema.table.part`,
		"table:[a":       `reading pattern "table:[a": "[a" isn't well-formed: a [ needs its ]`,
		`table:"a`:       `reading pattern "table:\"a": a double quote isn't closed`,
		`table:"a"b`:     `reading pattern "table:\"a\"b": after a closing quote comes a dot or the end`,
		`table:"".users`: `reading pattern "table:\"\".users": a part of the name is empty`,
	} {
		if _, err := inspect.ParsePattern(pattern); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", pattern, err, want)
		}
	}
}

// TestCalled: routines are chosen without the types of their arguments, and
// materialized views and foreign tables by what people call them.
func TestCalled(t *testing.T) {
	s := model.Schema{
		Dialect: "postgres",
		Tables: []model.Table{
			{Schema: "app", Name: "sums", Query: model.Expr{Text: "SELECT 1"}, Indexes: []model.Index{{Name: "sums_idx"}}},
			{Schema: "app", Name: "far", Server: "elsewhere"},
			{Schema: "app", Name: "near"},
		},
		Definitions: []model.Definition{
			{ID: model.ID{Kind: "function", Schema: "app", Name: "f(integer)"}, Signature: []model.Type{{Name: "integer"}}},
			{ID: model.ID{Kind: "function", Schema: "app", Name: "f()"}, Signature: []model.Type{}},
			{ID: model.ID{Kind: "view", Schema: "app", Name: "adults"}},
			{ID: model.ID{Kind: "trigger", Schema: "app", Parent: "adults", Name: "t"}},
			{ID: model.ID{Kind: "trigger", Schema: "app", Parent: "sums", Name: "t"}},
		},
	}
	s.Sort()
	for pattern, want := range map[string]string{
		"function:f":               "function app.f(), function app.f(integer)",
		`function:"f(integer)"`:    "function app.f(integer)",
		"view:adults":              "trigger app.adults.t, view app.adults",
		"materialized-view:sums":   "table app.sums, index app.sums.sums_idx, trigger app.sums.t",
		"foreign-table:*":          "table app.far",
		"table:*":                  "table app.near",
		"trigger:app.adults.t":     "trigger app.adults.t",
		"materialized-view:nobody": "",
	} {
		p, err := inspect.ParsePattern(pattern, "function", "view", "trigger", model.KindMaterializedView, model.KindForeignTable)
		if err != nil {
			t.Fatal(err)
		}
		f := inspect.Filter{Include: []inspect.Pattern{p}}
		has := f.On(s).Has
		var got []string
		for _, e := range s.Entries() {
			if has(e.ID) {
				got = append(got, e.ID.String())
			}
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%s chooses %q, want %q", pattern, text, want)
		}
		if idle := f.Idle(s); (len(idle) > 0) != (want == "") {
			t.Errorf("%s: idle %q", pattern, idle)
		}
	}
}
