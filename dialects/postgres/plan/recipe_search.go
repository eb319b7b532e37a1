package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// searchRecipe returns how the objects of text search are written.
func searchRecipe(k model.Kind) (recipe, bool) {
	r := recipe{class: classRoutine, takes: nameOnTable}
	switch k {
	case kind.TextSearchParser:
		r.noun, r.create = inSchemaNoun("TEXT SEARCH PARSER "), createWithFunctions
	case kind.TextSearchTemplate:
		r.noun, r.create = inSchemaNoun("TEXT SEARCH TEMPLATE "), createWithFunctions
	case kind.TextSearchDictionary:
		r.noun, r.create = inSchemaNoun("TEXT SEARCH DICTIONARY "), createDictionary
		r.alterable, r.alter = []model.PropertyName{property.Options}, alterDictionary
	case kind.TextSearchConfiguration:
		r.noun, r.create, r.then = inSchemaNoun("TEXT SEARCH CONFIGURATION "), createConfiguration, addMappings
		r.alterable, r.alter = []model.PropertyName{property.Mappings}, alterMappings
	default:
		return recipe{}, false
	}
	return r, true
}

// functionClause is a clause of a statement that names a function.
type functionClause struct {
	name model.PropertyName
	word render.Keyword
}

// createWithFunctions writes CREATE TEXT SEARCH PARSER and TEMPLATE.
func createWithFunctions(_ *session, d model.Definition, _ bool) (string, error) {
	word := render.Keyword("CREATE TEXT SEARCH PARSER ")
	clauses := []functionClause{
		{property.Start, "START = "},
		{property.GetToken, "GETTOKEN = "},
		{property.End, "END = "},
		{property.Headline, "HEADLINE = "},
		{property.LexTypes, "LEXTYPES = "},
	}
	if d.ID.Kind == kind.TextSearchTemplate {
		word, clauses = "CREATE TEXT SEARCH TEMPLATE ", []functionClause{{property.Init, "INIT = "}, {property.Lexize, "LEXIZE = "}}
	}
	w := write(word).Name(d.ID.QName()).Key(" (")
	first := true
	for _, c := range clauses {
		if !d.Has(c.name) {
			continue
		}
		if !first {
			w.Key(",")
		}
		first = false
		w.Key("\n    ").Key(c.word).function(d.Get(c.name).Ref)
	}
	return w.Key("\n)").String(), nil
}

// builtinName writes the name of an object that may be the server's own.
func (w writer) builtinName(id model.ID) writer {
	q := id.QName()
	if q.Schema == "" {
		q.Schema = "pg_catalog"
	}
	return w.Name(q)
}

func createDictionary(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE TEXT SEARCH DICTIONARY ").Name(d.ID.QName()).Key(" (\n    TEMPLATE = ").builtinName(d.Get(property.Template).Ref)
	for _, o := range d.Get(property.Options).List {
		w.Key(",\n    ").dictionaryOption(o)
	}
	return w.Key("\n)").String(), nil
}

func (w writer) dictionaryOption(o model.Value) writer {
	w.Ident(o.Name).Key(" = ")
	value, number := property.OptionValue(o.Text)
	if number && isNumber(value) {
		return w.Expr(model.Expr{Text: value})
	}
	return w.Literal(value)
}

// alterDictionary sets every option, which brings them into their order: the
// server puts each that it sets at the end.
func alterDictionary(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER TEXT SEARCH DICTIONARY ").Name(c.fresh.ID.QName()).Key(" (")
	first := true
	sep := func() {
		if !first {
			w.Key(", ")
		}
		first = false
	}
	fresh := c.fresh.Get(property.Options).List
	for _, o := range c.old.Get(property.Options).List {
		if !slices.ContainsFunc(fresh, func(n model.Value) bool { return n.Name == o.Name }) {
			sep()
			w.Ident(o.Name)
		}
	}
	for _, o := range fresh {
		sep()
		w.dictionaryOption(o)
	}
	return []string{w.Key(")").String()}, nil
}

func createConfiguration(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE TEXT SEARCH CONFIGURATION ").Name(d.ID.QName()).Key(" (PARSER = ").builtinName(d.Get(property.Parser).Ref)
	return w.Key(")").String(), nil
}

// addMappings writes ADD MAPPING for the token types of a new configuration,
// those with the same dictionaries together.
func addMappings(_, d model.Definition) []string {
	return mappingStatements(d, "ADD", d.Get(property.Mappings).List)
}

func mappingStatements(d model.Definition, word render.Keyword, list []model.Value) []string {
	var statements []string
	same := func(a, b model.Value) bool {
		a.Name, b.Name = "", ""
		return diff.ShowValue(a) == diff.ShowValue(b)
	}
	for i, m := range list {
		if slices.ContainsFunc(list[:i], func(o model.Value) bool { return same(o, m) }) {
			continue
		}
		w := write("ALTER TEXT SEARCH CONFIGURATION ").Name(d.ID.QName()).Key(" ").Key(word).Key(" MAPPING FOR ").Ident(m.Name)
		for _, o := range list[i+1:] {
			if same(o, m) {
				w.Key(", ").Ident(o.Name)
			}
		}
		w.Key(" WITH ")
		for j, dictionary := range m.List {
			if j > 0 {
				w.Key(", ")
			}
			w.builtinName(dictionary.Ref)
		}
		statements = append(statements, w.String())
	}
	return statements
}

// alterMappings drops, changes and adds mappings.
func alterMappings(_ *session, c definitionChange) ([]string, error) {
	old, fresh := c.old.Get(property.Mappings).List, c.fresh.Get(property.Mappings).List
	find := func(list []model.Value, name string) (model.Value, bool) {
		i := slices.IndexFunc(list, func(v model.Value) bool { return v.Name == name })
		if i < 0 {
			return model.Value{}, false
		}
		return list[i], true
	}
	w := write("ALTER TEXT SEARCH CONFIGURATION ").Name(c.fresh.ID.QName()).Key(" DROP MAPPING FOR ")
	gone := 0
	for _, m := range old {
		if _, stays := find(fresh, m.Name); stays {
			continue
		}
		if gone > 0 {
			w.Key(", ")
		}
		gone++
		w.Ident(m.Name)
	}
	var statements []string
	if gone > 0 {
		statements = append(statements, w.String())
	}
	var changed, added []model.Value
	for _, m := range fresh {
		was, had := find(old, m.Name)
		switch {
		case !had:
			added = append(added, m)
		case diff.ShowValue(was) != diff.ShowValue(m):
			changed = append(changed, m)
		}
	}
	statements = append(statements, mappingStatements(c.fresh, "ALTER", changed)...)
	return append(statements, mappingStatements(c.fresh, "ADD", added)...), nil
}
