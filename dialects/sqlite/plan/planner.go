package plan

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Planner writes the plans of SQLite: it implements [render.Dialect].
type Planner struct{}

var _ render.Dialect = Planner{}

// Begin implements [render.Dialect].
func (Planner) Begin(task render.Task) (render.Session, error) {
	return &session{
		task: task, old: newSide(task.Old), new: newSide(task.New),
		works: map[string]*work{}, gone: map[model.ID]bool{}, called: map[model.ID]string{},
	}, nil
}

// Empty implements [render.Dialect].
func (Planner) Empty(version int) model.Schema {
	return model.Schema{Dialect: "sqlite", Version: version}
}

// alterConstraints is the version from which on ALTER TABLE sets NOT NULL and
// makes and drops checks.
const alterConstraints = 3_053_000

// session is the work on one plan.
type session struct {
	task     render.Task
	old, new *side
	original *side // the old one with the old names, once asked
	// works are the changes of tables that stay, by the new name.
	works map[string]*work
	// renames: tables or columns get other names.
	renames bool
	// gone are the indexes that went when others took their names; called are the
	// names that views and triggers have until they go.
	gone   map[model.ID]bool
	called map[model.ID]string
	// section is known from the first step on.
	section *section
}

var _ render.Session = (*session)(nil)

// side finds the objects of one schema by name.
type side struct {
	schema      model.Schema
	tables      map[string]*model.Table
	definitions map[model.ID]*model.Definition
	// relations are the folded names of tables, views and virtual tables; folded and
	// defined lead from them to what they name.
	relations map[string]bool
	folded    map[string]*model.Table
	defined   map[string]*model.Definition
}

func newSide(s model.Schema) *side {
	d := &side{
		schema: s, tables: make(map[string]*model.Table, len(s.Tables)),
		definitions: make(map[model.ID]*model.Definition, len(s.Definitions)), relations: map[string]bool{},
		folded: map[string]*model.Table{}, defined: map[string]*model.Definition{},
	}
	for i := range s.Tables {
		name := kind.Fold(s.Tables[i].Name)
		d.tables[s.Tables[i].Name], d.folded[name] = &s.Tables[i], &s.Tables[i]
		d.relations[name] = true
	}
	for i := range s.Definitions {
		o := &s.Definitions[i]
		d.definitions[o.ID] = o
		if o.ID.Kind != kind.Trigger {
			d.relations[kind.Fold(o.ID.Name)] = true
			d.defined[kind.Fold(o.ID.Name)] = o
		}
	}
	return d
}

// object returns what an ID stands for, nil if nothing.
func (d *side) object(id model.ID) model.Object {
	if o, ok := d.definitions[id]; ok {
		return *o
	}
	if id.Kind == model.KindTable {
		if t, ok := d.tables[id.Name]; ok {
			return *t
		}
		return nil
	}
	if t, ok := d.tables[id.Parent]; ok {
		return t.Part(id)
	}
	return nil
}

// Object implements [render.Session].
func (s *session) Object(side diff.Side, id model.ID) model.Object {
	if side == diff.OldSide {
		return s.old.object(id)
	}
	return s.new.object(id)
}

// stays reports whether both sides have a table.
func (s *session) stays(table string) bool {
	return s.old.tables[table] != nil && s.new.tables[table] != nil
}

func node(id model.ID) render.Node { return render.Node{ID: id} }

func tableID(name string) model.ID { return model.ID{Kind: model.KindTable, Name: name} }

// tableOf returns the table that an object is or is a part of, "" for what
// belongs to none.
func tableOf(id model.ID) string {
	switch id.Kind {
	case model.KindTable:
		return id.Name
	case model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindForeignKey:
		return id.Parent
	default:
		return ""
	}
}

// relationName is the name of what is made once in a database: tables, views and
// indexes share their names, triggers have their own.
func relationName(id model.ID) render.Name {
	space := "relation"
	if id.Kind == kind.Trigger {
		space = "trigger"
	}
	return render.Name{Space: space, Name: model.QName{Name: kind.Fold(id.Name)}}
}

// Stronger implements [render.Session]: there is one lock, on the whole file.
func (s *session) Stronger(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// unknown is the error for what SQLite doesn't have.
func unknown(id model.ID) error { return fmt.Errorf("SQLite has no objects of kind %s", id.Kind) }
