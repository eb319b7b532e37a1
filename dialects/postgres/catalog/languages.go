package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const languagesSQL = `
SELECT l.oid, l.lanname, l.lanpltrusted, l.lanplcallfoid::regprocedure::text, l.laninline::regprocedure::text, l.lanvalidator::regprocedure::text
FROM pg_language l WHERE l.oid >= 16384`

func (r *reader) readLanguages(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, handler, inline, validator string
		var trusted bool
		if err := rows.Scan(&oid, &name, &trusted, &handler, &inline, &validator); err != nil {
			return err
		}
		if r.owned(classLanguage, oid) {
			continue
		}
		d := model.Definition{ID: kind.Global(kind.Language, name), Comment: r.comment(classLanguage, oid)}
		d.SetFlag(property.Trusted, trusted)
		err := r.setFunctions(&d, functionProperty{property.Handler, handler}, functionProperty{property.Inline, inline}, functionProperty{property.Validator, validator})
		if err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

const transformsSQL = `
SELECT t.oid, format_type(t.trftype, NULL), l.lanname, t.trffromsql::oid::regprocedure::text, t.trftosql::oid::regprocedure::text
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang`

func (r *reader) readTransforms(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var text, language, from, to string
		if err := rows.Scan(&oid, &text, &language, &from, &to); err != nil {
			return err
		}
		if r.owned(classTransform, oid) {
			continue
		}
		t, err := r.typ(text)
		if err != nil {
			return err
		}
		d := model.Definition{ID: kind.TransformID(t, language), Signature: []model.Type{t}, Comment: r.comment(classTransform, oid)}
		d.Set(property.OfLanguage, model.Value{Ref: kind.Global(kind.Language, language)})
		if err := r.setFunctions(&d, functionProperty{property.FromSQL, from}, functionProperty{property.ToSQL, to}); err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

const accessMethodsSQL = `
SELECT a.oid, a.amname, a.amtype::text, a.amhandler::oid::regprocedure::text FROM pg_am a WHERE a.oid >= 16384`

func (r *reader) readAccessMethods(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name, letter, handler string
		if err := rows.Scan(&oid, &name, &letter, &handler); err != nil {
			return err
		}
		if r.owned(classMethod, oid) {
			continue
		}
		d := model.Definition{ID: kind.Global(kind.AccessMethod, name), Comment: r.comment(classMethod, oid)}
		d.SetText(property.MethodType, map[string]string{"i": "index", "t": "table"}[letter])
		if err := r.setFunctions(&d, functionProperty{property.Handler, handler}); err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}

// baseTypesSQL reads the users' base types, without the array types that come
// with others. Since 14 a type says how its values are subscripted.
func baseTypesSQL(v version.Number) string {
	subscript := "'-'"
	if v.Major() >= 14 {
		subscript = "t.typsubscript::oid::regprocedure::text"
	}
	return `
SELECT t.oid, n.nspname, t.typname, t.typlen, t.typbyval, t.typcategory::text, t.typispreferred, t.typdelim::text,
       CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) ELSE '' END, t.typalign::text, t.typstorage::text,
       coalesce(t.typdefault, ''), t.typcollation <> 0,
       t.typinput::oid::regprocedure::text, t.typoutput::oid::regprocedure::text, t.typreceive::oid::regprocedure::text,
       t.typsend::oid::regprocedure::text, t.typmodin::oid::regprocedure::text, t.typmodout::oid::regprocedure::text,
       t.typanalyze::oid::regprocedure::text, ` + subscript + `
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
WHERE t.typtype = 'b' AND t.typisdefined AND e.oid IS NULL AND` + userSchema
}

func (r *reader) readBaseTypes(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, category, delimiter, element, align, storage, value string
		var length int16
		var byValue, preferred, collates bool
		var functions [8]string
		err := rows.Scan(&oid, &schema, &name, &length, &byValue, &category, &preferred, &delimiter, &element, &align, &storage, &value, &collates,
			&functions[0], &functions[1], &functions[2], &functions[3], &functions[4], &functions[5], &functions[6], &functions[7])
		if err != nil {
			return err
		}
		if r.owned(classType, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.BaseType, name), Comment: r.comment(classType, oid)}
		if length >= 0 {
			d.SetText(property.Length, itoa(length))
		}
		d.SetFlag(property.PassedByValue, byValue)
		d.SetText(property.Category, unless(category, "U"))
		d.SetFlag(property.Preferred, preferred)
		d.SetText(property.Delimiter, unless(delimiter, ","))
		d.SetText(property.Alignment, map[string]string{"c": "char", "s": "int2", "d": "double"}[align])
		d.SetText(property.StorageMode, map[string]string{"e": "external", "x": "extended", "m": "main"}[storage])
		d.SetText(property.TypeDefault, value)
		d.SetFlag(property.Collatable, collates)
		if err := r.typeProperty(&d, property.Element, element); err != nil {
			return err
		}
		names := []model.PropertyName{
			property.Input, property.Output, property.Receive, property.Send, property.TypmodIn, property.TypmodOut, property.Analyze, property.Subscript,
		}
		for i, name := range names {
			if err := r.setFunctions(&d, functionProperty{name, functions[i]}); err != nil {
				return err
			}
		}
		r.define(d)
	}
	return rows.Err()
}
