package sqlite

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Rules are what a comparison must know of SQLite. The library keeps expressions
// as they were written, so they are compared token by token: spaces, comments,
// enclosing parentheses, the case of keywords and names and the quotes of names
// make no difference.
type Rules struct{}

var (
	_ diff.Rules      = Rules{}
	_ diff.NameRules  = Rules{}
	_ diff.TableRules = Rules{}
)

// Begin implements [diff.Rules].
func (Rules) Begin(old, new model.Schema, names diff.Names) (diff.Analysis, error) {
	a := &analysis{names: names}
	a.sides[diff.OldSide], a.sides[diff.NewSide] = newScope(old), newScope(new)
	return a, nil
}

// Comparable implements [diff.Rules]: what SQLite keeps, every version keeps.
func (Rules) Comparable(model.Kind, diff.FacetName, int, int) bool { return true }

// ImpliedName implements [diff.Rules]: no name follows from another one.
func (Rules) ImpliedName(diff.FacetName, model.QName, string, int) model.QName { return model.QName{} }

// Members implements [diff.Rules]: there are no extensions that hold objects.
func (Rules) Members(string, int) (types, others []string, err error) { return nil, nil, nil }

// Rewrite implements [diff.Rules]: no constant names a relation.
func (Rules) Rewrite(text string, _ diff.Names) string { return text }

// CutName implements [diff.Rules]: names have any length.
func (Rules) CutName(name, suffix string) string { return name + suffix }

// Named implements [diff.Rules]: there are no privileges.
func (Rules) Named(d model.Definition, _, _ string, _ int) model.Definition { return d }

// GetsPrivileges implements [diff.Rules]: there are none.
func (Rules) GetsPrivileges(model.ID, []model.Definition, bool) bool { return false }

// Fold implements [diff.NameRules].
func (Rules) Fold(_ model.Kind, name string) string { return kind.Fold(name) }

// Unnamed implements [diff.NameRules].
func (Rules) Unnamed(name string) bool { return Unnamed(name) }

// OwnIndexNames implements [diff.TableRules]: two tables may have constraints of
// one name.
func (Rules) OwnIndexNames() bool { return true }

// OrdersColumns implements [diff.TableRules]: to put a column in another place is
// not worth a rebuild.
func (Rules) OrdersColumns() bool { return false }

// scope is what names can mean on one side.
type scope struct {
	// columns leads from tables and the folded names of what an expression about
	// them can name to their spelling; names are all names of the schema.
	columns map[string]map[string]string
	names   map[string]bool
}

func newScope(s model.Schema) scope {
	sc := scope{columns: map[string]map[string]string{}, names: map[string]bool{}}
	for i := range s.Tables {
		t := &s.Tables[i]
		own := map[string]string{kind.Fold(t.Name): t.Name, "rowid": "rowid", "oid": "oid", "_rowid_": "_rowid_"}
		for _, c := range t.Columns {
			own[kind.Fold(c.Name)] = c.Name
			sc.names[kind.Fold(c.Name)] = true
		}
		sc.columns[t.Name] = own
		sc.names[kind.Fold(t.Name)] = true
	}
	for _, d := range s.Definitions {
		sc.names[kind.Fold(d.ID.Name)] = true
		for _, c := range d.Get(PropertyColumns).List {
			sc.names[kind.Fold(c.Text)] = true
		}
	}
	return sc
}

// analysis compares the expressions of two schemas.
type analysis struct {
	names diff.Names
	sides [2]scope
}

// Compare implements [diff.Analysis].
func (a *analysis) Compare(_ context.Context, pairs []diff.Pair) ([]diff.Verdict, error) {
	verdicts := make([]diff.Verdict, len(pairs))
	for i, p := range pairs {
		if a.Key(diff.OldSide, p.Old) != a.Key(diff.NewSide, p.New) {
			verdicts[i].Outcome = diff.Different
		}
	}
	return verdicts, nil
}

// Key implements [diff.Analysis]. What is no expression has a key of its own.
func (a *analysis) Key(side diff.Side, e diff.Expression) string {
	list, err := lexemes(e.Text, a.known(side, e))
	if err != nil {
		return "text" + strconv.Itoa(int(side)) + e.Text
	}
	if side == diff.OldSide && !a.names.Empty() {
		a.carry(e, list)
	}
	var b strings.Builder
	for _, l := range list {
		b.WriteByte('0' + byte(l.sort))
		b.WriteString(strconv.Itoa(len(l.text)))
		b.WriteByte(':')
		b.WriteString(l.text)
	}
	return b.String()
}

// known returns what tells names from strings in double quotes. In a query any
// name may be meant that the schema has, or that the query gives itself.
func (a *analysis) known(side diff.Side, e diff.Expression) func(string) bool {
	s := a.sides[side]
	if own := s.columns[e.Owner.Name]; own != nil && e.Use != diff.UseQuery && e.Use != diff.UseProperty {
		return func(name string) bool { return own[name] != "" }
	}
	given := map[string]bool{}
	list, err := lexemes(e.Text, func(string) bool { return false })
	for i, l := range list {
		if err == nil && l.sort == word || l.sort == literal && i > 0 && list[i-1] == (lexeme{word, "as"}) {
			given[kind.Fold(l.text)] = true
		}
	}
	return func(name string) bool { return s.names[name] || given[name] || name == "rowid" }
}

// carry puts the names of an expression of the old side into those of the new
// one: the library does the same when a table or a column is renamed. A column
// without its table is that of the owner, or in a query that of any table which
// the query names.
func (a *analysis) carry(e diff.Expression, list []lexeme) {
	tables := a.tablesIn(e, list)
	for i, l := range list {
		if l.sort != word && l.sort != quoted {
			continue
		}
		qualified := i > 1 && list[i-1].text == "." && list[i-2].sort == word
		if to, ok := a.relation(l.text); ok && !qualified {
			list[i] = named(to)
			continue
		}
		for _, t := range tables {
			spelling, ok := a.sides[diff.OldSide].columns[t][l.text]
			if !ok {
				continue
			}
			if to := kind.Fold(a.names.Column(model.QName{Name: t}, spelling)); to != l.text {
				list[i] = named(to)
				break
			}
		}
	}
}

// relation returns the new name of a table.
func (a *analysis) relation(name string) (string, bool) {
	for t := range a.sides[diff.OldSide].columns {
		if kind.Fold(t) == name {
			to := kind.Fold(a.names.Relation(model.QName{Name: t}).Name)
			return to, to != name
		}
	}
	return "", false
}

// tablesIn lists the tables of the old side that an expression can be about.
func (a *analysis) tablesIn(e diff.Expression, list []lexeme) []string {
	if e.Use != diff.UseQuery && e.Use != diff.UseProperty {
		return []string{e.Owner.Name}
	}
	var tables []string
	for t := range a.sides[diff.OldSide].columns {
		if t == e.Owner.Name || slices.Contains(list, lexeme{word, kind.Fold(t)}) {
			tables = append(tables, t)
		}
	}
	slices.Sort(tables)
	return tables
}
