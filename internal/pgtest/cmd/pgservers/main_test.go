package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func TestUsage(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "usage:"},
		{"unknown word", []string{"start", "15"}, "usage:"},
		{"no version", []string{"install", "x"}, `"x" isn't a version`},
		{"old version", []string{"install", "9"}, `"9" isn't a version`},
		{"no command", []string{"run", "15"}, "then a command"},
		{"no version before the command", []string{"run", "--", "true"}, "then a command"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			if code := do(context.Background(), test.args, &stderr); code != 2 || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("got status %d and %q; want 2 and %q", code, stderr.String(), test.want)
			}
		})
	}
}

func TestRunPassesEnvironmentAndStatus(t *testing.T) {
	pgtest.Need(t, 15)
	out := filepath.Join(t.TempDir(), "out")
	var stderr bytes.Buffer
	code := do(context.Background(), []string{
		"run", "15", "--",
		"sh", "-c", `echo "$SCHEMADIFF_MAJORS $SCHEMADIFF_PG_15" >"$0"; exit 7`, out,
	}, &stderr)
	if code != 7 {
		t.Errorf("got status %d, %s; want the command's 7", code, stderr.String())
	}
	text, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(text), "15 postgres://") {
		t.Errorf("the command saw %q, %v; want the version and a URL", text, err)
	}
}
