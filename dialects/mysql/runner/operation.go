package runner

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/dialects/mysql/runner/operation"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

var _ op.Live = Dialect{}

func operations() write.Writer {
	return write.Writer{Product: operation.Product{Quoter: Dialect{}}}
}

// Operation implements [op.Dialect].
func (Dialect) Operation(o op.Operation) ([]script.Statement, error) {
	return operations().Operation(o)
}

// Constant implements [op.Dialect].
func (Dialect) Constant(value any) (string, error) { return operations().Constant(value) }

// Inspect implements [op.Live].
func (Dialect) Inspect(ctx context.Context, conn migrate.Conn) (model.Schema, error) {
	return catalog.Inspect(ctx, migrate.Inspectable(conn), catalog.Options{})
}

// Given implements [op.Live].
func (Dialect) Given(ctx context.Context, schema model.Schema, o op.Operation) ([]string, error) {
	return operation.Given(ctx, operations(), schema, o)
}

// question is where information_schema has a kind of things, and how it calls their
// schema, their table and their name.
type question struct{ from, schema, table, name string }

// questions are the questions about the kinds of things.
var questions = map[op.ThingKind]question{
	op.Table:           {"tables WHERE table_type <> 'SEQUENCE'", "table_schema", "", "table_name"},
	op.Sequence:        {"tables WHERE table_type = 'SEQUENCE'", "table_schema", "", "table_name"},
	op.TableColumn:     {"columns WHERE 1 = 1", "table_schema", "table_name", "column_name"},
	op.Index:           {"statistics WHERE 1 = 1", "table_schema", "table_name", "index_name"},
	op.TableConstraint: {"table_constraints WHERE 1 = 1", "table_schema", "table_name", "constraint_name"},
	op.TableTrigger:    {"triggers WHERE 1 = 1", "trigger_schema", "event_object_table", "trigger_name"},
	op.Routine:         {"routines WHERE 1 = 1", "routine_schema", "", "routine_name"},
	op.Schema:          {"schemata WHERE 1 = 1", "", "", "schema_name"},
}

// Has implements [op.Dialect]. Without a schema it is the connection's database.
func (Dialect) Has(ctx context.Context, conn migrate.Conn, t op.Thing) (bool, error) {
	q, ok := questions[t.Kind]
	if !ok {
		return false, fmt.Errorf("asking the database: MySQL has nothing of the kind %s", t.Kind)
	}
	sql := "SELECT count(*) > 0 FROM information_schema." + q.from + " AND " + q.name + " = ?"
	args := []any{t.Name}
	switch {
	case q.schema == "":
	case t.Schema == "":
		sql += " AND " + q.schema + " = database()"
	default:
		sql += " AND " + q.schema + " = ?"
		args = append(args, t.Schema)
	}
	if q.table != "" && t.Table != "" {
		sql += " AND " + q.table + " = ?"
		args = append(args, t.Table)
	}
	return t.Ask(ctx, conn, sql, args...)
}
