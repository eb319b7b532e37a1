package diff

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// definitions compares the objects that are known by their properties.
func (c *comparison) definitions() {
	old, carried, new := c.result.Old.Definitions, c.carried.Definitions, c.result.New.Definitions
	members[model.Definition]{
		original: old, old: carried, new: new, facetsOf: definitionFacets,
		scopeOf: func(l link) scope { return c.scope(old[l.old].ID.Owner(), new[l.new].ID.Owner()) },
		id:      func(_ model.QName, o *model.Definition) model.ID { return o.ID },
	}.compare(c)
}

// forgetUnread: what one side holds and the other could only name, because it may
// not be read there, is not compared.
func (c *comparison) forgetUnread() {
	unread := func(s model.Schema) map[model.ID]bool {
		ids := map[model.ID]bool{}
		for _, u := range s.Unsupported {
			ids[u.ID] = true
		}
		return ids
	}
	ours, theirs := unread(c.carried), unread(c.result.New)
	forget := func(s *model.Schema, is func(i int) bool) {
		var kept []model.Definition
		unsupported := slices.Clip(s.Unsupported)
		for i, d := range s.Definitions {
			if is(i) {
				unsupported = append(unsupported, model.Unsupported{ID: d.ID, Pos: d.Pos})
				continue
			}
			kept = append(kept, d)
		}
		if len(kept) < len(s.Definitions) {
			s.Definitions, s.Unsupported = kept, unsupported
		}
	}
	fresh := c.result.New.Definitions
	carried := c.carried.Definitions
	forget(&c.result.New, func(i int) bool { return ours[fresh[i].ID] })
	forget(&c.result.Old, func(i int) bool { return theirs[carried[i].ID] })
	forget(&c.carried, func(i int) bool { return theirs[carried[i].ID] })
}

// definitionFacets makes a facet of every property that one of two definitions
// has.
func definitionFacets(p pair[model.Definition]) []comparer[model.Definition] {
	var list []comparer[model.Definition]
	for _, name := range Properties(*p.old, *p.new) {
		list = append(list, property(name))
	}
	return append(list, text(FacetComment, func(o *model.Definition) string { return o.Comment }))
}

// property compares one property of two definitions.
func property(name model.PropertyName) comparer[model.Definition] {
	return comparer[model.Definition]{
		name: FacetName(name),
		show: func(o *model.Definition) string { return ShowValue(o.Get(name)) },
		same: func(s scope, p pair[model.Definition]) answer {
			at := propertyPlace{scope: s, property: name, old: p.original.ID, new: p.new.ID}
			return at.values(0, p.old.Get(name), p.new.Get(name))
		},
	}
}

// propertyPlace is the property whose values are compared.
type propertyPlace struct {
	scope
	property model.PropertyName
	old, new model.ID
}

// values compares two values; position is that in the list which they are part
// of.
func (at propertyPlace) values(position int, a, b model.Value) answer {
	if a.Name != b.Name || a.Text != b.Text || a.Type != b.Type || a.Ref != b.Ref || len(a.List) != len(b.List) {
		return different
	}
	sum := max(at.texts(UseProperty, position, a.Expr, b.Expr), at.texts(UseQuery, position, a.Query, b.Query))
	for i := range a.List {
		sum = max(sum, at.values(i, a.List[i], b.List[i]))
	}
	return sum
}

// texts compares two expressions or two queries.
func (at propertyPlace) texts(use Use, position int, a, b model.Expr) answer {
	switch {
	case a.IsZero() && b.IsZero():
		return same
	case a.IsZero() || b.IsZero():
		return different
	}
	old := Expression{Use: use, Owner: at.oldOwner, Position: position, Object: at.old, Property: at.property}
	new := Expression{Use: use, Owner: at.newOwner, Position: position, Object: at.new, Property: at.property}
	return at.at(old, new, a, b)
}

// ShowValue writes a value as a short text for the reader.
func ShowValue(v model.Value) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(v.Name)
	add(showType(v.Type))
	add(v.Ref.Path())
	add(v.Text)
	add(v.Expr.Text)
	add(v.Query.Text)
	if len(v.List) > 0 {
		add(join(v.List, ShowValue))
	}
	return strings.Join(parts, " ")
}

// Properties lists the names of the properties in which two definitions can
// differ: those that one of them has.
func Properties(a, b model.Definition) []model.PropertyName {
	var names []model.PropertyName
	for _, d := range []model.Definition{a, b} {
		for _, p := range d.Properties {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
