package ddl

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// partitionBy resolves the partition key of a table.
func (r *reader) partitionBy(t *table, s *parse.PartitionSpec) {
	method := "btree"
	switch s.Strategy {
	case parse.PartitionStrategy_PARTITION_STRATEGY_RANGE:
		t.partitioning = model.PartitionByRange
	case parse.PartitionStrategy_PARTITION_STRATEGY_LIST:
		t.partitioning = model.PartitionByList
	case parse.PartitionStrategy_PARTITION_STRATEGY_HASH:
		t.partitioning, method = model.PartitionByHash, "hash"
	default:
		r.fail(s.Location, "the partitioning strategy is not understood")
	}
	for _, n := range s.PartParams {
		e := n.GetPartitionElem()
		k := partKey{}
		var typ model.Type
		if e.GetName() != "" {
			k.column = r.columnOf(t, e.Name, e.Location)
		} else {
			var node *parse.Node
			node, k.collation = r.stripCollate(e.GetExpr())
			k.expr = r.expression(node, scope{table: t, what: "partition key expression"})
			if name, collation := r.columnIn(k.expr, t); name != "" {
				k.column, k.expr = r.columnOf(t, name, e.Location), expression{}
				k.collation = cmp.Or(k.collation, collation)
			}
		}
		if k.column != nil {
			typ = k.column.typ
		}
		if len(e.Collation) > 0 {
			k.collation = r.collationNamed(stringsOf(e.Collation), e.Location)
		}
		if !k.collation.IsZero() && k.collation == r.keyCollation(t, k.column, k.expr) {
			k.collation = model.QName{}
		}
		class := r.opclassNamed(stringsOf(e.Opclass), method, e.Location)
		k.opclass = class.name
		if class.isDefault {
			if k.column == nil {
				typ, _ = r.typeOf(k.expr, scope{table: t})
			}
			k.opclass = r.opclassUnlessDefault(class.name, method, typ)
		}
		t.partKeys = append(t.partKeys, k)
	}
}

// partitionBound resolves FOR VALUES … or DEFAULT.
func (r *reader) partitionBound(parent *table, b *parse.PartitionBoundSpec) model.PartitionBound {
	if parent.kind != partitioned {
		r.fail(b.Location, "%s is not partitioned", parent.qname())
	}
	if b.IsDefault {
		if parent.partitioning == model.PartitionByHash {
			r.fail(b.Location, "a hash-partitioned table may not have a default partition")
		}
		return model.PartitionBound{Default: true}
	}
	strategies := map[string]model.PartitionStrategy{"l": model.PartitionByList, "r": model.PartitionByRange, "h": model.PartitionByHash}
	if strategies[b.Strategy] != parent.partitioning {
		r.fail(b.Location, "invalid bound specification for a %s partition", parent.partitioning)
	}
	var bound model.PartitionBound
	switch parent.partitioning {
	case model.PartitionByHash:
		bound.Modulus, bound.Remainder = int(b.Modulus), int(b.Remainder)
	case model.PartitionByList:
		for _, n := range b.Listdatums {
			bound.In = append(bound.In, r.expression(n, scope{what: "partition bound"}).model())
		}
	case model.PartitionByRange:
		bound.From = r.boundValues(b.Lowerdatums)
		bound.To = r.boundValues(b.Upperdatums)
		if len(bound.From) != len(parent.partKeys) || len(bound.To) != len(parent.partKeys) {
			r.fail(b.Location, "FROM and TO must specify exactly one value per partitioning column")
		}
	}
	return bound
}

// boundValues resolves one end of a range. MINVALUE and MAXVALUE are columns'
// names to the parser.
func (r *reader) boundValues(nodes []*parse.Node) []model.BoundValue {
	list := make([]model.BoundValue, len(nodes))
	for i, n := range nodes {
		if name := bareColumn(n); name == "minvalue" || name == "maxvalue" {
			list[i].Infinite = name
			continue
		}
		list[i].Expr = r.expression(n, scope{what: "partition bound"}).model()
	}
	return list
}

// attachPartition applies ALTER TABLE … ATTACH PARTITION.
func (r *reader) attachPartition(p *table, cmd *parse.PartitionCmd) {
	t := r.tableOf(cmd.Name)
	switch {
	case p.kind != partitioned:
		r.fail(cmd.Name.Location, "%s is not partitioned", p.qname())
	case t.partitionOf != nil:
		r.fail(cmd.Name.Location, "%s is already a partition", t.qname())
	case len(t.parents) > 0:
		r.fail(cmd.Name.Location, "cannot attach inheritance child as partition")
	case t == p || slices.Contains(t.descendants(), p):
		r.fail(cmd.Name.Location, "circular inheritance not allowed")
	}
	for _, c := range t.columns {
		if p.column(c.name) == nil {
			r.fail(cmd.Name.Location, "table %s contains column %s not found in parent %s", t.qname(), deparse.Ident(c.name), p.qname())
		}
	}
	bound := r.partitionBound(p, cmd.Bound)
	r.adopt(t, p)
	r.addParent(t, p, true)
	t.bound = bound
	for _, c := range t.columns {
		save(r.db, c)
		c.local = false
		c.null.local = c.null.local && c.null.inherited == 0
		if r.version.HasPartitionIdentity() {
			c.identity = p.column(c.name).identity
		}
	}
	for _, k := range t.checks {
		if k.inherited > 0 {
			save(r.db, k)
			k.local = false
		}
	}
	for _, x := range p.keys {
		if t.kind != foreignTable {
			r.ensureIndex(t, x, true)
		}
	}
	for ancestor := p; ancestor != nil; ancestor = ancestor.partitionOf {
		for _, k := range ancestor.references {
			r.absorbForeignKey(t, k)
			for _, child := range t.descendants() {
				r.absorbForeignKey(child, k)
			}
		}
		for _, k := range ancestor.referrers {
			r.hideConstraint(k)
		}
	}
}

// detachPartition applies ALTER TABLE … DETACH PARTITION.
func (r *reader) detachPartition(p *table, cmd *parse.PartitionCmd) {
	t := r.tableOf(cmd.Name)
	if t.partitionOf != p {
		r.fail(cmd.Name.Location, "relation %s is not a partition of relation %s", t.qname(), p.qname())
	}
	r.ownForeignKeys(t, p)
	r.disown(t, p)
	for _, x := range t.keys {
		if x.parent != nil {
			save(r.db, x)
			save(r.db, x.parent)
			x.parent.children = without(x.parent.children, x)
			x.parent = nil
			if x.constraint != nil {
				k := *x.constraint
				k.local = true
				x.constraint = &k
			}
		}
	}
	for _, c := range t.columns {
		if c.identity != "" && c.sequence == nil {
			save(r.db, c)
			c.identity = model.NotIdentity
		}
	}
}
