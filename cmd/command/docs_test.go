package command

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

var update = flag.Bool("update", false, "write expected output anew")

// TestDocs runs every command that a page for users shows in a block of the
// kind "console" and compares what it prints. A line of three dots stands for
// any lines.
//
// The commands run at the root of the repository, with a database of the shop's
// old schema behind "postgres:".
func TestDocs(t *testing.T) {
	for _, page := range []string{"README.md", "docs/cli.md", "docs/walkthrough.md"} {
		t.Run(page, func(t *testing.T) {
			file := filepath.Join("../..", page)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			env := append(os.Environ(), "NO_COLOR=1", "OUT="+t.TempDir(), "SCHEMADIFF=schemadiff", "MAKEFLAGS=", "MAKELEVEL=")
			live := sync.OnceValue(func() []string { return shopDatabase(t) })
			got := console.ReplaceAllStringFunc(string(text), func(block string) string {
				if !strings.Contains(block, "postgres:") {
					return runBlock(t, "../..", block, env)
				}
				if live() == nil {
					t.Log("not checked, since there is no server:\n" + block)
					return block
				}
				return runBlock(t, "../..", block, append(env, live()...))
			})
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("the page isn't true any more; -update corrects it (-page +truth):\n%s", diff)
			}
		})
	}
}

// TestEveryCommandIsDocumented looks for the help of every command.
func TestEveryCommandIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{env: func(string) string { return "" }}
	for _, cmd := range p.root().Commands() {
		if name := cmd.Name(); name != "help" && name != "completion" && !strings.Contains(string(page), "$ schemadiff "+name+" --help\n") {
			t.Errorf("docs/cli.md doesn't have the help of %s", name)
		}
		if cmd.Example == "" && cmd.GroupID != "" {
			t.Errorf("the help of %s has no example", cmd.Name())
		}
	}
}

// durations are what commands tell about the time that a revision took.
var durations = regexp.MustCompile(`(\(\d+ statements?), [\d.hms]+\)`)

var console = regexp.MustCompile("(?s)```console\n.*?```")

// shopDatabase makes a database of the shop's old schema and returns the
// variables that name it; nil if there is no server.
func shopDatabase(t *testing.T) []string {
	if ok, err := hasServer(); err != nil {
		t.Fatal(err)
	} else if !ok {
		return nil
	}
	server, err := testServer()
	if err != nil {
		t.Fatal(err)
	}
	db, err := server.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	script, err := os.ReadFile("../../testdata/shop/old.sql")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.ExecuteScript(t.Context(), string(script)); err != nil {
		t.Fatal(err)
	}
	// The pages show the database's name.
	admin, err := pgx.Connect(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(context.Background())
	for _, sql := range []string{"DROP DATABASE IF EXISTS shop WITH (FORCE)", "CREATE DATABASE shop TEMPLATE " + db.Name()} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	return append(databaseVariables(db.URL()), "PGDATABASE=shop")
}

// runBlock runs the commands of a block in a directory and returns it with what
// they print.
func runBlock(t *testing.T, dir, block string, env []string) string {
	var out strings.Builder
	out.WriteString("```console\n")
	status := "0"
	steps := strings.Split("\n"+strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```"), "\n$ ")
	for i, step := range steps[1:] {
		command, shown, _ := strings.Cut(step, "\n")
		if shown != "" && i < len(steps)-2 {
			shown += "\n" // the next step's mark took it
		}
		out.WriteString("$ " + command + "\n")
		var printed string
		printed, status = shell(t, dir, command, status, env)
		out.WriteString(abridge(shown, printed))
	}
	out.WriteString("```")
	return out.String()
}

// shell runs a command line as a person would in a directory.
func shell(t *testing.T, dir, command, status string, env []string) (output, exit string) {
	t.Helper()
	command = strings.ReplaceAll(command, "go run ./cmd/schemadiff", "schemadiff")
	// $? is that of the command before, and the last one's is reported.
	cmd := exec.Command("bash", "-c", "(exit "+status+"); "+command+"\necho \"::$?\"")
	cmd.Dir, cmd.Env = dir, env
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, b.String())
	}
	output, exit, _ = strings.Cut(b.String(), "::")
	output = durations.ReplaceAllString(output, "$1, 4ms)")
	return output, strings.TrimSpace(exit)
}

// abridge returns what was printed, cut down to what the page shows of it. What
// isn't true any more keeps the lengths of its pieces.
func abridge(shown, printed string) string {
	const gap = "...\n"
	if shown == "" {
		return printed
	}
	parts := strings.Split(shown, gap)
	rest := printed
	for i, part := range parts {
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at > 0 {
			return shorten(parts, printed, gap)
		}
		rest = rest[at+len(part):]
	}
	if rest != "" && parts[len(parts)-1] != "" {
		return shorten(parts, printed, gap)
	}
	return shown
}

// shorten shows as many of the first and the last lines as before.
func shorten(parts []string, printed, gap string) string {
	lines := strings.SplitAfter(printed, "\n")
	lines = lines[:len(lines)-1]
	head, tail := strings.Count(parts[0], "\n"), strings.Count(parts[len(parts)-1], "\n")
	if len(parts) != 2 || head+tail >= len(lines) {
		return printed
	}
	return strings.Join(lines[:head], "") + gap + strings.Join(lines[len(lines)-tail:], "")
}
