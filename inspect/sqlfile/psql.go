package sqlfile

import (
	"fmt"
	"strings"
)

// command handles a backslash outside of quotes, the way psql does. It says
// whether there is more of the script.
// https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS
func (s *splitter) command(t Token) bool {
	text := s.lexer.Text
	if t.End < len(text) && text[t.End] == ';' {
		s.semi(Token{Kind: Punct, Start: t.Start, End: t.End + 1})
		s.lexer.Seek(t.End + 1)
		return true
	}
	end := commandEnd(text, t.End)
	stmt := Statement{Kind: Command, Text: strings.TrimRight(text[t.Start:end], " \t\r\n\\"), Offset: t.Start}
	name, args := stmt.CommandName()
	if s.first >= 0 {
		s.commandInside(t, name, end)
		return true
	}
	s.judge(t.Start, name, args)
	stmt.Begin, stmt.End = s.begin, end
	if name == "copy" && copiesFromScript(args) {
		stmt.End = s.copyData(end)
	}
	if name == "r" || name == "reset" {
		s.comments = nil
	}
	stmt.Comments = s.comments
	if !s.broken {
		s.script.Statements = append(s.script.Statements, stmt)
	}
	s.reset(stmt.End)
	s.lexer.Seek(stmt.End)
	if name == "q" || name == "quit" {
		return false
	}
	return true
}

// commandInside handles a command that stands behind the beginning of a
// statement: it sends the statement, drops it, or has no place there.
func (s *splitter) commandInside(t Token, name string, end int) {
	switch {
	case sends(name):
		s.depth = 0
		s.emit(end)
	case name == "r" || name == "reset":
		s.drop(end)
	case name == "gexec":
		s.fail(s.first, "\\gexec runs statements that only a server can make", "")
		s.emit(end)
	default:
		s.fail(t.Start, fmt.Sprintf("the psql command \\%s stands inside of a statement", name),
			"is the semicolon missing before it?")
		s.emit(end)
	}
}

// drop forgets the statement so far; its text stays in the piece.
func (s *splitter) drop(end int) {
	s.reset(s.begin)
	s.lexer.Seek(end)
}

// judge reports commands that a reader without psql can't follow.
func (s *splitter) judge(offset int, name, args string) {
	switch name {
	case "i", "ir", "include", "include_relative":
		if s.follows {
			return
		}
		file := strings.Trim(args, `'"`)
		s.fail(offset, fmt.Sprintf("\\%s includes the file %q, which is not followed", name, file),
			fmt.Sprintf("give %s itself, or a directory that holds both files", file))
	case "if", "elif":
		s.fail(offset, fmt.Sprintf("\\%s depends on variables of a psql session", name),
			"give the script without conditions")
	default:
		if !known(name) {
			s.fail(offset, fmt.Sprintf("unknown psql command \\%s", name), "")
		}
	}
}

// sends says whether a command sends the statement before it to the server.
func sends(name string) bool {
	switch name {
	case "g", "gx", "gset", "gdesc", "crosstabview", "watch", "bind", "bind_named", "parse", "sendpipeline":
		return true
	}
	return false
}

// known says whether psql has a command of that name which leaves the schema
// alone.
func known(name string) bool {
	if sends(name) || strings.HasPrefix(name, "d") || strings.HasPrefix(name, "!") {
		return true // \d and \! take what follows without a blank
	}
	switch strings.TrimRight(name, "+S") {
	case ".", "a", "c", "connect", "conninfo", "copy", "copyright", "C", "cd", "else", "encoding", "endif",
		"echo", "errverbose", "e", "edit", "ef", "ev", "f", "getenv", "getresults", "h", "help", "H", "html", "l",
		"list", "lo_export", "lo_import", "lo_list", "lo_unlink", "o", "out", "p", "print", "password", "prompt",
		"pset", "q", "quit", "qecho", "r", "reset", "restrict", "s", "set", "setenv", "sf", "sv", "startpipeline",
		"syncpipeline", "endpipeline", "flushrequest", "flush", "t", "T", "timing", "unset", "unrestrict", "w",
		"write", "warn", "x", "z", "?", "close", "close_prepared":
		return true
	}
	return false
}

// commandEnd returns where a command ends whose name begins at i: at the end of
// the line, or behind two backslashes outside of its quotes.
func commandEnd(text string, i int) int {
	var quote byte
	for ; i < len(text) && text[i] != '\n' && text[i] != '\r'; i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == '\\' && i+1 < len(text) && text[i+1] == '\\':
			return i + 2
		}
	}
	return i
}

// copiesFromScript says whether the arguments of \copy name stdin, which is the
// script itself.
func copiesFromScript(args string) bool {
	lexer := NewLexer(args, Postgres())
	from := false
	for depth := 0; ; {
		t := lexer.Significant()
		if t.Kind == EOF {
			return false
		}
		word := args[t.Start:t.End]
		switch {
		case word == "(":
			depth++
		case word == ")":
			depth--
		case from && t.Kind == Word && IsWord(word, "stdin"):
			return true
		}
		from = depth == 0 && t.Kind == Word && IsWord(word, "from")
	}
}

// copyData skips the lines of data of the COPY whose statement ends at end and
// returns where they end: behind the line that is \. alone.
func (s *splitter) copyData(end int) int {
	text := s.lexer.Text
	line := lineEnd(text, end)
	if rest := strings.TrimSpace(text[end:line]); rest != "" && !strings.HasPrefix(rest, "--") {
		s.fail(end, "text follows COPY … FROM stdin on its line", "begin the data on a line of its own")
	}
	for at := line; ; {
		i := strings.Index(text[at:], `\.`)
		if i < 0 {
			s.fail(s.dataStart(end), "the data of this COPY is not ended by a line \\.", "is the file truncated?")
			return len(text)
		}
		at += i + 2
		if !isLineBreak(text[at-3]) {
			continue
		}
		if next := lineEnd(text, at); strings.TrimSpace(text[at:next]) == "" {
			return next
		}
	}
}

// dataStart is where the statement begins that the data belongs to.
func (s *splitter) dataStart(end int) int {
	if s.first >= 0 {
		return s.first
	}
	return end
}

func isLineBreak(c byte) bool { return c == '\n' || c == '\r' }
