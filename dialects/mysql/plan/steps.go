package plan

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The layers of a plan: the steps of each come before those of the next one.
const (
	layerRename = iota
	layerDropDefinition
	layerDropForeignKey
	layerDropTable
	layerSequence
	layerCreateTable
	layerAlterTable
	layerPartition
	layerDropSequence // behind the columns that count by it
	layerForeignKey
	layerRoutine
	layerView
	layerTrigger
	layerEvent
)

// Steps implements [render.Session].
func (s *session) Steps(op render.Op) ([]render.Step, error) {
	list, err := s.steps(op)
	for i := range list {
		list[i].Unchained = true
		list[i].Outside = true // it commits what was before it, and itself
		if list[i].Sort == (render.Sort{}) {
			list[i].Sort = render.Sort{Class: layerAlterTable, Owner: op.Node.ID.Owner()}
		}
	}
	return list, err
}

func (s *session) steps(op render.Op) ([]render.Step, error) {
	switch id := op.Node.ID; id.Kind {
	case model.KindTable:
		return s.tableSteps(op)
	case model.KindForeignKey:
		return s.foreignKeySteps(op)
	case model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindIndex:
		return []render.Step{s.partStep(op)}, nil
	case model.KindSequence:
		return s.sequenceSteps(op)
	case mysql.KindDatabase:
		o, _ := op.New.(model.Definition)
		step := statement(render.PhaseAlter, layerRename, id)
		step.Text.Head = mysql.DatabaseText(o)
		hazard(&step, render.ValueChange, "Tables that are made from now on have another collation.")
		return []render.Step{step}, nil
	case mysql.KindView, mysql.KindTrigger, mysql.KindFunction, mysql.KindProcedure, mysql.KindEvent, mysql.KindPackage, mysql.KindPackageBody:
		return s.definitionSteps(op)
	default:
		return nil, unknown(id)
	}
}

func statement(phase render.Phase, layer int, id model.ID) render.Step {
	return render.Step{Phase: phase, Sort: render.Sort{Class: layer, Owner: id.Owner()}}
}

// partStep is written inside of the statement about the whole table.
func (s *session) partStep(op render.Op) render.Step {
	host := render.StepRef{Node: node(tableID(op.Node.ID.Parent)), Phase: render.PhaseAlter}
	switch s.task.Planned(host.Node) {
	case render.Create:
		host.Phase = render.PhaseCreate
	case render.Drop:
		host.Phase = render.PhaseDrop
	default:
	}
	step := render.Step{Phase: render.PhaseAlter, Hosts: []render.Host{{Step: host, Silent: host.Phase != render.PhaseAlter}}}
	if host.Phase == render.PhaseAlter {
		s.partHazards(&step, op)
	}
	return step
}

func (s *session) tableSteps(op render.Op) ([]render.Step, error) {
	name := op.Node.ID.Name
	w := mysql.NewWriter()
	switch op.Verb {
	case render.Create:
		step := statement(render.PhaseCreate, layerCreateTable, op.Node.ID)
		step.Establishes = true
		step.Text.Head = s.server.TableText(*s.new.tables[name], func(f model.ForeignKey) bool {
			return s.later[model.ID{Kind: model.KindForeignKey, Parent: name, Name: f.Name}]
		})
		return []render.Step{step}, nil
	case render.Drop:
		step := statement(render.PhaseDrop, layerDropTable, op.Node.ID)
		step.Removes = true
		step.Text.Head = w.Key("DROP TABLE ").Ident(name).String()
		lose(&step, op.Node.ID, "All rows of "+name+" are deleted.")
		return []render.Step{step}, nil
	default:
		return s.alterTable(op)
	}
}

// foreignKeySteps drops and makes foreign keys, each in a statement of its own.
func (s *session) foreignKeySteps(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	table := node(tableID(id.Parent))
	var list []render.Step
	verb := s.task.Planned(table)
	switch {
	case op.Old == nil || op.Verb == render.Create:
	case verb == render.Drop && !s.first[id]:
		return []render.Step{{Phase: render.PhaseDetach, Hosts: []render.Host{{Step: render.StepRef{Node: table, Phase: render.PhaseDrop}, Silent: true}}}}, nil
	default:
		o, _ := op.Old.(model.ForeignKey)
		name := o.Name
		if from := s.original(id); from != "" {
			name = from
		}
		step := statement(render.PhaseDetach, layerDropForeignKey, id)
		step.Removes = true
		step.Target = "ALTER TABLE " + mysql.Ident(id.Parent)
		step.Turn = 1 // the server adds first, and one name is of one foreign key
		step.Text.Head = mysql.NewWriter().Key("DROP FOREIGN KEY ").Ident(name).String()
		step.Locks = locked(id.Parent, lockMoment)
		if op.New == nil {
			hazard(&step, render.ObjectDropped, "The foreign key "+name+" is gone: rows may refer to nothing.")
		} else {
			hazard(&step, render.Weakened, "The foreign key "+name+" is gone for a while.")
		}
		list = append(list, step)
	}
	if op.New == nil || op.Verb == render.Drop {
		return list, nil
	}
	if verb == render.Create && !s.later[id] {
		return []render.Step{{Phase: render.PhaseAttach, Hosts: []render.Host{{Step: render.StepRef{Node: table, Phase: render.PhaseCreate}, Silent: true}}}}, nil
	}
	o, _ := op.New.(model.ForeignKey)
	step := statement(render.PhaseAttach, layerForeignKey, id)
	step.Establishes = true
	step.Target = "ALTER TABLE " + mysql.Ident(id.Parent)
	w := mysql.NewWriter().Key("ADD ")
	s.server.ForeignKey(w, o)
	step.Text.Head = w.String()
	if s.old.tables[id.Parent] != nil {
		step.Locks = locked(id.Parent, lockCopy)
		step.Rewrites = []model.QName{{Name: id.Parent}}
		hazard(&step, render.TableRewrite, "The table "+id.Parent+" is copied while writes wait: the server checks a new foreign key in no other way.")
		hazard(&step, render.MayFail, "Fails if a row of "+id.Parent+" refers to no row of "+o.References.Name+".")
	}
	return append(list, step), nil
}

// original returns the name that a constraint had before it got another one.
func (s *session) original(to model.ID) string {
	for _, t := range s.task.Original.Tables {
		for _, e := range t.Parts() {
			if s.task.Renamed(e.ID) == to && e.ID.Name != to.Name {
				return e.ID.Name
			}
		}
	}
	return ""
}

func (s *session) sequenceSteps(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	o, _ := op.Object().(model.Sequence)
	if !s.server.HasSequences() && op.Verb != render.Drop {
		return nil, fmt.Errorf("%v has no sequences", s.server)
	}
	step := statement(render.PhaseAlter, layerSequence, id)
	switch op.Verb {
	case render.Create:
		step.Phase, step.Establishes = render.PhaseCreate, true
		step.Text.Head = mysql.SequenceText(o)
	case render.Drop:
		step.Phase, step.Removes, step.Sort.Class = render.PhaseDrop, true, layerDropSequence
		if _, view := s.new.definitions[model.ID{Kind: mysql.KindView, Name: id.Name}]; view || s.new.tables[id.Name] != nil {
			step.Sort.Class = layerDropTable // which takes its name
		}
		step.Text.Head = mysql.NewWriter().Key("DROP SEQUENCE ").Ident(id.Name).String()
		lose(&step, id, "The value of the sequence "+id.Name+" is lost.")
	default:
		w := mysql.NewWriter().Key("ALTER SEQUENCE ").Ident(id.Name)
		mysql.SequenceOptions(w, o.Options, false)
		if from, ok := op.Old.(model.Sequence); ok && (from.Options.Increment < 0) != (o.Options.Increment < 0) {
			w.Key(" RESTART") // its value is beyond where it begins now
			lose(&step, id, "The value of the sequence "+id.Name+" is lost: it runs the other way.")
		}
		step.Text.Head = w.String()
		if op.Has(diff.FacetType) { // in a statement of its own; the wider type is there first or last
			typed := mysql.NewWriter().Key("ALTER SEQUENCE ").Ident(id.Name).Key(" AS ").Expr(model.Expr{Text: o.Options.Type}).String()
			if from, ok := op.Old.(model.Sequence); ok && mysql.SequenceWider(from.Options.Type, o.Options.Type) {
				step.Text.Head, typed = typed, step.Text.Head
			}
			step.Then = append(step.Then, typed)
		}
	}
	return []render.Step{step}, nil
}

// definitionSteps drops and makes what has a statement for each. A view is replaced.
func (s *session) definitionSteps(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	var list []render.Step
	if op.Old != nil && op.Verb != render.Create && op.Verb != render.Alter {
		step := statement(render.PhaseDrop, layerDropDefinition, id)
		step.Removes = true
		name := id.Name
		if from := s.originalDefinition(id); from != "" {
			name = from
		}
		w := mysql.NewWriter().Key("DROP ")
		switch id.Kind {
		case mysql.KindView:
			w.Key("VIEW ")
		case mysql.KindTrigger:
			w.Key("TRIGGER ")
		case mysql.KindFunction:
			w.Key("FUNCTION ")
		case mysql.KindProcedure:
			w.Key("PROCEDURE ")
		case mysql.KindEvent:
			w.Key("EVENT ")
		case mysql.KindPackageBody:
			w.Key("PACKAGE BODY ")
		default:
			w.Key("PACKAGE ")
		}
		step.Text.Head = w.Ident(name).String()
		if id.Kind == mysql.KindPackage || id.Kind == mysql.KindPackageBody {
			inMode(&step, "ORACLE") // else the word isn't known
		}
		switch {
		case id.Kind == mysql.KindTrigger && s.new.tables[id.Parent] == nil:
			step = render.Step{Phase: render.PhaseDrop, Hosts: []render.Host{{Step: render.StepRef{Node: node(tableID(id.Parent)), Phase: render.PhaseDrop}}}}
		case op.New == nil:
			hazard(&step, render.ObjectDropped, "The "+string(id.Kind)+" "+id.Name+" is gone.")
		default:
			hazard(&step, render.Weakened, "The "+string(id.Kind)+" "+id.Name+" is gone for a moment.")
		}
		list = append(list, step)
	}
	if op.New == nil || op.Verb == render.Drop {
		return list, nil
	}
	o, _ := op.New.(model.Definition)
	layer := layerRoutine
	switch id.Kind {
	case mysql.KindView:
		layer = layerView
	case mysql.KindTrigger:
		layer = layerTrigger
	case mysql.KindEvent:
		layer = layerEvent
	default:
	}
	step := statement(render.PhaseCreate, layer, id)
	step.Establishes = true
	step.Text.Head = s.server.DefinitionText(o, op.Verb == render.Alter)
	if mode := o.Get(mysql.PropertySQLMode).Text; mode != "" { // which the server keeps with the text
		inMode(&step, mode)
	}
	return append(list, step), nil
}

// inMode lets a step run in an sql_mode.
func inMode(step *render.Step, mode string) {
	step.Then = append(step.Then, step.Text.Head, "SET SESSION sql_mode = DEFAULT")
	step.Text.Head = "SET SESSION sql_mode = " + mysql.Literal(mode)
}

// originalDefinition returns the name that a definition had before.
func (s *session) originalDefinition(to model.ID) string {
	for _, d := range s.task.Original.Definitions {
		if s.task.Renamed(d.ID) == to && d.ID.Name != to.Name {
			return d.ID.Name
		}
	}
	return ""
}

// Rename implements [render.Session].
func (s *session) Rename(from, to model.ID) (render.Step, bool, error) {
	step := render.Step{Node: node(to), Sort: render.Sort{Class: layerRename, Owner: to.Owner()}, Outside: true}
	w := mysql.NewWriter()
	switch to.Kind {
	case model.KindTable, mysql.KindView, model.KindSequence:
		w.Key("RENAME TABLE ").Ident(from.Name).Key(" TO ").Ident(to.Name)
	case model.KindColumn:
		s.renameColumn(w, from, to)
	case model.KindIndex, model.KindUnique:
		if !s.renamesIndexes() {
			return step, false, nil
		}
		w.Key("ALTER TABLE ").Ident(from.Parent).Key(" RENAME INDEX ").Ident(from.Name).Key(" TO ").Ident(to.Name)
	default:
		return step, false, nil // it is made anew
	}
	step.Text.Head = w.String()
	if to.Kind != model.KindIndex && to.Kind != model.KindUnique {
		hazard(&step, render.Renamed, "Whatever uses the old name fails from this moment on.")
	}
	step.Locks = []render.TableLock{{Table: model.QName{Name: to.Owner().Name}, Mode: lockMoment}}
	return step, true, nil
}

// explicit returns a table whose columns all say their collations.
func explicit(t model.Table) model.Table {
	t.Options = nil
	return t
}
