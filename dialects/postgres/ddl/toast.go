package ddl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// toastPrefix begins the names of a TOAST table's options.
const toastPrefix = "toast."

// keptOptions drops the options of a TOAST table that isn't there: the server
// forgets them.
func (t *table) keptOptions(options []model.Option) []model.Option {
	if t.toast {
		return options
	}
	return slices.DeleteFunc(options, func(o model.Option) bool { return strings.HasPrefix(o.Name, toastPrefix) })
}

// needToast makes a TOAST table if the columns of a table need one, as
// needs_toast_table does: if a row can be too long for a page.
func (r *reader) needToast(t *table) {
	if t.toast || t.kind != ordinary && t.kind != materialized {
		return
	}
	const header, limit = 24, 2032 // TOAST_TUPLE_THRESHOLD for pages of 8 kB
	length, toastable := header, false
	for _, c := range t.columns {
		storage := c.storage
		if storage == "" {
			storage = r.typeStorage(c.typ)
		}
		size, bounded := r.typeSize(c.typ)
		length += size
		if storage == "plain" {
			continue
		}
		toastable = true
		if !bounded {
			length += limit
		}
	}
	if toastable && length > limit {
		save(r.db, t)
		t.toast = true
	}
}

// typeSize returns the most bytes that a value takes, and whether that is
// bounded (type_maximum_size).
func (r *reader) typeSize(t model.Type) (size int, bounded bool) {
	if user := r.userType(t); user != nil && user.domain != nil && !t.Array {
		return r.typeSize(user.domain.base)
	}
	if t.Array {
		return 0, false
	}
	first, _, _ := strings.Cut(t.Modifiers, ",")
	n, err := strconv.Atoi(first)
	switch t.Name {
	case "character varying", "character":
		const longestCharacter, varlena = 4, 4
		return n*longestCharacter + varlena, err == nil && t.Modifiers != ""
	case "bit", "bit varying":
		return (n+7)/8 + 8, err == nil && t.Modifiers != ""
	case "numeric":
		return (n+3)/4*2 + 12, err == nil && t.Modifiers != ""
	}
	if r.typeStorage(t) != "plain" {
		return 0, false
	}
	return 8, true
}
