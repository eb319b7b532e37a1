package mytest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/internal/mytest"
)

// helperVariable makes this test binary the process that is killed.
const helperVariable = "MYTEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperVariable) != "" {
		os.Exit(helper())
	}
	os.Exit(m.Run())
}

func product(t testing.TB) mytest.Product {
	t.Helper()
	p, err := mytest.ProductOf(mytest.Default)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// helper starts a server, says where, and waits for its end.
func helper() int {
	p, err := mytest.ProductOf(mytest.Default)
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	server, err := mytest.Start(context.Background(), p)
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println(server.URL())
	time.Sleep(time.Minute)
	return 0
}

func TestServerDiesWithItsProcess(t *testing.T) {
	p := product(t)
	t.Setenv(p.Variable(), "")
	if _, err := mytest.Find(context.Background(), p); err != nil {
		t.Skip(err) // the server of the environment is another process's
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperVariable+"=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || strings.HasPrefix(line, "error:") {
		t.Fatalf("starting the helper: %s %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the helper ended well")
	}
	where, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(where.Query().Get("socket"))
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return
		}
	}
	t.Errorf("%s is still there", dir)
}

func TestDatabase(t *testing.T) {
	mytest.Each(t, func(t *testing.T, p mytest.Product) {
		one, two := mytest.NewOn(t, p), mytest.NewOn(t, p)
		one.Exec("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)")
		two.LoadScript("DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\nDELIMITER ;\nCREATE TABLE t (id int);\n")
		var rows, version string
		err := one.Conn().Driver().QueryRowContext(context.Background(), "SELECT count(*), version() FROM t").Scan(&rows, &version)
		if err != nil || rows != "2" || !strings.HasPrefix(version, p.Version) {
			t.Errorf("got %s rows, version %s, %v", rows, version, err)
		}
		if err := two.ExecuteScript(context.Background(), "CREATE TABLE t (id int);"); err == nil || !strings.Contains(err.Error(), "1050") {
			t.Errorf("got %v; want the server's error", err)
		}
	})
}

// A stopped server goes on from where it was.
func TestRestart(t *testing.T) {
	p := product(t)
	t.Setenv(p.Variable(), "")
	ctx := context.Background()
	server, err := mytest.Start(ctx, p)
	if missing := (*mytest.NotFoundError)(nil); errors.As(err, &missing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	db, err := server.Create(ctx)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := conn.Exec(ctx, "CREATE TABLE t (id int)"); err != nil {
		t.Fatal(err)
	}
	if err := server.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if err := conn.Exec(ctx, "SELECT 1"); err == nil {
		t.Error("the connection outlived its server")
	}
	if err := db.ExecuteScript(ctx, "INSERT INTO t VALUES (1);"); err != nil {
		t.Error(err)
	}
}

func TestFindSaysWhereItLooked(t *testing.T) {
	p := product(t)
	t.Setenv("SCHEMADIFF_CACHE", t.TempDir())
	t.Setenv(p.Variable(), "")
	p.Server = "no-such-program"
	_, err := mytest.Find(context.Background(), p)
	var missing *mytest.NotFoundError
	if !errors.As(err, &missing) || len(missing.Tried) < 3 {
		t.Errorf("got %v; want a NotFoundError with three places", err)
	}
	t.Setenv(p.Variable(), "/nonexistent")
	if _, err := mytest.Find(context.Background(), p); err == nil || errors.As(err, &missing) {
		t.Errorf("got %v; want an error about the variable", err)
	}
}
