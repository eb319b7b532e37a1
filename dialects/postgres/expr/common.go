package expr

import "github.com/schemadiff/schemadiff/dialects/postgres/facts"

// commonType is select_common_type. strict: nil instead of giving up when the
// types don't go together.
func (a *analysis) commonType(nodes []*node, what string, lenient bool) *facts.Type {
	types := make([]*facts.Type, len(nodes))
	for i, n := range nodes {
		types[i] = n.typ
	}
	t := a.commonOf(types)
	if t == nil && !lenient {
		fail("the types in %s don't go together", what)
	}
	return t
}

// commonOf is select_common_type_from_oids; nil if there is no common type.
func (a *analysis) commonOf(types []*facts.Type) *facts.Type {
	k := &a.c.known
	first := types[0]
	if first != k.unknown && allEqual(types) {
		return first
	}
	chosen := base(first)
	for _, t := range types[1:] {
		t = base(t)
		if t == k.unknown || t == chosen {
			continue
		}
		switch {
		case chosen == k.unknown:
			chosen = t
		case category(t) != category(chosen):
			return nil
		case !chosen.Preferred && a.canCoerce(chosen, t, implicit) && !a.canCoerce(t, chosen, implicit):
			chosen = t
		}
	}
	if chosen == k.unknown {
		return k.text
	}
	return chosen
}

func allEqual(types []*facts.Type) bool {
	for _, t := range types[1:] {
		if t != types[0] {
			return false
		}
	}
	return true
}

// verifyCommon is verify_common_type_from_oids.
func (a *analysis) verifyCommon(common *facts.Type, types []*facts.Type) bool {
	for _, t := range types {
		if !a.canCoerce(t, common, implicit) {
			return false
		}
	}
	return true
}

// toCommon is coerce_to_common_type for each node.
func (a *analysis) toCommon(nodes []*node, target *facts.Type, what string) []*node {
	out := make([]*node, len(nodes))
	for i, n := range nodes {
		switch {
		case n.typ == target:
			out[i] = n
		case a.canCoerce(n.typ, target, implicit):
			out[i] = a.coerceType(n, target, "", implicit)
		default:
			fail("%s can't convert type %s to %s", what, n.typ, target)
		}
	}
	return out
}

// commonMods is what exprTypmod finds for nodes of one type.
func commonMods(t *facts.Type, nodes []*node) string {
	for _, n := range nodes {
		if n.typ != t || n.mods != nodes[0].mods {
			return ""
		}
	}
	if len(nodes) == 0 {
		return ""
	}
	return nodes[0].mods
}
