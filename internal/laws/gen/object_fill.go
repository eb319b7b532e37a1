package gen

import (
	"slices"
	"strconv"
	"strings"
)

// filler fills the holes of one object's template.
type filler struct {
	*maker
	o    *Object
	fail bool
}

// object draws an object after one of the templates that the condition allows;
// nil if the schema has nothing to make it of.
func (m *maker) object(want func(template) bool) *Object {
	list := filter(templates(), func(t template) bool { return t.since <= m.s.Major && (want == nil || want(t)) })
	for range 6 {
		if len(list) == 0 {
			return nil
		}
		if o := m.fromTemplate(pick(m.draw, list)); o != nil {
			return o
		}
	}
	return nil
}

func (m *maker) fromTemplate(t template) *Object {
	o := &Object{Kind: t.kind, Role: t.role, Suffix: t.suffix}
	f := &filler{maker: m, o: o}
	f.bind(t.text)
	if f.fail {
		return nil
	}
	f.baptize()
	if o.Kind == "cast" { // there is one from a type to another
		o.Name, _, _ = strings.Cut(t.text, ")")
		if slices.ContainsFunc(m.s.Objects, func(other *Object) bool { return other.Kind == "cast" && other.Name == o.Name }) {
			return nil
		}
	}
	if o.Text = f.fill(t.text); f.fail {
		return nil
	}
	if o.Kind != "cast" {
		o.Comment = m.comment()
	}
	m.s.Objects = append(m.s.Objects, o)
	return o
}

// baptize gives the object a schema and a name.
func (f *filler) baptize() {
	o := f.o
	if o.Kind == "index" {
		o.NS = schemaOf(o.Rels[0].Rel)
	} else if !slices.Contains(unqualifiedKinds(), o.Kind) {
		o.NS = f.ns()
	}
	o.Name = f.objectName(o)
}

// unqualifiedKinds are the kinds that live in no schema.
func unqualifiedKinds() []string {
	return []string{"trigger", "policy", "rule", "event trigger", "publication", "cast", "foreign data wrapper", "server", "language"}
}

func (m *maker) objectName(o *Object) string {
	words := []string{"seen", "helper", "summary", "report", "check_it"}
	if o.Kind == "operator" {
		return oneOf(m.draw, "<=>", "=%", "@#@") + strings.Repeat("#", m.next()%40)
	}
	if o.NS != nil {
		return m.relation(o.NS, words)
	}
	return clip(m.name(map[string]bool{}, words), maxName-6) + strconv.Itoa(m.next())
}

// bind chooses the relations of a template: {rel:a}, or {rel:a:view} for one
// sort of them.
func (f *filler) bind(text string) {
	for {
		at := strings.Index(text, "{rel:")
		if at < 0 {
			return
		}
		text = text[at+len("{rel:"):]
		as, sort, _ := strings.Cut(text[:strings.IndexByte(text, '}')], ":")
		if f.o.relation(as) != nil {
			continue
		}
		list := f.relations(sort)
		if len(list) == 0 {
			f.fail = true
			return
		}
		f.o.Rels = append(f.o.Rels, binding{as, sort, pick(f.draw, list)})
	}
}

func (f *filler) relations(sort string) []any {
	var list []any
	for _, t := range f.s.Tables {
		if isSort(t, sort) && (sort != "logged" && sort != "filtered" || !f.inheritedUnlogged(t)) {
			list = append(list, t)
		}
	}
	for _, o := range f.s.Objects {
		if isSort(o, sort) {
			list = append(list, o)
		}
	}
	return list
}

// inheritedUnlogged says whether an unlogged table inherits from t: a publication
// takes the whole tree.
func (f *filler) inheritedUnlogged(t *Table) bool {
	return slices.ContainsFunc(f.s.Tables, func(o *Table) bool {
		return slices.Contains(o.Parents, t) && (o.Unlogged || f.inheritedUnlogged(o))
	})
}

// isSort says whether a relation is what a template asks for: any at all, a view
// of some kind, or a table with some property.
func isSort(rel any, sort string) bool {
	if len(columnsOf(rel)) == 0 {
		return false
	}
	if o, isObject := rel.(*Object); isObject {
		return o.Kind == sort || sort == "" && (o.Kind == "view" || o.Kind == "materialized view")
	}
	t, _ := rel.(*Table)
	switch sort {
	case "":
		return true
	case "table":
		return t.PartOf == nil
	case "logged":
		return t.PartOf == nil && !t.Unlogged
	case "filtered": // rows of a partitioned table are chosen through its root only
		return t.PartOf == nil && t.Part == nil && !t.Unlogged
	case "plain":
		return t.PartOf == nil && t.Part == nil
	case "keyed":
		return slices.ContainsFunc(t.Keys, groupingKey)
	}
	return false
}

// groupingKey says whether the other columns depend on a key for GROUP BY.
func groupingKey(k *Key) bool { return k.Primary && !k.Deferrable && !k.WithoutOverlaps && !k.OnOnly }

// fill makes an expression of a template.
func (f *filler) fill(text string) *Expr {
	e := &Expr{}
	add := func(arg any) {
		e.Format += hole(len(e.Args))
		e.Args = append(e.Args, arg)
	}
	for text != "" && !f.fail {
		at := strings.IndexAny(text, "{«⟦")
		if at < 0 {
			e.Format += text
			break
		}
		e.Format += text[:at]
		text = text[at:]
		inner, rest := enclosed(text)
		switch {
		case text[0] == '{':
			add(f.hole(inner))
		case strings.HasPrefix(text, "«"):
			add(f.choose(inner))
		default:
			add(&body{Text: f.fill(inner)})
		}
		text = rest
	}
	return e
}

// enclosed is what a bracket at the beginning encloses, and what follows.
func enclosed(text string) (inner, rest string) {
	open, end := "{", "}"
	if strings.HasPrefix(text, "«") {
		open, end = "«", "»"
	} else if strings.HasPrefix(text, "⟦") {
		open, end = "⟦", "⟧"
	}
	depth := 0
	for i := range text {
		switch {
		case strings.HasPrefix(text[i:], open):
			depth++
		case strings.HasPrefix(text[i:], end):
			depth--
		}
		if depth == 0 {
			return text[len(open):i], text[i+len(end):]
		}
	}
	return text[len(open):], ""
}

// fixed is the spec of what cannot be drawn again.
const fixed = "fixed"

// choose takes one of some alternatives: "a|14:b", where 14 is the version that
// the second one is from on.
func (f *filler) choose(spec string) *slot {
	s := &slot{Spec: "«" + spec}
	f.redraw(s)
	return s
}

// redraw fills a slot anew.
func (f *filler) redraw(s *slot) {
	if s.Spec == fixed {
		return
	}
	if alternatives, isChoice := strings.CutPrefix(s.Spec, "«"); isChoice {
		s.Text = f.fill(pick(f.draw, f.alternatives(alternatives)))
		return
	}
	word, rest, _ := strings.Cut(s.Spec, ":")
	names, want, _ := strings.Cut(rest, ":")
	s.Text = f.expression(word, strings.Split(names, ","), want)
}

func (f *filler) alternatives(text string) []string {
	var list []string
	depth, from := 0, 0
	for i, c := range text + "|" {
		switch {
		case c == '«':
			depth++
		case c == '»':
			depth--
		case c == '|' && depth == 0:
			one := text[from:i]
			from = i + 1
			if since, rest, found := strings.Cut(one, ":"); found && len(since) == 2 && since[0] == '1' {
				if v, err := strconv.Atoi(since); err == nil && v > f.s.Major {
					continue
				}
				one = rest
			}
			list = append(list, one)
		}
	}
	return list
}

// expression draws a condition over the columns of some relations, or an
// expression of a type. In WHEN, the name is a table's and the alias a row's.
func (f *filler) expression(word string, names []string, want string) *Expr {
	alias := func(as string) string { return as }
	switch word {
	case "own":
		alias = func(string) string { return "" }
	case "new", "old":
		alias = func(string) string { return word }
	}
	owner := map[*Column]string{}
	var columns []*Column
	for _, as := range names {
		for _, c := range columnsOf(f.o.relation(as)) {
			if (word == "new" && c.generated() != nil) || c.virtual() && word != "pred" {
				continue
			}
			owner[c] = alias(as)
			columns = append(columns, c)
		}
	}
	if word == "expr" {
		s := scope{draw: f.draw, lib: f.lib, columns: columns, functions: f.s.Functions}
		if len(s.columnsFor(want)) == 0 {
			f.fail = true
			return &Expr{Format: "NULL"}
		}
		return s.expr(want, 2).under(owner)
	}
	return f.predicate(columns, false).under(owner)
}

// under is an expression with its columns called by their relations.
func (e *Expr) under(owner map[*Column]string) *Expr {
	out := *e
	out.Args = slices.Clone(e.Args)
	for i, arg := range out.Args {
		switch arg := arg.(type) {
		case *Expr:
			out.Args[i] = arg.under(owner)
		case *Column:
			if as, found := owner[arg]; found {
				out.Args[i] = colRef{Alias: as, Col: arg}
			}
		}
	}
	return &out
}
