package plan_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// values are of every storage class, and what is at the edges of them: NaN is
// NULL to SQLite, and any column takes any of them unless the table is strict.
var values = []string{
	"NULL", "0", "1", "2", "3", "-1", "17", "9223372036854775807", "-9223372036854775808", "1.5", "-0.0", "1e300", "9e999", "9e999 - 9e999",
	"0.1", "1234567890.12345678", "'text'", "'12'", "'1.0'", "''", "'ünï'", "'A'", "'a'", "'a ' ", "x'00ff'", "x''", "'a' || char(0) || 'b'", "zeroblob(100)",
}

// fill puts rows into every table, as many as it takes, whatever refers to
// nothing: foreign keys are off. What a constraint refuses isn't there.
func fill(t testing.TB, conn *sqliteconn.Conn, s model.Schema, seed uint64) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	execute(t, conn, "PRAGMA foreign_keys = OFF")
	for _, table := range s.Tables {
		var names []string
		for _, c := range table.Columns {
			if c.Generated.IsZero() {
				names = append(names, sqlite.Quoter{}.QuoteIdent(c.Name))
			}
		}
		for range 40 {
			list := make([]string, len(names))
			for i := range list {
				list[i] = values[random.IntN(len(values))]
				if random.IntN(3) > 0 { // what refers to something, and passes checks
					list[i] = fmt.Sprint(1 + random.IntN(20))
				}
			}
			// A trigger may fail, a check, a type of a strict table.
			_ = conn.Exec(context.Background(), "INSERT OR IGNORE INTO "+sqlite.Quoter{}.QuoteIdent(table.Name)+
				" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(list, ", ")+")")
		}
		// Gaps between rowids, and a counter beyond the last of them.
		_ = conn.Exec(context.Background(), "DELETE FROM "+sqlite.Quoter{}.QuoteIdent(table.Name)+" WHERE "+names[0]+" IN (17, 20)")
	}
}

// rowsOf returns what is in the given columns of a table: each row as the storage
// classes and the values, with the rowid where the table has one.
func rowsOf(t testing.TB, conn *sqliteconn.Conn, table string, columns []string, rowid bool) []string {
	t.Helper()
	var parts []string
	if rowid {
		parts = append(parts, "rowid")
	}
	for _, c := range columns {
		q := sqlite.Quoter{}.QuoteIdent(c)
		parts = append(parts, "typeof("+q+") || ' ' || CASE typeof("+q+") WHEN 'real' THEN printf('%!.26g', "+q+") WHEN 'text' THEN hex("+q+") ELSE quote("+q+") END")
	}
	list := lines(t, conn, "SELECT "+strings.Join(parts, " || ', ' || ")+" FROM "+sqlite.Quoter{}.QuoteIdent(table))
	slices.Sort(list)
	return list
}

// kept lists the columns of a table whose values a plan keeps, by their names on
// both sides.
func kept(table model.Table, fresh model.Schema, names diff.Names, plans ...render.Plan) (old, new []string) {
	for _, c := range table.Columns {
		id := names.ID(model.ID{Kind: model.KindColumn, Parent: table.Name, Name: c.Name})
		at := slices.IndexFunc(fresh.Tables, func(t model.Table) bool { return t.Name == id.Parent })
		if at < 0 || excused(plans, id) || excused(plans, model.ID{Kind: model.KindTable, Name: id.Parent}) {
			continue
		}
		if _, ok := fresh.Tables[at].Column(id.Name); ok && c.Generated.IsZero() {
			old, new = append(old, c.Name), append(new, id.Name)
		}
	}
	return old, new
}

// excused reports whether a plan says that it loses or changes values.
func excused(plans []render.Plan, id model.ID) bool {
	for _, p := range plans {
		for _, s := range p.Statements() {
			for _, h := range s.Hazards {
				if h.Object == id && slices.Contains([]render.Code{render.DataLoss, render.ValueChange}, h.Code) {
					return true
				}
			}
		}
		if slices.ContainsFunc(p.Losses, func(l render.Loss) bool { return l.Object == id }) {
			return true
		}
	}
	return false
}

func withRowID(s model.Schema, table string) bool {
	for _, t := range s.Tables {
		if t.Name == table {
			return !slices.ContainsFunc(t.Options, func(o model.Option) bool { return o.Name == sqlite.WithoutRowID }) &&
				!slices.ContainsFunc(t.Columns, func(c model.Column) bool { return strings.EqualFold(c.Name, "rowid") })
		}
	}
	return false
}

// contents returns all rows of a database, and the counters.
func contents(t testing.TB, conn *sqliteconn.Conn, s model.Schema) string {
	t.Helper()
	var b strings.Builder
	for _, table := range s.Tables {
		var names []string
		for _, c := range table.Columns {
			names = append(names, c.Name)
		}
		fmt.Fprintln(&b, table.Name, strings.Join(rowsOf(t, conn, table.Name, names, withRowID(s, table.Name)), "\n  "))
	}
	if lines(t, conn, "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'")[0] == "1" {
		fmt.Fprintln(&b, lines(t, conn, "SELECT name || ' ' || seq FROM sqlite_sequence ORDER BY 1"))
	}
	return b.String()
}

// witness holds the rows of the tables that both sides have, as they were, in the
// columns that a plan keeps.
type witness struct {
	table, now string
	old, new   []string
	rowid      bool
	rows       []string
}

func witnesses(t testing.TB, conn *sqliteconn.Conn, old, fresh model.Schema, names diff.Names, plans ...render.Plan) []witness {
	t.Helper()
	var list []witness
	for _, table := range old.Tables {
		w := witness{table: table.Name, now: names.ID(model.ID{Kind: model.KindTable, Name: table.Name}).Name}
		w.old, w.new = kept(table, fresh, names, plans...)
		w.rowid = withRowID(old, w.table) && withRowID(fresh, w.now)
		if len(w.old) > 0 {
			w.rows = rowsOf(t, conn, w.table, w.old, w.rowid)
			list = append(list, w)
		}
	}
	return list
}

// survive is law 6 for one pair. It reports whether the plan went through.
func survive(t *testing.T, oldText, newText string, enforced bool, seed uint64, renames ...diff.RenameRequest) bool {
	t.Helper()
	live := database(t)
	execute(t, live, oldText)
	old, fresh := inspected(t, live), declared(t, newText)
	result := compared(t, old, fresh, renames...)
	migration := planned(t, result)
	fill(t, live, old, seed)
	execute(t, live, fmt.Sprintf("PRAGMA foreign_keys = %v", enforced))
	up := witnesses(t, live, old, fresh, result.Names(), migration.Up)
	round := witnesses(t, live, old, fresh, result.Names(), migration.Up, migration.Down)
	if !try(t, live, old, migration.Up) {
		return false
	}
	for _, w := range up {
		if got := rowsOf(t, live, w.now, w.new, w.rowid); !slices.Equal(got, w.rows) {
			t.Errorf("law 6: on the way up rows of %s changed:\n%s\n%s", w.table, cmp.Diff(w.rows, got), script(migration.Up))
		}
	}
	if !try(t, live, fresh, migration.Down) {
		return false
	}
	for _, w := range round {
		if got := rowsOf(t, live, w.table, w.old, w.rowid); !slices.Equal(got, w.rows) {
			t.Errorf("law 6: on the way back rows of %s changed:\n%s\n%s", w.table, cmp.Diff(w.rows, got), script(migration.Down))
		}
	}
	return true
}

// try runs a plan. One that fails must have said that it may, and leave everything
// as it was.
func try(t *testing.T, live *sqliteconn.Conn, s model.Schema, p render.Plan) bool {
	t.Helper()
	rows, schema := contents(t, live, s), dump(t, live)
	err := run(live, p)
	sound(t, live)
	if err == nil {
		return true
	}
	if !mayFail(p) {
		t.Errorf("a plan failed that didn't say that it may: %v\n%s", err, script(p))
	}
	if got := dump(t, live); got != schema {
		t.Errorf("a plan that failed left another schema: %v\n%s", err, cmp.Diff(schema, got))
	}
	if got := contents(t, live, s); got != rows {
		t.Errorf("a plan that failed left other rows: %v\n%s", err, cmp.Diff(rows, got))
	}
	return false
}

func mayFail(p render.Plan) bool {
	return slices.ContainsFunc(p.Statements(), func(s render.Statement) bool {
		return slices.ContainsFunc(s.Hazards, func(h render.Hazard) bool { return h.Code == render.MayFail })
	})
}

// Every pair of testdata, with rows, with and without foreign keys, up and down.
func TestRows(t *testing.T) {
	passed := 0
	for _, from := range files(t, "*.from.sql") {
		t.Run(strings.TrimSuffix(filepath.Base(from), ".from.sql"), func(t *testing.T) {
			oldText, back := read(t, from)
			newText, renames := read(t, strings.TrimSuffix(from, ".from.sql")+".to.sql")
			for seed := range uint64(4) {
				for _, way := range []bool{true, false} {
					if way && survive(t, oldText, newText, seed%2 == 0, seed, renames...) || !way && survive(t, newText, oldText, seed%2 == 0, seed, back...) {
						passed++
					}
				}
			}
		})
	}
	t.Logf("%d plans went through", passed)
}
