package neutral

import (
	"errors"
	"fmt"
	"strings"
)

// operand reads what stands between operators.
func (p *parser) operand() (Expr, error) {
	t := p.peek()
	p.at++
	switch t.Kind {
	case String:
		return Expr{Op: Literal, Text: t.Text}, nil
	case Number:
		return Expr{Op: Numeral, Text: strings.ToLower(t.Text)}, nil
	case Name:
		return p.named(t.Text)
	case Marked:
		name, text, _ := strings.Cut(t.Text, ": ")
		return Expr{Op: Foreign, Name: name, Text: text}, nil
	case Symbol:
		return p.prefixed(t.Text)
	case Word:
		return p.word(t)
	case End:
	}
	return Expr{}, errors.New("the expression isn't whole")
}

func (p *parser) prefixed(symbol string) (Expr, error) {
	switch symbol {
	case "(":
		list, err := p.list(")")
		if err == nil && len(list) == 1 {
			return list[0], nil
		}
		return Expr{Op: List, Args: list}, err
	case "-":
		e, err := p.expression(12)
		return unary("negative", e), err
	case "+":
		return p.expression(12)
	case "!":
		e, err := p.expression(12)
		return unary("not", e), err
	}
	return Expr{}, fmt.Errorf("the operator %s has no counterpart", symbol)
}

// word reads what begins with a keyword, or with a name without quotes.
func (p *parser) word(t Token) (Expr, error) {
	switch word := strings.ToLower(t.Text); word {
	case "null":
		return Expr{Op: Null}, nil
	case "true", "false":
		return Expr{Op: Truth, Text: word}, nil
	case "not":
		e, err := p.expression(3)
		return unary("not", e), err
	case "current_timestamp", "localtimestamp", "current_date", "current_time", "localtime", "current_user":
		p.precision()
		return Expr{Op: Call, Text: constantCall(word)}, nil
	case "cast":
		return p.cast()
	case "case":
		return p.caseOf()
	case "array":
		if p.accept("[") {
			list, err := p.list("]")
			return Expr{Op: Array, Args: list}, err
		}
		return Expr{}, errors.New("an array isn't written out")
	case "select", "exists", "any", "all", "some", "row", "interval", "collate", "distinct", "binary":
		return Expr{}, fmt.Errorf("%s has no counterpart", strings.ToUpper(word))
	}
	if next := p.peek(); next.Kind == String { // DATE '2020-01-01'
		p.at++
		return Expr{Op: Cast, Text: strings.ToLower(t.Text), Args: []Expr{{Op: Literal, Text: next.Text}}}, nil
	}
	return p.named(t.Text)
}

func constantCall(word string) string {
	switch word {
	case "current_date":
		return Today
	case "current_time", "localtime":
		return TimeOfDay
	case "current_user":
		return User
	}
	return Now
}

// precision skips the digits of CURRENT_TIMESTAMP(6), and its empty parentheses.
func (p *parser) precision() {
	switch {
	case p.ahead(0).symbol("(") && p.ahead(1).symbol(")"):
		p.at += 2
	case p.ahead(0).symbol("(") && p.ahead(1).Kind == Number && p.ahead(2).symbol(")"):
		p.at += 3
	}
}

// named reads a column or a call of a function.
func (p *parser) named(name string) (Expr, error) {
	parts := []string{name}
	for p.peek().symbol(".") {
		next := p.ahead(1)
		if next.Kind != Word && next.Kind != Name {
			return Expr{}, errors.New("a name is expected behind a point")
		}
		parts = append(parts, next.Text)
		p.at += 2
	}
	if !p.accept("(") {
		if p.peek().is("collate") {
			return Expr{}, errors.New("a collation has no counterpart")
		}
		return Expr{Op: Column, Text: parts[len(parts)-1]}, nil
	}
	call := Expr{Op: Call, Text: strings.ToLower(strings.Join(parts, "."))}
	if field := p.peek(); p.ahead(1).is("from") && (field.Kind == Word || field.Kind == String) { // EXTRACT
		p.at += 2
		call.Args = []Expr{{Op: Literal, Text: strings.ToLower(field.Text)}}
	}
	if p.peek().is("distinct") || p.peek().symbol("*") {
		return call, errors.New("an aggregate has no counterpart")
	}
	args, err := p.list(")")
	call.Args = append(call.Args, args...)
	return call, err
}

func (p *parser) cast() (Expr, error) {
	if err := p.expect("("); err != nil {
		return Expr{}, err
	}
	e, err := p.expression(0)
	if err == nil {
		err = p.expect("as")
	}
	if err != nil {
		return e, err
	}
	name := p.peek().Text
	if p.peek().Kind == String {
		p.at++
	} else if name, err = p.typeName(); err != nil {
		return e, err
	}
	return Expr{Op: Cast, Text: name, Args: []Expr{e}}, p.expect(")")
}

// typeName reads a type as a cast names it: "numeric(10,2)", "app.mood[]".
func (p *parser) typeName() (string, error) {
	var b strings.Builder
	for {
		t := p.peek()
		first := b.Len() == 0 || strings.HasSuffix(b.String(), ".")
		if t.Kind != Name && (t.Kind != Word || !first && !isTypeWord(t.Text)) {
			break
		}
		if b.Len() > 0 && !strings.HasSuffix(b.String(), ".") {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
		p.at++
		if p.accept(".") {
			b.WriteByte('.')
			continue
		}
		if p.peek().symbol("(") {
			p.modifiers(&b)
		}
	}
	for p.accept("[", "]") {
		b.WriteString("[]")
	}
	if b.Len() == 0 {
		return "", errors.New("a type is expected")
	}
	return strings.ToLower(b.String()), nil
}

func (p *parser) modifiers(b *strings.Builder) {
	for t := p.peek(); t.Kind != End; t = p.peek() {
		p.at++
		b.WriteString(t.Text)
		if t.symbol(")") {
			return
		}
	}
}

// isTypeWord is said of the words behind the first one in a type's name.
func isTypeWord(word string) bool {
	switch strings.ToLower(word) {
	case "varying", "precision", "with", "without", "time", "zone", "unsigned", "signed", "integer":
		return true
	}
	return false
}

func (p *parser) caseOf() (Expr, error) {
	var of *Expr
	if !p.peek().is("when") {
		e, err := p.expression(0)
		if err != nil {
			return e, err
		}
		of = &e
	}
	result := Expr{Op: Case}
	for p.accept("when") {
		when, err := p.expression(0)
		if err == nil {
			err = p.expect("then")
		}
		if err != nil {
			return when, err
		}
		then, err := p.expression(0)
		if err != nil {
			return then, err
		}
		if of != nil {
			when = binary("=", *of, when)
		}
		result.Args = append(result.Args, when, then)
	}
	if p.accept("else") {
		e, err := p.expression(0)
		if err != nil {
			return e, err
		}
		result.Args = append(result.Args, e)
	}
	return result, p.expect("end")
}
