package gen

import "strings"

// part adds a constraint: within CREATE TABLE where it can stand there, else as
// an action of ALTER TABLE.
func (tw *tableWriter) part(makes any, inline bool, after []any, text func() string) {
	if inline && tw.chance(65) {
		tw.parts = append(tw.parts, text)
		tw.makes = append(tw.makes, makes)
		tw.after = append(tw.after, after...)
		return
	}
	tw.alter(tw.t, makes, append([]any{columnsDone{tw.t}}, after...), func() string { return "ADD " + text() })
}

func (tw *tableWriter) checkNode(c *Check) {
	if c.From != nil {
		tw.parts = append(tw.parts, func() string { return tw.check(c.From) })
		tw.makes = append(tw.makes, c)
		tw.after = append(tw.after, c.From.Expr.needs()...)
		return
	}
	text := func() string { return tw.check(c) }
	key := any(c)
	after := c.Expr.needs()
	switch {
	case c.NotValid:
		tw.alter(tw.t, key, append(after, tw.columnKeys()...), func() string { return "ADD " + text() + " NOT VALID" })
	case tw.anyLate(nil, c.Expr) || tw.chance(35):
		tw.alter(tw.t, key, append(after, tw.columnKeys()...), func() string { return "ADD " + text() })
	default:
		tw.parts = append(tw.parts, text)
		tw.makes = append(tw.makes, key)
		tw.after = append(tw.after, after...)
	}
	tw.done(columnsDone{tw.t}, key)
	tw.comment(key, "CONSTRAINT", c.Comment, func() string { return tw.ident(c.Name) + " ON " + tw.table(tw.t) })
}

func (tw *tableWriter) check(c *Check) string {
	s := tw.constraintName(c.Name) + "CHECK (" + tw.expr(c.Expr) + ")"
	if c.NoInherit {
		s += " NO INHERIT"
	}
	if c.NotEnforced {
		s += " NOT ENFORCED"
	}
	return s
}

// columnKeys lists what must be there for all columns to be there.
func (tw *tableWriter) columnKeys() []any {
	list := []any{tw.t}
	for _, c := range tw.late {
		list = append(list, lateColumn{c})
	}
	return list
}

func (tw *tableWriter) keyNode(k *Key) {
	columns := append(append([]*Column(nil), k.Columns...), k.Include...)
	switch {
	case k.UsingIndex && tw.t.Part == nil && k.Name != "" && !k.WithoutOverlaps && !tw.isParentTable():
		tw.usingIndex(k)
	case k.OnOnly && tw.t.Part != nil:
		tw.attachedKey(k)
	default:
		inline := !tw.anyLate(columns) && !(tw.t.Like != nil)
		tw.part(k, inline, nil, func() string { return tw.keyText(k) })
	}
	tw.done(complete{tw.t}, k)
	tw.indexLikeComments(k, k.Name, k.Comment, k.IndexComment)
}

func (tw *tableWriter) isParentTable() bool { return tw.hasChildren(tw.t) }

func (tw *tableWriter) indexLikeComments(key any, name, comment, indexComment string) {
	tw.comment(key, "CONSTRAINT", comment, func() string { return tw.ident(name) + " ON " + tw.table(tw.t) })
	tw.comment(key, "INDEX", indexComment, func() string { return tw.qualified(tw.t.NS, name) })
}

func (tw *tableWriter) keyText(k *Key) string {
	text := tw.constraintName(k.Name)
	if k.Primary {
		text += "PRIMARY KEY "
	} else {
		text += "UNIQUE "
	}
	if k.NullsNotDistinct {
		text += "NULLS NOT DISTINCT "
	}
	cols := tw.cols(k.Columns)
	if k.WithoutOverlaps {
		cols = strings.TrimSuffix(cols, ")") + " WITHOUT OVERLAPS)"
	}
	text += cols
	if len(k.Include) > 0 {
		text += " INCLUDE " + tw.cols(k.Include)
	}
	if len(k.Options) > 0 {
		text += " WITH " + tw.options(k.Options)
	}
	if k.Tablespace != "" {
		text += " USING INDEX TABLESPACE " + tw.ident(k.Tablespace)
	}
	return text + tw.deferrable(k.Deferrable, k.Deferred)
}

func (w *writer) deferrable(deferrable, deferred bool) string {
	switch {
	case deferred:
		return oneOf(w.draw, " DEFERRABLE INITIALLY DEFERRED", " INITIALLY DEFERRED", " INITIALLY DEFERRED DEFERRABLE")
	case deferrable:
		return oneOf(w.draw, " DEFERRABLE", " DEFERRABLE INITIALLY IMMEDIATE")
	}
	return oneOf(w.draw, "", "", "", " NOT DEFERRABLE")
}

// attachedKey writes the key of a partitioned table alone, then those of its
// partitions, and attaches them.
func (tw *tableWriter) attachedKey(k *Key) {
	after := []any{columnsDone{tw.t}}
	for _, t := range tw.s.Tables {
		if t.PartOf == tw.t {
			after = append(after, columnsDone{t})
		}
	}
	tw.statement(k, after, func() string {
		list := []string{"ALTER TABLE ONLY " + tw.table(tw.t) + " ADD " + tw.keyText(k)}
		for _, p := range k.Attached {
			own := *k
			own.Name, own.Options, own.Tablespace = p.Name, nil, ""
			list = append(list, "ALTER TABLE "+tw.table(p.Table)+" ADD "+tw.keyText(&own),
				"ALTER INDEX "+tw.qualified(tw.t.NS, k.Name)+" ATTACH PARTITION "+tw.qualified(p.Table.NS, p.Name))
		}
		return statements(list...)
	})
	for _, p := range k.Attached {
		tw.comment(k, "INDEX", p.Comment, func() string { return tw.qualified(p.Table.NS, p.Name) })
	}
}

// usingIndex writes the key as an index first and then as a constraint over it.
func (tw *tableWriter) usingIndex(k *Key) {
	tw.statement(k, []any{columnsDone{tw.t}}, func() string {
		indexName := k.Name
		if tw.chance(40) {
			indexName = clip(k.Name, maxName-4) + "_tmp"
		}
		text := "CREATE UNIQUE INDEX " + tw.ident(indexName) + " ON " + tw.table(tw.t) + " " + tw.cols(k.Columns)
		if len(k.Include) > 0 {
			text += " INCLUDE " + tw.cols(k.Include)
		}
		if k.NullsNotDistinct {
			text += " NULLS NOT DISTINCT"
		}
		if len(k.Options) > 0 {
			text += " WITH " + tw.options(k.Options)
		}
		if k.Tablespace != "" {
			text += " TABLESPACE " + tw.ident(k.Tablespace)
		}
		kind := " UNIQUE"
		if k.Primary {
			kind = " PRIMARY KEY"
		}
		return statements(text, "ALTER TABLE "+tw.table(tw.t)+" ADD CONSTRAINT "+tw.ident(k.Name)+kind+" USING INDEX "+tw.ident(indexName)+tw.deferrable(k.Deferrable, k.Deferred))
	})
}

func (tw *tableWriter) exclusionNode(x *Exclusion) {
	after := x.Predicate.needs()
	var columns []*Column
	for _, e := range x.Elements {
		columns = append(columns, e.Column)
	}
	columns = append(columns, x.Include...)
	tw.part(x, !tw.anyLate(columns, x.Predicate) && tw.t.Like == nil, append(after, tw.extensions()...), func() string {
		text := tw.constraintName(x.Name) + "EXCLUDE "
		if x.Method != "btree" || tw.chance(50) {
			text += "USING " + x.Method + " "
		}
		var parts []string
		for _, e := range x.Elements {
			parts = append(parts, tw.indexKey(e, x.Method)+" WITH "+e.Operator)
		}
		text += "(" + strings.Join(parts, ", ") + ")"
		if len(x.Include) > 0 {
			text += " INCLUDE " + tw.cols(x.Include)
		}
		if len(x.Options) > 0 {
			text += " WITH " + tw.options(x.Options)
		}
		if x.Tablespace != "" {
			text += " USING INDEX TABLESPACE " + tw.ident(x.Tablespace)
		}
		if x.Predicate != nil {
			text += " WHERE (" + tw.expr(x.Predicate) + ")"
		}
		return text + tw.deferrable(x.Deferrable, x.Deferred)
	})
	tw.done(complete{tw.t}, x)
	tw.indexLikeComments(x, x.Name, x.Comment, x.IndexComment)
}

// extensions are all needed where an operator class may come from one.
func (tw *tableWriter) extensions() []any {
	var list []any
	for _, e := range tw.s.Extensions {
		list = append(list, e)
	}
	return list
}

func (tw *tableWriter) foreignKeyNode(f *ForeignKey) {
	after := []any{f.RefKey}
	self := f.Ref == tw.t
	text := func() string { return tw.foreignKey(f) }
	// A key of the same table must be written with it, or before.
	inline := !tw.anyLate(f.Columns) && tw.t.Like == nil && !f.NotValid && (self && tw.provides(f.RefKey) || !self && tw.earlier(f.Ref))
	switch {
	case inline && self:
		tw.parts = append(tw.parts, text)
		tw.makes = append(tw.makes, f)
	case inline && tw.chance(60):
		tw.parts = append(tw.parts, text)
		tw.makes = append(tw.makes, f)
		tw.after = append(tw.after, f.RefKey, columnsDone{f.Ref})
	default:
		suffix := ""
		if f.NotValid {
			suffix = " NOT VALID"
		}
		tw.alter(tw.t, f, append(after, columnsDone{tw.t}, columnsDone{f.Ref}), func() string { return "ADD " + text() + suffix })
	}
	tw.comment(f, "CONSTRAINT", f.Comment, func() string { return tw.ident(f.Name) + " ON " + tw.table(tw.t) })
}

// provides says whether the CREATE TABLE makes the object.
func (tw *tableWriter) provides(object any) bool {
	for _, k := range tw.makes {
		if k == object {
			return true
		}
	}
	return false
}

// earlier says whether the other table comes before this one, which keeps
// inline references from going in circles.
func (tw *tableWriter) earlier(other *Table) bool {
	for _, t := range tw.s.Tables {
		switch t {
		case other:
			return true
		case tw.t:
			return false
		}
	}
	return false
}

func (tw *tableWriter) foreignKey(f *ForeignKey) string {
	cols := tw.cols(f.Columns)
	refs := ""
	if !f.OmitColumns {
		refs = " " + tw.cols(f.RefKey.Columns)
	}
	if f.Period {
		cols = period(cols)
		if refs != "" {
			refs = period(refs)
		}
	}
	text := tw.constraintName(f.Name) + "FOREIGN KEY " + cols + " REFERENCES " + tw.table(f.Ref) + refs
	if f.MatchFull {
		text += " MATCH FULL"
	} else {
		text += oneOf(tw.draw, "", "", " MATCH SIMPLE")
	}
	var actions []string
	if f.OnUpdate != "" {
		actions = append(actions, " ON UPDATE "+f.OnUpdate)
	}
	if f.OnDelete != "" {
		list := ""
		if len(f.OnDeleteCols) > 0 {
			list = " " + tw.cols(f.OnDeleteCols)
		}
		actions = append(actions, " ON DELETE "+f.OnDelete+list)
	}
	text += strings.Join(shuffled(tw.draw, actions), "") + tw.deferrable(f.Deferrable, f.Deferred)
	if f.NotEnforced {
		text += " NOT ENFORCED"
	}
	return text
}

// period puts PERIOD before the last column of a list.
func period(cols string) string {
	at := strings.LastIndex(cols, ",")
	return cols[:at+1] + " PERIOD " + strings.TrimSpace(cols[at+1:])
}
