package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

func statisticsSQL(v version.Number) string {
	expressions := "false, NULL::text[]"
	if v.HasStatisticsExpressions() {
		expressions = "s.stxexprs IS NOT NULL, pg_get_statisticsobjdef_expressions(s.oid)"
	}
	return `
SELECT s.oid, s.stxrelid, n.nspname, s.stxname, s.stxkeys::text, array_to_string(s.stxkind, ''),
       coalesce(s.stxstattarget, -1), ` + expressions + `
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE` + userSchema
}

func (r *reader) readStatistics(rows inspect.Rows) error {
	for rows.Next() {
		var oid, table uint32
		var s model.Statistics
		var columns vector
		var kinds string
		var target int
		var hasExprs bool
		var texts []string
		if err := rows.Scan(&oid, &table, &s.Schema, &s.Name, &columns.text, &kinds, &target, &hasExprs, &texts); err != nil {
			return err
		}
		t := r.relations[table]
		if !t.kept() || r.owned(classStatistics, oid) {
			continue // it is an extension's
		}
		if hasExprs && len(texts) == 0 {
			return changed("the expressions of statistics %s are gone", s.Name)
		}
		var err error
		if s.Columns, err = t.columnNames(columns.numbers()); err != nil {
			return err
		}
		s.Schema, s.Table = r.intern(s.Schema), t.table.QName()
		s.Kinds, s.Exprs, s.Target = statisticsKinds(kinds), exprs(texts), target+1
		s.Comment = r.comment(classStatistics, oid)
		r.schema.Statistics = append(r.schema.Statistics, s)
	}
	return rows.Err()
}

// statisticsKinds names the kinds; "e" is not one that can be asked for, it
// only says that there are expressions.
func statisticsKinds(letters string) []string {
	var kinds []string
	for _, letter := range letters {
		switch letter {
		case 'd':
			kinds = append(kinds, "ndistinct")
		case 'f':
			kinds = append(kinds, "dependencies")
		case 'm':
			kinds = append(kinds, "mcv")
		}
	}
	return kinds
}
