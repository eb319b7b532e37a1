package typo_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/internal/typo"
)

func TestNearest(t *testing.T) {
	words := []string{"upgrade", "downgrade", "history", "heads", "head", "Table"}
	for written, want := range map[string]string{
		"upgrad": "upgrade", "hist": "history", "HEADS": "heads", "tabel": "Table", "haed": "head", "zzz": "", "": "", "x": "", "upgrades": "upgrade",
	} {
		if got := typo.Nearest(written, words); got != want {
			t.Errorf("%s: got %q, want %q", written, got, want)
		}
	}
	if got, want := typo.List("heade", words, 3), []string{"head", "heads"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNearestFlag(t *testing.T) {
	flags := []string{"format", "output", "down", "rename", "schema", "include", "exclude", "normalize", "online", "dialect", "server-version", "color", "help"}
	for typed, want := range map[string]string{
		"fromat": "format", "formt": "format", "FORMAT": "format", "out": "output", "colour": "color", "server": "server-version",
		"excludes": "exclude", "renam": "rename", "onlin": "online", "x": "", "verbose": "", "databases": "",
	} {
		if got := typo.Nearest(typed, flags); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// slow is the definition of the distance.
func slow(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	}
	x, y := a[:len(a)-1], b[:len(b)-1]
	change := slow(x, y)
	if a[len(x)] != b[len(y)] {
		change++
	}
	d := min(change, slow(x, b)+1, slow(a, y)+1)
	if len(x) > 0 && len(y) > 0 && a[len(x)] == b[len(y)-1] && a[len(x)-1] == b[len(y)] {
		d = min(d, slow(x[:len(x)-1], y[:len(y)-1])+1)
	}
	return d
}

func TestDistance(t *testing.T) {
	word := rapid.StringMatching("[ab c]{0,6}")
	rapid.Check(t, func(t *rapid.T) {
		a, b, limit := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(0, 7).Draw(t, "limit")
		want := slow(a, b)
		if got := typo.Distance(a, b, limit); min(got, limit+1) != min(want, limit+1) {
			t.Fatalf("got %d, want %d", got, want)
		}
	})
}
