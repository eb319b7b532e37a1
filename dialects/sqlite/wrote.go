package sqlite

import (
	"context"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// watch tells of a statement that has written rows. The library counts them, but
// for those that a table is made with.
func (d *declaration) watch(ctx context.Context, p *parser, at model.Pos) error {
	if d.wrote == nil {
		return nil
	}
	before := d.total
	if err := d.ask(ctx, "SELECT total_changes()", &d.total); err != nil {
		return err
	}
	rows := d.total - before
	verb, schema, name := written(p)
	switch {
	case kind.Fold(schema) == "temp":
		return nil
	case verb == "create":
		if err := d.ask(ctx, "SELECT EXISTS (SELECT 1 FROM main."+quoteName(name)+")", &rows); err != nil {
			return err
		}
	case rows > 0 && schema == "" && name != "":
		var temporary int64
		err := d.ask(ctx, "SELECT count(*) FROM temp.sqlite_schema WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE", &temporary, name)
		if err != nil || temporary > 0 {
			return err
		}
	}
	if rows > 0 {
		d.wrote(at)
	}
	return nil
}

// ask asks the database for a number.
func (d *declaration) ask(ctx context.Context, sql string, number *int64, args ...any) error {
	err := d.conn.Batch(ctx, []inspect.Query{{SQL: sql, Args: args}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			if err := rows.Scan(number); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("counting what was written: %w", err)
	}
	return nil
}

// written returns what a statement writes to: the verb is empty if it is none that
// does, and "create" if it makes a table with the rows of a query.
func written(p *parser) (verb, schema, name string) {
	q := &parser{sqltoken.Cursor{Text: p.Text, Tokens: p.Tokens}}
	for depth := 0; verb == "" && !q.Done(); {
		switch t := q.Next(); {
		case t.Text == "(":
			depth++
		case t.Text == ")":
			depth--
		case depth > 0:
		case t.Is("insert"), t.Is("replace"), t.Is("update"), t.Is("delete"), t.Is("create"):
			verb = kind.Fold(t.Text)
		}
	}
	if verb == "create" && !makesFilled(q) {
		return "", "", ""
	}
	if q.Accept("or") {
		q.Next()
	}
	for _, word := range []string{"temp", "temporary"} {
		if verb == "create" && q.Accept(word) {
			schema = "temp"
		}
	}
	_ = q.Accept("into") || q.Accept("from") || q.Accept("table")
	q.Accept("if", "not", "exists")
	if q.Ahead(1).Text == "." {
		schema = q.Next().Name()
		q.Next()
	}
	return verb, schema, q.Next().Name()
}

// makesFilled says whether what follows CREATE makes a table that has the rows of a
// query.
func makesFilled(p *parser) bool {
	q := &parser{p.Cursor}
	_ = q.Accept("temp") || q.Accept("temporary")
	if !q.Accept("table") {
		return false
	}
	for !q.Done() {
		switch t := q.Next(); {
		case t.Text == "(":
			return false
		case t.Is("as"):
			return true
		}
	}
	return false
}

// quoteName writes a name.
func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
