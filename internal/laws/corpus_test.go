package laws_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// everything says whether the run may take hours: then no case is left out.
func everything() bool { return os.Getenv("SCHEMADIFF_MATRIX") == "1" }

// oneSchema tries the laws about one schema on what is read in both ways.
func oneSchema(ctx context.Context, s *laws.Study, lab *laws.Lab, name string, b laws.Both, numbers []int) {
	for _, law := range numbers {
		s.Schema(law, name, lab.Schema(ctx, law, b), nil)
	}
}

// TestCorpusSchemas tries the laws about one schema on real ones, whole.
func TestCorpusSchemas(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		schemas := corpus.Open(t, "postgres").Schemas(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real schemas on %d", major))
		each(len(schemas), func(i int) {
			if testing.Short() && tooLong(t, schemas[i]) {
				return
			}
			t.Run(schemas[i].Name, func(t *testing.T) {
				db := pgtest.New(t, major)
				corpus.Load(t, db, schemas[i])
				script := laws.Script{Name: schemas[i].Name, Text: schemas[i].Read(t)}
				b, err := lab.ReadIn(t.Context(), db.Database, script)
				if err != nil {
					s.Schema(2, schemas[i].Name, err, nil)
					return
				}
				oneSchema(t.Context(), s, lab, schemas[i].Name, b, laws.SchemaLaws())
			})
		})
		s.Finish()
	})
}

// TestCorpusPairs tries the laws about migrations on real schemas: from an
// empty database, to and from a disturbed copy, and to the next schema, which
// has nothing to do with it. Only what the product holds is left in them.
func TestCorpusPairs(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		schemas := corpus.Open(t, "postgres").Schemas(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real pairs on %d", major))
		each(len(schemas), func(i int) {
			if !everything() && tooLong(t, schemas[i]) {
				return
			}
			t.Run(schemas[i].Name, func(t *testing.T) {
				db := restrictedSchema(t, major, schemas[i])
				pairsOf(t, s, lab, schemas[i].Name, db, uint64(i))
				if !everything() && i%5 != 0 {
					return
				}
				for n := 1; n <= 3; n++ {
					if next := schemas[(i+n)%len(schemas)]; everything() || !tooLong(t, next) {
						unrelated(t, s, lab, schemas[i], next, db, major)
						break
					}
				}
			})
		})
		s.Finish()
	})
}

// tooLong says whether a schema's dumps alone take too long for a short run.
func tooLong(t *testing.T, schema corpus.Schema) bool {
	t.Helper()
	return len(schema.Read(t)) > 120_000 || testing.Short() && len(schema.Read(t)) > 20_000
}

// restrictedSchema builds what the product holds of a schema.
func restrictedSchema(t *testing.T, major int, schema corpus.Schema) *pgtest.DB {
	t.Helper()
	whole := pgtest.New(t, major)
	corpus.Load(t, whole, schema)
	return restricted(t, whole)
}

func pairsOf(t *testing.T, s *laws.Study, lab *laws.Lab, name string, db *pgtest.DB, seed uint64) {
	t.Helper()
	ctx := t.Context()
	s.Schema(7, name+" restricted", lab.WrittenOf(ctx, db.Database), nil)
	studyPair(ctx, s, lab, laws.Pair{
		Name: name + " from nothing", A: laws.Script{Statements: []string{}}, MakeB: laws.CloneOf(db.Database), Live: true, Seed: seed,
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
			Name: fmt.Sprintf("%s disturbed by %q", name, what), MakeA: laws.CloneOf(db.Database), MakeB: laws.CloneOf(disturbed.Database),
			Live: true, Offline: n%2 == 1, Seed: seed,
		}
		if n%2 == 0 {
			p.MakeA, p.MakeB = p.MakeB, p.MakeA
			p.Name = "back to " + p.Name
		}
		studyPair(ctx, s, lab, p)
	}
}

// unrelated tries the laws on two schemas that have nothing in common but, by
// chance, some names.
func unrelated(t *testing.T, s *laws.Study, lab *laws.Lab, from, to corpus.Schema, db *pgtest.DB, major int) {
	t.Helper()
	t.Run("to "+to.Name, func(t *testing.T) {
		other := restrictedSchema(t, major, to)
		studyPair(t.Context(), s, lab, laws.Pair{
			Name: from.Name + " to " + to.Name, MakeA: laws.CloneOf(db.Database), MakeB: laws.CloneOf(other.Database), Live: true, Seed: 1,
		})
	})
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
			if testing.Short() && len(histories[i].Steps) > 30 {
				return
			}
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
		stride = max(1, len(history.Steps)/4)
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
		switch {
		case err != nil:
			s.Schema(2, name, err, nil)
		case everything() || i+1 == len(history.Steps):
			oneSchema(ctx, s, lab, name, b, laws.SchemaLaws())
		default:
			oneSchema(ctx, s, lab, name, b, []int{2})
		}
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
