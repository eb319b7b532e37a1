package ddl

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createStatistics applies CREATE STATISTICS.
func (r *reader) createStatistics(s *parse.CreateStatsStmt) {
	if len(s.Relations) != 1 || s.Relations[0].GetRangeVar() == nil {
		r.fail(here, "only a single relation is allowed in CREATE STATISTICS")
	}
	t := r.tableOf(s.Relations[0].GetRangeVar())
	st := &statistics{table: t, pos: r.pos(here)}
	var names []string
	for _, n := range s.Exprs {
		e := n.GetStatsElem()
		name := e.GetName()
		names = append(names, cmp.Or(name, "expr"))
		if name == "" {
			x := r.expression(e.Expr, scope{table: t, what: "statistics expressions"})
			if name = r.columnAlone(x, t); name == "" {
				st.exprs = append(st.exprs, x)
				continue
			}
		}
		st.columns = append(st.columns, r.columnOf(t, name, here))
	}
	st.sortColumns() // the name is made of the order in which they were written
	for _, n := range s.StatTypes {
		st.kinds = append(st.kinds, n.GetString_().GetSval())
	}
	if len(st.kinds) == 0 && len(st.exprs)+len(st.columns) > 1 {
		st.kinds = []string{"ndistinct", "dependencies", "mcv"}
	}
	slices.Sort(st.kinds)
	if len(s.Defnames) > 0 {
		st.ns, st.name = r.target(stringsOf(s.Defnames), here)
	} else {
		st.ns, st.implicit = t.ns, true
		st.name = chooseStatisticsName(t, joinNames(names))
	}
	if st.ns.statistics[st.name] != nil {
		if s.IfNotExists {
			return
		}
		r.fail(here, "statistics object %s already exists", deparse.Qualified(st.ns.name, st.name))
	}
	put(r.db, st.ns.statistics, st.name, st)
	r.directive(st.ns.name, st.name, model.KindStatistics)
}

// columnAlone is columnIn for what has no collations of its own: here a COLLATE is
// a part of the expression.
func (r *reader) columnAlone(e expression, t *table) string {
	name, collation := r.columnIn(e, t)
	if !collation.IsZero() {
		return ""
	}
	return name
}

// reduceStatistics makes columns of expressions that have come to be no more.
func (r *reader) reduceStatistics(st *statistics) {
	st.columns = slices.Clone(st.columns)
	var exprs []expression
	for _, e := range st.exprs {
		if name := r.columnAlone(e, st.table); name != "" {
			st.columns = append(st.columns, st.table.column(name))
		} else {
			exprs = append(exprs, e)
		}
	}
	st.exprs = exprs
	st.sortColumns()
}

// sortColumns puts the columns in the table's order, as the server keeps them.
func (st *statistics) sortColumns() {
	of := st.table.columns
	slices.SortFunc(st.columns, func(a, b *column) int { return slices.Index(of, a) - slices.Index(of, b) })
}

// chooseStatistics names a copy of statistics.
func (r *reader) chooseStatistics(t *table, columns []*column, exprs int) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	for range exprs {
		names = append(names, "expr")
	}
	return chooseStatisticsName(t, joinNames(names))
}

// chooseStatisticsName is ChooseExtendedStatisticName.
func chooseStatisticsName(t *table, addition string) string {
	return naming.Choose(t.name, addition, "stat", func(name string) bool { return t.ns.statistics[name] != nil })
}

// findStatistics finds extended statistics by name, nil if there are none.
func (r *reader) findStatistics(names []string) *statistics {
	name := naming.Truncate(names[len(names)-1])
	path := r.searchPath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		if ns := r.db.namespaces[schema]; ns != nil && ns.statistics[name] != nil {
			return ns.statistics[name]
		}
	}
	return nil
}

// alterStatistics applies ALTER STATISTICS … SET STATISTICS.
func (r *reader) alterStatistics(s *parse.AlterStatsStmt) {
	names := stringsOf(s.Defnames)
	st := r.findStatistics(names)
	if st == nil {
		if s.MissingOk {
			return
		}
		r.missing(here, "statistics object %s does not exist", quoteDot(names))
	}
	save(r.db, st)
	st.target = int(s.Stxstattarget) + 1
}

func (r *reader) renameStatistics(s *parse.RenameStmt) {
	names := stringsOf(s.Object.GetList().GetItems())
	st := r.findStatistics(names)
	if st == nil {
		r.missing(here, "statistics object %s does not exist", quoteDot(names))
	}
	save(r.db, st)
	remove(r.db, st.ns.statistics, st.name)
	st.name, st.implicit = naming.Truncate(s.Newname), false
	put(r.db, st.ns.statistics, st.name, st)
}
