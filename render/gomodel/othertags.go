package gomodel

import (
	"slices"
	"strings"
	"unicode"

	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/model"
)

// otherTags adds the tags of other tools to all fields.
func (e *emitter) otherTags() {
	for _, s := range e.structs {
		keys := map[string]bool{}
		for _, k := range s.table.Keys {
			for _, c := range k.Columns {
				keys[c] = keys[c] || k.Primary
			}
		}
		json := map[string]bool{}
		for _, f := range s.fields {
			c, _ := s.table.Column(f.column)
			if isTagName(f.column) {
				f.also["db"] = f.column
			}
			if e.has(TagGORM) {
				f.also[TagGORM] = e.gormTag(s.table, f, c, keys[c.Name])
			}
			if e.has(TagBun) {
				f.also[TagBun] = e.bunTag(s.table, f, c, keys[c.Name])
			}
			if e.has(TagJSON) {
				f.also[TagJSON] = jsonName(f, json)
			}
		}
		for _, f := range s.more {
			if e.has(TagJSON) {
				f.also[TagJSON] = jsonName(f, json) + ",omitempty"
			}
			if e.has(TagBun) {
				f.also[TagBun] = "-"
			}
		}
	}
}

// jsonName is the snake case of a field's column, or of the field if JSON can't
// have that as a name.
func jsonName(f *field, taken map[string]bool) string {
	for _, candidate := range []string{names.Snake(f.column, nil), names.Snake(f.name, nil), f.name} {
		usable := candidate != "" && !strings.ContainsFunc(candidate, func(c rune) bool {
			return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
		})
		if usable && !taken[candidate] {
			taken[candidate] = true
			return candidate
		}
	}
	return "-"
}

// increments says whether the database numbers a column.
func increments(f *field, c model.Column) bool {
	return !c.Identity.IsZero() || slices.ContainsFunc(f.tag, func(item string) bool {
		return strings.HasPrefix(item, "type=") && strings.HasSuffix(item, "serial")
	})
}

// isArray says whether a field has the elements of an array.
func isArray(f *field, c model.Column) bool { return c.Type.Array && f.typ.List }
