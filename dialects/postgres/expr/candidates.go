package expr

import "github.com/schemadiff/schemadiff/dialects/postgres/facts"

// candidate is an operator or function that might be meant.
type candidate struct {
	args []*facts.Type // as the call sees them: variadic ones expanded

	proc      *facts.Proc
	operator  *facts.Operator
	where     int   // index of its schema in the search path
	variadic  int   // how many arguments the VARIADIC one was expanded to
	defaults  int   // how many arguments are left to their defaults
	positions []int // for each argument of a call with names, its position
	ambiguous bool
}

// matching is func_match_argtypes: the candidates whose arguments can be had by
// implicit coercion.
func (a *analysis) matching(inputs []*facts.Type, list []*candidate) []*candidate {
	out := make([]*candidate, 0, len(list))
	for _, c := range list {
		if a.canCoerceAll(inputs, c.args, implicit) {
			out = append(out, c)
		}
	}
	return out
}

// choose is func_select_candidate: the best of several candidates that all
// match, nil if none is better than the others.
func (a *analysis) choose(inputs []*facts.Type, list []*candidate) *candidate {
	unknown := a.c.known.unknown
	bases := make([]*facts.Type, len(inputs))
	unknowns := 0
	for i, t := range inputs {
		if bases[i] = t; t == unknown {
			unknowns++
		} else {
			bases[i] = base(t)
		}
	}
	list = best(list, func(c *candidate) (score int) {
		for i, t := range bases {
			if t != unknown && c.args[i] == t {
				score++
			}
		}
		return score
	})
	if len(list) == 1 {
		return list[0]
	}
	list = best(list, func(c *candidate) (score int) {
		for i, t := range bases {
			if t != unknown && (c.args[i] == t || c.args[i].Preferred && category(c.args[i]) == category(t)) {
				score++
			}
		}
		return score
	})
	if len(list) == 1 {
		return list[0]
	}
	if unknowns == 0 {
		return nil
	}
	list = a.byCategory(bases, list)
	if len(list) == 1 {
		return list[0]
	}
	return a.asKnown(bases, unknowns, list)
}

// best keeps the candidates with the highest score.
func best(list []*candidate, score func(*candidate) int) []*candidate {
	high := -1
	var out []*candidate
	for _, c := range list {
		s := score(c)
		if s > high {
			high, out = s, out[:0:0]
		}
		if s == high {
			out = append(out, c)
		}
	}
	return out
}

// byCategory settles on a category of types for each unknown argument and keeps
// the candidates of that category, those with preferred types if there are any.
func (a *analysis) byCategory(bases []*facts.Type, list []*candidate) []*candidate {
	slots := make([]slot, len(bases))
	for i, t := range bases {
		if t != a.c.known.unknown {
			continue
		}
		if !slots[i].settle(list, i) {
			return list
		}
	}
	var kept []*candidate
	for _, c := range list {
		keep := true
		for i, t := range bases {
			if t == a.c.known.unknown && !slots[i].accepts(c.args[i]) {
				keep = false
				break
			}
		}
		if keep {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return list
	}
	return kept
}

// slot is what the candidates want at one unknown argument.
type slot struct {
	category  byte
	preferred bool
}

func (s *slot) settle(list []*candidate, i int) bool {
	conflict := false
	for _, c := range list {
		t := c.args[i]
		switch {
		case s.category == 0:
			s.category, s.preferred = category(t), t.Preferred
		case category(t) == s.category:
			s.preferred = s.preferred || t.Preferred
		case category(t) == facts.CategoryString:
			s.category, s.preferred = category(t), t.Preferred
		default:
			conflict = true
		}
	}
	return !conflict || s.category == facts.CategoryString
}

func (s *slot) accepts(t *facts.Type) bool {
	return category(t) == s.category && (!s.preferred || t.Preferred)
}

// asKnown assumes that the unknown arguments are of the one type that the known
// ones have.
func (a *analysis) asKnown(bases []*facts.Type, unknowns int, list []*candidate) *candidate {
	if unknowns == len(bases) {
		return nil
	}
	var known *facts.Type
	for _, t := range bases {
		switch {
		case t == a.c.known.unknown:
		case known == nil:
			known = t
		case known != t:
			return nil
		}
	}
	all := make([]*facts.Type, len(bases))
	for i := range all {
		all[i] = known
	}
	var found *candidate
	for _, c := range list {
		if !a.canCoerceAll(all, c.args, implicit) {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}
