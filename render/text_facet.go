package render

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// attribute is a facet as it is written.
type attribute struct {
	name     string
	old, new Shown
	// oldUnset and newUnset: what is shown stands for no value.
	oldUnset, newUnset bool
	query              bool     // the values are queries
	special            []signed // how it is written if it is long
}

// attributes lists the facets of an entry in the words of the dialect.
func (t *reviewer) attributes(e *entry) []attribute {
	list := make([]attribute, len(e.facets))
	for i, f := range e.facets {
		list[i] = t.attribute(e, f)
	}
	return list
}

func (t *reviewer) attribute(e *entry, f diff.Facet) attribute {
	a := attribute{
		name: string(f.Name), old: Shown{Text: show(f, f.Old)}, new: Shown{Text: show(f, f.New)},
		oldUnset: f.Old == "", newUnset: f.New == "", special: labelEdit(e, f),
	}
	name := model.PropertyName(f.Name)
	if old, fresh, ok := bothSides[model.Definition](e); ok && slices.Contains(diff.Properties(old, fresh), name) {
		a.old, a.new = t.property(old, fresh, name), t.property(fresh, old, name)
		a.query = !fresh.Get(name).Query.IsZero()
	}
	if old, fresh, ok := bothSides[model.Table](e); ok && f.Name == diff.FacetQuery {
		a.old.Text, a.new.Text = t.queries(old, fresh)
		a.query = true
	}
	if strings.HasSuffix(a.name, string(diff.FacetComment)) && strings.Contains(f.Old+f.New, "\n") {
		a.old.Text, a.new.Text = f.Old, f.New // no quotes around lines
	}
	return a
}

// bothSides returns what an entry's object was and is, if it is of one sort.
func bothSides[T model.Object](e *entry) (old, fresh T, ok bool) {
	old, isOld := e.old.(T)
	fresh, isNew := e.object.(T)
	return old, fresh, isOld && isNew
}

// property says what a property of a definition is, beside that of another one.
func (t *reviewer) property(d, other model.Definition, name model.PropertyName) Shown {
	shown := t.words.Property(d, name)
	switch {
	case shown.Text != "":
	case other.Get(name).Text == model.On:
		shown.Text = "no"
	default:
		shown.Text = "none"
	}
	return shown
}

// queries writes the queries of two materialized views, with the names of the
// columns if these are others.
func (t *reviewer) queries(old, fresh model.Table) (before, after string) {
	before, after = t.words.Query(old.Query.Text), t.words.Query(fresh.Query.Text)
	names := func(table model.Table) string {
		list := make([]string, len(table.Columns))
		for i, c := range table.Columns {
			list[i] = c.Name
		}
		return strings.Join(list, ", ")
	}
	if a, b := names(old), names(fresh); a != b {
		before, after = "("+a+") AS\n"+before, "("+b+") AS\n"+after
	}
	return before, after
}

// length is how many places the values take on one line.
func (a attribute) length() int { return width(a.old.Text) + 3 + width(a.new.Text) }

// long reports whether the values are texts of many lines.
func (a attribute) long() bool { return strings.Contains(a.old.Text+a.new.Text, "\n") }

// fits reports whether the attribute fits on a line from a column.
func (a attribute) fits(column int) bool { return !a.long() && column+a.length() <= fits }

func nameWidth(list []attribute) int {
	n := 0
	for _, a := range list {
		n = max(n, width(a.name))
	}
	return n
}

// aligned reports whether all attributes fit on lines of their own from a column.
func aligned(list []attribute, column int) bool {
	column += nameWidth(list) + 2
	return !slices.ContainsFunc(list, func(a attribute) bool { return !a.fits(column) })
}

// facets writes each attribute on a line, or on several where its values are long.
func (t *reviewer) facets(list []attribute, indent int) {
	names := nameWidth(list)
	for _, a := range list {
		t.space(indent)
		if a.fits(indent + names + 2) {
			t.facet(a, names)
			t.end()
			continue
		}
		t.put(faint, a.name)
		t.end()
		t.lines(a.below(), indent+2)
	}
}

// facet writes an attribute on one line.
func (t *reviewer) facet(a attribute, names int) {
	t.put(faint, a.name)
	t.space(max(names-width(a.name), 0) + 2)
	t.value(dropped, a.old.Text, a.oldUnset)
	t.put(faint, " → ")
	t.value(added, a.new.Text, a.newUnset)
}

func (t *reviewer) value(p paint, s string, unset bool) {
	if unset {
		p = faint
	}
	t.put(p, s)
}

// below writes long values: of lists what comes and what goes, of texts the lines
// that differ, of all else both.
func (a attribute) below() []signed {
	switch {
	case a.special != nil:
		return a.special
	case a.long():
		old, fresh := a.old.Text, a.new.Text
		if a.oldUnset {
			old = ""
		}
		if a.newUnset {
			fresh = ""
		}
		if a.query {
			return compareQueries(old, fresh)
		}
		return compareLines(old, fresh)
	case len(a.old.Items)+len(a.new.Items) > 1:
		return compareItems(a.old.Items, a.new.Items)
	}
	return []signed{{signDrop, a.old.Text}, {signAdd, a.new.Text}}
}

// compareItems tells what a list loses and gains.
func compareItems(old, fresh []string) []signed {
	var lines []signed
	rest := slices.Clone(fresh)
	var kept []string
	for _, item := range old {
		if at := slices.Index(rest, item); at >= 0 {
			rest = slices.Delete(rest, at, at+1)
			kept = append(kept, item)
			continue
		}
		lines = append(lines, signed{signDrop, item})
	}
	var stay []string // in the new order
	gone := slices.Clone(rest)
	for _, item := range fresh {
		if at := slices.Index(gone, item); at >= 0 {
			gone = slices.Delete(gone, at, at+1)
			lines = append(lines, signed{signAdd, item})
			continue
		}
		stay = append(stay, item)
	}
	if !slices.Equal(kept, stay) {
		lines = append(lines, signed{signAlter, "in another order: " + strings.Join(fresh, ", ")})
	}
	return lines
}

// labelEdit tells which labels of an enum come and go.
func labelEdit(e *entry, f diff.Facet) []signed {
	old, fresh, ok := bothSides[model.Enum](e)
	if f.Name != diff.FacetLabels || !ok {
		return nil
	}
	edit := diff.EnumEdit(old.Labels, fresh.Labels)
	var lines []signed
	for _, label := range edit.Removed {
		lines = append(lines, signed{signDrop, label})
	}
	for _, a := range edit.Added {
		lines = append(lines, signed{signAdd, a.Label + prefixed(" after ", a.After) + prefixed(" before ", a.Before)})
	}
	if edit.Reordered {
		lines = append(lines, signed{signAlter, "in another order: " + strings.Join(fresh.Labels, ", ")})
	}
	return lines
}

// show returns a facet's value: comments, which may hold anything, in quotes.
func show(f diff.Facet, s string) string {
	switch {
	case s == "" && slices.Contains(withDefault, f.Name):
		return "default"
	case s == "":
		return "none"
	case strings.HasSuffix(string(f.Name), string(diff.FacetComment)):
		return "“" + s + "”"
	}
	return s
}

// withDefault are the facets whose empty value stands for the server's choice.
var withDefault = []diff.FacetName{
	diff.FacetCollation, diff.FacetOpclass, diff.FacetTablespace, diff.FacetAccessMethod, diff.FacetStatisticsTarget,
	diff.FacetStorage, diff.FacetCompression, diff.FacetReplicaIdentity, diff.FacetMultirange, diff.FacetVersion,
	diff.FacetSchema, diff.FacetKeyStatistics,
}
