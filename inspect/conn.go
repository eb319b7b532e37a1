package inspect

import "context"

// Conn is one pinned connection to a live database, as much of it as reading a
// catalog needs. Drivers stay outside: the program wraps its driver in a Conn.
type Conn interface {
	// Exec runs statements that return nothing (several, separated by
	// semicolons, in the simple protocol).
	Exec(ctx context.Context, sql string) error
	// Batch sends all queries in one round trip and calls each for every one of
	// them in order. Rows are only valid during the call.
	Batch(ctx context.Context, queries []Query, each func(i int, rows Rows) error) error
}

// Query is one query of a batch. Its text is a constant; values are arguments.
type Query struct {
	SQL  string
	Args []any
}

// Rows is the result of one query.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
}
