package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// ownCollationsSQL reads what users' collations are like. The locale of ICU had
// a column of its own since 15, which since 17 serves all but libc.
func ownCollationsSQL(v version.Number) string {
	locale, rules := "''", "''"
	switch {
	case v.Major() >= 17:
		locale = "coalesce(c.colllocale, '')"
	case v.Major() >= 15:
		locale = "coalesce(c.colliculocale, '')"
	}
	if v.Major() >= 16 {
		rules = "coalesce(c.collicurules, '')"
	}
	return `
SELECT c.oid, n.nspname, c.collname, c.collprovider::text, coalesce(c.collcollate, ''), coalesce(c.collctype, ''),
       ` + locale + `, ` + rules + `, c.collisdeterministic
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE` + userSchema
}

func (r *reader) readOwnCollations(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, provider, collate, ctype, locale, rules string
		var deterministic bool
		if err := rows.Scan(&oid, &schema, &name, &provider, &collate, &ctype, &locale, &rules, &deterministic); err != nil {
			return err
		}
		if r.owned(classCollation, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.Collation, name), Comment: r.comment(classCollation, oid)}
		d.SetText(property.Provider, map[string]string{"i": "icu", "b": "builtin"}[provider])
		switch {
		case locale != "":
			d.SetText(property.Locale, locale)
		case collate == ctype:
			d.SetText(property.Locale, collate)
		default:
			d.SetText(property.LCCollate, collate)
			d.SetText(property.LCCtype, ctype)
		}
		d.SetText(property.Rules, rules)
		d.SetFlag(property.Nondeterministic, !deterministic)
		r.define(d)
	}
	return rows.Err()
}

const conversionsSQL = `
SELECT c.oid, n.nspname, c.conname, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding),
       c.conproc::oid::regprocedure::text, c.condefault
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
WHERE` + userSchema

func (r *reader) readConversions(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, from, to, function string
		var isDefault bool
		if err := rows.Scan(&oid, &schema, &name, &from, &to, &function, &isDefault); err != nil {
			return err
		}
		if r.owned(classConversion, oid) {
			continue
		}
		d := model.Definition{ID: kind.In(r.intern(schema), kind.Conversion, name), Comment: r.comment(classConversion, oid)}
		d.SetText(property.ForEncoding, from)
		d.SetText(property.ToEncoding, to)
		d.SetFlag(property.Default, isDefault)
		if err := r.setFunctions(&d, functionProperty{property.ConversionFunction, function}); err != nil {
			return err
		}
		r.define(d)
	}
	return rows.Err()
}
