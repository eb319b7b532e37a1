package gotype

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// Writer answers for MySQL and MariaDB what package gomodel asks.
type Writer struct{ Dialect }

var _ gomodel.Dialect = Writer{}

// DefaultSchema implements [gomodel.Dialect]: tables are in the database.
func (Writer) DefaultSchema() string { return "" }

// Shadowed implements [gomodel.Dialect].
func (Writer) Shadowed(string) bool { return false }

// DefaultMethod implements [gomodel.Dialect].
func (Writer) DefaultMethod() string { return "btree" }

// ChosenName implements [gomodel.Dialect]: unique keys are called after their first
// column. The names of other constraints have numbers, which depend on what was
// there before.
func (Writer) ChosenName(kind model.Kind, _ string, columns []string) string {
	switch {
	case kind == model.KindPrimaryKey:
		return mysql.Primary
	case kind == model.KindUnique && len(columns) > 0:
		return columns[0]
	default:
		return ""
	}
}

// SerialType implements [gomodel.Dialect]: sequences belong to no column.
func (Writer) SerialType(model.Table, model.Column, model.Sequence) (string, bool) { return "", false }

// Column implements [gomodel.Dialect]: a collation that is the table's goes without
// saying. MariaDB's json is a text with a check.
func (w Writer) Column(t model.Table, c model.Column) gomodel.ColumnWords {
	var words gomodel.ColumnWords
	if c.Collation.Name != mysql.OptionOf(t.Options, mysql.OptionCollation) {
		words.Collation = c.Collation
	}
	valid := "json_valid(" + mysql.Ident(c.Name) + ")"
	var rest []model.Check
	for _, check := range t.Checks {
		if check.Column != c.Name {
			continue
		}
		words.Checks = append(words.Checks, check.Name)
		if c.Type.Name == "longtext" && c.Collation.Name == "utf8mb4_bin" && strings.EqualFold(check.Expr.Text, valid) {
			words.Type, words.Collation = document, model.QName{}
			continue
		}
		rest = append(rest, check)
	}
	t.Checks = rest
	words.Attributes = mysql.Server{}.Attributes(t, c)
	return words
}

// ImpliedIndex implements [gomodel.Dialect]: a foreign key makes the index that it
// needs, under its own name.
func (Writer) ImpliedIndex(t model.Table, x model.Index) bool {
	if x.Unique || x.Comment != "" || len(x.Options) > 0 || x.Method != "btree" {
		return false
	}
	for _, f := range t.ForeignKeys {
		if f.Name == x.Name && len(f.Columns) == len(x.Keys) {
			same := true
			for i, k := range x.Keys {
				same = same && reflect.DeepEqual(k, model.IndexKey{Column: f.Columns[i]})
			}
			return same
		}
	}
	return false
}

// EnumValues implements [gomodel.Dialect].
func (Writer) EnumValues(t model.Type) []string {
	if t.Name != "enum" {
		return nil
	}
	return mysql.Labels(t)
}

// IdentityText implements [gomodel.Dialect]: there is no choice.
func (Writer) IdentityText(model.Table, model.Column) string { return "" }

// TypeText implements [gomodel.Dialect].
func (Writer) TypeText(t model.Type) string { return mysql.Type(t) }

// KeysText implements [gomodel.Dialect].
func (w Writer) KeysText(list []model.IndexKey) string {
	texts := make([]string, len(list))
	for i, k := range list {
		text := w.QuoteIdent(k.Column)
		if k.Column == "" {
			text = "(" + k.Expr.Text + ")"
		}
		if k.Length > 0 {
			text += "(" + strconv.Itoa(k.Length) + ")"
		}
		if k.Descending {
			text += " DESC"
		}
		texts[i] = text
	}
	return strings.Join(texts, ", ")
}

// TableOptionsText implements [gomodel.Dialect]: where a counter stands is no
// matter of models.
func (Writer) TableOptionsText(t model.Table) string {
	var list []string
	for _, o := range t.Options {
		if text := mysql.TableOption(o); text != "" && o.Name != mysql.OptionAutoIncrement {
			list = append(list, text)
		}
	}
	return strings.Join(list, " ")
}

// OptionsText implements [gomodel.Dialect].
func (Writer) OptionsText(list []model.Option) string { return mysql.IndexOptions(list) }

// ElementsText implements [gomodel.Dialect]: there are no exclusion constraints.
func (Writer) ElementsText([]model.ExclusionElement) (string, error) {
	return "", errors.New("there are no exclusion constraints")
}

// PartitioningText implements [gomodel.Dialect]: the partitions are a part of it.
func (Writer) PartitioningText(p model.Partitioning) string {
	text := strings.TrimPrefix(mysql.Server{}.PartitionBy(p), "PARTITION BY ")
	return strings.NewReplacer("\n ", " ", "\n", " ").Replace(text)
}

// BoundText implements [gomodel.Dialect]: partitions are no tables.
func (Writer) BoundText(model.PartitionBound) string { return "" }

// libraries are those that models may use when asked to, by the types of the
// database.
var libraries = map[string]map[string]gomodel.GoType{
	"uuid":    {"uuid": {Package: "github.com/google/uuid", Name: "UUID"}},
	"decimal": {"decimal": {Package: "github.com/shopspring/decimal", Name: "Decimal"}},
}

// Libraries implements [gomodel.Dialect].
func (Writer) Libraries() []string { return []string{"decimal", "uuid"} }

// GoType implements [gomodel.Dialect]: the way back of [Dialect.Type].
func (w Writer) GoType(t model.Type, asked []string) gomodel.GoType {
	found, natural := goType(t, asked)
	written := w.TypeText(t)
	switch {
	case written == natural:
	case natural != "" && t.Modifiers != "" && w.Sized(natural, t.Modifiers) == written:
		found.Size = t.Modifiers
	default:
		found.Type = written
	}
	return found
}

// goType finds the type of a field, and the type that such fields have by
// themselves.
func goType(t model.Type, asked []string) (found gomodel.GoType, natural string) {
	for _, library := range asked {
		if found, ok := libraries[library][t.Name]; ok {
			return found, map[string]string{"uuid": "char(36)", "decimal": "decimal(65,30)"}[library]
		}
	}
	if name, ok := numbers[mysql.Type(t)]; ok {
		return gomodel.GoType{Name: name}, mysql.Type(t)
	}
	word, attributes, _ := strings.Cut(t.Name, " ")
	unsigned := strings.HasPrefix(attributes, "unsigned")
	switch word {
	case "tinyint", "smallint", "mediumint", "int", "bigint", "year":
		size := map[string]string{"tinyint": "8", "smallint": "16", "year": "16", "mediumint": "32", "int": "32", "bigint": "64"}[word]
		if unsigned {
			return gomodel.GoType{Name: "uint" + size}, ""
		}
		return gomodel.GoType{Name: "int" + size}, ""
	case "float", "double":
		return gomodel.GoType{Name: map[string]string{"float": "float32", "double": "float64"}[word]}, word
	case "date", "datetime", "timestamp":
		return gomodel.GoType{Package: "time", Name: "Time"}, "datetime(6)"
	case "json":
		return gomodel.GoType{Package: "encoding/json", Name: "RawMessage", Nil: true}, document
	case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit", "vector", "geometry", "point", "linestring", "polygon",
		"multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection":
		return gomodel.GoType{List: true, Args: []gomodel.GoType{{Name: "byte"}}, Nil: true}, bytesType
	}
	return gomodel.GoType{Name: "string"}, "varchar(255)"
}

// numbers are the types of Go for what they mean by themselves.
var numbers = map[string]string{
	"tinyint(1)": "bool", "tinyint": "int8", "smallint": "int16", "int": "int32", "bigint": "int64", "float": "float32", "double": "float64",
	"tinyint unsigned": "uint8", "smallint unsigned": "uint16", "int unsigned": "uint32", "bigint unsigned": "uint64",
}
