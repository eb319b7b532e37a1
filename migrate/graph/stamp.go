package graph

import "slices"

// Stamp plans a change of the version table that says that the database is at
// the targets, without running anything. The rows that lead to a target or
// follow from it give way to it; other branches stay. For the base of a branch,
// as in shop@base, the branch goes, and what other branches had only through it
// has rows again. The plan is one step, or none if the rows are as wanted.
func (g *Graph) Stamp(rows Rows, targets ...string) ([]Step, error) {
	s, err := g.plannable(rows)
	if err != nil {
		return nil, err
	}
	keep := g.mark(nil, s.rows(), nothing)
	var wanted []int32
	for _, target := range targets {
		t := g.parse(target)
		list, err := g.resolve(t, &origin{rows: rows})
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			if keep, err = g.unstamp(t, keep); err != nil {
				return nil, err
			}
		}
		wanted = append(wanted, list...)
	}
	down, up := g.mark(nil, wanted, belowOf), g.mark(nil, wanted, aboveOf)
	for i := range keep {
		keep[i] = keep[i] && !down[i] && !up[i]
	}
	after := g.mark(keep, wanted, nothing)
	return g.restamp(rows, g.maximal(after)), nil
}

// Restamp plans the same, for a version table with rows that mean nothing any
// more: all of them go, whether the graph knows them or not.
func (g *Graph) Restamp(rows Rows, targets ...string) ([]Step, error) {
	if err := g.Err(); err != nil {
		return nil, err
	}
	var wanted []int32
	for _, target := range targets {
		list, err := g.resolve(g.parse(target), &origin{})
		if err != nil {
			return nil, err
		}
		wanted = append(wanted, list...)
	}
	return g.restamp(rows, g.maximal(g.mark(nil, wanted, nothing))), nil
}

func nothing(*node) []int32 { return nil }

// unstamp takes a branch, or everything, out of what has run.
func (g *Graph) unstamp(t term, rows marks) (marks, error) {
	branch, err := g.branch(t.branch)
	if err != nil || branch == nil {
		return make(marks, len(g.nodes)), err
	}
	// What leads to the branch from below goes with it, its dependencies stay.
	gone := g.mark(nil, []int32{branch.node}, aboveOf)
	applied := g.mark(nil, g.list(rows), belowOf)
	for i := range applied {
		applied[i] = applied[i] && !gone[i] && !branch.set[i]
	}
	return g.mark(nil, g.maximal(applied), nothing), nil
}

func (g *Graph) list(set marks) []int32 {
	var list []int32
	for i, in := range set {
		if in {
			list = append(list, int32(i))
		}
	}
	return list
}

// maximal lists what is in a set and not below another one in it.
func (g *Graph) maximal(set marks) []int32 {
	below := make(marks, len(g.nodes))
	for i, in := range set {
		if in {
			g.mark(below, g.nodes[i].below, belowOf)
		}
	}
	var list []int32
	for i, in := range set {
		if in && !below[i] {
			list = append(list, int32(i))
		}
	}
	return list
}

// restamp plans the step from the rows to the given ones.
func (g *Graph) restamp(rows Rows, after []int32) []Step {
	var gone []string
	var come []string
	to := g.ids(after)
	for _, id := range rows {
		if !slices.Contains(to, id) && !slices.Contains(gone, id) {
			gone = append(gone, id)
		}
	}
	slices.SortFunc(gone, compareIDs)
	for _, id := range to {
		if !slices.Contains(rows, id) {
			come = append(come, id)
		}
	}
	if len(gone) == 0 && len(come) == 0 {
		return nil
	}
	return []Step{{Direction: Stamp, From: gone, To: come, Changes: changes(gone, come)}}
}
