package model

import (
	"cmp"
	"slices"
	"strings"
)

// A Definition is an object that is known by a list of named properties: a
// view, a function, a trigger, a policy and so on. Databases have dozens of such
// kinds, and they are created, compared, renamed and dropped by the same rules;
// what differs is which properties a kind has and how they are written. That is
// the dialect's to say, and nothing here depends on it.
//
// Objects of a table or a view (triggers, rules, policies) have it as ID.Parent.
// The name of an object that is told from others by its arguments includes their
// types: "f(integer)".
type Definition struct {
	ID ID `json:"id"`
	// Signature are the types in ID.Name, in their order; see [SignatureName].
	Signature []Type `json:"signature,omitempty"`
	// Properties are sorted by name, each name occurs once. A property that is
	// what the server chooses by itself is left out.
	Properties []Property `json:"properties,omitempty"`
	Comment    string     `json:"comment,omitempty"`
	Pos        Pos        `json:"-"`
}

// SignatureName returns the name of an object that is told from others by types:
// "f(integer, app.mood)". A zero type is written "none"; modifiers are no part of
// it.
func SignatureName(name string, types []Type) string {
	texts := make([]string, len(types))
	for i, t := range types {
		t.Modifiers = ""
		if texts[i] = t.String(); t.IsZero() {
			texts[i] = "none"
		}
	}
	return name + "(" + strings.Join(texts, ", ") + ")"
}

// PlainName returns the object's name without the types of its signature, and
// without the access method of an operator class or family.
func (d Definition) PlainName() string {
	name := strings.TrimSuffix(d.ID.Name, SignatureName("", d.Signature))
	if strings.HasPrefix(string(d.ID.Kind), "operator ") {
		if at := strings.LastIndex(name, " USING "); at > 0 {
			name = name[:at]
		}
	}
	return name
}

// PropertyName names a property of a [Definition] in the words of the dialect's
// manual: "language", "security definer".
type PropertyName string

// Property is one attribute of a [Definition].
type Property struct {
	Name  PropertyName `json:"name"`
	Value Value        `json:"value"`
}

// Value is what a property says. Which of the fields are set depends on the
// property; the zero Value is none.
type Value struct {
	// Name is what an item of a list is called: an argument, a setting, a column.
	Name string `json:"name,omitempty"`
	// Text is a word, a number, or foreign text such as the body of a function.
	Text string `json:"text,omitempty"`
	// Expr is an expression.
	Expr Expr `json:"expr,omitzero"`
	// Query is a whole statement: the query of a view, the body of a function.
	Query Expr `json:"query,omitzero"`
	// Type is a use of a type.
	Type Type `json:"type,omitzero"`
	// Ref addresses another object.
	Ref ID `json:"ref,omitzero"`
	// List holds the items of a list. Lists without order are sorted.
	List []Value `json:"list,omitempty"`
}

// IsZero reports whether the value says nothing.
func (v Value) IsZero() bool {
	return v.Name == "" && v.Text == "" && v.Expr.IsZero() && v.Query.IsZero() && v.Type.IsZero() && v.Ref.IsZero() && len(v.List) == 0
}

// Get returns a property, the zero Value if the object has none of that name.
func (d Definition) Get(name PropertyName) Value {
	i, found := slices.BinarySearchFunc(d.Properties, name, func(p Property, name PropertyName) int { return cmp.Compare(p.Name, name) })
	if !found {
		return Value{}
	}
	return d.Properties[i].Value
}

// Has reports whether a property is there: of one that is on or off, whether it
// is on.
func (d Definition) Has(name PropertyName) bool { return !d.Get(name).IsZero() }

// Set gives a property a value, and takes it away if that is zero. The list of
// properties is changed in place where it can be: a copy of d must not be used
// any more.
func (d *Definition) Set(name PropertyName, v Value) {
	i, found := slices.BinarySearchFunc(d.Properties, name, func(p Property, name PropertyName) int { return cmp.Compare(p.Name, name) })
	switch {
	case found && v.IsZero():
		d.Properties = slices.Delete(d.Properties, i, i+1)
	case found:
		d.Properties[i].Value = v
	case !v.IsZero():
		d.Properties = slices.Insert(d.Properties, i, Property{Name: name, Value: v})
	}
}

// SetText is Set for a text.
func (d *Definition) SetText(name PropertyName, text string) { d.Set(name, Value{Text: text}) }

// SetFlag is Set for a property that is on or off.
func (d *Definition) SetFlag(name PropertyName, on bool) {
	text := ""
	if on {
		text = On
	}
	d.SetText(name, text)
}

// On is the text of a property that can be on or off.
const On = "yes"

// Edit returns a copy of the value in which every value of a nested list, and
// then the value itself, went through edit.
func (v Value) Edit(edit func(*Value)) Value {
	if v.List != nil {
		list := make([]Value, len(v.List))
		for i, item := range v.List {
			list[i] = item.Edit(edit)
		}
		v.List = list
	}
	edit(&v)
	return v
}

// Edit returns a copy of the definition with edited values.
func (d Definition) Edit(edit func(*Value)) Definition {
	properties := make([]Property, len(d.Properties))
	for i, p := range d.Properties {
		properties[i] = Property{Name: p.Name, Value: p.Value.Edit(edit)}
	}
	d.Properties = properties
	return d
}

// Visit calls each with the value and all values of nested lists.
func (v Value) Visit(each func(Value)) {
	each(v)
	for _, item := range v.List {
		item.Visit(each)
	}
}

// Visit calls each with every value of the definition.
func (d Definition) Visit(each func(PropertyName, Value)) {
	for _, p := range d.Properties {
		p.Value.Visit(func(v Value) { each(p.Name, v) })
	}
}

func (d *Definition) sort() {
	slices.SortStableFunc(d.Properties, func(a, b Property) int { return cmp.Compare(a.Name, b.Name) })
}
