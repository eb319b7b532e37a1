package expr_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// retyped are columns and the types that they are changed to.
var retyped = map[string][]string{
	"i": {"bigint", "numeric", "smallint", "double precision"}, "i2": {"integer", "numeric(6,1)"}, "id": {"integer", "numeric"},
	"n": {"numeric(12,4)", "numeric", "integer", "double precision"}, "f": {"real", "numeric"},
	"v": {"text", "varchar(80)", "char(9)", "ext.citext"}, "v3": {"varchar(9)", "text"}, "c": {"char(9)", "text", "varchar"}, "tx": {"varchar(9)", "varchar", "ext.citext"},
	"ts": {"timestamptz", "date", "timestamp(0)"}, "tz": {"timestamp", "timestamptz(0)"}, "d": {"timestamp", "timestamptz"},
	"bo": {"text"}, "m": {"text", "varchar(9)"}, "dom": {"integer", "bigint"}, "ta": {"varchar[]"}, "va": {"text[]", "varchar(20)[]"}, "ia": {"bigint[]"},
}

// TestExplicitServer has servers change the types of columns and looks what
// becomes of the checks: the text that is written out before, read under the new
// type, must mean what the server then has.
func TestExplicitServer(t *testing.T) {
	var cases []testCase
	for _, c := range append(readCases(t, "testdata/sly.txt", "≢"), readCases(t, "testdata/same.txt", "≡")...) {
		if c.kind == "check" {
			cases = append(cases, c)
		}
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		b := newBench(t, major)
		b.read()
		done := explicitTally{}
		for i, c := range cases {
			// A third of them on each version: there are thousands of changes.
			if c.since > major || i%3 != major%3 {
				continue
			}
			for _, text := range c.texts {
				b.retype(text, &done)
			}
		}
		t.Logf("%d changes that the server takes, %d of them can't be written out", done.changes, done.unwritten)
		if done.changes < 500 || done.unwritten*10 > done.changes {
			t.Errorf("%d changes, %d of them not written out", done.changes, done.unwritten)
		}
	})
}

type explicitTally struct{ changes, unwritten int }

// retype changes the type of each column that a check refers to.
func (b *bench) retype(text string, done *explicitTally) {
	b.t.Helper()
	scope := expr.TableScope(b.tables["t"]).If()
	scope.SearchPath = path
	uses, err := b.cat.References(scope, text)
	if err != nil {
		return // others test that
	}
	for _, column := range uses.Columns {
		for _, to := range retyped[column] {
			printed, retyped, ok := b.alterColumn(text, column, to)
			if !ok {
				continue
			}
			done.changes++
			written, err := b.cat.Explicit(scope, text)
			if err != nil {
				done.unwritten++
				b.t.Logf("%s: %v", text, err)
				continue
			}
			after := scope
			after.Columns = retyped
			after.SearchPath = nil
			want, errWant := b.cat.Key(after, printed)
			got, errGot := b.cat.Key(after, written)
			if errWant != nil || errGot != nil || want != got {
				b.t.Errorf("%s: %s changes to %s\n  the server has %s\n  written out    %s\n  %s %v\n  %s %v", text, column, to, printed, written, want, errWant, got, errGot)
			}
		}
	}
}

// alterColumn changes a column's type on the server and returns what its catalog says
// of the check then. It is false if the server refuses.
func (b *bench) alterColumn(text, column, to string) (printed string, columns []expr.Column, ok bool) {
	b.t.Helper()
	ctx := context.Background()
	tx, err := b.conn.Begin(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer tx.Rollback(ctx)
	sql := fmt.Sprintf("SET LOCAL search_path = app, ext, public; ALTER TABLE app.t ADD CONSTRAINT probe CHECK (%s); SET LOCAL search_path = ''; ALTER TABLE app.t ALTER COLUMN %s TYPE %s", text, column, to)
	if _, err := tx.Exec(ctx, sql); err != nil {
		return "", nil, false
	}
	const query = `SELECT pg_get_expr(conbin, conrelid), format_type(atttypid, atttypmod) FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attname = $1
WHERE conrelid = 'app.t'::regclass AND conname = 'probe'`
	if _, err := tx.Exec(ctx, "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'"); err != nil {
		b.t.Fatal(err)
	}
	var typ string
	if err := tx.QueryRow(ctx, query, column).Scan(&printed, &typ); err != nil {
		b.t.Fatal(err)
	}
	for _, c := range expr.TableScope(b.tables["t"]).Columns {
		if c.Name == column {
			if c.Type, err = b.cat.TypeOf(expr.Scope{}, "NULL::"+typ); err != nil {
				b.t.Fatal(err)
			}
		}
		columns = append(columns, c)
	}
	return printed, columns, true
}
