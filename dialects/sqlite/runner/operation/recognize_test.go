package operation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/runner"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/optest"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/recognize"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

func of(s script.Statement) op.Operation { return recognize.Of(s, runner.Dialect{}, sqlite.Quoter{}) }

// plan returns the statements of both ways between two schemas.
func plan(t *testing.T, from, to model.Schema) []script.Statement {
	t.Helper()
	return optest.Planned(t, from, to, sqlite.Rules{}, sqlite.Planner{})
}

func file(t *testing.T, name string) (model.Schema, bool) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := sqliteconn.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	s, err := sqlite.Read(t.Context(), conn, []sqlfile.Source{{Name: name, Text: string(text)}})
	return s, err == nil
}

// TestPairs: of the statements of migrations, what defines something has an
// operation, and its program does the same.
func TestPairs(t *testing.T) {
	pairs, err := filepath.Glob("../../../../testdata/sqlite/*.from.sql")
	if err != nil || len(pairs) < 5 {
		t.Fatalf("%d pairs: %v", len(pairs), err)
	}
	c := optest.Case{Operation: of, Dialect: runner.Dialect{}, Package: "github.com/schemadiff/schemadiff/dialects/sqlite/runner"}
	for _, name := range pairs {
		from, ok := file(t, name)
		to, also := file(t, strings.Replace(name, ".from.", ".to.", 1))
		if !ok || !also {
			t.Fatalf("%s isn't read", name)
		}
		c.Statements = append(c.Statements, plan(t, from, to)...)
	}
	typed, all := 0, 0
	for _, s := range c.Statements {
		if !defines(s.SQL) {
			continue
		}
		all++
		if _, ok := of(s).(op.Execute); !ok {
			typed++
		}
	}
	t.Logf("%d of %d statements that define something have an operation", typed, all)
	if typed*10 < all*8 {
		t.Errorf("%d of %d statements have an operation", typed, all)
	}
	optest.Run(t, c)
}

// defines says whether a statement is about the schema, and not about how a table is
// rebuilt.
func defines(sql string) bool {
	for _, begin := range []string{"INSERT", "UPDATE", "PRAGMA"} {
		if strings.HasPrefix(sql, begin) {
			return false
		}
	}
	return !strings.Contains(sql, "schemadiff_guard")
}

// TestCorpus: the statements that make real schemas have operations.
func TestCorpus(t *testing.T) {
	typed, all := optest.Corpus(t, "sqlite", func(name string) []script.Statement {
		to, ok := file(t, name)
		if !ok {
			return nil
		}
		return plan(t, model.Schema{Dialect: to.Dialect, Version: to.Version}, to)
	}, of)
	if typed*100 < all*95 {
		t.Errorf("%d of %d statements have an operation", typed, all)
	}
}
