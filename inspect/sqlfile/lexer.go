package sqlfile

import "strings"

// TokenKind is what a token is.
type TokenKind uint8

// The kinds of tokens.
const (
	EOF            TokenKind = iota
	Word                     // a keyword or an unquoted name
	Quoted                   // a quoted name, with its quotes
	String                   // a string of any form, with prefix and quotes
	Number                   // a number
	Param                    // $1
	Operator                 // one or more operator characters
	Punct                    // one of ( ) [ ] , ; . : and whatever nothing else begins with
	Comment                  // with its marks; a line comment without the line's end
	Backslash                // a backslash outside of quotes
	Conditional              // the begin of a comment that a server of some version reads: /*!80000, /*M!100100
	ConditionalEnd           // its end
)

// Token is a piece of the text from Start to End. Open says that it lacks its
// end: a string, quoted name or comment that goes on to the end of the text.
type Token struct {
	Kind       TokenKind
	Open       bool
	Start, End int
}

// Lexer cuts a text into tokens. White space is between them. It never fails
// and always makes progress.
type Lexer struct {
	Text   string
	Syntax Syntax
	at     int
	// conditional: the last [Conditional] has not ended.
	conditional bool
}

// NewLexer starts at the beginning of the text.
func NewLexer(text string, syntax Syntax) *Lexer { return &Lexer{Text: text, Syntax: syntax} }

// Seek goes on at another offset.
func (l *Lexer) Seek(offset int) { l.at = offset }

// Next returns the next token, comments among them.
func (l *Lexer) Next() Token {
	text, i := l.Text, l.at
	for i < len(text) && isSpace(text[i]) {
		i++
	}
	if i == len(text) {
		l.at = i
		return Token{Kind: EOF, Start: i, End: i}
	}
	t := l.scan(i)
	l.at = t.End
	return t
}

// Significant returns the next token that is no comment.
func (l *Lexer) Significant() Token {
	for {
		if t := l.Next(); t.Kind != Comment {
			return t
		}
	}
}

// scan reads the token that starts at i, which is no white space.
func (l *Lexer) scan(i int) Token {
	text := l.Text
	c := text[i]
	switch {
	case isWordStart(c):
		return l.word(i)
	case c == '\'':
		return l.str(i, i, l.Syntax.BackslashEscape || l.Syntax.PlainEscapes)
	case c == '"' && l.Syntax.BackslashEscape:
		return l.str(i, i, true)
	case c == '"':
		return l.quoted(i, i, '"')
	case c == '`' && l.Syntax.Backticks:
		return l.quoted(i, i, '`')
	case c == '[' && l.Syntax.Brackets:
		return l.quoted(i, i, ']')
	case c == '-' && l.dashes(i), c == '#' && l.Syntax.HashComments:
		return Token{Kind: Comment, Start: i, End: lineEnd(text, i)}
	case c == '/' && l.Syntax.ConditionalComments && conditionalEnd(text[i:]) > 0:
		l.conditional = true
		return Token{Kind: Conditional, Start: i, End: i + conditionalEnd(text[i:])}
	case c == '*' && l.conditional && strings.HasPrefix(text[i:], "*/"):
		l.conditional = false
		return Token{Kind: ConditionalEnd, Start: i, End: i + 2}
	case c == '/' && strings.HasPrefix(text[i:], "/*"):
		return l.block(i)
	case isDigit(c), c == '.' && i+1 < len(text) && isDigit(text[i+1]):
		return Token{Kind: Number, Start: i, End: numberEnd(text, i)}
	case c == '$':
		return l.dollar(i)
	case c == '\\':
		return Token{Kind: Backslash, Start: i, End: i + 1}
	case isOperator(c):
		return l.operator(i)
	}
	return Token{Kind: Punct, Start: i, End: i + 1}
}

// dashes says whether a comment begins with two dashes.
func (l *Lexer) dashes(i int) bool {
	text := l.Text
	return strings.HasPrefix(text[i:], "--") && (!l.Syntax.SpacedDashes || i+2 == len(text) || text[i+2] <= ' ')
}

// conditionalEnd returns the length of what begins a comment that a server reads,
// with its version; 0 if none begins here.
func conditionalEnd(text string) int {
	rest, found := strings.CutPrefix(text, "/*!")
	if !found {
		if rest, found = strings.CutPrefix(text, "/*M!"); !found {
			return 0
		}
	}
	end := len(text) - len(rest)
	for end < len(text) && isDigit(text[end]) && end < len(text)-len(rest)+6 {
		end++
	}
	return end
}

// word reads a name, or a string or name that the word is the prefix of.
func (l *Lexer) word(i int) Token {
	text := l.Text
	end := i + 1
	for end < len(text) && isWordPart(text[end]) {
		end++
	}
	if end < len(text) {
		switch length := end - i; {
		case length == 1 && text[end] == '\'' && isStringPrefix(text[i]):
			escapes := l.Syntax.BackslashEscape || l.Syntax.EscapeStrings && text[i]|0x20 == 'e' ||
				l.Syntax.PlainEscapes && text[i]|0x20 == 'n'
			return l.str(i, end, escapes)
		case length == 1 && text[i]|0x20 == 'u' && strings.HasPrefix(text[end:], "&'"):
			return l.str(i, end+1, false)
		case length == 1 && text[i]|0x20 == 'u' && strings.HasPrefix(text[end:], "&\""):
			return l.quoted(i, end+1, '"')
		}
	}
	return Token{Kind: Word, Start: i, End: end}
}

// str reads a string whose opening quote is at quote. A string that ends
// before a line break and begins anew after it is one string; that matters for
// the meaning of backslashes.
func (l *Lexer) str(start, quote int, escapes bool) Token {
	text := l.Text
	mark := text[quote]
	for at := quote + 1; ; {
		i := strings.IndexByte(text[at:], mark)
		if escapes {
			i = quoteOrBackslash(text[at:], mark)
		}
		if i < 0 {
			return Token{Kind: String, Open: true, Start: start, End: len(text)}
		}
		at += i
		switch {
		case text[at] == '\\':
			at = min(at+2, len(text))
		case at+1 < len(text) && text[at+1] == mark:
			at += 2
		default:
			next := continuation(text, at+1)
			if next < 0 || !escapes || mark != '\'' || l.Syntax.BackslashEscape {
				return Token{Kind: String, Start: start, End: at + 1}
			}
			at = next + 1
		}
	}
}

func quoteOrBackslash(text string, quote byte) int {
	for i := range len(text) {
		if text[i] == quote || text[i] == '\\' {
			return i
		}
	}
	return -1
}

// continuation returns where the next piece of a string begins after the
// closing quote of one, or -1 if there is none. A line break must lie between.
func continuation(text string, at int) int {
	newline := false
	for at < len(text) {
		switch {
		case text[at] == '\n' || text[at] == '\r':
			newline = true
			at++
		case isSpace(text[at]):
			at++
		case strings.HasPrefix(text[at:], "--"):
			at = lineEnd(text, at)
		case text[at] == '\'' && newline:
			return at
		default:
			return -1
		}
	}
	return -1
}

// quoted reads a name whose opening quote is at quote.
func (l *Lexer) quoted(start, quote int, closing byte) Token {
	text := l.Text
	for at := quote + 1; ; {
		i := strings.IndexByte(text[at:], closing)
		if i < 0 {
			return Token{Kind: Quoted, Open: true, Start: start, End: len(text)}
		}
		at += i + 1
		if at == len(text) || text[at] != closing || closing == ']' {
			return Token{Kind: Quoted, Start: start, End: at}
		}
		at++
	}
}

// block reads a comment that begins with a slash and a star.
func (l *Lexer) block(i int) Token {
	text := l.Text
	depth := 1
	for at := i + 2; at+1 < len(text); at++ {
		switch {
		case text[at] == '*' && text[at+1] == '/':
			at++
			if depth--; depth == 0 {
				return Token{Kind: Comment, Start: i, End: at + 1}
			}
		case text[at] == '/' && text[at+1] == '*' && l.Syntax.NestedComments:
			at++
			depth++
		}
	}
	return Token{Kind: Comment, Open: true, Start: i, End: len(text)}
}

// dollar reads a dollar-quoted string or a parameter.
func (l *Lexer) dollar(i int) Token {
	text := l.Text
	end := i + 1
	if end < len(text) && isDigit(text[end]) {
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		return Token{Kind: Param, Start: i, End: end}
	}
	if !l.Syntax.DollarQuotes {
		return Token{Kind: Punct, Start: i, End: end}
	}
	for end < len(text) && (isWordStart(text[end]) || end > i+1 && isDigit(text[end])) {
		end++
	}
	if end == len(text) || text[end] != '$' {
		return Token{Kind: Punct, Start: i, End: i + 1}
	}
	end++
	tag := text[i:end]
	closing := strings.Index(text[end:], tag)
	if closing < 0 {
		return Token{Kind: String, Open: true, Start: i, End: len(text)}
	}
	return Token{Kind: String, Start: i, End: end + closing + len(tag)}
}

// operator reads operator characters up to where a comment begins.
func (l *Lexer) operator(i int) Token {
	text := l.Text
	end := i + 1
	for end < len(text) && isOperator(text[end]) {
		if text[end] == '-' && l.dashes(end) || text[end] == '*' && l.conditional && strings.HasPrefix(text[end:], "*/") ||
			text[end] == '/' && strings.HasPrefix(text[end:], "/*") ||
			text[end] == '#' && l.Syntax.HashComments || text[end] == '`' && l.Syntax.Backticks {
			break
		}
		end++
	}
	return Token{Kind: Operator, Start: i, End: end}
}

// lineEnd returns the offset of the line break after i, or the text's end.
func lineEnd(text string, i int) int {
	for i < len(text) && text[i] != '\n' && text[i] != '\r' {
		i++
	}
	return i
}

// numberEnd returns where the number that starts at i ends: 12, 1.5e-3, 0x1F,
// 1_000.
func numberEnd(text string, i int) int {
	end := i + 1
	for end < len(text) {
		c := text[end]
		sign := (c == '+' || c == '-') && text[end-1]|0x20 == 'e' && !strings.HasPrefix(text[i:], "0x") &&
			end+1 < len(text) && isDigit(text[end+1])
		if !isDigit(c) && c != '.' && c != '_' && !isLetter(c) && !sign {
			break
		}
		end++
	}
	return end
}

func isSpace(c byte) bool {
	return c == ' ' || c >= '\t' && c <= '\r'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isWordStart(c byte) bool { return isLetter(c) || c == '_' || c >= 0x80 }

func isWordPart(c byte) bool { return isWordStart(c) || isDigit(c) || c == '$' }

func isStringPrefix(c byte) bool {
	c |= 0x20
	return c == 'e' || c == 'b' || c == 'x' || c == 'n'
}

func isOperator(c byte) bool {
	switch c {
	case '~', '!', '@', '#', '^', '&', '|', '`', '?', '+', '-', '*', '/', '%', '<', '>', '=':
		return true
	}
	return false
}

// IsWord says whether a token's text is a keyword, which is given in lower
// case, whatever its own case.
func IsWord(text, keyword string) bool {
	if len(text) != len(keyword) {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != keyword[i] {
			return false
		}
	}
	return true
}
