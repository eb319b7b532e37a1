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

func (r risk) grave() bool { return r.code == DataLoss || r.code == Irreversible }

// blame puts what is known of the plan's statements beside the entries that
// cause it, and what no entry causes to the blocks of the tables.
func (g *grouping) blame(p Plan) {
	for _, s := range p.Statements() {
		causes := g.causes(s.Objects)
		for _, h := range s.Hazards {
			g.hazard(h, causes)
		}
		g.locks(s, causes)
	}
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

func (g *grouping) hazard(h Hazard, causes []*entry) {
	r := risk{h.Code, h.Text}
	if e := g.find(h.Object); e != nil {
		e.warn(r)
		return
	}
	if len(causes) > 0 {
		causes[0].warn(r)
	}
}

// warn adds a risk once. A loss that a hazard tells already adds nothing.
func (e *entry) warn(r risk) {
	if !slices.ContainsFunc(e.risks, func(have risk) bool { return have.code == r.code && (have.text == r.text || have.grave()) }) {
		e.risks = append(e.risks, r)
	}
}

// locks notes beside each entry how its statement locks which table.
func (g *grouping) locks(s Statement, causes []*entry) {
	for _, e := range causes {
		e.planned = true
		text := ""
		var others []string
		for _, l := range s.LockedTables {
			table := model.ID{Kind: model.KindTable, Schema: l.Table.Schema, Name: l.Table.Name}
			effect := l.Mode
			if slices.Contains(s.Rewrites, l.Table) {
				effect += ", rewrites it"
			} else if slices.Contains(s.Scans, l.Table) {
				effect += ", reads all of it"
			}
			switch {
			case g.home(e.id) == table:
				text = effect
			case g.blames(e, l.Table, causes):
				others = append(others, effect+" on "+l.Table.String())
			}
		}
		for _, o := range others {
			if same, ok := strings.CutPrefix(o, text+" on "); ok && text != "" {
				o = "also on " + same
			}
			text = strings.TrimPrefix(text+", "+o, ", ")
		}
		if !s.Transactional {
			text = strings.TrimPrefix(text+", outside a transaction", ", ")
		}
		e.lock(text)
	}
}

// blames reports whether a lock on another table is due to the entry: in a
// statement of many clauses that is the foreign key to the table.
func (g *grouping) blames(e *entry, table model.QName, causes []*entry) bool {
	refers := func(e *entry) bool {
		key, ok := e.object.(model.ForeignKey)
		return ok && (key.References == table || g.names.Relation(key.References) == table)
	}
	return refers(e) || !slices.ContainsFunc(causes, refers)
}

func (e *entry) lock(text string) {
	if text != "" && !slices.Contains(e.locks, text) {
		e.locks = append(e.locks, text)
	}
}

// lockText is what an entry's statements do one after the other.
func (e *entry) lockText() string { return strings.Join(e.locks, "; then ") }

// hoist moves to the head of a block how most of its entries lock the table.
// Each of the others keeps its own word.
func (b *block) hoist() {
	all := b.entries()
	count := map[string]int{}
	most := ""
	for _, e := range all {
		text := e.lockText()
		count[text]++
		if text != "" && (count[text] > count[most] || most == "") {
			most = text
		}
	}
	if most == "" || b.owner.Kind != model.KindTable {
		return
	}
	b.lock = most
	for _, e := range all {
		switch text := e.lockText(); {
		case text == most:
			e.locks = nil
		case text == "" && e.planned:
			e.locks = []string{"no lock"}
		}
	}
}

func (b *block) entries() []*entry {
	if b.head == nil {
		return b.parts
	}
	return append([]*entry{b.head}, b.parts...)
}
