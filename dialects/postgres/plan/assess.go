package plan

import (
	"errors"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// assessment collects the operations that an alteration comes to.
type assessment struct {
	s      *session
	id     model.ID
	facets *render.Facets
	ops    []render.Op
}

// Assess implements [render.Session].
func (s *session) Assess(alter diff.Alter, facets *render.Facets) ([]render.Op, error) {
	a := &assessment{s: s, id: alter.NewID, facets: facets}
	err := a.object(s.old.object(alter.NewID), alter.New)
	return a.s.withShells(a.ops), err
}

var errKind = errors.New("the object changed its kind")

func (a *assessment) object(old, fresh model.Object) error {
	switch n := fresh.(type) {
	case model.Namespace:
		a.inPlace(diff.FacetComment)
	case model.Extension:
		a.inPlace(diff.FacetComment, diff.FacetSchema, diff.FacetVersion)
	case model.Enum:
		if o, ok := old.(model.Enum); ok {
			a.enum(o, n)
			return nil
		}
		return errKind
	case model.Domain:
		a.replace(diff.FacetType, diff.FacetCollation)
		if n.NotNull && a.facets.Take(diff.FacetNotNull) {
			a.op("", render.Alter, diff.FacetNotNull)
			a.ops = append(a.ops, a.s.renewDomain(a.id.QName())...)
		}
		a.inPlace(diff.FacetComment, diff.FacetDefault, diff.FacetNotNull, diff.FacetNotNullName)
	case model.Composite:
		if o, ok := old.(model.Composite); ok {
			a.composite(o, n)
			return nil
		}
		return errKind
	case model.Range:
		a.replace(diff.FacetSubtype, diff.FacetOpclass, diff.FacetCollation, diff.FacetCanonical, diff.FacetSubtypeDiff, diff.FacetMultirange)
		a.inPlace(diff.FacetComment)
	case model.Sequence:
		if o, ok := old.(model.Sequence); ok {
			a.sequence(o, n)
			return nil
		}
		return errKind
	case model.Table:
		if o, ok := old.(model.Table); ok {
			a.table(o, n)
			return nil
		}
		return errKind
	case model.Column:
		if o, ok := old.(model.Column); ok {
			a.column(o, n)
			return nil
		}
		return errKind
	case model.Key, model.Exclusion:
		a.indexed(old, fresh)
	case model.Check:
		if o, ok := old.(model.Check); ok {
			a.check(o, n)
			return nil
		}
		return errKind
	case model.ForeignKey:
		if o, ok := old.(model.ForeignKey); ok {
			a.foreignKey(o, n)
			return nil
		}
		return errKind
	case model.Index:
		if o, ok := old.(model.Index); ok {
			a.index(o, n)
			return nil
		}
		return errKind
	case model.Statistics:
		a.recreate(diff.FacetTable, diff.FacetColumns, diff.FacetStatisticsKinds, diff.FacetExpressions)
		a.inPlace(diff.FacetComment, diff.FacetStatisticsTarget)
	case model.Definition:
		if o, ok := old.(model.Definition); ok {
			return a.definition(o, n)
		}
		return errKind
	}
	return nil
}

// op adds an operation on the object or a part of it.
func (a *assessment) op(part render.Part, verb render.Verb, facets ...diff.FacetName) {
	a.ops = append(a.ops, render.Op{Node: render.Node{ID: a.id, Part: part}, Verb: verb, Facets: facets})
}

// inPlace: these facets are changed by ALTER.
func (a *assessment) inPlace(names ...diff.FacetName) {
	if taken := a.facets.Taken(names...); len(taken) > 0 {
		a.op("", render.Alter, taken...)
	}
}

// recreate: these facets are changed by dropping and creating the object.
func (a *assessment) recreate(names ...diff.FacetName) {
	if taken := a.facets.Taken(names...); len(taken) > 0 {
		a.op("", render.Recreate, taken...)
	}
}

// replace: these facets are changed by a new object beside the old one.
func (a *assessment) replace(names ...diff.FacetName) {
	if taken := a.facets.Taken(names...); len(taken) > 0 {
		a.op("", render.Replace, taken...)
	}
}

// part: a facet that is a node of its own, present or not on each side.
func (a *assessment) part(part render.Part, old, fresh bool, both render.Verb, names ...diff.FacetName) {
	taken := a.facets.Taken(names...)
	if len(taken) == 0 {
		return
	}
	switch {
	case old && fresh:
		a.op(part, both, taken...)
	case fresh:
		a.op(part, render.Create, taken...)
	case old:
		a.op(part, render.Drop, taken...)
	}
}

func (a *assessment) enum(old, fresh model.Enum) {
	if subsequence(old.Labels, fresh.Labels) {
		a.inPlace(diff.FacetLabels)
	} else {
		a.replace(diff.FacetLabels)
	}
	a.inPlace(diff.FacetComment)
}

// subsequence reports whether list has all of part in the same order.
func subsequence(part, list []string) bool {
	for _, item := range list {
		if len(part) > 0 && part[0] == item {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// composite: attributes are added at the end, dropped, and altered in place as
// long as no column has the type; else their order or their type asks for a new
// one.
func (a *assessment) composite(old, fresh model.Composite) {
	edit := newAttributeEdit(old, fresh)
	id := a.id
	switch {
	case edit.reordered, edit.retyped && a.s.usedByColumns(id.QName()):
		a.replace(diff.FacetAttributes)
	default:
		a.inPlace(diff.FacetAttributes)
	}
	a.inPlace(diff.FacetComment, diff.FacetAttributeComments)
}

func (a *assessment) sequence(old, fresh model.Sequence) {
	a.part(partOwner, !old.OwnedBy.IsZero(), !fresh.OwnedBy.IsZero(), render.Recreate, diff.FacetOwnedBy)
	a.inPlace(diff.FacetComment, diff.FacetType, diff.FacetStart, diff.FacetIncrement, diff.FacetMinimum,
		diff.FacetMaximum, diff.FacetCache, diff.FacetCycle, diff.FacetUnlogged)
}

func (a *assessment) table(old, fresh model.Table) {
	if old.Materialized() || fresh.Materialized() {
		if a.facets.Take(diff.FacetQuery) {
			a.op("", render.Recreate, diff.FacetQuery)
		}
		if a.s.version.Major() < 15 && a.facets.Take(diff.FacetAccessMethod) {
			a.op("", render.Recreate, diff.FacetAccessMethod)
		}
	}
	if a.facets.Take(diff.FacetServer) { // no statement moves it to another
		a.op("", render.Recreate, diff.FacetServer)
	}
	if a.facets.Take(diff.FacetPartitionKey) {
		a.s.markRebuilt(a.id.QName())
		a.op("", render.Replace, diff.FacetPartitionKey)
	}
	if !fresh.OfType.IsZero() && !sameOrder(old, fresh) && a.facets.Take(diff.FacetOfType) {
		a.s.markRebuilt(a.id.QName())
		a.op("", render.Replace, diff.FacetOfType)
	}
	if a.s.version.Major() < 15 && a.facets.Take(diff.FacetAccessMethod) {
		a.s.markRebuilt(a.id.QName())
		a.op("", render.Replace, diff.FacetAccessMethod)
	}
	a.part(partLogged, !old.Unlogged, !fresh.Unlogged, render.Alter, diff.FacetUnlogged)
	a.part(partReplica, old.ReplicaIdentity.Mode != model.ReplicaDefault, fresh.ReplicaIdentity.Mode != model.ReplicaDefault,
		render.Alter, diff.FacetReplicaIdentity)
	a.part(partInherit, len(old.Inherits) > 0, len(fresh.Inherits) > 0, render.Alter, diff.FacetInherits)
	if len(old.Inherits) > 0 && len(fresh.Inherits) > 0 && !slices.Equal(old.Inherits, fresh.Inherits) {
		a.ops = append(a.ops, a.s.renamedMeanwhile(a.id.QName())...)
	}
	a.partition(old, fresh)
	a.inPlace(diff.FacetComment, diff.FacetStorageParameters, diff.FacetTablespace, diff.FacetAccessMethod,
		diff.FacetRowSecurity, diff.FacetForceRowSecurity, diff.FacetOfType, diff.FacetForeignOptions)
}

func (a *assessment) column(old, fresh model.Column) {
	a.facets.Take(diff.FacetInherited, diff.FacetLocal)
	a.notNullName()
	a.part(partDefault, !old.Default.IsZero(), !fresh.Default.IsZero(), render.Alter, diff.FacetDefault)
	if taken := a.facets.Taken(diff.FacetGenerated); len(taken) > 0 {
		verb := render.Alter
		if !a.s.changesGenerated(old, fresh) {
			verb = render.Recreate
		}
		a.op("", verb, taken...)
	}
	taken := a.facets.Taken(diff.FacetType, diff.FacetCollation)
	if len(taken) > 0 && !a.s.onlyMoved(old.Type, fresh.Type, taken) && !a.rebuildFor(taken) {
		verb := render.Alter
		if !old.Generated.IsZero() && !a.s.assignable(old.Type, fresh.Type) {
			verb = render.Recreate
		}
		a.op("", verb, taken...)
	}
	a.inPlace(diff.FacetComment, diff.FacetNotNull, diff.FacetNotNullNoInherit,
		diff.FacetNotNullNotValid, diff.FacetNotNullComment, diff.FacetIdentity, diff.FacetIdentitySequence,
		diff.FacetIdentityType, diff.FacetIdentityStart, diff.FacetIdentityIncrement, diff.FacetIdentityMinimum,
		diff.FacetIdentityMaximum, diff.FacetIdentityCache, diff.FacetIdentityCycle, diff.FacetIdentityUnlogged,
		diff.FacetIdentityComment, diff.FacetStorage, diff.FacetCompression, diff.FacetStatisticsTarget,
		diff.FacetAttributeOptions, diff.FacetForeignOptions)
}

// changesGenerated reports whether the server can change what makes a
// generated column's value: since 17 the expression, and a stored value can
// become an ordinary one.
func (s *session) changesGenerated(old, fresh model.Column) bool {
	switch {
	case old.Generated.IsZero():
		return false
	case fresh.Generated.IsZero():
		return !old.Generated.Virtual
	}
	return s.version.Major() >= 17 && old.Generated.Virtual == fresh.Generated.Virtual
}

// onlyMoved reports whether a column has another type only because the
// extension that owns the type moves to another schema.
func (s *session) onlyMoved(old, fresh model.Type, facets []diff.FacetName) bool {
	for _, f := range facets {
		if f != diff.FacetType {
			return false
		}
	}
	from := old.Schema
	old.Schema = fresh.Schema
	if old != fresh || from == "" {
		return false
	}
	if _, own := s.new.types[fresh.QName()]; own {
		return false
	}
	for _, e := range s.old.schema.Extensions {
		n, ok := s.new.object(model.ID{Kind: model.KindExtension, Name: e.Name}).(model.Extension)
		if ok && e.Schema == from && n.Schema == fresh.Schema {
			return true
		}
	}
	return false
}

// indexed assesses a key or an exclusion constraint.
func (a *assessment) indexed(old, fresh model.Object) {
	a.attachment(old, fresh)
	a.validity(fresh)
	a.partitionedParameters()
	a.recreate(diff.FacetColumns, diff.FacetInclude, diff.FacetWithoutOverlaps, diff.FacetNullsNotDistinct,
		diff.FacetDeferrable, diff.FacetInitiallyDeferred, diff.FacetElements, diff.FacetPredicate, diff.FacetAccessMethod)
	a.inPlace(diff.FacetComment, diff.FacetIndexComment, diff.FacetClustered, diff.FacetStorageParameters, diff.FacetTablespace, diff.FacetKeyStatistics)
}

// partitionedParameters: the server does not alter the parameters of a
// partitioned index.
func (a *assessment) partitionedParameters() {
	if !a.s.old.table(a.id.Owner()).Partitioning.IsZero() {
		a.recreate(diff.FacetStorageParameters)
	}
}

func (a *assessment) index(old, fresh model.Index) {
	a.attachment(old, fresh)
	a.partitionedParameters()
	a.recreate(diff.FacetUnique, diff.FacetKeys, diff.FacetInclude, diff.FacetNullsNotDistinct, diff.FacetPredicate, diff.FacetAccessMethod)
	a.validity(fresh)
	a.inPlace(diff.FacetComment, diff.FacetClustered, diff.FacetStorageParameters, diff.FacetTablespace, diff.FacetKeyStatistics)
}

// attachment: an index that is attached stays so as long as its table does.
func (a *assessment) attachment(old, fresh model.Object) {
	from, to := indexParent(old), indexParent(fresh)
	if !a.facets.Take(diff.FacetParentIndex) || a.s.followsParent(from, to) {
		return
	}
	if !from.IsZero() {
		a.ops = append(a.ops, a.s.comeOff(a.id)...)
	}
	// What is attached is dropped together with the partitioned index.
	parent, had := a.s.old.indexes[from]
	if serverMade(fresh) || had && !a.s.new.has(parent) {
		a.op("", render.Recreate, diff.FacetParentIndex)
	}
	switch {
	case !from.IsZero() && !to.IsZero():
		a.op(partAttach, render.Recreate, diff.FacetParentIndex)
	case !from.IsZero():
		a.op(partAttach, render.Drop, diff.FacetParentIndex)
	case !to.IsZero():
		a.op(partAttach, render.Create, diff.FacetParentIndex)
	}
}

func (a *assessment) check(old, fresh model.Check) {
	a.declared(old, fresh)
	a.recreate(diff.FacetExpression, diff.FacetNoInherit, diff.FacetNotEnforced)
	if old.NotValid && !fresh.NotValid {
		a.inPlace(diff.FacetNotValid)
	} else {
		a.recreate(diff.FacetNotValid)
	}
	a.inPlace(diff.FacetComment)
	a.fromParent(old)
	a.onDomain()
}

// declared: a table comes to declare a check itself. In a partition it is the
// partitioned table that does, if it has the check; and no table ceases to.
func (a *assessment) declared(old, fresh model.Check) {
	taken := a.facets.Taken(diff.FacetInherited, diff.FacetLocal)
	if len(taken) == 0 || a.id.Kind == model.KindDomainConstraint || len(a.s.new.table(a.id.Owner()).Inherits) == 0 {
		return
	}
	if old.Inherited && !old.Local && fresh.Local {
		a.op("", render.Alter, diff.FacetLocal)
	}
}

// fromParent: a check that is inherited is dropped and made with the parent's.
func (a *assessment) fromParent(old model.Check) {
	again := slices.ContainsFunc(a.ops, func(op render.Op) bool { return op.Verb == render.Recreate })
	if !again || !old.Inherited || a.id.Kind == model.KindDomainConstraint {
		return
	}
	for owners := []model.QName{a.id.Owner()}; len(owners) > 0; owners = owners[1:] {
		for _, p := range parents(a.s.old.table(owners[0])) {
			if id := partID(model.KindCheck, p, old.Name); a.s.old.has(id) {
				a.ops = append(a.ops, render.Op{Node: node(id), Verb: render.Recreate, Forced: true})
				owners = append(owners, p)
			}
		}
	}
}

// onDomain: a check of a domain is added or validated in place, unless columns
// have the domain inside of another type.
func (a *assessment) onDomain() {
	if a.id.Kind != model.KindDomainConstraint {
		return
	}
	for _, op := range a.ops {
		if op.Verb == render.Recreate || op.Has(diff.FacetNotValid) {
			a.ops = append(a.ops, a.s.renewDomain(a.id.Owner())...)
			return
		}
	}
}

func (a *assessment) foreignKey(old, fresh model.ForeignKey) {
	a.recreate(diff.FacetColumns, diff.FacetReferences, diff.FacetReferencedColumns, diff.FacetMatch, diff.FacetOnUpdate,
		diff.FacetOnDelete, diff.FacetOnDeleteColumns, diff.FacetPeriod)
	if a.s.version.HasNotEnforced() {
		a.inPlace(diff.FacetNotEnforced)
	} else {
		a.recreate(diff.FacetNotEnforced)
	}
	if fresh.NotValid && !old.NotValid && !fresh.NotEnforced {
		a.recreate(diff.FacetNotValid)
	}
	a.inPlace(diff.FacetDeferrable, diff.FacetInitiallyDeferred, diff.FacetNotValid, diff.FacetComment)
}

// Consider implements [render.Session].
func (s *session) Consider(c diff.Change) ([]render.Op, error) {
	switch c := c.(type) {
	case diff.Add:
		if check, ok := c.New.(model.Check); ok && c.ID.Kind == model.KindDomainConstraint && !check.NotValid {
			return s.renewDomain(c.ID.Owner()), nil
		}
		if t, ok := c.New.(model.Table); ok && s.old.has(tableID(t.PartitionOf)) {
			return s.clearWay(c.ID.QName()), nil
		}
	case diff.Drop:
		return append(s.comeOff(s.task.Renamed(c.ID)), s.withoutObject(s.task.Renamed(c.ID))...), nil
	case diff.Alter, diff.Rename, diff.Unsupported:
	}
	return nil, nil
}

// renewDomain makes a domain anew, if columns have it inside of another type:
// the server does not look there when it checks values.
func (s *session) renewDomain(q model.QName) []render.Op {
	id := model.ID{Kind: model.KindDomain, Schema: q.Schema, Name: q.Name}
	if !s.old.has(id) {
		return nil
	}
	direct := s.old.domainsOver(q)
	made := s.old.madeOf(q)
	for _, t := range s.old.schema.Tables {
		for _, c := range t.Columns {
			n, stays := s.new.table(t.QName()).Column(c.Name)
			if stays && made[n.Type.QName()] && made[c.Type.QName()] && (c.Type.Array || !direct[c.Type.QName()]) {
				return []render.Op{{Node: node(id), Verb: render.Replace, Forced: true}}
			}
		}
	}
	return nil
}

// domainsOver returns the domain and every domain that is directly made of it.
func (d *side) domainsOver(q model.QName) map[model.QName]bool {
	over := map[model.QName]bool{q: true}
	for again := true; again; {
		again = false
		for _, o := range d.schema.Domains {
			if name := (model.QName{Schema: o.Schema, Name: o.Name}); over[o.Base.QName()] && !o.Base.Array && !over[name] {
				over[name], again = true, true
			}
		}
	}
	return over
}

// usedByColumns reports whether a column of a table on the old side has the
// type, an array of it, or a type that is made of it.
func (s *session) usedByColumns(q model.QName) bool {
	made := s.old.madeOf(q)
	for _, t := range s.old.schema.Tables {
		for _, c := range t.Columns {
			if made[c.Type.QName()] && (t.OfType.IsZero() || !c.Inherited) {
				return true
			}
		}
	}
	return false
}

// madeOf returns the type and every domain, composite and range type that
// contains it.
func (d *side) madeOf(q model.QName) map[model.QName]bool {
	made := map[model.QName]bool{q: true}
	for again := true; again; {
		again = false
		add := func(name model.QName, of model.Type) {
			if made[of.QName()] && !made[name] {
				made[name], again = true, true
			}
		}
		for _, o := range d.schema.Domains {
			add(model.QName{Schema: o.Schema, Name: o.Name}, o.Base)
		}
		for _, o := range d.schema.Composites {
			for _, at := range o.Attributes {
				add(model.QName{Schema: o.Schema, Name: o.Name}, at.Type)
			}
		}
		for _, o := range d.schema.Ranges {
			add(model.QName{Schema: o.Schema, Name: o.Name}, o.Subtype)
			if m := multirange(o); made[model.QName{Schema: o.Schema, Name: o.Name}] && !made[m] {
				made[m], again = true, true
			}
		}
	}
	return made
}
