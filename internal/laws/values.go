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
)

//go:embed values.sql
var typesQuery string

// valueType is a type to make values of. Of is the element of an array, the
// base of a domain, what a range is over, and the range of a multirange.
type valueType struct {
	oid        int64
	name, kind string
	of         int64
	labels     []string
	attributes []int64
}

// values makes values of the types of a database.
type values struct {
	random *rand.Rand
	types  map[int64]valueType
}

func readTypes(ctx context.Context, db *pgtest.Database) (map[int64]valueType, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, typesQuery)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t valueType, err error) {
		err = row.Scan(&t.oid, &t.name, &t.kind, &t.of, &t.labels, &t.attributes)
		return t, err
	})
	types := make(map[int64]valueType, len(list))
	for _, t := range list {
		types[t.oid] = t
	}
	return types, err
}

// part is a value of a part of another one, sometimes NULL.
func (v values) part(oid int64) string {
	if v.random.IntN(8) == 0 {
		return "NULL"
	}
	return v.of(oid)
}

// of is an expression for a value of a type; NULL if nothing is known of it.
func (v values) of(oid int64) string {
	t := v.types[oid]
	switch t.kind {
	case "A":
		return v.array(t)
	case "d":
		return "(" + v.of(t.of) + ")::" + t.name
	case "e":
		if len(t.labels) == 0 {
			return "NULL"
		}
		return quote(t.labels[v.random.IntN(len(t.labels))]) + "::" + t.name
	case "c":
		fields := make([]string, len(t.attributes))
		for i, a := range t.attributes {
			fields[i] = v.part(a)
		}
		return "ROW(" + strings.Join(fields, ", ") + ")::" + t.name
	}
	if samples := gen.Samples(t.name); len(samples) > 0 {
		return quote(v.sample(t.name, samples)) // without a cast, which would cut it to bit(1)
	}
	switch t.kind {
	case "r":
		return v.rangeOf(t)
	case "m":
		return []string{"'{}'::" + t.name, t.name + "(" + v.part(t.of) + ")"}[v.random.IntN(2)]
	}
	return "NULL"
}

func (v values) array(t valueType) string {
	if v.random.IntN(4) == 0 {
		return "'{}'::" + t.name
	}
	return "ARRAY[" + v.part(t.of) + ", NULL, " + v.of(t.of) + "]::" + t.name
}

// rangeOf is a range, most often of an order that the server accepts.
func (v values) rangeOf(t valueType) string {
	bound := v.of(t.of)
	switch v.random.IntN(4) {
	case 0:
		return "'empty'::" + t.name
	case 1:
		return t.name + "(" + bound + ", NULL)"
	case 2:
		return t.name + "(NULL, " + bound + ", '(]')"
	}
	return t.name + "(" + bound + ", " + bound + ", '[]')"
}

// sample is the text of a value of a built-in type.
func (v values) sample(name string, usual []string) string {
	edges := edgeValues(name)
	switch v.random.IntN(8) {
	case 0:
		if len(edges) > 0 {
			return edges[v.random.IntN(len(edges))]
		}
	case 1, 2:
		switch name {
		case "text", "character varying", "bytea":
			return strings.Repeat("x", v.random.IntN(40)) + "🐘\n" + strings.Repeat("y", []int{0, 0, 0, 5000}[v.random.IntN(4)])
		case "integer", "bigint", "smallint":
			return fmt.Sprint(v.random.IntN(30000)) // most keys are of these
		}
	}
	return usual[v.random.IntN(len(usual))]
}

// edgeValues are the values of a built-in type that are most likely to be
// handled badly.
func edgeValues(name string) []string {
	return map[string][]string{
		"bit":                         {"1"}, // without a length it is one
		"smallint":                    {"-32768"},
		"integer":                     {"-2147483648"},
		"bigint":                      {"-9223372036854775808", "9223372036854775807"},
		"numeric":                     {"NaN", "1e-20", "-99999999999999999999.5"},
		"real":                        {"NaN", "-Infinity", "1e-37"},
		"double precision":            {"NaN", "Infinity", "-0", "2.2250738585072014e-308"},
		"money":                       {"92233720368547758.07"},
		"date":                        {"-infinity", "infinity", "5874897-12-31"},
		"timestamp without time zone": {"4713-01-01 00:00:00 BC", "294276-12-31 23:59:59.999999"},
		"timestamp with time zone":    {"4713-01-02 00:00:00+00 BC", "294276-12-31 23:59:59.999999+00"},
		"time without time zone":      {"24:00:00"},
		"time with time zone":         {"24:00:00-15:59"},
		"interval":                    {"178000000 years", "-00:00:00.000001"},
		"text":                        {" ", "\\", "NULL", "\t", "e\u0301"},
		"jsonb":                       {`"x"`, "1e400"},
	}[name]
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
