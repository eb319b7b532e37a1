package literal_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr/literal"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// texts are literals by type, of all the forms that people write and some that
// nobody does. What a server refuses is of no interest.
var texts = map[string][]string{
	"bool": {"t", "true", "TRUE", "tr", "y", "yes", "on", "1", "f", "false", "n", "no", "of", "off", "0", " true ", "o", "maybe", ""},
	"int4": {
		"0", "-0", "+5", "5", " 5 ", "05", "-5", "2147483647", "2147483648", "-2147483648", "1_000", "0x1F", "0b11", "0o17", "1.0", "", "5a", "0x", "1__0", "_1",
	},
	"int8": {"0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "  -1"},
	"int2": {"1", "32767", "32768", "-32768"},
	"oid":  {"0", "5", "4294967295", "4294967296", "-1", " 7 "},
	"xid":  {"5"},
	"numeric": {
		"0", "-0", "0.0", "-0.00", "5", "5.0", "5.", ".5", "+.5", "1e3", "1E3", "1.5e3", "1.50e1", "15e-1", "1e-3", "0001.10", "NaN", "nan", "Infinity", "-inf",
		" 5 ", "1_000", "0x1F", "1e", "e1", "5 5", "", "1.2.3", "12345678901234567890.12345678901234567890",
	},
	"float8": {
		"0", "-0", "1", "1.0", "0.1", ".1", "1e3", "1000", "1E+3", "1e-3", "NaN", "Infinity", "-Infinity", "inf", "1e309", "1e-400", "0.1e1", " 2 ", "1_0", "0x10",
		"123456789.123456789", "1e22", "100000000000000000000000",
	},
	"float4": {"0.1", "0.10000000149", "16777217", "16777216", "1e39", "3.4028235e38"},
	"money":  {"5", "5.00", "$5.00", "-5", "-$5.00", "$1,000.00", "1000", "5.5", "5.555", "(5)"},
	"text":   {"", "a", " a ", "A"},
	"bpchar": {"", "a"}, // the cast to text drops blanks
	"name":   {"a", strings.Repeat("a", 70), strings.Repeat("é", 40)},
	"char":   {"", "a", "ab", "\\"},
	"bytea":  {`\x`, `\x00`, `\x00FF`, `\x00ff`, `\x 00 ff`, `abc`, `\141bc`, `\\`, `a\000b`, `\x0`, `\xzz`, `\9`, `\`},
	"uuid": {
		"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
		"a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11", "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0e-ebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
	},
	"bit":    {"", "101", "b101", "B101", "x5", "X1F", "xg", "102"},
	"varbit": {"", "101", "x0"},
	"json":   {"{}", "{ }", `{"a":1}`, `{"a": 1}`, "1", "null", `"x"`, "[1,2]", "{a}", ""},
	"jsonb": {
		"{}", " { } ", `{"a":1}`, `{"a": 1}`, `{"b":1,"a":2}`, `{"a":2,"b":1}`, `{"aa":1,"b":2}`, `{"a":1,"a":2}`, "1", "1.0", "1.00", "1e2", "100", "-0", "0", "-0.0",
		"null", "true", `"x"`, `"\u0041"`, `"A"`, `"\n"`, `"\u000a"`, `"\/"`, `"/"`, "[1, 2]", "[1,2]", "[]", `{"a":{"b":[{"c":null}]}}`, `"\u0000"`, "{a}", "", "[1,]",
		`"\ud83d\ude00"`, `"😀"`, `"\ud83d"`,
	},
	"date": {
		"2020-01-05", "2020-1-5", "20200105", "2020/01/05", "2020.01.05", "Jan 5 2020", "January 5, 2020", "5 January 2020", "05-Jan-2020", "2020-Jan-05", "Jan-05-2020",
		"2020-01-05 13:00", "2020-01-05T13:00:00Z", "2020-01-05 00:00:00+14", "0044-03-15 BC", "44-03-15 BC", "0001-01-01", "10000-01-01", "9999-12-31", "infinity", "-infinity", "epoch",
		"2020-02-29", "2019-02-29", "2020-13-01", "2020-00-10", "01/02/2020", "1/2/20", "020105", "200105", "J2459000", "2020.005", "2020-005", "Sun 2020-01-05", "Sunday, January 5 2020",
		"2020-01-05 BC", "2020-01-05 AD", "12/31/1999", "31/12/1999", "1-2-2003", "2/29/2020", "69-01-02", "1/2/69", "1/2/70", "991231", "Dec-31-99", "31-Dec-69", "J1721426", "2020.366", "5 Jan 20", "2020-01", "Jan 2020", "today at noon", "2020 Jan 5", "5 2020 Jan", "2020-01-05 24:00",
	},
	"time": {
		"12:00", "12:00:00", "12:00:00.5", "12:00:00.500000", "12:00:00.1234567", "12:00:00.1234565", "12:00:00.9999999", "00:00", "24:00", "24:00:01", "23:59:60", "23:59:60.5", "12:00 PM", "12:00 AM",
		"1:05 pm", "13:00 PM", "0:30 am", "120000", "1200", "12:00+02", "12:00 UTC", "2020-01-01 12:00", "2020-01-01", "12", "040506", "040506.789", "12:00:00 Europe/Berlin", "allballs", "T120000", "12:0:0", "1:2:3",
	},
	"timetz": {"12:00+02", "12:00:00+02:00", "12:00+0200", "12:00 UTC", "12:00Z", "12:00-03:30", "12:00", "12:00+02:00:30", "24:00+00", "12:00 EST", "12:00 PM +01", "2020-01-01 12:00+02"},
	"timestamp": {
		"2020-01-05", "2020-01-05 00:00", "2020-01-05 10:11:12", "2020-01-05T10:11:12", "2020-01-05t10:11", "20200105 101112", "20200105T101112", "2020-01-05 10:11:12.5", "2020-01-05 10:11:12.1234567",
		"2020-01-05 24:00", "2020-01-06", "2020-12-31 24:00:00", "2021-01-01", "2020-01-05 23:59:60", "2020-01-05 10:00 PM", "2020-01-05 22:00", "2020-01-05 10:11:12+02", "2020-01-05 10:11:12 Europe/Berlin", "01/02/2020 3:04 pm", "Thu Jan 02 15:04:05 2020", "Thu Jan 02 15:04:05 2020 PST", "20200102 030405.6", "2020-01-02 23:59:60.5", "2020-01-02 allballs",
		"infinity", "-infinity", "epoch", "1970-01-01", "0001-01-01 00:00:00 BC", "10:11 2020-01-05", "Jan 5 10:11:12 2020", "Sun Jan 05 10:11:12 2020", "Sun Jan 05 10:11:12 2020 PST", "2020-01-05 10:11:12 BC",
		"2020-01-05  10:11", "2020-01-05, 10:11", "2020-01-05 10", "1999-01-08 04:05:06 -8:00", "2020-01-05 101112.5",
	},
	"timestamptz": {
		"2020-01-05 10:11", "2020-07-05 10:11 Europe/Berlin", "2020-01-05 10:11 america/new_york", "2020-07-05 10:11:12 US/Pacific", "2020-07-05 10:11 EST", "2020-07-05 10:11 CEST", "2020-07-05 10:11 Asia/Kolkata", "2020-10-25 02:30 Europe/Berlin", "2020-03-29 02:30 Europe/Berlin", "2020-03-29 03:30 Europe/Berlin", "2020-07-05 10:11 america/port_of_spain", "1/2/2020", "2020-07-05 10:11 Etc/GMT+5",
		"2020-01-05 10:11:12+00", "2020-01-05 10:11:12Z", "2020-01-05 10:11:12 UTC", "2020-01-05 12:11:12+02", "2020-01-05 12:11:12 +02:00", "2020-01-05 06:41:12-0330", "2020-01-05 10:11:12+02:00:30",
		"2020-01-05T10:11:12.5Z", "2020-01-05 00:00:00+01", "2020-01-04 23:00:00+00", "2020-01-05 24:00+00", "infinity", "-infinity", "epoch", "2020-01-05 10:11:12", "2020-01-05", "2020-01-05 10:11:12 EST",
		"2020-01-05 10:11:12 America/New_York", "2020-01-05 10:11:12 GMT+2", "2020-01-05 10:11:12 GMT", "0044-03-15 10:00+00 BC", "2020-01-05+00", "2020-01-05 -05", "20200105T101112Z", "2020-01-05 10:11 AM +00",
		"2020-01-05 10:11:12 z", "2020-01-05 10:11:12 zulu", "2020-01-05 10:11:12+16", "2020-01-05 10:11:12+15:59",
	},
	"interval": {
		"1 day", "1 days", "1d", "1 d", "24 hours", "1 day 24 hours", "1 week", "7 days", "2 weeks", "1 month", "1 mon", "30 days", "1 year", "12 months", "1 year 2 months", "1-2", "14 months", "+1-2", "-1-2",
		"1 hour", "60 minutes", "60 min", "01:00", "01:00:00", "1:00", "3600", "3600 seconds", "3600 s", "1 h", "1h", "1 hr", "5 m", "5 min", "300", "1.5 hours", "90 min", "1.5 days", "1 day 12:00", "36 hours",
		"0.5 weeks", "3 days 12:00:00", "1.5 months", "1 mon 15 days", "1.5 years", "18 months", "1.25 years", "1.1 months", "0.1 years", "1 decade", "10 years", "1 century", "1 millennium", "1 ms", "1000 us",
		"0.001", "1 microsecond", "0.0000001", "1 day ago", "-1 day", "1 day -1 hour", "-1 day 1 hour", "-1 day +01:00", "1 day -01:00", "-1:30", "-01:30", "1 2:03:04", "1 day 2:03:04", "-1 2:03:04", "1 2", "2:03:04.5",
		"P1D", "P1DT2H", "PT1H30M", "P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6.7S", "P1W", "P0.5Y", "PT-1H", "P-1D", "P1.5D", "P0001-02-03T04:05:06", "P", "PT", "@ 1 day", "@ 1 day ago", "", " ", "1 dayz", "infinity",
		"1 day 1 day", "1 year 1-2", "3 4:05:06", "1 mon 2 mons", "1 day, 2 hours", "0", "00:00", "0 days", "61 seconds", "1:61", "100:00", "4 hours 5 minutes 6 seconds", "04:05:06", "1 quarter", "1.5", "1.5 sec", ".5 day", "1e3 sec",
	},
	"inet": {
		"10.0.0.1", "10.0.0.1/32", "10.0.0.1/24", "10.0.0.0/8", "10/8", "10.1/16", "10", "::1", "::1/128", "0:0:0:0:0:0:0:1", "FE80::1", "fe80::0001", "::ffff:1.2.3.4", "1.2.3.4/33", "256.1.1.1", "010.0.0.1", "fe80::1%eth0", "2001:db8::/32",
	},
	"cidr":     {"10.0.0.0/8", "10/8", "10.0/8", "10", "10.1.2.3", "10.1.2.3/32", "10.1.2.3/24", "10.1", "192.168", "::/0", "2001:db8::/32", "2001:db8::1/32", "10.1.0.0/16", "10.1/16"},
	"macaddr":  {"08:00:2b:01:02:03", "08-00-2b-01-02-03", "08002b:010203", "08002b-010203", "0800.2b01.0203", "0800-2b01-0203", "08002b010203", "08002B010203", "08:00:2b:01:02"},
	"macaddr8": {"08:00:2b:01:02:03:04:05", "08002b0102030405", "08:00:2b:01:02:03", "08:00:2b:ff:fe:01:02:03"},
	"point":    {"(1,2)", "1,2", "( 1 , 2 )", "(1.0,2)", "(1e0,2)", "(1,2", "(1)", "((1,2))"},
	"lseg":     {"[(1,2),(3,4)]", "((1,2),(3,4))", "(1,2),(3,4)", "1,2,3,4", "[(3,4),(1,2)]"},
	"box":      {"(1,2),(3,4)", "(3,4),(1,2)", "((3,4),(1,2))", "1,2,3,4", "(1,4),(3,2)", "(3,2),(1,4)"},
	"path":     {"[(1,2),(3,4)]", "((1,2),(3,4))", "(1,2),(3,4)", "1,2,3,4", "[(1,2)]"},
	"polygon":  {"((1,2),(3,4),(5,6))", "(1,2),(3,4),(5,6)", "((3,4),(5,6),(1,2))"},
	"circle":   {"<(1,2),3>", "((1,2),3)", "(1,2),3", "1,2,3"},
	"line":     {"{1,2,3}", "{2,4,6}", "[(0,0),(1,1)]"},
	"tsvector": {
		"a", "a b", "b a", "a a", "a:1", "a:1A", "a:1a", "a:1,2", "a:2,1", "a:1 a:2", "'a b'", "'a''b'", `a\ b`, "a:1D", "a:1C,1A", "a:16384", "a:16383", "", "  ", "a:", "a:x", "'a':1 b:2", "bb a", "A",
	},
	"tsquery": {
		"a", "'a'", "a & b", "a&b", "a & b & c", "(a & b) & c", "a & (b & c)", "a | b & c", "(a | b) & c", "a | (b & c)", "!a", "! a", "!(a & b)", "!!a", "a <-> b", "a <1> b", "a <2> b", "a <-> b <-> c", "(a <-> b) <-> c",
		"a <-> (b <-> c)", "a:*", "a:A", "a:AB", "a:BA", "a:*A", "a:A*", "a:ab", "'a b' & c", "", "a b", "a &", "(a", "a <0> b", "a & b | c", "a | b | c", "!a <-> b", "!(a <-> b)", "a <-> b & c",
	},
	"jsonpath": {
		"$", "lax $", "strict $", "$.a", `$."a"`, "$ . a", "$.a.b", "$[*]", "$[0]", "$[0,1]", "$[0 to 2]", "$[last]", "$[0 to last]", "$.*", "$.**", "$.**{2}", "$.**{2 to 3}", "$.a ? (@ > 1)", "$.a?(@>1)", "$.a ? (@.b == 1 && @.c == 2)",
		"$.a ? ((@.b == 1) && (@.c == 2))", "$.a ? (@ == 1 || @ == 2 && @ == 3)", "$.a ? ((@ == 1 || @ == 2) && @ == 3)", "$.a ? (!(@ == 1))", "$.a ? (exists(@.b))", `$.a ? (@ like_regex "^a" flag "i")`, `$.a ? (@ starts with "a")`,
		"$.a.type()", "$.a.size()", "$.a.double()", "$.a.keyvalue()", "$.a + 1", "$.a + 1 * 2", "($.a + 1) * 2", "-$.a", "- $.a", "+$.a", "$.a == 1", "$.a==1", "$.a != 1", "$.a <> 1", `$.a == "x"`, `$.a == "\u0078"`, "$.a == 1.0", "$.a == 1.50", "$.a == 1e2",
		"$.a == true", "$.a == null", "$x", `$"x"`, "$.a == $x", "($.a == 1) is unknown", "$.a ? (@ == 1) ? (@ == 2)", "$.\"a b\"", "$.a.datetime()", `$.a.datetime("HH24")`, "$.a[$.b]", "1", "1 + 2", `"x"`, "$.a - 1 - 2", "$.a - (1 - 2)", "$.a ? (@ > 1", "$$", "$.a ? (@.b)",
	},
	"int4range": {
		"[1,5)", "[1,4]", "(0,5)", "(0,4]", "[1,5]", "[1,6)", "empty", "EMPTY", "[1,1)", "(1,1)", "(1,2)", "[1,1]", "(,5)", "[,5)", "(,5]", "[1,)", "[1,]", "(,)", "[,]", " [ 1 , 5 ) ", `["1","5")`, "[5,1]", "[1,2147483647]", "[a,b]",
	},
	"int8range": {"[1,5)", "[1,4]", "[1,9223372036854775807]", "[1,9223372036854775807)"},
	"numrange":  {"[1,5)", "[1.0,5)", "(1,5]", "[1,1]", "[1,1)", "empty", "[1,1.0)", "(,5)", "[1e1,20)", "[10,20)"},
	"daterange": {
		"[2020-01-01,2020-12-31]", "[2020-01-01,2021-01-01)", "(2019-12-31,2021-01-01)", "[2020-01-01,)", "[2020-02-28,2020-02-29]", "[2020-02-28,2020-03-01)", "[2020-01-01,infinity]", "[2020-01-01,infinity)", "[-infinity,2020-01-01)", "(,2020-1-1)", "[9999-12-30,9999-12-31]",
		"[0001-01-01 BC,0001-01-01]",
	},
	"tsrange":        {"[2020-01-01,2020-02-01)", `["2020-01-01 00:00:00","2020-02-01 00:00")`, "[2020-01-01,2020-01-01]", "[2020-01-01,2020-01-01)"},
	"tstzrange":      {"[2020-01-01 00:00:00+00,)", "[2020-01-01 01:00:00+01,)", "[2020-01-01,)"},
	"int4multirange": {"{}", "{[1,3)}", "{[1,2]}", "{[1,3),[5,7)}", "{[5,7),[1,3)}", "{[1,3),[3,5)}", "{[1,5)}", "{[1,3),[2,5)}", "{empty}", "{[1,3),empty}", "{ [1,3) , [5,7) }", "{(,1),[5,)}"},
	"nummultirange":  {"{[1,2)}", "{[1,2),[3,4)}", "{[1,2),[2,4)}", "{[1,4)}"},
	"_int4":          {"{}", "{1,2}", "{ 1 , 2 }", `{"1",2}`, "{1,NULL}", "{1,null}", "{{1,2},{3,4}}", "{{1},{2}}", "[1:2]={1,2}", "[0:1]={1,2}", "[2]={1,2}", "{{}}", "{{},{}}", "{1,}", "{1", "1,2", "{{1},{2,3}}", "{+1}"},
	"_text": {
		"{a,b}", "{ a , b }", `{"a","b"}`, "{a b}", `{"a b"}`, `{a\,b}`, `{"a,b"}`, `{"a\"b"}`, `{a\"b}`, "{NULL}", `{"NULL"}`, "{null}", `{\NULL}`, `{""}`, "{}", `{"{}"}`, "{{a},{b}}", `{" a "}`, "{é}", `{a"b"}`, `{"a"b}`,
	},
	"_box":       {"{(1,2),(3,4)}", "{(1,2),(3,4);(5,6),(7,8)}"},
	"_jsonb":     {`{"{\"a\": 1}"}`, `{"{\"a\":1}"}`},
	"_date":      {"{2020-01-05}", "{2020-1-5}", "{2020-01-05,NULL}"},
	"_bpchar":    {"{a}"},
	"int2vector": {"1 2 3", " 1  2 3 ", "", "1"},
	"oidvector":  {"1 2", "1  2"},
	"pg_lsn":     {"0/0", "16/B374D848", "16/b374d848", "0016/B374D848", "x/y"},
	"xml":        {"<a/>", "<a></a>", "text"},
}

// TestServer reads literals here and on a server. Texts of one canonical form
// must be one value to the server, and what it prints must have the canonical
// form of what it read.
func TestServer(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		conn := pgtest.New(t, major).Conn()
		defer conn.Close(context.Background())
		exec(t, conn, "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1; SET lc_monetary = 'C'")
		snapshot, err := facts.For(major)
		if err != nil {
			t.Fatal(err)
		}
		total, unsure := 0, 0
		for name, list := range texts {
			typ := snapshot.Type(facts.CatalogSchema, name)
			if typ == nil {
				continue // newer than this version
			}
			s := session{t: t, conn: conn, server: literal.Server{Major: major}, typ: typ, seen: map[string]read{}}
			for _, text := range list {
				s.check(text)
			}
			total += s.accepted
			unsure += s.unsure
		}
		t.Logf("%d literals were accepted, %d of them are left to the server", total, unsure)
	})
}

// TestIntervals reads intervals of all kinds of fields here and on a server.
func TestIntervals(t *testing.T) {
	fields := []string{
		"", "year", "month", "day", "hour", "minute", "second", "year to month", "day to hour", "day to minute", "day to second",
		"hour to minute", "hour to second", "minute to second", "(0)", "(3)", "(6)", "second(2)", "day to second(1)", "minute to second(4)",
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		conn := pgtest.New(t, major).Conn()
		defer conn.Close(context.Background())
		exec(t, conn, "SET IntervalStyle = 'postgres'")
		interval := typeOf(t, major, "interval")
		server := literal.Server{Major: major}
		seen := map[string]string{}
		for _, mods := range fields {
			for _, text := range append(texts["interval"], moreIntervals...) {
				var printed string
				sql := "SELECT (interval" + mods + " '" + text + "')::text"
				if !strings.HasPrefix(mods, "(") {
					sql = "SELECT (interval '" + text + "' " + mods + ")::text"
				}
				err := conn.QueryRow(context.Background(), sql).Scan(&printed)
				v, here := literal.Read(interval, mods, text, server)
				if (err == nil) != (here == nil) {
					t.Errorf("interval %s %q: %v, the server: %q, %v", mods, text, here, printed, err)
				}
				if err != nil || here != nil {
					continue
				}
				again, err := literal.Read(interval, mods, printed, server)
				if err != nil || again != v {
					t.Errorf("interval %s %q is %q, but the server's %q is %q, %v", mods, text, v.Text, printed, again.Text, err)
				}
				if old, ok := seen[v.Text]; ok && old != printed {
					t.Errorf("%q and %q have one form, %q", old, printed, v.Text)
				}
				seen[v.Text] = printed
			}
		}
		t.Logf("%d intervals", len(seen))
	})
}

// moreIntervals are harder than those in texts.
var moreIntervals = []string{
	"5 minutes", "1 hour 5 min", "1 day 00:00:01.23456", "1.99 years", "1.04 years", "-1.99 years", "0.7 decades", "1.55 months", "-1.55 mons", "0.3 weeks",
	"1.0000005 sec", "0.9999995", "-0.9999996", "1:2", "1:2.5", "-1:2.5", "1 2", "3-4 5 6:07:08", "-3-4 -5 -6:07:08", "1 -2:03", "P1Y2M3W4DT5H6M7.8S", "P00010203T040506",
	"P1-2-3", "P1-2T3:4:5", "PT3:4", "P20T5", "P1.5M", "P1.5W", "PT0.5H", "1 year ago 2 days", "ago", "1 day ago ago", "1 day 2", "2 1 day", "1 2 3", "hour", "1 hour hour",
	"9223372036854775808 us", "2147483647 days", "2147483648 days", "178956970 years", "178956971 years", "1 fortnight", "1,5 days",
	"1/2 day", "1 millenniums", "10 microseconds", "1 day at 5:00", "- 1 day", "+ 1 day", "-infinity", "+infinity", "infinity ago", "inf", "1 day infinity", "12:60", "12:00:60", "12:00:61", "1:2:3:4", "0x10 s", "1_0 s",
}

func typeOf(t *testing.T, major int, name string) *facts.Type {
	t.Helper()
	snapshot, err := facts.For(major)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot.Type(facts.CatalogSchema, name)
}

func exec(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(context.Background(), sql); err != nil {
		t.Fatal(err)
	}
}

// session checks the literals of one type.
type session struct {
	t                *testing.T
	conn             *pgx.Conn
	server           literal.Server
	typ              *facts.Type
	seen             map[string]read // by canonical form
	accepted, unsure int
}

type read struct{ text, printed string }

func (s *session) check(text string) {
	s.t.Helper()
	var printed string
	err := s.conn.QueryRow(context.Background(), "SELECT $1::text::"+pgx.Identifier{s.typ.Name}.Sanitize()+"::text", text).Scan(&printed)
	if err != nil {
		return // refused
	}
	s.accepted++
	v, err := literal.Read(s.typ, "", text, s.server)
	if err != nil {
		s.t.Errorf("%s %q: %v, but the server reads %q", s.typ, text, err, printed)
		return
	}
	if v.Unsure != "" {
		s.unsure++
		if s.t.Logf("%s %q (%q) is left to the server", s.typ, text, printed); strings.Contains(v.Unsure, "\x00") {
			s.t.Error("a reason holds a NUL")
		}
		return
	}
	again, err := literal.Read(s.typ, "", printed, s.server)
	if err != nil || again.Unsure == "" && again.Text != v.Text {
		s.t.Errorf("%s %q is %q, but what the server prints, %q, is %q, %v", s.typ, text, v.Text, printed, again.Text, err)
	}
	if again.Unsure != "" {
		s.t.Errorf("%s %q: what the server prints, %q, is left to the server: %s", s.typ, text, printed, again.Unsure)
	}
	if old, ok := s.seen[v.Text]; ok && old.printed != printed {
		s.t.Errorf("%s: %q and %q have one form, %q, but the server prints %q and %q", s.typ, old.text, text, v.Text, old.printed, printed)
	}
	s.seen[v.Text] = read{text, printed}
}
