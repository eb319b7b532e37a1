package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// access settles owners, privileges and roles. What nobody asked about is on the
// new side as it is on the old one, so that it makes no difference and is
// restored where an object has to be made anew. What one side leaves open, as a
// script does with the owners of its objects, is as the other side has it.
func (s *settler) access(opts Options) {
	s.followSequenceNames()
	a := &accessSettler{settler: s, newLive: opts.NewLive, declared: [2]bool{s.old.Role == "", !opts.NewLive}, objects: [2]objects{objectsOf(s.carried), objectsOf(s.new)}}
	a.runner()
	for _, c := range []struct {
		concern model.Concern
		asked   bool
	}{{model.Owners, opts.Owners}, {model.Privileges, opts.Privileges}, {model.Roles, opts.Roles}} {
		if !c.asked {
			a.leave(c.concern)
		}
	}
	if opts.Owners {
		a.unstatedOwners()
	}
	if opts.Privileges {
		a.unstatedOfServer()
	}
	a.named(&a.new)
	if opts.Roles {
		a.unstatedRoles()
	}
	a.touched(opts.Privileges)
	a.finish()
}

// accessSettler is a settler at this work. Lists of the old side are changed in
// the new side's names and carried back at the end.
type accessSettler struct {
	*settler
	newLive bool
	// declared: the side is no database's.
	declared [2]bool
	objects  [2]objects
	added    []model.Definition // to the old side
}

// objects finds out whether a side has what something is said about.
type objects struct {
	top     map[model.ID]bool
	columns map[model.ID]bool
}

func objectsOf(s model.Schema) objects {
	o := objects{top: s.Attachable()}
	for _, d := range s.Definitions {
		if of, _, ok := d.ID.About(); ok && of.Kind == model.KindColumn {
			o.columns = columnsOf(s)
			break
		}
	}
	return o
}

func columnsOf(s model.Schema) map[model.ID]bool {
	set := map[model.ID]bool{}
	for i := range s.Tables {
		t := &s.Tables[i]
		for j := range t.Columns {
			set[columnID(t.QName(), &t.Columns[j])] = true
		}
	}
	return set
}

// has reports whether the side has an object. The columns of a view are taken to
// be there with it.
func (o objects) has(of model.ID, tables map[model.QName]int) bool {
	if of.Kind != model.KindColumn {
		return o.top[of] || !model.Placed(of.Kind)
	}
	if _, table := tables[of.Owner()]; table {
		return o.columns[of]
	}
	return o.top[model.ID{Kind: of.Kind, Schema: of.Schema, Name: of.Parent}]
}

// runner takes whoever read the database for who runs a script.
func (a *accessSettler) runner() {
	switch {
	case a.new.Role == "" && !a.newLive:
		a.new.Role = a.old.Role
	case a.old.Role == "" && a.newLive:
		a.old.Role, a.carried.Role = a.new.Role, a.new.Role
	}
}

// followSequenceNames takes along what is said about the sequences that have
// taken names of the old side.
func (s *settler) followSequenceNames() {
	s.new.Definitions = slices.Clone(s.new.Definitions)
	if len(s.renamed) == 0 {
		return
	}
	for i := range s.new.Definitions {
		d := &s.new.Definitions[i]
		if of, aspect, ok := d.ID.About(); ok && of.Kind == model.KindSequence {
			if to, renamed := s.renamed[of.QName()]; renamed {
				d.ID = sequenceID(to).Attached(aspect)
			}
		}
	}
}

// leave lets a concern be on the new side as it is on the old one.
func (a *accessSettler) leave(concern model.Concern) {
	a.new.Definitions = slices.DeleteFunc(a.new.Definitions, func(d model.Definition) bool { return d.ID.Concern() == concern })
	tables := placesOf(a.new.Tables, tableName)
	if a.objects[NewSide].columns == nil && a.objects[OldSide].columns != nil {
		a.objects[NewSide].columns = columnsOf(a.new)
	}
	for _, d := range a.carried.Definitions {
		if d.ID.Concern() != concern {
			continue
		}
		if of, _, attached := d.ID.About(); !attached || a.objects[NewSide].has(of, tables) {
			a.new.Definitions = append(a.new.Definitions, d)
		}
	}
}

// unstatedOwners fills in the owners that one side doesn't tell: those of a
// script, or of a script that a database is compared with.
func (a *accessSettler) unstatedOwners() {
	from, to, objects := a.carried.Definitions, a.new.Definitions, a.objects[NewSide]
	if a.newLive {
		from, to, objects = to, from, a.objects[OldSide]
	}
	stated := map[model.ID]bool{}
	for _, d := range to {
		stated[d.ID] = true
	}
	var list []model.Definition
	for _, d := range from {
		if of, aspect, _ := d.ID.About(); aspect == model.AspectOwner && !stated[d.ID] && objects.has(of, nil) {
			list = append(list, d)
		}
	}
	if a.newLive {
		a.added = append(a.added, list...)
	} else {
		a.new.Definitions = append(a.new.Definitions, list...)
	}
}

// unstatedOfServer fills in what a script doesn't say about the database that it
// is for and about the parameters of its server, as no dump of a schema does.
func (a *accessSettler) unstatedOfServer() {
	unstated := func(from, to []model.Definition) (list []model.Definition) {
		stated := map[model.ID]bool{}
		for _, d := range to {
			stated[d.ID] = true
		}
		for _, d := range from {
			of, _, attached := d.ID.About()
			if attached && d.ID.Concern() == model.Privileges && !model.Placed(of.Kind) && !stated[d.ID] {
				list = append(list, d)
			}
		}
		return list
	}
	switch {
	case a.declared[NewSide]:
		a.new.Definitions = append(a.new.Definitions, unstated(a.carried.Definitions, a.new.Definitions)...)
	case a.declared[OldSide]:
		a.added = append(a.added, unstated(a.new.Definitions, a.carried.Definitions)...)
	}
}

// named tells the dialect who the owners are, by which it brings privileges into
// one form. Whose rights an owner has by itself isn't known before.
func (a *accessSettler) named(s *model.Schema) {
	owners := map[model.ID]string{}
	for _, d := range s.Definitions {
		if of, aspect, _ := d.ID.About(); aspect == model.AspectOwner {
			owners[of] = ownerOf(d)
		}
	}
	for i, d := range s.Definitions {
		of, _, _ := d.ID.About()
		if of.Kind == model.KindColumn {
			of = model.ID{Kind: model.KindTable, Schema: of.Schema, Name: of.Parent}
		}
		if d.ID.Concern() == model.Privileges {
			s.Definitions[i] = a.rules.Named(d, owners[of], s.Role, s.Version)
		}
	}
}

func ownerOf(d model.Definition) string {
	for _, name := range model.RolesOf(d) {
		return name
	}
	return ""
}

// unstatedRoles fills in the roles that a side refers to and doesn't define:
// they exist, and are what the other side says.
func (a *accessSettler) unstatedRoles() {
	old, fresh := a.rolesOf(append(slices.Clone(a.carried.Definitions), a.added...), a.old.Cluster), a.rolesOf(a.new.Definitions, a.new.Cluster)
	a.new.Definitions = append(a.new.Definitions, fresh.takes(old)...)
	a.added = append(a.added, old.takes(fresh)...)
}

// roleSet are the roles and memberships of one side.
type roleSet struct {
	defined, server map[model.ID]model.Definition
	referred        map[string]bool
	order           []model.ID
}

func (a *accessSettler) rolesOf(list, server []model.Definition) roleSet {
	r := roleSet{defined: map[model.ID]model.Definition{}, server: map[model.ID]model.Definition{}, referred: map[string]bool{}}
	for _, d := range list {
		if d.ID.Concern() == model.Roles {
			r.defined[d.ID] = d
			r.order = append(r.order, d.ID)
		}
		for _, name := range model.RolesOf(d) {
			r.referred[name] = true
		}
	}
	for _, d := range server {
		r.server[d.ID] = d
	}
	return r
}

// takes lists what the side has, too, of what the other one defines: what its
// server has, and roles that it refers to without saying more about them.
func (r roleSet) takes(o roleSet) []model.Definition {
	var list []model.Definition
	taken := map[model.ID]bool{}
	take := func(d model.Definition) {
		taken[d.ID] = true
		list = append(list, d)
		for _, name := range model.RolesOf(d) {
			r.referred[name] = true
		}
	}
	for again := true; again; {
		again = false
		for _, id := range o.order {
			if _, have := r.defined[id]; have || taken[id] {
				continue
			}
			d, there := r.server[id]
			if !there {
				d = o.defined[id]
				there = r.unstated(d)
			}
			if there {
				take(d)
				again = true
			}
		}
	}
	return list
}

// unstated reports whether the side says nothing about a role that must exist,
// or about the groups that it is in.
func (r roleSet) unstated(d model.Definition) bool {
	name := d.ID.Name
	if d.ID.Kind == model.KindMembership {
		name = model.MemberOf(d)
	}
	_, defined := r.defined[model.RoleID(name)]
	return r.referred[name] && !defined
}

// touched gives the objects that are made, or may be made anew, under default
// privileges a definition of what they have, though that be nothing, so that they
// don't get what these would give them.
func (a *accessSettler) touched(asked bool) {
	var defaults []model.Definition
	stated, before := map[model.ID]bool{}, map[model.ID]bool{}
	for _, d := range a.new.Definitions {
		stated[d.ID] = true
		if d.ID.Kind == model.KindDefaultPrivileges {
			defaults = append(defaults, d)
		}
	}
	for _, d := range a.carried.Definitions {
		before[d.ID] = true
		if d.ID.Kind == model.KindDefaultPrivileges {
			defaults = append(defaults, d)
		}
	}
	for of := range a.objects[NewSide].top {
		id := of.Attached(model.AspectPrivileges)
		stays := a.objects[OldSide].top[of]
		if of.Kind == model.KindColumn || !stays && !asked || !a.rules.GetsPrivileges(of, defaults, !stays) {
			continue
		}
		if !stated[id] {
			a.new.Definitions = append(a.new.Definitions, model.Definition{ID: id})
		}
		if stays && !before[id] {
			a.added = append(a.added, model.Definition{ID: id})
		}
	}
	for of := range a.objects[OldSide].top { // what goes comes back on the way back
		id := of.Attached(model.AspectPrivileges)
		if of.Kind != model.KindColumn && !a.objects[NewSide].top[of] && !before[id] && a.rules.GetsPrivileges(of, defaults, true) {
			a.added = append(a.added, model.Definition{ID: id})
		}
	}
}

// finish adds to the old side, under its own names.
func (a *accessSettler) finish() {
	if len(a.added) == 0 && len(a.carried.Definitions) == 0 {
		return
	}
	a.old.Definitions = slices.Clone(a.old.Definitions)
	if len(a.added) > 0 {
		renames := make([]Rename, len(a.renames))
		for i, c := range a.renames {
			renames[i] = Rename{From: c.To, To: c.From}
		}
		back := NewNames(a.new, renames, inverted(a.result.Moved)...)
		for _, d := range a.added {
			a.old.Definitions = append(a.old.Definitions, back.definition(d))
		}
	}
	a.named(&a.old)
	slices.SortStableFunc(a.old.Definitions, func(x, y model.Definition) int { return x.ID.Compare(y.ID) })
	a.carried.Definitions = a.old.Definitions
	if !a.names.Empty() {
		a.carried.Definitions = apply(a.old.Definitions, func(o *model.Definition) { *o = a.names.definition(*o) })
	}
}

// leaves reports whether what is said about an object goes with the object.
func (c *comparison) leaves(id model.ID) bool {
	of, _, attached := c.names.ID(id).About()
	if !attached {
		return false
	}
	if c.left == nil {
		o := objectsOf(c.result.New)
		o.columns = columnsOf(c.result.New)
		c.left = &o
		c.leftTables = placesOf(c.result.New.Tables, tableName)
	}
	return !c.left.has(of, c.leftTables)
}
