package command

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marker is in every password of the tests: no output may show it.
const marker = "hunter2"

// passwordsWithMarker draws passwords of letters that URLs, shells and drivers
// treat in a way of their own.
func passwordsWithMarker() *rapid.Generator[string] {
	part := rapid.StringOfN(rapid.SampledFrom([]rune(`ab1@:/?#%&=+ '"\[]{}$;,éÅ`)), 0, 6, -1)
	return rapid.Custom(func(t *rapid.T) string {
		return part.Draw(t, "before") + marker + part.Draw(t, "after")
	})
}

// TestNoOutputShowsAPassword runs commands that fail in every way with a
// password in every place: all that comes out must be without it.
func TestNoOutputShowsAPassword(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.sql", []byte("CREATE TABLE t (a int);"), 0o666); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		password := passwordsWithMarker().Draw(t, "password")
		written := rapid.SampledFrom([]func(string) string{
			url.QueryEscape, url.PathEscape, func(s string) string { return s },
		}).Draw(t, "spelling")(password)
		address := rapid.SampledFrom([]string{
			"postgres://u:" + written + "@127.0.0.1:1/db?sslmode=disable",
			"postgresql://u:" + written + "@127.0.0.1:1/db?sslmode=nonsense",
			"postgres://:" + written + "@127.0.0.1:1?connect_timeout=x",
			"postgres://127.0.0.1:1/db?user=u&password=" + written,
			"postgres://127.0.0.1:1/db?sslmode=disable&sslpassword=" + written,
			"Postgres://u:" + written + "@127.0.0.1:1/db",
			"mysql://u:" + written + "@h/db",
			"jdbc:postgresql://u:" + written + "@h/db",
			"host=127.0.0.1 port=1 password=" + written,
		}).Draw(t, "address")
		args := rapid.SampledFrom([][]string{
			{"diff", address, "a.sql"},
			{"diff", "a.sql", address},
			{"inspect", address},
			{address},
			{"diff", address},
			{"diff", "a.sql", "a.sql", address},
			{"diff", "a.sql", "a.sql", "--schema", address + ".x"},
			{"diff", "a.sql", "a.sql", "--exclude", address},
			{"diff", "a.sql", "a.sql", "--rename=" + address},
			{"diff", "a.sql", "a.sql", "--" + address},
			{"inspect", "a.sql", "--format", address},
			{"inspect", "a.sql", "-o", filepath.Join(address, "x")},
		}).Draw(t, "arguments")
		env := func(name string) string {
			if name == "PGPASSWORD" {
				return password
			}
			return ""
		}
		var stdout, stderr strings.Builder
		run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, env)
		if out := stdout.String() + stderr.String(); strings.Contains(out, marker) {
			t.Fatalf("schemadiff %q shows the password:\n%s", args, out)
		}
	})
}

// What isn't an argument comes from the environment and from files.
func TestPasswordsFromElsewhere(t *testing.T) {
	dir := t.TempDir()
	passfile := filepath.Join(dir, "pgpass")
	if err := os.WriteFile(passfile, []byte("*:*:*:*:"+marker+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(dir, "service")
	if err := os.WriteFile(service, []byte("[s]\nhost=127.0.0.1\nport=1\npassword="+marker+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, env := range []map[string]string{
		{"PGPASSFILE": passfile, "PGHOST": "127.0.0.1", "PGPORT": "1", "PGUSER": "u"},
		{"PGPASSWORD": marker, "PGHOST": "127.0.0.1", "PGPORT": "x"},
		{"PGPASSWORD": marker, "PGHOST": marker, "PGPORT": "1", "PGUSER": marker}, // typed into the wrong place
		{"PGSERVICEFILE": service, "PGSERVICE": "s"},
	} {
		for name, value := range env {
			t.Setenv(name, value)
		}
		var stdout, stderr strings.Builder
		code := run(t.Context(), []string{"inspect", "postgres:"}, strings.NewReader(""), &stdout, &stderr, os.Getenv)
		if code != exitError || strings.Contains(stderr.String(), marker) {
			t.Errorf("%v: exit %d\n%s", env, code, stderr.String())
		}
		for name := range env {
			t.Setenv(name, "")
		}
	}
}
