package gomodel

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// describe writes the field that makes the struct a table, and its comment.
func (e *emitter) describe(s *structure) {
	t := s.table
	var tag items
	table := name(t.Name)
	if t.Schema != e.dialect.DefaultSchema() || e.dialect.Shadowed(t.Name) {
		table = name(t.Schema) + "." + table
	}
	tag.sql("name", table)
	s.all = e.opts.Conventions.Comments
	lines, ok := docLines(t.Comment)
	switch {
	case t.Comment != "" && ok:
		s.doc = lines
		tag.when(!s.all, "comments")
		s.all = true
	case t.Comment != "":
		tag.text("comment", t.Comment)
	case !s.all:
		s.doc = []string{"// " + s.name + " is a row of the table " + plainWords(t.Name) + "."}
	}
	tag.when(t.Unlogged, "unlogged")
	if t.AccessMethod != "" {
		tag.sql("using", name(t.AccessMethod))
	}
	tag.optional("with", e.dialect.TableOptionsText(*t))
	if t.Tablespace != "" {
		tag.sql("tablespace", name(t.Tablespace))
	}
	if len(t.Inherits) > 0 {
		var parents []string
		for _, p := range t.Inherits {
			parent := name(p.Name)
			if p.Schema != t.Schema {
				parent = name(p.Schema) + "." + parent
			}
			parents = append(parents, parent)
		}
		tag.sql("inherits", strings.Join(parents, ", "))
	}
	if !t.Partitioning.IsZero() {
		tag.sql("partition_by", withoutQuotes(e.dialect.PartitioningText(t.Partitioning), e.dialect))
	}
	s.markers = append(s.markers, marker{"Table", tag})
}

// plainWords makes a name fit for a comment of one line.
func plainWords(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r != ' ' && !strconv.IsPrint(r) }), " ")
}

func (e *emitter) storage(tag *items, options []model.Option, tablespace string) {
	if len(options) > 0 {
		tag.sql("with", e.dialect.OptionsText(options))
	}
	if tablespace != "" {
		tag.sql("tablespace", name(tablespace))
	}
}

// columns writes the fields of a struct.
func (e *emitter) columns(s *structure) {
	for _, c := range s.table.Columns {
		f := &field{column: c.Name, also: map[string]string{}}
		f.name = s.names.take(cmp.Or(names.Camel(c.Name), "Column"))
		s.fields = append(s.fields, f)
		if c.Inherited && !c.Local {
			// It comes with the parent: the field is there for programs.
			f.typ = e.goType(c.Type)
			e.nullable(s.table, f, c)
			f.ignored, f.tag = true, items{"ignore"}
			continue
		}
		e.columnItems(s, f, c)
	}
}

// columnItems writes what the tag says of the column itself.
func (e *emitter) columnItems(s *structure, f *field, c model.Column) {
	if !isTagName(c.Name) {
		f.tag.sql("column", name(c.Name))
	}
	words := e.dialect.Column(*s.table, c)
	serial := e.columnType(s, f, c, words)
	if !words.Collation.IsZero() {
		f.tag.sql("collate", qualified(words.Collation))
	}
	e.nullable(s.table, f, c)
	if !serial && !e.awaitsTable(c) {
		f.tag.optional("default", e.defaultText(c))
	}
	if !c.Generated.IsZero() {
		f.tag.sql("generated", c.Generated.Expr.Text)
		f.tag.when(c.Generated.Virtual, "virtual")
	}
	if !c.Identity.IsZero() {
		value := e.dialect.IdentityText(*s.table, c)
		switch {
		case c.Identity.Mode == model.IdentityByDefault:
			f.tag.sql("identity", strings.TrimSpace("by default "+value))
		case value != "":
			f.tag.sql("identity", "always "+value)
		default:
			f.tag.flag("identity")
		}
	}
	f.tag.optional("attributes", words.Attributes)
	f.tag.optional("storage", c.Storage)
	f.tag.optional("compression", c.Compression)
	if c.Statistics != 0 {
		f.tag.sql("statistics", strconv.Itoa(c.Statistics-1))
	}
	if c.Comment == "" {
		return
	}
	lines, ok := docLines(c.Comment)
	if !ok {
		f.tag.text("comment", c.Comment)
		return
	}
	f.doc = lines
	f.tag.when(!s.all, "comment")
}

// isTagName says whether the tag db can hold a name.
func isTagName(column string) bool {
	return column != "" && column != "-" && !strings.Contains(column, ",")
}

// qualified writes a name with its schema, if it has one.
func qualified(q model.QName) string {
	if q.Schema == "" {
		return name(q.Name)
	}
	return name(q.Schema) + "." + name(q.Name)
}

// columnType finds the type of a field, and what the tag must say of it. serial
// says that the word for the type stands for its default, too.
func (e *emitter) columnType(s *structure, f *field, c model.Column, words ColumnWords) (serial bool) {
	t := s.table
	f.typ = e.goType(c.Type)
	if words.Type != "" {
		f.tag.sql("type", words.Type)
		return false
	}
	if q, owned := e.serials[model.ColumnRef{Table: t.QName(), Column: c.Name}]; owned {
		if word, ok := e.dialect.SerialType(*t, c, q); ok {
			f.tag.sql("type", word)
			e.heldSequences[model.QName{Schema: q.Schema, Name: q.Name}] = true
			return true
		}
	}
	if values := e.dialect.EnumValues(c.Type); len(values) > 0 {
		f.typ = GoType{Name: e.inlineEnum(s, f, values)}
		f.tag.flag("enum")
		return false
	}
	if o := e.enums[c.Type.QName()]; o != nil && o.used {
		asked := name(o.Enum.Name)
		if o.Schema != e.dialect.DefaultSchema() || e.dialect.Shadowed(o.Enum.Name) {
			asked = name(o.Schema) + "." + asked
		}
		if names.Snake(o.name, e.opts.Conventions.Initialisms) == asked {
			f.tag.flag("enum")
		} else {
			f.tag.sql("enum", asked)
		}
		return false
	}
	f.tag.optional("type", f.typ.Type)
	f.tag.optional("size", f.typ.Size)
	return false
}

// goType finds the type of Go for that of a column: of a domain, it is that of
// its base.
func (e *emitter) goType(t model.Type) GoType {
	if o := e.enums[t.QName()]; o != nil && o.used {
		if t.Array {
			return GoType{List: true, Args: []GoType{{Name: o.name}}, Nil: true}
		}
		return GoType{Name: o.name}
	}
	base := t
	for range len(e.domains) {
		d, ok := e.domains[base.QName()]
		if !ok || base.Array && d.Base.Array {
			break
		}
		array := base.Array
		base = d.Base
		base.Array = base.Array || array
	}
	found := e.dialect.GoType(base, e.opts.Libraries)
	if o := e.enums[base.QName()]; o != nil && base != t {
		found = GoType{Name: "string"} // the type of the enum means the enum
		if base.Array {
			found = GoType{List: true, Args: []GoType{found}, Nil: true}
		}
	}
	if base != t {
		found.Type, found.Size = e.dialect.TypeText(t), ""
	}
	return found
}

// nullable chooses how a field tells null.
func (e *emitter) nullable(t *model.Table, f *field, c model.Column) {
	if c.NotNullConstraint.NotValid {
		c.NotNull, c.NotNullConstraint = false, model.NotNull{} // older rows may be null
	}
	switch {
	case c.NotNullConstraint.Inherited && c.Local:
		f.tag.flag("null") // the parent says it
	case c.NotNull && c.NotNullConstraint.Name == "" && e.handedDown(t, c.Name):
		f.tag.sql("notnull", name(e.dialect.ChosenName(model.KindColumn, t.Name, []string{c.Name})))
	case c.NotNullConstraint.Name != "":
		f.tag.sql("notnull", name(c.NotNullConstraint.Name))
	case c.NotNull && f.typ.Null:
		f.tag.flag("notnull")
	case c.NotNull || f.typ.Null:
	case f.typ.Nil:
		f.tag.flag("null")
	case e.opts.Generic:
		f.generic = true
	default:
		f.pointer = true
	}
}

// handedDown says whether a table that stands in the script has the constraint by
// which a column isn't null from this one: under its name, which may be taken
// then.
func (e *emitter) handedDown(t *model.Table, column string) bool {
	for q := range e.apart {
		child := e.tables[q]
		if child == nil || child.PartitionOf != t.QName() && !slices.Contains(child.Inherits, t.QName()) {
			continue
		}
		if c, _ := child.Column(column); c.NotNullConstraint.Inherited {
			return true
		}
	}
	return false
}

// awaitsTable says whether a default uses a sequence that a column of a table
// owns, which can't be made before that.
func (e *emitter) awaitsTable(c model.Column) bool {
	for _, q := range e.serials {
		if c.Default.Text != "" && strings.Contains(c.Default.Text, e.dialect.QuoteLiteral(e.qualified(model.QName{Schema: q.Schema, Name: q.Name}))) {
			return true
		}
	}
	return false
}

// defaultText is the default without a cast to what the column is anyway.
func (e *emitter) defaultText(c model.Column) string {
	text := c.Default.Text
	lexer := sqlfile.NewLexer(text, e.dialect.Syntax())
	literal := lexer.Next()
	if literal.Kind != sqlfile.String || literal.Start != 0 || !strings.HasPrefix(text, "'") {
		return text
	}
	bare := c.Type
	bare.Modifiers = ""
	for _, t := range []model.Type{c.Type, bare} {
		if text[literal.End:] == "::"+e.dialect.TypeText(t) {
			return text[:literal.End]
		}
	}
	return text
}
