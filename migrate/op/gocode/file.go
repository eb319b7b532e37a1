package gocode

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/schemadiff/schemadiff/internal/gosource"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// File is a file with one revision.
type File struct {
	// Package is the package's name, Name that of the variable.
	Package, Name string
	// Script is the revision.
	Script *script.Script
	// Operation returns what does the work of a statement.
	Operation func(script.Statement) op.Operation
}

// Text returns the file.
func (f *File) Text() ([]byte, error) {
	file := jen.NewFile(f.Package)
	file.ImportName(opPath, "op")
	s := f.Script
	up, down := unexported(f.Name)+"Up", unexported(f.Name)+"Down"
	for _, line := range f.doc() {
		file.Comment(line)
	}
	fields := []jen.Code{field("ID", jen.Lit(s.ID))}
	add := func(name string, set bool, code jen.Code) {
		if set {
			fields = append(fields, field(name, code))
		}
	}
	add("Message", s.Message != "", jen.Lit(script.OneLine(s.Message)))
	add("Revises", len(s.Revises) > 0, names(s.Revises))
	add("DependsOn", len(s.DependsOn) > 0, names(s.DependsOn))
	add("Labels", len(s.Labels) > 0, names(s.Labels))
	add("Created", !s.Created.IsZero(), date(s.Created))
	add("Irreversible", s.Down.Irreversible != "", jen.Lit(s.Down.Irreversible))
	fields = append(fields, field("Up", jen.Id(up)), field("Down", jen.Id(down)))
	file.Var().Id(f.Name).Op("=").Qual(opPath, "Revision").Custom(lines, fields...)
	for _, side := range []struct {
		name    string
		section *script.Section
	}{{up, &s.Up}, {down, &s.Down}} {
		operations, err := f.operations(side.section)
		if err != nil {
			return nil, err
		}
		file.Line()
		file.Func().Id(side.name).Params(jen.Id("_").Qual("context", "Context"), jen.Id("o").Op("*").Qual(opPath, "Operations")).Error().
			Block(jen.Return(jen.Id("o").Dot("Do").Custom(call(len(operations)), operations...)))
	}
	text, err := gosource.Render(file)
	if err != nil {
		return nil, fmt.Errorf("writing revision %s as Go: %w", s.ID, err)
	}
	return text, nil
}

func call(n int) jen.Options {
	return jen.Options{Open: "(", Close: ")", Separator: ",", Multi: n > 0}
}

func field(name string, code jen.Code) jen.Code { return jen.Id(name).Op(":").Add(code) }

func names(list []string) jen.Code {
	var codes []jen.Code
	for _, name := range list {
		codes = append(codes, jen.Lit(name))
	}
	return jen.Index().String().Values(codes...)
}

func date(t time.Time) jen.Code {
	t = t.UTC()
	return jen.Qual("time", "Date").Call(jen.Lit(t.Year()), jen.Qual("time", t.Month().String()), jen.Lit(t.Day()),
		jen.Lit(t.Hour()), jen.Lit(t.Minute()), jen.Lit(t.Second()), jen.Lit(0), jen.Qual("time", "UTC"))
}

// doc is the comment of the variable.
func (f *File) doc() []string {
	first := f.Name + " is the revision " + f.Script.ID + "."
	if f.Script.Message != "" {
		first = f.Name + " is the revision " + f.Script.ID + ": " + script.OneLine(f.Script.Message) + "."
	}
	list := []string{first}
	if f.Script.Doc != "" {
		list = append(list, "")
		for line := range strings.Lines(f.Script.Doc) {
			list = append(list, strings.TrimRight(line, " \t\r\n"))
		}
	}
	for i, text := range list {
		list[i] = strings.TrimRight("// "+text, " ")
	}
	return list
}

// operations writes those of a section, each with its remarks above it.
func (f *File) operations(section *script.Section) ([]jen.Code, error) {
	var list []jen.Code
	for i := range section.Statements {
		s := section.Statements[i]
		s.NoTransaction = s.NoTransaction || section.NoTransaction
		if s.Code != "" || s.Copy {
			return nil, fmt.Errorf("%s: the statement has no operation: %s", s.Pos, s.Text())
		}
		if s.NewTransaction {
			list = append(list, jen.Qual(opPath, "NewTransaction").Values())
		}
		code, err := literal(reflect.ValueOf(f.Operation(s)), false)
		if err != nil {
			return nil, err
		}
		remarks := jen.Empty()
		for _, text := range s.Comment {
			for line := range strings.Lines(text) {
				remarks.Comment(strings.TrimRight("// "+strings.TrimSpace(line), " ")).Line()
			}
		}
		list = append(list, remarks.Add(code))
	}
	return list, nil
}

// VariableName makes the name of a variable of a message, or of the ID if it has
// no letters. It isn't one of those that are taken.
func VariableName(message, id string, taken func(string) bool) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(message, notWord) {
		if b.Len()+len(word) > 50 {
			break
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	name := b.String()
	if name == "" || name[0] < 'A' || name[0] > 'Z' {
		name = "Revision" + strings.Join(strings.FieldsFunc(id, notWord), "")
	}
	unique := name
	for i := 2; taken(unique); i++ {
		unique = name + strconv.Itoa(i)
	}
	return unique
}

func notWord(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')
}

func unexported(name string) string { return strings.ToLower(name[:1]) + name[1:] }
