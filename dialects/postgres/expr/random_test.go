package expr_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// TestRandom is the law that an expression keeps its key when a server has read
// and printed it, over random expressions. What the server refuses says
// nothing; what it accepts must be decided.
func TestRandom(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		b := newBench(t, major)
		b.read()
		scope := expr.TableScope(b.tables["t"])
		var accepted, all int
		rapid.Check(t, func(t *rapid.T) {
			d := drawn{
				scope: scope.If(), ddl: "ALTER TABLE app.t ADD CONSTRAINT x CHECK (%)",
				query: "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'x'",
			}
			g := generator{t: t, major: major}
			if rapid.IntRange(0, 2).Draw(t, "kind") > 0 {
				d.text = g.expression("boolean", 4)
			} else {
				d = g.assigned(scope)
			}
			back, err := d.printed(b.conn)
			if all++; err != nil {
				return
			}
			accepted++
			written := d.scope
			written.SearchPath = path
			key, err := b.key("", written, d.text)
			backKey, backErr := b.key("", d.scope, back)
			if err != nil || backErr != nil {
				t.Fatalf("%s: %s\n%s\nundecided: %v, %v", d.ddl, d.text, back, err, backErr)
			}
			if key != backKey && !strings.HasPrefix(key, "provisional") {
				t.Fatalf("%s\nwritten   %s\nread back %s\n%s\n%s", d.ddl, d.text, back, key, backKey)
			}
		})
		t.Logf("%d of %d expressions were accepted", accepted, all)
		if accepted*4 < all {
			t.Errorf("only %d of %d expressions were accepted", accepted, all)
		}
	})
}

// drawn is a random expression and its place.
type drawn struct {
	scope      expr.Scope
	text       string
	ddl, query string // % stands for the text
}

// assigned draws an expression that is assigned to a column: a default, which
// sees no columns, or a generated value.
func (g generator) assigned(scope expr.Scope) drawn {
	types := append([]string{
		"varchar(3)", "numeric(10,2)", "numeric(5,0)", "timestamp(0)", "posint", "small", "code", "price", "tags", "feeling",
		"varchar(10)[]", "char", "bit(3)",
	}, scalars...)
	target := g.pick(types...)
	var from string
	switch target {
	case "varchar(3)", "code", "char":
		from = g.pick(strs...)
	case "numeric(10,2)", "numeric(5,0)", "posint", "small", "price", "bit(3)":
		from = g.pick(numbers...)
	case "timestamp(0)":
		from = g.pick("date", "timestamp", "timestamptz")
	case "tags", "varchar(10)[]":
		from = g.pick("text[]", "varchar[]")
	case "feeling":
		from = "mood"
	default:
		from = g.near(target)
	}
	g.constant = rapid.Bool().Draw(g.t, "constant")
	clause := "DEFAULT (%)"
	if !g.constant {
		clause = "GENERATED ALWAYS AS (%) STORED"
	}
	written := target
	if slices.Contains([]string{"posint", "small", "code", "price", "tags", "feeling", "mood"}, target) {
		written = "app." + target
	}
	return drawn{
		scope: scope.Assign(columnType(written)), text: g.expression(from, 3),
		ddl: "ALTER TABLE app.t ADD COLUMN x_ " + target + " " + clause,
		query: "SELECT coalesce((SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute " +
			"ON attrelid = adrelid AND attnum = adnum WHERE attname = 'x_'), 'NULL')",
	}
}

// columnType reads the type of a column of the test's.
func columnType(text string) model.Type {
	t := model.Type{Name: text}
	if element, ok := strings.CutSuffix(t.Name, "[]"); ok {
		t.Name, t.Array = element, true
	}
	if name, mods, ok := strings.Cut(strings.TrimSuffix(t.Name, ")"), "("); ok {
		t.Name, t.Modifiers = name, mods
	}
	if schema, name, ok := strings.Cut(t.Name, "."); ok {
		t.Schema, t.Name = schema, name
	}
	switch t.Name {
	case "mood":
		t.Schema = "app"
	case "citext":
		t.Schema = "ext"
	case "varchar":
		t.Name = "character varying"
	case "char":
		t.Name = "character"
		if t.Modifiers == "" {
			t.Modifiers = "1"
		}
	case "timestamp":
		t.Name = "timestamp without time zone"
	case "timestamptz":
		t.Name = "timestamp with time zone"
	case "time":
		t.Name = "time without time zone"
	}
	return t
}

// printed gives the expression to the server and returns what it prints.
func (d drawn) printed(conn *pgx.Conn) (string, error) {
	ctx := context.Background()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return "", err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, strings.Replace(d.ddl, "%", d.text, 1)); err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'"); err != nil {
		return "", err
	}
	var back string
	err = tx.QueryRow(ctx, d.query).Scan(&back)
	return back, err
}

// generator draws expressions of a wanted type.
type generator struct {
	t     *rapid.T
	major int
	// constant: the expression sees no columns.
	constant bool
}

func (g generator) pick(list ...string) string {
	return list[rapid.IntRange(0, len(list)-1).Draw(g.t, "pick")]
}

// columnsOf lists the columns of the test table by type.
var columnsOf = map[string][]string{
	"boolean": {"bo"}, "integer": {"i", "dom", "sm", `"order"`}, "smallint": {"i2"}, "bigint": {"id"},
	"numeric": {"n", "n0", "pr"}, "double precision": {"f"}, "real": {"f4"}, "text": {"tx"}, "varchar": {"v", "v3", "co"},
	"char(5)": {"c"}, "name": {"nm"}, "citext": {"ct"}, "date": {"d"}, "timestamp": {"ts", "ts3"}, "timestamptz": {"tz"},
	"time": {"tm"}, "interval": {"iv", "ivd"}, "jsonb": {"jb"}, "text[]": {"ta", "tg"}, "varchar[]": {"va"},
	"integer[]": {"ia"}, "numeric[]": {"na"}, "mood": {"m", "fe"}, "uuid": {"u"}, "int4range": {"rng"}, "bytea": {"by"},
	"pair": {"pa", "(ne).p"},
}

// literalsOf lists texts of literals by type.
var literalsOf = map[string][]string{
	"boolean": {"true", "f", "on"}, "integer": {"1", "-5", " 7 ", "0"}, "smallint": {"1", "-2"}, "bigint": {"5", "3000000000"},
	"numeric": {"1.5", "-0.50", "1e2", "0"}, "double precision": {"0.1", "1e10", "NaN"}, "real": {"0.1", "2"},
	"text": {"a", "", "it''s", "1"}, "varchar": {"a", "long text"}, "char(5)": {"a", "x  "}, "name": {"a"}, "citext": {"A"},
	"date": {"2020-01-05", "2020-1-5", "infinity", "20200105"}, "timestamp": {"2020-01-05", "2020-01-05 10:11:12.5"},
	"timestamptz": {"2020-01-05 10:00+02", "epoch"}, "time": {"12:00", "23:59:59.5"}, "interval": {"1 day", "90 min", "P1M"},
	"jsonb": {`{"b":1, "a":[1.0,"x"]}`, "[]", "1"}, "text[]": {"{a,b}", "{}", "{NULL}"}, "varchar[]": {"{a}"},
	"integer[]": {"{1,2}", "{{1},{2}}"}, "numeric[]": {"{1.5,2}"}, "mood": {"ok", "sad"},
	"uuid": {"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"}, "int4range": {"[1,5]", "(,3)", "empty"}, "bytea": {`\x00FF`, "abc"},
	"pair": {"(1,x)", "(,)"},
}

var numbers = []string{"integer", "smallint", "bigint", "numeric", "double precision", "real"}

var strs = []string{"text", "varchar", "char(5)", "citext", "name"}

var scalars = []string{
	"integer", "smallint", "bigint", "numeric", "double precision", "text", "varchar", "char(5)", "citext",
	"date", "timestamp", "timestamptz", "time", "interval", "mood", "uuid", "boolean",
}

func (g generator) expression(typ string, depth int) string {
	if depth <= 0 || rapid.IntRange(0, 9).Draw(g.t, "leaf") == 0 {
		return g.leaf(typ)
	}
	depth--
	switch rapid.IntRange(0, 9).Draw(g.t, "form") {
	case 0:
		return g.leaf(typ)
	case 1:
		return "COALESCE(" + g.expression(typ, depth) + ", " + g.expression(g.near(typ), depth) + ")"
	case 2:
		return "CASE WHEN " + g.expression("boolean", depth) + " THEN " + g.expression(typ, depth) + " ELSE " + g.expression(g.near(typ), depth) + " END"
	case 3:
		return g.cast(typ, depth)
	case 4:
		return g.pick("GREATEST", "LEAST", "NULLIF") + "(" + g.expression(typ, depth) + ", " + g.expression(g.near(typ), depth) + ")"
	}
	return g.construct(typ, depth)
}

// near is a type that goes together with typ, mostly typ itself.
func (g generator) near(typ string) string {
	if rapid.IntRange(0, 3).Draw(g.t, "near") > 0 {
		return typ
	}
	for _, family := range [][]string{numbers, strs, {"date", "timestamp", "timestamptz"}} {
		for _, t := range family {
			if t == typ {
				return g.pick(family...)
			}
		}
	}
	return typ
}

func (g generator) leaf(typ string) string {
	literal := "'" + g.pick(literalsOf[typ]...) + "'"
	switch rapid.IntRange(0, 5).Draw(g.t, "leaf form") {
	case 0:
		return literal
	case 1:
		return literal + "::" + typ
	case 2:
		return "NULL::" + typ
	case 3:
		for _, n := range numbers {
			if n == typ {
				return g.pick("1", "2.5", "-3", "100", "5000000000", "(-1)")
			}
		}
		return literal
	}
	if g.constant {
		return literal
	}
	return g.pick(columnsOf[typ]...)
}

func (g generator) cast(typ string, depth int) string {
	from := g.pick(append([]string{"text", "varchar"}, g.near(typ))...)
	inner := g.expression(from, depth)
	mods := ""
	switch typ {
	case "varchar":
		mods = g.pick("", "(3)", "(50)")
	case "numeric":
		mods = g.pick("", "(5,1)", "(10,2)")
	case "timestamp", "timestamptz", "time":
		mods = g.pick("", "(0)", "(3)")
	}
	return "(" + inner + ")::" + typ + mods
}

func (g generator) construct(typ string, depth int) string {
	sub := func(t string) string { return g.expression(t, depth) }
	switch typ {
	case "boolean":
		return g.condition(depth)
	case "integer", "smallint", "bigint", "numeric", "double precision", "real":
		return g.number(typ, depth)
	case "text", "varchar", "char(5)", "citext", "name":
		return g.str(typ, depth)
	case "date":
		return g.pick("current_date", "("+sub("date")+" + "+sub("integer")+")", "date("+sub("timestamp")+")")
	case "timestamp":
		return g.pick("("+sub("timestamp")+" + "+sub("interval")+")", "date_trunc('day', "+sub("timestamp")+")",
			"("+sub("timestamptz")+" AT TIME ZONE 'UTC')", "localtimestamp", "("+sub("date")+" + "+sub("interval")+")")
	case "timestamptz":
		return g.pick("now()", "current_timestamp", "current_timestamp(3)", "("+sub("timestamptz")+" - "+sub("interval")+")",
			"("+sub("timestamp")+" AT TIME ZONE 'UTC')")
	case "interval":
		return g.pick("("+sub("interval")+" * 2)", "("+sub("timestamp")+" - "+sub("timestamp")+")", "(- "+sub("interval")+")",
			"make_interval(days => "+sub("integer")+")", "interval '2' hour")
	case "jsonb":
		return g.pick("("+sub("jsonb")+" -> 'a')", "("+sub("jsonb")+" #> '{a,b}')", "("+sub("jsonb")+" || '{\"x\": 1}')",
			"jsonb_build_object('a', "+sub("integer")+")", "to_jsonb("+sub("text")+"::text)")
	case "text[]", "varchar[]", "integer[]", "numeric[]":
		element := strings.TrimSuffix(typ, "[]")
		return g.pick("ARRAY["+sub(element)+", "+sub(element)+"]", "("+sub(typ)+" || "+sub(typ)+")", "("+sub(typ)+")[1:2]",
			"array_append("+sub(typ)+", "+sub(element)+")")
	case "pair":
		return "ROW(" + sub("integer") + ", " + sub("text") + ")::pair"
	}
	return g.leaf(typ)
}

func (g generator) number(typ string, depth int) string {
	sub := func(t string) string { return g.expression(t, depth) }
	switch rapid.IntRange(0, 6).Draw(g.t, "number") {
	case 0:
		return "(- " + sub(typ) + ")"
	case 1:
		return g.pick("abs", "over", "poly", "round") + "(" + sub(typ) + ")"
	case 2:
		if typ == "integer" {
			return g.pick("length("+sub("text")+")", "(pa).a", "("+sub("jsonb")+" ->> 'a')::int", "("+sub("integer[]")+")[1]",
				"position('a' in "+sub("text")+")", "named(1, c => "+sub("integer")+")", "total("+sub("integer")+", "+sub("integer")+")")
		}
		return "compat(" + sub(typ) + ", " + sub(g.near(typ)) + ")"
	case 3:
		return "extract(" + g.pick("year", "epoch", "dow") + " from " + sub(g.pick("date", "timestamp", "timestamptz")) + ")::" + typ
	}
	return "(" + sub(typ) + " " + g.pick("+", "-", "*", "/", "%") + " " + sub(g.near(typ)) + ")"
}

func (g generator) str(typ string, depth int) string {
	sub := func(t string) string { return g.expression(t, depth) }
	switch rapid.IntRange(0, 5).Draw(g.t, "string") {
	case 0:
		return "(" + sub(typ) + " || " + sub(g.pick(scalars...)) + ")"
	case 1:
		return g.pick("lower", "upper", "btrim", "poly", "label", "concat") + "(" + sub(typ) + ")"
	case 2:
		return g.pick("substring("+sub(typ)+" from 1 for 2)", "overlay("+sub(typ)+" placing 'x' from 2)", "trim(both 'x' from "+sub(typ)+")",
			"("+sub("jsonb")+" ->> 'a')", "("+sub("text[]")+")[1]", "format('%s', "+sub(typ)+")")
	case 3:
		return "(" + sub(typ) + " COLLATE " + g.pick(`"C"`, `"POSIX"`) + ")"
	}
	return g.leaf(typ)
}

func (g generator) condition(depth int) string {
	sub := func(t string) string { return g.expression(t, depth) }
	typ := g.pick(scalars...)
	switch rapid.IntRange(0, 13).Draw(g.t, "condition") {
	case 0:
		return "(" + sub("boolean") + " " + g.pick("AND", "OR") + " " + sub("boolean") + " " + g.pick("AND", "OR") + " " + sub("boolean") + ")"
	case 1:
		return "NOT " + "(" + sub("boolean") + ")"
	case 2:
		return "(" + sub(typ) + " IS " + g.pick("", "NOT ") + "NULL)"
	case 3:
		return "(" + sub("boolean") + " IS " + g.pick("TRUE", "NOT FALSE", "UNKNOWN") + ")"
	case 4:
		return "(" + sub(typ) + " IS " + g.pick("", "NOT ") + "DISTINCT FROM " + sub(g.near(typ)) + ")"
	case 5:
		return "(" + sub(typ) + g.pick(" IN (", " NOT IN (") + sub(typ) + ", " + sub(g.near(typ)) + ", " + g.leaf(typ) + "))"
	case 6:
		return "(" + sub(typ) + g.pick(" BETWEEN ", " NOT BETWEEN ", " BETWEEN SYMMETRIC ") + sub(typ) + " AND " + sub(g.near(typ)) + ")"
	case 7:
		s := g.pick(strs...)
		return "(" + sub(s) + " " + g.pick("LIKE", "NOT ILIKE", "~", "SIMILAR TO") + " " + sub("text") + ")"
	case 8:
		element := g.pick("text", "varchar", "integer", "numeric")
		return "(" + sub(element) + " " + g.pick("=", "<>", "<") + " " + g.pick("ANY", "ALL") + " (" + sub(element+"[]") + "))"
	case 9:
		other := g.pick(scalars...)
		return "((" + sub(typ) + ", " + sub(other) + ") " + g.pick("=", "<", ">=", "<>") + " (" + sub(g.near(typ)) + ", " + sub(other) + "))"
	case 10:
		return "(" + sub("jsonb") + " " + g.pick("?", "@>") + " '" + strconv.Itoa(rapid.IntRange(0, 9).Draw(g.t, "key")) + "')"
	case 11:
		return g.pick("("+sub("int4range")+" @> "+sub("integer")+")", "("+sub("text[]")+" && "+sub("text[]")+")",
			"("+sub("pair")+" = "+sub("pair")+")", "(("+sub("date")+", "+sub("interval")+") OVERLAPS ("+sub("date")+", "+sub("date")+"))")
	}
	return "(" + sub(typ) + " " + g.pick("=", "<>", "<", ">=") + " " + sub(g.near(typ)) + ")"
}
