package operation

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// constraint writes what is about constraints.
func (w Writer) constraint(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.AddConstraint:
		s := w.alterTable(o.Schema, o.Table).Key("ADD ")
		err := w.constraintDefinition(s, o.Constraint)
		return one(s), err
	case op.DropConstraint:
		s := w.alterTable(o.Schema, o.Table).Key("DROP CONSTRAINT ")
		given(s, o.IfExists, "IF EXISTS ").Ident(o.Name)
		return one(given(s, o.Cascade, " CASCADE")), nil
	case op.ValidateConstraint:
		return one(w.alterTable(o.Schema, o.Table).Key("VALIDATE CONSTRAINT ").Ident(o.Name)), nil
	case op.RenameConstraint:
		return one(w.alterTable(o.Schema, o.Table).Key("RENAME CONSTRAINT ").Ident(o.From).Key(" TO ").Ident(o.To)), nil
	}
	return nil, errRest
}

var errNoColumns = errors.New("a constraint has no columns")

func (w Writer) constraintDefinition(s *render.Writer, constraint op.Constraint) error {
	switch c := constraint.(type) {
	case op.PrimaryKey:
		return w.key(s, c.Name, "PRIMARY KEY", c.Columns, c.Include, c.Deferrable, c.InitiallyDeferred)
	case op.Unique:
		key := render.Keyword("UNIQUE")
		if c.NullsNotDistinct {
			key = "UNIQUE NULLS NOT DISTINCT"
		}
		return w.key(s, c.Name, key, c.Columns, c.Include, c.Deferrable, c.InitiallyDeferred)
	case op.ForeignKey:
		if len(c.Columns) == 0 {
			return errNoColumns
		}
		named(s, c.Name).Key("FOREIGN KEY (").Idents(c.Columns).Key(") ")
		err := w.references(s, &c.References)
		given(s, c.NotValid, " NOT VALID")
		return err
	case op.Check:
		if c.Expression == "" {
			return errors.New("a check has no expression")
		}
		expression(named(s, c.Name), "CHECK (", c.Expression, ")")
		given(s, c.NoInherit, " NO INHERIT")
		given(s, c.NotValid, " NOT VALID")
		return nil
	case op.Exclude:
		return w.exclude(s, &c)
	case nil:
		return errors.New("there is no constraint")
	}
	return fmt.Errorf("there is no constraint %T", constraint)
}

func named(s *render.Writer, name string) *render.Writer {
	if name != "" {
		s.Key("CONSTRAINT ").Ident(name).Key(" ")
	}
	return s
}

func (w Writer) key(s *render.Writer, name string, key render.Keyword, columns, include []string, deferrable, deferred bool) error {
	if len(columns) == 0 {
		return errNoColumns
	}
	named(s, name).Key(key).Key(" (").Idents(columns).Key(")")
	if len(include) > 0 {
		s.Key(" INCLUDE (").Idents(include).Key(")")
	}
	timing(s, deferrable, deferred)
	return nil
}

func timing(s *render.Writer, deferrable, deferred bool) {
	given(s, deferrable || deferred, " DEFERRABLE")
	given(s, deferred, " INITIALLY DEFERRED")
}

func (w Writer) exclude(s *render.Writer, c *op.Exclude) error {
	if len(c.Elements) == 0 {
		return errNoColumns
	}
	named(s, c.Name).Key("EXCLUDE ")
	if c.Using != "" {
		s.Key("USING ").Ident(c.Using).Key(" ")
	}
	s.Key("(")
	for i := range c.Elements {
		given(s, i > 0, ", ")
		if err := w.indexColumn(s, &c.Elements[i].IndexColumn); err != nil {
			return err
		}
		if c.Elements[i].With == "" {
			return errors.New("an element of an exclusion constraint has no operator (With)")
		}
		expression(s, " WITH ", c.Elements[i].With, "")
	}
	s.Key(")")
	expression(s, " WHERE (", c.Where, ")")
	timing(s, c.Deferrable, c.InitiallyDeferred)
	return nil
}

// actions are those that a foreign key may have.
var actions = []op.Action{op.NoAction, op.Restrict, op.Cascade, op.SetNull, op.SetDefault}

func (w Writer) references(s *render.Writer, r *op.Reference) error {
	if r.Table == "" {
		return errors.New("a foreign key says no table that it refers to")
	}
	s.Key("REFERENCES ").Name(qualified(r.Schema, r.Table))
	if len(r.Columns) > 0 {
		s.Key(" (").Idents(r.Columns).Key(")")
	}
	switch r.Match {
	case op.MatchFull:
		s.Key(" MATCH FULL")
	case "":
	default:
		return fmt.Errorf("there is no match %q", r.Match)
	}
	for _, event := range []struct {
		key    render.Keyword
		action op.Action
	}{{" ON UPDATE ", r.OnUpdate}, {" ON DELETE ", r.OnDelete}} {
		switch {
		case event.action == "":
		case slices.Contains(actions, event.action):
			s.Key(event.key).Key(render.Keyword(event.action))
		default:
			return fmt.Errorf("there is no action %q", event.action)
		}
	}
	timing(s, r.Deferrable, r.InitiallyDeferred)
	return nil
}
