package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// facts are what information_schema tells. The keys are the names of tables.
type facts struct {
	relations  []relation
	routines   []object
	triggers   []object
	events     []object
	others     []object
	columns    map[string][]columnFact
	elements   map[string][]elementFact
	references map[string][]referenceFact
	checks     map[string][]checkFact
	partitions map[string][]partitionFact
	srids      map[string]map[string]string // of columns of MariaDB that have one, which SHOW CREATE doesn't say
}

// relation is a row of TABLES.
type relation struct {
	name, kind, engine, collation, comment string
}

// columnFact is a row of COLUMNS.
type columnFact struct {
	name, typ, collation, extra, comment string
	nullable, defaulted, generated       bool
}

// elementFact is a row of STATISTICS: a part of an index.
type elementFact struct {
	index, method, column, expression, comment string
	unique, descending, hidden                 bool
	length                                     int
}

// referenceFact is a column of a foreign key.
type referenceFact struct {
	name, column, database, table, referenced string
	onUpdate, onDelete                        string
}

// checkFact is a row of CHECK_CONSTRAINTS. Of is the column that it is a part of.
type checkFact struct {
	name     string
	ofColumn bool
	enforced bool
}

// partitionFact is a partition, or a part of one.
type partitionFact struct{ name, sub string }

// query is one question and what becomes of each row of its answer.
type query struct {
	sql string
	row func(*facts, inspect.Rows) error
}

// The questions. What one product has no column for is a constant there.
const (
	askRelations = "SELECT table_name, table_type, coalesce(engine, ''), coalesce(table_collation, ''), table_comment " +
		"FROM information_schema.tables WHERE table_schema = database() ORDER BY table_name"
	askColumns = "SELECT table_name, column_name, column_type, coalesce(collation_name, ''), extra, column_comment, is_nullable = 'YES', " +
		"column_default IS NOT NULL AND column_default <> 'NULL', coalesce(generation_expression, '') <> '' " +
		"FROM information_schema.columns WHERE table_schema = database() ORDER BY table_name, ordinal_position"
	askElements = "SELECT table_name, index_name, index_type, coalesce(column_name, ''), %s, index_comment, non_unique = 0, " +
		"coalesce(collation, 'A') = 'D', %s, coalesce(sub_part, 0) " +
		"FROM information_schema.statistics WHERE table_schema = database() ORDER BY table_name, index_name, seq_in_index"
	askReferences = "SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name, " +
		"r.update_rule, r.delete_rule FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r " +
		"ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name " +
		"WHERE k.table_schema = database() AND k.constraint_schema = database() AND r.constraint_schema = database() " +
		"AND k.referenced_table_name IS NOT NULL ORDER BY k.table_name, k.constraint_name, k.ordinal_position"
	askChecksMariaDB = "SELECT table_name, constraint_name, level = 'Column', 1 " +
		"FROM information_schema.check_constraints WHERE constraint_schema = database() ORDER BY table_name, constraint_name"
	askChecksMySQL = "SELECT table_name, constraint_name, 0, enforced = 'YES' FROM information_schema.table_constraints " +
		"WHERE table_schema = database() AND constraint_type = 'CHECK' ORDER BY table_name, constraint_name"
	askPartitions = "SELECT table_name, partition_name, coalesce(subpartition_name, '') FROM information_schema.partitions " +
		"WHERE table_schema = database() AND partition_name IS NOT NULL ORDER BY table_name, partition_ordinal_position, subpartition_ordinal_position"
	askRoutines = "SELECT routine_name, routine_type, sql_mode FROM information_schema.routines " +
		"WHERE routine_schema = database() ORDER BY routine_type, routine_name"
	askTriggers = "SELECT trigger_name, event_object_table, sql_mode FROM information_schema.triggers WHERE trigger_schema = database() " +
		"ORDER BY event_object_table, action_timing, event_manipulation, action_order"
	askEvents    = "SELECT event_name, sql_mode FROM information_schema.events WHERE event_schema = database() ORDER BY event_name"
	askSRIDs     = "SELECT g_table_name, g_geometry_column, srid FROM information_schema.geometry_columns WHERE g_table_schema = database() AND srid <> 0"
	askLibraries = "SELECT library_name FROM information_schema.libraries WHERE library_schema = database() ORDER BY library_name"
)

// queries are all that is asked: their number doesn't grow with the schema.
func queries(s mysql.Server) []query {
	expression, hidden, checks := "coalesce(expression, '')", "is_visible = 'NO'", askChecksMySQL
	if s.IsMariaDB() {
		expression, hidden, checks = "''", "0", askChecksMariaDB
		if s.MinMariaDB(10, 6, 0) {
			hidden = "ignored = 'YES'"
		}
	}
	list := []query{
		{askRelations, scanRelation},
		{askColumns, scanColumn},
		{fmt.Sprintf(askElements, expression, hidden), scanElement},
		{askReferences, scanReference},
		{checks, scanCheck},
		{askPartitions, scanPartition},
		{askRoutines, scanRoutine},
		{askTriggers, scanTrigger},
		{askEvents, scanEvent},
	}
	if s.MinMySQL(9, 2, 0) {
		list = append(list, query{askLibraries, scanLibrary})
	}
	return list
}

func readFacts(ctx context.Context, conn inspect.Conn, s mysql.Server) (*facts, error) {
	f := &facts{
		columns: map[string][]columnFact{}, elements: map[string][]elementFact{}, references: map[string][]referenceFact{},
		checks: map[string][]checkFact{}, partitions: map[string][]partitionFact{}, srids: map[string]map[string]string{},
	}
	err := f.ask(ctx, conn, queries(s))
	if err == nil && s.IsMariaDB() && f.geometric() {
		err = f.ask(ctx, conn, []query{{askSRIDs, scanSRID}})
	}
	if err != nil {
		return nil, fmt.Errorf("asking information_schema: %w", err)
	}
	return f, nil
}

// geometric reports whether there are columns that can have a reference system.
func (f *facts) geometric() bool {
	for _, columns := range f.columns {
		if slices.ContainsFunc(columns, func(c columnFact) bool { return mysql.IsGeometry(c.typ) }) {
			return true
		}
	}
	return false
}

// ask asks questions, all at once.
func (f *facts) ask(ctx context.Context, conn inspect.Conn, list []query) error {
	batch := make([]inspect.Query, len(list))
	for i, q := range list {
		batch[i].SQL = q.sql
	}
	return conn.Batch(ctx, batch, func(i int, rows inspect.Rows) error {
		for rows.Next() {
			if err := list[i].row(f, rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// objects lists what SHOW CREATE is asked about, what others are made of first.
func (f *facts) objects() []object {
	var tables, views []object
	for _, r := range f.relations {
		o := object{name: r.name}
		switch r.kind {
		case "BASE TABLE", "SYSTEM VERSIONED":
			o.kind, o.show = model.KindTable, "TABLE"
		case "SEQUENCE":
			o.kind, o.show = model.KindSequence, "SEQUENCE"
		case "VIEW":
			o.kind, o.show = mysql.KindView, "VIEW"
			views = append(views, o)
			continue
		case "TEMPORARY", "TEMPORARY SEQUENCE":
			continue // it ends with the session
		default:
			o.kind = model.Kind(r.kind)
		}
		tables = append(tables, o)
	}
	var all []object
	for _, list := range [][]object{tables, views, f.routines, f.triggers, f.events, f.others} {
		all = append(all, list...)
	}
	return all
}
