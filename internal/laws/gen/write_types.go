package gen

import (
	"slices"
	"strconv"
	"strings"
)

// needs lists the objects that an expression uses, beside columns.
func (e *Expr) needs() []any {
	if e == nil {
		return nil
	}
	var list []any
	for _, arg := range e.Args {
		switch arg := arg.(type) {
		case *Expr:
			list = append(list, arg.needs()...)
		case Type:
			list = append(list, arg.needs()...)
		case *Function:
			list = append(list, arg)
		case seqText:
			list = append(list, arg.Seq)
		}
	}
	return list
}

func (t Type) needs() []any {
	if t.User == nil {
		return nil
	}
	return []any{t.User}
}

func (w *writer) namespaces() {
	for _, ns := range w.s.Namespaces {
		if ns.Name != "public" {
			w.statement(ns, nil, func() string { return "CREATE SCHEMA " + oneOf(w.draw, "", "", "IF NOT EXISTS ") + w.ident(ns.Name) })
		}
		w.comment(ns, "SCHEMA", ns.Comment, func() string { return w.ident(ns.Name) })
	}
	if w.s.NoPublic {
		w.statement(new(int), nil, func() string { return "DROP SCHEMA " + oneOf(w.draw, "", "IF EXISTS ") + "public" })
	}
	for _, e := range w.s.Extensions {
		after := []any{e.NS}
		if e.Requires != nil {
			after = append(after, e.Requires)
		}
		w.statement(e, after, func() string {
			return "CREATE EXTENSION IF NOT EXISTS " + w.ident(e.Name) + oneOf(w.draw, " WITH SCHEMA ", " SCHEMA ") + w.ident(e.NS.Name)
		})
		w.comment(e, "EXTENSION", e.Comment, func() string { return w.ident(e.Name) })
	}
	for _, c := range w.s.Collations {
		w.statement(c, []any{c.NS}, func() string {
			return "CREATE COLLATION " + w.created(c.NS, c.Name) + " (LOCALE = 'C')"
		})
	}
}

// comment adds a COMMENT ON; object is what it waits for.
func (w *writer) comment(object any, kind, text string, name func() string) {
	if text == "" {
		return
	}
	w.statement(new(int), []any{object}, func() string {
		return "COMMENT ON " + kind + " " + name() + " IS " + w.quotedSomehow(text)
	})
}

func (w *writer) quotedSomehow(text string) string { return scope{draw: w.draw}.quotedSomehow(text) }

func (w *writer) typeNodes() {
	for _, e := range w.s.Enums {
		w.statement(e, []any{e.NS}, func() string { return w.enum(e) })
		w.comment(e, "TYPE", e.Comment, func() string { return w.typeName(e.NS, e.Name) })
	}
	for _, d := range w.s.Domains {
		w.domainNodes(d)
	}
	for _, c := range w.s.Composites {
		w.compositeNodes(c)
	}
	for _, r := range w.s.Ranges {
		w.statement(r, []any{r.NS}, func() string { return w.rangeType(r) })
		w.comment(r, "TYPE", r.Comment, func() string { return w.typeName(r.NS, r.Name) })
	}
	for _, f := range w.s.Functions {
		w.statement(f, []any{f.NS}, func() string {
			return "CREATE " + oneOf(w.draw, "", "OR REPLACE ") + "FUNCTION " + w.created(f.NS, f.Name) + "(" + f.ArgIs + f.Arg.Name + ") RETURNS " +
				f.Result.Name + " LANGUAGE " + oneOf(w.draw, "sql", "'sql'") + " IMMUTABLE AS $$ SELECT " + f.Body + " $$"
		})
	}
	for _, seq := range w.s.Sequences {
		w.sequenceNodes(seq)
	}
}

func (w *writer) enum(e *Enum) string {
	labels := slices.Clone(e.Labels)
	var later []string
	switch {
	case w.tidy || len(labels) < 2 || w.chance(70):
	case w.chance(50): // the last ones are added
		at := w.between(1, len(labels)-1)
		for i, l := range labels[at:] {
			place := ""
			if w.chance(30) {
				place = " AFTER " + quoted(labels[at+i-1])
			}
			later = append(later, "ALTER TYPE "+w.typeName(e.NS, e.Name)+" ADD VALUE "+oneOf(w.draw, "", "IF NOT EXISTS ")+quoted(l)+place)
		}
		labels = labels[:at]
	case w.chance(50): // the first one is put before
		later = append(later, "ALTER TYPE "+w.typeName(e.NS, e.Name)+" ADD VALUE "+quoted(labels[0])+" BEFORE "+quoted(labels[1]))
		labels = labels[1:]
	default:
		i := w.n(len(labels))
		later = append(later, "ALTER TYPE "+w.typeName(e.NS, e.Name)+" RENAME VALUE 'old one' TO "+quoted(labels[i]))
		labels[i] = "old one"
	}
	var texts []string
	for _, l := range labels {
		texts = append(texts, quoted(l))
	}
	return statements(append([]string{"CREATE TYPE " + w.created(e.NS, e.Name) + " AS ENUM (" + strings.Join(texts, ", ") + ")"}, later...)...)
}

func (w *writer) domainNodes(d *Domain) {
	after := append([]any{d.NS}, d.Base.needs()...)
	after = append(after, d.Default.needs()...)
	for _, c := range d.Checks {
		after = append(after, c.Expr.needs()...)
	}
	if d.Base.Base != nil && d.Base.Base.Extension != "" {
		after = append(after, w.extension(d.Base.Base.Extension))
	}
	w.statement(d, after, func() string { return w.domain(d) })
	w.comment(d, "DOMAIN", d.Comment, func() string { return w.typeName(d.NS, d.Name) })
	for _, c := range d.Checks {
		w.comment(d, "CONSTRAINT", c.Comment, func() string { return w.ident(c.Name) + " ON DOMAIN " + w.typeName(d.NS, d.Name) })
	}
}

func (w *writer) extension(name string) any {
	for _, e := range w.s.Extensions {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func (w *writer) domain(d *Domain) string {
	text := "CREATE DOMAIN " + w.created(d.NS, d.Name) + oneOf(w.draw, " ", " AS ") + w.typ(d.Base)
	alter := func(action string) string { return "ALTER DOMAIN " + w.typeName(d.NS, d.Name) + " " + action }
	var parts, later []string
	if d.Collation != "" {
		text += " COLLATE " + w.collation(d.Collation)
	}
	if d.Default != nil {
		if w.chance(75) {
			parts = append(parts, "DEFAULT "+w.defaultText(d.Default))
		} else {
			later = append(later, alter("SET DEFAULT "+w.expr(d.Default)))
		}
	}
	if d.NotNull {
		switch {
		case d.NotNullName != "":
			parts = append(parts, "CONSTRAINT "+w.ident(d.NotNullName)+" NOT NULL")
		case w.chance(75):
			parts = append(parts, "NOT NULL")
		default:
			later = append(later, alter("SET NOT NULL"))
		}
	}
	for _, c := range d.Checks {
		check := w.constraintName(c.Name) + "CHECK (" + w.expr(c.Expr) + ")"
		switch {
		case c.NotValid:
			later = append(later, alter("ADD "+check+" NOT VALID"))
		case w.chance(75):
			parts = append(parts, check)
		default:
			later = append(later, alter("ADD "+check))
		}
	}
	for _, p := range shuffled(w.draw, parts) {
		text += " " + p
	}
	return statements(append([]string{text}, later...)...)
}

func (w *writer) constraintName(name string) string {
	if name == "" {
		return ""
	}
	return "CONSTRAINT " + w.ident(name) + " "
}

func (w *writer) collation(name string) string {
	return oneOf(w.draw, "", "", "pg_catalog.") + QuoteIdent(name)
}

func (w *writer) compositeNodes(c *Composite) {
	after := []any{c.NS}
	for _, a := range c.Attrs {
		after = append(after, a.Type.needs()...)
		if a.Type.Base != nil && a.Type.Base.Extension != "" {
			after = append(after, w.extension(a.Type.Base.Extension))
		}
	}
	w.statement(c, after, func() string {
		attrs := c.Attrs
		var later []string
		if len(attrs) > 1 && w.chance(15) {
			last := attrs[len(attrs)-1]
			attrs = attrs[:len(attrs)-1]
			later = append(later, "ALTER TYPE "+w.typeName(c.NS, c.Name)+" ADD ATTRIBUTE "+w.attribute(last))
		}
		var texts []string
		for _, a := range attrs {
			texts = append(texts, w.attribute(a))
		}
		return statements(append([]string{"CREATE TYPE " + w.created(c.NS, c.Name) + " AS (" + strings.Join(texts, ", ") + ")"}, later...)...)
	})
	w.comment(c, "TYPE", c.Comment, func() string { return w.typeName(c.NS, c.Name) })
	for _, a := range c.Attrs {
		w.comment(c, "COLUMN", a.Comment, func() string { return w.qualified(c.NS, c.Name) + "." + w.ident(a.Name) })
	}
}

func (w *writer) attribute(a *Column) string {
	text := w.ident(a.Name) + " " + w.typ(a.Type)
	if a.Collation != "" {
		text += " COLLATE " + w.collation(a.Collation)
	}
	return text
}

func (w *writer) rangeType(r *Range) string {
	parts := []string{oneOf(w.draw, "SUBTYPE", "subtype") + " = " + r.Subtype.Name}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" = "+value)
		}
	}
	add("subtype_opclass", r.Opclass)
	if r.Collation != "" {
		add("collation", QuoteIdent(r.Collation))
	}
	add("subtype_diff", r.Diff)
	if r.Multirange != "" {
		add("multirange_type_name", w.created(r.NS, r.Multirange))
	}
	return "CREATE TYPE " + w.created(r.NS, r.Name) + " AS RANGE (" + strings.Join(shuffled(w.draw, parts), ", ") + ")"
}

func (w *writer) sequenceNodes(s *Sequence) {
	w.statement(s, []any{s.NS}, func() string {
		head := "CREATE "
		if s.Unlogged {
			head += "UNLOGGED "
		}
		return head + "SEQUENCE " + oneOf(w.draw, "", "", "IF NOT EXISTS ") + w.created(s.NS, s.Name) + w.seqOpts(s.Opts, false)
	})
	w.comment(s, "SEQUENCE", s.Comment, func() string { return w.qualified(s.NS, s.Name) })
	if c := s.OwnedBy; c != nil {
		w.statement(new(int), []any{s, columnsDone{c.Table}}, func() string {
			return oneOf(w.draw, "ALTER SEQUENCE ", "ALTER SEQUENCE IF EXISTS ") + w.qualified(s.NS, s.Name) + " OWNED BY " + w.table(c.Table) + "." + w.col(c)
		})
	}
}

// seqOpts writes sequence options, each at most once, in any order.
func (w *writer) seqOpts(o SeqOpts, identity bool) string {
	var parts []string
	number := func(word string, v *int64) {
		if v != nil {
			parts = append(parts, word+strconv.FormatInt(*v, 10))
		}
	}
	if o.Type != "" && !identity {
		parts = append(parts, "AS "+o.Type)
	}
	number(oneOf(w.draw, "START WITH ", "START "), o.Start)
	number(oneOf(w.draw, "INCREMENT BY ", "INCREMENT "), o.Inc)
	number("MINVALUE ", o.Min)
	number("MAXVALUE ", o.Max)
	number("CACHE ", o.Cache)
	for _, flag := range []struct {
		on   bool
		text string
	}{{o.NoMin, "NO MINVALUE"}, {o.NoMax, "NO MAXVALUE"}, {o.Cycle, "CYCLE"}, {o.NoCycle, "NO CYCLE"}} {
		if flag.on {
			parts = append(parts, flag.text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(shuffled(w.draw, parts), " ")
}
