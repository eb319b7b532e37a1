package operations_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres/operations"
	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/optest"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
)

func TestOf(t *testing.T) {
	for sql, want := range map[string]op.Operation{
		"CREATE TABLE s.t (a bigint GENERATED ALWAYS AS IDENTITY, b text DEFAULT 'x' NOT NULL, CHECK (a > 0))": op.CreateTable{
			Schema: "s", Table: "t", Columns: []op.Column{{Name: "a", Type: "bigint", Identity: op.Always}, {Name: "b", Type: "text", NotNull: true, Default: "'x'"}},
			Constraints: []op.Constraint{op.Check{Expression: "a > 0"}},
		},
		"CREATE TABLE t (a int) PARTITION BY RANGE (a, (a + 1))": op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "integer"}}, PartitionBy: "RANGE (a, (a + 1))"},
		"DROP TABLE IF EXISTS s.t CASCADE":                       op.DropTable{Schema: "s", Table: "t", IfExists: true, Cascade: true},
		"ALTER TABLE t ADD COLUMN a numeric(10, 2)":              op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "numeric(10, 2)"}},
		"ALTER TABLE t DROP COLUMN a":                            op.DropColumn{Table: "t", Name: "a"},
		"ALTER TABLE t ALTER COLUMN a TYPE text USING a::text":   op.AlterColumn{Table: "t", Name: "a", Type: "text", Using: "a::text"},
		"ALTER TABLE t ALTER COLUMN a SET DEFAULT now()":         op.AlterColumn{Table: "t", Name: "a", Default: "now()"},
		"ALTER TABLE t ALTER COLUMN a DROP DEFAULT":              op.AlterColumn{Table: "t", Name: "a", DropDefault: true},
		"ALTER TABLE t ALTER COLUMN a SET NOT NULL":              op.AlterColumn{Table: "t", Name: "a", NotNull: op.Set},
		"ALTER TABLE t RENAME COLUMN a TO b":                     op.RenameColumn{Table: "t", From: "a", To: "b"},
		"ALTER TABLE s.t RENAME TO u":                            op.RenameTable{Schema: "s", From: "t", To: "u"},
		"ALTER TABLE s.t SET SCHEMA u":                           op.MoveTable{Table: "t", From: "s", To: "u"},
		"ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (b) ON DELETE CASCADE NOT VALID": op.AddConstraint{Table: "t", Constraint: op.ForeignKey{
			Name: "k", Columns: []string{"a"}, References: op.Reference{Table: "u", Columns: []string{"b"}, OnDelete: op.Cascade}, NotValid: true,
		}},
		"ALTER TABLE t VALIDATE CONSTRAINT k":  op.ValidateConstraint{Table: "t", Name: "k"},
		"CREATE INDEX i ON t USING gin (a)":    op.CreateIndex{Table: "t", Name: "i", Columns: op.Columns("a"), Using: "gin"},
		"DROP INDEX s.i":                       op.DropIndex{Schema: "s", Name: "i"},
		"COMMENT ON COLUMN s.t.a IS 'x'":       op.CommentColumn{Schema: "s", Table: "t", Name: "a", Comment: "x"},
		"COMMENT ON TABLE t IS NULL":           op.CommentTable{Table: "t"},
		"CREATE TYPE s.e AS ENUM ('a', 'b')":   op.CreateEnum{Schema: "s", Name: "e", Values: []string{"a", "b"}},
		"ALTER TYPE e ADD VALUE 'c' AFTER 'b'": op.AddEnumValue{Name: "e", Value: "c", After: "b"},
		"DROP TYPE s.e":                        op.DropEnum{Schema: "s", Name: "e"},
		"CREATE SCHEMA s":                      op.CreateSchema{Name: "s"},
		"DROP VIEW v":                          op.DropObject{Object: op.Object{Kind: op.View, Name: "v"}},

		// What an operation would lose.
		"CREATE TABLE t (a int) INHERITS (p)":               op.Execute{SQL: "CREATE TABLE t (a int) INHERITS (p)"},
		"CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0))": op.Execute{SQL: "CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0))"},
		"DROP TABLE a, b":                         op.Execute{SQL: "DROP TABLE a, b"},
		"ALTER TABLE t SET (fillfactor=70)":       op.Execute{SQL: "ALTER TABLE t SET (fillfactor=70)"},
		"CREATE RECURSIVE VIEW v (a) AS SELECT 1": op.Execute{SQL: "CREATE RECURSIVE VIEW v (a) AS SELECT 1"},
		"no SQL": op.Execute{SQL: "no SQL"},

		// Several changes of a table.
		"ALTER TABLE ONLY s.t ADD a int, DROP b CASCADE, ALTER c SET NOT NULL, SET (fillfactor = 70, x.y = 'a,b')": op.AlterTable{
			Schema: "s", Table: "t", Only: true, Changes: []op.Change{
				op.AddColumn{Column: op.Column{Name: "a", Type: "integer"}},
				op.DropColumn{Name: "b", Cascade: true},
				op.AlterColumn{Name: "c", NotNull: op.Set},
				op.Clause{SQL: "SET (fillfactor = 70, x.y = 'a,b')"},
			},
		},
		"ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i": op.AddConstraint{Table: "t", Constraint: op.PrimaryKey{Name: "p", UsingIndex: "i"}},
		"ALTER TABLE a.t ATTACH PARTITION b.p FOR VALUES IN (1, 2)": op.AttachPartition{
			Schema: "a", Table: "t", PartitionSchema: "b", Partition: "p", Bound: "FOR VALUES IN (1, 2)",
		},
		"ALTER TABLE t DETACH PARTITION p": op.DetachPartition{Table: "t", Partition: "p"},

		// What is replaced as a whole.
		"CREATE VIEW v AS SELECT 1": op.CreateObject{Object: op.Object{Kind: op.View, Name: "v", Definition: "AS SELECT 1"}},
		"CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'": op.CreateObject{
			Object: op.Object{Kind: op.Function, Schema: "s", Name: "f", Definition: "(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'"}, OrReplace: true,
		},
		"CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION f()": op.CreateObject{Object: op.Object{
			Kind: op.Trigger, Schema: "s", Table: "t", Name: "g", Definition: "BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION f()",
		}},
		"DROP TRIGGER g ON s.t":                op.DropObject{Object: op.Object{Kind: op.Trigger, Schema: "s", Table: "t", Name: "g"}},
		"DROP FUNCTION IF EXISTS s.f(integer)": op.DropObject{Object: op.Object{Kind: op.Function, Schema: "s", Name: "f", Arguments: "integer"}, IfExists: true},
		"DROP MATERIALIZED VIEW m":             op.DropObject{Object: op.Object{Kind: op.MaterializedView, Name: "m"}},
	} {
		got := operations.Of(script.Statement{SQL: sql})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", sql, d)
		}
	}
	concurrent := script.Statement{SQL: "CREATE INDEX CONCURRENTLY i ON t (a)"}
	if _, ok := operations.Of(concurrent).(op.Execute); !ok {
		t.Error("an index that is built concurrently, and isn't marked, is no operation that is")
	}
	concurrent.NoTransaction = true
	if got, ok := operations.Of(concurrent).(op.CreateIndex); !ok || !got.Concurrently {
		t.Errorf("got %#v", got)
	}
}

// statements are all of testdata/schemas.
func statements(t *testing.T) []script.Statement {
	t.Helper()
	files, err := filepath.Glob("../../../testdata/schemas/*.sql")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	var list []script.Statement
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		split, _ := sqlfile.Split(sqlfile.Source{Name: name, Text: string(text)}, sqlfile.Postgres())
		for i := range split.Statements {
			if sql := strings.TrimSpace(split.Statements[i].Text); sql != "" {
				list = append(list, script.Statement{SQL: sql, NoTransaction: (runner.Dialect{}).Outside(sql)})
			}
		}
	}
	return list
}

// TestProgram compares what the operations of all statements do, as a program.
func TestProgram(t *testing.T) {
	c := optest.Case{
		Statements: append(statements(t), plans(t)...), Operation: operations.Of, Dialect: runner.Dialect{},
		Package: "github.com/schemadiff/schemadiff/dialects/postgres/runner",
	}
	typed := c.Typed()
	t.Logf("%d of %d statements have an operation", typed, len(c.Statements))
	if typed*4 < len(c.Statements) {
		t.Error("fewer than a quarter of the statements have an operation; they are cases that are hard to get right")
	}
	optest.Run(t, c)
}
