package runner

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner/operation"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/migrate/script"
)

var _ op.Dialect = Dialect{}

// Operation implements [op.Dialect].
func (d Dialect) Operation(o op.Operation) ([]script.Statement, error) {
	return write.Writer{Product: operation.Product{Quoter: d}}.Operation(o)
}

// Constant implements [op.Dialect].
func (d Dialect) Constant(value any) (string, error) {
	return write.Writer{Product: operation.Product{Quoter: d}}.Constant(value)
}

// The questions, each with the schema, the table and the name as arguments.
// Without a schema the search path finds the thing.
const (
	hasTable = `SELECT count(*) > 0 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $3 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND $2 = ''
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasIndex = `SELECT count(*) > 0 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $3 AND c.relkind IN ('i', 'I') AND $2 = ''
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasSequence = `SELECT count(*) > 0 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $3 AND c.relkind = 'S' AND $2 = ''
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasColumn = `SELECT count(*) > 0 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $2 AND a.attname = $3 AND NOT a.attisdropped AND a.attnum > 0
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasConstraint = `SELECT count(*) > 0 FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $2 AND o.conname = $3
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasTrigger = `SELECT count(*) > 0 FROM pg_catalog.pg_trigger o JOIN pg_catalog.pg_class c ON c.oid = o.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $2 AND o.tgname = $3
AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END`
	hasType = `SELECT count(*) > 0 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typname = $3 AND $2 = ''
AND CASE WHEN $1 = '' THEN pg_catalog.pg_type_is_visible(t.oid) ELSE n.nspname = $1 END`
	hasRoutine = `SELECT count(*) > 0 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname = $3 AND $2 = ''
AND CASE WHEN $1 = '' THEN pg_catalog.pg_function_is_visible(p.oid) ELSE n.nspname = $1 END`
	hasSchema    = `SELECT count(*) > 0 FROM pg_catalog.pg_namespace n WHERE n.nspname = $3 AND $1 = '' AND $2 = ''`
	hasExtension = `SELECT count(*) > 0 FROM pg_catalog.pg_extension e WHERE e.extname = $3 AND $1 = '' AND $2 = ''`
)

// questions are the questions about the kinds of things.
var questions = map[op.ThingKind]string{
	op.Table: hasTable, op.Index: hasIndex, op.Sequence: hasSequence, op.TableColumn: hasColumn, op.TableConstraint: hasConstraint,
	op.TableTrigger: hasTrigger, op.Type: hasType, op.Routine: hasRoutine, op.Schema: hasSchema, op.Extension: hasExtension,
}

// Has implements [op.Dialect].
func (Dialect) Has(ctx context.Context, conn migrate.Conn, t op.Thing) (bool, error) {
	question, ok := questions[t.Kind]
	if !ok {
		return false, fmt.Errorf("asking the database: there is no kind of thing %q", t.Kind)
	}
	return t.Ask(ctx, conn, question, t.Schema, t.Table, t.Name)
}
