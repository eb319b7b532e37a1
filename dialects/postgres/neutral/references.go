package neutral

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// foreignKeys gives the columns of foreign keys the types of those that they refer
// to, where both are the same elsewhere but not here (a numbered column is an
// integer, and an enumerated type is one of its column), and takes out the foreign
// keys that the server refuses. It stands after all tables are written, in the
// order of the neutral schema.
func (w *writer) foreignKeys(s model.Schema) {
	places := make(map[model.QName]int, len(w.out.Tables))
	for i := range w.out.Tables {
		places[w.out.Tables[i].QName()] = i
	}
	for range w.out.Tables { // a chain is not longer
		if !w.followReferences(s, places) {
			break
		}
	}
	w.dropUnusedEnums()
	for i := range w.out.Tables {
		t, from := &w.out.Tables[i], &s.Tables[i]
		names := make(map[string]string, len(from.ForeignKeys))
		for j, f := range t.ForeignKeys {
			names[f.Name] = from.ForeignKeys[j].Name
		}
		t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f model.ForeignKey) bool {
			var to *model.Table
			if at, ok := places[f.References]; ok {
				to = &w.out.Tables[at]
			}
			text := refused(t, to, f)
			if text != "" {
				w.lose(model.ID{Kind: model.KindForeignKey, Schema: from.Schema, Parent: from.Name, Name: names[f.Name]}, neutral.Refused, text)
			}
			return text != ""
		})
	}
}

// followReferences goes over all foreign keys once and reports whether a type
// changed.
func (w *writer) followReferences(s model.Schema, places map[model.QName]int) bool {
	changed := false
	for i := range w.out.Tables {
		for _, f := range w.out.Tables[i].ForeignKeys {
			at, ok := places[f.References]
			if !ok {
				continue
			}
			for k, name := range f.Columns {
				a, b := place(&w.out.Tables[i], name), -1
				if k < len(f.RefColumns) {
					b = place(&w.out.Tables[at], f.RefColumns[k])
				}
				if a < 0 || b < 0 {
					continue
				}
				own, other := &w.out.Tables[i].Columns[a], w.out.Tables[at].Columns[b]
				if own.Type != other.Type && own.Identity.IsZero() && !comparable(own.Type, other.Type) &&
					alike(neutral.TypeOf(s.Tables[i].Columns[a].Type), neutral.TypeOf(s.Tables[at].Columns[b].Type)) {
					own.Type, changed = other.Type, true
				}
			}
		}
	}
	return changed
}

// alike reports whether values of both types are of one kind.
func alike(a, b neutral.Type) bool {
	return a.Equal(b) || a.Is(neutral.Integer) && b.Is(neutral.Integer)
}

func place(t *model.Table, column string) int {
	return slices.IndexFunc(t.Columns, func(c model.Column) bool { return c.Name == column })
}

// dropUnusedEnums takes away the types of columns that follow others.
func (w *writer) dropUnusedEnums() {
	used := make(map[model.QName]bool, len(w.out.Enums))
	for i := range w.out.Tables {
		for _, c := range w.out.Tables[i].Columns {
			used[model.QName{Schema: c.Type.Schema, Name: c.Type.Name}] = true
		}
	}
	w.out.Enums = slices.DeleteFunc(w.out.Enums, func(e model.Enum) bool { return !used[model.QName{Schema: e.Schema, Name: e.Name}] })
}

// refused returns why the server refuses a foreign key, "" if it doesn't
// (PostgreSQL, "Constraints", 5.5.5).
func refused(t, to *model.Table, f model.ForeignKey) string {
	if to == nil {
		return "the table that a foreign key refers to is not there"
	}
	for i, name := range f.Columns {
		a, _ := t.Column(name)
		b, ok := to.Column(f.RefColumns[i])
		if !ok || !comparable(a.Type, b.Type) {
			return "the columns of a foreign key are compared with those that it refers to; their types have no operator for that"
		}
	}
	same := func(columns []string) bool {
		return len(columns) == len(f.RefColumns) && !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(f.RefColumns, c) })
	}
	for _, k := range to.Keys {
		if same(k.Columns) && !k.Deferrable && !k.WithoutOverlaps {
			return ""
		}
	}
	for _, x := range to.Indexes {
		if same(uniqueColumns(x)) {
			return ""
		}
	}
	return "a foreign key refers to columns that are unique"
}

// uniqueColumns returns the columns that an index keeps unique in all rows.
func uniqueColumns(x model.Index) []string {
	if !x.Unique || !x.Predicate.IsZero() {
		return nil
	}
	var columns []string
	for _, k := range x.Keys {
		if k.Column == "" {
			return nil
		}
		columns = append(columns, k.Column)
	}
	return columns
}

// comparable reports whether a foreign key's column of one type can refer to one
// of the other: there is an equality of the two in an operator family, or the
// first is cast to the second without being asked.
func comparable(from, to model.Type) bool {
	if from.Schema == to.Schema && from.Name == to.Name && from.Array == to.Array {
		return true
	}
	if from.Array || to.Array || from.Schema != "" || to.Schema != "" {
		return false
	}
	at := func(list []string, name string) int { return slices.Index(list, name) }
	for _, family := range [...][]string{
		{"date", "timestamp without time zone", "timestamp with time zone"},
		{"text", "character varying", "character"},
	} {
		if at(family, from.Name) >= 0 && at(family, to.Name) >= 0 {
			return true
		}
	}
	numbers := []string{"smallint", "integer", "bigint", "numeric", "real", "double precision"}
	a, b := at(numbers, from.Name), at(numbers, to.Name)
	const integers, floats = 2, 4
	return a >= 0 && b >= 0 && (a <= b || a <= integers && b <= integers || a >= floats && b >= floats)
}
