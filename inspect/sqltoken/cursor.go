package sqltoken

import (
	"fmt"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Cursor goes through the tokens of a statement.
type Cursor struct {
	Text   string
	Tokens []Token
	At     int
}

// Peek returns the next token.
func (c *Cursor) Peek() Token { return c.Ahead(0) }

// Ahead returns a token after the next one; one of kind EOF behind the last.
func (c *Cursor) Ahead(n int) Token {
	if c.At+n >= len(c.Tokens) {
		return Token{Kind: sqlfile.EOF, Start: len(c.Text), End: len(c.Text)}
	}
	return c.Tokens[c.At+n]
}

// Next takes the next token.
func (c *Cursor) Next() Token {
	t := c.Peek()
	c.At++
	return t
}

// Done reports whether all tokens were taken.
func (c *Cursor) Done() bool { return c.At >= len(c.Tokens) }

// Sees reports whether the keywords come next, all of them.
func (c *Cursor) Sees(keywords ...string) bool {
	for i, k := range keywords {
		if !c.Ahead(i).Is(k) {
			return false
		}
	}
	return true
}

// Accept takes the keywords if they come next, all of them or none.
func (c *Cursor) Accept(keywords ...string) bool {
	if !c.Sees(keywords...) {
		return false
	}
	c.At += len(keywords)
	return true
}

// AcceptMark takes a punctuation mark or an operator if it comes next.
func (c *Cursor) AcceptMark(mark string) bool {
	if t := c.Peek(); t.Text != mark || t.Kind != sqlfile.Punct && t.Kind != sqlfile.Operator {
		return false
	}
	c.At++
	return true
}

// Mark takes a punctuation mark, which must come next.
func (c *Cursor) Mark(mark string) error {
	if !c.AcceptMark(mark) {
		return c.Unexpected(mark)
	}
	return nil
}

// Expect takes keywords, which must come next.
func (c *Cursor) Expect(keywords ...string) error {
	for _, k := range keywords {
		if !c.Accept(k) {
			return c.Unexpected(k)
		}
	}
	return nil
}

// Unexpected says that the statement goes on in a way that isn't known.
func (c *Cursor) Unexpected(wanted string) error {
	t := c.Peek()
	if t.Kind == sqlfile.EOF {
		return fmt.Errorf("the statement ends where %s should be", wanted)
	}
	return fmt.Errorf("%s stands where %s should be", t.Text, wanted)
}

// Inside reads what stands in parentheses and returns its tokens.
func (c *Cursor) Inside() ([]Token, error) {
	if err := c.Mark("("); err != nil {
		return nil, err
	}
	first := c.At
	for depth := 1; !c.Done(); {
		switch t := c.Next(); {
		case t.Kind != sqlfile.Punct:
		case t.Text == "(":
			depth++
		case t.Text == ")":
			if depth--; depth == 0 {
				return c.Tokens[first : c.At-1], nil
			}
		}
	}
	return nil, c.Unexpected(")")
}

// Slice returns the text of tokens as it was written.
func (c *Cursor) Slice(tokens []Token) string {
	if len(tokens) == 0 {
		return ""
	}
	return c.Text[tokens[0].Start:tokens[len(tokens)-1].End]
}

// Bare takes parentheses off that enclose all of an expression.
func Bare(tokens []Token) []Token {
	for len(tokens) > 2 && tokens[0].Text == "(" {
		depth := 0
		for i, t := range tokens {
			switch t.Text {
			case "(":
				depth++
			case ")":
				depth--
			}
			if depth == 0 && i < len(tokens)-1 {
				return tokens
			}
		}
		tokens = tokens[1 : len(tokens)-1]
	}
	return tokens
}

// Split cuts tokens at the commas that are in no parentheses.
func Split(tokens []Token) [][]Token {
	var list [][]Token
	depth, first := 0, 0
	for i, t := range tokens {
		switch t.Text {
		case "(":
			depth++
		case ")":
			depth--
		case ",":
			if depth == 0 {
				list = append(list, tokens[first:i])
				first = i + 1
			}
		}
	}
	return append(list, tokens[first:])
}
