package parse

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Prefix begins the names of the named arguments that stand in the tree for the
// clauses of an SQL/JSON function of PostgreSQL 17: no argument of a function is
// called so.
const Prefix = "\x01"

// The clauses of SQL/JSON functions as named arguments. A clause without a value
// has its words as a constant.
const (
	JSONFormat       = Prefix + "format"
	JSONPassing      = Prefix + "passing " // followed by the variable's name
	JSONReturning    = Prefix + "returning"
	JSONOutputFormat = Prefix + "returning format"
	JSONWrapper      = Prefix + "wrapper"
	JSONQuotes       = Prefix + "quotes"
	JSONUnique       = Prefix + "unique"
	JSONOnEmpty      = Prefix + "on empty"
	JSONOnError      = Prefix + "on error"
)

// JSONFunction returns the SQL/JSON function that a call of that name is from
// PostgreSQL 17 on, "" if it is none, and how many arguments it has before its
// clauses.
func JSONFunction(f *FuncCall) (name string, arguments int) {
	if len(f.GetFuncname()) != 1 || f.Funcformat == CoercionForm_COERCE_SQL_SYNTAX {
		return "", 0
	}
	name = f.Funcname[0].GetString_().GetSval()
	return name, jsonArguments(name)
}

func jsonArguments(name string) int {
	switch name {
	case "json_exists", "json_value", "json_query":
		return 2
	case "json_scalar", "json_serialize", "json":
		return 1
	}
	return 0
}

// jsonCall is a call whose clauses are taken out of the text.
type jsonCall struct {
	location  int
	arguments int
	// slots are the clauses that the arguments after these are the values of;
	// words are the others.
	slots []string
	words [][2]string
}

// rewriteJSON takes the clauses of the SQL/JSON functions out of a text, byte for
// byte in place, so far that the parser takes what is left for calls of functions.
func rewriteJSON(text string) (string, []jsonCall) {
	r := &rewriter{text: text, out: []byte(text)}
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			break
		}
		r.tokens = append(r.tokens, t)
	}
	var calls []jsonCall
	for i, t := range r.tokens {
		if t.Kind != sqlfile.Word || !r.punct(i+1, '(') || r.punct(i-1, '.') {
			continue
		}
		if n := jsonArguments(strings.ToLower(text[t.Start:t.End])); n > 0 {
			j := jsonRewriter{rewriter: r, call: jsonCall{location: t.Start, arguments: n}}
			j.run(i + 2)
			if len(j.call.slots)+len(j.call.words) > 0 {
				calls = append(calls, j.call)
			}
		}
	}
	return string(r.out), calls
}

// jsonRewriter walks over the arguments of one call.
type jsonRewriter struct {
	*rewriter
	call    jsonCall
	passing bool
	output  bool // RETURNING was there
}

func (j *jsonRewriter) run(i int) {
	for depth := 0; i < len(j.tokens); i++ {
		switch {
		case j.punct(i, '(') || j.punct(i, '['):
			depth++
		case j.punct(i, ')') || j.punct(i, ']'):
			if depth--; depth < 0 {
				return
			}
		case depth == 0 && j.tokens[i].Kind == sqlfile.Word:
			i = j.clause(i)
		}
	}
}

// clause takes the clause away that begins at a token, and returns the index of
// the last token that it dealt with.
func (j *jsonRewriter) clause(i int) int {
	switch {
	case j.are(i, "format", "json"):
		name, n := JSONFormat, 2
		if j.output {
			name = JSONOutputFormat
		}
		if j.is(i+2, "encoding") {
			n = 4
		}
		return j.take(name, i, n)
	case j.is(i, "passing"):
		j.passing = true
		j.instead(i, ",")
	case j.passing && j.is(i, "as") && j.name(i+1):
		j.call.slots = append(j.call.slots, JSONPassing+j.identifier(i+1))
		return j.blank(i, 2)
	case j.is(i, "returning"):
		j.passing, j.output = false, true
		j.call.slots = append(j.call.slots, JSONReturning)
		j.instead(i, ", NULL::")
	case j.is(i, "with") || j.is(i, "without"):
		return j.with(i)
	case (j.is(i, "keep") || j.is(i, "omit")) && j.is(i+1, "quotes"):
		n := 2
		if j.are(i+2, "on", "scalar", "string") {
			n = 5
		}
		j.call.words = append(j.call.words, [2]string{JSONQuotes, j.words(i, 1)})
		return j.blank(i, n)
	case j.is(i, "default"):
		j.instead(i, ",")
	case j.is(i, "on") && (j.is(i+1, "empty") || j.is(i+1, "error")):
		j.call.slots = append(j.call.slots, j.occasion(i+1)) // behind DEFAULT
		return j.blank(i, 2)
	default:
		return j.behaviour(i)
	}
	return i
}

// with takes away WITH … WRAPPER and WITH UNIQUE KEYS.
func (j *jsonRewriter) with(i int) int {
	n := i + 1
	for j.is(n, "conditional") || j.is(n, "unconditional") || j.is(n, "array") {
		n++
	}
	switch {
	case j.is(n, "wrapper"):
		wrapper := j.words(i, 1)
		if wrapper == "WITH" && j.is(i+1, "conditional") {
			wrapper = "WITH CONDITIONAL"
		}
		j.call.words = append(j.call.words, [2]string{JSONWrapper, wrapper})
		return j.blank(i, n+1-i)
	case j.is(i+1, "unique"):
		j.call.words = append(j.call.words, [2]string{JSONUnique, j.words(i, 1)})
		if j.is(i+2, "keys") {
			n++
		}
		return j.blank(i, n+1-i)
	}
	return i
}

// behaviour takes away what happens on error or with nothing found.
func (j *jsonRewriter) behaviour(i int) int {
	n := i + 1
	switch {
	case j.is(i, "empty"):
		if j.is(n, "array") || j.is(n, "object") {
			n++
		}
	case !j.is(i, "error") && !j.is(i, "null") && !j.is(i, "true") && !j.is(i, "false") && !j.is(i, "unknown"):
		return i
	}
	if !j.is(n, "on") || !j.is(n+1, "empty") && !j.is(n+1, "error") {
		return i
	}
	j.passing = false
	j.call.words = append(j.call.words, [2]string{j.occasion(n + 1), j.words(i, n-i)})
	return j.blank(i, n+2-i)
}

func (j *jsonRewriter) occasion(i int) string {
	if j.is(i, "empty") {
		return JSONOnEmpty
	}
	return JSONOnError
}

// take notes the words of a clause and blanks them.
func (j *jsonRewriter) take(name string, i, n int) int {
	j.call.words = append(j.call.words, [2]string{name, j.words(i, n)})
	return j.blank(i, n)
}

// words returns n tokens in upper case.
func (j *jsonRewriter) words(i, n int) string {
	var list []string
	for _, t := range j.tokens[i:min(i+n, len(j.tokens))] {
		list = append(list, strings.ToUpper(j.text[t.Start:t.End]))
	}
	return strings.Join(list, " ")
}

// blank overwrites n tokens and returns the index of the last one.
func (j *jsonRewriter) blank(i, n int) int {
	last := min(i+n, len(j.tokens)) - 1
	j.put(j.tokens[i].Start, j.tokens[last].End, "")
	return last
}

// instead puts another text in the place of a token.
func (j *jsonRewriter) instead(i int, text string) {
	j.put(j.tokens[i].Start, j.tokens[i].End, text)
}

// identifier returns the name that a token is.
func (j *jsonRewriter) identifier(i int) string {
	text := j.text[j.tokens[i].Start:j.tokens[i].End]
	if j.tokens[i].Kind == sqlfile.Quoted {
		return strings.ReplaceAll(strings.Trim(text, `"`), `""`, `"`)
	}
	return strings.ToLower(text)
}

// parseJSON parses a text that has clauses of SQL/JSON functions. It reports
// whether that went well.
func parseJSON(text string) ([]*pg.RawStmt, bool) {
	rewritten, calls := rewriteJSON(text)
	if len(calls) == 0 {
		return nil, false
	}
	stmts, err := parse(rewritten)
	if err != nil || len(stmts) != 1 || !restoreJSON(stmts[0].GetStmt(), calls) {
		return nil, false
	}
	return stmts, true
}

// restoreJSON gives the calls in a tree their clauses back. It reports whether
// it found every call as it should be.
func restoreJSON(node *Node, calls []jsonCall) bool {
	left := len(calls)
	Walk(node, func(part any) {
		f, ok := part.(*FuncCall)
		if !ok {
			return
		}
		for _, c := range calls {
			if c.location == int(f.Location) && len(f.Args) == c.arguments+len(c.slots) {
				c.restore(f)
				left--
			}
		}
	})
	return left == 0
}

func (c jsonCall) restore(f *FuncCall) {
	for i, name := range c.slots {
		f.Args[c.arguments+i] = namedArgument(name, f.Args[c.arguments+i])
	}
	for _, w := range c.words {
		f.Args = append(f.Args, namedArgument(w[0], jsonWords(w[1])))
	}
}

// wordsLocation marks the constant that is a clause of keywords.
const wordsLocation = -17

func jsonWords(words string) *Node {
	return &Node{Node: &Node_AConst{AConst: &A_Const{Val: &A_Const_Sval{Sval: &String{Sval: words}}, Location: wordsLocation}}}
}

// IsJSONWords says whether the value of a clause are keywords, and no expression.
func IsJSONWords(clause *Node) bool { return clause.GetAConst().GetLocation() == wordsLocation }

func namedArgument(name string, value *Node) *Node {
	return &Node{Node: &Node_NamedArgExpr{NamedArgExpr: &NamedArgExpr{Name: name, Arg: value, Argnumber: -1}}}
}
