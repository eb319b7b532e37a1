package gostruct

import (
	"cmp"
	"go/constant"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// writer writes the script. What it writes stands for what is at a place of the
// Go files.
type writer struct {
	*reader
	b  sqlfile.Builder
	at sqlfile.Place
}

// key writes constant text.
func (w *writer) key(words ...string) *writer {
	for _, word := range words {
		w.b.Write(w.at, word)
	}
	return w
}

// ident writes a name.
func (w *writer) ident(name text) *writer {
	w.b.Write(name.start(), w.dialect.QuoteIdent(name.s))
	return w
}

// idents writes a list of names in parentheses.
func (w *writer) idents(list []text) *writer {
	w.key("(")
	for i, name := range list {
		if i > 0 {
			w.key(", ")
		}
		w.ident(name)
	}
	return w.key(")")
}

// dotted writes a name of several parts.
func (w *writer) dotted(parts []text) *writer {
	for i, p := range parts {
		if i > 0 {
			w.key(".")
		}
		w.ident(p)
	}
	return w
}

// qualified writes the name of something in a schema.
func (w *writer) qualified(schema, name text) *writer {
	if schema.s != "" {
		w.ident(schema).key(".")
	}
	return w.ident(name)
}

// copy writes a piece of SQL as it stands in the tag.
func (w *writer) copy(t text) *writer {
	t.copyTo(&w.b)
	return w
}

// clause writes words and the SQL of an option behind them, if there is one.
func (w *writer) clause(o options, key, before, after string) *writer {
	if item, ok := o[key]; ok {
		w.key(before)
		w.copy(item.value).key(after)
	}
	return w
}

// renamed writes the line that says what something was called.
func (w *writer) renamed(o options) {
	item, ok := o["renamed_from"]
	if !ok {
		return
	}
	parts := w.splitDots(item.value, 2)
	for _, p := range parts {
		if strings.ContainsAny(p.s, "\r\n") {
			w.fail(item.value.start(), "", "a name with a line break can't be given here")
			return
		}
	}
	if parts == nil {
		return
	}
	at := w.at
	w.at = item.key.start()
	w.key("\n-- schemadiff: renamed from ")
	for i, p := range parts {
		if i > 0 {
			w.key(".")
		}
		w.b.Write(p.start(), `"`+strings.ReplaceAll(p.s, `"`, `""`)+`"`)
	}
	w.key("\n")
	w.at = at
}

// script writes the statements of all tables. What others refer to comes first,
// and each thing is a statement of its own, so that a mistake in one leaves the
// others to be looked at.
func (w *writer) script() {
	w.schemas()
	w.enumTypes()
	for _, t := range w.parentsFirst() {
		w.createTable(t)
	}
	for _, t := range w.tables {
		w.constraints(t, func(p *part) bool { return p.kind != keyForeign })
	}
	for _, t := range w.tables {
		w.partitions(t)
	}
	for _, t := range w.tables {
		w.details(t)
		w.indexes(t)
	}
	for _, t := range w.tables {
		w.constraints(t, func(p *part) bool { return p.kind == keyForeign })
		w.comments(t)
	}
}

// parentsFirst lists the tables so that none stands before one that it inherits
// from.
func (w *writer) parentsFirst() []*table {
	byName := map[string]*table{}
	for _, t := range w.tables {
		byName[t.schema.s+"\x00"+t.name.s] = t
	}
	var list []*table
	done := map[*table]bool{}
	var add func(t *table)
	add = func(t *table) {
		if t == nil || done[t] {
			return
		}
		done[t] = true
		for _, parent := range t.parents {
			schema, name := "", parent[len(parent)-1].s
			if len(parent) == 2 {
				schema = parent[0].s
			}
			add(byName[schema+"\x00"+name])
		}
		list = append(list, t)
	}
	for _, t := range w.tables {
		add(t)
	}
	return list
}

// schemas makes the schemas in which there is something.
func (w *writer) schemas() {
	var list []text
	for _, t := range w.tables {
		list = append(list, t.schema)
		for _, p := range t.parts {
			if schema, ok := p.opts["schema"]; ok {
				list = append(list, w.splitDots(schema.value, 1)...)
			}
		}
	}
	for _, e := range w.enums {
		if len(e.parts) > 1 && e.typ == "" {
			list = append(list, e.parts[0])
		}
	}
	slices.SortStableFunc(list, func(a, b text) int { return cmp.Compare(a.s, b.s) })
	list = slices.CompactFunc(list, func(a, b text) bool { return a.s == b.s })
	for _, schema := range list {
		if schema.s != "" {
			w.at = schema.start()
			w.key("CREATE SCHEMA IF NOT EXISTS ").ident(schema).key(";\n")
		}
	}
}

// enumTypes makes the types of enums.
func (w *writer) enumTypes() {
	var list []*enum
	for _, e := range w.enums {
		if e.typ == "" {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *enum) int { return cmp.Compare(a.quoted, b.quoted) })
	for i, e := range list {
		if i > 0 && list[i-1].quoted == e.quoted {
			w.fail(e.column.at, "enum=… gives one of them another name", "the types %s and %s are both called %s in the database", list[i-1].name.Name(), e.name.Name(), e.quoted)
			continue
		}
		w.at = e.column.at
		if at, ok := w.index.place(e.name); ok {
			w.at = at
		}
		w.key("CREATE TYPE ").dotted(e.parts).key(" AS ENUM (")
		for i, label := range e.labels {
			if i > 0 {
				w.key(", ")
			}
			at := w.at
			if place, ok := w.index.place(label); ok {
				w.at = place
			}
			w.key(w.dialect.QuoteLiteral(constant.StringVal(label.Val())))
			w.at = at
		}
		w.key(");\n")
	}
}

// createTable writes a table with its columns.
func (w *writer) createTable(t *table) {
	w.at = t.at
	w.renamed(t.opts)
	w.key("CREATE ")
	if t.opts.has("unlogged") {
		w.key("UNLOGGED ")
	}
	w.key("TABLE ").qualified(t.schema, t.name).key(" (")
	for i, c := range t.columns {
		if i > 0 {
			w.key(",")
		}
		w.key("\n")
		w.column(t, c)
	}
	if w.form.Inline {
		w.inline(t)
	}
	w.at = t.at
	w.key("\n)")
	if len(t.parents) > 0 {
		w.key(" INHERITS (")
		for i, parent := range t.parents {
			if i > 0 {
				w.key(", ")
			}
			w.dotted(parent)
		}
		w.key(")")
	}
	if !w.form.PartitionsLast {
		w.clause(t.opts, "partition_by", " PARTITION BY ", "")
	}
	if using, ok := t.opts["using"]; ok {
		w.key(w.form.Using).dotted(w.splitDots(using.value, 1))
	}
	w.storage(t.opts, " TABLESPACE ")
	w.tableComment(t)
	if w.form.PartitionsLast {
		w.clause(t.opts, "partition_by", " PARTITION BY ", "")
	}
	w.key(";\n")
}

// storage writes parameters and a tablespace.
func (w *writer) storage(o options, tablespace string) {
	w.clause(o, "with", w.form.With[0], w.form.With[1])
	if item, ok := o["tablespace"]; ok {
		w.key(tablespace).dotted(w.splitDots(item.value, 1))
	}
}

// column writes the definition of a column.
func (w *writer) column(t *table, c *column) {
	w.at = c.at
	w.renamed(c.opts)
	w.ident(c.name).key(" ")
	if c.wrong {
		w.key("text")
		return
	}
	w.copy(c.typ)
	if collate, ok := c.opts["collate"]; ok {
		w.key(" COLLATE ").dotted(w.splitDots(collate.value, 2))
	}
	if item, ok := c.opts["default"]; ok && w.dialect.Bare(item.value.s) {
		w.clause(c.opts, "default", " DEFAULT ", "")
	} else {
		w.clause(c.opts, "default", " DEFAULT (", ")")
	}
	virtual, isVirtual := c.opts["virtual"]
	switch {
	case isVirtual && !c.opts.has("generated"):
		w.fail(virtual.key.start(), "generated=… says what the column is computed from", "virtual is a way of generated columns")
	case isVirtual:
		w.clause(c.opts, "generated", " GENERATED ALWAYS AS (", ") VIRTUAL")
	default:
		w.clause(c.opts, "generated", " GENERATED ALWAYS AS (", ") STORED")
	}
	if identity, ok := c.opts["identity"]; ok {
		if w.form.Counter != "" {
			w.counter(t, c, identity)
		} else {
			w.identity(identity)
		}
	}
	w.null(c)
	w.clause(c.opts, "attributes", " ", "")
	w.columnComment(t, c)
}

// null writes whether a column may be null.
func (w *writer) null(c *column) {
	if c.null {
		w.key(w.form.Null)
		return
	}
	if notNull := c.opts["notnull"]; notNull.given {
		if parts := w.splitDots(notNull.value, 1); parts != nil {
			w.key(" CONSTRAINT ").dotted(parts)
		}
	}
	w.key(" NOT NULL")
}

// counter makes a column count up, if it can.
func (w *writer) counter(t *table, c *column, i item) {
	p := t.primary()
	if w.form.CounterIsKey && (p == nil || len(p.elements) != 1 || p.elements[0].column.s != c.name.s) {
		w.fail(i.at(), "pk makes it one", "only the column that is the primary key by itself can count up")
		return
	}
	if i.given {
		w.fail(i.at(), "identity alone makes the column count up", "there is no choice of how a column counts up")
		return
	}
	if w.form.CounterIsKey && p.opts.has("name") {
		w.key(" CONSTRAINT ").ident(p.opts["name"].value)
	}
	w.key(w.form.Counter)
}

// countedKey says whether a column counts up, and is the primary key by that.
func (w *writer) countedKey(t *table) bool {
	return w.form.CounterIsKey && slices.ContainsFunc(t.columns, func(c *column) bool { return c.opts.has("identity") })
}

// primary returns the primary key, nil if there is none.
func (t *table) primary() *part {
	for _, p := range t.parts {
		if p.kind == keyPrimary {
			return p
		}
	}
	return nil
}

// identity writes how the column gets its numbers: always, or by default, with
// options of the sequence in parentheses.
func (w *writer) identity(i item) {
	cut := strings.IndexByte(i.value.s, '(')
	if cut < 0 {
		cut = len(i.value.s)
	}
	switch how := strings.ToLower(strings.Join(strings.Fields(i.value.s[:cut]), " ")); how {
	case "", "always":
		w.key(" GENERATED ALWAYS AS IDENTITY ")
	case "by default":
		w.key(" GENERATED BY DEFAULT AS IDENTITY ")
	default:
		w.fail(i.at(), "it is always, or by default, and options of its sequence in parentheses", "identity can't be %q", how)
		return
	}
	w.copy(i.value.cut(cut, len(i.value.s)))
}
