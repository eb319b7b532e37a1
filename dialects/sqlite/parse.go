package sqlite

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// parser reads one statement. The statement was accepted by the library, so that
// errors are about what this reader doesn't know; they lead to an Unsupported
// record and never to a guess.
type parser struct{ sqltoken.Cursor }

func newParser(text string) (*parser, error) {
	tokens, err := tokenize(text)
	return &parser{sqltoken.Cursor{Text: text, Tokens: tokens}}, err
}

func (p *parser) name() (string, error) {
	if !isName(p.Peek()) {
		return "", p.Unexpected("a name")
	}
	return p.Next().Name(), nil
}

// qualified reads a name that may have a schema.
func (p *parser) qualified() (string, error) {
	name, err := p.name()
	if err == nil && p.AcceptMark(".") {
		return p.name()
	}
	return name, err
}

// names reads a list of names in parentheses.
func (p *parser) names() ([]string, error) {
	if err := p.Mark("("); err != nil {
		return nil, err
	}
	var list []string
	for {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		list = append(list, name)
		if p.AcceptMark(")") {
			return list, nil
		}
		if err := p.Mark(","); err != nil {
			return nil, err
		}
	}
}

// expr returns tokens as an expression, without enclosing parentheses.
func (p *parser) expr(tokens []sqltoken.Token) model.Expr {
	return model.Expr{Text: p.Slice(sqltoken.Bare(tokens))}
}

// element reads one element of an index or a key: a column or an expression,
// its collation and its order.
func (p *parser) element(tokens []sqltoken.Token) (model.IndexKey, error) {
	var key model.IndexKey
	if n := len(tokens); n > 1 && (tokens[n-1].Is("asc") || tokens[n-1].Is("desc")) {
		key.Descending = tokens[n-1].Is("desc")
		tokens = tokens[:n-1]
	}
	for {
		tokens = sqltoken.Bare(tokens)
		n := len(tokens)
		if n < 3 || !tokens[n-2].Is("collate") || !isName(tokens[n-1]) || !postfix(tokens[:n-2]) {
			break
		}
		if key.Collation.IsZero() { // the last one counts
			key.Collation = model.QName{Name: strings.ToUpper(tokens[n-1].Name())}
		}
		tokens = tokens[:n-2]
	}
	switch {
	case len(tokens) == 0:
		return key, fmt.Errorf("an element of an index is empty")
	case len(tokens) == 1 && isName(tokens[0]):
		key.Column = tokens[0].Name()
	default:
		key.Expr = p.expr(tokens)
	}
	return key, nil
}

// postfix says whether a COLLATE behind the tokens is about all of them: it binds
// tighter than any operator between operands.
func postfix(tokens []sqltoken.Token) bool {
	if len(tokens) == 1 {
		return true
	}
	depth := 0
	for _, t := range tokens {
		switch {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth == 0 && t.Kind == sqlfile.Operator:
			return false
		}
	}
	// A call or a name with its qualification; words beside each other are an
	// operator such as LIKE.
	for i := 1; i < len(tokens); i++ {
		if isName(tokens[i]) && isName(tokens[i-1]) {
			return false
		}
	}
	return tokens[len(tokens)-1].Text != "end"
}

// elements reads the list of elements of a key or an index.
func (p *parser) elements(tokens []sqltoken.Token) ([]model.IndexKey, error) {
	var list []model.IndexKey
	for _, one := range sqltoken.Split(tokens) {
		key, err := p.element(one)
		if err != nil {
			return nil, err
		}
		list = append(list, key)
	}
	return list, nil
}
