package expr_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/model"
)

// TestApart: a constant that only the server can read leaves it open whether two
// expressions are the same, but only where it stands.
func TestApart(t *testing.T) {
	catalog, err := expr.NewCatalog(17, &model.Schema{Extensions: []model.Extension{{Name: "ltree", Schema: "public"}}})
	if err != nil {
		t.Fatal(err)
	}
	scope := expr.TableScope(&model.Table{
		Schema: "public", Name: "t",
		Columns: []model.Column{
			{Name: "n", Type: model.Type{Name: "integer"}},
			{Name: "p", Type: model.Type{Schema: "public", Name: "ltree"}},
			{Name: "s", Type: model.Type{Name: "text"}},
		},
	})
	scope.SearchPath = []string{"public"}
	for _, test := range []struct {
		name, a, b string
		want       bool
	}{
		{"another constant elsewhere", "p ~ 'a' AND n > 1", "p ~ 'a' AND n > 2", true},
		{"another column elsewhere", "p ~ 'a' AND n > 1", "p ~ 'a' AND s > '1'", true},
		{"a condition more", "p ~ 'a'", "p ~ 'a' AND n > 1", true},
		{"another operator", "p ~ 'a'", "p @ 'a'", true},
		{"another name for the same", "p ~ 'a'", "p ~ 'a '::lquery", false},
		{"nothing but the constant", "p ~ 'a' AND n > 1", "p ~ 'b' AND n > 1", false},
		{"both", "p ~ 'a' AND n > 1", "p ~ 'b' AND n > 2", true},
		{"a constant in brackets and quotes", `p ~ 'a") (b' AND s = '" ('`, `p ~ 'a)' AND s = '" ('`, false},
		{"text in quotes", `p ~ 'a") (b' AND s = '" ('`, `p ~ 'a' AND s = '" )'`, true},
		{"a cast of a constant", "p ~ 'a'", "p ~ 'a'::text::lquery", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, okA := expr.Provisional(catalog.Key(scope, test.a))
			b, okB := expr.Provisional(catalog.Key(scope, test.b))
			if !okA || !okB {
				t.Fatalf("no keys: %q, %q", a, b)
			}
			if got := expr.Apart(a, b); got != test.want || expr.Apart(b, a) != got {
				t.Errorf("apart %t, want %t:\n%s\n%s", got, test.want, a, b)
			}
		})
	}
}
