package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// chunk is a part of the text, cut into statements. Offsets in it begin at from.
type chunk struct {
	*parser
	part *sqlfile.Script
	from int
}

// place moves a position in the chunk to that in the file.
func (c *chunk) place(pos model.Pos) model.Pos {
	base := c.pos(c.from)
	if pos.Line <= 1 {
		pos.Column += base.Column - 1
	}
	pos.Line += base.Line - 1
	return pos
}

// read reads the statements and what stands between them.
func (c *chunk) read() {
	for i := range c.part.Statements {
		stmt := &c.part.Statements[i]
		end := textEnd(c.part, stmt, c.syntax)
		c.comments(stmt.Begin, stmt.Offset, nil)
		if stmt.Kind == sqlfile.Command {
			if c.psql(stmt.Offset) {
				c.pending, c.marks = nil, marks{}
			}
			continue
		}
		c.inner(stmt, end)
		added := c.statement(stmt, end)
		c.behind(stmt, end, added)
	}
	c.comments(c.part.Rest, len(c.part.Source.Text), nil)
}

// psql refuses a command for psql, but for the two that pg_dump puts around what
// it writes, which keep psql from commands in between: there are none.
func (c *chunk) psql(at int) (refused bool) {
	name := firstLine(c.part.Source.Text[at:])
	if fields := strings.Fields(name); len(fields) > 0 {
		name = fields[0]
	}
	if name == `\restrict` || name == `\unrestrict` {
		return false
	}
	c.failAt(c.place(c.part.Pos(at)), fmt.Sprintf("%s is a command for psql, which doesn't run this file", name), "write it in SQL")
	return true
}

func firstLine(text string) string {
	line, _ := cutLine(text, 0)
	return line
}

// behind reads the comments between the end of a statement's text and that of
// its piece: before the semicolon, or all that follows if there is none.
func (c *chunk) behind(stmt *sqlfile.Statement, end int, added *Statement) {
	text := c.part.Source.Text
	switch {
	case stmt.End > end && text[stmt.End-1] == ';':
		c.comments(end, stmt.End, added)
	case added != nil && added.Copy:
		c.comments(end, end+len(firstLine(text[end:stmt.End])), added)
	default:
		c.comments(end, stmt.End, nil)
	}
}

// comments reads the comments of a piece of the text. They belong to the
// statement that is given; else to the one that ends on their line, or to the
// next.
func (c *chunk) comments(begin, end int, owner *Statement) {
	if begin >= end {
		return
	}
	text := c.part.Source.Text
	lexer := sqlfile.NewLexer(text[:end], c.syntax)
	lexer.Seek(begin)
	sameLine := owner == nil && begin > 0
	for t := lexer.Next(); t.Kind != sqlfile.EOF; t = lexer.Next() {
		if t.Kind == sqlfile.Backslash && c.syntax.Psql {
			c.psql(t.Start)
			lexer.Seek(t.End + len(firstLine(text[t.End:end])))
		}
		if t.Kind != sqlfile.Comment || t.Open {
			continue
		}
		target := owner
		if sameLine = sameLine && !strings.ContainsAny(text[begin:t.Start], "\r\n"); sameLine {
			target = c.last()
		}
		for _, line := range commentLines(text[t.Start:t.End]) {
			c.comment(line, t.Start, target)
		}
	}
}

// last returns the last statement of the current section.
func (c *chunk) last() *Statement {
	if c.section == nil || len(c.section.Statements) == 0 {
		return nil
	}
	return &c.section.Statements[len(c.section.Statements)-1]
}

// comment reads one line of a comment, which is about the target or, without
// one, about the next statement.
func (c *chunk) comment(line string, at int, target *Statement) {
	text, ok := directive(line)
	switch {
	case !ok && target != nil:
		target.Comment = append(target.Comment, line)
		return
	case !ok:
		c.pending = append(c.pending, line)
		return
	}
	m := marks{}
	if target == nil {
		m = c.marks
	}
	if msg, hint := readMark(text, &m); msg != "" {
		c.failAt(c.place(c.part.Pos(at)), msg, hint)
		return
	}
	switch {
	case m.section != "":
		if target == nil && c.marks.set {
			m = marks{}
			_, _ = readMark(text, &m)
		}
		c.open(m, c.from+at)
	case target != nil:
		c.mark(target, m, c.from+at)
	default:
		if !m.set {
			m.offset, m.set = c.from+at, true
		}
		c.marks = m
	}
}

// mark gives a statement its marks.
func (c *chunk) mark(stmt *Statement, m marks, offset int) {
	m.noTransaction = m.noTransaction || stmt.NoTransaction
	m.newTransaction = m.newTransaction || stmt.NewTransaction
	m.rowsOnly = m.rowsOnly || stmt.RowsOnly
	m.repeat = m.repeat || stmt.Repeat
	if m.pause == 0 {
		m.pause = stmt.Pause
	}
	if m.irreversible == "" {
		m.irreversible = stmt.Irreversible
	}
	if msg, hint := m.contradiction(c.section); msg != "" {
		c.fail(offset, msg, hint)
		return
	}
	stmt.NoTransaction, stmt.NewTransaction, stmt.RowsOnly = m.noTransaction, m.newTransaction, m.rowsOnly
	stmt.Repeat, stmt.Pause, stmt.Irreversible = m.repeat, m.pause, m.irreversible
}

// inner refuses marks inside of a statement, but leaves those alone that are
// about the objects that it makes.
func (c *chunk) inner(stmt *sqlfile.Statement, end int) {
	for _, comment := range stmt.Comments {
		if comment.Start < stmt.Offset || comment.Start >= end {
			continue
		}
		if _, renamed := comment.RenamedFrom(c.syntax); !renamed {
			c.failAt(c.place(c.part.Pos(comment.Start)), fmt.Sprintf("the mark %q stands inside of a statement", comment.Text),
				"a mark stands above its statement")
		}
	}
}

// statement adds a statement to the current section.
func (c *chunk) statement(stmt *sqlfile.Statement, end int) *Statement {
	text := c.part.Source.Text
	if c.section == nil {
		if !c.strayed {
			c.fail(c.from+stmt.Offset, "this statement stands before \"-- schemadiff: up\"", "every statement belongs to a section")
		}
		c.strayed = true
		c.pending, c.marks = nil, marks{}
		return nil
	}
	added := Statement{SQL: text[stmt.Offset:end], Comment: c.pending, Pos: c.place(c.part.Pos(stmt.Offset))}
	if c.syntax.Psql {
		added.Data, added.Copy = copyData(text[end:stmt.End])
	}
	c.pending = nil
	if c.marks.set {
		c.mark(&added, c.marks, c.marks.offset)
		c.marks = marks{}
	}
	if word := transactionControl(added.SQL, c.syntax); word != "" {
		found := control{word, len(c.section.Statements), c.from + stmt.Offset}
		if c.controls = append(c.controls, found); c.foreign == "" {
			c.refuse(found)
		}
	}
	c.section.Statements = append(c.section.Statements, added)
	return c.last()
}

// textEnd returns where the text of a statement ends in the source, whose
// strings may have another form in the statement.
func textEnd(part *sqlfile.Script, stmt *sqlfile.Statement, syntax sqlfile.Syntax) int {
	if !stmt.Conformed {
		return stmt.Offset + len(stmt.Text)
	}
	syntax.PlainEscapes = true
	lexer := sqlfile.NewLexer(part.Source.Text[:stmt.End], syntax)
	lexer.Seek(stmt.Offset)
	end := stmt.Offset
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		if t.End == stmt.End && part.Source.Text[t.Start] == ';' {
			break
		}
		end = t.End
	}
	return end
}

// copyData returns the data of a COPY that ends a piece, from the end of a
// statement's text on: the lines behind the first up to the one that is "\."
// alone.
func copyData(piece string) (data string, ok bool) {
	_, start := cutLine(piece, 0)
	end := strings.LastIndex(piece, `\.`)
	if end < start || start == 0 || strings.TrimSpace(piece[end+2:]) != "" {
		return "", false
	}
	if c := piece[end-1]; c != '\n' && c != '\r' {
		return "", false
	}
	return piece[start:end], true
}

// controls are the first words of the statements that begin and end
// transactions; next, if there is one, must be the second word.
var controls = []struct{ word, next string }{
	{"begin", ""},
	{"start", "transaction"},
	{"commit", ""},
	{"end", ""},
	{"rollback", ""},
	{"abort", ""},
	{"savepoint", ""},
	{"release", ""},
	{"prepare", "transaction"},
}

// begins and commits are the words of the statements around a transaction.
var (
	begins  = map[string]bool{"BEGIN": true, "START TRANSACTION": true}
	commits = map[string]bool{"COMMIT": true, "END": true}
)

// transactionControl returns the words by which a statement controls
// transactions, in capitals, "" if it is another.
func transactionControl(sql string, syntax sqlfile.Syntax) string {
	lexer := sqlfile.NewLexer(sql, syntax)
	var list [2]string
	for i := range list {
		if t := lexer.Significant(); t.Kind == sqlfile.Word {
			list[i] = strings.ToLower(sql[t.Start:t.End])
		}
	}
	i := slices.IndexFunc(controls, func(c struct{ word, next string }) bool {
		return c.word == list[0] && (c.next == "" || c.next == list[1])
	})
	switch {
	case i < 0, list[0] == "begin" && list[1] == "not": // BEGIN NOT ATOMIC is a block of MariaDB
		return ""
	case controls[i].next != "":
		return strings.ToUpper(list[0] + " " + list[1])
	}
	return strings.ToUpper(list[0])
}
