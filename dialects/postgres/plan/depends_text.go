package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// mention is a name in the text of an expression: up to three parts with dots,
// or the text of a string literal.
type mention struct {
	parts   []string
	literal bool
	// call: an opening parenthesis follows. cast: a type is expected here.
	// field: it is selected from something in parentheses.
	call, cast, field bool
}

// mentions lists the names in an expression. It knows SQL's tokens and no
// grammar, so it finds too much rather than too little: a word is a name
// wherever it stands.
func mentions(text string) []mention {
	var list []mention
	l := lexer{text: text}
	previous := ""
	for {
		token, kind := l.next()
		switch kind {
		case tokenEnd:
			return list
		case tokenName:
			m := mention{parts: []string{token}, cast: previous == "::" || previous == "as", field: previous == "."}
			for l.dot() {
				if symbol := l.operator(); symbol != "" {
					m.parts = append(m.parts, symbol) // OPERATOR(public.<->)
					break
				}
				part, next := l.next()
				if next != tokenName {
					break
				}
				m.parts = append(m.parts, part)
			}
			m.call = l.peek() == '('
			list = append(list, m)
			previous = strings.ToLower(token)
		case tokenLiteral:
			list = append(list, mention{parts: []string{token}, literal: true})
			previous = ""
		case tokenOther:
			previous = token
		}
	}
}

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenLiteral
	tokenOther
)

// lexer cuts an expression into tokens.
type lexer struct {
	text string
	at   int
}

func (l *lexer) skip() {
	for l.at < len(l.text) && strings.IndexByte(" \t\r\n\f\v", l.text[l.at]) >= 0 {
		l.at++
	}
}

func (l *lexer) peek() byte {
	l.skip()
	if l.at < len(l.text) {
		return l.text[l.at]
	}
	return 0
}

// dot consumes a dot if one is next.
func (l *lexer) dot() bool {
	if l.peek() != '.' {
		return false
	}
	l.at++
	return true
}

// operator consumes the name of an operator, if one is next.
func (l *lexer) operator() string {
	l.skip()
	start := l.at
	for l.at < len(l.text) && strings.IndexByte("+-*/<>=~!@#%^&|`?", l.text[l.at]) >= 0 {
		l.at++
	}
	return l.text[start:l.at]
}

func (l *lexer) next() (string, tokenKind) {
	c := l.peek()
	switch {
	case c == 0 && l.at >= len(l.text):
		return "", tokenEnd
	case c == '"':
		return l.quoted('"', false), tokenName
	case c == '\'':
		return l.quoted('\'', false), tokenLiteral
	case (c == 'E' || c == 'e') && strings.HasPrefix(l.text[l.at+1:], "'"):
		l.at++
		return l.quoted('\'', true), tokenLiteral
	case c == '$':
		return l.dollar()
	case startsName(c):
		start := l.at
		for l.at < len(l.text) && (startsName(l.text[l.at]) || l.text[l.at] >= '0' && l.text[l.at] <= '9' || l.text[l.at] == '$') {
			l.at++
		}
		return strings.ToLower(l.text[start:l.at]), tokenName
	case c >= '0' && c <= '9':
		for l.at < len(l.text) && (l.text[l.at] == '.' || startsName(l.text[l.at]) || l.text[l.at] >= '0' && l.text[l.at] <= '9') {
			l.at++
		}
		return "0", tokenOther
	case c == ':' && strings.HasPrefix(l.text[l.at:], "::"):
		l.at += 2
		return "::", tokenOther
	}
	l.at++
	return string(c), tokenOther
}

func startsName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// quoted reads up to the closing quote; a doubled quote is one.
func (l *lexer) quoted(quote byte, escapes bool) string {
	var b strings.Builder
	for l.at++; l.at < len(l.text); l.at++ {
		c := l.text[l.at]
		switch {
		case escapes && c == '\\' && l.at+1 < len(l.text):
			l.at++
			b.WriteByte(l.text[l.at])
		case c == quote && l.at+1 < len(l.text) && l.text[l.at+1] == quote:
			l.at++
			b.WriteByte(quote)
		case c == quote:
			l.at++
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// dollar reads a dollar-quoted string, or one character.
func (l *lexer) dollar() (string, tokenKind) {
	rest := l.text[l.at:]
	if end := strings.IndexByte(rest[1:], '$'); end >= 0 && !strings.ContainsAny(rest[1:end+1], " \t\n'\"") {
		tag := rest[:end+2]
		if body, _, ok := strings.Cut(rest[len(tag):], tag); ok {
			l.at += 2*len(tag) + len(body)
			return body, tokenLiteral
		}
	}
	l.at++
	return "$", tokenOther
}

// qualified returns the schema and name of a mention, if it has both.
func (m mention) qualified() (model.QName, bool) {
	if m.literal {
		inner := mentions(m.parts[0])
		if len(inner) == 1 && !inner[0].literal && len(inner[0].parts) == 2 {
			return inner[0].qualified()
		}
		return model.QName{}, false
	}
	if len(m.parts) < 2 {
		return model.QName{}, false
	}
	return model.QName{Schema: m.parts[0], Name: m.parts[1]}, true
}
