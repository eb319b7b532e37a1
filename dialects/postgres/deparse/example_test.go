package deparse_test

import (
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// However an expression is written, its tree has one text.
func ExampleExpr() {
	for _, text := range []string{"( a+1 )>b::int4", "cast(B as integer) < (1)", "NOT ((x)) IN (1,2)"} {
		node, err := parse.Expr(text)
		if err != nil {
			log.Fatal(err)
		}
		canonical, err := deparse.Expr(node)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(canonical)
	}
	// Output:
	// a + 1 > b::int4
	// b::integer < 1
	// NOT x IN (1, 2)
}
