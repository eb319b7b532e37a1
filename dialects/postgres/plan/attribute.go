package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The steps of the attributes of a composite type: the attribute's name follows.
const (
	aspectAdd   = "add attribute "
	aspectAlter = "alter attribute "
	aspectDrop  = "drop attribute "
)

// alterComposite changes attributes in place, also in the tables of that type.
// What is new comes first, so that an expression can move from an attribute
// that is dropped to one that is added.
func (s *session) alterComposite(op render.Op, o model.Composite) ([]render.Step, error) {
	name := op.Node.ID.QName()
	old, _ := op.Old.(model.Composite)
	var steps []render.Step
	if op.Has(diff.FacetAttributes) {
		steps = s.alterAttributes(op, old, o)
	}
	if op.Has(diff.FacetAttributeComments) {
		for _, a := range o.Attributes {
			if a.Comment != attributeComment(old, a.Name) {
				steps = append(steps, gain(render.Text{Head: commentOnAttribute(name, a)}))
			}
		}
	}
	return append(steps, s.comment(op, write("COMMENT ON TYPE ").Name(name).isComment(o.Comment))...), nil
}

func (s *session) alterAttributes(op render.Op, old, fresh model.Composite) []render.Step {
	name := op.Node.ID.QName()
	cascade := render.Keyword("")
	var typed []model.QName
	for _, t := range s.old.schema.Tables {
		if t.OfType == name && s.new.table(t.QName()).OfType == name {
			typed, cascade = append(typed, t.QName()), " CASCADE"
		}
	}
	var steps []render.Step
	add := func(step render.Step, aspect string) *render.Step {
		step.Text.Head += string(cascade)
		step.Phase, step.Target, step.Aspect = render.PhaseAlter, write("ALTER TYPE ").Name(name).String(), aspect
		step.Locks = s.locks(lockAccessExclusive, typed...)
		steps = append(steps, step)
		return &steps[len(steps)-1]
	}
	edit := newAttributeEdit(old, fresh)
	for _, a := range edit.add {
		add(gain(write("ADD ATTRIBUTE ").Expr(model.Expr{Text: attribute(a)}).text()), aspectAdd+a.Name)
	}
	for _, a := range edit.alter {
		w := write("ALTER ATTRIBUTE ").Ident(a.Name).Key(" TYPE ").typ(a.Type)
		if !a.Collation.IsZero() {
			w.Key(" COLLATE ").Name(a.Collation)
		}
		add(alteration(w.text()), aspectAlter+a.Name)
	}
	for _, a := range edit.drop {
		step := add(removal(write("DROP ATTRIBUTE ").Ident(a.Name).text()), aspectDrop+a.Name)
		hazard(step, render.DataLoss, "The values of the attribute are lost.")
		step.Losses = append(step.Losses, render.Loss{Object: op.Node.ID, Code: render.DataLoss, Text: "the values of attribute " + a.Name + " are lost"})
	}
	return steps
}

// disturbAttributes: the server does not change the type of an attribute that an
// expression uses, or not in every place. And what moves from an attribute that
// is dropped to a whole value of the type cannot do so at once, since such a
// value is written as the type shall be.
func (s *session) disturbAttributes(needed render.Op, dependent render.Node) (render.Op, bool) {
	old, _ := needed.Old.(model.Composite)
	fresh, ok := needed.New.(model.Composite)
	if !ok || !needed.Has(diff.FacetAttributes) || !madeAnewAlone(s.old.object(dependent.ID), dependent) {
		return render.Op{}, false
	}
	edit := newAttributeEdit(old, fresh)
	if edit.retyped || len(edit.drop) > 0 && s.task.Planned(dependent) == render.Alter && s.comesToName(dependent, needed.Node.ID.QName()) {
		return again(dependent)
	}
	return render.Op{}, false
}

// madeAnewAlone reports whether a node has an expression and can be made anew
// without anything else.
func madeAnewAlone(o model.Object, n render.Node) bool {
	switch o := o.(type) {
	case model.Check, model.Index, model.Exclusion, model.Statistics:
		return n.Part == ""
	case model.Column:
		return n.Part == partDefault || n.Part == "" && !o.Generated.IsZero()
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence, model.Table,
		model.Key, model.ForeignKey:
	}
	return false
}

// comesToName reports whether expressions that a node gets name a type.
func (s *session) comesToName(n render.Node, typ model.QName) bool {
	fresh, old := s.expressions(n), expressionsOf(s.old.object(n.ID), n)
	if s.task.Planned(n) == render.Alter && slices.EqualFunc(fresh, old, func(a, b model.Expr) bool { return a.Text == b.Text }) {
		return false
	}
	return slices.ContainsFunc(fresh, func(e model.Expr) bool {
		return slices.ContainsFunc(mentions(e.Text), func(m mention) bool {
			q, ok := m.qualified()
			return ok && q == typ
		})
	})
}

// orderAttributes: a value of a composite type can be written when the type has
// no attribute any more that goes.
func (s *session) orderAttributes(steps []*render.Step) []render.Before {
	last := map[model.QName]int{}
	for i, step := range steps {
		if step.Node.ID.Kind == model.KindComposite && strings.HasPrefix(step.Aspect, aspectDrop) {
			last[step.Node.ID.QName()] = i
		}
	}
	var list []render.Before
	for _, q := range slices.SortedFunc(maps.Keys(last), model.QName.Compare) {
		for j, step := range steps {
			if step.Establishes && s.comesToName(step.Node, q) {
				list = append(list, render.Before{First: last[q], Second: j})
			}
		}
	}
	return list
}
