package graph

import (
	"fmt"
	"slices"
	"strings"
)

// Rows are the IDs in the version table: the revisions that have run and that
// nothing that has run follows. Such a row says that all below it has run, too.
type Rows []string

// ChangeKind says what happens to a row of the version table.
type ChangeKind string

// The kinds of changes to rows.
const (
	Insert ChangeKind = "insert"
	Update ChangeKind = "update"
	Delete ChangeKind = "delete"
)

// Change is what one statement does to one row of the version table. An update
// or a delete must find exactly one.
type Change struct {
	Kind ChangeKind
	// From is the ID that the row holds before, empty for an insert; To the one
	// after, empty for a delete.
	From, To string
}

func (c Change) String() string {
	switch c.Kind {
	case Insert:
		return "insert " + c.To
	case Delete:
		return "delete " + c.From
	case Update:
	}
	return "update " + c.From + " to " + c.To
}

// Direction says which way a step goes.
type Direction string

// The directions of steps. A stamp changes the version table alone.
const (
	Up    Direction = "upgrade"
	Down  Direction = "downgrade"
	Stamp Direction = "stamp"
)

// Step is one revision run upwards or downwards, or a stamp, with what becomes
// of the version table.
type Step struct {
	// Revision is the one that runs; empty for a stamp.
	Revision  string
	Direction Direction
	// From and To say what the step leads from and to: the revision and its
	// parents, or the rows that a stamp takes away and puts there. Empty: the base.
	From, To []string
	// Changes are made in this order, in the transaction that ends the step.
	Changes []Change
}

// String says where the step leads: "a, b -> c".
func (s Step) String() string {
	return fmt.Sprintf("%s %s -> %s", s.Direction, orBase(s.From), orBase(s.To))
}

func orBase(ids []string) string {
	if len(ids) == 0 {
		return "base"
	}
	return strings.Join(ids, ", ")
}

// Apply returns the rows after a step. It fails with a [RowError] if a row is
// not as the step expects it.
func (r Rows) Apply(s Step) (Rows, error) {
	rows := slices.Clone(r)
	for _, c := range s.Changes {
		if c.From != "" {
			i := slices.Index(rows, c.From)
			if i < 0 || slices.Contains(rows[i+1:], c.From) {
				return nil, &RowError{Change: c, Rows: r}
			}
			rows = slices.Delete(rows, i, i+1)
		}
		if c.To != "" {
			if slices.Contains(rows, c.To) {
				return nil, &RowError{Change: c, Rows: r}
			}
			rows = append(rows, c.To)
		}
	}
	slices.SortFunc(rows, compareIDs)
	return rows, nil
}

// changes turns the rows that go and the rows that come into statements: an
// update for one of each, as long as there are any.
func changes(gone, come []string) []Change {
	var list []Change
	pairs := min(len(gone), len(come))
	for _, id := range gone[:len(gone)-pairs] {
		list = append(list, Change{Kind: Delete, From: id})
	}
	for _, id := range come[:len(come)-pairs] {
		list = append(list, Change{Kind: Insert, To: id})
	}
	gone, come = gone[len(gone)-pairs:], come[len(come)-pairs:]
	for i := range pairs {
		list = append(list, Change{Kind: Update, From: gone[i], To: come[i]})
	}
	return list
}

// state is what has run, as the rows of the version table tell it, while a plan
// is being made.
type state struct {
	g       *Graph
	applied marks
	// above counts, for what has run, those directly above it that have run.
	above []int32
	// spare are rows that another row implies; the next step removes them.
	spare []int32
}

// state reads the rows. IDs that the graph doesn't have are an
// [UnknownRowsError].
func (g *Graph) state(rows Rows) (*state, error) {
	var known []int32
	var unknown []string
	for _, id := range rows {
		if i, ok := g.byID[id]; ok {
			known = append(known, i)
		} else {
			unknown = append(unknown, id)
		}
	}
	known = unique(known)
	s := &state{g: g, applied: g.mark(nil, known, belowOf), above: make([]int32, len(g.nodes))}
	for i := range g.nodes {
		if s.applied[i] {
			for _, p := range g.nodes[i].below {
				s.above[p]++
			}
		}
	}
	for _, i := range known {
		if s.above[i] > 0 {
			s.spare = append(s.spare, i)
		}
	}
	if len(unknown) == 0 {
		return s, nil
	}
	slices.SortFunc(unknown, compareIDs)
	return s, g.unknownRows(slices.Compact(unknown))
}

// rows lists what the rows ought to be: what has run and has nothing above it
// that has run.
func (s *state) rows() []int32 {
	var list []int32
	for i, applied := range s.applied {
		if applied && s.above[i] == 0 {
			list = append(list, int32(i))
		}
	}
	return list
}

// up runs a revision. What it follows has run, and has no row any more.
func (s *state) up(i int32) Step {
	n := &s.g.nodes[i]
	gone := s.takeSpare()
	for _, p := range n.below {
		if s.above[p] == 0 {
			gone = append(gone, p)
		}
		s.above[p]++
	}
	s.applied[i] = true
	return Step{
		Revision: n.ID, Direction: Up, From: s.g.ids(n.parents), To: []string{n.ID},
		Changes: changes(s.g.ids(unique(gone)), []string{n.ID}),
	}
}

// down takes a revision back. What it follows and nothing else that has run
// follows has a row again.
func (s *state) down(i int32) Step {
	n := &s.g.nodes[i]
	spare := s.takeSpare()
	var come []int32
	for _, p := range n.below {
		if s.above[p]--; s.above[p] == 0 {
			if k := slices.Index(spare, p); k >= 0 {
				spare = slices.Delete(spare, k, k+1) // it has its row still
				continue
			}
			come = append(come, p)
		}
	}
	s.applied[i] = false
	return Step{
		Revision: n.ID, Direction: Down, From: []string{n.ID}, To: s.g.ids(n.parents),
		Changes: changes(s.g.ids(append(spare, i)), s.g.ids(come)),
	}
}

func (s *state) takeSpare() []int32 {
	spare := s.spare
	s.spare = nil
	return spare
}

// Applied lists what has run, in the order of [Graph.All]. With rows that the
// graph doesn't know the error is an [UnknownRowsError], and the list is what the
// other rows say.
func (g *Graph) Applied(rows Rows) ([]string, error) {
	s, err := g.state(rows)
	return g.ids(g.sorted(s.applied)), err
}

// Current lists the revisions that a database with these rows is at: the last
// one of each branch that has run, even if it has no row because another branch
// depends on it.
func (g *Graph) Current(rows Rows) ([]string, error) {
	s, err := g.state(rows)
	return g.ids(s.tips()), err
}

// tips lists what has run and has no child that has run.
func (s *state) tips() []int32 {
	var list []int32
	for i, applied := range s.applied {
		if applied && !slices.ContainsFunc(s.g.nodes[i].children, func(c int32) bool { return s.applied[c] }) {
			list = append(list, int32(i))
		}
	}
	return list
}

// Pending lists what has not run, in the order in which an upgrade to heads runs
// it. The errors are those of [Graph.Applied].
func (g *Graph) Pending(rows Rows) ([]string, error) {
	s, err := g.state(rows)
	var list []string
	for _, i := range slices.Backward(g.order) {
		if !s.applied[i] {
			list = append(list, g.nodes[i].ID)
		}
	}
	return list, err
}

// Canonical returns the rows that say the same without those that others imply.
func (g *Graph) Canonical(rows Rows) (Rows, error) {
	s, err := g.state(rows)
	return g.ids(s.rows()), err
}

// UnknownRowsError says that the version table names revisions that the graph
// doesn't have.
type UnknownRowsError struct {
	Rows []string
	// Squashed is one of them that a squash took in, and Into the revision that
	// stands for it; both are empty if there is none.
	Squashed, Into string
}

func (g *Graph) unknownRows(rows []string) *UnknownRowsError {
	e := &UnknownRowsError{Rows: rows}
	for _, n := range g.nodes {
		for _, id := range n.StandsFor {
			if slices.Contains(rows, id) {
				e.Squashed, e.Into = id, n.ID
			}
		}
	}
	return e
}

func (e *UnknownRowsError) Error() string {
	if e.Into != "" {
		return fmt.Sprintf("the database is at %s, in the middle of what revision %s stands for", e.Squashed, e.Into)
	}
	if len(e.Rows) == 1 {
		return fmt.Sprintf("the database is at revision %q, which isn't there", e.Rows[0])
	}
	return fmt.Sprintf("the database is at revisions %s, which aren't there", quoted(e.Rows))
}

// Hint says what to do.
func (e *UnknownRowsError) Hint() string {
	if e.Into != "" {
		return fmt.Sprintf("upgrade it to %s with the files as they were before the squash", e.Into)
	}
	return "is the file on another branch of the repository, or in a directory that isn't configured? " +
		"If it is gone for good, say with stamp --purge where the database really is"
}

// RowError says that the version table is not as it was when the plan was made.
type RowError struct {
	Change Change
	Rows   Rows
}

func (e *RowError) Error() string {
	return fmt.Sprintf("the version table can't %s: it holds %s", e.Change, orBase(e.Rows))
}

// Hint says what to do.
func (e *RowError) Hint() string {
	return "somebody else has changed the version table meanwhile; look at it with current, and try again"
}

func quoted(ids []string) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = fmt.Sprintf("%q", id)
	}
	return strings.Join(list, ", ")
}
