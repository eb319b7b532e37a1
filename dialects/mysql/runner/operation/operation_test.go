package operation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/dialects/mysql/runner"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/optest"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/recognize"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// TestText holds what operations are written as: a revision is known by it, so that
// it must not change.
func TestText(t *testing.T) {
	const later = ", which needs the definition that is there, and only the database tells that"
	for _, test := range []struct {
		operation op.Operation
		want      string
	}{
		{
			op.CreateTable{
				Table: "users", Options: "ENGINE=InnoDB", Comment: "who buys",
				Columns: []op.Column{
					{Name: "id", Type: "bigint unsigned", NotNull: true, AutoIncrement: true, PrimaryKey: true},
					{Name: "mail", Type: "varchar(50)", NotNull: true, Default: "'x'", Collation: "utf8mb4_bin", Comment: "it's", Unique: true},
					{Name: "at", Type: "timestamp", Default: "CURRENT_TIMESTAMP", OnUpdate: "CURRENT_TIMESTAMP"},
					{Name: "twice", Type: "int", Generated: "id * 2", Virtual: true, Options: "INVISIBLE"},
				},
				Constraints: []op.Constraint{
					op.Key{Name: "k", Columns: []op.IndexColumn{{Column: "mail", Length: 10}, {Column: "at", Desc: true}}},
					op.ForeignKey{Name: "f", Columns: []string{"id"}, References: op.Reference{Table: "u", Columns: []string{"id"}, OnDelete: op.Cascade, OnUpdate: op.SetNull}},
				},
			},
			"CREATE TABLE `users` (\n    `id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,\n" +
				"    `mail` varchar(50) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x' UNIQUE COMMENT 'it''s',\n" +
				"    `at` timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,\n" +
				"    `twice` int GENERATED ALWAYS AS (id * 2) VIRTUAL INVISIBLE,\n" +
				"    KEY `k` (`mail`(10), `at` DESC),\n" +
				"    CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `u` (`id`) ON DELETE CASCADE ON UPDATE SET NULL\n) ENGINE=InnoDB COMMENT = 'who buys'",
		},
		{op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "int"}, After: "b"}, "ALTER TABLE `t` ADD COLUMN `a` int AFTER `b`"},
		{op.DropColumn{Table: "t", Name: "a"}, "ALTER TABLE `t` DROP COLUMN `a`"},
		{op.RedefineColumn{Table: "t", Name: "a", Column: op.Column{Name: "a", Type: "int"}, First: true}, "ALTER TABLE `t` MODIFY COLUMN `a` int FIRST"},
		{op.RedefineColumn{Table: "t", Name: "a", Column: op.Column{Name: "b", Type: "int", NotNull: true}}, "ALTER TABLE `t` CHANGE COLUMN `a` `b` int NOT NULL"},
		{op.AlterColumn{Table: "t", Name: "a", Default: "5"}, "ALTER TABLE `t` ALTER COLUMN `a` SET DEFAULT 5"},
		{op.AlterColumn{Table: "t", Name: "a", NotNull: op.Set}, "-- Go: op.AlterColumn{Table: \"t\", Name: \"a\", NotNull: Set}" + later},
		{op.CommentColumn{Table: "t", Name: "a", Comment: "c"}, "-- Go: op.CommentColumn{Table: \"t\", Name: \"a\", Comment: \"c\"}" + later},
		{op.CommentTable{Table: "t", Comment: "c"}, "ALTER TABLE `t` COMMENT = 'c'"},
		{op.DropConstraint{Table: "t", Kind: op.KindPrimaryKey}, "ALTER TABLE `t` DROP PRIMARY KEY"},
		{op.DropConstraint{Table: "t", Name: "f", Was: op.ForeignKey{}}, "ALTER TABLE `t` DROP FOREIGN KEY `f`"},
		{op.DropConstraint{Table: "t", Name: "u", Was: op.Unique{}}, "ALTER TABLE `t` DROP INDEX `u`"},
		{op.DropConstraint{Table: "t", Name: "c"}, "ALTER TABLE `t` DROP CONSTRAINT `c`"},
		{op.CreateIndex{Table: "t", Name: "i", Columns: []op.IndexColumn{{Column: "a", Length: 3}}, Using: "BTREE"}, "CREATE INDEX `i` ON `t` (`a`(3)) USING BTREE"},
		{op.CreateIndex{Table: "t", Name: "i", Columns: op.Columns("a"), Using: "FULLTEXT"}, "CREATE FULLTEXT INDEX `i` ON `t` (`a`)"},
		{op.DropIndex{Name: "i", Was: &op.CreateIndex{Table: "t"}}, "DROP INDEX `i` ON `t`"},
		{op.RenameIndex{Table: "t", From: "i", To: "j"}, "ALTER TABLE `t` RENAME INDEX `i` TO `j`"},
		{op.RenameTable{From: "t", To: "u"}, "ALTER TABLE `t` RENAME TO `u`"},
		{op.MoveTable{Table: "t", From: "a", To: "b"}, "RENAME TABLE `a`.`t` TO `b`.`t`"},
		{
			op.AlterTable{Table: "t", Changes: []op.Change{op.AddColumn{Column: op.Column{Name: "a", Type: "int"}}, op.DropConstraint{Name: "f", Kind: op.KindForeignKey}, op.Clause{SQL: "ENGINE=InnoDB"}}},
			"ALTER TABLE `t`\n    ADD COLUMN `a` int,\n    DROP FOREIGN KEY `f`,\n    ENGINE=InnoDB",
		},
		{op.CreateObject{Object: op.Object{Kind: op.Function, Name: "f", Definition: "() RETURNS int RETURN 1"}}, "CREATE FUNCTION `f` () RETURNS int RETURN 1"},
		{op.DropObject{Object: op.Object{Kind: op.Procedure, Name: "p"}}, "DROP PROCEDURE `p`"},
		{op.CreateSchema{Name: "s", IfNotExists: true}, "CREATE SCHEMA IF NOT EXISTS `s`"},
		{op.BatchedUpdate{Table: "t", Set: []op.Assignment{{Column: "a", Value: nil}}, Where: "a = 0"}, "UPDATE `t` SET `a` = NULL WHERE a = 0 LIMIT 1000"},
		{
			op.BulkInsert{Table: "t", Columns: []string{"a", "b", "c"}, Rows: [][]any{{[]byte{1}, true, 26*time.Hour + 5*time.Second/2}}},
			"INSERT INTO `t` (`a`, `b`, `c`) VALUES\n    (x'01', true, '26:00:02.5')",
		},
		{op.Execute{SQL: "UPDATE t SET a = $1 WHERE b = '$2' AND c = $2", Args: []any{1, "x"}}, "UPDATE t SET a = 1 WHERE b = '$2' AND c = 'x'"},
	} {
		list, err := test.operation.Statements(runner.Dialect{})
		if err != nil || len(list) != 1 {
			t.Errorf("%s: %d statements, %v", op.Text(test.operation), len(list), err)
			continue
		}
		if got := list[0].Text(); got != test.want {
			t.Errorf("%T:\ngot  %s\nwant %s", test.operation, got, test.want)
		}
	}
}

// TestRefused: what MySQL hasn't is said before anything runs.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		want      string
		operation op.Operation
	}{
		{"MySQL overlooks a foreign key", op.AddColumn{Table: "t", Column: op.Column{Name: "a", Type: "int", References: &op.Reference{Table: "u"}}}},
		{"MySQL has no identity columns", op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "int", Identity: op.Always}}}},
		{"MySQL has no partial indexes", op.CreateIndex{Table: "t", Name: "i", Columns: op.Columns("a"), Where: "a > 1"}},
		{"Table is empty", op.DropIndex{Name: "i"}},
		{"MySQL has no expressions for the new values", op.AlterColumn{Table: "t", Name: "a", Type: "int", Using: "1"}},
		{"nothing is to be changed", op.AlterColumn{Table: "t", Name: "a"}},
		{"drop it and add it", op.RenameConstraint{Table: "t", From: "a", To: "b"}},
		{"MySQL has no such thing", op.CreateEnum{Name: "e"}},
		{"Name is empty", op.DropConstraint{Table: "t"}},
	} {
		_, err := test.operation.Statements(runner.Dialect{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", op.Text(test.operation), err, test.want)
		}
	}
}

func of(s script.Statement) op.Operation { return recognize.Of(s, runner.Dialect{}, mysql.Quoter{}) }

func file(t *testing.T, name string) (model.Schema, bool) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := mysql.Read([]sqlfile.Source{{Name: name, Text: string(text)}}, mysql.Options{})
	return s, err == nil
}

// planned returns the statements of both ways between two schemas.
func planned(t *testing.T, from, to model.Schema) []script.Statement {
	t.Helper()
	return optest.Planned(t, from, to, mysql.Rules{}, plan.Planner{})
}

// TestPairs: what migrations say in statements has an operation, but for what only
// MySQL has, and its program does the same.
func TestPairs(t *testing.T) {
	pairs, err := filepath.Glob("../../../../testdata/mysql/*.from.sql")
	if err != nil || len(pairs) < 5 {
		t.Fatalf("%d pairs: %v", len(pairs), err)
	}
	c := optest.Case{Operation: of, Dialect: runner.Dialect{}, Package: "github.com/schemadiff/schemadiff/dialects/mysql/runner"}
	for _, name := range pairs {
		from, ok := file(t, name)
		to, also := file(t, strings.Replace(name, ".from.", ".to.", 1))
		if !ok || !also {
			t.Fatalf("%s isn't read", name)
		}
		c.Statements = append(c.Statements, planned(t, from, to)...)
	}
	t.Logf("%d of %d statements have an operation", c.Typed(), len(c.Statements))
	for _, s := range c.Statements {
		own := func(words string) bool { return strings.Contains(s.SQL, words) }
		if _, ok := of(s).(op.Execute); ok && !own("PARTITION") && !own(" EVENT ") && !own("DROP CHECK ") {
			t.Errorf("there is no operation for\n%s", s.SQL)
		}
	}
	optest.Run(t, c)
}

// TestCorpus: the statements that make real schemas have operations.
func TestCorpus(t *testing.T) {
	typed, all := optest.Corpus(t, "mysql", func(name string) []script.Statement {
		to, ok := file(t, name)
		if !ok {
			return nil
		}
		return planned(t, plan.Planner{}.Empty(to.Version), to)
	}, of)
	if typed*100 < all*90 {
		t.Errorf("%d of %d statements have an operation", typed, all)
	}
}
