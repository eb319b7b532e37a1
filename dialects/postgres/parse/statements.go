package parse

import (
	"context"
	"iter"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Statement is a parsed statement of a script.
type Statement struct {
	*sqlfile.Statement
	Script *sqlfile.Script
	// Node is the tree; nil for a psql command and a statement that was not to
	// be parsed.
	Node *Node
	// Base added to a location in the tree is an offset into the script.
	Base int
	// Marks are the clauses that are newer than the parser.
	Marks []Mark
}

// Pos returns the position of a location in the statement's tree. The location
// of most nodes that have none is 0 or -1: they get the statement's position.
func (s *Statement) Pos(location int32) model.Pos {
	if offset := int(location) + s.Base; location > 0 && offset >= s.Offset {
		return s.Script.Pos(offset)
	}
	return s.Script.Pos(s.Offset)
}

// Options direct [Statements].
type Options struct {
	// Skip says which statements need no tree. They are passed on without.
	Skip func(*sqlfile.Statement) bool
}

// chunkSize is how many statements are parsed at once.
const chunkSize = 200

// Statements parses the statements of a script. It yields each with its tree or
// with the error that its parsing met, in order, and parses the next ones while
// the caller works.
func Statements(ctx context.Context, script *sqlfile.Script, opts Options) iter.Seq2[*Statement, *sqlfile.Error] {
	return func(yield func(*Statement, *sqlfile.Error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		chunks := make(chan []result, 1)
		go func() {
			defer close(chunks)
			p := &chunker{script: script, skip: opts.Skip}
			for p.next < len(script.Statements) {
				select {
				case chunks <- p.chunk():
				case <-ctx.Done():
					return
				}
			}
		}()
		for chunk := range chunks {
			for i := range chunk {
				if !yield(&chunk[i].stmt, chunk[i].err) {
					return
				}
			}
		}
	}
}

type result struct {
	stmt Statement
	err  *sqlfile.Error
}

// chunker parses a script from its beginning to its end.
type chunker struct {
	script *sqlfile.Script
	skip   func(*sqlfile.Statement) bool
	next   int // index of the first statement that isn't parsed
}

// chunk parses the next statements.
func (c *chunker) chunk() []result {
	list := c.script.Statements
	low := c.next
	high := min(low+chunkSize, len(list))
	c.next = high
	results := make([]result, high-low)
	for i := range results {
		results[i].stmt = Statement{Statement: &list[low+i], Script: c.script}
	}
	for i := 0; i < len(results); {
		if c.bare(results[i].stmt.Statement) {
			i++
			continue
		}
		if results[i].stmt.Conformed {
			c.single(&results[i])
			i++
			continue
		}
		run := i + 1
		for run < len(results) && !c.bare(results[run].stmt.Statement) && !results[run].stmt.Conformed && c.adjacent(results[run].stmt.Statement) {
			run++
		}
		c.run(results[i:run])
		i = run
	}
	return results
}

// bare says whether a statement is not for the parser.
func (c *chunker) bare(s *sqlfile.Statement) bool {
	return s.Kind != sqlfile.SQL || c.skip != nil && c.skip(s)
}

// adjacent says whether nothing but white space and comments stands between a
// statement and the one before it. COPY data follows a semicolon, so the piece
// of a COPY is longer than its text and the semicolon.
func (c *chunker) adjacent(s *sqlfile.Statement) bool {
	return s.Begin > 0 && c.script.Source.Text[s.Begin-1] == ';'
}

// run parses statements that follow each other. The parser stops at the first
// mistake; that statement is then parsed alone and the rest tried again.
func (c *chunker) run(results []result) {
	text := c.script.Source.Text
	for len(results) > 0 {
		first, last := results[0].stmt, results[len(results)-1].stmt
		base := first.Offset
		stmts, err := parseRun(results, text[base:last.Offset+len(last.Text)])
		if err == nil && assign(results, stmts, base) {
			return
		}
		bad := len(results) - 1
		if err != nil && err.Offset >= 0 {
			bad = statementAt(results, base+err.Offset)
			c.before(results[:bad])
		} else {
			for i := range results[:bad] {
				c.single(&results[i])
			}
		}
		c.single(&results[bad])
		results = results[bad+1:]
	}
}

// parseRun parses the text of statements that follow each other. Statements
// that are all short need no closer look before.
func parseRun(results []result, text string) ([]*pg.RawStmt, *Error) {
	for i := range results {
		if len(results[i].stmt.Text) >= 2*maxDepth {
			return parse(text)
		}
	}
	return parseChecked(text)
}

// before parses the statements before a mistake.
func (c *chunker) before(results []result) {
	if len(results) == 0 {
		return
	}
	first, last := results[0].stmt, results[len(results)-1].stmt
	stmts, err := parseRun(results, c.script.Source.Text[first.Offset:last.Offset+len(last.Text)])
	if err == nil && assign(results, stmts, first.Offset) {
		return
	}
	for i := range results {
		c.single(&results[i])
	}
}

// statementAt returns the index of the statement that an offset is in.
func statementAt(results []result, offset int) int {
	for i := range results {
		if offset <= results[i].stmt.Offset+len(results[i].stmt.Text) {
			return i
		}
	}
	return len(results) - 1
}

// assign gives each statement its tree. It refuses to guess if the parser cut
// the text in other pieces.
func assign(results []result, stmts []*pg.RawStmt, base int) bool {
	if len(stmts) != len(results) {
		return false
	}
	for i, s := range stmts {
		end := base + int(s.GetStmtLocation()+s.GetStmtLen())
		if i < len(stmts)-1 && end > results[i+1].stmt.Offset {
			return false
		}
	}
	for i, s := range stmts {
		results[i].stmt.Node, results[i].stmt.Base = s.GetStmt(), base
	}
	return true
}

// single parses one statement, if need be with its newer clauses rewritten.
func (c *chunker) single(r *result) {
	text := r.stmt.Text
	stmts, err := parse(text)
	if err != nil {
		plain, calls := rewriteJSON(text)
		rewritten, marks := rewrite(plain)
		if len(marks)+len(calls) > 0 {
			again, err2 := parse(rewritten)
			if err2 == nil && (len(calls) == 0 || len(again) == 1 && restoreJSON(again[0].GetStmt(), calls)) {
				stmts, err = again, nil
				r.stmt.Marks = marks
			}
		}
	}
	switch {
	case err != nil:
		r.err = c.fail(&r.stmt, err)
	case len(stmts) != 1:
		r.err = &sqlfile.Error{Pos: c.script.Pos(r.stmt.Offset), Msg: "this is not one statement"}
	default:
		r.stmt.Node, r.stmt.Base = stmts[0].GetStmt(), r.stmt.Offset
		r.stmt.restore()
	}
}

// fail gives an error its place in the script and, where there is one, a hint.
func (c *chunker) fail(s *Statement, err *Error) *sqlfile.Error {
	offset := s.Offset + max(0, err.Offset)
	e := &sqlfile.Error{Pos: c.script.Pos(offset), Msg: err.Msg}
	if variable, ok := psqlVariable(s.Text); ok {
		e.Hint = "variables of psql such as " + variable + " are not replaced"
	}
	return e
}

// psqlVariable finds :name, :'name' or :"name" in a statement.
func psqlVariable(text string) (string, bool) {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	var prev sqlfile.Token
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return "", false
		}
		colon := prev.Kind == sqlfile.Punct && text[prev.Start:prev.End] == ":"
		if colon && t.Start == prev.End && (prev.Start == 0 || text[prev.Start-1] != ':') {
			switch t.Kind {
			case sqlfile.Word, sqlfile.Quoted, sqlfile.String:
				return text[prev.Start:t.End], true
			default:
			}
		}
		prev = t
	}
}

// Single parses one statement of a script: a part of another one, such as the
// body of DO.
func Single(script *sqlfile.Script, s *sqlfile.Statement) (*Statement, *sqlfile.Error) {
	c := &chunker{script: script}
	r := result{stmt: Statement{Statement: s, Script: script}}
	c.single(&r)
	if r.err != nil {
		return nil, r.err
	}
	return &r.stmt, nil
}
