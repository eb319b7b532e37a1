package ddl

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createIndex applies CREATE INDEX.
func (r *reader) createIndex(s *parse.IndexStmt) {
	t := r.tableOf(s.Relation)
	if s.IfNotExists && s.Idxname != "" && t.ns.relations[naming.Truncate(s.Idxname)] != nil {
		return
	}
	x := &index{
		table: t, name: naming.Truncate(s.Idxname), unique: s.Unique, nullsNotDistinct: s.NullsNotDistinct,
		method: indexMethod(s.AccessMethod), options: storageOptions(nil, s.Options, false),
		tablespace: r.indexTablespace(t, s.TableSpace), pos: r.pos(s.Relation.Location),
	}
	var names []string
	for _, n := range s.IndexParams {
		key, name := r.indexKey(x, n.GetIndexElem(), s.Relation.Location)
		x.keys = append(x.keys, key)
		names = append(names, name)
	}
	for _, n := range s.IndexIncludingParams {
		e := n.GetIndexElem()
		x.include = append(x.include, r.columnOf(t, e.GetName(), s.Relation.Location))
		names = append(names, e.GetName())
	}
	x.names = chooseColumnNames(names)
	if s.WhereClause != nil {
		x.predicate = r.expression(s.WhereClause, scope{table: t, what: "index predicate"})
	}
	r.addIndex(x, s.Relation.Inh)
	r.partDirective(here, t, model.KindIndex, x.name)
}

// indexTablespace is where an index is kept.
func (r *reader) indexTablespace(t *table, written string) string {
	switch {
	case written == "pg_default":
		return ""
	case written != "":
		return written
	}
	return r.session.tablespace
}

// indexKey resolves a key of an index and returns the name for its column.
func (r *reader) indexKey(x *index, e *parse.IndexElem, location int32) (indexKey, string) {
	k := indexKey{
		descending: e.GetOrdering() == parse.SortByDir_SORTBY_DESC,
		nullsFirst: e.GetNullsOrdering() == parse.SortByNulls_SORTBY_NULLS_FIRST,
	}
	if k.descending && e.GetNullsOrdering() != parse.SortByNulls_SORTBY_NULLS_LAST {
		k.nullsFirst = true
	}
	var t model.Type
	var name string
	if e.GetExpr() == nil {
		k.column, name = r.columnOf(x.table, e.GetName(), location), e.GetName()
		t = k.column.typ
	} else {
		name = figureColumnName(e.Expr, r.version)
		var node *parse.Node
		node, k.collation = r.stripCollate(e.Expr)
		k.expr = r.expression(node, scope{table: x.table, what: "index expression"})
		if column, collation := r.columnIn(k.expr, x.table); column != "" {
			k.column, k.expr = r.columnOf(x.table, column, location), expression{}
			k.collation = cmp.Or(k.collation, collation)
			t = k.column.typ
		}
	}
	if len(e.GetCollation()) > 0 {
		k.collation = r.collationNamed(stringsOf(e.Collation), location)
	}
	if !k.collation.IsZero() && k.collation == r.keyCollation(x.table, k.column, k.expr) {
		k.collation = model.QName{}
	}
	class := r.opclassNamed(stringsOf(e.GetOpclass()), x.method, location)
	k.options = storageOptions(nil, e.GetOpclassopts(), false)
	k.opclass = class.name
	if class.isDefault && len(k.options) == 0 {
		if k.column == nil {
			t, _ = r.typeOf(k.expr, scope{table: x.table})
		}
		k.opclass = r.opclassUnlessDefault(class.name, x.method, t)
	}
	return k, name
}

// stripCollate takes COLLATE from the outside of a key: it is the key's, not the
// expression's.
func (r *reader) stripCollate(node *parse.Node) (*parse.Node, model.QName) {
	collation := model.QName{}
	for node.GetCollateClause() != nil {
		if collation.IsZero() {
			collation = r.collation(node.GetCollateClause())
		}
		node = node.GetCollateClause().Arg
	}
	return node, collation
}

// keyCollation is the collation that a key has by itself: the column's, or that
// of the columns in the expression, if they agree.
func (r *reader) keyCollation(t *table, c *column, e expression) model.QName {
	if c != nil {
		return r.columnCollation(c)
	}
	own := model.QName{}
	for _, name := range e.columns {
		column := t.column(name)
		if column == nil {
			continue
		}
		switch collation := r.columnCollation(column); {
		case collation.IsZero():
		case own.IsZero() || own == defaultCollation:
			own = collation
		case collation != own && collation != defaultCollation:
			return defaultCollation
		}
	}
	if own.IsZero() {
		return defaultCollation
	}
	return own
}

// columnCollation is the collation that a column's values have.
func (r *reader) columnCollation(c *column) model.QName {
	if !c.collation.IsZero() {
		return c.collation
	}
	return r.typeCollation(c.typ)
}

// columnIn returns the column that an expression comes to, "" if it is more: a
// column in parentheses is the column, and one that is cast to its own type, with
// or without a collation.
func (r *reader) columnIn(e expression, t *table) (string, model.QName) {
	none := model.QName{}
	if len(e.columns) != 1 || e.row || isSystemColumn(e.columns[0]) {
		return "", none
	}
	name := e.columns[0]
	if e.text == deparse.Ident(name) {
		return name, none
	}
	node, collation, ok := r.castsColumn(r.reparse(e.text))
	if !ok {
		return "", none
	}
	catalog, err := r.catalog()
	if err != nil {
		return "", none
	}
	s := r.exprScope(scope{table: t})
	s.SearchPath = nil // the text is qualified
	key, err := catalog.KeyNode(s, node)
	if err != nil {
		return "", none
	}
	if column, err := catalog.Key(s, deparse.Ident(name)); err != nil || column != key {
		return "", none
	}
	// A cast that takes the modifiers away means the same, but isn't nothing.
	if typ, err := catalog.TypeOf(s, r.print(node)); err != nil || typ != t.column(name).typ {
		return "", none
	}
	return name, collation
}

// castsColumn says whether an expression is a column in casts, which may be
// written as calls. It takes the collations away and returns the outermost.
func (r *reader) castsColumn(root *parse.Node) (node *parse.Node, collation model.QName, ok bool) {
	for at := &root; ; {
		switch n := (*at).GetNode().(type) {
		case *parse.Node_TypeCast:
			at = &n.TypeCast.Arg
		case *parse.Node_CollateClause:
			collation = cmp.Or(collation, r.collation(n.CollateClause))
			*at = n.CollateClause.Arg
		case *parse.Node_FuncCall:
			if len(n.FuncCall.Args) != 1 {
				return root, collation, false
			}
			at = &n.FuncCall.Args[0]
		default:
			return root, collation, (*at).GetColumnRef() != nil
		}
	}
}

// bareColumn returns the column that an expression is; "" if it is more.
func bareColumn(node *parse.Node) string {
	ref := node.GetColumnRef()
	if ref == nil || len(ref.Fields) != 1 || isSystemColumn(ref.Fields[0].GetString_().GetSval()) {
		return ""
	}
	return ref.Fields[0].GetString_().GetSval()
}

// addIndex adds an index to its table, gives it a name if it has none, and adds
// copies of it to the partitions (DefineIndex).
func (r *reader) addIndex(x *index, recurse bool) {
	t := x.table
	if x.name == "" {
		x.name, x.implicit = r.chooseIndex(x), true
	}
	r.claim(t.ns, x.name, here)
	if x.constraint != nil {
		r.claimConstraint(t, x.name)
		r.db.countConstraint(t.ns, x.name, 1)
	}
	save(r.db, t)
	t.keys = append(t.keys, x)
	put(r.db, t.ns.relations, x.name, relation(x))
	switch {
	case t.kind != partitioned || len(t.children) == 0:
	case recurse:
		r.addParts(x)
	default:
		x.invalid = true
	}
}

// addParts makes sure that the partitions have their parts of an index.
func (r *reader) addParts(x *index) {
	if x.table.kind != partitioned {
		return
	}
	for _, child := range x.table.children {
		if child.kind != foreignTable {
			r.ensureIndex(child, x, false)
		}
	}
}

// chooseIndex is ChooseIndexName. The server takes what is made like a key WITHOUT
// OVERLAPS for an exclusion constraint.
func (r *reader) chooseIndex(x *index) string {
	t := x.table
	switch {
	case x.constraint == nil:
		return r.chooseRelation(t.ns, t.name, joinNames(x.names), "idx", false)
	case x.constraint.kind == model.KindPrimaryKey:
		return r.chooseRelation(t.ns, t.name, "", "pkey", true)
	case x.constraint.kind == model.KindExclusion, x.constraint.withoutOverlaps && x.cloned:
		return r.chooseRelation(t.ns, t.name, joinNames(x.names), "excl", true)
	}
	return r.chooseRelation(t.ns, t.name, joinNames(x.names), "key", true)
}

// cloneIndexes gives a new partition the indexes of its parent.
func (r *reader) cloneIndexes(t *table) {
	if t.kind == foreignTable {
		return
	}
	for _, x := range t.partitionOf.keys {
		r.attachIndex(x, r.cloneIndex(t, x))
	}
}

// ensureIndex makes sure that a partition has the like of an index of its
// parent: one that is there and attached to none, or a new one.
func (r *reader) ensureIndex(t *table, x *index, attaching bool) {
	for _, own := range t.keys {
		if own.parent == nil && r.alike(own, x) && (!attaching || r.sameConstraint(own, x)) {
			r.attachIndex(x, own)
			return
		}
	}
	r.attachIndex(x, r.cloneIndex(t, x))
}

// cloneIndex makes the like of an index on a partition (generateClonedIndexStmt).
func (r *reader) cloneIndex(t *table, x *index) *index {
	clone := *x
	clone.table, clone.name, clone.comment, clone.implicit, clone.pos = t, "", "", false, t.pos
	clone.clustered, clone.invalid, clone.parent, clone.children, clone.cloned = false, false, nil, nil, true
	clone.keys = slices.Clone(x.keys)
	for i := range clone.keys {
		usual := model.QName{Name: "default"}
		if c := clone.keys[i].column; c != nil {
			clone.keys[i].column = t.column(c.name)
			usual = r.typeCollation(c.typ)
		}
		if clone.keys[i].collation == usual {
			clone.keys[i].collation = model.QName{} // the column's or the expression's counts (get_collation)
		}
		clone.keys[i].statistics = 0
	}
	clone.include = slices.Clone(x.include)
	for i, c := range clone.include {
		clone.include[i] = t.column(c.name)
	}
	if x.constraint != nil {
		k := *x.constraint
		k.comment, k.local = "", false
		clone.constraint = &k
	}
	if clone.primary() {
		for _, k := range clone.keys {
			if !k.column.notNull {
				r.setNotNull(k.column, declaredNotNull{column: k.column.name}, true)
			}
		}
	}
	r.addIndex(&clone, true)
	clone.implicit = false
	return &clone
}

// sameConstraint says whether two indexes serve the same kind of constraint,
// which ATTACH PARTITION wants in newer versions. Otherwise a unique constraint
// can be the part of a primary key, and the reverse.
func (r *reader) sameConstraint(own, x *index) bool {
	return x.constraint == nil || !r.version.AttachesKeysByKind() || own.constraint.kind == x.constraint.kind
}

// alike says whether an index of a partition can be attached to one of its
// parent (CompareIndexInfo).
func (r *reader) alike(own, x *index) bool {
	if own.invalid && !x.invalid || own.method != x.method || own.unique != x.unique || own.nullsNotDistinct != x.nullsNotDistinct ||
		len(own.keys) != len(x.keys) || len(own.include) != len(x.include) || own.predicate.text != x.predicate.text ||
		own.constraint == nil && x.constraint != nil || own.excludes() || x.excludes() {
		return false
	}
	for i, k := range own.keys {
		other := x.keys[i]
		if (k.column == nil) != (other.column == nil) || k.column != nil && k.column.name != other.column.name ||
			k.expr.text != other.expr.text || k.collation != other.collation ||
			k.opclass != other.opclass && r.opfamily(own, k) != r.opfamily(x, other) {
			return false
		}
	}
	for i, c := range own.include {
		if c.name != x.include[i].name {
			return false
		}
	}
	return true
}

// excludes says whether the index is an exclusion constraint's. The server
// takes none of these for the like of another.
func (x *index) excludes() bool {
	return x.constraint != nil && x.constraint.kind == model.KindExclusion
}

// attachIndex makes an index of a partition part of its parent's.
func (r *reader) attachIndex(x, child *index) {
	save(r.db, x)
	save(r.db, child)
	child.parent = x
	if child.constraint != nil && x.constraint != nil {
		k := *child.constraint
		k.local = false
		child.constraint = &k
	}
	x.children = append(x.children, child)
	r.validateIndex(x)
}

// validateIndex is validatePartitionedIndex: an index of a partitioned table is
// valid when it has a valid part in every partition.
func (r *reader) validateIndex(x *index) {
	for x != nil && x.invalid && x.table.kind == partitioned {
		valid := 0
		for _, child := range x.children {
			if !child.invalid {
				valid++
			}
		}
		if valid < len(x.table.children) {
			return
		}
		save(r.db, x)
		x.invalid = false
		x = x.parent
	}
}

// attachIndexTo applies ALTER INDEX … ATTACH PARTITION.
func (r *reader) attachIndexTo(x *index, name *parse.RangeVar) {
	rel := r.relationOf(name, false)
	child, ok := rel.(*index)
	if !ok {
		r.fail(name.Location, "%s is not an index", deparse.Qualified(rangeNames(name)...))
	}
	switch {
	case child.parent == x:
		return
	case child.parent != nil:
		r.fail(name.Location, "cannot attach index %s as a partition of index %s: it is already attached to another index", child.name, x.name)
	case child.table.partitionOf != x.table:
		r.fail(name.Location, "cannot attach index %s as a partition of index %s: its table is no partition of %s", child.name, x.name, x.table.qname())
	case slices.ContainsFunc(x.children, func(o *index) bool { return o.table == child.table }):
		r.fail(name.Location, "cannot attach index %s as a partition of index %s: another index is already attached for its partition", child.name, x.name)
	case !r.alike(child, x):
		r.fail(name.Location, "cannot attach index %s as a partition of index %s: the index definitions do not match", child.name, x.name)
	}
	r.attachIndex(x, child)
}

// dropIndex removes an index. One of a partitioned table takes its parts along.
func (r *reader) dropIndex(x *index) {
	for _, child := range x.children {
		r.dropIndex(child)
	}
	t := x.table
	save(r.db, t)
	t.keys = without(t.keys, x)
	if t.identityIndex == x {
		t.identityIndex = nil // the identity stays: that is what the server does
		t.replicaIdentity = model.ReplicaNothing
	}
	remove(r.db, t.ns.relations, x.name)
	if x.constraint != nil {
		r.db.countConstraint(t.ns, x.name, -1)
	}
	if x.parent != nil {
		save(r.db, x.parent)
		x.parent.children = without(x.parent.children, x)
	}
}

// indexedBy lists the table's indexes that a column is in.
func (t *table) indexedBy(c *column) []*index {
	var list []*index
	for _, x := range t.keys {
		if x.uses(c) {
			list = append(list, x)
		}
	}
	return list
}

// uses says whether an index has a column, as a key or in an expression.
func (x *index) uses(c *column) bool {
	return slices.ContainsFunc(x.keys, func(k indexKey) bool { return k.column == c || k.expr.uses(c.name) }) ||
		slices.Contains(x.include, c) || x.predicate.uses(c.name)
}

// indexMethod is the access method of an index. The server takes gist for
// rtree, which is long gone.
func indexMethod(name string) string {
	switch name {
	case "":
		return "btree"
	case "rtree":
		return "gist"
	}
	return name
}
