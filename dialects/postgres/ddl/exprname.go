package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// qualifyFunction gives a function the name that it has under an empty
// search_path. It says whether that needs more than the name.
func (r *reader) qualifyFunction(c *parse.FuncCall) (doubtful bool) {
	names := stringsOf(c.Funcname)
	name := names[len(names)-1]
	if c.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX {
		return false
	}
	if r.jsonFunction(c) {
		return false
	}
	if len(names) > 1 {
		schema := names[len(names)-2]
		if schema == catalogSchema {
			if name != "like_escape" && name != "similar_to_escape" { // how LIKE … ESCAPE is kept
				c.Funcname = nameNodes(name)
			}
			r.qualifyArgument(c, name)
			return false
		}
		if !r.hasRoutine(schema, name) && !r.foreignIn(schema) {
			r.missing(c.Location, "function %s does not exist", deparse.Qualified(names...))
		}
		return false
	}
	builtin := r.hasBuiltin(name)
	schema := ""
	for _, s := range r.routinePath() {
		if s != catalogSchema && r.hasRoutine(s, name) {
			schema = s
			break
		}
	}
	switch {
	case builtin && schema != "":
		return true
	case builtin:
		r.qualifyArgument(c, name)
	case schema != "":
		c.Funcname = nameNodes(schema, name)
	default:
		r.otherFunction(c, name)
	}
	return false
}

// jsonFunction says whether a call is an SQL/JSON function of PostgreSQL 17. An
// older server does not understand their clauses.
func (r *reader) jsonFunction(c *parse.FuncCall) bool {
	name, arguments := parse.JSONFunction(c)
	if arguments == 0 {
		return false
	}
	if r.version.HasJSONFunctions() {
		return true
	}
	for _, arg := range c.Args {
		if strings.HasPrefix(arg.GetNamedArgExpr().GetName(), parse.Prefix) {
			r.fail(c.Location, "%s needs PostgreSQL 17", strings.ToUpper(name))
		}
	}
	return false
}

// otherFunction resolves a call of what is no function: a cast that is written
// as one, or a function of an extension that nothing is known about.
func (r *reader) otherFunction(c *parse.FuncCall, name string) {
	if ref, ok := r.lookupType([]string{name}); ok && len(c.Args) == 1 {
		switch {
		case ref.user != nil && ref.user.ns.name != catalogSchema:
			c.Funcname = nameNodes(ref.user.ns.name, ref.user.name)
		case ref.builtin == nil:
			c.Funcname = nameNodes(ref.foreign.Schema, ref.foreign.Name)
		}
		return
	}
	if q, ok := r.foreignName(name); ok {
		c.Funcname = nameNodes(q.Schema, name)
		return
	}
	r.missing(c.Location, "function %s does not exist", deparse.Ident(name))
}

// configured says whether the first of so many arguments of a built-in function
// is a text search configuration.
func configured(function string, args int) bool {
	switch function {
	case "to_tsvector", "json_to_tsvector", "jsonb_to_tsvector":
		return args == 2 && function == "to_tsvector" || args == 3
	case "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery":
		return args == 2
	case "ts_headline":
		return args == 4
	}
	return false
}

// hasBuiltin says whether pg_catalog has a routine of that name: the server's
// own, or one of an extension that was put there.
func (r *reader) hasBuiltin(name string) bool {
	if ns := r.db.namespaces[catalogSchema]; ns != nil && len(ns.routines[name]) > 0 {
		return true
	}
	return slices.ContainsFunc(r.facts.ProcsNamed(name), func(p *facts.Proc) bool { return p.Schema == catalogSchema })
}

// hasRoutine says whether a schema has a routine of that name.
func (r *reader) hasRoutine(schema, name string) bool {
	if slices.ContainsFunc(r.facts.ProcsNamed(name), func(p *facts.Proc) bool { return p.Schema == schema }) {
		return true
	}
	ns := r.db.namespaces[schema]
	return ns != nil && len(ns.routines[name]) > 0
}

// qualifyArgument resolves the name of a sequence that a function takes as a
// string: nextval('seq') means nextval('seq'::regclass).
func (r *reader) qualifyArgument(c *parse.FuncCall, name string) {
	if configured(name, len(c.Args)) {
		if literal := c.Args[0].GetAConst().GetSval(); literal != nil {
			literal.Sval = r.textSearchName(literal.Sval, kind.TextSearchConfiguration)
		}
		return
	}
	if name != "nextval" && name != "currval" && name != "setval" || len(c.Args) == 0 {
		return
	}
	literal := c.Args[0].GetAConst().GetSval()
	if literal == nil {
		return
	}
	literal.Sval = r.regclass(literal.Sval, c.Location)
	c.Args[0] = &parse.Node{Node: &parse.Node_TypeCast{TypeCast: &parse.TypeCast{
		Arg: c.Args[0], TypeName: &parse.TypeName{Names: nameNodes("regclass"), Typemod: -1},
	}}}
}

// qualifyOperator gives an operator the name that it has under an empty
// search_path. It says whether that needs more than the name.
func (r *reader) qualifyOperator(e *parse.A_Expr) (doubtful bool) {
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_DISTINCT, parse.A_Expr_Kind_AEXPR_NOT_DISTINCT, parse.A_Expr_Kind_AEXPR_NULLIF:
		return false // always written without a schema
	}
	names := stringsOf(e.Name)
	if len(names) > 1 {
		if names[len(names)-2] == catalogSchema {
			e.Name = nameNodes(names[len(names)-1])
		}
		return false
	}
	for _, name := range operatorsOf(e) {
		builtin := len(r.facts.OperatorsNamed(name)) > 0
		schema := r.operatorSchema(name)
		if schema == "" && !builtin {
			foreign, _ := r.foreignName(name)
			schema = foreign.Schema
		}
		switch {
		case builtin && schema != "":
			return true
		case builtin:
		case schema != "":
			e.Name = nameNodes(schema, name)
		default:
			r.missing(e.Location, "operator %s does not exist", name)
		}
	}
	return false
}

// operatorsOf lists the operators that an operation stands for.
func operatorsOf(e *parse.A_Expr) []string {
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_BETWEEN, parse.A_Expr_Kind_AEXPR_BETWEEN_SYM:
		return []string{">=", "<="}
	case parse.A_Expr_Kind_AEXPR_NOT_BETWEEN, parse.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		return []string{"<", ">"}
	}
	return []string{e.Name[0].GetString_().GetSval()}
}

// operatorSchema returns the first schema of the path, but for pg_catalog, that
// has an operator of that name.
func (r *reader) operatorSchema(name string) string {
	for _, s := range r.routinePath() {
		if ns := r.db.namespaces[s]; ns != nil && len(ns.operators[name]) > 0 {
			return s
		}
	}
	return ""
}

// splitName splits the text of a qualified name as regclass takes it, nil if it
// is none.
func splitName(text string) []string {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	var names []string
	for {
		t := lexer.Next()
		word := text[t.Start:t.End]
		switch {
		case t.Kind == sqlfile.Word:
			names = append(names, strings.ToLower(word))
		case t.Kind == sqlfile.Quoted && !t.Open:
			names = append(names, unquote(word))
		default:
			return nil
		}
		switch t := lexer.Next(); {
		case t.Kind == sqlfile.EOF:
			return names
		case text[t.Start:t.End] != ".":
			return nil
		}
	}
}
