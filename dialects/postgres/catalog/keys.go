package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// vector is an int2vector or oidvector in the server's text form: "1 2 5".
type vector struct{ text string }

func (v vector) numbers() []int {
	fields := strings.Fields(v.text)
	list := make([]int, len(fields))
	for i, f := range fields {
		list[i], _ = strconv.Atoi(f) // the server printed a number
	}
	return list
}

func (v vector) oids() []uint32 {
	fields := strings.Fields(v.text)
	list := make([]uint32, len(fields))
	for i, f := range fields {
		n, _ := strconv.ParseUint(f, 10, 32) // the server printed a number
		list[i] = uint32(n)
	}
	return list
}

// keyColumns are the keys of an index or of a partitioned table, side by side
// as the catalog keeps them. Column number 0 is an expression, whose text and
// settings are in elements, the list that the server prints.
type keyColumns struct {
	columns    []int
	classes    []uint32
	collations []uint32
	elements   []string
}

// key makes the i-th key, without the order of an index.
func (r *reader) key(t *relation, keys keyColumns, i int) (model.IndexKey, error) {
	if i >= len(keys.classes) || i >= len(keys.collations) {
		return model.IndexKey{}, fmt.Errorf("key %d has no operator class", i+1)
	}
	number := keys.columns[i]
	if number == 0 {
		if i >= len(keys.elements) {
			return model.IndexKey{}, changed("the definition of key %d is gone", i+1)
		}
		return parseElement(keys.elements[i])
	}
	at := t.column(number)
	if at < 0 {
		return model.IndexKey{}, changed("column %d is gone", number)
	}
	fact := t.columns[at]
	collation, err := r.collation(keys.collations[i], fact.collation)
	if err != nil {
		return model.IndexKey{}, err
	}
	class, err := r.opclassName(keys.classes[i], fact.typ)
	if err != nil {
		return model.IndexKey{}, err
	}
	return model.IndexKey{Column: t.table.Columns[at].Name, Collation: collation, Opclass: class}, nil
}

// parseElement reads an expression key as pg_get_indexdef and
// pg_get_partkeydef print it: the expression, in parentheses or as a function
// call, then COLLATE and operator class where they aren't the expression's own,
// then the order.
func parseElement(text string) (model.IndexKey, error) {
	end := elementEnd(text)
	if end < 0 {
		return model.IndexKey{}, fmt.Errorf("understanding the key %q", text)
	}
	k := model.IndexKey{Expr: expr(text[:end])}
	rest := strings.TrimSpace(text[end:])
	if after, found := strings.CutPrefix(rest, "COLLATE "); found {
		schema, name, after, ok := cutQualified(after)
		if !ok {
			return model.IndexKey{}, fmt.Errorf("understanding the collation of the key %q", text)
		}
		k.Collation, rest = model.QName{Schema: schema, Name: name}, strings.TrimSpace(after)
	}
	if startsOrder(rest) {
		return k, nil
	}
	schema, name, _, ok := cutQualified(rest)
	if !ok {
		return model.IndexKey{}, fmt.Errorf("understanding the operator class of the key %q", text)
	}
	k.Opclass = model.QName{Schema: schema, Name: name}
	return k, nil
}

// elementEnd returns the end of the expression in a key, or -1. The server takes
// IS DOCUMENT for a function, so that it prints it without parentheses.
func elementEnd(text string) int {
	const document = " IS DOCUMENT"
	open := 0
	for open < len(text) && text[open] != '(' && !strings.HasPrefix(text[open:], document) {
		open = skip(text, open)
	}
	end := open
	if open < len(text) && text[open] == '(' {
		if end = closing(text, open) + 1; end == 0 {
			return -1
		}
	}
	if strings.HasPrefix(text[end:], document) {
		return end + len(document)
	}
	if end == open {
		return -1
	}
	return end
}

// startsOrder reports whether the rest of a key names no operator class.
func startsOrder(rest string) bool {
	word, _, _ := strings.Cut(rest, " ")
	return word == "" || word == "DESC" || word == "NULLS"
}

// indexElements returns the key list of what pg_get_indexdef prints.
func indexElements(definition string) []string {
	const using = " USING "
	for i := 0; i < len(definition); i = skip(definition, i) {
		after, found := strings.CutPrefix(definition[i:], using)
		if !found {
			continue
		}
		_, rest, ok := cutIdentifier(after)
		if !ok {
			return nil
		}
		list, _, _ := cutParens(rest, " ")
		return list
	}
	return nil
}

// cutOption cuts an option of reloptions or attoptions.
func cutOption(text string) (name, value string, found bool) { return strings.Cut(text, "=") }
