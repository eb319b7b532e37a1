package ddl

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// dependent is an expression that depends on a column whose type changes. The
// server prints it with all coercions that it has and reads it again under the
// new type, where they stay.
type dependent struct {
	at func() *expression
	// explicit is the expression with the coercions that it had.
	explicit string
	// table and what else makes the scope of the expression.
	table     *table
	condition bool
	column    *column // whose value it is
	domain    *typ    // whose default or check it is; then there is no table
}

// scope is where the expression stands, with the types that the columns have now.
func (d *dependent) scope(r *reader) expr.Scope {
	switch {
	case d.domain != nil && d.condition:
		return expr.Scope{Value: d.domain.domain.base, Condition: true}
	case d.domain != nil:
		return expr.Scope{Target: d.domain.domain.base}
	}
	s := r.exprScope(scope{table: d.table})
	s.SearchPath = nil // the text is qualified
	switch {
	case d.condition:
		return s.If()
	case d.column != nil:
		return s.Assign(d.column.typ)
	}
	return s
}

// dependents lists the expressions that depend on columns whose types are about
// to change, in a table and, unless only it is meant, those below it.
func (r *reader) dependents(t *table, columns []string, recurse bool) []*dependent {
	tables := []*table{t}
	if recurse {
		tables = append(tables, t.descendants()...)
	}
	var list []*dependent
	for _, t := range tables {
		for _, d := range r.expressionsOf(t) {
			e := d.at()
			own := d.column != nil && !d.column.serial && slices.Contains(columns, d.column.name)
			if d.column != nil && !own || !own && !slices.ContainsFunc(columns, e.uses) {
				continue
			}
			if explicit, ok := r.explicit(d); ok {
				d.explicit = explicit
				list = append(list, d)
			}
		}
	}
	return list
}

// allExpressions lists the expressions of all tables and domains.
func (r *reader) allExpressions() []*dependent {
	var list []*dependent
	for _, t := range r.db.tables() {
		list = append(list, r.expressionsOf(t)...)
	}
	for _, t := range r.db.types() {
		if t.domain == nil {
			continue
		}
		if !t.domain.value.isZero() {
			list = append(list, &dependent{at: func() *expression { return &t.domain.value }, domain: t})
		}
		for _, k := range t.domain.checks {
			list = append(list, &dependent{at: func() *expression { return &k.expr }, condition: true, domain: t})
		}
	}
	return list
}

// expressionsOf lists the expressions of a table that have a place of their own.
func (r *reader) expressionsOf(t *table) []*dependent {
	var list []*dependent
	add := func(d dependent) {
		if d.table = t; !d.at().isZero() {
			list = append(list, &d)
		}
	}
	for _, c := range t.columns {
		add(dependent{at: func() *expression { return &c.value }, column: c})
	}
	for _, k := range t.checks {
		add(dependent{at: func() *expression { return &k.expr }, condition: true})
	}
	for _, x := range t.keys {
		for i := range x.keys {
			add(dependent{at: func() *expression { return &x.keys[i].expr }})
		}
		add(dependent{at: func() *expression { return &x.predicate }, condition: true})
	}
	for i := range t.partKeys {
		add(dependent{at: func() *expression { return &t.partKeys[i].expr }})
	}
	for _, s := range r.db.statisticsOn(t) {
		for i := range s.exprs {
			add(dependent{at: func() *expression { return &s.exprs[i] }})
		}
	}
	return list
}

// explicit writes the coercions of an expression out.
func (r *reader) explicit(d *dependent) (string, bool) {
	text := d.at().text
	catalog, err := r.catalog()
	if err != nil {
		return "", false
	}
	s := d.scope(r)
	if !s.Target.IsZero() {
		// A string is a constant of the column's type, but for the modifiers; the
		// coercion of any other value to the column's type is done anew.
		node := r.reparse(text)
		if node.GetAConst().GetSval() != nil {
			return r.print(&parse.Node{Node: &parse.Node_TypeCast{TypeCast: &parse.TypeCast{
				Arg: node, TypeName: typeNode(r.base(s.Target)),
			}}}), true
		}
		s.Target = model.Type{}
	}
	explicit, err := catalog.Explicit(s, text)
	return explicit, err == nil
}

// readAgain reads dependent expressions under the new types. What means the same
// as before keeps its text.
func (r *reader) readAgain(list []*dependent) {
	if len(list) == 0 {
		return
	}
	catalog, err := r.catalog()
	if err != nil {
		return
	}
	for _, d := range list {
		e, s := d.at(), d.scope(r)
		if e.text == d.explicit {
			continue
		}
		again, err := catalog.Key(s, d.explicit)
		if err != nil {
			continue // the comparison will say so
		}
		if key, err := catalog.Key(s, e.text); err == nil && key == again {
			continue
		}
		changed := *e
		changed.text = d.explicit
		r.db.change(e, changed)
	}
}

// remakeStatistics does to the extended statistics on columns of a new type what
// making them anew does: their target is forgotten.
func (r *reader) remakeStatistics(t *table, columns []string) {
	if !r.version.HasStatisticsExpressions() {
		return // older versions mend them in place
	}
	for _, s := range r.db.statisticsOn(t) {
		if slices.ContainsFunc(columns, func(name string) bool {
			return slices.Contains(s.columns, t.column(name)) ||
				slices.ContainsFunc(s.exprs, func(e expression) bool { return e.uses(name) })
		}) {
			save(r.db, s)
			s.target = 0
			r.reduceStatistics(s)
		}
	}
}

// remakeKeys does to the indexes that have a column of a new type what making
// them anew does: operator classes and collations that are the defaults by now
// are no longer said, and expressions can have become columns.
func (r *reader) remakeKeys(t *table, columns []string) {
	for _, x := range t.keys {
		if !slices.ContainsFunc(columns, func(name string) bool { return x.uses(t.column(name)) }) {
			continue
		}
		save(r.db, x)
		x.keys = slices.Clone(x.keys)
		for i := range x.keys {
			k := &x.keys[i]
			k.statistics = 0
			if k.column == nil {
				if name, collation := r.columnIn(k.expr, t); name != "" {
					k.column, k.expr = t.column(name), expression{}
					k.collation = cmp.Or(k.collation, collation)
				}
			}
			if !k.collation.IsZero() && k.collation == r.keyCollation(t, k.column, k.expr) {
				k.collation = model.QName{}
			}
			if k.opclass.IsZero() || len(k.options) > 0 {
				continue
			}
			var keyType model.Type
			if k.column != nil {
				keyType = k.column.typ
			} else {
				keyType, _ = r.typeOf(k.expr, scope{table: t})
			}
			k.opclass = r.opclassUnlessDefault(k.opclass, x.method, keyType)
		}
	}
}

// alterTypes changes the types of columns, all that one statement changes, and
// makes anew what depends on them.
func (r *reader) alterTypes(t *table, commands []command, recurse bool) {
	var columns []string
	for _, c := range commands {
		if t.column(c.Name) != nil {
			columns = append(columns, c.Name)
		}
	}
	list := r.dependents(t, columns, recurse)
	for i := range commands {
		r.alterColumn(t, &commands[i], recurse)
	}
	r.readAgain(list)
	tables := []*table{t}
	if recurse {
		tables = append(tables, t.descendants()...)
	}
	for _, t := range tables {
		r.remakeKeys(t, columns)
		r.remakeStatistics(t, columns)
		r.remakeChecks(t, columns)
	}
	r.remakeParts(tables, columns)
}

// remakeChecks does to the checks of a child what making those of its parent
// anew does: they come from there again.
func (r *reader) remakeChecks(t *table, columns []string) {
	for _, k := range t.checks {
		if k.local || !slices.ContainsFunc(columns, k.expr.uses) {
			continue
		}
		save(r.db, k)
		k.comment = ""
		for _, p := range append(slices.Clone(t.parents), t.partitionOf) {
			if p != nil && p.check(k.name) != nil {
				k.notValid = p.check(k.name).notValid
			}
		}
	}
}

// remakeParts makes the parts of partitioned indexes anew, with names of the
// server's choice: first those of constraints.
func (r *reader) remakeParts(tables []*table, columns []string) {
	var keys, others []*index
	for _, t := range tables {
		for _, x := range t.keys {
			switch {
			case x.parent != nil || !slices.ContainsFunc(columns, func(name string) bool { return x.uses(t.column(name)) }):
			case x.constraint != nil:
				keys = append(keys, x)
			default:
				others = append(others, x)
			}
		}
	}
	list := append(keys, others...)
	for _, x := range list {
		for _, part := range x.children {
			r.dropIndex(part)
		}
	}
	for _, x := range list {
		r.addParts(x)
	}
}

// refuseGenerated makes sure that no column is generated from one whose type
// changes.
func (r *reader) refuseGenerated(c *column) {
	for _, other := range c.table.columns {
		if other.generated && other != c && other.value.uses(c.name) {
			r.fail(here, "cannot alter type of a column used by a generated column: column %s is used by generated column %s",
				deparse.Ident(c.name), deparse.Ident(other.name))
		}
	}
}
