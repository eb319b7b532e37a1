package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/mytest"
)

// queryMaker makes random queries about the tables of viewTables.
type queryMaker struct {
	*rand.Rand
	names []string // columns that can be named where it is
}

func (m *queryMaker) pick(list ...string) string { return list[m.IntN(len(list))] }

// expression makes an expression; conditions are among them.
func (m *queryMaker) expression(depth int) string {
	if depth <= 0 || m.IntN(6) == 0 {
		return m.pick(m.pick(m.names...), m.pick(m.names...), m.pick(m.names...), "1", "2", "0", "'x'", "'1'", "NULL", "1.5", "true", "-1")
	}
	e := func() string { return m.expression(depth - 1) }
	switch m.IntN(16) {
	case 0:
		return e() + " " + m.pick("+", "-", "*", "/", "%", "div", "mod") + " " + e()
	case 1:
		return "(" + e() + ") " + m.pick("+", "-", "*", "|", "&", "<<", "^") + " (" + e() + ")"
	case 2, 3:
		return e() + m.pick(" = ", " <> ", " < ", " > ", " <= ", " >= ", " <=> ", " != ") + e()
	case 4:
		return m.pick("-", "~", "+") + "(" + e() + ")"
	case 5: // MariaDB takes NOT NOT a for a in conditions
		return m.pick("not ", "NOT ", "!") + "(" + e() + m.pick(" = ", " < ", " >= ") + e() + ")"
	case 6, 7:
		return "(" + e() + m.pick(" and ", " or ", " xor ", " && ") + e() + ")"
	case 8:
		return "(" + e() + ")" + m.pick(" is null", " is not null", " is true", " is not true", " is false", " is not false", " is unknown")
	case 9:
		return "(" + e() + ")" + m.pick(" in ", " not in ") + "(" + e() + ", " + e() + ")"
	case 10:
		return "(" + e() + ")" + m.pick(" between ", " not between ") + "(" + e() + ") and (" + e() + ")"
	case 11:
		return "case when " + e() + " then " + e() + " else " + e() + " end"
	case 12:
		return m.call(e)
	case 13:
		return "cast(" + e() + " as " + m.pick("signed", "char", "unsigned", "decimal(10,2)", "char(3)", "date") + ")"
	case 14:
		// MariaDB takes (a LIKE b) IN (c) for a LIKE (b IN (c)), and prints it so.
		return "if(" + m.expression(0) + m.pick(" like ", " not like ") + m.pick("'x%'", "'%1'", "(b)") + ", " + e() + ", 2)"
	}
	if depth < 2 {
		return e()
	}
	return m.subquery(depth)
}

func (m *queryMaker) call(e func() string) string {
	switch m.IntN(6) {
	case 0:
		return "if(" + e() + ", " + e() + ", " + e() + ")"
	case 1:
		return m.pick("upper", "lower", "abs", "length", "char_length", "trim", "hex", "isnull", "ceil", "round") + "(" + e() + ")"
	case 2:
		return m.pick("instr", "concat", "nullif", "ifnull", "mod", "greatest", "left") + "(" + e() + ", " + e() + ")"
	case 3:
		return "date_add(d, interval " + e() + " " + m.pick("day", "month", "hour") + ")"
	case 4:
		return m.pick("substring", "substr", "mid") + "(" + e() + ", 2)"
	}
	return "coalesce(" + e() + ", " + e() + ", " + e() + ")"
}

// subquery makes a query inside of an expression, which may name what is outside.
func (m *queryMaker) subquery(depth int) string {
	outer := m.names
	m.names = append([]string{"i.id", "i.n", "t_id"}, outer...)
	defer func() { m.names = outer }()
	where := " from u i where " + m.expression(depth-2)
	switch m.IntN(4) {
	case 0:
		return m.pick("", "not ") + "exists (select " + m.pick("*", "1", "i.id") + where + ")"
	case 1:
		// MySQL prints no parentheses around it.
		return "if(" + m.pick(outer...) + m.pick(" in ", " not in ", " = any ", " <> all ") + "(select i.id" + where + "), 2, a)"
	case 2:
		return "(select " + m.pick("max(i.id)", "count(*)", "min(i.n)") + where + ")"
	}
	return "(select i.n" + where + " order by i.id limit 1)"
}

// query makes a whole query.
func (m *queryMaker) query() string {
	froms := []struct {
		text  string
		names []string
	}{
		{"t", []string{"id", "a", "b", "t.c"}},
		{"t x", []string{"x.id", "a", "b", "x.d"}},
		{"t join w using (id)", []string{"id", "a", "v", "t.b", "d"}},
		{"t left join w on t.id = w.id and ", []string{"t.id", "a", "v", "b", "w.u_id", "d"}},
		{"w right join t on ", []string{"t.id", "a", "v", "b", "d"}},
		{"(select id, a + 1 as a, b, d from t where id > 1) s", []string{"id", "a", "s.b", "d"}},
		{"t natural join (select id as id, a as z from t) y", []string{"id", "a", "z", "b", "d"}},
		{"t, w ww", []string{"t.id", "a", "v", "b", "d"}},
		{"v0 join t on v0.a = t.a", []string{"v0.b", "t.a", "id", "v0.a", "d"}},
	}
	from := froms[m.IntN(len(froms))]
	m.names = from.names
	text := from.text
	if strings.HasSuffix(text, "on ") || strings.HasSuffix(text, "and ") {
		text += "(" + m.expression(2) + ")"
	}
	where := m.pick("", " where "+m.expression(3))
	b := m.pick(m.names...)
	switch m.IntN(4) {
	case 0:
		return "select " + b + " as g, count(*) as n, " + m.pick("sum", "max", "min", "count", "avg") + "(" + m.expression(2) + ") as s from " + text + where +
			" group by " + m.pick("g", "1", b) + m.pick("", " having n > 1", " having s > 0 and count(*) < 9", " having max("+b+") > 1") + m.pick("", " order by n, g desc", " order by 2, 1", " order by count(*) desc")
	case 1:
		return "select " + m.expression(3) + " as x from " + text + where + m.pick(" union ", " union all ") + "select " + m.expression(2) + " from " + text + m.pick("", " order by x", " order by 1 desc limit 2")
	case 2:
		return "with k as (select " + b + " as p, " + m.expression(2) + " as q from " + text + where + ") select k.p, q, " + m.pick("q + 1", "p", "k.q is null") + " as r from k" + m.pick("", " where q > 1", " order by p desc", " join u on u.id = k.p")
	}
	return "select " + m.pick("", "distinct ") + m.expression(3) + " as x, " + m.expression(2) + ", " + b + " as y from " + text + where + m.pick("", " order by x", " order by y desc, 1", " limit 3", " order by "+m.pick(m.names...)+" + 1")
}

// Random views are what the server keeps.
func TestRandomViews(t *testing.T) {
	count := 150
	if os.Getenv("SCHEMADIFF_MATRIX") != "" {
		count = 3000
	}
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		for begin := 0; begin < count; begin += 150 {
			t.Run(fmt.Sprint(begin), func(t *testing.T) {
				var queries []string
				for i := range 150 {
					m := &queryMaker{Rand: rand.New(rand.NewPCG(uint64(begin+i), 11))}
					queries = append(queries, m.query())
				}
				db := mytest.NewOn(t, product)
				script, made := viewsOf(t, db, queries)
				if len(made) < 100 {
					t.Errorf("the server has made %d views", len(made))
				}
				sameViews(t, db, script, made)
			})
		}
	})
}
