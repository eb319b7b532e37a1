package gomodel

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/model"
)

// relation is a foreign key between two structs.
type relation struct {
	from, to       *structure
	fields, target []*field
	single         bool // there is at most one row for each that it refers to
	key            model.ForeignKey
}

// relations says what refers to what: as fields for GORM, else as comments.
func (e *emitter) relations(s *structure) {
	for _, f := range s.table.ForeignKeys {
		to := e.byTable[f.References]
		if to == nil {
			continue
		}
		r := relation{s, to, s.any(f.Columns), to.any(f.RefColumns), isUnique(s.table, f.Columns), f}
		if e.unnamed(r.key.Name) {
			r.key.Name = ""
		}
		if len(r.fields) == 0 || len(r.fields) != len(r.target) {
			continue
		}
		if e.has(TagGORM) {
			r.asFields()
			continue
		}
		s.notes = append(s.notes, "// "+fieldNames(r.fields)+" belongs to "+to.name+".")
		many := "has many "
		if r.single {
			many = "has one "
		}
		to.notes = append(to.notes, "// "+strings.ToUpper(many[:1])+many[1:]+s.name+", by "+fieldNames(r.fields)+".")
	}
}

// any returns the fields of columns.
func (s *structure) any(columns []string) []*field {
	var list []*field
	for _, c := range columns {
		if i := slices.IndexFunc(s.fields, func(f *field) bool { return f.column == c }); i >= 0 {
			list = append(list, s.fields[i])
		}
	}
	return list
}

// isUnique says whether columns are a key of a table.
func isUnique(t *model.Table, columns []string) bool {
	return slices.ContainsFunc(t.Keys, func(k model.Key) bool {
		return len(k.Columns) == len(columns) && !slices.ContainsFunc(k.Columns, func(c string) bool { return !slices.Contains(columns, c) })
	})
}

func fieldNames(list []*field) string {
	var names []string
	for _, f := range list {
		names = append(names, f.name)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// ambiguous says whether GORM would take the one that a struct belongs to for one that
// belongs to it: it looks for the fields of the key there first.
func (r relation) ambiguous() bool {
	if r.from == r.to {
		return false
	}
	for _, f := range r.fields {
		if !slices.ContainsFunc(r.to.fields, func(o *field) bool { return o.name == f.name }) {
			return false
		}
	}
	return true
}

// asFields adds the two ends of a relation as fields of GORM.
func (r relation) asFields() {
	list := func(fields []*field) string {
		var names []string
		for _, f := range fields {
			names = append(names, f.name)
		}
		return strings.Join(names, ",")
	}
	tag := "foreignKey:" + list(r.fields) + ";references:" + list(r.target) + gormConstraint(r.key)
	role := ""
	if len(r.fields) == 1 {
		role = strings.TrimSuffix(r.fields[0].name, "ID")
		if role == r.fields[0].name {
			role = "" // the column isn't called after what it refers to
		}
	}
	if r.ambiguous() {
		r.from.notes = append(r.from.notes, "// "+fieldNames(r.fields)+" belongs to "+r.to.name+".")
	} else {
		belongs := &field{typ: GoType{Name: r.to.name}, pointer: true, also: map[string]string{TagGORM: tag, "db": "-"}}
		belongs.name = r.from.names.take(role, r.to.name, r.to.name+"By"+r.fields[0].name)
		r.from.more = append(r.from.more, belongs)
	}

	back := &field{also: map[string]string{TagGORM: tag, "db": "-"}}
	called := r.from.name
	if r.single {
		back.typ, back.pointer = GoType{Name: r.from.name}, true
	} else {
		back.typ = GoType{List: true, Args: []GoType{{Name: r.from.name}}}
		called = names.Camel(names.Plural(names.Snake(r.from.name, nil)))
	}
	if role != "" && role != r.to.name {
		back.name = r.to.names.take(called+"As"+role, cmp.Or(called+"By"+r.fields[0].name))
	} else {
		back.name = r.to.names.take(called, called+"By"+r.fields[0].name)
	}
	r.to.more = append(r.to.more, back)
}
