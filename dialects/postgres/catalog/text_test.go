package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestStripParens(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"(a > 1)", "a > 1"},
		{"((a > 1))", "a > 1"},
		{"((a > 1) AND (b > 2))", "(a > 1) AND (b > 2)"},
		{"(a)::text", "(a)::text"},
		{"(a + b) * (c + d)", "(a + b) * (c + d)"},
		{"(a = ')'::text)", "a = ')'::text"},
		{"(a = 'it''s ('::text)", "a = 'it''s ('::text"},
		{`("odd)name" = 1)`, `"odd)name" = 1`},
		{`(a = E'\\'::text)`, `a = E'\\'::text`},
		{"(1, 2)", "(1, 2)"},
		{"ROW(1, 2)", "ROW(1, 2)"},
		{"(ROW(1, 2) < ROW(a, b))", "ROW(1, 2) < ROW(a, b)"},
		{"(c).f", "(c).f"},
		{"f(a)", "f(a)"},
		{"()", "()"},
		{"(a", "(a"},
		{"('unclosed", "('unclosed"},
		{"", ""},
	} {
		if got := stripParens(test.in); got != test.want {
			t.Errorf("stripParens(%s) = %s, want %s", test.in, got, test.want)
		}
	}
}

func TestSplitList(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"'a,b'::text, f(c, d), ARRAY[1, 2]", []string{"'a,b'::text", "f(c, d)", "ARRAY[1, 2]"}},
		{`"x,y", 1`, []string{`"x,y"`, "1"}},
		{"NULL, 'it''s, so', -1", []string{"NULL", "'it''s, so'", "-1"}},
	} {
		if got := splitList(test.in); !slices.Equal(got, test.want) {
			t.Errorf("splitList(%s) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestParseType(t *testing.T) {
	for _, test := range []struct {
		in   string
		want model.Type
	}{
		{"integer", model.Type{Name: "integer"}},
		{"integer[]", model.Type{Name: "integer", Array: true}},
		{"character varying(50)", model.Type{Name: "character varying", Modifiers: "50"}},
		{"character varying(50)[]", model.Type{Name: "character varying", Modifiers: "50", Array: true}},
		{"numeric(10,2)", model.Type{Name: "numeric", Modifiers: "10,2"}},
		{"timestamp(3) with time zone", model.Type{Name: "timestamp with time zone", Modifiers: "3"}},
		{"time without time zone", model.Type{Name: "time without time zone"}},
		{"interval", model.Type{Name: "interval"}},
		{"interval(3)", model.Type{Name: "interval", Modifiers: "(3)"}},
		{"interval day to second(3)", model.Type{Name: "interval", Modifiers: "day to second(3)"}},
		{"interval year[]", model.Type{Name: "interval", Modifiers: "year", Array: true}},
		{`"char"`, model.Type{Name: `"char"`}},
		{`"bit"`, model.Type{Name: `"bit"`}},
		{"bpchar", model.Type{Name: "bpchar"}},
		{"bit varying(5)", model.Type{Name: "bit varying", Modifiers: "5"}},
		{"app.mood", model.Type{Schema: "app", Name: "mood"}},
		{`"My App"."Mo""od"[]`, model.Type{Schema: "My App", Name: `Mo"od`, Array: true}},
		{"public.geometry(Point, 4326)", model.Type{Schema: "public", Name: "geometry", Modifiers: "Point,4326"}},
		{`public."char"`, model.Type{Schema: "public", Name: "char"}},
		{"information_schema.sql_identifier", model.Type{Schema: "information_schema", Name: "sql_identifier"}},
	} {
		got, ok := parseType(test.in)
		if !ok || got != test.want {
			t.Errorf("parseType(%s) = %#v, %t; want %#v", test.in, got, ok, test.want)
		}
	}
	for _, bad := range []string{
		"", "-", "???", "(3)", "integer()", "integer(3", "text || 'x'", "text IS NULL", "interval ago", "a b", "app.", ".a",
		`"unclosed`, "text AT TIME ZONE", "integer 3", "timestamp(3) with", "integer[][]",
	} {
		if got, ok := parseType(bad); ok {
			t.Errorf("parseType(%q) = %#v, want none", bad, got)
		}
	}
}

func TestIsNullOf(t *testing.T) {
	for text, want := range map[string]bool{
		"NULL": true, "NULL::character varying": true, "NULL::app.mood": true, "NULL::timestamp(3) with time zone": true,
		"NULL::text IS NULL": false, "NULL::text || 'x'::text": false, "NULLIF(1, 2)": false, "'NULL'::text": false,
	} {
		if got := isNullOf(text); got != want {
			t.Errorf("isNullOf(%s) = %t", text, got)
		}
	}
}

func TestParseBound(t *testing.T) {
	value := func(text string) model.BoundValue { return model.BoundValue{Expr: model.Expr{Text: text}} }
	for _, test := range []struct {
		in   string
		want model.PartitionBound
	}{
		{"DEFAULT", model.PartitionBound{Default: true}},
		{"FOR VALUES IN ('a,b', NULL, ')')", model.PartitionBound{In: exprs([]string{"'a,b'", "NULL", "')'"})}},
		{"FOR VALUES WITH (modulus 4, remainder 3)", model.PartitionBound{Modulus: 4, Remainder: 3}},
		{"FOR VALUES FROM ('2020-01-01', MINVALUE) TO ('2021-01-01', MAXVALUE)", model.PartitionBound{
			From: []model.BoundValue{value("'2020-01-01'"), {Infinite: "minvalue"}},
			To:   []model.BoundValue{value("'2021-01-01'"), {Infinite: "maxvalue"}},
		}},
		{"FOR VALUES FROM (' TO (') TO ('-1')", model.PartitionBound{
			From: []model.BoundValue{value("' TO ('")}, To: []model.BoundValue{value("'-1'")},
		}},
	} {
		got, err := parseBound(test.in)
		if err != nil || !equalBounds(got, test.want) {
			t.Errorf("parseBound(%s) = %+v, %v; want %+v", test.in, got, err, test.want)
		}
	}
	for _, bad := range []string{
		"", "FOR VALUES", "FOR VALUES IN ()", "FOR VALUES IN (1", "FOR VALUES FROM (1) TO (2, 3)", "FOR VALUES FROM (1)",
		"FOR VALUES WITH (modulus 0, remainder 0)", "FOR VALUES WITH (modulus 4)", "FOR VALUES IN (1) x",
	} {
		if got, err := parseBound(bad); err == nil {
			t.Errorf("parseBound(%q) = %+v, want an error", bad, got)
		}
	}
}

func equalBounds(a, b model.PartitionBound) bool {
	return a.Default == b.Default && a.Modulus == b.Modulus && a.Remainder == b.Remainder &&
		slices.Equal(a.In, b.In) && slices.Equal(a.From, b.From) && slices.Equal(a.To, b.To)
}

func TestParseElement(t *testing.T) {
	lower := model.Expr{Text: "lower(a)"}
	for _, test := range []struct {
		in   string
		want model.IndexKey
	}{
		{"lower(a)", model.IndexKey{Expr: lower}},
		{"((a || b))", model.IndexKey{Expr: model.Expr{Text: "a || b"}}},
		{"kind IS DOCUMENT", model.IndexKey{Expr: model.Expr{Text: "kind IS DOCUMENT"}}},
		{"XMLPARSE(DOCUMENT a) IS DOCUMENT bool_ops DESC", model.IndexKey{
			Expr: model.Expr{Text: "XMLPARSE(DOCUMENT a) IS DOCUMENT"}, Opclass: model.QName{Name: "bool_ops"},
		}},
		{`lower(a) COLLATE "C" text_pattern_ops DESC NULLS LAST`, model.IndexKey{
			Expr: lower, Collation: model.QName{Name: "C"}, Opclass: model.QName{Name: "text_pattern_ops"},
		}},
		{"lower(a) public.gist_trgm_ops (siglen='32')", model.IndexKey{
			Expr: lower, Opclass: model.QName{Schema: "public", Name: "gist_trgm_ops"},
		}},
		{`lower(a) COLLATE app."My Coll" DESC`, model.IndexKey{Expr: lower, Collation: model.QName{Schema: "app", Name: "My Coll"}}},
		{"app.\"odd(f\"(a, ')') nulls", model.IndexKey{
			Expr: model.Expr{Text: "app.\"odd(f\"(a, ')')"}, Opclass: model.QName{Name: "nulls"},
		}},
		{"lower(a) NULLS FIRST", model.IndexKey{Expr: lower}},
	} {
		got, err := parseElement(test.in)
		if err != nil || got.Expr != test.want.Expr || got.Collation != test.want.Collation || got.Opclass != test.want.Opclass {
			t.Errorf("parseElement(%s) = %+v, %v; want %+v", test.in, got, err, test.want)
		}
	}
	for _, bad := range []string{"", "a", "lower(a", "lower(a) COLLATE ", "lower(a) ?"} {
		if got, err := parseElement(bad); err == nil {
			t.Errorf("parseElement(%q) = %+v, want an error", bad, got)
		}
	}
}

func TestIndexElements(t *testing.T) {
	got := indexElements(`CREATE UNIQUE INDEX "a USING b (c)" ON ONLY public."t USING x" USING btree (lower(a), b DESC) INCLUDE (c) WHERE (d > 1)`)
	if want := []string{"lower(a)", "b DESC"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := indexElements("CREATE INDEX i ON t"); got != nil {
		t.Errorf("got %q of a text without keys", got)
	}
}

// The functions that cut texts must get along with any text: a server's
// extension may print what it likes.
func FuzzTexts(f *testing.F) {
	for _, seed := range []string{"((a) = 'x')", `"a""b".c(1, ')')[2]`, "FOR VALUES IN ('a', NULL)", "interval day to second(3)[]", "'", `"`, "(", ")", ",", "]["} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if stripped := stripParens(s); !strings.Contains(s, stripped) {
			t.Errorf("stripParens(%q) = %q", s, stripped)
		}
		splitList(s)
		_, _ = parseType(s)
		_, _ = parseBound(s)
		_, _ = parseElement(s)
		indexElements(s)
	})
}
