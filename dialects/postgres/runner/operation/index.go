package operation

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// index writes what is about indexes.
func (w Writer) index(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateIndex:
		return w.createIndex(&o)
	case op.DropIndex:
		s := w.sql().Key("DROP INDEX ")
		given(s, o.Concurrently, "CONCURRENTLY ")
		given(s, o.IfExists, "IF EXISTS ").Name(qualified(o.Schema, o.Name))
		given(s, o.Cascade, " CASCADE")
		return []script.Statement{{SQL: s.String(), NoTransaction: o.Concurrently}}, nil
	case op.RenameIndex:
		return one(w.sql().Key("ALTER INDEX ").Name(qualified(o.Schema, o.From)).Key(" RENAME TO ").Ident(o.To)), nil
	}
	return nil, errRest
}

func (w Writer) createIndex(o *op.CreateIndex) ([]script.Statement, error) {
	if len(o.Columns) == 0 {
		return nil, errors.New("the index has no columns")
	}
	if o.Name == "" && o.Concurrently {
		return nil, errors.New("an index that is built concurrently needs a name, so that an interrupted run finds it again")
	}
	s := w.sql().Key("CREATE ")
	given(s, o.Unique, "UNIQUE ").Key("INDEX ")
	given(s, o.Concurrently, "CONCURRENTLY ")
	given(s, o.IfNotExists, "IF NOT EXISTS ")
	if o.Name != "" {
		s.Ident(o.Name).Key(" ")
	}
	s.Key("ON ")
	given(s, o.Only, "ONLY ").Name(qualified(o.Schema, o.Table))
	if o.Using != "" {
		s.Key(" USING ").Ident(o.Using)
	}
	s.Key(" (")
	for i := range o.Columns {
		given(s, i > 0, ", ")
		if err := w.indexColumn(s, &o.Columns[i]); err != nil {
			return nil, err
		}
	}
	s.Key(")")
	if len(o.Include) > 0 {
		s.Key(" INCLUDE (").Idents(o.Include).Key(")")
	}
	given(s, o.NullsNotDistinct, " NULLS NOT DISTINCT")
	expression(s, " WITH (", o.With, ")")
	expression(s, " WHERE ", o.Where, "")
	return []script.Statement{{SQL: s.String(), NoTransaction: o.Concurrently}}, nil
}

func (w Writer) indexColumn(s *render.Writer, c *op.IndexColumn) error {
	switch {
	case (c.Column == "") == (c.Expression == ""):
		return errors.New("an index needs a column or an expression, and not both")
	case c.Column != "":
		s.Ident(c.Column)
	default:
		expression(s, "(", c.Expression, ")")
	}
	if c.Collation != "" {
		s.Key(" COLLATE ").Ident(c.Collation)
	}
	expression(s, " ", c.Opclass, "")
	given(s, c.Desc, " DESC")
	switch c.Nulls {
	case op.NullsFirst:
		s.Key(" NULLS FIRST")
	case op.NullsLast:
		s.Key(" NULLS LAST")
	case "":
	default:
		return fmt.Errorf("there is no place of nulls %q", c.Nulls)
	}
	return nil
}
