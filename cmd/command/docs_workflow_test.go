package command

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWorkflowPage runs docs/workflow.md from its beginning to its end in a new
// directory, with a new database that DATABASE_URL names. A block with a title
// is a file that the reader writes, all others of the kind "console" are run.
func TestWorkflowPage(t *testing.T) {
	if ok, err := hasServer(); err != nil {
		t.Fatal(err)
	} else if !ok {
		t.Skip("there is no server")
	}
	const page = "../../docs/workflow.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := append(os.Environ(), "NO_COLOR=1", "DATABASE_URL="+workflowDatabase(t))
	got := fenced.ReplaceAllStringFunc(string(text), func(block string) string {
		head, body, _ := strings.Cut(block, "\n")
		if title := titled.FindStringSubmatch(head); title != nil {
			file := filepath.Join(dir, filepath.FromSlash(title[1]))
			if err := os.WriteFile(file, []byte(strings.TrimSuffix(body, "```")), 0o666); err != nil {
				t.Fatal(err)
			}
		} else if head == "```console" {
			return runBlock(t, dir, block, env)
		}
		return block
	})
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(text), got); diff != "" {
		t.Errorf("the page isn't true any more; -update corrects it (-page +truth):\n%s", diff)
	}
}

var (
	fenced = regexp.MustCompile("(?s)```[a-z]+[^\n]*\n.*?```")
	titled = regexp.MustCompile(`title="([^"]+)"`)
)

func workflowDatabase(t *testing.T) string {
	t.Helper()
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
	return db.URL()
}
