package ddl

import (
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// addForeignKey adds a foreign key. To a new table it is valid at once.
func (r *reader) addForeignKey(t *table, c *parse.Constraint, exists bool) {
	k := &foreignKey{
		table: t, name: naming.Truncate(c.Conname), target: r.tableOf(c.Pktable), pos: r.pos(c.Location),
		matchFull: c.FkMatchtype == "f", onUpdate: action(c.FkUpdAction), onDelete: action(c.FkDelAction),
		deferrable: c.Deferrable || c.Initdeferred, initiallyDeferred: c.Initdeferred,
		period:      r.stmt.Marked(parse.Period, c.Location),
		notEnforced: r.stmt.Marked(parse.NotEnforced, c.Location),
	}
	k.notValid = exists && c.SkipValidation && !k.notEnforced
	r.mayRefer(t, k.target, c.Pktable.Location)
	k.columns = r.columnsOf(t, c.FkAttrs, c.Location)
	k.onDeleteColumns = r.columnsOf(t, c.FkDelSetCols, c.Location)
	r.referTo(k, c)
	if k.name == "" {
		k.name, k.implicit = r.chooseConstraint(t.ns, t.name, joinNames(stringsOf(c.FkAttrs)), "fkey", nil), true
	}
	r.appendForeignKey(k)
	if t.kind == partitioned {
		for _, child := range t.descendants() {
			r.absorbForeignKey(child, k)
		}
	}
	r.partDirective(c.Location, t, model.KindForeignKey, k.name)
}

// mayRefer fails if a table outlives what a foreign key of it would refer to: rows
// of an unlogged table are gone after a crash, those of a temporary one with its
// session.
func (r *reader) mayRefer(t, target *table, location int32) {
	switch {
	case t.temporary() && !target.temporary():
		r.fail(location, "constraints on temporary tables may reference only temporary tables")
	case t.temporary():
	case t.unlogged && target.temporary():
		r.fail(location, "constraints on unlogged tables may reference only permanent or unlogged tables")
	case !t.unlogged && (target.unlogged || target.temporary()):
		r.fail(location, "constraints on permanent tables may reference only permanent tables")
	}
}

func action(letter string) model.Action {
	switch letter {
	case "r":
		return model.Restrict
	case "c":
		return model.Cascade
	case "n":
		return model.SetNull
	case "d":
		return model.SetDefault
	}
	return model.NoAction
}

func (r *reader) columnsOf(t *table, names []*parse.Node, location int32) []*column {
	var list []*column
	for _, n := range names {
		list = append(list, r.columnOf(t, n.GetString_().GetSval(), location))
	}
	return list
}

// referTo resolves what a foreign key refers to: the columns that are written,
// or those of the primary key, and the index that makes them unique.
func (r *reader) referTo(k *foreignKey, c *parse.Constraint) {
	k.refColumns = r.columnsOf(k.target, c.PkAttrs, c.Pktable.Location)
	if k.target.opaque {
		return
	}
	if len(k.refColumns) == 0 {
		i := slices.IndexFunc(k.target.keys, (*index).primary)
		if i < 0 {
			r.missing(c.Pktable.Location, "there is no primary key for referenced table %s", k.target.qname())
		}
		k.index = k.target.keys[i]
		for _, key := range k.index.keys {
			k.refColumns = append(k.refColumns, key.column)
		}
	}
	if len(k.refColumns) != len(k.columns) {
		r.fail(c.Location, "number of referencing and referenced columns for foreign key disagree")
	}
	if k.index == nil {
		k.index = uniqueIndex(k.target, k.refColumns, k.period)
	}
	if k.index == nil {
		r.missing(c.Pktable.Location, "there is no unique constraint matching given keys for referenced table %s", k.target.qname())
	}
}

// uniqueIndex finds the index that makes columns of a table unique, in any
// order: transformFkeyCheckAttrs takes the first that fits.
func uniqueIndex(t *table, columns []*column, period bool) *index {
	for _, x := range t.keys {
		if !x.unique && !period || !x.predicate.isZero() || len(x.keys) != len(columns) ||
			x.constraint != nil && x.constraint.deferrable || period && (x.constraint == nil || !x.constraint.withoutOverlaps) {
			continue
		}
		fits := true
		for _, c := range columns {
			fits = fits && slices.ContainsFunc(x.keys, func(k indexKey) bool { return k.column == c })
		}
		if fits {
			return x
		}
	}
	return nil
}

func (r *reader) appendForeignKey(k *foreignKey) {
	r.claimConstraint(k.table, k.name)
	save(r.db, k.table)
	k.table.references = append(k.table.references, k)
	r.db.countConstraint(k.table.ns, k.name, 1)
	save(r.db, k.target)
	k.target.referrers = append(k.target.referrers, k)
	for range k.target.descendants() {
		r.hideConstraint(k)
	}
}

// hideConstraint chooses the name of a copy of a foreign key for a partition of
// the referenced table. The copy isn't part of the model, but its name is taken.
func (r *reader) hideConstraint(k *foreignKey) {
	if k.target.kind != partitioned {
		return
	}
	names := make([]string, len(k.columns))
	for i, c := range k.columns {
		names[i] = c.name
	}
	name := r.chooseConstraint(k.table.ns, k.table.name, joinNames(names), "fkey", nil)
	if r.version.NumbersForeignKeyCopies() {
		for i := 1; ; i++ {
			if name = naming.Join(k.name, "", strconv.Itoa(i)); k.table.ns.constraints[name] == 0 {
				break
			}
		}
	}
	save(r.db, k)
	k.hidden = append(slices.Clip(k.hidden), name)
	r.db.countConstraint(k.table.ns, name, 1)
}

// absorbForeignKey makes a partition's own foreign key that is the same as its
// parent's a copy of the latter, if there is one.
func (r *reader) absorbForeignKey(t *table, k *foreignKey) {
	for _, own := range t.references {
		if own.target == k.target && sameColumns(own.columns, k.columns) && sameColumns(own.refColumns, k.refColumns) &&
			own.deferrable == k.deferrable && own.initiallyDeferred == k.initiallyDeferred && own.onUpdate == k.onUpdate &&
			own.onDelete == k.onDelete && own.matchFull == k.matchFull && own.notEnforced == k.notEnforced && !own.notValid {
			r.dropForeignKey(own)
			return
		}
	}
}

func sameColumns(a, b []*column) bool {
	return slices.EqualFunc(a, b, func(x, y *column) bool { return x.name == y.name })
}

// dropForeignKey removes a foreign key.
func (r *reader) dropForeignKey(k *foreignKey) {
	save(r.db, k.table)
	k.table.references = without(k.table.references, k)
	save(r.db, k.target)
	k.target.referrers = without(k.target.referrers, k)
	r.db.countConstraint(k.table.ns, k.name, -1)
	for _, name := range k.hidden {
		r.db.countConstraint(k.table.ns, name, -1)
	}
}

// ownForeignKeys gives a partition that is detached the foreign keys that it
// had copies of.
func (r *reader) ownForeignKeys(t, parent *table) {
	for p := parent; p != nil; p = p.partitionOf {
		for _, k := range p.references {
			own := *k
			own.table, own.implicit, own.comment, own.hidden = t, false, "", nil
			own.columns = make([]*column, len(k.columns))
			for i, c := range k.columns {
				own.columns[i] = t.column(c.name)
			}
			own.onDeleteColumns = nil
			for _, c := range k.onDeleteColumns {
				own.onDeleteColumns = append(own.onDeleteColumns, t.column(c.name))
			}
			if t.hasConstraint(own.name) {
				names := make([]string, len(own.columns))
				for i, c := range own.columns {
					names[i] = c.name
				}
				own.name = r.chooseConstraint(t.ns, t.name, joinNames(names), "fkey", nil)
			}
			r.appendForeignKey(&own)
		}
	}
}

// dropReferrers removes the foreign keys that refer to a table, or to one of
// its indexes.
func (r *reader) dropReferrers(t *table, of *index, cascade bool) {
	for _, k := range slices.Clone(t.referrers) {
		if k.table == t && of == nil || of != nil && k.index != of {
			continue
		}
		if !cascade {
			what := "table " + t.qname().String()
			if of != nil {
				what = "constraint " + deparse.Ident(of.name) + " on " + what
			}
			r.fail(here, "cannot drop %s because other objects depend on it: constraint %s on table %s", what, deparse.Ident(k.name), k.table.qname())
		}
		r.dropForeignKey(k)
	}
}
