package sqlfile

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Source is the text of one script and the name that messages call it by.
type Source struct {
	Name string
	Text string
	path string // of the file, if it is one
	// made, if set, says where the pieces of the text stand, and what was wrong
	// there: a [Builder] made it.
	made *made
}

// Kind tells SQL statements from lines that are meant for psql.
type Kind uint8

// The kinds of statements.
const (
	SQL     Kind = iota
	Command      // a psql command: \connect, \set …
)

// Statement is one statement of a script. Text is a sub-string of the source:
// from its first token to its last, without the semicolon.
//
// The piece from Begin to End also holds what stands before the statement
// since the one before it, its semicolon, and the data of a COPY. The pieces of
// a script and its rest give back the source without a gap.
type Statement struct {
	Kind       Kind
	Text       string
	Offset     int // of Text
	Begin, End int
	// Conformed says that the strings of Text have been brought into the
	// standard form, in place, because the script had turned
	// standard_conforming_strings off: it is no sub-string of the source then.
	Conformed bool
	// Comments are those that belong to the statement and carry a directive for
	// this program: above it, inside it, or behind it on its last line.
	Comments []Directive
}

// Directive is a comment that begins with "schemadiff:". Text is what follows
// that, trimmed. Alone: nothing but white space stands before it on its line.
type Directive struct {
	Text       string
	Start, End int
	Alone      bool
}

// Script is a source cut into statements.
type Script struct {
	Source     Source
	Lines      *Lines
	Statements []Statement
	// Rest is the offset of what follows the last statement's piece: white
	// space, comments, or what an unterminated quote swallowed.
	Rest int
	// Loose are the directives of the rest, which belong to no statement.
	Loose []Directive
	// Downs are the offsets of the comments by which a tool that runs migrations
	// marks the statements of the way back.
	Downs []int

	included []string // the files that are included, by their real paths
	circular bool     // one of them includes the script
}

// Pos returns the position of a byte offset of the source.
func (s *Script) Pos(offset int) model.Pos { return s.Lines.Pos(offset) }

// FirstWord returns the statement's first word, which is empty if it begins
// with something else.
func (s *Statement) FirstWord() string {
	end := 0
	for end < len(s.Text) && isWordPart(s.Text[end]) {
		end++
	}
	return s.Text[:end]
}

// CommandName returns the name of a psql command, without its backslash, and
// its arguments.
func (s *Statement) CommandName() (name, args string) {
	name = strings.TrimPrefix(s.Text, `\`)
	if i := strings.IndexFunc(name, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) }); i >= 0 {
		name, args = name[:i], strings.TrimSpace(name[i:])
	}
	return name, args
}
