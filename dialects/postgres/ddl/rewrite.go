package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// nameKind is what a name in an expression is the name of.
type nameKind uint8

const (
	relationName nameKind = iota
	typeName
	routineName
	operatorName
	collationName
	opclassName
)

// renaming says how the names of objects change. Names are those of kind, or of
// all kinds (any); an empty name stands for every object of the schema.
type renaming struct {
	kind      nameKind
	any       bool
	old, name model.QName
	// has, if set, says which objects of the schema are meant.
	has func(k nameKind, name string) bool
}

// apply returns the new name of an object.
func (n renaming) apply(k nameKind, q model.QName) (model.QName, bool) {
	switch {
	case q.Schema != n.old.Schema || !n.any && k != n.kind:
	case n.old.Name == q.Name:
		return n.name, true
	case n.old.Name == "" && (n.has == nil || n.has(k, q.Name)):
		return model.QName{Schema: n.name.Schema, Name: q.Name}, true
	}
	return q, false
}

// word is what a text must contain to have the name in it.
func (n renaming) word() string {
	if n.old.Name == "" || n.kind == operatorName {
		return deparse.Ident(n.old.Schema) + "."
	}
	return deparse.Qualified(n.old.Schema, n.old.Name)
}

// mentions says whether a text can contain a name.
func mentions(text, name string) bool { return strings.Contains(text, name) }

// eachExpression calls f for every expression of the database that isn't a
// partition's bound.
func (db *database) eachExpression(f func(owner any, e *expression)) {
	for _, t := range db.tables() {
		db.tableExpressions(t, f)
	}
	for _, id := range db.otherIDs() {
		for _, q := range db.others[id].queries {
			f(q, &q.expression)
		}
	}
	for _, t := range db.types() {
		if t.domain == nil {
			continue
		}
		f(t.domain, &t.domain.value)
		for _, k := range t.domain.checks {
			f(k, &k.expr)
		}
	}
	for _, id := range db.otherIDs() {
		if o := db.others[id]; o.on == nil {
			o.expressions(f)
		}
	}
}

// eachScoped is eachExpression with what the expressions see; on is the table of
// the policy or the rule that has a query.
func (db *database) eachScoped(f func(s scope, on *table, e *expression)) {
	in := func(s scope, on *table) func(any, *expression) {
		return func(_ any, e *expression) {
			s.rows = e.rows
			f(s, on, e)
		}
	}
	for _, t := range db.tables() {
		db.tableExpressions(t, in(scope{table: t}, nil))
	}
	for _, id := range db.otherIDs() {
		o := db.others[id]
		for _, q := range o.queries {
			in(scope{}, o.on)(q, &q.expression)
		}
		if o.on == nil {
			o.expressions(in(scope{}, nil))
		}
	}
	for _, t := range db.types() {
		if t.domain == nil {
			continue
		}
		visit := in(scope{value: true, valueType: t.domain.base}, nil)
		visit(t.domain, &t.domain.value)
		for _, k := range t.domain.checks {
			visit(k, &k.expr)
		}
	}
}

// expressions calls f for every expression of an object.
func (o *other) expressions(f func(owner any, e *expression)) {
	for _, e := range o.exprs {
		f(o, e)
	}
}

// tableExpressions calls f for every expression of a table.
func (db *database) tableExpressions(t *table, f func(owner any, e *expression)) {
	if !t.query.isZero() {
		f(t, &t.query)
	}
	for _, c := range t.columns {
		f(c, &c.value)
	}
	for _, k := range t.checks {
		f(k, &k.expr)
	}
	for _, x := range t.keys {
		for i := range x.keys {
			f(x, &x.keys[i].expr)
		}
		f(x, &x.predicate)
	}
	for i := range t.partKeys {
		f(t, &t.partKeys[i].expr)
	}
	for _, s := range db.statisticsOn(t) {
		for i := range s.exprs {
			f(s, &s.exprs[i])
		}
	}
	for _, o := range db.othersOn(t) {
		o.expressions(f)
	}
	for _, x := range db.published {
		if x.table == t {
			f(x, &x.where)
		}
	}
}

// change replaces an expression, in a way that can be undone.
func (db *database) change(p *expression, e expression) {
	old := *p
	db.later(func() { *p = old })
	*p = e
}

// reparse parses the text of an expression of the database.
func (r *reader) reparse(text string) *parse.Node {
	node, err := parse.Expr(text)
	if err != nil {
		r.fail(here, "reading the expression %s again: %v", text, err)
	}
	return node
}

// print writes a tree as the text of an expression.
func (r *reader) print(node *parse.Node) string {
	text, err := deparse.Expr(node)
	if err != nil {
		r.fail(here, "%v", err)
	}
	return text
}

// renameEverywhere changes names in all expressions, and those of collations,
// operators and operator classes wherever they stand.
func (r *reader) renameEverywhere(n renaming) {
	word := n.word()
	r.db.eachExpression(func(_ any, e *expression) {
		if mentions(e.text, word) {
			changed := *e
			if changed.text = r.renameIn(e.text, n); changed.text != e.text {
				r.db.change(e, changed)
			}
		}
	})
	r.renameInRoutines(n, word)
	for _, t := range r.db.tables() {
		r.renameInBound(t, n, word)
		if n.any || n.kind >= operatorName {
			r.renameInKeys(t, n)
		}
	}
	if n.any || n.kind >= routineName {
		r.renameInTypeParts(n)
	}
}

// renameInRoutines changes names in the defaults of arguments and in bodies.
func (r *reader) renameInRoutines(n renaming, word string) {
	for _, f := range r.db.routines() {
		if f.owned {
			continue
		}
		r.editDefinition(f, func(v *model.Value) {
			if mentions(v.Expr.Text, word) {
				v.Expr.Text = r.renameIn(v.Expr.Text, n)
			}
			if mentions(v.Query.Text, word) {
				renamed := r.renameIn(parse.AsExpression(v.Query.Text), n)
				v.Query.Text = r.printStatement(parse.EnclosedStatement(r.reparse(renamed)))
			}
		})
	}
}

func (r *reader) renameInBound(t *table, n renaming, word string) {
	rename := func(e *model.Expr) {
		if mentions(e.Text, word) {
			e.Text = r.renameIn(e.Text, n)
		}
	}
	if t.bound.IsZero() {
		return
	}
	b := t.bound
	b.In, b.From, b.To = slices.Clone(b.In), slices.Clone(b.From), slices.Clone(b.To)
	for i := range b.In {
		rename(&b.In[i])
	}
	for i := range b.From {
		rename(&b.From[i].Expr)
	}
	for i := range b.To {
		rename(&b.To[i].Expr)
	}
	save(r.db, t)
	t.bound = b
}

// renameInKeys changes the names in columns, index keys and partition keys.
func (r *reader) renameInKeys(t *table, n renaming) {
	for _, c := range t.columns {
		if q, changed := n.apply(collationName, c.collation); changed {
			save(r.db, c)
			c.collation = q
		}
	}
	for _, x := range t.keys {
		save(r.db, x)
		x.keys = slices.Clone(x.keys)
		for i := range x.keys {
			k := &x.keys[i]
			k.collation, _ = n.apply(collationName, k.collation)
			k.opclass, _ = n.apply(opclassName, k.opclass)
			k.operator, _ = n.apply(operatorName, k.operator)
		}
	}
	save(r.db, t)
	t.partKeys = slices.Clone(t.partKeys)
	for i := range t.partKeys {
		k := &t.partKeys[i]
		k.collation, _ = n.apply(collationName, k.collation)
		k.opclass, _ = n.apply(opclassName, k.opclass)
	}
}

// renameInTypeParts changes the names that types have in them.
func (r *reader) renameInTypeParts(n renaming) {
	for _, t := range r.db.types() {
		if t.owned {
			continue
		}
		save(r.db, t)
		t.attributes = slices.Clone(t.attributes)
		for i := range t.attributes {
			t.attributes[i].Collation, _ = n.apply(collationName, t.attributes[i].Collation)
		}
		if d := t.domain; d != nil {
			save(r.db, d)
			d.collation, _ = n.apply(collationName, d.collation)
		}
		if g := t.rng; g != nil {
			save(r.db, g)
			g.collation, _ = n.apply(collationName, g.collation)
			g.opclass, _ = n.apply(opclassName, g.opclass)
			g.canonical, _ = n.apply(routineName, g.canonical)
			g.subtypeDiff, _ = n.apply(routineName, g.subtypeDiff)
		}
	}
}

// renameIn changes names in one expression.
func (r *reader) renameIn(text string, n renaming) string {
	node := r.reparse(text)
	walk(node, func(x *parse.Node) {
		castTypes(x, func(tn *parse.TypeName) { tn.Names = n.names(typeName, tn.Names) })
		switch x := x.Node.(type) {
		case *parse.Node_FuncCall:
			x.FuncCall.Funcname = n.names(routineName, x.FuncCall.Funcname)
			if parts := stringsOf(x.FuncCall.Funcname); len(x.FuncCall.Args) == 1 && len(parts) == 2 && !r.hasRoutine(parts[0], parts[1]) {
				x.FuncCall.Funcname = n.names(typeName, x.FuncCall.Funcname) // a cast that is written as a call
			}
		case *parse.Node_AExpr:
			x.AExpr.Name = n.names(operatorName, x.AExpr.Name)
		case *parse.Node_RangeVar:
			n.inFrom(x.RangeVar)
		case *parse.Node_CollateClause:
			x.CollateClause.Collname = n.names(collationName, x.CollateClause.Collname)
		case *parse.Node_TypeCast:
			literal := x.TypeCast.Arg.GetAConst().GetSval()
			if literal == nil || !isRegclass(x.TypeCast.TypeName) {
				return
			}
			if names := splitName(literal.Sval); len(names) == 2 {
				if q, changed := n.apply(relationName, model.QName{Schema: names[0], Name: names[1]}); changed {
					literal.Sval = deparse.Qualified(q.Schema, q.Name)
				}
			}
		}
	})
	return r.print(node)
}

// inFrom renames a relation in FROM. There it keeps its old name as an alias,
// since the columns are called by that.
func (n renaming) inFrom(v *parse.RangeVar) {
	if v.Schemaname == "" {
		return
	}
	q, changed := n.apply(relationName, model.QName{Schema: v.Schemaname, Name: v.Relname})
	if !changed {
		return
	}
	if v.Alias == nil && q.Name != v.Relname {
		v.Alias = &parse.Alias{Aliasname: v.Relname}
	}
	v.Schemaname, v.Relname = q.Schema, q.Name
}

// names renames a qualified name.
func (n renaming) names(k nameKind, nodes []*parse.Node) []*parse.Node {
	parts := stringsOf(nodes)
	if len(parts) != 2 {
		return nodes
	}
	q, changed := n.apply(k, model.QName{Schema: parts[0], Name: parts[1]})
	if !changed {
		return nodes
	}
	return nameNodes(q.Schema, q.Name)
}

func isRegclass(tn *parse.TypeName) bool {
	name := lastName(tn.GetNames())
	return name == "regclass"
}

// renameColumnIn changes a column's name in the expressions of its table.
func (r *reader) renameColumnIn(t *table, old, name string) {
	r.db.tableExpressions(t, func(_ any, e *expression) {
		if !e.uses(old) {
			return
		}
		node := r.reparse(e.text)
		walk(node, func(x *parse.Node) {
			ref := x.GetColumnRef()
			if ref == nil || ref.Fields[len(ref.Fields)-1].GetString_().GetSval() != old {
				return
			}
			switch {
			case e.rows && len(ref.Fields) == 2: // OLD.column
				ref.Fields = append(ref.Fields[:1:1], nameNodes(name)...)
			case !e.rows && len(ref.Fields) == 1:
				ref.Fields = nameNodes(name)
			}
		})
		changed := *e
		changed.text = r.print(node)
		changed.columns = slices.Clone(e.columns)
		changed.columns[slices.Index(changed.columns, old)] = name
		r.db.change(e, changed)
	})
}

// renameRowIn changes the name of a table in references to its whole row.
func (r *reader) renameRowIn(t *table, old, name string) {
	r.db.tableExpressions(t, func(_ any, e *expression) {
		if !mentions(e.text, deparse.Ident(old)+".*") || e == &t.query {
			return
		}
		node := r.reparse(e.text)
		walk(node, func(x *parse.Node) {
			if ref := x.GetColumnRef(); ref != nil && len(ref.Fields) == 2 && ref.Fields[1].GetAStar() != nil {
				ref.Fields = append(nameNodes(name), ref.Fields[1])
			}
		})
		changed := *e
		changed.text = r.print(node)
		r.db.change(e, changed)
	})
}

// usesRelation says whether an expression has a relation's name as a constant.
func (r *reader) usesRelation(e expression, qualifiedName string) bool {
	found := false
	walk(r.reparse(e.text), func(x *parse.Node) {
		cast := x.GetTypeCast()
		if cast != nil && isRegclass(cast.TypeName) && cast.Arg.GetAConst().GetSval().GetSval() == qualifiedName {
			found = true
		}
	})
	return found
}

// usesType says whether an expression casts to a type.
func (r *reader) usesType(e expression, q model.QName) bool {
	found := false
	walk(r.reparse(e.text), func(x *parse.Node) {
		castTypes(x, func(tn *parse.TypeName) {
			found = found || slices.Equal(stringsOf(tn.Names), []string{q.Schema, q.Name})
		})
	})
	return found
}

// usesRoutine says whether an expression calls a function.
func (r *reader) usesRoutine(e expression, q model.QName) bool {
	found := false
	walk(r.reparse(e.text), func(x *parse.Node) {
		if call := x.GetFuncCall(); call != nil && slices.Equal(stringsOf(call.Funcname), []string{q.Schema, q.Name}) {
			found = true
		}
	})
	return found
}

// dropExpressionsWith removes what has an expression that depends on something
// dropped: defaults, generated columns, checks, indexes, statistics.
func (r *reader) dropExpressionsWith(word string, uses func(scope, expression) bool) {
	for _, t := range r.db.tables() {
		var owners []any
		r.db.tableExpressions(t, func(owner any, e *expression) {
			if mentions(e.text, word) && uses(scope{table: t}, *e) && !slices.Contains(owners, owner) {
				owners = append(owners, owner)
			}
		})
		for _, owner := range owners {
			r.dropOwner(t, owner)
		}
	}
	for _, id := range r.db.otherIDs() {
		o := r.db.others[id]
		if o != nil && slices.ContainsFunc(o.queries, func(q *heldQuery) bool { return mentions(q.text, word) && uses(scope{}, q.expression) }) {
			r.dropOther(o)
		}
	}
	for _, t := range r.db.types() {
		if t.domain == nil {
			continue
		}
		save(r.db, t.domain)
		if mentions(t.domain.value.text, word) && uses(scope{}, t.domain.value) {
			t.domain.value = expression{}
		}
		for _, k := range t.domain.checks {
			if mentions(k.expr.text, word) && uses(scope{value: true, valueType: t.domain.base}, k.expr) {
				t.domain.checks = without(t.domain.checks, k)
				r.db.countConstraint(t.ns, k.name, -1)
			}
		}
	}
}

// dropOwner removes what an expression belongs to.
func (r *reader) dropOwner(t *table, owner any) {
	switch o := owner.(type) {
	case *table:
		if o.ns.relations[o.name] == relation(o) {
			r.dropTable(o, true)
		}
	case *column:
		if !slices.Contains(t.columns, o) {
			return
		}
		if o.generated {
			r.dropColumn(o, true, true)
			return
		}
		save(r.db, o)
		o.value, o.serial = expression{}, false
	case *check:
		r.dropCheck(t, o)
	case *index:
		if slices.Contains(t.keys, o) {
			r.dropReferrers(t, o, true)
			r.dropIndex(o)
		}
	case *statistics:
		remove(r.db, o.ns.statistics, o.name)
	case *other:
		r.dropOther(o)
	case *publishedTable:
		r.forgetPublished(func(x *publishedTable) bool { return x == o })
	}
}

// renameInTypes changes the names of types wherever they are used.
func (r *reader) renameInTypes(rename func(schema, name string) (string, string)) {
	change := func(t *model.Type) {
		if t.Schema != "" {
			t.Schema, t.Name = rename(t.Schema, t.Name)
		}
	}
	for _, t := range r.db.tables() {
		for _, c := range t.columns {
			save(r.db, c)
			change(&c.typ)
		}
	}
	for _, t := range r.db.types() {
		if t.owned {
			continue
		}
		save(r.db, t)
		t.attributes = slices.Clone(t.attributes)
		for i := range t.attributes {
			change(&t.attributes[i].Type)
		}
		if t.domain != nil {
			save(r.db, t.domain)
			change(&t.domain.base)
		}
		if t.rng != nil {
			save(r.db, t.rng)
			change(&t.rng.subtype)
		}
	}
	for _, f := range r.db.routines() {
		save(r.db, f)
		f.Args = slices.Clone(f.Args)
		for i := range f.Args {
			change(&f.Args[i].Type)
		}
		change(&f.Returns)
		f.definition = f.definition.Edit(func(v *model.Value) { change(&v.Type) })
	}
	for _, o := range r.db.operatorList() {
		save(r.db, o)
		change(&o.Left)
		change(&o.Right)
		change(&o.Result)
	}
	save(r.db, &r.db.casts)
	r.db.casts = slices.Clone(r.db.casts)
	for i := range r.db.casts {
		change(&r.db.casts[i].From)
		change(&r.db.casts[i].To)
	}
}

// operatorList lists the operators, in the order of their names.
func (db *database) operatorList() []*operator {
	var list []*operator
	for _, schema := range sortedKeys(db.namespaces) {
		ns := db.namespaces[schema]
		for _, name := range sortedKeys(ns.operators) {
			list = append(list, ns.operators[name]...)
		}
	}
	return list
}
