package laws

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

//go:embed rows.sql
var columnsQuery string

// fillColumn is a column to make values for.
type fillColumn struct {
	schema, table, name      string
	typ                      int64
	always, hasDefault       bool
	notNull                  bool
	refSchema, ref, refField string
	bounds                   []string
}

// Fill puts rows into all tables: values of all types, nulls and edge values.
// Rows that a constraint refuses are left out, so that every table has as many
// as its constraints and the luck of the seed allow.
func Fill(ctx context.Context, db *pgtest.Database, seed uint64, rowsEach int) error {
	tables, err := fillColumns(ctx, db)
	if err != nil {
		return fmt.Errorf("filling tables: %w", err)
	}
	types, err := readTypes(ctx, db)
	if err != nil {
		return fmt.Errorf("filling tables: %w", err)
	}
	v := values{random: rand.New(rand.NewPCG(seed, 6)), types: types}
	// Two rounds: in the second one more foreign keys find their rows.
	for range 2 {
		for _, columns := range tables {
			var script strings.Builder
			script.WriteString("SET CONSTRAINTS ALL IMMEDIATE;\n")
			for range rowsEach {
				script.WriteString("DO $fill$ " + attempts(v, columns) + " $fill$;\n")
			}
			if err := db.Execute(ctx, script.String()); err != nil {
				return fmt.Errorf("filling %s.%s: %w", columns[0].schema, columns[0].table, err)
			}
		}
	}
	return nil
}

// fillColumns reads the columns, by table.
func fillColumns(ctx context.Context, db *pgtest.Database) ([][]fillColumn, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, columnsQuery)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c fillColumn, err error) {
		err = row.Scan(&c.schema, &c.table, &c.name, &c.typ, &c.always, &c.hasDefault, &c.notNull, &c.refSchema, &c.ref, &c.refField, &c.bounds)
		return c, err
	})
	if err != nil {
		return nil, err
	}
	var tables [][]fillColumn
	for i, c := range list {
		if i == 0 || c.table != list[i-1].table || c.schema != list[i-1].schema {
			tables = append(tables, nil)
		}
		last := len(tables) - 1
		tables[last] = append(tables[last], c)
	}
	return tables, nil
}

func qualifiedName(schema, name string) string {
	return gen.QuoteIdent(schema) + "." + gen.QuoteIdent(name)
}

// attempts is a block that inserts a row: if one is refused, another with more
// nulls, which constraints mind less.
func attempts(v values, columns []fillColumn) string {
	block := "BEGIN " + insert(v, columns, 100) + "; EXCEPTION WHEN OTHERS THEN NULL; END;"
	for _, nulls := range []int{75, 40, 12, 12} {
		block = "BEGIN " + insert(v, columns, nulls) + "; EXCEPTION WHEN OTHERS THEN " + block + " END;"
	}
	return block
}

func insert(v values, columns []fillColumn, nulls int) string {
	var names, values []string
	for _, c := range columns {
		if c.always || c.hasDefault && v.random.IntN(3) == 0 {
			continue
		}
		names = append(names, gen.QuoteIdent(c.name))
		values = append(values, c.value(v, nulls))
	}
	into := "INSERT INTO " + qualifiedName(columns[0].schema, columns[0].table)
	if len(names) == 0 {
		return into + " DEFAULT VALUES"
	}
	return into + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(values, ", ") + ")"
}

// value is an expression for a value that the column may accept. Nulls is how
// often, of a hundred times, it is null where it can be.
func (c fillColumn) value(v values, nulls int) string {
	switch {
	case len(c.bounds) > 0 && v.random.IntN(4) > 0:
		if value := within(c.bounds[v.random.IntN(len(c.bounds))]); value != "" {
			return value
		}
		return v.of(c.typ)
	case !c.notNull && v.random.IntN(100) < nulls:
		return "NULL"
	case c.ref != "" && v.random.IntN(5) > 0:
		return fmt.Sprintf("(SELECT %s FROM %s ORDER BY random() LIMIT 1)", gen.QuoteIdent(c.refField), qualifiedName(c.refSchema, c.ref))
	}
	return v.of(c.typ)
}

// within is a value of a partition's bound, which the server prints behind the
// number of the column in the key: "2 FOR VALUES FROM (1, 'x') TO (2, 'y')". It is empty if the bound tells none.
func within(bound string) string {
	number, text, _ := strings.Cut(bound, " ")
	_, list, found := strings.Cut(text, "(")
	list, _, _ = strings.Cut(list, ") TO (")
	items := strings.Split(strings.TrimSuffix(list, ")"), ", ")
	n, err := strconv.Atoi(number)
	if err != nil || !found || n > len(items) || strings.HasPrefix(text, "FOR VALUES WITH") {
		return ""
	}
	if strings.HasPrefix(text, "FOR VALUES IN") {
		n = 1
	}
	if items[n-1] == "MINVALUE" || items[n-1] == "MAXVALUE" {
		return ""
	}
	return items[n-1]
}

// fingerprint is what a table's rows come to, by whatever order they are in.
type fingerprint struct {
	rows int
	sum  string
}

// fingerprintOf reads the rows of a table with what inherits from it, as far as
// some columns go.
func fingerprintOf(ctx context.Context, db *pgtest.Database, table model.QName, columns []string) (f fingerprint, err error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return f, err
	}
	texts := []string{"''"}
	for _, c := range columns {
		texts = append(texts, "COALESCE("+gen.QuoteIdent(c)+"::text, '<null>')")
	}
	sql := "SELECT count(*), COALESCE(sum(hashtextextended(array_to_string(ARRAY[" + strings.Join(texts, ", ") + "], '|') COLLATE \"C\", 0)), 0)::text FROM " + qualifiedName(table.Schema, table.Name)
	if err := conn.QueryRow(ctx, sql, pgx.QueryExecModeSimpleProtocol).Scan(&f.rows, &f.sum); err != nil {
		return f, fmt.Errorf("reading the rows of %s: %w", table, err)
	}
	return f, nil
}
