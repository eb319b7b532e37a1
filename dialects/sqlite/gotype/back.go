package gotype

import (
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/dialects/sqlite/plan"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// Writer answers for SQLite what package gomodel asks.
type Writer struct {
	Dialect
	plan.Fragments
}

var _ gomodel.Dialect = Writer{}

// DefaultSchema implements [gomodel.Dialect]: tables are in none.
func (Writer) DefaultSchema() string { return "" }

// Shadowed implements [gomodel.Dialect].
func (Writer) Shadowed(string) bool { return false }

// DefaultMethod implements [gomodel.Dialect]: there is but one.
func (Writer) DefaultMethod() string { return "btree" }

// ChosenName implements [gomodel.Dialect]: what has no name has none.
func (Writer) ChosenName(model.Kind, string, []string) string { return "" }

// SerialType implements [gomodel.Dialect]: there are no sequences.
func (Writer) SerialType(model.Table, model.Column, model.Sequence) (string, bool) { return "", false }

// Column implements [gomodel.Dialect].
func (w Writer) Column(_ model.Table, c model.Column) gomodel.ColumnWords {
	return gomodel.ColumnWords{Collation: c.Collation, Attributes: w.AttributesText(c)}
}

// EnumValues implements [gomodel.Dialect]: there are no enums.
func (Writer) EnumValues(model.Type) []string { return nil }

// ImpliedIndex implements [gomodel.Dialect].
func (Writer) ImpliedIndex(model.Table, model.Index) bool { return false }

// IdentityText implements [gomodel.Dialect]: there is no choice.
func (Writer) IdentityText(model.Table, model.Column) string { return "" }

// ElementsText implements [gomodel.Dialect]: there are no exclusion constraints.
func (Writer) ElementsText([]model.ExclusionElement) (string, error) {
	return "", errors.New("SQLite has no exclusion constraints")
}

// PartitioningText implements [gomodel.Dialect]: there are no partitions.
func (Writer) PartitioningText(model.Partitioning) string { return "" }

// BoundText implements [gomodel.Dialect]: there are no partitions.
func (Writer) BoundText(model.PartitionBound) string { return "" }

// libraries are those that models may use when asked to, by the types that these
// are called in the database.
var libraries = map[string]map[string]gomodel.GoType{
	"uuid": {"uuid": {Package: "github.com/google/uuid", Name: "UUID"}},
	"decimal": {
		"decimal": {Package: "github.com/shopspring/decimal", Name: "Decimal"},
		"numeric": {Package: "github.com/shopspring/decimal", Name: "Decimal"},
	},
}

// Libraries implements [gomodel.Dialect].
func (Writer) Libraries() []string { return []string{"decimal", "uuid"} }

// GoType implements [gomodel.Dialect]: the way back of [Dialect.Type]. What a column
// converts to its affinity, the driver returns as that; of dates and times it makes
// a time.Time if the type is called so.
func (w Writer) GoType(t model.Type, asked []string) gomodel.GoType {
	found := goType(t, asked)
	written := w.TypeText(t)
	natural, size := naturals[found.Name], ""
	if found.List {
		natural = blob
	}
	if t.Modifiers != "" {
		size = w.Sized(natural, t.Modifiers)
	}
	switch {
	case found.Package != "" && found.Package != "time":
		found.Type = written
	case written == natural:
	case size != "" && strings.ReplaceAll(size, " ", "") == strings.ReplaceAll(written, " ", ""):
		found.Size = t.Modifiers
	default:
		found.Type = written
	}
	return found
}

// naturals are the types that fields have by themselves.
var naturals = map[string]string{"int64": integer, "float64": real, "string": text, "bool": boolean, "Time": timestamp}

func goType(t model.Type, asked []string) gomodel.GoType {
	for _, library := range asked {
		if found, ok := libraries[library][t.Name]; ok {
			return found
		}
	}
	switch t.Name {
	case "", "any":
		return gomodel.GoType{Name: "any", Nil: true}
	case "boolean", "bool":
		return gomodel.GoType{Name: "bool"}
	case "timestamp", "datetime", "date":
		return gomodel.GoType{Package: "time", Name: "Time"}
	}
	switch kind.AffinityOf(t) {
	case kind.Integer:
		return gomodel.GoType{Name: "int64"}
	case kind.Real, kind.Numeric:
		return gomodel.GoType{Name: "float64"}
	case kind.Blob:
		return gomodel.GoType{List: true, Args: []gomodel.GoType{{Name: "byte"}}, Nil: true}
	case kind.Text:
	}
	return gomodel.GoType{Name: "string"}
}

var _ gostruct.Dialect = Writer{}
