package gocode

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/schemadiff/schemadiff/migrate/op"
)

const opPath = "github.com/schemadiff/schemadiff/migrate/op"

// constants are the names of values of named types.
var constants = map[any]string{
	op.Always: "Always", op.ByDefault: "ByDefault", op.MatchFull: "MatchFull",
	op.NoAction: "NoAction", op.Restrict: "Restrict", op.Cascade: "Cascade", op.SetNull: "SetNull", op.SetDefault: "SetDefault",
	op.NullsFirst: "NullsFirst", op.NullsLast: "NullsLast", op.Set: "Set", op.Drop: "Drop",
	op.KindPrimaryKey: "KindPrimaryKey", op.KindUnique: "KindUnique", op.KindForeignKey: "KindForeignKey", op.KindCheck: "KindCheck",
	op.View: "View", op.MaterializedView: "MaterializedView", op.Function: "Function", op.Procedure: "Procedure", op.Trigger: "Trigger",
}

// units are those of times between rounds.
var units = []struct {
	unit time.Duration
	name string
}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}, {time.Microsecond, "Microsecond"}}

// literal writes a value. An element of a list needn't name its type.
func literal(v reflect.Value, element bool) (jen.Code, error) {
	if name, ok := constants[comparable(v)]; ok {
		return jen.Qual(opPath, name), nil
	}
	if d, ok := v.Interface().(time.Duration); ok {
		return duration(d), nil
	}
	if columns, ok := v.Interface().([]op.IndexColumn); ok && plain(columns) {
		var names []jen.Code
		for _, c := range columns {
			names = append(names, jen.Lit(c.Column))
		}
		return jen.Qual(opPath, "Columns").Call(names...), nil
	}
	switch v.Kind() {
	case reflect.String:
		return text(v.String()), nil
	case reflect.Bool, reflect.Int:
		return jen.Lit(v.Interface()), nil
	case reflect.Interface:
		return literal(v.Elem(), false)
	case reflect.Pointer:
		code, err := literal(v.Elem(), false)
		return jen.Op("&").Add(code), err
	case reflect.Slice:
		return list(v)
	case reflect.Struct:
		return structure(v, element)
	}
	return nil, fmt.Errorf("writing %s as Go: it has no literal", v.Type())
}

// comparable returns a value that may be a key of a map.
func comparable(v reflect.Value) any {
	if v.Comparable() {
		return v.Interface()
	}
	return nil
}

func plain(columns []op.IndexColumn) bool {
	for _, c := range columns {
		if c != (op.IndexColumn{Column: c.Column}) || c.Column == "" {
			return false
		}
	}
	return len(columns) > 0
}

func duration(d time.Duration) jen.Code {
	for _, u := range units {
		if d%u.unit == 0 {
			return jen.Lit(int(d/u.unit)).Op("*").Qual("time", u.name)
		}
	}
	return jen.Qual("time", "Duration").Call(jen.Lit(int(d)))
}

// text writes several lines between backquotes, if they can be.
func text(s string) jen.Code {
	if strings.Contains(s, "\n") && !strings.ContainsAny(s, "`\r\x00\ufeff") {
		return jen.Op("`" + s + "`")
	}
	return jen.Lit(s)
}

var (
	lines = jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}
	line  = jen.Options{Open: "{", Close: "}", Separator: ", "}
)

// list writes a slice: of structures one on a line.
func list(v reflect.Value) (jen.Code, error) {
	var items []jen.Code
	for i := range v.Len() {
		code, err := literal(v.Index(i), true)
		if err != nil {
			return nil, err
		}
		items = append(items, code)
	}
	how := line
	if kind := v.Type().Elem().Kind(); kind == reflect.Struct || kind == reflect.Interface {
		how = lines
	}
	return jen.Index().Add(typeName(v.Type().Elem())).Custom(how, items...), nil
}

func typeName(t reflect.Type) jen.Code {
	if t.PkgPath() == "" {
		return jen.Id(t.String())
	}
	return jen.Qual(t.PkgPath(), t.Name())
}

// structure writes the fields that are set, one on a line if one of them has
// several lines.
func structure(v reflect.Value, element bool) (jen.Code, error) {
	how := line
	var fields []jen.Code
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if v.Field(i).IsZero() {
			continue
		}
		if v.Field(i).Kind() == reflect.Slice && v.Field(i).Len() == 0 {
			continue
		}
		code, err := literal(v.Field(i), false)
		if err != nil {
			return nil, err
		}
		if long(v.Field(i)) {
			how = lines
		}
		fields = append(fields, jen.Id(field.Name).Op(":").Add(code))
	}
	if len(fields) > 1 && len(fmt.Sprintf("%#v", jen.Id("x").Custom(line, fields...))) > longest {
		how = lines
	}
	s := jen.Empty()
	if !element {
		s.Add(typeName(v.Type()))
	}
	return s.Custom(how, fields...), nil
}

// longest is how much stands on a line, without what is around it.
const longest = 120

// long says whether a value is written on several lines.
func long(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice:
		if columns, ok := v.Interface().([]op.IndexColumn); ok && plain(columns) {
			return false
		}
		kind := v.Type().Elem().Kind()
		return kind == reflect.Struct || kind == reflect.Interface
	case reflect.Struct:
		for i := range v.NumField() {
			if long(v.Field(i)) {
				return true
			}
		}
	case reflect.Interface:
		return !v.IsNil() && long(v.Elem())
	case reflect.Pointer:
		return !v.IsNil() && long(v.Elem())
	}
	return false
}
