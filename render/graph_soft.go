package render

import "slices"

// soften adds the soft orders that nothing contradicts, and notes the others.
func (g *graph) soften() {
	bySecond := map[int][]int{}
	var seconds []int
	for _, b := range g.list {
		from, to := g.top(b.First), g.top(b.Second)
		if !b.Soft || from == to {
			continue
		}
		if bySecond[to] == nil {
			seconds = append(seconds, to)
		}
		bySecond[to] = append(bySecond[to], from)
	}
	for _, to := range seconds {
		// What the second leads to does not change by what leads to it.
		later := g.reach(to)
		for _, from := range bySecond[to] {
			switch {
			case later[from]:
				g.wishes = append(g.wishes, Before{First: from, Second: to, Soft: true})
			case !slices.ContainsFunc(g.out[from], func(e edge) bool { return e.to == to }):
				g.out[from] = append(g.out[from], edge{to: to, soft: true})
			}
		}
	}
}

// reach returns the steps that a step must come before.
func (g *graph) reach(i int) map[int]bool {
	seen := map[int]bool{i: true}
	for stack := []int{i}; len(stack) > 0; {
		i, stack = stack[len(stack)-1], stack[:len(stack)-1]
		for _, e := range g.out[i] {
			if !seen[e.to] {
				seen[e.to] = true
				stack = append(stack, e.to)
			}
		}
	}
	return seen
}

// gap is by how many groups at least a step stands before another one.
func (g *graph) gap(i int, e edge) int {
	return boolRank(e.commit && !g.steps[i].Outside)
}

// counts reports whether an order holds inside of one group, too.
func (g *graph) counts(i int, e edge) bool { return !e.soft || g.steps[i].Outside }

// postpone moves steps into later groups, up to that of the step which is
// wished to come first and cannot; no other step moves for that.
func (g *graph) postpone(level, order []int) {
	if len(g.wishes) == 0 {
		return
	}
	wished := map[int]int{}
	for _, b := range g.wishes {
		wished[b.Second] = max(wished[b.Second], level[b.First])
	}
	for _, i := range slices.Backward(order) {
		latest := wished[i]
		for _, e := range g.out[i] {
			latest = min(latest, level[e.to]-g.gap(i, e))
		}
		for ; latest > level[i]; latest-- {
			if latest%groupKinds == groupKind(g.steps[i]) {
				level[i] = latest
			}
		}
	}
}
