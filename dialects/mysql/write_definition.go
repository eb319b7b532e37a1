package mysql

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// DefinitionText writes the statement that makes a view, a trigger, a routine or an
// event. Replace: a view takes the place of the one that is there.
func (s Server) DefinitionText(d model.Definition, replace bool) string {
	w := NewWriter()
	w.Key("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	if algorithm := d.Get(PropertyAlgorithm).Text; algorithm != "" {
		w.Key("ALGORITHM=").Expr(model.Expr{Text: strings.ToUpper(algorithm)}).Key(" ")
	}
	if definer := d.Get(PropertyDefiner).Text; definer != "" {
		w.Key("DEFINER=").Expr(model.Expr{Text: definer}).Key(" ")
	}
	switch d.ID.Kind {
	case KindView:
		view(w, d)
	case KindTrigger:
		trigger(w, d)
	case KindFunction, KindProcedure:
		routine(w, d)
	case KindEvent:
		event(w, d)
	case KindPackage, KindPackageBody:
		w.Expr(model.Expr{Text: strings.ToUpper(string(d.ID.Kind))}).Key(" ").Ident(d.ID.Name)
		security(w, d)
		if d.Comment != "" {
			w.Key(" COMMENT ").Literal(d.Comment)
		}
		w.Key(" AS ").Expr(d.Get(PropertyBody).Query)
	default:
	}
	return w.String()
}

func security(w *render.Writer, d model.Definition) {
	if text := d.Get(PropertySecurity).Text; text != "" {
		w.Key(" SQL SECURITY ").Expr(model.Expr{Text: strings.ToUpper(text)})
	}
}

func view(w *render.Writer, d model.Definition) {
	if text := d.Get(PropertySecurity).Text; text != "" {
		w.Key("SQL SECURITY ").Expr(model.Expr{Text: strings.ToUpper(text)}).Key(" ")
	}
	w.Key("VIEW ").Ident(d.ID.Name)
	if columns := d.Get(PropertyColumns).List; len(columns) > 0 {
		w.Key(" (")
		for i, c := range columns {
			if i > 0 {
				w.Key(",")
			}
			w.Ident(c.Text)
		}
		w.Key(")")
	}
	w.Key(" AS ").Expr(d.Get(PropertyQuery).Query)
	switch d.Get(PropertyCheck).Text {
	case "cascaded":
		w.Key(" WITH CASCADED CHECK OPTION")
	case "local":
		w.Key(" WITH LOCAL CHECK OPTION")
	}
}

func trigger(w *render.Writer, d model.Definition) {
	w.Key("TRIGGER ").Ident(d.ID.Name).Key(" ").Expr(model.Expr{Text: strings.ToUpper(d.Get(PropertyTiming).Text)}).Key(" ")
	v := d.Get(PropertyEvent)
	events := []string{strings.ToUpper(v.Text)}
	for i, e := range v.List {
		if events = append(events, strings.ToUpper(e.Text)); i == 0 {
			events = events[1:]
		}
	}
	w.Expr(model.Expr{Text: strings.Join(events, " OR ")}).Key(" ON ").Ident(d.ID.Parent).Key(" FOR EACH ROW ")
	if follows := d.Get(PropertyFollows).Text; follows != "" {
		w.Key("FOLLOWS ").Ident(follows).Key(" ")
	}
	w.Expr(d.Get(PropertyBody).Query)
}

func routine(w *render.Writer, d model.Definition) {
	if d.Has(PropertyAggregate) {
		w.Key("AGGREGATE ")
	}
	if d.ID.Kind == KindFunction {
		w.Key("FUNCTION ")
	} else {
		w.Key("PROCEDURE ")
	}
	w.Ident(d.ID.Name).Key("(")
	for i, p := range d.Get(PropertyParameters).List {
		if i > 0 {
			w.Key(", ")
		}
		if p.Text != "" {
			w.Expr(model.Expr{Text: strings.ToUpper(p.Text)}).Key(" ")
		}
		w.Ident(p.Name).Key(" ")
		valueType(w, p)
	}
	w.Key(")")
	if returns := d.Get(PropertyReturns); !returns.IsZero() {
		w.Key(" RETURNS ")
		valueType(w, returns)
	}
	if language := d.Get(PropertyLanguage).Text; language != "" {
		w.Key("\n    LANGUAGE ").Expr(model.Expr{Text: strings.ToUpper(language)})
	}
	if access := d.Get(PropertyDataAccess).Text; access != "" {
		w.Key("\n    ").Expr(model.Expr{Text: strings.ToUpper(access)})
	}
	if d.Has(PropertyDeterministic) {
		w.Key("\n    DETERMINISTIC")
	}
	if text := d.Get(PropertySecurity).Text; text != "" {
		w.Key("\n    SQL SECURITY ").Expr(model.Expr{Text: strings.ToUpper(text)})
	}
	if d.Comment != "" {
		w.Key("\n    COMMENT ").Literal(d.Comment)
	}
	w.Key("\n").Expr(d.Get(PropertyBody).Query)
}

func valueType(w *render.Writer, v model.Value) {
	w.Expr(model.Expr{Text: Type(v.Type)})
	for _, c := range v.List {
		if c.Name == string(PropertyCollation) {
			writeCollation(w, c.Text, "")
		}
	}
}

func event(w *render.Writer, d model.Definition) {
	w.Key("EVENT ").Ident(d.ID.Name).Key(" ")
	schedule(w, d)
	if d.Has(PropertyPreserve) {
		w.Key(" ON COMPLETION PRESERVE")
	}
	switch d.Get(PropertyStatus).Text {
	case "disabled":
		w.Key(" DISABLE")
	case "disabled on slave":
		w.Key(" DISABLE ON SLAVE")
	}
	if d.Comment != "" {
		w.Key(" COMMENT ").Literal(d.Comment)
	}
	w.Key(" DO ").Expr(d.Get(PropertyBody).Query)
}

func schedule(w *render.Writer, d model.Definition) {
	w.Key("ON SCHEDULE")
	for _, part := range [...]struct {
		name  model.PropertyName
		words render.Keyword
	}{{PropertyAt, " AT "}, {PropertyEvery, " EVERY "}, {PropertyStarts, " STARTS "}, {PropertyEnds, " ENDS "}} {
		if v := d.Get(part.name); !v.IsZero() {
			w.Key(part.words).Expr(v.Expr)
		}
	}
}

// SequenceText writes the statement that makes a sequence of MariaDB.
func SequenceText(q model.Sequence) string {
	w := NewWriter()
	w.Key("CREATE SEQUENCE ").Ident(q.Name)
	SequenceOptions(w, q.Options, q.Options.Type != "bigint")
	return w.String()
}

// SequenceWider reports whether a sequence of the second type can have more values
// than one of the first.
func SequenceWider(from, to string) bool {
	_, before := sequenceLimits(from)
	_, after := sequenceLimits(to)
	return after > before
}

// SequenceOptions writes the options of a sequence.
func SequenceOptions(w *render.Writer, o model.SequenceOptions, typed bool) {
	if typed {
		w.Key(" AS ").Expr(model.Expr{Text: o.Type})
	}
	w.Key(" START WITH ").Int(o.Start).Key(" MINVALUE ").Int(o.Min).Key(" MAXVALUE ").Int(o.Max).Key(" INCREMENT BY ").Int(o.Increment)
	if o.Cache == 0 {
		w.Key(" NOCACHE")
	} else {
		w.Key(" CACHE ").Int(o.Cache)
	}
	if o.Cycle {
		w.Key(" CYCLE")
	} else {
		w.Key(" NOCYCLE")
	}
}

// DatabaseText writes the statement that changes the database.
func DatabaseText(d model.Definition) string {
	w := NewWriter()
	w.Key("ALTER DATABASE")
	if collation := d.Get(PropertyCollation).Text; collation != "" {
		writeCollation(w, collation, "")
	}
	if d.Comment != "" {
		w.Key(" COMMENT ").Literal(d.Comment)
	}
	return w.String()
}

// Script writes a schema as a script that this package reads: tables first, then what
// refers to them.
func Script(schema model.Schema) string {
	s := ServerOf(schema.Version)
	var b strings.Builder
	statement := func(text string) { b.WriteString(text + ";\n") }
	statement("SET FOREIGN_KEY_CHECKS = 0")
	for _, d := range schema.Definitions {
		if d.ID.Kind == KindDatabase {
			statement(DatabaseText(d))
		}
	}
	for _, q := range schema.Sequences {
		statement(SequenceText(q))
	}
	for _, t := range schema.Tables {
		statement(s.TableText(t, nil))
	}
	for _, d := range ordered(schema.Definitions) {
		mode := d.Get(PropertySQLMode).Text
		if mode != "" {
			statement("SET sql_mode = " + Literal(mode))
		}
		statement(s.DefinitionText(d, false))
		if mode != "" {
			statement("SET sql_mode = DEFAULT")
		}
	}
	return b.String()
}

// ordered returns definitions so that each comes behind what it needs: routines, views
// behind those that they read, triggers behind those that they follow, events.
func ordered(list []model.Definition) []model.Definition {
	var out []model.Definition
	written := map[model.ID]bool{}
	write := func(kinds []model.Kind, ready func(model.Definition) bool) {
		for n := -1; n != len(out); {
			n = len(out)
			for _, d := range list {
				if slices.Contains(kinds, d.ID.Kind) && !written[d.ID] && ready(d) {
					out, written[d.ID] = append(out, d), true
				}
			}
		}
	}
	always := func(model.Definition) bool { return true }
	write([]model.Kind{KindFunction, KindProcedure, KindPackage}, always)
	write([]model.Kind{KindPackageBody}, always)
	views := map[string]model.ID{}
	for _, d := range list {
		if d.ID.Kind == KindView {
			views[d.ID.Name] = d.ID
		}
	}
	write([]model.Kind{KindView}, func(d model.Definition) bool {
		return !slices.ContainsFunc(Mentions(d.Get(PropertyQuery).Query.Text), func(name string) bool {
			id, is := views[name]
			return is && id != d.ID && !written[id]
		})
	})
	write([]model.Kind{KindView}, always) // those whose words name each other
	write([]model.Kind{KindTrigger}, func(d model.Definition) bool {
		follows := d.Get(PropertyFollows).Text
		return follows == "" || written[model.ID{Kind: KindTrigger, Parent: d.ID.Parent, Name: follows}]
	})
	write([]model.Kind{KindEvent}, always)
	return out
}

// Mentions lists what can be a name in a text.
func Mentions(text string) []string {
	var list []string
	lexer := sqlfile.NewLexer(text, sqlfile.MySQL())
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		switch word := text[t.Start:t.End]; t.Kind {
		case sqlfile.Word:
			list = append(list, word)
		case sqlfile.Quoted:
			if len(word) > 1 {
				list = append(list, strings.ReplaceAll(word[1:len(word)-1], "``", "`"))
			}
		default:
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
