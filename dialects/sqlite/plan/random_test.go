package plan_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/laws/sqlitegen"
)

func requests(t *testing.T, renames []sqlitegen.Renaming) []diff.RenameRequest {
	t.Helper()
	var list []diff.RenameRequest
	for _, n := range renames {
		for _, text := range n.Requests {
			list = append(list, request(t, text)...)
		}
	}
	return list
}

// valid reports whether the library accepts a schema: some combinations of clauses
// it refuses.
func valid(t testing.TB, text string) bool {
	t.Helper()
	conn := database(t)
	err := conn.Exec(t.Context(), text)
	return conn.Close() == nil && err == nil
}

// Random schemas and random changes of them: all laws.
func TestRandom(t *testing.T) {
	tried, refused := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		w := sqlitegen.Draw(r)
		fresh := w.Mutated(r)
		oldText, newText, renames := w.String(), fresh.String(), w.Renamed(r, fresh)
		for _, n := range renames {
			newText = strings.ReplaceAll(newText, n.From, n.To)
		}
		enforced, seed := rapid.Bool().Draw(r, "enforced"), rapid.Uint64().Draw(r, "rows")
		if !valid(t, oldText) || !valid(t, newText) {
			refused++
			return
		}
		tried++
		ok := t.Run("", func(t *testing.T) {
			converge(t, oldText, newText, requests(t, renames)...)
			survive(t, oldText, newText, enforced, seed, requests(t, renames)...)
			if tried%5 == 0 {
				roundTrip(t, oldText)
			}
		})
		if !ok {
			r.Fatalf("from:\n%s\nto:\n%s\nrenamed: %v", oldText, newText, renames)
		}
	})
	t.Logf("%d pairs, %d refused by the library", tried, refused)
}
