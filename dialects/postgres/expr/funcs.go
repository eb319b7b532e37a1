package expr

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// callName is the written name of a function.
type callName struct{ schema, name string }

func (n callName) String() string {
	if n.schema == "" {
		return n.name
	}
	return n.schema + "." + n.name
}

// functionName takes a written name apart.
func functionName(names []string) callName {
	switch len(names) {
	case 1:
		return callName{"", names[0]}
	case 2:
		return callName{names[0], names[1]}
	case 3: // with the database's name in front
		return callName{names[1], names[2]}
	}
	fail("the function %s is not known", strings.Join(names, "."))
	return callName{}
}

// functions is FuncnameGetCandidates: what a call with that many arguments may
// mean. The last of the arguments have names where argNames has some.
func (a *analysis) functions(name callName, nargs int, argNames []string, expand bool) []*candidate {
	if why, ok := a.c.partial[name.name]; ok {
		fail("%s", why)
	}
	var out []*candidate
	for _, list := range [2][]*facts.Proc{a.c.base.ProcsNamed(name.name), a.c.user.ProcsNamed(name.name)} {
		for _, p := range list {
			if p.Kind == facts.Procedure {
				continue
			}
			where := a.visible(name.schema, p.Schema)
			if where < 0 {
				continue
			}
			if c := callCandidate(p, nargs, argNames, expand); c != nil {
				c.where = where
				out = addFunction(out, c)
			}
		}
	}
	return out
}

// callCandidate fits one function to a call; nil if it can't be meant.
func callCandidate(p *facts.Proc, nargs int, argNames []string, expand bool) *candidate {
	if len(argNames) > 0 {
		return namedCandidate(p, nargs, argNames, expand)
	}
	c := &candidate{proc: p, args: p.Args}
	switch n := len(p.Args); {
	case expand && p.Variadic != nil && n <= nargs:
		c.variadic = nargs - n + 1
		c.args = slices.Clone(p.Args[:n-1])
		for range c.variadic {
			c.args = append(c.args, p.Variadic)
		}
	case n == nargs:
	case n > nargs && nargs+p.Defaults >= n:
		c.defaults = n - nargs
		c.args = p.Args[:nargs]
	default:
		return nil
	}
	return c
}

// namedCandidate is MatchNamedCall.
func namedCandidate(p *facts.Proc, nargs int, argNames []string, expand bool) *candidate {
	// A variadic function can't be called with names unless VARIADIC is written.
	if len(p.Args) < nargs || expand && p.Variadic != nil || len(p.ArgNames) == 0 {
		return nil
	}
	positional := nargs - len(argNames)
	given := make([]bool, len(p.Args))
	c := &candidate{proc: p}
	for i := range positional {
		given[i] = true
		c.positions = append(c.positions, i)
	}
	for _, name := range argNames {
		i := slices.Index(p.ArgNames, name)
		if i < 0 || given[i] {
			return nil
		}
		given[i] = true
		c.positions = append(c.positions, i)
	}
	firstDefault := len(p.Args) - p.Defaults
	for i := range given {
		if !given[i] && i < firstDefault {
			return nil
		}
	}
	for _, i := range c.positions {
		c.args = append(c.args, p.Args[i])
	}
	c.defaults = len(p.Args) - nargs
	return c
}

// addFunction adds a candidate unless another with the same arguments is
// preferred: one of an earlier schema, or one that isn't variadic.
func addFunction(list []*candidate, c *candidate) []*candidate {
	for i, o := range list {
		if !slices.Equal(o.args, c.args) {
			continue
		}
		switch {
		case c.where != o.where:
			if c.where < o.where {
				list[i] = c
			}
		case c.variadic > 0 && o.variadic == 0:
		case c.variadic == 0 && o.variadic > 0:
			list[i] = c
		default:
			o.ambiguous = true
		}
		return list
	}
	return append(list, c)
}

// call is what a function call was resolved to.
type call struct {
	*candidate
	cast *facts.Type // the call is a cast to that type instead
}

// resolveCall is func_get_detail.
func (a *analysis) resolveCall(name callName, args []*node, argNames []string, expand bool) call {
	inputs := typesOf(args)
	if p := a.exactFunction(name, inputs, argNames, expand); p != nil {
		return call{candidate: &candidate{proc: p, args: p.Args}}
	}
	list := a.functions(name, len(args), argNames, expand)
	for _, c := range list {
		if slices.Equal(c.args, inputs) {
			return a.unambiguous(name, c)
		}
	}
	if len(args) == 1 && len(argNames) == 0 && expand {
		if t := a.castByName(name, args[0]); t != nil {
			return call{cast: t}
		}
	}
	list = a.matching(inputs, list)
	switch len(list) {
	case 0:
		return call{}
	case 1:
		return a.unambiguous(name, list[0])
	}
	c := a.choose(inputs, list)
	if c == nil {
		fail("the call of %s is not unique", name)
	}
	return a.unambiguous(name, c)
}

// exactFunction finds a function of pg_catalog with just these arguments where
// nothing else has its name: there a call means that one. nil otherwise.
func (a *analysis) exactFunction(name callName, inputs []*facts.Type, argNames []string, expand bool) *facts.Proc {
	if len(argNames) > 0 || !expand || a.c.user.ProcsNamed(name.name) != nil || a.c.partial[name.name] != "" ||
		a.visible(name.schema, facts.CatalogSchema) < 0 {
		return nil
	}
	for _, p := range a.c.base.ProcsNamed(name.name) {
		if p.Schema != facts.CatalogSchema || p.Kind == facts.Procedure {
			return nil
		}
		if slices.Equal(p.Args, inputs) && p.Variadic == nil {
			return p
		}
	}
	return nil
}

func (a *analysis) unambiguous(name callName, c *candidate) call {
	if c.ambiguous {
		fail("the call of %s is not unique", name)
	}
	return call{candidate: c}
}

// castByName is the rule that a call of a type's name with one argument is a
// cast, if that needs no function.
func (a *analysis) castByName(name callName, arg *node) *facts.Type {
	names := []string{name.name}
	if name.schema != "" {
		names = []string{name.schema, name.name}
	}
	t := a.lookupType(names)
	if t == nil || t.Kind == facts.Composite {
		return nil
	}
	if arg.typ == a.c.known.unknown {
		return t
	}
	switch p, _ := a.pathway(t, arg.typ, explicit); p {
	case byRelabel:
		return t
	case byInOut:
		record := arg.typ == a.c.known.record || isComposite(arg.typ)
		if !record || category(t) != facts.CategoryString {
			return t
		}
	default: // a function's cast is called by the function's name
	}
	return nil
}

// callFunction builds the call of a function whose arguments are analysed: the
// end of ParseFuncOrColumn.
func (a *analysis) callFunction(name callName, args []*node, argNames []string, variadic bool) *node {
	found := a.resolveCall(name, args, argNames, !variadic)
	if found.cast != nil {
		out := a.coerceTo(args[0], found.cast, "", explicit)
		if out == nil {
			fail("there is no cast from %s to %s", args[0].typ, found.cast)
		}
		return out
	}
	if found.candidate == nil {
		return nil
	}
	return a.buildCall(name, found.candidate, args, variadic)
}

func (a *analysis) buildCall(name callName, c *candidate, args []*node, variadic bool) *node {
	p := c.proc
	special := p.Kind == facts.Aggregate || p.Kind == facts.Window
	switch {
	case special && a.level == nil:
		fail("the aggregate or window function %s can't be used in an expression", name)
	case p.Set && a.level == nil:
		fail("the function %s returns a set", name)
	}
	a.useFunction(p)
	args, result := a.arguments2(c, args)
	args = a.gatherVariadic(c, args)
	if cast := a.asCast(c, args, result); cast != nil {
		return cast
	}
	foldUnits(p, args)
	out := &node{kind: kindCall, name: qualified(p.Schema, p.Name), typ: result, args: args, outs: p.Outs}
	out.array = p.Variadic != nil && p.Variadic != a.c.known.any && len(args) == len(p.Args)
	if special {
		out.kind = kindAggregate
	}
	out.flag = variadic && p.Variadic == a.c.known.any
	if c.positions != nil {
		out.args = byPosition(c, args)
	}
	return out
}

// arguments2 is arguments for a call: the types of defaults take part in what
// polymorphic types stand for.
func (a *analysis) arguments2(c *candidate, args []*node) ([]*node, *facts.Type) {
	actual, declared := typesOf(args), slices.Clone(c.args)
	if c.defaults > 0 {
		used := make([]bool, len(c.proc.Args))
		for i := range args {
			if c.positions != nil {
				i = c.positions[i]
			}
			used[i] = true
		}
		for i, t := range c.proc.Args {
			if !used[i] {
				declared = append(declared, t)
				actual = append(actual, t)
			}
		}
	}
	declared, result := a.settle(actual, declared, c.proc.Result)
	out := make([]*node, len(args))
	for i, n := range args {
		out[i] = a.coerceType(n, declared[i], "", implicit)
	}
	return out, result
}

// gatherVariadic makes one array of the arguments that a VARIADIC one stands
// for, as the server does.
func (a *analysis) gatherVariadic(c *candidate, args []*node) []*node {
	if c.variadic == 0 || c.proc.Variadic == a.c.known.any {
		return args
	}
	fixed := len(args) - c.variadic
	elements := args[fixed:]
	element := elements[0].typ
	if element.Array == nil {
		fail("there is no array type for %s", element)
	}
	array := &node{kind: kindArray, typ: element.Array, mods: commonMods(element, elements), args: elements}
	return append(slices.Clone(args[:fixed]), array)
}

// byPosition puts named arguments where they belong; those that are left to
// their defaults stay nil, except at the end.
func byPosition(c *candidate, args []*node) []*node {
	out := make([]*node, slices.Max(c.positions)+1)
	for i, p := range c.positions {
		out[p] = args[i]
	}
	return out
}

// asCast turns the call of a cast's own function into the cast: they are one
// tree to the server.
func (a *analysis) asCast(c *candidate, args []*node, result *facts.Type) *node {
	if len(args) != 1 || len(c.proc.Args) != 1 || c.positions != nil {
		return nil
	}
	cast := a.c.cast(args[0].typ, result)
	if cast == nil || cast.Method != facts.FunctionCast || cast.FunctionArgs != 1 ||
		cast.Function != (facts.Name{Schema: c.proc.Schema, Name: c.proc.Name}) {
		return nil
	}
	return a.castByFunction(args[0], cast, result, "", explicit)
}
