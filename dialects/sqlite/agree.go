package sqlite

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/model"
)

// agree makes sure that the text of a table was understood as the library
// understands it. A difference would be a fault of this reader, or a text that
// somebody has written into sqlite_schema.
func (r *reader) agree(name string, text *tableText) error {
	table := r.facts.tables[name]
	if table.strict != text.strict || table.withoutRowID != text.withoutRowID {
		return errors.New("the options of the table are others")
	}
	if err := agreeColumns(r.facts.columns[name], text); err != nil {
		return err
	}
	if err := r.agreeKeys(name, text); err != nil {
		return err
	}
	return agreeReferences(r.facts.references[name], text.references)
}

func agreeColumns(known []columnFact, text *tableText) error {
	if len(known) != len(text.columns) {
		return fmt.Errorf("the table has %d columns, not %d", len(known), len(text.columns))
	}
	for i, c := range text.columns {
		k := known[i]
		hidden := 0
		if !c.Generated.IsZero() {
			hidden = 3
			if c.Generated.Virtual {
				hidden = 2
			}
		}
		if k.name != c.Name || typeOf(k.typ) != c.Type || k.hidden != hidden || c.NotNull && !k.notNull {
			return fmt.Errorf("the column %s is another one", c.Name)
		}
	}
	return nil
}

// agreeKeys compares the keys with the columns of the primary key and with the
// indexes that the library has made for constraints. It makes none for an alias
// of the rowid and for a key that another index serves.
func (r *reader) agreeKeys(name string, text *tableText) error {
	position := 0
	for _, k := range text.keys {
		if !k.primary {
			continue
		}
		for i, e := range k.elements {
			for _, c := range r.facts.columns[name] {
				if same(c.name, e.Column) && c.primary != i+1 {
					return fmt.Errorf("the column %s has another place in the primary key", c.name)
				}
			}
			position++
		}
	}
	for _, c := range r.facts.columns[name] {
		if c.primary > position {
			return fmt.Errorf("the column %s is in the primary key", c.name)
		}
	}
	for _, index := range r.facts.indexes[name] {
		if index.origin != "c" && !anyKey(text.keys, r.facts.elements[index.name]) {
			return fmt.Errorf("the index %s belongs to no key", index.name)
		}
	}
	return nil
}

func anyKey(keys []keyText, elements []elementFact) bool {
	for _, k := range keys {
		if len(k.elements) < len(elements) {
			continue
		}
		equal := true
		for i, e := range elements {
			equal = equal && same(e.name, k.elements[i].Column)
		}
		if equal {
			return true
		}
	}
	return false
}

// agreeReferences compares foreign keys, which the library lists from the last
// to the first.
func agreeReferences(known []referenceFact, text []model.ForeignKey) error {
	columns := 0
	for _, f := range text {
		columns += len(f.Columns)
	}
	if columns != len(known) {
		return fmt.Errorf("the foreign keys have %d columns, not %d", len(known), columns)
	}
	places := map[int]int{}
	for _, k := range known {
		at := len(text) - 1 - k.id
		if at < 0 || places[at] >= len(text[at].Columns) ||
			!same(text[at].References.Name, k.table) || !same(text[at].Columns[places[at]], k.from) {
			return fmt.Errorf("the foreign key to %s is another one", k.table)
		}
		places[at]++
	}
	return nil
}
