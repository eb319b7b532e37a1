package mysqlconn_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
)

func TestConfig(t *testing.T) {
	t.Setenv("MYSQL_PWD", "from variable")
	tests := []struct{ target, want string }{
		{"mysql://app:s%40crt@db:3307/shop", "app s@crt tcp db:3307 shop"},
		{"mariadb://app@db/shop", "app from variable tcp db:3306 shop"},
		{"mysql://app:@[::1]/", "app  tcp [::1]:3306 "},
		{"mysql://root@/shop?socket=/run/s", "root from variable unix /run/s shop"},
		{"mysql://root@localhost/shop?socket=/run/s", "root from variable unix /run/s shop"},
		{"mysql://root@db/shop?socket=/run/s", "error: a host"},
		{"mysql://db/shop?pwd=x", "error: isn't known"},
		{"mysql://db/shop?tls=sure", "error: tls is"},
		{"mysql://db/shop/more", "error: more than a database"},
		{"mysql://app:a@b@db/shop", "error: well-formed"},
		{"postgres://db/shop", "error: isn't a mysql://"},
	}
	for _, test := range tests {
		config, err := mysqlconn.Config(test.target)
		if want, fails := strings.CutPrefix(test.want, "error: "); fails {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got %v; want an error with %q", test.target, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.target, err)
			continue
		}
		if got := fmt.Sprintf("%s %s %s %s %s", config.User, config.Passwd, config.Net, config.Addr, config.DBName); got != test.want {
			t.Errorf("%s: got %s; want %s", test.target, got, test.want)
		}
	}
}

// No way to fail shows the password, whether the address is broken or the
// server isn't there.
func TestErrorsHidePasswords(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{
		"mysql://app:s3cret@" + closed + "/shop",
		"mysql://app:s3cret@" + closed + "/shop?tls=s3cret",
		"mysql://app:s3cret@" + closed + "/shop?timeout=s3cret",
		"mysql://app:s3cret@" + closed + "/shop?password=s3cret",
		"mysql://app:s3%zzcret@db/shop",
		"mysql://app:s3cret@db:s3cret/shop",
		"mysql://app:s3cret/shop",
		"mysql://app:1@s3cret@" + closed + "/shop",
		"mysql://app:1/s3@" + closed + "/shop",
		"mysql://app:s3cret@" + closed + "/a/s3cret?socket=/nowhere",
		"mariadb://root:s3cret@/shop?socket=/nowhere",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		conn, err := mysqlconn.Open(ctx, target)
		cancel()
		if err == nil {
			_ = conn.Close()
			t.Errorf("%s: connected", target)
			continue
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), "s3") && !strings.Contains(target, "/a/s3cret") {
				t.Errorf("%s: the error shows the password: %v", target, e)
			}
		}
	}
}

func TestBatch(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		conn, ctx := mytest.NewOn(t, product).Conn(), context.Background()
		if err := conn.Exec(ctx, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)"); err != nil {
			t.Fatal(err)
		}
		var got []int
		collect := func(i int, rows inspect.Rows) error {
			for rows.Next() {
				var n int
				if err := rows.Scan(&n); err != nil {
					return err
				}
				got = append(got, i, n)
			}
			return rows.Err()
		}
		queries := []inspect.Query{
			{SQL: "SELECT a FROM t WHERE a > 5"},
			{SQL: "SELECT a * ? FROM t WHERE a > ? AND 'x' <> ?", Args: []any{10, 1, `'; DROP TABLE t; -- \`}},
			{SQL: "SELECT a FROM t ORDER BY a"},
		}
		if err := conn.Batch(ctx, queries, collect); err != nil || fmt.Sprint(got) != "[1 20 2 1 2 2]" {
			t.Fatalf("got %v, %v", got, err)
		}
		for _, texts := range [][]string{{"SELECT 1", "SELECT a FROM missing"}, {"SELECT a FROM missing", "SELECT 1"}} {
			err := conn.Batch(ctx, []inspect.Query{{SQL: texts[0]}, {SQL: texts[1]}}, func(int, inspect.Rows) error { return nil })
			var server *mysql.MySQLError
			if !errors.As(err, &server) || server.Number != 1146 {
				t.Fatalf("%v: got %v, want error 1146", texts, err)
			}
		}
		stop := errors.New("enough")
		err := conn.Batch(ctx, []inspect.Query{{SQL: "SELECT 1"}, {SQL: "SELECT 2"}}, func(int, inspect.Rows) error { return stop })
		if !errors.Is(err, stop) {
			t.Fatalf("got %v", err)
		}
		if err := conn.Exec(ctx, "SELECT 1"); err != nil {
			t.Fatalf("the connection is unusable after an error: %v", err)
		}
	})
}
