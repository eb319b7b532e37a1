package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// What is said about an object (its owner, its privileges, its labels) is a node
// that needs the object. It is there when the object is made anew: the old state
// goes with the object, the new one is brought about afterwards.

// partEarly marks what a role revokes itself: it is no node, its order is
// orderEarly's.
const partEarly render.Part = "early"

// isAccess reports whether a definition is written by this file.
func isAccess(id model.ID) bool { return id.Concern() != model.NoConcern && id.Kind != model.KindRole }

// attached needs the object that something is said about, and the roles.
func (b *itemBuilder) access(d *model.Definition) {
	b.add(node(d.ID))
	if d.ID.Kind == model.KindDefaultPrivileges {
		b.namespace(d.ID.Schema)
	}
	if of, aspect, ok := d.ID.About(); ok {
		b.need(node(of))
		whole := of
		if of.Kind == model.KindColumn {
			b.need(node(tableID(of.Owner())))
			b.named(of.Owner())
			whole = tableID(of.Owner())
		}
		if column, ok := b.side.identities[of.QName()]; ok && of.Kind == model.KindSequence {
			b.need(node(column))
		}
		switch aspect {
		case model.AspectOwner:
			for _, sequence := range b.side.sequencesOf[of.QName()] {
				b.need(render.Node{ID: sequence, Part: partOwner})
			}
		case model.AspectPrivileges:
			b.need(node(whole.Attached(model.AspectOwner)))
			if of.Schema != "" { // a role that grants must get at the object
				schema := model.ID{Kind: model.KindSchema, Name: of.Schema}
				b.need(node(schema.Attached(model.AspectPrivileges)), node(schema.Attached(model.AspectOwner)))
			}
			if of.Kind == model.KindColumn {
				for _, k := range []model.Kind{model.KindTable, kind.View} {
					whole.Kind = k
					b.need(node(whole.Attached(model.AspectPrivileges)), node(whole.Attached(model.AspectOwner)))
				}
			}
		case model.AspectLabels:
		}
	}
	d.Visit(func(_ model.PropertyName, v model.Value) {
		if !v.Ref.IsZero() {
			b.need(node(v.Ref))
		}
	})
}

// disturbAccess: what is said about an object that is made anew is said again;
// and what is revoked for a table is revoked for its columns.
func (s *session) disturbAccess(needed render.Op, dependent render.Node) (render.Op, bool) {
	of, aspect, ok := dependent.ID.About()
	if !ok || needed.Node.Part != "" {
		return render.Op{}, false
	}
	if _, what, attached := needed.Node.ID.About(); attached {
		if of.Kind == model.KindColumn && what == model.AspectPrivileges && aspect == what && needed.Verb == render.Alter {
			return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetName(property.Granted)}, Forced: true}, true
		}
		return render.Op{}, false
	}
	switch needed.Verb {
	case render.Recreate, render.Replace:
		if needed.Node.ID.Concern() == model.NoConcern {
			return again(dependent)
		}
	case render.Keep, render.Alter, render.Create, render.Drop:
	}
	return render.Op{}, false
}

// withoutObject lists the operations on what is said about an object that goes.
func (s *session) withoutObject(id model.ID) []render.Op {
	var ops []render.Op
	for _, said := range s.old.about[id] {
		ops = append(ops, render.Op{Node: node(said), Verb: render.Drop})
	}
	return ops
}

// moves returns whether an object comes or goes in this plan.
func (s *session) moves(of model.ID, verbs ...render.Verb) bool {
	ids := []model.ID{of}
	if of.Kind == model.KindColumn {
		ids = append(ids, tableID(of.Owner()))
		ids = append(ids, s.old.definitions[of.Owner()]...)
		ids = append(ids, s.new.definitions[of.Owner()]...)
	}
	for _, d := range []*side{s.old, s.new} {
		if column, ok := d.identities[of.QName()]; ok && of.Kind == model.KindSequence {
			ids = append(ids, column, tableID(column.Owner()))
		}
	}
	return slices.ContainsFunc(ids, func(id model.ID) bool { return slices.Contains(verbs, s.task.Planned(node(id))) })
}

func (s *session) made(of model.ID) bool {
	return s.moves(of, render.Create, render.Recreate, render.Replace)
}

// createAccess writes what brings it about.
func (s *session) createAccess(op render.Op, d model.Definition) ([]render.Step, error) {
	texts, err := s.accessTexts(op, model.Definition{}, d)
	if err != nil {
		return nil, err
	}
	steps := s.accessSteps(op, d, texts, creation)
	if len(steps) == 0 {
		steps = []render.Step{creation(render.Text{})}
	}
	return steps, nil
}

// alterAccess writes what leads from one state to the other.
func (s *session) alterAccess(op render.Op, fresh model.Definition) ([]render.Step, error) {
	old, _ := op.Old.(model.Definition)
	texts, err := s.accessTexts(op, old, fresh)
	if err != nil {
		return nil, err
	}
	steps := s.accessSteps(op, fresh, texts, alteration)
	for _, role := range s.ownerLost(old, fresh) {
		hazard(&steps[0], render.AccessLost, role+" does not own it any more, and has only the rights that are granted to it.")
	}
	return steps, nil
}

func (s *session) ownerLost(old, fresh model.Definition) []string {
	if from := old.Get(property.Owner).Ref.Name; from != "" && from != fresh.Get(property.Owner).Ref.Name {
		return []string{from}
	}
	return nil
}

// dropAccess writes what takes it away; where the object goes, nothing does.
func (s *session) dropAccess(op render.Op, d model.Definition) ([]render.Step, error) {
	of, _, attached := d.ID.About()
	host := of
	if d.ID.Kind == model.KindDefaultPrivileges {
		host = model.ID{Kind: model.KindSchema, Name: d.ID.Schema}
	}
	gone := s.moves(host, render.Drop, render.Recreate, render.Replace) || d.ID.Kind == model.KindMembership && s.roleGoes(d)
	if attached && gone || host.Name != "" && gone || op.Verb != render.Drop {
		return []render.Step{removal(render.Text{})}, nil
	}
	texts, err := s.accessTexts(op, d, model.Definition{})
	if err != nil {
		return nil, err
	}
	steps := s.accessSteps(op, d, texts, removal)
	if len(steps) == 0 {
		steps = []render.Step{removal(render.Text{})}
	}
	return steps, nil
}

// roleGoes reports whether a role of a membership is dropped.
func (s *session) roleGoes(d model.Definition) bool {
	for _, name := range model.RolesOf(d) {
		if s.task.Planned(node(model.RoleID(name))) == render.Drop {
			return true
		}
	}
	return false
}

// accessText is one statement, with what must be said of it.
type accessText struct {
	sql   string
	as    string // the role that must run it
	loses string
	// early: it is run while that role can still get at the object.
	early bool
}

// accessSteps makes steps of statements.
func (s *session) accessSteps(op render.Op, d model.Definition, texts []accessText, make func(render.Text) render.Step) []render.Step {
	var steps []render.Step
	of, aspect, _ := d.ID.About()
	for i, t := range texts {
		step := make(render.Text{Head: t.sql})
		if t.as != "" {
			step.Text.Head = write("SET ROLE ").Ident(t.as).String()
			step.Then = []string{t.sql, "RESET ROLE"}
		}
		if t.early {
			step.Node = render.Node{ID: d.ID, Part: partEarly}
			step.Phase, step.Removes, step.Establishes = render.PhaseDetach, true, false
		}
		step.Aspect = fmt.Sprint(i)
		if aspect == model.AspectOwner && of.Kind == model.KindTable {
			step.Locks = s.locks(lockAccessExclusive, of.QName())
		}
		if t.loses != "" && !s.made(of) {
			hazard(&step, render.AccessLost, t.loses)
		}
		steps = append(steps, step)
	}
	return steps
}

// accessTexts writes the statements that lead from one state to another; the
// zero definition is that nothing is said.
func (s *session) accessTexts(op render.Op, old, fresh model.Definition) ([]accessText, error) {
	id := op.Node.ID
	of, aspect, _ := id.About()
	switch {
	case id.Kind == model.KindMembership:
		return s.membershipTexts(old, fresh), nil
	case id.Kind == model.KindDefaultPrivileges:
		return s.defaultsTexts(id, old, fresh), nil
	case aspect == model.AspectOwner:
		return s.ownerTexts(of, fresh)
	case aspect == model.AspectLabels:
		return s.labelTexts(of, old, fresh)
	}
	noun, err := s.grantNoun(of)
	if err != nil {
		return nil, err
	}
	from, to := s.privilegesBefore(op, of, old), property.DefaultOf(of, s.version)
	if !fresh.ID.IsZero() {
		to = property.Privileges(fresh, to)
	}
	g := grants{session: s, class: property.ClassOf(of), noun: noun, what: of, owner: s.ownerAfter(of), before: write("")}
	if op.Forced && op.Verb == render.Alter {
		from = from.Without(to) // all is granted once more
	}
	return g.texts(from, to), nil
}

// privilegesBefore returns what an object has when its privileges get their turn.
func (s *session) privilegesBefore(op render.Op, of model.ID, old model.Definition) acl.List {
	usual := property.DefaultOf(of, s.version)
	owner := s.ownerAfter(of)
	switch {
	case s.made(of):
		return property.InitialPrivileges(of, s.old.defaults, s.old.schema.Role, s.version).NewOwner("", owner)
	case old.ID.IsZero():
		return usual
	}
	return property.Privileges(old, usual).NewOwner("", owner)
}

// ownerAfter returns the role that owns an object in the end, "" if that isn't
// known.
func (s *session) ownerAfter(of model.ID) string {
	ids := []model.ID{of}
	if of.Kind == model.KindColumn {
		ids = append(s.new.definitions[of.Owner()], tableID(of.Owner()))
	}
	if of.Kind == model.KindSequence {
		for _, d := range []*side{s.new, s.old} {
			if table, ok := d.tableOf[of.QName()]; ok {
				ids = append(ids, tableID(table))
			}
		}
	}
	for _, id := range ids {
		for _, d := range []*side{s.new, s.old} {
			if o, ok := d.object(id.Attached(model.AspectOwner)).(model.Definition); ok {
				return o.Get(property.Owner).Ref.Name
			}
		}
	}
	return ""
}

func (s *session) ownerTexts(of model.ID, fresh model.Definition) ([]accessText, error) {
	role := fresh.Get(property.Owner).Ref.Name
	if role == "" {
		return nil, nil // who owned it before isn't known
	}
	noun, err := s.objectNoun(of)
	if err != nil {
		return nil, err
	}
	if of.Kind == kind.Database {
		return []accessText{{sql: onDatabase(write("ALTER DATABASE "), write(" OWNER TO ").Ident(role))}}, nil
	}
	return []accessText{{sql: write("ALTER ").add(noun).Key(" OWNER TO ").Ident(role).String()}}, nil
}

func (s *session) labelTexts(of model.ID, old, fresh model.Definition) ([]accessText, error) {
	noun, err := s.objectNoun(of)
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	var providers []string
	for _, v := range old.Get(property.Labels).List {
		providers = append(providers, v.Name)
	}
	for _, v := range fresh.Get(property.Labels).List {
		labels[v.Name] = v.Text
		providers = append(providers, v.Name)
	}
	slices.Sort(providers)
	var list []accessText
	for _, p := range slices.Compact(providers) {
		if slices.ContainsFunc(old.Get(property.Labels).List, func(v model.Value) bool { return v.Name == p && v.Text == labels[p] }) {
			continue
		}
		end := write(" IS ")
		if labels[p] == "" {
			end.Key("NULL")
		} else {
			end.Literal(labels[p])
		}
		start := write("SECURITY LABEL FOR ").Ident(p).Key(" ON ")
		if of.Kind == kind.Database {
			list = append(list, accessText{sql: onDatabase(start.Key("DATABASE "), end)})
			continue
		}
		list = append(list, accessText{sql: start.add(noun).add(end).String()})
	}
	return list, nil
}
