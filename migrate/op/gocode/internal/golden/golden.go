package golden

import (
	"context"
	"time"

	"github.com/schemadiff/schemadiff/migrate/op"
)

// AddTheUsersMail is the revision a1: add the users' "mail".
//
// What a reader should know,
// and more of it.
//
// The rest.
var AddTheUsersMail = op.Revision{
	ID:           "a1",
	Message:      "add the users' \"mail\"",
	Revises:      []string{"b", "c"},
	DependsOn:    []string{"d"},
	Labels:       []string{"shop"},
	Created:      time.Date(2026, time.November, 21, 8, 30, 0, 0, time.UTC),
	Irreversible: "the rows are lost",
	Up:           addTheUsersMailUp,
	Down:         addTheUsersMailDown,
}

func addTheUsersMailUp(_ context.Context, o *op.Operations) error {
	return o.Do(
		op.CreateTable{
			Schema: "shop",
			Table:  "users",
			Columns: []op.Column{
				{Name: "id", Type: "bigint", Identity: op.ByDefault, PrimaryKey: true},
				{Name: "mail", Type: "text", NotNull: true, Default: "'a \"b\"'", Comment: `lines
of text`},
			},
			Constraints: []op.Constraint{
				op.ForeignKey{
					Name:       "users_parent_fkey",
					Columns:    []string{"parent"},
					References: op.Reference{Schema: "shop", Table: "users", Columns: []string{"id"}, OnDelete: op.SetNull, Deferrable: true},
				},
				op.Exclude{
					Name:  "x",
					Using: "gist",
					Elements: []op.ExcludeElement{
						{IndexColumn: op.IndexColumn{Column: "a"}, With: "="},
					},
				},
			},
			Comment: "who buys",
		},
		// lock: SHARE on users
		// a scan
		op.CreateIndex{Table: "users", Name: "i", Columns: op.Columns("a", "b"), Concurrently: true},
		op.CreateIndex{
			Table: "users",
			Name:  "i",
			Columns: []op.IndexColumn{
				{Column: "a", Nulls: op.NullsLast},
				{Expression: "lower(b)", Desc: true},
			},
		},
		op.NewTransaction{},
		op.AlterColumn{Table: "users", Name: "a", NotNull: op.Set, DropDefault: true},
		op.AlterTable{
			Schema: "shop",
			Table:  "users",
			Only:   true,
			Changes: []op.Change{
				op.AddColumn{Column: op.Column{Name: "born", Type: "date"}},
				op.AlterColumn{Name: "a", Type: "bigint", Using: "a::bigint"},
				op.AddConstraint{Constraint: op.Check{Name: "c", Expression: "a > 0"}},
				op.Clause{SQL: "SET (fillfactor = 70)"},
			},
		},
		op.Batched{SQL: `UPDATE users
SET a = 1
WHERE a IS NULL`, Pause: 1500 * time.Millisecond},
		op.CreateObject{Object: op.Object{Kind: op.View, Name: "v", Definition: "AS SELECT `x`\nFROM y"}},
	)
}

func addTheUsersMailDown(_ context.Context, o *op.Operations) error {
	return o.Do(
		op.DropTable{
			Table: "users",
			Was:   &op.CreateTable{Table: "users"},
		},
	)
}
