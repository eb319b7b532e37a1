// Package sqlexpr brings expressions of SQL, which every dialect quotes in its
// own way, into the tokens that package neutral reads.
package sqlexpr

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Dialect says how a dialect writes what its expressions are made of.
type Dialect struct {
	Name   string // as foreign expressions say it
	Syntax sqlfile.Syntax
	// Fold gives a name without quotes its canonical spelling; nil leaves it.
	Fold func(name string) string
	// Quoted reads what stands between quotes that can be a name: a dialect may
	// take it for a string. Nil: it is a name.
	Quoted func(name string) neutral.TokenKind
}

// Read reads an expression; what the neutral grammar doesn't have is foreign.
func (d Dialect) Read(text string) neutral.Expr {
	tokens, err := d.Tokens(text)
	if err == nil {
		var e neutral.Expr
		if e, err = neutral.Parse(tokens); err == nil {
			return e
		}
	}
	return neutral.Expr{Op: neutral.Foreign, Name: d.Name, Text: text}
}

// operators are those of more than one character that the grammar knows, or that
// may not be mistaken for shorter ones.
var operators = [...]string{
	"!~~*", "~~*", "!~~", "<=>", "->>", "#>>", "@@@", "!~*", "::", "->", "#>", "#-", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==",
	"~~", "~*", "!~", "@>", "<@", "&&", "?|", "?&", "@@", "^=",
}

// Tokens cuts a text, without its comments.
func (d Dialect) Tokens(text string) ([]neutral.Token, error) {
	var list []neutral.Token
	lexer := sqlfile.NewLexer(text, d.Syntax)
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return list, nil
		}
		if t.Open {
			return nil, fmt.Errorf("a quote is never closed")
		}
		raw := text[t.Start:t.End]
		switch t.Kind {
		case sqlfile.Word:
			if d.Fold != nil {
				raw = d.Fold(raw)
			}
			list = append(list, neutral.Token{Kind: neutral.Word, Text: raw})
		case sqlfile.Quoted:
			list = append(list, d.quoted(raw))
		case sqlfile.String:
			content, ok := d.content(raw)
			if !ok {
				return nil, fmt.Errorf("the string %s has no counterpart", raw)
			}
			list = append(list, content)
		case sqlfile.Number:
			list = append(list, neutral.Token{Kind: neutral.Number, Text: raw})
		case sqlfile.Operator, sqlfile.Punct:
			list = append(list, cut(raw, list)...)
		default:
			return nil, fmt.Errorf("%s has no counterpart", raw)
		}
	}
}

func (d Dialect) quoted(raw string) neutral.Token {
	inside, mark := raw[1:len(raw)-1], raw[:1]
	if mark != "[" {
		inside = strings.ReplaceAll(inside, mark+mark, mark)
	}
	kind := neutral.Name
	if mark == `"` && d.Quoted != nil {
		kind = d.Quoted(inside)
	}
	return neutral.Token{Kind: kind, Text: inside}
}

// content returns a string without its quotes. One with a prefix, or with escapes
// that aren't plain, isn't known.
func (d Dialect) content(raw string) (neutral.Token, bool) {
	escapes := d.Syntax.BackslashEscape || d.Syntax.PlainEscapes
	if len(raw) > 1 && (raw[0] == 'E' || raw[0] == 'e') && d.Syntax.EscapeStrings {
		raw, escapes = raw[1:], true
	}
	mark := raw[:1]
	if mark != "'" && mark != `"` || len(raw) < 2 {
		return neutral.Token{}, false
	}
	inside := strings.ReplaceAll(raw[1:len(raw)-1], mark+mark, mark)
	if escapes && strings.Contains(inside, `\`) {
		var ok bool
		if inside, ok = unescape(inside); !ok {
			return neutral.Token{}, false
		}
	}
	return neutral.Token{Kind: neutral.String, Text: inside}, true
}

// unescape knows the escapes that mean the same everywhere.
func unescape(text string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			b.WriteByte(text[i])
			continue
		}
		if i++; i == len(text) {
			return "", false
		}
		switch c := text[i]; c {
		case '\\', '\'', '"':
			b.WriteByte(c)
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
			b.WriteByte('\r')
		default:
			return "", false
		}
	}
	return b.String(), true
}

// cut cuts a run of operator characters. A colon joins the one before it.
func cut(run string, before []neutral.Token) []neutral.Token {
	if run == ":" && len(before) > 0 && before[len(before)-1] == (neutral.Token{Kind: neutral.Symbol, Text: ":"}) {
		before[len(before)-1].Text = "::"
		return nil
	}
	var list []neutral.Token
	for run != "" {
		n := 1
		for _, o := range operators {
			if strings.HasPrefix(run, o) {
				n = len(o)
				break
			}
		}
		list = append(list, neutral.Token{Kind: neutral.Symbol, Text: run[:n]})
		run = run[n:]
	}
	return list
}
