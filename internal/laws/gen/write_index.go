package gen

import "strings"

func (tw *tableWriter) indexNodes(ix *Index) {
	after := append([]any{columnsDone{tw.t}}, ix.Predicate.needs()...)
	for _, k := range ix.Keys {
		after = append(after, k.Expr.needs()...)
	}
	after = append(after, tw.extensions()...)
	if ix.OnOnly {
		for _, t := range tw.s.Tables {
			if t.PartOf == tw.t {
				after = append(after, columnsDone{t})
			}
		}
	}
	tw.statement(ix, after, func() string { return tw.index(ix) })
	tw.done(complete{tw.t}, ix)
	tw.comment(ix, "INDEX", ix.Comment, func() string { return tw.qualified(tw.t.NS, ix.Name) })
	for _, p := range ix.Attached {
		tw.comment(ix, "INDEX", p.Comment, func() string { return tw.qualified(p.Table.NS, p.Name) })
	}
}

func (tw *tableWriter) index(ix *Index) string {
	only := ""
	if ix.OnOnly {
		only = "ONLY "
	}
	list := []string{tw.createIndex(ix, ix.Name, only+tw.table(tw.t))}
	for _, p := range ix.Attached {
		attach := "ALTER INDEX " + tw.qualified(tw.t.NS, ix.Name) + " ATTACH PARTITION " + tw.qualified(p.Table.NS, p.Name)
		list = append(list, tw.createIndex(ix, p.Name, tw.table(p.Table)), attach)
	}
	for i, k := range ix.Keys {
		if k.Stats != nil && ix.Name != "" {
			list = append(list, "ALTER INDEX "+tw.qualified(tw.t.NS, ix.Name)+" ALTER "+oneOf(tw.draw, "COLUMN ", "")+itoa(i+1)+" SET STATISTICS "+itoa(*k.Stats))
		}
	}
	return statements(list...)
}

func (tw *tableWriter) createIndex(ix *Index, name, on string) string {
	text := "CREATE "
	if ix.Unique {
		text += "UNIQUE "
	}
	text += "INDEX "
	if name != "" {
		if tw.chance(10) && tw.t.Part == nil && !ix.OnOnly && len(ix.Attached) == 0 {
			text += oneOf(tw.draw, "IF NOT EXISTS ", "CONCURRENTLY ")
		}
		text += tw.ident(name) + " "
	}
	text += "ON " + on
	if ix.Method != "btree" || tw.chance(30) {
		text += " USING " + ix.Method
	}
	var keys []string
	for _, k := range ix.Keys {
		keys = append(keys, tw.indexKey(k, ix.Method))
	}
	text += " (" + strings.Join(keys, oneOf(tw.draw, ", ", ",")) + ")"
	if len(ix.Include) > 0 {
		text += " INCLUDE " + tw.cols(ix.Include)
	}
	if ix.NullsNotDistinct {
		text += " NULLS NOT DISTINCT"
	}
	if len(ix.Options) > 0 {
		text += " WITH " + tw.options(ix.Options)
	}
	if ix.Tablespace != "" {
		text += " TABLESPACE " + tw.ident(ix.Tablespace)
	}
	if ix.Predicate != nil {
		if predicate := tw.expr(ix.Predicate); tw.chance(60) {
			text += " WHERE (" + predicate + ")"
		} else {
			text += " WHERE " + predicate
		}
	}
	return text
}

// indexKey writes a key or an element.
func (w *writer) indexKey(k IndexKey, method string) string {
	text := ""
	switch {
	case k.Column != nil:
		text = w.col(k.Column)
	default:
		text = w.keyExpr(k.Expr)
	}
	if k.Collation != "" {
		text += " COLLATE " + w.collation(k.Collation)
	}
	if k.Opclass != "" {
		text += " " + w.opclass(k.Opclass)
	}
	text += k.OpclassOptions
	switch {
	case k.Desc:
		text += " DESC"
	case method == "btree":
		text += oneOf(w.draw, "", "", "", " ASC")
	}
	if k.Nulls != "" {
		text += " NULLS " + k.Nulls
	}
	return text
}

// keyExpr writes an expression in parentheses, which a plain call may lack.
func (w *writer) keyExpr(e *Expr) string {
	text := w.expr(e)
	if call, _, found := strings.Cut(e.Format, "("); found && looksLikeCall(e.Format) && call == strings.ToLower(call) && w.chance(50) {
		return text
	}
	return "(" + text + ")"
}

// opclass writes an operator class, qualified where an extension brought it.
func (w *writer) opclass(name string) string {
	for _, known := range []struct{ prefix, extension string }{{"citext_", "citext"}, {"gin_trgm", "pg_trgm"}, {"gist_trgm", "pg_trgm"}, {"gin_hstore", "hstore"}, {"gist_hstore", "hstore"}, {"btree_hstore", "hstore"}} {
		if strings.HasPrefix(name, known.prefix) {
			return w.extensionName(known.extension, name)
		}
	}
	return oneOf(w.draw, "", "", "", "pg_catalog.") + name
}

// propertyNodes adds what belongs to the table as a whole.
func (tw *tableWriter) propertyNodes() {
	t := tw.t
	set := func(after any, text func() string) { tw.alter(t, new(int), []any{after}, text) }
	if t.RLS {
		set(t, func() string { return "ENABLE ROW LEVEL SECURITY" })
	}
	if t.ForceRLS {
		set(t, func() string { return "FORCE ROW LEVEL SECURITY" })
	}
	if len(t.Options) > 0 && tw.lateOptions() {
		set(t, func() string { return "SET " + tw.options(t.Options) })
	}
	switch t.Replica {
	case "full", "nothing":
		set(t, func() string { return "REPLICA IDENTITY " + strings.ToUpper(t.Replica) })
	case "index":
		tw.alter(t, new(int), []any{t.ReplicaIndex, columnsDone{t}}, func() string {
			return "REPLICA IDENTITY USING INDEX " + tw.ident(indexName(t.ReplicaIndex))
		})
	}
	if t.Cluster != nil {
		tw.statement(new(int), []any{t.Cluster, columnsDone{t}}, func() string {
			return "ALTER TABLE " + tw.table(t) + " CLUSTER ON " + tw.ident(indexName(t.Cluster))
		})
	}
}

// lateOptions says whether storage parameters are set by ALTER TABLE.
func (tw *tableWriter) lateOptions() bool { return tw.decide(nil, "options") && tw.t.Part == nil }

// indexName is the name of the index of a key, an exclusion or an index.
func indexName(object any) string {
	switch o := object.(type) {
	case *Key:
		return o.Name
	case *Exclusion:
		return o.Name
	case *Index:
		return o.Name
	}
	panic("gen: neither a key nor an index")
}

func (w *writer) statisticsNode(st *Statistics) {
	after := []any{st.NS, columnsDone{st.Table}}
	for _, e := range st.Exprs {
		after = append(after, e.needs()...)
	}
	w.statement(st, after, func() string {
		text := "CREATE STATISTICS "
		if st.Name != "" {
			text += oneOf(w.draw, "", "", "IF NOT EXISTS ") + w.created(st.NS, st.Name)
		}
		if len(st.Kinds) > 0 {
			text += " (" + strings.Join(st.Kinds, ", ") + ")"
		}
		var on []string
		for _, c := range st.Columns {
			on = append(on, w.col(c))
		}
		for _, e := range st.Exprs {
			on = append(on, w.keyExpr(e))
		}
		text += " ON " + strings.Join(shuffled(w.draw, on), ", ") + " FROM " + w.table(st.Table)
		later := ""
		if st.Target != nil {
			later = "ALTER STATISTICS " + w.qualified(st.NS, st.Name) + " SET STATISTICS " + itoa(*st.Target)
		}
		return statements(text, later)
	})
	w.comment(st, "STATISTICS", st.Comment, func() string { return w.qualified(st.NS, st.Name) })
}
