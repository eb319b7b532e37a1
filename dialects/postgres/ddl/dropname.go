package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/model"
)

// dropNameUses removes what depends on a collation or on an operator class, as
// CASCADE does.
func (r *reader) dropNameUses(k nameKind, q model.QName) {
	is := func(kind nameKind, name model.QName) bool { return kind == k && name == q }
	for _, t := range r.db.tables() {
		if t.ns.relations[t.name] != relation(t) {
			continue // went with another one
		}
		if slices.ContainsFunc(t.partKeys, func(key partKey) bool {
			return is(collationName, key.collation) || is(opclassName, key.opclass)
		}) {
			r.dropTable(t, true)
			continue
		}
		for _, c := range slices.Clone(t.columns) {
			if is(collationName, c.collation) && slices.Contains(t.columns, c) && c.inherited == 0 {
				r.dropColumn(c, true, true)
			}
		}
		for _, x := range slices.Clone(t.keys) {
			if slices.Contains(t.keys, x) && x.parent == nil && slices.ContainsFunc(x.keys, func(key indexKey) bool {
				return is(collationName, key.collation) || is(opclassName, key.opclass)
			}) {
				r.dropReferrers(t, x, true)
				r.dropIndex(x)
			}
		}
	}
	for _, t := range r.db.types() {
		switch {
		case t.ns.types[t.name] != t:
		case t.domain != nil && is(collationName, t.domain.collation),
			t.rng != nil && (is(collationName, t.rng.collation) || is(opclassName, t.rng.opclass)):
			r.dropType(t, true)
		case t.kind == compositeType:
			save(r.db, t)
			t.attributes = slices.DeleteFunc(slices.Clone(t.attributes), func(a model.Attribute) bool {
				return is(collationName, a.Collation)
			})
		}
	}
	if k == collationName {
		gone := renaming{kind: k, old: q, name: model.QName{Schema: q.Schema, Name: q.Name + " "}}
		r.dropExpressionsWith(deparse.Qualified(q.Schema, q.Name), func(_ scope, e expression) bool { return r.renameIn(e.text, gone) != e.text })
	}
}
