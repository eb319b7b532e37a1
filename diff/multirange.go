package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// renameMultiranges renames the multirange types of renamed range types: the
// server does not take them along, and both types' names are used by columns
// and expressions. The names that it is about are written out in both schemas.
// What a declared range leaves to the server stays if the old side has given it
// a name of its own.
func renameMultiranges(old, new *model.Schema, renames []Rename, rules Rules, newLive bool) []Rename {
	if len(old.Ranges) == 0 || len(renames) == 0 {
		return renames
	}
	names := NewNames(*old, renames)
	places := placesOf(new.Ranges, rangeName)
	was, is := slices.Clone(old.Ranges), slices.Clone(new.Ranges)
	for i := range was {
		r := &was[i]
		j, ok := places[names.typeName(rangeName(r))]
		if !ok || rangeName(&is[j]) == rangeName(r) || is[j].Multirange.IsZero() && !newLive && !r.Multirange.IsZero() {
			continue
		}
		from := multirangeName(r, rules, old.Version)
		to := multirangeName(&is[j], rules, new.Version)
		if from.IsZero() || to.IsZero() || names.typeName(from) == to {
			continue
		}
		r.Multirange, is[j].Multirange = from, to
		renames = append(renames, Rename{From: multirangeID(from), To: multirangeID(to)})
	}
	old.Ranges, new.Ranges = was, is
	return renames
}

func multirangeName(r *model.Range, rules Rules, version int) model.QName {
	if !r.Multirange.IsZero() {
		return r.Multirange
	}
	return rules.ImpliedName(FacetMultirange, rangeName(r), "", version)
}

func multirangeID(q model.QName) model.ID {
	return model.ID{Kind: KindMultirange, Schema: q.Schema, Name: q.Name}
}
