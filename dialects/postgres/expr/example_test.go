package expr_test

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/model"
)

// A check as it is written, and as the catalog of a server gives it back.
func ExampleCatalog_Key() {
	table := model.Table{Schema: "public", Name: "orders", Columns: []model.Column{
		{Name: "state", Type: model.Type{Name: "character varying", Modifiers: "20"}},
	}}
	schema := model.Schema{Tables: []model.Table{table}}
	catalog, err := expr.NewCatalog(15, &schema)
	if err != nil {
		fmt.Println(err)
		return
	}
	scope := expr.TableScope(&table).If()
	written, _ := catalog.Key(scope, `state IN ('open', 'done')`)
	stored, _ := catalog.Key(scope, `((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character varying])::text[]))`)
	other, _ := catalog.Key(scope, `state IN ('open', 'closed')`)
	fmt.Println(written == stored, written == other)
	// Output: true false
}

// What a table must know of an expression before it can be created.
func ExampleCatalog_References() {
	schema := model.Schema{Sequences: []model.Sequence{{Schema: "app", Name: "ids"}}}
	catalog, err := expr.NewCatalog(15, &schema)
	if err != nil {
		fmt.Println(err)
		return
	}
	refs, err := catalog.References(expr.Scope{}, `nextval('app.ids'::regclass)`)
	fmt.Println(refs.Relations, err)
	// Output: [app.ids] <nil>
}
