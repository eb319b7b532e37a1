package gen

import "pgregory.net/rapid"

// draw wraps rapid's source of choices with the few that the generator makes.
type draw struct{ t *rapid.T }

// coin is rapid's only unbiased generator; all others prefer small numbers,
// which would starve the ends of long tables.
func (d draw) coin() bool { return rapid.Bool().Draw(d.t, "coin") }

// n draws a number below k, each about as often.
func (d draw) n(k int) int {
	if k <= 1 {
		return 0
	}
	bits := 4 // makes the remainder's bias small
	for 1<<bits < k*16 {
		bits++
	}
	v := 0
	for range bits {
		v <<= 1
		if d.coin() {
			v |= 1
		}
	}
	return v % k
}

// between draws a number from lo to hi, both included.
func (d draw) between(lo, hi int) int { return lo + d.n(hi-lo+1) }

// chance is true in so many of a hundred cases.
func (d draw) chance(percent int) bool { return d.n(100) < percent }

// pick draws one of a list, which must not be empty.
func pick[T any](d draw, list []T) T { return list[d.n(len(list))] }

// oneOf draws one of its arguments.
func oneOf[T any](d draw, list ...T) T { return pick(d, list) }

// shuffled returns a permutation of a list.
func shuffled[T any](d draw, list []T) []T {
	out := append([]T(nil), list...)
	for i := len(out) - 1; i > 0; i-- {
		j := d.n(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// some draws a part of a list, between lo and hi elements if it has so many, in
// the list's order.
func some[T any](d draw, list []T, lo, hi int) []T {
	k := min(d.between(lo, hi), len(list))
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	chosen := make([]bool, len(list))
	for _, i := range shuffled(d, order)[:k] {
		chosen[i] = true
	}
	var out []T
	for i, v := range list {
		if chosen[i] {
			out = append(out, v)
		}
	}
	return out
}

// ptr returns a pointer to a value.
func ptr[T any](v T) *T { return &v }

// filter returns the elements of a list that are wanted.
func filter[T any](list []T, want func(T) bool) []T {
	var out []T
	for _, v := range list {
		if want(v) {
			out = append(out, v)
		}
	}
	return out
}
