package write

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/render"
)

// object writes what has a definition as a whole.
func (w Writer) object(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.CreateObject:
		return w.createObject(&o).One()
	case op.DropObject:
		return w.dropObject(&o).One()
	case op.ReplaceObject:
		return Lists(w.dropObject(&op.DropObject{Object: o.From}), w.createObject(&op.CreateObject{Object: o.To}))
	}
	return nil, ErrRest
}

// kinds are the kinds of objects with their keywords.
var kinds = map[op.ObjectKind]render.Keyword{
	op.View: "VIEW ", op.MaterializedView: "MATERIALIZED VIEW ", op.Function: "FUNCTION ",
	op.Procedure: "PROCEDURE ", op.Trigger: "TRIGGER ",
}

// object writes the kind of an object.
func (t *Text) object(o *op.Object) {
	key, ok := kinds[o.Kind]
	t.Need(Materialized, o.Kind == op.MaterializedView)
	t.Need(Routines, o.Kind == op.Function || o.Kind == op.Procedure)
	switch {
	case !ok:
		t.Fail(fmt.Errorf("there is no kind of object %q", o.Kind))
	case o.Name == "":
		t.Fail(errors.New("an object has no name"))
	case o.Kind == op.Trigger && o.Table == "":
		t.Fail(fmt.Errorf("trigger %q needs its table", o.Name))
	}
	t.Key(key)
}

// called writes the name of an object. A trigger is in the schema of its table.
func (t *Text) called(o *op.Object) {
	if o.Kind == op.Trigger {
		t.Ident(o.Name)
		return
	}
	t.Name(o.Schema, o.Name)
}

func (w Writer) createObject(o *op.CreateObject) *Text {
	s := w.SQL("CREATE ").Optional(OrReplace, o.OrReplace, "OR REPLACE ")
	s.object(&o.Object)
	s.called(&o.Object)
	if o.Definition == "" {
		s.Fail(fmt.Errorf("%q has no definition", o.Name))
	}
	return s.Expr(" ", o.Definition, "")
}

func (w Writer) dropObject(o *op.DropObject) *Text {
	s := w.SQL("DROP ")
	s.object(&o.Object)
	s.Given(o.IfExists, "IF EXISTS ").called(&o.Object)
	if o.Kind == op.Function || o.Kind == op.Procedure || o.Kind == op.Trigger {
		w.Dropped(s, &o.Object)
	}
	return s.Optional(Cascade, o.Cascade, " CASCADE")
}
