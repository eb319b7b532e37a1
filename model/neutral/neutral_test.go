package neutral

import (
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestTypesRoundTrip(t *testing.T) {
	tests := []struct {
		of   Type
		text string
	}{
		{Type{Family: Boolean}, "boolean"},
		{Type{Family: Integer}, "integer"},
		{Type{Family: Integer, Bits: 32}, "32-bit integer"},
		{Type{Family: Integer, Bits: 8, Unsigned: true}, "unsigned 8-bit integer"},
		{Type{Family: Integer, Bits: 64, Array: true}, "64-bit integer[]"},
		{Type{Family: Decimal}, "decimal"},
		{Type{Family: Decimal, Precision: 10, Scale: 0, HasScale: true}, "decimal(10,0)"},
		{Type{Family: Decimal, Precision: 10}, "decimal(10)"},
		{Type{Family: Float, Bits: 64}, "64-bit float"},
		{Type{Family: Text, Length: 50}, "text(50)"},
		{Type{Family: Text, Length: 2, Fixed: true}, "fixed text(2)"},
		{Type{Family: Text, NoCase: true}, "case-insensitive text"},
		{Type{Family: Bytes, Length: 16, Fixed: true}, "fixed bytes(16)"},
		{Type{Family: Timestamp}, "timestamp"},
		{Type{Family: Timestamp, Seconds: 1, Zone: true}, "timestamp(0) with time zone"},
		{Type{Family: Time, Seconds: 4}, "time(3)"},
		{Type{Family: Interval, Seconds: 4}, "interval(3)"},
		{Type{Family: Enum, Values: []string{"it's", "b, c"}}, "enum('it''s', 'b, c')"},
		{Type{Family: Network, Name: "cidr"}, "network(cidr)"},
		{Type{Family: Other, Name: "tsvector"}, "other(tsvector)"},
	}
	for _, test := range tests {
		if got := test.of.String(); got != test.text {
			t.Errorf("%+v is written %q; want %q", test.of, got, test.text)
		}
		if back := TypeOf(test.of.Model()); !back.Equal(test.of) || back.Array != test.of.Array {
			t.Errorf("%s reads back as %+v", test.text, back)
		}
	}
	if TypeOf(model.Type{Name: "text", Modifiers: "50"}).Length != 50 {
		t.Error("the length of a text is lost")
	}
}

// The canonical text of an expression is read back as the same.
func TestExpressionsRoundTrip(t *testing.T) {
	for in, want := range map[string]string{
		"a between 1 and 10 and b":                   "a >= 1 and a <= 10 and b",
		"a not between 1 and 10":                     "a < 1 or a > 10",
		"a = any (array['x', 'y'])":                  "a in ('x', 'y')",
		"a <> all (array['x', 'y'])":                 "a not in ('x', 'y')",
		"a = 'x' or a = 'y' or a in ('z')":           "a in ('x', 'y', 'z')",
		"a = 'x' or b = 'y'":                         "a = 'x' or b = 'y'",
		"not (a is null)":                            "a is not null",
		"not (a or b) and c":                         "not (a or b) and c",
		"a - (b - c) - d":                            "a - (b - c) - d",
		"(a + b) * c":                                "(a + b) * c",
		"a + b * c":                                  "a + (b * c)",
		"- 5":                                        "-5",
		"-a":                                         "-a",
		"case a when 1 then 'x' else 'y' end":        "case when a = 1 then 'x' else 'y' end",
		"current_timestamp()":                        "now()",
		"extract(epoch from b)":                      "extract('epoch', b)",
		"cast(a as 'text(5)')":                       "cast(a as 'text(5)')",
		"\"order by\" > 0 and \"case\" > 0":          "\"order by\" > 0 and \"case\" > 0",
		"(a = b) = c":                                "(a = b) = c",
		"a is not distinct from b":                   "a is not distinct from b",
		"a is b":                                     "a is not distinct from b",
		"{postgres: a @> b}":                         "{postgres: a @> b}",
		"lower(a) like '%it''s%'":                    "lower(a) like '%it''s%'",
		"(a, b) in ((1, 2))":                         "(a, b) = (1, 2)",
		"coalesce(a, b, '') || 'x' <> ''":            "coalesce(a, b, '') || 'x' <> ''",
		"a in (1, -2)":                               "a in (1, -2)",
		"not (a = 1 or b = 2)":                       "not (a = 1 or b = 2)",
		"a and (b and (c or d)) and not (e is null)": "a and b and (c or d) and e is not null",
	} {
		e := Read(in)
		if got := e.String(); got != want {
			t.Errorf("%s is %s; want %s", in, got, want)
			continue
		}
		if again := Read(want).String(); again != want {
			t.Errorf("%s reads back as %s", want, again)
		}
	}
}

// What the grammar doesn't have stays as it is, marked.
func TestForeignExpressions(t *testing.T) {
	for _, text := range []string{"a @> b", "select 1", "a collate x", "exists (select 1)", "a +", "f(", "interval", "case when", "a like b escape c"} {
		if e := Read(text); e.Op != Foreign || e.Text != text {
			t.Errorf("%s is %s", text, e)
		}
	}
}

func TestConstants(t *testing.T) {
	integer, boolean, text := Type{Family: Integer}, Type{Family: Boolean}, Type{Family: Text}
	for _, test := range []struct {
		in   string
		of   Type
		want string
	}{
		{"'5'", integer, "5"},
		{"05.10", integer, "5.1"},
		{"-0.0", integer, "0"},
		{"100", integer, "100"},
		{"0", boolean, "false"},
		{"'t'", boolean, "true"},
		{"5", text, "'5'"},
		{"'x'", integer, "'x'"},
		{"current_timestamp", Type{Family: Date}, "today()"},
		{"'now'", Type{Family: Timestamp}, "now()"},
		{"1e3", integer, "1e3"},
	} {
		if got := Constant(Read(test.in), test.of).String(); got != test.want {
			t.Errorf("%s for %s is %s; want %s", test.in, test.of, got, test.want)
		}
	}
}
