package recognize

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// cursor reads the tokens of a statement, without comments.
type cursor struct {
	text   string
	tokens []sqlfile.Token
	at     int
	// wrong: what was read isn't what was expected.
	wrong bool
}

func newCursor(text string, syntax sqlfile.Syntax) *cursor {
	c := &cursor{text: text}
	lexer := sqlfile.NewLexer(text, syntax)
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		c.tokens = append(c.tokens, t)
	}
	return c
}

func (c *cursor) done() bool { return c.at >= len(c.tokens) }

// token is the text of the token at a distance, "" behind the end.
func (c *cursor) token(distance int) string {
	if i := c.at + distance; i >= 0 && i < len(c.tokens) {
		return c.text[c.tokens[i].Start:c.tokens[i].End]
	}
	return ""
}

// is says whether words come next.
func (c *cursor) is(words ...string) bool {
	for i, word := range words {
		if !strings.EqualFold(c.token(i), word) {
			return false
		}
	}
	return true
}

// accept takes words if they come next, all of them or none.
func (c *cursor) accept(words ...string) bool {
	if !c.is(words...) {
		return false
	}
	c.at += len(words)
	return true
}

// expect takes words that must come next.
func (c *cursor) expect(words ...string) {
	if !c.accept(words...) {
		c.wrong = true
	}
}

// name takes a name. One that is quoted loses its quotes.
func (c *cursor) name() string {
	text := c.token(0)
	c.at++
	if len(text) < 2 {
		c.wrong = c.wrong || text == "" || strings.ContainsAny(text, "(),.;=")
		return text
	}
	switch q := text[:1]; q {
	case `"`, "`":
		return strings.ReplaceAll(text[1:len(text)-1], q+q, q)
	}
	return text
}

// qualified takes a name that may have a schema.
func (c *cursor) qualified() (schema, name string) {
	name = c.name()
	if c.accept(".") {
		return name, c.name()
	}
	return "", name
}

// names takes names in parentheses.
func (c *cursor) names() []string {
	var list []string
	c.expect("(")
	for !c.wrong {
		list = append(list, c.name())
		if c.accept(")") {
			return list
		}
		c.expect(",")
	}
	return nil
}

// inside takes what stands in parentheses.
func (c *cursor) inside() string {
	c.expect("(")
	first, depth := c.at, 1
	for ; !c.done(); c.at++ {
		switch c.token(0) {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth == 0 {
			c.at++
			return c.slice(first, c.at-1)
		}
	}
	c.wrong = true
	return ""
}

func (c *cursor) slice(from, to int) string {
	if from >= to || to > len(c.tokens) {
		return ""
	}
	return c.text[c.tokens[from].Start:c.tokens[to-1].End]
}

// until takes everything before a word, a comma or a closing parenthesis that is in
// no parentheses of its own.
func (c *cursor) until(words ...string) string {
	first, depth := c.at, 0
	for ; !c.done(); c.at++ {
		token := c.token(0)
		if depth == 0 && (token == "," || token == ")" || c.at > first && in(words, token)) {
			break
		}
		switch token {
		case "(":
			depth++
		case ")":
			depth--
		}
	}
	return c.slice(first, c.at)
}

// rest takes all that follows.
func (c *cursor) rest() string {
	text := c.slice(c.at, len(c.tokens))
	c.at = len(c.tokens)
	return text
}

func in(words []string, token string) bool {
	for _, word := range words {
		if strings.EqualFold(word, token) {
			return true
		}
	}
	return false
}

// literal takes a literal of text without anything special in it.
func (c *cursor) literal() string {
	text := c.token(0)
	c.at++
	if len(text) < 2 || text[0] != '\'' || strings.Contains(text, `\`) {
		c.wrong = true
		return ""
	}
	return strings.ReplaceAll(text[1:len(text)-1], "''", "'")
}
