package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func TestFindMissing(t *testing.T) {
	integer := model.Type{Name: "integer"}
	mood := model.Type{Schema: "app", Name: "mood"}
	users := model.Table{
		Schema: "app", Name: "users", Columns: []model.Column{{Name: "id", Type: integer, NotNull: true}},
		Keys: []model.Key{{Name: "users_pkey", Primary: true, Columns: []string{"id"}}},
	}
	orders := func(columns []model.Column, keys ...model.ForeignKey) model.Table {
		return model.Table{Schema: "app", Name: "orders", Columns: columns, ForeignKeys: keys}
	}
	userID := model.Column{Name: "user_id", Type: integer}
	fkey := model.ForeignKey{Name: "orders_user_id_fkey", Columns: []string{"user_id"}, References: users.QName(), RefColumns: []string{"id"}}
	schema := func(enums []model.Enum, tables ...model.Table) model.Schema {
		s := model.Schema{Dialect: "postgres", Version: 150000, Namespaces: []model.Namespace{{Name: "app"}}, Enums: enums, Tables: tables}
		s.Sort()
		return s
	}
	enum := []model.Enum{{Schema: "app", Name: "mood", Labels: []string{"ok"}}}
	moody := model.Column{Name: "m", Type: mood}

	for _, tt := range []struct {
		name, reason string
		old, fresh   model.Schema
		exclude      string
		want         []string
	}{
		{
			"table", "a foreign key needs the table that it refers to",
			schema(nil, orders([]model.Column{userID})), schema(nil, users, orders([]model.Column{userID}, fkey)),
			"table:users",
			[]string{"foreign key app.orders.orders_user_id_fkey needs table app.users, which isn't there yet"},
		},
		{
			"key", "and a key in it",
			schema(nil), schema(nil, users, orders([]model.Column{userID}, fkey)),
			"primary-key:users_pkey",
			[]string{"foreign key app.orders.orders_user_id_fkey needs primary key app.users.users_pkey, which isn't there yet"},
		},
		{
			"both", "nothing is missing if both are left out",
			schema(nil), schema(nil, users, orders([]model.Column{userID}, fkey)),
			"constraint:*", nil,
		},
		{
			"type", "a column needs its type, if that is new",
			schema(nil, orders(nil)), schema(enum, orders([]model.Column{moody})),
			"type:mood",
			[]string{"column app.orders.m needs enum app.mood, which isn't there yet"},
		},
		{
			"type in a new table", "also where the column comes with its table",
			schema(nil), schema(enum, orders([]model.Column{moody})),
			"type:mood",
			[]string{"table app.orders needs enum app.mood, which isn't there yet"},
		},
		{
			"old type", "a type that both sides have may be left out",
			schema(enum, orders(nil)), schema(enum, orders([]model.Column{moody})),
			"type:mood", nil,
		},
		{
			"drop", "a type can't go while a column of it stays",
			schema(enum, orders([]model.Column{userID, moody})), schema(nil, orders([]model.Column{userID})),
			"column:m",
			[]string{"enum app.mood can't go while column app.orders.m stays as it is"},
		},
		{
			"drop after change", "the column's change frees the type",
			schema(enum, orders([]model.Column{moody})), schema(nil, orders([]model.Column{{Name: "m", Type: integer}})),
			"column:m",
			[]string{"enum app.mood can't go while column app.orders.m stays as it is"},
		},
		{
			"drop of a table", "a table can't go while a foreign key refers to it",
			schema(nil, users, orders([]model.Column{userID}, fkey)), schema(nil, orders([]model.Column{userID})),
			"foreign-key:*",
			[]string{
				"table app.users can't go while foreign key app.orders.orders_user_id_fkey stays as it is",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			whole, err := diff.Compare(t.Context(), tt.old, tt.fresh, difftest.Rules(), diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			pattern, err := inspect.ParsePattern(tt.exclude)
			if err != nil {
				t.Fatal(err)
			}
			chosen := whole.Select(inspect.Filter{Exclude: []inspect.Pattern{pattern}}.On(tt.old, tt.fresh).Has)
			missing, err := render.FindMissing(whole, chosen, postgres.Planner{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range missing {
				got = append(got, m.String())
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, d)
			}
			if none, err := render.FindMissing(whole, whole, postgres.Planner{}); err != nil || len(none) > 0 {
				t.Errorf("of the whole nothing can be missing: %v, %v", none, err)
			}
			migration, err := render.NewMigration(chosen, postgres.Planner{}, render.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range migration.Up.Statements() {
				for _, id := range s.Objects {
					if pattern.Matches(id) && !strings.HasPrefix(s.SQL, "DROP") {
						t.Errorf("%s is excluded, but there is a statement: %s", id, s.SQL)
					}
				}
			}
		})
	}
}
