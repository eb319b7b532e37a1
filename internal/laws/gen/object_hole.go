package gen

import (
	"slices"
	"strconv"
	"strings"
)

// hole is what a word in braces stands for.
func (f *filler) hole(word string) any {
	switch word {
	case "or":
		return orWord{}
	case "name":
		return madeRef{}
	case "self":
		return selfRef{}
	case ";":
		return sepWord{}
	case "type":
		return f.userType()
	case "out":
		if len(f.o.Columns) > 0 {
			return pick(f.draw, f.o.Columns)
		}
		f.fail = true
		return nil
	}
	head, rest, hasRest := strings.Cut(word, ":")
	if hasRest {
		switch head {
		case "rel":
			as, _, _ := strings.Cut(rest, ":")
			return relRef{f.o.relation(as)}
		case "pred", "own", "new", "old", "expr":
			s := &slot{Spec: word}
			f.redraw(s)
			return s
		case "items", "named":
			return f.items(rest, head == "named")
		case "star":
			return f.star(rest)
		case "as":
			return f.output(rest)
		case "obj":
			return f.other(rest, nil)
		case "unused":
			return f.other(rest, f.unused)
		case "key":
			return f.key(rest)
		}
	}
	return f.column(word)
}

// column is {a.integer}, or {a:integer} for the name alone; what follows a #
// tells columns apart that are named again.
func (f *filler) column(word string) any {
	if o := f.o.relation(word); o != nil {
		return relRef{o}
	}
	for _, m := range f.o.Memo {
		if m.Word == strings.Replace(word, ":", ".", 1) {
			return f.columnRef(word, m.Col)
		}
	}
	at := strings.IndexAny(word, ".:")
	if at < 0 {
		panic("gen: a template has an unknown hole " + word)
	}
	want, mark, marked := strings.Cut(word[at+1:], "#")
	list := filter(columnsOf(f.o.relation(word[:at])), func(c *Column) bool {
		taken := marked && slices.ContainsFunc(f.o.Memo, func(m memo) bool { return m.Col == c })
		return !taken && f.suits(c, want)
	})
	if len(list) == 0 {
		f.fail = true
		return nil
	}
	c := pick(f.draw, list)
	if marked {
		f.o.Memo = append(f.o.Memo, memo{word[:at] + "." + want + "#" + mark, c})
	}
	return f.columnRef(word, c)
}

// suits says whether a column is of a type, or of a sort of types.
func (f *filler) suits(c *Column, want string) bool {
	switch want {
	case "any":
		return true
	case "stored":
		return c.generated() == nil
	case "sorted":
		b := c.typ().Base
		return b != nil && !c.typ().Array && len(b.Btree) > 0 && b.Btree[0] != "" && b.Extension == ""
	}
	if base, only := strings.CutPrefix(want, "built-in "); only { // for what reads no type of the user's, and nothing virtual
		return c.typ().User == nil && c.generated() == nil && baseType(c.typ()) == base
	}
	if base, only := strings.CutPrefix(want, "stored "); only { // for what assigns to it
		return c.generated() == nil && baseType(c.typ()) == base
	}
	return baseType(c.typ()) == want
}

func (f *filler) columnRef(word string, c *Column) colRef {
	at := strings.IndexAny(word, ".:")
	ref := colRef{Col: c, Any: strings.Contains(word, "any")}
	if word[at] == '.' {
		ref.Alias = word[:at]
	}
	return ref
}

// items draws a select list of columns of a relation, with their own names or
// with others. {named:a} has always names of its own.
func (f *filler) items(as string, own bool) any {
	columns := columnsOf(f.o.relation(as))
	list := &items{As: as, Own: own || f.chance(30)}
	for _, c := range some(f.draw, columns, 1, 4) {
		f.item(list, c)
	}
	return list
}

func (f *filler) item(list *items, c *Column) {
	out := &Column{From: c}
	if list.Own {
		out.Alias = f.outputName()
	}
	list.List = append(list.List, out)
	f.o.Columns = append(f.o.Columns, out)
}

func (f *filler) outputName() string {
	return clip(f.name(map[string]bool{}, plainColumns()), maxName-6) + strconv.Itoa(f.next())
}

// star is *, which gives all columns of a relation.
func (f *filler) star(as string) any {
	for _, c := range columnsOf(f.o.relation(as)) {
		f.o.Columns = append(f.o.Columns, &Column{From: c})
	}
	return f.choose("*|" + as + ".*")
}

// output names a column of the view after an expression of that type.
func (f *filler) output(want string) any {
	typ := Type{Base: f.lib.byName[strings.TrimSuffix(want, "[]")], Array: strings.HasSuffix(want, "[]")}
	c := &Column{Name: f.outputName(), Type: typ}
	f.o.Columns = append(f.o.Columns, c)
	return c
}

// other is an object of a kind and a role: one that is there and suits, or a new
// one.
func (f *filler) other(spec string, suits func(*Object) bool) any {
	kind, role, _ := strings.Cut(spec, "/")
	list := filter(f.s.Objects, func(o *Object) bool { return o.Kind == kind && o.Role == role && (suits == nil || suits(o)) })
	if len(list) > 0 && f.chance(60) {
		return pick(f.draw, list)
	}
	o := f.object(func(t template) bool { return t.kind == kind && t.role == role })
	if o == nil {
		f.fail = true
		return nil
	}
	return o
}

// unused says whether no object mentions another: a family takes the operators
// of a type from one class only.
func (f *filler) unused(o *Object) bool {
	return !slices.ContainsFunc(f.s.Objects, func(by *Object) bool { return by.mentions(o, true) })
}

// key is the list of the columns of a relation's primary key.
func (f *filler) key(as string) any {
	t, isTable := f.o.relation(as).(*Table)
	if !isTable {
		f.fail = true
		return nil
	}
	i := slices.IndexFunc(t.Keys, groupingKey)
	f.o.Needs = append(f.o.Needs, t.Keys[i])
	e := &Expr{Atomic: true}
	for j, c := range t.Keys[i].Columns {
		if j > 0 {
			e.Format += ", "
		}
		e.Format += hole(j)
		e.Args = append(e.Args, colRef{Alias: as, Col: c})
	}
	return &slot{Spec: fixed, Text: e}
}

// userType is a type for a routine's signature, one of the user's if there is any.
func (f *filler) userType() any {
	var list []Type
	for _, e := range f.s.Enums {
		list = append(list, Type{User: e}, Type{User: e, Array: true})
	}
	for _, d := range f.s.Domains {
		list = append(list, Type{User: d})
	}
	for _, c := range f.s.Composites {
		list = append(list, Type{User: c})
	}
	for _, r := range f.s.Ranges {
		list = append(list, Type{User: r})
	}
	list = append(list, Type{Base: f.lib.byName["uuid"]}, Type{Base: f.lib.byName["date"], Array: true})
	return pick(f.draw, list)
}
