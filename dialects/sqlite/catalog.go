package sqlite

import (
	"context"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// Inspect reads the schema of a database: all that is in its main part. Objects
// of the library itself (sqlite_sequence, sqlite_stat1) and the shadow tables of
// virtual tables, which come and go with these, are no objects of the schema.
func Inspect(ctx context.Context, conn inspect.Conn) (model.Schema, error) {
	f, err := readFacts(ctx, conn)
	if err != nil {
		return model.Schema{}, err
	}
	return newReader(f, nowhere).schema(), nil
}

// placer says where the text of an object that stands in sqlite_schema was
// declared: the place of the byte at the offset.
type placer func(o object, offset int) model.Pos

func nowhere(object, int) model.Pos { return model.Pos{} }

// reader builds a schema of facts.
type reader struct {
	facts *facts
	place placer
	out   model.Schema
	// tables are the places of tables in out, by the folded name.
	tables map[string]int
	// placed are the relations that triggers can belong to, by the folded name;
	// the value is the name as it was declared.
	placed map[string]string
}

func newReader(f *facts, place placer) *reader {
	return &reader{
		facts: f, place: place, tables: map[string]int{}, placed: map[string]string{},
		out: model.Schema{Dialect: Dialect, Version: f.version},
	}
}

func (r *reader) schema() model.Schema {
	for _, o := range r.facts.objects {
		if o.kind == "table" && !r.own(o) {
			r.table(o)
		}
	}
	r.resolveReferences()
	for _, o := range r.facts.objects {
		if o.kind == "view" {
			d, err := parseView(o.text)
			r.define(o, KindView, d, err)
		}
	}
	for _, o := range r.facts.objects {
		switch o.kind {
		case "index":
			r.index(o)
		case "trigger":
			r.trigger(o)
		case "table", "view":
		default:
			r.unsupported(o, model.Kind(o.kind), "")
		}
	}
	r.out.Sort()
	return r.out
}

// own says whether a table is the library's or a virtual table's own.
func (r *reader) own(o object) bool {
	return strings.HasPrefix(kind.Fold(o.name), reserved) || r.facts.tables[o.name].kind == "shadow"
}

// unsupported lists an object that the model doesn't hold.
func (r *reader) unsupported(o object, kind model.Kind, parent string) {
	r.out.Unsupported = append(r.out.Unsupported, model.Unsupported{
		ID: model.ID{Kind: kind, Parent: parent, Name: o.name}, Pos: r.place(o, 0),
	})
}

// define adds an object that is known by its properties.
func (r *reader) define(o object, as model.Kind, d model.Definition, err error) {
	if err != nil {
		r.unsupported(o, as, "")
		return
	}
	d.ID.Name, d.Pos = o.name, r.place(o, 0)
	r.placed[kind.Fold(o.name)] = o.name
	r.out.Definitions = append(r.out.Definitions, d)
}

func (r *reader) table(o object) {
	if !o.stored {
		d, err := parseVirtualTable(o.text)
		r.define(o, KindVirtualTable, d, err)
		return
	}
	text, err := parseTable(o.text)
	if err == nil {
		err = r.agree(o.name, text)
	}
	if err != nil {
		r.unsupported(o, model.KindTable, "")
		return
	}
	r.tables[kind.Fold(o.name)] = len(r.out.Tables)
	r.placed[kind.Fold(o.name)] = o.name
	r.out.Tables = append(r.out.Tables, r.build(o, text))
}

func (r *reader) index(o object) {
	if o.text == "" {
		return // it belongs to a constraint
	}
	at, ok := r.tables[kind.Fold(o.table)]
	if !ok {
		r.unsupported(o, model.KindIndex, o.table)
		return
	}
	t := &r.out.Tables[at]
	index, err := parseIndex(o.text)
	if err == nil {
		err = r.resolveIndex(o, t, &index)
	}
	if err != nil {
		r.unsupported(o, model.KindIndex, t.Name)
		return
	}
	index.Pos = r.place(o, 0)
	t.Indexes = append(t.Indexes, index)
}

func (r *reader) trigger(o object) {
	d, err := parseTrigger(o.text)
	parent, ok := r.placed[kind.Fold(o.table)]
	if err != nil || !ok {
		r.unsupported(o, KindTrigger, o.table)
		return
	}
	d.ID.Name, d.ID.Parent, d.Pos = o.name, parent, r.place(o, 0)
	if at, ok := r.tables[kind.Fold(parent)]; ok {
		columns := d.Get(PropertyColumns)
		for i := range columns.List {
			columns.List[i].Text = spelled(&r.out.Tables[at], columns.List[i].Text)
		}
	}
	r.out.Definitions = append(r.out.Definitions, d)
}
