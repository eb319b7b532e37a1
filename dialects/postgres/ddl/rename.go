package ddl

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// rename applies ALTER … RENAME.
func (r *reader) rename(s *parse.RenameStmt) {
	switch s.RenameType {
	case parse.ObjectType_OBJECT_SCHEMA:
		r.renameSchema(s)
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_INDEX, parse.ObjectType_OBJECT_SEQUENCE, parse.ObjectType_OBJECT_FOREIGN_TABLE:
		r.renameRelationStmt(s)
	case parse.ObjectType_OBJECT_COLUMN, parse.ObjectType_OBJECT_ATTRIBUTE:
		r.renameColumnStmt(s)
	case parse.ObjectType_OBJECT_TABCONSTRAINT:
		r.renameConstraintStmt(s)
	case parse.ObjectType_OBJECT_DOMCONSTRAINT:
		r.renameDomainConstraint(s)
	case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
		r.renameType(r.typeNamed(stringsOf(s.Object.GetList().GetItems())), naming.Truncate(s.Newname))
	case parse.ObjectType_OBJECT_STATISTIC_EXT:
		r.renameStatistics(s)
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
		parse.ObjectType_OBJECT_AGGREGATE:
		r.renameRoutine(s)
	case parse.ObjectType_OBJECT_ROLE:
		r.renameRole(s.Subname, naming.Truncate(s.Newname))
	case parse.ObjectType_OBJECT_TABLESPACE, parse.ObjectType_OBJECT_DATABASE:
		// Not part of a database.
	default:
		r.renameOther(s)
	}
}

func (r *reader) renameRelationStmt(s *parse.RenameStmt) {
	rel := r.relationOf(s.Relation, s.MissingOk)
	name := naming.Truncate(s.Newname)
	switch rel := rel.(type) {
	case *table:
		if !rel.owned {
			r.moveTable(rel, rel.ns, name)
		}
	case *index:
		r.renameIndex(rel, name)
	case *sequence:
		r.moveSequence(rel, rel.ns, name)
	case *typ:
		r.renameType(rel, name)
	}
}

// moveTable gives a table another name or schema.
func (r *reader) moveTable(t *table, ns *namespace, name string) {
	if ns == t.ns && name == t.name {
		r.fail(here, "relation %s already exists", deparse.Qualified(ns.name, name))
	}
	r.claim(ns, name, here)
	if ns.typeExists(name) {
		r.fail(here, "type %s already exists", deparse.Qualified(ns.name, name))
	}
	oldNamespace, oldName := t.ns, t.name
	r.renameRelationInQueries(t, t.qname(), model.QName{Schema: ns.name, Name: name})
	save(r.db, t)
	remove(r.db, oldNamespace.relations, oldName)
	if row := oldNamespace.types[oldName]; row != nil && row.table == t {
		save(r.db, row)
		remove(r.db, oldNamespace.types, oldName)
		row.ns, row.name = ns, name
		put(r.db, ns.types, name, row)
		r.renameUses(model.QName{Schema: oldNamespace.name, Name: oldName}, model.QName{Schema: ns.name, Name: name})
	}
	t.ns, t.name = ns, name
	put(r.db, ns.relations, name, relation(t))
	if oldName != name {
		r.renameRowIn(t, oldName, name)
		for _, c := range t.columns {
			save(r.db, c)
			c.serial = false // its sequence keeps the name made of the old one
		}
	}
	r.moveOthersOf(t)
	if ns != oldNamespace {
		r.moveTableParts(t, oldNamespace, ns)
	}
	r.renameEverywhere(renaming{
		kind: relationName, old: model.QName{Schema: oldNamespace.name, Name: oldName}, name: t.qname(),
	})
	r.changed()
}

// moveTableParts takes along to another schema what a table has: indexes,
// constraints and the sequences of its columns.
func (r *reader) moveTableParts(t *table, from, to *namespace) {
	for _, x := range t.keys {
		r.claim(to, x.name, here)
		remove(r.db, from.relations, x.name)
		put(r.db, to.relations, x.name, relation(x))
		if x.constraint != nil {
			r.db.countConstraint(from, x.name, -1)
			r.db.countConstraint(to, x.name, 1)
		}
	}
	for _, name := range t.constraintNames() {
		r.db.countConstraint(from, name, -1)
		r.db.countConstraint(to, name, 1)
	}
	for _, q := range r.db.sequencesOf(t) {
		if q.ns == from {
			r.moveSequence(q, to, q.name)
		}
	}
}

// constraintNames lists the names of a table's constraints that no index serves.
func (t *table) constraintNames() []string {
	var names []string
	for _, k := range t.checks {
		names = append(names, k.name)
	}
	for _, k := range t.references {
		names = append(append(names, k.name), k.hidden...)
	}
	for _, c := range t.columns {
		if c.notNull && c.null.name != "" {
			names = append(names, c.null.name)
		}
	}
	return names
}

// renameIndex renames an index, and the constraint that it serves.
func (r *reader) renameIndex(x *index, name string) {
	ns := x.table.ns
	r.claim(ns, name, here)
	if x.constraint != nil {
		r.claimConstraint(x.table, name)
		r.db.countConstraint(ns, x.name, -1)
		r.db.countConstraint(ns, name, 1)
	}
	save(r.db, x)
	remove(r.db, ns.relations, x.name)
	x.name, x.implicit = name, false
	put(r.db, ns.relations, name, relation(x))
}

func (r *reader) moveSequence(q *sequence, ns *namespace, name string) {
	r.claim(ns, name, here)
	r.renameRelationInQueries(q, q.qname(), model.QName{Schema: ns.name, Name: name})
	save(r.db, q)
	old, oldName := q.ns, q.name
	remove(r.db, old.relations, oldName)
	q.ns, q.name = ns, name
	if oldName != name {
		q.implicit = false
		if q.owner != nil {
			save(r.db, q.owner)
			q.owner.serial = false
		}
	}
	put(r.db, ns.relations, name, relation(q))
	r.renameEverywhere(renaming{kind: relationName, old: model.QName{Schema: old.name, Name: oldName}, name: q.qname()})
}

func (r *reader) renameColumnStmt(s *parse.RenameStmt) {
	name := naming.Truncate(s.Newname)
	if s.RelationType == parse.ObjectType_OBJECT_TYPE || s.RenameType == parse.ObjectType_OBJECT_ATTRIBUTE {
		t := r.typeNamed(rangeNames(s.Relation))
		at := slices.IndexFunc(t.attributes, func(a model.Attribute) bool { return a.Name == s.Subname })
		if at < 0 {
			r.missing(here, "column %s does not exist", deparse.Ident(s.Subname))
		}
		save(r.db, t)
		t.attributes = slices.Clone(t.attributes)
		r.renameFields(t.qname(), t.attributes[at].Name, name)
		t.attributes[at].Name = name
		for _, table := range r.db.typedTables(t) {
			r.renameColumn(table.column(s.Subname), name)
		}
		r.changed()
		return
	}
	rel := r.relationOf(s.Relation, s.MissingOk)
	t, ok := rel.(*table)
	if !ok || t.opaque {
		return // of an index or a view: the model doesn't hold these names
	}
	c := r.columnOf(t, s.Subname, s.Relation.Location)
	if c.inherited > 0 {
		r.fail(s.Relation.Location, "cannot rename inherited column %s", deparse.Ident(s.Subname))
	}
	if t.ofType != nil {
		r.fail(s.Relation.Location, "cannot rename column of typed table")
	}
	r.renameColumn(c, name)
}

// renameColumn renames a column of a table and of its children.
func (r *reader) renameColumn(c *column, name string) {
	t, old := c.table, c.name
	if t.column(name) != nil {
		r.fail(here, "column %s of relation %s already exists", deparse.Ident(name), t.qname())
	}
	r.renameFields(t.qname(), old, name)
	r.renameInQueries(c, name)
	save(r.db, c)
	c.name = name
	if c.serial {
		c.serial = false // the sequence keeps a name that serial would not give it now
	}
	r.renameColumnIn(t, old, name)
	for _, o := range r.db.othersOn(t) {
		if o.names[old] {
			save(r.db, o)
			o.names = maps.Clone(o.names)
			delete(o.names, old)
			o.names[name] = true
		}
	}
	for _, child := range t.children {
		if inherited := child.column(old); inherited != nil {
			r.renameColumn(inherited, name)
		}
	}
}

func (r *reader) renameConstraintStmt(s *parse.RenameStmt) {
	rel := r.relationOf(s.Relation, s.MissingOk)
	t, ok := rel.(*table)
	if !ok {
		return
	}
	name := naming.Truncate(s.Newname)
	if x := t.key(s.Subname); x != nil {
		r.renameIndex(x, name)
		return
	}
	if t.opaque {
		return
	}
	r.claimConstraint(t, name)
	r.db.countConstraint(t.ns, name, 1)
	switch {
	case t.check(s.Subname) != nil:
		k := t.check(s.Subname)
		if k.inherited > 0 {
			r.fail(here, "cannot rename inherited constraint %s", deparse.Ident(s.Subname))
		}
		r.renameCheck(t, s.Subname, name)
	case t.foreignKey(s.Subname) != nil:
		k := t.foreignKey(s.Subname)
		save(r.db, k)
		k.name, k.implicit = name, false
	case t.notNullNamed(s.Subname) != nil:
		c := t.notNullNamed(s.Subname)
		if c.null.inherited > 0 {
			r.fail(here, "cannot rename inherited constraint %s", deparse.Ident(s.Subname))
		}
		r.renameNotNullTree(c, s.Subname, name)
	default:
		r.missing(here, "constraint %s for table %s does not exist", deparse.Ident(s.Subname), t.qname())
	}
	r.db.countConstraint(t.ns, s.Subname, -1)
}

// renameNotNullTree renames the not-null constraint of a column and those that
// children have under the same name.
func (r *reader) renameNotNullTree(c *column, old, name string) {
	save(r.db, c)
	c.null.name, c.null.chosen = name, ""
	if c.null.noInherit {
		return
	}
	for _, child := range c.table.children {
		own := child.notNullNamed(old)
		if own == nil {
			r.missing(here, "constraint %s for table %s does not exist", deparse.Ident(old), child.qname())
		}
		r.db.countConstraint(child.ns, old, -1)
		r.db.countConstraint(child.ns, name, 1)
		r.renameNotNullTree(own, old, name)
	}
}

// renameCheck renames a check of a table and of its children.
func (r *reader) renameCheck(t *table, old, name string) {
	k := t.check(old)
	if k == nil {
		return
	}
	save(r.db, k)
	k.name, k.implicit = name, false
	if k.noInherit {
		return
	}
	for _, child := range t.children {
		if child.check(old) != nil {
			r.db.countConstraint(child.ns, old, -1)
			r.db.countConstraint(child.ns, name, 1)
			r.renameCheck(child, old, name)
		}
	}
}

func (r *reader) renameDomainConstraint(s *parse.RenameStmt) {
	t := r.typeNamed(stringsOf(s.Object.GetList().GetItems()))
	if t.domain == nil {
		r.fail(here, "%s is not a domain", t.qname())
	}
	name := naming.Truncate(s.Newname)
	if t.domain.nullName == s.Subname {
		save(r.db, t.domain)
		t.domain.nullName, t.domain.nullChosen = name, ""
	} else {
		k := r.domainCheck(t, s.Subname)
		save(r.db, k)
		k.name, k.implicit = name, false
	}
	r.db.countConstraint(t.ns, s.Subname, -1)
	r.db.countConstraint(t.ns, name, 1)
}

func (r *reader) renameType(t *typ, name string) {
	r.moveType(t, t.ns, name)
}

// moveType gives a type another name or schema.
func (r *reader) moveType(t *typ, ns *namespace, name string) {
	if t.kind == rowType {
		r.failHint(here, "use ALTER TABLE instead", "%s is a table's row type", t.qname())
	}
	if ns.typeExists(name) {
		r.fail(here, "type %s already exists", deparse.Qualified(ns.name, name))
	}
	old := t.qname()
	save(r.db, t)
	remove(r.db, t.ns.types, t.name)
	if t.kind == compositeType {
		r.claim(ns, name, here)
		remove(r.db, t.ns.relations, t.name)
		put(r.db, ns.relations, name, relation(t))
	}
	if t.domain != nil && t.ns != ns {
		for _, k := range t.domain.checks {
			r.db.countConstraint(t.ns, k.name, -1)
			r.db.countConstraint(ns, k.name, 1)
		}
	}
	if t.rng != nil && t.rng.multirange != nil && t.ns == ns {
		save(r.db, t.rng)
		t.rng.implicit = t.rng.multirange.name == naming.Multirange(name) && t.rng.multirange.ns == ns
	}
	t.ns, t.name = ns, name
	put(r.db, ns.types, name, t)
	r.renameUses(old, t.qname())
	r.changed()
}

// renameUses changes a type's name wherever it is used.
func (r *reader) renameUses(old, name model.QName) {
	r.renameInTypes(func(schema, typeName string) (string, string) {
		if schema == old.Schema && typeName == old.Name {
			return name.Schema, name.Name
		}
		return schema, typeName
	})
	r.renameEverywhere(renaming{kind: typeName, old: old, name: name})
	r.identify()
}

// setSchema applies ALTER … SET SCHEMA.
func (r *reader) setSchema(s *parse.AlterObjectSchemaStmt) {
	ns := r.namespace(s.Newschema, here)
	switch s.ObjectType {
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_FOREIGN_TABLE, parse.ObjectType_OBJECT_SEQUENCE:
		switch rel := r.relationOf(s.Relation, s.MissingOk).(type) {
		case *table:
			if rel.ns != ns {
				r.moveTable(rel, ns, rel.name)
			}
		case *sequence:
			if rel.ns != ns {
				r.moveSequence(rel, ns, rel.name)
			}
		}
	case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
		t := r.typeNamed(stringsOf(s.Object.GetList().GetItems()))
		if t.ns == ns {
			return
		}
		r.moveType(t, ns, t.name) // a multirange type stays where it is
	case parse.ObjectType_OBJECT_EXTENSION:
		r.moveExtension(r.extensionNamed(s.Object.GetString_().GetSval()), ns)
	case parse.ObjectType_OBJECT_STATISTIC_EXT:
		names := stringsOf(s.Object.GetList().GetItems())
		st := r.findStatistics(names)
		if st == nil {
			r.missing(here, "statistics object %s does not exist", quoteDot(names))
		}
		save(r.db, st)
		remove(r.db, st.ns.statistics, st.name)
		st.ns = ns
		put(r.db, ns.statistics, st.name, st)
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
		parse.ObjectType_OBJECT_AGGREGATE:
		r.moveRoutine(s, ns)
	default:
		r.moveOther(s, ns)
	}
}

// moveExtension takes the objects of an extension to another schema.
func (r *reader) moveExtension(x *extension, ns *namespace) {
	if x.schema == ns.name {
		return
	}
	old, known := x.schema, x.known
	if known != nil {
		r.forgetFacts(x)
	}
	save(r.db, x)
	x.schema, x.stated = ns.name, true
	r.loadExtension(x)
	r.changed()
	if known == nil {
		return
	}
	has := func(k nameKind, name string) bool {
		switch k {
		case typeName:
			return slices.ContainsFunc(known.Types, func(t *facts.Type) bool { return t.Name == name })
		case routineName:
			return slices.ContainsFunc(known.Procs, func(p *facts.Proc) bool { return p.Name == name })
		case operatorName:
			return slices.ContainsFunc(known.Operators, func(o *facts.Operator) bool { return o.Name == name })
		case opclassName:
			return slices.ContainsFunc(known.Opclasses, func(c *facts.Opclass) bool { return c.Name == name })
		default:
		}
		return false
	}
	r.renameInTypes(func(schema, name string) (string, string) {
		if schema == old && has(typeName, name) {
			return ns.name, name
		}
		return schema, name
	})
	r.renameEverywhere(renaming{any: true, old: model.QName{Schema: old}, name: model.QName{Schema: ns.name}, has: has})
}

// moveOthersOf gives the triggers, rules and policies of a table their new
// identity.
func (r *reader) moveOthersOf(t *table) {
	for _, id := range r.db.otherIDs() {
		if o := r.db.others[id]; o.on == t {
			r.moveID(o, kind.On(t.qname(), id.Kind, id.Name))
		}
	}
}

// moveOthers gives the objects of a schema their new identity.
func (r *reader) moveOthers(old, name string) {
	for _, id := range r.db.otherIDs() {
		if id.Schema == old {
			moved := id
			moved.Schema = name
			r.moveID(r.db.others[id], moved)
		}
	}
}

func (r *reader) moveID(o *other, id model.ID) {
	save(r.db, o)
	remove(r.db, r.db.others, o.id)
	o.id = id
	put(r.db, r.db.others, id, o)
}
