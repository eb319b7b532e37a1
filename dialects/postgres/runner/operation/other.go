package operation

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// other writes schemas and enumerations.
func (w Writer) other(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.Nothing:
		return nil, nil
	case op.CreateSchema:
		return one(given(w.sql().Key("CREATE SCHEMA "), o.IfNotExists, "IF NOT EXISTS ").Ident(o.Name)), nil
	case op.DropSchema:
		return one(w.drop("DROP SCHEMA ", "", o.Name, o.IfExists, o.Cascade)), nil
	case op.CreateEnum:
		s := w.sql().Key("CREATE TYPE ").Name(qualified(o.Schema, o.Name)).Key(" AS ENUM (")
		for i, value := range o.Values {
			given(s, i > 0, ", ").Literal(value)
		}
		return one(s.Key(")")), nil
	case op.DropEnum:
		return one(w.drop("DROP TYPE ", o.Schema, o.Name, o.IfExists, o.Cascade)), nil
	case op.AddEnumValue:
		return w.addEnumValue(&o)
	case op.RenameEnumValue:
		return one(w.sql().Key("ALTER TYPE ").Name(qualified(o.Schema, o.Name)).
			Key(" RENAME VALUE ").Literal(o.From).Key(" TO ").Literal(o.To)), nil
	}
	return nil, errRest
}

func (w Writer) addEnumValue(o *op.AddEnumValue) ([]script.Statement, error) {
	s := w.sql().Key("ALTER TYPE ").Name(qualified(o.Schema, o.Name)).Key(" ADD VALUE ")
	given(s, o.IfNotExists, "IF NOT EXISTS ").Literal(o.Value)
	switch {
	case o.Before != "" && o.After != "":
		return nil, errors.New("the value can't be before one value and after another")
	case o.Before != "":
		s.Key(" BEFORE ").Literal(o.Before)
	case o.After != "":
		s.Key(" AFTER ").Literal(o.After)
	}
	return []script.Statement{{SQL: s.String(), NoTransaction: true}}, nil
}

// object writes what has a definition as a whole.
func (w Writer) object(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateObject:
		return w.createObject(&o.Object)
	case op.DropObject:
		return w.dropObject(&o.Object)
	case op.ReplaceObject:
		dropped, err := w.dropObject(&o.From)
		if err != nil {
			return nil, err
		}
		created, err := w.createObject(&o.To)
		return append(dropped, created...), err
	}
	return nil, errRest
}

// kinds are the kinds of objects with their keywords.
var kinds = map[op.ObjectKind]render.Keyword{
	op.View: "VIEW ", op.MaterializedView: "MATERIALIZED VIEW ", op.Function: "FUNCTION ",
	op.Procedure: "PROCEDURE ", op.Trigger: "TRIGGER ",
}

func (w Writer) objectName(s *render.Writer, verb render.Keyword, o *op.Object) error {
	key, ok := kinds[o.Kind]
	switch {
	case !ok:
		return fmt.Errorf("there is no kind of object %q", o.Kind)
	case o.Name == "":
		return errors.New("an object has no name")
	case o.Kind == op.Trigger && o.Table == "":
		return fmt.Errorf("trigger %q needs its table", o.Name)
	}
	s.Key(verb).Key(key)
	if o.Kind == op.Trigger {
		s.Ident(o.Name) // a trigger is in the schema of its table
		return nil
	}
	s.Name(qualified(o.Schema, o.Name))
	return nil
}

func (w Writer) createObject(o *op.Object) ([]script.Statement, error) {
	s := w.sql()
	if err := w.objectName(s, "CREATE ", o); err != nil {
		return nil, err
	}
	if o.Definition == "" {
		return nil, fmt.Errorf("%q has no definition", o.Name)
	}
	expression(s, " ", o.Definition, "")
	return one(s), nil
}

func (w Writer) dropObject(o *op.Object) ([]script.Statement, error) {
	s := w.sql()
	if err := w.objectName(s, "DROP ", o); err != nil {
		return nil, err
	}
	switch o.Kind {
	case op.Function, op.Procedure:
		s.Key("(")
		expression(s, "", o.Arguments, "").Key(")")
	case op.Trigger:
		s.Key(" ON ").Name(qualified(o.Schema, o.Table))
	case op.View, op.MaterializedView:
	}
	return one(s), nil
}
