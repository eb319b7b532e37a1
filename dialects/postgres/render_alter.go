package postgres

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func (s *session) Rename(from, to model.ID) (render.Step, bool, error) {
	return render.Step{}, false, nil
}
func (s *session) Assess(alter diff.Alter, facets *render.Facets) ([]render.Op, error) {
	if facets.Take(diff.FacetComment) {
		return []render.Op{{Node: node(alter.NewID), Verb: render.Alter, Facets: []diff.FacetName{diff.FacetComment}}}, nil
	}
	return nil, nil
}
func (s *session) Disturb(needed render.Op, dependent render.Node) (render.Op, bool) {
	return render.Op{}, false
}
func (s *session) alter(op render.Op) ([]render.Step, error) {
	if o, ok := op.New.(model.Namespace); ok {
		return []render.Step{alteration(render.Text{Head: commentOnSchema(o)})}, nil
	}
	return nil, nil
}
func (s *session) replace(op render.Op) ([]render.Step, error) { return nil, nil }
