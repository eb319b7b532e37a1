package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
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
	b := itemBuilder{session: s, side: s.sideOf(schema), each: each, extensions: schema.Extensions, unqualified: s.unqualified(schema), stays: s.stays}
	for _, o := range schema.Namespaces {
		b.add(node(model.ID{Kind: model.KindSchema, Name: o.Name}))
	}
	for _, o := range schema.Extensions {
		b.extension(&o)
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
	for i := range schema.Definitions {
		b.definition(&schema.Definitions[i])
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
	session    *session
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
	if b.side.typeFunctions[b.current.ID] == q {
		b.need(render.Node{ID: id, Part: partShell})
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
		b.known(o.Collation, kind.Collation)
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
			b.known(a.Collation, kind.Collation)
		}
	}
	for _, o := range schema.Ranges {
		id := model.ID{Kind: model.KindRange, Schema: o.Schema, Name: o.Name}
		if f, own := b.side.ownCanonical(o); own {
			shell := render.Node{ID: id, Part: partShell}
			b.add(shell)
			b.namespace(o.Schema)
			b.add(node(id), shell, node(f))
		} else {
			b.add(node(id))
			b.foreign(o.Canonical)
		}
		b.namespace(o.Schema)
		b.typ(o.Subtype)
		b.known(o.Opclass, kind.OperatorClass)
		b.known(o.Collation, kind.Collation)
		b.known(o.SubtypeDiff, kind.Function)
		if o.Opclass.IsZero() {
			b.defaultClass("btree", o.Subtype)
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
		b.casts(m)
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

// casts needs the user's casts that a conversion to a type may mean. Those from
// or to the type whose expression this is come after it.
func (b *itemBuilder) casts(m mention) {
	if !m.cast || m.literal || len(m.parts) == 0 {
		return
	}
	for _, c := range b.side.casts[m.parts[len(m.parts)-1]] {
		if own := b.current.ID.Owner(); c.Signature[0].QName() != own && c.Signature[1].QName() != own && c.Get(property.CastFunction).Ref != b.current.ID {
			b.need(node(c.ID))
		}
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

// known needs a definition of one of some kinds by its name, or what may bring
// it along.
func (b *itemBuilder) known(q model.QName, kinds ...model.Kind) {
	found := false
	for _, id := range b.side.definitions[q] {
		if slices.Contains(kinds, id.Kind) {
			b.need(node(id))
			found = true
		}
	}
	if !found {
		b.foreign(q)
	}
}

// defaultClass needs the user's operator class that keys of a type have by
// themselves.
func (b *itemBuilder) defaultClass(method string, t model.Type) {
	t.Modifiers = ""
	b.need(b.side.defaultClasses[defaultClass{method, t}]...)
}

// ref needs what a property refers to.
func (b *itemBuilder) ref(id model.ID) {
	if b.side.has(id) || id.Kind == model.KindSchema || id.Kind == model.KindTable || id.Kind == model.KindColumn {
		b.need(node(id))
		return
	}
	if id.Kind == kind.Language {
		b.need(node(model.ID{Kind: model.KindExtension, Name: id.Name}))
	}
	name, _, _ := strings.Cut(id.Name, "(")
	name, _ = kind.SplitMethod(name)
	b.foreign(model.QName{Schema: id.Schema, Name: name})
}

// definition needs all that the properties refer to.
func (b *itemBuilder) definition(d *model.Definition) {
	if isAccess(d.ID) {
		b.access(d)
		return
	}
	if d.ID.Kind == kind.BaseType {
		shell := render.Node{ID: d.ID, Part: partShell}
		b.add(shell)
		b.namespace(d.ID.Schema)
		b.add(node(d.ID), shell)
	} else {
		b.add(node(d.ID))
	}
	b.namespace(d.ID.Schema)
	if language := d.Get(property.Language).Text; language != "" && d.ID.Kind != kind.Transform {
		b.ref(kind.Global(kind.Language, language))
	}
	if d.ID.Kind == kind.OperatorClass || d.ID.Kind == kind.OperatorFamily {
		_, method := kind.SplitMethod(d.ID.Name)
		b.method(method, nil)
	}
	for _, t := range d.Signature {
		b.typ(t)
	}
	var parent *model.Table
	if d.ID.Parent != "" {
		b.named(d.ID.Owner())
		if parent = b.side.tables[d.ID.Owner()]; parent != nil {
			b.need(node(tableID(parent.QName())))
		}
	}
	d.Visit(func(name model.PropertyName, v model.Value) {
		b.typ(v.Type)
		if !v.Ref.IsZero() && (d.ID.Kind != kind.Operator || name != property.Commutator && name != property.Negator) {
			b.ref(v.Ref)
		}
		if table := b.side.tables[v.Ref.QName()]; d.ID.Kind == kind.Publication && table != nil {
			b.expr(table, v.Expr)
			if !table.Unlogged {
				b.need(render.Node{ID: tableID(table.QName()), Part: partLogged})
			}
			return
		}
		if name == property.PartitionStates && v.Ref.Kind == model.KindTable {
			b.need(render.Node{ID: v.Ref, Part: partAttach})
		}
		if b.query(d, name, v) {
			return
		}
		b.rows(parent, v.Expr)
		b.expr(parent, v.Expr)
		b.mentioned(v.Query)
		if d.ID.Kind == kind.Rule {
			b.rows(parent, v.Query)
		}
	})
}

// rows needs the columns of OLD and NEW in the condition of a trigger.
func (b *itemBuilder) rows(t *model.Table, e model.Expr) {
	if t == nil || e.IsZero() {
		return
	}
	for _, m := range mentions(e.Text) {
		switch {
		case m.literal || len(m.parts) == 0 || m.parts[0] != "new" && m.parts[0] != "old":
		case len(m.parts) == 1:
			b.wholeRow(t)
		case hasColumn(t, m.parts[1]):
			b.need(node(columnID(t.QName(), m.parts[1])))
		}
	}
}

// named needs whatever a qualified name stands for.
func (b *itemBuilder) named(q model.QName) {
	found := false
	for _, id := range b.side.definitions[q] {
		b.need(node(id))
		found = true
	}
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
