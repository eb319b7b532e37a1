package gomodel

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// parts writes the constraints, the indexes and the partitions of a table: what
// concerns one column into its tag, all else as blank fields. What no key says is
// left out: it comes back with the details.
func (e *emitter) parts(s *structure) {
	t := s.table
	if !t.Partitioning.IsZero() && setsStatistics(t) {
		e.unsaid = append(e.unsaid, t.QName())
	}
	for _, k := range t.Keys {
		if !k.WithoutOverlaps {
			e.key(s, k)
		}
	}
	for _, f := range t.ForeignKeys {
		// What a partition has for itself, it has later.
		_, isStruct := e.byTable[f.References]
		if (isStruct || e.form.Inline) && len(f.RefColumns) == len(f.Columns) && !f.Period && !f.NotEnforced {
			e.foreignKey(s, f)
		}
	}
	said := map[string]bool{}
	for _, c := range t.Columns {
		for _, check := range e.dialect.Column(*t, c).Checks {
			said[check] = true
		}
	}
	for _, c := range t.Checks {
		if !c.NotEnforced && (!c.Inherited || c.Local) && !said[c.Name] {
			e.check(s, c)
		}
	}
	for _, x := range t.Exclusions {
		e.exclusion(s, x)
	}
	for _, x := range t.Indexes {
		if !e.dialect.ImpliedIndex(*t, x) {
			e.index(s, x)
		}
	}
	e.partitions(s, t)
}

// setsStatistics says whether the keys of an index have statistics targets. What is
// set later for a partitioned index goes down to its parts, whatever they have.
func setsStatistics(t *model.Table) bool {
	return slices.ContainsFunc(t.Indexes, func(x model.Index) bool {
		return slices.ContainsFunc(x.Keys, func(k model.IndexKey) bool { return k.Statistics != 0 })
	}) || slices.ContainsFunc(t.Exclusions, func(x model.Exclusion) bool {
		return slices.ContainsFunc(x.Elements, func(k model.ExclusionElement) bool { return k.Statistics != 0 })
	})
}

// own returns the fields of columns; nil if one of them can't say anything of the
// table.
func (s *structure) own(columns []string) []*field {
	var list []*field
	for _, c := range columns {
		i := slices.IndexFunc(s.fields, func(f *field) bool { return f.column == c && !f.ignored })
		if i < 0 {
			return nil
		}
		list = append(list, s.fields[i])
	}
	return list
}

// inOrder says whether fields stand in the struct in their order.
func (s *structure) inOrder(list []*field) bool {
	at := -1
	for _, f := range list {
		i := slices.Index(s.fields, f)
		if i <= at {
			return false
		}
		at = i
	}
	return true
}

func (s *structure) mark(kind string, tag items) { s.markers = append(s.markers, marker{kind, tag}) }

func (e *emitter) key(s *structure, k model.Key) {
	kind := k.Kind()
	if e.form.Comments == gostruct.CommentClauses {
		k.Comment = k.IndexComment // there is but one
	}
	given, ok := e.givenName(s.table, kind, k.Name, slices.Concat(k.Columns, k.Include), k.Columns, k.Comment != "" && e.form.Comments == gostruct.CommentStatements)
	if !ok {
		// Foreign keys of tables in the script may refer to it.
		e.unsaid = append(e.unsaid, s.table.QName())
		return
	}
	var tag items
	if len(k.Include) > 0 {
		tag.sql("include", nameList(k.Include))
	}
	tag.when(k.NullsNotDistinct, "nullsnotdistinct")
	deferrable(&tag, k.Deferrable, k.InitiallyDeferred)
	e.storage(&tag, k.Options, k.Tablespace)
	fields := s.own(k.Columns)
	switch {
	case len(k.Elements) > 0:
		head := items{}
		head.optional("name", quoted(given))
		head.sql("on", e.dialect.KeysText(k.Elements))
		s.mark(keyMarker(k), withComment(append(head, tag...), k.Comment))
	case fields != nil && k.Primary && k.Comment == "" && s.inOrder(fields):
		for _, f := range fields {
			f.first.flag("pk")
		}
		fields[0].first.optional("name", quoted(given))
		fields[0].first = append(fields[0].first, tag...)
	case len(fields) == 1 && !k.Primary && k.Comment == "":
		if given == "" {
			fields[0].last.flag("unique")
		} else {
			fields[0].last.sql("unique", name(given))
		}
		fields[0].last = append(fields[0].last, tag...)
	default:
		head := items{}
		head.optional("name", quoted(given))
		head.sql("columns", nameList(k.Columns))
		s.mark(keyMarker(k), withComment(append(head, tag...), k.Comment))
	}
}

func keyMarker(k model.Key) string {
	if k.Primary {
		return "PrimaryKey"
	}
	return "Unique"
}

// quoted is name, of what may be empty.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	return name(s)
}

func withComment(tag items, comment string) items {
	if comment != "" {
		tag.text("comment", comment)
	}
	return tag
}

func deferrable(tag *items, can, deferred bool) {
	switch {
	case deferred:
		tag.sql("deferrable", "deferred")
	case can:
		tag.flag("deferrable")
	}
}

func (e *emitter) foreignKey(s *structure, f model.ForeignKey) {
	given, ok := e.givenName(s.table, model.KindForeignKey, f.Name, f.Columns, f.Columns, f.Comment != "")
	if !ok {
		return
	}
	table := name(f.References.Name)
	if f.References.Schema != s.table.Schema || e.dialect.Shadowed(f.References.Name) {
		schema := f.References.Schema
		table = name(schema) + "." + table
	}
	var tag items
	tag.optional("name", quoted(given))
	tag.optional("ondelete", string(f.OnDelete)+columnsBehind(f.OnDeleteColumns, e.dialect.QuoteIdent))
	tag.optional("onupdate", string(f.OnUpdate))
	if f.MatchFull {
		tag.sql("match", "full")
	}
	deferrable(&tag, f.Deferrable, f.InitiallyDeferred)
	tag.when(f.NotValid, "notvalid")
	fields := s.own(f.Columns)
	switch {
	case len(fields) == 1 && f.Comment == "":
		fields[0].last.sql("fk", table+"."+name(f.RefColumns[0]))
		fields[0].last = append(fields[0].last, tag...)
	default:
		head := items{}
		head.sql("columns", nameList(f.Columns))
		head.sql("references", table+"("+nameList(f.RefColumns)+")")
		s.mark("ForeignKey", withComment(append(head, tag...), f.Comment))
	}
}

// columnsBehind writes names in parentheses, if there are any.
func columnsBehind(list []string, quote func(string) string) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = quote(c)
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func (e *emitter) check(s *structure, c model.Check) {
	columns := e.mentioned(s.table, c.Expr)
	given, ok := e.givenName(s.table, model.KindCheck, c.Name, columns, columns, c.Comment != "")
	if !ok {
		return
	}
	var tag items
	tag.optional("name", quoted(given))
	tag.when(c.NoInherit, "noinherit")
	tag.when(c.NotValid, "notvalid")
	if fields := s.own(columns); len(fields) == 1 && c.Comment == "" {
		fields[0].last.sql("check", c.Expr.Text)
		fields[0].last = append(fields[0].last, tag...)
		return
	}
	head := items{}
	head.sql("expr", c.Expr.Text)
	s.mark("Check", withComment(append(head, tag...), c.Comment))
}

// mentioned lists the columns of a table whose names are in an expression.
func (e *emitter) mentioned(t *model.Table, expr model.Expr) []string {
	var list []string
	lexer := sqlfile.NewLexer(expr.Text, e.dialect.Syntax())
	for token := lexer.Next(); token.Kind != sqlfile.EOF; token = lexer.Next() {
		word := expr.Text[token.Start:token.End]
		for _, c := range t.Columns {
			if (word == c.Name || word == e.dialect.QuoteIdent(c.Name)) && !slices.Contains(list, c.Name) {
				list = append(list, c.Name)
			}
		}
	}
	return list
}

func (e *emitter) exclusion(s *structure, x model.Exclusion) {
	elements, err := e.dialect.ElementsText(x.Elements)
	given, ok := e.givenName(s.table, model.KindExclusion, x.Name, nil, nil, true)
	if err != nil || !ok {
		return
	}
	var tag items
	tag.optional("name", quoted(given))
	tag.sql("method", name(x.Method))
	tag.sql("on", elements)
	if len(x.Include) > 0 {
		tag.sql("include", nameList(x.Include))
	}
	tag.optional("where", x.Predicate.Text)
	deferrable(&tag, x.Deferrable, x.InitiallyDeferred)
	e.storage(&tag, x.Options, x.Tablespace)
	s.mark("Exclusion", withComment(tag, x.Comment))
}

// givenName returns what the tag must say of a name: nothing if it is the one
// that comes by itself. all are the columns that the server makes the name of.
// ok is false if no tag leads to it: a convention makes something else of all.
func (e *emitter) givenName(t *model.Table, kind model.Kind, actual string, all, columns []string, must bool) (given string, ok bool) {
	template := e.template(kind)
	unnamed := e.unnamed(actual)
	if unnamed && (template == "" || strings.Contains(template, "{name}")) {
		return "", true
	}
	if template == "" {
		sorted := slices.Compact(slices.Sorted(slices.Values(all)))
		chosen := (len(all) > 0 || kind == model.KindCheck) && len(sorted) == len(all) && e.dialect.ChosenName(kind, t.Name, all) == actual
		// One that another table has, too, may be taken when its turn comes.
		if !must && chosen && e.constraints[e.place(model.ID{Schema: t.Schema, Parent: t.Name, Name: actual})] < 2 {
			return "", true
		}
		return actual, true
	}
	// By convention, what the tag gives is a part of the name.
	const hole = "\x00"
	values := map[string]string{"table": t.Name, "schema": t.Schema, "name": hole, "columns": strings.Join(columns, "_")}
	if len(columns) > 0 {
		values["column"] = columns[0]
	}
	made, err := names.Expand(template, func(word string) (string, error) { return values[word], nil })
	before, after, found := strings.Cut(made, hole)
	switch {
	case err != nil || unnamed:
		return "", false
	case !found && made == actual && !must && !strings.Contains(template, "{referred"):
		return "", true
	case !found:
		return actual, true
	}
	middle, fits := strings.CutPrefix(actual, before)
	middle, ends := strings.CutSuffix(middle, after)
	return middle, fits && ends && middle != ""
}

// unnamed says whether a name stands for none: nobody can give it.
func (e *emitter) unnamed(name string) bool {
	rules, ok := e.opts.Rules.(diff.NameRules)
	return ok && rules.Unnamed(name)
}

// template is the convention for the names of a kind.
func (e *emitter) template(kind model.Kind) string {
	c := e.opts.Conventions
	return map[model.Kind]string{
		model.KindPrimaryKey: c.PrimaryKey, model.KindUnique: c.Unique, model.KindIndex: c.Index, model.KindForeignKey: c.ForeignKey,
		model.KindCheck: c.Check, model.KindExclusion: c.Exclusion,
	}[kind]
}
