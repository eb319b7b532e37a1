package neutral

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// checkForeignKeys takes out what InnoDB refuses and others don't: foreign keys
// between columns of different types, to columns that no key begins with, and SET
// NULL for a column that is never null.
func (w *writer) checkForeignKeys(s model.Schema) {
	places := map[string]*model.Table{}
	for i := range w.out.Tables {
		places[w.out.Tables[i].Name] = &w.out.Tables[i]
	}
	for i := range w.out.Tables {
		t, from := &w.out.Tables[i], s.Tables[i]
		id := func(f model.ForeignKey) model.ID {
			at := slices.IndexFunc(from.ForeignKeys, func(o model.ForeignKey) bool {
				return slices.Equal(o.Columns, f.Columns) && slices.Equal(o.RefColumns, f.RefColumns) && (o.Name == "" || o.Name == f.Name || w.names[o.References] == f.References.Name)
			})
			return model.ID{Kind: model.KindForeignKey, Schema: from.Schema, Parent: from.Name, Name: from.ForeignKeys[max(at, 0)].Name}
		}
		t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f model.ForeignKey) bool {
			text := refused(t, places[f.References.Name], f)
			if text != "" {
				w.lose(id(f), neutral.Refused, text)
			}
			return text != ""
		})
		for j := range t.ForeignKeys {
			f := &t.ForeignKeys[j]
			indexFor(t, *f)
			if nulls := f.OnDelete == model.SetNull || f.OnUpdate == model.SetNull; nulls && neverNull(t, f.Columns) {
				w.lose(id(*f), neutral.Actions, "SET NULL is no action for a column that is never null; NO ACTION stands in its place")
				for _, a := range []*model.Action{&f.OnDelete, &f.OnUpdate} {
					if *a == model.SetNull {
						*a = model.NoAction
					}
				}
			}
		}
	}
}

func neverNull(t *model.Table, columns []string) bool {
	return slices.ContainsFunc(columns, func(name string) bool {
		c, _ := t.Column(name)
		return c.NotNull
	})
}

// refused returns why InnoDB refuses a foreign key, "" if it doesn't.
func refused(t, to *model.Table, f model.ForeignKey) string {
	if to == nil {
		return "the table that a foreign key refers to is not there"
	}
	for i, name := range f.Columns {
		a, _ := t.Column(name)
		b, ok := to.Column(f.RefColumns[i])
		if !ok || a.Type.Name != b.Type.Name || classed(a.Type.Name) && a.Type.Modifiers != b.Type.Modifiers {
			return "the columns of a foreign key have the same type as those that it refers to"
		}
	}
	begins := func(columns []string) bool {
		return len(columns) >= len(f.RefColumns) && slices.Equal(columns[:len(f.RefColumns)], f.RefColumns)
	}
	for _, k := range to.Keys {
		if begins(k.Columns) && len(k.Elements) == 0 {
			return ""
		}
	}
	return "a foreign key refers to columns that begin a key"
}

// classed reports whether the modifiers of a type are a part of what its values
// are; the length of a text is not.
func classed(name string) bool { return name == "decimal" || name == "binary" }
