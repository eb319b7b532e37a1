package inspect_test

import (
	"context"
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// A Loader reads any kind of source into the same model. It gets its readers
// from the program: here the one of PostgreSQL's scripts, and no driver.
func Example() {
	loader := inspect.Loader{
		Reader: func(string) (inspect.Reader, bool) {
			return inspect.Reader{
				ReadSQL: func(ctx context.Context, scripts []sqlfile.Source, number int) (model.Schema, error) {
					return postgres.Read(ctx, scripts, postgres.ReadOptions{Version: version.Number(number)})
				},
				Usual: int(version.OfMajor(17)),
			}, true
		},
		Usual: "postgres",
	}
	source, err := inspect.Products{}.ParseSource("../testdata/shop/old.sql")
	if err != nil {
		log.Fatal(err)
	}
	sides, err := loader.Load(context.Background(), source)
	if err != nil {
		log.Fatal(err)
	}

	// Only the orders, and what belongs to them.
	pattern, err := inspect.ParsePattern("table:shop.order*")
	if err != nil {
		log.Fatal(err)
	}
	filter := inspect.Filter{Include: []inspect.Pattern{pattern}}
	for _, table := range filter.Apply(sides[0].Schema).Tables {
		fmt.Println(table.QName())
		for _, key := range table.ForeignKeys {
			fmt.Printf("  %s refers to %s\n", key.Name, key.References)
		}
	}
	// Output:
	// shop.order_lines
	//   order_lines_order_id_fkey refers to shop.orders
	//   order_lines_product_id_fkey refers to shop.products
	// shop.orders
	//   orders_customer_id_fkey refers to shop.customers
}
