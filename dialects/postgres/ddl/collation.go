package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createCollation applies CREATE COLLATION.
func (r *reader) createCollation(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	id := collationID(model.QName{Schema: ns.name, Name: name})
	if s.IfNotExists && r.db.others[id] != nil {
		return
	}
	var d model.Definition
	provider, collate, ctype := "", "", ""
	for _, n := range s.Definition {
		o := n.GetDefElem()
		switch lower(o.GetDefname()) {
		case "from":
			d = r.copiedCollation(o)
			d.Comment = ""
		case "locale":
			collate, ctype = defString(o), defString(o)
		case "lc_collate":
			collate = defString(o)
		case "lc_ctype":
			ctype = defString(o)
		case "provider":
			provider = lower(defString(o))
		case "deterministic":
			d.SetFlag(property.Nondeterministic, !defBool(o))
		case "rules":
			d.SetText(property.Rules, defString(o))
		case "version": // what a dump says of the server that it is from
		default:
			r.fail(o.GetLocation(), "collation attribute %s not recognized", deparse.Ident(o.GetDefname()))
		}
	}
	switch provider {
	case "", "libc":
	case "icu", "builtin":
		d.SetText(property.Provider, provider)
	default:
		r.fail(here, "unrecognized collation provider: %s", provider)
	}
	if collate+ctype != "" {
		r.setLocale(&d, collate, ctype)
	}
	properties := d.Properties
	r.addOther(&other{id: id, define: func(d *model.Definition) { d.Properties = properties }}, false)
}

// setLocale sets the locale of a collation: since 16 that of ICU is a language
// tag.
func (r *reader) setLocale(d *model.Definition, collate, ctype string) {
	if d.Get(property.Provider).Text == "icu" && r.version.Major() >= 16 {
		collate, ctype = property.LanguageTag(collate), property.LanguageTag(ctype)
	}
	if collate == ctype {
		d.SetText(property.Locale, collate)
		return
	}
	d.SetText(property.LCCollate, collate)
	d.SetText(property.LCCtype, ctype)
}

// copiedCollation returns what CREATE COLLATION … FROM copies.
func (r *reader) copiedCollation(o *parse.DefElem) model.Definition {
	q := r.collationNamed(defNames(o), o.GetLocation())
	var d model.Definition
	if q.Schema != "" {
		if source := r.db.others[collationID(q)]; source.define != nil {
			source.define(&d)
			return d
		}
		r.fail(o.GetLocation(), "what collation %s is like is not known", q)
	}
	set := func(provider, locale string) model.Definition {
		d.SetText(property.Provider, provider)
		d.SetText(property.Locale, locale)
		return d
	}
	switch q.Name {
	case "default":
		r.fail(o.GetLocation(), "collation \"default\" cannot be copied")
	case "unicode":
		return set("icu", "und")
	case "ucs_basic":
		if r.version.Major() >= 17 {
			return set("builtin", "C")
		}
		return set("", "C")
	case "pg_c_utf8":
		return set("builtin", "C.UTF-8")
	case "pg_unicode_fast":
		return set("builtin", "PG_UNICODE_FAST")
	}
	if locale, ok := strings.CutSuffix(q.Name, "-x-icu"); ok {
		return set("icu", locale)
	}
	return set("", q.Name)
}
