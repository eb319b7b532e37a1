package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// drop applies DROP of all kinds of objects.
func (r *reader) drop(s *parse.DropStmt) {
	cascade := s.Behavior == parse.DropBehavior_DROP_CASCADE
	switch s.RemoveType {
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_FOREIGN_TABLE, parse.ObjectType_OBJECT_INDEX, parse.ObjectType_OBJECT_SEQUENCE:
		r.dropRelations(s, cascade)
		return
	}
	for _, n := range s.Objects {
		switch s.RemoveType {
		case parse.ObjectType_OBJECT_SCHEMA:
			name := n.GetString_().GetSval()
			if ns := r.db.namespaces[name]; ns != nil {
				r.dropSchema(ns, cascade)
			} else if !s.MissingOk {
				r.missing(here, "schema %s does not exist", deparse.Ident(name))
			}
		case parse.ObjectType_OBJECT_EXTENSION:
			name := n.GetString_().GetSval()
			if x := r.db.extensions[name]; x != nil {
				r.dropExtension(x)
			} else if !s.MissingOk && name != builtinExtension {
				r.missing(here, "extension %s does not exist", deparse.Ident(name))
			}
		case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
			r.dropTypeNamed(n.GetTypeName(), s.MissingOk, cascade)
		case parse.ObjectType_OBJECT_STATISTIC_EXT:
			if st := r.findStatistics(stringsOf(n.GetList().GetItems())); st != nil {
				remove(r.db, st.ns.statistics, st.name)
			} else if !s.MissingOk {
				r.missing(here, "statistics object %s does not exist", quoteDot(stringsOf(n.GetList().GetItems())))
			}
		case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
			parse.ObjectType_OBJECT_AGGREGATE:
			r.dropRoutineNamed(n.GetObjectWithArgs(), s, cascade)
		case parse.ObjectType_OBJECT_OPERATOR:
			r.dropOperatorNamed(n.GetObjectWithArgs(), s.MissingOk, cascade)
		default:
			r.dropOtherNamed(s, n)
		}
	}
}

// dropRelations drops tables and the like. Those of one statement may depend on
// each other.
func (r *reader) dropRelations(s *parse.DropStmt, cascade bool) {
	var list []relation
	for _, n := range s.Objects {
		names := stringsOf(n.GetList().GetItems())
		rel := r.find(names)
		if rel == nil {
			if !s.MissingOk {
				r.missing(here, "%s %s does not exist", relationWord(s.RemoveType), quoteDot(names))
			}
			continue
		}
		if !droppable(s.RemoveType, rel) {
			r.fail(here, "%s is no %s", quoteDot(names), relationWord(s.RemoveType))
		}
		list = append(list, rel)
	}
	if !cascade && len(list) > 1 {
		r.cutForeignKeys(list)
	}
	for _, rel := range list {
		ns, name := rel.place()
		if ns.relations[name] != rel {
			continue // went with another one
		}
		switch rel := rel.(type) {
		case *table:
			r.dropTable(rel, cascade)
		case *index:
			r.dropIndexNamed(rel, cascade)
		case *sequence:
			r.dropSequence(rel, cascade)
		}
	}
}

// cutForeignKeys removes the foreign keys among tables that are dropped
// together, so that none of them is in another's way.
func (r *reader) cutForeignKeys(list []relation) {
	for _, rel := range list {
		t, ok := rel.(*table)
		if !ok {
			continue
		}
		for _, k := range slices.Clone(t.references) {
			if slices.Contains(list, relation(k.target)) {
				r.dropForeignKey(k)
			}
		}
	}
}

func relationWord(t parse.ObjectType) string {
	switch t {
	case parse.ObjectType_OBJECT_VIEW:
		return "view"
	case parse.ObjectType_OBJECT_MATVIEW:
		return "materialized view"
	case parse.ObjectType_OBJECT_FOREIGN_TABLE:
		return "foreign table"
	case parse.ObjectType_OBJECT_INDEX:
		return "index"
	case parse.ObjectType_OBJECT_SEQUENCE:
		return "sequence"
	default:
	}
	return "table"
}

// droppable says whether DROP <kind> is for a relation.
func droppable(t parse.ObjectType, rel relation) bool {
	switch rel := rel.(type) {
	case *table:
		switch t {
		case parse.ObjectType_OBJECT_TABLE:
			return rel.kind == ordinary || rel.kind == partitioned
		case parse.ObjectType_OBJECT_VIEW:
			return rel.kind == view
		case parse.ObjectType_OBJECT_MATVIEW:
			return rel.kind == materialized
		case parse.ObjectType_OBJECT_FOREIGN_TABLE:
			return rel.kind == foreignTable
		default:
		}
	case *index:
		return t == parse.ObjectType_OBJECT_INDEX
	case *sequence:
		return t == parse.ObjectType_OBJECT_SEQUENCE
	}
	return false
}

// dropIndexNamed applies DROP INDEX.
func (r *reader) dropIndexNamed(x *index, cascade bool) {
	if x.constraint != nil {
		r.fail(here, "cannot drop index %s because constraint %s on table %s requires it", x.qname(), x.name, x.table.qname())
	}
	if x.parent != nil {
		r.fail(here, "cannot drop index %s because index %s requires it", x.qname(), x.parent.qname())
	}
	r.dropReferrers(x.table, x, cascade)
	r.dropIndex(x)
}

// dropTable removes a table or a view, with what belongs to it, and with
// CASCADE what depends on it.
func (r *reader) dropTable(t *table, cascade bool) {
	r.dropChildren(t, cascade)
	r.dropReferrers(t, nil, cascade)
	r.dropUsers(t, cascade)
	for _, id := range r.db.otherIDs() {
		if o := r.db.others[id]; o != nil && o.on == t {
			remove(r.db, r.db.others, id)
		}
	}
	for _, k := range slices.Clone(t.references) {
		r.dropForeignKey(k)
	}
	for _, x := range slices.Clone(t.keys) {
		if slices.Contains(t.keys, x) {
			r.dropIndex(x)
		}
	}
	for _, k := range t.checks {
		r.db.countConstraint(t.ns, k.name, -1)
	}
	for _, c := range t.columns {
		if c.notNull && c.null.name != "" {
			r.db.countConstraint(t.ns, c.null.name, -1)
		}
	}
	for _, s := range r.db.statisticsOn(t) {
		remove(r.db, s.ns.statistics, s.name)
	}
	for _, p := range append(slices.Clone(t.parents), t.partitionOf) {
		if p != nil {
			save(r.db, p)
			p.children = without(p.children, t)
		}
	}
	if own := t.ns.types[t.name]; own != nil && own.table == t {
		if cascade {
			r.dropTypeUses(own)
		}
		remove(r.db, t.ns.types, t.name)
	}
	remove(r.db, t.ns.relations, t.name)
	for _, q := range r.db.sequencesOf(t) {
		r.dropDefaultsOf(q, cascade)
		remove(r.db, q.ns.relations, q.name)
	}
}

// dropChildren drops the partitions of a table, and with CASCADE the tables
// that inherit from it.
func (r *reader) dropChildren(t *table, cascade bool) {
	for _, child := range slices.Clone(t.children) {
		if child.partitionOf != t && !cascade {
			r.fail(here, "cannot drop table %s because other objects depend on it: table %s", t.qname(), child.qname())
		}
		if child.ns.relations[child.name] == relation(child) {
			r.dropTable(child, cascade)
		}
	}
}

// dropUsers removes the views and routines that depend on a relation, if that
// is allowed. Only what CASCADE takes along has to be known: without it the
// server would have refused the statement.
func (r *reader) dropUsers(used any, cascade bool) {
	if cascade {
		r.dropUsersBut(used, func(any) bool { return false })
	}
}

// dropUsersBut is dropUsers with CASCADE, but for what only seems to depend on it.
func (r *reader) dropUsersBut(used any, not func(user any) bool) {
	for _, t := range r.db.tables() {
		if slices.Contains(t.uses, used) && t.ns.relations[t.name] == relation(t) && !not(t) {
			r.dropTable(t, true)
		}
	}
	for _, o := range r.db.dependents() {
		if slices.Contains(o.uses, used) && !r.gone(o) && !not(o) {
			r.dropOther(o)
		}
	}
	for _, f := range r.db.routines() {
		if f.dependsOn(used) && slices.Contains(f.ns.routines[f.Name], f) && !not(f) {
			r.dropRoutine(f, true)
		}
	}
}

// dropMentions removes the views, triggers, policies and rules that mention a
// column which CASCADE drops.
func (r *reader) dropMentions(t *table, name string) {
	for _, v := range r.db.tables() {
		if slices.Contains(v.uses, any(t)) && v.ns.relations[v.name] == relation(v) && r.reads(v, t, name) {
			r.dropTable(v, true)
		}
	}
	for _, id := range r.db.otherIDs() {
		if o := r.db.others[id]; o != nil && (o.on == t && o.names[name] || r.otherReads(o, t, name)) {
			r.dropOther(o)
		}
	}
	r.forgetPublished(func(x *publishedTable) bool {
		return x.table == t && (x.where.uses(name) || slices.ContainsFunc(x.columns, func(c *column) bool { return c.name == name }))
	})
}

// dropOther removes an object that the model doesn't hold.
func (r *reader) dropOther(o *other) {
	switch {
	case o.operator != nil:
		r.dropOperator(o.operator)
		r.dropUsers(o.operator, true)
		return
	case o.typ != nil:
		r.dropType(o.typ, true)
		return
	}
	remove(r.db, r.db.others, o.id)
	switch o.id.Kind {
	case kind.Cast:
		r.dropCast(o)
	case kind.Collation:
		r.dropNameUses(collationName, o.id.QName())
	default:
	}
	if o.opclass != nil {
		r.dropNameUses(opclassName, o.opclass.name)
	}
	r.dropUsers(o, true)
}

// kindSchema and kindCheck are short names for the kinds that many files need.
const (
	kindSchema = model.KindSchema
	kindCheck  = model.KindCheck
)
