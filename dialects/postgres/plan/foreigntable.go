package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// A foreign table is a table whose rows are on another server. It has columns,
// defaults, checks, triggers and parents as other tables have, and neither keys
// nor indexes; nothing that is done to it reads or writes a row.

// foreign reports whether a table is a foreign one all the time: on each side
// that has it.
func (s *session) foreign(q model.QName) bool {
	found := false
	for _, d := range []*side{s.old, s.new} {
		if t, ok := d.tables[q]; ok {
			if !t.Foreign() {
				return false
			}
			found = true
		}
	}
	return found
}

// alterWord begins the statement that alters a table. What works for one kind of
// table only is not for what is another kind before or after.
func (s *session) alterWord(q model.QName) render.Keyword {
	if s.foreign(q) {
		return "ALTER FOREIGN TABLE "
	}
	return "ALTER TABLE "
}

// altering returns the start of an ALTER TABLE.
func (s *session) altering(q model.QName) string { return write(s.alterWord(q)).Name(q).String() }

// alteringOnly returns the start of an ALTER TABLE that leaves the children
// alone.
func (s *session) alteringOnly(q model.QName) string {
	return write(s.alterWord(q)).Key("ONLY ").Name(q).String()
}

// foreignTail writes what follows the columns of a foreign table.
func (w writer) foreignTail(t model.Table) writer {
	return w.Key("\nSERVER ").Ident(t.Server).addForeignOptions(t.ForeignOptions)
}

// addForeignOptions writes OPTIONS (…) if there are any.
func (w writer) addForeignOptions(options []model.Option) writer {
	for i, o := range options {
		if i == 0 {
			w.Key(" OPTIONS (")
		} else {
			w.Key(", ")
		}
		w.Ident(o.Name).Key(" ").Literal(o.Value)
	}
	if len(options) > 0 {
		w.Key(")")
	}
	return w
}

// changeForeignOptions writes OPTIONS (…) with what leads from one list to
// another. Their order does not count.
func (w writer) changeForeignOptions(old, fresh []model.Option) writer {
	set, reset := changedOptions(old, fresh)
	items := make([]string, 0, len(set)+len(reset))
	for _, o := range reset {
		items = append(items, write("DROP ").Ident(o.Name).String())
	}
	for _, o := range set {
		word := render.Keyword("ADD ")
		if slices.ContainsFunc(old, func(was model.Option) bool { return was.Name == o.Name }) {
			word = "SET "
		}
		items = append(items, write(word).Ident(o.Name).Key(" ").Literal(o.Value).String())
	}
	return w.Key("OPTIONS (").Expr(model.Expr{Text: strings.Join(items, ", ")}).Key(")")
}

// foreignSecrets tells that a statement is not whole.
func foreignSecrets(step *render.Step, options []model.Option) {
	if slices.ContainsFunc(options, func(o model.Option) bool { return strings.Contains(o.Value, property.Redacted) }) {
		secretsLeftOut(step)
	}
}

// columnForeignOptions sets the options of a column whose definition is its
// parent's.
func columnForeignOptions(alter string, c model.Column) []string {
	if len(c.ForeignOptions) == 0 {
		return nil
	}
	return []string{alter + write("").changeForeignOptions(nil, c.ForeignOptions).String()}
}

// alterForeignOptions changes the options of a column.
func (c *columnChange) alterForeignOptions() {
	if c.op.Has(diff.FacetForeignOptions) {
		step := c.gain("foreign options", write("").changeForeignOptions(c.old.ForeignOptions, c.fresh.ForeignOptions))
		foreignSecrets(step, c.fresh.ForeignOptions)
	}
}

// server needs the server of a foreign table.
func (b *itemBuilder) server(t *model.Table) {
	if t.Foreign() {
		b.need(node(kind.Global(kind.Server, t.Server)))
	}
}

// convertsForeign reports whether a change of type of a parent's column would
// reach a foreign table with USING, which the server refuses.
func (s *session) convertsForeign(parent model.ID, child model.QName) bool {
	if s.isNewTable(child) || !s.foreign(child) && !slices.ContainsFunc(s.old.descendants(child), s.foreign) {
		return false
	}
	t := s.old.table(parent.Owner())
	from, was := t.Column(parent.Name)
	to, is := s.new.table(parent.Owner()).Column(parent.Name)
	return was && is && from.Type != to.Type && s.conversion(t, from, to, s.replacedTypes[to.Type.QName()]) != ""
}
