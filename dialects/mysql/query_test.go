package mysql

import (
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

const queryTables = "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), `A b` int);\nCREATE TABLE u (id int PRIMARY KEY, t_id int, a int);\n"

func viewChanges(t *testing.T, s Server, old, new string) []diff.Change {
	t.Helper()
	var sides [2]model.Schema
	for i, text := range []string{old, new} {
		var err error
		if sides[i], err = Read(source(queryTables+text), Options{Server: s}); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	return changesOfSides(t, sides[0], sides[1])
}

func changesOfSides(t *testing.T, old, new model.Schema) []diff.Change {
	t.Helper()
	r, err := diff.Compare(t.Context(), old, new, Rules{}, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Changes
}

// Views that are the same, as they are written and as a server prints them.
func TestSameViews(t *testing.T) {
	my, maria := Server{MySQL, 9, 0, 0}, Server{MariaDB, 10, 11, 6}
	for _, test := range []struct {
		server    Server
		old, new_ string
	}{
		{maria, "CREATE VIEW v AS select `t`.`id` AS `id`,`t`.`a` AS `a`,`t`.`b` AS `b`,`t`.`A b` AS `A b` from `t`", "CREATE VIEW v AS SELECT * FROM t"},
		{my, "CREATE VIEW v (`x`,`y`) AS select `t`.`id` AS `id`,`t`.`a` AS `a` from `t`", "CREATE VIEW v (x, y) AS SELECT id, a FROM t"},
		{maria, "CREATE VIEW v AS select `t`.`id` AS `x`,`t`.`a` AS `y` from `t`", "CREATE VIEW v (x, y) AS SELECT id, a FROM t"},
		{my, "CREATE VIEW v AS select (`t`.`a` + 1) AS `a  +\n 1`,count(0) AS `count( * )` from `t`", "CREATE VIEW v AS SELECT a  +\n 1, count( * ) FROM t"},
		{maria, "CREATE VIEW v AS select `t`.`a` + 1 AS `a  + 1`,'' AS `Name_exp_2`,1 AS `1`,1 AS `My_exp_1` from `t`", "CREATE VIEW v AS SELECT a /* one */ + 1, '', 1, 1 FROM t"},
		{my, "CREATE VIEW v AS select `t`.`id` AS `id` from (`u` left join `t` on((`t`.`id` = `u`.`t_id`))) where ((0 <> `u`.`a`) and `t`.`a` in (select `u`.`a` from `u`) is false)", "CREATE VIEW v AS SELECT t.id FROM t RIGHT JOIN u ON t.id = t_id WHERE u.a AND t.a NOT IN (SELECT a FROM u)"},
		{maria, "CREATE VIEW w AS select `v`.`x` AS `x` from `v`;CREATE VIEW v AS select `t`.`a` AS `x` from `t`", "CREATE VIEW v AS SELECT a x FROM t; CREATE VIEW w AS SELECT * FROM v"},
		{my, "CREATE VIEW v AS with `c` (`n`) as (select `t`.`a` AS `a` from `t`) select `c`.`n` AS `n` from `c`", "CREATE VIEW v AS WITH unused AS (SELECT 1), c (n) AS (SELECT a FROM t) SELECT * FROM c"},
	} {
		for _, pair := range [][2]string{{test.old, test.new_}, {test.new_, test.old}} {
			if list := viewChanges(t, test.server, pair[0], pair[1]); len(list) > 0 {
				t.Errorf("%v: there are %v\n%s\n%s", test.server, list, pair[0], pair[1])
			}
		}
	}
}

// Views that differ, however little.
func TestOtherViews(t *testing.T) {
	for _, pair := range [][2]string{
		{"SELECT a FROM t", "SELECT a AS x FROM t"},
		{"SELECT a, b FROM t", "SELECT b, a FROM t"},
		{"SELECT t.a FROM t JOIN u USING (id)", "SELECT u.a FROM t JOIN u USING (id)"},
		{"SELECT t.a FROM t JOIN u USING (id)", "SELECT t.a FROM t LEFT JOIN u USING (id)"},
		{"SELECT t.a FROM t LEFT JOIN u USING (id)", "SELECT t.a FROM u LEFT JOIN t USING (id)"},
		{"SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE id = t.id)", "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = id)"},
		{"SELECT a FROM t ORDER BY id", "SELECT a FROM t ORDER BY a"},
		{"SELECT a AS id FROM t ORDER BY id", "SELECT a AS id FROM t ORDER BY t.id"},
		{"SELECT id AS a FROM t GROUP BY a, id", "SELECT id AS a FROM t GROUP BY t.id"},
		{"SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u"},
		{"SELECT a FROM t LIMIT 1, 2", "SELECT a FROM t LIMIT 2, 1"},
		{"SELECT a IS TRUE AS x FROM t", "SELECT a AS x FROM t"},
		{"WITH c AS (SELECT a FROM t) SELECT a FROM c", "WITH c AS (SELECT a FROM u) SELECT a FROM c"},
		{"WITH c AS (SELECT a FROM t) SELECT * FROM (WITH c AS (SELECT a FROM u) SELECT a FROM c) x", "WITH c AS (SELECT a FROM t) SELECT * FROM (WITH d AS (SELECT a FROM u) SELECT a FROM c) x"},
		{"SELECT sum(a) OVER (ORDER BY id) AS x FROM t", "SELECT sum(a) OVER (ORDER BY id DESC) AS x FROM t"},
		{"SELECT a FROM t", "SELECT DISTINCT a FROM t"},
		{"SELECT 'a' AS x", "SELECT 'A' AS x"},
	} {
		for _, s := range []Server{{MySQL, 9, 0, 0}, {MariaDB, 10, 11, 6}} {
			list := viewChanges(t, s, "CREATE VIEW v AS "+pair[0], "CREATE VIEW v AS "+pair[1])
			if len(list) != 1 {
				t.Errorf("%v: there are %v\n%s\n%s", s, list, pair[0], pair[1])
			}
		}
	}
}

// A star takes in a column that its table gets: the server keeps the ones that there
// were.
func TestStarGrows(t *testing.T) {
	for _, same := range []string{"CREATE VIEW v AS SELECT * FROM x", "CREATE VIEW v AS SELECT x.a FROM x NATURAL JOIN y"} {
		list := viewChanges(t, Server{MySQL, 9, 0, 0}, "CREATE TABLE x (a int); CREATE TABLE y (a int, b int); "+same, "CREATE TABLE x (a int, b int); CREATE TABLE y (a int, b int); "+same)
		if len(list) != 2 {
			t.Errorf("there are %v\n%s", list, same)
		}
	}
	old := "CREATE TABLE x (a int); CREATE VIEW v AS SELECT `x`.`a` AS `a` FROM `x`"
	for new, want := range map[string]int{"CREATE TABLE x (a int, b int); CREATE VIEW v AS SELECT * FROM x": 2, "CREATE TABLE x (a int, b int); CREATE VIEW v AS SELECT a FROM x": 1} {
		if list := viewChanges(t, Server{MySQL, 9, 0, 0}, old, new); len(list) != want {
			t.Errorf("there are %v\n%s", list, new)
		}
	}
}

// What isn't understood is the same as its words, different if something else is, and
// else undecided, which is said.
func TestUndecidedViews(t *testing.T) {
	s := Server{MySQL, 9, 0, 0}
	table := "json_table('[]', '$[*]' columns (a int path '$.a'))"
	for _, test := range []struct {
		old, new_ string
		undecided bool
		want      int
	}{
		{"SELECT x.a FROM " + table + " x", "select `x`.`a` AS `a` from JSON_TABLE('[]', '$[*]' COLUMNS (`a` int PATH '$.a')) `x`", false, 0},
		{"SELECT x.a FROM " + table + " x", "SELECT x.a + 1 FROM " + table + " x", false, 1},
		{"SELECT x.a FROM " + table + " x", "SELECT x.a FROM json_table('[]', '$[*]' columns (a int(11) path '$.a')) x", true, 1},
		{"SELECT * FROM other.x", "select `other`.`x`.`a` AS `a` from `other`.`x`", true, 1},
		{"VALUES ROW(1, 2)", "values row(1,2)", false, 0},
	} {
		list := viewChanges(t, s, "CREATE VIEW v AS "+test.old, "CREATE VIEW v AS "+test.new_)
		undecided := false
		if len(list) == 1 {
			_, undecided = list[0].(diff.Unsupported)
		}
		if len(list) != test.want || undecided != test.undecided {
			t.Errorf("there are %v, undecided: %v\n%s\n%s", list, undecided, test.old, test.new_)
		}
	}
}

// What can be no query is an error nowhere, and no endless work.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{
		"select * from t", "select a, b c from t join u using (id) where not (a or b) group by 1 having x order by 2 limit 3", "with recursive c (n) as (select 1 union all select n from c) select * from c",
		"select row_number() over (partition by a order by b rows between 1 preceding and current row) from (select 1) x", "((select 1) union (select 2 limit 1)) except select 3", "select case a when 1 then exists (select 1 from t) end", "select", "select (((",
	} {
		f.Add(text)
	}
	schema := model.Schema{Dialect: Dialect, Version: Server{MariaDB, 10, 11, 6}.Number()}
	f.Fuzz(func(t *testing.T, text string) {
		one, two := newQueries(schema).text(text, nil), newQueries(schema).text(text, nil)
		if !one.node.equal(two.node) {
			t.Errorf("%q has two keys", text)
		}
	})
}
