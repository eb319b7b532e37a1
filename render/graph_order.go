package render

import "slices"

// sorted returns the outermost steps in their final order, with their levels.
//
// The order goes by level, and inside of a level by owner: before the steps
// about one table come those of others that any of them waits for, then all
// that concern the table, together. That keeps what belongs together together,
// and lets one statement do what several steps ask for.
func (g *graph) sorted() (order, level []int) {
	o := &ordering{
		graph: g, level: g.levels(), rank: g.ranks(), before: make([][]int, len(g.steps)),
		done: make([]bool, len(g.steps)), groups: map[orderKey][]int{}, visited: map[orderKey]bool{},
	}
	for i, list := range g.out {
		for _, e := range list {
			if o.level[i] < o.level[e.to] || g.counts(i, e) {
				o.before[e.to] = append(o.before[e.to], i)
			}
		}
	}
	for _, list := range o.before {
		slices.SortFunc(list, o.compare)
	}
	var tops []int
	for i := range g.steps {
		if g.host[i] < 0 {
			tops = append(tops, i)
		}
	}
	slices.SortFunc(tops, o.compare)
	for _, i := range tops {
		o.groups[o.key(i)] = append(o.groups[o.key(i)], i)
	}
	for _, i := range tops {
		o.group(o.key(i))
	}
	return o.order, o.level
}

// ordering is the state of sorted.
type ordering struct {
	*graph
	level, rank []int
	before      [][]int // the steps that each step waits for
	done        []bool
	groups      map[orderKey][]int
	visited     map[orderKey]bool
	order       []int
}

// orderKey is a group of steps that shall stand together.
type orderKey struct {
	level int
	owner Sort
}

func (o *ordering) key(i int) orderKey {
	return orderKey{o.level[i], Sort{Owner: o.steps[i].Sort.Owner}}
}

func (o *ordering) compare(a, b int) int {
	if c := o.level[a] - o.level[b]; c != 0 {
		return c
	}
	return o.rank[a] - o.rank[b]
}

// group puts the steps of a group behind the groups that they wait for. Groups
// may wait for each other; then their steps mix as far as they must.
func (o *ordering) group(k orderKey) {
	if o.visited[k] {
		return
	}
	o.visited[k] = true
	for _, i := range o.groups[k] {
		for _, b := range o.before[i] {
			if other := o.key(b); other != k && !o.done[b] {
				o.group(other)
			}
		}
	}
	for _, i := range o.groups[k] {
		o.step(i)
	}
}

// step puts a step behind those that it waits for.
func (o *ordering) step(i int) {
	if o.done[i] {
		return
	}
	o.done[i] = true
	for _, b := range o.before[i] {
		o.step(b)
	}
	o.order = append(o.order, i)
}
