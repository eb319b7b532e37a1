package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The classes of steps where the graph leaves the order free.
const (
	classNamespace = iota
	classExtension
	classType
	classSequence
	classRoutine
	classTable
	classView
	classTrigger
	classAccess
)

// classRole places roles before all else.
const classRole = classNamespace - 1

// Steps implements [render.Session].
func (s *session) Steps(op render.Op) ([]render.Step, error) {
	if s.impossible != nil {
		return nil, s.impossible
	}
	steps, err := s.steps(op)
	if err != nil {
		return nil, err
	}
	if err := s.holdsRows(op, steps); err != nil {
		return nil, err
	}
	for i := range steps {
		if steps[i].Sort == (render.Sort{}) {
			steps[i].Sort = s.sort(op)
		}
	}
	return steps, nil
}

func (s *session) steps(op render.Op) ([]render.Step, error) {
	switch op.Verb {
	case render.Keep:
		return nil, nil
	case render.Create:
		return s.create(op)
	case render.Drop:
		return s.drop(op)
	case render.Alter:
		return s.alter(op)
	case render.Recreate:
		if x, ok := op.New.(model.Index); ok && op.Node.Part == "" && s.besides(op, x) {
			return s.rebuildIndex(op, x)
		}
		drop, err := s.drop(op)
		if err != nil {
			return nil, err
		}
		create, err := s.create(op)
		if err == nil && len(create) > 1 && len(drop) > 0 && create[0].Aspect == aspectIndex {
			// The new index is built before the old one goes.
			drop[0].Unchained, create[1].Unchained = false, false
			return slices.Concat(create[:1], drop, create[1:]), nil
		}
		return append(drop, create...), err
	case render.Replace:
		return s.replace(op)
	}
	return nil, fmt.Errorf("there is no operation %d", op.Verb)
}

// sort places what belongs to a table with the table, also the sequences that
// its columns own.
func (s *session) sort(op render.Op) render.Sort {
	id := op.Node.ID
	owner := id.Owner()
	switch o := op.Object().(type) {
	case model.Namespace:
		return render.Sort{Class: classNamespace, Owner: owner}
	case model.Extension:
		return render.Sort{Class: classExtension, Owner: owner}
	case model.Enum, model.Domain, model.Composite, model.Range:
		return render.Sort{Class: classType, Owner: owner}
	case model.Sequence:
		if o.OwnedBy.IsZero() {
			return render.Sort{Class: classSequence, Owner: owner}
		}
		return render.Sort{Class: classTable, Owner: o.OwnedBy.Table}
	case model.Statistics:
		return render.Sort{Class: classTable, Owner: o.Table}
	case model.Definition:
		if isAccess(o.ID) {
			return render.Sort{Class: classAccess, Owner: owner}
		}
		if r, err := recipeOf(o.ID.Kind); err == nil {
			if o.ID.Parent == "" {
				owner.Name = o.PlainName() // one name after the other
			}
			return render.Sort{Class: r.class, Owner: owner}
		}
	case model.Table, model.Column, model.Key, model.Check, model.Exclusion, model.ForeignKey, model.Index:
	}
	if id.Kind == model.KindDomainConstraint {
		return render.Sort{Class: classType, Owner: owner}
	}
	return render.Sort{Class: classTable, Owner: owner}
}

// create writes the steps that bring a node about.
func (s *session) create(op render.Op) ([]render.Step, error) {
	switch op.Node.Part {
	case partDefault:
		return s.createDefault(op)
	case partOwner:
		return s.setOwner(op)
	case partAttach:
		if op.Node.ID.Kind == model.KindTable {
			return s.attachTable(op)
		}
		return s.attachIndex(op)
	case partInherit:
		return s.inherit(op)
	case partReplica:
		return s.replicaIdentity(op)
	case partLogged:
		return s.setLogged(op)
	case partNotNull:
		return s.createNotNull(op), nil
	case partIndex:
		return nil, nil // it comes with the key
	case partShell:
		return s.shell(op), nil
	}
	switch o := op.New.(type) {
	case model.Namespace:
		return s.createNamespace(o)
	case model.Extension:
		return s.createExtension(o)
	case model.Enum:
		return s.createEnum(o)
	case model.Domain:
		return s.createDomain(op, o)
	case model.Composite:
		return s.createComposite(o)
	case model.Range:
		return s.createRange(o)
	case model.Sequence:
		return s.createSequence(o)
	case model.Table:
		return s.createTable(op, o)
	case model.Column:
		return s.createColumn(op, o)
	case model.Key:
		return s.createKey(op, o)
	case model.Check:
		if op.Node.ID.Kind == model.KindDomainConstraint {
			return s.createDomainCheck(op, o)
		}
		return s.createCheck(op, o)
	case model.Exclusion:
		return s.createExclusion(op, o)
	case model.ForeignKey:
		return s.createForeignKey(op, o)
	case model.Index:
		return s.createIndex(op, o)
	case model.Statistics:
		return s.createStatistics(op, o)
	case model.Definition:
		if isAccess(o.ID) {
			return s.createAccess(op, o)
		}
		return s.createDefinition(o)
	}
	return nil, fmt.Errorf("creating %s: it is not in the new schema", op.Node)
}

// creation returns a step that brings its node about.
func creation(text render.Text) render.Step {
	return render.Step{Phase: render.PhaseCreate, Establishes: true, Text: text}
}

// removal returns a step that takes its node away.
func removal(text render.Text) render.Step {
	return render.Step{Phase: render.PhaseDrop, Removes: true, Text: text}
}

// alteration returns a step that changes its node in place.
func alteration(text render.Text) render.Step {
	return render.Step{Phase: render.PhaseAlter, Removes: true, Establishes: true, Text: text}
}

// gain returns a step that only adds to its node: nothing that used the old
// state is in its way.
func gain(text render.Text) render.Step {
	return render.Step{Phase: render.PhaseAlter, Establishes: true, Text: text}
}

// relation is the name of a table, a sequence or an index.
func relation(q model.QName) render.Name { return render.Name{Space: "relation", Name: q} }

// typeName is the name of a type; a table has one too.
func typeName(q model.QName) render.Name { return render.Name{Space: "type", Name: q} }

// constraintName is the name of a constraint.
func constraintName(table model.QName, name string) render.Name {
	return render.Name{Space: "constraint", Name: table, Sub: name}
}

// primaryKey is the place of a table's primary key.
func primaryKey(table model.QName) render.Name { return render.Name{Space: "primary key", Name: table} }

// createStep addresses the step that creates a node.
func createStep(n render.Node) render.StepRef {
	return render.StepRef{Node: n, Phase: render.PhaseCreate}
}

// dropStep addresses the step that drops a node.
func dropStep(n render.Node) render.StepRef {
	return render.StepRef{Node: n, Phase: render.PhaseDrop}
}
