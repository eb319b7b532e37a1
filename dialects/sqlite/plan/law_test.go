package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/corpus"
)

// read returns a file, and the renames that its first lines ask for.
func read(t *testing.T, file string) (text string, renames []diff.RenameRequest) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		if request, ok := strings.CutPrefix(strings.TrimSpace(line), "-- rename: "); ok {
			r, err := diff.ParseRename(request)
			if err != nil {
				t.Fatal(err)
			}
			renames = append(renames, r)
		}
	}
	return string(content), renames
}

// Pairs of testdata, both ways.
func TestPairs(t *testing.T) {
	for _, from := range files(t, "*.from.sql") {
		name := strings.TrimSuffix(filepath.Base(from), ".from.sql")
		t.Run(name, func(t *testing.T) {
			oldText, back := read(t, from)
			newText, renames := read(t, strings.TrimSuffix(from, ".from.sql")+".to.sql")
			t.Run("up", func(t *testing.T) { converge(t, oldText, newText, renames...) })
			t.Run("down", func(t *testing.T) { converge(t, newText, oldText, back...) })
			t.Run("text", func(t *testing.T) { roundTrip(t, newText) })
			t.Run("build", func(t *testing.T) { converge(t, "", newText) })
		})
	}
}

// Schemas of the corpus: from nothing and back, and as text.
func TestSchemas(t *testing.T) {
	for _, file := range files(t, "*.sql") {
		text, _ := read(t, file)
		t.Run(filepath.Base(file), func(t *testing.T) {
			converge(t, "", text)
			roundTrip(t, text)
		})
	}
	t.Run("corpus", func(t *testing.T) {
		for _, s := range corpus.Open(t, "sqlite").Schemas(t) {
			t.Run(s.Name, func(t *testing.T) {
				converge(t, "", s.Read(t))
				roundTrip(t, s.Read(t))
			})
		}
	})
}

// Histories of the corpus: from each step to the next one and back; on all versions
// with rows, too.
func TestHistories(t *testing.T) {
	for _, h := range corpus.Open(t, "sqlite").Histories(t) {
		t.Run(h.Name, func(t *testing.T) {
			before := ""
			for _, step := range h.Steps {
				after := before + "\n;" + step.ReadUp(t)
				t.Run(step.Name, func(t *testing.T) {
					converge(t, before, after)
					if os.Getenv("SCHEMADIFF_MATRIX") != "" {
						survive(t, before, after, len(before)%2 == 0, uint64(len(after)))
					}
				})
				before = after
			}
		})
	}
}
