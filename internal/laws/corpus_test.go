package laws_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// everything says whether the run may take hours: then no case is left out.
func everything() bool { return os.Getenv("SCHEMADIFF_MATRIX") == "1" }

// laws about one schema on what is read in both ways.
func oneSchema(ctx context.Context, s *laws.Study, lab *laws.Lab, name string, b laws.Both) {
	none := func() string { return "" }
	s.Record(1, name, lab.Identity(ctx, b), none)
	s.Record(2, name, lab.Agreement(ctx, b), none)
	s.Record(5, name, lab.Determinism(ctx, b.Inspected, b.Parsed, diff.Options{}, 1), none)
	s.Record(7, name, lab.TextRoundTrip(ctx, b), none)
	s.Record(9, name, lab.Honesty(ctx, b), none)
}

// TestCorpusSchemas tries the laws about one schema on real ones, whole.
func TestCorpusSchemas(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		schemas := corpus.Open(t, "postgres").Schemas(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real schemas on %d", major))
		each(len(schemas), func(i int) {
			t.Run(schemas[i].Name, func(t *testing.T) {
				db := pgtest.New(t, major)
				corpus.Load(t, db, schemas[i])
				script := laws.Script{Name: schemas[i].Name, Text: schemas[i].Read(t)}
				b, err := lab.ReadIn(t.Context(), db.Database, script)
				if err != nil {
					s.Record(2, schemas[i].Name, err, func() string { return "" })
					return
				}
				oneSchema(t.Context(), s, lab, schemas[i].Name, b)
			})
		})
		s.Finish()
	})
}

// TestCorpusPairs tries the laws about migrations on real schemas: from an
// empty database, and to and from a disturbed copy. Only what the product holds
// is left in them.
func TestCorpusPairs(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		schemas := corpus.Open(t, "postgres").Schemas(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real pairs on %d", major))
		each(len(schemas), func(i int) {
			if schemas[i].Name == "gitlab/structure.sql" && !everything() {
				return // its dumps alone take minutes
			}
			t.Run(schemas[i].Name, func(t *testing.T) { pairsOf(t, s, lab, schemas[i], major, uint64(i)) })
		})
		s.Finish()
	})
}

func pairsOf(t *testing.T, s *laws.Study, lab *laws.Lab, schema corpus.Schema, major int, seed uint64) {
	ctx := t.Context()
	whole := pgtest.New(t, major)
	corpus.Load(t, whole, schema)
	db := restricted(t, whole)
	s.Record(7, schema.Name+" restricted", lab.WrittenOf(ctx, db.Database), func() string { return "" })
	studyPair(ctx, s, lab, laws.Pair{
		Name: schema.Name + " from nothing", A: laws.Script{Statements: []string{}}, MakeB: laws.CloneOf(db.Database), Live: true, Seed: seed,
	})
	copies := 1
	if everything() {
		copies = 4
	}
	for n := range copies {
		disturbed := db.Clone(t)
		what, err := laws.Disturb(ctx, disturbed.Database, seed*100+uint64(n), 12)
		if err != nil {
			t.Fatal(err)
		}
		p := laws.Pair{
			Name: fmt.Sprintf("%s disturbed by %q", schema.Name, what), MakeA: laws.CloneOf(db.Database), MakeB: laws.CloneOf(disturbed.Database),
			Live: true, Offline: n%2 == 1, Seed: seed,
		}
		if n%2 == 0 {
			p.MakeA, p.MakeB = p.MakeB, p.MakeA
			p.Name = "back to " + p.Name
		}
		studyPair(ctx, s, lab, p)
	}
}

// TestCorpusHistories tries agreement on every state that a real history goes
// through, and migrations between states one after another and from the oldest
// to the newest.
func TestCorpusHistories(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		histories := corpus.Open(t, "postgres").Histories(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real histories on %d", major))
		each(len(histories), func(i int) {
			t.Run(histories[i].Name, func(t *testing.T) { walk(t, s, lab, histories[i].On(major), major) })
		})
		s.Finish()
	})
}

// restricted is a copy of the database with nothing but what the product holds,
// without rows.
func restricted(t *testing.T, db *pgtest.DB) *pgtest.DB {
	t.Helper()
	now := db.Clone(t)
	pgtest.Restrict(t, now)
	if err := laws.Empty(t.Context(), now.Database); err != nil {
		t.Fatal(err)
	}
	return now
}

// walk goes through one history.
func walk(t *testing.T, s *laws.Study, lab *laws.Lab, history corpus.History, major int) {
	ctx := t.Context()
	db := pgtest.New(t, major)
	stride := 1
	if !everything() {
		stride = max(1, len(history.Steps)/6)
	}
	var sources []sqlfile.Source
	var first, last *pgtest.DB
	for i, step := range history.Steps {
		corpus.Apply(t, db, history, i, i+1)
		sources = append(sources, sqlfile.Source{Name: step.Name + ".sql", Text: step.ReadUp(t)})
		if (i+1)%stride != 0 && i+1 < len(history.Steps) {
			continue
		}
		name := fmt.Sprintf("%s after %s", history.Name, step.Name)
		b, err := lab.ReadIn(ctx, db.Database, laws.Script{Name: name, Files: sources})
		if err == nil {
			err = lab.Agreement(ctx, b)
		}
		s.Record(2, name, err, func() string { return "" })
		now := restricted(t, db)
		if last != nil {
			studyPair(ctx, s, lab, laws.Pair{Name: name, MakeA: laws.CloneOf(last.Database), MakeB: laws.CloneOf(now.Database), Live: true, Seed: uint64(i)})
		} else {
			first = now
		}
		last = now
	}
	studyPair(ctx, s, lab, laws.Pair{Name: history.Name + " from oldest to newest", MakeA: laws.CloneOf(first.Database), MakeB: laws.CloneOf(last.Database), Live: true, Seed: 1})
}
