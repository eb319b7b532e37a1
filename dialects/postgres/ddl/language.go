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

// createLanguage applies CREATE LANGUAGE, which mostly is a way to create an
// extension.
func (r *reader) createLanguage(s *parse.CreatePLangStmt) {
	if len(s.Plhandler) == 0 {
		r.installExtension(&extension{name: s.Plname, pos: r.pos(here)}, true, false)
		return
	}
	o := &other{id: kind.Global(kind.Language, s.Plname)}
	handler := o.useRoutine(r.routineExact(stringsOf(s.Plhandler), here, nil))
	inline := r.optionalRoutine(o, s.Plinline, "internal")
	validator := r.optionalRoutine(o, s.Plvalidator, "oid")
	o.define = func(d *model.Definition) {
		d.SetFlag(property.Trusted, s.Pltrusted)
		setRef(d, property.Handler, handler)
		setRef(d, property.Inline, inline)
		setRef(d, property.Validator, validator)
	}
	r.replaceOther(o, s.Replace)
}

// optionalRoutine finds a function that need not be given.
func (r *reader) optionalRoutine(o *other, names []*parse.Node, args ...string) func() model.ID {
	if len(names) == 0 {
		return nil
	}
	return o.useRoutine(r.routineExact(stringsOf(names), here, builtinTypes(args...)))
}

// replaceOther adds an object, or puts it in the place of one of its name, whose
// comment it keeps.
func (r *reader) replaceOther(o *other, replace bool) {
	old := r.db.others[o.id]
	if old != nil && replace {
		o.comment = old.comment
	}
	r.addOther(o, replace)
	if old != nil {
		r.replaceUses(old, o)
	}
}

// createAccessMethod applies CREATE ACCESS METHOD.
func (r *reader) createAccessMethod(s *parse.CreateAmStmt) {
	o := &other{id: kind.Global(kind.AccessMethod, s.Amname)}
	handler := r.optionalRoutine(o, s.HandlerName, "internal")
	o.define = func(d *model.Definition) {
		d.SetText(property.MethodType, map[string]string{"i": "index", "t": "table"}[s.Amtype])
		setRef(d, property.Handler, handler)
	}
	r.addOther(o, false)
}

// createConversion applies CREATE CONVERSION.
func (r *reader) createConversion(s *parse.CreateConversionStmt) {
	ns, name := r.target(stringsOf(s.ConversionName), here)
	o := &other{id: kind.In(ns.name, kind.Conversion, name)}
	args := []string{"integer", "integer", "cstring", "internal", "integer", "boolean"}
	if r.version.Major() < 14 {
		args = args[:5]
	}
	function := r.optionalRoutine(o, s.FuncName, args...)
	o.define = func(d *model.Definition) {
		d.SetText(property.ForEncoding, canonicalEncoding(s.ForEncodingName))
		d.SetText(property.ToEncoding, canonicalEncoding(s.ToEncodingName))
		setRef(d, property.ConversionFunction, function)
		d.SetFlag(property.Default, s.Def)
	}
	r.addOther(o, false)
}

// canonicalEncoding returns the name of an encoding that the server shows
// (pg_encoding_to_char).
func canonicalEncoding(name string) string {
	short := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(name))
	aliases := map[string]string{
		"unicode": "UTF8", "abc": "WIN1258", "alt": "WIN866", "iso88591": "LATIN1", "iso885910": "LATIN6", "iso885913": "LATIN7",
		"iso885914": "LATIN8", "iso885915": "LATIN9", "iso885916": "LATIN10", "iso88592": "LATIN2", "iso88593": "LATIN3",
		"iso88594": "LATIN4", "iso88599": "LATIN5", "koi8": "KOI8R", "mskanji": "SJIS", "shiftjis": "SJIS", "tcvn": "WIN1258",
		"tcvn5712": "WIN1258", "uhc": "UHC", "vscii": "WIN1258", "win": "WIN1251", "win949": "UHC", "win950": "BIG5",
		"win932": "SJIS", "win936": "GBK", "win874": "WIN874",
	}
	if c, ok := strings.CutPrefix(short, "windows"); ok {
		short = "win" + c
	}
	if full, ok := aliases[short]; ok {
		return full
	}
	known := []string{
		"SQL_ASCII", "EUC_JP", "EUC_CN", "EUC_KR", "EUC_TW", "EUC_JIS_2004", "MULE_INTERNAL", "SHIFT_JIS_2004", "ISO_8859_5", "ISO_8859_6",
		"ISO_8859_7", "ISO_8859_8",
	}
	at := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(strings.ReplaceAll(k, "_", ""), short) })
	if at >= 0 {
		return known[at]
	}
	return strings.ToUpper(short)
}

// createTransform applies CREATE TRANSFORM.
func (r *reader) createTransform(s *parse.CreateTransformStmt) {
	t := signatureType(r.columnType(s.TypeName))
	o := &other{id: kind.TransformID(t, s.Lang)}
	of := o.useType(r, t)
	language := func() model.ID { return kind.Global(kind.Language, s.Lang) }
	switch l := r.db.others[language()]; {
	case l != nil:
		language = o.useOther(l)
	case !slices.Contains([]string{"sql", "c", "internal", builtinExtension}, s.Lang) && r.db.extensions[s.Lang] == nil:
		r.missing(here, "language %s does not exist", deparse.Ident(s.Lang))
	}
	o.identity = func() model.ID { return kind.TransformID(of(), language().Name) }
	var from, to func() model.ID
	if s.Fromsql != nil {
		from = o.useRoutine(r.routineWritten(s.Fromsql))
	}
	if s.Tosql != nil {
		to = o.useRoutine(r.routineWritten(s.Tosql))
	}
	o.define = func(d *model.Definition) {
		d.Signature = []model.Type{of()}
		setRef(d, property.FromSQL, from)
		setRef(d, property.ToSQL, to)
		d.Set(property.OfLanguage, model.Value{Ref: language()})
	}
	r.replaceOther(o, s.Replace)
}
