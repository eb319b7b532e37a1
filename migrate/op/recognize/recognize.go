// Package recognize finds the operations of revisions in Go that do what statements
// do, for products whose statements are close to the standard. It reads them
// without knowing much, and compares what the operation is written as with the
// statement, token by token: so it may miss one, and not be wrong.
package recognize

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// Of returns the operation that does what a statement does; where there is none, it
// is [op.Execute]. The quoter is that of who wrote the statement: it tells names
// without quotes from words that mean something.
func Of(s script.Statement, d op.Dialect, names render.Quoter) op.Operation {
	if s.Repeat {
		return op.Batched{SQL: s.SQL, Pause: s.Pause}
	}
	rest := op.Execute{SQL: s.SQL, RowsOnly: s.RowsOnly, NoTransaction: s.NoTransaction}
	c := newCursor(s.SQL, d.Syntax())
	operation := c.statement()
	if operation == nil || c.wrong || !c.done() {
		return rest
	}
	written, err := operation.Statements(d)
	if err != nil || len(written) != 1 || written[0].RowsOnly != s.RowsOnly || written[0].Repeat || written[0].Code != "" {
		return rest
	}
	// What commits by itself stands alone, whether it is marked or not.
	if written[0].NoTransaction != s.NoTransaction && !d.Commits(s.SQL) && !d.Atomic(s.SQL) {
		return rest
	}
	if !same(newCursor(s.SQL, d.Syntax()), newCursor(written[0].SQL, d.Syntax()), names) {
		return rest
	}
	return operation
}

// same says whether two texts have the same tokens. Words are in any case, and a
// name may be quoted or not.
func same(x, y *cursor, names render.Quoter) bool {
	if len(x.tokens) != len(y.tokens) {
		return false
	}
	for x.at = range x.tokens {
		y.at = x.at
		p, q := x.token(0), y.token(0)
		a, b := x.tokens[x.at].Kind, y.tokens[x.at].Kind
		switch {
		case p == q:
		case a == sqlfile.Word && b == sqlfile.Word && strings.EqualFold(p, q):
		case a == sqlfile.Word && b == sqlfile.Quoted && p == y.name() && names.QuoteIdent(p) == p:
		default:
			return false
		}
	}
	return true
}

// statement reads a statement, nil if it is none of those that are known.
func (c *cursor) statement() op.Operation {
	switch {
	case c.accept("create"):
		return c.create()
	case c.accept("drop"):
		return c.drop()
	case c.accept("alter", "table"):
		return c.alterTable()
	case c.accept("rename", "table"):
		schema, from := c.qualified()
		c.expect("to")
		_, to := c.qualified()
		return op.RenameTable{Schema: schema, From: from, To: to}
	}
	return nil
}

func (c *cursor) create() op.Operation {
	replace := c.accept("or", "replace")
	switch {
	case c.is("table"), c.is("temporary", "table"), c.is("temp", "table"):
		return c.createTable()
	case c.accept("index"):
		return c.createIndex(op.CreateIndex{})
	case c.accept("unique", "index"):
		return c.createIndex(op.CreateIndex{Unique: true})
	case c.accept("view"):
		o := op.CreateObject{OrReplace: replace, Object: op.Object{Kind: op.View}}
		o.Schema, o.Name = c.qualified()
		o.Definition = c.rest()
		return o
	case c.accept("trigger"):
		o := op.CreateObject{OrReplace: replace, Object: op.Object{Kind: op.Trigger}}
		o.Schema, o.Name = c.qualified()
		first := c.at
		for !c.done() && !c.accept("on") {
			c.at++
		}
		_, o.Table = c.qualified()
		c.at = first
		o.Definition = c.rest()
		return o
	case c.accept("function"):
		return c.createRoutine(op.Function, replace)
	case c.accept("procedure"):
		return c.createRoutine(op.Procedure, replace)
	}
	return nil
}

func (c *cursor) createRoutine(kind op.ObjectKind, replace bool) op.Operation {
	o := op.CreateObject{OrReplace: replace, Object: op.Object{Kind: kind}}
	o.Schema, o.Name = c.qualified()
	o.Definition = c.rest()
	return o
}

func (c *cursor) drop() op.Operation {
	kinds := []struct {
		word string
		kind op.ObjectKind
	}{{"view", op.View}, {"trigger", op.Trigger}, {"function", op.Function}, {"procedure", op.Procedure}}
	switch {
	case c.accept("table"):
		o := op.DropTable{IfExists: c.accept("if", "exists")}
		o.Schema, o.Table = c.qualified()
		return o
	case c.accept("index"):
		o := op.DropIndex{IfExists: c.accept("if", "exists")}
		o.Schema, o.Name = c.qualified()
		if c.accept("on") {
			o.Schema, o.Table = c.qualified()
		}
		return o
	}
	for _, k := range kinds {
		if c.accept(k.word) {
			o := op.DropObject{Object: op.Object{Kind: k.kind}, IfExists: c.accept("if", "exists")}
			o.Schema, o.Name = c.qualified()
			if k.kind == op.Trigger {
				o.Table = o.Name // nobody reads it: the name is enough
			}
			return o
		}
	}
	return nil
}

func (c *cursor) createIndex(o op.CreateIndex) op.Operation {
	o.IfNotExists = c.accept("if", "not", "exists")
	schema, name := c.qualified()
	o.Schema, o.Name = schema, name
	c.expect("on")
	if schema, table := c.qualified(); true {
		o.Table = table
		if schema != "" {
			o.Schema = schema
		}
	}
	o.Columns = c.elements()
	if c.accept("where") {
		o.Where = c.rest()
		return o
	}
	o.Options = c.rest()
	return o
}

// elements reads the list of elements of an index.
func (c *cursor) elements() []op.IndexColumn {
	var list []op.IndexColumn
	c.expect("(")
	for !c.wrong {
		list = append(list, c.element())
		if c.accept(")") {
			return list
		}
		c.expect(",")
	}
	return nil
}

func (c *cursor) element() op.IndexColumn {
	var e op.IndexColumn
	switch next := c.token(1); {
	case c.is("("):
		e.Expression = c.inside()
	case next == "(" && isNumber(c.token(2)) && c.token(3) == ")":
		e.Column = c.name()
		for _, digit := range c.inside() {
			e.Length = e.Length*10 + int(digit-'0')
		}
	case next == "," || next == ")" || in([]string{"collate", "asc", "desc"}, next):
		e.Column = c.name()
	default:
		e.Expression = c.until("collate", "asc", "desc")
	}
	if c.accept("collate") {
		e.Collation = c.name()
	}
	e.Desc = c.accept("desc")
	return e
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
