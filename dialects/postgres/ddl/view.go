package ddl

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// createView applies CREATE VIEW: its name, and what it can't be without.
func (r *reader) createView(s *parse.ViewStmt) {
	r.addView(s.View, view, s.Query, s.Replace, false)
}

// addView adds a view or a materialized view. Its columns aren't known.
func (r *reader) addView(name *parse.RangeVar, kind tableKind, query *parse.Node, replace, ifNotExists bool) *table {
	ns, viewName := r.targetOf(name)
	uses, names := r.mentionsOf(query)
	if old, ok := ns.relations[viewName].(*table); ok && old.kind == kind {
		switch {
		case ifNotExists:
			return old
		case replace:
			save(r.db, old)
			old.uses, old.names = uses, names
			return old
		}
	}
	r.claim(ns, viewName, name.Location)
	if ns.typeExists(viewName) {
		r.fail(name.Location, "type %s already exists", viewName)
	}
	t := &table{ns: ns, name: viewName, kind: kind, opaque: true, uses: uses, names: names, pos: r.pos(name.Location)}
	r.addTable(t)
	r.changed()
	return t
}

// mentionsOf lists the relations and functions that a query refers to, and the
// names that may be columns. A relation that isn't there is an error, unless
// the query itself gives the name to a part of it.
func (r *reader) mentionsOf(query *parse.Node) (uses []any, names map[string]bool) {
	names = map[string]bool{}
	own, aliases := map[string]bool{}, map[string]bool{}
	var ranges []*parse.RangeVar
	seen := map[any]bool{}
	use := func(o any) {
		if !seen[o] {
			seen[o] = true
			uses = append(uses, o)
		}
	}
	parse.Walk(query, func(m any) {
		switch n := m.(type) {
		case *parse.CommonTableExpr:
			own[n.Ctename] = true
		case *parse.Alias:
			aliases[n.Aliasname] = true // FOR UPDATE OF names it like a table
		case *parse.RangeVar:
			ranges = append(ranges, n)
		case *parse.ColumnRef:
			if name, _ := lastName(n.Fields); name != "" {
				names[name] = true
			}
		case *parse.ResTarget:
			names[n.Name] = true
		case *parse.FuncCall:
			parts := stringsOf(n.Funcname)
			for _, f := range r.routinesBy(parts) {
				use(f)
			}
		}
	})
	for _, v := range ranges {
		if v.Schemaname == "" && own[v.Relname] {
			continue
		}
		rel := r.find(rangeNames(v))
		if rel == nil {
			if !r.isSystemRelation(rangeNames(v)) && len(r.db.foreign) == 0 && !aliases[v.Relname] {
				r.relationOf(v, false)
			}
			continue
		}
		use(any(rel))
	}
	return uses, names
}

// routinesBy lists the user's routines that a name can mean.
func (r *reader) routinesBy(parts []string) []*routine {
	if len(parts) == 1 {
		return r.routinesNamed(parts[0])
	}
	if ns := r.db.namespaces[parts[len(parts)-2]]; ns != nil {
		return ns.routines[parts[len(parts)-1]]
	}
	return nil
}
