package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errCycle says that steps wait for each other.
var errCycle = errors.New("steps depend on each other in a circle")

// edge is one outgoing order in the graph. One that is soft counts between
// groups only, and where nothing holds a group together.
type edge struct {
	to           int
	commit, soft bool
}

// graph is the graph of steps. A step that is written inside another one is
// represented by it.
type graph struct {
	steps []*Step
	host  []int // the step that it is written inside, or -1
	how   []Host
	list  []Before
	out   [][]edge
	// wishes are the soft orders that others contradict.
	wishes []Before
}

// newGraph resolves hosts and takes steps out of them until there is no cycle.
func newGraph(steps []*Step, list []Before) (*graph, error) {
	g := &graph{steps: steps, list: list, host: make([]int, len(steps)), how: make([]Host, len(steps))}
	refs := make(map[StepRef]int, len(steps))
	for i, s := range steps {
		ref := StepRef{s.Node, s.Phase, s.Aspect}
		if _, taken := refs[ref]; !taken {
			refs[ref] = i
		}
	}
	for i, s := range steps {
		g.host[i] = -1
		for _, h := range s.Hosts {
			ruledOut := slices.ContainsFunc(h.Unless, func(r StepRef) bool {
				_, there := refs[r]
				return there
			})
			if j, ok := refs[h.Step]; ok && j != i && !ruledOut {
				g.host[i], g.how[i] = j, h
				break
			}
		}
	}
	for {
		g.connect()
		component, cyclic := g.components()
		if !cyclic {
			g.soften()
			return g, nil
		}
		if !g.cut(component) {
			return nil, g.cycleError(component)
		}
	}
}

// top returns the step that a step is written inside at the outermost.
func (g *graph) top(i int) int {
	for g.host[i] >= 0 {
		i = g.host[i]
	}
	return i
}

// inside reports whether a step is written inside one of the same node as the
// other step: the steps of that node have an order among themselves.
func (g *graph) inside(i, other int) bool {
	for h := g.host[i]; h >= 0; h = g.host[h] {
		if g.steps[h].Node == g.steps[other].Node {
			return true
		}
	}
	return false
}

// connect builds the outgoing edges of the outermost steps.
func (g *graph) connect() {
	g.out = make([][]edge, len(g.steps))
	for _, b := range g.list {
		from, to := g.top(b.First), g.top(b.Second)
		if !b.Soft && from != to && !g.inside(b.First, b.Second) && !g.inside(b.Second, b.First) {
			g.out[from] = append(g.out[from], edge{to: to, commit: b.Commit})
		}
	}
	for i, list := range g.out {
		slices.SortFunc(list, func(a, b edge) int {
			if a.to != b.to {
				return a.to - b.to
			}
			return boolRank(b.commit) - boolRank(a.commit)
		})
		g.out[i] = slices.CompactFunc(list, func(a, b edge) bool { return a.to == b.to })
	}
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// components finds the strongly connected components of more than one step
// (Tarjan's algorithm, without recursion). The answer gives each step's
// component, 0 for those in no cycle.
func (g *graph) components() (component []int, cyclic bool) {
	n := len(g.steps)
	component = make([]int, n)
	index, low, onStack := make([]int, n), make([]int, n), make([]bool, n)
	type frame struct{ node, next int }
	var stack []int
	counter, number := 0, 0
	for root := range n {
		if index[root] != 0 {
			continue
		}
		frames := []frame{{root, 0}}
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			v := f.node
			if f.next == 0 {
				counter++
				index[v], low[v], onStack[v] = counter, counter, true
				stack = append(stack, v)
			}
			if f.next < len(g.out[v]) {
				w := g.out[v][f.next].to
				f.next++
				if index[w] == 0 {
					frames = append(frames, frame{w, 0})
				} else if onStack[w] {
					low[v] = min(low[v], index[w])
				}
				continue
			}
			if f.next == 0 {
				f.next = 1
			}
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				u := frames[len(frames)-1].node
				low[u] = min(low[u], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			at := len(stack) - 1
			for stack[at] != v {
				at--
			}
			if len(stack)-at > 1 {
				number++
				cyclic = true
			}
			for _, m := range stack[at:] {
				onStack[m] = false
				if len(stack)-at > 1 {
					component[m] = number
				}
			}
			stack = stack[:at]
		}
	}
	return component, cyclic
}

// cut takes steps out of their hosts in every cycle: of those whose order
// with another member of the cycle goes through the host, the ones with the
// highest Cut. It reports whether it found any in each cycle.
func (g *graph) cut(component []int) bool {
	best := map[int]int{}
	involved := make([]bool, len(g.steps))
	for _, b := range g.list {
		from, to := g.top(b.First), g.top(b.Second)
		if b.Soft || from == to || component[from] == 0 || component[from] != component[to] {
			continue
		}
		for _, i := range []int{b.First, b.Second} {
			for ; g.host[i] >= 0; i = g.host[i] {
				if g.how[i].Cut > 0 {
					involved[i] = true
					best[component[from]] = max(best[component[from]], g.how[i].Cut)
				}
			}
		}
	}
	found := false
	var out []int
	for i := range g.steps {
		if involved[i] && g.how[i].Cut == best[component[g.top(i)]] {
			out = append(out, i)
		}
	}
	for _, i := range out {
		g.host[i], found = -1, true
	}
	return found
}

// cycleError names the steps of one cycle, each with what it waits for.
func (g *graph) cycleError(component []int) error {
	start := slices.IndexFunc(component, func(c int) bool { return c != 0 })
	seen := map[int]int{}
	var path []int
	for i := start; ; {
		if at, again := seen[i]; again {
			path = path[at:]
			break
		}
		seen[i] = len(path)
		path = append(path, i)
		for _, e := range g.out[i] {
			if component[e.to] == component[start] {
				i = e.to
				break
			}
		}
	}
	names := make([]string, len(path))
	for n, i := range path {
		next := path[(n+1)%len(path)]
		names[n] = fmt.Sprintf("%s of %s before %s of %s", g.steps[i].Phase, g.steps[i].Node, g.steps[next].Phase, g.steps[next].Node)
		for _, b := range g.list {
			if !b.Soft && g.top(b.First) == i && g.top(b.Second) == next {
				names[n] += fmt.Sprintf(" (for %s of %s, %s of %s)", g.steps[b.First].Phase, g.steps[b.First].Node, g.steps[b.Second].Phase, g.steps[b.Second].Node)
				break
			}
		}
	}
	return fmt.Errorf("%w: %s", errCycle, strings.Join(names, "; "))
}

// String names a phase in messages.
func (p Phase) String() string {
	switch p {
	case PhaseRename:
		return "rename"
	case PhaseDetach:
		return "detach"
	case PhaseDrop:
		return "drop"
	case PhaseAlter:
		return "alter"
	case PhaseCreate:
		return "create"
	case PhaseAttach:
		return "attach"
	case PhaseValidate:
		return "validate"
	case PhaseCleanup:
		return "clean up"
	}
	return "step"
}

// The kinds of groups. A step's level, modulo their number, is its kind.
const (
	groupPlain = iota
	groupOutside
	groupQuiet
	groupKinds
)

// groupKind returns the kind of the group that a step belongs into.
func groupKind(s *Step) int {
	switch {
	case s.Outside:
		return groupOutside
	case s.Quiet:
		return groupQuiet
	}
	return groupPlain
}

// levels gives every outermost step the number of its group: as early as the
// steps before it allow, and as late as it is wished.
func (g *graph) levels() []int {
	level, order := g.earliest()
	g.postpone(level, order)
	return level
}

// earliest returns the first group that each step can be in, and an order in
// which every step stands behind those that it waits for.
func (g *graph) earliest() (level, order []int) {
	level = make([]int, len(g.steps))
	degree := g.degrees()
	var ready []int
	for i := range g.steps {
		if g.host[i] < 0 && degree[i] == 0 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		i := ready[0]
		ready = ready[1:]
		for level[i]%groupKinds != groupKind(g.steps[i]) {
			level[i]++
		}
		for _, e := range g.out[i] {
			level[e.to] = max(level[e.to], level[i]+g.gap(i, e))
			if degree[e.to]--; degree[e.to] == 0 {
				ready = append(ready, e.to)
			}
		}
		order = append(order, i)
	}
	return level, order
}

func (g *graph) degrees() []int {
	degree := make([]int, len(g.steps))
	for i := range g.out {
		for _, e := range g.out[i] {
			degree[e.to]++
		}
	}
	return degree
}

// ranks gives each step its place in canonical order.
func (g *graph) ranks() []int {
	order := make([]int, len(g.steps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareSteps(g.steps[a], g.steps[b]) })
	rank := make([]int, len(order))
	for r, i := range order {
		rank[i] = r
	}
	return rank
}

func compareSteps(a, b *Step) int {
	if c := a.Sort.Class - b.Sort.Class; c != 0 {
		return c
	}
	if c := a.Sort.Owner.Compare(b.Sort.Owner); c != 0 {
		return c
	}
	if c := int(a.Phase) - int(b.Phase); c != 0 {
		return c
	}
	return a.Node.Compare(b.Node)
}
