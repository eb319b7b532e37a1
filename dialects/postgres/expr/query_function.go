package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// functionItem is transformRangeFunction: functions in FROM. Several of them
// stand side by side, as in ROWS FROM and in unnest of several arrays.
func (a *analysis) functionItem(r *parse.RangeFunction) (*node, *item) {
	tree := clause("function")
	var columns []output
	name := ""
	var only *node
	for i, n := range r.Functions {
		parts := n.GetList().GetItems()
		if len(parts) == 0 {
			fail("a function in FROM is none")
		}
		defined := r.Coldeflist
		if len(parts) > 1 && parts[1].GetList() != nil {
			defined = parts[1].GetList().Items
		}
		if i == 0 {
			name = figureName(parts[0], a.c.major)
			if r.Alias != nil {
				name = r.Alias.Aliasname
			}
		}
		for _, single := range a.unnested(parts[0]) {
			call := a.settled(a.expression(single))
			only = call
			tree.args = append(tree.args, call)
			if len(defined) > 0 {
				list := a.defined(defined)
				columns = append(columns, list...)
				tree.args = append(tree.args, outputs(list))
				continue
			}
			columns = append(columns, a.functionColumns(call, calledName(single, name, len(r.Functions), a.c.major))...)
		}
	}
	scalar := len(columns) == 1 && base(only.typ).Kind != facts.Composite && only.typ != a.c.known.record
	if r.Ordinality {
		tree.name = "function with ordinality"
		columns = append(columns, output{"ordinality", &node{kind: kindColumn, typ: a.c.known.int8}})
	}
	columns = rename(result{columns: columns}, r.Alias.GetColnames()).columns
	tree, x := a.addItem(tree, r.Alias, name, columns)
	x.scalar = scalar
	return tree, x
}

// calledName is what a function's only column is called: like the item, or, of
// several, like the function.
func calledName(call *parse.Node, item string, functions, major int) string {
	if functions > 1 {
		return figureName(call, major)
	}
	return item
}

// unnested takes unnest of several arrays apart: it stands for as many calls.
func (a *analysis) unnested(n *parse.Node) []*parse.Node {
	call := n.GetFuncCall()
	if call == nil || len(call.Args) < 2 || call.FuncVariadic || len(call.AggOrder) > 0 {
		return []*parse.Node{n}
	}
	names := stringList(call.Funcname)
	if names[len(names)-1] != "unnest" || len(names) > 1 && names[0] != facts.CatalogSchema {
		return []*parse.Node{n}
	}
	var list []*parse.Node
	for _, arg := range call.Args {
		list = append(list, &parse.Node{Node: &parse.Node_FuncCall{FuncCall: &parse.FuncCall{Funcname: call.Funcname, Args: []*parse.Node{arg}}}})
	}
	return list
}

// defined are the columns that a query declares for a function that returns
// records.
func (a *analysis) defined(list []*parse.Node) []output {
	out := make([]output, len(list))
	for i, n := range list {
		c := n.GetColumnDef()
		if c == nil {
			fail("the column of a function is none")
		}
		t, mods := a.typeName(c.TypeName)
		a.useType(t)
		out[i] = output{c.Colname, &node{kind: kindColumn, name: c.Colname, typ: t, mods: mods}}
		if c.CollClause != nil {
			fail("a column of a function with a collation can't be analysed")
		}
	}
	return out
}

// functionColumns returns the columns that the result of a function has in FROM.
func (a *analysis) functionColumns(call *node, name string) []output {
	outs := call.outs
	if len(outs) == 1 && base(call.typ).Kind != facts.Composite {
		return []output{{outs[0].Name, &node{kind: kindColumn, typ: call.typ, origin: call}}}
	}
	if base(call.typ) != a.c.known.record {
		return a.rowType(call.typ, name, call)
	}
	if len(outs) == 0 {
		fail("the columns of a record in FROM are not known")
	}
	var columns []output
	for i, f := range outs {
		if f.Type == nil || a.isPolymorphic(f.Type) {
			fail("the columns of a record in FROM are not known")
		}
		if f.Name == "" {
			f.Name = "column" + columnNumber(i)[1:]
		}
		columns = append(columns, output{f.Name, &node{kind: kindColumn, typ: f.Type, mods: f.Mods}})
	}
	return columns
}

// sample is TABLESAMPLE.
func (a *analysis) sample(s *parse.RangeTableSample) (*node, *item) {
	tree, x := a.fromItem(s.Relation)
	names := stringList(s.Method)
	out := &node{kind: kindClause, name: "sample", names: names[len(names)-1:], args: []*node{tree}}
	for _, n := range s.Args {
		value := a.coerceTo(a.expression(n), a.c.known.float4, "", assignment)
		if value == nil {
			fail("TABLESAMPLE needs a number")
		}
		out.args = append(out.args, value)
	}
	if s.Repeatable != nil {
		value := a.coerceTo(a.expression(s.Repeatable), a.c.known.float8, "", assignment)
		if value == nil {
			fail("REPEATABLE needs a number")
		}
		out.args = append(out.args, clause("repeatable", value))
	}
	return out, x
}

// xmlTable is transformRangeTableFunc.
func (a *analysis) xmlTable(t *parse.RangeTableFunc) (*node, *item) {
	k := &a.c.known
	as := func(what string, n *parse.Node, to *facts.Type) *node {
		out := a.coerceTo(a.expression(n), to, "", assignment)
		if out == nil {
			fail("%s of XMLTABLE is of a wrong type", what)
		}
		return out
	}
	tree := clause("xmltable", as("the row", t.Rowexpr, k.text), as("the document", t.Docexpr, k.xml))
	for _, n := range t.Namespaces {
		r := n.GetResTarget()
		tree.args = append(tree.args, &node{kind: kindClause, name: "namespace", names: []string{r.GetName()}, args: []*node{as("a namespace", r.GetVal(), k.text)}})
	}
	var columns []output
	for _, n := range t.Columns {
		c := n.GetRangeTableFuncCol()
		if c.ForOrdinality {
			columns = append(columns, output{c.Colname, &node{kind: kindColumn, typ: k.int4}})
			tree.args = append(tree.args, clause("ordinality"))
			continue
		}
		typ, mods := a.typeName(c.TypeName)
		a.useType(typ)
		columns = append(columns, output{c.Colname, &node{kind: kindColumn, typ: typ, mods: mods}})
		column := &node{kind: kindClause, name: "column", typ: typ, names: []string{mods}}
		path := &node{kind: kindConst, text: c.Colname, typ: k.text}
		if c.Colexpr != nil {
			path = as("a path", c.Colexpr, k.text)
		}
		column.args = append(column.args, path)
		if c.Coldefexpr != nil {
			column.args = append(column.args, clause("default", a.assign(a.expression(c.Coldefexpr), typ, mods)))
		}
		if c.IsNotNull {
			column.args = append(column.args, clause("not null"))
		}
		tree.args = append(tree.args, column)
	}
	columns = rename(result{columns: columns}, t.Alias.GetColnames()).columns
	return a.addItem(tree, t.Alias, "xmltable", columns)
}
