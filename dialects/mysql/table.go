package mysql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// table is a table as it is built up. What it shares with the model stands there;
// keys and indexes are one list in the order in which the server has them.
type table struct {
	model.Table
	indexes   []index
	collation string // the table's default, "" if it is the database's and that is unknown
}

// index is a key or an index.
type index struct {
	kind      indexKind
	name      string
	keys      []model.IndexKey
	method    string // "" for the engine's own
	options   []model.Option
	comment   string
	period    string // WITHOUT OVERLAPS
	generated bool   // made for a foreign key, and gone when another one serves
	implicit  bool   // the name is the server's choice
	pos       model.Pos
}

// indexKind is what an index is for.
type indexKind uint8

const (
	plainIndex indexKind = iota
	primaryIndex
	uniqueIndex
)

// columns lists the names of the columns that the index consists of; ok is false
// if there are expressions, too.
func (x *index) columns() (list []string, ok bool) {
	for _, k := range x.keys {
		if k.Column == "" {
			return nil, false
		}
		list = append(list, k.Column)
	}
	return list, true
}

// column returns a column of the table.
func (t *table) column(name string) (*model.Column, bool) {
	for i := range t.Columns {
		if same(t.Columns[i].Name, name) {
			return &t.Columns[i], true
		}
	}
	return nil, false
}

func (t *table) index(name string) (int, bool) {
	i := slices.IndexFunc(t.indexes, func(x index) bool { return same(x.name, name) })
	return i, i >= 0
}

// add takes an index and gives it a name if it has none.
func (t *table) add(x index) error {
	for i := range x.keys {
		k := &x.keys[i]
		if k.Column == "" {
			continue
		}
		c, ok := t.column(k.Column)
		if !ok {
			return fmt.Errorf("table %s has no column %s", t.Name, k.Column)
		}
		k.Column = c.Name
		if x.kind == primaryIndex {
			c.NotNull = true
		}
	}
	switch {
	case x.kind == primaryIndex:
		x.name = Primary
		x.implicit = false
	case x.name == "":
		x.name, x.implicit = t.freeName(x), true
	}
	if _, taken := t.index(x.name); taken {
		if x.kind == primaryIndex {
			return fmt.Errorf("table %s has a primary key already", t.Name)
		}
		if x.generated { // the index of that name serves, or the server makes another name
			x.name, x.implicit = t.freeName(x), true
		} else {
			return fmt.Errorf("table %s has an index %s already", t.Name, x.name)
		}
	}
	t.indexes = append(t.indexes, x)
	return nil
}

// freeName returns the name that the server gives to an index: that of its first
// column, with a number if that is taken.
func (t *table) freeName(x index) string {
	base := x.keys[0].Column
	if base == "" {
		base = "functional_index"
	}
	if _, taken := t.index(base); !taken && !same(base, Primary) {
		return base
	}
	for n := 2; ; n++ {
		name := base + "_" + strconv.Itoa(n)
		if _, taken := t.index(name); !taken {
			return name
		}
	}
}

// settlePeriods makes the columns of periods such that are never null, and keys of
// tables with versions keys of each version.
func (t *table) settlePeriods() {
	if until := OptionOf(t.Options, "period system_time"); until != "" && OptionOf(t.Options, OptionSystemVersioned) != "" {
		_, end, _ := strings.Cut(until, ", ")
		for i := range t.indexes {
			x := &t.indexes[i]
			holds := slices.ContainsFunc(x.keys, func(k model.IndexKey) bool { return fold(Ident(k.Column)) == fold(end) })
			if at := slices.IndexFunc(t.Columns, func(c model.Column) bool { return fold(Ident(c.Name)) == fold(end) }); at >= 0 && x.kind != plainIndex && !holds {
				x.keys = append(x.keys, model.IndexKey{Column: t.Columns[at].Name})
			}
		}
	}
	for _, o := range t.Options {
		if name, found := strings.CutPrefix(o.Name, "period "); found && name != "system_time" {
			for i := range t.Columns {
				begin, end, _ := strings.Cut(o.Value, ", ")
				if quoted := fold(Ident(t.Columns[i].Name)); quoted == fold(begin) || quoted == fold(end) {
					t.Columns[i].NotNull = true
				}
			}
		}
	}
}

// settleGenerated takes indexes away that were made for a foreign key, where
// another one begins with the same columns.
func (t *table) settleGenerated() {
	for i := 0; i < len(t.indexes); i++ {
		x := &t.indexes[i]
		if !x.generated {
			continue
		}
		served := slices.ContainsFunc(t.indexes, func(o index) bool {
			if o.name == x.name || !o.begins(x) {
				return false
			}
			// Of two that were made, the longer one stays, or else the first.
			return !o.generated || len(o.keys) > len(x.keys) || slices.IndexFunc(t.indexes, func(e index) bool { return e.name == o.name }) < i
		})
		if served {
			t.indexes = slices.Delete(t.indexes, i, i+1)
			i--
		}
	}
}

// begins reports whether the index begins with the columns of another one.
func (x *index) begins(o *index) bool {
	if len(x.keys) < len(o.keys) || x.method != "" && x.method != "btree" && x.method != "hash" {
		return false
	}
	for i := range o.keys {
		if x.keys[i].Column == "" || x.keys[i].Column != o.keys[i].Column || x.keys[i].Length != 0 {
			return false
		}
	}
	return true
}

// numbered returns the first name of a row that is free after all of them.
func (t *table) numbered(mark string, each func(visit func(name string))) string {
	most := 0
	prefix := fold(t.Name + mark)
	each(func(name string) {
		if rest, found := strings.CutPrefix(fold(name), prefix); found {
			if n, err := strconv.Atoi(rest); err == nil {
				most = max(most, n)
			}
		}
	})
	return t.Name + mark + strconv.Itoa(most+1)
}

const (
	foreignKeyMark = "_ibfk_"
	checkMark      = "_chk_"
)

// addForeignKey takes a foreign key and gives it a name if it has none.
func (t *table) addForeignKey(f model.ForeignKey) error {
	for i, name := range f.Columns {
		c, ok := t.column(name)
		if !ok {
			return fmt.Errorf("table %s has no column %s", t.Name, name)
		}
		f.Columns[i] = c.Name
	}
	if f.Name == "" {
		f.ImplicitName = true
		f.Name = t.numbered(foreignKeyMark, func(visit func(string)) {
			for i := range t.ForeignKeys {
				visit(t.ForeignKeys[i].Name)
			}
		})
	}
	if slices.ContainsFunc(t.ForeignKeys, func(o model.ForeignKey) bool { return same(o.Name, f.Name) }) {
		return fmt.Errorf("table %s has a foreign key %s already", t.Name, f.Name)
	}
	t.ForeignKeys = append(t.ForeignKeys, f)
	return nil
}

// addCheck takes a check and gives it a name if it has none.
func (t *table) addCheck(c model.Check, s Server) error {
	if c.Name == "" {
		c.ImplicitName = true
		c.Name = t.checkName(s)
	}
	if slices.ContainsFunc(t.Checks, func(o model.Check) bool { return same(o.Name, c.Name) }) {
		return fmt.Errorf("table %s has a check %s already", t.Name, c.Name)
	}
	t.Checks = append(t.Checks, c)
	return nil
}

func (t *table) checkName(s Server) string {
	if !s.IsMariaDB() {
		return t.numbered(checkMark, func(visit func(string)) {
			for i := range t.Checks {
				visit(t.Checks[i].Name)
			}
		})
	}
	for n := 1; ; n++ {
		name := "CONSTRAINT_" + strconv.Itoa(n)
		if !slices.ContainsFunc(t.Checks, func(o model.Check) bool { return same(o.Name, name) }) {
			return name
		}
	}
}

// renameTo gives the table another name, and to its constraints those that the
// server makes of it.
func (t *table) renameTo(name string, s Server) {
	for i := range t.ForeignKeys {
		if rest, found := strings.CutPrefix(t.ForeignKeys[i].Name, t.Name+foreignKeyMark); found {
			t.ForeignKeys[i].Name = name + foreignKeyMark + rest
		}
	}
	for i := range t.Checks {
		if rest, found := strings.CutPrefix(t.Checks[i].Name, t.Name+checkMark); found && !s.IsMariaDB() {
			t.Checks[i].Name = name + checkMark + rest
		}
	}
	t.Name = name
}

// setOption gives an option a value; "" takes it away.
func setOption(list []model.Option, name, value string) []model.Option {
	i := slices.IndexFunc(list, func(o model.Option) bool { return o.Name == name })
	switch {
	case value == "" && i >= 0:
		return slices.Delete(slices.Clone(list), i, i+1)
	case value == "":
		return list
	case i >= 0:
		list = slices.Clone(list)
		list[i].Value = value
		return list
	}
	list = append(slices.Clone(list), model.Option{Name: name, Value: value})
	model.SortOptions(list)
	return list
}

// OptionOf returns the value of an option, "" if there is none.
func OptionOf(list []model.Option, name string) string {
	for _, o := range list {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}
