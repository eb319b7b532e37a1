package literal

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// readJSONPath parses a jsonpath and writes it with every operation in
// parentheses, so that neither spaces nor the parentheses of the text count.
func readJSONPath(t *facts.Type, text string) Value {
	p := pathParser{s: scanner{text: text}}
	mode := "lax"
	if p.keyword("strict") {
		mode = "strict"
	} else {
		p.keyword("lax")
	}
	body, ok := p.level(0)
	if p.s.skipSpace(); !ok || !p.s.done() {
		return opaque(t, text)
	}
	return Value{Text: mode + " " + body}
}

type pathParser struct {
	s     scanner
	depth int
}

// pathLevels are the binary operators, the loosest first.
var pathLevels = [...][]string{
	{"||"},
	{"&&"},
	{"==", "<>", "!=", "<=", ">=", "<", ">", "like_regex", "starts"},
	{"+", "-"},
	{"*", "/", "%"},
}

func (p *pathParser) level(n int) (string, bool) {
	if n == len(pathLevels) {
		return p.unary()
	}
	if p.depth++; p.depth > maxJSON {
		return "", false
	}
	defer func() { p.depth-- }()
	left, ok := p.level(n + 1)
	for ok {
		op := p.operator(pathLevels[n])
		if op == "" {
			break
		}
		var right string
		switch op {
		case "like_regex":
			right, ok = p.regex()
		case "starts":
			if ok = p.keyword("with"); ok {
				right, ok = p.level(n + 1)
			}
		default:
			right, ok = p.level(n + 1)
		}
		if op == "!=" {
			op = "<>"
		}
		if (n == 0 || n == 1) && strings.HasPrefix(left, "("+op+" ") {
			left = strings.TrimSuffix(left, ")") + " " + right + ")" // associative
			continue
		}
		left = "(" + op + " " + left + " " + right + ")"
	}
	return left, ok
}

func (p *pathParser) operator(list []string) string {
	p.s.skipSpace()
	rest := p.s.text[p.s.pos:]
	for _, op := range list {
		if !strings.HasPrefix(rest, op) {
			continue
		}
		if isWordByte(op[0]) && len(rest) > len(op) && isWordByte(rest[len(op)]) {
			continue
		}
		p.s.pos += len(op)
		return op
	}
	return ""
}

func isWordByte(c byte) bool {
	return c == '_' || isDecimal(c) || isLetter(c|0x20) || c >= 0x80
}

func (p *pathParser) keyword(word string) bool {
	p.s.skipSpace()
	rest := p.s.text[p.s.pos:]
	if len(rest) < len(word) || !strings.EqualFold(rest[:len(word)], word) || len(rest) > len(word) && isWordByte(rest[len(word)]) {
		return false
	}
	p.s.pos += len(word)
	return true
}

func (p *pathParser) unary() (string, bool) {
	p.s.skipSpace()
	for _, op := range []byte("!+-") {
		if p.s.take(op) {
			x, ok := p.unary()
			return "(" + string(op) + " " + x + ")", ok
		}
	}
	if p.keyword("exists") {
		return p.enclosed("exists")
	}
	x, ok := p.primary()
	for ok {
		p.s.skipSpace()
		switch {
		case p.s.take('.'):
			x, ok = p.member(x)
		case p.s.take('['):
			x, ok = p.index(x)
		case p.s.take('?'):
			var filter string
			filter, ok = p.enclosed("?")
			x = "(" + x + filter + ")"
		case p.keyword("is"):
			ok = p.keyword("unknown")
			x = "(unknown " + x + ")"
		default:
			return x, true
		}
	}
	return x, ok
}

func (p *pathParser) enclosed(name string) (string, bool) {
	if p.s.skipSpace(); !p.s.take('(') {
		return "", false
	}
	x, ok := p.level(0)
	p.s.skipSpace()
	return "(" + name + " " + x + ")", ok && p.s.take(')')
}

func (p *pathParser) primary() (string, bool) {
	p.s.skipSpace()
	switch c := p.s.peek(); {
	case c == '(':
		p.s.pos++
		x, ok := p.level(0)
		p.s.skipSpace()
		return x, ok && p.s.take(')')
	case c == '$':
		p.s.pos++
		if p.s.peek() == '"' {
			name, ok := p.str()
			return "$" + name, ok
		}
		if name := p.s.while(isWordByte); name != "" {
			return "$" + strconv.Quote(name), true
		}
		return "$", true
	case c == '@':
		p.s.pos++
		return "@", true
	case c == '"':
		return p.str()
	case isDecimal(c):
		return p.number()
	}
	for _, word := range []string{"true", "false", "null", "last"} {
		if p.keyword(word) {
			return word, true
		}
	}
	return "", false
}

func (p *pathParser) number() (string, bool) {
	start := p.s.pos
	p.s.while(isDecimal)
	if p.s.peek() == '.' && p.s.pos+1 < len(p.s.text) && isDecimal(p.s.text[p.s.pos+1]) {
		p.s.pos++
		p.s.while(isDecimal)
	}
	if c := p.s.peek(); isWordByte(c) && !p.s.done() {
		return "", false // an exponent, or a newer form of numbers
	}
	return Numeric(p.s.text[start:p.s.pos])
}

// str reads a string or a quoted name.
func (p *pathParser) str() (string, bool) {
	start := p.s.pos
	p.s.pos++
	for !p.s.done() && p.s.peek() != '"' {
		if p.s.peek() == '\\' {
			p.s.pos++
		}
		p.s.pos++
	}
	if !p.s.take('"') {
		return "", false
	}
	text, err := strconv.Unquote(p.s.text[start:p.s.pos])
	return strconv.Quote(text), err == nil
}

// member reads what follows a point: a key, *, ** with its levels, a method.
func (p *pathParser) member(x string) (string, bool) {
	p.s.skipSpace()
	if strings.HasPrefix(p.s.text[p.s.pos:], "**") {
		p.s.pos += 2
		p.s.skipSpace()
		if !p.s.take('{') {
			return x + ".**", true
		}
		levels := strings.Fields(p.s.while(func(c byte) bool { return c != '}' }))
		return x + ".**{" + strings.Join(levels, " ") + "}", p.s.take('}')
	}
	if p.s.take('*') {
		return x + ".*", true
	}
	if p.s.peek() == '"' {
		key, ok := p.str()
		return x + "." + key, ok
	}
	name := p.s.while(func(c byte) bool { return isWordByte(c) || c == '$' })
	if name == "" {
		return "", false
	}
	p.s.skipSpace()
	if !p.s.take('(') {
		return x + "." + strconv.Quote(name), true
	}
	arg := ""
	if p.s.skipSpace(); p.s.peek() == '"' {
		var ok bool
		if arg, ok = p.str(); !ok {
			return "", false
		}
	}
	p.s.skipSpace()
	return x + "." + name + "(" + arg + ")", p.s.take(')')
}

// index reads the subscripts of an array.
func (p *pathParser) index(x string) (string, bool) {
	p.s.skipSpace()
	if p.s.take('*') {
		p.s.skipSpace()
		return x + "[*]", p.s.take(']')
	}
	var parts []string
	for {
		part, ok := p.level(3)
		if !ok {
			return "", false
		}
		if p.keyword("to") {
			high, ok := p.level(3)
			if !ok {
				return "", false
			}
			part += " to " + high
		}
		parts = append(parts, part)
		p.s.skipSpace()
		if p.s.take(']') {
			return x + "[" + strings.Join(parts, ",") + "]", true
		}
		if !p.s.take(',') {
			return "", false
		}
	}
}

// regex reads a pattern and its flags.
func (p *pathParser) regex() (string, bool) {
	if p.s.skipSpace(); p.s.peek() != '"' {
		return "", false
	}
	pattern, ok := p.str()
	if !ok || !p.keyword("flag") {
		return pattern, ok
	}
	if p.s.skipSpace(); p.s.peek() != '"' {
		return "", false
	}
	flags, ok := p.str()
	return pattern + " flag " + flags, ok
}
