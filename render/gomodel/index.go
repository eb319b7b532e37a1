package gomodel

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

func (e *emitter) index(s *structure, x model.Index) {
	var columns []string
	plain, bare := true, true // keys are columns; and nothing is said about them
	for _, k := range x.Keys {
		columns = append(columns, k.Column)
		plain = plain && k.Column != "" && k.Length == 0 && k.Collation.IsZero() && len(k.OpclassOptions) == 0
		bare = bare && plain && k.Opclass.IsZero() && !k.Descending && !k.NullsFirst
	}
	all := slices.Concat(columns, x.Include)
	given, ok := e.givenName(s.table, model.KindIndex, x.Name, all, columns, x.Comment != "" || slices.Contains(columns, ""))
	if !ok {
		return
	}
	fields := s.own(columns)
	if len(x.Keys) == 1 && plain && fields != nil && x.Comment == "" {
		e.columnIndex(fields[0], x, given)
		return
	}
	var tag items
	tag.optional("name", quoted(given))
	tag.when(x.Unique, "unique")
	if bare {
		tag.sql("columns", nameList(columns))
	} else {
		tag.sql("on", e.dialect.KeysText(x.Keys))
	}
	e.indexItems(&tag, x)
	s.mark("Index", withComment(tag, x.Comment))
}

// columnIndex writes an index of one column into its tag.
func (e *emitter) columnIndex(f *field, x model.Index, given string) {
	word := "index"
	if x.Unique {
		word = "uniqueindex"
	}
	if given == "" {
		f.last.flag(word)
	} else {
		f.last.sql(word, name(given))
	}
	k := x.Keys[0]
	if !k.Opclass.IsZero() {
		f.last.sql("opclass", e.qualified(k.Opclass))
	}
	// What the key has behind the column.
	order := strings.TrimPrefix(
		e.dialect.KeysText([]model.IndexKey{{Column: k.Column, Descending: k.Descending, NullsFirst: k.NullsFirst}}),
		e.dialect.KeysText([]model.IndexKey{{Column: k.Column}}))
	f.last.optional("order", strings.ToLower(strings.TrimSpace(order)))
	e.indexItems(&f.last, x)
}

// qualified writes a name as SQL.
func (e *emitter) qualified(q model.QName) string {
	if q.Schema == "" {
		return e.dialect.QuoteIdent(q.Name)
	}
	return e.dialect.QuoteIdent(q.Schema) + "." + e.dialect.QuoteIdent(q.Name)
}

// indexItems writes what there is about the whole of an index.
func (e *emitter) indexItems(tag *items, x model.Index) {
	switch {
	case slices.Contains(e.form.Methods, x.Method):
		tag.sql("method", x.Method)
	case x.Method != e.dialect.DefaultMethod():
		tag.sql("method", e.dialect.QuoteIdent(x.Method))
	}
	if len(x.Include) > 0 {
		tag.sql("include", nameList(x.Include))
	}
	tag.when(x.NullsNotDistinct, "nullsnotdistinct")
	tag.optional("where", x.Predicate.Text)
	e.storage(tag, x.Options, x.Tablespace)
}

// partitions writes the partitions of a table, and theirs.
func (e *emitter) partitions(s *structure, of *model.Table) {
	for i := range e.schema.Tables {
		p := &e.schema.Tables[i]
		if p.PartitionOf != of.QName() || p.Foreign() || e.apart[p.QName()] {
			continue
		}
		e.heldTables[p.QName()] = true
		var tag items
		tag.sql("name", name(p.Name))
		if p.Schema != s.table.Schema {
			tag.sql("schema", name(p.Schema))
		}
		if of != s.table {
			parent := name(of.Name)
			if of.Schema != s.table.Schema {
				parent = name(of.Schema) + "." + parent
			}
			tag.sql("of", parent)
		}
		tag.sql("values", e.dialect.BoundText(p.Bound))
		if !p.Partitioning.IsZero() {
			tag.sql("partition_by", e.dialect.PartitioningText(p.Partitioning))
		}
		e.storage(&tag, p.Options, p.Tablespace)
		s.mark("Partition", withComment(tag, p.Comment))
		e.partitions(s, p)
	}
}
