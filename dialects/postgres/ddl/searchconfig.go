package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// mapping is what a text search configuration does with tokens of a type.
type mapping struct {
	token        string
	dictionaries []func() model.ID
}

// createConfiguration applies CREATE TEXT SEARCH CONFIGURATION.
func (r *reader) createConfiguration(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	o := &other{id: kind.In(ns.name, kind.TextSearchConfiguration, name)}
	var parser func() model.ID
	for _, n := range s.Definition {
		d := n.GetDefElem()
		switch lower(d.GetDefname()) {
		case "parser":
			parser = r.searchObject(o, kind.TextSearchParser, defNames(d), d.GetLocation())
		case "copy":
			parser = r.copyConfiguration(o, defNames(d), d.GetLocation())
		default:
			r.fail(d.GetLocation(), "text search configuration parameter %s not recognized", deparse.Ident(d.GetDefname()))
		}
	}
	if parser == nil {
		r.fail(here, "text search parser is required")
	}
	o.define = func(d *model.Definition) {
		setRef(d, property.Parser, parser)
		var list []model.Value
		for _, m := range o.mappings {
			list = append(list, model.Value{Name: m.token, List: refValues(m.dictionaries)})
		}
		slices.SortFunc(list, func(a, b model.Value) int { return strings.Compare(a.Name, b.Name) })
		d.Set(property.Mappings, model.Value{List: list})
	}
	r.addOther(o, false)
}

// defaultTokens are the token types of the parser "default", each with whether
// its words are those of a language.
func defaultTokens() []string {
	return []string{
		"asciiword", "word", "numword", "email", "url", "host", "sfloat", "version", "hword_numpart", "hword_part",
		"hword_asciipart", "numhword", "asciihword", "hword", "url_path", "file", "float", "int", "uint",
	}
}

// stemmed says how a configuration of the server's treats a token: the words of
// a language are stemmed, those in ASCII in the languages of other scripts as
// English.
func stemmed(configuration, token string) string {
	ascii := strings.Contains(token, "ascii")
	switch {
	case configuration == "simple" || !ascii && token != "word" && token != "hword" && token != "hword_part":
		return "simple"
	case ascii && (configuration == "russian" || configuration == "hindi"):
		return "english_stem"
	}
	return configuration + "_stem"
}

// copyConfiguration applies COPY: it takes the mappings over and returns the
// parser.
func (r *reader) copyConfiguration(o *other, names []string, location int32) func() model.ID {
	last := names[len(names)-1]
	source := r.searchObject(&other{}, kind.TextSearchConfiguration, names, location)()
	if x := r.db.others[source]; x != nil {
		if x.define == nil {
			r.fail(location, "what text search configuration %s is like is not known", quoteDot(names))
		}
		return r.copyUser(o, x)
	}
	if source.Schema != "" {
		r.fail(location, "what text search configuration %s is like is not known", quoteDot(names))
	}
	for _, token := range defaultTokens() {
		id := kind.In("", kind.TextSearchDictionary, stemmed(last, token))
		o.mappings = append(o.mappings, mapping{token, []func() model.ID{func() model.ID { return id }}})
	}
	return func() model.ID { return kind.In("", kind.TextSearchParser, "default") }
}

// copyUser copies a configuration of the database.
func (r *reader) copyUser(o, source *other) func() model.ID {
	again := func(id model.ID) func() model.ID {
		if x := r.db.others[id]; x != nil {
			return o.useOther(x)
		}
		return func() model.ID { return id }
	}
	for _, m := range source.mappings {
		copied := mapping{token: m.token}
		for _, d := range m.dictionaries {
			copied.dictionaries = append(copied.dictionaries, again(d()))
		}
		o.mappings = append(o.mappings, copied)
	}
	var d model.Definition
	source.define(&d)
	return again(d.Get(property.Parser).Ref)
}

// alterConfiguration applies ALTER TEXT SEARCH CONFIGURATION … MAPPING.
func (r *reader) alterConfiguration(s *parse.AlterTSConfigurationStmt) {
	o := r.searchOther(kind.TextSearchConfiguration, s.Cfgname)
	if o == nil {
		return
	}
	save(r.db, o)
	o.uses, o.mappings = slices.Clone(o.uses), slices.Clone(o.mappings)
	tokens := stringsOf(s.Tokentype)
	var dictionaries []func() model.ID
	for _, n := range s.Dicts {
		dictionaries = append(dictionaries, r.searchObject(o, kind.TextSearchDictionary, stringsOf(n.GetList().GetItems()), here))
	}
	switch {
	case s.Kind == parse.AlterTSConfigType_ALTER_TSCONFIG_DROP_MAPPING:
		r.dropMappings(o, tokens, s.MissingOk)
	case s.Replace:
		from, to := dictionaries[0](), dictionaries[1]
		for i, m := range o.mappings {
			if len(tokens) > 0 && !slices.Contains(tokens, m.token) {
				continue
			}
			o.mappings[i].dictionaries = slices.Clone(m.dictionaries)
			for j, d := range m.dictionaries {
				if d() == from {
					o.mappings[i].dictionaries[j] = to
				}
			}
		}
	default:
		r.setMappings(o, tokens, dictionaries, s.Override)
	}
}

func (r *reader) dropMappings(o *other, tokens []string, missingOK bool) {
	for _, token := range tokens {
		at := slices.IndexFunc(o.mappings, func(m mapping) bool { return m.token == token })
		if at < 0 {
			if !missingOK {
				r.missing(here, "mapping for token type %s does not exist", deparse.Ident(token))
			}
			continue
		}
		o.mappings = slices.Delete(o.mappings, at, at+1)
	}
}

func (r *reader) setMappings(o *other, tokens []string, dictionaries []func() model.ID, override bool) {
	for _, token := range tokens {
		at := slices.IndexFunc(o.mappings, func(m mapping) bool { return m.token == token })
		switch {
		case at >= 0 && override:
			o.mappings[at].dictionaries = dictionaries
		case at >= 0:
			r.fail(here, "text search configuration %s has a mapping for token type %s already", o.id.Path(), deparse.Ident(token))
		default:
			o.mappings = append(o.mappings, mapping{token, dictionaries})
		}
	}
}
