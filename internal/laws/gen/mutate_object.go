package gen

import "slices"

// everyObject lists the objects, but not the access method, which goes with its
// last table.
func everyObject(m *mutator) []*Object {
	return filter(m.s.Objects, func(o *Object) bool { return o.Kind != "access method" })
}

// objectMutations change objects that are no tables and no types.
func objectMutations() []mutation {
	views := func(m *mutator) []*Object {
		return filter(m.s.Objects, func(o *Object) bool { return len(o.selections()) > 0 })
	}
	foreign := func(m *mutator) []*Object {
		return filter(m.s.Objects, func(o *Object) bool { return o.Kind == "foreign table" })
	}
	rows := func(m *mutator) []*Object {
		return filter(m.s.Objects, func(o *Object) bool { return o.Kind == "function" && (o.Role == "table" || o.Role == "rows") })
	}
	add := mutation{"add object", func(m *mutator) bool { return m.object(nil) != nil }}
	redraw := onOne("part of an object", everyObject, (*mutator).redrawSlot)
	rename := onOne("rename object", everyObject, (*mutator).renameObject)
	// They are few, so that what is particular to them is tried often.
	returns := onOne("what a function returns", rows, (*mutator).redrawObject)
	parts := onOne("part of a foreign table", foreign, (*mutator).redrawSlot)
	server := onOne("another server of a foreign table", foreign, func(m *mutator, o *Object) bool {
		return m.object(func(t template) bool { return t.kind == "server" }) != nil && m.redrawObject(o)
	})
	return []mutation{
		returns, returns, parts, parts, server, server, server, server,
		add, add, add, redraw, redraw, redraw, redraw, rename, rename,
		onOne("drop object", everyObject, func(m *mutator, o *Object) bool { m.dropObject(o); return true }),
		onOne("redraw object", everyObject, (*mutator).redrawObject),
		onOne("comment on object", everyObject, func(m *mutator, o *Object) bool {
			return o.Kind != "cast" && o.Kind != "access method" && m.recomment(&o.Comment)
		}),
		onOne("add column to view", views, (*mutator).growView),
		onOne("drop column of view", views, (*mutator).shrinkView),
	}
}

// redrawSlot draws one part of an object again: another attribute, condition or
// body.
func (m *mutator) redrawSlot(o *Object) bool {
	s, ok := anyOf(m.draw, o.slots())
	if !ok {
		return false
	}
	old := s.Text
	f := &filler{maker: &m.maker, o: o}
	if f.redraw(s); f.fail {
		s.Text = old
	}
	return !f.fail
}

// redrawObject puts another object in the place of one, under its name.
func (m *mutator) redrawObject(o *Object) bool {
	fresh := m.object(func(t template) bool { return t.kind == o.Kind && t.role == o.Role && t.suffix == o.Suffix })
	if fresh == nil || fresh.mentions(o, true) || o.Kind == "index" {
		return false
	}
	for _, need := range fresh.needs() {
		if below, isObject := need.(*Object); isObject && m.under(below, o) {
			return false
		}
	}
	m.dropObject(o)
	if o.NS == fresh.NS && slices.Contains(m.s.Objects, fresh) {
		fresh.Name = o.Name
	}
	return true
}

// under says whether an object needs another.
func (m *mutator) under(o, base *Object) bool {
	if o == base {
		return true
	}
	for _, need := range o.needs() {
		if below, isObject := need.(*Object); isObject && m.under(below, base) {
			return true
		}
	}
	return false
}

// namelessKinds are the kinds whose objects cannot be renamed, or not without
// all that goes by their name.
func namelessKinds() []string { return []string{"cast", "operator", "access method"} }

func (m *mutator) renameObject(o *Object) bool {
	if slices.Contains(namelessKinds(), o.Kind) {
		return false
	}
	o.Name = m.objectName(o)
	return true
}

// growView lets a select list have one more column, or others.
func (m *mutator) growView(o *Object) bool {
	list := pick(m.draw, o.selections())
	c, ok := anyOf(m.draw, filter(columnsOf(o.relation(list.As)), func(c *Column) bool {
		return !slices.ContainsFunc(list.List, func(out *Column) bool { return out.From == c })
	}))
	if ok {
		(&filler{maker: &m.maker, o: o}).item(list, c)
	}
	return ok
}

func (m *mutator) shrinkView(o *Object) bool {
	list := pick(m.draw, o.selections())
	if len(list.List) < 2 {
		return false
	}
	m.dropOutput(o, pick(m.draw, list.List))
	return true
}

// dropOutput takes a column out of a view.
func (m *mutator) dropOutput(o *Object, c *Column) {
	for _, list := range o.selections() {
		list.List = remove(list.List, c)
		if len(list.List) == 0 {
			m.dropObject(o)
			return
		}
	}
	o.Columns = remove(o.Columns, c)
	m.forgetObjects(c, true)
}

// dropObject removes an object and what needs it.
func (m *mutator) dropObject(o *Object) {
	if !slices.Contains(m.s.Objects, o) {
		return
	}
	m.s.Objects = remove(m.s.Objects, o)
	for _, c := range o.Columns {
		m.forgetObjects(c, true)
	}
	m.forgetObjects(o, true)
}

// forgetObjects removes the objects that use something, be it as it is now, or
// whole: at all. Columns of views that are only passed on go, or stay, alone.
func (m *mutator) forgetObjects(gone any, whole bool) {
	for _, o := range slices.Clone(m.s.Objects) {
		for _, c := range slices.Clone(o.Columns) {
			if c.From == nil || any(c.From) != gone {
				continue
			}
			if whole {
				m.dropOutput(o, c)
			} else {
				m.forgetObjects(c, false)
			}
		}
		if slices.Contains(m.s.Objects, o) && o.mentions(gone, whole) {
			m.dropObject(o)
		}
	}
}

// tidyObjects drops objects whose relations or keys went.
func (m *mutator) tidyObjects() {
	for _, o := range slices.Clone(m.s.Objects) {
		lost := slices.ContainsFunc(o.Rels, func(b binding) bool { return !m.s.has(b.Rel) || !isSort(b.Rel, b.Sort) })
		for _, need := range o.Needs {
			key, isKey := need.(*Key)
			lost = lost || isKey && (!groupingKey(key) || !slices.Contains(tableOf(key.Columns[0]).Keys, key))
		}
		if lost {
			m.dropObject(o)
		}
	}
}

// objectPath adds the path of an object that can be renamed.
func objectPath(o *Object, add func(object any, kind string, path ...string)) {
	if slices.Contains(namelessKinds(), o.Kind) {
		return
	}
	switch o.Kind {
	case "index":
		add(o, "index", o.NS.Name, o.Name)
	case "foreign data wrapper":
		add(o, "foreign-data wrapper", o.Name)
	case "trigger", "policy", "rule":
		schema, name := relationPath(o.Rels[0].Rel)
		add(o, o.Kind, schema, name, o.Name)
	default:
		if o.NS == nil {
			add(o, o.Kind, o.Name)
		} else {
			add(o, o.Kind, o.NS.Name, o.Name)
		}
	}
}

func relationPath(rel any) (schema, name string) {
	switch rel := rel.(type) {
	case *Table:
		return rel.NS.Name, rel.Name
	case *Object:
		return rel.NS.Name, rel.Name
	}
	return "", ""
}
