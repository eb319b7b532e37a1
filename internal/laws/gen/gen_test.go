package gen_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"pgregory.net/rapid"
)

func cases(tb testing.TB, usual int) int {
	tb.Helper()
	text := os.Getenv("SCHEMADIFF_LAWS_CASES")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("reading SCHEMADIFF_LAWS_CASES: %v", err)
	}
	return n
}

// TestValid proves that the server accepts every statement.
func TestValid(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		server := pgtest.Need(t, major)
		setup(t, server)
		failures := 0
		for seed := range cases(t, 40) {
			statements := rapid.Custom(func(rt *rapid.T) []string { return gen.Write(rt, gen.New(rt, major)) }).Example(seed)
			if at, err := load(t, server, statements); err != nil {
				failures++
				t.Errorf("seed %d: %v\n  %s", seed, err, statements[at])
			}
			if failures > 20 {
				t.Fatal("too many failures")
			}
		}
	})
}

func setup(t *testing.T, server *pgtest.Server) {
	t.Helper()
	ctx := context.Background()
	db, err := server.Create(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer drop(t, db)
	for _, statement := range gen.Setup() {
		if err := db.Execute(ctx, statement); err != nil && !strings.Contains(err.Error(), "already exists") {
			t.Fatal(err)
		}
	}
}

func drop(t *testing.T, db *pgtest.Database) {
	t.Helper()
	if err := db.Drop(context.Background()); err != nil {
		t.Error(err)
	}
}

func load(t *testing.T, server *pgtest.Server, statements []string) (at int, err error) {
	t.Helper()
	ctx := context.Background()
	db, err := server.Create(ctx)
	if err != nil {
		return 0, err
	}
	defer drop(t, db)
	for i, statement := range statements {
		if err := db.Execute(ctx, statement); err != nil {
			return i, err
		}
	}
	return 0, nil
}

func TestPrint(t *testing.T) {
	seed, err := strconv.Atoi(os.Getenv("SEED"))
	if err != nil {
		t.Skip("SEED chooses a schema to print")
	}
	statements := rapid.Custom(func(rt *rapid.T) []string { return gen.Write(rt, gen.New(rt, atoi(os.Getenv("MAJOR"), 15))) }).Example(seed)
	t.Log("\n" + strings.Join(statements, ";\n") + ";")
}

func atoi(text string, otherwise int) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return otherwise
	}
	return n
}

// TestValidMutations proves the same of mutated schemas.
func TestValidMutations(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		server := pgtest.Need(t, major)
		setup(t, server)
		failures := 0
		for seed := range cases(t, 40) {
			p := rapid.Custom(func(rt *rapid.T) pair { return drawPair(rt, major) }).Example(seed)
			if at, err := load(t, server, p.text); err != nil {
				failures++
				t.Errorf("seed %d: %q: %v\n  %s", seed, p.done, err, p.text[at])
			}
			if failures > 20 {
				t.Fatal("too many failures")
			}
		}
	})
}

type pair struct {
	done []string
	text []string
}

func drawPair(rt *rapid.T, major int) pair {
	b := gen.Mutate(rt, gen.New(rt, major), 4)
	return pair{b.Done, gen.Write(rt, b.Schema)}
}
