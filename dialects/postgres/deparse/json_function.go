package deparse

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// jsonFunction writes an SQL/JSON function of PostgreSQL 17, whose clauses are
// named arguments in the tree, in the order that the grammar wants.
func (w *writer) jsonFunction(c *parse.FuncCall, name string) {
	clauses := map[string]*parse.Node{}
	var plain, passing []*parse.Node
	for _, arg := range c.Args {
		named := arg.GetNamedArgExpr()
		switch {
		case named == nil || !strings.HasPrefix(named.Name, parse.Prefix):
			plain = append(plain, arg)
		case strings.HasPrefix(named.Name, parse.JSONPassing):
			passing = append(passing, arg)
		default:
			clauses[named.Name] = named.Arg
		}
	}
	w.put(strings.ToUpper(name) + "(")
	for i, arg := range plain {
		if i > 0 {
			w.put(", ")
		}
		w.expr(arg, lowest)
		if i == 0 {
			w.jsonWords(clauses[parse.JSONFormat], "")
		}
	}
	for i, arg := range passing {
		if i > 0 {
			w.put(",")
		} else {
			w.put(" PASSING")
		}
		named := arg.GetNamedArgExpr()
		w.put(" ")
		w.expr(named.Arg, lowest)
		w.put(" AS " + Ident(strings.TrimPrefix(named.Name, parse.JSONPassing)))
	}
	if returning := clauses[parse.JSONReturning]; returning != nil {
		w.put(" RETURNING ")
		w.typeName(returning.GetTypeCast().GetTypeName())
		w.jsonWords(clauses[parse.JSONOutputFormat], "")
	}
	w.jsonWords(clauses[parse.JSONWrapper], " WRAPPER")
	w.jsonWords(clauses[parse.JSONQuotes], " QUOTES")
	w.jsonWords(clauses[parse.JSONUnique], " UNIQUE KEYS")
	w.jsonBehaviour(clauses[parse.JSONOnEmpty], " ON EMPTY")
	w.jsonBehaviour(clauses[parse.JSONOnError], " ON ERROR")
	w.put(")")
}

// jsonWords writes a clause of nothing but keywords.
func (w *writer) jsonWords(clause *parse.Node, rest string) {
	if words := clause.GetAConst().GetSval(); words != nil {
		w.put(" " + words.Sval + rest)
	}
}

// jsonBehaviour writes what happens on an occasion: keywords, or a default.
func (w *writer) jsonBehaviour(clause *parse.Node, occasion string) {
	switch {
	case clause == nil:
		return
	case parse.IsJSONWords(clause):
		w.jsonWords(clause, "")
	default:
		w.put(" DEFAULT ")
		w.expr(clause, lowest)
	}
	w.put(occasion)
}
