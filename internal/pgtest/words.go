package pgtest

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// words is a statement of a dump cut into its tokens.
type words struct {
	statement string
	tokens    []sqlfile.Token
}

func tokenize(statement string) words {
	w := words{statement: statement}
	lexer := sqlfile.NewLexer(statement, sqlfile.Postgres())
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		w.tokens = append(w.tokens, t)
	}
	return w
}

// text returns the i-th token, "" beyond either end.
func (w words) text(i int) string {
	if i < 0 || i >= len(w.tokens) {
		return ""
	}
	return w.statement[w.tokens[i].Start:w.tokens[i].End]
}

// begin says whether the statement begins with the given tokens.
func (w words) begin(tokens ...string) bool {
	for i, token := range tokens {
		if w.text(i) != token {
			return false
		}
	}
	return true
}

// index returns where a token stands first outside of parentheses, or the
// number of tokens.
func (w words) index(token string) int {
	depth := 0
	for i := range w.tokens {
		text := w.text(i)
		if depth == 0 && text == token {
			return i
		}
		depth += nesting(text)
	}
	return len(w.tokens)
}

func (w words) firstParenthesis() int { return w.index("(") }

// nesting is how much deeper the text after a token is nested.
func nesting(token string) int {
	switch token {
	case "(", "[":
		return 1
	case ")", "]":
		return -1
	}
	return 0
}

// list cuts the tokens from begin at the commas outside of parentheses, up to
// the token where stop says so or a parenthesis closes that was opened before.
// It returns the texts of the elements and the offsets of the whole.
func (w words) list(begin int, stop func(token string) bool) (elements []string, from, to int) {
	if begin >= len(w.tokens) {
		return nil, 0, 0
	}
	from = w.tokens[begin].Start
	start, depth := from, 0
	for i := begin; i < len(w.tokens); i++ {
		text := w.text(i)
		if depth += nesting(text); depth < 0 || depth == 0 && stop(text) {
			break
		}
		to = w.tokens[i].End
		if depth == 0 && text == "," {
			elements = append(elements, strings.TrimSpace(w.statement[start:w.tokens[i].Start]))
			start = w.tokens[i].End
		}
	}
	if to <= from {
		return nil, from, from
	}
	return append(elements, strings.TrimSpace(w.statement[start:to])), from, to
}

// sortList returns the statement with the list sorted that a parenthesis
// opens.
func (w words) sortList(parenthesis int) string {
	elements, from, to := w.list(parenthesis+1, func(string) bool { return false })
	slices.Sort(elements)
	return w.statement[:from] + strings.Join(elements, ",\n    ") + w.statement[to:]
}

// sortColumns is sortList for the columns of a table, without defaults that
// are but NULL.
func (w words) sortColumns(parenthesis int) string {
	elements, from, to := w.list(parenthesis+1, func(string) bool { return false })
	for i, element := range elements {
		elements[i] = withoutNullDefault(element)
	}
	slices.Sort(elements)
	return w.statement[:from] + strings.Join(elements, ",\n    ") + w.statement[to:]
}

// withoutNullDefault takes "DEFAULT NULL::varchar" from a column. The server
// keeps it only where the type has a modifier, though it says as little as no
// default. For a domain, whose name has a schema, it says something: it
// overrides the domain's own default.
func withoutNullDefault(column string) string {
	w := tokenize(column)
	at := w.index("DEFAULT")
	if w.text(at+1) != "NULL" || w.text(at+2) != ":" {
		return column
	}
	end := at + 4
	for ; end < len(w.tokens) && w.text(end) != "NOT"; end++ {
		if text := w.text(end); text == "." || strings.HasPrefix(text, `"`) {
			return column
		}
	}
	rest := ""
	if end < len(w.tokens) {
		rest = " " + column[w.tokens[end].Start:]
	}
	return strings.TrimSpace(column[:w.tokens[at].Start]) + rest
}

// sortParameters returns a statement with its storage parameters, or the values
// of a list partition, sorted; the server keeps them in the order in which they
// were given.
func sortParameters(statement string) string {
	w := tokenize(statement)
	for _, keyword := range []string{"WITH", "IN"} {
		if at := w.index(keyword); w.text(at+1) == "(" && (keyword == "WITH" || w.text(at-1) == "VALUES") {
			return w.sortList(at + 1)
		}
	}
	return statement
}

// sortStatisticsColumns returns CREATE STATISTICS with its columns sorted; the
// server keeps them in the order of the table's columns. Expressions come after
// the columns and stay in their order.
func (w words) sortStatisticsColumns() string {
	elements, from, to := w.list(w.index("ON")+1, func(token string) bool { return token == "FROM" })
	isColumn := func(element string) bool { return !strings.ContainsRune(element, '(') || element[0] == '"' }
	columns := 0
	for columns < len(elements) && isColumn(elements[columns]) {
		columns++
	}
	slices.Sort(elements[:columns])
	return w.statement[:from] + strings.Join(elements, ", ") + w.statement[to:]
}

// addsIndex says whether the statement adds a constraint that has an index.
func (w words) addsIndex() bool {
	if !w.begin("ALTER", "TABLE") {
		return false
	}
	add := w.index("ADD")
	if w.text(add+1) != "CONSTRAINT" {
		return false
	}
	kind := w.text(add + 3)
	return kind == "PRIMARY" || kind == "UNIQUE" || kind == "EXCLUDE"
}

// columnVersion is a mark that servers since the releases of November 2026 keep
// among the options of each column for themselves. A pg_dump that is older than
// its server prints it.
const columnVersion = "pg_attver"

// withoutVersion returns ALTER TABLE … ALTER COLUMN … SET (…) without the
// server's own mark, "" if nothing is left of it.
func (w words) withoutVersion() string {
	open := w.firstParenthesis()
	if w.text(open-1) != "SET" || w.index("COLUMN") > open {
		return w.statement
	}
	elements, from, to := w.list(open+1, func(string) bool { return false })
	rest := slices.DeleteFunc(elements, func(element string) bool {
		return strings.HasPrefix(element, columnVersion+"=")
	})
	if len(rest) == 0 {
		return ""
	}
	return w.statement[:from] + strings.Join(rest, ", ") + w.statement[to:]
}
