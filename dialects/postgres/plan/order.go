package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// orderReferences: a foreign key hangs on the first index that fits, so that
// one which is about to go must be gone before.
func (s *session) orderReferences(steps []*render.Step) []render.Before {
	gone := map[model.QName][]int{}
	for i, step := range steps {
		if step.Node.Part == "" && step.Removes && !step.Establishes && s.old.isIndex(step.Node.ID) {
			gone[step.Node.ID.Owner()] = append(gone[step.Node.ID.Owner()], i)
		}
	}
	var list []render.Before
	for j, step := range steps {
		f, ok := s.new.object(step.Node.ID).(model.ForeignKey)
		if !ok || step.Phase != render.PhaseCreate || !step.Establishes {
			continue
		}
		for _, i := range gone[f.References] {
			if s.couldReference(steps[i].Node.ID, f) {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// couldReference reports whether a foreign key can hang on an index of the old
// side.
func (s *session) couldReference(index model.ID, f model.ForeignKey) bool {
	switch o := s.old.object(index).(type) {
	case model.Key:
		return sameSet(o.Columns, f.RefColumns)
	case model.Index:
		return o.Unique && sameSet(keyColumns(o.Keys), f.RefColumns)
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.Exclusion, model.ForeignKey, model.Statistics:
	}
	return false
}

// orderDefaults: default privileges change when all objects are made, so that
// these come to be under the old ones, which the plan knows.
func orderDefaults(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, step := range steps {
		if step.Node.ID.Kind != model.KindDefaultPrivileges {
			continue
		}
		for j, other := range steps {
			if other.Establishes && other.Phase == render.PhaseCreate && other.Node.Part == "" && property.ClassOf(other.Node.ID) != "" {
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	return list
}

// orderOwners: privileges change when the object has its owner, who is named in
// them.
func orderOwners(steps []*render.Step) []render.Before {
	owners := map[model.ID]int{}
	for i, step := range steps {
		if of, aspect, _ := step.Node.ID.About(); aspect == model.AspectOwner && step.Establishes {
			owners[of] = i
		}
	}
	var list []render.Before
	for j, step := range steps {
		of, aspect, _ := step.Node.ID.About()
		if i, ok := owners[of]; ok && aspect == model.AspectPrivileges && step.Establishes {
			list = append(list, render.Before{First: i, Second: j})
		}
	}
	return list
}

// orderEarly: a role takes back what it has granted while it can still get at the
// object, which it needs rights on the schema for, and before it goes itself.
func orderEarly(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, step := range steps {
		if step.Node.Part != partEarly {
			continue
		}
		own, _, _ := step.Node.ID.About()
		for j, other := range steps {
			of, aspect, said := other.Node.ID.About()
			ofSchema := said && of == (model.ID{Kind: model.KindSchema, Name: own.Schema})
			ofObject := aspect == model.AspectOwner && (of.QName() == own.QName() || of.QName() == own.Owner())
			if other.Node.Part == "" && (ofSchema || ofObject || other.Node.ID.Kind == model.KindRole && !other.Establishes) {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// orderToast: the parameters of a TOAST table are set when it is there, and
// when it is not about to be made anew.
func (s *session) orderToast(steps []*render.Step) []render.Before {
	toast := map[model.QName]int{}
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Aspect == aspectToast {
			toast[steps[i].Node.ID.QName()] = i
		}
	}
	if len(toast) == 0 {
		return nil
	}
	var list []render.Before
	for i, step := range steps {
		for _, q := range step.Rewrites {
			if j, ok := toast[q]; ok && j != i {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
		if j, ok := toast[step.Node.ID.Owner()]; ok && step.Node.ID.Kind == model.KindColumn && step.Establishes {
			list = append(list, render.Before{First: i, Second: j})
		}
	}
	return list
}
