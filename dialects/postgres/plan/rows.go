package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// holdsRows says what the server refuses because a column holds rows of a
// table: it writes the rows of a table anew and never those that are values
// elsewhere (find_composite_type_dependencies in tablecmds.c). Another type for
// a column it refuses on the way and on the way back, so that there is no plan;
// of the rest one direction may do.
func (s *session) holdsRows(op render.Op, steps []render.Step) error {
	column := op.Node.ID.Kind == model.KindColumn && op.Node.Part == ""
	retyped := column && op.Verb == render.Alter && (op.Has(diff.FacetType) || op.Has(diff.FacetCollation))
	for i := range steps {
		tables := steps[i].Rewrites
		if c, ok := op.New.(model.Column); retyped || ok && column && op.Verb == render.Create && !s.defaultOf(c).IsZero() {
			tables = []model.QName{op.Node.ID.Owner()}
		}
		if domain, ok := s.checksDomain(op, steps[i]); ok {
			tables = s.old.tablesWith(domain)
		}
		for _, q := range tables {
			user, ok := s.rowHolder(q)
			switch {
			case !ok:
			case retyped && !op.Forced:
				return fmt.Errorf("%s holds rows of table %s, of which the server changes none: in migrations of your own, give it another type, change table %s, and bring it back",
					user, q, q)
			default:
				hazard(&steps[i], render.MayFail, "The server refuses it as long as "+user.String()+" holds rows of table "+q.String()+".")
			}
		}
	}
	return nil
}

// checksDomain reports whether a step lets a domain that is there check the
// values that it has.
func (s *session) checksDomain(op render.Op, step render.Step) (model.QName, bool) {
	id := op.Node.ID
	c, _ := op.New.(model.Check)
	switch {
	case !step.Establishes:
		return model.QName{}, false
	case id.Kind == model.KindDomain:
		return id.QName(), step.Aspect == aspectDomainNotNull
	case id.Kind != model.KindDomainConstraint || c.NotValid:
		return model.QName{}, false
	}
	return id.Owner(), op.Verb == render.Create || op.Verb == render.Recreate || op.Has(diff.FacetNotValid)
}

// rowHolder returns a column that holds rows of a table and keeps them.
func (s *session) rowHolder(table model.QName) (model.ID, bool) {
	if s.isNewTable(table) || s.rebuilt[table] {
		return model.ID{}, false
	}
	for _, user := range s.old.rowsIn(table) {
		if slices.Contains(s.new.rowsIn(table), user) && s.task.Planned(node(user)) != render.Recreate {
			return user, true
		}
	}
	return model.ID{}, false
}

// orderRows: columns give up the rows of a table before they change, and get
// them afterwards.
func (s *session) orderRows(steps []*render.Step) []render.Before {
	left, got := map[model.ID][]int{}, map[model.ID][]int{}
	for i, step := range steps {
		if id := step.Node.ID; id.Kind == model.KindColumn && step.Node.Part == "" && step.Phase != render.PhaseRename {
			if step.Removes {
				left[id] = append(left[id], i)
			}
			if step.Establishes {
				got[id] = append(got[id], i)
			}
		}
	}
	var list []render.Before
	for i, step := range steps {
		tables := step.Rewrites
		if step.Turn == turnType && step.Node.ID.Kind == model.KindColumn {
			tables = []model.QName{step.Node.ID.Owner()}
		}
		for _, q := range tables {
			was, is := s.old.rowsIn(q), s.new.rowsIn(q)
			for _, user := range was {
				if !slices.Contains(is, user) {
					for _, j := range left[user] {
						list = append(list, render.Before{First: j, Second: i})
					}
				}
			}
			for _, user := range is {
				if !slices.Contains(was, user) {
					for _, j := range got[user] {
						list = append(list, render.Before{First: i, Second: j})
					}
				}
			}
		}
	}
	return list
}

// tablesWith lists the tables that have a column of a domain, or of one over it.
func (d *side) tablesWith(domain model.QName) []model.QName {
	over := d.domainsOver(domain)
	var list []model.QName
	for _, t := range d.schema.Tables {
		if slices.ContainsFunc(t.Columns, func(c model.Column) bool { return over[c.Type.QName()] }) {
			list = append(list, t.QName())
		}
	}
	return list
}
