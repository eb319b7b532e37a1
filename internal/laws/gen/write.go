package gen

import (
	"strings"

	"pgregory.net/rapid"
)

// Write turns a schema into DDL text as people write it: statements in an order
// that a server accepts, each in one of its spellings. Every call draws another
// text for the same schema.
func Write(t *rapid.T, s *Schema) []string {
	w := &writer{draw: draw{t}, s: s, alias: map[*Column]string{}, called: map[*Table]string{}}
	if !s.NoPublic {
		w.path = []*Namespace{s.Namespaces[0]}
	}
	w.tidy = w.chance(40)
	w.strict = w.chance(40)
	w.build()
	w.emit()
	return w.out
}

// writer collects nodes and then emits them in a random order that keeps their
// dependencies.
type writer struct {
	draw
	s      *Schema
	nodes  []*node
	made   map[any]bool
	path   []*Namespace // search_path, as far as it exists
	alias  map[*Column]string
	called map[*Table]string // names of tables while they are made under others
	out    []string
	junk   int
	tidy   bool    // no odd spellings
	exact  bool    // within a body: one spelling only
	object *Object // that is being written
	strict bool    // no statements that leave no trace
}

// node is one step of building the schema. Text writes whole statements;
// action writes one action of an ALTER TABLE, which may be written together
// with others of the same table.
type node struct {
	makes  []any
	after  []any
	text   func() string
	table  *Table
	action func() string
	done   bool
}

// Keys that stand for more than an object's existence.
type (
	columnsDone struct{ t *Table } // all columns and checks are as they shall be
	complete    struct{ t *Table } // all but foreign keys
)

func (w *writer) add(n *node) { w.nodes = append(w.nodes, n) }

// statement adds a node that is a whole statement.
func (w *writer) statement(makes any, after []any, text func() string) {
	w.add(&node{makes: []any{makes}, after: after, text: text})
}

// alter adds an action of an ALTER TABLE.
func (w *writer) alter(t *Table, makes any, after []any, action func() string) {
	w.add(&node{makes: []any{makes}, after: append([]any{t}, after...), table: t, action: action})
}

func (w *writer) build() {
	w.namespaces()
	w.typeNodes()
	for _, t := range w.s.Tables {
		w.tableNodes(t)
	}
	for _, st := range w.s.Statistics {
		w.statisticsNode(st)
	}
	for _, o := range w.s.Objects {
		w.objectNodes(o)
	}
}

// emit writes the nodes. A tidy text has them in the order in which they were
// added, as far as that goes.
func (w *writer) emit() {
	w.made = map[any]bool{}
	pending := map[any]int{}
	for _, n := range w.nodes {
		for _, key := range n.makes {
			pending[key]++
		}
	}
	for left := len(w.nodes); left > 0; {
		ready := w.ready(pending)
		if len(ready) == 0 {
			panic("gen: the statements of a schema need each other in a circle")
		}
		n := ready[0]
		if !w.tidy {
			n = pick(w.draw, ready)
		}
		group := w.group(n, ready)
		w.write(group)
		for _, n := range group {
			n.done = true
			left--
			for _, key := range n.makes {
				pending[key]--
				w.made[key] = true
			}
		}
		w.between2()
	}
}

// ready lists the nodes whose needs are all met. A need that nobody makes is
// met: it belongs to the server.
func (w *writer) ready(pending map[any]int) []*node {
	return filter(w.nodes, func(n *node) bool {
		if n.done {
			return false
		}
		for _, key := range n.after {
			if pending[key] > 0 && !n.provides(key) {
				return false
			}
		}
		return true
	})
}

func (n *node) provides(key any) bool {
	for _, k := range n.makes {
		if k == key {
			return true
		}
	}
	return false
}

// group takes further actions on the same table into one statement.
func (w *writer) group(first *node, ready []*node) []*node {
	group := []*node{first}
	if first.action == nil {
		return group
	}
	for _, n := range ready {
		if n != first && n.action != nil && n.table == first.table && w.chance(50) {
			group = append(group, n)
		}
	}
	return group
}

func (w *writer) write(group []*node) {
	if group[0].action == nil {
		if text := group[0].text(); text != "" {
			w.put(text)
		}
		return
	}
	var actions []string
	for _, n := range group {
		actions = append(actions, n.action())
	}
	only := ""
	if t := group[0].table; !w.hasChildren(t) && t.Part == nil && w.chance(30) {
		only = "ONLY "
	}
	if w.chance(8) {
		only = "IF EXISTS " + only
	}
	w.put("ALTER TABLE " + only + w.table(group[0].table) + " " + strings.Join(actions, ", "))
}

func (w *writer) hasChildren(t *Table) bool {
	m := maker{s: w.s}
	return m.isParent(t)
}

// put adds the statements of a text, which are separated by NUL NUL, each in a
// layout of its own.
func (w *writer) put(text string) {
	for statement := range strings.SplitSeq(text, separator) {
		w.out = append(w.out, w.layout(statement))
	}
}

// separator stands between the statements of one node.
const separator = "\x00;\x00"

// statements joins the statements of one node, without empty ones.
func statements(list ...string) string {
	return strings.Join(filter(list, func(s string) bool { return s != "" }), separator)
}

// between2 now and then adds something between two nodes that the schema does
// not keep.
func (w *writer) between2() {
	if w.strict {
		return
	}
	switch {
	case w.chance(5):
		w.searchPath()
	case w.chance(2):
		w.out = append(w.out, oneOf(w.draw, "SET client_min_messages = warning", "SELECT 1", "SET statement_timeout TO 0",
			"SELECT pg_catalog.set_config('work_mem', '4MB', false)", "SET check_function_bodies = false", "RESET work_mem",
			"SET default_table_access_method = heap", "SHOW server_version", "SET standard_conforming_strings = on"))
	case w.chance(2):
		w.junkStatements()
	}
}

// searchPath changes the path to namespaces that exist.
func (w *writer) searchPath() {
	existing := filter(w.s.Namespaces, func(ns *Namespace) bool { return ns.Name == "public" || w.made[ns] })
	if len(existing) == 0 {
		return
	}
	w.path = shuffled(w.draw, existing)[:w.between(1, len(existing))]
	var names []string
	for _, ns := range w.path {
		names = append(names, w.ident(ns.Name))
	}
	w.out = append(w.out, "SET search_path "+oneOf(w.draw, "TO", "=")+" "+strings.Join(names, ", "))
}

// junkStatements make something and take it away again.
func (w *writer) junkStatements() {
	if len(w.path) == 0 {
		return
	}
	w.junk++
	name := "junk_" + strings.Repeat("j", w.junk)
	w.out = append(w.out, oneOf(w.draw,
		[]string{"CREATE TABLE " + name + " (id serial PRIMARY KEY, note text)", "DROP TABLE " + name},
		[]string{"CREATE TYPE " + name + " AS ENUM ('a', 'b')", "DROP TYPE IF EXISTS " + name + " CASCADE"},
		[]string{"CREATE SEQUENCE " + name, "DROP SEQUENCE IF EXISTS " + name + ", not_there"},
		[]string{"CREATE TABLE " + name + " (a int, b text UNIQUE)", "CREATE INDEX ON " + name + " (a)", "ALTER TABLE " + name + " DROP COLUMN b, DROP COLUMN a", "DROP TABLE " + name + " RESTRICT"},
		[]string{"CREATE SCHEMA " + name, "CREATE TABLE " + name + ".t (a int)", "DROP SCHEMA " + name + " CASCADE"},
		[]string{"DROP TABLE IF EXISTS not_there, " + name + " CASCADE", "DROP INDEX IF EXISTS not_there"},
	)...)
}
