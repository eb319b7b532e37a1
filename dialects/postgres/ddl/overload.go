package ddl

import (
	"slices"
	"strings"

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
	node := o.reparse(e.text)
	var uses expr.References
	var err error
	if stmt := parse.EnclosedStatement(node); stmt == nil {
		qualified := o.exprScope(s)
		qualified.SearchPath = nil
		uses, err = o.catalog.ReferencesNode(qualified, node)
	} else if query := stmt.GetSelectStmt(); query != nil {
		uses, err = o.catalog.QueryReferences(expr.Scope{}, query)
	} else {
		return unknown
	}
	if err != nil {
		return unknown
	}
	return truthOf(slices.Contains(uses.Calls, o.call))
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
	}
	return false
}
