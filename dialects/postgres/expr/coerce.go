package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// context is how much a coercion may do by itself (CoercionContext).
type context uint8

const (
	implicit context = iota
	assignment
	explicit
)

// path is how a coercion works (CoercionPathType).
type path uint8

const (
	noPath path = iota
	byFunction
	byRelabel
	byArray
	byInOut
)

// pathway is find_coercion_pathway.
func (a *analysis) pathway(target, source *facts.Type, ctx context) (path, *facts.Cast) {
	source, target = base(source), base(target)
	if source == target {
		return byRelabel, nil
	}
	if cast := a.c.cast(source, target); cast != nil {
		if ctx < contextOf(cast.Context) {
			return noPath, nil
		}
		switch cast.Method {
		case facts.FunctionCast:
			return byFunction, cast
		case facts.InOutCast:
			return byInOut, nil
		case facts.BinaryCast:
			return byRelabel, nil
		}
	}
	k := &a.c.known
	if target != k.oidvector && target != k.int2vector {
		if to, from := elementOf(target), elementOf(source); to != nil && from != nil {
			if p, _ := a.pathway(to, from, ctx); p != noPath {
				return byArray, nil
			}
		}
	}
	if ctx >= assignment && category(target) == facts.CategoryString || ctx >= explicit && category(source) == facts.CategoryString {
		return byInOut, nil
	}
	return noPath, nil
}

func contextOf(c facts.CastContext) context {
	switch c {
	case facts.ImplicitCast:
		return implicit
	case facts.AssignmentCast:
		return assignment
	case facts.ExplicitCast:
	}
	return explicit
}

// canCoerceAll is can_coerce_type.
func (a *analysis) canCoerceAll(inputs, targets []*facts.Type, ctx context) bool {
	generic := false
	for i, input := range inputs {
		if a.isPolymorphic(targets[i]) {
			generic = true
			continue
		}
		if !a.canCoerce(input, targets[i], ctx) {
			return false
		}
	}
	if generic {
		_, problem := a.unify(inputs, targets)
		return problem == ""
	}
	return true
}

// canCoerce is can_coerce_type for one type that isn't polymorphic.
func (a *analysis) canCoerce(input, target *facts.Type, ctx context) bool {
	k := &a.c.known
	if input == target || target == k.any || input == k.unknown {
		return true
	}
	if p, _ := a.pathway(target, input, ctx); p != noPath {
		return true
	}
	if input == k.record && isComposite(target) || target == k.record && isComposite(input) {
		return true
	}
	if target == k.recordArray && baseElementOf(input) != nil && isComposite(baseElementOf(input)) {
		return true
	}
	return a.c.isRowOf(input, target)
}

// coerceTo is coerce_to_target_type; nil if there is no way.
func (a *analysis) coerceTo(n *node, target *facts.Type, mods string, ctx context) *node {
	if a.isPolymorphic(target) || !a.canCoerce(n.typ, target, ctx) {
		return nil
	}
	inner := n
	for inner.kind == kindCollate {
		inner = inner.args[0]
	}
	result := a.coerceType(inner, target, mods, ctx)
	result = a.coerceMods(result, target, mods, ctx)
	if inner != n && target.Collatable {
		return collate(result, n.collation())
	}
	return result
}

// coerceType is coerce_type.
func (a *analysis) coerceType(n *node, target *facts.Type, mods string, ctx context) *node {
	k := &a.c.known
	source := n.typ
	if source == target {
		return n
	}
	switch target {
	case k.any, k.anyelement, k.anynonarray, k.compatible, k.compatibleNonArray:
		return n
	case k.anyarray, k.anyenum, k.anyrange, k.anymultirange, k.compatibleArray, k.compatibleRange, k.compatibleMultirange:
		if source != k.unknown {
			if b := base(source); b != source {
				return a.relabel(n, b)
			}
			return n
		}
	}
	if n.kind == kindUnknown {
		return a.coerceUnknown(n, target, mods, ctx)
	}
	if n.isNullConst() && a.isPolymorphic(target) {
		return &node{kind: kindConst, null: true, typ: target}
	}
	if n.kind == kindCollate {
		inner := a.coerceType(n.args[0], target, mods, ctx)
		if target.Collatable {
			return collate(inner, n.collation())
		}
		return inner
	}
	switch p, cast := a.pathway(target, source, ctx); p {
	case byRelabel:
		if result := a.coerceToDomain(n, nil, "", target, ctx); result != n {
			return result
		}
		return hidden(n, a.relabel(n, target), ctx)
	case noPath:
	default:
		baseTarget, baseMods := baseType(target, mods)
		result := hidden(n, a.convert(n, p, cast, baseTarget, baseMods, ctx), ctx)
		if baseTarget != target {
			result = a.coerceToDomain(result, baseTarget, baseMods, target, ctx)
		}
		return result
	}
	return a.coerceRow(n, target, ctx)
}

// hidden marks what an implicit coercion has made of n.
func hidden(n, result *node, ctx context) *node {
	if ctx != implicit || result == n {
		return result
	}
	c := *result
	c.before = n
	return &c
}

// coerceUnknown reads a string literal as a value of the target type.
func (a *analysis) coerceUnknown(n *node, target *facts.Type, mods string, ctx context) *node {
	baseTarget, baseMods := baseType(target, mods)
	result := a.constant(n, baseTarget, baseMods)
	if baseTarget != target {
		return a.coerceToDomain(result, baseTarget, baseMods, target, ctx)
	}
	return result
}

// coerceToDomain is coerce_to_domain. baseTarget is nil where it is to be found.
func (a *analysis) coerceToDomain(n *node, baseTarget *facts.Type, baseMods string, target *facts.Type, ctx context) *node {
	if baseTarget == nil {
		baseTarget, baseMods = baseType(target, "")
	}
	if baseTarget == target {
		return n
	}
	// An implicit coercion is printed as a cast, and is explicit from then on.
	if ctx == implicit {
		ctx = explicit
	}
	n = a.coerceMods(n, baseTarget, baseMods, ctx)
	// The domain's type covers a relabelling.
	if n.kind == kindRelabel && n.typ.Kind != facts.Domain {
		n = n.args[0]
	} else if n.isConst() && sameText(n.typ, baseTarget) {
		n = a.relabel(n, baseTarget)
	}
	return &node{kind: kindDomain, typ: target, args: []*node{n}}
}

// convert is build_coercion_expression.
func (a *analysis) convert(n *node, p path, cast *facts.Cast, target *facts.Type, mods string, ctx context) *node {
	switch p {
	case byFunction:
		return a.castByFunction(n, cast, target, mods, ctx)
	case byArray:
		return a.castArray(n, target, mods, ctx)
	default:
		if n.isNullConst() {
			return &node{kind: kindConst, null: true, typ: target}
		}
		return &node{kind: kindInOut, typ: target, args: []*node{n}}
	}
}

func (a *analysis) castByFunction(n *node, cast *facts.Cast, target *facts.Type, mods string, ctx context) *node {
	if folded := a.foldCast(n, target); folded != nil {
		return folded
	}
	out := &node{kind: kindCast, typ: target, args: []*node{n}}
	if cast.FunctionArgs >= 2 {
		out.mods, out.fit = mods, mods
	}
	if cast.FunctionArgs >= 3 {
		out.flag = ctx == explicit
	}
	return out
}

// coerceMods is coerce_type_typmod: it fits a value to modifiers.
func (a *analysis) coerceMods(n *node, target *facts.Type, mods string, ctx context) *node {
	if mods == n.mods {
		return n
	}
	if mods == "" {
		return n.withMods("")
	}
	length := target
	if e := elementOf(target); e != nil {
		length = e
	}
	cast := a.c.cast(length, length)
	if cast == nil || cast.Method != facts.FunctionCast {
		return n.withMods(mods)
	}
	if length != target {
		return a.castArray(n, target, mods, ctx)
	}
	if folded := a.foldLength(n, target, mods); folded != nil {
		return folded
	}
	return &node{
		kind: kindLength, typ: target, mods: mods, fit: mods, args: []*node{n},
		flag: cast.FunctionArgs >= 3 && ctx == explicit,
	}
}

// castArray builds an ArrayCoerceExpr: a cast of each element. Over ARRAY[…]
// the cast goes to the elements themselves, because that's what the server does
// when it reads its own text again.
func (a *analysis) castArray(n *node, target *facts.Type, mods string, ctx context) *node {
	sourceType, sourceMods := baseType(n.typ, n.mods)
	from, to := elementOf(sourceType), elementOf(target)
	if n.isNullConst() {
		return &node{kind: kindConst, null: true, typ: target, mods: mods}
	}
	if n.kind == kindArray {
		return a.castElements(n, target, to, mods, ctx)
	}
	element := &node{kind: kindElement, typ: from, mods: sourceMods}
	cast := a.coerceTo(element, to, mods, ctx)
	if cast == nil {
		fail("there is no cast from %s to %s", n.typ, target)
	}
	if cast.kind == kindElement {
		// Only the modifiers' name changed: nothing happens to the elements.
		return n.withMods(cast.mods)
	}
	return &node{kind: kindArrayCast, typ: target, mods: cast.mods, args: []*node{n, cast}}
}

func (a *analysis) castElements(n *node, target, element *facts.Type, mods string, ctx context) *node {
	out := &node{kind: kindArray, typ: target, mods: mods, flag: n.flag, args: make([]*node, len(n.args))}
	for i, e := range n.args {
		to := element
		if n.flag {
			to = target
		}
		if out.args[i] = a.coerceTo(e, to, mods, ctx); out.args[i] == nil {
			fail("there is no cast from %s to %s", e.typ, to)
		}
	}
	return out
}

// relabel changes the type and nothing else.
func (a *analysis) relabel(n *node, target *facts.Type) *node {
	if n.isConst() && (n.null || sameText(n.typ, target)) {
		c := *n
		c.typ, c.mods = target, ""
		return &c
	}
	if n.kind == kindRelabel {
		n = n.args[0]
		if n.typ == target {
			return n.withMods("")
		}
	}
	return &node{kind: kindRelabel, typ: target, args: []*node{n}}
}

// collate puts a COLLATE clause above n.
func collate(n *node, name model.QName) *node {
	for n.kind == kindCollate {
		n = n.args[0] // the outer one decides
	}
	return &node{kind: kindCollate, names: []string{name.Schema, name.Name}, typ: n.typ, mods: n.mods, args: []*node{n}}
}

// boolean is coerce_to_boolean.
func (a *analysis) boolean(n *node) *node {
	out := a.coerceTo(n, a.c.known.boolean, "", assignment)
	if out == nil {
		fail("an argument of type %s should be of type boolean", n.typ)
	}
	return out
}
