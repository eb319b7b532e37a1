package operation

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/model"
)

func contains(list []string, name string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return kind.Fold(s) == kind.Fold(name) })
}

// said reads a constraint of the table, as a table with the same columns that has
// nothing but it.
func (e *editor) said(constraint op.Constraint) (model.Table, error) {
	o := op.CreateTable{Table: e.table.Name, Constraints: []op.Constraint{constraint}}
	for i := range e.table.Columns {
		o.Columns = append(o.Columns, op.Column{Name: e.table.Columns[i].Name, Type: "text"})
	}
	return e.parsed(o)
}

func (e *editor) addConstraint(constraint op.Constraint) error {
	p, err := e.said(constraint)
	if err != nil {
		return err
	}
	for _, k := range p.Keys {
		for _, column := range k.Columns {
			if _, err := e.column(column); err != nil {
				return err
			}
		}
	}
	return e.addConstraints(&p)
}

// addConstraints gives the table the constraints of another one.
func (e *editor) addConstraints(p *model.Table) error {
	t := e.table
	for _, k := range p.Keys {
		if k.Primary && slices.ContainsFunc(t.Keys, func(has model.Key) bool { return has.Primary }) {
			return fmt.Errorf("table %q has a primary key: drop it first", t.Name)
		}
		name, err := free(t.Keys, func(has model.Key) string { return has.Name }, k.Name)
		if err != nil {
			return err
		}
		k.Name = name
		t.Keys = append(t.Keys, k)
	}
	for _, c := range p.Checks {
		name, err := free(t.Checks, func(has model.Check) string { return has.Name }, c.Name)
		if err != nil {
			return err
		}
		c.Name = name
		t.Checks = append(t.Checks, c)
	}
	for _, f := range p.ForeignKeys {
		name, err := free(t.ForeignKeys, func(has model.ForeignKey) string { return has.Name }, f.Name)
		if err != nil {
			return err
		}
		f.Name = name
		t.ForeignKeys = append(t.ForeignKeys, f)
	}
	return nil
}

// free returns a name that none of the list has: those that nobody gave get a
// number.
func free[T any](list []T, name func(T) string, wanted string) (string, error) {
	taken := func(name string, of func(T) string) bool {
		return slices.ContainsFunc(list, func(has T) bool { return of(has) == name })
	}
	if taken(wanted, name) && !kind.Unnamed(wanted) {
		return "", fmt.Errorf("there is a constraint %q", wanted)
	}
	unique := wanted
	for i := 2; taken(unique, name); i++ {
		unique = wanted + "_" + strconv.Itoa(i)
	}
	return unique, nil
}

func (e *editor) dropConstraint(o *op.DropConstraint) error {
	name := o.Name
	dropped := func(constraint string) bool { return kind.Fold(constraint) == kind.Fold(name) }
	if name == "" && o.Was != nil && o.KindOf() != op.KindPrimaryKey {
		p, err := e.said(o.Was)
		if err != nil {
			return err
		}
		if name = e.named(&p); name == "" {
			return e.missing(o)
		}
	}
	t := e.table
	n := len(t.Keys) + len(t.Checks) + len(t.ForeignKeys)
	t.Keys = slices.DeleteFunc(t.Keys, func(k model.Key) bool {
		gone := dropped(k.Name) || o.Name == "" && o.KindOf() == op.KindPrimaryKey && k.Primary
		if gone && k.Primary {
			e.uncounted()
		}
		return gone
	})
	t.Checks = slices.DeleteFunc(t.Checks, func(c model.Check) bool { return dropped(c.Name) })
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return dropped(f.Name) })
	if n == len(t.Keys)+len(t.Checks)+len(t.ForeignKeys) && !o.IfExists {
		return e.missing(o)
	}
	return nil
}

func (e *editor) missing(o *op.DropConstraint) error {
	return fmt.Errorf("table %q: %w: %s", e.table.Name, errNothing, op.Text(*o))
}

// uncounted takes away what only a primary key has.
func (e *editor) uncounted() {
	for i := range e.table.Columns {
		e.table.Columns[i].Identity = model.Identity{}
	}
}

// named finds the constraint that says the same as the only one of another table,
// and returns its name.
func (e *editor) named(p *model.Table) string {
	for _, wanted := range p.Keys {
		for _, k := range e.table.Keys {
			if k.Primary == wanted.Primary && slices.EqualFunc(k.Columns, wanted.Columns, sameName) {
				return k.Name
			}
		}
	}
	for _, wanted := range p.Checks {
		for _, c := range e.table.Checks {
			if e.SameText(c.Expr.Text, wanted.Expr.Text) {
				return c.Name
			}
		}
	}
	for _, wanted := range p.ForeignKeys {
		for _, f := range e.table.ForeignKeys {
			if slices.EqualFunc(f.Columns, wanted.Columns, sameName) && sameName(f.References.Name, wanted.References.Name) &&
				(len(wanted.RefColumns) == 0 || slices.EqualFunc(f.RefColumns, wanted.RefColumns, sameName)) {
				return f.Name
			}
		}
	}
	return ""
}

func sameName(a, b string) bool { return kind.Fold(a) == kind.Fold(b) }

func (e *editor) renameConstraint(o *op.RenameConstraint) error {
	renamed := false
	rename := func(name *string, implicit *bool) {
		if sameName(*name, o.From) && !renamed {
			*name, *implicit, renamed = o.To, false, true
		}
	}
	for i := range e.table.Keys {
		rename(&e.table.Keys[i].Name, &e.table.Keys[i].ImplicitName)
	}
	for i := range e.table.Checks {
		rename(&e.table.Checks[i].Name, &e.table.Checks[i].ImplicitName)
	}
	for i := range e.table.ForeignKeys {
		rename(&e.table.ForeignKeys[i].Name, &e.table.ForeignKeys[i].ImplicitName)
	}
	if !renamed {
		return fmt.Errorf("table %q: %w: %q", e.table.Name, errNothing, o.From)
	}
	return nil
}

// dropColumn drops a column and all of the table that has it.
func (e *editor) dropColumn(o *op.DropColumn) error {
	c, err := e.column(o.Name)
	if err != nil {
		if o.IfExists {
			return nil
		}
		return err
	}
	name, t := c.Name, e.table
	for i := range e.schema.Tables {
		for _, f := range e.schema.Tables[i].ForeignKeys {
			if sameName(f.References.Name, t.Name) && contains(f.RefColumns, name) && !(sameName(e.schema.Tables[i].Name, t.Name) && contains(f.Columns, name)) {
				return fmt.Errorf("a foreign key of table %q refers to column %q: drop it first", e.schema.Tables[i].Name, name)
			}
		}
	}
	t.Columns = slices.DeleteFunc(t.Columns, func(c model.Column) bool { return c.Name == name })
	t.Keys = slices.DeleteFunc(t.Keys, func(k model.Key) bool { return contains(k.Columns, name) })
	t.Checks = slices.DeleteFunc(t.Checks, func(c model.Check) bool { return sqlite.Mentions(c.Expr.Text, name) })
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return contains(f.Columns, name) })
	t.Indexes = slices.DeleteFunc(t.Indexes, func(x model.Index) bool {
		return sqlite.Mentions(x.Predicate.Text, name) || slices.ContainsFunc(x.Keys, func(k model.IndexKey) bool {
			return sameName(k.Column, name) || sqlite.Mentions(k.Expr.Text, name)
		})
	})
	if len(t.Columns) == 0 {
		return fmt.Errorf("column %q is the only one of table %q", name, t.Name)
	}
	return nil
}
