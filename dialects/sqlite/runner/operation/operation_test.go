package operation_test

import (
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/sqlite/runner"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// TestText holds what operations are written as: a revision is known by it, so that
// it must not change.
func TestText(t *testing.T) {
	around := func(code string) string {
		return "PRAGMA foreign_keys = OFF; -- Go: " + code + ", which needs the definition that is there, and only the database tells that; PRAGMA foreign_keys = ON"
	}
	for _, test := range []struct {
		operation op.Operation
		want      string
	}{
		{
			op.CreateTable{
				Table: "users", Options: "STRICT", IfNotExists: true,
				Columns: []op.Column{
					{Name: "id", Type: "INTEGER", PrimaryKey: true, AutoIncrement: true},
					{Name: "mail", Type: "TEXT", NotNull: true, Default: "'x'", Collation: "NOCASE", Unique: true, Check: "mail <> ''"},
					{Name: "at", Type: "TEXT", Default: "datetime('now')"},
					{Name: "best", Type: "INTEGER", References: &op.Reference{Table: "users", OnUpdate: op.Cascade, OnDelete: op.SetNull, Deferrable: true}},
					{Name: "twice", Type: "INTEGER", Generated: "best * 2", Virtual: true},
				},
				Constraints: []op.Constraint{op.Unique{Name: "pair", Columns: []string{"best", "mail"}}, op.Check{Expression: "best > 0"}},
			},
			`CREATE TABLE IF NOT EXISTS "users" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "mail" TEXT NOT NULL DEFAULT 'x' COLLATE "NOCASE" UNIQUE CHECK (mail <> ''),
    "at" TEXT DEFAULT (datetime('now')),
    "best" INTEGER REFERENCES "users" ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE,
    "twice" INTEGER GENERATED ALWAYS AS (best * 2) VIRTUAL,
    CONSTRAINT "pair" UNIQUE ("best", "mail"),
    CHECK (best > 0)
) STRICT`,
		},
		{op.DropTable{Table: "t", IfExists: true}, `DROP TABLE IF EXISTS "t"`},
		{op.RenameTable{From: "t", To: "u"}, `ALTER TABLE "t" RENAME TO "u"`},
		{op.RenameColumn{Table: "t", From: "a", To: "b"}, `ALTER TABLE "t" RENAME COLUMN "a" TO "b"`},
		{op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "TEXT", NotNull: true, Default: "-1"}}, `ALTER TABLE "t" ADD COLUMN "a" TEXT NOT NULL DEFAULT -1`},
		{op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "TEXT", Default: "lower('A')"}}, around(`op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "TEXT", Default: "lower('A')"}}`)},
		{op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "TEXT", NotNull: true}}, around(`op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "TEXT", NotNull: true}}`)},
		{op.DropColumn{Table: "t", Name: "a"}, `ALTER TABLE "t" DROP COLUMN "a"`},
		{op.DropColumn{Table: "t", Name: "a", Cascade: true}, around(`op.DropColumn{Table: "t", Name: "a", Cascade: true}`)},
		{op.AlterColumn{Table: "t", Name: "a", NotNull: op.Set}, around(`op.AlterColumn{Table: "t", Name: "a", NotNull: Set}`)},
		{op.CreateIndex{Table: "t", Name: "i", Unique: true, Columns: []op.IndexColumn{{Column: "a", Desc: true}, {Expression: "lower(b)"}, {Expression: "a + 1", Collation: "NOCASE"}}, Where: "a > 1"}, `CREATE UNIQUE INDEX "i" ON "t" ("a" DESC, lower(b), (a + 1) COLLATE "NOCASE") WHERE a > 1`},
		{op.DropIndex{Name: "i", Table: "t"}, `DROP INDEX "i"`},
		{op.CreateObject{Object: op.Object{Kind: op.View, Name: "v", Definition: "AS SELECT 1"}}, `CREATE VIEW "v" AS SELECT 1`},
		{op.DropObject{Object: op.Object{Kind: op.Trigger, Name: "g", Table: "t"}}, `DROP TRIGGER "g"`},
		{
			op.BatchedUpdate{Table: "t", Set: []op.Assignment{{Column: "a", Value: true}, {Column: "b", Expression: "b + 1"}}, Where: "a IS NULL", Size: 10},
			`UPDATE "t" SET "a" = 1, "b" = b + 1 WHERE rowid IN (SELECT rowid FROM "t" WHERE a IS NULL LIMIT 10)`,
		},
		{
			op.BulkInsert{Table: "t", Columns: []string{"a", "b"}, Rows: [][]any{{[]byte{1, 255}, nil}, {"it's", time.Date(2026, 11, 21, 1, 2, 3, 0, time.UTC)}}},
			"INSERT INTO \"t\" (\"a\", \"b\") VALUES\n    (x'01ff', NULL),\n    ('it''s', '2026-11-21 01:02:03')",
		},
		{op.Execute{SQL: "DELETE FROM t WHERE a = $1 AND b = '$1'", Args: []any{-5}}, "DELETE FROM t WHERE a = (-5) AND b = '$1'"},
		{op.Nothing{}, ""},
	} {
		list, err := test.operation.Statements(runner.Dialect{})
		if err != nil {
			t.Errorf("%s: %v", op.Text(test.operation), err)
			continue
		}
		var texts []string
		for i := range list {
			texts = append(texts, list[i].Text())
		}
		if got := strings.Join(texts, "; "); got != test.want {
			t.Errorf("%T:\ngot  %s\nwant %s", test.operation, got, test.want)
		}
	}
}

// TestRefused: what SQLite hasn't is said before anything runs.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		want      string
		operation op.Operation
	}{
		{"SQLite has no comments", op.CommentTable{Table: "t", Comment: "c"}},
		{"SQLite has no comments", op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "INT", Comment: "c"}}}},
		{"SQLite has no identity columns", op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "INT", Identity: op.Always}}}},
		{"only a primary key counts", op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "INT", AutoIncrement: true}}}},
		{"SQLite has no expressions for the new values", op.AlterColumn{Table: "t", Name: "a", Type: "INT", Using: "a + 1"}},
		{"nothing is to be changed", op.AlterColumn{Table: "t", Name: "a"}},
		{"SQLite has no such thing", op.CreateEnum{Name: "e"}},
		{"SQLite has no exclusion constraints", op.AddConstraint{Table: "t", Constraint: op.Exclude{Elements: []op.ExcludeElement{{IndexColumn: op.IndexColumn{Column: "a"}, With: "="}}}}},
		{"SQLite has no constraints that are checked later", op.AddConstraint{Table: "t", Constraint: op.Check{Expression: "a > 0", NotValid: true}}},
		{"SQLite has no indexes that are built concurrently", op.CreateIndex{Table: "t", Name: "i", Columns: op.Columns("a"), Concurrently: true}},
		{"SQLite has no functions", op.CreateObject{Object: op.Object{Kind: op.Function, Name: "f", Definition: "x"}}},
		{"Name is empty", op.AlterTable{Table: "t", Changes: []op.Change{op.DropConstraint{Kind: op.KindCheck}}}},
		{"can't do this in AlterTable", op.AlterTable{Table: "t", Changes: []op.Change{op.Clause{SQL: "ENABLE"}}}},
		{"SQLite has no ONLY", op.AlterTable{Table: "t", Only: true, Changes: []op.Change{op.DropColumn{Name: "a"}}}},
		{"gives no column its definition anew", op.RedefineColumn{Table: "t", Name: "a"}},
		{"give it as a number", op.BulkInsert{Table: "t", Columns: []string{"a"}, Rows: [][]any{{time.Second}}}},
	} {
		_, err := test.operation.Statements(runner.Dialect{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", op.Text(test.operation), err, test.want)
		}
	}
}
