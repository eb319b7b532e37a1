package command

import (
	"slices"
	"strings"
	"testing"
)

func TestRelativeArguments(t *testing.T) {
	for in, want := range map[string]string{
		"downgrade -1":               "downgrade -- -1",
		"downgrade -1 --force":       "downgrade --force -- -1",
		"-c x.toml downgrade -12 -q": "-c x.toml downgrade -q -- -12",
		"downgrade shop@-1":          "downgrade shop@-1",
		"downgrade -- -1":            "downgrade -- -1",
		"history -r -3:":             "history -r -3:",
		"diff -1 b":                  "diff -1 b",
		"upgrade +1":                 "upgrade +1",
		"upgrade -v":                 "upgrade -v",
		"edit -1":                    "edit -- -1",
		"":                           "",
	} {
		if got := strings.Join(relative(strings.Fields(in)), " "); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestNameList(t *testing.T) {
	var list nameList
	for _, text := range []string{"users,orders", " a ", ",", "all"} {
		if err := list.Set(text); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(list, []string{"users", "orders", "a", "all"}) {
		t.Errorf("got %q", list)
	}
}
