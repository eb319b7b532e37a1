package recognize

import "github.com/schemadiff/schemadiff/migrate/op"

// alterTable reads the clauses of an ALTER TABLE.
func (c *cursor) alterTable() op.Operation {
	schema, table := c.qualified()
	switch {
	case c.accept("rename", "to"):
		_, to := c.qualified()
		return op.RenameTable{Schema: schema, From: table, To: to}
	case c.is("rename", "column"):
		return c.renamed(op.RenameColumn{Schema: schema, Table: table})
	}
	o := op.AlterTable{Schema: schema, Table: table}
	typed := false
	for !c.wrong && !c.done() {
		change := c.change()
		_, clause := change.(op.Clause)
		typed = typed || !clause
		o.Changes = append(o.Changes, change)
		if !c.done() {
			c.expect(",")
		}
	}
	if c.wrong || !typed {
		return nil
	}
	if len(o.Changes) == 1 {
		if list, err := o.Operations(); err == nil {
			return list[0]
		}
	}
	return o
}

func (c *cursor) renamed(o op.RenameColumn) op.Operation {
	c.expect("rename", "column")
	o.From = c.name()
	c.expect("to")
	o.To = c.name()
	if !c.done() {
		return nil
	}
	return o
}

// change reads one clause. What is none that an operation knows stays SQL.
func (c *cursor) change() op.Change {
	at := c.at
	change := c.known()
	if change != nil && !c.wrong && (c.done() || c.is(",")) {
		return change
	}
	c.at, c.wrong = at, false
	return op.Clause{SQL: c.until()}
}

func (c *cursor) known() op.Change {
	switch {
	case c.accept("add", "column"):
		o := op.AddColumn{IfNotExists: c.accept("if", "not", "exists"), Column: c.column()}
		o.First, o.After = c.place()
		return o
	case c.accept("drop", "column"):
		return op.DropColumn{IfExists: c.accept("if", "exists"), Name: c.name()}
	case c.accept("modify", "column"):
		o := op.RedefineColumn{Column: c.column()}
		o.Name = o.Column.Name
		o.First, o.After = c.place()
		return o
	case c.accept("change", "column"):
		o := op.RedefineColumn{Name: c.name(), Column: c.column()}
		o.First, o.After = c.place()
		return o
	case c.accept("drop", "constraint"):
		return op.DropConstraint{IfExists: c.accept("if", "exists"), Name: c.name()}
	case c.accept("drop", "primary", "key"):
		return op.DropConstraint{Kind: op.KindPrimaryKey}
	case c.accept("drop", "foreign", "key"):
		return op.DropConstraint{Kind: op.KindForeignKey, Name: c.name()}
	case c.accept("drop", "check"):
		return op.DropConstraint{Kind: op.KindCheck, Name: c.name()}
	case c.accept("drop", "key"), c.accept("drop", "index"):
		return op.DropConstraint{Kind: op.KindUnique, Name: c.name()}
	case c.accept("alter", "column"):
		return c.alterColumn()
	case c.accept("add"):
		if constraint := c.constraint(); constraint != nil {
			return op.AddConstraint{Constraint: constraint}
		}
	}
	return nil
}

func (c *cursor) alterColumn() op.Change {
	o := op.AlterColumn{Name: c.name()}
	switch {
	case c.accept("set", "default"):
		o.Default = c.until()
	case c.accept("drop", "default"):
		o.DropDefault = true
	default:
		return nil
	}
	return o
}

func (c *cursor) place() (first bool, after string) {
	switch {
	case c.accept("first"):
		return true, ""
	case c.accept("after"):
		return false, c.name()
	}
	return false, ""
}
