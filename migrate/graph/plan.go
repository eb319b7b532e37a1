package graph

import "slices"

// Upgrade plans the way from what has run, as the rows of the version table say,
// to the targets: every revision that they need and that has not run, oldest
// first. It is empty if there is nothing to do.
func (g *Graph) Upgrade(rows Rows, targets ...string) ([]Step, error) {
	s, err := g.plannable(rows)
	if err != nil {
		return nil, err
	}
	need := make(marks, len(g.nodes))
	for _, target := range targets {
		t := g.parse(target)
		if t.floating() && t.offset < 0 {
			return nil, &OffsetError{
				Identifier: target, Offset: t.offset, From: "the current revision, upwards",
				Advice: "downgrade " + target + " leads downwards",
			}
		}
		list, err := g.resolve(t, &origin{rows: rows})
		if err != nil {
			return nil, err
		}
		g.mark(need, list, belowOf)
	}
	var steps []Step
	for _, i := range slices.Backward(g.order) {
		if need[i] && !s.applied[i] {
			steps = append(steps, s.up(i))
		}
	}
	return steps, nil
}

// Downgrade plans the way back to the target: every revision that has run and
// can't stay without what follows the target, newest first. With a branch in the
// target only what follows on that branch is taken back, and what depends on it;
// everything else stays.
func (g *Graph) Downgrade(rows Rows, target string) ([]Step, error) {
	s, err := g.plannable(rows)
	if err != nil {
		return nil, err
	}
	roots, err := g.roots(s, g.parse(target), rows)
	if err != nil {
		return nil, err
	}
	drop := g.mark(nil, roots, aboveOf)
	var steps []Step
	for _, i := range g.order {
		if drop[i] && s.applied[i] {
			steps = append(steps, s.down(i))
		}
	}
	return steps, nil
}

// plannable reads the rows for a plan, which needs a graph that has no problems.
func (g *Graph) plannable(rows Rows) (*state, error) {
	if err := g.Err(); err != nil {
		return nil, err
	}
	return g.state(rows)
}

// roots finds the first revisions above the target of a downgrade: they go, and
// all that needs them.
func (g *Graph) roots(s *state, t term, rows Rows) ([]int32, error) {
	branch, err := g.branch(t.branch)
	if err != nil {
		return nil, err
	}
	if t.floating() {
		return g.last(s, t, branch)
	}
	targets, err := g.resolve(t, &origin{rows: rows})
	if err != nil {
		return nil, err
	}
	switch len(targets) {
	case 0:
		return branch.filter(g.bases()), nil
	case 1:
	default:
		ids := g.ids(targets)
		return nil, &MultipleHeadsError{Identifier: t.text, Heads: ids, Suggest: g.qualified("head", ids)}
	}
	target := targets[0]
	if !s.applied[target] {
		return nil, &NotAppliedError{Revision: g.nodes[target].ID, Rows: g.ids(s.rows())}
	}
	return branch.filter(g.nodes[target].children), nil
}

// last finds the n-th revision that ran last: -1 is what the database is at. A
// merge can be taken back this way, though it has several revisions below it.
func (g *Graph) last(s *state, t term, branch *lineage) ([]int32, error) {
	if t.offset >= 0 {
		return nil, &OffsetError{
			Identifier: t.text, Offset: t.offset, From: "the current revision, downwards",
			Advice: "upgrade " + t.text + " leads upwards",
		}
	}
	start, err := g.single(t, g.currentOn(s, branch))
	if err != nil {
		return nil, err
	}
	if len(start) == 0 {
		return nil, &OffsetError{Identifier: t.text, Offset: t.offset, From: "base"}
	}
	end, past, err := g.down(t, start[0], -t.offset-1, branch)
	if err != nil {
		return nil, err
	}
	if past != 0 {
		return nil, &OffsetError{Identifier: t.text, Offset: t.offset, From: g.nodes[start[0]].ID}
	}
	return []int32{end}, nil
}

// currentOn finds where the database is on a branch: at its rows there, or, if
// others imply them all, at the last that has run.
func (g *Graph) currentOn(s *state, branch *lineage) []int32 {
	if rows := branch.filter(s.rows()); len(rows) > 0 || branch == nil {
		return rows
	}
	return branch.filter(s.tips())
}
