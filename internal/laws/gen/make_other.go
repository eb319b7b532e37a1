package gen

import (
	"slices"
	"strconv"
	"strings"
)

// others draws objects of kinds that this model does not hold: they
// must be reported and must not disturb.
func (m *maker) others() {
	for _, t := range m.s.Tables {
		if t.AccessMethod == AccessMethod {
			m.s.Others = append(m.s.Others, &Other{Kind: "access method", Text: "CREATE ACCESS METHOD " + AccessMethod + " TYPE TABLE HANDLER heap_tableam_handler"})
			break
		}
	}
	for range oneOf(m.draw, 0, 0, 0, 0, 1, 2, 4) {
		if o := m.other(); o != nil && !m.hasCast(o) {
			m.s.Others = append(m.s.Others, o)
		}
	}
}

// hasCast says whether the object is a cast and there is one: a second one
// between the same types is refused.
func (m *maker) hasCast(o *Other) bool {
	return o.Kind == "cast" && slices.ContainsFunc(m.s.Others, func(p *Other) bool { return p.Kind == "cast" })
}

// WithoutOthers removes the objects that the product does not hold, beside what
// the other objects cannot do without. Its plans do not drop and create them, so
// that they would stand in the way of what they use.
func (s *Schema) WithoutOthers() *Schema {
	s.Others = filter(s.Others, func(o *Other) bool { return o.Kind == "access method" })
	return s
}

// other draws one such object. Text holds {ns} for a namespace, {name} for a
// new name and {table} for a table.
func (m *maker) other() *Other {
	kind := pick(m.draw, otherKinds())
	o := &Other{Kind: kind[0], Text: kind[1]}
	ns := m.ns()
	o.After = append(o.After, ns)
	o.Text = strings.ReplaceAll(o.Text, "{ns}", QuoteIdent(ns.Name))
	o.Text = strings.ReplaceAll(o.Text, "{name}", QuoteIdent(clip(m.relation(ns, []string{"other", "helper"}), 50)+strconv.Itoa(m.next())))
	o.Text = strings.ReplaceAll(o.Text, "{hash}", strings.Repeat("#", m.next()%40))
	if strings.Contains(o.Text, "{table}") {
		tables := filter(m.s.Tables, func(t *Table) bool { return len(t.Columns) > 0 && t.PartOf == nil && !t.Unlogged })
		if len(tables) == 0 {
			return nil
		}
		t := pick(m.draw, tables)
		o.After = append(o.After, t)
		o.Text = strings.ReplaceAll(o.Text, "{table}", QuoteIdent(t.NS.Name)+"."+QuoteIdent(t.Name))
	}
	return o
}

func otherKinds() [][2]string {
	return [][2]string{
		{"view", "CREATE VIEW {ns}.{name} AS SELECT 1 AS one, 'x'::text AS label"},
		{"view", "CREATE OR REPLACE VIEW {ns}.{name} (n) AS SELECT count(*) FROM {table}"},
		{"materialized view", "CREATE MATERIALIZED VIEW {ns}.{name} AS SELECT 1 AS one WITH NO DATA"},
		{"function", "CREATE FUNCTION {ns}.{name}(a integer, b text DEFAULT 'x') RETURNS text LANGUAGE sql STABLE AS $$ SELECT b || a $$"},
		{"function", "CREATE FUNCTION {ns}.{name}(VARIADIC a integer[]) RETURNS SETOF integer AS 'SELECT unnest(a)' LANGUAGE sql"},
		{"function", "CREATE FUNCTION {ns}.{name}() RETURNS TABLE (x int, y text) LANGUAGE plpgsql AS $f$ BEGIN RETURN; END $f$"},
		{"procedure", "CREATE PROCEDURE {ns}.{name}(INOUT a integer) LANGUAGE plpgsql AS $$ BEGIN a := a + 1; END; $$"},
		{"aggregate", "CREATE AGGREGATE {ns}.{name}(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')"},
		{"operator", "CREATE OPERATOR {ns}.<=>{hash} (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)"},
		{"rule", "CREATE RULE {name} AS ON DELETE TO {table} DO ALSO NOTHING"},
		{"policy", "CREATE POLICY {name} ON {table} FOR SELECT USING (true)"},
		{"collation", `CREATE COLLATION {ns}.{name} (LC_COLLATE = 'C', LC_CTYPE = 'C')`},
		{"text search configuration", "CREATE TEXT SEARCH CONFIGURATION {ns}.{name} (COPY = pg_catalog.simple)"},
		{"text search dictionary", "CREATE TEXT SEARCH DICTIONARY {ns}.{name} (TEMPLATE = pg_catalog.simple)"},
		{"operator family", "CREATE OPERATOR FAMILY {ns}.{name} USING btree"},
		{"conversion", "CREATE CONVERSION {ns}.{name} FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"},
		{"publication", "CREATE PUBLICATION {name} FOR ALL TABLES"},
		{"cast", "CREATE CAST (point AS int4range) WITH INOUT AS ASSIGNMENT"},
		{"cast", "CREATE CAST (tsquery AS bytea) WITHOUT FUNCTION"},
		{"foreign data wrapper", "CREATE FOREIGN DATA WRAPPER {name}"},
	}
}
