package sqlfile

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Split cuts a script into its statements. It returns what it could cut
// together with every error that it met, in linear time.
func Split(source Source, syntax Syntax) (*Script, ErrorList) {
	if m := source.made; m != nil {
		syntax.Psql = false
		script, errs := split(&Script{Source: source, Lines: m.lines}, syntax)
		return script, append(slices.Clone(m.errs), errs...)
	}
	if syntax.Psql && expands(source.Text) {
		return expand(source, syntax)
	}
	return split(&Script{Source: source, Lines: NewLines(source.Name, source.Text)}, syntax)
}

// Made cuts a text that is made where the script runs, by what stands at an
// offset of it: that is the position of everything in the text.
func (s *Script) Made(text string, offset int, syntax Syntax) (*Script, ErrorList) {
	lines := NewLines(s.Source.Name, text)
	lines.origins = []origin{{lines: s.Lines, offset: offset, fixed: true}}
	return split(&Script{Source: Source{Name: s.Source.Name, Text: text}, Lines: lines}, syntax)
}

func split(script *Script, syntax Syntax) (*Script, ErrorList) {
	s := newSplitter(script, syntax)
	s.cut()
	return s.script, s.errs
}

func newSplitter(script *Script, syntax Syntax) *splitter {
	text := script.Source.Text
	return &splitter{lexer: NewLexer(text, syntax), script: script, valid: utf8.ValidString(text)}
}

func (s *splitter) cut() {
	s.reset(0)
	s.run()
	s.errs.Sort()
}

type splitter struct {
	lexer  *Lexer
	script *Script
	errs   ErrorList
	valid  bool // the text is UTF-8 as a whole
	// follows: the commands that include files are kept.
	follows bool

	begin    int         // of the piece
	first    int         // offset of the statement's first token, -1 before it
	last     int         // end of its last token
	comments []Directive // directives since begin
	broken   bool        // an error was reported that makes the statement useless

	words  int      // how many words the statement has so far, up to a few
	form   form     // what its first words say
	prev   lastWord // the word before, if it matters
	bodies int      // depth of BEGIN ATOMIC and CASE
	data   bool     // COPY … FROM stdin

	escaping escaping
	// delimiter ends statements where it isn't the semicolon.
	delimiter string

	depth     int  // of parentheses
	opened    int  // offset of the outermost open parenthesis
	semicolon int  // end of the first semicolon inside of parentheses, or 0
	flat      bool // parentheses don't hold statements together any more
}

// form is what the first words of a statement say about its structure.
type form uint8

const (
	plain form = iota
	create
	createRoutine
	createTrigger
	createBody
	copyTable
)

// lastWord is a word that has a meaning together with the next one.
type lastWord uint8

const (
	otherWord lastWord = iota
	beginWord
	fromWord
)

// reset starts a new piece.
func (s *splitter) reset(begin int) {
	s.begin, s.first, s.last, s.comments, s.broken = begin, -1, begin, nil, false
	s.words, s.form, s.prev, s.bodies, s.data = 0, plain, otherWord, 0, false
	s.depth, s.opened, s.semicolon = 0, 0, 0
	s.script.Rest = begin
}

func (s *splitter) run() {
	for {
		t := s.lexer.Next()
		switch {
		case t.Kind == EOF:
			if !s.finish(t.Start) {
				return
			}
		case t.Open:
			s.unterminated(t)
			return
		case t.Kind == Comment:
			s.comment(t)
		case t.Kind == Backslash && s.lexer.Syntax.Psql:
			if !s.command(t) {
				return
			}
		case s.lexer.Syntax.Delimiters && s.delimited(t):
		case t.Kind == Punct && s.lexer.Text[t.Start] == ';' && s.delimiter == "":
			s.semi(t)
		default:
			s.token(t)
		}
	}
}

// token adds a token to the statement.
func (s *splitter) token(t Token) {
	if s.first < 0 {
		s.first = t.Start
	}
	s.last = t.End
	if !s.valid && !s.broken {
		s.checkBytes(t)
	}
	switch t.Kind {
	case Word:
		s.word(s.lexer.Text[t.Start:t.End])
		return
	case Punct:
		switch c := s.lexer.Text[t.Start]; {
		case c == '(' && !s.flat:
			if s.depth++; s.depth == 1 {
				s.opened = t.Start
			}
		case c == ')' && s.depth > 0:
			if s.depth--; s.depth == 0 {
				s.semicolon = 0
			}
		case c == 0:
			s.fail(t.Start, "zero byte in the text", "the file is damaged or no SQL text")
		}
	default:
	}
	s.prev = otherWord
}

// word follows the few words that hold a statement together.
func (s *splitter) word(text string) {
	prev := s.prev
	s.prev = otherWord
	if s.words < 4 || s.lexer.Syntax.Delimiters && s.form == create {
		s.words++
		s.opening(text)
	}
	switch s.form {
	case createRoutine, createTrigger:
		s.bodyWord(text, prev)
	case createBody:
		s.blockWord(text)
	case copyTable:
		switch {
		case s.depth > 0:
		case IsWord(text, "from"):
			s.prev = fromWord
		case prev == fromWord && (IsWord(text, "stdin") || IsWord(text, "pstdin")):
			s.data = true
		}
	default:
	}
}

// opening looks at one of the first words.
func (s *splitter) opening(text string) {
	syntax := s.lexer.Syntax
	switch {
	case s.words == 1 && IsWord(text, "create"):
		s.form = create
	case s.words == 1 && syntax.Psql && IsWord(text, "copy"):
		s.form = copyTable
	case s.form != create:
	case syntax.AtomicBodies && (IsWord(text, "function") || IsWord(text, "procedure")):
		s.form = createRoutine
	case syntax.Delimiters:
		for _, what := range [...]string{"trigger", "procedure", "function", "event", "package"} {
			if IsWord(text, what) {
				s.form = createBody
			}
		}
		for _, what := range [...]string{"table", "view", "index", "database", "schema", "user", "role", "sequence", "server", "as"} {
			if IsWord(text, what) {
				s.form = plain
			}
		}
	case syntax.TriggerBodies && IsWord(text, "trigger"):
		s.form = createTrigger
	}
}

// bodyWord counts BEGIN [ATOMIC], CASE and END.
func (s *splitter) bodyWord(text string, prev lastWord) {
	switch {
	case s.bodies == 0 && s.form == createTrigger && IsWord(text, "begin"):
		s.bodies = 1
	case s.bodies == 0 && IsWord(text, "begin"):
		s.prev = beginWord
	case s.bodies == 0 && prev == beginWord && IsWord(text, "atomic"):
		s.bodies = 1
	case s.bodies > 0 && IsWord(text, "case"):
		s.bodies++
	case s.bodies > 0 && IsWord(text, "end"):
		s.bodies--
	}
}

// semi ends the statement, or doesn't.
func (s *splitter) semi(t Token) {
	switch {
	case s.bodies > 0:
		s.last = t.End
	case s.depth > 0:
		s.last = t.End
		if s.semicolon == 0 {
			s.semicolon = t.End
		}
	case s.first < 0:
		// An empty statement: it becomes part of the next piece.
	default:
		data := s.data
		end := t.End
		if data {
			end = s.copyData(t.End)
		}
		s.emit(end)
	}
}

// finish ends the statement at the end of the text and says whether there is
// more to do.
func (s *splitter) finish(end int) bool {
	if s.depth > 0 {
		s.fail(s.opened, "this parenthesis is never closed", "")
		if s.semicolon > 0 {
			// Go on behind the first semicolon, to report what else is wrong.
			s.flat = true
			next := s.semicolon
			s.reset(next)
			s.lexer.Seek(next)
			return true
		}
		s.script.Rest = end
		return false
	}
	if s.first < 0 {
		s.script.Loose = s.comments
		return false
	}
	if s.data {
		s.fail(s.first, "COPY … FROM stdin is not ended by a semicolon and has no data", "")
	}
	s.emit(end)
	return false
}

// emit adds the statement, whose piece goes up to end, and starts the next.
func (s *splitter) emit(end int) {
	if !s.broken {
		stmt := Statement{
			Text: s.lexer.Text[s.first:s.last], Offset: s.first,
			Begin: s.begin, End: end, Comments: s.comments,
		}
		if s.lexer.Syntax.PlainEscapes {
			s.conform(&stmt)
		}
		if !s.broken {
			s.script.Statements = append(s.script.Statements, stmt)
		}
		if s.lexer.Syntax.Psql {
			s.follow(&stmt)
		}
	}
	s.reset(end)
	s.lexer.Seek(end)
}

// unterminated reports a quote that goes on to the end of the text.
func (s *splitter) unterminated(t Token) {
	text := s.lexer.Text[t.Start:]
	switch {
	case t.Kind == Comment:
		s.fail(t.Start, "this comment is never closed", "")
	case t.Kind == Quoted:
		s.fail(t.Start, "this quoted name is never closed", "")
	case strings.HasPrefix(text, "$"):
		tag := text[:strings.IndexByte(text[1:], '$')+2]
		s.fail(t.Start, fmt.Sprintf("this dollar-quoted string is never closed by %s", tag), "")
	default:
		s.fail(t.Start, "this string is never closed", "")
	}
	s.script.Rest = s.begin
}

// checkBytes reports bytes of a token that are no UTF-8.
func (s *splitter) checkBytes(t Token) {
	text := s.lexer.Text[t.Start:t.End]
	for i, r := range text {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
			s.fail(t.Start+i, fmt.Sprintf("byte 0x%02x is not UTF-8", text[i]),
				"convert the file to UTF-8, for example with: iconv -f LATIN1 -t UTF-8")
			return
		}
	}
}

// fail reports an error and gives the statement up.
func (s *splitter) fail(offset int, msg, hint string) {
	s.broken = true
	s.errs = append(s.errs, &Error{Pos: s.script.Pos(offset), Msg: msg, Hint: hint})
}
