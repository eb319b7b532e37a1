package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// QueryColumns returns the columns of a query's result with their names and
// types: those that CREATE TABLE AS gives a table. They have the collations of
// their values.
func (c *Catalog) QueryColumns(s Scope, stmt *parse.SelectStmt) ([]Column, error) {
	var columns []Column
	a := c.analysis(&s)
	err := guard(func() {
		columns = a.resultColumns(a.selectStmt(stmt, nil, false))
	})
	return columns, err
}

// resultColumns describes the columns of an analysed query.
func (a *analysis) resultColumns(r result) []Column {
	columns := make([]Column, len(r.columns))
	for i, out := range r.columns {
		columns[i] = Column{Name: out.name, Type: modelType(out.node.typ, out.node.mods), Collation: a.collationOf(out.node)}
	}
	return columns
}

// RelationColumns returns the columns of a table or a view.
func (c *Catalog) RelationColumns(q model.QName) (columns []Column, err error) {
	err = guard(func() {
		t := c.typeIn(q.Schema, q.Name)
		if t == nil {
			fail("relation %s is not known", q)
		}
		for _, f := range c.fields(t) {
			if f.Type == nil {
				fail("nothing is known about the type of %s.%s", q, f.Name)
			}
			columns = append(columns, Column{Name: f.Name, Type: modelType(f.Type, f.Mods), Collation: model.QName{Schema: f.Collation.Schema, Name: f.Collation.Name}})
		}
	})
	return columns, err
}

// ResultNames returns the names that a query itself gives the columns of its
// result, as far as its text alone tells: nil if there are stars in it, or if it
// is no SELECT.
func ResultNames(text string) []string {
	stmt, err := ParseQuery(text)
	if err != nil {
		return nil
	}
	for stmt.Op > parse.SetOperation_SETOP_NONE {
		stmt = stmt.Larg
	}
	var names []string
	for _, n := range stmt.TargetList {
		t := n.GetResTarget()
		name := t.GetName()
		if fields := t.GetVal().GetColumnRef().GetFields(); len(fields) > 0 && fields[len(fields)-1].GetAStar() != nil {
			return nil
		}
		if name == "" {
			name = figureName(t.GetVal(), facts.NewestMajor)
		}
		names = append(names, name)
	}
	return names
}
