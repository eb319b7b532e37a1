package operation

import (
	"cmp"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// rows writes what is about rows.
func (w Writer) rows(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.Execute:
		text, err := w.bind(o.SQL, o.Args)
		return []script.Statement{{SQL: text, RowsOnly: o.RowsOnly, NoTransaction: o.NoTransaction}}, err
	case op.Batched:
		text, err := w.bind(o.SQL, o.Args)
		return []script.Statement{{SQL: text, RowsOnly: true, Repeat: true, Pause: o.Pause}}, err
	case op.BatchedUpdate:
		return w.batchedUpdate(&o)
	case op.BulkInsert:
		return w.bulkInsert(&o)
	}
	return nil, errRest
}

const batchSize = 1000

func (w Writer) batchedUpdate(o *op.BatchedUpdate) ([]script.Statement, error) {
	if len(o.Set) == 0 {
		return nil, errors.New("no column is set")
	}
	table := qualified(o.Schema, o.Table)
	s := w.sql().Key("UPDATE ").Name(table).Key(" SET ")
	for i, a := range o.Set {
		given(s, i > 0, ", ").Ident(a.Column).Key(" = ")
		if a.Expression != "" {
			expression(s, "", a.Expression, "")
			continue
		}
		if err := w.value(s, a.Value); err != nil {
			return nil, fmt.Errorf("column %q: %w", a.Column, err)
		}
	}
	s.Key(" WHERE ctid = ANY (ARRAY(SELECT ctid FROM ").Name(table)
	expression(s, " WHERE ", o.Where, " LIMIT ").Int(int64(cmp.Or(o.Size, batchSize)))
	// A row that somebody else has changed meanwhile has another place; it is found
	// in the next round.
	s.Key(" FOR UPDATE))")
	return []script.Statement{{SQL: s.String(), RowsOnly: true, Repeat: true, Pause: o.Pause}}, nil
}

func (w Writer) bulkInsert(o *op.BulkInsert) ([]script.Statement, error) {
	if len(o.Columns) == 0 {
		return nil, errors.New("there are no columns")
	}
	var list []script.Statement
	for begin := 0; begin < len(o.Rows); begin += batchSize {
		s := w.sql().Key("INSERT INTO ").Name(qualified(o.Schema, o.Table)).Key(" (").Idents(o.Columns).Key(") VALUES")
		for i, row := range o.Rows[begin:min(len(o.Rows), begin+batchSize)] {
			if len(row) != len(o.Columns) {
				return nil, fmt.Errorf("row %d has %d values for %d columns", begin+i+1, len(row), len(o.Columns))
			}
			given(s, i > 0, ",").Key("\n    (")
			for j, value := range row {
				given(s, j > 0, ", ")
				if err := w.value(s, value); err != nil {
					return nil, fmt.Errorf("row %d, column %q: %w", begin+i+1, o.Columns[j], err)
				}
			}
			s.Key(")")
		}
		list = append(list, script.Statement{SQL: s.String(), RowsOnly: true})
	}
	return list, nil
}

func (w Writer) value(s *render.Writer, value any) error {
	text, err := w.Constant(value)
	s.Expr(model.Expr{Text: text})
	return err
}

// bind puts constants in the places of $1, $2 ….
func (w Writer) bind(text string, args []any) (string, error) {
	if len(args) == 0 {
		return text, nil
	}
	used := make([]bool, len(args))
	var b strings.Builder
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	end := 0
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		if t.Kind != sqlfile.Param {
			continue
		}
		n, err := strconv.Atoi(text[t.Start+1 : t.End])
		if err != nil || n < 1 || n > len(args) {
			return "", fmt.Errorf("there is no argument for %s", text[t.Start:t.End])
		}
		used[n-1] = true
		constant, err := w.Constant(args[n-1])
		if err != nil {
			return "", fmt.Errorf("argument %d: %w", n, err)
		}
		// The sign of a number must not join with what is before it.
		if strings.HasPrefix(constant, "-") {
			constant = "(" + constant + ")"
		}
		b.WriteString(text[end:t.Start] + constant)
		end = t.End
	}
	for i := range used {
		if !used[i] {
			return "", fmt.Errorf("argument %d has no place $%d in the statement", i+1, i+1)
		}
	}
	b.WriteString(text[end:])
	return b.String(), nil
}

// Constant writes a value as SQL.
func (w Writer) Constant(value any) (string, error) {
	s := w.sql()
	switch v := value.(type) {
	case nil:
		return "NULL", nil
	case bool:
		return strconv.FormatBool(v), nil
	case string:
		return s.Literal(v).String(), nil
	case []byte:
		if v == nil {
			return "NULL", nil
		}
		return s.Literal(`\x` + hex.EncodeToString(v)).Key("::bytea").String(), nil
	case time.Time:
		return s.Literal(v.Format("2006-01-02 15:04:05.999999Z07:00")).Key("::timestamptz").String(), nil
	case time.Duration:
		seconds := strconv.FormatFloat(v.Seconds(), 'f', -1, 64)
		return s.Literal(seconds + " seconds").Key("::interval").String(), nil
	case json.RawMessage:
		return s.Literal(string(v)).String(), nil
	case float32:
		return w.float(float64(v), 32), nil
	case float64:
		return w.float(v, 64), nil
	case driver.Valuer:
		return w.valuer(v)
	case op.Raw:
		return string(v), nil
	}
	return w.kind(value)
}

func (w Writer) float(v float64, bits int) string {
	text := strconv.FormatFloat(v, 'g', -1, bits)
	switch {
	case math.IsNaN(v):
		text = "NaN"
	case math.IsInf(v, 1):
		text = "Infinity"
	case math.IsInf(v, -1):
		text = "-Infinity"
	default:
		return text
	}
	return w.sql().Literal(text).Key("::float8").String()
}

func (w Writer) valuer(v driver.Valuer) (string, error) {
	value, err := v.Value()
	if err != nil {
		return "", err
	}
	if _, again := value.(driver.Valuer); again {
		return "", fmt.Errorf("a value of the type %T gives another %T", v, value)
	}
	return w.Constant(value)
}
