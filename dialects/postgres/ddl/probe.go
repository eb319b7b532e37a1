package ddl

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// truth is the answer to a condition of a DO block.
type truth uint8

const (
	unknown truth = iota
	holds
	fails
)

func truthOf(b bool) truth {
	if b {
		return holds
	}
	return fails
}

// probe answers conditions that scripts ask before they create something: is
// there a table, a type, a constraint of that name; which version is the server
// of. Anything else is unknown.
func (r *reader) probe(node *parse.Node) truth {
	switch n := node.GetNode().(type) {
	case *parse.Node_BoolExpr:
		return r.probeBool(n.BoolExpr)
	case *parse.Node_SubLink:
		query := n.SubLink.Subselect.GetSelectStmt()
		switch {
		case query == nil:
		case n.SubLink.SubLinkType == parse.SubLinkType_EXISTS_SUBLINK:
			return r.probeExists(query)
		case n.SubLink.SubLinkType == parse.SubLinkType_EXPR_SUBLINK && len(query.TargetList) == 1:
			return r.probeCount(query.TargetList[0].GetResTarget().GetVal().GetAExpr(), query) // (SELECT count(*) = 0 …)
		}
	case *parse.Node_NullTest:
		return r.probeNull(n.NullTest)
	case *parse.Node_AExpr:
		if link := n.AExpr.Lexpr.GetSubLink(); link.GetSubLinkType() == parse.SubLinkType_EXPR_SUBLINK {
			query := link.Subselect.GetSelectStmt()
			if query != nil && len(query.TargetList) == 1 { // (SELECT count(*) …) = 0
				counted := &parse.A_Expr{Kind: n.AExpr.Kind, Name: n.AExpr.Name, Rexpr: n.AExpr.Rexpr}
				counted.Lexpr = query.TargetList[0].GetResTarget().GetVal()
				return r.probeCount(counted, query)
			}
		}
		return r.probeVersion(n.AExpr)
	case *parse.Node_AConst:
		if v := n.AConst.GetBoolval(); v != nil {
			return truthOf(v.Boolval)
		}
	}
	return unknown
}

func (r *reader) probeBool(e *parse.BoolExpr) truth {
	if e.Boolop == parse.BoolExprType_NOT_EXPR {
		switch r.probe(e.Args[0]) {
		case holds:
			return fails
		case fails:
			return holds
		default:
		}
		return unknown
	}
	decisive := fails
	if e.Boolop == parse.BoolExprType_OR_EXPR {
		decisive = holds
	}
	result := holds
	if decisive == holds {
		result = fails
	}
	for _, arg := range e.Args {
		switch t := r.probe(arg); t {
		case decisive:
			return decisive
		case unknown:
			result = unknown
		default:
		}
	}
	return result
}

// probeNull answers to_regclass('name') IS NULL and its like.
func (r *reader) probeNull(n *parse.NullTest) truth {
	call := n.Arg.GetFuncCall()
	if call == nil || len(call.Args) != 1 {
		return unknown
	}
	names := splitName(constantText(call.Args[0]))
	if names == nil {
		return unknown
	}
	var there bool
	switch name := lastName(call.Funcname); name {
	case "to_regclass":
		there = r.find(names) != nil || r.isSystemRelation(names)
	case "to_regtype":
		_, there = r.lookupType(names)
	case "to_regnamespace":
		there = r.db.namespaces[names[0]] != nil
	default:
		return unknown
	}
	return truthOf(there == (n.Nulltesttype == parse.NullTestType_IS_NOT_NULL))
}

// probeVersion answers current_setting('server_version_num')::int >= 90500.
func (r *reader) probeVersion(e *parse.A_Expr) truth {
	name := lastName(e.Name)
	call := e.Lexpr.GetTypeCast().GetArg().GetFuncCall()
	function := lastName(call.GetFuncname())
	if e.Kind != parse.A_Expr_Kind_AEXPR_OP || function != "current_setting" || len(call.GetArgs()) == 0 ||
		constantText(call.Args[0]) != "server_version_num" || e.Rexpr.GetAConst().GetIval() == nil {
		return unknown
	}
	return compareInts(int(r.version), name, int(e.Rexpr.GetAConst().GetIval().Ival))
}

func compareInts(a int, operator string, b int) truth {
	switch operator {
	case ">=":
		return truthOf(a >= b)
	case ">":
		return truthOf(a > b)
	case "<":
		return truthOf(a < b)
	case "<=":
		return truthOf(a <= b)
	case "=":
		return truthOf(a == b)
	case "<>":
		return truthOf(a != b)
	}
	return unknown
}

// constantText returns the text of a constant, under casts; "" if it is none.
func constantText(n *parse.Node) string {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	switch c := n.GetAConst(); {
	case c.GetSval() != nil:
		return c.GetSval().Sval
	case c.GetIval() != nil:
		return strconv.Itoa(int(c.GetIval().Ival))
	}
	return ""
}

// wanted is what a query of the catalog asks for, by role.
type wanted struct {
	schema, relation, column, constraint, typ, extension, label, routine, other string
	// any lists the names that one column may have: column IN ('a', 'b').
	any       []string
	anyColumn string
}

// probeExists answers EXISTS (SELECT … FROM <catalogs> WHERE <column> = 'name'
// AND …).
func (r *reader) probeExists(s *parse.SelectStmt) truth {
	n, known := r.countCatalog(s)
	switch {
	case known:
		return truthOf(n > 0)
	case r.emptyQuery(s, 0):
		return fails
	}
	return unknown
}

// probeCount answers count(*) = 2 of such a query.
func (r *reader) probeCount(e *parse.A_Expr, s *parse.SelectStmt) truth {
	function := lastName(e.GetLexpr().GetFuncCall().GetFuncname())
	operator := lastName(e.GetName())
	limit := e.GetRexpr().GetAConst()
	if function != "count" || limit == nil || limit.Isnull {
		return unknown
	}
	n, known := r.countCatalog(s)
	if !known {
		return unknown
	}
	return compareInts(n, operator, int(limit.GetIval().GetIval()))
}

// countCatalog counts what a query of the catalog finds.
func (r *reader) countCatalog(s *parse.SelectStmt) (n int, known bool) {
	if s.Op != parse.SetOperation_SETOP_NONE || len(s.GroupClause) > 0 || s.LimitOffset != nil || s.WithClause != nil {
		return 0, false
	}
	var w wanted
	for _, item := range s.FromClause {
		if !r.probeFrom(item, &w) {
			return 0, false
		}
	}
	if !r.probeWhere(s.WhereClause, &w) {
		return 0, false
	}
	variants := []wanted{w}
	if w.anyColumn != "" {
		variants = nil
		for _, name := range w.any {
			v := w
			if !v.set(w.anyColumn, name) {
				return 0, false
			}
			variants = append(variants, v)
		}
	}
	for _, v := range variants {
		switch r.isThere(v) {
		case holds:
			n++
		case unknown:
			return 0, false
		default:
		}
	}
	return n, true
}

// probeFrom looks at an item of FROM: a catalog, or a join of some.
func (r *reader) probeFrom(n *parse.Node, w *wanted) bool {
	if j := n.GetJoinExpr(); j != nil {
		return r.probeFrom(j.Larg, w) && r.probeFrom(j.Rarg, w) && (j.Quals == nil || r.probeWhere(j.Quals, w))
	}
	v := n.GetRangeVar()
	if v == nil {
		return false
	}
	names := rangeNames(v)
	return r.find(names) == nil && r.isSystemRelation(names)
}

// probeWhere collects the conditions column = 'name'. Joins of two columns say
// nothing more; any other condition is too much.
func (r *reader) probeWhere(n *parse.Node, w *wanted) bool {
	if n == nil {
		return false
	}
	if b := n.GetBoolExpr(); b != nil {
		if b.Boolop != parse.BoolExprType_AND_EXPR {
			return false
		}
		for _, arg := range b.Args {
			if !r.probeWhere(arg, w) {
				return false
			}
		}
		return true
	}
	e := n.GetAExpr()
	operator := lastName(e.GetName())
	if e.GetKind() == parse.A_Expr_Kind_AEXPR_IN && operator == "=" && w.anyColumn == "" {
		w.anyColumn = lastName(e.Lexpr.GetColumnRef().GetFields())
		for _, item := range e.Rexpr.GetList().GetItems() {
			w.any = append(w.any, constantText(item))
		}
		return w.anyColumn != ""
	}
	if e == nil || e.Kind != parse.A_Expr_Kind_AEXPR_OP || operator != "=" {
		return false
	}
	left, right := e.Lexpr, e.Rexpr
	if left.GetColumnRef() == nil {
		left, right = right, left
	}
	column := lastName(left.GetColumnRef().GetFields())
	if column == "" {
		return false
	}
	if right.GetColumnRef() != nil {
		return true
	}
	value := constantText(right)
	return value != "" && w.set(column, value) || isCurrentSchema(right) && r.setSchemaWanted(column, w)
}

// isCurrentSchema says whether an expression is current_schema or
// current_schema().
func isCurrentSchema(n *parse.Node) bool {
	name := lastName(n.GetFuncCall().GetFuncname())
	return name == "current_schema" || n.GetSqlvalueFunction().GetOp() == parse.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA
}

func (r *reader) setSchemaWanted(column string, w *wanted) bool {
	for _, name := range r.session.path {
		if r.db.namespaces[name] != nil {
			return w.set(column, name)
		}
	}
	return false
}

// set notes what a column of a catalog is compared with.
func (w *wanted) set(column, value string) bool {
	to := (*string)(nil)
	switch column {
	case "nspname", "table_schema", "schemaname", "constraint_schema", "schema_name", "connamespace", "relnamespace",
		"typnamespace", "routine_schema", "pronamespace", "index_schema", "udt_schema", "indexrelnamespace":
		to = &w.schema
	case "relname", "table_name", "tablename", "viewname", "indexname", "sequencename", "sequence_name", "matviewname",
		"conrelid", "attrelid", "tgrelid", "indrelid", "indexrelid":
		to = &w.relation
	case "column_name", "attname":
		to = &w.column
	case "conname", "constraint_name":
		to = &w.constraint
	case "typname", "udt_name", "domain_name":
		to = &w.typ
	case "extname":
		to = &w.extension
	case "enumlabel":
		to = &w.label
	case "enumtypid":
		to = &w.typ
	case "proname", "routine_name":
		to = &w.routine
	case "tgname", "trigger_name", "policyname", "polname", "rulename", "pubname", "srvname", "collname":
		to = &w.other
	case "relkind", "contype", "typtype", "constraint_type", "table_type", "attisdropped", "table_catalog",
		"constraint_catalog", "attnum":
		return true // narrows down what the name says already
	default:
		return false
	}
	if *to != "" && *to != value {
		return false
	}
	*to = value
	return true
}

// isThere looks for what is wanted.
func (r *reader) isThere(w wanted) truth {
	if w.relation != "" && w.schema == "" {
		if names := splitName(w.relation); len(names) == 2 { // 's.t'::regclass
			w.schema, w.relation = names[0], names[1]
		}
	}
	inSchema := func(ns *namespace) bool { return w.schema == "" || ns.name == w.schema }
	switch {
	case w.extension != "":
		return truthOf(r.db.extensions[w.extension] != nil || w.extension == builtinExtension)
	case w.other != "":
		for id := range r.db.others {
			if id.Name == w.other && (w.relation == "" || id.Parent == w.relation) && (w.schema == "" || id.Schema == w.schema) {
				return holds
			}
		}
		return fails
	case w.label != "" && w.typ == "":
		return unknown
	case w.relation == "" && w.column == "" && w.constraint == "" && w.typ == "" && w.routine == "":
		if w.schema == "" {
			return unknown
		}
		return truthOf(r.db.namespaces[w.schema] != nil)
	}
	for _, name := range sortedKeys(r.db.namespaces) {
		if ns := r.db.namespaces[name]; inSchema(ns) && ns.has(w) {
			return holds
		}
	}
	return fails
}

// has says whether a schema has what is wanted.
func (ns *namespace) has(w wanted) bool {
	if w.typ != "" {
		t := ns.types[w.typ]
		return t != nil && (w.label == "" || contains(t.labels, w.label))
	}
	if w.routine != "" {
		return len(ns.routines[w.routine]) > 0
	}
	if w.relation == "" {
		if w.constraint != "" {
			return ns.constraints[w.constraint] > 0
		}
		for _, rel := range ns.relations {
			if t, ok := rel.(*table); ok && t.column(w.column) != nil {
				return true
			}
		}
		return false
	}
	rel := ns.relations[w.relation]
	if rel == nil {
		return false
	}
	t, ok := rel.(*table)
	switch {
	case w.column != "":
		return ok && t.column(w.column) != nil
	case w.constraint != "":
		return ok && t.hasConstraint(w.constraint)
	}
	return true
}
