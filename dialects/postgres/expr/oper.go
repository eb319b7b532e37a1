package expr

import (
	"math"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// operatorName splits a written operator into schema (empty if there is none)
// and name.
func operatorName(nodes []*parse.Node) (schema, name string) {
	names := stringList(nodes)
	switch len(names) {
	case 1:
		return "", names[0]
	case 2:
		return names[0], names[1]
	}
	fail("the operator %s is not known", strings.Join(names, "."))
	return "", ""
}

// operators is OpernameGetCandidates: the operators of a name that can be seen,
// each signature once. left is nil for a prefix operator.
func (a *analysis) operators(schema, name string, prefix bool) []*candidate {
	if why, ok := a.c.partial[name]; ok {
		fail("%s", why)
	}
	var out []*candidate
	for _, list := range [2][]*facts.Operator{a.c.base.OperatorsNamed(name), a.c.user.OperatorsNamed(name)} {
		for _, op := range list {
			if prefix != (op.Left == nil) {
				continue
			}
			where := a.visible(schema, op.Schema)
			if where < 0 {
				continue
			}
			args := []*facts.Type{op.Left, op.Right}
			if prefix {
				args = args[1:]
			}
			out = addOperator(out, &candidate{args: args, operator: op, where: where})
		}
	}
	return out
}

// addOperator adds a candidate unless one of an earlier schema hides it.
func addOperator(list []*candidate, c *candidate) []*candidate {
	if c.operator.Schema != facts.CatalogSchema {
		for i, o := range list {
			if slices.Equal(o.args, c.args) {
				if c.where < o.where {
					list[i] = c
				}
				return list
			}
		}
	}
	return append(list, c)
}

// visible returns the place of a schema in the search path, or 0 if it is the
// one that is named; -1 if it can't be seen.
func (a *analysis) visible(named, schema string) int {
	if named != "" {
		if named == schema || named == anySchema {
			return 0
		}
		return -1
	}
	return slices.Index(a.path, schema)
}

// binary is oper(): it finds the operator for two operands.
func (a *analysis) binary(schema, name string, left, right *facts.Type) *facts.Operator {
	op := a.findBinary(schema, name, left, right)
	if op == nil {
		fail("there is no one operator %s for %s, %s", name, left, right)
	}
	return op
}

func (a *analysis) findBinary(schema, name string, left, right *facts.Type) *facts.Operator {
	if op := a.exactBinary(schema, name, left, right); op != nil {
		return op
	}
	return a.chooseOperator([]*facts.Type{left, right}, a.operators(schema, name, false))
}

// exactBinary is binary_oper_exact.
func (a *analysis) exactBinary(schema, name string, left, right *facts.Type) *facts.Operator {
	unknown, guessed := a.c.known.unknown, false
	switch {
	case left == unknown && right != unknown:
		left, guessed = right, true
	case right == unknown && left != unknown:
		right, guessed = left, true
	}
	if op := a.exact(schema, name, left, right); op != nil {
		return op
	}
	if b := base(left); guessed && b != left {
		return a.exact(schema, name, b, b)
	}
	return nil
}

// anySchema stands for a schema and means all of them, whether they can be seen
// or not.
const anySchema = "\x00"

// exact finds the operator for just these types, the first in the search path.
func (a *analysis) exact(schema, name string, left, right *facts.Type) *facts.Operator {
	if why, ok := a.c.partial[name]; ok {
		fail("%s", why)
	}
	var found *facts.Operator
	place := math.MaxInt
	for _, list := range [2][]*facts.Operator{a.c.base.OperatorsNamed(name), a.c.user.OperatorsNamed(name)} {
		for _, op := range list {
			if op.Left != left || op.Right != right {
				continue
			}
			if where := a.visible(schema, op.Schema); where >= 0 && where < place {
				found, place = op, where
			}
		}
	}
	return found
}

// prefix is left_oper(): it finds the prefix operator for an operand.
func (a *analysis) prefix(schema, name string, operand *facts.Type) *facts.Operator {
	op := a.exact(schema, name, nil, operand)
	if op == nil {
		op = a.chooseOperator([]*facts.Type{operand}, a.operators(schema, name, true))
	}
	if op == nil {
		fail("there is no one operator %s for %s", name, operand)
	}
	return op
}

// chooseOperator is oper_select_candidate; nil if no operator is the best.
func (a *analysis) chooseOperator(inputs []*facts.Type, list []*candidate) *facts.Operator {
	list = a.matching(inputs, list)
	var c *candidate
	switch len(list) {
	case 0:
	case 1:
		c = list[0]
	default:
		c = a.choose(inputs, list)
	}
	if c == nil {
		return nil
	}
	return c.operator
}

// operate is make_op for two operands.
func (a *analysis) operate(schema, name string, left, right *node) *node {
	return a.apply(a.binary(schema, name, left.typ, right.typ), left, right)
}

// operateHidden is operate for a construct that doesn't show which operator it
// means: NULLIF, IS DISTINCT FROM, CASE x WHEN, and rows after their first
// field. The server prints these without a schema, or with the wrong one, so that
// a text that is read with an empty search path may mean one that can't be seen.
// It is the one that takes the operands as they are, if there is such a one.
func (a *analysis) operateHidden(schema, name string, left, right *node) *node {
	if len(a.scope.SearchPath) == 0 {
		if schema != "" && a.findBinary(schema, name, left.typ, right.typ) == nil {
			schema = ""
		}
		if a.exactBinary(schema, name, left.typ, right.typ) == nil {
			if op := a.exactBinary(anySchema, name, left.typ, right.typ); op != nil {
				return a.apply(op, left, right)
			}
		}
	}
	return a.operate(schema, name, left, right)
}

func (a *analysis) apply(op *facts.Operator, left, right *node) *node {
	args, result := a.arguments([]*node{left, right}, []*facts.Type{op.Left, op.Right}, op.Result)
	return &node{kind: kindOperator, name: a.operatorKey(op), typ: result, args: args}
}

// operatePrefix is make_op for one operand.
func (a *analysis) operatePrefix(schema, name string, operand *node) *node {
	op := a.prefix(schema, name, operand.typ)
	args, result := a.arguments([]*node{operand}, []*facts.Type{op.Right}, op.Result)
	if op.Schema == facts.CatalogSchema {
		switch {
		case name == "-":
			if folded := foldMinus(args[0]); folded != nil {
				return folded
			}
		case name == "+" && args[0].isConst() && numberRank(args[0].typ) > 0:
			return args[0]
		}
	}
	return &node{kind: kindOperator, name: a.operatorKey(op), typ: result, args: args}
}

// arguments coerces arguments to what is declared and returns the result type.
func (a *analysis) arguments(args []*node, declared []*facts.Type, result *facts.Type) ([]*node, *facts.Type) {
	actual := make([]*facts.Type, len(args))
	for i, n := range args {
		actual[i] = n.typ
	}
	declared, result = a.settle(actual, declared, result)
	out := make([]*node, len(args))
	for i, n := range args {
		out[i] = a.coerceType(n, declared[i], "", implicit)
	}
	return out, result
}

// operatorKey is how the tree calls an operator: the operands tell the rest.
func (a *analysis) operatorKey(op *facts.Operator) string {
	a.useOperator(op)
	return qualified(op.Schema, op.Name)
}

// operateArray is make_scalar_array_op: left op ANY/ALL (array).
func (a *analysis) operateArray(schema, name string, any bool, left, array *node) *node {
	k := &a.c.known
	element := array.typ
	if element != k.unknown {
		if element = baseElementOf(array.typ); element == nil {
			fail("op ANY/ALL needs an array on its right side, not %s", array.typ)
		}
	}
	op := a.binary(schema, name, left.typ, element)
	declared, result := a.settle([]*facts.Type{left.typ, element}, []*facts.Type{op.Left, op.Right}, op.Result)
	if result != k.boolean {
		fail("op ANY/ALL needs an operator that yields boolean")
	}
	right := array
	if !a.isPolymorphic(declared[1]) {
		if declared[1].Array == nil {
			fail("there is no array type for %s", declared[1])
		}
		right = a.coerceType(array, declared[1].Array, "", implicit)
	}
	return &node{
		kind: kindArrayOp, name: a.operatorKey(op), flag: any, typ: k.boolean,
		args: []*node{a.coerceType(left, declared[0], "", implicit), right},
	}
}
