package neutral

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Neutral says a schema in neutral words, and what these have no word for.
func Neutral(s model.Schema) (model.Schema, []neutral.Loss) {
	r := &reader{out: model.Schema{Dialect: neutral.Dialect}}
	for i := range s.Tables {
		r.table(&s.Tables[i])
	}
	for _, o := range s.Sequences {
		o.Options = counting(o.Options)
		r.out.Sequences = append(r.out.Sequences, o)
	}
	for _, d := range s.Definitions {
		switch d.ID.Kind {
		case mysql.KindDatabase:
		case mysql.KindView:
			r.out.Definitions = append(r.out.Definitions, model.Definition{ID: d.ID, Pos: d.Pos})
		default:
			r.lose(d.ID, neutral.Whole, neutral.OwnWords)
		}
	}
	for _, u := range s.Unsupported {
		r.lose(u.ID, neutral.Whole, "it could not be read")
	}
	r.out.Sort()
	return r.out, r.losses
}

// counting fills in what a sequence leaves open.
func counting(o model.SequenceOptions) model.SequenceOptions {
	o.Type, o.Cache = "bigint", 1
	o.Start, o.Increment, o.Min = cmp.Or(o.Start, 1), cmp.Or(o.Increment, 1), cmp.Or(o.Min, 1)
	if o.Max == 0 || o.Max == math.MaxInt64-1 {
		o.Max = math.MaxInt64
	}
	return o
}

type reader struct {
	out    model.Schema
	losses []neutral.Loss
}

func (r *reader) lose(id model.ID, part neutral.Part, text string) {
	r.losses = append(r.losses, neutral.Loss{ID: id, Part: part, Text: text})
}

// table is the work on one table.
type table struct {
	*reader
	from  *model.Table
	out   model.Table
	types map[string]neutral.Type // by the folded name
	exprs neutral.Context
}

func (r *reader) table(from *model.Table) {
	t := &table{reader: r, from: from, types: map[string]neutral.Type{}, out: model.Table{Schema: from.Schema, Name: from.Name, Comment: from.Comment, Pos: from.Pos}}
	t.exprs = neutral.Context{
		Column: func(name string) (neutral.Type, bool) {
			n, ok := t.types[strings.ToLower(name)]
			return n, ok
		},
		Cast: castType,
	}
	for _, c := range from.Columns {
		t.types[strings.ToLower(c.Name)] = typeOf(c.Type)
	}
	id := model.ID{Kind: model.KindTable, Schema: from.Schema, Name: from.Name}
	if !from.Partitioning.IsZero() {
		t.lose(id, neutral.Detail, "the partitioning is left out; the table holds all rows")
	}
	if len(from.Options) > 0 || from.AccessMethod != "" || from.Tablespace != "" {
		t.lose(id, neutral.Detail, "the engine, the collation and the options of a table have no counterpart")
	}
	t.checks()
	for i := range from.Columns {
		t.column(&from.Columns[i])
	}
	for _, k := range from.Keys {
		t.key(k)
	}
	t.out.ForeignKeys = append(t.out.ForeignKeys, from.ForeignKeys...)
	for _, i := range from.Indexes {
		t.index(i)
	}
	r.out.Tables = append(r.out.Tables, t.out)
}

func (t *table) id(kind model.Kind, name string) model.ID {
	return model.ID{Kind: kind, Schema: t.from.Schema, Parent: t.from.Name, Name: name}
}

// expr says an expression of the table, with its columns as they are declared.
func (t *table) expr(text string) neutral.Expr {
	e := words().Read(text).Edit(func(e neutral.Expr) neutral.Expr {
		if e.Op == neutral.Column {
			for i := range t.from.Columns {
				if strings.EqualFold(t.from.Columns[i].Name, e.Text) {
					e.Text = t.from.Columns[i].Name
				}
			}
		}
		return neutralCall(e)
	})
	if e.Any(func(e neutral.Expr) bool { return e.Op == "->" || e.Op == "->>" }) {
		return neutral.Expr{Op: neutral.Foreign, Name: mysql.Dialect, Text: text} // paths are in words of their own
	}
	return t.exprs.Settle(e)
}

// neutralCall says what a function is in neutral words. What isn't known keeps
// its name.
func neutralCall(e neutral.Expr) neutral.Expr {
	if e.Op != neutral.Call {
		return e
	}
	constant := func(name string) neutral.Expr { return neutral.Expr{Op: neutral.Call, Text: name} }
	switch e.Text {
	case "now", "current_timestamp", "localtimestamp", "localtime", "sysdate", "utc_timestamp":
		return constant(neutral.Now)
	case "curdate", "current_date", "utc_date":
		return constant(neutral.Today)
	case "curtime", "current_time", "utc_time":
		return constant(neutral.TimeOfDay)
	case "uuid":
		return constant(neutral.RandomUUID)
	case "unix_timestamp":
		if len(e.Args) == 0 {
			return constant(neutral.Epoch)
		}
	case "concat":
		return neutral.Expr{Op: "||", Args: e.Args}
	case "ifnull":
		e.Text = "coalesce"
	case "char_length", "character_length":
		e.Text = "length"
	case "length", "octet_length":
		e.Text = "octet_length" // of a text, it counts bytes
	case "substr", "mid":
		e.Text = "substring"
	case "lcase":
		e.Text = "lower"
	case "ucase":
		e.Text = "upper"
	}
	return e
}

// checks says the checks, except those by which a text is known to be JSON.
func (t *table) checks() {
	validating := make([]bool, len(t.from.Checks))
	for i, c := range t.from.Checks {
		e := t.expr(c.Expr.Text)
		if e.Op != neutral.Call || e.Text != "json_valid" || len(e.Args) != 1 || e.Args[0].Op != neutral.Column {
			continue
		}
		if name := strings.ToLower(e.Args[0].Text); t.types[name].Is(neutral.Text) {
			t.types[name], validating[i] = neutral.Type{Family: neutral.JSON}, true
		}
	}
	for i, c := range t.from.Checks {
		if validating[i] {
			continue
		}
		if c.NotEnforced {
			t.lose(t.id(model.KindCheck, c.Name), neutral.Detail, "a check holds for all rows")
		}
		own := model.Check{Name: c.Name, Expr: model.Expr{Text: t.expr(c.Expr.Text).String(), Pos: c.Expr.Pos}, Pos: c.Pos}
		if c.Column != "" || c.ImplicitName {
			own.Name, own.ImplicitName = "", true
		}
		t.out.Checks = append(t.out.Checks, own)
	}
}

func (t *table) column(from *model.Column) {
	id := t.id(model.KindColumn, from.Name)
	n := t.types[strings.ToLower(from.Name)]
	c := model.Column{Name: from.Name, Type: n.Model(), NotNull: from.NotNull, Comment: from.Comment, Pos: from.Pos}
	if !from.Default.IsZero() {
		e := t.expr(from.Default.Text)
		if bits, ok := bitLiteral(from.Default.Text); ok {
			e = neutral.Expr{Op: neutral.Numeral, Text: bits}
		}
		c.Default = model.Expr{Text: neutral.Constant(e, n).String(), Pos: from.Default.Pos}
	}
	if !from.Generated.IsZero() {
		c.Generated = model.Generated{Expr: model.Expr{Text: t.expr(from.Generated.Expr.Text).String()}, Virtual: from.Generated.Virtual}
	}
	if !from.Identity.IsZero() {
		c.Identity.Mode = neutral.Numbered
	}
	if now := mysql.OptionOf(from.Options, mysql.OptionOnUpdate); now != "" {
		t.lose(id, neutral.Detail, "ON UPDATE CURRENT_TIMESTAMP has no counterpart")
	} else if len(from.Options) > 0 || from.Compression != "" {
		t.lose(id, neutral.Detail, "the options of a column have no counterpart")
	}
	t.out.Columns = append(t.out.Columns, c)
}

// bitLiteral returns the number that b'101' is.
func bitLiteral(text string) (string, bool) {
	digits, ok := strings.CutPrefix(strings.ToLower(text), "b'")
	n, err := strconv.ParseUint(strings.TrimSuffix(digits, "'"), 2, 64)
	return strconv.FormatUint(n, 10), ok && err == nil
}

// shortened reports whether a key counts the beginning of a column alone.
func shortened(keys []model.IndexKey) bool {
	for _, k := range keys {
		if k.Length > 0 {
			return true
		}
	}
	return false
}

func (t *table) key(k model.Key) {
	id := t.id(k.Kind(), k.Name)
	if shortened(k.Elements) {
		t.lose(id, neutral.Detail, "a key counts whole columns, not their beginnings")
	}
	if len(k.Options) > 0 {
		t.lose(id, neutral.Detail, "the options of an index have no counterpart")
	}
	k.Elements, k.Options = nil, nil
	if k.Primary || k.ImplicitName {
		k.Name, k.ImplicitName = "", true
	}
	t.out.Keys = append(t.out.Keys, k)
}

func (t *table) index(from model.Index) {
	id := t.id(model.KindIndex, from.Name)
	if shortened(from.Keys) {
		t.lose(id, neutral.Detail, "an index counts whole columns, not their beginnings")
	}
	if len(from.Options) > 0 {
		t.lose(id, neutral.Detail, "the options of an index have no counterpart")
	}
	i := model.Index{Name: from.Name, Unique: from.Unique, Method: from.Method, Comment: from.Comment, Pos: from.Pos}
	for _, k := range from.Keys {
		own := model.IndexKey{Column: k.Column, Descending: k.Descending}
		if !k.Expr.IsZero() {
			own.Expr = model.Expr{Text: t.expr(k.Expr.Text).String()}
		}
		i.Keys = append(i.Keys, own)
	}
	t.out.Indexes = append(t.out.Indexes, i)
}
