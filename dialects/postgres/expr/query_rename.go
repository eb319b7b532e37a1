package expr

import (
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// RenameColumn makes a statement that is qualified go on meaning what it means
// while a column of a relation gets another name. The catalog has the old name.
func (c *Catalog) RenameColumn(s Scope, statement *parse.Node, table model.QName, old, name string) error {
	if s.Arguments && slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Name == name }) {
		return &UndecidedError{Reason: "an argument has the column's new name"}
	}
	parts, err := partsOf(statement)
	if err != nil {
		return err
	}
	for _, stmt := range parts.queries {
		if err := c.renameColumn(s, stmt, table, old, name); err != nil {
			return err
		}
	}
	into, targets := assignedTo(statement)
	for _, n := range targets {
		if into.GetSchemaname() != table.Schema || into.GetRelname() != table.Name {
			break
		}
		switch t := n.GetNode().(type) {
		case *parse.Node_ResTarget:
			if t.ResTarget.Name == old {
				t.ResTarget.Name = name
			}
		case *parse.Node_IndexElem:
			if t.IndexElem.Name == old {
				t.IndexElem.Name = name
			}
		}
	}
	return nil
}

func (c *Catalog) renameColumn(s Scope, stmt *parse.SelectStmt, table model.QName, old, name string) error {
	a := c.analysis(&s)
	q := newQualification()
	a.qualified = q
	if err := guard(func() { a.selectStmt(stmt, nil, false) }); err != nil {
		return err
	}
	joined := q.joins(stmt, old)
	renamed := map[*item]bool{}
	for _, x := range a.ruled {
		renamed[x] = x.row.Schema == table.Schema && x.row.Name == table.Name
	}
	for v, x := range q.items {
		if x.row == nil || x.row.Schema != table.Schema || x.row.Name != table.Name {
			continue
		}
		at := slices.IndexFunc(x.columns, func(o output) bool { return o.node.name == old })
		switch {
		case at < 0 || at < len(v.Alias.GetColnames()):
		case joined:
			freeze(v, x, at)
		default:
			renamed[x] = true
		}
	}
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		switch n := part.(type) {
		case *parse.ResTarget:
			// A column of the result keeps its name.
			if ref := n.Val.GetColumnRef(); n.Name == "" && ref != nil {
				if column := q.columns[ref]; column != nil && renamed[column.item] && column.name == old {
					n.Name = old
				}
			}
		case *parse.ColumnRef:
			if column := q.columns[n]; column != nil && column.kind == kindColumn && renamed[column.item] && column.name == old {
				n.Fields[len(n.Fields)-1] = nameNodes([]string{name})[0]
			}
		}
	})
	return nil
}

// joins reports whether a query joins relations by a name.
func (q *qualification) joins(stmt *parse.SelectStmt, name string) bool {
	found := false
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		if j, ok := part.(*parse.JoinExpr); ok {
			found = found || j.IsNatural || slices.Contains(stringList(j.UsingClause), name)
		}
	})
	return found
}

// freeze gives the columns of a relation in FROM, up to one of them, the names
// that they have by an alias.
func freeze(v *parse.RangeVar, x *item, last int) {
	if v.Alias == nil {
		v.Alias = &parse.Alias{Aliasname: v.Relname}
	}
	for i := len(v.Alias.Colnames); i <= last; i++ {
		v.Alias.Colnames = append(v.Alias.Colnames, nameNodes([]string{x.columns[i].name})...)
	}
}

// RenameRelation makes a statement that is qualified go on meaning what it means
// while a relation gets another name or schema. The catalog has the old one.
// Where the query has no alias for the relation, its columns are called by the
// new name from then on, as the server writes them; or by that name with a number,
// if something else of the query has it.
func (c *Catalog) RenameRelation(s Scope, statement *parse.Node, old, name model.QName) error {
	parts, err := partsOf(statement)
	if err != nil {
		return err
	}
	for _, stmt := range parts.queries {
		if err := c.renameRelation(s, stmt, old, name); err != nil {
			return err
		}
	}
	if into, _ := assignedTo(statement); !parts.agree(into) {
		return &UndecidedError{Reason: "something in the statement has the new name"}
	}
	return nil
}

func (c *Catalog) renameRelation(s Scope, stmt *parse.SelectStmt, old, name model.QName) error {
	a := c.analysis(&s)
	q := newQualification()
	a.qualified = q
	if err := guard(func() { a.selectStmt(stmt, nil, false) }); err != nil {
		return err
	}
	renamed := map[*item]bool{}
	called := name
	for n := 1; name.Name != old.Name && namesItem(stmt, called.Name); n++ {
		called.Name = name.Name + "_" + strconv.Itoa(n)
	}
	for v, x := range q.items {
		if x.row == nil || x.row.Schema != old.Schema || x.row.Name != old.Name {
			continue
		}
		v.Schemaname, v.Relname = name.Schema, name.Name
		renamed[x] = v.Alias == nil
		if v.Alias == nil && called != name {
			v.Alias = &parse.Alias{Aliasname: called.Name}
		}
	}
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		switch n := part.(type) {
		case *parse.ResTarget:
			// A column of the result keeps its name.
			if ref := n.Val.GetColumnRef(); n.Name == "" && ref != nil && len(ref.Fields) == 1 {
				if row := q.columns[ref]; row != nil && row.kind == kindWholeRow && renamed[row.item] {
					n.Name = old.Name
				}
			}
		case *parse.ColumnRef:
			q.renameIn(n, renamed, old.Name, called)
		case *parse.LockingClause:
			for _, locked := range n.LockedRels {
				if v := locked.GetRangeVar(); v.GetRelname() == old.Name && v.Schemaname == "" {
					v.Relname = called.Name
				}
			}
		}
	})
	return nil
}

// namesItem reports whether something in FROM or WITH, anywhere in a query, has a
// name.
func namesItem(stmt *parse.SelectStmt, name string) bool {
	found := false
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		switch n := part.(type) {
		case *parse.Alias:
			found = found || n.Aliasname == name
		case *parse.RangeVar:
			found = found || n.Alias == nil && n.Relname == name
		case *parse.CommonTableExpr:
			found = found || n.Ctename == name
		}
	})
	return found
}

// renameIn changes the name of a relation in a reference to a column or a row of
// it.
func (q *qualification) renameIn(ref *parse.ColumnRef, renamed map[*item]bool, old string, name model.QName) {
	n := q.columns[ref]
	if n == nil || !renamed[n.item] || n.kind != kindColumn && n.kind != kindWholeRow {
		return
	}
	if star := ref.Fields[len(ref.Fields)-1]; star.GetAStar() != nil {
		ref.Fields = append(nameNodes([]string{name.Name}), star)
		return
	}
	if n.kind == kindWholeRow {
		ref.Fields = nameNodes([]string{name.Name})
		return
	}
	if names := stringList(ref.Fields); len(names) > 1 && names[len(names)-2] == old {
		ref.Fields = nameNodes([]string{name.Name, names[len(names)-1]})
	}
}
