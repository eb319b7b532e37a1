package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// querier is a connection or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Begin(ctx context.Context) (pgx.Tx, error)
}

// reader reads one database's catalog into the lines that package facts
// describes in decode.go.
type reader struct {
	ctx context.Context
	db  querier
	// types is the written name of each type by OID, namespaces that of each
	// schema.
	types      map[uint32]string
	namespaces map[uint32]string
}

// catalog reads the built-in objects.
func (r reader) catalog() (string, error) {
	return r.objects("o.oid < 16384", nil)
}

// objects reads the types, casts, operators, … that satisfy a condition on
// their OID. owned is the argument of that condition, if it has one.
func (r reader) objects(condition string, owned any) (string, error) {
	if err := r.readNames(); err != nil {
		return "", err
	}
	var out strings.Builder
	for _, q := range queries {
		sql := strings.ReplaceAll(q.sql, "/*which*/", condition)
		var args []any
		if owned != nil {
			args = append(args, owned)
		}
		lines, err := r.lines(q, sql, args)
		if err != nil {
			return "", fmt.Errorf("reading the %s: %w", q.what, err)
		}
		for _, line := range lines {
			out.WriteString(line)
			out.WriteByte('\n')
		}
	}
	return out.String(), nil
}

// columns reads the columns of the built-in relations.
func (r reader) columns() (string, error) {
	if err := r.readNames(); err != nil {
		return "", err
	}
	lines, err := r.lines(columnsQuery, columnsQuery.sql, nil)
	if err != nil {
		return "", fmt.Errorf("reading the %s: %w", columnsQuery.what, err)
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// readNames reads the names of all types and schemas.
func (r *reader) readNames() error {
	r.types, r.namespaces = map[uint32]string{0: "-"}, map[uint32]string{0: "-"}
	var oid uint32
	var schema, name string
	rows, err := r.db.Query(r.ctx, `SELECT oid, nspname::text FROM pg_namespace`)
	if err != nil {
		return fmt.Errorf("reading the schemas: %w", err)
	}
	if _, err := pgx.ForEachRow(rows, []any{&oid, &schema}, func() error {
		r.namespaces[oid] = schema
		return nil
	}); err != nil {
		return fmt.Errorf("reading the schemas: %w", err)
	}
	rows, err = r.db.Query(r.ctx, `SELECT t.oid, nspname::text, typname::text FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace`)
	if err != nil {
		return fmt.Errorf("reading the types: %w", err)
	}
	if _, err := pgx.ForEachRow(rows, []any{&oid, &schema, &name}, func() error {
		r.types[oid] = qualified(schema, name)
		return nil
	}); err != nil {
		return fmt.Errorf("reading the types: %w", err)
	}
	return nil
}

func qualified(schema, name string) string {
	if schema == "pg_catalog" {
		return name
	}
	return schema + "." + name
}

// lines runs one query and writes its rows: text stands as it is, an OID is
// that of a type, an OID array a list of types. The rows are sorted by the
// written text where the query gives no order, so that OIDs, which differ from
// build to build, decide nothing.
func (r reader) lines(q query, sql string, args []any) ([]string, error) {
	rows, err := r.db.Query(r.ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return nil, err
		}
		line := q.letter
		for _, v := range values {
			text, err := r.field(v)
			if err != nil {
				return nil, err
			}
			line += "\t" + text
		}
		out = append(out, line)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if !q.ordered {
		slices.Sort(out)
	}
	return out, nil
}

func (r reader) field(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "-", nil
	case string:
		return orNone(v), nil
	case bool:
		return strconv.FormatBool(v)[:1], nil
	case int16:
		return strconv.Itoa(int(v)), nil
	case int32:
		return strconv.Itoa(int(v)), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case uint32:
		return r.typeName(v)
	case []any:
		names := make([]string, len(v))
		for i, e := range v {
			name, err := r.field(e)
			if err != nil {
				return "", err
			}
			names[i] = name
		}
		return orNone(strings.Join(names, ",")), nil
	}
	return "", fmt.Errorf("a value of type %T has no written form", v)
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (r reader) typeName(oid uint32) (string, error) {
	name, ok := r.types[oid]
	if !ok {
		return "", fmt.Errorf("there is no type with OID %d", oid)
	}
	return name, nil
}
