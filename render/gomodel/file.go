package gomodel

import (
	"path"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/schemadiff/schemadiff/internal/gosource"
	"github.com/schemadiff/schemadiff/model"
)

const (
	markerPath = "github.com/schemadiff/schemadiff/schema"
	bunPath    = "github.com/uptrace/bun"
)

// file writes the file.
func (e *emitter) file() ([]byte, error) {
	file := jen.NewFile(e.opts.Package)
	file.PackageComment("Package " + e.opts.Package + " has the tables of a database as structs.")
	file.ImportName(markerPath, "schema")
	file.ImportName(bunPath, "bun")
	for _, s := range e.structs {
		for _, f := range s.fields {
			importNames(file, f.typ)
		}
	}
	for _, o := range e.schema.Enums {
		if o := e.enums[model.QName{Schema: o.Schema, Name: o.Name}]; o.used {
			e.enumType(file, o)
		}
	}
	for _, o := range e.inline {
		e.enumType(file, o)
	}
	for _, s := range e.structs {
		e.structType(file, s)
	}
	return gosource.Render(file)
}

// importNames tells what packages are called, which jennifer can't know.
func importNames(file *jen.File, t GoType) {
	if t.Package != "" {
		file.ImportName(t.Package, path.Base(t.Package))
	}
	for _, a := range t.Args {
		importNames(file, a)
	}
}

// enumType writes the type of an enum and its values.
func (e *emitter) enumType(file *jen.File, o *enumeration) {
	called := "the enum "
	if slices.Contains(e.inline, o) {
		called = "the column "
	}
	if lines, ok := docLines(o.Comment); o.Comment != "" && ok {
		comments(file.Group, lines)
	} else {
		file.Comment("// " + o.name + " is one of the values of " + called + plainWords(o.Enum.Name) + ".")
	}
	file.Type().Id(o.name).String()
	file.Line()
	file.Comment("// The values of " + o.name + ".")
	var values []jen.Code
	for i, constant := range e.constants(o) {
		values = append(values, jen.Id(constant).Id(o.name).Op("=").Lit(o.Labels[i]))
	}
	file.Const().Defs(values...)
	file.Line()
}

func comments(group *jen.Group, lines []string) {
	for _, line := range lines {
		group.Comment(line)
	}
}

// structType writes the struct of a table.
func (e *emitter) structType(file *jen.File, s *structure) {
	comments(file.Group, s.doc)
	var body []jen.Code
	if e.has(TagBun) {
		table := s.table.Name
		if s.table.Schema != e.dialect.DefaultSchema() {
			table = s.table.Schema + "." + table
		}
		body = append(body, jen.Qual(bunPath, "BaseModel").Tag(map[string]string{TagBun: "table:" + table, "schema": "ignore"}))
	}
	for _, m := range s.markers {
		body = append(body, jen.Id("_").Qual(markerPath, m.kind).Tag(map[string]string{"schema": m.tag.String()}))
	}
	for i, f := range s.fields {
		if i == 0 || len(f.doc) > 0 {
			body = append(body, jen.Line())
		}
		body = append(body, fieldCode(f)...)
	}
	for i, f := range s.more {
		if i == 0 {
			body = append(body, jen.Line())
		}
		body = append(body, fieldCode(f)...)
	}
	for i, note := range s.notes {
		if i == 0 {
			body = append(body, jen.Line())
		}
		body = append(body, jen.Comment(note))
	}
	file.Type().Id(s.name).Struct(body...)
	file.Line()
	if e.has(TagGORM) {
		table := s.table.Name
		if s.table.Schema != e.dialect.DefaultSchema() {
			table = s.table.Schema + "." + table
		}
		file.Comment("// TableName tells GORM the table.")
		file.Func().Params(jen.Id(s.name)).Id("TableName").Params().String().Block(jen.Return(jen.Lit(table)))
		file.Line()
	}
}

// fieldCode writes a field with its comment.
func fieldCode(f *field) []jen.Code {
	var list []jen.Code
	for _, line := range f.doc {
		list = append(list, jen.Comment(line))
	}
	tags := map[string]string{}
	for key, value := range f.also {
		tags[key] = value
	}
	var all items
	all = append(append(append(all, f.first...), f.tag...), f.last...)
	if len(all) > 0 {
		tags["schema"] = strings.Join(all, ";")
	}
	code := jen.Id(f.name)
	switch {
	case f.generic:
		code.Qual("database/sql", "Null").Types(typeCode(f.typ))
	case f.pointer:
		code.Op("*").Add(typeCode(f.typ))
	default:
		code.Add(typeCode(f.typ))
	}
	return append(list, code.Tag(tags))
}

func typeCode(t GoType) jen.Code {
	if t.List {
		return jen.Index().Add(typeCode(t.Args[0]))
	}
	code := jen.Id(t.Name)
	if t.Package != "" {
		code = jen.Qual(t.Package, t.Name)
	}
	if len(t.Args) > 0 {
		var args []jen.Code
		for _, a := range t.Args {
			args = append(args, typeCode(a))
		}
		code.Types(args...)
	}
	return code
}
