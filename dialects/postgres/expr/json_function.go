package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// jsonFunction analyses an SQL/JSON function of PostgreSQL 17
// (transformJsonFuncExpr and its kin); nil if the call is none.
func (a *analysis) jsonFunction(f *parse.FuncCall) *node {
	name, arguments := parse.JSONFunction(f)
	if arguments == 0 {
		return nil
	}
	j := &jsonCall{analysis: a, function: name, words: map[string]string{}}
	j.read(f)
	if a.c.major < 17 {
		if len(f.Args) > len(j.plain) {
			fail("%s needs PostgreSQL 17", strings.ToUpper(name))
		}
		return nil
	}
	if len(j.plain) != arguments {
		fail("%s takes %d arguments", strings.ToUpper(name), arguments)
	}
	switch name {
	case "json_exists", "json_value", "json_query":
		return j.query()
	default:
		return j.constructor()
	}
}

// jsonCall is one call with its clauses.
type jsonCall struct {
	*analysis
	function string
	plain    []*parse.Node
	passing  []*parse.NamedArgExpr
	returned *parse.TypeName
	// words are clauses of keywords, defaults those with a value.
	words            map[string]string
	onEmpty, onError *parse.Node
}

func (j *jsonCall) read(f *parse.FuncCall) {
	for _, arg := range f.Args {
		named := arg.GetNamedArgExpr()
		switch {
		case named == nil || !strings.HasPrefix(named.Name, parse.Prefix):
			j.plain = append(j.plain, arg)
		case strings.HasPrefix(named.Name, parse.JSONPassing):
			j.passing = append(j.passing, named)
		case named.Name == parse.JSONReturning:
			j.returned = named.Arg.GetTypeCast().GetTypeName()
		case parse.IsJSONWords(named.Arg):
			j.words[named.Name] = named.Arg.GetAConst().GetSval().GetSval()
		case named.Name == parse.JSONOnEmpty:
			j.onEmpty = named.Arg
		case named.Name == parse.JSONOnError:
			j.onError = named.Arg
		}
	}
}

// value is transformJsonValueExpr: a literal is text, and the words FORMAT JSON
// stay with the value.
func (j *jsonCall) value(n *parse.Node, format string) *node {
	v := j.text(j.expression(n))
	if format == "" {
		return v
	}
	return &node{kind: kindJSON, name: "json value " + format, typ: v.typ, args: []*node{v}}
}

func (j *jsonCall) text(v *node) *node {
	if v.typ == j.c.known.unknown {
		return j.coerceType(v, j.c.known.text, "", implicit)
	}
	return v
}

// query analyses JSON_EXISTS, JSON_VALUE and JSON_QUERY.
func (j *jsonCall) query() *node {
	path := j.coerceTo(j.expression(j.plain[1]), j.c.known.jsonpath, "", implicit)
	if path == nil {
		fail("the path of %s is no jsonpath", strings.ToUpper(j.function))
	}
	out := &node{kind: kindJSON, name: j.function, args: []*node{j.value(j.plain[0], j.words[parse.JSONFormat]), path}}
	for _, p := range j.passing {
		out.names = append(out.names, strings.TrimPrefix(p.Name, parse.JSONPassing))
		out.args = append(out.args, j.text(j.expression(p.Arg)))
	}
	none := "NULL"
	k := &j.c.known
	switch j.function {
	case "json_exists":
		out.typ, none = k.boolean, "FALSE"
	case "json_value":
		j.returning(out, k.text)
	default:
		j.returning(out, k.jsonb)
		j.wrapping(out)
	}
	j.behaviour(out, " on empty", j.words[parse.JSONOnEmpty], none, j.onEmpty)
	j.behaviour(out, " on error", j.words[parse.JSONOnError], none, j.onError)
	return out
}

// constructor analyses JSON, JSON_SCALAR and JSON_SERIALIZE.
func (j *jsonCall) constructor() *node {
	out := &node{kind: kindJSON, name: "function " + j.function, typ: j.c.known.json}
	out.args = []*node{j.value(j.plain[0], j.words[parse.JSONFormat])}
	if j.words[parse.JSONUnique] == "WITH" {
		out.name += " unique"
	}
	if j.function == "json_serialize" {
		j.returning(out, j.c.known.text)
	}
	return out
}

// returning takes the type of the result.
func (j *jsonCall) returning(out *node, usual *facts.Type) {
	out.typ = usual
	if j.returned != nil {
		out.typ, out.mods = j.typeName(j.returned)
		j.useType(out.typ)
	}
	out.names = append(out.names, out.mods)
	if format := j.words[parse.JSONOutputFormat]; format != "" && base(out.typ) != j.c.known.jsonb && base(out.typ) != j.c.known.json {
		out.name += " returning " + format
	}
}

// wrapping takes what JSON_QUERY does with several values and with strings.
func (j *jsonCall) wrapping(out *node) {
	if w := j.words[parse.JSONWrapper]; w != "" && w != "WITHOUT" {
		out.name += " wrapper " + w
	}
	if j.words[parse.JSONQuotes] == "OMIT" {
		out.name += " omit quotes"
	}
}

// behaviour takes what happens on an occasion, unless it is the usual.
func (j *jsonCall) behaviour(out *node, occasion, words, usual string, value *parse.Node) {
	switch {
	case value != nil:
		v := j.coerceTo(j.expression(value), out.typ, out.mods, assignment)
		if v == nil {
			fail("the default%s of %s is of another type", occasion, strings.ToUpper(j.function))
		}
		out.name += occasion
		out.args = append(out.args, v)
	case words != "" && words != usual:
		if words == "EMPTY" {
			words = "EMPTY ARRAY"
		}
		out.name += occasion + " " + words
	}
}
