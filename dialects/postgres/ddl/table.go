package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// definition collects what a CREATE TABLE or an ALTER TABLE adds to a table, to
// be done in the server's order: names are chosen on the way, and depend on it.
type definition struct {
	table *table
	// own are the columns that the statement itself declares.
	own         []*column
	generated   []generatedValue
	checks      []*parse.Constraint
	notNulls    []declaredNotNull
	indexes     []*declaredKey
	foreignKeys []*parse.Constraint
	likes       []*parse.TableLikeClause
	create      bool // constraints are valid from the start
	only        bool // ALTER TABLE ONLY: children are left alone
}

// declaredNotNull is NOT NULL as it was written.
type declaredNotNull struct {
	column    string
	name      string
	noInherit bool
	notValid  bool
	location  int32
}

// generatedValue is what generates a column. It may name columns that are
// declared behind it.
type generatedValue struct {
	column *column
	value  *parse.Node
}

// createTable applies CREATE TABLE in all its forms.
func (r *reader) createTable(s *parse.CreateStmt, kind tableKind) {
	ns, name := r.targetOf(s.Relation)
	if ns.relations[name] != nil && s.IfNotExists {
		return
	}
	r.claim(ns, name, s.Relation.Location)
	if ns.typeExists(name) {
		r.fail(s.Relation.Location, "type %s already exists", deparse.Qualified(ns.name, name))
	}
	t := &table{ns: ns, name: name, kind: kind, unlogged: s.Relation.Relpersistence == "u", pos: r.pos(s.Relation.Location)}
	t.dropOnCommit = s.Oncommit == parse.OnCommitAction_ONCOMMIT_DROP
	if s.Partspec != nil {
		t.kind = partitioned
	}
	d := &definition{table: t, create: true}
	parents := make([]*table, len(s.InhRelations))
	for i, n := range s.InhRelations {
		parents[i] = r.tableOf(n.GetRangeVar())
	}
	r.storage(t, s, parents)
	r.addTable(t)
	r.making = t
	r.declare(d, s, parents)
	r.inherit(d, parents, s.Partbound != nil)
	if s.Partspec != nil {
		r.partitionBy(t, s.Partspec)
	}
	if s.Partbound != nil {
		t.bound = r.partitionBound(parents[0], s.Partbound)
	}
	r.define(d)
	r.needToast(t)
	for _, n := range s.Options {
		if o := n.GetDefElem(); o.GetDefname() == "oids" && o.Defnamespace == "" && defBool(o) {
			r.fail(o.Location, "tables declared WITH OIDS are not supported")
		}
	}
	t.options = t.keptOptions(storageOptions(nil, s.Options, false))
	r.directive(ns.name, name, model.KindTable)
	r.making = nil
}

// storage applies the clauses behind the columns of CREATE TABLE.
func (r *reader) storage(t *table, s *parse.CreateStmt, parents []*table) {
	partition := s.Partbound != nil && len(parents) == 1
	if t.kind == foreignTable {
		return // it has neither
	}
	switch {
	case s.Tablespacename != "":
		t.tablespace = s.Tablespacename
	case partition:
		t.tablespace = parents[0].tablespace
	default:
		t.tablespace = r.session.tablespace
	}
	if t.tablespace == "pg_default" {
		t.tablespace = ""
	}
	switch {
	case s.AccessMethod != "":
		t.accessMethod = s.AccessMethod
	case partition && parents[0].accessMethod != "":
		t.accessMethod = parents[0].accessMethod
	case t.kind == ordinary:
		t.accessMethod = r.session.method
	}
	if t.accessMethod == "heap" {
		t.accessMethod = ""
	}
}

// addTable adds a table and its row type.
func (r *reader) addTable(t *table) {
	put(r.db, t.ns.relations, t.name, relation(t))
	put(r.db, t.ns.types, t.name, &typ{ns: t.ns, name: t.name, kind: rowType, table: t})
}

// declare collects the columns and constraints of CREATE TABLE.
func (r *reader) declare(d *definition, s *parse.CreateStmt, parents []*table) {
	t := d.table
	if s.OfTypename != nil {
		r.typedColumns(d, s.OfTypename)
	}
	for _, n := range s.TableElts {
		switch e := n.Node.(type) {
		case *parse.Node_ColumnDef:
			switch {
			case t.ofType != nil:
				r.columnOptions(d, t.column(e.ColumnDef.Colname), e.ColumnDef)
			case s.Partbound != nil:
				r.partitionColumn(d, parents[0], e.ColumnDef)
			default:
				if hasColumn(d.own, e.ColumnDef.Colname) {
					r.fail(e.ColumnDef.Location, "column %s specified more than once", deparse.Ident(e.ColumnDef.Colname))
				}
				c := r.newColumn(d, e.ColumnDef)
				d.own = append(d.own, c)
				r.partDirective(e.ColumnDef.Location, t, model.KindColumn, c.name)
			}
		case *parse.Node_Constraint:
			r.tableConstraint(d, e.Constraint)
		case *parse.Node_TableLikeClause:
			r.likeColumns(d, e.TableLikeClause)
		default:
			r.fail(here, "an element of the table is not understood: %T", n.Node)
		}
	}
	for _, n := range s.Constraints {
		r.tableConstraint(d, n.GetConstraint())
	}
}

func hasColumn(list []*column, name string) bool {
	return slices.ContainsFunc(list, func(c *column) bool { return c.name == name })
}

// typedColumns gives a table the columns of its type.
func (r *reader) typedColumns(d *definition, tn *parse.TypeName) {
	ref, ok := r.lookupType(stringsOf(tn.Names))
	if !ok {
		r.missing(tn.Location, "type %s does not exist", quoteNames(tn.Names))
	}
	if ref.user == nil || ref.user.kind != compositeType {
		r.fail(tn.Location, "type %s is not a composite type", quoteNames(tn.Names))
	}
	d.table.ofType = ref.user
	for _, a := range ref.user.attributes {
		c := &column{
			table: d.table, name: a.Name, typ: a.Type, collation: a.Collation, local: true, pos: r.pos(tn.Location),
		}
		d.table.columns = append(d.table.columns, c)
	}
}

// tableConstraint collects a constraint of a table.
func (r *reader) tableConstraint(d *definition, c *parse.Constraint) {
	if r.stmt.Marked(parse.NotNull, c.Location) {
		// NOT NULL of PostgreSQL 18, which the parser has seen as CHECK (column).
		fields := c.RawExpr.GetColumnRef().GetFields()
		name := lastName(fields)
		d.notNulls = append(d.notNulls, declaredNotNull{
			column: name, name: c.Conname, noInherit: c.IsNoInherit, notValid: c.SkipValidation && !d.create, location: c.Location,
		})
		return
	}
	switch c.Contype {
	case parse.ConstrType_CONSTR_CHECK:
		d.checks = append(d.checks, c)
	case parse.ConstrType_CONSTR_PRIMARY, parse.ConstrType_CONSTR_UNIQUE, parse.ConstrType_CONSTR_EXCLUSION:
		r.refuseForeign(d.table, c)
		d.indexes = append(d.indexes, r.declareKey(c, ""))
	case parse.ConstrType_CONSTR_FOREIGN:
		r.refuseForeign(d.table, c)
		d.foreignKeys = append(d.foreignKeys, c)
	default:
		r.fail(c.Location, "a table's constraint is not understood: %v", c.Contype)
	}
}

// define does what was collected, in the server's order.
func (r *reader) define(d *definition) {
	t := d.table
	for _, g := range d.generated {
		g.column.value = r.expression(g.value, scope{table: t, what: "column generation expression"})
		passOnValue(g.column)
	}
	r.addChecks(d)
	r.addNotNulls(d)
	if t.partitionOf != nil && d.create {
		r.cloneIndexes(t)
		for p := t.partitionOf; p != nil; p = p.partitionOf {
			for _, k := range p.referrers {
				r.hideConstraint(k)
			}
		}
	}
	r.addKeys(d)
	for _, like := range d.likes {
		r.expandLike(t, like)
	}
	for _, c := range d.foreignKeys {
		r.addForeignKey(t, c, !d.create)
	}
}
