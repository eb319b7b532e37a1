package sqlexpr_test

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlexpr"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Every dialect quotes in its own way; what is read is the same.
func TestRead(t *testing.T) {
	postgres := sqlexpr.Dialect{Name: "postgres", Syntax: sqlfile.Postgres(), Fold: strings.ToLower}
	sqlite := sqlexpr.Dialect{Name: "sqlite", Syntax: sqlfile.SQLite(), Quoted: func(name string) neutral.TokenKind {
		if name == "a" {
			return neutral.Name
		}
		return neutral.String
	}}
	mysql := sqlexpr.Dialect{Name: "mysql", Syntax: sqlfile.MySQL()}
	for _, test := range []struct {
		dialect    sqlexpr.Dialect
		text, want string
	}{
		{postgres, `"A" > 0 AND B > 0`, `A > 0 and b > 0`},
		{postgres, `(a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying])::text[])`, `cast(a as 'text') in (cast('x' as 'character varying'), cast('it''s' as 'character varying'))`},
		{postgres, `a = E'x\ty'`, "a = 'x\ty'"},
		{postgres, `a = E'\x41'`, `{postgres: a = E'\x41'}`},
		{postgres, `a !~~ 'x%'`, `a not like 'x%'`},
		{postgres, `tags @> '{x}'`, `{postgres: tags @> '{x}}'}`},
		{postgres, `a /* b */ + 1 -- c`, `a + 1`},
		{postgres, `a = $$x$$`, `{postgres: a = $$x$$}`},
		{postgres, `'G'::public.mpaa_rating`, `cast('G' as 'public.mpaa_rating')`},
		{sqlite, `"a" = "b"`, `a = 'b'`},
		{sqlite, "[a] == `c` || ''", `a = c || ''`},
		{sqlite, `x'00ff'`, `{sqlite: x'00ff'}`},
		{sqlite, `'open`, `{sqlite: 'open}`},
		{mysql, "`a` = \"b\" && c <=> 'it\\'s'", `a = 'b' and c is not distinct from 'it''s'`},
	} {
		e := test.dialect.Read(test.text)
		if got := e.String(); got != test.want {
			t.Errorf("%s: %s is %s; want %s", test.dialect.Name, test.text, got, test.want)
		}
		if again := neutral.Read(test.want).String(); again != test.want {
			t.Errorf("%s reads back as %s", test.want, again)
		}
	}
}
