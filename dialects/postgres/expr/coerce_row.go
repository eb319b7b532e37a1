package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// coerceRow is the end of coerce_type: the conversions of rows.
func (a *analysis) coerceRow(n *node, target *facts.Type, ctx context) *node {
	k := &a.c.known
	switch {
	case n.typ == k.record && isComposite(target):
		return a.rowToComposite(n, target, ctx)
	case target == k.record && isComposite(n.typ), target == k.recordArray:
		return n
	case a.c.isRowOf(n.typ, target):
		return &node{kind: kindConvertRow, typ: target, args: []*node{n}}
	}
	fail("there is no cast from %s to %s", n.typ, target)
	return nil
}

// rowToComposite is coerce_record_to_complex.
func (a *analysis) rowToComposite(n *node, target *facts.Type, ctx context) *node {
	if n.kind != kindRow {
		fail("a record can't be cast to %s here", target)
	}
	composite := base(target)
	fields := a.c.fields(composite)
	if len(fields) != len(n.args) {
		fail("a row of %d fields can't be cast to %s, which has %d", len(n.args), target, len(fields))
	}
	out := &node{kind: kindRow, typ: composite, args: make([]*node, len(fields))}
	for i, f := range fields {
		if f.Type == nil {
			fail("nothing is known about the type of %s.%s", target, f.Name)
		}
		e := a.coerceTo(n.args[i], f.Type, f.Mods, ctx)
		if e == nil {
			fail("there is no cast from %s to %s", n.args[i].typ, f.Type)
		}
		out.args[i] = e
	}
	if composite != target {
		return a.coerceToDomain(out, composite, "", target, ctx)
	}
	return out
}

// isRowOf is typeInheritsFrom or typeIsOfTypedTable: whether a value of the row
// type sub can stand where one of super is wanted.
func (c *Catalog) isRowOf(sub, super *facts.Type) bool {
	if sub.Kind != facts.Composite || super.Kind != facts.Composite {
		return false
	}
	return c.inherits(sub, super, 0)
}

func (c *Catalog) inherits(sub, super *facts.Type, depth int) bool {
	table := c.tables[sub]
	if table == nil || depth > maxInheritance {
		return false
	}
	parents := append([]model.QName{table.PartitionOf, table.OfType}, table.Inherits...)
	for _, p := range parents {
		if p.IsZero() {
			continue
		}
		if t := c.typeIn(p.Schema, p.Name); t != nil && (t == super || c.inherits(t, super, depth+1)) {
			return true
		}
	}
	return false
}

const maxInheritance = 50
