package sqlfile_test

import (
	"fmt"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// A script is cut into statements, whatever stands in their quotes; all mistakes
// come together, each with its place.
func ExampleSplit() {
	source := sqlfile.Source{Name: "shop.sql", Text: `
\connect shop
CREATE TABLE notes (body text DEFAULT 'a;b'); -- one; statement
COPY notes FROM stdin;
no statement; but data
\.
DO $$ BEGIN RAISE NOTICE ';'; END $$;
SELECT 'no end`}
	script, mistakes := sqlfile.Split(source, sqlfile.Postgres())
	for _, statement := range script.Statements {
		fmt.Printf("%s %s\n", script.Pos(statement.Offset), statement.Text)
	}
	for _, mistake := range mistakes {
		fmt.Println("mistake:", mistake)
	}
	// Output:
	// shop.sql:2:1 \connect shop
	// shop.sql:3:1 CREATE TABLE notes (body text DEFAULT 'a;b')
	// shop.sql:4:1 COPY notes FROM stdin
	// shop.sql:7:1 DO $$ BEGIN RAISE NOTICE ';'; END $$
	// mistake: shop.sql:8:8: this string is never closed
}
