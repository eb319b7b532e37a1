package pgxconn_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
)

func TestRedact(t *testing.T) {
	for _, test := range []struct{ target, want string }{
		{"", "from the PG* variables"},
		{"postgres://app@db/shop", "postgres://app@db/shop"},
		{"postgres://app:s3cret@db:5433/shop?sslmode=disable", "postgres://app@db:5433/shop?sslmode=disable"},
		{"postgresql:///shop?user=app&password=s3cret", "postgresql:///shop?user=app"},
		{"postgres://app:s3%zzcret@db/shop", "postgres://…"},
		{"postgres://app:s3@cret@db/shop", "postgres://…"},
		{"postgres://app:s3/cret@db/shop", "postgres://…"},
		{"host=db password=s3cret", "(key=value list)"},
	} {
		if got := pgxconn.Redact(test.target); got != test.want {
			t.Errorf("%s: got %s, want %s", test.target, got, test.want)
		}
	}
}

// No way to fail shows the password, whether the address is broken or the
// server isn't there.
func TestErrorsHidePasswords(t *testing.T) {
	port := closedPort(t)
	for _, target := range []string{
		"postgres://app:s3cret@127.0.0.1:" + port + "/shop?sslmode=disable",
		"postgres:///shop?host=127.0.0.1&port=" + port + "&user=app&password=s3cret&sslmode=disable",
		"postgres://app:s3cret@127.0.0.1:" + port + "/shop?sslmode=nonsense",
		"postgres://app:s3%zzcret@db/shop",
		"postgres://app:s3cret@db:s3cret/shop",
		"postgres://app:s3cret/shop",
		"postgres://app:1@s3cret@127.0.0.1:" + port + "/shop?sslmode=disable",
		"postgres://app:1/s3@127.0.0.1:" + port + "/shop?sslmode=disable",
		"postgres://app:1?s3@127.0.0.1:" + port + "/shop?sslmode=disable",
		"host=127.0.0.1 port=" + port + " user=app password=s3cret sslmode=disable",
		"host=127.0.0.1 port=nonsense user=app password=s3cret",
		"host=127.0.0.1 password='s3cret",
		"postgres://db/shop?s3cret;password=s3cret",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		conn, err := pgxconn.Open(ctx, target)
		cancel()
		if err == nil {
			_ = conn.Close(context.Background())
			t.Errorf("%s: connected", target)
			continue
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), "s3") {
				t.Errorf("%s: the error shows the password: %v", target, e)
			}
		}
	}
}

func TestOpenUsesVariables(t *testing.T) {
	t.Setenv("PGHOST", "127.0.0.1")
	t.Setenv("PGPORT", closedPort(t))
	t.Setenv("PGUSER", "app")
	t.Setenv("PGPASSWORD", "s3cret")
	t.Setenv("PGDATABASE", "shop")
	t.Setenv("PGSSLMODE", "disable")
	_, err := pgxconn.Open(context.Background(), "")
	if err == nil || !strings.Contains(err.Error(), "postgres://app@127.0.0.1:") || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}

func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestBatch(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	conn, err := pgxconn.Open(ctx, db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.Exec(ctx, "CREATE TABLE t (a int, b text[]); INSERT INTO t VALUES (1, '{x,NULL}'), (2, NULL)"); err != nil {
		t.Fatal(err)
	}
	var got []int
	err = conn.Batch(ctx, []inspect.Query{
		{SQL: "SELECT a FROM t ORDER BY a"},
		{SQL: "SELECT a * $1 FROM t WHERE a > $2", Args: []any{10, 1}},
	}, func(i int, rows inspect.Rows) error {
		for rows.Next() {
			var n int
			if err := rows.Scan(&n); err != nil {
				return err
			}
			got = append(got, i, n)
		}
		return rows.Err()
	})
	if want := []int{0, 1, 0, 2, 1, 20}; err != nil || len(got) != len(want) {
		t.Fatalf("got %v, %v; want %v", got, err, want)
	}

	err = conn.Batch(ctx, []inspect.Query{{SQL: "SELECT 1"}, {SQL: "SELECT a FROM missing"}},
		func(int, inspect.Rows) error { return nil })
	var server *pgconn.PgError
	if !errors.As(err, &server) || server.Code != "42P01" {
		t.Fatalf("got %v, want undefined_table", err)
	}
	stop := errors.New("enough")
	if err := conn.Batch(ctx, []inspect.Query{{SQL: "SELECT 1"}}, func(int, inspect.Rows) error { return stop }); !errors.Is(err, stop) {
		t.Fatalf("got %v", err)
	}
	if err := conn.Exec(ctx, "SELECT 1"); err != nil {
		t.Fatalf("the connection is unusable after an error: %v", err)
	}
}
