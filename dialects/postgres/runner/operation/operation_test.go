package operation_test

import (
	"context"
	"math"
	"math/big"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// step is an operation with its SQL as people write it. A revision is known by
// the text that an operation is written as, so that this must not change.
type step struct {
	operation  op.Operation
	text, hand string
	noReverse  bool
}

var (
	kinds = op.CreateEnum{Schema: "shop", Name: "kind", Values: []string{"good", "it's bad"}}
	users = op.CreateTable{
		Schema: "shop", Table: "users", Comment: "who buys", With: "fillfactor = 70",
		Columns: []op.Column{
			{Name: "id", Type: "bigint", Identity: op.Always, PrimaryKey: true},
			{Name: "Name", Type: "varchar(50)", NotNull: true, Collation: "C", Comment: "as it's written", Unique: true},
			{Name: "kind", Type: "shop.kind", Default: "'good'"},
			{Name: "age", Type: "integer", Check: "age > 0"},
			{Name: "twice", Type: "integer", Generated: "age * 2"},
			{Name: "best", Type: "bigint", References: &op.Reference{Schema: "shop", Table: "users", OnDelete: op.SetNull}},
		},
		Constraints: []op.Constraint{
			op.Unique{Name: "users_pair", Columns: []string{"age", "kind"}, Deferrable: true, InitiallyDeferred: true},
			op.Check{Name: "users_check", Expression: "age < 200", NoInherit: true},
		},
	}
	visits = op.CreateTable{
		Schema: "shop", Table: "visits", PartitionBy: "RANGE (at)",
		Columns: []op.Column{{Name: "at", Type: "timestamptz", NotNull: true}, {Name: "who", Type: "bigint"}},
	}
	view = op.Object{Kind: op.View, Schema: "shop", Name: "adults", Definition: `AS SELECT id FROM shop.users WHERE age > 17`}
	f1   = op.Object{Kind: op.Function, Schema: "shop", Name: "f", Arguments: "integer", Definition: "(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'"}
	f2   = op.Object{Kind: op.Function, Schema: "shop", Name: "f", Arguments: "integer", Definition: "(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2'"}
	tr   = op.Object{
		Kind: op.Trigger, Schema: "shop", Table: "users", Name: "same",
		Definition: "BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
	}
)

// steps use every operation; one builds on the others.
var steps = []step{
	{operation: op.CreateSchema{Name: "shop"}, text: `CREATE SCHEMA "shop"`, hand: "CREATE SCHEMA shop"},
	{operation: kinds, text: `CREATE TYPE "shop"."kind" AS ENUM ('good', 'it''s bad')`, hand: "CREATE TYPE shop.kind AS ENUM ('good', 'it''s bad')"},
	{
		operation: users,
		text: `CREATE TABLE "shop"."users" (
    "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "Name" varchar(50) COLLATE "C" NOT NULL UNIQUE,
    "kind" shop.kind DEFAULT 'good',
    "age" integer CHECK (age > 0),
    "twice" integer GENERATED ALWAYS AS (age * 2) STORED,
    "best" bigint REFERENCES "shop"."users" ON DELETE SET NULL,
    CONSTRAINT "users_pair" UNIQUE ("age", "kind") DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "users_check" CHECK (age < 200) NO INHERIT
) WITH (fillfactor = 70);
COMMENT ON TABLE "shop"."users" IS 'who buys';
COMMENT ON COLUMN "shop"."users"."Name" IS 'as it''s written'`,
		hand: `CREATE TABLE shop.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Name" varchar(50) COLLATE "C" NOT NULL UNIQUE,
			kind shop.kind DEFAULT 'good', age integer CHECK (age > 0), twice integer GENERATED ALWAYS AS (age * 2) STORED,
			best bigint REFERENCES shop.users ON DELETE SET NULL, CONSTRAINT users_pair UNIQUE (age, kind) DEFERRABLE INITIALLY DEFERRED,
			CONSTRAINT users_check CHECK (age < 200) NO INHERIT) WITH (fillfactor = 70);
			COMMENT ON TABLE shop.users IS 'who buys'; COMMENT ON COLUMN shop.users."Name" IS 'as it''s written'`,
	},
	{
		operation: visits, text: "CREATE TABLE \"shop\".\"visits\" (\n    \"at\" timestamptz NOT NULL,\n    \"who\" bigint\n) PARTITION BY RANGE (at)",
		hand: "CREATE TABLE shop.visits (at timestamptz NOT NULL, who bigint) PARTITION BY RANGE (at)",
	},
	{
		operation: op.AddColumn{Schema: "shop", Table: "users", Column: op.Column{Name: "mail", Type: "text", Comment: "an address"}},
		text:      `ALTER TABLE "shop"."users" ADD COLUMN "mail" text; COMMENT ON COLUMN "shop"."users"."mail" IS 'an address'`,
		hand:      "ALTER TABLE shop.users ADD mail text; COMMENT ON COLUMN shop.users.mail IS 'an address'",
	},
	{
		operation: op.AlterColumn{Schema: "shop", Table: "users", Name: "mail", Type: "varchar(9)", WasType: "text", Using: "left(mail, 9)", Default: "'x'", NotNull: op.Set},
		text:      `ALTER TABLE "shop"."users" ALTER COLUMN "mail" DROP DEFAULT, ALTER COLUMN "mail" TYPE varchar(9) USING left(mail, 9), ALTER COLUMN "mail" SET DEFAULT 'x', ALTER COLUMN "mail" SET NOT NULL`,
		hand:      "ALTER TABLE shop.users ALTER mail TYPE varchar(9), ALTER mail SET DEFAULT 'x', ALTER mail SET NOT NULL",
	},
	{
		operation: op.AlterColumn{Schema: "shop", Table: "users", Name: "mail", DropDefault: true, WasDefault: "'x'", NotNull: op.Drop},
		text:      `ALTER TABLE "shop"."users" ALTER COLUMN "mail" DROP DEFAULT, ALTER COLUMN "mail" DROP NOT NULL`,
		hand:      "ALTER TABLE shop.users ALTER mail DROP DEFAULT, ALTER mail DROP NOT NULL",
	},
	{
		operation: op.RenameColumn{Schema: "shop", Table: "users", From: "mail", To: "e-mail"},
		text:      `ALTER TABLE "shop"."users" RENAME COLUMN "mail" TO "e-mail"`, hand: `ALTER TABLE shop.users RENAME mail TO "e-mail"`,
	},
	{
		operation: op.CreateIndex{
			Schema: "shop", Table: "users", Name: "users_name", Unique: true, Concurrently: true, Using: "btree",
			Columns: []op.IndexColumn{{Expression: `lower("Name")`, Collation: "C", Opclass: "text_pattern_ops", Desc: true, Nulls: op.NullsLast}, {Column: "age"}},
			Include: []string{"best"}, With: "fillfactor = 80", Where: "age > 1",
		},
		text: `CREATE UNIQUE INDEX CONCURRENTLY "users_name" ON "shop"."users" USING "btree" ((lower("Name")) COLLATE "C" text_pattern_ops DESC NULLS LAST, "age") INCLUDE ("best") WITH (fillfactor = 80) WHERE age > 1`,
		hand: `CREATE UNIQUE INDEX users_name ON shop.users (lower("Name") COLLATE "C" text_pattern_ops DESC NULLS LAST, age) INCLUDE (best) WITH (fillfactor = 80) WHERE age > 1`,
	},
	{
		operation: op.CreateIndex{Schema: "shop", Table: "visits", Name: "visits_at", Columns: op.Columns("at"), Only: true, Using: "brin"},
		text:      `CREATE INDEX "visits_at" ON ONLY "shop"."visits" USING "brin" ("at")`, hand: "CREATE INDEX visits_at ON ONLY shop.visits USING brin (at)",
	},
	{
		operation: op.RenameIndex{Schema: "shop", From: "visits_at", To: "visits_when"},
		text:      `ALTER INDEX "shop"."visits_at" RENAME TO "visits_when"`, hand: "ALTER INDEX shop.visits_at RENAME TO visits_when",
	},
	{
		operation: op.DropIndex{Schema: "shop", Name: "visits_when", Was: &op.CreateIndex{Schema: "shop", Table: "visits", Name: "visits_when", Columns: op.Columns("at"), Only: true, Using: "brin"}},
		text:      `DROP INDEX "shop"."visits_when"`, hand: "DROP INDEX shop.visits_when",
	},
	{
		operation: op.AddConstraint{Schema: "shop", Table: "visits", Constraint: op.ForeignKey{
			Name: "visits_who", Columns: []string{"who"},
			References: op.Reference{Schema: "shop", Table: "users", Columns: []string{"id"}, Match: op.MatchFull, OnUpdate: op.Cascade, OnDelete: op.Restrict, Deferrable: true},
		}},
		text: `ALTER TABLE "shop"."visits" ADD CONSTRAINT "visits_who" FOREIGN KEY ("who") REFERENCES "shop"."users" ("id") MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE`,
		hand: "ALTER TABLE shop.visits ADD CONSTRAINT visits_who FOREIGN KEY (who) REFERENCES shop.users (id) MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE",
	},
	{
		operation: op.AddConstraint{Schema: "shop", Table: "users", Constraint: op.Exclude{
			Name: "users_best", Using: "btree", Elements: []op.ExcludeElement{{IndexColumn: op.IndexColumn{Column: "best"}, With: "="}}, Where: "age > 3",
		}},
		text: `ALTER TABLE "shop"."users" ADD CONSTRAINT "users_best" EXCLUDE USING "btree" ("best" WITH =) WHERE (age > 3)`,
		hand: "ALTER TABLE shop.users ADD CONSTRAINT users_best EXCLUDE (best WITH =) WHERE (age > 3)",
	},
	{
		operation: op.AddConstraint{Schema: "shop", Table: "users", Constraint: op.Check{Name: "late", Expression: "best > 0", NotValid: true}},
		text:      `ALTER TABLE "shop"."users" ADD CONSTRAINT "late" CHECK (best > 0) NOT VALID`, hand: "ALTER TABLE shop.users ADD CONSTRAINT late CHECK (best > 0) NOT VALID",
	},
	{
		operation: op.ValidateConstraint{Schema: "shop", Table: "users", Name: "late"},
		text:      `ALTER TABLE "shop"."users" VALIDATE CONSTRAINT "late"`, hand: "ALTER TABLE shop.users VALIDATE CONSTRAINT late",
	},
	{
		operation: op.RenameConstraint{Schema: "shop", Table: "users", From: "late", To: "later"},
		text:      `ALTER TABLE "shop"."users" RENAME CONSTRAINT "late" TO "later"`, hand: "ALTER TABLE shop.users RENAME CONSTRAINT late TO later",
	},
	{
		operation: op.DropConstraint{Schema: "shop", Table: "users", Name: "users_pair", Was: users.Constraints[0]},
		text:      `ALTER TABLE "shop"."users" DROP CONSTRAINT "users_pair"`, hand: "ALTER TABLE shop.users DROP CONSTRAINT users_pair",
	},
	{
		operation: op.CommentTable{Schema: "shop", Table: "users", Was: "who buys"}, text: `COMMENT ON TABLE "shop"."users" IS NULL`,
		hand: "COMMENT ON TABLE shop.users IS NULL",
	},
	{
		operation: op.CommentColumn{Schema: "shop", Table: "users", Name: "age", Comment: `in years \ months`},
		text:      `COMMENT ON COLUMN "shop"."users"."age" IS E'in years \\ months'`, hand: `COMMENT ON COLUMN shop.users.age IS 'in years \ months'`,
	},
	{
		operation: op.RenameEnumValue{Schema: "shop", Name: "kind", From: "it's bad", To: "bad"},
		text:      `ALTER TYPE "shop"."kind" RENAME VALUE 'it''s bad' TO 'bad'`, hand: "ALTER TYPE shop.kind RENAME VALUE 'it''s bad' TO 'bad'",
	},
	{operation: op.CreateObject{Object: view}, text: `CREATE VIEW "shop"."adults" AS SELECT id FROM shop.users WHERE age > 17`, hand: "CREATE VIEW shop.adults AS SELECT id FROM shop.users WHERE age > 17"},
	{operation: op.CreateObject{Object: f1}, text: `CREATE FUNCTION "shop"."f" (a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'`},
	{
		operation: op.ReplaceObject{From: f1, To: f2}, text: `DROP FUNCTION "shop"."f"(integer); CREATE FUNCTION "shop"."f" (a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2'`,
		hand: "CREATE FUNCTION shop.f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2'",
	},
	{
		operation: op.CreateObject{Object: tr}, text: `CREATE TRIGGER "same" BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
		hand: "CREATE TRIGGER same BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
	},
	{
		operation: op.Execute{SQL: "CREATE SEQUENCE shop.numbers", Back: "DROP SEQUENCE shop.numbers"}, text: "CREATE SEQUENCE shop.numbers",
		hand: "CREATE SEQUENCE shop.numbers",
	},
	{
		operation: op.AlterTable{Schema: "shop", Table: "users", Changes: []op.Change{
			op.AddColumn{Column: op.Column{Name: "size", Type: "integer"}},
			op.AddConstraint{Constraint: op.Check{Name: "size_check", Expression: "size > 0"}},
			op.Clause{SQL: "SET (fillfactor = 60)", Back: "SET (fillfactor = 70)"},
		}},
		text: `ALTER TABLE "shop"."users"
    ADD COLUMN "size" integer,
    ADD CONSTRAINT "size_check" CHECK (size > 0),
    SET (fillfactor = 60)`,
		hand: `ALTER TABLE shop.users ADD size integer CONSTRAINT size_check CHECK (size > 0), SET (fillfactor = 60)`,
	},
	{
		operation: op.CreateTable{Schema: "shop", Table: "visits_2026", Columns: visits.Columns},
		text:      "CREATE TABLE \"shop\".\"visits_2026\" (\n    \"at\" timestamptz NOT NULL,\n    \"who\" bigint\n)",
		hand:      "CREATE TABLE shop.visits_2026 (at timestamptz NOT NULL, who bigint)",
	},
	{
		operation: op.AttachPartition{Schema: "shop", Table: "visits", PartitionSchema: "shop", Partition: "visits_2026", Bound: "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"},
		text:      `ALTER TABLE "shop"."visits" ATTACH PARTITION "shop"."visits_2026" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
		hand:      `ALTER TABLE shop.visits ATTACH PARTITION shop.visits_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
	},
	{operation: op.RenameTable{Schema: "shop", From: "visits", To: "calls"}, text: `ALTER TABLE "shop"."visits" RENAME TO "calls"`, hand: "ALTER TABLE shop.visits RENAME TO calls"},
	{operation: op.MoveTable{Table: "calls", From: "shop", To: "public"}, text: `ALTER TABLE "shop"."calls" SET SCHEMA "public"`, hand: "ALTER TABLE shop.calls SET SCHEMA public"},
	{
		operation: op.AddColumn{Table: "calls", IfNotExists: true, Column: op.Column{Name: "who", Type: "int", Identity: op.ByDefault}},
		text:      `ALTER TABLE "calls" ADD COLUMN IF NOT EXISTS "who" int GENERATED BY DEFAULT AS IDENTITY`, noReverse: true,
	},
	{
		operation: op.DropObject{Object: tr}, text: `DROP TRIGGER "same" ON "shop"."users"`, hand: "DROP TRIGGER same ON shop.users",
	},
	{
		operation: op.AddEnumValue{Schema: "shop", Name: "kind", Value: "so so", Before: "bad", IfNotExists: true}, noReverse: true,
		text: `ALTER TYPE "shop"."kind" ADD VALUE IF NOT EXISTS 'so so' BEFORE 'bad'`, hand: "ALTER TYPE shop.kind ADD VALUE 'so so' BEFORE 'bad'",
	},
	{
		operation: op.BulkInsert{Schema: "shop", Table: "users", Columns: []string{"Name", "age"}, Rows: [][]any{{"a", 1}, {`b\`, nil}}}, noReverse: true,
		text: "INSERT INTO \"shop\".\"users\" (\"Name\", \"age\") VALUES\n    ('a', 1),\n    (E'b\\\\', NULL)",
	},
	{
		operation: op.BatchedUpdate{Schema: "shop", Table: "users", Set: []op.Assignment{{Column: "age", Value: 7}, {Column: "best", Expression: "id"}}, Where: "age IS NULL"}, noReverse: true,
		text: `UPDATE "shop"."users" SET "age" = 7, "best" = id WHERE ctid = ANY (ARRAY(SELECT ctid FROM "shop"."users" WHERE age IS NULL LIMIT 1000 FOR UPDATE))`,
	},
	{
		operation: op.Batched{SQL: "DELETE FROM shop.users WHERE id IN (SELECT id FROM shop.users LIMIT $1)", Args: []any{1}}, noReverse: true,
		text: "DELETE FROM shop.users WHERE id IN (SELECT id FROM shop.users LIMIT 1)",
	},
}

func TestText(t *testing.T) {
	more := []step{
		{operation: op.DropTable{Schema: "s", Table: "t", IfExists: true, Cascade: true}, text: `DROP TABLE IF EXISTS "s"."t" CASCADE`},
		{operation: op.DropColumn{Table: "t", Name: "a", IfExists: true, Cascade: true}, text: `ALTER TABLE "t" DROP COLUMN IF EXISTS "a" CASCADE`},
		{operation: op.DropEnum{Name: "e"}, text: `DROP TYPE "e"`},
		{operation: op.DropSchema{Name: "e"}, text: `DROP SCHEMA "e"`},
		{operation: op.Nothing{}},
		{operation: op.AddColumn{Table: "t", Column: op.Column{Name: "v", Type: "int", Generated: "a + 1", Virtual: true}}, text: `ALTER TABLE "t" ADD COLUMN "v" int GENERATED ALWAYS AS (a + 1) VIRTUAL`},
		{
			operation: op.AlterTable{Schema: "shop", Table: "users", Changes: []op.Change{
				op.AddColumn{Column: op.Column{Name: "born", Type: "date", Comment: "a day"}},
				op.AlterColumn{Name: "age", Type: "bigint", WasType: "integer", Default: "1", Comment: "years"},
				op.DropConstraint{Name: "users_check", Was: users.Constraints[1]},
				op.AddConstraint{Constraint: op.Check{Name: "born_check", Expression: "born > '1800-01-01'"}},
				op.Clause{SQL: "SET (fillfactor = 60)", Back: "SET (fillfactor = 70)"},
			}},
			text: `ALTER TABLE "shop"."users"
    ADD COLUMN "born" date,
    ALTER COLUMN "age" DROP DEFAULT,
    ALTER COLUMN "age" TYPE bigint,
    ALTER COLUMN "age" SET DEFAULT 1,
    DROP CONSTRAINT "users_check",
    ADD CONSTRAINT "born_check" CHECK (born > '1800-01-01'),
    SET (fillfactor = 60);
COMMENT ON COLUMN "shop"."users"."born" IS 'a day';
COMMENT ON COLUMN "shop"."users"."age" IS 'years'`,
		},
		{operation: op.AddConstraint{Table: "t", Constraint: op.PrimaryKey{Name: "p", UsingIndex: "i"}}, text: `ALTER TABLE "t" ADD CONSTRAINT "p" PRIMARY KEY USING INDEX "i"`},
		{operation: op.CreateTable{Table: "t", Temporary: true, Options: "INHERITS (p)"}, text: `CREATE TEMPORARY TABLE "t" () INHERITS (p)`},
		{operation: op.CreateObject{Object: view, OrReplace: true}, text: `CREATE OR REPLACE VIEW "shop"."adults" AS SELECT id FROM shop.users WHERE age > 17`},
		{operation: op.AlterColumn{Table: "t", Name: "a", NotNull: op.Set, Comment: "c"}, text: `ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL; COMMENT ON COLUMN "t"."a" IS 'c'`},
		{operation: op.AlterColumn{Table: "t", Name: "a", DropComment: true}, text: `COMMENT ON COLUMN "t"."a" IS NULL`},
		{operation: op.AddConstraint{Table: "t", Constraint: op.PrimaryKey{Columns: []string{"a"}, Include: []string{"b"}}}, text: `ALTER TABLE "t" ADD PRIMARY KEY ("a") INCLUDE ("b")`},
		{operation: op.AddConstraint{Table: "t", Constraint: op.Unique{Columns: []string{"a"}, NullsNotDistinct: true}}, text: `ALTER TABLE "t" ADD UNIQUE NULLS NOT DISTINCT ("a")`},
		{operation: op.DropObject{Object: op.Object{Kind: op.MaterializedView, Name: "m"}}, text: `DROP MATERIALIZED VIEW "m"`},
		{operation: op.Execute{SQL: "SELECT $1, '$2', $2, $1 -- $3", Args: []any{-1, "a'b"}}, text: "SELECT (-1), '$2', 'a''b', (-1) -- $3"},
	}
	for _, s := range append(more, steps...) {
		got, err := s.operation.Statements(runner.Dialect{})
		if err != nil {
			t.Errorf("%T: %v", s.operation, err)
			continue
		}
		want := strings.ReplaceAll(s.text, ";\n", "; ")
		var texts []string
		for i := range got {
			texts = append(texts, got[i].SQL)
		}
		if text := strings.Join(texts, "; "); text != want {
			t.Errorf("%T:\ngot  %s\nwant %s", s.operation, text, want)
		}
	}
}

// TestSameAsSQL does everything once as operations and once as SQL, and takes it
// back by the reverses.
func TestSameAsSQL(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		ctx := context.Background()
		byHand, byOps := pgtest.New(t, major), pgtest.New(t, major)
		var operations []op.Operation
		for _, s := range steps {
			if s.hand != "" {
				byHand.Exec(s.hand)
			}
			if !s.noReverse {
				operations = append(operations, s.operation)
			}
		}
		up := func(_ context.Context, o *op.Operations) error { return o.Do(operations...) }
		rest := func(_ context.Context, o *op.Operations) error {
			for _, s := range steps {
				if s.noReverse {
					if err := o.Do(s.operation); err != nil {
						return err
					}
				}
			}
			return nil
		}
		m, err := migrate.New(fstest.MapFS{}, pgxmigrate.Address(byOps.URL()), migrate.Go(
			op.Revision{ID: "a", Up: up, Down: op.Back(up)},
			op.Revision{ID: "b", Revises: []string{"a"}, Up: rest},
		))
		if err != nil {
			t.Fatal(err)
		}
		const own = "DROP TABLE schemadiff_version, schemadiff_history"
		if _, err := m.Upgrade(ctx, "a"); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Downgrade(ctx, "base"); err != nil {
			t.Fatal(err)
		}
		byOps.Exec(own)
		if diff := pgtest.CompareDumps(t, pgtest.New(t, major), byOps); diff != "" {
			t.Errorf("the way back leaves a difference:\n%s", diff)
		}
		if _, err := m.Upgrade(ctx); err != nil {
			t.Fatal(err)
		}
		byOps.Exec(own)
		if diff := pgtest.CompareDumps(t, byHand, byOps); diff != "" {
			t.Errorf("SQL and operations differ:\n%s", diff)
		}
	})
}

func TestConstant(t *testing.T) {
	type word string
	n := 5
	at := time.Date(2026, 11, 21, 1, 2, 3, 450_000_000, time.FixedZone("", 3600))
	for _, test := range []struct {
		value any
		want  string
	}{
		{nil, "NULL"},
		{true, "true"},
		{-3, "-3"},
		{uint8(4), "4"},
		{1.5, "1.5"},
		{float32(0.1), "0.1"},
		{math.Inf(-1), "'-Infinity'::float8"},
		{"it's", "'it''s'"},
		{word("w"), "'w'"},
		{&n, "5"},
		{(*int)(nil), "NULL"},
		{[]byte{1, 255}, `E'\\x01ff'::bytea`},
		{[]byte(nil), "NULL"},
		{[]string{"a", "b'"}, "ARRAY['a', 'b''']"},
		{[]int{}, "'{}'"},
		{at, "'2026-11-21 01:02:03.45+01:00'::timestamptz"},
		{90 * time.Second, "'90 seconds'::interval"},
		{netip.MustParseAddr("::1"), "'::1'"},
		{big.NewInt(12), "'12'"},
		{op.Raw("now()"), "now()"},
	} {
		got, err := runner.Dialect{}.Constant(test.value)
		if err != nil || got != test.want {
			t.Errorf("%#v: got %s, %v; want %s", test.value, got, err, test.want)
		}
	}
	if _, err := (runner.Dialect{}).Constant(struct{}{}); err == nil || !strings.Contains(err.Error(), "struct {}") {
		t.Errorf("a struct: %v", err)
	}
}

func TestRefused(t *testing.T) {
	key := op.Reference{Table: "u"}
	for name, operation := range map[string]op.Operation{
		"needs a name and a":    op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a"}}},
		"a table of its own":    op.AlterTable{Table: "t", Changes: []op.Change{op.DropColumn{Table: "u", Name: "a"}}},
		"there are no changes":  op.AlterTable{Table: "t"},
		"a part of an Alter":    op.Clause{SQL: "SET LOGGED"},
		"no columns that count": op.CreateTable{Table: "t", Columns: []op.Column{{Name: "a", Type: "int", AutoIncrement: true}}},
		"AlterColumn says what": op.RedefineColumn{Table: "t", Name: "a"},
		"Table is empty":        op.CreateTable{},
		"nothing is to be":      op.AlterColumn{Table: "t", Name: "a"},
		"set and dropped":       op.AlterColumn{Table: "t", Name: "a", Default: "1", DropDefault: true},
		"no action \"EXPLODE\"": op.AddConstraint{Table: "t", Constraint: op.ForeignKey{Columns: []string{"a"}, References: op.Reference{Table: "u", OnDelete: "EXPLODE"}}},
		"no columns":            op.AddConstraint{Table: "t", Constraint: op.ForeignKey{References: key}},
		"no constraint":         op.AddConstraint{Table: "t"},
		"no operator":           op.AddConstraint{Table: "t", Constraint: op.Exclude{Elements: []op.ExcludeElement{{IndexColumn: op.IndexColumn{Column: "a"}}}}},
		"needs a name":          op.CreateIndex{Table: "t", Columns: op.Columns("a"), Concurrently: true},
		"not both":              op.CreateIndex{Table: "t", Columns: []op.IndexColumn{{Column: "a", Expression: "b"}}},
		"argument for $2":       op.Execute{SQL: "SELECT $2", Args: []any{1}},
		"argument 2 has no":     op.Execute{SQL: "SELECT $1", Args: []any{1, 2}},
		"row 2 has 1 values":    op.BulkInsert{Table: "t", Columns: []string{"a", "b"}, Rows: [][]any{{1, 2}, {1}}},
		"before one value":      op.AddEnumValue{Name: "e", Value: "v", Before: "a", After: "b"},
		"no kind of object":     op.CreateObject{Object: op.Object{Name: "x"}},
		"needs its table":       op.DropObject{Object: op.Object{Kind: op.Trigger, Name: "x"}},
	} {
		_, err := operation.Statements(runner.Dialect{})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%T: got %v, want %s", operation, err, name)
		}
	}
}
