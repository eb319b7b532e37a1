package gostruct

import (
	"go/types"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
)

// walk goes through the fields of a table's struct and of those in it.
type walk struct {
	*reader
	table    *table
	visiting map[*types.TypeName]bool
}

func (w *walk) fields(s *types.Struct, via sqlfile.Place, prefix string, depth int) {
	for i := range s.NumFields() {
		f := w.field(s, i, via)
		switch name := w.markerName(f.Type()); {
		case name != "":
			w.marker(f, name, depth)
		case f.Name() == "_" && f.schema.s != "":
			w.fail(f.at, "the types of package "+markerPath+" say what concerns a table", "a blank field of type %s says nothing", f.Type())
		case f.Name() != "_":
			w.member(f, prefix, depth)
		}
	}
}

// marker reads a field of package schema.
func (w *walk) marker(f field, name string, depth int) {
	m, known := w.markers[name]
	switch {
	case !known:
		w.fail(f.at, "", "package schema has no %s that is meant for fields", name)
		return
	case m.part == "":
		return // of the table it is known already, and of an embedded one it doesn't count
	}
	items, wrong := w.markerItems(f)
	p := &part{kind: m.part, at: f.at, opts: options{}, wrong: wrong}
	for _, i := range items {
		p.opts[i.key.s] = i
	}
	if len(items) > 0 {
		p.at = items[0].key.start()
	}
	if p.opts.has("unique") && p.kind == keyIndex {
		p.kind = keyUniqueIndex
	}
	w.plainName(p)
	w.addPart(w.table, p)
}

// plainName takes the quotes off the name that a part is given.
func (w *walk) plainName(p *part) {
	if given, ok := p.opts["name"]; ok {
		parts := w.splitDots(given.value, 1)
		if parts == nil {
			delete(p.opts, "name")
			return
		}
		given.value = parts[0]
		p.opts["name"] = given
	}
}

// member reads a field that may be a column.
func (w *walk) member(f field, prefix string, depth int) {
	items, problems := parseItems(f.schema, w.columnKeys, w.dialect.Syntax())
	w.problems(problems)
	db, _, _ := strings.Cut(f.db.s, ",")
	has := func(key string) bool {
		return slices.ContainsFunc(items, func(i item) bool { return i.key.s == key })
	}
	if db == "-" || has("ignore") {
		return
	}
	if has("embed") || f.Embedded() && db == "" && !has("type") && w.isEmbeddable(f.Type()) {
		w.embed(f, items, prefix, depth)
		return
	}
	if !f.Exported() {
		if f.schema.s != "" || db != "" {
			w.fail(f.at, "columns are exported fields; ignore leaves one out", "the field %s isn't exported", f.Name())
		}
		return
	}
	c := &column{at: f.at, goType: f.Type(), opts: options{}, doc: f.doc, depth: depth}
	c.name = fixedText(prefix+names.Snake(f.Name(), w.opts.Initialisms), f.at)
	if db != "" {
		c.name = f.db.cut(0, len(db))
		if prefix != "" {
			c.name = fixedText(prefix+db, f.db.start())
		}
	}
	w.items(c, items)
	if given, ok := c.opts["column"]; ok {
		w.called(c, given, db, prefix)
	}
	w.table.columns = append(w.table.columns, c)
}

// called takes the name of a column from the key for those that db can't hold.
func (w *walk) called(c *column, given item, db, prefix string) {
	parts := w.splitDots(given.value, 1)
	switch {
	case parts == nil:
	case db != "":
		w.fail(given.key.start(), "column is for names that db can't hold", "the column has its name from db already: %s", db)
	case prefix != "":
		c.name = fixedText(prefix+parts[0].s, parts[0].start())
	default:
		c.name = parts[0]
	}
}

// isEmbeddable says whether an embedded field stands for the fields of its
// type. A type that is a column by itself doesn't.
func (w *walk) isEmbeddable(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := w.known(t); ok || hasValue(t) {
		return false
	}
	return structOf(t) != nil
}

// embed takes in the fields of a struct.
func (w *walk) embed(f field, items []item, prefix string, depth int) {
	t := f.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	for _, i := range items {
		switch i.key.s {
		case "embed":
		case "prefix":
			prefix += i.value.s
		default:
			w.fail(i.key.start(), "a struct that is embedded has a prefix at most", "%s says nothing about the fields of an embedded struct", i.key.s)
		}
	}
	s, o := structOf(t), typeName(t)
	switch {
	case s == nil:
		if !isInvalid(t) {
			w.fail(f.at, "", "%s is no struct that could be embedded", t)
		}
		return
	case o != nil && w.visiting[o]:
		w.fail(f.at, "", "%s embeds itself", o.Name())
		return
	case o != nil:
		w.embedded[o] = true
		w.visiting[o] = true
		defer delete(w.visiting, o)
	}
	w.fields(s, f.at, prefix, depth+1)
}

// items sorts what a column's tag says: some is about the column, some begins a
// part of the table, and some says more about the part begun before.
func (w *walk) items(c *column, items []item) {
	var current, begun []*part
	for _, i := range items {
		k, _ := findKey(w.columnKeys, i.key.s)
		switch {
		case isHead(k.name):
			current = w.begin(c, k.name, i)
			begun = append(begun, current...)
		case len(k.of) == 0:
			if k.name == "comment" && !i.given {
				i.value = fixedText(DocText(c.doc), i.key.start())
			}
			c.opts[k.name] = i
		case len(current) == 0 || !slices.Contains(k.of, current[0].kind):
			w.fail(i.key.start(), "it stands behind "+strings.Join(k.of, " or "), "%s says more about a key before it, which isn't there", k.name)
		default:
			w.further(current, k.name, i)
		}
	}
	for _, p := range begun {
		w.addPart(w.table, p)
	}
}

func isHead(key string) bool {
	return slices.Contains([]string{keyPrimary, keyUnique, keyIndex, keyUniqueIndex, keyForeign, keyCheck}, key)
}

// begin makes the parts of a table that a key of a column stands for.
func (w *walk) begin(c *column, kind string, i item) []*part {
	single := func() *part {
		return &part{kind: kind, at: i.key.start(), opts: options{}, elements: []element{{c.name, options{}, c}}}
	}
	switch {
	case kind == keyForeign:
		p := single()
		p.opts["references"] = i
		return []*part{p}
	case kind == keyCheck:
		p := single()
		p.opts["expr"] = i
		return []*part{p}
	case !i.given:
		return []*part{single()}
	}
	var list []*part
	for _, name := range w.splitNames(i.value) {
		p := single()
		p.opts["name"] = item{i.key, name, true}
		list = append(list, p)
	}
	return list
}

// further notes what an item says about the parts before it.
func (w *walk) further(parts []*part, key string, i item) {
	for _, p := range parts {
		opts := p.opts
		if key == "order" || key == "opclass" {
			opts = p.elements[0].opts
		}
		if old, ok := opts[key]; ok {
			w.fail(i.key.start(), "", "%s is said already: %s", key, old.value.s)
			continue
		}
		opts[key] = i
		if key == "name" {
			w.plainName(p)
		}
	}
}

// DocText is a comment of Go as one of the database: the lines of a paragraph
// make one line.
func DocText(doc string) string {
	var paragraphs []string
	for p := range strings.SplitSeq(strings.TrimSpace(doc), "\n\n") {
		paragraphs = append(paragraphs, strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

func isInvalid(t types.Type) bool { return types.Unalias(t) == types.Typ[types.Invalid] }

// known asks the dialect, and the packages that every dialect knows, about a
// type.
func (r *reader) known(t types.Type) (Type, bool) {
	if inner := nullableOf(t); inner != nil {
		found, ok := r.known(inner)
		found.Null = true
		return found, ok
	}
	return r.dialect.Type(types.Unalias(t))
}

// nullableOf returns what a type of database/sql holds beside null; nil for
// others.
func nullableOf(t types.Type) types.Type {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "database/sql" {
		return nil
	}
	if args := named.TypeArgs(); named.Obj().Name() == "Null" && args.Len() == 1 {
		return args.At(0)
	}
	s := structOf(named)
	if s == nil || !strings.HasPrefix(named.Obj().Name(), "Null") || s.NumFields() == 0 {
		return nil
	}
	return s.Field(0).Type()
}

// hasValue says whether a type chooses itself what goes to the database.
func hasValue(t types.Type) bool {
	if isInvalid(t) {
		return false
	}
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, "Value")
	f, ok := o.(*types.Func)
	if !ok {
		return false
	}
	results := f.Signature().Results()
	return f.Signature().Params().Len() == 0 && results.Len() == 2 && results.At(0).Type().String() == "database/sql/driver.Value"
}
