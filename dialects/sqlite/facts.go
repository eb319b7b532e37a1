package sqlite

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/inspect"
)

// facts are what the library tells about a database, beside the statements that
// it keeps. The keys are names as sqlite_schema has them.
type facts struct {
	version    int
	objects    []object
	tables     map[string]tableFact
	columns    map[string][]columnFact
	indexes    map[string][]indexFact
	elements   map[string][]elementFact // by index
	references map[string][]referenceFact
}

// object is a row of sqlite_schema. An index that comes with a constraint has no
// text.
type object struct {
	kind, name, table, text string
	stored                  bool // it has pages of its own: it is neither virtual nor a view
}

// tableFact is a row of PRAGMA table_list; kind is "table", "view", "virtual" or
// "shadow".
type tableFact struct {
	kind                 string
	withoutRowID, strict bool
}

// columnFact is a row of PRAGMA table_xinfo. Hidden is 2 for a virtual generated
// column, 3 for a stored one.
type columnFact struct {
	name, typ       string
	notNull         bool
	primary, hidden int
}

// indexFact is a row of PRAGMA index_list; origin is "c" for CREATE INDEX, "u" and
// "pk" for constraints.
type indexFact struct {
	name, origin    string
	unique, partial bool
}

// elementFact is a row of PRAGMA index_xinfo that belongs to the key. Column is -2
// for an expression.
type elementFact struct {
	column          int
	name, collation string
	descending      bool
}

// referenceFact is a column of a foreign key in PRAGMA foreign_key_list.
type referenceFact struct {
	id          int
	table, from string
}

// query is one question and what becomes of each row of its answer.
type query struct {
	sql string
	row func(*facts, inspect.Rows) error
}

// queries are all that is asked: their number doesn't grow with the schema. Views
// and virtual tables are left out of the PRAGMAs, since these would run what the
// library may not be able to: a broken view, an unknown module.
func queries() []query {
	return []query{
		{"SELECT sqlite_version()", scanVersion},
		{"SELECT type, name, tbl_name, coalesce(sql, ''), coalesce(rootpage, 0) <> 0 FROM main.sqlite_schema ORDER BY rowid", scanObject},
		{"SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'", scanTable},
		{"SELECT m.name, x.name, x.type, x.\"notnull\", x.pk, x.hidden FROM main.sqlite_schema AS m, pragma_table_xinfo(m.name, 'main') AS x " +
			"WHERE m.type = 'table' AND m.rootpage <> 0 ORDER BY m.rowid, x.cid", scanColumn},
		{"SELECT m.name, x.name, x.origin, x.\"unique\", x.partial FROM main.sqlite_schema AS m, pragma_index_list(m.name, 'main') AS x " +
			"WHERE m.type = 'table' AND m.rootpage <> 0 ORDER BY m.rowid, x.seq", scanIndex},
		{"SELECT m.name, x.cid, coalesce(x.name, ''), coalesce(x.coll, ''), x.desc FROM main.sqlite_schema AS m, pragma_index_xinfo(m.name, 'main') AS x " +
			"WHERE m.type = 'index' AND x.key ORDER BY m.rowid, x.seqno", scanElement},
		{"SELECT m.name, x.id, x.\"table\", x.\"from\" FROM main.sqlite_schema AS m, pragma_foreign_key_list(m.name, 'main') AS x " +
			"WHERE m.type = 'table' AND m.rootpage <> 0 ORDER BY m.rowid, x.id, x.seq", scanReference},
	}
}

// readFacts asks everything in one transaction, so that no other connection
// changes the schema meanwhile. A savepoint is one, and may be in another.
func readFacts(ctx context.Context, conn inspect.Conn) (*facts, error) {
	if err := conn.Exec(ctx, "SAVEPOINT schemadiff_read"); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	f := &facts{
		tables: map[string]tableFact{}, columns: map[string][]columnFact{}, indexes: map[string][]indexFact{},
		elements: map[string][]elementFact{}, references: map[string][]referenceFact{},
	}
	list := queries()
	batch := make([]inspect.Query, len(list))
	for i, q := range list {
		batch[i].SQL = q.sql
	}
	err := conn.Batch(ctx, batch, func(i int, rows inspect.Rows) error {
		for rows.Next() {
			if err := list[i].row(f, rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if released := conn.Exec(context.WithoutCancel(ctx), "RELEASE schemadiff_read"); err == nil {
		err = released
	}
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	return f, nil
}

func scanVersion(f *facts, rows inspect.Rows) error {
	var text string
	if err := rows.Scan(&text); err != nil {
		return err
	}
	var err error
	f.version, err = parseVersion(text)
	return err
}

func scanObject(f *facts, rows inspect.Rows) error {
	var o object
	err := rows.Scan(&o.kind, &o.name, &o.table, &o.text, &o.stored)
	f.objects = append(f.objects, o)
	return err
}

func scanTable(f *facts, rows inspect.Rows) error {
	var name string
	var t tableFact
	err := rows.Scan(&name, &t.kind, &t.withoutRowID, &t.strict)
	f.tables[name] = t
	return err
}

func scanColumn(f *facts, rows inspect.Rows) error {
	var table string
	var c columnFact
	err := rows.Scan(&table, &c.name, &c.typ, &c.notNull, &c.primary, &c.hidden)
	f.columns[table] = append(f.columns[table], c)
	return err
}

func scanIndex(f *facts, rows inspect.Rows) error {
	var table string
	var i indexFact
	err := rows.Scan(&table, &i.name, &i.origin, &i.unique, &i.partial)
	f.indexes[table] = append(f.indexes[table], i)
	return err
}

func scanElement(f *facts, rows inspect.Rows) error {
	var index string
	var e elementFact
	err := rows.Scan(&index, &e.column, &e.name, &e.collation, &e.descending)
	f.elements[index] = append(f.elements[index], e)
	return err
}

func scanReference(f *facts, rows inspect.Rows) error {
	var table string
	var r referenceFact
	err := rows.Scan(&table, &r.id, &r.table, &r.from)
	f.references[table] = append(f.references[table], r)
	return err
}
