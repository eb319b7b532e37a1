package expr

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// FuzzAnalyse gives any text to the analysis, in every kind of place. It must
// neither panic nor contradict itself: the same text has the same key, also
// with other spaces around it, and a key that is not certain is never returned
// as one.
func FuzzAnalyse(f *testing.F) {
	for _, file := range []string{"testdata/same.txt", "testdata/different.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			if n%4 > 0 || strings.HasPrefix(line, "#") || strings.HasSuffix(line, ":") {
				continue
			}
			for _, sign := range []string{" ≡ ", " ≢ "} {
				line, _, _ = strings.Cut(line, sign)
			}
			f.Add(line, uint8(n))
		}
	}
	for _, text := range []string{"-7 + 0", "'b' || 'c'", "date '2020-01-31' + interval '1 mon 1 day'", "make_date(2020, 1, 2) - 1", "1.005::numeric(5,2) * 2", "ARRAY[1, NULL]"} {
		for place := 130; place < 256; place += 4 {
			f.Add(text, uint8(place))
		}
	}
	c, table := appCatalog(f, 15)
	old, _ := appCatalog(f, 13)
	f.Fuzz(func(t *testing.T, text string, place uint8) {
		scope := table
		switch place % 4 {
		case 1:
			scope = scope.If()
		case 2:
			targets := []string{"text", "integer", "varchar(3)", "numeric(5,2)", "app.posint", "app.mood", "text[]", "timestamptz", "jsonb", "interval"}
			if scope = scope.Assign(typ(targets[int(place/4)%len(targets)])); place >= 128 {
				scope = Scope{}.Bound(scope.Target)
			}
		case 3:
			scope.SearchPath = nil
			scope.Value = typ([]string{"integer", "text", "app.mood"}[int(place/4)%3])
		}
		key, err := c.Key(scope, text)
		again, err2 := c.Key(scope, " "+text+"\n")
		if key != again || (err == nil) != (err2 == nil) {
			t.Fatalf("%q has the keys %q (%v) and %q (%v)", text, key, err, again, err2)
		}
		var u *UndecidedError
		if err != nil && (key != "" || !errors.As(err, &u) || u.Reason == "") {
			t.Fatalf("%q: key %q and error %v", text, key, err)
		}
		if same, err := SameTree(text, text); err == nil && !same {
			t.Fatalf("%q is not the same as itself", text)
		}
		_, _ = c.References(scope, text)
		_, _ = c.TypeOf(scope, text)
		_, _, _ = c.IndexKey(scope, text)
		_, _ = old.Key(scope, text)
	})
}
