package write

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// table writes what is about whole tables.
func (w Writer) table(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateTable:
		return w.createTable(&o)
	case op.DropTable:
		return w.Drop("DROP TABLE ", o.Schema, o.Table, o.IfExists, o.Cascade).One()
	case op.RenameTable:
		return w.AlterTable(o.Schema, o.From).Key("RENAME TO ").Ident(o.To).One()
	case op.AlterTable:
		return w.alterTable(&o)
	case op.Nothing:
		return nil, nil
	}
	return nil, ErrRest
}

// AlterTable begins an ALTER TABLE.
func (w Writer) AlterTable(schema, table string) *Text {
	return w.SQL("ALTER TABLE ").Name(schema, table).Key(" ")
}

// Drop writes a DROP.
func (w Writer) Drop(what render.Keyword, schema, name string, ifExists, cascade bool) *Text {
	return w.SQL(what).Given(ifExists, "IF EXISTS ").Name(schema, name).Optional(Cascade, cascade, " CASCADE")
}

func (w Writer) createTable(o *op.CreateTable) ([]script.Statement, error) {
	list, err := w.CreateTable(o).One()
	if err != nil {
		return nil, err
	}
	if w.Facts().InlineComments {
		return list, nil
	}
	if o.Comment != "" {
		more, err := w.Operation(op.CommentTable{Schema: o.Schema, Table: o.Table, Comment: o.Comment})
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	more, err := w.columnComments(o.Schema, o.Table, o.Columns...)
	return append(list, more...), err
}

// CreateTable writes the statement that creates a table, without its comments.
func (w Writer) CreateTable(o *op.CreateTable) *Text {
	s := w.SQL("CREATE ")
	s.Optional(Unlogged, o.Unlogged, "UNLOGGED ").Given(o.Temporary, "TEMPORARY ").Key("TABLE ")
	s.Given(o.IfNotExists, "IF NOT EXISTS ").Name(o.Schema, o.Table).Key(" (")
	separator := render.Keyword("\n    ")
	for i := range o.Columns {
		s.Key(separator)
		separator = ",\n    "
		w.definition(s, &o.Columns[i])
	}
	for _, c := range o.Constraints {
		s.Key(separator)
		separator = ",\n    "
		w.Constraint(s, c)
	}
	s.Given(len(o.Columns)+len(o.Constraints) > 0, "\n").Key(")")
	s.Need(Partitions, o.PartitionBy != "")
	s.Need(Storage, o.With != "")
	s.Expr(" ", o.Options, "")
	if w.Facts().InlineComments && o.Comment != "" {
		s.Key(" COMMENT = ").Literal(o.Comment)
	}
	return s.Expr(" PARTITION BY ", o.PartitionBy, "").Expr(" WITH (", o.With, ")")
}

// columnComments writes the comments of new columns, as statements of their own.
func (w Writer) columnComments(schema, table string, columns ...op.Column) ([]script.Statement, error) {
	var list []script.Statement
	for i := range columns {
		if w.Facts().InlineComments {
			break
		}
		if c := &columns[i]; c.Comment != "" {
			more, err := w.Operation(op.CommentColumn{Schema: schema, Table: table, Name: c.Name, Comment: c.Comment})
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
	}
	return list, nil
}

// alterTable writes all changes of a table as one statement.
func (w Writer) alterTable(o *op.AlterTable) ([]script.Statement, error) {
	operations, err := o.Operations()
	if err != nil {
		return nil, err
	}
	s := w.SQL("ALTER TABLE ")
	s.Given(o.IfExists, "IF EXISTS ").Optional(Only, o.Only, "ONLY ").Name(o.Schema, o.Table)
	var clauses []string
	var columns []op.Column
	var comments []script.Statement
	for _, operation := range operations {
		if err := Check(operation); err != nil {
			return nil, fmt.Errorf("%T: %w", operation, err)
		}
		list, err := w.Clause(operation)
		if err != nil {
			return nil, fmt.Errorf("%T: %w", operation, err)
		}
		clauses = append(clauses, list...)
		switch c := operation.(type) {
		case op.AddColumn:
			columns = append(columns, c.Column)
		case op.AlterColumn:
			more, err := w.alterComment(&c)
			if err != nil {
				return nil, err
			}
			comments = append(comments, more...)
		}
	}
	for i, clause := range clauses {
		s.Key([]render.Keyword{"\n    ", ",\n    "}[min(i, 1)]).Expr("", clause, "")
	}
	list, err := s.One()
	if err != nil || len(clauses) == 0 {
		return comments, err
	}
	more, err := w.columnComments(o.Schema, o.Table, columns...)
	return append(append(list, more...), comments...), err
}

// Clause writes an operation as what stands behind ALTER TABLE and the table.
func (w Writer) Clause(operation op.Operation) ([]string, error) {
	s := w.SQL("")
	if w.Part(s, operation) {
		text, err := s.Done()
		return []string{text}, err
	}
	switch o := operation.(type) {
	case op.AddColumn:
		s.Key("ADD COLUMN ").Optional(ColumnIfExists, o.IfNotExists, "IF NOT EXISTS ")
		s.Column(&o.Column, o.First, o.After)
	case op.DropColumn:
		s.Key("DROP COLUMN ").Optional(ColumnIfExists, o.IfExists, "IF EXISTS ").Ident(o.Name).Optional(Cascade, o.Cascade, " CASCADE")
	case op.AlterColumn:
		list, err := w.Clauses(w, o)
		if err == nil && len(list) == 0 && o.Comment == "" && !o.DropComment {
			err = errors.New("nothing is to be changed")
		}
		return list, err
	case op.AddConstraint:
		w.Constraint(s.Key("ADD "), o.Constraint)
	case op.DropConstraint:
		if o.Name == "" {
			return nil, errors.New("Name is empty")
		}
		s.Key("DROP CONSTRAINT ").Optional(IfExists, o.IfExists, "IF EXISTS ").Ident(o.Name).Optional(Cascade, o.Cascade, " CASCADE")
	case op.ValidateConstraint:
		s.Need(NotValid, true)
		s.Key("VALIDATE CONSTRAINT ").Ident(o.Name)
	case op.Clause:
		if o.SQL == "" {
			return nil, errors.New("SQL is empty")
		}
		s.Expr("", o.SQL, "")
	default:
		return nil, fmt.Errorf("%w in AlterTable", ErrRest)
	}
	text, err := s.Done()
	return []string{text}, err
}

// Column writes the definition of a column, and where it is.
func (t *Text) Column(c *op.Column, first bool, after string) {
	t.writer.definition(t, c)
	t.Optional(Place, first, " FIRST")
	if t.Need(Place, after != "") {
		t.Key(" AFTER ").Ident(after)
	}
}
