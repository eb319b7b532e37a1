package gen

import (
	"slices"
	"strconv"
	"strings"
)

// A template says how the statement of an object is written. {words} in braces
// are filled with relations, columns and so on, «a|b» is one of several, ⟦text⟧
// a string constant.
type template struct {
	kind, role, suffix, text string
	since                    int
}

// templates reads the table of templates. Its lines are
//
//	15:kind/role [SUFFIX] = statement
//
// with "\" at the end of a line that goes on.
func templates() []template {
	var list []template
	text := strings.ReplaceAll(viewTemplates+routineTemplates+attachedTemplates+rareTemplates, "\\\n", "")
	for line := range strings.Lines(text) {
		head, statement, found := strings.Cut(strings.TrimRight(line, "\n"), " = ")
		if !found {
			continue
		}
		t := template{text: strings.TrimSpace(statement)}
		if v, rest, found := strings.Cut(head, ":"); found {
			t.since, _ = strconv.Atoi(v)
			head = rest
		}
		head, t.suffix, _ = strings.Cut(strings.TrimSuffix(head, "]"), " [")
		t.kind, t.role, _ = strings.Cut(head, "/")
		list = append(list, t)
	}
	return list
}

// ObjectKinds lists the kinds of objects that have templates and that there are
// in a version, in the product's words.
func ObjectKinds(major int) []string {
	var list []string
	for _, t := range templates() {
		name := t.kind
		if name == "foreign data wrapper" {
			name = "foreign-data wrapper"
		}
		if name == "materialized view" || name == "foreign table" {
			continue // a table to the product
		}
		if t.since <= major && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// The first templates of a kind are the plain ones. {pred:a} is a condition over
// a's columns, {own:a} one in which they stand without a's name, {new:a} one over
// the row of a trigger; {items:a} is a select list, {as:integer} names a column
// of that type.
const viewTemplates = `
view = CREATE {or}VIEW {name} «|WITH (security_barrier) |15:WITH (security_invoker = true) |WITH (security_barrier = false) »AS SELECT {items:a} FROM {rel:a} a«| WHERE {pred:a}| ORDER BY {a.sorted}»
view = CREATE {or}VIEW {name} AS SELECT {star:a} FROM {rel:a} AS a
view = CREATE {or}VIEW {name} AS SELECT {star:a} FROM {rel:a:table} AS a WHERE ({pred:a}) «WITH CHECK OPTION|WITH LOCAL CHECK OPTION|»
view = CREATE {or}VIEW {name} AS SELECT {items:a} FROM {rel:a:plain} AS a WHERE ({pred:a}) «WITH CASCADED CHECK OPTION|WITH LOCAL CHECK OPTION|»
view = CREATE {or}VIEW {name} AS SELECT {named:a}, {expr:a:integer} AS {as:integer} FROM {rel:a} a
view = CREATE {or}VIEW {name} AS SELECT {named:a}, {expr:a:numeric} AS {as:numeric}, lower({a.text}) AS {as:text} FROM {rel:a} a{;}COMMENT ON COLUMN {self}.{out} IS 'a column'
view = CREATE {or}VIEW {name} AS SELECT {named:a}, {named:b} FROM {rel:a} a «JOIN|LEFT JOIN|FULL JOIN|RIGHT JOIN» {rel:b} b ON «{a.integer} = {b.integer}|{a.integer} = {b.integer} AND {pred:b}»
view = CREATE {or}VIEW {name} AS SELECT {named:a}, b.n AS {as:bigint} FROM {rel:a} a «CROSS JOIN LATERAL|, LATERAL» (SELECT count(*) AS n FROM {rel:b} b WHERE {pred:a,b}) b
view = CREATE {or}VIEW {name} AS SELECT {a.sorted#1} AS {as:row}, count(*) AS {as:bigint}, «max|min»({a.integer}) AS {as:integer} FROM {rel:a} a GROUP BY {a.sorted#1}«| HAVING count(*) > 1| HAVING bool_or({pred:a})»
view = CREATE {or}VIEW {name} AS SELECT {items:a}, count({b.any}) AS {as:bigint}, «array_agg|max|min»({b.integer}) AS {as:row} FROM {rel:a:keyed} a LEFT JOIN {rel:b} b ON {pred:a,b} GROUP BY {key:a}
view = CREATE {or}VIEW {name} AS SELECT {a.integer#1} AS {as:integer}, {b.text#1} AS {as:text}, count(*) «FILTER (WHERE {pred:a}) |»AS {as:bigint} FROM {rel:a} a, {rel:b} b GROUP BY «ROLLUP ({a.integer#1}, {b.text#1})|CUBE ({a.integer#1}, {b.text#1})|GROUPING SETS (({a.integer#1}), ({b.text#1}), ())|1, 2»
view = CREATE {or}VIEW {name} AS SELECT {named:a}, «row_number()|rank()|sum({a.integer})|count(*)|lag({a.integer})» OVER («PARTITION BY {a.sorted} |»ORDER BY {a.sorted}«| DESC NULLS LAST| ROWS BETWEEN 1 PRECEDING AND CURRENT ROW| RANGE UNBOUNDED PRECEDING») AS {as:row} FROM {rel:a} a
view = CREATE {or}VIEW {name} AS SELECT {named:a}, count(*) OVER w AS {as:bigint}, first_value({a.integer}) OVER w AS {as:row} FROM {rel:a} a WINDOW w AS (ORDER BY {a.integer})
view = CREATE {or}VIEW {name} AS SELECT {a.integer} AS {as:integer} FROM {rel:a} a «UNION|UNION ALL|INTERSECT|EXCEPT» SELECT {b.integer} FROM {rel:b} b«| ORDER BY 1| LIMIT 10| WHERE {pred:b}»
view = CREATE {or}VIEW {name} AS (SELECT {a.date} AS {as:date}, 1 AS {as:integer} FROM {rel:a} a UNION SELECT {b.date}, 2 FROM {rel:b} b) EXCEPT ALL VALUES ('2024-01-01'::date, 3)
view = CREATE {or}VIEW {name} AS WITH c AS «|MATERIALIZED|NOT MATERIALIZED» (SELECT {a.integer} AS x, {a.any} AS y FROM {rel:a} a WHERE {pred:a}) SELECT c.x AS {as:integer}, (SELECT max(d.x) FROM c d WHERE d.x < c.x) AS {as:integer} FROM c
view = CREATE {or}VIEW {name} AS WITH RECURSIVE r(n) AS (SELECT {a.integer}::integer FROM {rel:a} a UNION ALL SELECT r.n + 1 FROM r WHERE r.n < «10|20») SELECT n AS {as:integer} FROM r
view = CREATE {or}VIEW {name} ({as:integer}, {as:text}) AS SELECT {a.integer}, {a.text} || '!' FROM {rel:a} a«| OFFSET 1| FETCH FIRST 3 ROWS ONLY»
view = CREATE {or}VIEW {name} AS SELECT {named:a}, «EXISTS (SELECT 1 FROM {rel:b} b WHERE {pred:a,b})|{a.integer} IN (SELECT {b.integer} FROM {rel:b} b)|NOT EXISTS (SELECT FROM {rel:b} b)|{a.integer} = ANY (SELECT {b.integer} FROM {rel:b} b)» AS {as:boolean} FROM {rel:a} a
view = CREATE {or}VIEW {name} AS SELECT DISTINCT «|ON ({a.sorted}) »{a.integer} AS {as:integer} FROM {rel:a} a
view = CREATE {or}VIEW {name} AS SELECT rw AS {as:row}, (rw).{rw:any} AS {as:row} FROM {rel:rw} rw
view = CREATE {or}VIEW {name} AS SELECT {named:a}, g AS {as:row} FROM {rel:a} a, «generate_series(1, {a.integer}) g|unnest(ARRAY[{a.integer}, 2]) g|generate_series(1, 3) WITH ORDINALITY x(g, o)»
view = CREATE {or}VIEW {name} AS SELECT {expr:a:boolean} AS {as:boolean}, {expr:a:date} AS {as:date}, coalesce({a.integer}, 0) AS {as:integer} FROM {rel:a} a«| FOR UPDATE»
view = CREATE {or}VIEW {name} AS SELECT «1 AS {as:integer}|2 AS {as:integer}»
view = CREATE {or}VIEW {name} AS SELECT {obj:function/integer}({a.integer}) AS {as:integer} FROM {rel:a} a
view = CREATE {or}VIEW {name} AS SELECT {obj:aggregate/integer}({a.integer}) AS {as:integer} FROM {rel:a} a
materialized view = CREATE MATERIALIZED VIEW {name} «|WITH (fillfactor = 70) |WITH (autovacuum_enabled = false) »AS SELECT {items:a} FROM {rel:a} a «|WITH DATA|WITH NO DATA»
materialized view = CREATE MATERIALIZED VIEW {name} AS SELECT {a.integer#1} AS {as:integer}, count(*) AS {as:bigint} FROM {rel:a} a GROUP BY {a.integer#1} «|WITH NO DATA»
materialized view = CREATE MATERIALIZED VIEW {name} ({as:integer}) AS SELECT {a.integer} FROM {rel:a} a WHERE {pred:a} WITH NO DATA
index = CREATE «|UNIQUE »INDEX {name} ON {rel:m:materialized view} ({m:integer}«| DESC»)
index = CREATE INDEX {name} ON {rel:m:materialized view} USING «btree|hash» ({m:sorted})«| WHERE {m:any} IS NOT NULL»
`

const attachedTemplates = `
trigger = CREATE {or}TRIGGER {name} «BEFORE|AFTER» «INSERT|UPDATE|DELETE|INSERT OR UPDATE|INSERT OR UPDATE OR DELETE|UPDATE OF {t:any}» ON {rel:t:table} FOR EACH «ROW|STATEMENT» EXECUTE FUNCTION {obj:function/trigger}(«|'a', 'it''s'|7»)
trigger = CREATE {or}TRIGGER {name} «BEFORE|AFTER» UPDATE «|OF {t:any} |OF {t:any#1}, {t:any#2} »ON {rel:t:plain} FOR EACH ROW «|WHEN ({new:t}) |WHEN ({old:t}) »EXECUTE FUNCTION {obj:function/trigger}()
trigger = CREATE {or}TRIGGER {name} AFTER INSERT ON {rel:t:plain} REFERENCING NEW TABLE AS «fresh|added» FOR EACH STATEMENT EXECUTE PROCEDURE {obj:function/trigger}()
trigger = CREATE {or}TRIGGER {name} AFTER UPDATE ON {rel:t:plain} REFERENCING «OLD TABLE AS was|NEW TABLE AS now|OLD TABLE AS was NEW TABLE AS now» FOR EACH STATEMENT EXECUTE FUNCTION {obj:function/trigger}()
trigger = CREATE CONSTRAINT TRIGGER {name} AFTER «INSERT|UPDATE OF {t:any}|DELETE» ON {rel:t:table} «|DEFERRABLE |DEFERRABLE INITIALLY DEFERRED |NOT DEFERRABLE »FOR EACH ROW «|WHEN (true) »EXECUTE FUNCTION {obj:function/trigger}()
trigger = CREATE {or}TRIGGER {name} BEFORE INSERT ON {rel:t:table} FOR EACH ROW EXECUTE FUNCTION {obj:function/trigger}()«|{;}ALTER TABLE {t} DISABLE TRIGGER {self}|{;}ALTER TABLE {t} ENABLE REPLICA TRIGGER {self}|{;}ALTER TABLE {t} ENABLE ALWAYS TRIGGER {self}»
trigger = CREATE {or}TRIGGER {name} INSTEAD OF «INSERT|UPDATE|DELETE|INSERT OR DELETE» ON {rel:t:view} FOR EACH ROW EXECUTE FUNCTION {obj:function/trigger}()
trigger = CREATE {or}TRIGGER {name} AFTER UPDATE ON {rel:t:plain} FOR EACH ROW WHEN (OLD.* «IS DISTINCT FROM|<>|*<>» NEW.*) EXECUTE FUNCTION {obj:function/trigger}()
policy = CREATE POLICY {name} ON {rel:t:table} «|AS RESTRICTIVE |AS PERMISSIVE »«|FOR ALL |FOR UPDATE »«|TO PUBLIC |TO pg_monitor »USING ({own:t})«| WITH CHECK ({own:t})»
policy = CREATE POLICY {name} ON {rel:t:table} FOR «SELECT|DELETE» «|TO pg_monitor, pg_signal_backend »USING («true|{own:t}|{t:integer} IN (SELECT {u.integer} FROM {rel:u} u WHERE {pred:u})»)
policy = CREATE POLICY {name} ON {rel:t:table} FOR INSERT WITH CHECK («{own:t}|EXISTS (SELECT 1 FROM {rel:u} u WHERE {pred:u})»)
rule = CREATE {or}RULE {name} AS ON «INSERT|UPDATE» TO {rel:t:table} DO ALSO «NOTHING|(DELETE FROM {u} x WHERE false; DELETE FROM {u} y WHERE {new:t} AND false)|DELETE FROM {rel:u:plain} x WHERE false»
rule = CREATE {or}RULE {name} AS ON DELETE TO {rel:t:table} WHERE {old:t} DO «INSTEAD NOTHING|ALSO NOTHING|INSTEAD SELECT 1|ALSO SELECT {u.any} FROM {rel:u} u»
rule = CREATE {or}RULE {name} AS ON UPDATE TO {rel:t:view} DO INSTEAD «NOTHING|DELETE FROM {u} u WHERE {pred:u}|SELECT {u.any} FROM {rel:u:table} u»
rule = CREATE {or}RULE {name} AS ON UPDATE TO {rel:t:table} DO ALSO DELETE FROM {rel:u:plain} x WHERE false{;}ALTER TABLE {t} «DISABLE RULE|ENABLE REPLICA RULE|ENABLE ALWAYS RULE|ENABLE RULE» {self}
`
