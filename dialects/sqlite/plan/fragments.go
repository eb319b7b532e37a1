package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
)

// Fragments writes pieces of statements, for those who write no SQL but a
// declaration that has some in it.
type Fragments struct{}

// TypeText writes a data type.
func (Fragments) TypeText(t model.Type) string { return write("").typ(t).String() }

// KeysText writes the elements of an index or a key, without parentheses.
func (Fragments) KeysText(list []model.IndexKey) string {
	w := write("")
	for i, k := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.element(k)
	}
	return w.String()
}

// TableOptionsText writes what stands behind the parentheses of a table.
func (Fragments) TableOptionsText(t model.Table) string {
	return strings.TrimSpace(write("").tableOptions(&t).String())
}

// OptionsText writes what stands behind a constraint.
func (Fragments) OptionsText(list []model.Option) string {
	return strings.TrimSpace(write("").conflict(list).String())
}

// AttributesText writes what a column has behind NOT NULL.
func (Fragments) AttributesText(c model.Column) string {
	if kind.Option(c.Options, kind.OnConflict) == "" {
		return ""
	}
	return strings.TrimSpace(write("").conflict(c.Options).String())
}
