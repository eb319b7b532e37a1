package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// settle decides which of the operators and functions that both pg_catalog and
// a schema of the path have an expression means, and qualifies those of the
// schema. Those of pg_catalog stay as they are, since an empty search_path
// finds them.
//
// To decide, the expression is analysed twice: as it was written, under the
// path, and with the one name qualified. If that makes no difference, it is
// what was meant.
func (r *reader) settle(root *parse.Node, doubts []*parse.Node, s scope) {
	if len(doubts) == 0 || !r.mayBeUsers(root, doubts, s) {
		return
	}
	catalog, err := r.catalog()
	if err != nil {
		r.fail(locationOf(root), "%v", err)
	}
	exprScope := r.exprScope(s)
	written, ok := expr.Provisional(catalog.KeyNode(exprScope, root))
	if !ok {
		return // it can't be decided here, and the comparison will say so
	}
	for _, n := range doubts {
		was := n.Node
		for _, candidate := range r.candidates(n) {
			n.Node = candidate.Node
			if key, ok := expr.Provisional(catalog.KeyNode(exprScope, root)); ok && key == written {
				break
			}
			n.Node = was
		}
	}
}

// mayBeUsers says whether one of the doubtful names could be resolved to what is
// not built in: most such operators need an operand of a type of their own.
func (r *reader) mayBeUsers(root *parse.Node, doubts []*parse.Node, s scope) bool {
	present, all := r.userTypes(root, s)
	if all {
		return true
	}
	literals := hasLiteral(root)
	fits := func(types ...model.Type) bool {
		absent := 0
		types = slices.DeleteFunc(types, model.Type.IsZero)
		for _, t := range types {
			if t.Schema != "" && !present[t.QName()] {
				absent++
			}
		}
		// Beside an operand of a type a literal is read as any other.
		return absent == 0 || literals && absent < len(types)
	}
	for _, n := range doubts {
		if call := n.GetFuncCall(); call != nil {
			name := call.Funcname[0].GetString_().GetSval()
			if slices.ContainsFunc(r.routinesNamed(name), func(f *routine) bool {
				types := make([]model.Type, len(f.Args))
				for i, a := range f.Args {
					types[i] = a.Type
				}
				return fits(types...)
			}) {
				return true
			}
			continue
		}
		for _, name := range operatorsOf(n.GetAExpr()) {
			if slices.ContainsFunc(r.operatorsNamed(name), func(o *operator) bool { return fits(o.Left, o.Right) }) {
				return true
			}
		}
	}
	return false
}

// hasLiteral says whether an expression holds a string, whose type is told by
// where it stands.
func hasLiteral(root *parse.Node) bool {
	found := false
	walk(root, func(n *parse.Node) {
		found = found || n.GetAConst().GetSval() != nil
	})
	return found
}

// userTypes lists the types that are not built in and that an expression's
// columns and casts have. It gives up (all) where a function's result is of a
// type that the name alone doesn't tell.
func (r *reader) userTypes(root *parse.Node, s scope) (present map[model.QName]bool, all bool) {
	present = map[model.QName]bool{}
	walk(root, func(n *parse.Node) {
		switch x := n.Node.(type) {
		case *parse.Node_ColumnRef:
			if s.value {
				all = true
			} else if c := s.table.column(x.ColumnRef.Fields[len(x.ColumnRef.Fields)-1].GetString_().GetSval()); c != nil {
				r.notePresent(present, c.typ)
			}
		case *parse.Node_TypeCast:
			if names := stringsOf(x.TypeCast.TypeName.Names); len(names) == 2 {
				r.notePresent(present, model.Type{Schema: names[0], Name: names[1]})
			}
		case *parse.Node_FuncCall:
			if len(x.FuncCall.Funcname) > 1 && x.FuncCall.Funcformat != parse.CoercionForm_COERCE_SQL_SYNTAX {
				all = true
			}
		}
	})
	return present, all
}

// notePresent adds a type and, of a domain, what it is over.
func (r *reader) notePresent(present map[model.QName]bool, t model.Type) {
	for range 100 { // domains can't be circular, but nothing here proves it
		if t.Schema == "" {
			return
		}
		present[t.QName()] = true
		user := r.userType(t)
		if user == nil || user.domain == nil {
			return
		}
		t = user.domain.base
	}
}

func (r *reader) routinesNamed(name string) []*routine {
	var list []*routine
	for _, schema := range r.routinePath() {
		if ns := r.db.namespaces[schema]; ns != nil {
			list = append(list, ns.routines[name]...)
		}
	}
	return list
}

func (r *reader) operatorsNamed(name string) []*operator {
	var list []*operator
	for _, schema := range r.routinePath() {
		if ns := r.db.namespaces[schema]; ns != nil {
			list = append(list, ns.operators[name]...)
		}
	}
	return list
}

// exprScope is a scope as the analyser takes it.
func (r *reader) exprScope(s scope) expr.Scope {
	scope := expr.Scope{SearchPath: r.session.path}
	if s.table != nil {
		scope.Relation = s.table.qname()
		for _, c := range s.table.columns {
			scope.Columns = append(scope.Columns, expr.Column{Name: c.name, Type: c.typ})
		}
	}
	if s.value {
		scope.Value = s.valueType
	}
	return scope
}

// candidates lists what a doubtful node may mean, qualified by a schema.
func (r *reader) candidates(n *parse.Node) []*parse.Node {
	var list []*parse.Node
	for _, schema := range r.routinePath() {
		if schema == catalogSchema {
			continue
		}
		if call := n.GetFuncCall(); call != nil {
			if name := call.Funcname[0].GetString_().GetSval(); r.hasRoutine(schema, name) {
				copied := copyCall(call)
				copied.Funcname = nameNodes(schema, name)
				list = append(list, &parse.Node{Node: &parse.Node_FuncCall{FuncCall: copied}})
			}
			continue
		}
		e := n.GetAExpr()
		if ns := r.db.namespaces[schema]; ns != nil {
			list = append(list, operations(e, schema, ns.operators[operatorsOf(e)[0]])...)
		}
	}
	return list
}

// operations writes an operation with the operators of a schema. IN, LIKE and
// BETWEEN have no place for one, so that they are written out.
func operations(e *parse.A_Expr, schema string, operators []*operator) []*parse.Node {
	if len(operators) == 0 {
		return nil
	}
	names := operatorsOf(e)
	operation := func(kind parse.A_Expr_Kind, name string, left, right *parse.Node) *parse.Node {
		return &parse.Node{Node: &parse.Node_AExpr{AExpr: &parse.A_Expr{
			Kind: kind, Name: nameNodes(schema, name), Lexpr: left, Rexpr: right, Location: e.Location,
		}}}
	}
	items := e.Rexpr.GetList().GetItems()
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_IN:
		if len(items) == 1 {
			return []*parse.Node{operation(parse.A_Expr_Kind_AEXPR_OP, names[0], e.Lexpr, items[0])}
		}
		quantifier := parse.A_Expr_Kind_AEXPR_OP_ANY
		if names[0] == "<>" {
			quantifier = parse.A_Expr_Kind_AEXPR_OP_ALL
		}
		var list []*parse.Node
		for _, o := range operators {
			list = append(list, operation(quantifier, names[0], e.Lexpr, arrayOf(items, o.Right)))
		}
		return list
	case parse.A_Expr_Kind_AEXPR_BETWEEN, parse.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		op := parse.BoolExprType_AND_EXPR
		if e.Kind == parse.A_Expr_Kind_AEXPR_NOT_BETWEEN {
			op = parse.BoolExprType_OR_EXPR
		}
		return []*parse.Node{{Node: &parse.Node_BoolExpr{BoolExpr: &parse.BoolExpr{Boolop: op, Location: e.Location, Args: []*parse.Node{
			operation(parse.A_Expr_Kind_AEXPR_OP, names[0], e.Lexpr, items[0]),
			operation(parse.A_Expr_Kind_AEXPR_OP, names[1], e.Lexpr, items[1]),
		}}}}}
	case parse.A_Expr_Kind_AEXPR_LIKE, parse.A_Expr_Kind_AEXPR_ILIKE, parse.A_Expr_Kind_AEXPR_SIMILAR:
		return []*parse.Node{operation(parse.A_Expr_Kind_AEXPR_OP, names[0], e.Lexpr, e.Rexpr)}
	case parse.A_Expr_Kind_AEXPR_OP, parse.A_Expr_Kind_AEXPR_OP_ANY, parse.A_Expr_Kind_AEXPR_OP_ALL:
		return []*parse.Node{operation(e.Kind, names[0], e.Lexpr, e.Rexpr)}
	}
	return nil
}

// arrayOf makes an array of values in which string constants are of a type.
func arrayOf(items []*parse.Node, t model.Type) *parse.Node {
	elements := make([]*parse.Node, len(items))
	for i, n := range items {
		elements[i] = n
		if n.GetAConst().GetSval() != nil {
			elements[i] = &parse.Node{Node: &parse.Node_TypeCast{TypeCast: &parse.TypeCast{Arg: n, TypeName: typeNode(t)}}}
		}
	}
	return &parse.Node{Node: &parse.Node_AArrayExpr{AArrayExpr: &parse.A_ArrayExpr{Elements: elements}}}
}

// typeNode makes the tree of a type without modifiers.
func typeNode(t model.Type) *parse.TypeName {
	tn := &parse.TypeName{Names: nameNodes(t.Schema, t.Name), Typemod: -1}
	if t.Schema == "" {
		name := t.Name
		if in, ok := internal[name]; ok {
			name = in
		}
		tn.Names = nameNodes(catalogSchema, unquote(name))
	}
	if t.Array {
		tn.ArrayBounds = []*parse.Node{{Node: &parse.Node_Integer{Integer: &parse.Integer{Ival: -1}}}}
	}
	return tn
}

// copyCall copies what may be changed of a call.
func copyCall(c *parse.FuncCall) *parse.FuncCall {
	return &parse.FuncCall{
		Funcname: c.Funcname, Args: c.Args, AggOrder: c.AggOrder, AggFilter: c.AggFilter, Over: c.Over,
		AggWithinGroup: c.AggWithinGroup, AggStar: c.AggStar, AggDistinct: c.AggDistinct,
		FuncVariadic: c.FuncVariadic, Funcformat: c.Funcformat, Location: c.Location,
	}
}

// catalog returns what the analyser needs to know of the database as it is.
func (r *reader) catalog() (*expr.Catalog, error) {
	if r.cached != nil && r.cachedAt == r.db.generation {
		return r.cached, nil
	}
	schema := r.db.symbols()
	catalog, err := expr.NewCatalog(r.version.Major(), &schema)
	if err != nil {
		return nil, err
	}
	r.cached, r.cachedAt = catalog, r.db.generation
	return catalog, nil
}

// typeOf returns the type of an expression and whether it could be told.
func (r *reader) typeOf(e expression, s scope) (model.Type, bool) {
	catalog, err := r.catalog()
	if err != nil {
		return model.Type{}, false
	}
	exprScope := r.exprScope(s)
	exprScope.SearchPath = nil // the text is qualified
	t, err := catalog.TypeOf(exprScope, e.text)
	return t, err == nil
}
