package across

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// leveller gives the new side the words of the old one where both mean the same.
// The sides are changed in place; they are copies.
type leveller struct {
	old, new *side
	notes    []diff.Note
}

func (l *leveller) level() {
	places := placesOf(l.old.schema)
	for i := range l.new.schema.Tables {
		b := &l.new.schema.Tables[i]
		if at, ok := places[b.QName()]; ok {
			t := tables{leveller: l, old: &l.old.schema.Tables[at], new: b}
			if t.lacks(model.KindTable, b.Name, neutral.Comment) {
				b.Comment = t.old.Comment
			}
			t.columns()
			t.constraints()
		}
	}
	for _, d := range l.new.schema.Definitions {
		if slices.ContainsFunc(l.old.schema.Definitions, func(o model.Definition) bool { return o.ID == d.ID }) {
			l.note(d.ID, "both sides have it; what it selects is not compared")
		}
	}
	l.new.schema.Sort()
}

func (l *leveller) note(id model.ID, text string) {
	l.notes = append(l.notes, diff.Note{ID: id, Old: id, Text: text})
}

// tables is one table on both sides.
type tables struct {
	*leveller
	old, new *model.Table
}

// lacks reports whether one of the two databases has no word for a part.
func (t *tables) lacks(kind model.Kind, name string, part neutral.Part) bool {
	return t.leveller.old.lacks(idIn(t.old, kind, name), part) || t.leveller.new.lacks(idIn(t.new, kind, name), part)
}

// idIn addresses a table or a part of it.
func idIn(t *model.Table, kind model.Kind, name string) model.ID {
	if kind == model.KindTable {
		return model.ID{Kind: kind, Schema: t.Schema, Name: t.Name}
	}
	return model.ID{Kind: kind, Schema: t.Schema, Parent: t.Name, Name: name}
}

func (t *tables) columns() {
	for i := range t.new.Columns {
		b := &t.new.Columns[i]
		at := slices.IndexFunc(t.old.Columns, func(c model.Column) bool { return c.Name == b.Name })
		if at >= 0 {
			t.column(&t.old.Columns[at], b)
		}
	}
}

func (t *tables) column(a, b *model.Column) {
	lacks := func(part neutral.Part) bool { return t.lacks(model.KindColumn, b.Name, part) }
	t.types(a, b)
	if t.key(t.old, a.Name) && t.key(t.new, b.Name) {
		a.NotNull, b.NotNull = true, true // as a part of the primary key
	}
	t.numbering(a, b, lacks(neutral.Numbering))
	if lacks(neutral.Comment) {
		b.Comment = a.Comment
	}
	if lacks(neutral.Default) {
		b.Default = a.Default
	}
	if lacks(neutral.Generation) {
		b.Generated = a.Generated
	}
	if !a.Generated.IsZero() && !b.Generated.IsZero() {
		b.Generated.Virtual = a.Generated.Virtual // when a value is computed is no matter of the schema
	}
	x, y := neutral.Read(a.Default.Text), neutral.Read(b.Default.Text)
	if !a.Default.IsZero() && !b.Default.IsZero() && t.sameDefault(a, x, y) {
		b.Default = a.Default
	}
}

func (t *tables) key(of *model.Table, column string) bool {
	return slices.ContainsFunc(of.Keys, func(k model.Key) bool { return k.Primary && slices.Contains(k.Columns, column) })
}

// numbering levels how a column is numbered. What comes with the key in one
// database is what the other one says, or doesn't.
func (t *tables) numbering(a, b *model.Column, lacks bool) {
	switch {
	case lacks || a.Identity.Mode == neutral.MayNumber || b.Identity.Mode == neutral.MayNumber:
		if a.Identity.Mode == neutral.MayNumber {
			a.Identity = b.Identity
		}
		b.Identity = a.Identity
	}
}

// sameDefault reports whether two defaults give the same value to a column.
func (t *tables) sameDefault(a *model.Column, x, y neutral.Expr) bool {
	kind := neutral.TypeOf(a.Type)
	if x.Equal(y) || neutral.Constant(x, kind).Equal(neutral.Constant(y, kind)) {
		return true
	}
	moment := func(e neutral.Expr) bool {
		return e.Op == neutral.Call && (e.Text == neutral.Now || e.Text == neutral.Today || e.Text == neutral.TimeOfDay)
	}
	return moment(x) && moment(y)
}

// types levels the types of a column.
func (t *tables) types(a, b *model.Column) {
	x, y := neutral.TypeOf(a.Type), neutral.TypeOf(b.Type)
	switch {
	case t.same(x, y):
	case x.Is(neutral.Enum) && y.Is(neutral.Text) && t.among(t.new, b.Name, x):
	case y.Is(neutral.Enum) && x.Is(neutral.Text) && t.among(t.old, a.Name, y):
	default:
		return
	}
	t.implied(t.new, b.Name, x, y)
	t.implied(t.old, a.Name, y, x)
	if held := t.leveller.old.Holds(x, y) && !t.leveller.new.Holds(y, x); held && !a.Default.IsZero() {
		a.Default.Text = neutral.Constant(neutral.Read(a.Default.Text), y).String() // 0 is false
	}
	if x.Is(neutral.Boolean) || y.Is(neutral.Boolean) {
		for _, c := range []*model.Column{a, b} {
			if !c.Default.IsZero() {
				c.Default.Text = neutral.Constant(neutral.Read(c.Default.Text), neutral.Type{Family: neutral.Boolean}).String()
			}
		}
	}
	b.Type = a.Type
}

// same reports whether two types mean the same.
func (t *tables) same(x, y neutral.Type) bool {
	if x.Equal(y) || t.leveller.old.Holds(x, y) || t.leveller.new.Holds(y, x) {
		return true
	}
	if x.Family != y.Family || x.Array != y.Array || x.NoCase != y.NoCase {
		return false
	}
	both := func(a, b int) bool { return a == 0 || b == 0 || a == b }
	loose := t.leveller.old.Traits().UntypedLength || t.leveller.new.Traits().UntypedLength
	switch x.Family {
	case neutral.Integer:
		return both(x.Bits, y.Bits) && (x.Unsigned == y.Unsigned || loose)
	case neutral.Float:
		return both(x.Bits, y.Bits)
	case neutral.Decimal:
		return both(x.Precision, y.Precision) && (x.Precision == 0 || y.Precision == 0 || x.Scale == y.Scale)
	case neutral.Text, neutral.Bytes, neutral.Bits:
		return both(x.Length, y.Length) && (x.Fixed == y.Fixed || loose || x.Length == 0 || y.Length == 0)
	case neutral.Time, neutral.Timestamp:
		return both(x.Seconds, y.Seconds) && x.Zone == y.Zone
	case neutral.Interval:
		return both(x.Seconds, y.Seconds)
	case neutral.Enum, neutral.Set:
		return slices.Equal(x.Values, y.Values)
	case neutral.Network, neutral.Geometry, neutral.Other:
		return x.Name == y.Name || x.Family == neutral.Geometry && (x.Name == "" || y.Name == "")
	case neutral.Boolean, neutral.Date, neutral.UUID, neutral.JSON, neutral.XML:
	}
	return true
}

// among reports whether a check lets a text be one of an enumerated type's values
// alone.
func (t *tables) among(of *model.Table, column string, kind neutral.Type) bool {
	return slices.ContainsFunc(of.Checks, func(c model.Check) bool { return amongCheck(c, column, kind) })
}

func amongCheck(c model.Check, column string, kind neutral.Type) bool {
	e := neutral.Read(c.Expr.Text)
	if e.Op == "or" && len(e.Args) == 2 { // NULL passes a check anyway
		if e.Args[0].Op == "is null" {
			e = e.Args[1]
		} else if e.Args[1].Op == "is null" {
			e = e.Args[0]
		}
	}
	if e.Op != "in" && e.Op != "=" || len(e.Args) != 2 || e.Args[0].Op != neutral.Column || e.Args[0].Text != column {
		return false
	}
	list := e.Args[1].Args
	if e.Op == "=" {
		list = e.Args[1:]
	}
	var values []string
	for _, v := range list {
		values = append(values, v.Text)
	}
	return sameSet(values, kind.Values)
}

func sameSet(a, b []string) bool {
	return strings.Join(slices.Sorted(slices.Values(a)), "\x00") == strings.Join(slices.Sorted(slices.Values(b)), "\x00")
}

// implied takes out the checks of a column that only say what the other side's
// type says.
func (t *tables) implied(of *model.Table, column string, kind, own neutral.Type) {
	boolean := neutral.Type{Family: neutral.Enum, Values: []string{"0", "1"}}
	of.Checks = slices.DeleteFunc(of.Checks, func(c model.Check) bool {
		switch {
		case kind.Is(neutral.Enum) && own.Is(neutral.Text):
			return amongCheck(c, column, kind)
		case kind.Is(neutral.Boolean) && own.Is(neutral.Integer):
			return amongCheck(c, column, boolean)
		}
		return false
	})
}
