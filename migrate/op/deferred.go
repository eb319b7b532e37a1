package op

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// Live is a [Dialect] some of whose operations depend on what the database has: a
// table that must be rebuilt, a column whose whole definition must be given again.
// Its Operation returns them as [Deferred] statements.
type Live interface {
	Dialect
	// Inspect reads the schema of a database.
	Inspect(ctx context.Context, conn migrate.Conn) (model.Schema, error)
	// Given writes such an operation for a database that has a schema. The statements
	// run one after the other, in the transaction where there is one.
	Given(ctx context.Context, schema model.Schema, operation Operation) ([]string, error)
}

// Deferred returns the statement that stands for an operation which is written
// when its turn comes. Again says that a second run does no harm.
func Deferred(operation Operation, again bool) script.Statement {
	return script.Statement{Code: Text(operation) + deferredWhy, Again: again}
}

const deferredWhy = ", which needs the definition that is there, and only the database tells that"

// Text returns an operation as Go, in a line.
func Text(operation Operation) string {
	var b strings.Builder
	text(&b, reflect.ValueOf(operation))
	return b.String()
}

func text(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		text(b, v.Elem())
	case reflect.Struct:
		b.WriteString(strings.TrimPrefix(v.Type().String(), "*") + "{")
		first := true
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				continue
			}
			if !first {
				b.WriteString(", ")
			}
			first = false
			b.WriteString(v.Type().Field(i).Name + ": ")
			text(b, v.Field(i))
		}
		b.WriteString("}")
	case reflect.Slice:
		b.WriteString("{")
		for i := range v.Len() {
			if i > 0 {
				b.WriteString(", ")
			}
			text(b, v.Index(i))
		}
		b.WriteString("}")
	case reflect.String:
		fmt.Fprintf(b, "%q", v.String())
	case reflect.Uint8:
		b.WriteString([]string{"Keep", "Set", "Drop"}[min(v.Uint(), uint64(Drop))])
	default:
		fmt.Fprint(b, v)
	}
}

// recorder is a dialect that notes the code of deferred operations, also of those
// that others are made of. Their statements tell them apart.
type recorder struct {
	Dialect
	// now: the statements run at once, in the transaction that there is.
	now    bool
	pieces map[string]migrate.Piece
}

// Operation implements [Dialect].
func (r *recorder) Operation(operation Operation) ([]script.Statement, error) {
	statements, err := r.Dialect.Operation(operation)
	live, ok := r.Dialect.(Live)
	if err != nil || !ok {
		return statements, err
	}
	var code []script.Statement
	for i := range statements {
		if statements[i].Code == "" {
			continue
		}
		statements[i].Given = func(ctx context.Context, schema model.Schema) ([]string, error) {
			return live.Given(ctx, schema, operation)
		}
		code = append(code, statements[i])
		if r.pieces == nil {
			r.pieces = map[string]migrate.Piece{}
		}
		r.pieces[statements[i].Code] = deferred(live, operation)
	}
	if r.now && len(code) > 0 {
		// What stands around them has no effect within a transaction.
		return code, nil
	}
	return statements, nil
}

// deferred is the code of a deferred operation.
func deferred(d Live, operation Operation) migrate.Piece {
	return func(ctx context.Context, conn migrate.Conn) (int64, error) {
		schema, err := d.Inspect(ctx, conn)
		if err != nil {
			return 0, err
		}
		list, err := d.Given(ctx, schema, operation)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", name(operation), err)
		}
		for _, sql := range list {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return 0, fmt.Errorf("%s: %w\nstatement: %s", name(operation), err, sql)
			}
		}
		return 0, nil
	}
}
