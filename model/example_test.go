package model_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/model"
)

// A schema is values: it can be built by hand, kept as a snapshot and read
// again, and each of its objects has an ID.
func Example() {
	schema := model.Schema{
		Dialect: "postgres", Version: 170000,
		Namespaces: []model.Namespace{{Name: "shop"}},
		Tables: []model.Table{{
			Schema: "shop", Name: "orders",
			Columns: []model.Column{
				{Name: "id", Type: model.Type{Name: "bigint"}, NotNull: true},
				{Name: "total", Type: model.Type{Name: "numeric", Modifiers: "12,2"}},
			},
			Keys: []model.Key{{Name: "orders_pkey", Primary: true, Columns: []string{"id"}}},
		}},
	}
	var snapshot bytes.Buffer
	if err := model.WriteSnapshot(&snapshot, schema); err != nil {
		log.Fatal(err)
	}
	again, err := model.ReadSnapshot(&snapshot)
	if err != nil {
		log.Fatal(err)
	}
	for _, entry := range again.Entries() {
		fmt.Println(entry.ID)
		if column, ok := entry.Object.(model.Column); ok {
			fmt.Println("   ", column.Type)
		}
	}
	// Output:
	// schema shop
	// table shop.orders
	// column shop.orders.id
	//     bigint
	// column shop.orders.total
	//     numeric(12,2)
	// primary key shop.orders.orders_pkey
}
