package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// remade says what becomes of what needs a definition that is dropped and made
// anew, so that the server lets go of the old one.
func (s *session) remade(dependent render.Node) (render.Op, bool) {
	switch o := s.old.object(dependent.ID).(type) {
	case model.Column:
		if dependent.Part == partDefault || dependent.Part == "" && !o.Generated.IsZero() {
			return again(dependent)
		}
	case model.Table:
		if dependent.Part == "" && o.Materialized() {
			return again(dependent)
		}
		if dependent.Part == "" && hasKeyExpr(o) { // it is in the partition key
			s.markRebuilt(o.QName())
			return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
		}
	case model.Domain:
		if dependent.ID.Kind == model.KindDomain {
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetDefault}, Forced: true}, true
		}
	case model.Range, model.Composite:
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	case model.Check, model.Index, model.Exclusion, model.Statistics, model.Key, model.ForeignKey, model.Definition:
		return again(dependent)
	case model.Namespace, model.Extension, model.Enum, model.Sequence:
	}
	return render.Op{}, false
}

func hasKeyExpr(t model.Table) bool {
	return slices.ContainsFunc(t.Partitioning.Keys, func(k model.PartitionKey) bool { return !k.Expr.IsZero() })
}

// overloaded reports whether the name of a dropped routine stays that of
// another one: then what is called by the name may have been either.
func (s *session) overloaded(d model.Definition) bool {
	return len(d.Signature) > 0 && len(s.new.definitions[model.QName{Schema: d.ID.Schema, Name: d.PlainName()}]) > 0
}

// namesIt reports whether a definition calls something by its name, not by its
// ID.
func namesIt(d model.Definition, q model.QName) bool {
	found := false
	d.Visit(func(_ model.PropertyName, v model.Value) {
		for _, text := range []string{v.Expr.Text, v.Query.Text} {
			for _, m := range mentions(text) {
				name, ok := m.qualified()
				found = found || ok && name == q
			}
		}
	})
	return found
}

// usesAllColumns reports whether a statement may use all columns of a relation
// without their names: by a star, or because it takes the row that is excluded by
// a conflict, which the server takes as a whole.
func usesAllColumns(text string) bool {
	return strings.Contains(text, "*") ||
		slices.ContainsFunc(mentions(text), func(m mention) bool { return !m.literal && m.parts[0] == "excluded" })
}

// orderWholeRows: what uses all columns of a table, or its row type, comes when
// those that go are gone.
func (s *session) orderWholeRows(steps []*render.Step) []render.Before {
	gone := map[model.QName][]int{}
	for i, step := range steps {
		if step.Node.ID.Kind == model.KindColumn && step.Node.Part == "" && step.Phase == render.PhaseDrop && step.Removes && !step.Establishes {
			gone[step.Node.ID.Owner()] = append(gone[step.Node.ID.Owner()], i)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	var list []render.Before
	for j, step := range steps {
		d, ok := s.new.object(step.Node.ID).(model.Definition)
		if !ok || !step.Establishes {
			continue
		}
		d.Visit(func(_ model.PropertyName, v model.Value) {
			for _, i := range gone[v.Type.QName()] {
				list = append(list, render.Before{First: i, Second: j})
			}
			if v.Query.IsZero() || !usesAllColumns(v.Query.Text) {
				return
			}
			for _, m := range mentions(v.Query.Text) {
				if q, ok := m.qualified(); ok {
					for _, i := range gone[q] {
						list = append(list, render.Before{First: i, Second: j})
					}
				}
			}
		})
	}
	return list
}

// orderDefinitions: what has a type in its name is dropped before that type
// gets another name for the time of the migration, and what belongs to a table
// that is made anew goes before the table steps aside and comes when the rows are
// there.
func (s *session) orderDefinitions(steps []*render.Step) []render.Before {
	aside, copied := map[model.ID][]int{}, map[model.QName][]int{}
	for i, step := range steps {
		switch id := step.Node.ID; {
		case step.Node.Part != "":
		case step.Aspect == aspectCopy:
			copied[id.QName()] = append(copied[id.QName()], i)
		case step.Phase == render.PhaseDetach:
			aside[id] = append(aside[id], i)
		}
	}
	if len(aside)+len(copied) == 0 {
		return slices.Concat(s.orderOverloads(steps), s.orderWholeRows(steps))
	}
	var list []render.Before
	for j, step := range steps {
		switch step.Phase {
		case render.PhaseCreate:
			if d, ok := s.new.object(step.Node.ID).(model.Definition); ok && d.ID.Parent != "" {
				for _, i := range copied[d.ID.Owner()] {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
		case render.PhaseDrop:
			if d, ok := s.old.object(step.Node.ID).(model.Definition); ok {
				for _, id := range s.namedAfter(d) {
					for _, i := range aside[id] {
						list = append(list, render.Before{First: j, Second: i})
					}
				}
			}
		case render.PhaseRename, render.PhaseDetach, render.PhaseAlter, render.PhaseAttach, render.PhaseValidate, render.PhaseCleanup:
		}
	}
	return slices.Concat(list, s.orderOverloads(steps), s.orderWholeRows(steps))
}

// namedAfter lists the types and the table that are part of what a definition is
// called.
func (s *session) namedAfter(d model.Definition) []model.ID {
	var list []model.ID
	if d.ID.Parent != "" {
		list = append(list, tableID(d.ID.Owner()))
	}
	for _, t := range d.Signature {
		if id, ok := s.old.types[t.QName()]; ok && !t.Builtin() && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// orderOverloads: what is called by a name that several routines have is made
// when those that go are gone.
func (s *session) orderOverloads(steps []*render.Step) []render.Before {
	if len(s.callers) == 0 {
		return nil
	}
	made := map[render.Node][]int{}
	for j, step := range steps {
		if step.Establishes && !step.Removes {
			made[step.Node] = append(made[step.Node], j)
		}
	}
	var list []render.Before
	for i, step := range steps {
		d, ok := s.old.object(step.Node.ID).(model.Definition)
		if !ok || step.Phase != render.PhaseDrop || !s.overloaded(d) {
			continue
		}
		for _, caller := range s.callers[d.ID] {
			for _, j := range made[caller] {
				if j != i {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
		}
	}
	return list
}
