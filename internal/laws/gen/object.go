package gen

import "slices"

// Object is an object of a kind that is neither a table nor a type nor part of
// one: a view, a routine, a trigger and so on. Its statement is drawn from a
// template and keeps what the template's holes were filled with, so that it
// follows renames and knows what it needs.
type Object struct {
	Kind, Role    string
	Suffix        string     // follows the name where a statement tells the object from others
	NS            *Namespace // nil for kinds that live in no schema
	Name, Comment string
	Rels          []binding
	Memo          []memo
	Columns       []*Column // what a view gives
	Needs         []any     // keys
	Text          *Expr
}

// binding is a relation under the name that the template has for it.
type binding struct {
	As, Sort string
	Rel      any // *Table or *Object
}

// memo is a column that a template names twice.
type memo struct {
	Word string
	Col  *Column
}

// Arguments of an object's text, beside those of all expressions.
type (
	relRef struct{ Rel any } // a relation's name
	colRef struct {
		Alias string
		Col   *Column
		Any   bool // whatever the column's type is
	}
	selfRef struct{} // the object's own name
	madeRef struct{} // the same where it is created
	orWord  struct{} // OR REPLACE, or nothing
	sepWord struct{} // the end of a statement
	// slot is a part of the text that can be drawn again.
	slot struct {
		Spec string
		Text *Expr
	}
	// body is a text within quotes.
	body struct{ Text *Expr }
	// items is a select list that can grow and shrink.
	items struct {
		As   string
		List []*Column
		Own  bool // the columns have names of their own
	}
)

// columnsOf lists the columns of a relation.
func columnsOf(rel any) []*Column {
	switch rel := rel.(type) {
	case *Table:
		return rel.Columns
	case *Object:
		return rel.Columns
	}
	return nil
}

// schemaOf is the schema that a relation is in.
func schemaOf(rel any) *Namespace {
	switch rel := rel.(type) {
	case *Table:
		return rel.NS
	case *Object:
		return rel.NS
	}
	return nil
}

// has says whether a schema still has a relation.
func (s *Schema) has(rel any) bool {
	switch rel := rel.(type) {
	case *Table:
		return slices.Contains(s.Tables, rel)
	case *Object:
		return slices.Contains(s.Objects, rel)
	}
	return false
}

// relation returns what a template calls by a name.
func (o *Object) relation(as string) any {
	for _, b := range o.Rels {
		if b.As == as {
			return b.Rel
		}
	}
	return nil
}

// walk calls f with every argument of an expression, and of those in it.
func (e *Expr) walk(f func(arg any)) {
	if e == nil {
		return
	}
	for _, arg := range e.Args {
		f(arg)
		switch arg := arg.(type) {
		case *Expr:
			arg.walk(f)
		case *slot:
			arg.Text.walk(f)
		case *body:
			arg.Text.walk(f)
		}
	}
}

// mentions says whether an object's text would not stand without something, or,
// unless whole, with a column of another type.
func (o *Object) mentions(gone any, whole bool) bool {
	found := slices.Contains(o.Needs, gone) || slices.ContainsFunc(o.Rels, func(b binding) bool { return b.Rel == gone })
	o.Text.walk(func(arg any) {
		switch arg := arg.(type) {
		case colRef:
			found = found || any(arg.Col) == gone && (whole || !arg.Any)
		case relRef:
			found = found || arg.Rel == gone
		case Type:
			found = found || arg.User != nil && arg.User == gone
		case seqText:
			found = found || any(arg.Seq) == gone
		case *Object, *Column, *Function:
			found = found || arg == gone
		}
	})
	return found
}

// needs lists what must be there before the object.
func (o *Object) needs() []any {
	var list []any
	if o.NS != nil {
		list = append(list, o.NS)
	}
	relation := func(rel any) {
		if t, isTable := rel.(*Table); isTable {
			list = append(list, columnsDone{t})
		} else {
			list = append(list, rel)
		}
	}
	for _, b := range o.Rels {
		relation(b.Rel)
	}
	list = append(list, o.Needs...)
	o.Text.walk(func(arg any) {
		switch arg := arg.(type) {
		case relRef:
			relation(arg.Rel)
		case Type:
			list = append(list, arg.needs()...)
		case seqText:
			list = append(list, arg.Seq)
		case *Object, *Function:
			list = append(list, arg)
		}
	})
	return list
}

// slots lists the parts that can be drawn again.
func (o *Object) slots() []*slot {
	var list []*slot
	o.Text.walk(func(arg any) {
		if s, isSlot := arg.(*slot); isSlot {
			list = append(list, s)
		}
	})
	return list
}

// selections lists the object's select lists.
func (o *Object) selections() []*items {
	var list []*items
	o.Text.walk(func(arg any) {
		if s, isItems := arg.(*items); isItems {
			list = append(list, s)
		}
	})
	return list
}
