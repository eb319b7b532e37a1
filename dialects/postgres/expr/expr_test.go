package expr

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestReferences(t *testing.T) {
	c, scope := appCatalog(t, 15)
	name := func(n string) model.QName { return model.QName{Schema: "app", Name: n} }
	for _, test := range []struct {
		text string
		want References
	}{
		{"i > 0 AND v = 'x' AND i < 5", References{Columns: []string{"i", "v"}}},
		{"nextval('sq') > 0", References{Relations: []model.QName{name("sq")}}},
		{"nextval('app.sq'::regclass) > 0", References{Relations: []model.QName{name("sq")}}},
		{"addone(i) > label(v)::int", References{
			Columns: []string{"i", "v"}, Functions: []model.QName{name("addone"), name("label")},
			Calls: []Call{{name("addone"), "integer"}, {name("label"), "text,integer"}},
		}},
		{"m = 'ok'::mood", References{Columns: []string{"m"}, Types: []model.QName{name("mood")}}},
		{"ARRAY['ok']::mood[] IS NOT NULL", References{Types: []model.QName{name("mood")}}},
		{"'app.mood'::regtype IS NULL", References{Types: []model.QName{name("mood")}}},
		{"t IS NULL", References{WholeRow: true}},
		{"tx COLLATE app.mine = 'x'", References{Columns: []string{"tx"}, Collations: []model.QName{name("mine")}}},
		{"tx COLLATE \"C\" = lower('x')", References{Columns: []string{"tx"}}},
	} {
		got, err := c.References(scope, test.text)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %+v, %v; want %+v", test.text, got, err, test.want)
		}
	}
}

func TestTypeOf(t *testing.T) {
	c, scope := appCatalog(t, 15)
	for _, test := range []struct{ text, want string }{
		{"i", "integer"},
		{"i + id", "bigint"},
		{"v", "character varying(50)"},
		{"v || 'x'", "text"},
		{"'x'", "text"},
		{"n", "numeric(10,2)"},
		{"n * 2", "numeric"},
		{"n::numeric(5,1)", "numeric(5,1)"},
		{"ARRAY[v]", "character varying(50)[]"},
		{"m", "app.mood"},
		{"ts::timestamp(3)", "timestamp(3) without time zone"},
		{"now()", "timestamp with time zone"},
		{"iv::interval day", "interval day"},
		{"lower(rng)", "integer"},
		{"i > 0", "boolean"},
		{"'c'::\"char\"", `"char"`},
	} {
		got, err := c.TypeOf(scope, test.text)
		if err != nil || got.String() != test.want {
			t.Errorf("%s is of type %s, %v; want %s", test.text, got, err, test.want)
		}
	}
}

// TestUndecided: what can't be known is said, with a key only where the doubt is
// about constants.
func TestUndecided(t *testing.T) {
	c, scope := appCatalog(t, 15)
	for _, test := range []struct {
		text, reason string
		provisional  bool
	}{
		{"nothing > 0", "there is no column nothing here", false},
		{"unheard_of(i)", "there is no function unheard_of(int4)", false},
		{"i > ", "syntax error", false},
		{"i > 0; DROP TABLE t", "not one expression", false},
		{"i IN (SELECT x FROM nowhere)", "relation nowhere is not known", false},
		{"count(*) > 0", "aggregate", false},
		{"m = 'nope'", "no such label", false},
		{"i = 'x'", "no valid form", false},
		{"v::geometry IS NULL", "type geometry is not known", false},
		{"tz > 'now'", "when the statement runs", true},
		{"d > 'today'", "when the statement runs", true},
	} {
		key, err := c.Key(scope, test.text)
		var u *UndecidedError
		if key != "" || !errors.As(err, &u) || !strings.Contains(u.Reason, test.reason) || (u.Provisional != "") != test.provisional {
			t.Errorf("%s: key %q, error %#v; want a reason with %q", test.text, key, err, test.reason)
		}
	}
	a, b := provisionalKey(c, scope, "tz > 'now' AND v = 'x'"), provisionalKey(c, scope, "tz > 'NOW' AND (v)::text = 'x'::text")
	if a == "" || a != b {
		t.Errorf("the provisional keys %q and %q should be equal", a, b)
	}
	if b := provisionalKey(c, scope, "tz > 'today' AND v = 'x'"); a == b {
		t.Errorf("the provisional key %q is that of two times", a)
	}
}

func provisionalKey(c *Catalog, s Scope, text string) string {
	_, err := c.Key(s, text)
	var u *UndecidedError
	if errors.As(err, &u) {
		return u.Provisional
	}
	return ""
}

func TestSameTree(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"i>0", "( i  > 0 ) -- positive", true},
		{"i > 0", "i > -0", true},
		{"i > -1", "i > 0", false},
		{"v = 'a'", "v = 'b'", false},
		{"f(a => 1)", "f(1)", false},
		{"i IS NULL", "i ISNULL", true},
		{"i::int", "CAST(i AS integer)", true},
		{"x AND y", "y AND x", false},
	} {
		if same, err := SameTree(test.a, test.b); err != nil || same != test.same {
			t.Errorf("%s and %s: same = %v, %v", test.a, test.b, same, err)
		}
	}
}

func TestNullDefault(t *testing.T) {
	c, scope := appCatalog(t, 15)
	for _, test := range []struct {
		typ, text string
		none      bool
	}{
		{"text", "NULL", true},
		{"varchar(50)", "NULL::character varying", true},
		{"integer", "NULL::bigint", true},
		{"app.posint", "NULL", false}, // it overrides a default of the domain
		{"text", "''", false},
	} {
		key, err := c.Key(scope.Assign(typ(test.typ)), test.text)
		if err != nil || (key == "") != test.none {
			t.Errorf("DEFAULT %s of type %s has the key %q, %v", test.text, test.typ, key, err)
		}
	}
}

// TestRename: the key calls a column by its new name.
func TestRename(t *testing.T) {
	c, scope := appCatalog(t, 15)
	old := Scope{Relation: scope.Relation, Columns: []Column{{Name: "number", Type: typ("integer"), As: "i"}}}
	a, err1 := c.Key(old, "number > 0")
	b, err2 := c.Key(scope, "i > 0")
	if a != b || err1 != nil || err2 != nil {
		t.Errorf("got %q and %q, %v, %v", a, b, err1, err2)
	}
}

// TestOldExtract: before PostgreSQL 14, EXTRACT was date_part.
func TestOldExtract(t *testing.T) {
	c, scope := appCatalog(t, 13)
	for _, pair := range [][2]string{
		{"EXTRACT(year FROM ts) > 2000", "(date_part('year'::text, ts) > (2000)::double precision)"},
		{"EXTRACT(year FROM ts) > (2000)::numeric", "EXTRACT(year FROM ts) > 2000"},
	} {
		a, err1 := c.Key(scope, pair[0])
		b, err2 := c.Key(scope, pair[1])
		if a != b || err1 != nil || err2 != nil {
			t.Errorf("%q: %q and %q, %v, %v", pair, a, b, err1, err2)
		}
	}
}

// TestLarge: deep and large expressions take bounded time, whatever becomes of
// them.
func TestLarge(t *testing.T) {
	c, scope := appCatalog(t, 15)
	between := "bo"
	for range 60 {
		between = "(" + between + " BETWEEN false AND true)"
	}
	rows := "(i, i2) BETWEEN (1, 2) AND (3, 4)"
	for _, text := range []string{
		strings.Repeat("(", 3000) + "i" + strings.Repeat(")", 3000) + " > 0",
		strings.Repeat("(", 100_000),
		strings.Repeat("NOT ", 3000) + "bo",
		"i" + strings.Repeat(" + i", 4000) + " > 0",
		"bo" + strings.Repeat(" AND bo", 20_000),
		"i IN (1" + strings.Repeat(", 2", 50_000) + ")",
		between,
		between + " IN (true, " + between + ")",
		rows,
		"ARRAY" + strings.Repeat("[", 2000) + "1" + strings.Repeat("]", 2000) + " IS NULL",
		strings.Repeat("CASE WHEN bo THEN ", 1500) + "bo" + strings.Repeat(" END", 1500),
		"'" + strings.Repeat("[", 100_000) + "'::jsonb IS NULL",
		"'" + strings.Repeat("{", 100_000) + "'::int[] IS NULL",
		"'" + strings.Repeat("(", 100_000) + "'::tsquery IS NULL",
		"'" + strings.Repeat("(", 100_000) + "'::jsonpath IS NULL",
		"'1e20000'::numeric IS NULL",
	} {
		if _, err := c.Key(scope, text); err != nil && err.Error() == "" {
			t.Error("an error has no text")
		}
	}
}
