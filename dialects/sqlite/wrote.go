package sqlite

import (
	"context"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
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
	case fold(schema) == "temp":
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
	q := &parser{tokens: p.tokens, text: p.text}
	for depth := 0; verb == "" && !q.done(); {
		switch t := q.next(); {
		case t.text == "(":
			depth++
		case t.text == ")":
			depth--
		case depth > 0:
		case t.is("insert"), t.is("replace"), t.is("update"), t.is("delete"), t.is("create"):
			verb = fold(t.text)
		}
	}
	if verb == "create" && !makesFilled(q) {
		return "", "", ""
	}
	if q.accept("or") {
		q.next()
	}
	for _, word := range []string{"temp", "temporary"} {
		if verb == "create" && q.accept(word) {
			schema = "temp"
		}
	}
	_ = q.accept("into") || q.accept("from") || q.accept("table")
	q.accept("if", "not", "exists")
	if q.ahead(1).text == "." {
		schema = q.next().name()
		q.next()
	}
	return verb, schema, q.next().name()
}

// makesFilled says whether what follows CREATE makes a table that has the rows of a
// query.
func makesFilled(p *parser) bool {
	q := &parser{tokens: p.tokens, text: p.text, at: p.at}
	_ = q.accept("temp") || q.accept("temporary")
	if !q.accept("table") {
		return false
	}
	for !q.done() {
		switch t := q.next(); {
		case t.text == "(":
			return false
		case t.is("as"):
			return true
		}
	}
	return false
}

// quoteName writes a name.
func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
