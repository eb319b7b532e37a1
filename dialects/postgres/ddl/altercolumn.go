package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// addColumn applies ADD COLUMN to a table and its children.
func (r *reader) addColumn(d *definition, c *command, recurse bool) {
	t, def := d.table, c.Def.GetColumnDef()
	if t.opaque {
		r.fail(here, "cannot add a column to %s %s", t.what(), t.qname())
	}
	if t.ofType != nil {
		r.fail(def.Location, "cannot add column to typed table")
	}
	if t.partitionOf != nil {
		r.fail(def.Location, "cannot add column to a partition")
	}
	if t.column(def.Colname) != nil {
		if c.MissingOk {
			return
		}
		r.fail(def.Location, "column %s of relation %s already exists", deparse.Ident(def.Colname), t.name)
	}
	if !recurse && len(t.children) > 0 {
		r.fail(def.Location, "column must be added to child tables too")
	}
	column := r.newColumn(d, def)
	save(r.db, t)
	t.columns = append(t.columns, column)
	r.passOn(column)
	r.partDirective(def.Location, t, model.KindColumn, column.name)
}

// passOn gives the children of a table a column that was added to it.
func (r *reader) passOn(c *column) {
	for _, child := range c.table.children {
		if own := child.column(c.name); own != nil {
			r.sameType(own, c)
			save(r.db, own)
			own.inherited++
			continue
		}
		copied := *c
		copied.table, copied.local, copied.inherited, copied.comment = child, false, 1, ""
		copied.notNull, copied.null, copied.sequence = false, notNull{}, nil
		copied.options, copied.foreign, copied.statistics = nil, nil, 0
		if child.partitionOf == nil || !r.version.HasPartitionIdentity() {
			copied.identity = model.NotIdentity
		}
		save(r.db, child)
		child.columns = append(child.columns, &copied)
		r.passOn(&copied)
	}
}

// passOnValue gives what generates a column to those that children have got with
// it.
func passOnValue(c *column) {
	for _, child := range c.table.children {
		if own := child.column(c.name); own != nil && own.generated && own.value.isZero() {
			own.value = c.value
			passOnValue(own)
		}
	}
}

// alterColumn applies ALTER COLUMN.
func (r *reader) alterColumn(t *table, c *command, recurse bool) {
	if t.opaque {
		return // defaults of a view's columns
	}
	column := r.columnOf(t, c.Name, here)
	r.alterColumnOf(column, c)
	if !recurse {
		return
	}
	switch c.Subtype {
	case parse.AlterTableType_AT_ColumnDefault, parse.AlterTableType_AT_SetStatistics, parse.AlterTableType_AT_SetStorage,
		parse.AlterTableType_AT_DropExpression, parse.AlterTableType_AT_AlterColumnType:
		for _, child := range t.descendants() {
			if inherited := child.column(column.name); inherited != nil {
				r.alterColumnOf(inherited, c)
			}
		}
	case parse.AlterTableType_AT_AddIdentity, parse.AlterTableType_AT_SetIdentity, parse.AlterTableType_AT_DropIdentity:
		for _, child := range t.descendants() {
			if inherited := child.column(column.name); inherited != nil && child.partitionOf != nil && r.version.HasPartitionIdentity() {
				save(r.db, inherited)
				inherited.identity = column.identity
			}
		}
	}
}

// alterColumnOf applies ALTER COLUMN to one table. Those that concern NOT NULL
// see to the children themselves.
func (r *reader) alterColumnOf(column *column, c *command) {
	save(r.db, column)
	switch c.Subtype {
	case parse.AlterTableType_AT_ColumnDefault:
		r.alterDefault(column, c)
	case parse.AlterTableType_AT_DropNotNull:
		r.dropNotNull(column, true)
	case parse.AlterTableType_AT_SetNotNull:
		r.setNotNull(column, declaredNotNull{column: column.name}, true)
	case parse.AlterTableType_AT_DropExpression:
		r.dropExpression(column, c.MissingOk)
	case parse.AlterTableType_AT_SetStatistics:
		column.statistics = max(0, int(c.Def.GetInteger().GetIval())+1)
	case parse.AlterTableType_AT_SetOptions:
		column.options = storageOptions(column.options, c.Def.GetList().GetItems(), false)
	case parse.AlterTableType_AT_ResetOptions:
		column.options = storageOptions(column.options, c.Def.GetList().GetItems(), true)
	case parse.AlterTableType_AT_SetStorage:
		column.storage = r.storageUnlessDefault(c.Def.GetString_().GetSval(), column.typ)
	case parse.AlterTableType_AT_SetCompression:
		column.compression = compression(c.Def.GetString_().GetSval())
	case parse.AlterTableType_AT_AlterColumnType:
		r.alterType(column, c.Def.GetColumnDef())
	case parse.AlterTableType_AT_AddIdentity:
		k := c.Def.GetConstraint()
		if !column.notNull {
			r.fail(here, "column %s of relation %s must be declared NOT NULL before identity can be added", deparse.Ident(column.name), column.table.name)
		}
		if column.identity != "" {
			r.fail(here, "column %s of relation %s is already an identity column", deparse.Ident(column.name), column.table.name)
		}
		r.setIdentity(&definition{table: column.table}, column, k)
	case parse.AlterTableType_AT_SetIdentity:
		r.alterIdentity(column, c.Def.GetList().GetItems())
	case parse.AlterTableType_AT_DropIdentity:
		r.dropIdentity(column, c.MissingOk)
	case parse.AlterTableType_AT_AlterColumnGenericOptions:
		column.foreign = r.genericOptions(column.foreign, c.Def.GetList().GetItems(), property.RedactOption)
	default:
		r.fail(here, "this form of ALTER COLUMN is not understood: %v", c.Subtype)
	}
}

// alterDefault applies SET DEFAULT, DROP DEFAULT and SET EXPRESSION.
func (r *reader) alterDefault(column *column, c *command) {
	switch {
	case r.stmt.CommandMarked(parse.SetExpression, c.number):
		if !column.generated {
			r.fail(here, "column %s of relation %s is not a generated column", deparse.Ident(column.name), column.table.name)
		}
		column.value = r.expression(c.Def, scope{table: column.table, what: "column generation expression"})
	case column.generated:
		r.fail(here, "column %s of relation %s is a generated column", deparse.Ident(column.name), column.table.name)
	case column.identity != "" && c.Def != nil:
		r.fail(here, "column %s of relation %s is an identity column", deparse.Ident(column.name), column.table.name)
	case c.Def == nil:
		column.value, column.serial = expression{}, false
	default:
		r.setDefault(column, c.Def)
	}
}

// dropExpression makes a generated column a plain one.
func (r *reader) dropExpression(column *column, missingOK bool) {
	if !column.generated {
		if missingOK {
			return
		}
		r.fail(here, "column %s of relation %s is not a generated column", deparse.Ident(column.name), column.table.name)
	}
	column.generated, column.virtual, column.value = false, false, expression{}
}

// alterIdentity applies SET GENERATED … and the options of the sequence.
func (r *reader) alterIdentity(column *column, options []*parse.Node) {
	if column.identity == "" {
		r.fail(here, "column %s of relation %s is not an identity column", deparse.Ident(column.name), column.table.name)
	}
	var rest []*parse.Node
	for _, n := range options {
		d := n.GetDefElem()
		if d.GetDefname() == "generated" {
			column.identity = model.IdentityByDefault
			if d.Arg.GetInteger().GetIval() == 'a' || d.Arg.GetString_().GetSval() == "a" {
				column.identity = model.IdentityAlways
			}
			continue
		}
		rest = append(rest, n)
	}
	if q := column.sequence; q != nil && len(rest) > 0 {
		save(r.db, q)
		q.options = r.sequenceOptions(q.options, rest, false)
	}
}

func (r *reader) dropIdentity(column *column, missingOK bool) {
	if column.identity == "" {
		if missingOK {
			return
		}
		r.fail(here, "column %s of relation %s is not an identity column", deparse.Ident(column.name), column.table.name)
	}
	if q := column.sequence; q != nil {
		remove(r.db, q.ns.relations, q.name)
	}
	column.identity, column.sequence = model.NotIdentity, nil
}

// alterType changes a column's type. What depends on it is made anew by the
// server, with the default operator classes of the new type.
func (r *reader) alterType(column *column, def *parse.ColumnDef) {
	t := column.table
	if slices.ContainsFunc(t.partKeys, func(k partKey) bool { return k.column == column || k.expr.uses(column.name) }) {
		r.fail(def.Location, "cannot alter column %s because it is part of the partition key of relation %s", deparse.Ident(column.name), t.name)
	}
	r.refuseGenerated(column)
	old := column.typ
	column.typ = r.columnType(def.TypeName)
	column.collation = model.QName{}
	if def.CollClause != nil {
		column.collation = r.collationUnlessDefault(r.collation(def.CollClause), column.typ)
	}
	column.storage = ""
	if r.typeStorage(column.typ) == "plain" {
		column.compression = ""
	}
	if q := column.sequence; q != nil && column.typ != old {
		save(r.db, q)
		q.options = r.sequenceOptions(q.options, []*parse.Node{asOption(column.typ)}, false)
	}
}

// asOption makes the option AS <type> of a sequence.
func asOption(t model.Type) *parse.Node {
	return &parse.Node{Node: &parse.Node_DefElem{DefElem: &parse.DefElem{
		Defname: "as", Arg: &parse.Node{Node: &parse.Node_TypeName{TypeName: typeNode(t)}},
	}}}
}

// dropColumnCommand applies DROP COLUMN.
func (r *reader) dropColumnCommand(t *table, c *command, recurse bool) {
	if t.opaque {
		return
	}
	column := t.column(c.Name)
	if column == nil {
		if c.MissingOk {
			return
		}
		r.missing(here, "column %s of relation %s does not exist", deparse.Ident(c.Name), t.qname())
	}
	switch {
	case column.inherited > 0:
		r.fail(here, "cannot drop inherited column %s", deparse.Ident(c.Name))
	case t.ofType != nil:
		r.fail(here, "cannot drop column from typed table")
	}
	r.dropColumn(column, c.Behavior == parse.DropBehavior_DROP_CASCADE, recurse)
}

// dropColumn removes a column with what can't be without it.
func (r *reader) dropColumn(c *column, cascade, recurse bool) {
	t := c.table
	if slices.ContainsFunc(t.partKeys, func(k partKey) bool { return k.column == c || k.expr.uses(c.name) }) {
		r.fail(here, "cannot drop column %s because it is part of the partition key of relation %s", deparse.Ident(c.name), t.qname())
	}
	r.dropGenerated(c, cascade)
	for _, k := range slices.Clone(t.referrers) {
		if slices.Contains(k.refColumns, c) && (k.table != t || !slices.Contains(k.columns, c)) {
			if !cascade {
				r.fail(here, "cannot drop column %s of table %s because other objects depend on it: constraint %s on table %s",
					deparse.Ident(c.name), t.qname(), deparse.Ident(k.name), k.table.qname())
			}
			r.dropForeignKey(k)
		}
	}
	for _, x := range t.indexedBy(c) {
		if slices.Contains(t.keys, x) {
			r.dropReferrers(t, x, true)
			r.dropIndex(x)
		}
	}
	for _, k := range slices.Clone(t.references) {
		if slices.Contains(k.columns, c) || slices.Contains(k.onDeleteColumns, c) {
			r.dropForeignKey(k)
		}
	}
	for _, k := range slices.Clone(t.checks) {
		if k.expr.uses(c.name) {
			r.dropCheck(t, k)
		}
	}
	for _, s := range r.db.statisticsOn(t) {
		if slices.Contains(s.columns, c) || slices.ContainsFunc(s.exprs, func(e expression) bool { return e.uses(c.name) }) {
			remove(r.db, s.ns.statistics, s.name)
		}
	}
	if c.notNull && c.null.name != "" {
		r.db.countConstraint(t.ns, c.null.name, -1)
	}
	if cascade {
		r.dropMentions(t, c.name)
	}
	save(r.db, t)
	t.columns = without(t.columns, c)
	for _, q := range r.db.sequencesOfColumn(c) {
		r.dropDefaultsOf(q, cascade)
		remove(r.db, q.ns.relations, q.name)
	}
	for _, child := range t.children {
		r.forgetParentColumn(child, c.name, recurse)
	}
}

// forgetParentColumn drops a column of a child, unless the child declares it
// itself or has it from elsewhere.
func (r *reader) forgetParentColumn(t *table, name string, recurse bool) {
	c := t.column(name)
	if c == nil {
		return
	}
	save(r.db, c)
	if c.inherited > 0 {
		c.inherited--
	}
	if !recurse {
		c.local = true
		return
	}
	if c.inherited == 0 && !c.local {
		r.dropColumn(c, true, true)
	}
}

// dropGenerated removes the columns that are generated from a column.
func (r *reader) dropGenerated(c *column, cascade bool) {
	for _, other := range slices.Clone(c.table.columns) {
		if other == c || !other.generated || !other.value.uses(c.name) {
			continue
		}
		if !cascade {
			r.fail(here, "cannot drop column %s of table %s because other objects depend on it: column %s of table %s",
				deparse.Ident(c.name), c.table.qname(), deparse.Ident(other.name), c.table.qname())
		}
		r.dropColumn(other, true, true)
	}
}

// dropCheck removes a check from one table.
func (r *reader) dropCheck(t *table, k *check) {
	save(r.db, t)
	t.checks = without(t.checks, k)
	r.db.countConstraint(t.ns, k.name, -1)
}
