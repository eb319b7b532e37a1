package plan

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Planner writes the plans of MySQL and MariaDB: it implements [render.Dialect].
type Planner struct{}

var _ render.Dialect = Planner{}

// Begin implements [render.Dialect].
func (Planner) Begin(task render.Task) (render.Session, error) {
	s := &session{
		task: task, server: mysql.ServerOf(task.Version), old: newSide(task.Old), new: newSide(task.New),
		works: map[string]*work{}, later: map[model.ID]bool{}, first: map[model.ID]bool{},
	}
	s.circles()
	return s, nil
}

// Empty implements [render.Dialect].
func (Planner) Empty(version int) model.Schema {
	return model.Schema{Dialect: mysql.Dialect, Version: version}
}

// session is the work on one plan.
type session struct {
	task     render.Task
	server   mysql.Server
	old, new *side
	// works are the changes of tables that stay, by the new name.
	works map[string]*work
	// later are foreign keys of new tables that are made when all tables are there;
	// first are those that go before the tables which they are of.
	later, first map[model.ID]bool
}

var _ render.Session = (*session)(nil)

// work is what happens to one table that stays.
type work struct{ changes []diff.Change }

// side finds the objects of one schema by name.
type side struct {
	schema      model.Schema
	tables      map[string]*model.Table
	sequences   map[string]*model.Sequence
	definitions map[model.ID]*model.Definition
}

func newSide(s model.Schema) *side {
	d := &side{
		schema: s, tables: make(map[string]*model.Table, len(s.Tables)), sequences: map[string]*model.Sequence{},
		definitions: make(map[model.ID]*model.Definition, len(s.Definitions)),
	}
	for i := range s.Tables {
		d.tables[s.Tables[i].Name] = &s.Tables[i]
	}
	for i := range s.Sequences {
		d.sequences[s.Sequences[i].Name] = &s.Sequences[i]
	}
	for i := range s.Definitions {
		d.definitions[s.Definitions[i].ID] = &s.Definitions[i]
	}
	return d
}

// Object implements [render.Session].
func (s *session) Object(side diff.Side, id model.ID) model.Object {
	d := s.new
	if side == diff.OldSide {
		d = s.old
	}
	if o, ok := d.definitions[id]; ok {
		return *o
	}
	switch id.Kind {
	case model.KindTable:
		if t, ok := d.tables[id.Name]; ok {
			return *t
		}
		return nil
	case model.KindSequence:
		if q, ok := d.sequences[id.Name]; ok {
			return *q
		}
		return nil
	default:
	}
	if t, ok := d.tables[id.Parent]; ok {
		return t.Part(id)
	}
	return nil
}

// stays reports whether both sides have a table.
func (s *session) stays(table string) bool {
	return s.old.tables[table] != nil && s.new.tables[table] != nil
}

func node(id model.ID) render.Node { return render.Node{ID: id} }

func tableID(name string) model.ID { return model.ID{Kind: model.KindTable, Name: name} }

func columnID(table, name string) model.ID {
	return model.ID{Kind: model.KindColumn, Parent: table, Name: name}
}

// Stronger implements [render.Session].
func (s *session) Stronger(a, b string) string {
	for _, l := range [...]string{lockCopy, lockShared, lockMoment} {
		if a == l || b == l {
			return l
		}
	}
	return a
}

// circles finds the foreign keys of new tables, and of those that go, that close a
// circle: they have statements of their own. So have those of new tables that refer to
// a table which changes.
func (s *session) circles() {
	visit := func(d, other *side, list map[model.ID]bool) {
		state := map[string]int{} // 1: at work, 2: done
		var walk func(name string)
		walk = func(name string) {
			state[name] = 1
			t := d.tables[name]
			for i := range t.ForeignKeys {
				to := t.ForeignKeys[i].References
				id := model.ID{Kind: model.KindForeignKey, Parent: name, Name: t.ForeignKeys[i].Name}
				switch {
				case to.Schema != "" || to.Name == name || d.tables[to.Name] == nil:
				case other.tables[to.Name] != nil:
					list[id] = true
				case state[to.Name] == 1:
					list[id] = true
				case state[to.Name] == 0:
					walk(to.Name)
				}
			}
			state[name] = 2
		}
		for i := range d.schema.Tables {
			if name := d.schema.Tables[i].Name; state[name] == 0 && other.tables[name] == nil {
				walk(name)
			}
		}
	}
	visit(s.new, s.old, s.later)
	visit(s.old, s.new, s.first)
}

// unknown is the error for what the servers don't have.
func unknown(id model.ID) error { return fmt.Errorf("MySQL has no objects of kind %s", id.Kind) }
