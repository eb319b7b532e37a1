package mysql

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

func TestKeys(t *testing.T) {
	same := [][]string{
		{"a > 0", "(`a` > 0)", "((A) > (0))"},
		{"a + b * c", "(`a` + (`b` * `c`))"},
		{"(a + b) * c", "((`a` + `b`) * `c`)"},
		{"a - b - c", "((`a` - `b`) - `c`)"},
		{"status in ('x','y')", "(`status` in (_utf8mb4'x',_utf8mb4'y'))", "`status` IN ('x', \"y\")"},
		{"a and b and c", "((`a` and `b`) and `c`)", "(a && (b AND c))"},
		{"a is not null", "(`a` is not null)", "NOT a IS NULL", "not isnull(a)"},
		{"not a in (1)", "a not in (1)", "(`a` not in (1))"},
		{"a between 1 and 2 and b", "((`a` between 1 and 2) and `b`)"},
		{"a not like 'x%'", "(not((`a` like _utf8mb4'x%')))", "(`a` not like _latin1'x%')"},
		{"NOW()", "current_timestamp()", "CURRENT_TIMESTAMP", "localtime"},
		{"a <> 1", "a != 1", "(`a` <> 1)"},
		{"d->'$.a'", "json_extract(`d`,_utf8mb4'$.a')", "JSON_EXTRACT(d, '$.a')"},
		{"d->>'$.a'", "json_unquote(json_extract(`d`,_utf8mb4'$.a'))"},
		{"a % 2", "a mod 2", "mod(a, 2)", "(`a` % 2)"},
		{"cast(a as signed integer)", "cast(`a` as signed)"},
		{"cast(a as char(10))", "cast(`a` as char(10) charset utf8mb4)"},
		{"case when a > 1 then 'x' else 'y' end", "(case when (`a` > 1) then _utf8mb4'x' else _utf8mb4'y' end)"},
		{"a + interval 1 day", "(`a` + interval 1 day)", "date_add(a, interval 1 day)"},
		{"not (a < 1)", "a >= 1", "(`a` >= 1)"},
		{"-1", "(-1)", "-(1)"},
		{"concat(a, '-', b)", "concat(`a`,_utf8mb4'-',`b`)"},
		{"`t`.`a` = 1", "a = 1", "(`t`.`a` = 1)"},
		{"true", "1"},
		{"a regexp '^x'", "regexp_like(`a`,_utf8mb4'^x')", "a rlike '^x'"},
		{"lower(a)", "lcase(`a`)"},
		{"a xor b or c", "((`a` xor `b`) or `c`)"},
		{"a = b collate utf8mb4_bin", "(`a` = (`b` collate utf8mb4_bin))"},
	}
	different := [][2]string{
		{"a > 0", "a >= 0"},
		{"a > 0", "b > 0"},
		{"a - (b - c)", "a - b - c"},
		{"a in ('x')", "a in ('X')"},
		{"a and b or c", "a and (b or c)"},
		{"'a'", "a"},
		{"1", "'1'"},
		{"cast(a as signed)", "cast(a as unsigned)"},
		{"f(a, b)", "f(b, a)"},
		{"a like 'x'", "a = 'x'"},
		{"a is null", "a is not null"},
		{"now()", "now(6)"},
		{"a / 2", "a div 2"},
		{"a + interval 1 day", "a + interval 1 hour"},
		{"not a", "a"},
		{"'it''s'", "'its'"},
		{"1.0", "1"},
		{"cast(a as char charset latin1)", "cast(a as char charset ascii)"},
	}
	for _, list := range same {
		want, err := keyOf(list[0], Server{}, nil)
		if err != nil {
			t.Errorf("%s: %v", list[0], err)
		}
		for _, text := range list[1:] {
			if got, err := keyOf(text, Server{}, nil); got != want || err != nil {
				t.Errorf("%s is %s, %v; %s is %s", text, got, err, list[0], want)
			}
		}
	}
	for _, pair := range different {
		a, err := keyOf(pair[0], Server{}, nil)
		b, other := keyOf(pair[1], Server{}, nil)
		if a == b || err != nil || other != nil {
			t.Errorf("%s and %s: %s, %v, %v", pair[0], pair[1], a, err, other)
		}
	}
	for _, text := range []string{"", "a +", "(a", "a b", "case a end x", ")", "a in 1"} {
		if key, err := keyOf(text, Server{}, nil); err == nil {
			t.Errorf("%q has the key %s", text, key)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, text := range []string{"a > 0", "case when a then 'b' end", "f(a, (select 1))", "not (a in (1,2)) and b like 'x' escape '!'", "((((", "a->>'$.b'"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := keyOf(text, Server{}, nil)
		if err != nil || strings.Contains(text, "/*") { // it may have no end
			return
		}
		if b, err := keyOf("("+text+"\n)", Server{}, nil); err != nil || a != b {
			t.Errorf("%q has key %s, in parentheses %s, %v", text, a, b, err)
		}
	})
}

func TestSettled(t *testing.T) {
	read := func(server Server, text string) model.Schema {
		schema, err := Read(source(text), Options{Server: server})
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
	my, maria := Server{MySQL, 8, 0, 36}, Server{MariaDB, 10, 11, 6}
	tests := []struct {
		name     string
		server   Server
		old, new string
		want     int
	}{
		{"the table's collation is the database's", maria, "CREATE DATABASE d COLLATE utf8mb4_bin; USE d; CREATE TABLE t (a text);", "CREATE TABLE t (a text)", 0},
		{"and not another one", maria, "CREATE DATABASE d COLLATE utf8mb4_bin; USE d; CREATE TABLE t (a text) CHARSET latin1;", "CREATE TABLE t (a text)", 2},
		{"the server's, where nobody says more", my, "CREATE TABLE t (a text) CHARSET utf8mb4", "CREATE TABLE t (a text)", 0},
		{"a column that says what the table says", my, "CREATE TABLE t (a text CHARACTER SET latin1) CHARSET latin1", "CREATE TABLE t (a text) CHARSET latin1", 0},
		{"counters", my, "CREATE TABLE t (a int PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT=77", "CREATE TABLE t (a int PRIMARY KEY AUTO_INCREMENT)", 0},
		{"widths", my, "CREATE TABLE t (a int(11))", "CREATE TABLE t (a int)", 0},
		{"widths that MariaDB keeps", maria, "CREATE TABLE t (a int(5))", "CREATE TABLE t (a int)", 1},
		{"RESTRICT and NO ACTION", my, "CREATE TABLE t (a int PRIMARY KEY, b int, FOREIGN KEY (b) REFERENCES t (a) ON DELETE RESTRICT)", "CREATE TABLE t (a int PRIMARY KEY, b int, FOREIGN KEY (b) REFERENCES t (a))", 0},
		{"the word of USING", my, "CREATE TABLE t (a int, KEY k (a) USING BTREE)", "CREATE TABLE t (a int, KEY k (a))", 0},
		{"numbers in quotes", maria, "CREATE TABLE t (a int DEFAULT '0', b decimal(5,2) DEFAULT 1)", "CREATE TABLE t (a int DEFAULT 0, b decimal(5,2) DEFAULT '1.00')", 0},
		{"strings are none", maria, "CREATE TABLE t (a varchar(5) DEFAULT '0')", "CREATE TABLE t (a varchar(5) DEFAULT '00')", 1},
		{"the case of names", my, "CREATE TABLE t (Abc int, KEY K (aBC))", "CREATE TABLE t (abc int, KEY k (abc))", 0},
		{"unnamed indexes", my, "CREATE TABLE t (a int, KEY some (a))", "CREATE TABLE t (a int, KEY (a))", 0},
		{"unnamed foreign keys and their indexes", my, "CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT c FOREIGN KEY (b) REFERENCES t (a))", "CREATE TABLE t (a int PRIMARY KEY, b int, FOREIGN KEY (b) REFERENCES t (a))", 0},
		{"the definer", my, "CREATE DEFINER=root@localhost VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 1", 0},
		{"another definer", my, "CREATE DEFINER=root@localhost VIEW v AS SELECT 1", "CREATE DEFINER=me@localhost VIEW v AS SELECT 1", 1},
		{"the order of columns", my, "CREATE TABLE t (a int, b int)", "CREATE TABLE t (b int, a int)", 1},
		{"partitions", my, "CREATE TABLE t (a int) PARTITION BY HASH (a) PARTITIONS 2", "CREATE TABLE t (a int) PARTITION BY HASH ((`a`)) (PARTITION p0, PARTITION p1)", 0},
		{"checks as the server prints them", my, "CREATE TABLE t (a int, CONSTRAINT c CHECK ((`a` in (1,2))))", "CREATE TABLE t (a int, CONSTRAINT c CHECK (a IN (1, 2)))", 0},
	}
	for _, test := range tests {
		old, new := read(test.server, test.old), read(test.server, test.new)
		pairs := [][2]model.Schema{{old, new}, {new, old}}
		if strings.HasPrefix(test.name, "unnamed") {
			pairs = pairs[:1] // it is the new side that may leave names to the old one
		}
		for _, pair := range pairs {
			r, err := diff.Compare(t.Context(), pair[0], pair[1], Rules{}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Changes) != test.want {
				t.Errorf("%s: there are %d changes, want %d: %v", test.name, len(r.Changes), test.want, r.Changes)
			}
		}
	}
}
