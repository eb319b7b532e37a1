package expr

import (
	"slices"

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
	// Relations are the tables, sequences, … that constants of type regclass
	// name, as in nextval('s').
	Relations  []model.QName
	Collations []model.QName
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
	a.uses = &References{}
	err := guard(func() { a.top(n) })
	if err != nil {
		return References{}, err
	}
	a.uses.sort()
	return *a.uses, nil
}

func (r *References) sort() {
	slices.Sort(r.Columns)
	r.Columns = slices.Compact(r.Columns)
	for _, list := range []*[]model.QName{&r.Types, &r.Functions, &r.Operators, &r.Relations, &r.Collations} {
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

func (a *analysis) useFunction(schema, name string) {
	if a.uses != nil {
		add(&a.uses.Functions, schema, name)
	}
}

func (a *analysis) useOperator(op *facts.Operator) {
	if a.uses != nil {
		add(&a.uses.Operators, op.Schema, op.Name)
	}
}

func (a *analysis) useCollation(schema, name string) {
	if a.uses != nil {
		add(&a.uses.Collations, schema, name)
	}
}
