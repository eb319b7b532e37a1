package expr

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// References is what an expression depends on, apart from what the server
// itself brings along. All lists are sorted and without doubles.
type References struct {
	Columns   []string
	WholeRow  bool
	Types     []model.QName
	Functions []model.QName
	Operators []model.QName
	// Calls are the calls of functions, of which several may have one name.
	Calls []Call
	// Relations are the tables, sequences, … that constants of type regclass
	// name, as in nextval('s').
	Relations  []model.QName
	Collations []model.QName
	// Fields are the columns of the relations in the FROM of queries. Rows are the
	// relations whose rows are used as a whole.
	Fields []model.ColumnRef
	Rows   []model.QName
	// Keys are the tables whose primary keys determine what a query uses without
	// grouping by it.
	Keys []model.QName
}

// Call is a function that is called: its name and the types of its input
// arguments, separated by commas.
type Call struct {
	Function model.QName
	Args     string
}

// References lists what an expression depends on.
func (c *Catalog) References(s Scope, text string) (References, error) {
	n, err := parse.Expr(text)
	if err != nil {
		return References{}, &UndecidedError{Reason: err.Error()}
	}
	return c.ReferencesNode(s, n)
}

// ReferencesNode is References for an expression that is parsed already.
func (c *Catalog) ReferencesNode(s Scope, n *parse.Node) (References, error) {
	a := c.analysis(&s)
	return a.references(func() *node { return a.top(n) })
}

// StatementReferences lists what a statement depends on that reads or changes rows.
func (c *Catalog) StatementReferences(s Scope, statement *parse.Node) (References, error) {
	parts, err := partsOf(statement)
	if err != nil {
		return References{}, err
	}
	a := c.analysis(&s)
	a.uses = &References{}
	err = guard(func() {
		for _, stmt := range parts.queries {
			a.uses.columns(a.selectStmt(stmt, nil, false).node)
		}
	})
	if err != nil {
		return References{}, err
	}
	a.uses.sort()
	return *a.uses, nil
}

// QueryReferences lists what a query depends on.
func (c *Catalog) QueryReferences(s Scope, stmt *parse.SelectStmt) (References, error) {
	a := c.analysis(&s)
	return a.references(func() *node { return a.selectStmt(stmt, nil, false).node })
}

func (a *analysis) references(analyse func() *node) (References, error) {
	a.uses = &References{}
	if err := guard(func() { a.uses.columns(analyse()) }); err != nil {
		return References{}, err
	}
	a.uses.sort()
	return *a.uses, nil
}

// columns collects the columns of relations in a tree.
func (r *References) columns(n *node) {
	if n == nil {
		return
	}
	if n.item != nil && n.item.row != nil && !isBuiltin(n.item.row.Schema) {
		t := n.item.row
		q := model.QName{Schema: t.Schema, Name: t.Name}
		switch {
		case n.kind == kindWholeRow:
			r.Rows = append(r.Rows, q)
		case n.kind == kindColumn && systemColumn(n.name) == "":
			r.Fields = append(r.Fields, model.ColumnRef{Table: q, Column: n.name})
		}
	}
	for _, child := range n.args {
		r.columns(child)
	}
}

func (r *References) sort() {
	slices.Sort(r.Columns)
	r.Columns = slices.Compact(r.Columns)
	slices.SortFunc(r.Fields, func(a, b model.ColumnRef) int {
		return cmp.Or(a.Table.Compare(b.Table), cmp.Compare(a.Column, b.Column))
	})
	r.Fields = slices.Compact(r.Fields)
	slices.SortFunc(r.Calls, func(a, b Call) int { return cmp.Or(a.Function.Compare(b.Function), cmp.Compare(a.Args, b.Args)) })
	r.Calls = slices.Compact(r.Calls)
	for _, list := range []*[]model.QName{&r.Types, &r.Functions, &r.Operators, &r.Relations, &r.Collations, &r.Rows, &r.Keys} {
		slices.SortFunc(*list, model.QName.Compare)
		*list = slices.Compact(*list)
	}
}

// isBuiltin reports whether objects of a schema are always there.
func isBuiltin(schema string) bool {
	return schema == facts.CatalogSchema || schema == "information_schema"
}

func (r *References) addColumn(name string) { r.Columns = append(r.Columns, name) }

func (r *References) addType(t *facts.Type) {
	if t.IsArray {
		t = t.Element
	}
	if !isBuiltin(t.Schema) {
		r.Types = append(r.Types, model.QName{Schema: t.Schema, Name: t.Name})
	}
}

func add(list *[]model.QName, schema, name string) {
	if !isBuiltin(schema) {
		*list = append(*list, model.QName{Schema: schema, Name: name})
	}
}

func (a *analysis) useType(t *facts.Type) {
	if a.uses != nil {
		a.uses.addType(t)
	}
}

func (a *analysis) useObject(kind, schema, name string) {
	if a.uses == nil {
		return
	}
	switch kind {
	case "regclass":
		add(&a.uses.Relations, schema, name)
	case "regproc":
		add(&a.uses.Functions, schema, name)
	case "regcollation":
		add(&a.uses.Collations, schema, name)
	}
}

func (a *analysis) useFunction(p *facts.Proc) {
	if a.qualified != nil {
		a.qualified.called, a.qualified.proc = facts.Name{Schema: p.Schema, Name: p.Name}, p
	}
	if a.uses == nil || isBuiltin(p.Schema) {
		return
	}
	add(&a.uses.Functions, p.Schema, p.Name)
	a.uses.Calls = append(a.uses.Calls, callOf(p))
}

// argumentsOf lists the types of a function's arguments, separated by commas.
func argumentsOf(p *facts.Proc) string {
	args := make([]string, len(p.Args))
	for i, t := range p.Args {
		args[i] = modelType(t, "").String()
	}
	return strings.Join(args, ",")
}

func (a *analysis) useOperator(op *facts.Operator) {
	if a.qualified != nil {
		a.qualified.operated = op
	}
	if a.uses != nil {
		add(&a.uses.Operators, op.Schema, op.Name)
	}
}

func (a *analysis) useCollation(schema, name string) {
	if a.uses != nil {
		add(&a.uses.Collations, schema, name)
	}
}
