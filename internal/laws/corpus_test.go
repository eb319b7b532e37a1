package laws_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

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
			if tooLong(t, schemas[i]) && !inMatrix(t) {
				return
			}
			t.Run(schemas[i].Name, func(t *testing.T) {
				db := restrictedSchema(t, major, schemas[i])
				pairsOf(t, s, lab, schemas[i].Name, db, uint64(i))
				next := schemas[(i+1)%len(schemas)]
				for n := 2; tooLong(t, next) && !inMatrix(t); n++ {
					next = schemas[(i+n)%len(schemas)]
				}
				able := func(major int) bool { return schemas[i].RunsOn(major) && next.RunsOn(major) }
				if i%5 == 0 && !tooLong(t, schemas[i]) || dealt(t, major, i, able) {
					unrelated(t, s, lab, schemas[i], next, db, major)
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
	disturbed := db.Clone(t)
	major := uint64(db.Major()) // every server has a copy of its own
	what, err := laws.Disturb(ctx, disturbed.Database, seed*100+major, 12)
	if err != nil {
		t.Fatal(err)
	}
	p := laws.Pair{
		Name: fmt.Sprintf("%s disturbed by %q", name, what), MakeA: laws.CloneOf(db.Database), MakeB: laws.CloneOf(disturbed.Database),
		Live: true, Offline: major%4 < 2, Seed: seed,
	}
	if (seed+major)%2 == 1 {
		p.MakeA, p.MakeB = p.MakeB, p.MakeA
		p.Name = "back to " + p.Name
	}
	studyPair(ctx, s, lab, p)
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
