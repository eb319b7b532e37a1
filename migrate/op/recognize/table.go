package recognize

import (
	"strings"

	"github.com/schemadiff/schemadiff/migrate/op"
)

func (c *cursor) createTable() op.Operation {
	o := op.CreateTable{Temporary: c.accept("temporary") || c.accept("temp")}
	c.expect("table")
	o.IfNotExists = c.accept("if", "not", "exists")
	o.Schema, o.Table = c.qualified()
	c.expect("(")
	for !c.wrong && !c.done() {
		if constraint := c.constraint(); constraint != nil {
			o.Constraints = append(o.Constraints, constraint)
		} else {
			o.Columns = append(o.Columns, c.column())
		}
		if c.accept(")") {
			first := c.at
			for !c.done() && !c.is("partition", "by") {
				c.at++
			}
			o.Options = c.slice(first, c.at)
			if c.accept("partition", "by") {
				o.PartitionBy = c.rest()
			}
			return o
		}
		c.expect(",")
	}
	return nil
}

// clauses are the words that begin what stands behind the type of a column.
var clauses = []string{
	"not", "null", "default", "collate", "primary", "unique", "check", "references", "generated", "as", "constraint",
	"auto_increment", "autoincrement", "on", "comment", "first", "after",
}

// column reads the definition of a column. What it doesn't know is the rest of it.
func (c *cursor) column() op.Column {
	o := op.Column{Name: c.name()}
	if !in(clauses, c.token(0)) {
		o.Type = c.until(clauses...)
	}
	for !c.wrong && !c.done() && !c.is(",") && !c.is(")") && !c.is("first") && !c.is("after") {
		if !c.clause(&o) {
			o.Options = c.until("first", "after")
			return o
		}
	}
	return o
}

// clause reads a clause of a column, if it is one that an operation knows.
func (c *cursor) clause(o *op.Column) bool {
	switch {
	case c.accept("not", "null"):
		o.NotNull = true
	case c.accept("default"):
		o.Default = c.value()
	case c.accept("collate"):
		o.Collation = c.name()
	case c.accept("primary", "key"):
		o.PrimaryKey = true
	case c.accept("unique", "key"), c.accept("unique"):
		o.Unique = true
	case c.accept("auto_increment"), c.accept("autoincrement"):
		o.AutoIncrement = true
	case c.accept("on", "update"):
		o.OnUpdate = c.until(clauses...)
	case c.accept("comment"):
		o.Comment = c.literal()
	case c.is("check", "("):
		c.at++
		o.Check = c.inside()
	case c.accept("references"):
		r := c.reference()
		o.References = &r
	case c.accept("generated", "always", "as"), c.accept("as"):
		o.Generated = c.inside()
		o.Virtual = c.accept("virtual")
		if !o.Virtual {
			c.accept("stored")
		}
	default:
		return false
	}
	return true
}

// value reads what stands behind DEFAULT. It doesn't end where it begins.
func (c *cursor) value() string {
	if c.is("(") {
		first := c.at
		c.inside()
		return c.slice(first, c.at)
	}
	return c.until(clauses...)
}

// constraint reads a constraint of a table, nil if it is something else.
func (c *cursor) constraint() op.Constraint {
	name := ""
	if c.accept("constraint") {
		name = c.name()
	}
	switch {
	case c.accept("primary", "key"):
		return op.PrimaryKey{Name: name, Columns: c.names(), Options: c.until()}
	case c.is("unique", "("):
		c.at++
		return op.Unique{Name: name, Columns: c.names(), Options: c.until()}
	case c.is("check", "("):
		c.at++
		return op.Check{Name: name, Expression: c.inside()}
	case c.accept("foreign", "key"):
		return op.ForeignKey{Name: name, Columns: c.names(), References: c.referred()}
	case c.is("key"), c.is("unique", "key"), c.is("fulltext", "key"), c.is("spatial", "key"):
		return c.key()
	}
	c.wrong = c.wrong || name != ""
	return nil
}

func (c *cursor) referred() op.Reference {
	c.expect("references")
	return c.reference()
}

// reference reads what stands behind REFERENCES.
func (c *cursor) reference() op.Reference {
	var r op.Reference
	r.Schema, r.Table = c.qualified()
	if c.is("(") {
		r.Columns = c.names()
	}
	for {
		switch {
		case c.accept("match", "full"):
			r.Match = op.MatchFull
		case c.accept("on", "delete"):
			r.OnDelete = c.action()
		case c.is("on", "update") && c.isAction(2):
			c.at += 2
			r.OnUpdate = c.action()
		case c.accept("deferrable"):
			r.Deferrable = true
			r.InitiallyDeferred = c.accept("initially", "deferred")
		default:
			return r
		}
	}
}

// actions are those of foreign keys, with their words.
var actions = []struct {
	action op.Action
	words  []string
}{
	{op.NoAction, []string{"no", "action"}},
	{op.Restrict, []string{"restrict"}},
	{op.Cascade, []string{"cascade"}},
	{op.SetNull, []string{"set", "null"}},
	{op.SetDefault, []string{"set", "default"}},
}

func (c *cursor) action() op.Action {
	for _, a := range actions {
		if c.accept(a.words...) {
			return a.action
		}
	}
	c.wrong = true
	return ""
}

func (c *cursor) isAction(distance int) bool {
	for _, a := range actions {
		if strings.EqualFold(c.token(distance), a.words[0]) {
			return true
		}
	}
	return false
}

// key reads an index that is made with its table.
func (c *cursor) key() op.Constraint {
	var k op.Key
	switch {
	case c.accept("unique"):
		k.Unique = true
	case c.accept("fulltext"):
		k.Using = "FULLTEXT"
	case c.accept("spatial"):
		k.Using = "SPATIAL"
	}
	c.expect("key")
	if !c.is("(") {
		k.Name = c.name()
	}
	k.Columns = c.elements()
	if c.accept("using") {
		k.Using = c.name()
	}
	k.Options = c.until()
	return k
}
