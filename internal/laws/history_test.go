package laws_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// TestCorpusHistories tries agreement on every state that a real history goes
// through, and migrations between states one after another and from the oldest
// to the newest. A usual run takes a few states in equal distances. In a matrix
// every server does so, and each of the other steps is taken on one of them.
func TestCorpusHistories(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		histories := corpus.Open(t, "postgres").Histories(t)
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("real histories on %d", major))
		each(len(histories), func(i int) {
			if testing.Short() && len(histories[i].Steps) > 30 {
				return
			}
			t.Run(histories[i].Name, func(t *testing.T) { walk(t, s, lab, histories[i], major) })
		})
		s.Finish()
	})
}

// walker goes through one history.
type walker struct {
	t       *testing.T
	s       *laws.Study
	lab     *laws.Lab
	history corpus.History
	db      *pgtest.DB
	sources []sqlfile.Source
	// held is what the product holds of the state after so many steps.
	held      *pgtest.DB
	heldSteps int
	// first and last of the states that are compared with each other, and the
	// one before a step that is taken alone.
	first, last, before *pgtest.DB
}

func walk(t *testing.T, s *laws.Study, lab *laws.Lab, history corpus.History, major int) {
	w := walker{t: t, s: s, lab: lab, history: history.On(major), db: pgtest.New(t, major), heldSteps: -1}
	steps := len(w.history.Steps)
	stride := max(1, steps/4)
	for i := range steps {
		switch able := func(m int) bool { return i < len(history.On(m).Steps) }; {
		case (i+1)%stride == 0 || i+1 == steps:
			w.step(i)
			w.common(i+1 == steps || inMatrix(t))
		case dealt(t, major, i, able):
			w.before = w.state()
			w.step(i)
			w.alone()
		default:
			w.step(i)
		}
	}
	w.pair(w.history.Name+" from oldest to newest", w.first, w.last, 1)
}

// common tries the state that was reached, and the way to it from the one
// before it that was tried on all servers.
func (w *walker) common(whole bool) {
	numbers := laws.SchemaLaws()
	if !whole {
		numbers = []int{2}
	}
	w.agree(numbers)
	before := w.last
	w.last = w.state()
	if before == nil {
		w.first = w.last
		return
	}
	w.pair(w.name(), before, w.last, uint64(len(w.sources)))
	w.forget(before)
}

// alone tries the step that was taken.
func (w *walker) alone() {
	w.agree(laws.SchemaLaws())
	w.pair(w.name(), w.before, w.state(), uint64(len(w.sources)))
	before := w.before
	w.before = nil
	w.forget(before)
}

// step takes the i-th step.
func (w *walker) step(i int) {
	corpus.Apply(w.t, w.db, w.history, i, i+1)
	step := w.history.Steps[i]
	w.sources = append(w.sources, sqlfile.Source{Name: step.Name + ".sql", Text: step.ReadUp(w.t)})
}

// name says what the last step was.
func (w *walker) name() string {
	return fmt.Sprintf("%s after %s", w.history.Name, w.history.Steps[len(w.sources)-1].Name)
}

// agree tries laws about one schema on the state that was reached.
func (w *walker) agree(numbers []int) {
	ctx := w.t.Context()
	b, err := w.lab.ReadIn(ctx, w.db.Database, laws.Script{Name: w.name(), Files: w.sources})
	if err != nil {
		w.s.Schema(2, w.name(), err, nil)
		return
	}
	oneSchema(ctx, w.s, w.lab, w.name(), b, numbers)
}

// state is what the product holds of the state that was reached.
func (w *walker) state() *pgtest.DB {
	if w.heldSteps != len(w.sources) {
		before := w.held
		w.held, w.heldSteps = restricted(w.t, w.db), len(w.sources)
		w.forget(before)
	}
	return w.held
}

func (w *walker) pair(name string, from, to *pgtest.DB, seed uint64) {
	studyPair(w.t.Context(), w.s, w.lab, laws.Pair{Name: name, MakeA: laws.CloneOf(from.Database), MakeB: laws.CloneOf(to.Database), Live: true, Seed: seed})
}

// forget makes room, unless the state is still needed.
func (w *walker) forget(state *pgtest.DB) {
	if state == nil || slices.Contains([]*pgtest.DB{w.held, w.first, w.last, w.before}, state) {
		return
	}
	if err := state.Drop(w.t.Context()); err != nil {
		w.t.Error(err)
	}
}
