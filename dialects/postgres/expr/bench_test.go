package expr

import (
	"strconv"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// benchmarkTexts are checks as catalogs hold them.
func benchmarkTexts() []string {
	return []string{
		"((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying, 'c'::character varying])::text[]))",
		"((i >= 1) AND (i <= 10))",
		"(COALESCE(n, (0)::numeric) > (0)::numeric)",
		"((jb ->> 'k'::text) = 'v'::text)",
		"(char_length(tx) <= 255)",
		"((ts + '30 days'::interval) > now())",
		"nextval('app.sq'::regclass)",
		"(tz > '2020-01-01 00:00:00+00'::timestamp with time zone)",
	}
}

// BenchmarkKey is per expression, parsing included.
func BenchmarkKey(b *testing.B) {
	c, scope := appCatalog(b, 15)
	texts := benchmarkTexts()
	i := 0
	for b.Loop() {
		if _, err := c.Key(scope, texts[i%len(texts)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkKeyNode is per expression that is parsed already.
func BenchmarkKeyNode(b *testing.B) {
	c, scope := appCatalog(b, 15)
	var nodes []*parse.Node
	for _, text := range benchmarkTexts() {
		n, err := parse.Expr(text)
		if err != nil {
			b.Fatal(err)
		}
		nodes = append(nodes, n)
	}
	i := 0
	for b.Loop() {
		if _, err := c.KeyNode(scope, nodes[i%len(nodes)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkCatalog is the cost of making the catalog of a small schema.
func BenchmarkCatalog(b *testing.B) {
	schema := appSchema()
	for b.Loop() {
		if _, err := NewCatalog(15, schema); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCatalogLarge is the cost of making the catalog of 10,000 tables of
// ten columns.
func BenchmarkCatalogLarge(b *testing.B) {
	schema := appSchema()
	columns := schema.Tables[0].Columns[:10]
	for i := range 10_000 {
		schema.Tables = append(schema.Tables, model.Table{Schema: "app", Name: "table_" + strconv.Itoa(i), Columns: columns})
	}
	for b.Loop() {
		if _, err := NewCatalog(15, schema); err != nil {
			b.Fatal(err)
		}
	}
}
