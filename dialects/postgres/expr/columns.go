package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// columnRef is transformColumnRef.
func (a *analysis) columnRef(ref *parse.ColumnRef) *node {
	fields := ref.Fields
	star := len(fields) > 0 && fields[len(fields)-1].GetAStar() != nil
	if star {
		fields = fields[:len(fields)-1]
	}
	names := stringList(fields)
	if a.level != nil && (star || len(names) > 1) {
		if out := a.queryRef(names, star); out != nil {
			a.noteRef(ref, out)
			return out
		}
	}
	if star {
		if !a.isRelation(names) {
			fail("there is no relation %s here", strings.Join(names, "."))
		}
		return a.wholeRow()
	}
	switch n := len(names); {
	case n == 1:
		out := a.simpleName(names[0])
		a.noteRef(ref, out)
		return out
	case n > 1 && a.isRelation(names[:n-1]):
		if out := a.column(names[n-1]); out != nil {
			return out
		}
		if out := a.project(a.wholeRow(), names[n-1], true); out != nil {
			return out
		}
	}
	fail("there is no column %s here", strings.Join(names, "."))
	return nil
}

func (a *analysis) simpleName(name string) *node {
	if name == "value" && !a.scope.Value.IsZero() {
		t := a.c.resolve(a.scope.Value)
		if t == nil {
			fail("nothing is known about the type %s", a.scope.Value)
		}
		b, mods := baseType(t, a.scope.Value.Modifiers)
		return &node{kind: kindValue, typ: b, mods: mods}
	}
	if a.level != nil {
		if out := a.queryColumn(name); out != nil {
			return out
		}
	}
	if out := a.column(name); out != nil {
		return out
	}
	if a.level != nil {
		if x := a.queryItem([]string{name}); x != nil {
			return a.itemRow(x)
		}
	}
	if a.isRelation([]string{name}) {
		return a.wholeRow()
	}
	fail("there is no column %s here", name)
	return nil
}

// isRelation reports whether a qualified name is that of the scope's relation.
func (a *analysis) isRelation(names []string) bool {
	rel := a.scope.Relation
	switch len(names) {
	case 1:
		return rel.Name != "" && names[0] == rel.Name
	case 2:
		return names[1] == rel.Name && names[0] == rel.Schema
	case 3: // with the database's name in front
		return names[2] == rel.Name && names[1] == rel.Schema
	}
	return false
}

// column returns the column of that name, nil if there is none.
func (a *analysis) column(name string) *node {
	for i := range a.scope.Columns {
		c := &a.scope.Columns[i]
		if c.Name != name {
			continue
		}
		if a.scope.Arguments {
			return a.argument(i + 1)
		}
		t := a.c.resolve(c.Type)
		if t == nil {
			fail("nothing is known about the type %s of column %s", c.Type, name)
		}
		if a.uses != nil {
			a.uses.addColumn(name)
		}
		if c.As != "" {
			name = c.As
		}
		return &node{kind: kindColumn, name: name, typ: t, mods: c.Type.Modifiers}
	}
	if a.scope.Relation.Name != "" && !a.scope.Arguments {
		if t := systemColumn(name); t != "" {
			return &node{kind: kindColumn, name: name, typ: a.c.base.Type(facts.CatalogSchema, t)}
		}
	}
	return nil
}

// systemColumn returns the type of a column that every table has.
func systemColumn(name string) string {
	switch name {
	case "tableoid":
		return "oid"
	case "ctid":
		return "tid"
	case "xmin", "xmax":
		return "xid"
	case "cmin", "cmax":
		return "cid"
	}
	return ""
}

func (a *analysis) wholeRow() *node {
	rel := a.scope.Relation
	t := a.c.typeIn(rel.Schema, rel.Name)
	if t == nil {
		fail("nothing is known about the row type of %s", rel)
	}
	if a.uses != nil {
		a.uses.WholeRow = true
	}
	return &node{kind: kindWholeRow, typ: t}
}

// project is ParseFuncOrColumn for row.name: the field of that name, or else the
// function of that name. nil if there is neither.
func (a *analysis) project(row *node, name string, asField bool) *node {
	if row.typ == a.c.known.record || isComposite(row.typ) {
		if f := a.field(row, name); f != nil {
			return f
		}
	}
	if asField {
		return a.callFunction(callName{"", name}, []*node{row}, nil, false)
	}
	return nil
}

// field selects a field of a composite value, nil if there is none of that name.
func (a *analysis) field(row *node, name string) *node {
	name = base(row.typ).Called(name)
	if row.kind == kindWholeRow {
		if c := a.columnOf(row, name); c != nil {
			return c
		}
	}
	for _, f := range a.fieldsOf(row) {
		if f.Name != name {
			continue
		}
		if f.Type == nil {
			fail("nothing is known about the type of %s.%s", row.typ, name)
		}
		return &node{kind: kindField, name: name, typ: f.Type, mods: f.Mods, args: []*node{row}}
	}
	return nil
}

// fieldsOf are the fields of a row, as far as they are known.
func (a *analysis) fieldsOf(row *node) []facts.Field {
	if base(row.typ) == a.c.known.record {
		return row.outs
	}
	return a.c.fields(base(row.typ))
}

// columnOf is the column of a whole row.
func (a *analysis) columnOf(row *node, name string) *node {
	if row.rel == 0 {
		return a.column(name)
	}
	if x := a.itemOf(row.rel); x != nil {
		return a.itemColumn(x, name)
	}
	return nil
}

// indirection is transformIndirection: fields and subscripts after a value.
func (a *analysis) indirection(e *parse.A_Indirection) *node {
	out := a.expression(e.Arg)
	var subscripts []*parse.A_Indices
	flush := func() {
		if len(subscripts) > 0 {
			out = a.subscript(out, subscripts)
			subscripts = nil
		}
	}
	for _, step := range e.Indirection {
		if index := step.GetAIndices(); index != nil {
			subscripts = append(subscripts, index)
			continue
		}
		flush()
		name := step.GetString_()
		if name == nil {
			fail("a row can't be expanded here")
		}
		field := a.project(out, name.Sval, true)
		if field == nil {
			fail("type %s has no field %s", out.typ, name.Sval)
		}
		out = field
	}
	flush()
	return out
}

// subscript is transformContainerSubscripts.
func (a *analysis) subscript(container *node, list []*parse.A_Indices) *node {
	t, mods := baseType(container.typ, container.mods)
	switch t {
	case a.c.known.int2vector:
		t = a.c.known.int2.Array
	case a.c.known.oidvector:
		t = a.c.known.oid.Array
	}
	switch t.Subscript {
	case facts.ArraySubscript, facts.RawSubscript:
		return a.arraySubscript(container, t, mods, list)
	case facts.NotSubscriptable:
	case facts.JsonbSubscript:
		return a.keySubscript(container, t, list, a.jsonKey)
	case facts.OtherSubscript:
		if t.Name == "hstore" {
			return a.keySubscript(container, a.c.known.text, list[:1], func(n *node) *node {
				return a.coerceTo(n, a.c.known.text, "", assignment)
			})
		}
	}
	fail("values of type %s can't be subscripted", container.typ)
	return nil
}

func (a *analysis) arraySubscript(container *node, t *facts.Type, mods string, list []*parse.A_Indices) *node {
	out := &node{kind: kindSubscript, typ: t.Element, mods: mods, args: []*node{container}}
	slice := false
	for _, i := range list {
		slice = slice || i.IsSlice
	}
	index := func(n *parse.Node) *node {
		if n == nil {
			return nil
		}
		value := a.coerceTo(a.expression(n), a.c.known.int4, "", assignment)
		if value == nil {
			fail("a subscript must be an integer")
		}
		return value
	}
	if !slice {
		for _, i := range list {
			out.args = append(out.args, index(i.Uidx))
		}
		return out
	}
	out.flag, out.typ = true, t
	for _, i := range list {
		low := index(i.Lidx)
		if !i.IsSlice {
			low = &node{kind: kindConst, text: "1", typ: a.c.known.int4}
		}
		out.args = append(out.args, low, index(i.Uidx))
	}
	return out
}

// keySubscript is a chain of single keys.
func (a *analysis) keySubscript(container *node, result *facts.Type, list []*parse.A_Indices, key func(*node) *node) *node {
	out := &node{kind: kindSubscript, typ: result, args: []*node{container}}
	for _, i := range list {
		if i.IsSlice || i.Uidx == nil {
			fail("values of type %s have no slices", container.typ)
		}
		k := key(a.expression(i.Uidx))
		if k == nil {
			fail("a subscript is of a wrong type")
		}
		out.args = append(out.args, k)
	}
	return out
}

// jsonKey is the rule of jsonb_subscript_transform: a key is a text or an
// integer, whichever it can be, but not both.
func (a *analysis) jsonKey(n *node) *node {
	k := &a.c.known
	if n.typ == k.unknown {
		return a.coerceType(n, k.text, "", implicit)
	}
	number, text := a.canCoerce(n.typ, k.int4, implicit), a.canCoerce(n.typ, k.text, implicit)
	switch {
	case number && !text:
		return a.coerceType(n, k.int4, "", implicit)
	case text && !number:
		return a.coerceType(n, k.text, "", implicit)
	}
	return nil
}
