package catalog_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/model"
)

// viewTables are what the queries of views.txt are about.
const viewTables = "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c decimal(8,2), d date, dt datetime, j json, e enum('x','y'), ti time, bl blob, FULLTEXT KEY (b));\n" +
	"CREATE TABLE u (id int PRIMARY KEY, t_id int, a int, n varchar(30));\n" +
	"CREATE TABLE w (id int PRIMARY KEY, u_id int, v text);\n" +
	"CREATE TABLE `group` (`select` int); CREATE TABLE `from` (`where` int); CREATE TABLE `x``y` (`a``b` int, `c d` int);\n" +
	"CREATE VIEW v0 AS SELECT a, b FROM t;\n" +
	"CREATE VIEW v1 (p, q) AS SELECT id, n FROM u;\n" +
	"CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x + 1;\n"

// viewQueries returns the queries that are for a product.
func viewQueries(t *testing.T, product mytest.Product) (list []string) {
	t.Helper()
	text, err := os.ReadFile("testdata/views.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		for prefix, wanted := range map[string]bool{"mysql: ": !product.IsMariaDB(), "mariadb: ": product.IsMariaDB()} {
			if rest, found := strings.CutPrefix(line, prefix); found {
				if line = ""; wanted {
					line = rest
				}
			}
		}
		if line != "" && line[0] != '#' {
			list = append(list, strings.ReplaceAll(line, "\\n ", "\n "))
		}
	}
	return list
}

// viewsOf makes views of queries, and returns the script that the server has run, and
// the queries of the views.
func viewsOf(t *testing.T, db *mytest.DB, queries []string) (script string, made map[string]string) {
	t.Helper()
	if err := db.ExecuteStatements(context.Background(), viewTables); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(viewTables)
	made = map[string]string{}
	for i, query := range queries {
		name := fmt.Sprintf("q%03d", i)
		statement := "CREATE VIEW " + name + " AS " + query
		if err := db.Conn().Exec(context.Background(), statement); err != nil {
			t.Logf("not made: %s: %v", query, err)
			continue
		}
		if err := db.Conn().Exec(context.Background(), "SHOW CREATE VIEW "+name); err != nil { // servers print some that they can't read
			t.Logf("not read: %s: %v", query, err)
			db.Exec("DROP VIEW " + name)
			continue
		}
		b.WriteString(statement + ";\n")
		made[name] = query
	}
	return b.String(), made
}

// Views as people write them are the views that the server keeps.
func TestViews(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db := mytest.NewOn(t, product)
		queries := viewQueries(t, product)
		script, made := viewsOf(t, db, queries)
		if len(made) < len(queries)*9/10 {
			t.Errorf("the server has made %d of %d views", len(made), len(queries))
		}
		sameViews(t, db, script, made)
	})
}

// sameViews wants no difference between the views of a database and a script.
func sameViews(t *testing.T, db *mytest.DB, script string, made map[string]string) {
	t.Helper()
	live := inspectDB(t, db)
	declared, err := mysql.Read([]sqlfile.Source{{Name: "views", Text: script}}, mysql.Options{Server: mysql.ServerOf(live.Version), Collation: collation(live)})
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]model.Schema{{live, declared}, {declared, live}} {
		r, err := diff.Compare(context.Background(), pair[0], pair[1], mysql.Rules{}, diff.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Changes {
			t.Errorf("%s\n%s", made[c.Object().Name], described(c))
		}
		if len(r.Changes) > 0 {
			t.Fatalf("%d of %d views differ", len(r.Changes), len(made))
		}
	}
	t.Logf("%d views are the same", len(made))
}

// viewRows are rows that tell queries apart.
const viewRows = "INSERT INTO t VALUES (1, 1, '2', 3, '2020-01-01', '2020-02-03 04:05:06', '{\"a\": 1}', 'x', '01:02:03', 'x'), (2, 2, 'x', 1.5, '2021-03-01', NULL, NULL, 'y', NULL, NULL), " +
	"(3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, 0, '', 0, '1999-12-31', '1999-12-31 23:59:59', '[]', 'x', '00:00:00', ''), (5, 1, 'X', -2, '2030-01-01', '2030-01-01 00:00:00', 'true', 'y', '10:00:00', 'ab'), " +
	"(6, -1, NULL, 2, '2020-01-02', NULL, '1', 'x', NULL, NULL), (7, 2, '1', NULL, NULL, '2020-01-01 00:00:00', NULL, 'y', '-01:00:00', NULL), (8, NULL, 'a', 2, NULL, NULL, NULL, NULL, NULL, NULL), (9, 3, '0', 0, '2020-05-05', NULL, NULL, 'x', NULL, 'X');\n" +
	"INSERT INTO u VALUES (1, 1, 1, '2'), (2, 1, NULL, 'x'), (3, 2, 2, NULL), (4, NULL, 0, ''), (7, 9, 3, '1');\n" +
	"INSERT INTO w VALUES (1, 1, 'x'), (2, 3, NULL), (5, NULL, '');\n"

// rowsOf returns the rows of a view in the order of their text.
func rowsOf(t *testing.T, db *mytest.DB, view string) string {
	t.Helper()
	rows, err := db.Conn().Driver().QueryContext(context.Background(), "SELECT * FROM "+view)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for rows.Next() {
		values := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(values))
	}
	if err := rows.Err(); err != nil {
		return err.Error()
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// TestViewsDiffer wants that queries which are called the same are so for the server,
// too: it prints the same of them, or they have the same rows.
func TestViewsDiffer(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db := mytest.NewOn(t, product)
		script, made := viewsOf(t, db, append(viewQueries(t, product), variants()...))
		db.Exec(viewRows)
		live := inspectDB(t, db)
		declared, err := mysql.Read([]sqlfile.Source{{Name: "views", Text: script}}, mysql.Options{Server: mysql.ServerOf(live.Version), Collation: collation(live)})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, d := range live.Definitions {
			texts[d.ID.Name] = d.Get(mysql.PropertyQuery).Query.Text
		}
		analysis, err := mysql.Rules{}.Begin(live, declared, diff.Names{})
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]string{}
		for _, d := range declared.Definitions {
			if made[d.ID.Name] == "" {
				continue
			}
			key := analysis.Key(diff.NewSide, diff.Expression{Use: diff.UseQuery, Object: d.ID, Property: mysql.PropertyQuery, Text: d.Get(mysql.PropertyQuery).Query.Text})
			if other, there := keys[key]; there && texts[other] != texts[d.ID.Name] && rowsOf(t, db, other) != rowsOf(t, db, d.ID.Name) {
				t.Errorf("these are called the same:\n%s\n%s\nand are not:\n%s\n%s", made[other], made[d.ID.Name], texts[other], texts[d.ID.Name])
			}
			keys[key] = d.ID.Name
		}
		t.Logf("%d views have %d keys", len(made), len(keys))
		sameViews(t, db, script, made)
	})
}

// variants are small differences: of operators, functions, names, joins and order.
func variants() (list []string) {
	for _, condition := range []string{
		"a = 1", "a <> 1", "a < 1", "a <= 1", "a > 1", "a >= 1", "a <=> 1", "a = 2", "a = '1'", "a = 1.0", "b = 1", "a", "not a", "a is null", "a is not null",
		"a is true", "a is not true", "a is false", "a is not false", "a in (1, 2)", "a in (2, 1)", "a not in (1, 2)", "a between 1 and 2", "a not between 1 and 2",
		"a between 2 and 1", "a like '1'", "a not like '1'", "b like 'x' escape '|'", "b like 'x'", "b regexp 'x'", "b not regexp 'x'", "b = 'x'", "b = 'X'",
		"b collate utf8mb4_bin = 'x'", "b = 'x' collate utf8mb4_bin", "b = 'x' collate utf8mb4_general_ci", "a = 1 and b = 2", "a = 1 or b = 2", "a = 1 xor b = 2", "not (a = 1 and b = 2)", "not (a = 1 or b = 2)",
		"not (a = 1 xor b = 2)", "a = 1 and (b = 2 or c = 3)", "(a = 1 and b = 2) or c = 3", "a + 1", "a - 1", "1 - a", "a * 2", "a / 2", "a div 2", "a % 2", "a & 1", "a | 1",
		"a ^ 1", "a << 1", "a >> 1", "~a", "-a", "a - (b - c)", "a - b - c", "a in (select a from u)", "a not in (select a from u)", "a = any (select n from u)",
		"a > any (select a from u)", "a > all (select a from u)", "a <> any (select a from u)", "a <> all (select n from u)", "not a > all (select a from u)",
		"exists (select 1 from u)", "exists (select 1 from w)", "not exists (select 1 from u)", "exists (select 1 from u where u.id = t.id)", "exists (select 1 from u where u.a = t.id)",
		"exists (select 1 from u where id = t.id)", "exists (select max(id) from u)", "exists (select 1 from u limit 0)", "exists (select 1 from u limit 1, 1)",
		"(a, b) = (1, 2)", "(a, b) <> (1, 2)", "(a, b) in ((1, 2))", "(a, b) < (1, 2)", "a = b", "a = (b = c)", "(a = b) = c", "case when a then 1 else 2 end", "case a when 1 then 2 end",
		"if(a, b, c)", "if(a, c, b)", "ifnull(a, b)", "coalesce(a, b)", "coalesce(b, a)", "nullif(a, b)", "a = true", "a = false", "(a > 1) = true", "(a > 1) is true", "1", "0", "null",
		"d = '2020-01-01'", "d = date '2020-01-01'", "d > now()", "d > now(3)", "d > sysdate()", "d > curdate()", "d + interval 1 day > now()", "d + interval 1 month > now()",
		"d - interval 1 day > now()", "d + interval '1' day > now()", "cast(a as signed) = 1", "cast(a as unsigned) = 1", "cast(a as char) = 1", "cast(a as char(2)) = 1",
		"cast(a as char charset latin1) = 1", "cast(a as binary) = 1", "convert(b using latin1) = 'x'", "b = _latin1'x'", "b = _binary'x'", "b = x'78'", "b = 0x78", "b = b'01111000'",
	} {
		list = append(list, "select id from t where "+condition, "select ("+condition+") as x from t", "select id from t group by id, a, b, c, d having "+condition)
	}
	for _, from := range []string{
		"t, u", "u, t", "t join u on t.id = u.id", "t join u on t.id = u.a", "t left join u on t.id = u.id", "u left join t on t.id = u.id", "t right join u on t.id = u.id", "t straight_join u on t.id = u.id",
		"t left join u on t.id = u.id and u.a = 1", "t left join u on t.id = u.id left join w on w.id = u.id", "t left join (u left join w on w.id = u.id) on t.id = u.id", "t left join (u join w on w.id = u.id) on t.id = u.id",
		"t join u using (id)", "t natural join w join u", "t use index (primary), u", "t force index (primary), u", "(select 1 as id) t, u", "(select id from t) t, u", "(select a as id from t) t, u", "(select distinct id from t) t, u",
		"(select id from t order by id limit 1) t, u", "(select id from t order by a limit 1) t, u", "(select id from t limit 2) t, u", "(select id from t union select 1) t, u", "(select id from t union all select 1) t, u",
	} {
		list = append(list, "select t.id from "+from, "select t.id from "+from+" where t.id > 1")
	}
	for _, tail := range []string{
		"", " order by a", " order by a desc", " order by b", " order by a, b", " order by b, a", " limit 1", " limit 2", " limit 1, 2", " limit 2, 1", " group by a, b", " group by b, a", " group by a, b with rollup",
		" group by a, b having a > 1", " group by a, b having b > 1", " group by a, b having max(c) > 1", " group by a, b having max(id) > 1", " where a > 1", " union select a, n from u", " union all select a, n from u",
		" union select n, a from u", " except select a, n from u", " intersect select a, n from u", " union select a, n from u order by a", " union select a, n from u order by b", " union (select a, n from u order by a limit 1)",
		" union select a, n from u limit 1", " union all select a, n from u union select 1, 2", " union select a, n from u union all select 1, 2",
	} {
		list = append(list, "select a, b from t"+tail, "select distinct a, b from t"+tail, "select a, b as c2 from t"+tail)
	}
	for _, value := range []string{
		"count(*)", "count(a)", "count(distinct a)", "count(distinct a, b)", "sum(a)", "sum(distinct a)", "avg(a)", "min(a)", "max(a)", "max(b)", "group_concat(a)", "group_concat(distinct a)", "group_concat(a order by a)",
		"group_concat(a order by a desc)", "group_concat(a separator ';')", "group_concat(a, b)", "sum(a) over ()", "sum(a) over (partition by b)", "sum(a) over (order by b)", "sum(a) over (partition by b order by b)",
		"sum(a) over (order by b desc)", "sum(a) over (order by b rows 1 preceding)", "sum(a) over (order by b rows between 1 preceding and 1 following)", "sum(a) over (order by b rows 2 preceding)", "sum(b) over (order by b)",
		"row_number() over (order by a)", "rank() over (order by a)", "lag(a) over (order by a)", "lag(a, 2) over (order by a)", "lead(a) over (order by a)", "first_value(a) over (order by a)", "sum(a) over w1", "sum(a) over w2",
		"(select 1)", "(select 2)", "(select max(a) from u)", "(select max(a) from u where u.id = t.id)", "(select max(a) from u where u.id = t.a)", "trim(b)", "ltrim(b)", "rtrim(b)", "trim(leading 'x' from b)", "trim(trailing 'x' from b)", "trim('x' from b)",
		"substr(b, 1)", "substr(b, 1, 2)", "left(b, 1)", "extract(year from d)", "extract(month from d)", "year(d)", "timestampdiff(day, d, dt)", "timestampdiff(hour, d, dt)", "round(a)", "round(a, 1)", "floor(a)", "ceil(a)", "truncate(a, 0)",
		"upper(b)", "lower(b)", "length(b)", "char_length(b)", "concat(a, b)", "concat(b, a)", "concat_ws(a, b)", "user()", "current_user()", "database()", "rand()", "rand(1)", "uuid()", "week(d)", "week(d, 1)", "week(d, 3)", "mod(a, 2)", "pow(a, 2)", "pow(2, a)",
		"locate('a', b)", "locate(b, 'a')", "instr(b, 'a')", "date(dt)", "time(dt)", "timestamp(dt)", "utc_date()", "utc_time()", "utc_timestamp()", "utc_timestamp(3)", "curtime()", "1", "'1'", "1.0", "1e0", "true", "null", "'a'", "'A'", "'a '", "-1", "- -1", "e", "e + 0", "f(a)", "f(b)",
		"json_extract(j, '$.a')", "json_unquote(json_extract(j, '$.a'))", "json_length(j)", "hex(a)", "bin(a)", "oct(a)", "conv(a, 10, 16)", "std(a)", "stddev_samp(a)", "variance(a)", "var_samp(a)", "bit_or(a)", "bit_and(a)", "greatest(a, b)", "least(a, b)",
	} {
		list = append(list, "select "+value+" as x from t window w1 as (partition by a), w2 as (w1 order by b)")
	}
	return list
}
