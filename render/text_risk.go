package render

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// risk is a hazard or a loss as the review shows it.
type risk struct {
	code Code
	text string
}

func (r risk) grave() bool { return r.code == DataLoss }

// blame puts what is known of the plan's statements beside the entries that
// cause it, and what no entry causes to the blocks of the tables, or apart.
func (g *grouping) blame(p Plan) {
	for _, l := range p.Locks {
		g.strongest[l.Table] = l.Mode
	}
	for _, s := range p.Statements() {
		causes := g.causes(s.Objects)
		for _, h := range s.Hazards {
			g.hazard(h, s, causes)
		}
		g.locks(s, causes)
	}
	g.sort()
	for _, l := range p.Losses {
		if e := g.find(l.Object); e != nil {
			e.warn(risk{l.Code, l.Text})
		}
	}
}

// find returns the entry of an object, or of what it belongs to.
func (g *grouping) find(id model.ID) *entry {
	for _, name := range []model.ID{id, g.names.ID(id)} {
		if e, ok := g.byID[name]; ok {
			return e
		}
		if e, ok := g.byID[g.home(name)]; ok {
			return e
		}
	}
	return nil
}

// causes lists the entries of a statement's objects, each once.
func (g *grouping) causes(objects []model.ID) []*entry {
	var list []*entry
	for _, id := range objects {
		if e := g.find(id); e != nil && !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return list
}

// hazard puts a hazard where its object is told, in the block of its table, beside
// what causes it, or apart: a column is converted because its type is made anew.
func (g *grouping) hazard(h Hazard, s Statement, causes []*entry) {
	r, id := risk{h.Code, h.Text}, g.names.ID(h.Object)
	switch e := g.find(h.Object); {
	case e != nil:
		e.warn(r)
	case id.Parent != "" && g.blocks[g.home(id)] != nil:
		g.at(id, signAlter).warn(r)
	case len(causes) > 0:
		causes[0].warn(r)
	case id.IsZero() && len(s.Objects) > 0:
		g.standApart(g.names.ID(s.Objects[0]), s).warn(r)
	default:
		g.standApart(id, s).warn(r)
	}
}

// standApart returns the entry of an object that has no change of its own, and notes
// the locks of a statement about it.
func (g *grouping) standApart(id model.ID, s Statement) *entry {
	at := slices.IndexFunc(g.apart, func(e *entry) bool { return e.id == id })
	if at < 0 {
		at = len(g.apart)
		g.apart = append(g.apart, &entry{sign: signAlter, id: id, apart: true})
	}
	e := g.apart[at]
	for _, l := range s.LockedTables {
		e.locks = addLock(e.locks, l)
	}
	e.outside = e.outside || !s.Transactional
	return e
}

// warn adds a risk once. A loss that a hazard tells already adds nothing.
func (e *entry) warn(r risk) {
	if !slices.ContainsFunc(e.risks, func(have risk) bool { return have.code == r.code && (have.text == r.text || have.grave()) }) {
		e.risks = append(e.risks, r)
	}
}

// locks notes beside each entry which locks its statement takes.
func (g *grouping) locks(s Statement, causes []*entry) {
	for _, e := range causes {
		for _, l := range s.LockedTables {
			if g.home(e.id).QName() == l.Table || g.blames(e, l.Table, causes) {
				e.locks = addLock(e.locks, l)
			}
		}
		e.outside = e.outside || !s.Transactional
	}
}

func addLock(list []TableLock, l TableLock) []TableLock {
	if slices.Contains(list, l) {
		return list
	}
	return append(list, l)
}

// blames reports whether a lock on another table is due to the entry: in a
// statement of many clauses that is the foreign key to the table; and what comes
// or goes with its table takes no lock by itself.
func (g *grouping) blames(e *entry, table model.QName, causes []*entry) bool {
	refers := func(e *entry) bool {
		key, ok := e.object.(model.ForeignKey)
		return ok && (key.References == table || g.names.Relation(key.References) == table)
	}
	home := g.home(e.id)
	along := home != e.id && slices.ContainsFunc(causes, func(c *entry) bool { return c.id == home && (c.sign == signAdd || c.sign == signDrop) })
	return refers(e) || !along && !slices.ContainsFunc(causes, refers)
}

// lockText says how the statements of an entry lock tables: its own one, unless
// the head of the block tells that already, and others. The head tells the
// strongest lock of all.
func (g *grouping) lockText(e *entry) string {
	own := g.home(e.id).QName()
	var parts, names []string
	modes := map[string][]string{}
	for _, l := range e.locks {
		name := l.Table.String()
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if l == (TableLock{l.Table, g.strongest[l.Table]}) {
			modes[name] = []string{l.Mode} // no need to tell the weaker ones
		} else if !slices.Contains(modes[name], g.strongest[l.Table]) {
			modes[name] = append(modes[name], l.Mode)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		text := strings.Join(modes[name], ", ")
		switch {
		case name != own.String():
			parts = append(parts, text+" on "+name)
		case text != g.strongest[own] || e.id.Kind == model.KindTable || e.apart:
			parts = append([]string{text}, parts...)
		}
	}
	if e.outside {
		parts = append(parts, "outside a transaction")
	}
	return strings.Join(parts, ", ")
}

func (b *block) entries() []*entry {
	if b.head == nil {
		return b.parts
	}
	return append([]*entry{b.head}, b.parts...)
}
