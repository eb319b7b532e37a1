package write

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// row writes what is about rows.
func (w Writer) row(operation op.Operation) ([]script.Statement, error) {
	switch o := operation.(type) {
	case op.Execute:
		text, err := w.bind(o.SQL, o.Args)
		return []script.Statement{{SQL: text, RowsOnly: o.RowsOnly, NoTransaction: o.NoTransaction}}, err
	case op.Batched:
		text, err := w.bind(o.SQL, o.Args)
		return []script.Statement{{SQL: text, RowsOnly: true, Repeat: true, Pause: o.Pause}}, err
	case op.BulkInsert:
		return w.bulkInsert(&o)
	}
	return nil, ErrRest
}

// rowsAtOnce is how many rows a statement has that nobody gave a number.
const rowsAtOnce = 1000

// Size is how many rows a batched update changes at a time.
func Size(o *op.BatchedUpdate) int64 { return int64(cmp.Or(o.Size, rowsAtOnce)) }

// Update begins a batched update, up to what stands behind WHERE.
func (w Writer) Update(o *op.BatchedUpdate) *Text {
	s := w.SQL("UPDATE ").Name(o.Schema, o.Table).Key(" SET ")
	if len(o.Set) == 0 {
		s.Fail(errors.New("no column is set"))
	}
	for i, a := range o.Set {
		s.Given(i > 0, ", ").Ident(a.Column).Key(" = ")
		if a.Expression != "" {
			s.Expr("", a.Expression, "")
			continue
		}
		if err := w.value(s, a.Value); err != nil {
			s.Fail(fmt.Errorf("column %q: %w", a.Column, err))
		}
	}
	return s.Key(" WHERE ")
}

// Repeated ends a statement that is repeated.
func Repeated(s *Text, o *op.BatchedUpdate) ([]script.Statement, error) {
	list, err := s.One()
	if err == nil {
		list[0].RowsOnly, list[0].Repeat, list[0].Pause = true, true, o.Pause
	}
	return list, err
}

func (w Writer) bulkInsert(o *op.BulkInsert) ([]script.Statement, error) {
	if len(o.Columns) == 0 {
		return nil, errors.New("there are no columns")
	}
	var list []script.Statement
	for begin := 0; begin < len(o.Rows); begin += rowsAtOnce {
		s := w.SQL("INSERT INTO ").Name(o.Schema, o.Table).Key(" ").Names(o.Columns).Key(" VALUES")
		for i, row := range o.Rows[begin:min(len(o.Rows), begin+rowsAtOnce)] {
			if len(row) != len(o.Columns) {
				return nil, fmt.Errorf("row %d has %d values for %d columns", begin+i+1, len(row), len(o.Columns))
			}
			s.Given(i > 0, ",").Key("\n    (")
			for j, value := range row {
				if err := w.value(s.Given(j > 0, ", "), value); err != nil {
					return nil, fmt.Errorf("row %d, column %q: %w", begin+i+1, o.Columns[j], err)
				}
			}
			s.Key(")")
		}
		one, err := s.One()
		if err != nil {
			return nil, err
		}
		one[0].RowsOnly = true
		list = append(list, one...)
	}
	return list, nil
}

func (w Writer) value(s *Text, value any) error {
	text, err := w.Constant(value)
	s.Expr("", text, "")
	return err
}

// bind puts constants in the places of $1, $2 ….
func (w Writer) bind(text string, args []any) (string, error) {
	if len(args) == 0 {
		return text, nil
	}
	used := make([]bool, len(args))
	var b strings.Builder
	lexer := sqlfile.NewLexer(text, w.Syntax())
	end := 0
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		n, ok := param(text[t.Start:t.End])
		if !ok {
			continue
		}
		if n < 1 || n > len(args) {
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

// param reads the token of a place for an argument.
func param(token string) (n int, ok bool) {
	digits, ok := strings.CutPrefix(token, "$")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}
