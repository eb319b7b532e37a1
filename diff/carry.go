package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// kindServer is the kind of the servers that foreign tables are on.
const kindServer model.Kind = "server"

// Carry returns a copy of the old schema as it is after the renames: everything
// in it is in the new side's names, except the texts of expressions and the
// signatures of routines, operators and casts. Every list keeps its places, so
// that the i-th object is that of the i-th object of old; call
// [model.Schema.Sort] on the copy for the canonical order.
func (n Names) Carry(old model.Schema) model.Schema {
	s := old
	if n.Empty() {
		return s
	}
	s.Namespaces = apply(s.Namespaces, func(o *model.Namespace) { o.Name = n.schema(o.Name) })
	s.Extensions = apply(s.Extensions, func(o *model.Extension) { o.Schema = n.schema(o.Schema) })
	s.Enums = apply(s.Enums, n.enum)
	s.Domains = apply(s.Domains, n.domain)
	s.Composites = apply(s.Composites, n.composite)
	s.Ranges = apply(s.Ranges, n.rangeType)
	s.Sequences = apply(s.Sequences, func(o *model.Sequence) {
		o.Schema, o.Name = split(n.Relation(qname(*o)))
		o.OwnedBy = model.ColumnRef{Table: n.Relation(o.OwnedBy.Table), Column: n.Column(o.OwnedBy.Table, o.OwnedBy.Column)}
	})
	s.Tables = apply(s.Tables, n.table)
	s.Statistics = apply(s.Statistics, func(o *model.Statistics) {
		o.Schema, o.Name = split(n.statisticsName(model.QName{Schema: o.Schema, Name: o.Name}))
		o.Columns = n.columns(o.Table, o.Columns)
		o.Table = n.Relation(o.Table)
	})
	s.Definitions = apply(s.Definitions, func(o *model.Definition) { *o = n.definition(*o) })
	s.Unsupported = apply(s.Unsupported, func(o *model.Unsupported) { o.ID = n.ID(o.ID) })
	return s
}

// definition returns a definition in the new side's names.
func (n Names) definition(o model.Definition) model.Definition {
	o.ID = n.ID(o.ID)
	o.Signature = apply(o.Signature, func(t *model.Type) { *t = n.Type(*t) })
	return o.Edit(func(v *model.Value) {
		v.Type = n.Type(v.Type)
		if !v.Ref.IsZero() {
			v.Ref = n.ID(v.Ref)
		}
	})
}

func apply[T any](list []T, edit func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		edit(&list[i])
	}
	return list
}

func split(q model.QName) (schema, name string) { return q.Schema, q.Name }

func (n Names) columns(table model.QName, list []string) []string {
	return apply(list, func(c *string) { *c = n.Column(table, *c) })
}

func (n Names) enum(o *model.Enum) {
	labels := slices.Clone(o.Labels)
	for i, l := range labels {
		labels[i] = n.part(model.ID{Kind: KindEnumValue, Schema: o.Schema, Parent: o.Name, Name: l})
	}
	o.Labels = labels
	o.Schema, o.Name = split(n.typeName(model.QName{Schema: o.Schema, Name: o.Name}))
}

func (n Names) domain(o *model.Domain) {
	owner := model.ID{Kind: model.KindDomainConstraint, Schema: o.Schema, Parent: o.Name}
	o.Checks = apply(o.Checks, func(c *model.Check) {
		owner.Name = c.Name
		c.Name = n.part(owner)
	})
	o.Base = n.Type(o.Base)
	o.Collation = n.inSchema(o.Collation)
	o.Schema, o.Name = split(n.typeName(model.QName{Schema: o.Schema, Name: o.Name}))
}

func (n Names) composite(o *model.Composite) {
	owner := model.ID{Kind: KindAttribute, Schema: o.Schema, Parent: o.Name}
	o.Attributes = apply(o.Attributes, func(a *model.Attribute) {
		owner.Name = a.Name
		a.Name = n.part(owner)
		a.Type = n.Type(a.Type)
		a.Collation = n.inSchema(a.Collation)
	})
	o.Schema, o.Name = split(n.typeName(model.QName{Schema: o.Schema, Name: o.Name}))
}

func (n Names) rangeType(o *model.Range) {
	o.Subtype = n.Type(o.Subtype)
	o.Opclass = n.inSchema(o.Opclass)
	o.Collation = n.inSchema(o.Collation)
	o.Canonical = n.inSchema(o.Canonical)
	o.SubtypeDiff = n.inSchema(o.SubtypeDiff)
	o.Multirange = n.typeName(o.Multirange)
	o.Schema, o.Name = split(n.typeName(model.QName{Schema: o.Schema, Name: o.Name}))
}

func (n Names) table(t *model.Table) {
	old := t.QName()
	part := func(k model.Kind, name string) string {
		return n.part(model.ID{Kind: k, Schema: old.Schema, Parent: old.Name, Name: name})
	}
	if t.ReplicaIdentity.Mode == model.ReplicaIndex {
		t.ReplicaIdentity.Index = n.Relation(model.QName{Schema: old.Schema, Name: t.ReplicaIdentity.Index}).Name
	}
	t.Columns = apply(t.Columns, func(c *model.Column) {
		c.Name = part(model.KindColumn, c.Name)
		c.Type = n.Type(c.Type)
		c.Collation = n.inSchema(c.Collation)
		c.Identity.Sequence = n.Relation(c.Identity.Sequence)
	})
	t.Keys = apply(t.Keys, func(k *model.Key) {
		k.Name = part(k.Kind(), k.Name)
		k.Columns, k.Include = n.columns(old, k.Columns), n.columns(old, k.Include)
		k.Elements = apply(k.Elements, func(e *model.IndexKey) { n.indexKey(old, e) })
		k.Parent = n.Relation(k.Parent)
	})
	t.Checks = apply(t.Checks, func(c *model.Check) {
		c.Name, c.Column = part(model.KindCheck, c.Name), n.optionalColumn(old, c.Column)
	})
	t.Exclusions = apply(t.Exclusions, func(x *model.Exclusion) {
		x.Name = part(model.KindExclusion, x.Name)
		x.Include = n.columns(old, x.Include)
		x.Parent = n.Relation(x.Parent)
		x.Elements = apply(x.Elements, func(e *model.ExclusionElement) {
			e.Operator = n.inSchema(e.Operator)
			n.indexKey(old, &e.IndexKey)
		})
	})
	t.ForeignKeys = apply(t.ForeignKeys, func(f *model.ForeignKey) {
		f.Name = part(model.KindForeignKey, f.Name)
		f.Columns, f.OnDeleteColumns = n.columns(old, f.Columns), n.columns(old, f.OnDeleteColumns)
		f.RefColumns = n.columns(f.References, f.RefColumns)
		f.References = n.Relation(f.References)
	})
	t.Indexes = apply(t.Indexes, func(i *model.Index) {
		i.Name = part(model.KindIndex, i.Name)
		i.Include = n.columns(old, i.Include)
		i.Keys = apply(i.Keys, func(k *model.IndexKey) { n.indexKey(old, k) })
		i.Parent = n.Relation(i.Parent)
	})
	key := func(k *model.PartitionKey) {
		k.Column = n.optionalColumn(old, k.Column)
		k.Collation, k.Opclass = n.inSchema(k.Collation), n.inSchema(k.Opclass)
	}
	t.Partitioning.Keys = apply(t.Partitioning.Keys, key)
	t.Partitioning.Sub.Keys = apply(t.Partitioning.Sub.Keys, key)
	t.OfType = n.typeName(t.OfType)
	if t.Foreign() {
		t.Server = n.ID(model.ID{Kind: kindServer, Name: t.Server}).Name
	}
	t.Inherits = apply(t.Inherits, func(q *model.QName) { *q = n.Relation(*q) })
	t.PartitionOf = n.Relation(t.PartitionOf)
	t.Schema, t.Name = split(n.Relation(old))
}

func (n Names) indexKey(table model.QName, k *model.IndexKey) {
	k.Column = n.optionalColumn(table, k.Column)
	k.Collation, k.Opclass = n.inSchema(k.Collation), n.inSchema(k.Opclass)
}

func (n Names) optionalColumn(table model.QName, column string) string {
	if column == "" {
		return ""
	}
	return n.Column(table, column)
}
