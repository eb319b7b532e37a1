package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Read runs scripts in a database and reads what they lead to. The database must
// be empty and is the caller's to throw away: one in memory. Every statement that
// fails is an error at its place, and the others are run all the same, so that all
// mistakes are told in one run. Statements that reach other files are refused.
func Read(ctx context.Context, conn inspect.Conn, sources []sqlfile.Source) (model.Schema, error) {
	return ReadRows(ctx, conn, sources, nil)
}

// ReadRows is [Read], and calls wrote, unless that is nil, with the place of each
// statement that has written rows, but for those of temporary tables.
func ReadRows(ctx context.Context, conn inspect.Conn, sources []sqlfile.Source, wrote func(model.Pos)) (model.Schema, error) {
	before, err := readFacts(ctx, conn)
	if err != nil {
		return model.Schema{}, err
	}
	if len(before.objects) > 0 {
		return model.Schema{}, errors.New("reading SQL: the database to run it in is not empty")
	}
	scripts, errs := sqlfile.SplitAll(sources, sqlfile.SQLite())
	d := &declaration{conn: conn, errs: errs, origins: map[objectKey]origin{}, wrote: wrote}
	for _, script := range scripts {
		if err := d.script(ctx, script); err != nil {
			return model.Schema{}, err
		}
	}
	if err := d.errs.Err(); err != nil {
		return model.Schema{}, err
	}
	f, err := readFacts(ctx, conn)
	if err != nil {
		return model.Schema{}, err
	}
	schema := newReader(f, d.place).schema()
	d.directives(&schema)
	return schema, d.errs.Err()
}

// objectKey addresses a row of sqlite_schema, the name folded.
type objectKey struct{ kind, name string }

// origin is the statement that made an object.
type origin struct {
	script *sqlfile.Script
	stmt   *sqlfile.Statement
	// body is where the object's name begins, from which on the library keeps the
	// text as it is.
	body int
}

// declaration is the work on one declared schema.
type declaration struct {
	conn    inspect.Conn
	errs    sqlfile.ErrorList
	origins map[objectKey]origin
	// noted are the directives with the statements that they belong to.
	noted []noted
	// wrote is told which statements have written rows; total is how many there were.
	wrote func(model.Pos)
	total int64
}

type noted struct {
	sqlfile.Directive
	origin
}

// script runs one script. The error is that of a context that ends; all others
// are collected.
func (d *declaration) script(ctx context.Context, script *sqlfile.Script) error {
	if len(script.Downs) > 0 {
		d.fail(script, script.Downs[0], "what follows is the way back of this migration", "leave it out to read what the migration leads to")
	}
	for i := range script.Statements {
		stmt := &script.Statements[i]
		p, err := newParser(stmt.Text)
		if err != nil {
			d.fail(script, stmt.Offset, err.Error(), "")
			continue
		}
		if why, hint := refused(p); why != "" {
			d.fail(script, stmt.Offset, why, hint)
			continue
		}
		if idle(p) {
			continue
		}
		if err := d.conn.Exec(ctx, stmt.Text); err != nil {
			if ctx.Err() != nil {
				return fmt.Errorf("reading SQL: %w", ctx.Err())
			}
			d.fail(script, stmt.Offset+near(p, err.Error()), err.Error(), "")
			continue
		}
		if err := d.watch(ctx, p, script.Pos(stmt.Offset)); err != nil {
			return err
		}
		made := d.remember(p, origin{script: script, stmt: stmt})
		for _, c := range stmt.Comments {
			d.noted = append(d.noted, noted{c, made})
		}
	}
	for _, c := range script.Loose {
		d.fail(script, c.Start, "this directive belongs to nothing that could be renamed", "")
	}
	return nil
}

func (d *declaration) fail(script *sqlfile.Script, offset int, msg, hint string) {
	d.errs = append(d.errs, &sqlfile.Error{Pos: script.Pos(offset), Msg: msg, Hint: hint})
}

// refused returns why a statement isn't run, "" if it is.
func refused(p *parser) (why, hint string) {
	switch first := p.Peek(); {
	case first.Text == ".":
		return "this is a command of the sqlite3 shell, no SQL", "leave it out; sqlite3 file.db .schema writes a schema without any"
	case first.Is("attach"), first.Is("detach"), first.Is("vacuum") && !idle(p):
		return strings.ToUpper(first.Text) + " is not run where a schema is declared: it reaches other files", "leave it out"
	}
	return "", ""
}

// idle says whether a statement does nothing for the schema, and can't be run in
// every database: VACUUM, unless it writes a file.
func idle(p *parser) bool {
	if !p.Peek().Is("vacuum") {
		return false
	}
	for _, t := range p.Tokens {
		if t.Is("into") {
			return false
		}
	}
	return true
}

// near returns where the token stands that the library complains about, if it
// names one that occurs once; else where the statement begins.
func near(p *parser, message string) int {
	_, rest, found := strings.Cut(message, `near "`)
	if !found {
		return 0
	}
	word, _, _ := strings.Cut(rest, `": `)
	at, count := 0, 0
	for _, t := range p.Tokens {
		if t.Text == word {
			at = t.Start
			count++
		}
	}
	if count != 1 {
		return 0
	}
	return at
}

// remember notes where an object was made, or that it has another name. It
// returns the origin with all that is known of it.
func (d *declaration) remember(p *parser, o origin) origin {
	if p.Accept("alter", "table") {
		from, err := p.qualified()
		if err != nil || !p.Accept("rename", "to") {
			return o
		}
		if to, err := p.name(); err == nil {
			d.origins[objectKey{"table", kind.Fold(to)}] = d.origins[objectKey{"table", kind.Fold(from)}]
		}
		return o
	}
	if !p.Accept("create") {
		return o
	}
	if !p.Accept("unique") {
		p.Accept("virtual")
	}
	key := objectKey{kind: kind.Fold(p.Next().Text)}
	keeps := p.Accept("if", "not", "exists")
	if p.Ahead(1).Text == "." {
		p.At += 2
	}
	o.body = p.Peek().Start
	name, err := p.name()
	if err != nil {
		return o
	}
	key.name = kind.Fold(name)
	if _, there := d.origins[key]; !keeps || !there {
		d.origins[key] = o
	}
	return o
}

// place returns where the text of an object was declared; unknown for what was
// not made by a statement of its own.
func (d *declaration) place(o object, offset int) model.Pos {
	from, ok := d.origins[objectKey{o.kind, kind.Fold(o.name)}]
	if !ok || from.script == nil {
		return model.Pos{}
	}
	at, _ := from.offset(o, offset)
	return from.script.Pos(at)
}

// offset turns an offset of the text that the library keeps into one of the
// script: ok is false if ALTER has changed the text since, and the offset is the
// statement's then.
func (from origin) offset(o object, offset int) (at int, ok bool) {
	body := from.stmt.Text[from.body:]
	head := len(o.text) - len(body)
	if offset < head || !strings.HasSuffix(o.text, body) {
		return from.stmt.Offset, false
	}
	return from.stmt.Offset + from.body + offset - head, true
}
