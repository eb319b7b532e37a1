package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// A column that a child declares besides inheriting it is there before its
// parent gets the like, which the server then merges into it, and goes after the
// parent's has gone, since what is inherited cannot be dropped.

// declaresFirst reports whether an existing child gets a column by itself, and
// not along with its parent's.
func (s *session) declaresFirst(t model.Table, c model.Column) bool {
	return c.Local && t.OfType.IsZero() && t.PartitionOf.IsZero() && !s.isNewTable(t.QName())
}

// stays reports whether both sides have an object.
func (s *session) stays(id model.ID) bool { return s.old.has(id) && s.new.has(id) }

// declaredAbove lists the columns of its parents that a column which the table
// declares, too, is not ordered by as other inherited ones are: see
// [session.orderDeclared].
func (d *side) declaredAbove(t model.Table, c model.Column) []render.Node {
	if !c.Inherited || !c.Local {
		return nil
	}
	var list []render.Node
	for _, p := range parents(t) {
		list = append(list, node(columnID(p, c.Name)))
	}
	return list
}

// orderDeclared brings the columns that a child declares and those of its
// parents into that order. A new child finds its parents' columns there.
func (s *session) orderDeclared(steps []*render.Step) []render.Before {
	made, gone, tables := map[model.ID]int{}, map[model.ID]int{}, map[model.QName]int{}
	for i, step := range steps {
		switch {
		case step.Node.Part == "" && step.Node.ID.Kind == model.KindTable && step.Phase == render.PhaseCreate:
			tables[step.Node.ID.QName()] = i
		case step.Node.Part != "" || step.Node.ID.Kind != model.KindColumn:
		case step.Phase == render.PhaseCreate:
			made[step.Node.ID] = i
		case step.Phase == render.PhaseDrop:
			gone[step.Node.ID] = i
		}
	}
	var list []render.Before
	for i, step := range steps {
		id := step.Node.ID
		if step.Node.Part == partDefault {
			list = append(list, s.orderDefault(i, step, tables)...)
		}
		if at, ok := made[id]; ok && at == i {
			t := s.new.table(id.Owner())
			c, _ := t.Column(id.Name)
			for _, p := range parents(t) {
				if j, ok := made[columnID(p, id.Name)]; ok && s.declaresFirst(t, c) {
					list = append(list, render.Before{First: i, Second: j})
				} else if ok && c.Local {
					list = append(list, render.Before{First: j, Second: i})
				}
			}
		}
		if at, ok := gone[id]; ok && at == i && s.new.has(tableID(id.Owner())) {
			t := s.old.table(id.Owner())
			c, _ := t.Column(id.Name)
			for _, p := range parents(t) {
				if j, ok := gone[columnID(p, id.Name)]; ok && c.Inherited && c.Local {
					list = append(list, render.Before{First: j, Second: i})
				}
			}
		}
	}
	return list
}

// orderDefault brings the change of a table's default and the new children of the
// table into an order: those that could not be made with it come before, those
// that have it from their parent after.
func (s *session) orderDefault(i int, step *render.Step, tables map[model.QName]int) []render.Before {
	q, column := step.Node.ID.Owner(), step.Node.ID.Name
	var list []render.Before
	if step.Phase == render.PhaseCreate {
		for _, child := range s.defaultsAfter(q, column) {
			if j, ok := tables[child]; ok {
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	if s.isNewTable(q) {
		return list
	}
	for _, child := range s.new.children[q] {
		j, made := tables[child]
		if !made {
			continue
		}
		t := s.new.table(child)
		c, ok := t.Column(column)
		if _, copied := s.fromParents(t, c); ok && copied && !c.Local {
			list = append(list, render.Before{First: i, Second: j})
		}
	}
	return list
}

// notNullApart reports whether a column that an existing table gets is made NOT
// NULL by a statement of its own: ADD COLUMN would hand the constraint down to a
// child that shall have another of its own, which comes before.
func (s *session) notNullApart(t model.Table, c model.Column) bool {
	if !s.version.HasNotNullConstraints() || !c.NotNull || c.NotNullConstraint.NotValid || s.isNewTable(t.QName()) || s.old.has(columnID(t.QName(), c.Name)) {
		return false
	}
	if s.ownNotNullApart(columnID(t.QName(), c.Name)) {
		return true
	}
	return !c.NotNullConstraint.NoInherit && slices.ContainsFunc(s.new.children[t.QName()], func(q model.QName) bool {
		child := s.new.table(q)
		below, ok := child.Column(c.Name)
		return ok && below.Inherited && s.staysChild(child, t.QName()) && s.notNullApart(child, below)
	})
}

// ownNotNullApart reports whether a column that comes with its parent's has a
// NOT NULL constraint of its own.
func (s *session) ownNotNullApart(id model.ID) bool {
	t := s.new.table(id.Owner())
	c, _ := t.Column(id.Name)
	if !c.NotNull || !c.Inherited || c.NotNullConstraint.Inherited || c.NotNullConstraint.NotValid || s.declaresFirst(t, c) {
		return false
	}
	parent, _, ok := s.new.parentColumn(t, c.Name)
	return ok && !s.old.has(parent) && s.staysChild(t, parent.Owner())
}

// staysChild reports whether a table is a child of another one all the time.
func (s *session) staysChild(t model.Table, parent model.QName) bool {
	if s.isNewTable(t.QName()) || s.isNewTable(parent) || !slices.Contains(parents(s.old.table(t.QName())), parent) {
		return false
	}
	return !slices.ContainsFunc([]render.Part{partAttach, partInherit}, func(part render.Part) bool {
		v := s.task.Planned(render.Node{ID: tableID(t.QName()), Part: part})
		return v == render.Create || v == render.Recreate
	})
}
