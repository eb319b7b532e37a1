package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
)

// build makes a table of its text, which the library agrees with.
func (r *reader) build(o object, text *tableText) model.Table {
	t := model.Table{Name: o.name, Pos: r.place(o, 0)}
	if text.strict {
		t.Options = append(t.Options, model.Option{Name: Strict, Value: model.On})
	}
	if text.withoutRowID {
		t.Options = append(t.Options, model.Option{Name: WithoutRowID, Value: model.On})
	}
	for i, c := range text.columns {
		c.Pos = r.place(o, c.offset)
		c.NotNull = c.NotNull || r.facts.columns[o.name][i].notNull
		t.Columns = append(t.Columns, c.Column)
	}
	n := naming{table: o.name}
	for i := range text.keys {
		t.Keys = append(t.Keys, r.key(o, &t, &text.keys[i], &n))
	}
	for i, c := range text.checks {
		c.Pos = r.place(o, text.checkAt[i])
		c.Name, c.ImplicitName = n.name(model.KindCheck, c.Name, mentioned(&t, c.Expr.Text))
		t.Checks = append(t.Checks, c)
	}
	for at, f := range text.references {
		f.Pos = r.place(o, text.referenceAt[at])
		for i := range f.Columns {
			f.Columns[i] = spelled(&t, f.Columns[i])
		}
		f.Name, f.ImplicitName = n.name(model.KindForeignKey, f.Name, f.Columns)
		t.ForeignKeys = append(t.ForeignKeys, f)
	}
	r.out.Unsupported = append(r.out.Unsupported, n.twice...)
	return t
}

// key makes a key of what the text says. Of one that is an alias of the rowid, an
// order says nothing.
func (r *reader) key(o object, t *model.Table, text *keyText, n *naming) model.Key {
	k := model.Key{Primary: text.primary, Options: conflictOption(text.conflict), Pos: r.place(o, text.offset)}
	tells := false
	for _, e := range text.elements {
		e.Column = spelled(t, e.Column)
		column, _ := t.Column(e.Column)
		e.Collation = explicitCollation(e.Collation, column.Collation)
		tells = tells || e.Descending || !e.Collation.IsZero()
		k.Columns = append(k.Columns, e.Column)
		k.Elements = append(k.Elements, e)
	}
	alias := text.primary && isAlias(t, text)
	if !tells || alias {
		k.Elements = nil
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; alias && c.Name == k.Columns[0] {
			c.NotNull = true
			if text.autoincrement {
				c.Identity.Mode = model.IdentityAutoIncrement
			}
		}
	}
	k.Name, k.ImplicitName = n.name(k.Kind(), text.name, k.Columns)
	return k
}

// explicitCollation returns the collation of an element if it isn't the column's.
func explicitCollation(of, column model.QName) model.QName {
	if of.IsZero() {
		return of
	}
	if collationName(of.Name) == column {
		return model.QName{}
	}
	return of
}

// isAlias says whether the primary key is another name of the rowid: one column
// of type INTEGER, to the letter, in a table that has a rowid (lang_createtable.html,
// section 5).
func isAlias(t *model.Table, text *keyText) bool {
	if len(text.elements) != 1 || hasOption(t.Options, WithoutRowID) || text.inColumn && text.elements[0].Descending {
		return false
	}
	c, ok := t.Column(spelled(t, text.elements[0].Column))
	return ok && c.Type == model.Type{Name: "integer"}
}

func hasOption(list []model.Option, name string) bool {
	for _, o := range list {
		if o.Name == name {
			return true
		}
	}
	return false
}

// spelled returns a name of a column as the table declares it.
func spelled(t *model.Table, column string) string {
	for i := range t.Columns {
		if same(t.Columns[i].Name, column) {
			return t.Columns[i].Name
		}
	}
	return column
}

// mentioned lists the columns of the table that are in an expression.
func mentioned(t *model.Table, text string) []string {
	tokens, err := tokenize(text)
	if err != nil {
		return nil
	}
	var list []string
	seen := map[string]bool{}
	for _, token := range tokens {
		if !isName(token) || token.Text[0] == '\'' {
			continue
		}
		name := spelled(t, token.Name())
		if _, ok := t.Column(name); ok && !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}

// naming gives names to the constraints of a table that have none. Names are
// unique for each kind: if a table has two of one name, as it may, the second is
// told to be one that the model can't hold as it is.
type naming struct {
	table string
	taken map[model.ID]bool
	twice []model.Unsupported
}

// kindWord stands in the names of unnamed constraints.
func kindWord(k model.Kind) string {
	switch k {
	case model.KindPrimaryKey:
		return "pk"
	case model.KindUnique:
		return "unique"
	case model.KindCheck:
		return "check"
	default:
		return "fk"
	}
}

func (n *naming) name(kind model.Kind, given string, columns []string) (name string, implicit bool) {
	if n.taken == nil {
		n.taken = map[model.ID]bool{}
	}
	id := model.ID{Kind: kind, Parent: n.table, Name: given}
	if given != "" && !n.taken[id] {
		n.taken[id] = true
		return given, false
	}
	if given != "" {
		n.twice = append(n.twice, model.Unsupported{ID: id})
	}
	base := reserved + kindWord(kind) + "_" + n.table
	if kind != model.KindPrimaryKey && len(columns) > 0 {
		base += "_" + strings.Join(columns, "_")
	}
	id.Name = base
	for i := 2; n.taken[id]; i++ {
		id.Name = base + "_" + strconv.Itoa(i)
	}
	n.taken[id] = true
	return id.Name, true
}

// resolveReferences gives foreign keys the spelling of the tables and columns
// that they reference, and the columns that they leave to the primary key. A
// table need not be there.
func (r *reader) resolveReferences() {
	for i := range r.out.Tables {
		for j := range r.out.Tables[i].ForeignKeys {
			f := &r.out.Tables[i].ForeignKeys[j]
			at, ok := r.tables[kind.Fold(f.References.Name)]
			if !ok {
				continue
			}
			parent := &r.out.Tables[at]
			f.References.Name = parent.Name
			if f.RefColumns == nil {
				for _, k := range parent.Keys {
					if k.Primary {
						f.RefColumns = append(f.RefColumns, k.Columns...)
					}
				}
			}
			for c := range f.RefColumns {
				f.RefColumns[c] = spelled(parent, f.RefColumns[c])
			}
		}
	}
}

// resolveIndex gives the keys of an index the spelling of the columns, and makes
// sure that the library has understood the same.
func (r *reader) resolveIndex(o object, t *model.Table, index *model.Index) error {
	index.Name = o.name
	known := r.facts.elements[o.name]
	if len(known) != len(index.Keys) {
		return fmt.Errorf("the index %s has %d keys, not %d", o.name, len(known), len(index.Keys))
	}
	for i := range index.Keys {
		k := &index.Keys[i]
		if (k.Column == "") != (known[i].column == -2) || k.Column != "" && !same(k.Column, known[i].name) || k.Descending != known[i].descending {
			return fmt.Errorf("key %d of the index %s is another one to the library", i+1, o.name)
		}
		own := model.QName{}
		if k.Column != "" {
			k.Column = spelled(t, k.Column)
			column, _ := t.Column(k.Column)
			own = column.Collation
		}
		if !k.Collation.IsZero() && !same(k.Collation.Name, known[i].collation) {
			return fmt.Errorf("key %d of the index %s has the collation %s to the library", i+1, o.name, known[i].collation)
		}
		if k.Column != "" {
			k.Collation = explicitCollation(k.Collation, own)
		}
	}
	return nil
}
