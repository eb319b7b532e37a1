package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// QueryColumns returns the columns of a query's result with their names and
// types: those that CREATE TABLE AS gives a table.
func (c *Catalog) QueryColumns(s Scope, stmt *parse.SelectStmt) ([]Column, error) {
	var columns []Column
	a := c.analysis(&s)
	err := guard(func() {
		for _, out := range a.selectStmt(stmt, nil, false).columns {
			columns = append(columns, Column{Name: out.name, Type: modelType(out.node.typ, out.node.mods)})
		}
	})
	return columns, err
}
