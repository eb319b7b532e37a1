package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The parts of objects that change on their own.
const (
	// partDefault is the default of a column.
	partDefault render.Part = "default"
	// partOwner is the column that a sequence belongs to.
	partOwner render.Part = "owner"
	// partAttach is the attachment of a partition to its partitioned table, or
	// of an index to its partitioned index.
	partAttach render.Part = "attachment"
	// partInherit is the inheritance from the parents.
	partInherit render.Part = "inheritance"
	// partReplica is the replica identity of a table.
	partReplica render.Part = "replica identity"
	// partNotNull is there for every column that is not null.
	partNotNull render.Part = "not null"
	// partIndex is the index of a key, which can be built before the key is
	// added.
	partIndex render.Part = "index"
	// partLogged is there for every table that is logged: a logged table may
	// only refer to logged ones.
	partLogged render.Part = "logging"
)

// Walk implements [render.Session].
func (s *session) Walk(schema model.Schema, each func(render.Node, []render.Node)) error {
	b := itemBuilder{side: s.sideOf(schema), each: each, extensions: schema.Extensions, unqualified: s.unqualified(schema), stays: s.stays}
	for _, o := range schema.Namespaces {
		b.add(node(model.ID{Kind: model.KindSchema, Name: o.Name}))
	}
	for _, o := range schema.Extensions {
		b.add(node(model.ID{Kind: model.KindExtension, Name: o.Name}))
		b.namespace(o.Schema)
	}
	b.types(schema)
	for i := range schema.Sequences {
		b.sequence(&schema.Sequences[i])
	}
	for i := range schema.Tables {
		b.table(&schema.Tables[i])
	}
	for i := range schema.Statistics {
		b.statistics(&schema.Statistics[i])
	}
	b.flush()
	return nil
}

// sideOf returns what finds the objects of a schema: one that is there already,
// unless the schema is another one.
func (s *session) sideOf(schema model.Schema) *side {
	for _, d := range []*side{s.old, s.new} {
		if known := d.schema.Tables; len(known) > 0 && len(known) == len(schema.Tables) && &known[0] == &schema.Tables[0] {
			return d
		}
	}
	return newSide(schema)
}

// itemBuilder walks the nodes of one schema. What need and its kin add belongs
// to the node that was added last.
type itemBuilder struct {
	side       *side
	extensions []model.Extension
	// unqualified leads from names that stand without a schema to the extensions
	// that bring such along in pg_catalog.
	unqualified map[string][]render.Node
	stays       func(model.ID) bool // both sides have it
	each        func(render.Node, []render.Node)
	current     render.Node
	needs       []render.Node
}

// add begins a node.
func (b *itemBuilder) add(n render.Node, needs ...render.Node) {
	b.flush()
	b.current, b.needs = n, append(b.needs[:0], needs...)
}

// flush hands over the last node.
func (b *itemBuilder) flush() {
	if b.current != (render.Node{}) {
		b.each(b.current, b.needs)
	}
	b.current = render.Node{}
}

func (b *itemBuilder) need(n ...render.Node) { b.needs = append(b.needs, n...) }

func (b *itemBuilder) namespace(name string) {
	if name != "" {
		b.need(node(model.ID{Kind: model.KindSchema, Name: name}))
	}
}

// typ needs a type, or the extension that may bring it along.
func (b *itemBuilder) typ(t model.Type) {
	if t.Builtin() {
		b.need(b.unqualified[t.Name]...)
		return
	}
	b.typeName(t.QName())
}

func (b *itemBuilder) typeName(q model.QName) {
	id, ok := b.side.types[q]
	if !ok {
		b.foreign(q)
		return
	}
	b.need(node(id))
	// What has the domain inside of another type keeps its checks from changing.
	if d, ok := b.side.others[id].(model.Domain); ok {
		for _, c := range d.Checks {
			b.need(node(model.ID{Kind: model.KindDomainConstraint, Schema: q.Schema, Parent: q.Name, Name: c.Name}))
		}
	}
}

// foreign needs every extension that may own an object which the schema does
// not hold itself: a type, an operator class, a function.
func (b *itemBuilder) foreign(q model.QName) {
	if q.Schema == "" {
		b.need(b.unqualified[q.Name]...)
		return
	}
	for _, e := range b.extensions {
		if e.Schema == "" || e.Schema == q.Schema {
			b.need(node(model.ID{Kind: model.KindExtension, Name: e.Name}))
		}
	}
}

func (b *itemBuilder) types(schema model.Schema) {
	for _, o := range schema.Enums {
		b.add(node(model.ID{Kind: model.KindEnum, Schema: o.Schema, Name: o.Name}))
		b.namespace(o.Schema)
	}
	for _, o := range schema.Domains {
		id := model.ID{Kind: model.KindDomain, Schema: o.Schema, Name: o.Name}
		b.add(node(id))
		b.namespace(o.Schema)
		b.typ(o.Base)
		b.foreign(o.Collation)
		b.exprOver(o.Base, o.Default)
		for _, c := range o.Checks {
			b.add(node(model.ID{Kind: model.KindDomainConstraint, Schema: o.Schema, Parent: o.Name, Name: c.Name}), node(id))
			b.exprOver(o.Base, c.Expr)
		}
	}
	for _, o := range schema.Composites {
		b.add(node(model.ID{Kind: model.KindComposite, Schema: o.Schema, Name: o.Name}))
		b.namespace(o.Schema)
		for _, a := range o.Attributes {
			b.typ(a.Type)
			b.foreign(a.Collation)
		}
	}
	for _, o := range schema.Ranges {
		b.add(node(model.ID{Kind: model.KindRange, Schema: o.Schema, Name: o.Name}))
		b.namespace(o.Schema)
		b.typ(o.Subtype)
		for _, q := range []model.QName{o.Opclass, o.Collation, o.Canonical, o.SubtypeDiff} {
			b.foreign(q)
		}
	}
}

func (b *itemBuilder) sequence(o *model.Sequence) {
	id := model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}
	b.add(node(id))
	b.namespace(o.Schema)
	if !o.OwnedBy.IsZero() {
		b.add(render.Node{ID: id, Part: partOwner}, node(id), node(columnID(o.OwnedBy.Table, o.OwnedBy.Column)), node(tableID(o.OwnedBy.Table)))
	}
}

func (b *itemBuilder) statistics(o *model.Statistics) {
	b.add(node(model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name}), node(tableID(o.Table)))
	b.namespace(o.Schema)
	b.columns(o.Table, o.Columns)
	for _, e := range o.Exprs {
		b.expr(b.side.tables[o.Table], e)
	}
}

// expr needs what an expression names: columns of the table, if there is one,
// types, sequences.
func (b *itemBuilder) expr(t *model.Table, e model.Expr) {
	if e.IsZero() {
		return
	}
	for _, m := range mentions(e.Text) {
		if q, ok := m.qualified(); ok {
			b.named(q)
			continue
		}
		if !m.literal && !m.field && len(m.parts) == 1 && (m.call || m.cast) {
			b.need(b.unqualified[m.parts[0]]...)
		}
		if m.literal || m.cast || m.field || t == nil {
			continue
		}
		if name := m.parts[0]; name == t.Name {
			b.wholeRow(t)
		} else if hasColumn(t, name) {
			b.need(node(columnID(t.QName(), name)))
		}
	}
	if t != nil {
		b.fields(t, e)
	}
}

func hasColumn(t *model.Table, name string) bool {
	return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return c.Name == name })
}

// wholeRow needs every column: the expression may use the row as a whole.
func (b *itemBuilder) wholeRow(t *model.Table) {
	for i := range t.Columns {
		b.need(node(columnID(t.QName(), t.Columns[i].Name)))
	}
}

// named needs whatever a qualified name stands for.
func (b *itemBuilder) named(q model.QName) {
	found := false
	if id, ok := b.side.types[q]; ok {
		b.need(node(id))
		found = true
	}
	if id := (model.ID{Kind: model.KindSequence, Schema: q.Schema, Name: q.Name}); b.side.others[id] != nil {
		b.need(node(id))
		found = true
	}
	if !found {
		b.foreign(q)
	}
}
