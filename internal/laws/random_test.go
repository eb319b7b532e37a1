package laws_test

import (
	"cmp"
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"pgregory.net/rapid"
)

// schemaOf draws a schema's text.
func schemaOf(seed, major int) laws.Script {
	return laws.Script{Name: fmt.Sprintf("seed%d", seed), Statements: rapid.Custom(func(t *rapid.T) []string {
		return gen.Write(t, gen.New(t, major))
	}).Example(seed)}
}

// study tries the laws about one schema on a script, and shows what fails as
// few statements.
func study(ctx context.Context, s *laws.Study, lab *laws.Lab, script laws.Script) {
	type outcome struct {
		law int
		err error
	}
	var outcomes []outcome
	err := lab.Read(ctx, script, func(b laws.Both) error {
		for _, law := range laws.SchemaLaws() {
			outcomes = append(outcomes, outcome{law, lab.Schema(ctx, law, b)})
		}
		return nil
	})
	if err != nil {
		outcomes = []outcome{{2, err}} // what cannot be read has no other law
	}
	for _, o := range outcomes {
		s.Schema(o.law, script.Name, o.err, func() string { return smallest(ctx, lab, script, o.law, o.err) })
	}
}

// smallest shows a failure of a law about one schema on few statements.
func smallest(ctx context.Context, lab *laws.Lab, script laws.Script, law int, err error) string {
	if script.Statements == nil || laws.IsInvalid(err) {
		return ""
	}
	try := func(ctx context.Context, script laws.Script) error {
		return lab.Read(ctx, script, func(b laws.Both) error { return lab.Schema(ctx, law, b) })
	}
	small := laws.Reduce(ctx, script, err, tries(), try)
	return fmt.Sprintf("%s%v", small.SQL(), try(ctx, small))
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
		a := gen.New(t, major)
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
	lab.Pair(ctx, p, laws.PairLaws(), func(law int, err error) {
		s.Pair(law, p.Name, err, func() string { return smallestPair(ctx, lab, p, law, err) })
	})
}

// smallestPair shows a failure of a law about a pair on few statements.
func smallestPair(ctx context.Context, lab *laws.Lab, p laws.Pair, law int, err error) string {
	if p.A.Statements == nil || p.MakeB != nil || laws.IsInvalid(err) {
		return ""
	}
	try := func(ctx context.Context, p laws.Pair) (err error) {
		lab.Pair(ctx, p, []int{law}, func(_ int, e error) { err = cmp.Or(err, e) })
		return err
	}
	small := laws.ReducePair(ctx, p, err, tries(), try)
	return fmt.Sprintf("%s%v", small.Replay(), try(ctx, small))
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
