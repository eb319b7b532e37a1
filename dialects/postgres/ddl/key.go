package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// declaredKey is a primary key, a unique or an exclusion constraint as it was
// written.
type declaredKey struct {
	constraint *parse.Constraint
	name       string
	columns    []string
}

// declareKey collects a constraint that an index serves. A column's constraint
// is about that column.
func (r *reader) declareKey(c *parse.Constraint, column string) *declaredKey {
	k := &declaredKey{constraint: c, name: naming.Truncate(c.Conname), columns: stringsOf(c.Keys)}
	if column != "" {
		k.columns = []string{column}
	}
	return k
}

// addKeys adds the constraints of a definition that indexes serve: the primary
// key first, and those that mean the same only once (transformIndexConstraints).
func (r *reader) addKeys(d *definition) {
	var list []*declaredKey
	for _, k := range d.indexes {
		if k.constraint.Contype == parse.ConstrType_CONSTR_PRIMARY {
			if slices.ContainsFunc(list, func(o *declaredKey) bool { return o.constraint.Contype == parse.ConstrType_CONSTR_PRIMARY }) {
				r.fail(k.constraint.Location, "multiple primary keys for table %s are not allowed", d.table.name)
			}
			list = append([]*declaredKey{k}, list...)
		}
	}
	for _, k := range d.indexes {
		if slices.Contains(list, k) {
			continue
		}
		if i := slices.IndexFunc(list, func(o *declaredKey) bool { return sameKey(o, k) }); i >= 0 && d.create {
			if list[i].name == "" {
				list[i].name = k.name
			}
			continue
		}
		list = append(list, k)
	}
	for _, k := range list {
		r.addKey(d, k)
	}
}

// sameKey says whether two constraints of one CREATE TABLE would have the same
// index.
func sameKey(a, b *declaredKey) bool {
	x, y := a.constraint, b.constraint
	return x.Contype != parse.ConstrType_CONSTR_EXCLUSION && y.Contype != parse.ConstrType_CONSTR_EXCLUSION &&
		slices.Equal(a.columns, b.columns) && slices.Equal(stringsOf(x.Including), stringsOf(y.Including)) &&
		x.NullsNotDistinct == y.NullsNotDistinct && x.Deferrable == y.Deferrable && x.Initdeferred == y.Initdeferred
}

// addKey adds a constraint with its index, and copies of it to the partitions.
func (r *reader) addKey(d *definition, k *declaredKey) {
	t, c := d.table, k.constraint
	if c.Indexname != "" {
		r.useIndex(t, k)
		return
	}
	x := &index{
		table: t, method: "btree", unique: true, nullsNotDistinct: c.NullsNotDistinct, name: k.name,
		options: storageOptions(nil, c.Options, false), tablespace: r.indexTablespace(t, c.Indexspace),
		pos: r.pos(c.Location), constraint: &keyConstraint{
			kind: keyKind(c.Contype), deferrable: c.Deferrable || c.Initdeferred, initiallyDeferred: c.Initdeferred, local: true,
			withoutOverlaps: r.stmt.Marked(parse.WithoutOverlaps, c.Location),
		},
	}
	if x.constraint.withoutOverlaps {
		x.method = "gist"
	}
	var names []string
	if c.Contype == parse.ConstrType_CONSTR_EXCLUSION {
		names = r.exclusionKeys(x, c)
	} else {
		for _, name := range k.columns {
			x.keys = append(x.keys, indexKey{column: r.columnOf(t, name, c.Location)})
		}
		names = k.columns
	}
	if x.primary() && slices.ContainsFunc(t.keys, (*index).primary) {
		r.fail(c.Location, "multiple primary keys for table %s are not allowed", t.qname())
	}
	for _, n := range c.Including {
		name := n.GetString_().GetSval()
		x.include = append(x.include, r.columnOf(t, name, c.Location))
		names = append(names, name)
	}
	x.names = chooseColumnNames(names)
	r.addIndex(x, !d.only)
	r.partDirective(c.Location, t, x.constraint.kind, x.name)
}

func keyKind(t parse.ConstrType) model.Kind {
	switch t {
	case parse.ConstrType_CONSTR_PRIMARY:
		return model.KindPrimaryKey
	case parse.ConstrType_CONSTR_EXCLUSION:
		return model.KindExclusion
	default:
	}
	return model.KindUnique
}

// exclusionKeys resolves the elements of an exclusion constraint and returns
// their names.
func (r *reader) exclusionKeys(x *index, c *parse.Constraint) []string {
	x.unique = false
	x.method = indexMethod(c.AccessMethod)
	var names []string
	for _, n := range c.Exclusions {
		pair := n.GetList().GetItems()
		if len(pair) != 2 {
			r.fail(c.Location, "an exclusion constraint's element is not understood")
		}
		key, name := r.indexKey(x, pair[0].GetIndexElem(), c.Location)
		key.operator = r.exclusionOperator(pair[1].GetList().GetItems(), r.keyType(x, key), c.Location)
		x.keys = append(x.keys, key)
		names = append(names, name)
	}
	if c.WhereClause != nil {
		x.predicate = r.expression(c.WhereClause, scope{table: x.table, what: "index predicate"})
	}
	return names
}

// exclusionOperator resolves an operator: one for exactly the key's type is
// taken, from whatever schema. Else a user's operator counts only where the
// server has none of that name.
func (r *reader) exclusionOperator(nodes []*parse.Node, t model.Type, location int32) model.QName {
	names := stringsOf(nodes)
	name := names[len(names)-1]
	switch {
	case len(names) > 1 && names[len(names)-2] == catalogSchema:
		return model.QName{Name: name}
	case len(names) > 1:
		return model.QName{Schema: names[len(names)-2], Name: name}
	}
	if q, ok := r.operatorOn(name, signatureType(t)); ok {
		return q
	}
	switch {
	case len(r.facts.OperatorsNamed(name)) > 0:
		return model.QName{Name: name}
	}
	if schema := r.operatorSchema(name); schema != "" {
		return model.QName{Schema: schema, Name: name}
	}
	if q, ok := r.foreignName(name); ok {
		return q
	}
	r.missing(location, "operator %s does not exist", name)
	return model.QName{}
}

// operatorOn finds the operator with two operands of exactly this type.
func (r *reader) operatorOn(name string, t model.Type) (model.QName, bool) {
	for _, schema := range r.routinePath() {
		switch ns := r.db.namespaces[schema]; {
		case schema == catalogSchema:
			for _, o := range r.facts.OperatorsNamed(name) {
				if factType(o.Left) == t && factType(o.Right) == t {
					return model.QName{Name: name}, true
				}
			}
		case ns != nil:
			for _, o := range ns.operators[name] {
				if o.Left == t && o.Right == t {
					return model.QName{Schema: schema, Name: name}, true
				}
			}
		}
	}
	return model.QName{}, false
}

// useIndex applies ADD CONSTRAINT … USING INDEX: the index becomes the
// constraint's and takes its name.
func (r *reader) useIndex(t *table, k *declaredKey) {
	c := k.constraint
	x, ok := t.ns.relations[naming.Truncate(c.Indexname)].(*index)
	if !ok {
		r.missing(c.Location, "index %s does not exist", deparse.Ident(c.Indexname))
	}
	switch {
	case x.table != t:
		r.fail(c.Location, "index %s does not belong to table %s", x.name, t.name)
	case x.constraint != nil:
		r.fail(c.Location, "index %s is already associated with a constraint", x.name)
	case !x.unique:
		r.fail(c.Location, "%s is not a unique index", x.name)
	case !x.predicate.isZero():
		r.fail(c.Location, "%s is a partial index", x.name)
	}
	save(r.db, x)
	x.constraint = &keyConstraint{
		kind: keyKind(c.Contype), deferrable: c.Deferrable || c.Initdeferred, initiallyDeferred: c.Initdeferred, local: true,
	}
	x.implicit = false
	x.pos = r.pos(c.Location)
	if k.name != "" && k.name != x.name {
		r.claim(t.ns, k.name, c.Location)
		remove(r.db, t.ns.relations, x.name)
		x.name = k.name
		put(r.db, t.ns.relations, x.name, relation(x))
	}
	r.claimOtherConstraint(t, x)
	r.db.countConstraint(t.ns, x.name, 1)
	for _, key := range x.keys {
		// Here the server says SET NOT NULL, which declares what is inherited.
		if x.primary() && key.column != nil && (!key.column.notNull || r.version.HasNotNullConstraints()) {
			r.setNotNull(key.column, declaredNotNull{column: key.column.name}, true)
		}
	}
	r.partDirective(c.Location, t, x.constraint.kind, x.name)
}

// claimOtherConstraint makes sure that no other constraint of the table has the
// index's name.
func (r *reader) claimOtherConstraint(t *table, x *index) {
	if t.check(x.name) != nil || t.foreignKey(x.name) != nil || t.notNullNamed(x.name) != nil {
		r.fail(here, "constraint %s for relation %s already exists", deparse.Ident(x.name), t.qname())
	}
}
