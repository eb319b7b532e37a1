package ddl

import (
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// overload is a function whose name others have, too. A query is noted to use all
// that it may mean; which of them it calls is known by the types of the arguments.
type overload struct {
	*reader
	catalog *expr.Catalog // nil: nothing is known
	call    expr.Call
	of      *routine
}

// overloadOf prepares the questions about a function, while it is there.
func (r *reader) overloadOf(f *routine) *overload {
	o := &overload{reader: r, of: f}
	if len(f.ns.routines[f.Name]) < 2 {
		return o
	}
	args := make([]string, len(f.Args))
	for i, a := range f.Args {
		args[i] = a.Type.String()
	}
	o.call = expr.Call{Function: model.QName{Schema: f.ns.name, Name: f.Name}, Args: strings.Join(args, ",")}
	if catalog, err := r.queryCatalog(); err == nil {
		o.catalog = catalog
	}
	return o
}

// in reports whether an expression, or the query in it, calls the function.
func (o *overload) in(s scope, e expression) truth {
	if o.catalog == nil || e.isZero() {
		return unknown
	}
	_, inside, seen := o.parsed(s, nil, e)
	var uses expr.References
	var err error
	if inside.GetSelectStmt() == nil {
		uses, err = o.catalog.ReferencesNode(seen, inside)
	} else {
		uses, err = o.catalog.StatementReferences(seen, inside)
	}
	if err != nil {
		return unknown
	}
	return truthOf(slices.Contains(uses.Calls, o.call))
}

// parsed parses an expression: its whole, the statement in it or what there is
// else, and what that sees. on is the table of the rule that has a statement.
func (o *overload) parsed(s scope, on *table, e expression) (whole, inside *parse.Node, seen expr.Scope) {
	whole = o.reparse(e.text)
	inside = parse.EnclosedStatement(whole)
	switch {
	case inside != nil && on != nil:
		seen.Rows = on.qname()
	case inside != nil:
	case s.rows && s.table != nil:
		seen.Rows, inside = s.table.qname(), selectOf(whole)
	default:
		inside, seen = whole, o.exprScope(s)
		seen.SearchPath = nil
	}
	return whole, inside, seen
}

// notBy reports whether something that mentions the function's name is known not to
// call it: a view, a policy, a rule.
func (o *overload) notBy(user any) bool {
	switch u := user.(type) {
	case *table:
		return !u.opaque && o.in(scope{}, u.query) == fails
	case *other:
		if u.id.Kind != kind.Rule && u.id.Kind != kind.Policy {
			return false // it names the function, with its arguments
		}
		return !slices.ContainsFunc(u.queries, func(q *heldQuery) bool {
			return slices.Contains(q.uses, any(o.of)) && o.in(scope{}, q.expression) != fails
		})
	case *routine:
		for _, ref := range u.refs {
			if ref.uses == any(o.of) {
				return false
			}
		}
		return !o.inBody(u)
	}
	return false
}

// rename gives the calls of the function another name, while it has the old one.
func (o *overload) rename(name model.QName) {
	word := deparse.Qualified(o.call.Function.Schema, o.call.Function.Name)
	o.db.eachScoped(func(s scope, on *table, e *expression) {
		if !mentions(e.text, word) || !o.usesRoutine(*e, o.call.Function) {
			return
		}
		node, inside, seen := o.parsed(s, on, *e)
		o.renameIn(seen, inside, name, e.text)
		changed := *e
		changed.text = o.print(node)
		o.db.change(e, changed)
	})
	for _, f := range o.db.routines() {
		if !f.owned {
			o.editBody(f, word, func(s expr.Scope, n *parse.Node) error {
				o.renameIn(s, n, name, signature(f))
				return nil
			})
		}
	}
	for _, t := range o.db.types() {
		o.renameOfRange(t, name)
	}
}

func (o *overload) renameIn(s expr.Scope, n *parse.Node, name model.QName, where string) {
	err := error(nil)
	if o.catalog == nil {
		err = errors.New("nothing is known about the types")
	} else {
		err = o.catalog.RenameCall(s, n, o.call, name)
	}
	if err != nil {
		o.fail(here, "cannot tell which function named %s is called in %s: %v", o.call.Function, where, err)
	}
}

// renameOfRange follows the function that computes the difference of a range's
// bounds, and the one that makes its values canonical.
func (o *overload) renameOfRange(t *typ, name model.QName) {
	if t.rng == nil || t.owned {
		return
	}
	takes := func(types ...model.Type) bool {
		return slices.EqualFunc(o.of.Args, types, func(a model.RoutineArg, t model.Type) bool { return a.Type == t })
	}
	save(o.db, t.rng)
	if t.rng.subtypeDiff == o.call.Function && takes(t.rng.subtype, t.rng.subtype) {
		t.rng.subtypeDiff = name
	}
	if t.rng.canonical == o.call.Function && takes(model.Type{Schema: t.ns.name, Name: t.name}) {
		t.rng.canonical = name
	}
}
