package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Dialect implements [neutral.Translator].
func (Translator) Dialect(s model.Schema) (model.Schema, []neutral.Loss) {
	names, losses := neutral.Flatten(s, foldName)
	w := &writer{out: model.Schema{Dialect: sqlite.Dialect}, losses: losses, names: names, relations: map[string]bool{}}
	for i := range s.Tables {
		w.relations[foldName(names[s.Tables[i].QName()])] = true
	}
	for i := range s.Tables {
		w.table(&s.Tables[i])
	}
	for _, o := range s.Sequences {
		w.lose(model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}, neutral.Whole, "there are no sequences")
	}
	for _, d := range s.Definitions {
		w.lose(d.ID, neutral.Whole, "the query of a "+string(d.ID.Kind)+" can't be told in other words")
	}
	w.out.Sort()
	return w.out, w.losses
}

func foldName(name string) string { return strings.ToLower(name) }

type writer struct {
	out    model.Schema
	losses []neutral.Loss
	names  map[model.QName]string
	// relations are the folded names of tables and indexes, which share a space.
	relations map[string]bool
}

func (w *writer) lose(id model.ID, part neutral.Part, text string) {
	w.losses = append(w.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

// written is the work on one table.
type written struct {
	*writer
	from *model.Table
	out  model.Table
	made map[string]bool // the names that this has made
}

func (w *writer) table(from *model.Table) {
	t := &written{writer: w, from: from, made: map[string]bool{}, out: model.Table{Name: w.names[from.QName()]}}
	t.commentLoss(t.id(model.KindTable, from.Name), from.Comment)
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
	if kind == model.KindTable {
		return model.ID{Kind: kind, Schema: t.from.Schema, Name: name}
	}
	return model.ID{Kind: kind, Schema: t.from.Schema, Parent: t.from.Name, Name: name}
}

func (t *written) commentLoss(id model.ID, comment string) {
	if comment != "" {
		t.lose(id, neutral.Comment, "there are no comments")
	}
}

func (t *written) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	kind := neutral.TypeOf(from.Type)
	c := model.Column{Name: from.Name, NotNull: from.NotNull}
	var loss string
	if c.Type, loss = declared(kind); loss != "" {
		t.lose(id, neutral.TheType, loss)
	}
	if kind.NoCase {
		c.Collation = model.QName{Name: "NOCASE"}
	}
	t.commentLoss(id, from.Comment)
	switch alone := t.alone(from.Name); {
	case alone && kind.Is(neutral.Integer) && !from.Identity.IsZero():
		c.Type, c.NotNull = model.Type{Name: "integer"}, true
		if from.Identity.Mode != neutral.MayNumber {
			c.Identity.Mode = model.IdentityAutoIncrement
		}
	case alone && c.Type.Name == "integer":
		c.Type.Name = "int" // INTEGER, to the letter, would be numbered
	case !from.Identity.IsZero():
		t.lose(id, neutral.Numbering, "only a primary key of one integer column is numbered")
	}
	if !from.Default.IsZero() {
		t.fallback(&c, id, kind, from)
	}
	if !from.Generated.IsZero() {
		text, err := spell(neutral.Read(from.Generated.Expr.Text))
		if err != nil {
			t.lose(id, neutral.Generation, "the expression of a generated column is left out: "+err.Error())
		} else {
			c.Generated = model.Generated{Expr: model.Expr{Text: text}, Virtual: from.Generated.Virtual}
		}
	}
	t.out.Columns = append(t.out.Columns, c)
	t.restrict(kind, from.Name)
}

// fallback writes the default of a column.
func (t *written) fallback(c *model.Column, id model.ID, kind neutral.Type, from *model.Column) {
	e := neutral.Read(from.Default.Text)
	text, err := spell(e)
	switch {
	case err != nil:
		t.lose(id, neutral.Default, "a default is left out: "+err.Error())
	case kind.Array && e.Op != neutral.Null:
		t.lose(id, neutral.Default, "a default is left out: there are no arrays")
	default:
		c.Default = model.Expr{Text: text}
	}
}

// alone reports whether the column is the primary key by itself.
func (t *written) alone(column string) bool {
	for _, k := range t.from.Keys {
		if k.Primary {
			return len(k.Columns) == 1 && k.Columns[0] == column
		}
	}
	return false
}

// restrict adds the check that stands for a type.
func (t *written) restrict(kind neutral.Type, column string) {
	ref := neutral.Expr{Op: neutral.Column, Text: column}
	var e neutral.Expr
	switch {
	case kind.Is(neutral.JSON):
		e = neutral.Expr{Op: neutral.Call, Text: "json_valid", Args: []neutral.Expr{ref}}
	case kind.Is(neutral.Enum):
		e = kind.Among(ref)
	default:
		return
	}
	text, err := spell(e)
	if err != nil {
		return
	}
	t.out.Checks = append(t.out.Checks, model.Check{Name: t.unnamed("check", []string{column}), Expr: model.Expr{Text: text}, ImplicitName: true})
}

// unnamed returns the name that the model has for a constraint without one.
func (t *written) unnamed(word string, columns []string) string {
	base := "sqlite_" + word + "_" + t.out.Name
	if word != "pk" && len(columns) > 0 {
		base += "_" + strings.Join(columns, "_")
	}
	name := base
	for i := 2; t.made[name]; i++ {
		name = base + "_" + strconv.Itoa(i)
	}
	t.made[name] = true
	return name
}

func (t *written) key(k model.Key) {
	id := t.id(k.Kind(), k.Name)
	t.droppedFacets(id, k.Comment+k.IndexComment, k.Deferrable, k.NullsNotDistinct, len(k.Include) > 0)
	if k.WithoutOverlaps {
		t.lose(id, neutral.Whole, "there are no keys of ranges")
		return
	}
	word := "unique"
	if k.Primary {
		word = "pk"
	}
	own := model.Key{Name: k.Name, Primary: k.Primary, Columns: k.Columns}
	if own.Name == "" {
		own.Name, own.ImplicitName = t.unnamed(word, k.Columns), true
	}
	t.out.Keys = append(t.out.Keys, own)
}

// droppedFacets notes what keys and indexes don't have here.
func (t *written) droppedFacets(id model.ID, comment string, deferrable, nullsNotDistinct, include bool) {
	t.commentLoss(id, comment)
	if deferrable {
		t.lose(id, neutral.Deferrable, "a key can't be deferred")
	}
	if nullsNotDistinct {
		t.lose(id, neutral.NullsNotDistinct, "nulls are always distinct in a key")
	}
	if include {
		t.lose(id, neutral.Include, "an index has no further columns")
	}
}

func (t *written) check(c model.Check) {
	id := t.id(model.KindCheck, c.Name)
	t.commentLoss(id, c.Comment)
	text, err := spell(neutral.Read(c.Expr.Text))
	if err != nil {
		t.lose(id, neutral.Whole, "a check is left out: "+err.Error())
		return
	}
	own := model.Check{Name: c.Name, Expr: model.Expr{Text: text}}
	if own.Name == "" {
		own.Name, own.ImplicitName = t.unnamed("check", neutral.Read(c.Expr.Text).Columns()), true
	}
	t.out.Checks = append(t.out.Checks, own)
}

func (t *written) foreignKey(f model.ForeignKey) {
	id := t.id(model.KindForeignKey, f.Name)
	t.commentLoss(id, f.Comment)
	if f.Period {
		t.lose(id, neutral.Whole, "there are no keys of ranges")
		return
	}
	if f.MatchFull {
		t.lose(id, neutral.Match, "a foreign key never matches in full")
	}
	if len(f.OnDeleteColumns) > 0 {
		t.lose(id, neutral.ActionColumns, "an action concerns all columns of a foreign key")
	}
	if f.NotValid || f.NotEnforced {
		t.lose(id, neutral.Validity, "a foreign key is enforced always")
	}
	name, ok := t.names[f.References]
	if !ok {
		name = f.References.Name
	}
	own := model.ForeignKey{
		Name: f.Name, Columns: f.Columns, References: model.QName{Name: name}, RefColumns: f.RefColumns,
		OnUpdate: f.OnUpdate, OnDelete: f.OnDelete, Deferrable: f.Deferrable, InitiallyDeferred: f.InitiallyDeferred,
	}
	if own.Name == "" {
		own.Name, own.ImplicitName = t.unnamed("fk", f.Columns), true
	}
	t.out.ForeignKeys = append(t.out.ForeignKeys, own)
}

func (t *written) index(i model.Index) {
	id := t.id(model.KindIndex, i.Name)
	t.droppedFacets(id, i.Comment, false, i.NullsNotDistinct, len(i.Include) > 0)
	if i.Method != "btree" && i.Method != "hash" {
		t.lose(id, neutral.Whole, "there are no indexes of the method "+i.Method)
		return
	}
	own := model.Index{Unique: i.Unique, Method: "btree"}
	for _, k := range i.Keys {
		key := model.IndexKey{Column: k.Column, Descending: k.Descending}
		if !k.Expr.IsZero() {
			text, err := spell(neutral.Read(k.Expr.Text))
			if err != nil {
				t.lose(id, neutral.Whole, "an index is left out: "+err.Error())
				return
			}
			key.Expr = model.Expr{Text: text}
		}
		own.Keys = append(own.Keys, key)
	}
	if !i.Predicate.IsZero() {
		text, err := spell(neutral.Read(i.Predicate.Text))
		if err != nil {
			t.lose(id, neutral.Whole, "an index is left out: "+err.Error())
			return
		}
		own.Predicate = model.Expr{Text: text}
	}
	own.Name = t.relation(i.Name)
	t.out.Indexes = append(t.out.Indexes, own)
}

// relation returns the name of an index: the names of all tables and indexes are
// in one space here.
func (t *written) relation(name string) string {
	free := func(name string) bool { return !t.relations[foldName(name)] }
	own := name
	if !free(own) {
		own = t.out.Name + "_" + name
	}
	for i := 2; !free(own); i++ {
		own = t.out.Name + "_" + name + "_" + strconv.Itoa(i)
	}
	t.relations[foldName(own)] = true
	return own
}
