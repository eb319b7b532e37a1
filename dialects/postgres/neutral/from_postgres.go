package neutral

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// mainSchema is the one that neutral schemas give no name.
const mainSchema = "public"

// Neutral implements [neutral.Translator].
func (Translator) Neutral(s model.Schema) (model.Schema, []neutral.Loss) {
	r := &reader{from: s, out: model.Schema{Dialect: neutral.Dialect}, enums: map[model.QName]model.Enum{}, domains: map[model.QName]model.Domain{}, used: map[model.QName]bool{}}
	for _, o := range s.Enums {
		r.enums[model.QName{Schema: o.Schema, Name: o.Name}] = o
	}
	for _, o := range s.Domains {
		r.domains[model.QName{Schema: o.Schema, Name: o.Name}] = o
	}
	for i := range s.Tables {
		r.table(&s.Tables[i])
	}
	r.rest()
	r.out.Sort()
	return r.out, r.losses
}

type reader struct {
	from    model.Schema
	out     model.Schema
	enums   map[model.QName]model.Enum
	domains map[model.QName]model.Domain
	used    map[model.QName]bool // sequences that columns are numbered by
	losses  []neutral.Loss
}

func (r *reader) lose(id model.ID, part neutral.Part, text string) {
	r.losses = append(r.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

func plainSchema(name string) string {
	if name == mainSchema {
		return ""
	}
	return name
}

func plain(q model.QName) model.QName {
	return model.QName{Schema: plainSchema(q.Schema), Name: q.Name}
}

// rest says the objects that aren't tables.
func (r *reader) rest() {
	for _, o := range r.from.Extensions {
		if o.Name != citext {
			r.lose(model.ID{Kind: model.KindExtension, Name: o.Name}, neutral.Whole, neutral.OwnWords)
		}
	}
	for _, o := range r.from.Composites {
		r.lose(model.ID{Kind: model.KindComposite, Schema: plainSchema(o.Schema), Name: o.Name}, neutral.Whole, neutral.OwnWords)
	}
	for _, o := range r.from.Ranges {
		r.lose(model.ID{Kind: model.KindRange, Schema: plainSchema(o.Schema), Name: o.Name}, neutral.Whole, neutral.OwnWords)
	}
	for _, o := range r.from.Sequences {
		if q := (model.QName{Schema: o.Schema, Name: o.Name}); !r.used[q] && !r.used[model.QName{Name: o.Name}] {
			o.Schema, o.OwnedBy, o.Options.Cache = plainSchema(o.Schema), model.ColumnRef{}, 1
			r.out.Sequences = append(r.out.Sequences, o)
		}
	}
	for _, o := range r.from.Statistics {
		r.lose(model.ID{Kind: model.KindStatistics, Schema: plainSchema(o.Schema), Name: o.Name}, neutral.Whole, neutral.OwnWords)
	}
	for _, d := range r.from.Definitions {
		id := d.ID
		id.Schema = plainSchema(id.Schema)
		if _, _, attached := d.ID.About(); attached {
			continue // owners and privileges are no part of what is translated
		}
		if d.ID.Kind == kind.View {
			r.out.Definitions = append(r.out.Definitions, model.Definition{ID: id, Pos: d.Pos})
			continue
		}
		r.lose(id, neutral.Whole, neutral.OwnWords)
	}
	for _, u := range r.from.Unsupported {
		u.ID.Schema = plainSchema(u.ID.Schema)
		r.lose(u.ID, neutral.Whole, "it could not be read")
	}
}

// table is the work on one table.
type table struct {
	*reader
	from  *model.Table
	out   model.Table
	types map[string]neutral.Type
	exprs neutral.Context
}

func (r *reader) table(from *model.Table) {
	id := model.ID{Kind: model.KindTable, Schema: plainSchema(from.Schema), Name: from.Name}
	switch {
	case from.Materialized():
		r.lose(id, neutral.Whole, neutral.OwnWords)
		return
	case from.Foreign():
		r.lose(id, neutral.Whole, neutral.OwnWords)
		return
	case !from.PartitionOf.IsZero():
		r.lose(id, neutral.Whole, "a partition is a part of its table alone")
		return
	}
	t := &table{reader: r, from: from, types: map[string]neutral.Type{}, out: model.Table{Schema: id.Schema, Name: from.Name, Comment: from.Comment, Pos: from.Pos}}
	t.exprs = neutral.Context{
		Column: func(name string) (neutral.Type, bool) { n, ok := t.types[name]; return n, ok },
		Cast:   r.castType,
	}
	t.facts(id)
	for _, c := range from.Columns {
		t.types[c.Name] = r.typeOf(c.Type)
	}
	for i := range from.Columns {
		t.column(&from.Columns[i])
	}
	for _, c := range from.Checks {
		t.check(c, "")
	}
	for _, k := range from.Keys {
		t.key(k)
	}
	for _, x := range from.Exclusions {
		t.lose(t.id(model.KindExclusion, x.Name), neutral.Whole, neutral.OwnWords)
	}
	for _, f := range from.ForeignKeys {
		t.foreignKey(f)
	}
	for _, i := range from.Indexes {
		t.index(i)
	}
	r.out.Tables = append(r.out.Tables, t.out)
}

// facts notes what a table has beyond what others have.
func (t *table) facts(id model.ID) {
	from := t.from
	for _, fact := range []struct {
		there bool
		text  string
	}{
		{!from.Partitioning.IsZero(), "the partitioning is left out; the table holds all rows"},
		{len(from.Inherits) > 0, "the inheritance is left out; the table has the columns itself"},
		{!from.OfType.IsZero(), "the type of the table is left out; the table has the columns itself"},
		{from.Unlogged, "UNLOGGED has no counterpart"},
		{len(from.Options) > 0, "storage parameters have no counterpart"},
		{from.AccessMethod != "" || from.Tablespace != "", "where and how the rows are stored has no counterpart"},
		{from.RowSecurity || from.ForceRowSecurity, "row security has no counterpart"},
		{from.ReplicaIdentity.Mode != "", "the replica identity has no counterpart"},
	} {
		if fact.there {
			t.lose(id, neutral.Detail, fact.text)
		}
	}
}

func (t *table) id(k model.Kind, name string) model.ID {
	return model.ID{Kind: k, Schema: plainSchema(t.from.Schema), Parent: t.from.Name, Name: name}
}

// typeOf says a type; one that the schema declares is what it stands for.
func (r *reader) typeOf(t model.Type) neutral.Type {
	if t.Schema == "" {
		return typeOf(t)
	}
	if e, ok := r.enums[t.QName()]; ok {
		return neutral.Type{Family: neutral.Enum, Values: e.Labels, Array: t.Array}
	}
	if d, ok := r.domains[t.QName()]; ok {
		n := r.typeOf(d.Base)
		n.Array = n.Array || t.Array
		return n
	}
	return typeOf(t) // of an extension, or of the schema's own making
}

// castType says the type that a cast names: "public.mood" or a built-in one.
func (r *reader) castType(name string) neutral.Type {
	bare, array := strings.CutSuffix(name, "[]")
	if schema, plain, qualified := strings.Cut(bare, "."); qualified && schema != "pg_catalog" {
		return r.typeOf(model.Type{Schema: schema, Name: plain, Array: array})
	}
	return castType(name)
}

// expr says an expression of the table.
func (t *table) expr(text string) neutral.Expr {
	return t.exprs.Settle(words().Read(text).Edit(neutralCall))
}

func (t *table) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	n := t.types[from.Name]
	c := model.Column{Name: from.Name, Type: n.Model(), NotNull: from.NotNull, Comment: from.Comment, Pos: from.Pos}
	t.domain(&c, from)
	fallback := from.Default
	if fallback.IsZero() {
		fallback = t.domains[from.Type.QName()].Default
	}
	if !fallback.IsZero() {
		e := t.expr(fallback.Text)
		if name, ok := sequenceOf(e); ok {
			t.numbered(&c, id, name)
		} else {
			c.Default = model.Expr{Text: neutral.Constant(e, n).String(), Pos: fallback.Pos}
		}
	}
	if !from.Generated.IsZero() {
		c.Generated = model.Generated{Expr: model.Expr{Text: t.expr(from.Generated.Expr.Text).String()}, Virtual: from.Generated.Virtual}
	}
	if !from.Identity.IsZero() {
		c.Identity.Mode = neutral.Numbered
		if from.Identity.Mode == model.IdentityAlways {
			t.lose(id, neutral.Detail, "GENERATED ALWAYS has no counterpart: a number may be given")
		}
		t.counting(id, from.Identity.Options)
	}
	if name := from.Collation.Name; name != "" && name != "C" && name != "POSIX" && name != "default" {
		t.lose(id, neutral.Detail, "the collation "+name+" has no counterpart")
	}
	if from.Storage != "" || from.Compression != "" || from.Statistics != 0 || len(from.Options) > 0 {
		t.lose(id, neutral.Detail, "how a column is stored and sampled has no counterpart")
	}
	t.out.Columns = append(t.out.Columns, c)
}

// domain puts the constraints of a domain where it is used.
func (t *table) domain(c *model.Column, from *model.Column) {
	for d, ok := t.domains[from.Type.QName()]; ok; d, ok = t.domains[d.Base.QName()] {
		if from.Type.Array {
			return
		}
		c.NotNull = c.NotNull || d.NotNull
		for _, k := range d.Checks {
			k.Name, k.ImplicitName = "", true
			t.check(k, from.Name)
		}
	}
}

// numbered makes a column one that is numbered, by the sequence of its default.
func (t *table) numbered(c *model.Column, id model.ID, sequence string) {
	c.Identity.Mode = neutral.Numbered
	q := model.QName{Name: sequence}
	if schema, name, qualified := strings.Cut(sequence, "."); qualified {
		q = model.QName{Schema: schema, Name: name}
	}
	t.used[q] = true
	for _, o := range t.reader.from.Sequences {
		if o.Name == q.Name && (q.Schema == "" || o.Schema == q.Schema) {
			t.counting(id, o.Options)
		}
	}
}

func (t *table) counting(id model.ID, o model.SequenceOptions) {
	if o.Increment != 1 || o.Start != 1 || o.Cycle {
		t.lose(id, neutral.Detail, "a sequence that begins or counts in another way has no counterpart")
	}
}

// check says a check of the table, or one of a domain about a column.
func (t *table) check(c model.Check, column string) {
	e := t.expr(c.Expr.Text)
	if column != "" {
		e = t.exprs.Settle(e.Edit(func(e neutral.Expr) neutral.Expr {
			if e.Op == neutral.Column && strings.EqualFold(e.Text, "value") {
				e.Text = column
			}
			return e
		}))
	}
	if c.NotValid || c.NotEnforced || c.NoInherit {
		t.lose(t.id(model.KindCheck, c.Name), neutral.Detail, "a check holds for all rows")
	}
	t.out.Checks = append(t.out.Checks, model.Check{
		Name: c.Name, Expr: model.Expr{Text: e.String(), Pos: c.Expr.Pos}, Comment: c.Comment, ImplicitName: c.ImplicitName, Pos: c.Pos,
	})
}

func (t *table) key(k model.Key) {
	id := t.id(k.Kind(), k.Name)
	t.storage(id, k.Options, k.Tablespace, k.Clustered)
	k.Options, k.Tablespace, k.Clustered, k.Parent, k.Invalid = nil, "", false, model.QName{}, false
	t.out.Keys = append(t.out.Keys, k)
}

func (t *table) storage(id model.ID, options []model.Option, tablespace string, clustered bool) {
	if len(options) > 0 || tablespace != "" || clustered {
		t.lose(id, neutral.Detail, "how an index is stored has no counterpart")
	}
}

func (t *table) foreignKey(f model.ForeignKey) {
	f.References = plain(f.References)
	t.out.ForeignKeys = append(t.out.ForeignKeys, f)
}

func (t *table) index(from model.Index) {
	id := t.id(model.KindIndex, from.Name)
	t.storage(id, from.Options, from.Tablespace, from.Clustered)
	i := model.Index{
		Name: from.Name, Unique: from.Unique, NullsNotDistinct: from.NullsNotDistinct, Method: from.Method, Include: from.Include,
		Comment: from.Comment, ImplicitName: from.ImplicitName, Pos: from.Pos,
	}
	for _, k := range from.Keys {
		own := model.IndexKey{Column: k.Column, Descending: k.Descending}
		if !k.Expr.IsZero() {
			own.Expr = model.Expr{Text: t.expr(k.Expr.Text).String()}
		}
		switch {
		case from.Method == "btree" && !k.Opclass.IsZero() || !k.Collation.IsZero():
			t.lose(id, neutral.Detail, "an operator class or a collation of an index has no counterpart")
		case k.NullsFirst != k.Descending:
			t.lose(id, neutral.Detail, "where nulls stand in an index has no counterpart")
		}
		i.Keys = append(i.Keys, own)
	}
	if !from.Predicate.IsZero() {
		i.Predicate = model.Expr{Text: t.expr(from.Predicate.Text).String()}
	}
	t.out.Indexes = append(t.out.Indexes, i)
}
