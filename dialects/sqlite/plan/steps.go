package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The classes of steps where the graph leaves the order free.
const (
	classBegin = iota
	classDropTrigger
	classDropView
	classTable
	classView
	classTrigger
	classEnd
)

// lock is what every statement that writes takes: SQLite locks the file.
const lock = "WRITE LOCK (whole database)"

// Steps implements [render.Session].
func (s *session) Steps(op render.Op) ([]render.Step, error) {
	var first []render.Step
	if s.section == nil {
		s.section = s.newSection()
		first = s.section.steps()
	}
	steps, err := s.steps(op)
	if err != nil {
		return nil, err
	}
	for i := range steps {
		steps[i].Unchained = steps[i].Unchained || i == 0
		if steps[i].Sort == (render.Sort{}) {
			steps[i].Sort = s.sort(op.Node.ID, steps[i].Phase)
		}
		steps[i].Locks = append(steps[i].Locks, s.locks(op.Node.ID)...)
	}
	return append(first, steps...), nil
}

// locks names the table whose rows a step is about, if it is there before.
func (s *session) locks(id model.ID) []render.TableLock {
	name := tableOf(id)
	if id.Kind == model.KindIndex {
		name = id.Parent
	}
	if s.old.tables[name] == nil {
		return nil
	}
	return []render.TableLock{{Table: model.QName{Name: name}, Mode: lock}}
}

// sort places what belongs to a table with the table.
func (s *session) sort(id model.ID, phase render.Phase) render.Sort {
	class := classTable
	switch {
	case id.Kind == kind.Trigger && phase == render.PhaseDrop:
		class = classDropTrigger
	case id.Kind == kind.View && phase == render.PhaseDrop:
		class = classDropView
	case id.Kind == kind.Trigger:
		class = classTrigger
	case id.Kind == kind.View:
		class = classView
	}
	return render.Sort{Class: class, Owner: id.Owner()}
}

func (s *session) steps(op render.Op) ([]render.Step, error) {
	if op.Node.Part == partShape {
		return nil, nil // it stands for its table
	}
	switch id := op.Node.ID; id.Kind {
	case model.KindTable:
		return s.tableSteps(op)
	case model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindForeignKey:
		return s.partSteps(op)
	case model.KindIndex, kind.View, kind.Trigger, kind.VirtualTable:
		return s.objectSteps(op)
	default:
		return nil, unknown(id)
	}
}

func (s *session) tableSteps(op render.Op) ([]render.Step, error) {
	name := op.Node.ID.Name
	switch op.Verb {
	case render.Create:
		step := render.Step{Phase: render.PhaseCreate, Establishes: true, Takes: []render.Name{relationName(op.Node.ID)}}
		step.Text.Head = createTable(s.new.tables[name], name)
		s.dangling(&step, name)
		return []render.Step{step}, nil
	case render.Drop:
		step := render.Step{Phase: render.PhaseDrop, Removes: true, Frees: []render.Name{relationName(op.Node.ID)}}
		step.Text = write("DROP TABLE ").Ident(name).text()
		lose(&step, op.Node.ID, "All rows of "+name+" are deleted.")
		return []render.Step{step}, nil
	case render.Recreate:
		return s.rebuild(name)
	case render.Keep, render.Alter, render.Replace:
	}
	return nil, nil // by what happens to its parts
}

// objectSteps drops and makes what has a statement for each.
func (s *session) objectSteps(op render.Op) ([]render.Step, error) {
	var list []render.Step
	if op.Verb != render.Create && op.Old != nil {
		list = append(list, s.dropObject(op))
	}
	if op.Verb != render.Drop && op.New != nil {
		step := render.Step{Phase: render.PhaseCreate, Establishes: true, Takes: []render.Name{relationName(op.Node.ID)}}
		var err error
		if o, ok := op.New.(model.Index); ok {
			step.Text.Head = createIndex(op.Node.ID.Parent, o)
			s.indexHazards(&step, op, o)
		} else {
			o, _ := op.New.(model.Definition)
			step.Text.Head, err = createDefinition(o)
		}
		if err != nil {
			return nil, fmt.Errorf("creating %s: %w", op.Node.ID, err)
		}
		list = append(list, step)
	}
	return list, nil
}

// dropObject drops an index, a view, a trigger or a virtual table. What goes with
// its table or its view is written inside of that.
func (s *session) dropObject(op render.Op) render.Step {
	id := op.Node.ID
	step := render.Step{Phase: render.PhaseDrop, Removes: true, Frees: []render.Name{relationName(id)}}
	name, renamed := s.called[id]
	if !renamed {
		name = id.Name
	}
	switch parent := s.parentStep(id); {
	case parent != nil:
		step.Removes = false
		step.Hosts = []render.Host{{Step: *parent, Silent: op.New != nil}}
	case s.gone[id]:
		step.Removes = false
	default:
		step.Text = write(dropWords(id.Kind)).Ident(name).text()
	}
	step.Around = id.Kind == kind.View || id.Kind == kind.Trigger
	switch {
	case id.Kind == kind.VirtualTable:
		lose(&step, id, "All that "+id.Name+" holds is deleted.")
	case op.New == nil && parentGoes(s, id):
	case op.New == nil:
		step.Hazards = append(step.Hazards, render.Hazard{Code: render.ObjectDropped, Text: "The " + string(id.Kind) + " " + id.Name + " is gone."})
	}
	return step
}

func parentGoes(s *session, id model.ID) bool {
	return id.Parent != "" && s.new.tables[id.Parent] == nil && s.new.definitions[model.ID{Kind: kind.View, Name: id.Parent}] == nil
}

// parentStep returns the step that takes an object along, nil if none does.
func (s *session) parentStep(id model.ID) *render.StepRef {
	if id.Parent == "" {
		return nil
	}
	table, view := node(tableID(id.Parent)), node(model.ID{Kind: kind.View, Name: id.Parent})
	planned := s.task.Planned(table)
	if s.renames && id.Kind == kind.Trigger {
		planned = render.Keep // it goes before tables and columns get their names
	}
	switch planned {
	case render.Drop:
		return &render.StepRef{Node: table, Phase: render.PhaseDrop}
	case render.Recreate:
		return &render.StepRef{Node: table, Phase: render.PhaseAlter}
	default:
	}
	if s.old.definitions[view.ID] == nil {
		return nil
	}
	switch s.task.Planned(view) {
	case render.Drop, render.Recreate:
		return &render.StepRef{Node: view, Phase: render.PhaseDrop}
	default:
		return nil
	}
}

// partSteps brings a change of a column or a constraint about: inside of the
// statement that makes or drops the whole table, or by ALTER TABLE.
func (s *session) partSteps(op render.Op) ([]render.Step, error) {
	table := node(tableID(op.Node.ID.Parent))
	step := render.Step{Phase: render.PhaseAlter}
	host := render.StepRef{Node: table, Phase: render.PhaseCreate}
	switch s.task.Planned(table) {
	case render.Create:
	case render.Drop:
		host.Phase = render.PhaseDrop
	case render.Recreate:
		host.Phase = render.PhaseAlter
		s.partHazards(&step, op)
	default:
		return s.alterPart(op)
	}
	step.Hosts = []render.Host{{Step: host, Silent: host.Phase != render.PhaseAlter}}
	return []render.Step{step}, nil
}

// alterPart writes ALTER TABLE.
func (s *session) alterPart(op render.Op) ([]render.Step, error) {
	table := op.Node.ID.Parent
	step := render.Step{Phase: render.PhaseAlter, Removes: op.Old != nil, Establishes: op.New != nil}
	s.partHazards(&step, op)
	switch op.Node.ID.Kind {
	case model.KindColumn:
		step.Text = s.alterColumn(op, &step)
	case model.KindCheck:
		o, _ := op.Object().(model.Check)
		return s.alterCheck(op, step, o)
	case model.KindForeignKey:
		o, _ := op.New.(model.ForeignKey)
		column := s.columnOfReference(table, o)
		step.Hosts = []render.Host{{Step: render.StepRef{Node: node(columnID(table, column)), Phase: render.PhaseAlter}}}
		step.Removes, step.Establishes = false, false
		return []render.Step{step}, nil
	default:
		return nil, fmt.Errorf("no statement changes %s without making the table anew", op.Node.ID)
	}
	return []render.Step{step}, nil
}

// alterColumn adds a column, drops it, or says whether it may be null.
func (s *session) alterColumn(op render.Op, step *render.Step) render.Text {
	table, name := op.Node.ID.Parent, op.Node.ID.Name
	c, _ := op.Object().(model.Column)
	alter := write("ALTER TABLE ").Ident(table)
	switch {
	case op.Verb == render.Create:
		s.addColumn(alter.Key(" ADD COLUMN "), table, &c)
	case op.Verb == render.Drop:
		alter.Key(" DROP COLUMN ").Ident(name)
		step.Rewrites = []model.QName{{Name: table}}
	case c.NotNull:
		recent(step)
		alter.Key(" ALTER COLUMN ").Ident(name).Key(" SET NOT NULL")
		step.Scans = []model.QName{{Name: table}}
	default:
		recent(step)
		alter.Key(" ALTER COLUMN ").Ident(name).Key(" DROP NOT NULL")
	}
	return alter.text()
}

func columnID(table, name string) model.ID {
	return model.ID{Kind: model.KindColumn, Parent: table, Name: name}
}

// addColumn writes a new column with the new checks and foreign keys that are
// about it.
func (s *session) addColumn(w writer, table string, c *model.Column) {
	t := s.new.tables[table]
	in := inline{references: map[string]bool{}, checks: map[string]string{}}
	for _, f := range t.ForeignKeys {
		in.references[f.Name] = s.columnOfReference(table, f) == c.Name
	}
	for _, k := range t.Checks {
		if s.columnOfCheck(table, k) == c.Name {
			in.checks[k.Name] = c.Name
		}
	}
	w.column(t, c, in)
}

// alterCheck adds or drops a check, or both.
func (s *session) alterCheck(op render.Op, step render.Step, c model.Check) ([]render.Step, error) {
	table := op.Node.ID.Parent
	drop, add := step, step
	drop.Hazards, add.Hazards = slices.Clone(step.Hazards), slices.Clone(step.Hazards)
	recent(&drop)
	recent(&add)
	drop.Text = write("ALTER TABLE ").Ident(table).Key(" DROP CONSTRAINT ").Ident(op.Node.ID.Name).text()
	add.Text = write("ALTER TABLE ").Ident(table).Key(" ADD ").named(c.Name).Key("CHECK ").inside(c.Expr).text()
	add.Scans = []model.QName{{Name: table}}
	switch op.Verb {
	case render.Drop:
		return []render.Step{drop}, nil
	case render.Create:
		if column := s.columnOfCheck(table, c); column != "" {
			step.Hosts = []render.Host{{Step: render.StepRef{Node: node(columnID(table, column)), Phase: render.PhaseAlter}}}
			step.Establishes = false
			return []render.Step{step}, nil
		}
		return []render.Step{add}, nil
	default:
		drop.Phase, drop.Establishes, drop.Hazards = render.PhaseDetach, false, nil
		recent(&drop)
		add.Removes = false
		return []render.Step{drop, add}, nil
	}
}

// Rename implements [render.Session]. What can't be renamed goes, and is made under
// the new name when its turn comes; an index goes here, since its name may be needed.
func (s *session) Rename(from, to model.ID) (render.Step, bool, error) {
	step := render.Step{Node: node(to), Sort: render.Sort{Class: classBegin, Owner: to.Owner()}}
	switch to.Kind {
	case model.KindTable, kind.VirtualTable:
		step.Text = write("ALTER TABLE ").Ident(from.Name).Key(" RENAME TO ").Ident(to.Name).text()
	case model.KindColumn:
		if err := s.unrenamable(from, to); err != nil {
			return step, false, err
		}
		step.Text = write("ALTER TABLE ").Ident(from.Parent).Key(" RENAME COLUMN ").Ident(from.Name).Key(" TO ").Ident(to.Name).text()
	case kind.View, kind.Trigger:
		s.called[to] = from.Name
		if before, again := s.called[from]; again {
			s.called[to] = before
		}
		return step, false, nil // it goes before
	case model.KindIndex:
		again := s.gone[from]
		s.gone[to] = true
		step.Text = write(dropWords(to.Kind)).Ident(from.Name).text()
		return step, !again, nil
	default:
		return step, false, nil // the name of a constraint
	}
	hazard(&step, render.Renamed, "Whatever uses the old name fails from this moment on.")
	step.Locks = []render.TableLock{{Table: to.Owner(), Mode: lock}}
	return step, true, nil
}

// unrenamable is the error for a column that the library can't rename: the key of a
// table without rowids, if it is an INTEGER and unique once more. RENAME COLUMN
// stumbles upon that second constraint (3.40 to 3.54).
func (s *session) unrenamable(from, to model.ID) error {
	t := s.old.tables[to.Parent]
	if t == nil || hasRowID(t) {
		return nil
	}
	c, _ := t.Column(to.Name)
	var key, again bool
	for _, k := range t.Keys {
		key = key || k.Primary && len(k.Columns) == 1 && k.Columns[0] == to.Name
		again = again || !k.Primary && slices.Contains(k.Columns, to.Name)
	}
	if !key || !again || kind.Fold(c.Type.Name) != "integer" {
		return nil
	}
	return fmt.Errorf("SQLite can't rename %s.%s while a unique constraint has it beside the primary key, since the table is without rowid: drop that constraint in a revision before, and make it again in one behind", from.Parent, from.Name)
}

// was is the old side before the renames, since the texts are from then.
func (s *session) was() *side {
	if s.original == nil {
		s.original = newSide(s.task.Original)
	}
	return s.original
}

// Order implements [render.Session].
func (s *session) Order(steps []*render.Step) []render.Before {
	o := ordering{session: s, steps: steps, creates: map[string]int{}, drops: map[string]int{}}
	o.layers()
	o.tables()
	o.columns()
	if s.section != nil && s.section.needed {
		o.section()
	}
	return o.list
}
