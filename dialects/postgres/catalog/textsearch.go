package catalog

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const searchParsersSQL = `
SELECT p.oid, n.nspname, p.prsname, p.prsstart::oid::regprocedure::text, p.prstoken::oid::regprocedure::text, p.prsend::oid::regprocedure::text,
       p.prsheadline::oid::regprocedure::text, p.prslextype::oid::regprocedure::text
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
WHERE` + userSchema

func (r *reader) readSearchParsers(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, start, token, end, headline, types string
		if err := rows.Scan(&oid, &schema, &name, &start, &token, &end, &headline, &types); err != nil {
			return err
		}
		if r.owned(classSearchParser, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.TextSearchParser, name), Comment: r.comment(classSearchParser, oid)}
		err := r.setFunctions(&d, functionProperty{property.Start, start}, functionProperty{property.GetToken, token},
			functionProperty{property.End, end}, functionProperty{property.Headline, headline}, functionProperty{property.LexTypes, types})
		if err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

const searchTemplatesSQL = `
SELECT t.oid, n.nspname, t.tmplname, t.tmplinit::oid::regprocedure::text, t.tmpllexize::oid::regprocedure::text
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
WHERE` + userSchema

func (r *reader) readSearchTemplates(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, start, lexize string
		if err := rows.Scan(&oid, &schema, &name, &start, &lexize); err != nil {
			return err
		}
		if r.owned(classSearchTemplate, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.TextSearchTemplate, name), Comment: r.comment(classSearchTemplate, oid)}
		if err := r.setFunctions(&d, functionProperty{property.Init, start}, functionProperty{property.Lexize, lexize}); err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

const dictionariesSQL = `
SELECT d.oid, n.nspname, d.dictname, tn.nspname, t.tmplname, coalesce(d.dictinitoption, '')
FROM pg_ts_dict d
JOIN pg_namespace n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE` + userSchema

func (r *reader) readDictionaries(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, templateSchema, template, options string
		if err := rows.Scan(&oid, &schema, &name, &templateSchema, &template, &options); err != nil {
			return err
		}
		if r.owned(classDictionary, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.TextSearchDictionary, name), Comment: r.comment(classDictionary, oid)}
		d.Set(property.Template, model.Value{Ref: r.inSchema(kind.TextSearchTemplate, templateSchema, template)})
		d.Set(property.Options, model.Value{List: dictionaryOptions(options)})
		r.define(d)
	}
	return rows.Err()
}

// dictionaryOptions takes pg_ts_dict.dictinitoption apart: name = 'value', …
func dictionaryOptions(text string) []model.Value {
	var list []model.Value
	for text != "" {
		name, rest, ok := cutIdentifier(text)
		if !ok {
			return append(list, model.Value{Name: text})
		}
		rest = strings.TrimPrefix(rest, " = ")
		end := optionEnd(rest)
		list = append(list, model.Value{Name: name, Text: rest[:end]})
		text = strings.TrimPrefix(rest[end:], ", ")
	}
	return list
}

// optionEnd returns where a value ends: a literal, in which quotes are doubled, or
// a number.
func optionEnd(text string) int {
	at := strings.IndexByte(text, '\'')
	if at != 0 && (at != 1 || text[0] != 'E') {
		if end := strings.IndexByte(text, ','); end >= 0 {
			return end
		}
		return len(text)
	}
	return skip(text, at)
}

const searchConfigurationsSQL = `
SELECT c.oid, n.nspname, c.cfgname, pn.nspname, p.prsname
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace
WHERE` + userSchema

func (r *reader) readSearchConfigurations(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, parserSchema, parser string
		if err := rows.Scan(&oid, &schema, &name, &parserSchema, &parser); err != nil {
			return err
		}
		if r.owned(classSearchConfig, oid) {
			continue
		}
		d := &model.Definition{ID: kind.In(r.intern(schema), kind.TextSearchConfiguration, name), Comment: r.comment(classSearchConfig, oid)}
		d.Set(property.Parser, model.Value{Ref: r.inSchema(kind.TextSearchParser, parserSchema, parser)})
		r.configurations[oid] = d
	}
	return rows.Err()
}

const searchMappingsSQL = `
SELECT c.oid, t.alias, m.mapseqno, dn.nspname, d.dictname
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
CROSS JOIN LATERAL ts_token_type(c.cfgparser) t
JOIN pg_ts_config_map m ON m.mapcfg = c.oid AND m.maptokentype = t.tokid
JOIN pg_ts_dict d ON d.oid = m.mapdict
JOIN pg_namespace dn ON dn.oid = d.dictnamespace
WHERE` + userSchema + `
ORDER BY c.oid, t.alias COLLATE "C", m.mapseqno`

func (r *reader) readSearchMappings(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var number int32
		var token, schema, name string
		if err := rows.Scan(&oid, &token, &number, &schema, &name); err != nil {
			return err
		}
		d := r.configurations[oid]
		if d == nil {
			continue
		}
		list := slices.Clone(d.Get(property.Mappings).List)
		if n := len(list); n == 0 || list[n-1].Name != token {
			list = append(list, model.Value{Name: token})
		}
		last := &list[len(list)-1]
		last.List = append(last.List, model.Value{Ref: r.inSchema(kind.TextSearchDictionary, schema, name)})
		d.Set(property.Mappings, model.Value{List: list})
	}
	return rows.Err()
}

// finishConfigurations adds the text search configurations with their mappings.
func (r *reader) finishConfigurations() {
	for _, d := range r.configurations {
		r.define(*d)
	}
}
