package write

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
		return w.altering(o.Schema, o.Table, o)
	case op.DropConstraint:
		return w.altering(o.Schema, o.Table, o)
	case op.ValidateConstraint:
		return w.altering(o.Schema, o.Table, o)
	}
	return nil, ErrRest
}

var errNoColumns = errors.New("a constraint has no columns")

// Constraint writes the definition of a constraint.
func (w Writer) Constraint(s *Text, constraint op.Constraint) {
	switch c := constraint.(type) {
	case op.PrimaryKey:
		w.key(s, "PRIMARY KEY", op.Unique{
			Name: c.Name, Columns: c.Columns, Include: c.Include, Deferrable: c.Deferrable, InitiallyDeferred: c.InitiallyDeferred,
			UsingIndex: c.UsingIndex, Options: c.Options,
		})
	case op.Unique:
		key := render.Keyword("UNIQUE")
		if s.Need(NullsNotDistinct, c.NullsNotDistinct) {
			key = "UNIQUE NULLS NOT DISTINCT"
		}
		w.key(s, key, c)
	case op.ForeignKey:
		if len(c.Columns) == 0 {
			s.Fail(errNoColumns)
		}
		w.references(s.Named(c.Name).Key("FOREIGN KEY ").Names(c.Columns).Key(" "), &c.References)
		s.Optional(NotValid, c.NotValid, " NOT VALID")
	case op.Check:
		if c.Expression == "" {
			s.Fail(errors.New("a check has no expression"))
		}
		s.Named(c.Name).Expr("CHECK (", c.Expression, ")")
		s.Optional(NoInherit, c.NoInherit, " NO INHERIT").Optional(NotValid, c.NotValid, " NOT VALID")
	case op.Exclude:
		w.exclude(s, &c)
	case op.Key:
		s.Need(Keys, true)
		w.indexKey(s, &c)
	case nil:
		s.Fail(errors.New("there is no constraint"))
	default:
		s.Fail(fmt.Errorf("there is no constraint %T", constraint))
	}
}

// Named writes the name of a constraint that has one.
func (t *Text) Named(name string) *Text {
	if name != "" {
		t.Key("CONSTRAINT ").Ident(name).Key(" ")
	}
	return t
}

// key writes a primary key or a unique constraint.
func (w Writer) key(s *Text, key render.Keyword, c op.Unique) {
	if (len(c.Columns) == 0) == (c.UsingIndex == "") {
		s.Fail(errNoColumns)
	}
	s.Named(c.Name).Key(key)
	if s.Need(UsingIndex, c.UsingIndex != "") {
		s.Key(" USING INDEX ").Ident(c.UsingIndex)
	} else {
		s.Key(" ").Names(c.Columns)
	}
	if s.Need(Include, len(c.Include) > 0) {
		s.Key(" INCLUDE ").Names(c.Include)
	}
	s.Expr(" ", c.Options, "")
	s.Need(DeferrableKeys, c.Deferrable || c.InitiallyDeferred)
	timing(s, c.Deferrable, c.InitiallyDeferred)
}

func timing(s *Text, deferrable, deferred bool) {
	s.Given(deferrable || deferred, " DEFERRABLE").Given(deferred, " INITIALLY DEFERRED")
}

func (w Writer) exclude(s *Text, c *op.Exclude) {
	s.Need(Exclusion, true)
	if len(c.Elements) == 0 {
		s.Fail(errNoColumns)
	}
	s.Named(c.Name).Key("EXCLUDE ")
	if c.Using != "" {
		s.Key("USING ").Ident(c.Using).Key(" ")
	}
	s.Key("(")
	for i := range c.Elements {
		w.element(s.Given(i > 0, ", "), &c.Elements[i].IndexColumn)
		if c.Elements[i].With == "" {
			s.Fail(errors.New("an element of an exclusion constraint has no operator (With)"))
		}
		s.Expr(" WITH ", c.Elements[i].With, "")
	}
	s.Key(")").Expr(" WHERE (", c.Where, ")")
	timing(s, c.Deferrable, c.InitiallyDeferred)
}

// actions are those that a foreign key may have.
var actions = []op.Action{op.NoAction, op.Restrict, op.Cascade, op.SetNull, op.SetDefault}

func (w Writer) references(s *Text, r *op.Reference) {
	if r.Table == "" {
		s.Fail(errors.New("a foreign key says no table that it refers to"))
	}
	s.Key("REFERENCES ").Name(r.Schema, r.Table)
	if len(r.Columns) > 0 {
		s.Key(" ").Names(r.Columns)
	}
	switch r.Match {
	case op.MatchFull:
		s.Optional(MatchFull, true, " MATCH FULL")
	case "":
	default:
		s.Fail(fmt.Errorf("there is no match %q", r.Match))
	}
	for _, event := range w.events(r) {
		switch {
		case event.action == "":
		case slices.Contains(actions, event.action):
			s.Key(event.key).Key(render.Keyword(event.action))
		default:
			s.Fail(fmt.Errorf("there is no action %q", event.action))
		}
	}
	s.Need(Deferrable, r.Deferrable || r.InitiallyDeferred)
	timing(s, r.Deferrable, r.InitiallyDeferred)
}

// event is what happens to rows whose referenced row is changed in one way.
type event struct {
	key    render.Keyword
	action op.Action
}

func (w Writer) events(r *op.Reference) []event {
	list := []event{{" ON UPDATE ", r.OnUpdate}, {" ON DELETE ", r.OnDelete}}
	if w.Facts().DeleteFirst {
		slices.Reverse(list)
	}
	return list
}
