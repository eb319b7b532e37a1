package gomodel

import (
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

func TestWithoutCasts(t *testing.T) {
	for text, want := range map[string]string{
		"(email)::text ~ '@'::text":                        "email ~ '@'",
		"email::text ~ '@'":                                "email ~ '@'",
		"lower((email)::text) <> ''::character varying(3)": "lower(email) <> ''",
		"lower(email)::text":                               "lower(email)::text",
		"a > '2024-01-01'::timestamp(3) without time zone": "a > '2024-01-01'",
		"x = ANY (ARRAY['a'::text, 'b'::text])":            "x = ANY (ARRAY['a', 'b'])",
		"x = ANY (('{}'::text[])::citext[])":               "x = ANY (('{}')::citext[])",
		"k = 'x'::public.\"Mood\" AND b":                   "k = 'x' AND b",
		"a::double precision < 1":                          "a < 1",
		"a > 1":                                            "a > 1",
		"'::'":                                             "'::'",
		"a::":                                              "a::",
		"a::numeric(10":                                    "a::numeric(10",
		"(a + 1)::text":                                    "(a + 1)::text",
	} {
		if got := withoutCasts(text, sqlfile.Postgres()); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", text, got, want)
		}
	}
}
