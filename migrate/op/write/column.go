package write

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// column writes what is about columns.
func (w Writer) column(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.AddColumn:
		list, err := w.altering(o.Schema, o.Table, o)
		if err != nil {
			return nil, err
		}
		more, err := w.columnComments(o.Schema, o.Table, o.Column)
		return append(list, more...), err
	case op.DropColumn:
		return w.altering(o.Schema, o.Table, o)
	case op.RenameColumn:
		return w.AlterTable(o.Schema, o.Table).Key("RENAME COLUMN ").Ident(o.From).Key(" TO ").Ident(o.To).One()
	case op.AlterColumn:
		list, err := w.altering(o.Schema, o.Table, o)
		if err != nil {
			return nil, err
		}
		more, err := w.alterComment(&o)
		return append(list, more...), err
	}
	return nil, ErrRest
}

// AlterOne writes an operation as an ALTER TABLE with one clause.
func (w Writer) AlterOne(schema, table string, operation op.Operation) ([]script.Statement, error) {
	return w.altering(schema, table, operation)
}

// altering writes an ALTER TABLE that does one thing, nothing if there is none.
func (w Writer) altering(schema, table string, operation op.Operation) ([]script.Statement, error) {
	clauses, err := w.Clause(operation)
	if err != nil || len(clauses) == 0 {
		return nil, err
	}
	return w.AlterTable(schema, table).Expr("", strings.Join(clauses, ", "), "").One()
}

func (w Writer) alterComment(o *op.AlterColumn) ([]script.Statement, error) {
	switch {
	case w.Facts().InlineComments:
		return nil, nil
	case o.Comment != "" && o.DropComment:
		return nil, errors.New("the comment is to be set and dropped")
	case o.Comment != "" || o.DropComment:
		return w.Operation(op.CommentColumn{Schema: o.Schema, Table: o.Table, Name: o.Name, Comment: o.Comment})
	}
	return nil, nil
}

// Definition writes the definition of a column.
func (t *Text) Definition(c *op.Column) (string, error) {
	t.writer.definition(t, c)
	return t.Done()
}

func (w Writer) definition(s *Text, c *op.Column) {
	if c.Name == "" || c.Type == "" && !w.Facts().Typeless {
		s.Fail(fmt.Errorf("column %q needs a name and a type", c.Name))
	}
	s.Ident(c.Name).Expr(" ", c.Type, "")
	s.Need(AutoIncrement, c.AutoIncrement)
	s.Need(OnUpdate, c.OnUpdate != "")
	s.Need(Comments, c.Comment != "")
	s.Need(Identity, c.Identity != "")
	switch c.Identity {
	case "", op.Always, op.ByDefault:
	default:
		s.Fail(fmt.Errorf("column %q: there is no identity %q", c.Name, c.Identity))
	}
	w.Product.Column(s, c)
	s.Expr(" ", c.Options, "")
}

// Default writes a default, an expression in parentheses.
func (t *Text) Default(text string) {
	if t.writer.Simple(text) {
		t.Expr(" DEFAULT ", text, "")
		return
	}
	t.Expr(" DEFAULT (", text, ")")
}

// Collation writes the collation of a column, if it has one.
func (t *Text) Collation(name string) *Text {
	if name != "" {
		t.Key(" COLLATE ").Ident(name)
	}
	return t
}

// Generated writes the expression of a generated column, if it is one.
func (t *Text) Generated(c *op.Column) *Text {
	if c.Generated == "" {
		return t
	}
	return t.Expr(" GENERATED ALWAYS AS (", c.Generated, ")").Key([]render.Keyword{" STORED", " VIRTUAL"}[index(c.Virtual)])
}

func index(second bool) int {
	if second {
		return 1
	}
	return 0
}

// References writes the foreign key of a column, if it has one.
func (t *Text) References(c *op.Column) *Text {
	if c.References != nil {
		t.writer.references(t.Key(" "), c.References)
	}
	return t
}
