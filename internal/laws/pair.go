package laws

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Pair is two schemas to get from one to the other.
type Pair struct {
	Name string
	A, B Script
	// MakeA and MakeB, if set, build the databases instead of the scripts.
	MakeA, MakeB Maker
	// Renames are values of the --rename flag.
	Renames []string
	// Live: B is read from its database; else from its SQL.
	Live bool
	// Offline asks for a plan with the fewest statements.
	Offline bool
	// Seed chooses the rows.
	Seed uint64
}

// Maker builds a database; whoever asked for it drops it.
type Maker func(context.Context) (*pgtest.Database, error)

// CloneOf makes copies of a database, one at a time.
func CloneOf(template *pgtest.Database) Maker {
	return func(ctx context.Context) (*pgtest.Database, error) { return template.Server().Clone(ctx, template) }
}

// made runs f on a database that a maker or else a script built, and drops it.
func (l *Lab) made(ctx context.Context, make Maker, script Script, f func(*pgtest.Database) error) (err error) {
	if make == nil {
		return l.with(ctx, script, f)
	}
	db, err := make(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Drop(context.WithoutCancel(ctx))) }()
	if l.dumpsAccess {
		db.DumpAccess()
	}
	return f(db)
}

// trip is one pair at work.
type trip struct {
	*Lab
	Pair
	a, b      *pgtest.Database
	old       model.Schema
	target    model.Schema
	result    diff.Result
	migration render.Migration
}

// built runs f with both databases, what is read of them, and the plan.
func (l *Lab) built(ctx context.Context, p Pair, f func(*trip) error) error {
	return l.made(ctx, p.MakeA, p.A, func(a *pgtest.Database) error {
		return l.made(ctx, p.MakeB, p.B, func(b *pgtest.Database) error {
			t := &trip{Lab: l, Pair: p, a: a, b: b}
			if err := t.plan(ctx); err != nil {
				return err
			}
			return f(t)
		})
	})
}

func (t *trip) plan(ctx context.Context) error {
	var err error
	if t.old, err = t.inspect(ctx, t.a); err != nil {
		return failed(3, "inspecting", err)
	}
	if t.Live {
		t.target, err = t.inspect(ctx, t.b)
	} else {
		t.target, err = t.parse(ctx, t.B.Sources())
	}
	if err != nil {
		return failed(3, "reading the target", err)
	}
	opts, err := t.options()
	if err != nil {
		return err
	}
	if t.result, err = t.compare(ctx, t.old, t.target, opts); err != nil {
		return failed(3, "comparing", err)
	}
	t.migration, err = render.NewMigration(t.result, postgres.Planner{}, render.Options{Offline: t.Offline})
	if err != nil {
		return failed(3, "planning", err)
	}
	if list := t.migration.Up.Unsupported; len(list) > 0 {
		return &Failure{Law: 3, Step: "planning", Sign: kindOf(list[0]), Detail: Describe(list[0])}
	}
	if t.tamper != nil {
		t.tamper(&t.migration)
	}
	return nil
}

func (t *trip) options() (diff.Options, error) {
	opts := diff.Options{NewLive: t.Live}
	for _, text := range t.Renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			return opts, failed(3, "reading a rename", err)
		}
		opts.Renames = append(opts.Renames, r)
	}
	return opts, nil
}

// PairLaws are the laws about a pair, in the order to try them in.
func PairLaws() []int { return []int{5, 3, 4, 6} }

// Pair tries laws about a pair and calls record with what each came to. A pair
// that cannot be built or planned fails law 3. Where the way there or back does
// not work, what follows is not tried.
func (l *Lab) Pair(ctx context.Context, p Pair, laws []int, record func(law int, err error)) {
	err := l.built(ctx, p, func(t *trip) error {
		t.try(ctx, laws, record)
		return nil
	})
	if err != nil {
		record(3, err)
	}
}

// try tries laws on what was built.
func (t *trip) try(ctx context.Context, laws []int, record func(law int, err error)) {
	if slices.Contains(laws, 5) {
		record(5, t.same(ctx))
	}
	if slices.Contains(laws, 3) || slices.Contains(laws, 4) {
		before, err := canonicalDump(ctx, t.a)
		if err == nil {
			err = withPlan(t.up(ctx), t.migration.Up)
		}
		record(3, err)
		if err != nil {
			return
		}
		err = withPlan(t.down(ctx, before), t.migration.Down)
		record(4, err)
		if err != nil {
			return
		}
	}
	if slices.Contains(laws, 6) {
		record(6, t.survive(ctx))
	}
}

// same is law 5 for a pair.
func (t *trip) same(ctx context.Context) error {
	opts, err := t.options()
	if err != nil {
		return err
	}
	return t.Determinism(ctx, t.old, t.target, opts, t.Seed)
}

func (t *trip) up(ctx context.Context) error {
	if err := run(ctx, t.a, t.migration.Up); err != nil {
		return failed(3, "running up", err)
	}
	now, err := t.inspect(ctx, t.a)
	if err != nil {
		return failed(3, "inspecting after up", err)
	}
	r, err := t.compare(ctx, now, t.target, diff.Options{NewLive: t.Live})
	r.Changes = slices.DeleteFunc(r.Changes, t.declaredFinal)
	if err := changesOnly(3, "second diff", t.result.Notes, r, err); err != nil {
		return err
	}
	if !t.Live {
		if err := adoptNames(ctx, t.b, t.target, t.result.New); err != nil {
			return failed(3, "adopting names", err)
		}
	}
	if err := t.adopt(ctx, t.b, now, r.Notes); err != nil {
		return failed(3, "adopting what no statement changes", err)
	}
	want, err := canonicalDump(ctx, t.b)
	if err != nil {
		return err
	}
	return t.sameDump(ctx, 3, "dump after up", want, func(f func(*pgtest.Database) error) error { return f(t.b) })
}

func (t *trip) down(ctx context.Context, before string) error {
	if err := run(ctx, t.a, t.migration.Down); err != nil {
		return failed(4, "running down", err)
	}
	now, err := t.inspect(ctx, t.a)
	if err != nil {
		return failed(4, "inspecting after down", err)
	}
	r, err := t.compare(ctx, now, t.old, diff.Options{NewLive: true})
	r.Changes = slices.DeleteFunc(r.Changes, t.declaredFinal)
	if err := changesOnly(4, "diff after down", t.result.Notes, r, err); err != nil {
		return err
	}
	return t.sameDump(ctx, 4, "dump after down", before, func(f func(*pgtest.Database) error) error {
		return t.made(ctx, t.MakeA, t.A, func(db *pgtest.Database) error {
			if err := t.adopt(ctx, db, now, r.Notes); err != nil {
				return fmt.Errorf("adopting what no statement changes: %w", err)
			}
			return f(db)
		})
	})
}

// declaredFinal says whether a change is the version of an extension that the
// plan has said to stay as it is: versions only go up.
func (t *trip) declaredFinal(c diff.Change) bool {
	alter, isAlter := c.(diff.Alter)
	if !isAlter || alter.NewID.Kind != model.KindExtension || len(alter.Facets) != 1 || !alter.Has(diff.FacetVersion) {
		return false
	}
	return slices.ContainsFunc(t.migration.Up.Losses, func(l render.Loss) bool {
		return (l.Code == render.Unchanged || l.Code == render.Irreversible) && l.Object == alter.NewID
	})
}

// changesOnly is empty without a look at what the first comparison has noted,
// and at what no plan can help: columns stand in another order than in a table
// that was made at once.
func changesOnly(law int, step string, first []diff.Note, r diff.Result, err error) error {
	r.Notes = slices.DeleteFunc(slices.Clone(r.Notes), func(n diff.Note) bool {
		return n.Text == columnOrder || strings.HasSuffix(n.Text, declaredLocally) || n.Text == inheritedAlone || slices.ContainsFunc(first, func(f diff.Note) bool {
			return f.Text == n.Text && (f.ID == n.ID || f.Old == n.Old || f.ID == n.Old)
		})
	})
	return empty(law, step, r, err)
}

// columnOrder is the note on columns that stand in another order.
const columnOrder = "the columns stand in another order"

// canonicalDump is the dump as it is, canonicalized but not reloaded.
func canonicalDump(ctx context.Context, db *pgtest.Database) (string, error) {
	text, err := db.Dump(ctx)
	if err != nil {
		return "", err
	}
	return pgtest.Canonicalize(text)
}

// sameDump compares the dump of the migrated database with that of one that was
// built directly. Only if the plain dumps differ are both reloaded until they
// stop changing.
func (t *trip) sameDump(ctx context.Context, law int, step, want string, built func(func(*pgtest.Database) error) error) error {
	got, err := canonicalDump(ctx, t.a)
	if err != nil || got == want {
		return err
	}
	err = built(func(db *pgtest.Database) (err error) {
		if want, err = canonicalDump(ctx, db); err != nil || got == want {
			return err
		}
		want, err = db.CanonicalDump(ctx)
		return err
	})
	if err != nil {
		return failed(law, step, err)
	}
	if got == want {
		return nil
	}
	if got, err = t.a.CanonicalDump(ctx); err != nil {
		return failed(law, step, err)
	}
	if got == want {
		return nil
	}
	missing, extra := onlyIn(want, got), onlyIn(got, want)
	first := ""
	for _, s := range append(missing, extra...) {
		first = strings.Join(strings.Fields(s)[:min(2, len(strings.Fields(s)))], " ")
		break
	}
	return &Failure{
		Law: law, Step: step, Sign: first,
		Detail: "missing:\n" + strings.Join(missing, "\n") + "\nextra:\n" + strings.Join(extra, "\n"),
	}
}

// onlyIn lists the statements of a canonical dump that another has not.
func onlyIn(a, b string) []string {
	has := map[string]bool{}
	for s := range strings.SplitSeq(b, ";\n\n") {
		has[s] = true
	}
	var list []string
	for s := range strings.SplitSeq(a, ";\n\n") {
		if !has[s] {
			list = append(list, s)
		}
	}
	return list
}

// Replay writes how to see a failure again.
func (p Pair) Replay() string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- from\n%s-- to\n%s", p.A.SQL(), p.B.SQL())
	for _, r := range p.Renames {
		fmt.Fprintf(&b, "-- rename %s\n", r)
	}
	return b.String()
}

// IsInvalid says whether the server refused a script of the case.
func IsInvalid(err error) bool {
	var invalid *InvalidError
	return errors.As(err, &invalid)
}
