package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// The bits of LIKE … INCLUDING (TableLikeOption of the server's parsenodes.h).
const (
	likeComments = 1 << iota
	likeCompression
	likeConstraints
	likeDefaults
	likeGenerated
	likeIdentity
	likeIndexes
	likeStatistics
	likeStorage
)

// likeSource finds what LIKE copies.
func (r *reader) likeSource(c *parse.TableLikeClause) *table {
	names := rangeNames(c.Relation)
	if ref, ok := r.lookupType(names); ok && ref.user != nil && ref.user.kind == compositeType {
		t := &table{ns: ref.user.ns, name: ref.user.name, kind: ordinary}
		for _, a := range ref.user.attributes {
			t.columns = append(t.columns, &column{table: t, name: a.Name, typ: a.Type, collation: a.Collation, comment: a.Comment})
		}
		return t
	}
	t := r.tableOf(c.Relation)
	if t.opaque {
		r.fail(c.Relation.Location, "the columns of %s %s are not known, so that they can't be copied", t.what(), t.qname())
	}
	return t
}

// likeOptions returns what LIKE copies besides the columns.
func (r *reader) likeOptions(t *table, clause *parse.TableLikeClause) uint32 {
	if t.kind != foreignTable {
		return clause.Options
	}
	if r.version.Major() < 18 {
		r.fail(clause.Relation.Location, "LIKE is not supported for creating foreign tables")
	}
	return clause.Options &^ (likeCompression | likeIdentity | likeIndexes | likeStorage)
}

// likeColumns adds the columns of LIKE in their place (transformTableLikeClause).
func (r *reader) likeColumns(d *definition, clause *parse.TableLikeClause) {
	options := r.likeOptions(d.table, clause)
	source := r.likeSource(clause)
	for _, from := range source.columns {
		if hasColumn(d.own, from.name) {
			r.fail(clause.Relation.Location, "column %s specified more than once", deparse.Ident(from.name))
		}
		c := &column{table: d.table, name: from.name, typ: from.typ, collation: from.collation, local: true, pos: r.pos(clause.Relation.Location)}
		if from.notNull {
			d.notNulls = append(d.notNulls, declaredNotNull{
				column: c.name, name: from.null.name, noInherit: from.null.noInherit, location: clause.Relation.Location,
			})
		}
		if options&likeStorage != 0 {
			c.storage = from.storage
		}
		if options&likeCompression != 0 {
			c.compression = from.compression
		}
		if options&likeComments != 0 {
			c.comment = from.comment
		}
		if options&likeIdentity != 0 && from.identity != "" {
			r.copyIdentity(c, from)
		}
		d.own = append(d.own, c)
	}
	d.likes = append(d.likes, clause)
}

// copyIdentity gives a column an identity like another's, with a sequence of its
// own.
func (r *reader) copyIdentity(c, from *column) {
	q := r.columnSequence(c.table, c.name, c.typ.Name, nil)
	q.owner, q.identity = c, true
	for source := from; source != nil; source = source.parentColumn() {
		if source.sequence != nil {
			q.options = source.sequence.options
			q.options.Type = "bigint" // the server forgets it here, and keeps the bounds
			break
		}
	}
	c.identity, c.sequence = from.identity, q
}

// parentColumn is the column of the partitioned table that a partition's column
// comes from.
func (c *column) parentColumn() *column {
	if p := c.table.partitionOf; p != nil {
		return p.column(c.name)
	}
	return nil
}

// expandLike copies what isn't a column (expandTableLikeClause). What is copied
// before the statement's own keys was so by the server, too.
func (r *reader) expandLike(t *table, clause *parse.TableLikeClause) {
	options := r.likeOptions(t, clause)
	source := r.likeSource(clause)
	for _, from := range source.columns {
		c := t.column(from.name)
		if from.value.isZero() || !from.generated && options&likeDefaults == 0 || from.generated && options&likeGenerated == 0 {
			continue
		}
		c.value, c.generated, c.virtual = from.value, from.generated, from.virtual
	}
	if options&likeConstraints != 0 {
		for _, k := range source.checks {
			copied := *k
			copied.local, copied.inherited, copied.notValid, copied.implicit = true, 0, false, false
			if options&likeComments == 0 {
				copied.comment = ""
			}
			copied.pos = r.pos(clause.Relation.Location)
			r.appendCheck(t, &copied)
		}
	}
	if options&likeIndexes != 0 {
		for _, x := range slices.Clone(source.keys) {
			clone := r.cloneIndex(t, x)
			clone.implicit = true
			clone.pos = r.pos(clause.Relation.Location)
			if clone.constraint != nil {
				clone.constraint.local = true
			}
			if options&likeComments != 0 {
				clone.comment = x.comment
			}
		}
	}
	if options&likeStatistics != 0 {
		r.copyStatistics(t, source, options&likeComments != 0)
	}
}

// copyStatistics copies extended statistics (generateClonedExtStatsStmt).
func (r *reader) copyStatistics(t, source *table, comments bool) {
	for _, s := range r.db.statisticsOn(source) {
		copied := *s
		copied.ns, copied.table, copied.implicit, copied.target = t.ns, t, true, 0
		copied.columns = nil
		for _, c := range s.columns {
			copied.columns = append(copied.columns, t.column(c.name))
		}
		if !comments {
			copied.comment = ""
		}
		copied.name = r.chooseStatistics(t, copied.columns, len(copied.exprs))
		put(r.db, t.ns.statistics, copied.name, &copied)
	}
}
