package plan

import "testing"

func TestOlderVersion(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"1.4", "1.8", true},
		{"1.8", "1.4", false},
		{"1.8", "1.8", false},
		{"1.9", "1.10", true},
		{"1.10", "1.9", false},
		{"3.4", "3.4.1", true},
		{"3.4.1", "3.4", false},
		{"11.0-1", "11.0-2", true},
		{"1.0", "1.0beta", false},
		{"unpackaged", "1.0", false},
		{"1.0", "unpackaged", false},
		{"1.00", "1.0", false},
		{"2024.1", "99999999999999999999.1", true},
		{"", "1", true},
		{"é1", "é2", true},
	} {
		if got := olderVersion(test.a, test.b); got != test.want {
			t.Errorf("olderVersion(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
