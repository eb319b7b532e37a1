package graph

import "slices"

// edges says which neighbours a walk follows.
type edges func(*node) []int32

func belowOf(n *node) []int32    { return n.below }
func aboveOf(n *node) []int32    { return n.above }
func parentsOf(n *node) []int32  { return n.parents }
func childrenOf(n *node) []int32 { return n.children }

// marks says which nodes belong to a set, by their index.
type marks []bool

// mark adds to a set what can be reached from the given nodes, themselves among
// it. What is in the set already is not walked through again.
func (g *Graph) mark(set marks, from []int32, follow edges) marks {
	if set == nil {
		set = make(marks, len(g.nodes))
	}
	var todo []int32
	for _, i := range from {
		if !set[i] {
			set[i] = true
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		n := &g.nodes[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, next := range follow(n) {
			if !set[next] {
				set[next] = true
				todo = append(todo, next)
			}
		}
	}
	return set
}

// lineage marks a revision with all that leads to it and all that follows it.
func (g *Graph) lineage(i int32, down, up edges) marks {
	set := g.mark(nil, []int32{i}, down)
	set[i] = false // so that the way up begins
	return g.mark(set, []int32{i}, up)
}

// reach lists what can be reached from revisions, newest first.
func (g *Graph) reach(ids []string, follow edges) []string {
	var from []int32
	for _, id := range ids {
		if i, ok := g.byID[id]; ok {
			from = append(from, i)
		}
	}
	set := g.mark(nil, from, follow)
	for _, i := range from {
		set[i] = false
	}
	return g.ids(g.sorted(set))
}

// sorted lists a set in the order of the graph.
func (g *Graph) sorted(set marks) []int32 {
	var list []int32
	for _, i := range g.order {
		if set[i] {
			list = append(list, i)
		}
	}
	return list
}

// sort finds the order of the graph, in which a revision comes before all that
// it follows. It goes down one branch until what comes next has others above
// it; the rest of them come first. Of several ways it takes the newest first,
// and parents before dependencies, so that a branch stays in one piece.
func (g *Graph) sort() {
	waiting := make([]int32, len(g.nodes)) // how many above a node are yet to come
	var ready []int32
	for i := range g.nodes {
		waiting[i] = int32(len(g.nodes[i].above))
		if waiting[i] == 0 {
			ready = append(ready, int32(i))
		}
	}
	g.order = make([]int32, 0, len(g.nodes))
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		g.order = append(g.order, i)
		n := &g.nodes[i]
		for _, d := range n.deps {
			if _, both := slices.BinarySearch(n.parents, d); !both {
				ready = g.free(d, waiting, ready)
			}
		}
		for _, p := range n.parents {
			ready = g.free(p, waiting, ready)
		}
	}
	g.rank = make([]int32, len(g.nodes))
	for rank, i := range g.order {
		g.rank[i] = int32(rank)
	}
}

// free notes that one of those above a node has had its turn.
func (g *Graph) free(i int32, waiting, ready []int32) []int32 {
	if waiting[i]--; waiting[i] == 0 {
		ready = append(ready, i)
	}
	return ready
}

// cutCycles finds the cycles, those of parents alone first, and takes an edge
// out of each.
func (b *builder) cutCycles() {
	b.cut(Cycle, parentsOf)
	b.cut(DependencyCycle, func(n *node) []int32 {
		if len(n.deps) == 0 {
			return n.parents
		}
		return slices.Concat(n.parents, n.deps)
	})
}

// cut walks depth first; an edge to a node that the walk is still on closes a
// cycle.
func (b *builder) cut(kind CycleKind, follow edges) {
	const (
		unseen = iota
		open
		done
	)
	g := b.g
	type frame struct {
		node int32
		next []int32
	}
	state := make([]uint8, len(g.nodes))
	told := make(marks, len(g.nodes))
	var path []frame
	for start := range g.nodes {
		if state[start] != unseen {
			continue
		}
		state[start] = open
		path = append(path, frame{int32(start), follow(&g.nodes[start])})
		for len(path) > 0 {
			top := &path[len(path)-1]
			if len(top.next) == 0 {
				state[top.node] = done
				path = path[:len(path)-1]
				continue
			}
			next := top.next[0]
			top.next = top.next[1:]
			switch state[next] {
			case unseen:
				state[next] = open
				path = append(path, frame{next, follow(&g.nodes[next])})
			case open:
				b.without(top.node, next)
				if !told[next] {
					from := len(path) - 1
					for path[from].node != next {
						from--
					}
					var members []int32
					for _, f := range path[from:] {
						told[f.node] = true
						members = append(members, f.node)
					}
					b.report(g.cycle(kind, members))
				}
			}
		}
	}
}

// cycle describes a cycle, in which each member follows the next one and the
// last one the first; the first is the one whose ID comes first.
func (g *Graph) cycle(kind CycleKind, members []int32) *CycleError {
	first := slices.Index(members, slices.Min(members))
	members = slices.Concat(members[first:], members[:first])
	return &CycleError{Kind: kind, Members: g.ids(members), Pos: g.nodes[members[0]].Pos}
}

// without takes the edges from a node to what it follows out of the graph.
func (b *builder) without(i, p int32) {
	n := &b.g.nodes[i]
	same := func(other int32) bool { return other == p }
	if slices.Contains(n.parents, p) {
		n.broken = true
		// The walk may still be on the old list.
		n.parents = slices.DeleteFunc(slices.Clone(n.parents), same)
	}
	n.deps = slices.DeleteFunc(slices.Clone(n.deps), same)
}
