package gostruct

import "github.com/schemadiff/schemadiff/inspect/sqlfile"

// tableText returns what a table is for, and where that is said.
func (w *writer) tableText(t *table) (string, sqlfile.Place) {
	switch item, ok := t.opts["comment"]; {
	case ok && item.given:
		return item.value.s, item.value.start()
	case ok || t.comments:
		return DocText(t.doc), t.at
	}
	return "", t.at
}

// columnText returns what a column is for, and where that is said.
func (w *writer) columnText(t *table, c *column) (string, sqlfile.Place) {
	switch item, ok := c.opts["comment"]; {
	case ok:
		return item.value.s, item.value.start()
	case t.comments:
		return DocText(c.doc), c.at
	}
	return "", c.at
}

// tableComment writes the comment of a table into its definition.
func (w *writer) tableComment(t *table) {
	comment, at := w.tableText(t)
	w.clauseOf(" COMMENT=", comment, at)
}

// columnComment writes the comment of a column into its definition.
func (w *writer) columnComment(t *table, c *column) {
	comment, at := w.columnText(t, c)
	w.clauseOf(" COMMENT ", comment, at)
}

// partComment writes the comment of a key or an index into its definition.
func (w *writer) partComment(p *part) {
	if item, ok := p.opts["comment"]; ok {
		w.clauseOf(" COMMENT ", item.value.s, item.value.start())
	}
}

func (w *writer) clauseOf(words, comment string, at sqlfile.Place) {
	if comment == "" || w.form.Comments != CommentClauses {
		return
	}
	before := w.at
	w.at = at
	w.key(words, w.dialect.QuoteLiteral(comment))
	w.at = before
}

// comments writes statements about what tables, columns and their parts are for.
func (w *writer) comments(t *table) {
	if w.form.Comments != CommentStatements {
		w.refuseComments(t)
		return
	}
	var comment string
	comment, w.at = w.tableText(t)
	w.comment("TABLE ", t, text{}, comment)
	for _, c := range t.columns {
		comment, w.at = w.columnText(t, c)
		w.comment("COLUMN ", t, c.name, comment)
	}
	for _, p := range t.parts {
		item, ok := p.opts["comment"]
		if !ok {
			continue
		}
		w.at = item.value.start()
		name := p.opts["name"].value
		switch p.class() {
		case keyIndex:
			w.key("COMMENT ON INDEX ").qualified(t.schema, name)
		case keyPartition:
			w.key("COMMENT ON TABLE ").qualified(w.schemaOf(t, p), name)
		default:
			w.key("COMMENT ON CONSTRAINT ").ident(name).key(" ON ").qualified(t.schema, t.name)
		}
		w.key(" IS ", w.dialect.QuoteLiteral(item.value.s), ";\n")
	}
}

// refuseComments tells of comments that the database has no place for. What
// documents structs in Go is lost to nobody.
func (w *writer) refuseComments(t *table) {
	refuse := func(o options, what string) {
		if item, ok := o["comment"]; ok && item.given {
			w.fail(item.key.start(), "a comment of Go says it as well", "%s in this database", what)
		}
	}
	none := w.form.Comments == NoComments
	if none {
		refuse(t.opts, "tables have no comments")
		for _, c := range t.columns {
			refuse(c.opts, "columns have no comments")
		}
	}
	for _, p := range t.parts {
		if none || p.kind == keyForeign || p.kind == keyCheck {
			refuse(p.opts, "constraints have no comments")
		}
	}
}

func (w *writer) comment(what string, t *table, column text, comment string) {
	if comment == "" {
		return
	}
	w.key("COMMENT ON ", what).qualified(t.schema, t.name)
	if column.s != "" {
		w.key(".").ident(column)
	}
	w.key(" IS ", w.dialect.QuoteLiteral(comment), ";\n")
}
