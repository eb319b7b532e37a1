package catalog

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// relation is a table, foreign table, view or materialized view while its
// parts are collected.
type relation struct {
	oid   uint32
	kind  string // pg_class.relkind
	owned bool   // by an extension
	typed bool   // CREATE TABLE … OF
	table model.Table
	// columns are what isn't in the model of each of table.Columns.
	columns []columnFact
}

// columnFact is what the reader needs to know about a column.
type columnFact struct {
	number    int
	typ       uint32
	collation uint32
}

// kept reports whether the relation becomes a table of the model.
func (t *relation) kept() bool {
	return t != nil && !t.owned && (t.kind == "r" || t.kind == "p" || t.kind == "m" || t.kind == "f")
}

// partition reports whether the relation is a partition.
func (t *relation) partition() bool { return !t.table.Bound.IsZero() }

// column returns the place of the column with that number, or -1.
func (t *relation) column(number int) int {
	i, found := slices.BinarySearchFunc(t.columns, number, func(c columnFact, n int) int { return c.number - n })
	if !found {
		return -1
	}
	return i
}

// columnNames turns column numbers into names.
func (t *relation) columnNames(numbers []int) ([]string, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	names := make([]string, len(numbers))
	for i, number := range numbers {
		at := t.column(number)
		if at < 0 {
			return nil, changed("column %d of %s is gone", number, t.table.QName())
		}
		names[i] = t.table.Columns[at].Name
	}
	return names, nil
}

const relationsSQL = `
SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relnatts, c.relpersistence::text = 'u',
       c.reloptions, tc.reloptions, coalesce(am.amname, ''), coalesce(ts.spcname, ''), c.relreplident::text,
       c.relrowsecurity, c.relforcerowsecurity,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) ELSE '' END,
       c.relispartition, coalesce(pg_get_expr(c.relpartbound, c.oid), ''), NOT c.relispopulated,
       coalesce(fs.srvname, ''), ft.ftoptions
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid AND tc.reloptions IS NOT NULL
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND` + userSchema

// relationRow is what a row of relationsSQL has beside the relation itself.
type relationRow struct {
	columns        int
	options, toast []string
	foreign        []string
	method         string
	replica        string
	ofType         string
	isPartition    bool
	bound          string
}

func (r *reader) readRelations(rows inspect.Rows) error {
	var row relationRow // one for all rows, since scanning makes it escape
	for rows.Next() {
		t := &relation{}
		row = relationRow{}
		err := rows.Scan(&t.oid, &t.table.Schema, &t.table.Name, &t.kind, &row.columns, &t.table.Unlogged,
			&row.options, &row.toast, &row.method, &t.table.Tablespace, &row.replica,
			&t.table.RowSecurity, &t.table.ForceRowSecurity, &row.ofType, &row.isPartition, &row.bound, &t.table.Unpopulated,
			&t.table.Server, &row.foreign)
		if err != nil {
			return err
		}
		t.table.Schema, t.kind, t.table.Tablespace = r.intern(t.table.Schema), r.intern(t.kind), r.intern(t.table.Tablespace)
		t.owned = r.owned(classRelation, t.oid)
		r.named(classRelation, t.oid, t.table.Schema, t.table.Name)
		r.relations[t.oid] = t
		r.order = append(r.order, t)
		if err := r.addRelation(t, row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *reader) addRelation(t *relation, row relationRow) error {
	switch {
	case t.owned || t.kept():
	case t.kind == "v":
		t.table.Options = r.options("", row.options)
	}
	t.table.Columns = make([]model.Column, 0, row.columns)
	t.columns = make([]columnFact, 0, row.columns)
	if !t.kept() {
		return nil
	}
	t.table.Options = r.options("", row.options)
	t.table.Options = append(t.table.Options, r.options("toast.", row.toast)...)
	if row.method != "heap" {
		t.table.AccessMethod = r.intern(row.method)
	}
	t.table.ForeignOptions = r.foreignOptions(row.foreign)
	if t.kind != "f" {
		t.table.ReplicaIdentity = replicaIdentity(row.replica)
	}
	t.table.Comment = r.comment(classRelation, t.oid)
	if row.ofType != "" {
		of, err := r.typ(row.ofType)
		if err != nil {
			return err
		}
		t.table.OfType, t.typed = of.QName(), true
	}
	if !row.isPartition {
		return nil
	}
	var err error
	t.table.Bound, err = parseBound(row.bound)
	return err
}

// replicaIdentity leaves the index to whoever reads it. Without one, because it
// was dropped, the server does what it does for NOTHING.
func replicaIdentity(letter string) model.ReplicaIdentity {
	switch letter {
	case "f":
		return model.ReplicaIdentity{Mode: model.ReplicaFull}
	case "n", "i":
		return model.ReplicaIdentity{Mode: model.ReplicaNothing}
	}
	return model.ReplicaIdentity{}
}

// columnVersion is a mark that the releases of November 2026 and later keep
// among each column's options for themselves: it counts changes of the column,
// SET and RESET leave it alone, and pg_dump doesn't show it.
const columnVersion = "pg_attver"

// options turns reloptions or attoptions into sorted options.
func (r *reader) options(prefix string, list []string) []model.Option {
	var options []model.Option
	for _, text := range list {
		name, value, _ := cutOption(text)
		if name == columnVersion {
			continue
		}
		options = append(options, model.Option{Name: r.intern(prefix + name), Value: r.intern(value)})
	}
	model.SortOptions(options)
	return options
}

// parent is one parent of a table or an index.
type parent struct {
	oid     uint32
	name    model.QName
	number  int // of several
	pending bool
}

func inheritsSQL(v version.Number) string {
	pending := "false"
	if v.HasConcurrentDetach() {
		pending = "i.inhdetachpending"
	}
	return `
SELECT i.inhrelid, i.inhparent, n.nspname, c.relname, i.inhseqno, ` + pending + `
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhparent
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY i.inhrelid, i.inhseqno`
}

func (r *reader) readInherits(rows inspect.Rows) error {
	for rows.Next() {
		var child uint32
		var p parent
		if err := rows.Scan(&child, &p.oid, &p.name.Schema, &p.name.Name, &p.number, &p.pending); err != nil {
			return err
		}
		p.name = r.qname(p.name.Schema, p.name.Name)
		r.parents[child] = append(r.parents[child], p)
		if t := r.relations[child]; t.kept() {
			r.addParent(t, p)
		}
	}
	return rows.Err()
}

func (r *reader) addParent(t *relation, p parent) {
	if !t.partition() {
		t.table.Inherits = append(t.table.Inherits, p.name)
		return
	}
	t.table.PartitionOf = p.name
	if p.pending {
		r.unsupported(kind.On(p.name, kind.PendingDetach, t.table.QName().String()))
	}
}

// indexParent returns the name of the index that an index is attached to.
func (r *reader) indexParent(index uint32) model.QName {
	if parents := r.parents[index]; len(parents) > 0 {
		return parents[0].name
	}
	return model.QName{}
}
