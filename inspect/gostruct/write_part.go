package gostruct

import (
	"slices"
	"strings"
)

// constraint writes the definition of a constraint.
func (w *writer) constraint(p *part) {
	w.at = p.at
	w.renamed(p.opts)
	if name, ok := p.opts["name"]; ok {
		w.key("CONSTRAINT ").ident(name.value).key(" ")
	}
	switch p.kind {
	case keyPrimary:
		w.key("PRIMARY KEY ").elements(p)
	case keyUnique:
		w.key("UNIQUE ")
		if p.opts.has("nullsnotdistinct") {
			w.key("NULLS NOT DISTINCT ")
		}
		w.elements(p)
	case keyCheck:
		w.clause(p.opts, "expr", "CHECK (", ")")
		if p.opts.has("noinherit") {
			w.key(" NO INHERIT")
		}
	case keyExclusion:
		w.key("EXCLUDE ")
		w.clause(p.opts, "method", "USING ", " ")
		w.clause(p.opts, "on", "(", ")")
	case keyForeign:
		w.foreignKey(p)
	}
	if p.kind != keyForeign && p.kind != keyCheck {
		w.include(p)
		w.storage(p.opts, " USING INDEX TABLESPACE ")
		if p.kind == keyExclusion {
			w.clause(p.opts, "where", " WHERE (", ")")
		}
	}
	w.deferrable(p)
	if p.opts.has("notvalid") {
		w.key(" NOT VALID")
	}
	if p.kind == keyPrimary || p.kind == keyUnique {
		w.partComment(p)
	}
}

// elements writes the columns of a part in parentheses.
func (w *writer) elements(p *part) *writer {
	if _, ok := p.opts["on"]; ok {
		return w.clause(p.opts, "on", "(", ")")
	}
	var list []text
	for _, e := range p.elements {
		list = append(list, e.column)
	}
	return w.idents(list)
}

func (w *writer) include(p *part) {
	if include, ok := p.opts["include"]; ok {
		w.key(" INCLUDE ").idents(w.splitNames(include.value))
	}
}

func (w *writer) foreignKey(p *part) {
	w.key("FOREIGN KEY ").elements(p).key(" REFERENCES ").qualified(p.target.schema, p.target.table)
	if len(p.target.columns) > 0 {
		w.key(" ").idents(p.target.columns)
	}
	w.clause(p.opts, "match", " MATCH ", "")
	w.clause(p.opts, "ondelete", " ON DELETE ", "")
	w.clause(p.opts, "onupdate", " ON UPDATE ", "")
}

func (w *writer) deferrable(p *part) {
	item, ok := p.opts["deferrable"]
	if !ok {
		return
	}
	word := strings.TrimPrefix(strings.ToLower(item.value.s), "initially ")
	switch word {
	case "", "immediate":
		w.key(" DEFERRABLE")
	case "deferred":
		w.key(" DEFERRABLE INITIALLY DEFERRED")
	default:
		w.fail(item.at(), "it is deferrable, or deferrable=deferred", "deferrable can't be %q", word)
	}
}

// indexes writes the indexes of a table.
func (w *writer) indexes(t *table) {
	for _, p := range t.parts {
		if p.class() != keyIndex {
			continue
		}
		w.at = p.at
		w.renamed(p.opts)
		w.key("CREATE ")
		if p.kind == keyUniqueIndex {
			w.key("UNIQUE ")
		}
		word := w.methodWord(p)
		if word {
			w.clause(p.opts, "method", "", " ")
		}
		w.key("INDEX ")
		if name, ok := p.opts["name"]; ok {
			w.ident(name.value).key(" ")
		}
		w.key("ON ").qualified(t.schema, t.name)
		if !word {
			w.clause(p.opts, "method", " USING ", "")
		}
		w.key(" (")
		for i, e := range p.elements {
			if i > 0 {
				w.key(", ")
			}
			w.ident(e.column)
			w.clause(e.opts, "opclass", " ", "")
			w.clause(e.opts, "order", " ", "")
		}
		w.clause(p.opts, "on", "", "")
		w.key(")")
		w.include(p)
		if p.opts.has("nullsnotdistinct") {
			w.key(" NULLS NOT DISTINCT")
		}
		w.storage(p.opts, " TABLESPACE ")
		w.clause(p.opts, "where", " WHERE (", ")")
		w.partComment(p)
		w.key(";\n")
	}
}

// methodWord says whether the method of an index is a word before INDEX.
func (w *writer) methodWord(p *part) bool {
	method := strings.ToLower(strings.TrimSpace(p.opts["method"].value.s))
	return slices.Contains(w.form.Methods, method)
}

// partitions writes the partitions of a table.
func (w *writer) partitions(t *table) {
	for _, p := range t.parts {
		if p.kind != keyPartition {
			continue
		}
		w.at = p.at
		w.renamed(p.opts)
		w.key("CREATE TABLE ").qualified(w.schemaOf(t, p), p.opts["name"].value).key(" PARTITION OF ")
		switch of, ok := p.opts["of"]; {
		case ok:
			parts := w.splitDots(of.value, 2)
			if len(parts) == 1 && t.schema.s != "" {
				parts = slices.Insert(parts, 0, t.schema)
			}
			w.dotted(parts)
		default:
			w.qualified(t.schema, t.name)
		}
		if strings.EqualFold(p.opts["values"].value.s, "default") {
			w.key(" DEFAULT")
		} else {
			w.clause(p.opts, "values", " FOR VALUES ", "")
		}
		w.clause(p.opts, "partition_by", " PARTITION BY ", "")
		w.storage(p.opts, " TABLESPACE ")
		w.key(";\n")
	}
}

// schemaOf returns the schema of a partition.
func (w *writer) schemaOf(t *table, p *part) text {
	if own, ok := p.opts["schema"]; ok {
		if parts := w.splitDots(own.value, 1); parts != nil {
			return parts[0]
		}
	}
	return t.schema
}

// details writes what columns have beyond their definition.
func (w *writer) details(t *table) {
	for _, c := range t.columns {
		for _, detail := range [][2]string{{"storage", "STORAGE"}, {"compression", "COMPRESSION"}, {"statistics", "STATISTICS"}} {
			item, ok := c.opts[detail[0]]
			if !ok || c.wrong {
				continue
			}
			w.at = item.key.start()
			w.key("ALTER TABLE ONLY ").qualified(t.schema, t.name).key(" ALTER COLUMN ").ident(c.name)
			w.key(" SET ", detail[1], " ").copy(item.value).key(";\n")
		}
	}
}

// constraints writes those constraints of a table that are chosen.
func (w *writer) constraints(t *table, chosen func(*part) bool) {
	if w.form.Inline {
		return // they are there
	}
	for _, p := range t.parts {
		if p.kind == keyPartition || p.class() == keyIndex || !chosen(p) {
			continue
		}
		w.at = p.at
		w.key("ALTER TABLE ").qualified(t.schema, t.name).key(" ADD ")
		w.constraint(p)
		w.key(";\n")
	}
}

// inline writes the constraints of a table into its definition.
func (w *writer) inline(t *table) {
	for _, p := range t.parts {
		if p.kind == keyPartition || p.class() == keyIndex || p.kind == keyPrimary && w.countedKey(t) {
			continue
		}
		w.at = p.at
		w.key(",\n")
		w.constraint(p)
	}
}
