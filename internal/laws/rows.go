package laws

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
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
	typ, base, class         string
	always, hasDefault       bool
	labels                   []string
	refSchema, ref, refField string
}

// Fill puts rows into all tables: values of all types, nulls and edge values.
// Rows that a constraint refuses are left out, so that every table has as many
// as its constraints and the luck of the seed allow.
func Fill(ctx context.Context, db *pgtest.Database, seed uint64, rowsEach int) error {
	tables, err := fillColumns(ctx, db)
	if err != nil {
		return fmt.Errorf("filling tables: %w", err)
	}
	random := rand.New(rand.NewPCG(seed, 6))
	// Two rounds: in the second one more foreign keys find their rows.
	for range 2 {
		for _, columns := range tables {
			var script strings.Builder
			script.WriteString("SET CONSTRAINTS ALL IMMEDIATE;\n")
			for range rowsEach {
				fmt.Fprintf(&script, "DO $fill$ BEGIN %s; EXCEPTION WHEN OTHERS THEN NULL; END $fill$;\n", insert(random, columns))
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
		err = row.Scan(&c.schema, &c.table, &c.name, &c.typ, &c.base, &c.class, &c.always, &c.hasDefault, &c.labels, &c.refSchema, &c.ref, &c.refField)
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

func insert(random *rand.Rand, columns []fillColumn) string {
	var names, values []string
	for _, c := range columns {
		if c.always || c.hasDefault && random.IntN(3) == 0 {
			continue
		}
		names = append(names, gen.QuoteIdent(c.name))
		values = append(values, c.value(random))
	}
	into := "INSERT INTO " + qualifiedName(columns[0].schema, columns[0].table)
	if len(names) == 0 {
		return into + " DEFAULT VALUES"
	}
	return into + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(values, ", ") + ") ON CONFLICT DO NOTHING"
}

func (c fillColumn) value(random *rand.Rand) string {
	switch {
	case c.ref != "" && random.IntN(5) > 0:
		return fmt.Sprintf("(SELECT %s FROM %s ORDER BY random() LIMIT 1)", gen.QuoteIdent(c.refField), qualifiedName(c.refSchema, c.ref))
	case random.IntN(8) == 0:
		return "NULL"
	}
	return literal(random, c.base, c.class, c.labels)
}

// literal is a value of a type as a quoted constant.
func literal(random *rand.Rand, base, class string, labels []string) string {
	if element, isArray := strings.CutSuffix(base, "[]"); isArray {
		if samples := gen.Samples(element); len(samples) > 0 && random.IntN(3) > 0 {
			return "ARRAY[" + quote(samples[random.IntN(len(samples))]) + ", NULL]::" + base
		}
		return "'{}'"
	}
	if len(labels) > 0 {
		return quote(labels[random.IntN(len(labels))])
	}
	if samples := gen.Samples(base); len(samples) > 0 {
		sample := samples[random.IntN(len(samples))]
		switch {
		case random.IntN(4) > 0:
		case base == "text" || base == "character varying":
			sample = strings.Repeat("x", random.IntN(40)) + "🐘\n\\"
		case base == "integer" || base == "bigint" || base == "smallint":
			sample = fmt.Sprint(random.IntN(30000))
		}
		return quote(sample)
	}
	if class == "r" {
		return "'empty'"
	}
	return "NULL"
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

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
