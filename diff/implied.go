package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// implied settles names that the model leaves out since they follow from
// another name that is now renamed: on the old side they are what the old name
// implied, on the new side what the new name implies, or, in a declaration,
// what they are.
func (s *settler) implied(newLive bool) {
	if s.names.Empty() {
		return
	}
	// one settles one such name; both are pointers into the sides.
	one := func(facet FacetName, oldOwner, newOwner model.QName, oldColumn, newColumn string, old, new *model.QName) {
		before := s.rules.ImpliedName(facet, oldOwner, oldColumn, s.old.Version)
		after := s.rules.ImpliedName(facet, newOwner, newColumn, s.new.Version)
		if before == after || before.IsZero() || after.IsZero() {
			return
		}
		if old.IsZero() {
			*old = before
		}
		if new.IsZero() && !newLive {
			*new = *old
		}
		if *old == after {
			*old = model.QName{}
		}
		if *new == after {
			*new = model.QName{}
		}
	}
	s.impliedTypes(one)
}

type settleImplied func(facet FacetName, oldOwner, newOwner model.QName, oldColumn, newColumn string, old, new *model.QName)

func (s *settler) impliedTypes(one settleImplied) {
	s.new.Ranges = slices.Clone(s.new.Ranges)
	ranges := placesOf(s.new.Ranges, rangeName)
	for i := range s.carried.Ranges {
		old := &s.carried.Ranges[i]
		if j, ok := ranges[rangeName(old)]; ok {
			new := &s.new.Ranges[j]
			original := rangeName(&s.old.Ranges[i])
			// The old multirange's name is in the old side's schema.
			moved := func(facet FacetName, oldOwner, newOwner model.QName) {
				oldName, newName := old.Multirange, new.Multirange
				one(facet, oldOwner, newOwner, "", "", &oldName, &newName)
				old.Multirange, new.Multirange = oldName, newName
			}
			moved(FacetMultirange, model.QName{Schema: s.names.schema(original.Schema), Name: original.Name}, rangeName(new))
		}
	}
	domains := placesOf(s.new.Domains, domainName)
	for i := range s.carried.Domains {
		old := &s.carried.Domains[i]
		j, ok := domains[domainName(old)]
		if !ok || !old.NotNull || !s.new.Domains[j].NotNull {
			continue
		}
		new := &s.new.Domains[j]
		oldName, newName := model.QName{Name: old.NotNullName}, model.QName{Name: new.NotNullName}
		one(FacetNotNullName, domainName(&s.old.Domains[i]), domainName(new), "", "", &oldName, &newName)
		old.NotNullName, new.NotNullName = oldName.Name, newName.Name
	}
}

func rangeName(o *model.Range) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }
