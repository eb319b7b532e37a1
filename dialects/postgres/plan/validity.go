package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// validity assesses whether an index, or that of a key, is valid. One that is
// not is made anew. That of a partitioned table becomes valid also when the part
// of a partition is attached to it, and at no other time; and it is invalid when
// it is made without the partitions. Any other one is invalid only because
// building it failed, which no statement brings about.
func (a *assessment) validity(fresh model.Object) {
	if !a.facets.Take(diff.FacetInvalid) {
		return
	}
	partitioned := !a.s.new.table(a.id.Owner()).Partitioning.IsZero()
	switch {
	case invalid(fresh) && !(partitioned && a.s.incomplete(a.id)):
		a.op("", render.Alter, diff.FacetInvalid)
	case !partitioned:
		a.op("", render.Recreate, diff.FacetInvalid)
	case !a.s.completed(a.id):
		a.op("", render.Recreate, diff.FacetInvalid)
		a.ops = append(a.ops, a.s.comeOff(a.id)...)
	}
}

// completed reports whether a partitioned index, or a part of it, gets an index
// of a partition that is there before.
func (s *session) completed(id model.ID) bool {
	for _, q := range s.new.children[id.Owner()] {
		part, ok := s.new.attached(s.new.table(q), id.QName())
		if !ok {
			return false
		}
		was, _ := s.old.attached(s.old.table(q), id.QName())
		if s.old.has(tableID(q)) && s.old.table(q).PartitionOf == id.Owner() && was.ID != part.ID || s.completed(part.ID) {
			return true
		}
	}
	return false
}

// incomplete reports whether a partitioned index lacks a part that is valid.
func (s *session) incomplete(id model.ID) bool {
	return slices.ContainsFunc(s.new.children[id.Owner()], func(q model.QName) bool {
		part, ok := s.new.attached(s.new.table(q), id.QName())
		return !ok || invalid(part.Object)
	})
}

// staysValid tells that an index shall be invalid and no statement makes it so.
func (s *session) staysValid(op render.Op) []render.Step {
	if !op.Has(diff.FacetInvalid) || !invalid(op.New) || invalid(op.Old) {
		return nil
	}
	step := gain(render.Text{})
	step.Aspect = "valid"
	step.Losses = []render.Loss{{
		Object: op.Node.ID, Code: render.Unchanged,
		Text: "the index stays valid: it is invalid only when building it fails, or when a partition has no part of it",
	}}
	return []render.Step{step}
}
