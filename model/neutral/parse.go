package neutral

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Parse reads an expression in the grammar that the dialects of SQL share. What
// the neutral vocabulary has one form for is brought into it: BETWEEN is two
// comparisons, = ANY (ARRAY[…]) is IN, a chain of OR about one column is IN.
// Anything that isn't in that grammar is an error: it's the caller's to keep it
// as foreign.
func Parse(tokens []Token) (Expr, error) {
	p := &parser{tokens: tokens}
	e, err := p.expression(0)
	if err != nil {
		return Expr{}, err
	}
	if t := p.peek(); t.Kind != End {
		return Expr{}, fmt.Errorf("%q isn't expected", t.Text)
	}
	return e.Edit(tidy), nil
}

type parser struct {
	tokens []Token
	at     int
	depth  int
}

const deepest = 200

var errTooDeep = errors.New("the expression is too deep")

func (p *parser) peek() Token { return p.ahead(0) }

func (p *parser) ahead(n int) Token {
	if p.at+n < len(p.tokens) {
		return p.tokens[p.at+n]
	}
	return Token{}
}

func (t Token) is(word string) bool { return t.Kind == Word && strings.EqualFold(t.Text, word) }

func (t Token) symbol(s string) bool { return t.Kind == Symbol && t.Text == s }

// accept takes words and symbols if they come next.
func (p *parser) accept(texts ...string) bool {
	for i, text := range texts {
		if t := p.ahead(i); !t.is(text) && !t.symbol(text) {
			return false
		}
	}
	p.at += len(texts)
	return true
}

func (p *parser) expect(text string) error {
	if !p.accept(text) {
		return fmt.Errorf("%q is expected, not %q", text, p.peek().Text)
	}
	return nil
}

// operator returns the binary operator that comes next, with its tokens.
func (p *parser) operator() (op Op, tokens int) {
	t := p.peek()
	switch t.Kind {
	case Symbol:
		return symbolOperator(t.Text), 1
	case Word:
	case End, Name, String, Number, Marked:
		return "", 0
	}
	word, n := strings.ToLower(t.Text), 1
	not := word == "not"
	if not {
		word, n = strings.ToLower(p.ahead(1).Text), 2
	}
	switch word {
	case "and", "or", "is", "isnull", "notnull", "div", "mod":
		if not {
			return "", 0
		}
		return Op(word), n
	case "in", "like", "between", "glob", "ilike", "regexp", "rlike":
		if word == "rlike" {
			word = "regexp"
		}
		if not {
			word = "not " + word
		}
		return Op(word), n
	case "at":
		return "at", n
	}
	return "", 0
}

// symbolOperator brings the spellings of operators together.
func symbolOperator(text string) Op {
	switch text {
	case "==":
		return "="
	case "!=", "^=":
		return "<>"
	case "<=>":
		return "is not distinct from"
	case "&&":
		return "and"
	case "~~":
		return "like"
	case "!~~":
		return "not like"
	case "~~*":
		return "ilike"
	case "!~~*":
		return "not ilike"
	case "~":
		return "regexp"
	case "!~":
		return "not regexp"
	case "::":
		return "::"
	default:
	}
	if binding(Op(text)) > 0 {
		return Op(text)
	}
	return ""
}

// strength is how strong an operator holds what stands before it.
func strength(op Op) int {
	switch op {
	case "::":
		return 20
	case "at":
		return 15
	case "is", "isnull", "notnull":
		return 4
	case "between", "not between":
		return 6
	case "div", "mod":
		return 11
	default:
	}
	return binding(op)
}

func (p *parser) expression(least int) (Expr, error) {
	if p.depth++; p.depth > deepest {
		return Expr{}, errTooDeep
	}
	defer func() { p.depth-- }()
	left, err := p.operand()
	for err == nil {
		op, n := p.operator()
		if s := strength(op); op == "" || s <= least {
			break
		}
		p.at += n
		left, err = p.after(left, op)
	}
	return left, err
}

// after reads what stands behind an operator.
func (p *parser) after(left Expr, op Op) (Expr, error) {
	switch op {
	case "::":
		name, err := p.typeName()
		return Expr{Op: Cast, Text: name, Args: []Expr{left}}, err
	case "at":
		if !p.accept("time", "zone") {
			return left, errors.New("TIME ZONE is expected behind AT")
		}
		zone, err := p.expression(15)
		return Expr{Op: Call, Text: "timezone", Args: []Expr{zone, left}}, err
	case "isnull":
		return unary("is null", left), nil
	case "notnull":
		return unary("is not null", left), nil
	case "is":
		return p.afterIs(left)
	case "between", "not between":
		low, err := p.expression(6)
		if err == nil {
			err = p.expect("and")
		}
		if err != nil {
			return left, err
		}
		high, err := p.expression(6)
		if op == "between" {
			return binary("and", binary(">=", left, low), binary("<=", left, high)), err
		}
		return binary("or", binary("<", left, low), binary(">", left, high)), err
	case "in", "not in":
		return p.afterIn(left, op)
	case "div":
		return left, errors.New("DIV has no counterpart")
	case "mod":
		op = "%"
	default:
	}
	if s := p.peek(); s.is("any") || s.is("some") || s.is("all") {
		return p.afterAny(left, op)
	}
	right, err := p.expression(binding(op))
	if p.peek().is("escape") {
		return left, errors.New("ESCAPE has no counterpart")
	}
	return binary(op, left, right), err
}

func unary(op Op, e Expr) Expr        { return Expr{Op: op, Args: []Expr{e}} }
func binary(op Op, left, r Expr) Expr { return Expr{Op: op, Args: []Expr{left, r}} }
func negated(op Op, not bool) Op {
	if not {
		return "is not " + op
	}
	return "is " + op
}

func (p *parser) afterIs(left Expr) (Expr, error) {
	not := p.accept("not")
	for _, word := range []string{"null", "true", "false"} {
		if p.accept(word) {
			return unary(negated(Op(word), not), left), nil
		}
	}
	if p.accept("distinct", "from") {
		not = !not // of what follows: IS DISTINCT FROM is IS NOT
	}
	right, err := p.expression(4)
	if not {
		return binary("is distinct from", left, right), err
	}
	return binary("is not distinct from", left, right), err
}

func (p *parser) afterIn(left Expr, op Op) (Expr, error) {
	if err := p.expect("("); err != nil {
		return left, err
	}
	list, err := p.list(")")
	return binary(op, left, Expr{Op: List, Args: list}), err
}

// afterAny reads = ANY (ARRAY[…]), which is what a server makes of IN.
func (p *parser) afterAny(left Expr, op Op) (Expr, error) {
	all := p.accept("all")
	if !all {
		p.at++
	}
	inner, err := p.operand()
	if err != nil {
		return left, err
	}
	for inner.Op == Cast {
		inner = inner.Args[0]
	}
	switch {
	case inner.Op != Array:
		return left, errors.New("an array isn't written out")
	case op == "=" && !all:
		return binary("in", left, Expr{Op: List, Args: inner.Args}), nil
	case op == "<>" && all:
		return binary("not in", left, Expr{Op: List, Args: inner.Args}), nil
	}
	return left, errors.New("a comparison with all of an array has no counterpart")
}

// list reads expressions with commas up to the closing mark.
func (p *parser) list(closing string) ([]Expr, error) {
	var list []Expr
	if p.accept(closing) {
		return nil, nil
	}
	for {
		e, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
		if p.accept(closing) {
			return list, nil
		}
		if err := p.expect(","); err != nil {
			return nil, err
		}
	}
}

// tidy brings a node into the one form: AND, OR and || are flat, a chain of
// comparisons with constants is IN, a negated test is the test's opposite.
func tidy(e Expr) Expr {
	switch e.Op {
	case "and", "or", "||":
		var args []Expr
		for _, a := range e.Args {
			switch {
			case a.Op == e.Op:
				args = append(args, a.Args...)
			case e.Op == "||":
				args = append(args, a)
			default:
				args = append(args, Constant(a, Type{Family: Boolean})) // 0 is false
			}
		}
		e.Args = args
		if e.Op == "or" {
			return oneOf(e)
		}
	case "not":
		if op := opposite(e.Args[0].Op); op != "" {
			return Expr{Op: op, Args: e.Args[0].Args}
		}
	case "in":
		if list := e.Args[1].Args; len(list) == 1 {
			return binary("=", e.Args[0], list[0])
		}
	case "negative":
		if a := e.Args[0]; a.Op == Numeral {
			if positive, ok := strings.CutPrefix(a.Text, "-"); ok {
				return Expr{Op: Numeral, Text: positive}
			}
			return Expr{Op: Numeral, Text: "-" + a.Text}
		}
	default:
	}
	return e
}

// oneOf writes a chain of a = 1 OR a = 2 as IN.
func oneOf(e Expr) Expr {
	var values []Expr
	for _, a := range e.Args {
		if a.Op != "=" && a.Op != "in" || !a.Args[0].Equal(e.Args[0].Args[0]) {
			return e
		}
		if a.Op == "in" {
			values = append(values, a.Args[1].Args...)
			continue
		}
		if !a.Args[1].IsConstant() {
			return e
		}
		values = append(values, a.Args[1])
	}
	return binary("in", e.Args[0].Args[0], Expr{Op: List, Args: slices.Clip(values)})
}

func opposite(op Op) Op {
	pairs := [...][2]Op{
		{"is null", "is not null"},
		{"in", "not in"},
		{"like", "not like"},
		{"=", "<>"},
		{"regexp", "not regexp"},
		{"is distinct from", "is not distinct from"},
		{"<", ">="},
		{">", "<="},
		{"ilike", "not ilike"},
	}
	for _, p := range pairs {
		switch op {
		case p[0]:
			return p[1]
		case p[1]:
			return p[0]
		default:
		}
	}
	return ""
}
