package neutral

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Neutral implements [neutral.Translator].
func (Translator) Neutral(s model.Schema) (model.Schema, []neutral.Loss) {
	r := &reader{out: model.Schema{Dialect: neutral.Dialect}}
	for i := range s.Tables {
		r.table(&s.Tables[i])
	}
	for _, d := range s.Definitions {
		if d.ID.Kind == sqlite.KindView {
			r.out.Definitions = append(r.out.Definitions, model.Definition{ID: d.ID, Pos: d.Pos})
			continue
		}
		r.lose(d.ID, neutral.Whole, neutral.OwnWords)
	}
	for _, u := range s.Unsupported {
		r.lose(u.ID, neutral.Whole, "it could not be read")
	}
	r.out.Sort()
	return r.out, r.losses
}

type reader struct {
	out    model.Schema
	losses []neutral.Loss
}

func (r *reader) lose(id model.ID, part neutral.Part, text string) {
	r.losses = append(r.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

// table says a table. The one that is read stays as it is.
type table struct {
	*reader
	from *model.Table
	out  model.Table
	// types are those of the columns, by the folded name.
	types map[string]neutral.Type
	exprs neutral.Context
}

func (r *reader) table(from *model.Table) {
	t := &table{reader: r, from: from, types: map[string]neutral.Type{}, out: model.Table{Name: from.Name, Pos: from.Pos}}
	for _, c := range from.Columns {
		n := typeOf(c.Type)
		n.NoCase = n.Is(neutral.Text) && strings.EqualFold(c.Collation.Name, "nocase")
		t.types[strings.ToLower(c.Name)] = n
	}
	t.exprs = neutral.Context{
		Column: func(name string) (neutral.Type, bool) {
			n, ok := t.types[strings.ToLower(name)]
			return n, ok
		},
		Cast: func(name string) neutral.Type {
			before, rest, _ := strings.Cut(name, "(")
			return typeOf(model.Type{Name: strings.TrimSpace(before), Modifiers: strings.TrimSuffix(rest, ")")})
		},
	}
	for _, o := range from.Options {
		t.lose(t.id(model.KindTable, from.Name), neutral.Detail, "the option "+strings.ToUpper(o.Name)+" has no counterpart")
	}
	t.checks()
	for i := range from.Columns {
		t.column(&from.Columns[i])
	}
	t.keys()
	for _, f := range from.ForeignKeys {
		f.Name = given(f.Name)
		f.ImplicitName = f.Name == ""
		t.out.ForeignKeys = append(t.out.ForeignKeys, f)
	}
	for _, i := range from.Indexes {
		t.index(i)
	}
	r.out.Tables = append(r.out.Tables, t.out)
}

func (t *table) id(kind model.Kind, name string) model.ID {
	if kind == model.KindTable {
		return model.ID{Kind: kind, Name: name}
	}
	return model.ID{Kind: kind, Parent: t.from.Name, Name: name}
}

// given returns a name that somebody has given, "" for others.
func given(name string) string {
	if sqlite.Unnamed(name) {
		return ""
	}
	return name
}

// expr says an expression of the table.
func (t *table) expr(text string) neutral.Expr {
	known := func(name string) bool {
		_, ok := t.types[strings.ToLower(name)]
		return ok
	}
	e := words(known).Read(text).Edit(func(e neutral.Expr) neutral.Expr { return t.spelled(neutralCall(e)) })
	return t.exprs.Settle(e)
}

// spelled gives a column the spelling of its declaration.
func (t *table) spelled(e neutral.Expr) neutral.Expr {
	if e.Op != neutral.Column {
		return e
	}
	for i := range t.from.Columns {
		if strings.EqualFold(t.from.Columns[i].Name, e.Text) {
			e.Text = t.from.Columns[i].Name
		}
	}
	return e
}

// checks says the checks, except those by which a text is known to be JSON.
func (t *table) checks() {
	validating := make([]bool, len(t.from.Checks))
	for i, c := range t.from.Checks {
		if name, ok := validates(t.expr(c.Expr.Text)); ok && t.types[strings.ToLower(name)].Is(neutral.Text) {
			t.types[strings.ToLower(name)] = neutral.Type{Family: neutral.JSON}
			validating[i] = true
		}
	}
	for i, c := range t.from.Checks {
		if validating[i] {
			continue
		}
		e := t.expr(c.Expr.Text)
		c.Name = given(c.Name)
		c.ImplicitName = c.Name == ""
		c.Expr = model.Expr{Text: e.String(), Pos: c.Expr.Pos}
		t.out.Checks = append(t.out.Checks, c)
	}
}

// validates returns the column that a check says to be JSON.
func validates(e neutral.Expr) (string, bool) {
	if e.Op == neutral.Call && e.Text == "json_valid" && len(e.Args) == 1 && e.Args[0].Op == neutral.Column {
		return e.Args[0].Text, true
	}
	return "", false
}

func (t *table) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	kind := t.types[strings.ToLower(from.Name)]
	c := model.Column{Name: from.Name, Type: kind.Model(), NotNull: from.NotNull, Pos: from.Pos}
	if !from.Default.IsZero() {
		c.Default = model.Expr{Text: neutral.Constant(t.expr(from.Default.Text), kind).String(), Pos: from.Default.Pos}
	}
	if !from.Generated.IsZero() {
		c.Generated = model.Generated{Expr: model.Expr{Text: t.expr(from.Generated.Expr.Text).String()}, Virtual: from.Generated.Virtual}
	}
	if name := strings.ToLower(from.Collation.Name); name != "" && name != "binary" && !kind.NoCase {
		t.lose(id, neutral.Detail, "the collation "+name+" has no counterpart")
	}
	for _, o := range from.Options {
		t.lose(id, neutral.Detail, "the option "+strings.ToUpper(o.Name)+" has no counterpart")
	}
	switch {
	case !from.Identity.IsZero():
		c.Identity.Mode = neutral.Numbered
	case t.rowid(from):
		c.Identity.Mode = neutral.MayNumber
	}
	t.out.Columns = append(t.out.Columns, c)
}

// rowid reports whether a column is another name of the rowid, which SQLite
// chooses where it is left out.
func (t *table) rowid(c *model.Column) bool {
	if c.Type != (model.Type{Name: "integer"}) {
		return false
	}
	for _, o := range t.from.Options {
		if o.Name == sqlite.WithoutRowID {
			return false
		}
	}
	for _, k := range t.from.Keys {
		if k.Primary && len(k.Columns) == 1 && k.Columns[0] == c.Name && len(k.Elements) == 0 {
			return true
		}
	}
	return false
}

func (t *table) keys() {
	for _, k := range t.from.Keys {
		for _, e := range k.Elements {
			if !e.Collation.IsZero() || e.Descending {
				t.lose(t.id(k.Kind(), k.Name), neutral.Detail, "the order or the collation of a key's column has no counterpart")
				break
			}
		}
		for _, o := range k.Options {
			t.lose(t.id(k.Kind(), k.Name), neutral.Detail, "the option "+strings.ToUpper(o.Name)+" has no counterpart")
		}
		k.Name, k.Elements, k.Options = given(k.Name), nil, nil
		k.ImplicitName = k.Name == ""
		if k.Primary {
			for i := range t.out.Columns {
				c := &t.out.Columns[i]
				c.NotNull = c.NotNull || contains(k.Columns, c.Name)
			}
		}
		t.out.Keys = append(t.out.Keys, k)
	}
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}

func (t *table) index(i model.Index) {
	id := t.id(model.KindIndex, i.Name)
	i.Method = "btree"
	keys := make([]model.IndexKey, len(i.Keys))
	for at, k := range i.Keys {
		keys[at] = model.IndexKey{Column: k.Column, Descending: k.Descending}
		if !k.Expr.IsZero() {
			keys[at].Expr = model.Expr{Text: t.expr(k.Expr.Text).String()}
		}
		if !k.Collation.IsZero() {
			t.lose(id, neutral.Detail, "the collation of an index has no counterpart")
		}
	}
	i.Keys = keys
	if !i.Predicate.IsZero() {
		i.Predicate = model.Expr{Text: t.expr(i.Predicate.Text).String()}
	}
	t.out.Indexes = append(t.out.Indexes, i)
}
