package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
)

// Fragments writes pieces of statements for those who keep them elsewhere than
// in statements, as the tags of Go structs do.
type Fragments struct{ Quoter }

// TypeText writes a data type.
func (Fragments) TypeText(t model.Type) string { return write("").typ(t).String() }

// KeysText writes the keys of an index, as between its parentheses.
func (Fragments) KeysText(list []model.IndexKey) string {
	w := write("")
	for i, k := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.indexKey(k)
	}
	return w.String()
}

// ElementsText writes the elements of an exclusion constraint, each with its
// operator.
func (Fragments) ElementsText(list []model.ExclusionElement) (string, error) {
	w := write("")
	for i, e := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.indexKey(e.IndexKey)
		w.Key(" WITH ")
		if err := w.operator(e.Operator); err != nil {
			return "", err
		}
	}
	return w.String(), nil
}

// PartitioningText writes what stands behind PARTITION BY.
func (Fragments) PartitioningText(p model.Partitioning) string {
	w := write("")
	w.partitioning(p)
	return w.String()
}

// BoundText writes what stands behind FOR VALUES, or DEFAULT.
func (Fragments) BoundText(b model.PartitionBound) string {
	return strings.TrimPrefix(write("").bound(b).String(), "FOR VALUES ")
}

// OptionsText writes storage parameters, as between their parentheses.
func (Fragments) OptionsText(list []model.Option) string {
	text := write("").options(list).String()
	return text[1 : len(text)-1]
}

// IdentityText writes the options of an identity column in parentheses; empty if
// they are those that the server takes anyway.
func (Fragments) IdentityText(t model.Table, c model.Column) string {
	w := write("")
	w.identity(t, c)
	if i := strings.IndexByte(w.String(), '('); i >= 0 {
		return w.String()[i:]
	}
	return ""
}

// SerialType returns the word that stands for the type, the default and the
// sequence of a column. The options of the sequence may be others than it gives.
// ok is false if no word stands for all of it.
func (f Fragments) SerialType(t model.Table, c model.Column, q model.Sequence) (word string, ok bool) {
	words := map[string]string{"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}
	name := model.QName{Schema: t.Schema, Name: naming.Join(t.Name, c.Name, "seq")}
	own := model.ColumnRef{Table: t.QName(), Column: c.Name}
	call := write("nextval(").Literal(write("").Name(name).String()).Key("::regclass)").String()
	same := c.Type.Builtin() && !c.Type.Array && c.NotNull && c.Default.Text == call && c.Collation.IsZero() && c.Generated.IsZero() &&
		q.OwnedBy == own && q.Schema == name.Schema && q.Name == name.Name
	word = words[c.Type.Name]
	return word, same && word != ""
}

// ChosenName returns the name that the server chooses for a constraint or an
// index on columns, if it is free; for a column, that of its NOT NULL.
func (Fragments) ChosenName(kind model.Kind, table string, columns []string) string {
	switch kind {
	case model.KindPrimaryKey:
		return naming.Join(table, "", "pkey")
	case model.KindUnique:
		return naming.Join(table, nameAddition(columns), "key")
	case model.KindForeignKey:
		return naming.Join(table, nameAddition(columns), "fkey")
	case model.KindCheck:
		if len(columns) != 1 {
			return naming.Join(table, "", "check")
		}
		return naming.Join(table, columns[0], "check")
	case model.KindIndex:
		return naming.Join(table, nameAddition(columns), "idx")
	case model.KindExclusion:
		return naming.Join(table, nameAddition(columns), "excl")
	case model.KindColumn:
		return naming.Join(table, columns[0], "not_null")
	default:
		return ""
	}
}
