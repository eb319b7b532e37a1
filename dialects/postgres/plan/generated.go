package plan

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// generatesOwn reports whether a child generates a column by another expression
// than its parent, from which SET EXPRESSION would hand down that one.
func (s *session) generatesOwn(parent render.Op, child model.ID) bool {
	to, ok := parent.New.(model.Column)
	if !ok || !parent.Has(diff.FacetGenerated) || to.Generated.IsZero() || to.Name != child.Name || parent.Node.ID.Owner() == child.Owner() {
		return false
	}
	from, _ := s.old.table(child.Owner()).Column(child.Name)
	c, _ := s.new.table(child.Owner()).Column(child.Name)
	return from.Inherited && c.Inherited && !from.Generated.IsZero() && !c.Generated.IsZero() && c.Generated.Expr.Text != to.Generated.Expr.Text
}

// orderGenerated: the expression of a child's generated column is set after its
// parent's, which is handed down.
func (s *session) orderGenerated(steps []*render.Step) []render.Before {
	sets := map[model.ID]int{}
	for i, step := range steps {
		if step.Node.ID.Kind == model.KindColumn && step.Aspect == "generated" {
			sets[step.Node.ID] = i
		}
	}
	var list []render.Before
	for i, step := range steps {
		id := step.Node.ID
		if at, ok := sets[id]; !ok || at != i {
			continue
		}
		for _, p := range s.new.above(id.Owner()) {
			if j, ok := sets[columnID(p, id.Name)]; ok {
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	return list
}
