package gostruct

import (
	"go/types"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
)

// find finds the tables of the packages.
func (r *reader) find() {
	var tables []*types.TypeName
	for _, p := range r.packages {
		for _, name := range p.Scope().Names() {
			o, ok := p.Scope().Lookup(name).(*types.TypeName)
			if ok && isOwn(o) && r.markerOf(structOf(o.Type()), "Table") >= 0 {
				tables = append(tables, o)
				r.isTable[typeName(o.Type())] = true
			}
		}
	}
	for _, o := range tables {
		r.table(o)
	}
	r.resolve()
	for _, p := range r.packages {
		for _, name := range p.Scope().Names() {
			if o, ok := p.Scope().Lookup(name).(*types.TypeName); ok && !o.IsAlias() && !r.isTable[o] {
				r.lonely(o)
			}
		}
	}
}

// isOwn says whether a name declares a type, and not a generic one: of these,
// only what is made with types is a table.
func isOwn(o *types.TypeName) bool {
	named, ok := types.Unalias(o.Type()).(*types.Named)
	if !ok || named.TypeParams().Len() > named.TypeArgs().Len() {
		return false
	}
	return !o.IsAlias() || named.TypeArgs().Len() > 0
}

// typeName returns the name that declares a type; nil if none does.
func typeName(t types.Type) *types.TypeName {
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Origin().Obj()
	}
	return nil
}

func structOf(t types.Type) *types.Struct {
	s, _ := types.Unalias(t).Underlying().(*types.Struct)
	return s
}

// markerName returns the name of a marker type, empty for other types.
func (r *reader) markerName(t types.Type) string {
	o := typeName(t)
	if o == nil || o.Pkg() == nil || o.Pkg().Path() != markerPath && !strings.HasSuffix(o.Pkg().Path(), "/vendor/"+markerPath) {
		return ""
	}
	return o.Name()
}

// markerOf returns the field of a struct that is the marker, -1 if none is.
func (r *reader) markerOf(s *types.Struct, name string) int {
	if s == nil {
		return -1
	}
	for i := range s.NumFields() {
		if r.markerName(s.Field(i).Type()) == name {
			return i
		}
	}
	return -1
}

// lonely reports a struct that has schema tags and is no table.
func (r *reader) lonely(o *types.TypeName) {
	s := structOf(o.Type())
	if s == nil || r.embedded[o] || r.markerOf(s, "Mixin") >= 0 {
		return
	}
	if named, ok := o.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
		return
	}
	for i := range s.NumFields() {
		if !strings.Contains(s.Tag(i), `schema:"`) {
			continue
		}
		at, ok := r.index.place(o)
		if ok {
			r.fail(at, "_ schema.Table makes it one; _ schema.Mixin says that it is there to be embedded", "%s has schema tags and is no table", o.Name())
		}
		return
	}
}

// table reads a struct that is a table.
func (r *reader) table(o *types.TypeName) {
	at, ok := r.index.place(o)
	if !ok {
		return
	}
	name := names.Snake(o.Name(), r.opts.Initialisms)
	if r.opts.Plural {
		name = names.Plural(name)
	}
	t := &table{at: at, name: fixedText(name, at), opts: options{}, doc: r.index.doc(o), comments: r.opts.Comments}
	s := structOf(o.Type())
	i := r.markerOf(s, "Table")
	items, _ := r.markerItems(r.field(s, i, at))
	for _, item := range items {
		t.opts[item.key.s] = item
	}
	r.describe(t)
	r.tables = append(r.tables, t)
	w := &walk{reader: r, table: t, visiting: map[*types.TypeName]bool{typeName(o.Type()): true}}
	w.fields(s, at, "", 0)
	r.settle(t)
}

// describe takes over what the Table field says.
func (r *reader) describe(t *table) {
	if o, ok := t.opts["schema"]; ok {
		if parts := r.splitDots(o.value, 1); parts != nil {
			t.schema = parts[0]
		}
	}
	if o, ok := t.opts["name"]; ok {
		if parts := r.splitDots(o.value, 2); parts != nil {
			t.name, t.at = parts[len(parts)-1], parts[0].start()
			if len(parts) == 2 {
				t.schema = parts[0]
			}
		}
	}
	if o, ok := t.opts["inherits"]; ok {
		t.parents = r.splitQualified(o.value)
		for i, parent := range t.parents {
			if len(parent) == 1 && t.schema.s != "" {
				t.parents[i] = []text{t.schema, parent[0]}
			}
		}
	}
	t.comments = t.comments || t.opts.has("comments")
}

// field is a field of a struct with its tags.
type field struct {
	*types.Var
	at         sqlfile.Place
	db, schema text
	doc        string
}

// field reads the tag of a field. A field whose source can't be read stands
// where the struct is used.
func (r *reader) field(s *types.Struct, i int, via sqlfile.Place) field {
	v := s.Field(i)
	f := field{Var: v, at: via}
	syntax, file := r.index.field(v)
	tag := fixedText(s.Tag(i), via)
	if syntax != nil {
		f.doc = syntax.Doc.Text()
		if f.doc == "" {
			f.doc = syntax.Comment.Text()
		}
		if at, ok := r.index.place(v); ok {
			f.at = at
		}
		if syntax.Tag != nil {
			start := file.offset(syntax.Tag.Pos())
			if t, ok := literalText(file.text, file.lines, start, file.literalEnd(start)); ok {
				tag = t
			}
		}
	}
	none := fixedText("", f.at)
	f.db, f.schema = none, none
	pairs, bad := tagPairs(tag)
	if bad != nil {
		r.fail(bad.start(), `a tag is key:"value" key:"value"`, "the tag of %s isn't well-formed", v.Name())
	}
	for _, p := range pairs {
		switch {
		case p.key.s == "db" && f.db.s == "":
			f.db = p.value
		case p.key.s == "schema" && f.schema.s == "":
			f.schema = p.value
		}
	}
	return f
}

// literalEnd returns where the string literal ends that begins at an offset. In
// the tree, a raw one lacks the carriage returns that the file has.
func (f *file) literalEnd(start int) int {
	quote := f.text[start]
	for i := start + 1; i < len(f.text); i++ {
		switch {
		case f.text[i] == quote:
			return i + 1
		case f.text[i] == '\\' && quote == '"':
			i++
		}
	}
	return len(f.text)
}

// markerItems reads the tag of a marker. wrong says that there are mistakes.
func (r *reader) markerItems(f field) (items []item, wrong bool) {
	items, problems := parseItems(f.schema, r.markers[r.markerName(f.Type())].keys, r.dialect.Syntax())
	r.problems(problems)
	return items, len(problems) > 0
}

func (r *reader) problems(list []problem) {
	for _, p := range list {
		r.fail(p.at, p.hint, "%s", p.msg)
	}
}
