package neutral

import (
	"math"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Dialect implements [neutral.Translator].
func (p Translator) Dialect(s model.Schema) (model.Schema, []neutral.Loss) {
	number := p.Version
	if number == 0 {
		number = int(version.OfMajor(version.NewestMajor))
	}
	w := &writer{out: model.Schema{Dialect: dialect, Version: number}, relations: map[model.QName]bool{}}
	for i := range s.Tables {
		w.relations[own(s.Tables[i].QName())] = true
	}
	for _, d := range s.Definitions {
		w.lose(d.ID, neutral.Whole, "the query of a "+string(d.ID.Kind)+" can't be told in other words")
	}
	for _, o := range s.Sequences {
		q := own(model.QName{Schema: o.Schema, Name: o.Name})
		w.relations[q] = true
		o.Schema, o.Name = q.Schema, q.Name
		w.out.Sequences = append(w.out.Sequences, o)
	}
	for i := range s.Tables {
		w.table(&s.Tables[i])
	}
	w.foreignKeys(s)
	w.schemas()
	w.out.Sort()
	return w.out, w.losses
}

// own returns a name as it is here: the main schema is public, and a name is cut.
func own(q model.QName) model.QName {
	q.Name = naming.Truncate(q.Name)
	if q.Schema == "" {
		q.Schema = mainSchema
	}
	return q
}

type writer struct {
	out       model.Schema
	losses    []neutral.Loss
	relations map[model.QName]bool // and types
}

func (w *writer) lose(id model.ID, part neutral.Part, text string) {
	w.losses = append(w.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

// schemas declares those that are used.
func (w *writer) schemas() {
	names := []string{mainSchema}
	for i := range w.out.Tables {
		names = append(names, w.out.Tables[i].Schema)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		w.out.Namespaces = append(w.out.Namespaces, model.Namespace{Name: name})
	}
}

// written is the work on one table.
type written struct {
	*writer
	from        *model.Table
	out         model.Table
	constraints map[string]bool
}

func (w *writer) table(from *model.Table) {
	q := own(from.QName())
	t := &written{writer: w, from: from, constraints: map[string]bool{}, out: model.Table{Schema: q.Schema, Name: q.Name, Comment: from.Comment}}
	for _, k := range from.Keys {
		t.constraints[k.Name] = k.Name != ""
	}
	for _, c := range from.Checks {
		t.constraints[c.Name] = c.Name != ""
	}
	for _, f := range from.ForeignKeys {
		t.constraints[f.Name] = f.Name != ""
	}
	for i := range from.Columns {
		t.column(&from.Columns[i])
	}
	for _, k := range from.Keys {
		t.key(k)
	}
	for _, c := range from.Checks {
		t.check(c)
	}
	for _, f := range from.ForeignKeys {
		t.foreignKey(f)
	}
	for _, i := range from.Indexes {
		t.index(i)
	}
	w.out.Tables = append(w.out.Tables, t.out)
}

func (t *written) id(kind model.Kind, name string) model.ID {
	return model.ID{Kind: kind, Schema: t.from.Schema, Parent: t.from.Name, Name: name}
}

func (t *written) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	n := neutral.TypeOf(from.Type)
	c := model.Column{Name: naming.Truncate(from.Name), NotNull: from.NotNull || !from.Identity.IsZero(), Comment: from.Comment}
	var loss string
	if c.Type, loss = declared(n); loss != "" {
		t.lose(id, neutral.TheType, loss)
	}
	switch {
	case n.Is(neutral.Enum) && !from.Generated.IsZero(): // no text becomes one without a cast, which may change
		t.lose(id, neutral.TheType, "a computed value of an enumerated type is a text with a check")
		t.check(model.Check{Expr: model.Expr{Text: n.Among(neutral.Expr{Op: neutral.Column, Text: from.Name}).String()}})
	case n.Family == neutral.Enum && len(n.Values) > 0:
		c.Type = t.enum(from.Name, n)
	case c.Type.Name == citext:
		c.Type.Schema = mainSchema
		t.extension()
	}
	if !from.Identity.IsZero() {
		t.identity(&c, id, n)
	}
	switch {
	case from.Default.IsZero():
	case !c.Identity.IsZero():
		t.lose(id, neutral.Default, "a default is left out: the column is numbered")
	default:
		text, err := spell(neutral.Read(from.Default.Text))
		if err != nil {
			t.lose(id, neutral.Default, "a default is left out: "+err.Error())
		} else {
			c.Default = model.Expr{Text: text}
		}
	}
	if !from.Generated.IsZero() {
		t.generated(&c, id, from.Generated)
	}
	t.out.Columns = append(t.out.Columns, c)
}

func (t *written) generated(c *model.Column, id model.ID, from model.Generated) {
	text, err := spell(neutral.Read(from.Expr.Text))
	if err != nil {
		t.lose(id, neutral.Generation, "the expression of a generated column is left out: "+err.Error())
		return
	}
	c.Generated = model.Generated{Expr: model.Expr{Text: text}, Virtual: from.Virtual && version.Number(t.writer.out.Version).Major() >= 18}
	if from.Virtual && !c.Generated.Virtual {
		t.lose(id, neutral.Generation, "a generated column is stored")
	}
}

// extension declares the extension of texts whose case doesn't count.
func (t *written) extension() {
	for _, o := range t.writer.out.Extensions {
		if o.Name == citext {
			return
		}
	}
	t.writer.out.Extensions = append(t.writer.out.Extensions, model.Extension{Name: citext, Schema: mainSchema})
}

// enum declares the type of a column.
func (t *written) enum(column string, n neutral.Type) model.Type {
	q := model.QName{Schema: t.out.Schema}
	q.Name = naming.Choose(t.out.Name, column, "", func(name string) bool {
		return t.relations[model.QName{Schema: q.Schema, Name: name}]
	})
	t.relations[q] = true
	t.writer.out.Enums = append(t.writer.out.Enums, model.Enum{Schema: q.Schema, Name: q.Name, Labels: n.Values})
	return model.Type{Schema: q.Schema, Name: q.Name, Array: n.Array}
}

// identity lets a column be numbered.
func (t *written) identity(c *model.Column, id model.ID, n neutral.Type) {
	limits := map[string]int64{"smallint": math.MaxInt16, "integer": math.MaxInt32, "bigint": math.MaxInt64}
	most, ok := limits[c.Type.Name]
	if !ok {
		if !n.Number() {
			t.lose(id, neutral.Numbering, "only integers are numbered")
			return
		}
		c.Type = model.Type{Name: "bigint"}
		most = math.MaxInt64
	}
	name := t.relation(naming.Choose(t.out.Name, c.Name, "seq", t.taken))
	c.Identity = model.Identity{
		Mode: model.IdentityByDefault, Sequence: model.QName{Schema: t.out.Schema, Name: name}, ImplicitName: true,
		Options: model.SequenceOptions{Type: c.Type.Name, Start: 1, Increment: 1, Min: 1, Max: most, Cache: 1},
	}
}

func (t *written) taken(name string) bool {
	return t.relations[model.QName{Schema: t.out.Schema, Name: name}]
}

// relation takes a name among the tables, indexes and sequences of the schema:
// the one that is asked for, or the table's before it.
func (t *written) relation(name string) string {
	name = naming.Truncate(name)
	if t.taken(name) {
		name = naming.Choose(t.out.Name, name, "", t.taken)
	}
	t.relations[model.QName{Schema: t.out.Schema, Name: name}] = true
	return name
}

// constraint returns a name among those of the table's constraints.
func (t *written) constraint(name, columns, label string) string {
	if name != "" {
		return naming.Truncate(name)
	}
	name = naming.Choose(t.out.Name, columns, label, func(name string) bool { return t.constraints[name] })
	t.constraints[name] = true
	return name
}
