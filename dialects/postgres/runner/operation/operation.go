// Package operation writes the operations of revisions in Go as SQL of
// PostgreSQL. An applied revision is known by this text, so that what an operation
// is written as must not change.
package operation

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Writer writes operations.
type Writer struct{ Quoter render.Quoter }

func (w Writer) sql() *render.Writer { return render.NewWriter(w.Quoter) }

// one is a list of one statement.
func one(w *render.Writer) []script.Statement {
	return []script.Statement{{SQL: w.String()}}
}

// errRest is for what no function here knows.
var errRest = errors.New("there is no SQL for it")

// Operation writes an operation of the package op.
func (w Writer) Operation(operation op.Operation) ([]script.Statement, error) {
	if err := check(operation); err != nil {
		return nil, err
	}
	for _, write := range []func(op.Operation) ([]script.Statement, error){w.table, w.column, w.constraint, w.index, w.other, w.rows, w.object} {
		list, err := write(operation)
		if err == nil || !errors.Is(err, errRest) {
			return list, err
		}
	}
	return nil, errRest
}

// table writes what is about whole tables.
func (w Writer) table(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateTable:
		return w.createTable(&o)
	case op.DropTable:
		return one(w.drop("DROP TABLE ", o.Schema, o.Table, o.IfExists, o.Cascade)), nil
	case op.RenameTable:
		return one(w.alterTable(o.Schema, o.From).Key("RENAME TO ").Ident(o.To)), nil
	case op.MoveTable:
		return one(w.alterTable(o.From, o.Table).Key("SET SCHEMA ").Ident(o.To)), nil
	case op.CommentTable:
		return one(w.comment("TABLE ", qualified(o.Schema, o.Table), o.Comment)), nil
	}
	return nil, errRest
}

func qualified(schema, name string) model.QName { return model.QName{Schema: schema, Name: name} }

func (w Writer) alterTable(schema, table string) *render.Writer {
	return w.sql().Key("ALTER TABLE ").Name(qualified(schema, table)).Key(" ")
}

func (w Writer) drop(what render.Keyword, schema, name string, ifExists, cascade bool) *render.Writer {
	s := w.sql().Key(what)
	given(s, ifExists, "IF EXISTS ")
	s.Name(qualified(schema, name))
	return given(s, cascade, " CASCADE")
}

// given writes keywords under a condition.
func given(s *render.Writer, is bool, key render.Keyword) *render.Writer {
	if is {
		s.Key(key)
	}
	return s
}

// expression writes SQL of the author's between keywords, if there is any.
func expression(s *render.Writer, before render.Keyword, text string, after render.Keyword) *render.Writer {
	if text != "" {
		s.Key(before).Expr(model.Expr{Text: text}).Key(after)
	}
	return s
}

func (w Writer) comment(what render.Keyword, name model.QName, text string) *render.Writer {
	return w.is(w.sql().Key("COMMENT ON ").Key(what).Name(name), text)
}

func (w Writer) is(s *render.Writer, text string) *render.Writer {
	if text == "" {
		return s.Key(" IS NULL")
	}
	return s.Key(" IS ").Literal(text)
}

func (w Writer) createTable(o *op.CreateTable) ([]script.Statement, error) {
	s := w.sql().Key("CREATE ")
	given(s, o.Unlogged, "UNLOGGED ").Key("TABLE ")
	given(s, o.IfNotExists, "IF NOT EXISTS ").Name(qualified(o.Schema, o.Table)).Key(" (")
	separator := render.Keyword("\n    ")
	for i := range o.Columns {
		s.Key(separator)
		separator = ",\n    "
		if err := w.columnDefinition(s, &o.Columns[i]); err != nil {
			return nil, err
		}
	}
	for _, c := range o.Constraints {
		s.Key(separator)
		separator = ",\n    "
		if err := w.constraintDefinition(s, c); err != nil {
			return nil, err
		}
	}
	if len(o.Columns)+len(o.Constraints) > 0 {
		s.Key("\n")
	}
	s.Key(")")
	expression(s, " PARTITION BY ", o.PartitionBy, "")
	expression(s, " WITH (", o.With, ")")
	list := one(s)
	if o.Comment != "" {
		list = append(list, one(w.comment("TABLE ", qualified(o.Schema, o.Table), o.Comment))...)
	}
	return append(list, w.columnComments(o.Schema, o.Table, o.Columns...)...), nil
}

func (w Writer) columnComments(schema, table string, columns ...op.Column) []script.Statement {
	var list []script.Statement
	for i := range columns {
		if c := &columns[i]; c.Comment != "" {
			list = append(list, one(w.commentColumn(schema, table, c.Name, c.Comment))...)
		}
	}
	return list
}

func (w Writer) commentColumn(schema, table, column, text string) *render.Writer {
	return w.is(w.sql().Key("COMMENT ON COLUMN ").Name(qualified(schema, table)).Key(".").Ident(column), text)
}

// check finds what an operation must have and hasn't.
func check(operation op.Operation) error {
	need := func(name, value string) error {
		if value == "" {
			return fmt.Errorf("%s is empty", name)
		}
		return nil
	}
	switch o := operation.(type) {
	case op.CreateTable:
		return need("Table", o.Table)
	case op.DropTable:
		return need("Table", o.Table)
	case op.RenameTable:
		return errors.Join(need("From", o.From), need("To", o.To))
	case op.MoveTable:
		return errors.Join(need("Table", o.Table), need("To", o.To))
	case op.AddColumn:
		return need("Table", o.Table)
	case op.DropColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.RenameColumn:
		return errors.Join(need("Table", o.Table), need("From", o.From), need("To", o.To))
	case op.AlterColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.AddConstraint:
		return need("Table", o.Table)
	case op.DropConstraint:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.ValidateConstraint:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.RenameConstraint:
		return errors.Join(need("Table", o.Table), need("From", o.From), need("To", o.To))
	case op.CreateIndex:
		return need("Table", o.Table)
	case op.DropIndex:
		return need("Name", o.Name)
	case op.CommentTable:
		return need("Table", o.Table)
	case op.CommentColumn:
		return errors.Join(need("Table", o.Table), need("Name", o.Name))
	case op.Execute:
		return need("SQL", strings.TrimSpace(o.SQL))
	case op.BatchedUpdate:
		return errors.Join(need("Table", o.Table), need("Where", o.Where))
	case op.BulkInsert:
		return need("Table", o.Table)
	}
	return nil
}
