package expr_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/model"
)

// TestExplicit checks that what is written out means the same as what it was
// made of, and says what it does for some.
func TestExplicit(t *testing.T) {
	catalog, err := expr.NewCatalog(15, &model.Schema{
		Enums: []model.Enum{{Schema: "app", Name: "mood", Labels: []string{"ok", "sad"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	scope := expr.Scope{Relation: model.QName{Schema: "app", Name: "t"}, Columns: []expr.Column{
		{Name: "i", Type: model.Type{Name: "integer"}},
		{Name: "b", Type: model.Type{Name: "bigint"}},
		{Name: "n", Type: model.Type{Name: "numeric"}},
		{Name: "v", Type: model.Type{Name: "character varying", Modifiers: "5"}},
		{Name: "c", Type: model.Type{Name: "character", Modifiers: "3"}},
		{Name: "x", Type: model.Type{Name: "text"}},
		{Name: "m", Type: model.Type{Schema: "app", Name: "mood"}},
		{Name: "a", Type: model.Type{Name: "integer", Array: true}},
		{Name: "j", Type: model.Type{Name: "jsonb"}},
		{Name: "ts", Type: model.Type{Name: "timestamp without time zone"}},
		{Name: "o", Type: model.Type{Name: "boolean"}},
	}}
	for _, row := range []struct{ text, want string }{
		{"i > 0.5", "i::numeric > '0.5'::numeric"},
		{"i > 0", "i > '0'::integer"},
		{"COALESCE(i, b) > 0", "COALESCE(i::bigint, b) > '0'::integer"},
		{"i IN (1, 2)", "i = ANY (ARRAY['1'::integer, '2'::integer])"},
		{"v = 'x'", "v::text = 'x'::text"},
		{"v IN ('a', 'b')", ""},
		{"c = 'x' AND (o OR x LIKE 'a%')", ""},
		{"m = 'ok'", "m = 'ok'::app.mood"},
		{"CASE i WHEN 1 THEN n ELSE b END > 0", ""},
		{"CASE WHEN o THEN i END IS NOT NULL", ""},
		{"a[1] = i AND a[1:2] <> '{}'", ""},
		{"NULLIF(i, b) IS DISTINCT FROM n", ""},
		{"GREATEST(i, n) < LEAST(b, 5)", ""},
		{"(i, b) < (b, 5)", ""},
		{"ROW(i, x) IS NULL", ""},
		{"j -> 'a' ->> 0 = x AND j ? 'k'", ""},
		{"lower(v) || c = upper(x) COLLATE \"C\"", ""},
		{"ts > CURRENT_TIMESTAMP(3) - interval '1 day'", ""},
		{"extract(year FROM ts) = 2020", ""},
		{"- i > + n", ""},
		{"concat(VARIADIC ARRAY[x, 'y']) <> ''", ""},
		{"i BETWEEN 1 AND n", ""},
		{"ARRAY[i, b] @> ARRAY[1::bigint]", ""},
		{"x::varchar(3)::char(2) = 'a'", ""},
		{"(ts AT TIME ZONE 'UTC')::date > 'epoch'::date", ""},
		{"NOT o IS TRUE", ""},
	} {
		got, err := catalog.Explicit(scope, row.text)
		if err != nil {
			t.Errorf("%s: %v", row.text, err)
			continue
		}
		if row.want != "" && got != row.want {
			t.Errorf("%s is written as %s, want %s", row.text, got, row.want)
		}
		before, err := catalog.Key(scope, row.text)
		if err != nil {
			t.Fatal(err)
		}
		if after, err := catalog.Key(scope, got); err != nil || after != before {
			t.Errorf("%s is written as %s, which means something else (%v):\n%s\n%s", row.text, got, err, before, after)
		}
	}
}
