package graph

import (
	"slices"
	"strings"
)

// start finds what an offset counts from: one revision, or none for the base.
func (g *Graph) start(t term, branch *lineage, from *origin) ([]int32, error) {
	if t.symbol != "" {
		list, err := g.symbol(t, branch, from)
		if err == nil && len(list) > 1 {
			ids := g.ids(list)
			err = &AmbiguousError{Identifier: t.text, Choices: ids, Reason: "it counts from several revisions"}
		}
		return list, err
	}
	s, err := g.state(from.rows)
	if err != nil {
		return nil, err
	}
	return g.single(t, g.onBranch(s, branch))
}

// level finds what an offset in a range leads to, from the other end of the
// range. It goes every way at once, so that a fork or a merge is no question, and
// ends where the history does.
func (g *Graph) level(t term, branch *lineage, from *origin) ([]int32, error) {
	other, n, follow, all := from.up, t.offset, childrenOf, aboveOf
	if t.offset < 0 {
		other, n, follow, all = from.down, -t.offset, parentsOf, belowOf
	}
	var level []int32
	if other != nil {
		level = branch.filter(*other)
	} else {
		s, err := g.state(from.rows)
		if err != nil {
			return nil, err
		}
		level = g.onBranch(s, branch)
	}
	if t.offset > 0 && len(level) == 0 {
		level, n = branch.filter(g.bases()), n-1
	}
	for range n {
		next, moved := g.beside(level, branch, follow, all)
		if !moved && t.offset < 0 {
			return nil, nil // below all of it: the base
		}
		if !moved {
			break
		}
		level = next
	}
	return level, nil
}

// beside takes one step from each of several revisions; those that are at the
// end stay.
func (g *Graph) beside(level []int32, branch *lineage, follow, all edges) (next []int32, moved bool) {
	for _, i := range level {
		on := g.outer(branch.filter(follow(&g.nodes[i])), all)
		if moved = moved || len(on) > 0; len(on) == 0 {
			on = []int32{i}
		}
		next = append(next, on...)
	}
	return unique(next), moved
}

// onBranch finds where the database is on a branch: at the rows of the branch,
// or else at the last that has run of what leads there.
func (g *Graph) onBranch(s *state, branch *lineage) []int32 {
	if rows := branch.filter(s.rows()); len(rows) > 0 || branch == nil {
		return rows
	}
	var list []int32
	for i, applied := range s.applied {
		if !applied || !branch.set[i] {
			continue
		}
		further := slices.ContainsFunc(g.nodes[i].children, func(c int32) bool { return s.applied[c] && branch.set[c] })
		if !further {
			list = append(list, int32(i))
		}
	}
	return list
}

// single insists that there is one place to count from.
func (g *Graph) single(t term, list []int32) ([]int32, error) {
	if len(list) <= 1 {
		return list, nil
	}
	ids := g.ids(list)
	e := &AmbiguousError{Identifier: t.text, Choices: ids, Reason: "the database is at several revisions"}
	if t.branch == "" {
		for _, name := range g.qualified("", ids) {
			e.Suggest = append(e.Suggest, strings.TrimSuffix(name, "@")+"@"+t.text)
		}
	}
	return nil, e
}

// walkUp counts upwards along children; the branch says which way at a branch
// point.
func (g *Graph) walkUp(t term, start []int32, branch *lineage, clamp bool) ([]int32, error) {
	at := start
	for range t.offset {
		var next []int32
		if len(at) == 0 {
			next = branch.filter(g.bases())
		} else {
			next = g.outer(branch.filter(g.nodes[at[0]].children), aboveOf)
		}
		switch {
		case len(next) == 0 && clamp:
			return at, nil
		case len(next) == 0:
			return nil, &OffsetError{Identifier: t.text, Offset: t.offset, From: orOne(g, start)}
		case len(next) > 1:
			return nil, g.fork(t, at, next, "leads on to several")
		}
		at = next
	}
	return at, nil
}

// walkDown counts downwards along parents; the branch says which way at a
// merge. Several starts go down each by itself.
func (g *Graph) walkDown(t term, start []int32, branch *lineage, clamp bool) ([]int32, error) {
	var all []int32
	if len(start) == 0 && !clamp {
		return nil, &OffsetError{Identifier: t.text, Offset: t.offset, From: "base"}
	}
	for _, at := range start {
		end, past, err := g.down(t, at, -t.offset, branch)
		switch {
		case err != nil:
			return nil, err
		case past < 0 && !clamp:
			return nil, &OffsetError{Identifier: t.text, Offset: t.offset, From: g.nodes[at].ID}
		case past == 0:
			all = append(all, end)
		}
	}
	return unique(all), nil
}

// down counts n steps down from a revision. The base is one step below a base
// revision: past is 1 there, and -1 if the way is shorter than n.
func (g *Graph) down(t term, at int32, n int, branch *lineage) (end int32, past int, err error) {
	for ; n > 0; n-- {
		next := g.nodes[at].parents
		if len(next) > 1 {
			next = g.outer(branch.filter(next), belowOf)
		}
		switch len(next) {
		case 0:
			if n > 1 {
				return at, -1, nil
			}
			return at, 1, nil
		case 1:
			at = next[0]
		default:
			return at, 0, g.fork(t, []int32{at}, next, "merges several")
		}
	}
	return at, 0, nil
}

// outer leaves out what another one of several leads to anyway: the way goes on
// to that one, and through it. The search ends where the order of the graph says
// that it can't come across any of them any more.
func (g *Graph) outer(list []int32, follow edges) []int32 {
	if len(list) < 2 {
		return list
	}
	first, last := g.rank[list[0]], g.rank[list[0]]
	for _, i := range list {
		first, last = min(first, g.rank[i]), max(last, g.rank[i])
	}
	beyond := map[int32]bool{}
	todo := slices.Clone(list)
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, next := range follow(&g.nodes[i]) {
			if rank := g.rank[next]; first <= rank && rank <= last && !beyond[next] {
				beyond[next] = true
				todo = append(todo, next)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(i int32) bool { return beyond[i] })
}

// fork describes a place where an offset could go several ways.
func (g *Graph) fork(t term, at, next []int32, what string) error {
	where := "the base"
	if len(at) > 0 {
		where = "revision " + g.nodes[at[0]].ID
	}
	ids := g.ids(next)
	return &AmbiguousError{Identifier: t.text, Choices: ids, Reason: where + " " + what, Suggest: ids}
}

func orOne(g *Graph, list []int32) string {
	if len(list) == 0 {
		return "base"
	}
	return g.nodes[list[0]].ID
}

// bases lists the revisions without parents.
func (g *Graph) bases() []int32 {
	var list []int32
	for i := range g.nodes {
		if g.nodes[i].isBase() {
			list = append(list, int32(i))
		}
	}
	return list
}
