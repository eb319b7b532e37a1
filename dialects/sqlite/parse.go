package sqlite

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// parser reads one statement. The statement was accepted by the library, so that
// errors are about what this reader doesn't know; they lead to an Unsupported
// record and never to a guess.
type parser struct {
	text   string
	tokens []token
	at     int
}

func newParser(text string) (*parser, error) {
	tokens, err := tokenize(text)
	return &parser{text: text, tokens: tokens}, err
}

// unexpected says that the statement goes on in a way that isn't known.
func (p *parser) unexpected(wanted string) error {
	t := p.peek()
	if t.kind == sqlfile.EOF {
		return fmt.Errorf("the statement ends where %s should be", wanted)
	}
	return fmt.Errorf("%s stands where %s should be", t.text, wanted)
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) ahead(n int) token {
	if p.at+n >= len(p.tokens) {
		return token{kind: sqlfile.EOF, start: len(p.text), end: len(p.text)}
	}
	return p.tokens[p.at+n]
}

func (p *parser) next() token {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) done() bool { return p.at >= len(p.tokens) }

// accept takes the keywords if they come next, all of them or none.
func (p *parser) accept(keywords ...string) bool {
	for i, k := range keywords {
		if !p.ahead(i).is(k) {
			return false
		}
	}
	p.at += len(keywords)
	return true
}

// acceptMark takes a punctuation mark if it comes next.
func (p *parser) acceptMark(mark string) bool {
	if p.peek().text != mark {
		return false
	}
	p.at++
	return true
}

func (p *parser) mark(mark string) error {
	if !p.acceptMark(mark) {
		return p.unexpected(mark)
	}
	return nil
}

func (p *parser) name() (string, error) {
	if !p.peek().isName() {
		return "", p.unexpected("a name")
	}
	return p.next().name(), nil
}

// qualified reads a name that may have a schema.
func (p *parser) qualified() (string, error) {
	name, err := p.name()
	if err == nil && p.acceptMark(".") {
		return p.name()
	}
	return name, err
}

// names reads a list of names in parentheses.
func (p *parser) names() ([]string, error) {
	if err := p.mark("("); err != nil {
		return nil, err
	}
	var list []string
	for {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		list = append(list, name)
		if p.acceptMark(")") {
			return list, nil
		}
		if err := p.mark(","); err != nil {
			return nil, err
		}
	}
}

// inside reads what stands in parentheses and returns its tokens.
func (p *parser) inside() ([]token, error) {
	if err := p.mark("("); err != nil {
		return nil, err
	}
	first := p.at
	for depth := 1; !p.done(); {
		switch p.next().text {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return p.tokens[first : p.at-1], nil
			}
		}
	}
	return nil, p.unexpected(")")
}

// slice returns the text of tokens as it was written.
func (p *parser) slice(tokens []token) string {
	if len(tokens) == 0 {
		return ""
	}
	return p.text[tokens[0].start:tokens[len(tokens)-1].end]
}

// expr returns tokens as an expression, without enclosing parentheses.
func (p *parser) expr(tokens []token) model.Expr {
	return model.Expr{Text: p.slice(bare(tokens))}
}

// bare takes parentheses off that enclose all of an expression.
func bare(tokens []token) []token {
	for len(tokens) > 2 && tokens[0].text == "(" {
		depth := 0
		for i, t := range tokens {
			switch t.text {
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

// split cuts tokens at the commas that are in no parentheses.
func split(tokens []token) [][]token {
	var list [][]token
	depth, first := 0, 0
	for i, t := range tokens {
		switch t.text {
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

// element reads one element of an index or a key: a column or an expression,
// its collation and its order.
func (p *parser) element(tokens []token) (model.IndexKey, error) {
	var key model.IndexKey
	if n := len(tokens); n > 1 && (tokens[n-1].is("asc") || tokens[n-1].is("desc")) {
		key.Descending = tokens[n-1].is("desc")
		tokens = tokens[:n-1]
	}
	for {
		tokens = bare(tokens)
		n := len(tokens)
		if n < 3 || !tokens[n-2].is("collate") || !tokens[n-1].isName() || !postfix(tokens[:n-2]) {
			break
		}
		if key.Collation.IsZero() { // the last one counts
			key.Collation = model.QName{Name: strings.ToUpper(tokens[n-1].name())}
		}
		tokens = tokens[:n-2]
	}
	switch {
	case len(tokens) == 0:
		return key, fmt.Errorf("an element of an index is empty")
	case len(tokens) == 1 && tokens[0].isName():
		key.Column = tokens[0].name()
	default:
		key.Expr = p.expr(tokens)
	}
	return key, nil
}

// postfix says whether a COLLATE behind the tokens is about all of them: it binds
// tighter than any operator between operands.
func postfix(tokens []token) bool {
	if len(tokens) == 1 {
		return true
	}
	depth := 0
	for _, t := range tokens {
		switch {
		case t.text == "(":
			depth++
		case t.text == ")":
			depth--
		case depth == 0 && t.kind == sqlfile.Operator:
			return false
		}
	}
	// A call or a name with its qualification; words beside each other are an
	// operator such as LIKE.
	for i := 1; i < len(tokens); i++ {
		if tokens[i].isName() && tokens[i-1].isName() {
			return false
		}
	}
	return tokens[len(tokens)-1].text != "end"
}

// elements reads the list of elements of a key or an index.
func (p *parser) elements(tokens []token) ([]model.IndexKey, error) {
	var list []model.IndexKey
	for _, one := range split(tokens) {
		key, err := p.element(one)
		if err != nil {
			return nil, err
		}
		list = append(list, key)
	}
	return list, nil
}
