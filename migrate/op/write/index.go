package write

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// index writes what is about indexes.
func (w Writer) index(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateIndex:
		return w.createIndex(&o)
	case op.DropIndex:
		s := w.SQL("DROP INDEX ").Optional(Concurrently, o.Concurrently, "CONCURRENTLY ")
		s.Optional(IndexIfExists, o.IfExists, "IF EXISTS ").Name(o.Schema, o.Name).Optional(Cascade, o.Cascade, " CASCADE")
		return outside(s, o.Concurrently)
	}
	return nil, ErrRest
}

// outside ends a statement that may have to run outside a transaction.
func outside(s *Text, is bool) ([]script.Statement, error) {
	list, err := s.One()
	if err == nil {
		list[0].NoTransaction = is
	}
	return list, err
}

func (w Writer) createIndex(o *op.CreateIndex) ([]script.Statement, error) {
	if len(o.Columns) == 0 {
		return nil, errors.New("the index has no columns")
	}
	if o.Name == "" && o.Concurrently {
		return nil, errors.New("an index that is built concurrently needs a name, so that an interrupted run finds it again")
	}
	s := w.SQL("CREATE ").Given(o.Unique, "UNIQUE ")
	using := o.Using
	if kinds := w.Facts().IndexKinds; kinds {
		o.Using = ""
		if using == "FULLTEXT" || using == "SPATIAL" {
			s.Expr("", using, " ")
			using = ""
		}
	} else {
		using = ""
	}
	w.IndexHead(s, o)
	s.Key(" (")
	for i := range o.Columns {
		w.element(s.Given(i > 0, ", "), &o.Columns[i])
	}
	s.Key(")")
	if s.Need(Include, len(o.Include) > 0) {
		s.Key(" INCLUDE ").Names(o.Include)
	}
	s.Optional(NullsNotDistinct, o.NullsNotDistinct, " NULLS NOT DISTINCT")
	s.Need(Storage, o.With != "")
	s.Need(Predicate, o.Where != "")
	s.Expr(" WITH (", o.With, ")").Expr(" WHERE ", o.Where, "").Expr(" USING ", using, "").Expr(" ", o.Options, "")
	return outside(s, o.Concurrently)
}

// IndexHead writes a CREATE INDEX from INDEX to the table and the method.
func (w Writer) IndexHead(s *Text, o *op.CreateIndex) {
	s.Key("INDEX ").Optional(Concurrently, o.Concurrently, "CONCURRENTLY ").Optional(IndexIfExists, o.IfNotExists, "IF NOT EXISTS ")
	if o.Name != "" {
		s.Ident(o.Name).Key(" ")
	}
	s.Key("ON ").Optional(Only, o.Only, "ONLY ").Name(o.Schema, o.Table)
	if s.Need(Method, o.Using != "") {
		s.Key(" USING ").Ident(o.Using)
	}
}

func (w Writer) element(s *Text, c *op.IndexColumn) {
	switch {
	case (c.Column == "") == (c.Expression == ""):
		s.Fail(errors.New("an index needs a column or an expression, and not both"))
	case c.Column != "":
		s.Ident(c.Column)
	case w.Facts().BareCalls && w.isCall(c.Expression):
		s.Expr("", c.Expression, "")
	default:
		s.Expr("(", c.Expression, ")")
	}
	if s.Need(Length, c.Length > 0) {
		s.Key("(").Int(int64(c.Length)).Key(")")
	}
	if s.Need(Collations, c.Collation != "") {
		s.Collation(c.Collation)
	}
	s.Need(Opclass, c.Opclass != "")
	s.Expr(" ", c.Opclass, "").Given(c.Desc, " DESC")
	switch c.Nulls {
	case op.NullsFirst:
		s.Optional(Nulls, true, " NULLS FIRST")
	case op.NullsLast:
		s.Optional(Nulls, true, " NULLS LAST")
	case "":
	default:
		s.Fail(fmt.Errorf("there is no place of nulls %q", c.Nulls))
	}
}

// indexKey writes an index that is made with its table.
func (w Writer) indexKey(s *Text, c *op.Key) {
	if len(c.Columns) == 0 {
		s.Fail(errors.New("the index has no columns"))
	}
	using := c.Using
	switch {
	case using == "FULLTEXT" || using == "SPATIAL":
		s.Expr("", using, " ")
		using = ""
	case c.Unique:
		s.Key("UNIQUE ")
	}
	s.Key("KEY ")
	if c.Name != "" {
		s.Ident(c.Name).Key(" ")
	}
	s.Key("(")
	for i := range c.Columns {
		w.element(s.Given(i > 0, ", "), &c.Columns[i])
	}
	s.Key(")").Expr(" USING ", using, "").Expr(" ", c.Options, "")
}
