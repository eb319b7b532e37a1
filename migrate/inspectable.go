package migrate

import (
	"context"

	"github.com/schemadiff/schemadiff/inspect"
)

// Inspectable is a connection as the readers of schemas take it.
func Inspectable(conn Conn) inspect.Conn { return inspectable{conn} }

type inspectable struct{ conn Conn }

// Exec implements [inspect.Conn].
func (c inspectable) Exec(ctx context.Context, sql string) error {
	_, err := c.conn.Exec(ctx, sql)
	return err
}

// Batch implements [inspect.Conn], with one query after the other.
func (c inspectable) Batch(ctx context.Context, queries []inspect.Query, each func(i int, rows inspect.Rows) error) error {
	for i, q := range queries {
		if err := c.query(ctx, q, func(rows inspect.Rows) error { return each(i, rows) }); err != nil {
			return err
		}
	}
	return nil
}

func (c inspectable) query(ctx context.Context, q inspect.Query, each func(inspect.Rows) error) error {
	rows, err := c.conn.Query(ctx, q.SQL, q.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := each(rows); err != nil {
		return err
	}
	return rows.Err()
}
