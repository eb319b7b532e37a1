package gomodel

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/model"
)

// nameSet are those that are taken in a package or a struct.
type nameSet map[string]bool

// take returns the first of several names that is free, or the last with a
// number, and takes it.
func (n nameSet) take(list ...string) string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	for _, name := range list {
		if !n[name] {
			n[name] = true
			return name
		}
	}
	last := list[len(list)-1]
	for i := 2; ; i++ {
		if name := last + strconv.Itoa(i); !n[name] {
			n[name] = true
			return name
		}
	}
}

// structName is the name of a table's struct: the singular, with the schema
// before it if another table has it already.
func (e *emitter) structName(t *model.Table) string {
	one := names.Camel(names.Singular(t.Name))
	one = cmp.Or(one, "Table")
	return e.names.take(one, names.Camel(t.Schema)+one)
}

// enumeration makes the type of an enum. One without values has no constants,
// and is none.
func (e *emitter) enumeration(o *model.Enum) {
	q := model.QName{Schema: o.Schema, Name: o.Name}
	e.enums[q] = &enumeration{Enum: *o}
	if len(o.Labels) == 0 {
		return
	}
	name := cmp.Or(names.Camel(o.Name), "Enum")
	e.enums[q].name = e.names.take(name, name+"Type", names.Camel(o.Schema)+name)
}

// inlineEnum makes the type of a column that lists its values.
func (e *emitter) inlineEnum(s *structure, f *field, values []string) string {
	o := &enumeration{Enum: model.Enum{Name: s.table.Name + "." + f.column, Labels: values}, used: true}
	o.name = e.names.take(s.name+f.name, s.name+f.name+"Type")
	e.inline = append(e.inline, o)
	return o.name
}

// constants returns the names of an enum's values.
func (e *emitter) constants(o *enumeration) []string {
	var list []string
	for _, label := range o.Labels {
		word := names.Camel(label)
		if runes := []rune(label); len(word) > 1 && word[0] == 'X' && len(runes) > 0 && runes[0] != 'x' && runes[0] != 'X' {
			word = word[1:] // behind the type's name it needs no capital
		}
		list = append(list, e.names.take(o.name+cmp.Or(word, "Value")))
	}
	return list
}

// reservedFields are the names that no field may have.
func (e *emitter) reservedFields() nameSet {
	taken := nameSet{}
	if e.has(TagGORM) {
		taken["TableName"] = true
	}
	if e.has(TagBun) {
		taken["BaseModel"] = true
	}
	return taken
}

func (e *emitter) has(tag string) bool { return slices.Contains(e.opts.Tags, tag) }
