package naming_test

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
)

func TestJoin(t *testing.T) {
	long := strings.Repeat("t", 60)
	for _, test := range []struct{ name1, name2, label, want string }{
		{"t", "a", "key", "t_a_key"},
		{"t", "", "pkey", "t_pkey"},
		{"t", "a", "", "t_a"},
		{long, "", "pkey", strings.Repeat("t", 58) + "_pkey"},
		{long, long, "not_null", strings.Repeat("t", 27) + "_" + strings.Repeat("t", 26) + "_not_null"},
		{long, "a", "fkey", strings.Repeat("t", 56) + "_a_fkey"},
		{strings.Repeat("é", 31), "", "pkey", strings.Repeat("é", 29) + "_pkey"},
	} {
		if got := naming.Join(test.name1, test.name2, test.label); got != test.want {
			t.Errorf("Join(%s, %s, %s) = %s, want %s", test.name1, test.name2, test.label, got, test.want)
		}
	}
}

func TestChoose(t *testing.T) {
	taken := map[string]bool{"t_a_key": true, "t_a_key1": true}
	if got := naming.Choose("t", "a", "key", func(n string) bool { return taken[n] }); got != "t_a_key2" {
		t.Errorf("got %s", got)
	}
}

func TestMultirange(t *testing.T) {
	for in, want := range map[string]string{
		"floatrange":                      "floatmultirange",
		"rangerange":                      "multirangerange",
		"span":                            "span_multirange",
		strings.Repeat("s", 63):           strings.Repeat("s", 52) + "_multirange",
		strings.Repeat("s", 58) + "range": strings.Repeat("s", 58) + "multi",
	} {
		if got := naming.Multirange(in); got != want {
			t.Errorf("Multirange(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestTruncateKeepsCharactersWhole(t *testing.T) {
	if got := naming.Truncate(strings.Repeat("é", 40)); got != strings.Repeat("é", 31) {
		t.Errorf("got %s", got)
	}
}
