package gostruct

import (
	"cmp"
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
)

// resolve finds the types of all columns. A type that one column asks to be an
// enum is one everywhere.
func (r *reader) resolve() {
	for _, t := range r.tables {
		for _, c := range t.columns {
			if name := typeName(bare(c.goType)); c.opts.has("enum") && name != nil {
				r.enumOf(name, c)
			}
		}
	}
	for _, t := range r.tables {
		for _, c := range t.columns {
			r.columnType(c)
		}
	}
}

// bare returns what a pointer, a list or a nullable type holds.
func bare(t types.Type) types.Type {
	for range 10 {
		t = types.Unalias(t)
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
			continue
		}
		if inner := elementOf(t); inner != nil {
			t = inner
			continue
		}
		inner := nullableOf(t)
		if inner == nil {
			break
		}
		t = inner
	}
	return t
}

// columnType finds the type of a column, and whether it may be null.
func (r *reader) columnType(c *column) {
	t, pointer := c.goType, false
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t, pointer = p.Elem(), true
	}
	found, err := r.typeOf(t, c)
	c.null = pointer || found.Null
	switch o, ok := c.opts["type"]; {
	case ok:
		c.typ = o.value
		if size, both := c.opts["size"]; both {
			r.fail(size.key.start(), "write type="+o.value.s+"("+size.value.s+")", "type and size are both said")
		}
	case isInvalid(t):
		c.wrong = true // the compiler has said so
	case err != nil:
		c.wrong = true
		r.fail(c.at, "type=… says what it is in the database; `db:\"-\"` leaves the field out", "the column %s: %v", c.name.s, err)
	default:
		c.typ = fixedText(found.Name, c.at)
		if size, sized := c.opts["size"]; sized {
			c.typ = fixedText(r.dialect.Sized(found.Name, size.value.s), size.value.start())
		}
	}
	r.nullability(c)
}

func (r *reader) nullability(c *column) {
	null, isNull := c.opts["null"]
	_, notNull := c.opts["notnull"]
	switch {
	case isNull && notNull:
		r.fail(null.key.start(), "", "%s can't be null and notnull", c.name.s)
	case isNull:
		c.null = true
	case notNull:
		c.null = false
	}
}

// deepest is how many lists and pointers a type may be made of: it can be made of
// itself.
const deepest = 20

// typeOf says what a type is in the database.
func (r *reader) typeOf(t types.Type, c *column) (Type, error) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > deepest {
		return Type{}, fmt.Errorf("nothing in the database is like %s", t)
	}
	found, ok := r.known(t)
	if ok {
		return found, nil
	}
	if name := typeName(t); name != nil {
		if e := r.enumOf(name, c); e != nil {
			return Type{Name: cmp.Or(e.typ, e.quoted)}, nil
		}
		if inner := nullableOf(t); inner != nil {
			found, err := r.typeOf(inner, c)
			found.Null = true
			return found, err
		}
		if hasValue(t) {
			return Type{}, fmt.Errorf("what %s is in a database is known to its method Value alone", name.Name())
		}
	} else if _, pointer := types.Unalias(t).(*types.Pointer); c.enumItem() != nil && !pointer && elementOf(t) == nil {
		return Type{}, errors.New("an enum is a named type of strings with constants")
	}
	if e := c.enumItem(); e != nil && !isString(t) && elementOf(t) == nil {
		return Type{}, errors.New("an enum is a named type of strings with constants")
	}
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Basic:
		if found, ok := r.dialect.Type(u); ok {
			return found, nil
		}
	case *types.Slice, *types.Array:
		return r.listOf(u, c)
	case *types.Pointer:
		return r.typeOf(u.Elem(), c)
	case *types.Map:
		return Type{Name: r.dialect.Document()}, nil
	case *types.Struct:
		if name := typeName(t); name != nil && r.isTable[name] {
			return Type{}, fmt.Errorf("%s is a table, no value", name.Name())
		}
		return Type{Name: r.dialect.Document()}, nil
	}
	return Type{}, fmt.Errorf("nothing in the database is like %s", t)
}

// elementOf returns the type of a list's elements, nil if it is none.
func elementOf(t types.Type) types.Type {
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return nil
}

// listOf is the type of a list: bytes are a value of their own, structs and maps
// one document, all else an array.
func (r *reader) listOf(list types.Type, c *column) (Type, error) {
	inner := elementOf(list)
	if found, ok := r.dialect.Type(list); ok {
		return found, nil
	}
	found, err := r.typeOf(inner, c)
	if err != nil {
		return Type{}, err
	}
	if found.Name == r.dialect.Document() {
		return Type{Name: found.Name}, nil
	}
	return Type{Name: r.dialect.Array(found.Name)}, nil
}

// enum is a type of strings whose constants are the values of an enum.
type enum struct {
	name   *types.TypeName
	parts  []text // schema and name
	quoted string
	typ    string // where it is a type that lists its values, no type of its own
	labels []*types.Const
	column *column // the one that asked for it
}

// enumItem returns the item that asks for an enum, nil if none does.
func (c *column) enumItem() *item {
	if c == nil {
		return nil
	}
	if i, ok := c.opts["enum"]; ok {
		return &i
	}
	return nil
}

// enumOf returns the enum that a type is: because the column says so, because
// another column did, or because all types with constants are enums.
func (r *reader) enumOf(name *types.TypeName, c *column) *enum {
	asked := c.enumItem()
	if e := r.enums[name]; e != nil && (asked == nil || !asked.given) {
		return e
	}
	if !isString(name.Type()) || asked == nil && !r.opts.Enums {
		return nil
	}
	labels := labelsOf(name)
	if len(labels) == 0 {
		if asked != nil {
			r.fail(asked.key.start(), "", "the type %s has no constants, which would be the values of the enum", name.Name())
		}
		return nil
	}
	e := &enum{name: name, labels: labels, column: c}
	e.parts = []text{fixedText(names.Snake(name.Name(), r.opts.Initialisms), c.at)}
	if asked != nil && asked.given {
		if parts := r.splitDots(asked.value, 2); parts != nil {
			e.parts = parts
		}
	}
	e.quoted = quoteParts(r.dialect, e.parts)
	var values []string
	for _, label := range labels {
		values = append(values, constant.StringVal(label.Val()))
	}
	e.typ = r.dialect.Enum(values)
	if old := r.enums[name]; old != nil && old.quoted != e.quoted {
		r.fail(asked.value.start(), "", "the enum of %s is called %s at %v", name.Name(), old.quoted, posOf(old.column.at))
		return old
	}
	r.enums[name] = e
	return e
}

func isString(t types.Type) bool {
	b, ok := types.Unalias(t).Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// labelsOf lists the constants of a type in the order of their declarations.
func labelsOf(name *types.TypeName) []*types.Const {
	if name.Pkg() == nil {
		return nil
	}
	var list []*types.Const
	scope := name.Pkg().Scope()
	for _, word := range scope.Names() {
		c, ok := scope.Lookup(word).(*types.Const)
		if !ok || typeName(c.Type()) != name || c.Val().Kind() != constant.String {
			continue
		}
		label := constant.StringVal(c.Val())
		if !slices.ContainsFunc(list, func(o *types.Const) bool { return constant.StringVal(o.Val()) == label }) {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return list
}

func quoteParts(d Dialect, parts []text) string {
	out := ""
	for i, p := range parts {
		if i > 0 {
			out += "."
		}
		out += d.QuoteIdent(p.s)
	}
	return out
}
