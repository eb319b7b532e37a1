package render

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// namesOf returns the names that an object has for itself alone: tables,
// sequences and indexes share one space of names in a schema, tables and types
// another one, and the constraints of a table a third.
func namesOf(id model.ID) []Name {
	relation, typ := Name{"relation", id.QName(), ""}, Name{"type", id.QName(), ""}
	constraint := Name{"constraint", id.Owner(), id.Name}
	switch id.Kind {
	case model.KindTable, model.KindMaterializedView, model.KindForeignTable:
		return []Name{relation, typ}
	case model.KindSequence, model.KindIndex:
		return []Name{relation}
	case model.KindPrimaryKey, model.KindUnique, model.KindExclusion:
		return []Name{relation, constraint}
	case model.KindForeignKey, model.KindCheck, model.KindDomainConstraint:
		return []Name{constraint}
	case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange:
		return []Name{typ}
	case model.KindColumn:
		return []Name{{"column", id.Owner(), id.Name}}
	case model.KindSchema, model.KindExtension, model.KindStatistics, model.KindRoutine,
		model.KindRole, model.KindMembership, model.KindDefaultPrivileges:
	}
	return nil
}

// changeSets holds changes by verb: what is altered under the old name and
// under the new one. Reshaped is what is altered so that others can tell, gone
// what loses its name.
type changeSets struct {
	added, dropped, gone, alteredOld, alteredNew, reshaped map[model.ID]bool
	// clusters and unclusters name for a table what becomes and what was the
	// one index that it is clustered on.
	clusters, unclusters map[model.ID]model.ID
	// labels are what an enum gets, if it loses nothing.
	labels map[model.ID][]diff.EnumAddition
}

func sets(changes []diff.Change) changeSets {
	s := changeSets{
		added: map[model.ID]bool{}, dropped: map[model.ID]bool{}, gone: map[model.ID]bool{},
		alteredOld: map[model.ID]bool{}, alteredNew: map[model.ID]bool{}, reshaped: map[model.ID]bool{},
		clusters: map[model.ID]model.ID{}, unclusters: map[model.ID]model.ID{},
		labels: map[model.ID][]diff.EnumAddition{},
	}
	for _, c := range changes {
		switch c := c.(type) {
		case diff.Add:
			s.added[c.ID] = true
			if clustered(c.New) {
				s.clusters[tableOf(c.ID)] = c.ID
			}
		case diff.Drop:
			s.dropped[c.ID], s.gone[c.ID] = true, true
			if clustered(c.Old) {
				s.unclusters[tableOf(c.ID)] = c.ID
			}
		case diff.Alter:
			s.alteredOld[c.OldID], s.alteredNew[c.NewID] = true, true
			if slices.ContainsFunc(c.Facets, func(f diff.Facet) bool { return slices.Contains(shape, f.Name) }) {
				s.reshaped[c.NewID] = true
			}
			old, isEnum := c.Old.(model.Enum)
			fresh, _ := c.New.(model.Enum)
			if edit := diff.EnumEdit(old.Labels, fresh.Labels); isEnum && edit.InPlace() {
				s.labels[c.NewID] = edit.Added
			}
			if clustered(c.New) && !clustered(c.Old) {
				s.clusters[tableOf(c.NewID)] = c.NewID
			} else if clustered(c.Old) && !clustered(c.New) {
				s.unclusters[tableOf(c.NewID)] = c.NewID
			}
		case diff.Rename:
			s.added[c.To], s.gone[c.From] = true, true
		case diff.Unsupported:
		}
	}
	return s
}

// spares reports whether an object doesn't use what is new in an enum.
func (s changeSets) spares(enum model.ID, user model.Object) bool {
	added, ok := s.labels[enum]
	if !ok {
		return false
	}
	text, err := marshal(user)
	return err == nil && !slices.ContainsFunc(added, func(a diff.EnumAddition) bool {
		return strings.Contains(string(text), "'"+a.Label+"'")
	})
}

func clustered(o model.Object) bool {
	_, clustered := indexOf(o)
	return clustered
}

// indexOf returns what an index, or the index of a constraint, is attached to
// and whether its table is clustered on it.
func indexOf(o model.Object) (parent model.QName, clustered bool) {
	if i, ok := o.(model.Index); ok {
		return i.Parent, i.Clustered
	}
	if k, ok := o.(model.Key); ok {
		return k.Parent, k.Clustered
	}
	if x, ok := o.(model.Exclusion); ok {
		return x.Parent, x.Clustered
	}
	return model.QName{}, false
}

// shape are the facets that matter to what depends on an object.
var shape = []diff.FacetName{
	diff.FacetType, diff.FacetCollation, diff.FacetNotNull, diff.FacetGenerated, diff.FacetLabels, diff.FacetAttributes,
	diff.FacetSubtype, diff.FacetInherits, diff.FacetPartitionOf, diff.FacetPartitionBound, diff.FacetPartitionKey,
	diff.FacetOfType, diff.FacetColumns, diff.FacetKeys, diff.FacetInherited, diff.FacetLocal, diff.FacetSchema,
	diff.FacetUnlogged, diff.FacetServer,
}

// makes returns the object whose change gives an object its new state.
func (s changeSets) makes(id model.ID) (model.ID, bool) {
	if s.alteredNew[id] {
		return id, true
	}
	return among(s.added, id)
}

// frees returns the object whose change ends the old state of an object.
func (s changeSets) frees(id model.ID) (model.ID, bool) {
	if s.alteredOld[id] {
		return id, true
	}
	return among(s.dropped, id)
}
