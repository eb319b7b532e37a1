package expr_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/model"
)

func TestMayFail(t *testing.T) {
	schema := model.Schema{Dialect: "postgres", Version: 150000, Routines: []model.Routine{{
		Schema: "public", Name: "twice", Kind: model.Function, Args: []model.RoutineArg{{Type: model.Type{Name: "integer"}}}, Returns: model.Type{Name: "integer"},
	}}}
	catalog, err := expr.NewCatalog(15, &schema)
	if err != nil {
		t.Fatal(err)
	}
	table := model.Table{Schema: "public", Name: "t"}
	for name, typ := range map[string]string{
		"i": "integer", "b": "bigint", "t": "text", "v": "character varying", "at": "timestamp with time zone", "day": "date", "doc": "jsonb", "ok": "boolean",
	} {
		table.Columns = append(table.Columns, model.Column{Name: name, Type: model.Type{Name: typ}})
	}
	table.Columns = append(table.Columns, model.Column{Name: "many", Type: model.Type{Name: "text", Array: true}})
	for text, want := range map[string]bool{
		"lower(t)":                             false,
		"lower(v)":                             false,
		"(lower(t) || ' ') || v":               false,
		"at IS NULL":                           false,
		"i > 5 AND b <> i OR NOT ok":           false,
		"i = ANY (ARRAY[1, 2])":                false,
		"COALESCE(t, v, 'x')":                  false,
		"CASE WHEN ok THEN 1 ELSE i END":       false,
		"t LIKE 'a%'":                          false,
		"t ~ '^[a-z]+$'":                       false,
		"doc ->> 'name'":                       false,
		"doc @> '{\"a\": 1}'":                  false,
		"many && ARRAY['a']":                   false,
		"i::bigint":                            false,
		"i::text":                              false,
		"date_trunc('day', at, 'UTC')":         false,
		"EXTRACT(year FROM day)":               false,
		"t ~ v":                                true,
		"t LIKE v":                             true,
		"10 / i":                               true,
		"i + 1":                                true,
		"b::integer":                           true,
		"t::integer":                           true,
		"(doc ->> 'n')::integer > 5":           true,
		"public.twice(i)":                      true,
		"to_tsvector('english'::regconfig, t)": true,
		"array_cat(many, many)":                true,
		"nowhere > 5":                          true,
		"i >":                                  true,
	} {
		if got := catalog.MayFail(expr.TableScope(&table), text); got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}
