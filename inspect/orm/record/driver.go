package record

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Log keeps what is run.
type Log struct {
	out     Output
	err     error
	answers []answer
	seen    map[string]bool
}

// answer is what is said to a query that has a text in it.
type answer struct {
	part         string
	columns, row []string
}

// Answers gives queries that have a text in them, in any case, an answer of one row;
// all others have none.
func (l *Log) Answers(part string, columns, row []string) {
	l.answers = append(l.answers, answer{strings.ToLower(part), columns, row})
}

func (l *Log) answer(query string) ([]string, []string) {
	for _, a := range l.answers {
		if strings.Contains(strings.ToLower(query), a.part) {
			return a.columns, append([]string(nil), a.row...)
		}
	}
	return nil, nil
}

// DB returns the database.
func (l *Log) DB() *sql.DB { return sql.OpenDB(connector{l}) }

// definitions begin the statements that make a schema; rows and the settings of
// a session are no part of it.
var definitions = []string{"CREATE", "ALTER", "COMMENT", "DROP", "DO", "GRANT", "REVOKE", "SECURITY"}

// Statement keeps a statement if it is one that makes a schema. A table that is
// made once more is passed over: whoever asks is told that there is none yet.
func (l *Log) Statement(query string, args int) {
	text := strings.TrimRight(strings.TrimSpace(query), "; \t\r\n")
	words := strings.Fields(text)
	if len(words) == 0 || !contains(definitions, strings.ToUpper(words[0])) {
		return
	}
	if args > 0 {
		if l.err == nil {
			l.err = fmt.Errorf("a statement has parameters, which can't be read as SQL: %s", text)
		}
		return
	}
	key := text
	if len(words) > 1 && strings.EqualFold(words[0], "CREATE") && strings.EqualFold(words[1], "TABLE") {
		if i := strings.IndexByte(text, '('); i >= 0 {
			head := strings.Fields(text[:i])
			key = "TABLE " + head[len(head)-1] // with or without IF NOT EXISTS
		}
	}
	if !l.seen[key] {
		l.seen[key] = true
		l.out.Statements = append(l.out.Statements, text)
	}
}

// Script keeps statements that a mapper has written down, in one text.
func (l *Log) Script(text string) { l.out.Statements = append(l.out.Statements, text) }

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

type connector struct{ log *Log }

func (c connector) Connect(context.Context) (driver.Conn, error) { return conn(c), nil }
func (c connector) Driver() driver.Driver                        { return c }

func (c connector) Open(string) (driver.Conn, error) { return conn(c), nil }

// conn is a connection to the database; it implements what drivers do today.
type conn struct{ log *Log }

func (c conn) Prepare(query string) (driver.Stmt, error) { return statement{c, query}, nil }
func (conn) Close() error                                { return nil }
func (conn) Begin() (driver.Tx, error)                   { return transaction{}, nil }

func (c conn) BeginTx(context.Context, driver.TxOptions) (driver.Tx, error) { return c.Begin() }
func (conn) Ping(context.Context) error                                     { return nil }
func (conn) CheckNamedValue(*driver.NamedValue) error                       { return nil }

func (c conn) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.log.Statement(query, len(args))
	return driver.RowsAffected(0), nil
}

func (c conn) QueryContext(_ context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.log.Statement(query, len(args))
	r := &rows{}
	r.columns, r.row = c.log.answer(query)
	return r, nil
}

type transaction struct{}

func (transaction) Commit() error   { return nil }
func (transaction) Rollback() error { return nil }

type statement struct {
	conn
	query string
}

func (statement) Close() error  { return nil }
func (statement) NumInput() int { return -1 }

func (s statement) Exec(args []driver.Value) (driver.Result, error) {
	s.log.Statement(s.query, len(args))
	return driver.RowsAffected(0), nil
}

func (s statement) Query(args []driver.Value) (driver.Rows, error) {
	return s.QueryContext(context.Background(), s.query, make([]driver.NamedValue, len(args)))
}

// rows is an answer of one row at most.
type rows struct{ columns, row []string }

func (r *rows) Columns() []string { return r.columns }
func (*rows) Close() error        { return nil }

func (r *rows) Next(values []driver.Value) error {
	if r.row == nil {
		return io.EOF
	}
	if len(values) != len(r.row) {
		return errors.New("an answer has another number of columns")
	}
	for i, v := range r.row {
		values[i] = v
	}
	r.row = nil
	return nil
}
