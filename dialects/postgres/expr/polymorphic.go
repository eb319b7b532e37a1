package expr

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// isPolymorphic is IsPolymorphicType.
func (a *analysis) isPolymorphic(t *facts.Type) bool {
	if t.Kind != facts.Pseudo && t.Schema != "" {
		return false
	}
	k := &a.c.known
	switch t {
	case k.anyelement, k.anyarray, k.anynonarray, k.anyenum, k.anyrange, k.anymultirange,
		k.compatible, k.compatibleArray, k.compatibleNonArray, k.compatibleRange, k.compatibleMultirange:
		return true
	}
	return false
}

// binding says what the polymorphic types of one call stand for.
type binding struct {
	element, array, rng, multi *facts.Type // anyelement, anyarray, …

	common, commonArray, commonRange, commonMulti *facts.Type // anycompatible, …
	commonTypes                                   []*facts.Type

	simple, compatible int // how many arguments are of each family
	nonArray, enum     bool
	commonNonArray     bool
	wantsMulti         bool
}

// unify finds what polymorphic argument types stand for. It is the first part
// of enforce_generic_type_consistency, and all of
// check_generic_type_consistency. The problem is empty if there is none.
func (a *analysis) unify(actual, declared []*facts.Type) (b binding, problem string) {
	for i, d := range declared {
		if problem = a.bind(&b, d, actual[i]); problem != "" {
			return b, problem
		}
	}
	if problem = a.completeSimple(&b); problem != "" {
		return b, problem
	}
	return b, a.completeCompatible(&b)
}

// bind takes one argument into account.
func (a *analysis) bind(b *binding, declared, actual *facts.Type) string {
	k := &a.c.known
	known := actual != k.unknown
	switch declared {
	case k.anyelement, k.anynonarray, k.anyenum:
		b.simple++
		b.nonArray = b.nonArray || declared == k.anynonarray
		b.enum = b.enum || declared == k.anyenum
		if known {
			return bindOne(&b.element, actual, "anyelement")
		}
	case k.anyarray:
		b.simple++
		if known {
			return bindOne(&b.array, base(actual), "anyarray")
		}
	case k.anyrange:
		b.simple++
		if known {
			return bindOne(&b.rng, base(actual), "anyrange")
		}
	case k.anymultirange:
		b.simple++
		b.wantsMulti = true
		if known {
			return bindOne(&b.multi, base(actual), "anymultirange")
		}
	case k.compatible, k.compatibleNonArray, k.compatibleArray, k.compatibleRange, k.compatibleMultirange:
		b.compatible++
		b.commonNonArray = b.commonNonArray || declared == k.compatibleNonArray
		if known {
			return a.bindCompatible(b, declared, actual)
		}
		if declared == k.compatibleArray && b.commonArray == nil {
			b.commonArray = k.anyarray // wanted; completed later
		}
	}
	return ""
}

func bindOne(to **facts.Type, actual *facts.Type, what string) string {
	if *to != nil && *to != actual {
		return fmt.Sprintf("arguments declared %s are not all alike: %s and %s", what, *to, actual)
	}
	*to = actual
	return ""
}

func (a *analysis) bindCompatible(b *binding, declared, actual *facts.Type) string {
	k := &a.c.known
	switch declared {
	case k.compatibleArray:
		element := baseElementOf(actual)
		if element == nil {
			return fmt.Sprintf("an argument declared anycompatiblearray is of type %s", actual)
		}
		b.commonArray = k.anyarray
		b.commonTypes = append(b.commonTypes, element)
	case k.compatibleRange:
		actual = base(actual)
		if actual.Kind != facts.Range || actual.Subtype == nil {
			return fmt.Sprintf("an argument declared anycompatiblerange is of type %s", actual)
		}
		b.commonTypes = append(b.commonTypes, actual.Subtype)
		return bindOne(&b.commonRange, actual, "anycompatiblerange")
	case k.compatibleMultirange:
		actual = base(actual)
		if actual.Kind != facts.Multirange || actual.Subtype == nil {
			return fmt.Sprintf("an argument declared anycompatiblemultirange is of type %s", actual)
		}
		b.commonTypes = append(b.commonTypes, actual.Subtype)
		return bindOne(&b.commonMulti, actual, "anycompatiblemultirange")
	default:
		b.commonTypes = append(b.commonTypes, actual)
	}
	return ""
}

// completeSimple derives the types of the anyelement family from each other.
func (a *analysis) completeSimple(b *binding) string {
	k := &a.c.known
	if b.simple == 0 {
		return ""
	}
	if b.array != nil {
		element := elementOf(b.array)
		if b.array == k.anyarray {
			element = k.anyelement
		}
		if element == nil {
			return fmt.Sprintf("an argument declared anyarray is of type %s", b.array)
		}
		if problem := bindOne(&b.element, element, "anyelement"); problem != "" {
			return problem
		}
	}
	if problem := a.completeRanges(b); problem != "" {
		return problem
	}
	if b.element == nil {
		return ""
	}
	if b.nonArray && b.element != k.anyelement && baseElementOf(b.element) != nil {
		return fmt.Sprintf("the type matched to anynonarray is an array type: %s", b.element)
	}
	if b.enum && b.element != k.anyelement && b.element.Kind != facts.Enum {
		return fmt.Sprintf("the type matched to anyenum is no enum: %s", b.element)
	}
	return ""
}

func (a *analysis) completeRanges(b *binding) string {
	if b.multi != nil {
		rng := a.rangeOf(b.multi)
		if b.multi.Kind != facts.Multirange || rng == nil {
			return fmt.Sprintf("an argument declared anymultirange is of type %s", b.multi)
		}
		if problem := bindOne(&b.rng, rng, "anyrange"); problem != "" {
			return problem
		}
	} else if b.rng != nil {
		b.multi = b.rng.Multi
	}
	if b.rng == nil {
		return ""
	}
	if b.rng.Kind != facts.Range || b.rng.Subtype == nil {
		return fmt.Sprintf("an argument declared anyrange is of type %s", b.rng)
	}
	return bindOne(&b.element, b.rng.Subtype, "anyelement")
}

// rangeOf returns the range type of a multirange type.
func (a *analysis) rangeOf(multi *facts.Type) *facts.Type {
	for _, x := range []*facts.Index{a.c.base.Index, a.c.user} {
		for _, t := range x.Types {
			if t.Multi == multi {
				return t
			}
		}
	}
	return nil
}

// completeCompatible finds the common type of the anycompatible family.
func (a *analysis) completeCompatible(b *binding) string {
	k := &a.c.known
	if b.compatible == 0 {
		return ""
	}
	if len(b.commonTypes) == 0 {
		b.common = k.text
	} else if b.common = a.commonOf(b.commonTypes); b.common == nil || !a.verifyCommon(b.common, b.commonTypes) {
		return "arguments of the anycompatible family don't go together"
	}
	if b.commonArray != nil {
		if b.commonArray = b.common.Array; b.commonArray == nil {
			return fmt.Sprintf("there is no array type for %s", b.common)
		}
	}
	if b.commonMulti != nil && b.commonRange == nil {
		b.commonRange = a.rangeOf(b.commonMulti)
	} else if b.commonRange != nil && b.commonMulti == nil {
		b.commonMulti = b.commonRange.Multi
	}
	if b.commonRange != nil && b.commonRange.Subtype != b.common {
		return fmt.Sprintf("the type matched to anycompatiblerange is not a range of %s", b.common)
	}
	if b.commonNonArray && baseElementOf(b.common) != nil {
		return fmt.Sprintf("the type matched to anycompatiblenonarray is an array type: %s", b.common)
	}
	return ""
}

// settle is enforce_generic_type_consistency: it replaces the polymorphic types
// among the declared ones and returns what the result type stands for.
func (a *analysis) settle(actual, declared []*facts.Type, result *facts.Type) ([]*facts.Type, *facts.Type) {
	b, problem := a.unify(actual, declared)
	if problem != "" {
		fail("%s", problem)
	}
	if b.simple == 0 && b.compatible == 0 {
		return declared, result
	}
	if b.simple > 0 && b.element == nil {
		fail("a polymorphic type can't be determined because the input has type unknown")
	}
	out := make([]*facts.Type, len(declared))
	for i, d := range declared {
		out[i] = d
		if actual[i] == a.c.known.unknown || a.isCompatible(d) {
			out[i] = a.replace(&b, d)
		}
	}
	return out, a.replace(&b, result)
}

func (a *analysis) isCompatible(t *facts.Type) bool {
	k := &a.c.known
	switch t {
	case k.compatible, k.compatibleArray, k.compatibleNonArray, k.compatibleRange, k.compatibleMultirange:
		return true
	}
	return false
}

// replace returns what a type stands for.
func (a *analysis) replace(b *binding, t *facts.Type) *facts.Type {
	k := &a.c.known
	out := t
	switch t {
	case k.anyelement, k.anynonarray, k.anyenum:
		out = b.element
	case k.anyarray:
		if out = b.array; out == nil && b.element != nil {
			out = b.element.Array
		}
	case k.anyrange:
		out = b.rng
	case k.anymultirange:
		out = b.multi
	case k.compatible, k.compatibleNonArray:
		out = b.common
	case k.compatibleArray:
		if b.common != nil {
			out = b.common.Array
		}
	case k.compatibleRange:
		out = b.commonRange
	case k.compatibleMultirange:
		out = b.commonMulti
	}
	if out == nil {
		fail("there is no type for %s", t)
	}
	return out
}
