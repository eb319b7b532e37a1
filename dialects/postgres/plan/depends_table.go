package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// partitionMethod is the access method whose operator classes order the keys of
// a partitioned table.
func partitionMethod(strategy model.PartitionStrategy) string {
	if strategy == model.PartitionByHash {
		return "hash"
	}
	return "btree"
}

// keyClasses needs the operator classes that the keys of an index have by
// themselves.
func (b *itemBuilder) keyClasses(t *model.Table, method string, keys []model.IndexKey) {
	for _, k := range keys {
		if column, ok := t.Column(k.Column); ok && k.Opclass.IsZero() {
			b.defaultClass(method, column.Type)
		}
	}
}

func (b *itemBuilder) table(t *model.Table) {
	q := t.QName()
	id := tableID(q)
	b.add(node(id))
	b.namespace(t.Schema)
	if !t.OfType.IsZero() {
		b.typeName(t.OfType)
	}
	if id := kind.Global(kind.AccessMethod, t.AccessMethod); b.side.has(id) {
		b.need(node(id))
	}
	for _, k := range t.Partitioning.Keys {
		// The columns are the table's own.
		b.known(k.Opclass, kind.OperatorClass)
		b.known(k.Collation, kind.Collation)
		if column, ok := t.Column(k.Column); ok && k.Opclass.IsZero() {
			b.defaultClass(partitionMethod(t.Partitioning.Strategy), column.Type)
		}
		b.expr(nil, k.Expr)
		b.fields(t, k.Expr)
	}
	b.materialized(t)
	b.server(t)
	b.parents(t)
	for i := range t.Columns {
		b.column(t, &t.Columns[i])
	}
	for i := range t.Keys {
		b.key(t, &t.Keys[i])
	}
	for i := range t.Checks {
		b.check(t, &t.Checks[i])
	}
	for i := range t.Exclusions {
		b.exclusion(t, &t.Exclusions[i])
	}
	for i := range t.ForeignKeys {
		b.foreignKey(t, &t.ForeignKeys[i])
	}
	for i := range t.Indexes {
		b.index(t, &t.Indexes[i])
	}
	b.replica(t)
	b.logged(t)
}

// parents adds the attachment to a partitioned table or the inheritance.
func (b *itemBuilder) parents(t *model.Table) {
	list := parents(*t)
	if len(list) == 0 {
		return
	}
	q := t.QName()
	n := render.Node{ID: tableID(q), Part: partAttach}
	if t.PartitionOf.IsZero() {
		n.Part = partInherit
	}
	b.add(n, node(tableID(q)))
	for _, v := range boundValues(t.Bound) {
		b.expr(nil, v)
	}
	for _, parent := range list {
		b.need(node(tableID(parent)))
		p, ok := b.side.tables[parent]
		if !ok {
			continue
		}
		for i := range p.Columns {
			name := p.Columns[i].Name
			b.need(node(columnID(parent, name)), node(columnID(q, name)))
			if own, _ := t.Column(name); own.NotNullConstraint.NotValid && own.NotNullConstraint.Inherited && p.Columns[i].NotNullConstraint.NotValid {
				continue // it comes with the parent's
			}
			b.notNull(q, name)
		}
		for i := range p.Checks {
			name := p.Checks[i].Name
			if p.Checks[i].NotValid && slices.ContainsFunc(t.Checks, func(c model.Check) bool { return c.Name == name && c.NotValid }) {
				continue // only a child that is there before has it so
			}
			b.need(node(partID(model.KindCheck, parent, name)), node(partID(model.KindCheck, q, name)))
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

func (b *itemBuilder) column(t *model.Table, c *model.Column) {
	q := t.QName()
	id := columnID(q, c.Name)
	b.add(node(id), node(tableID(q)))
	if t.Materialized() {
		return
	}
	b.typ(c.Type)
	b.known(c.Collation, kind.Collation)
	if c.Inherited && (!c.Local || b.stays(id)) { // else see orderDeclared
		for _, p := range parents(*t) {
			if parent, ok := b.side.tables[p]; ok && hasColumn(parent, c.Name) {
				b.need(node(columnID(p, c.Name)))
				break
			}
		}
	}
	if !c.Generated.IsZero() {
		b.expr(t, c.Generated.Expr)
	}
	if c.NotNull {
		b.add(render.Node{ID: id, Part: partNotNull}, node(id))
	}
	if !c.Default.IsZero() {
		b.add(render.Node{ID: id, Part: partDefault}, node(id))
		b.expr(nil, c.Default)
		b.fields(nil, c.Default)
	}
}

func (b *itemBuilder) columns(table model.QName, lists ...[]string) {
	for _, list := range lists {
		for _, c := range list {
			b.need(node(columnID(table, c)))
		}
	}
}

// notNull needs that columns are not null.
func (b *itemBuilder) notNull(table model.QName, names ...string) {
	for _, c := range names {
		b.need(render.Node{ID: columnID(table, c), Part: partNotNull})
	}
}

// key adds a primary key or unique constraint, and its index apart.
func (b *itemBuilder) key(t *model.Table, k *model.Key) {
	q := t.QName()
	id := partID(k.Kind(), q, k.Name)
	index := render.Node{ID: id, Part: partIndex}
	b.add(index, node(tableID(q)))
	b.columns(q, k.Columns, k.Include)
	keys := make([]model.IndexKey, len(k.Columns))
	for i, name := range k.Columns {
		keys[i].Column = name
	}
	b.keyClasses(t, "btree", keys)
	b.overlaps(k.WithoutOverlaps)
	b.add(node(id), node(tableID(q)), index)
	b.columns(q, k.Columns, k.Include)
	b.overlaps(k.WithoutOverlaps)
	if k.Primary {
		b.notNull(q, k.Columns...)
	}
	b.attachment(t, id, k.Parent)
}

func (b *itemBuilder) check(t *model.Table, c *model.Check) {
	q := t.QName()
	b.add(node(partID(model.KindCheck, q, c.Name)), node(tableID(q)))
	b.expr(t, c.Expr)
	if c.Inherited && !c.Local {
		for _, p := range parents(*t) {
			b.need(node(partID(model.KindCheck, p, c.Name)))
		}
	}
}

func (b *itemBuilder) index(t *model.Table, x *model.Index) {
	q := t.QName()
	id := partID(model.KindIndex, q, x.Name)
	b.add(node(id), node(tableID(q)))
	b.columns(q, x.Include)
	b.method(x.Method, x.Keys)
	b.keyClasses(t, x.Method, x.Keys)
	for i := range x.Keys {
		b.indexKey(t, &x.Keys[i])
	}
	b.expr(t, x.Predicate)
	b.attachment(t, id, x.Parent)
}

// indexKey needs what a key of an index is made of.
func (b *itemBuilder) indexKey(t *model.Table, k *model.IndexKey) {
	b.known(k.Opclass, kind.OperatorClass)
	b.known(k.Collation, kind.Collation)
	if k.Column != "" {
		b.need(node(columnID(t.QName(), k.Column)))
	}
	b.expr(t, k.Expr)
}

// method needs the extension that may bring along an access method, or a
// default operator class that is not named.
func (b *itemBuilder) method(name string, keys []model.IndexKey) {
	if id := kind.Global(kind.AccessMethod, name); b.side.has(id) {
		b.need(node(id))
		return
	}
	switch name {
	case "btree", "hash", "brin":
		return
	case "gist", "gin", "spgist":
		if !slices.ContainsFunc(keys, func(k model.IndexKey) bool { return k.Opclass.IsZero() }) {
			return
		}
	}
	for _, e := range b.extensions {
		b.need(node(model.ID{Kind: model.KindExtension, Name: e.Name}))
	}
}

// overlaps needs what a key or foreign key over periods of time has for its
// other columns: a default operator class of GiST.
func (b *itemBuilder) overlaps(periods bool) {
	if periods {
		b.method("gist", []model.IndexKey{{}})
	}
}

func (b *itemBuilder) exclusion(t *model.Table, e *model.Exclusion) {
	id := partID(model.KindExclusion, t.QName(), e.Name)
	b.add(node(id), node(tableID(t.QName())))
	b.columns(t.QName(), e.Include)
	keys := elementKeys(*e)
	for i := range e.Elements {
		b.indexKey(t, &keys[i])
		b.known(e.Elements[i].Operator, kind.Operator)
	}
	b.method(e.Method, keys)
	b.keyClasses(t, e.Method, keys)
	b.expr(t, e.Predicate)
	b.attachment(t, id, e.Parent)
}

// attachment adds the attachment of an index to a partitioned index.
func (b *itemBuilder) attachment(t *model.Table, own model.ID, parent model.QName) {
	if parent.IsZero() {
		return
	}
	b.add(render.Node{ID: own, Part: partAttach}, node(own), render.Node{ID: tableID(t.QName()), Part: partAttach})
	if id, ok := b.side.indexes[parent]; ok {
		b.need(node(id))
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
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return model.QName{}
}

func (b *itemBuilder) foreignKey(t *model.Table, f *model.ForeignKey) {
	q := t.QName()
	b.add(node(partID(model.KindForeignKey, q, f.Name)), node(tableID(q)), node(tableID(f.References)))
	b.columns(q, f.Columns)
	b.columns(f.References, f.RefColumns)
	b.overlaps(f.Period)
	b.need(render.Node{ID: tableID(q), Part: partLogged}, render.Node{ID: tableID(f.References), Part: partLogged})
	ref, ok := b.side.tables[f.References]
	if !ok {
		return
	}
	b.referencedIndexes(ref, f)
	// The key of a partitioned table holds when every partition has its part.
	for _, child := range b.side.descendants(f.References) {
		c := b.side.tables[child]
		b.need(render.Node{ID: tableID(child), Part: partAttach})
		for i := range c.Keys {
			if k := &c.Keys[i]; !k.Parent.IsZero() {
				b.need(render.Node{ID: partID(k.Kind(), child, k.Name), Part: partAttach})
			}
		}
	}
}

// referencedIndexes needs the keys and unique indexes that a foreign key can
// hang on. Where there are several, which one it is depends on their history.
// It also needs what these cover: the server makes an index anew, and refuses
// to with a foreign key on it, when the type of any column of it changes.
func (b *itemBuilder) referencedIndexes(ref *model.Table, f *model.ForeignKey) {
	for i := range ref.Keys {
		if k := &ref.Keys[i]; !k.Deferrable && sameSet(k.Columns, f.RefColumns) && k.WithoutOverlaps == f.Period {
			b.need(node(partID(k.Kind(), f.References, k.Name)))
			b.columns(f.References, k.Include)
		}
	}
	for i := range ref.Indexes {
		if x := &ref.Indexes[i]; x.Unique && x.Predicate.IsZero() && sameSet(keyColumns(x.Keys), f.RefColumns) {
			b.need(node(partID(model.KindIndex, f.References, x.Name)))
			b.columns(f.References, x.Include)
		}
	}
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
	if len(a) != len(b) {
		return false
	}
	if len(a) == 1 {
		return a[0] == b[0]
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func (b *itemBuilder) replica(t *model.Table) {
	if t.ReplicaIdentity.Mode == model.ReplicaDefault {
		return
	}
	b.add(render.Node{ID: tableID(t.QName()), Part: partReplica}, node(tableID(t.QName())))
	id, ok := b.side.indexes[model.QName{Schema: t.Schema, Name: t.ReplicaIdentity.Index}]
	if !ok || t.ReplicaIdentity.Mode != model.ReplicaIndex {
		return
	}
	b.need(node(id))
	for i := range t.Columns { // those of the index must not be null
		b.notNull(t.QName(), t.Columns[i].Name)
	}
}

func (b *itemBuilder) logged(t *model.Table) {
	if t.Unlogged || t.Materialized() || t.Foreign() {
		return
	}
	b.add(render.Node{ID: tableID(t.QName()), Part: partLogged}, node(tableID(t.QName())))
	for i := range t.ForeignKeys {
		b.need(render.Node{ID: tableID(t.ForeignKeys[i].References), Part: partLogged})
	}
}
