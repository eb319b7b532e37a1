package graph

import "slices"

// bits is a set of small numbers.
type bits []uint64

func (b bits) has(i int) bool { return i/64 < len(b) && b[i/64]&(1<<(i%64)) != 0 }

// with returns the set with one more; the set itself stays as it is.
func (b bits) with(i int) bits {
	if b.has(i) {
		return b
	}
	b = slices.Clone(b)
	for len(b) <= i/64 {
		b = append(b, 0)
	}
	b[i/64] |= 1 << (i % 64)
	return b
}

// or returns all that one of two sets holds: one of them if that is enough.
func (b bits) or(other bits) bits {
	if len(b) < len(other) {
		b, other = other, b
	}
	var sum bits
	for i, word := range other {
		if word&^b[i] == 0 {
			continue
		}
		if sum == nil {
			sum = slices.Clone(b)
		}
		sum[i] |= word
	}
	if sum == nil {
		return b
	}
	return sum
}

// spreadLabels gives each revision the labels of its branch: a label holds for
// all that follows where it is declared, and for what leads there from the last
// branch point or merge, as that leads nowhere else.
func (g *Graph) spreadLabels() {
	if len(g.labels) == 0 {
		return
	}
	for bit, label := range g.labels {
		n := &g.nodes[g.byLabel[label]]
		n.labels = n.labels.with(bit)
	}
	own := make([]bits, len(g.nodes))
	for i := range g.nodes {
		own[i] = g.nodes[i].labels
	}
	// Upwards everything, downwards only what is declared along a line.
	for _, i := range slices.Backward(g.order) {
		n := &g.nodes[i]
		for _, p := range n.parents {
			n.labels = n.labels.or(g.nodes[p].labels)
		}
	}
	for _, i := range g.order {
		n := &g.nodes[i]
		if len(n.parents) != 1 || own[i] == nil {
			continue
		}
		p := n.parents[0]
		if parent := &g.nodes[p]; len(parent.children) == 1 && len(parent.parents) < 2 {
			own[p] = own[p].or(own[i])
			parent.labels = parent.labels.or(own[i])
		}
	}
}
