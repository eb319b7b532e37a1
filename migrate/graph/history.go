package graph

import "strings"

// Range takes a range apart, "a:b"; its ends may be empty. It reports false for
// what is no range.
func (g *Graph) Range(text string) (lower, upper string, ok bool) {
	if _, exact := g.exactly(text); exact {
		return "", "", false
	}
	lower, upper, ok = strings.Cut(text, ":")
	if !ok || !strings.Contains(upper, ":") {
		return lower, upper, ok
	}
	// IDs of other tools may contain the character: the first place counts that
	// leaves two identifiers that mean something.
	for i := range len(text) {
		if text[i] != ':' {
			continue
		}
		_, err := g.Resolve(orElse(text[:i], "base"), nil)
		if err != nil {
			continue
		}
		if _, err = g.Resolve(orElse(text[i+1:], "heads"), nil); err == nil {
			return text[:i], text[i+1:], true
		}
	}
	return lower, upper, true
}

func orElse(text, empty string) string {
	if text == "" {
		return empty
	}
	return text
}

// History lists the revisions from the upper end of a range down to the lower
// one, both included, in the order of [Graph.All]. Empty ends are heads and base.
// An offset alone counts from the other end, as in -3:current and ae1027a6:+2, on
// its branch if it has one, else on all of them, and leads to the end of the
// history if that comes first. A branch in the lower end leaves the other
// branches out.
func (g *Graph) History(lower, upper string, rows Rows) ([]string, error) {
	low, high := g.parse(orElse(lower, "base")), g.parse(orElse(upper, "heads"))
	lows, highs, err := g.ends(low, high, rows)
	if err != nil {
		return nil, err
	}
	if low.branch != "" {
		branch, err := g.branch(low.branch)
		if err != nil {
			return nil, err
		}
		highs = branch.filter(highs)
	}
	set := g.mark(nil, highs, belowOf)
	for _, i := range lows {
		if !set[i] {
			return nil, &RangeError{Lower: g.nodes[i].ID, Upper: orBase(g.ids(highs))}
		}
	}
	if len(lows) > 0 {
		from := g.mark(nil, lows, childrenOf)
		for i := range set {
			set[i] = set[i] && from[i]
		}
	}
	return g.ids(g.sorted(set)), nil
}

// ends finds the ends of a range, first the one that doesn't count from the
// other.
func (g *Graph) ends(low, high term, rows Rows) (lows, highs []int32, err error) {
	from := &origin{rows: rows, clamp: true}
	if high.floating() && high.offset >= 0 {
		if lows, err = g.resolve(low, from); err != nil {
			return nil, nil, err
		}
		from.up = &lows
		highs, err = g.resolve(high, from)
		return lows, highs, err
	}
	if highs, err = g.resolve(high, from); err != nil {
		return nil, nil, err
	}
	if low.floating() && low.offset < 0 {
		from.down = &highs
		low.branch = orElse(low.branch, high.branch)
	}
	lows, err = g.resolve(low, from)
	return lows, highs, err
}
