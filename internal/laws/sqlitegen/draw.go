// Package sqlitegen draws random schemas of SQLite for the tests of laws, and
// random changes of them.
package sqlitegen

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// World is a random schema. It is made so that every clause can occur and the
// whole is accepted: names are taken from a few, so that what goes and what comes
// meet.
type World struct {
	tables []*table
	others []string // views and triggers
}

type table struct {
	name                 string
	columns              []*column
	constraints          []string
	indexes              []string
	strict, withoutRowID bool
}

type column struct{ name, typ, rest string }

func pick(t *rapid.T, label string, list ...string) string {
	return rapid.SampledFrom(list).Draw(t, label)
}

// chance is true so often. Small numbers are drawn more often than others, so they
// are spread.
func chance(t *rapid.T, label string, percent int) bool {
	return (rapid.IntRange(0, 99).Draw(t, label)*37+50)%100 < percent
}

// Draw draws a schema.
func Draw(t *rapid.T) *World {
	w := &World{}
	for _, name := range []string{"a", "b", "C d", "select"} {
		if chance(t, "table", 75) {
			w.tables = append(w.tables, drawTable(t, name))
		}
	}
	w.drawRest(t)
	return w
}

var columnNames = []string{"id", "x", "y", "Zed", "group", "two words"}

func drawTable(t *rapid.T, name string) *table {
	tab := &table{name: name, strict: chance(t, "strict", 15)}
	for i, c := range columnNames {
		if i == 0 || chance(t, "column", 60) {
			tab.columns = append(tab.columns, drawColumn(t, tab, c))
		}
	}
	key := -1
	if chance(t, "key", 60) {
		key = rapid.IntRange(0, len(tab.columns)-1).Draw(t, "key column")
		tab.columns[key].rest = "" // nothing contradicts it
		tab.columns[key].drawKey(t, tab)
	}
	if key >= 0 && !strings.Contains(tab.columns[key].rest, "AUTOINCREMENT") {
		tab.withoutRowID = chance(t, "without rowid", 20)
	}
	tab.drawConstraints(t)
	return tab
}

func (c *column) drawKey(t *rapid.T, tab *table) {
	switch {
	case chance(t, "alias", 60):
		c.typ = "INTEGER"
		c.rest = " PRIMARY KEY" + pick(t, "alias", "", " AUTOINCREMENT", " ON CONFLICT IGNORE", " DESC", "")
	default:
		c.rest = pick(t, "name", "", " CONSTRAINT pk") + " PRIMARY KEY" + pick(t, "order", "", " DESC")
	}
}

func drawColumn(t *rapid.T, tab *table, name string) *column {
	c := &column{name: name}
	if tab.strict {
		c.typ = pick(t, "type", "INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY")
	} else {
		c.typ = pick(t, "type", "", "INT", "INTEGER", "VARCHAR(10)", "DECIMAL(10, 2)", "TEXT", "blob", "DATETIME", "double precision")
	}
	if chance(t, "not null", 25) {
		c.rest += pick(t, "not null", " NOT NULL", " CONSTRAINT nn NOT NULL", " NOT NULL ON CONFLICT FAIL")
	}
	if chance(t, "collate", 15) {
		c.rest += pick(t, "collate", " COLLATE NOCASE", " COLLATE RTRIM")
	}
	switch {
	case chance(t, "generated", 12) && name != "id":
		c.rest += " AS (id" + pick(t, "operator", " + 1", " || 'x'", " * 2") + ")" + pick(t, "stored", "", " STORED", " VIRTUAL")
		return c
	case chance(t, "default", 40):
		c.rest += " DEFAULT " + pick(t, "default", "1", "'it''s'", "-1.5", "NULL", "CURRENT_TIMESTAMP", "(1 + 2)", "x'00'", "TRUE", "word")
	}
	if chance(t, "check", 15) {
		c.rest += pick(t, "check name", "", " CONSTRAINT "+"ck_"+strings.ReplaceAll(name, " ", "_")) + " CHECK (" + ident(name) + pick(t, "check", " <> 13", " IS NOT 14", " NOT IN (5, 6)") + ")"
	}
	if chance(t, "unique", 10) {
		c.rest += " UNIQUE" + pick(t, "conflict", "", " ON CONFLICT REPLACE")
	}
	if chance(t, "references", 20) {
		c.rest += " REFERENCES " + ident(pick(t, "parent", "a", "b", "C d", "select", "nowhere")) + pick(t, "on delete", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED")
	}
	return c
}

func ident(name string) string {
	if strings.ContainsAny(name, " ") || name == "select" || name == "group" {
		return `"` + name + `"`
	}
	return name
}

func (tab *table) column(t *rapid.T) string {
	return ident(tab.columns[rapid.IntRange(0, len(tab.columns)-1).Draw(t, "column")].name)
}

func (tab *table) drawConstraints(t *rapid.T) {
	name := ident(tab.name)
	for i := range rapid.IntRange(0, 2).Draw(t, "constraints") {
		a, b := tab.column(t), tab.column(t)
		switch pick(t, "constraint", "check", "unique", "foreign key", "own check") {
		case "check":
			tab.constraints = append(tab.constraints, pick(t, "name", "", fmt.Sprintf("CONSTRAINT k%d ", i))+"CHECK ("+a+" IS NOT 'none' OR "+b+" <> 4)")
		case "own check":
			tab.constraints = append(tab.constraints, "CHECK ("+name+"."+a+" <> 99)")
		case "unique":
			if a != b {
				tab.constraints = append(tab.constraints, pick(t, "name", "", fmt.Sprintf("CONSTRAINT k%d ", i))+"UNIQUE ("+a+", "+b+pick(t, "order", "", " DESC", " COLLATE NOCASE")+")")
			}
		default:
			tab.constraints = append(tab.constraints, "FOREIGN KEY ("+a+") REFERENCES "+ident(pick(t, "parent", "a", "b"))+" (id)"+pick(t, "action", "", " ON DELETE CASCADE"))
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "indexes") {
		unique := pick(t, "unique", "", "", "UNIQUE ")
		key := tab.column(t) + pick(t, "key", "", " DESC", " COLLATE NOCASE")
		if chance(t, "expression", 25) {
			key = "lower(" + tab.column(t) + ")"
		}
		where := ""
		if chance(t, "where", 25) {
			where = " WHERE " + tab.column(t) + " IS NOT NULL"
		}
		tab.indexes = append(tab.indexes, fmt.Sprintf("CREATE %sINDEX %s ON %s (%s)%s", unique, ident(fmt.Sprintf("i%d %s", i, tab.name)), name, key, where))
	}
}

func (w *World) drawRest(t *rapid.T) {
	w.others = nil
	for i, tab := range w.tables {
		name := ident(tab.name)
		if chance(t, "view", 40) {
			w.others = append(w.others, fmt.Sprintf("CREATE VIEW v%d AS SELECT %s, %s.id AS k FROM %s", i, tab.column(t), name, name))
			if chance(t, "instead of", 40) {
				w.others = append(w.others, fmt.Sprintf("CREATE TRIGGER v%[1]d_new INSTEAD OF INSERT ON v%[1]d BEGIN INSERT INTO %s (id) VALUES (new.k); END", i, name))
			}
		}
		if chance(t, "trigger", 40) {
			other := w.tables[rapid.IntRange(0, len(w.tables)-1).Draw(t, "other")]
			w.others = append(w.others, fmt.Sprintf("CREATE TRIGGER t%d %s ON %s %sBEGIN DELETE FROM %s WHERE id = %d; END", i,
				pick(t, "event", "AFTER DELETE", "BEFORE UPDATE OF id", "AFTER INSERT"), name, pick(t, "when", "", "WHEN 1 > 2 "), ident(other.name), rapid.IntRange(1, 3).Draw(t, "id")))
		}
	}
	if chance(t, "broken view", 10) {
		w.others = append(w.others, "CREATE VIEW broken AS SELECT a FROM nowhere")
	}
}
