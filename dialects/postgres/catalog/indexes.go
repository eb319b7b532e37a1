package catalog

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// indexOwner is the constraint that an index belongs to.
type indexOwner struct{ constraint }

// indexesSQL prints the whole definition only where a key is an expression,
// whose own collation and type are nowhere in the catalog.
func indexesSQL(v version.Number) string {
	notDistinct := "false"
	if v.HasNullsNotDistinct() {
		notDistinct = "i.indnullsnotdistinct"
	}
	return `
SELECT i.indexrelid, i.indrelid, c.relname, am.amname, i.indisunique, ` + notDistinct + `,
       i.indisclustered, i.indisreplident, i.indisvalid AND i.indislive, i.indnkeyatts,
       i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
       c.reloptions, coalesce(ts.spcname, ''),
       i.indpred IS NOT NULL, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
       coalesce(CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid) END, '')
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
WHERE` + userSchema
}

// index is one row of indexesSQL.
type index struct {
	model.Index
	oid, relation   uint32
	replicaIdentity bool
	valid           bool
	keyCount        int
	order           []int
	keys            keyColumns
	options         []string
	partial         bool
	predicate       string
}

func (r *reader) readIndexes(rows inspect.Rows) error {
	var i index // one for all rows, since scanning makes it escape
	var columns, classes, collations, order vector
	var definition string
	for rows.Next() {
		i = index{}
		err := rows.Scan(&i.oid, &i.relation, &i.Name, &i.Method, &i.Unique, &i.NullsNotDistinct,
			&i.Clustered, &i.replicaIdentity, &i.valid, &i.keyCount,
			&columns.text, &classes.text, &collations.text, &order.text,
			&i.options, &i.Tablespace, &i.partial, &i.predicate, &definition)
		if err != nil {
			return err
		}
		t := r.relations[i.relation]
		if !t.kept() {
			continue // it is an extension's
		}
		i.keys = keyColumns{columns: columns.numbers(), classes: classes.oids(), collations: collations.oids()}
		i.order = order.numbers()
		if definition != "" {
			i.keys.elements = indexElements(definition)
		}
		if err := r.addIndex(t, i); err != nil {
			return fmt.Errorf("index %s of %s: %w", i.Name, t.table.QName(), err)
		}
	}
	return rows.Err()
}

// addIndex completes an index and puts it where it belongs: to the constraint
// that it serves, or to the table's indexes.
func (r *reader) addIndex(t *relation, i index) error {
	i.Method, i.Tablespace = r.intern(i.Method), r.intern(i.Tablespace)
	i.Options = r.options("", i.options)
	i.Invalid = !i.valid
	i.Parent = r.indexParent(i.oid)
	i.Predicate = expr(i.predicate)
	if i.partial && i.Predicate.IsZero() {
		return changed("its predicate is gone")
	}
	if i.replicaIdentity && t.table.ReplicaIdentity.Mode == model.ReplicaNothing {
		t.table.ReplicaIdentity = model.ReplicaIdentity{Mode: model.ReplicaIndex, Index: i.Name}
	}
	if i.keyCount > len(i.keys.columns) {
		return fmt.Errorf("it has %d keys but %d columns", i.keyCount, len(i.keys.columns))
	}
	var err error
	if i.Include, err = t.columnNames(i.keys.columns[i.keyCount:]); err != nil {
		return err
	}
	i.keys.columns = i.keys.columns[:i.keyCount]
	if owner, ok := r.owners[i.oid]; ok && owner.kind != "x" {
		return r.addKey(t, i, owner)
	}
	if i.Keys, err = r.indexKeys(t, i); err != nil {
		return err
	}
	if owner, ok := r.owners[i.oid]; ok {
		return r.addExclusion(t, i, owner)
	}
	i.Comment = r.comment(classRelation, i.oid)
	t.table.Indexes = append(t.table.Indexes, i.Index)
	return nil
}

// Bits of pg_index.indoption.
const (
	optionDescending = 1
	optionNullsFirst = 2
)

func (r *reader) indexKeys(t *relation, i index) ([]model.IndexKey, error) {
	keys := make([]model.IndexKey, i.keyCount)
	for n := range keys {
		k, err := r.key(t, i.keys, n)
		if err != nil {
			return nil, err
		}
		if n < len(i.order) {
			k.Descending = i.order[n]&optionDescending != 0
			k.NullsFirst = i.order[n]&optionNullsFirst != 0
		}
		keys[n] = k
	}
	for _, p := range r.indexParts[i.oid] {
		if p.number > len(keys) {
			continue
		}
		k := &keys[p.number-1]
		k.Statistics, k.OpclassOptions = p.statistics, p.options
		if len(p.options) > 0 {
			// Options can't be written without the class, so that it is named
			// even if it is the default.
			k.Opclass = r.opclasses[i.keys.classes[p.number-1]].name
		}
	}
	return keys, nil
}

// addKey makes a primary key or unique constraint of an index.
func (r *reader) addKey(t *relation, i index, k indexOwner) error {
	columns, err := t.columnNames(i.keys.columns)
	if err != nil {
		return err
	}
	t.table.Keys = append(t.table.Keys, model.Key{
		Name: k.name, Primary: k.kind == "p", Columns: columns, Include: i.Include,
		WithoutOverlaps: k.period, NullsNotDistinct: i.NullsNotDistinct,
		Deferrable: k.deferrable, InitiallyDeferred: k.deferred,
		Options: i.Options, Tablespace: i.Tablespace, Clustered: i.Clustered,
		Parent: i.Parent, Invalid: i.Invalid,
		Comment: r.comment(classConstraint, k.oid), IndexComment: r.comment(classRelation, i.oid),
	})
	return nil
}

// addExclusion makes an exclusion constraint of an index.
func (r *reader) addExclusion(t *relation, i index, k indexOwner) error {
	if len(k.operators) != 2*len(i.Keys) {
		return changed("an operator is gone")
	}
	x := model.Exclusion{
		Name: k.name, Method: i.Method, Include: i.Include, Predicate: i.Predicate,
		Deferrable: k.deferrable, InitiallyDeferred: k.deferred,
		Options: i.Options, Tablespace: i.Tablespace, Clustered: i.Clustered, Parent: i.Parent,
		Comment: r.comment(classConstraint, k.oid), IndexComment: r.comment(classRelation, i.oid),
	}
	for n, key := range i.Keys {
		operator := r.qname(k.operators[2*n], k.operators[2*n+1])
		x.Elements = append(x.Elements, model.ExclusionElement{IndexKey: key, Operator: operator})
	}
	t.table.Exclusions = append(t.table.Exclusions, x)
	return nil
}
