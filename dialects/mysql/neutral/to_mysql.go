package neutral

import (
	"math"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Translator knows the words of MySQL, MariaDB and TiDB.
type Translator struct {
	// Server is what schemas are made for; the zero value is [mysql.Default].
	Server mysql.Server
}

var _ neutral.Translator = Translator{}

func (t Translator) server() mysql.Server {
	if t.Server == (mysql.Server{}) {
		return mysql.Default()
	}
	return t.Server
}

// Name implements [neutral.Translator].
func (t Translator) Name() string { return t.server().Flavour.String() }

// Neutral implements [neutral.Translator].
func (Translator) Neutral(s model.Schema) (model.Schema, []neutral.Loss) { return Neutral(s) }

// Holds implements [neutral.Translator].
func (t Translator) Holds(what, of neutral.Type) bool {
	w := writer{server: t.server()}
	for _, keyed := range []bool{false, true} {
		if m, _ := w.declared(of, keyed); typeOf(m).Equal(what) {
			return true
		}
	}
	return Holds(what, of)
}

// Traits implements [neutral.Translator].
func (Translator) Traits() neutral.Traits { return Traits() }

// Dialect implements [neutral.Translator].
func (t Translator) Dialect(s model.Schema) (model.Schema, []neutral.Loss) {
	names, losses := neutral.Flatten(s, strings.ToLower)
	w := &writer{server: t.server(), names: names, losses: losses, constraints: map[string]bool{}}
	w.out = model.Schema{Dialect: mysql.Dialect, Version: w.server.Number()}
	w.referenced(s)
	for i := range s.Tables {
		w.table(&s.Tables[i])
	}
	w.checkForeignKeys(s)
	for _, o := range s.Sequences {
		if w.server.IsMariaDB() {
			o.Schema, o.Options.Type = "", "bigint"
			o.Options.Max = min(o.Options.Max, math.MaxInt64-1) // which stays free
			w.out.Sequences = append(w.out.Sequences, o)
			continue
		}
		w.lose(model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name}, neutral.Whole, "there are no sequences")
	}
	for _, d := range s.Definitions {
		w.lose(d.ID, neutral.Whole, "the query of a "+string(d.ID.Kind)+" can't be told in other words")
	}
	w.out.Sort()
	return w.out, w.losses
}

type writer struct {
	server mysql.Server
	out    model.Schema
	losses []neutral.Loss
	names  map[model.QName]string
	// keyed are the columns of each table that keys, indexes and foreign keys name.
	keyed map[model.QName]map[string]bool
	// constraints are the folded names of checks and foreign keys, which are those of
	// the whole database.
	constraints map[string]bool
}

func (w *writer) lose(id model.ID, part neutral.Part, text string) {
	w.losses = append(w.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

// referenced finds the columns that are in keys.
func (w *writer) referenced(s model.Schema) {
	w.keyed = map[model.QName]map[string]bool{}
	add := func(t model.QName, columns ...string) {
		if w.keyed[t] == nil {
			w.keyed[t] = map[string]bool{}
		}
		for _, c := range columns {
			w.keyed[t][c] = true
		}
	}
	for i := range s.Tables {
		t := &s.Tables[i]
		for _, k := range t.Keys {
			add(t.QName(), k.Columns...)
		}
		for _, f := range t.ForeignKeys {
			add(t.QName(), f.Columns...)
			add(f.References, f.RefColumns...)
		}
		for _, x := range t.Indexes {
			for _, k := range x.Keys {
				add(t.QName(), k.Column)
			}
		}
	}
}

// written is the work on one table.
type written struct {
	*writer
	from    *model.Table
	out     model.Table
	indexes map[string]bool // folded names
	row     int             // bytes
}

func (w *writer) table(from *model.Table) {
	t := &written{writer: w, from: from, indexes: map[string]bool{"primary": true}, out: model.Table{Name: w.names[from.QName()], Comment: from.Comment}}
	for i := range from.Columns {
		t.column(&from.Columns[i])
	}
	for _, k := range from.Keys {
		t.key(k)
	}
	for _, c := range from.Checks {
		t.check(c)
	}
	for _, i := range from.Indexes {
		t.index(i)
	}
	for _, f := range from.ForeignKeys {
		t.foreignKey(f)
	}
	w.out.Tables = append(w.out.Tables, t.out)
}

func (t *written) id(kind model.Kind, name string) model.ID {
	return model.ID{Kind: kind, Schema: t.from.Schema, Parent: t.from.Name, Name: name}
}

func (t *written) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	n := neutral.TypeOf(from.Type)
	keyed := t.keyed[t.from.QName()][from.Name]
	c := model.Column{Name: from.Name, NotNull: from.NotNull, Comment: from.Comment}
	var loss string
	c.Type, loss = t.declared(n, keyed)
	if length := numberOf(c.Type.Modifiers); c.Type.Name == "varchar" {
		if t.row += 4 * length; t.row > longestRow && !keyed {
			c.Type, loss = model.Type{Name: "longtext"}, "a text in a long row has no greatest length"
		}
	}
	if loss != "" {
		t.lose(id, neutral.TheType, loss)
	}
	if !from.Identity.IsZero() {
		t.numbered(&c, id, n)
	}
	switch {
	case from.Default.IsZero():
	case !c.Identity.IsZero():
		t.lose(id, neutral.Default, "a default is left out: the column is numbered")
	default:
		t.fallback(&c, id, n, from)
	}
	if !from.Generated.IsZero() {
		text, err := spell(neutral.Read(from.Generated.Expr.Text), 0)
		if err != nil {
			t.lose(id, neutral.Generation, "the expression of a generated column is left out: "+err.Error())
		} else {
			c.Generated = model.Generated{Expr: model.Expr{Text: text}, Virtual: from.Generated.Virtual}
		}
	}
	t.out.Columns = append(t.out.Columns, c)
}

// numbered lets a column be numbered: one of a table, which begins a key.
func (t *written) numbered(c *model.Column, id model.ID, n neutral.Type) {
	for _, o := range t.out.Columns {
		if !o.Identity.IsZero() {
			t.lose(id, neutral.Numbering, "only one column of a table is numbered")
			return
		}
	}
	if !n.Is(neutral.Integer) {
		t.lose(id, neutral.Numbering, "only integers are numbered")
		return
	}
	for _, k := range t.from.Keys {
		if k.Columns[0] == c.Name {
			c.Identity.Mode, c.NotNull = model.IdentityAutoIncrement, true
			return
		}
	}
	for _, x := range t.from.Indexes {
		if x.Keys[0].Column == c.Name && x.Predicate.IsZero() && x.Method == "btree" {
			c.Identity.Mode, c.NotNull = model.IdentityAutoIncrement, true
			return
		}
	}
	t.lose(id, neutral.Numbering, "only a column that begins a key is numbered")
}

// fallback writes the default of a column. One for the present moment has as many
// digits as the column.
func (t *written) fallback(c *model.Column, id model.ID, n neutral.Type, from *model.Column) {
	e := neutral.Read(from.Default.Text)
	if e.Op == neutral.Call && e.Text == neutral.Now && !n.Is(neutral.Timestamp) && !n.Is(neutral.Text) {
		e = neutral.Expr{Op: neutral.Foreign, Name: mysql.Dialect, Text: "now()"}
	}
	text, err := spell(e, numberOf(c.Type.Modifiers))
	switch {
	case err != nil:
		t.lose(id, neutral.Default, "a default is left out: "+err.Error())
	case n.Array:
		t.lose(id, neutral.Default, "a default is left out: there are no arrays")
	case e.Op == neutral.Literal && n.Is(neutral.Timestamp, neutral.Date, neutral.Time) && strings.Trim(e.Text, "0123456789-:. ") != "":
		t.lose(id, neutral.Default, "a default is left out: "+quoted(e.Text)+" is no time there")
	default:
		c.Default = model.Expr{Text: text}
	}
}

func quoted(text string) string { return strconv.Quote(text) }
