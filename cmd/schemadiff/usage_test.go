package main

import "testing"

func TestNearest(t *testing.T) {
	flags := []string{"format", "output", "down", "rename", "schema", "include", "exclude", "normalize", "online", "dialect", "server-version", "color", "help"}
	for typed, want := range map[string]string{
		"fromat":    "format", // two letters swapped
		"formt":     "format",
		"FORMAT":    "format",
		"out":       "output", // a beginning
		"colour":    "color",
		"server":    "server-version",
		"excludes":  "exclude",
		"renam":     "rename",
		"onlin":     "online",
		"x":         "",
		"verbose":   "",
		"databases": "",
		"":          "",
	} {
		if got := nearest(typed, flags); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"diff", "diff", 0},
		{"", "diff", 4},
		{"dif", "diff", 1},
		{"difff", "diff", 1},
		{"idff", "diff", 1},
		{"duff", "diff", 1},
		{"inspect", "diff", 7},
	} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%s to %s: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if distance(tt.a, tt.b) != distance(tt.b, tt.a) {
			t.Errorf("%s and %s: the way back is of another length", tt.a, tt.b)
		}
	}
}
