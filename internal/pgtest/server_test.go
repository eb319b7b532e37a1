package pgtest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// helperVariable makes this test binary the process that is killed.
const helperVariable = "PGTEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperVariable) != "" {
		os.Exit(helper())
	}
	os.Exit(m.Run())
}

// helper starts a server, says where, and waits for its end.
func helper() int {
	server, err := pgtest.Start(context.Background(), 15)
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println(server.URL())
	if os.Getenv(helperVariable) == "panic" {
		panic("as asked")
	}
	time.Sleep(time.Minute)
	return 0
}

// privateInstallation lets Start launch a server where the environment has the
// URL of a shared one.
func privateInstallation(t *testing.T) {
	t.Helper()
	t.Setenv(pgtest.EnvName(15), "")
	if _, err := pgtest.Find(context.Background(), 15); err != nil {
		t.Skip(err)
	}
}

// socketDir is where a server's URL says that its socket is.
func socketDir(t *testing.T, serverURL string) string {
	t.Helper()
	parsed, err := url.Parse(serverURL)
	if err != nil || parsed.Query().Get("host") == "" {
		t.Fatalf("got URL %q, %v", serverURL, err)
	}
	return parsed.Query().Get("host")
}

func TestStopRemovesEverything(t *testing.T) {
	privateInstallation(t)
	server, err := pgtest.Start(context.Background(), 15)
	if err != nil {
		t.Fatal(err)
	}
	dir := socketDir(t, server.URL())
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", dir, err)
	}
	if _, err := server.Create(context.Background()); err == nil {
		t.Error("the server still answers")
	}
}

func TestServerDiesWithItsProcess(t *testing.T) {
	privateInstallation(t)
	for _, how := range []string{"kill", "panic"} {
		t.Run(how, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), helperVariable+"="+how)
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
			if how == "kill" {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			if err := cmd.Wait(); err == nil {
				t.Error("the helper ended well")
			}
			waitGone(t, socketDir(t, strings.TrimSpace(line)))
		})
	}
}

// waitGone waits until the server's directory is removed, which its keeper does
// after the server ended.
func waitGone(t *testing.T, dir string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return
		}
	}
	t.Errorf("%s is still there", dir)
}

func TestStartFailsWithTheReason(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"no such directory", "/nonexistent", "no such file"},
		{"no server there", t.TempDir(), "no such file"},
		{"nobody listens", "postgres:///postgres?host=/nonexistent", "using " + pgtest.EnvName(15)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv(pgtest.EnvName(15), test.value)
			_, err := pgtest.Start(context.Background(), 15)
			var missing *pgtest.NotFoundError
			if err == nil || errors.As(err, &missing) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v; want an error with %q that isn't about a missing version", err, test.want)
			}
		})
	}
}

func TestFindSaysWhereItLooked(t *testing.T) {
	t.Setenv("SCHEMADIFF_CACHE", t.TempDir())
	t.Setenv(pgtest.EnvName(12), "")
	_, err := pgtest.Find(context.Background(), 12)
	var missing *pgtest.NotFoundError
	if !errors.As(err, &missing) || len(missing.Tried) != 3 {
		t.Errorf("got %v; want a NotFoundError with three places", err)
	}
}

// outcome records how a test would have ended.
type outcome struct {
	testing.TB
	ended string
}

type ended struct{}

func (o *outcome) Helper()               {}
func (o *outcome) Skip(...any)           { o.ended = "skip"; panic(ended{}) }
func (o *outcome) Fatal(...any)          { o.ended = "fatal"; panic(ended{}) }
func (o *outcome) Fatalf(string, ...any) { o.ended = "fatal"; panic(ended{}) }

// ending runs a test function until it ends itself.
func (o *outcome) ending(test func()) {
	defer func() {
		if reason := recover(); reason != nil && reason != (ended{}) {
			panic(reason)
		}
	}()
	test()
}

func TestMissingServer(t *testing.T) {
	tests := []struct{ name, ci, require, want string }{
		{"at home", "", "", "skip"},
		{"in continuous integration", "true", "", "fatal"},
		{"where it is required", "", "1", "fatal"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("SCHEMADIFF_CACHE", t.TempDir())
			t.Setenv(pgtest.EnvName(12), "")
			t.Setenv("CI", test.ci)
			t.Setenv("SCHEMADIFF_REQUIRE_PG", test.require)
			o := &outcome{TB: t}
			o.ending(func() { pgtest.Need(o, 12) })
			if o.ended != test.want {
				t.Errorf("the test ended with %q; want %q", o.ended, test.want)
			}
		})
	}
}

func TestMajors(t *testing.T) {
	tests := []struct {
		value string
		want  string
		ended string
	}{
		{"", "[15]", ""},
		{"13", "[13]", ""},
		{"13, 18", "[13 18]", ""},
		{"12", "", "fatal"},
		{"x", "", "fatal"},
	}
	for _, test := range tests {
		t.Setenv("SCHEMADIFF_MAJORS", test.value)
		o := &outcome{TB: t}
		var got string
		o.ending(func() { got = fmt.Sprint(pgtest.Majors(o)) })
		if got != test.want || o.ended != test.ended {
			t.Errorf("%q: got %s, ended %q; want %s, %q", test.value, got, o.ended, test.want, test.ended)
		}
	}
}
