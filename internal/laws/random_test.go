package laws_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"pgregory.net/rapid"
)

// schemaOf draws a schema's text.
func schemaOf(seed, major int) laws.Script {
	return laws.Script{Name: fmt.Sprintf("seed%d", seed), Statements: rapid.Custom(func(t *rapid.T) []string {
		if seed%2 == 0 {
			return gen.Write(t, gen.New(t, major))
		}
		return gen.Write(t, gen.NewHeld(t, major))
	}).Example(seed)}
}

// single are the laws about one schema.
func single(ctx context.Context, lab *laws.Lab, law int, script laws.Script) error {
	return lab.Read(ctx, script, func(b laws.Both) error {
		switch law {
		case 1:
			return lab.Identity(ctx, b)
		case 2:
			return lab.Agreement(ctx, b)
		case 5:
			return lab.Determinism(ctx, b.Inspected, b.Parsed, diff.Options{}, 1)
		case 7:
			return lab.TextRoundTrip(ctx, b)
		case 9:
			return lab.Honesty(ctx, b)
		}
		return nil
	})
}

// study tries the laws about one schema on a script, and shows what fails as
// few statements.
func study(ctx context.Context, s *laws.Study, lab *laws.Lab, script laws.Script) {
	failed := map[int]bool{}
	for _, law := range []int{2, 1, 5, 7, 9} {
		if failed[2] {
			return // what cannot be read has no other law
		}
		err := single(ctx, lab, law, script)
		var f *laws.Failure
		if errors.As(err, &f) {
			failed[f.Law] = f.Law == 2 && (f.Step == "reading the SQL" || f.Step == "inspecting")
		}
		s.Record(law, script.Name, err, func() string {
			if script.Statements == nil || laws.IsInvalid(err) {
				return ""
			}
			small := laws.Reduce(ctx, script, err, tries(), func(ctx context.Context, script laws.Script) error { return single(ctx, lab, law, script) })
			return fmt.Sprintf("%s%v", small.SQL(), single(ctx, lab, law, small))
		})
	}
}

// TestRandomSchemas tries the laws about one schema on schemas that nobody
// wrote.
func TestRandomSchemas(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("random schemas on %d", major))
		first := firstSeed(t)
		each(cases(t, 100), func(i int) { study(t.Context(), s, lab, schemaOf(first+i, major)) })
		s.Finish()
	})
}

// pairOf draws a schema and a mutation of it. Half of the pairs lead back from
// the mutation.
func pairOf(seed, major int) laws.Pair {
	return rapid.Custom(func(t *rapid.T) laws.Pair {
		a := gen.New(t, major).WithoutOthers()
		b := gen.Mutate(t, a, rapid.IntRange(1, 6).Draw(t, "changes"))
		p := laws.Pair{
			Name: fmt.Sprintf("seed%d", seed), Seed: uint64(seed),
			A:    laws.Script{Name: "a", Statements: gen.Write(t, a)},
			B:    laws.Script{Name: "b", Statements: gen.Write(t, b.Schema)},
			Live: rapid.Bool().Draw(t, "live"), Offline: rapid.Bool().Draw(t, "offline"),
		}
		back := rapid.Bool().Draw(t, "back")
		for _, r := range b.Renames {
			if back {
				r = r.Invert()
			}
			p.Renames = append(p.Renames, r.String())
		}
		if back {
			p.A, p.B = p.B, p.A
		}
		return p
	}).Example(seed)
}

// studyPair tries the laws about pairs.
func studyPair(ctx context.Context, s *laws.Study, lab *laws.Lab, p laws.Pair) {
	for _, law := range []struct {
		number int
		try    func(context.Context, laws.Pair) error
	}{{3, lab.Migrate}, {6, lab.Survive}, {5, lab.Same}} {
		err := law.try(ctx, p)
		s.Record(law.number, p.Name, err, func() string {
			if p.A.Statements == nil || laws.IsInvalid(err) {
				return ""
			}
			small := laws.ReducePair(ctx, p, err, tries(), law.try)
			return fmt.Sprintf("%s%v", small.Replay(), law.try(ctx, small))
		})
		if err != nil && law.number == 3 {
			return
		}
		if err == nil && law.number == 3 {
			s.Record(4, p.Name, nil, nil)
		}
	}
}

// TestRandomPairs tries the laws about migrations on random schemas and
// mutations of them.
func TestRandomPairs(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("random pairs on %d", major))
		first := firstSeed(t)
		each(cases(t, 60), func(i int) { studyPair(t.Context(), s, lab, pairOf(first+i, major)) })
		s.Finish()
	})
}
