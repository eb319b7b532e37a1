package operations_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/operations"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// schema reads a file of the test data, as the newest version does.
func schema(t *testing.T, name string) (model.Schema, bool) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := postgres.Read(t.Context(), []sqlfile.Source{{Name: name, Text: string(text)}}, postgres.ReadOptions{})
	return s, err == nil
}

// plans are the statements of the migrations of all pairs of the test data, with
// and without a busy server.
func plans(t *testing.T) []script.Statement {
	t.Helper()
	files, err := filepath.Glob("../../../testdata/schemas/*.from.sql")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	var list []script.Statement
	read, seen := 0, map[string]bool{}
	for _, from := range files {
		old, ok := schema(t, from)
		to, also := schema(t, strings.Replace(from, ".from.sql", ".to.sql", 1))
		if !ok || !also {
			continue // it is a case of one version, or of a server that knows more
		}
		result, err := diff.Compare(t.Context(), old, to, postgres.Rules{}, diff.Options{})
		if err != nil {
			continue
		}
		for _, offline := range []bool{false, true} {
			m, err := render.NewMigration(result, postgres.Planner{}, render.Options{Offline: offline})
			if err != nil {
				continue // refused, as other tests say
			}
			read++
			up, down := autogenerate.Sections(m)
			for _, statement := range slices.Concat(up.Statements, down.Statements) {
				if !seen[statement.SQL] {
					seen[statement.SQL] = true
					statement.Comment = nil
					list = append(list, statement)
				}
			}
		}
	}
	if read < 200 {
		t.Fatalf("only %d plans", read)
	}
	return list
}

// untyped are the beginnings of the statements of plans that there is no operation
// for. What is on no such list must have one.
var untyped = []string{
	"ALTER ", "COMMENT ON ", "CREATE ", "DROP ", "GRANT ", "REVOKE ", "RESET ", "SET ",
	"INSERT INTO ", // rows that a partition had
}

// typedAlterations are changes of a table that an operation can say, by the words
// that they begin with.
var typedAlterations = []string{"ADD COLUMN", "DROP COLUMN", "DROP CONSTRAINT", "VALIDATE CONSTRAINT", "ATTACH PARTITION", "DETACH PARTITION"}

// TestPlans finds operations for the statements of migrations: for most of them, and
// for every ALTER TABLE, of how many clauses ever, whose clauses they have words for.
func TestPlans(t *testing.T) {
	typed := 0
	list := plans(t)
	for _, s := range list {
		o, ok := operations.Of(s).(op.Execute)
		if !ok {
			typed++
			continue
		}
		if !slices.ContainsFunc(untyped, func(begin string) bool { return strings.HasPrefix(o.SQL, begin) }) {
			t.Errorf("it has no operation: %s", o.SQL)
		}
		if strings.HasPrefix(o.SQL, "ALTER TABLE ") && sayable(o.SQL) {
			t.Errorf("it has no operation: %s", o.SQL)
		}
	}
	t.Logf("%d of %d statements have an operation", typed, len(list))
	if typed*10 < len(list)*6 {
		t.Errorf("%d of %d statements have an operation", typed, len(list))
	}
}

// sayable says whether all clauses of an ALTER TABLE begin as those that there are
// operations for, and have nothing that only version 18 has.
func sayable(sql string) bool {
	if strings.Contains(sql, " NOT NULL") || strings.Contains(sql, "PERIOD ") || strings.Contains(sql, "WITHOUT OVERLAPS") || strings.Contains(sql, "VIRTUAL") {
		return false
	}
	_, clauses, several := strings.Cut(sql, "\n    ")
	if !several {
		words := strings.SplitN(strings.TrimPrefix(sql, "ALTER TABLE "), " ", 2)
		clauses = words[len(words)-1]
	}
	for clause := range strings.SplitSeq(clauses, ",\n    ") {
		if !slices.ContainsFunc(typedAlterations, func(begin string) bool { return strings.HasPrefix(clause, begin) }) {
			return false
		}
	}
	return true
}
