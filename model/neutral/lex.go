package neutral

import "strings"

// TokenKind is what a token is.
type TokenKind uint8

// The kinds of tokens. Only a word can be a keyword.
const (
	End    TokenKind = iota
	Word             // a name without quotes, or a keyword
	Name             // a quoted name, without its quotes
	String           // a string, without its quotes
	Number           // as it is written
	Symbol           // an operator or a punctuation mark
	Marked           // an expression in the words of a dialect: "name: text"
)

// Token is a piece of an expression. A dialect cuts its own texts, so that
// nothing here knows how it quotes.
type Token struct {
	Kind TokenKind
	Text string
}

func isLetter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// symbols are those of more than one character that [Expr.String] writes.
var symbols = [...]string{"->>", "->", "<>", "<=", ">=", "||", "<<", ">>"}

// lex cuts a text that [Expr.String] wrote.
func lex(text string) []Token {
	var list []Token
	for i := 0; i < len(text); {
		c := text[i]
		end := i + 1
		switch {
		case c == ' ':
			i++
			continue
		case isLetter(c):
			for end < len(text) && (isLetter(text[end]) || isDigit(text[end])) {
				end++
			}
			list = append(list, Token{Word, text[i:end]})
		case isDigit(c):
			end = numberEnd(text, i)
			list = append(list, Token{Number, text[i:end]})
		case c == '\'', c == '"', c == '{':
			var t Token
			t, end = lexQuoted(text, i)
			list = append(list, t)
		case c == '[' && (len(list) == 0 || list[len(list)-1] != Token{Word, "array"}):
			end = i + 1 + max(strings.IndexByte(text[i+1:], ']'), 0)
			list = append(list, Token{Name, text[i+1 : end]})
			end++
		default:
			for _, s := range symbols {
				if strings.HasPrefix(text[i:], s) {
					end = i + len(s)
					break
				}
			}
			list = append(list, Token{Symbol, text[i:end]})
		}
		i = min(end, len(text))
	}
	return list
}

// lexQuoted reads what stands between quotes or braces; a closing one that is
// doubled stands for itself.
func lexQuoted(text string, i int) (Token, int) {
	kind, closing := String, text[i]
	switch closing {
	case '"':
		kind = Name
	case '{':
		kind, closing = Marked, '}'
	}
	var b strings.Builder
	end := i + 1
	for ; end < len(text); end++ {
		if text[end] == closing {
			if end+1 == len(text) || text[end+1] != closing {
				break
			}
			end++
		}
		b.WriteByte(text[end])
	}
	return Token{kind, b.String()}, end + 1
}

func numberEnd(text string, i int) int {
	for i < len(text) && (isDigit(text[i]) || text[i] == '.') {
		i++
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if j < len(text) && (text[j] == '-' || text[j] == '+') {
			j++
		}
		if j < len(text) && isDigit(text[j]) {
			for i = j; i < len(text) && isDigit(text[i]); {
				i++
			}
		}
	}
	return i
}

// Read reads what [Expr.String] wrote. A text that it can't have written is
// foreign.
func Read(text string) Expr {
	e, err := Parse(lex(text))
	if err != nil {
		return Expr{Op: Foreign, Name: Dialect, Text: text}
	}
	return e
}
