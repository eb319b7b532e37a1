package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// sign is how an entry begins.
type sign string

const (
	signAdd   sign = "+"
	signDrop  sign = "-"
	signAlter sign = "~"
	signDoubt sign = "?"
)

// entry is what the review says of one object.
type entry struct {
	sign   sign
	id     model.ID     // under the new name, if there is one
	was    model.ID     // under the old name; zero if that is the same or there is none
	object model.Object // as it becomes, or as it was if it is dropped
	old    model.Object // of an alteration
	facets []diff.Facet
	doubts []diff.Unsupported
	risks  []risk
	locks  []TableLock
	// outside: a statement about it doesn't run in a transaction.
	outside bool
	// apart: it stands in no block.
	apart bool
}

// block is an object of its own and all that belongs to it.
type block struct {
	owner model.ID
	head  *entry // what is said of the owner itself; nil if only parts differ
	parts []*entry
}

// grouping sorts the changes of a result into blocks.
type grouping struct {
	result diff.Result
	names  diff.Names
	tables map[model.ID]model.ID // the table of a sequence or of statistics
	kinds  kinds
	blocks map[model.ID]*block
	order  []*block
	byID   map[model.ID]*entry
	// apart are objects that statements change without a change of their own.
	apart []*entry
	// onlyOld and onlyNew are objects of kinds that are not compared.
	onlyOld, onlyNew []model.ID
	// strongest is the plan's strongest lock on each table.
	strongest map[model.QName]string
}

func newGrouping(r diff.Result) *grouping {
	g := &grouping{
		result: r, tables: map[model.ID]model.ID{}, blocks: map[model.ID]*block{},
		byID: map[model.ID]*entry{}, strongest: map[model.QName]string{}, kinds: kindsOf(r),
	}
	var renames []diff.Rename
	for _, c := range r.Changes {
		if c, ok := c.(diff.Rename); ok {
			renames = append(renames, c)
		}
	}
	g.names = diff.NewNames(r.Old, renames, r.Moved...)
	g.learn(g.names.Carry(r.Old))
	g.learn(r.New)
	for _, c := range r.Changes {
		g.add(c)
	}
	g.sort()
	return g
}

// sort brings the blocks and their parts into the order in which they are told.
func (g *grouping) sort() {
	slices.SortFunc(g.order, func(a, b *block) int {
		return cmp.Or(cmp.Compare(rank(g.kind(a.owner)), rank(g.kind(b.owner))), a.owner.Compare(b.owner))
	})
	for _, b := range g.order {
		slices.SortStableFunc(b.parts, func(x, y *entry) int { return comparePart(b, x, y) })
	}
}

// learn notes what lives with a table though it has a name of its own.
func (g *grouping) learn(s model.Schema) {
	table := func(q model.QName) model.ID { return model.ID{Kind: model.KindTable, Schema: q.Schema, Name: q.Name} }
	for _, o := range s.Sequences {
		if !o.OwnedBy.IsZero() {
			g.tables[model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}] = table(o.OwnedBy.Table)
		}
	}
	for _, o := range s.Statistics {
		g.tables[model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name}] = table(o.Table)
	}
}

// home returns the object in whose block a change stands.
func (g *grouping) home(id model.ID) model.ID {
	if table, ok := g.tables[id]; ok {
		return table
	}
	if of, _, ok := id.About(); ok {
		return g.home(of)
	}
	switch {
	case id.Parent == "":
		return id
	case id.Kind == model.KindMembership:
		return model.RoleID(id.Parent)
	case id.Kind == model.KindDomainConstraint:
		return model.ID{Kind: model.KindDomain, Schema: id.Schema, Name: id.Parent}
	case id.Kind == diff.KindEnumValue:
		return model.ID{Kind: model.KindEnum, Schema: id.Schema, Name: id.Parent}
	case id.Kind == diff.KindAttribute:
		return model.ID{Kind: model.KindComposite, Schema: id.Schema, Name: id.Parent}
	}
	if home := tableOf(id); g.kinds[home.QName()] != view {
		return home
	}
	return model.ID{Kind: view, Schema: id.Schema, Name: id.Parent}
}

// at returns the entry of an object by its new name, or a new one.
func (g *grouping) at(id model.ID, s sign) *entry {
	if e, ok := g.byID[id]; ok && (e.sign == s || e.sign == signDoubt || s == signDoubt) {
		if e.sign == signDoubt {
			e.sign = s
		}
		return e
	}
	e := &entry{sign: s, id: id}
	g.byID[id] = e
	home := g.home(id)
	b := g.blocks[home]
	if b == nil {
		b = &block{owner: home}
		g.blocks[home] = b
		g.order = append(g.order, b)
	}
	if home == id && b.head == nil {
		b.head = e
	} else {
		b.parts = append(b.parts, e)
	}
	return e
}

func (g *grouping) add(c diff.Change) {
	switch c := c.(type) {
	case diff.Add:
		e := g.at(c.ID, signAdd)
		e.object = c.New
		if t, ok := c.New.(model.Table); ok {
			g.columns(t)
		}
	case diff.Drop:
		e := g.at(g.names.ID(c.ID), signDrop)
		e.object = c.Old
	case diff.Alter:
		e := g.at(c.NewID, signAlter)
		e.facets = append(e.facets, c.Facets...)
		e.old = c.Old
		e.object = c.New
		if c.OldID != c.NewID && e.was.IsZero() && g.names.ID(c.OldID) != c.NewID {
			e.was = c.OldID
		}
	case diff.Rename:
		e := g.at(c.To, signAlter)
		e.was = c.From
		if c.From.Schema != c.To.Schema && g.names.ID(model.ID{Kind: model.KindSchema, Name: c.From.Schema}).Name != c.To.Schema {
			e.facets = append([]diff.Facet{{Name: "schema", Old: c.From.Schema, New: c.To.Schema}}, e.facets...)
		}
		if c.From.Name != c.To.Name {
			e.facets = append([]diff.Facet{{Name: "name", Old: c.From.Name, New: c.To.Name}}, e.facets...)
		}
	case diff.Unsupported:
		switch {
		case c.Facet == "" && c.Old == "":
			g.onlyNew = append(g.onlyNew, c.ID)
		case c.Facet == "" && c.New == "":
			g.onlyOld = append(g.onlyOld, c.ID)
		default:
			e := g.at(c.ID, signDoubt)
			e.doubts = append(e.doubts, c)
		}
	}
}

// columns lists the columns of a new table; they have no changes of their own.
// Those of a partition or a typed table come from elsewhere.
func (g *grouping) columns(t model.Table) {
	for _, c := range t.Columns {
		if !c.Inherited || c.Local {
			e := g.at(model.ID{Kind: model.KindColumn, Schema: t.Schema, Parent: t.Name, Name: c.Name}, signAdd)
			e.object = c
		}
	}
}

// comparePart orders the parts of a block: those of a new table as they are
// declared, all others by kind and name.
func comparePart(b *block, x, y *entry) int {
	if b.head != nil && b.head.sign == signAdd && x.id.Kind == model.KindColumn && y.id.Kind == model.KindColumn {
		return 0
	}
	// What has no parent is a sequence or statistics of the table.
	return cmp.Or(cmp.Compare(flagRank(x.id.Parent == ""), flagRank(y.id.Parent == "")), x.id.Compare(y.id))
}

func flagRank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// rank is the place of a block by the kind of its owner: tables first.
func rank(k model.Kind) int {
	order := []string{
		tableNoun, string(model.KindMaterializedView), string(model.KindForeignTable), "view", "function", typeNoun, string(model.KindSequence),
		string(model.KindStatistics), string(model.KindSchema), string(model.KindExtension),
	}
	noun := nounOf(k)
	if strings.HasSuffix(noun, "function") || noun == "procedure" {
		noun = "function"
	}
	if at := slices.Index(order, noun); at >= 0 {
		return at
	}
	return len(order)
}

// kind is what people call an object's kind.
func (g *grouping) kind(id model.ID) model.Kind { return g.kinds.of(id) }
