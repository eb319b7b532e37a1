package plan

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// partShell is a base type, or a range type with a canonical function, as its own
// functions need it: by its name.
const partShell render.Part = "shell"

// baseTypeRecipe returns how base types and shell types are written.
func baseTypeRecipe(k model.Kind) (recipe, bool) {
	r := recipe{
		class: classType, noun: inSchemaNoun("TYPE "),
		takes: func(d model.Definition) []render.Name { return []render.Name{typeName(d.ID.QName())} },
	}
	switch k {
	case kind.ShellType:
		r.create = createShell
	case kind.BaseType:
		r.create, r.cascade = createBaseType, true
		r.takes = func(model.Definition) []render.Name { return nil } // the shell has taken it
		r.alterable, r.alter = []model.PropertyName{
			property.Receive, property.Send, property.TypmodIn, property.TypmodOut, property.Analyze, property.Subscript, property.StorageMode,
		}, alterBaseType
		r.alters = altersBaseType
	default:
		return recipe{}, false
	}
	return r, true
}

func createShell(_ *session, d model.Definition, _ bool) (string, error) {
	return write("CREATE TYPE ").Name(d.ID.QName()).String(), nil
}

// typeClauses are the clauses of CREATE TYPE that name a function.
func typeClauses() []functionClause {
	return []functionClause{
		{property.Input, "INPUT = "},
		{property.Output, "OUTPUT = "},
		{property.Receive, "RECEIVE = "},
		{property.Send, "SEND = "},
		{property.TypmodIn, "TYPMOD_IN = "},
		{property.TypmodOut, "TYPMOD_OUT = "},
		{property.Analyze, "ANALYZE = "},
		{property.Subscript, "SUBSCRIPT = "},
	}
}

func createBaseType(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE TYPE ").Name(d.ID.QName()).Key(" (")
	first := true
	next := func(word render.Keyword) writer {
		if !first {
			w.Key(",")
		}
		first = false
		return w.Key("\n    ").Key(word)
	}
	for _, c := range typeClauses() {
		if d.Has(c.name) {
			next(c.word).function(d.Get(c.name).Ref)
		}
	}
	if length := d.Get(property.Length); !length.IsZero() {
		next("INTERNALLENGTH = ").number(length.Text)
	}
	if d.Has(property.PassedByValue) {
		next("PASSEDBYVALUE")
	}
	if !d.Get(property.Alignment).IsZero() {
		word, err := wordOf(d, property.Alignment, "char", "int2", "double")
		if err != nil {
			return "", err
		}
		next("ALIGNMENT = ").Expr(model.Expr{Text: word})
	}
	if !d.Get(property.StorageMode).IsZero() {
		word, err := wordOf(d, property.StorageMode, "external", "extended", "main")
		if err != nil {
			return "", err
		}
		next("STORAGE = ").Expr(model.Expr{Text: word})
	}
	if category := d.Get(property.Category); !category.IsZero() {
		next("CATEGORY = ").Literal(category.Text)
	}
	if d.Has(property.Preferred) {
		next("PREFERRED = true")
	}
	if value := d.Get(property.TypeDefault); !value.IsZero() {
		next("DEFAULT = ").Literal(value.Text)
	}
	if element := d.Get(property.Element); !element.IsZero() {
		next("ELEMENT = ").typ(element.Type)
	}
	if delimiter := d.Get(property.Delimiter); !delimiter.IsZero() {
		next("DELIMITER = ").Literal(delimiter.Text)
	}
	if d.Has(property.Collatable) {
		next("COLLATABLE = true")
	}
	return w.Key("\n)").String(), nil
}

// wordOf returns a property that is one of a few words.
func wordOf(d model.Definition, name model.PropertyName, words ...string) (string, error) {
	text := d.Get(name).Text
	for _, w := range words {
		if text == w {
			return w, nil
		}
	}
	return "", fmt.Errorf("writing %s: its %s is %q, which is none of %s", d.ID, name, text, strings.Join(words, ", "))
}

// altersBaseType: functions are set and taken away by ALTER TYPE, and values that
// can be moved out of line stay so.
func altersBaseType(_ *session, _, fresh model.Definition, facets []diff.FacetName) bool {
	for _, f := range facets {
		switch model.PropertyName(f) {
		case property.Receive, property.Send, property.TypmodIn, property.TypmodOut, property.Analyze, property.Subscript:
		case property.StorageMode:
			if !fresh.Has(property.StorageMode) {
				return false
			}
		default:
			if f != diff.FacetComment {
				return false
			}
		}
	}
	return true
}

func alterBaseType(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER TYPE ").Name(c.fresh.ID.QName()).Key(" SET (")
	first := true
	next := func(word render.Keyword) writer {
		if !first {
			w.Key(", ")
		}
		first = false
		return w.Key(word)
	}
	for _, clause := range typeClauses() {
		if !c.has(clause.name) {
			continue
		}
		if ref := c.fresh.Get(clause.name).Ref; ref.IsZero() {
			next(clause.word).Key("NONE")
		} else {
			next(clause.word).function(ref)
		}
	}
	if c.has(property.StorageMode) {
		word, err := wordOf(c.fresh, property.StorageMode, "external", "extended", "main")
		if err != nil {
			return nil, err
		}
		next("STORAGE = ").Expr(model.Expr{Text: word})
	}
	return []string{w.Key(")").String()}, nil
}
