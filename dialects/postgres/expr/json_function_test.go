package expr

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// TestJSONFunctions: the right sides of the same ones are what a server 17
// prints. Each is written as it is read.
func TestJSONFunctions(t *testing.T) {
	c, scope := appCatalog(t, 17)
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{`json_value(jb, '$.a')`, `JSON_VALUE(jb, '$."a"' RETURNING text)`, true},
		{`json_value(jb, '$.a' NULL ON EMPTY)`, `JSON_VALUE(jb, '$."a"' RETURNING text)`, true},
		{`json_value(jb, '$.a' DEFAULT '7' ON ERROR)`, `JSON_VALUE(jb, '$."a"' RETURNING text DEFAULT '7'::text ON ERROR)`, true},
		{`json_query(tx FORMAT JSON, '$.a' WITH ARRAY WRAPPER)`, `JSON_QUERY(tx FORMAT JSON, '$."a"' RETURNING jsonb WITH UNCONDITIONAL WRAPPER KEEP QUOTES)`, true},
		{`json_query(jb, '$.a' PASSING i AS x, 'q' AS "Y z" RETURNING text OMIT QUOTES EMPTY ON ERROR)`, `JSON_QUERY(jb, '$."a"' PASSING i AS x, 'q'::text AS "Y z" RETURNING text WITHOUT WRAPPER OMIT QUOTES EMPTY ARRAY ON ERROR)`, true},
		{`json_exists(jb, '$.a' FALSE ON ERROR)`, `JSON_EXISTS(jb, '$."a"')`, true},
		{`json('{}')`, `JSON('{}'::text)`, true},
		{`json_serialize(j)`, `JSON_SERIALIZE(j RETURNING text)`, true},

		{`json_value(jb, '$.a')`, `json_value(jb, '$.b')`, false},
		{`json_value(jb, '$.a')`, `json_query(jb, '$.a')`, false},
		{`json_value(jb, '$.a')`, `json_value(jb, '$.a' RETURNING integer)`, false},
		{`json_value(jb, '$.a' RETURNING varchar(3))`, `json_value(jb, '$.a' RETURNING varchar(4))`, false},
		{`json_value(jb, '$.a' ERROR ON ERROR)`, `json_value(jb, '$.a' ERROR ON EMPTY)`, false},
		{`json_value(jb, '$.a' DEFAULT '1' ON ERROR)`, `json_value(jb, '$.a' DEFAULT '1' ON EMPTY)`, false},
		{`json_value(jb, '$.a' DEFAULT 'NULL' ON ERROR)`, `json_value(jb, '$.a' NULL ON ERROR)`, false},
		{`json_query(jb, '$.a' WITH WRAPPER)`, `json_query(jb, '$.a' WITH CONDITIONAL WRAPPER)`, false},
		{`json_query(jb, '$.a' OMIT QUOTES)`, `json_query(jb, '$.a')`, false},
		{`json_query(jb, '$.a' EMPTY ARRAY ON EMPTY)`, `json_query(jb, '$.a' EMPTY OBJECT ON EMPTY)`, false},
		{`json_exists(jb, '$.a' PASSING i AS x)`, `json_exists(jb, '$.a' PASSING i AS y)`, false},
		{`json_exists(jb, '$.a' PASSING i AS x)`, `json_exists(jb, '$.a' PASSING i2 AS x)`, false},
		{`json(tx)`, `json(tx WITH UNIQUE KEYS)`, false},
		{`json(tx)`, `tx::json`, false},
		{`json_serialize(j)`, `json_serialize(j RETURNING bytea)`, false},
	} {
		a, err1 := c.Key(scope, test.a)
		b, err2 := c.Key(scope, test.b)
		if (a == b) != test.same || err1 != nil || err2 != nil {
			t.Errorf("%s and %s: same = %v, %v, %v\n%s\n%s", test.a, test.b, a == b, err1, err2, a, b)
		}
		for text, key := range map[string]string{test.a: a, test.b: b} {
			node, err := parse.Expr(text)
			if err != nil {
				t.Fatal(err)
			}
			written, err := deparse.Expr(node)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := c.Key(scope, written); again != key || err != nil {
				t.Errorf("%s is written as %s: %v", text, written, err)
			}
		}
	}
}

func TestJSONFunctionsOfOldServers(t *testing.T) {
	c, scope := appCatalog(t, 16)
	for _, text := range []string{`json_value(jb, '$.a')`, `json_value(jb, '$.a' RETURNING integer)`, `json_scalar(1)`} {
		if key, err := c.Key(scope, text); err == nil {
			t.Errorf("%s has the key %s on a server without it", text, key)
		}
	}
	if _, err := c.Key(scope, `json('{}')`); err != nil {
		t.Errorf("a cast that is written as a call: %v", err)
	}
}

// TestJSONClausesOutOfPlace: what is no clause of these functions stays a
// mistake.
func TestJSONClausesOutOfPlace(t *testing.T) {
	for _, text := range []string{
		`json_value(jb, '$.a' RETURNING)`, `json_value(jb, '$.a' ON ERROR)`, `json_value(jb, '$.a' DEFAULT ON ERROR)`,
		`json_value(jb, '$.a' PASSING)`, `json_value(jb, '$.a' PASSING i)`, `json_exists(jb RETURNING text)`,
		`f(jb, '$.a' RETURNING text)`, `app.json_value(jb, '$.a' RETURNING text)`, `json_value(jb FORMAT JSON`,
		`json(tx FORMAT JSON ENCODING)`, `json_query(jb, '$' WITH WRAPPER`,
	} {
		if node, err := parse.Expr(text); err == nil {
			t.Errorf("%s is an expression: %v", text, node)
		}
	}
}
