package pgtest_test

import (
	"context"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func TestNew(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(`CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)`)
		var n, version int
		err := db.Conn().QueryRow(context.Background(),
			`SELECT count(*), current_setting('server_version_num')::int / 10000 FROM t`).Scan(&n, &version)
		if err != nil || n != 2 || version != major {
			t.Fatalf("got %d rows on version %d, %v; want 2 rows on %d", n, version, err, major)
		}
		copied := db.Clone(t)
		if err := copied.Conn().QueryRow(context.Background(), `SELECT count(*) FROM t`).Scan(&n); err != nil || n != 2 {
			t.Fatalf("got %d rows in the clone, %v; want 2", n, err)
		}
	})
}
