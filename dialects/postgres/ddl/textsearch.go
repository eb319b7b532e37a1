package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// functionOption is an option whose value is a function.
type functionOption struct {
	property model.PropertyName
	args     [][]model.Type
}

func oneList(types ...string) [][]model.Type { return [][]model.Type{builtinTypes(types...)} }

// functionOptions are those of CREATE TEXT SEARCH PARSER and TEMPLATE.
func functionOptions(k model.Kind) map[string]functionOption {
	if k == kind.TextSearchTemplate {
		return map[string]functionOption{
			"init":   {property.Init, oneList("internal")},
			"lexize": {property.Lexize, oneList("internal", "internal", "internal", "internal")},
		}
	}
	return map[string]functionOption{
		"start":    {property.Start, oneList("internal", "integer")},
		"gettoken": {property.GetToken, oneList("internal", "internal", "internal")},
		"end":      {property.End, oneList("internal")},
		"headline": {property.Headline, oneList("internal", "internal", "tsquery")},
		"lextypes": {property.LexTypes, oneList("internal")},
	}
}

// createSearchFunctions applies CREATE TEXT SEARCH PARSER and TEMPLATE.
func (r *reader) createSearchFunctions(k model.Kind, s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	o := &other{id: kind.In(ns.name, k, name)}
	options := functionOptions(k)
	for _, n := range s.Definition {
		d := n.GetDefElem()
		option, ok := options[lower(d.GetDefname())]
		if !ok {
			r.fail(d.GetLocation(), "%s parameter %s not recognized", k, deparse.Ident(d.GetDefname()))
		}
		ref := o.useRoutine(r.routineExact(defNames(d), d.GetLocation(), option.args...))
		r.redefine(o, func(d *model.Definition) { setRef(d, option.property, ref) })
	}
	if o.define == nil {
		o.define = func(*model.Definition) {}
	}
	r.addOther(o, false)
}

// searchObject finds an object of text search: one of the database, or one of
// the server's own or an extension's, of which only the name is known.
func (r *reader) searchObject(o *other, k model.Kind, names []string, location int32) func() model.ID {
	last := names[len(names)-1]
	path := r.searchPath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		if x := r.db.others[kind.In(schema, k, last)]; x != nil {
			return o.useOther(x)
		}
		if r.hasSearchObject(schema, k, last) {
			if schema == catalogSchema {
				schema = ""
			}
			return func() model.ID { return kind.In(schema, k, last) }
		}
	}
	for _, x := range sortedKeys(r.db.extensions) { // its parsers and templates are not known by name
		if schema := r.db.extensions[x].schema; (k == kind.TextSearchTemplate || k == kind.TextSearchParser || r.db.extensions[x].known == nil) &&
			slices.Contains(path, schema) {
			return func() model.ID { return kind.In(schema, k, last) }
		}
	}
	r.missing(location, "%s %s does not exist", k, quoteDot(names))
	return nil
}

// hasSearchObject says whether the server or an extension brings an object of
// text search along.
func (r *reader) hasSearchObject(schema string, k model.Kind, name string) bool {
	if schema == catalogSchema {
		switch k {
		case kind.TextSearchParser:
			return name == "default"
		case kind.TextSearchTemplate:
			return slices.Contains([]string{"simple", "synonym", "ispell", "thesaurus", "snowball"}, name)
		default:
		}
	}
	q := facts.Name{Schema: schema, Name: name}
	switch k {
	case kind.TextSearchDictionary:
		return r.facts.HasDict(schema, name) || r.extensionHas(func(x *facts.Objects) bool { return slices.Contains(x.Dicts, q) })
	case kind.TextSearchConfiguration:
		return r.facts.HasConfig(schema, name) || r.extensionHas(func(x *facts.Objects) bool { return slices.Contains(x.Configs, q) })
	default:
	}
	return false
}

func (r *reader) extensionHas(has func(*facts.Objects) bool) bool {
	for _, x := range r.db.extensions {
		if x.known != nil && has(&x.known.Objects) {
			return true
		}
	}
	return false
}

// createDictionary applies CREATE TEXT SEARCH DICTIONARY.
func (r *reader) createDictionary(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	o := &other{id: kind.In(ns.name, kind.TextSearchDictionary, name)}
	var template func() model.ID
	for _, n := range s.Definition {
		if d := n.GetDefElem(); lower(d.GetDefname()) == "template" {
			template = r.searchObject(o, kind.TextSearchTemplate, defNames(d), d.GetLocation())
			continue
		}
		r.setDictionaryOption(o, n.GetDefElem())
	}
	if template == nil {
		r.fail(here, "text search template is required")
	}
	o.define = func(d *model.Definition) {
		setRef(d, property.Template, template)
		d.Set(property.Options, model.Value{List: o.options})
	}
	r.addOther(o, false)
}

// setDictionaryOption gives an option its value, at the end of the list; one
// without a value goes.
func (r *reader) setDictionaryOption(o *other, d *parse.DefElem) {
	o.options = slices.DeleteFunc(slices.Clone(o.options), func(v model.Value) bool { return v.Name == d.GetDefname() })
	if d.GetArg() == nil {
		return
	}
	number := d.Arg.GetInteger() != nil || d.Arg.GetFloat() != nil
	o.options = append(o.options, model.Value{Name: d.GetDefname(), Text: property.SerializedOption(defString(d), number)})
}

// alterDictionary applies ALTER TEXT SEARCH DICTIONARY (…).
func (r *reader) alterDictionary(s *parse.AlterTSDictionaryStmt) {
	o := r.searchOther(kind.TextSearchDictionary, s.Dictname)
	if o == nil {
		return
	}
	save(r.db, o)
	for _, n := range s.Options {
		r.setDictionaryOption(o, n.GetDefElem())
	}
}

// searchOther finds an object of text search that is altered; nil if it isn't the
// user's.
func (r *reader) searchOther(k model.Kind, nodes []*parse.Node) *other {
	names := stringsOf(nodes)
	last := names[len(names)-1]
	schema, ok := r.schemaOfOther(names, func(schema string) model.ID { return kind.In(schema, k, last) })
	if ok {
		return r.db.others[kind.In(schema, k, last)]
	}
	for _, schema := range append(r.searchPath(), names[0]) {
		if r.hasSearchObject(schema, k, last) {
			return nil
		}
	}
	r.missing(here, "%s %s does not exist", k, quoteDot(names))
	return nil
}
