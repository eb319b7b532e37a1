package sqlitegen

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Mutated returns a schema that is a few steps away.
func (w *World) Mutated(t *rapid.T) *World {
	fresh := &World{others: w.others}
	for _, old := range w.tables {
		if chance(t, "drop table", 8) {
			continue
		}
		tab := *old
		switch pick(t, "mutation", "none", "columns", "constraints", "columns", "anew", "indexes", "options") {
		case "columns":
			tab.columns = nil
			for i, c := range old.columns {
				switch {
				case i > 0 && chance(t, "drop column", 20) && !old.uses(c.name):
				case i > 0 && chance(t, "change column", 25) && !strings.Contains(c.rest, "PRIMARY"):
					tab.columns = append(tab.columns, drawColumn(t, &tab, c.name))
				default:
					tab.columns = append(tab.columns, c)
				}
			}
			if chance(t, "add column", 60) {
				tab.columns = append(tab.columns, drawColumn(t, &tab, pick(t, "new", "new", "newer")))
			}
		case "constraints":
			tab.constraints, tab.indexes = nil, nil
			tab.drawConstraints(t)
		case "anew":
			tab = *drawTable(t, old.name)
		case "indexes":
			tab.indexes = nil
		case "options":
			if !tab.strict && tab.withoutRowID {
				tab.withoutRowID = false
			}
		}
		fresh.tables = append(fresh.tables, &tab)
	}
	if len(fresh.tables) == 0 {
		fresh.tables = append(fresh.tables, drawTable(t, "a"))
	}
	if chance(t, "views and triggers", 50) || len(fresh.tables) < len(w.tables) {
		fresh.drawRest(t)
	}
	return fresh
}

// Renaming is a name that becomes another one wherever it stands, and what the user
// says about it.
type Renaming struct {
	From, To string
	Requests []string
}

// Renamed draws new names for a table and for a column of all tables that have it.
func (w *World) Renamed(t *rapid.T, fresh *World) []Renaming {
	has := func(w *World, table, column string) bool {
		for _, tab := range w.tables {
			for _, c := range tab.columns {
				if tab.name == table && c.name == column {
					return true
				}
			}
		}
		return false
	}
	var list []Renaming
	// SQLite can't rename the key of a table without rowids that is unique once more.
	refused := slices.ContainsFunc(slices.Concat(w.tables, fresh.tables), func(tab *table) bool { return tab.withoutRowID && tab.uses("Zed") })
	if chance(t, "rename columns", 20) && !refused {
		column := Renaming{From: "Zed", To: "Zod"}
		for _, tab := range w.tables {
			if has(w, tab.name, "Zed") && has(fresh, tab.name, "Zed") {
				column.Requests = append(column.Requests, "column:"+tab.name+".Zed=Zod")
			}
		}
		list = append(list, column)
	}
	if chance(t, "rename a table", 20) {
		table := Renaming{From: "C d", To: "D e"}
		if has(w, "C d", "id") && has(fresh, "C d", "id") {
			table.Requests = append(table.Requests, "table:C d=D e")
		}
		list = append(list, table)
	}
	return list
}

// uses reports whether a constraint or an index of a table names a column.
func (tab *table) uses(name string) bool {
	for _, text := range append(append([]string{}, tab.constraints...), tab.indexes...) {
		if strings.Contains(text, ident(name)) {
			return true
		}
	}
	return false
}

// String returns the script of the schema.
func (w *World) String() string {
	var b strings.Builder
	for _, tab := range w.tables {
		var items []string
		for _, c := range tab.columns {
			items = append(items, strings.TrimSpace(ident(c.name)+" "+c.typ)+c.rest)
		}
		items = append(items, tab.constraints...)
		var options []string
		if tab.strict {
			options = append(options, " STRICT")
		}
		if tab.withoutRowID {
			options = append(options, " WITHOUT ROWID")
		}
		fmt.Fprintf(&b, "CREATE TABLE %s (\n  %s\n)%s;\n", ident(tab.name), strings.Join(items, ",\n  "), strings.Join(options, ","))
		for _, index := range tab.indexes {
			b.WriteString(index + ";\n")
		}
	}
	for _, text := range w.others {
		b.WriteString(text + ";\n")
	}
	return b.String()
}
