package runner

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/runner/operation"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

var _ op.Live = Dialect{}

func operations() write.Writer { return write.Writer{Product: operation.Product{Quoter: Dialect{}}} }

// Operation implements [op.Dialect].
func (Dialect) Operation(o op.Operation) ([]script.Statement, error) {
	return operations().Operation(o)
}

// Constant implements [op.Dialect].
func (Dialect) Constant(value any) (string, error) { return operations().Constant(value) }

// Inspect implements [op.Live].
func (Dialect) Inspect(ctx context.Context, conn migrate.Conn) (model.Schema, error) {
	return sqlite.Inspect(ctx, migrate.Inspectable(conn))
}

// Given implements [op.Live].
func (Dialect) Given(ctx context.Context, schema model.Schema, o op.Operation) ([]string, error) {
	return operation.Given(ctx, operations(), schema, o)
}

// The questions, each with the schema, the table and the name as arguments.
const (
	hasTable = "SELECT count(*) > 0 FROM pragma_table_list AS l WHERE l.type IN ('table', 'view', 'virtual') AND ?2 = '' " +
		"AND l.name = ?3 COLLATE NOCASE AND (?1 = '' OR l.schema = ?1 COLLATE NOCASE)"
	hasColumn = "SELECT count(*) > 0 FROM pragma_table_list AS l, pragma_table_xinfo(l.name, l.schema) AS c WHERE l.name = ?2 COLLATE NOCASE " +
		"AND c.name = ?3 COLLATE NOCASE AND (?1 = '' OR l.schema = ?1 COLLATE NOCASE)"
	hasIndex = "SELECT count(*) > 0 FROM pragma_table_list AS l, pragma_index_list(l.name, l.schema) AS i WHERE ?2 = '' " +
		"AND i.name = ?3 COLLATE NOCASE AND (?1 = '' OR l.schema = ?1 COLLATE NOCASE)"
	hasTrigger = "SELECT count(*) > 0 FROM (SELECT 'main' AS schema, * FROM main.sqlite_schema UNION ALL SELECT 'temp', * FROM temp.sqlite_schema) AS t " +
		"WHERE t.type = 'trigger' AND t.name = ?3 COLLATE NOCASE AND (?2 = '' OR t.tbl_name = ?2 COLLATE NOCASE) AND (?1 = '' OR t.schema = ?1 COLLATE NOCASE)"
	hasSchema = "SELECT count(*) > 0 FROM pragma_database_list AS d WHERE d.name = ?3 COLLATE NOCASE AND ?1 = '' AND ?2 = ''"
)

// questions are the questions about the kinds of things.
var questions = map[op.ThingKind]string{
	op.Table: hasTable, op.TableColumn: hasColumn, op.Index: hasIndex, op.TableTrigger: hasTrigger, op.Schema: hasSchema,
}

// Has implements [op.Dialect].
func (Dialect) Has(ctx context.Context, conn migrate.Conn, t op.Thing) (bool, error) {
	if t.Kind == op.TableConstraint {
		return operation.HasConstraint(ctx, conn, t)
	}
	question, ok := questions[t.Kind]
	if !ok {
		return false, fmt.Errorf("asking the database: SQLite has nothing of the kind %s", t.Kind)
	}
	return t.Ask(ctx, conn, question, t.Schema, t.Table, t.Name)
}
