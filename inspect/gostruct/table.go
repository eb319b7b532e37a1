package gostruct

import (
	"go/types"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// table is a struct that is one.
type table struct {
	at           sqlfile.Place
	schema, name text
	opts         options
	parents      [][]text // that it inherits from, each with its schema if it has one
	columns      []*column
	parts        []*part
	doc          string
	comments     bool // what documents the fields in Go is a comment
}

// options are the items of a tag by their keys.
type options map[string]item

func (o options) has(key string) bool {
	_, ok := o[key]
	return ok
}

// column is a field.
type column struct {
	name   text
	at     sqlfile.Place
	goType types.Type
	typ    text
	null   bool
	opts   options
	doc    string
	depth  int  // of embedding
	wrong  bool // its type isn't known: no more than the name counts
}

// part is a constraint, an index or a partition.
type part struct {
	kind     string
	at       sqlfile.Place
	opts     options
	elements []element
	target   reference // of a foreign key
	wrong    bool      // a mistake was told already: what isn't there may be due to it
}

// element is a column of a part, with what is said about it there.
type element struct {
	column text
	opts   options
	field  *column // that says so; nil: the part names its columns
}

// reference is what a foreign key refers to.
type reference struct {
	schema, table text
	columns       []text
}

func (p *part) columnNames() []string {
	var list []string
	for _, e := range p.elements {
		list = append(list, e.column.s)
	}
	if on, ok := p.opts["on"]; ok && len(list) == 0 {
		list = leadingWords(on.value.s)
	}
	return list
}

// class is what parts of one name share.
func (p *part) class() string {
	if p.kind == keyUniqueIndex {
		return keyIndex
	}
	return p.kind
}

// addPart adds a part of a table. Fields that name the same index or constraint
// make one of several columns, and all that say pk make one key.
func (r *reader) addPart(t *table, p *part) {
	i := slices.IndexFunc(t.parts, func(q *part) bool { return q.joins(p) })
	if i < 0 {
		t.parts = append(t.parts, p)
		return
	}
	q := t.parts[i]
	if p.kind == keyUniqueIndex {
		q.kind = keyUniqueIndex
	}
	q.elements = append(q.elements, p.elements...)
	for _, word := range sortedKeys(p.opts) {
		item := p.opts[word]
		if old, ok := q.opts[word]; ok && old.value.s != item.value.s {
			r.fail(item.at(), "", "%s is %s here and %s at %v", word, item.value.s, old.value.s, posOf(old.at()))
			continue
		}
		q.opts[word] = item
	}
}

// joins says whether two parts are one.
func (p *part) joins(o *part) bool {
	if p.class() != o.class() || p.kind == keyPartition || p.kind == keyCheck || p.kind == keyForeign || p.kind == keyExclusion {
		return false
	}
	whole := func(p *part) bool { return p.opts.has("columns") || p.opts.has("on") }
	if whole(p) || whole(o) {
		return false
	}
	return p.kind == keyPrimary || p.opts["name"].value.s != "" && p.opts["name"].value.s == o.opts["name"].value.s
}

// settle finishes a table when all its fields are known.
func (r *reader) settle(t *table) {
	// A field that stands nearer takes the place of one of the same name in an
	// embedded struct, as it does in Go.
	depths := map[string]int{}
	for _, c := range t.columns {
		if d, ok := depths[c.name.s]; !ok || c.depth < d {
			depths[c.name.s] = c.depth
		}
	}
	hidden := func(c *column) bool { return c.depth > depths[c.name.s] }
	t.columns = slices.DeleteFunc(t.columns, hidden)
	var kept []*part
	for _, p := range t.parts {
		before := len(p.elements)
		p.elements = slices.DeleteFunc(p.elements, func(e element) bool { return e.field != nil && hidden(e.field) })
		if gone := before > 0 && len(p.elements) == 0; !gone && r.complete(t, p) {
			kept = append(kept, p)
		}
	}
	t.parts = kept
}

// complete sees to it that a part has what it needs.
func (r *reader) complete(t *table, p *part) bool {
	if list, ok := p.opts["columns"]; ok {
		for _, name := range r.splitNames(list.value) {
			p.elements = append(p.elements, element{column: name})
		}
		if p.opts.has("on") {
			r.fail(p.opts["on"].key.start(), "", "on and columns are two ways to say the same")
			return false
		}
	}
	var missing string
	switch {
	case p.kind == keyCheck && !p.opts.has("expr"):
		missing = "expr"
	case p.kind == keyExclusion && !p.opts.has("on"):
		missing = "on"
	case p.kind == keyPartition && !p.opts.has("name"):
		missing = "name"
	case p.kind == keyPartition && !p.opts.has("values"):
		missing = "values"
	case p.kind == keyForeign && !p.opts.has("references"):
		missing = "references"
	case p.kind != keyCheck && p.kind != keyExclusion && p.kind != keyPartition && len(p.elements) == 0 && !p.opts.has("on"):
		missing = "columns"
	}
	if missing != "" && p.wrong {
		return false
	}
	if missing != "" {
		r.fail(p.at, "", "%s isn't said", missing)
		return false
	}
	if p.kind == keyForeign {
		var ok bool
		if p.target, ok = r.reference(p.opts["references"].value, t); !ok {
			return false
		}
	}
	return r.named(t, p)
}

// named chooses the part's name by convention.
func (r *reader) named(t *table, p *part) bool {
	if p.kind == keyPartition {
		return true
	}
	chosen, missing := r.opts.called(p, t)
	if missing != "" {
		r.fail(p.at, "name=… names it", "its name can't be made by the convention %q: there is no %s", r.opts.template(p.kind), missing)
		return false
	}
	if given, ok := p.opts["name"]; ok && given.value.s == chosen {
		return true
	}
	if chosen != "" {
		p.opts["name"] = item{key: fixedText("name", p.at), value: fixedText(chosen, p.at), given: true}
	}
	for _, word := range []string{"comment", "renamed_from"} {
		if word == "comment" && r.form.Comments == CommentClauses {
			continue // it stands in the definition
		}
		if o, ok := p.opts[word]; ok && !p.opts.has("name") {
			r.fail(o.key.start(), "name=… gives it one", "%s needs a name to refer to, which the database chooses here", word)
			return false
		}
	}
	return true
}
