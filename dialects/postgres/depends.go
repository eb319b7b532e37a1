package postgres

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

// Items implements [render.Session].
func (s *session) Items(schema model.Schema) ([]render.Item, error) {
	b := itemBuilder{side: newSide(schema)}
	b.extensions = schema.Extensions
	for _, o := range schema.Namespaces {
		b.add(node(model.ID{Kind: model.KindSchema, Name: o.Name}), o)
	}
	for _, o := range schema.Extensions {
		n := b.add(node(model.ID{Kind: model.KindExtension, Name: o.Name}), o)
		b.namespace(n, o.Schema)
	}
	b.types(schema)
	for _, o := range schema.Sequences {
		b.sequence(o)
	}
	for i := range schema.Tables {
		b.table(&schema.Tables[i])
	}
	for _, o := range schema.Statistics {
		b.statistics(o)
	}
	return b.items, nil
}

// itemBuilder collects the nodes of one schema.
type itemBuilder struct {
	side       *side
	extensions []model.Extension
	items      []render.Item
}

// add adds a node and returns its place in the list.
func (b *itemBuilder) add(n render.Node, o model.Object, needs ...render.Node) int {
	b.items = append(b.items, render.Item{Node: n, Object: o, Needs: needs})
	return len(b.items) - 1
}

func (b *itemBuilder) need(i int, n ...render.Node) {
	b.items[i].Needs = append(b.items[i].Needs, n...)
}

func (b *itemBuilder) namespace(i int, name string) {
	if name != "" {
		b.need(i, node(model.ID{Kind: model.KindSchema, Name: name}))
	}
}

// typ needs a type, or the extension that may bring it along.
func (b *itemBuilder) typ(i int, t model.Type) {
	if !t.Builtin() {
		b.typeName(i, t.QName())
	}
}

func (b *itemBuilder) typeName(i int, q model.QName) {
	id, ok := b.side.types[q]
	if !ok {
		b.foreign(i, q)
		return
	}
	b.need(i, node(id))
	// What has the domain inside of another type keeps its checks from changing.
	if d, ok := b.side.objects[id].(model.Domain); ok {
		for _, c := range d.Checks {
			b.need(i, node(model.ID{Kind: model.KindDomainConstraint, Schema: q.Schema, Parent: q.Name, Name: c.Name}))
		}
	}
}

// foreign needs every extension that may own an object which the schema does
// not hold itself: a type, an operator class, a function.
func (b *itemBuilder) foreign(i int, q model.QName) {
	if q.Schema == "" {
		return
	}
	for _, e := range b.extensions {
		if e.Schema == "" || e.Schema == q.Schema {
			b.need(i, node(model.ID{Kind: model.KindExtension, Name: e.Name}))
		}
	}
}

func (b *itemBuilder) types(schema model.Schema) {
	for _, o := range schema.Enums {
		b.namespace(b.add(node(model.ID{Kind: model.KindEnum, Schema: o.Schema, Name: o.Name}), o), o.Schema)
	}
	for _, o := range schema.Domains {
		id := model.ID{Kind: model.KindDomain, Schema: o.Schema, Name: o.Name}
		n := b.add(node(id), o)
		b.namespace(n, o.Schema)
		b.typ(n, o.Base)
		b.foreign(n, o.Collation)
		b.expr(n, model.Table{}, o.Default)
		for _, c := range o.Checks {
			cid := model.ID{Kind: model.KindDomainConstraint, Schema: o.Schema, Parent: o.Name, Name: c.Name}
			b.expr(b.add(node(cid), c, node(id)), model.Table{}, c.Expr)
		}
	}
	for _, o := range schema.Composites {
		n := b.add(node(model.ID{Kind: model.KindComposite, Schema: o.Schema, Name: o.Name}), o)
		b.namespace(n, o.Schema)
		for _, a := range o.Attributes {
			b.typ(n, a.Type)
			b.foreign(n, a.Collation)
		}
	}
	for _, o := range schema.Ranges {
		n := b.add(node(model.ID{Kind: model.KindRange, Schema: o.Schema, Name: o.Name}), o)
		b.namespace(n, o.Schema)
		b.typ(n, o.Subtype)
		for _, q := range []model.QName{o.Opclass, o.Collation, o.Canonical, o.SubtypeDiff} {
			b.foreign(n, q)
		}
	}
}

func (b *itemBuilder) sequence(o model.Sequence) {
	id := model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}
	b.namespace(b.add(node(id), o), o.Schema)
	if !o.OwnedBy.IsZero() {
		b.add(render.Node{ID: id, Part: partOwner}, o, node(id), node(columnID(o.OwnedBy.Table, o.OwnedBy.Column)), node(tableID(o.OwnedBy.Table)))
	}
}

func (b *itemBuilder) table(t *model.Table) {
	q := t.QName()
	id := tableID(q)
	n := b.add(node(id), *t)
	b.namespace(n, t.Schema)
	if !t.OfType.IsZero() {
		b.typeName(n, t.OfType)
	}
	for _, k := range t.Partitioning.Keys {
		b.indexKey(n, *t, model.IndexKey{Column: k.Column, Expr: k.Expr, Collation: k.Collation, Opclass: k.Opclass}, false)
	}
	b.parents(*t)
	for _, c := range t.Columns {
		b.column(*t, c)
	}
	for _, k := range t.Keys {
		b.key(t, k)
	}
	for _, c := range t.Checks {
		n := b.add(node(partID(model.KindCheck, q, c.Name)), c, node(id))
		b.expr(n, *t, c.Expr)
		if c.Inherited {
			for _, p := range parents(*t) {
				b.need(n, node(partID(model.KindCheck, p, c.Name)))
			}
		}
	}
	for _, e := range t.Exclusions {
		b.exclusion(t, e)
	}
	for _, f := range t.ForeignKeys {
		b.foreignKey(t, f)
	}
	for _, x := range t.Indexes {
		n := b.add(node(partID(model.KindIndex, q, x.Name)), x, node(id))
		b.columns(n, q, x.Include)
		b.method(n, x.Method, x.Keys)
		for _, k := range x.Keys {
			b.indexKey(n, *t, k, true)
		}
		b.expr(n, *t, x.Predicate)
		b.attachment(t, n, x.Parent)
	}
	b.replica(t)
	b.logged(t)
}

// parents adds the attachment to a partitioned table or the inheritance.
func (b *itemBuilder) parents(t model.Table) {
	list := parents(t)
	if len(list) == 0 {
		return
	}
	q := t.QName()
	n := render.Node{ID: tableID(q), Part: partAttach}
	if t.PartitionOf.IsZero() {
		n.Part = partInherit
	}
	i := b.add(n, t, node(tableID(q)))
	for _, v := range boundValues(t.Bound) {
		b.expr(i, model.Table{}, v)
	}
	for _, parent := range list {
		b.need(i, node(tableID(parent)))
		for _, c := range b.side.table(parent).Columns {
			b.need(i, node(columnID(parent, c.Name)), node(columnID(q, c.Name)))
			b.notNull(i, q, []string{c.Name})
		}
		for _, c := range b.side.table(parent).Checks {
			b.need(i, node(partID(model.KindCheck, parent, c.Name)), node(partID(model.KindCheck, q, c.Name)))
		}
	}
}

// boundValues lists the expressions of a partition's bound.
func boundValues(p model.PartitionBound) []model.Expr {
	list := slices.Clone(p.In)
	for _, v := range slices.Concat(p.From, p.To) {
		if v.Infinite == "" {
			list = append(list, v.Expr)
		}
	}
	return list
}

func (b *itemBuilder) column(t model.Table, c model.Column) {
	id := columnID(t.QName(), c.Name)
	n := b.add(node(id), c, node(tableID(t.QName())))
	b.typ(n, c.Type)
	b.foreign(n, c.Collation)
	if c.Inherited {
		if parent, _, ok := b.side.parentColumn(t, c.Name); ok {
			b.need(n, node(parent))
		}
	}
	if !c.Generated.IsZero() {
		b.expr(n, t, c.Generated.Expr)
	}
	if c.NotNull {
		b.add(render.Node{ID: id, Part: partNotNull}, c, node(id))
	}
	if !c.Default.IsZero() {
		b.expr(b.add(render.Node{ID: id, Part: partDefault}, c, node(id)), model.Table{}, c.Default)
	}
}

func (b *itemBuilder) columns(i int, table model.QName, lists ...[]string) {
	for _, list := range lists {
		for _, c := range list {
			b.need(i, node(columnID(table, c)))
		}
	}
}

// key adds a primary key or unique constraint, and its index apart.
func (b *itemBuilder) key(t *model.Table, k model.Key) {
	q := t.QName()
	id := partID(k.Kind(), q, k.Name)
	index := render.Node{ID: id, Part: partIndex}
	i := b.add(index, k, node(tableID(q)))
	b.columns(i, q, k.Columns, k.Include)
	n := b.add(node(id), k, node(tableID(q)), index)
	b.columns(n, q, k.Columns, k.Include)
	if k.Primary {
		b.notNull(n, q, k.Columns)
	}
	b.attachment(t, n, k.Parent)
}

// notNull needs that columns are not null.
func (b *itemBuilder) notNull(i int, table model.QName, names []string) {
	for _, c := range names {
		b.need(i, render.Node{ID: columnID(table, c), Part: partNotNull})
	}
}

// indexKey needs what a key of an index or of a partitioning is made of. The
// columns of a partitioning belong to the table itself and are no needs of it.
func (b *itemBuilder) indexKey(i int, t model.Table, k model.IndexKey, columns bool) {
	b.foreign(i, k.Opclass)
	b.foreign(i, k.Collation)
	if !columns {
		b.expr(i, model.Table{}, k.Expr)
		return
	}
	if k.Column != "" {
		b.columns(i, t.QName(), []string{k.Column})
	}
	b.expr(i, t, k.Expr)
}

// method needs the extension that may bring along an access method, or a
// default operator class that is not named.
func (b *itemBuilder) method(i int, name string, keys []model.IndexKey) {
	switch name {
	case "btree", "hash", "brin":
		return
	case "gist", "gin", "spgist":
		if !slices.ContainsFunc(keys, func(k model.IndexKey) bool { return k.Opclass.IsZero() }) {
			return
		}
	}
	for _, e := range b.extensions {
		b.need(i, node(model.ID{Kind: model.KindExtension, Name: e.Name}))
	}
}

func (b *itemBuilder) exclusion(t *model.Table, e model.Exclusion) {
	n := b.add(node(partID(model.KindExclusion, t.QName(), e.Name)), e, node(tableID(t.QName())))
	b.columns(n, t.QName(), e.Include)
	keys := make([]model.IndexKey, len(e.Elements))
	for i, el := range e.Elements {
		keys[i] = el.IndexKey
	}
	b.method(n, e.Method, keys)
	for _, el := range e.Elements {
		b.indexKey(n, *t, el.IndexKey, true)
		b.foreign(n, el.Operator)
	}
	b.expr(n, *t, e.Predicate)
	b.attachment(t, n, e.Parent)
}

// attachment adds the attachment of an index to a partitioned index.
func (b *itemBuilder) attachment(t *model.Table, index int, parent model.QName) {
	if parent.IsZero() {
		return
	}
	own := b.items[index].Node
	n := b.add(render.Node{ID: own.ID, Part: partAttach}, b.items[index].Object, own,
		render.Node{ID: tableID(t.QName()), Part: partAttach})
	if id, ok := b.side.indexes[parent]; ok {
		b.need(n, node(id))
	}
}

// indexParent returns the partitioned index that an index, or the index of a
// constraint, is attached to.
func indexParent(o model.Object) model.QName {
	switch o := o.(type) {
	case model.Key:
		return o.Parent
	case model.Exclusion:
		return o.Parent
	case model.Index:
		return o.Parent
	case model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return model.QName{}
}

func (b *itemBuilder) foreignKey(t *model.Table, f model.ForeignKey) {
	n := b.add(node(partID(model.KindForeignKey, t.QName(), f.Name)), f, node(tableID(t.QName())), node(tableID(f.References)))
	b.columns(n, t.QName(), f.Columns)
	b.columns(n, f.References, f.RefColumns)
	b.need(n, render.Node{ID: tableID(t.QName()), Part: partLogged}, render.Node{ID: tableID(f.References), Part: partLogged})
	b.need(n, b.referencedIndexes(f)...)
	// The key of a partitioned table holds when every partition has its part.
	for _, child := range b.side.descendants(f.References) {
		for _, e := range b.side.table(child).Parts() {
			if !indexParent(e.Object).IsZero() && e.ID.Kind != model.KindIndex {
				b.need(n, render.Node{ID: e.ID, Part: partAttach})
			}
		}
	}
}

// referencedIndexes finds the keys and unique indexes that a foreign key can
// hang on. Where there are several, which one it is depends on their history.
func (b *itemBuilder) referencedIndexes(f model.ForeignKey) []render.Node {
	var list []render.Node
	ref := b.side.table(f.References)
	for _, k := range ref.Keys {
		if !k.Deferrable && sameSet(k.Columns, f.RefColumns) && k.WithoutOverlaps == f.Period {
			list = append(list, node(partID(k.Kind(), f.References, k.Name)))
		}
	}
	for _, x := range ref.Indexes {
		if x.Unique && x.Predicate.IsZero() && sameSet(keyColumns(x.Keys), f.RefColumns) {
			list = append(list, node(partID(model.KindIndex, f.References, x.Name)))
		}
	}
	return list
}

// keyColumns returns the columns of an index; an expression is "".
func keyColumns(keys []model.IndexKey) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Column
	}
	return names
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func (b *itemBuilder) statistics(o model.Statistics) {
	n := b.add(node(model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name}), o, node(tableID(o.Table)))
	b.namespace(n, o.Schema)
	b.columns(n, o.Table, o.Columns)
	for _, e := range o.Exprs {
		b.expr(n, b.side.table(o.Table), e)
	}
}

func (b *itemBuilder) replica(t *model.Table) {
	if t.ReplicaIdentity.Mode == model.ReplicaDefault {
		return
	}
	n := b.add(render.Node{ID: tableID(t.QName()), Part: partReplica}, *t, node(tableID(t.QName())))
	if id, ok := b.side.indexes[model.QName{Schema: t.Schema, Name: t.ReplicaIdentity.Index}]; ok && t.ReplicaIdentity.Mode == model.ReplicaIndex {
		b.need(n, node(id))
		// The index must be on columns that are not null.
		for _, c := range t.Columns {
			b.notNull(n, t.QName(), []string{c.Name})
		}
	}
}

func (b *itemBuilder) logged(t *model.Table) {
	if t.Unlogged {
		return
	}
	n := b.add(render.Node{ID: tableID(t.QName()), Part: partLogged}, *t, node(tableID(t.QName())))
	for _, f := range t.ForeignKeys {
		b.need(n, render.Node{ID: tableID(f.References), Part: partLogged})
	}
}

// expr needs what an expression names: columns of the table, types, sequences.
func (b *itemBuilder) expr(i int, t model.Table, e model.Expr) {
	if e.IsZero() {
		return
	}
	for _, m := range mentions(e.Text) {
		if q, ok := m.qualified(); ok {
			b.named(i, q)
			continue
		}
		if m.literal || m.cast || m.field {
			continue
		}
		if name := m.parts[0]; name == t.Name {
			b.wholeRow(i, t)
		} else if _, ok := t.Column(name); ok {
			b.need(i, node(columnID(t.QName(), name)))
		}
	}
}

// wholeRow needs every column: the expression may use the row as a whole.
func (b *itemBuilder) wholeRow(i int, t model.Table) {
	for _, c := range t.Columns {
		b.need(i, node(columnID(t.QName(), c.Name)))
	}
}

// named needs whatever a qualified name stands for.
func (b *itemBuilder) named(i int, q model.QName) {
	found := false
	if id, ok := b.side.types[q]; ok {
		b.need(i, node(id))
		found = true
	}
	if id := (model.ID{Kind: model.KindSequence, Schema: q.Schema, Name: q.Name}); b.side.has(id) {
		b.need(i, node(id))
		found = true
	}
	if !found {
		b.foreign(i, q)
	}
}
