package operation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Given writes an operation that ALTER TABLE can't do: it changes the table in the
// schema, and returns what the planner makes of the difference, without what must run
// outside a transaction.
func Given(ctx context.Context, w write.Writer, old model.Schema, operation op.Operation) ([]string, error) {
	fresh, err := edit(w, old, operation)
	if err != nil {
		return nil, err
	}
	result, err := diff.Compare(ctx, old, fresh, sqlite.Rules{}, diff.Options{NewLive: true})
	if err != nil {
		return nil, err
	}
	m, err := render.NewMigration(result, sqlite.Planner{}, render.Options{})
	if err != nil {
		return nil, err
	}
	for _, u := range m.Up.Unsupported {
		return nil, fmt.Errorf("%s: %s", u.ID, u.Reason)
	}
	var list []string
	for _, g := range m.Up.Groups {
		for _, s := range g.Statements {
			if g.Transactional {
				list = append(list, strings.TrimSuffix(s.SQL, ";"))
			}
		}
	}
	return list, nil
}

// editor changes a table of a copy of a schema.
type editor struct {
	write.Writer
	schema *model.Schema
	table  *model.Table
}

// edit returns the schema that an operation leads to.
func edit(w write.Writer, old model.Schema, operation op.Operation) (model.Schema, error) {
	fresh := copied(old)
	e := &editor{Writer: w, schema: &fresh}
	var list []op.Operation
	switch o := operation.(type) {
	case op.AlterTable:
		var err error
		if list, err = o.Operations(); err != nil {
			return fresh, err
		}
	case op.RenameIndex:
		return fresh, e.renameIndex(&o)
	default:
		list = []op.Operation{operation}
	}
	for _, o := range list {
		if err := e.apply(o); err != nil {
			return fresh, err
		}
	}
	sqlite.ResolveReferences(&fresh)
	fresh.Sort()
	return fresh, nil
}

// copied returns a schema whose tables can be changed.
func copied(s model.Schema) model.Schema {
	s.Tables = slices.Clone(s.Tables)
	for i := range s.Tables {
		t := &s.Tables[i]
		t.Columns, t.Keys, t.Checks = slices.Clone(t.Columns), slices.Clone(t.Keys), slices.Clone(t.Checks)
		t.ForeignKeys, t.Indexes = slices.Clone(t.ForeignKeys), slices.Clone(t.Indexes)
		for j := range t.ForeignKeys {
			t.ForeignKeys[j].RefColumns = slices.Clone(t.ForeignKeys[j].RefColumns)
		}
	}
	return s
}

func (e *editor) apply(operation op.Operation) error {
	switch o := operation.(type) {
	case op.AddColumn:
		return e.on(o.Schema, o.Table, func() error { return e.addColumn(&o) })
	case op.DropColumn:
		return e.on(o.Schema, o.Table, func() error { return e.dropColumn(&o) })
	case op.AlterColumn:
		return e.on(o.Schema, o.Table, func() error { return e.alterColumn(&o) })
	case op.AddConstraint:
		return e.on(o.Schema, o.Table, func() error { return e.addConstraint(o.Constraint) })
	case op.DropConstraint:
		return e.on(o.Schema, o.Table, func() error { return e.dropConstraint(&o) })
	case op.RenameConstraint:
		return e.on(o.Schema, o.Table, func() error { return e.renameConstraint(&o) })
	}
	return write.ErrRest
}

// on finds the table that is to be changed.
func (e *editor) on(schema, table string, change func() error) error {
	if schema != "" && kind.Fold(schema) != "main" {
		return fmt.Errorf("a table of the attached database %q can't be rebuilt: say no schema, and run it on that database", schema)
	}
	for i := range e.schema.Tables {
		if kind.Fold(e.schema.Tables[i].Name) == kind.Fold(table) {
			e.table = &e.schema.Tables[i]
			return change()
		}
	}
	for _, u := range e.schema.Unsupported {
		if kind.Fold(u.ID.Name) == kind.Fold(table) || kind.Fold(u.ID.Parent) == kind.Fold(table) {
			return fmt.Errorf("table %q can't be rebuilt without loss: its definition has something that this program doesn't read; write the statements (op.Execute)", table)
		}
	}
	return fmt.Errorf("there is no table %q", table)
}

// column finds a column of the table.
func (e *editor) column(name string) (*model.Column, error) {
	for i := range e.table.Columns {
		if kind.Fold(e.table.Columns[i].Name) == kind.Fold(name) {
			return &e.table.Columns[i], nil
		}
	}
	return nil, fmt.Errorf("table %q has no column %q", e.table.Name, name)
}

// parsed reads a table of the same name that has these columns and constraints.
func (e *editor) parsed(o op.CreateTable) (model.Table, error) {
	text, err := e.CreateTable(&o).Done()
	if err != nil {
		return model.Table{}, err
	}
	return sqlite.ParseTable(e.table.Name, text)
}

func (e *editor) addColumn(o *op.AddColumn) error {
	if _, err := e.column(o.Column.Name); err == nil {
		return fmt.Errorf("table %q has a column %q", e.table.Name, o.Column.Name)
	}
	p, err := e.parsed(op.CreateTable{Table: e.table.Name, Columns: []op.Column{o.Column}})
	if err != nil {
		return err
	}
	at := len(e.table.Columns)
	switch {
	case o.First:
		at = 0
	case o.After != "":
		after, err := e.column(o.After)
		if err != nil {
			return err
		}
		for i := range e.table.Columns {
			if e.table.Columns[i].Name == after.Name {
				at = i + 1
			}
		}
	}
	columns := append([]model.Column{}, e.table.Columns[:at]...)
	e.table.Columns = append(append(columns, p.Columns[0]), e.table.Columns[at:]...)
	return e.addConstraints(&p)
}

func (e *editor) alterColumn(o *op.AlterColumn) error {
	c, err := e.column(o.Name)
	if err != nil {
		return err
	}
	typ := o.Type
	if typ == "" {
		typ = "integer"
	}
	p, err := e.parsed(op.CreateTable{Table: e.table.Name, Columns: []op.Column{{Name: c.Name, Type: typ, Default: o.Default, Collation: o.Collation}}})
	if err != nil {
		return err
	}
	said := p.Columns[0]
	if o.Type != "" {
		c.Type = said.Type
	}
	if o.Collation != "" {
		c.Collation = said.Collation
	}
	if o.Default != "" || o.DropDefault {
		c.Default = said.Default
	}
	switch o.NotNull {
	case op.Set:
		c.NotNull = true
	case op.Drop:
		if e.inKey(c.Name) {
			return fmt.Errorf("column %q is in the primary key", c.Name)
		}
		c.NotNull, c.NotNullConstraint, c.Options = false, model.NotNull{}, nil
	case op.Keep:
	}
	return nil
}

// inKey says whether the primary key makes a column one that is never null.
func (e *editor) inKey(column string) bool {
	for i := range e.table.Keys {
		k := &e.table.Keys[i]
		if k.Primary && contains(k.Columns, column) {
			return len(k.Columns) == 1 && e.aliasing(column) || kind.Option(e.table.Options, kind.WithoutRowID) != ""
		}
	}
	return false
}

// aliasing says whether a column is another name of the rowid.
func (e *editor) aliasing(column string) bool {
	c, err := e.column(column)
	return err == nil && c.Type == model.Type{Name: "integer"}
}

func (e *editor) renameIndex(o *op.RenameIndex) error {
	for i := range e.schema.Tables {
		for j := range e.schema.Tables[i].Indexes {
			if x := &e.schema.Tables[i].Indexes[j]; kind.Fold(x.Name) == kind.Fold(o.From) {
				x.Name = o.To
				return nil
			}
		}
	}
	return fmt.Errorf("there is no index %q", o.From)
}

var errNothing = errors.New("there is no such constraint")
