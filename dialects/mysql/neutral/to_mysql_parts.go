package neutral

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// longestName is the length of the longest name.
const longestName = 64

// free returns a name that isn't taken, in a space of folded names, and takes it.
func free(taken map[string]bool, name, owner string) string {
	cut := func(name string, n int) string {
		if r := []rune(name); len(r) > n {
			return string(r[:n])
		}
		return name
	}
	own := cut(name, longestName)
	if taken[strings.ToLower(own)] && owner != "" {
		own = cut(owner+"_"+name, longestName)
	}
	for i := 2; taken[strings.ToLower(own)]; i++ {
		own = cut(name, longestName-4) + "_" + strconv.Itoa(i)
	}
	taken[strings.ToLower(own)] = true
	return own
}

func (t *written) key(k model.Key) {
	id := t.id(k.Kind(), k.Name)
	if k.WithoutOverlaps {
		t.lose(id, neutral.Whole, "there are no keys of ranges")
		return
	}
	for _, lost := range []struct {
		there bool
		part  neutral.Part
		text  string
	}{
		{k.Deferrable, neutral.Deferrable, "a key can't be deferred"},
		{k.NullsNotDistinct, neutral.NullsNotDistinct, "nulls are always distinct in a key"},
		{len(k.Include) > 0, neutral.Include, "an index has no further columns"},
		{k.Comment != "", neutral.Comment, "a key has no comment besides its index"},
	} {
		if lost.there {
			t.lose(id, lost.part, lost.text)
		}
	}
	own := model.Key{Name: mysql.Primary, Primary: k.Primary, Columns: k.Columns, IndexComment: k.IndexComment}
	if !k.Primary {
		own.Name = k.Name
		if own.Name == "" {
			own.Name = k.Columns[0]
		}
		own.Name = free(t.indexes, own.Name, "")
	}
	own.Elements = t.shortened(id, own.Columns)
	t.out.Keys = append(t.out.Keys, own)
}

// shortened returns the elements of a key whose columns are too long to be in it
// as a whole, nil if they aren't.
func (t *written) shortened(id model.ID, columns []string) []model.IndexKey {
	list := make([]model.IndexKey, len(columns))
	long := false
	for i, name := range columns {
		list[i].Column = name
		if c, _ := t.out.Column(name); tooLong(c.Type, len(columns)) {
			list[i].Length, long = 3072/4/len(columns), true
		}
		if c, _ := t.out.Column(name); c.Type.Name == "longtext" || c.Type.Name == "json" {
			list[i].Length, long = inKey, true
		}
	}
	if !long {
		return nil
	}
	t.lose(id, neutral.Detail, "a key counts the beginnings of long texts alone")
	return list
}

// tooLong reports whether a column takes more of a key than its part.
func tooLong(t model.Type, columns int) bool {
	return (t.Name == "varchar" || t.Name == "char") && numberOf(t.Modifiers) > 3072/4/columns
}

func (t *written) check(c model.Check) {
	id := t.id(model.KindCheck, c.Name)
	text, err := spell(neutral.Read(c.Expr.Text), 0)
	if err != nil {
		t.lose(id, neutral.Whole, "a check is left out: "+err.Error())
		return
	}
	if c.Comment != "" {
		t.lose(id, neutral.Comment, "a check has no comment")
	}
	name := c.Name
	if name == "" {
		name = t.out.Name + "_chk"
	}
	t.out.Checks = append(t.out.Checks, model.Check{Name: free(t.constraints, name, t.out.Name), Expr: model.Expr{Text: text}})
}

func (t *written) foreignKey(f model.ForeignKey) {
	id := t.id(model.KindForeignKey, f.Name)
	if f.Period {
		t.lose(id, neutral.Whole, "there are no keys of ranges")
		return
	}
	for _, lost := range []struct {
		there bool
		part  neutral.Part
		text  string
	}{
		{f.Deferrable, neutral.Deferrable, "a foreign key can't be deferred"},
		{f.MatchFull, neutral.Match, "a foreign key never matches in full"},
		{len(f.OnDeleteColumns) > 0, neutral.ActionColumns, "an action concerns all columns of a foreign key"},
		{f.NotValid || f.NotEnforced, neutral.Validity, "a foreign key is enforced always"},
		{f.Comment != "", neutral.Comment, "a foreign key has no comment"},
		{f.OnDelete == model.SetDefault || f.OnUpdate == model.SetDefault, neutral.Actions, "SET DEFAULT is no action there; NO ACTION stands in its place"},
	} {
		if lost.there {
			t.lose(id, lost.part, lost.text)
		}
	}
	name := f.Name
	if name == "" {
		name = t.out.Name + "_" + strings.Join(f.Columns, "_") + "_fk"
	}
	own := model.ForeignKey{Name: free(t.constraints, name, t.out.Name), Columns: f.Columns, RefColumns: f.RefColumns, OnUpdate: action(f.OnUpdate), OnDelete: action(f.OnDelete)}
	own.References.Name = t.names[f.References]
	if own.References.Name == "" {
		own.References.Name = f.References.Name
	}
	t.out.ForeignKeys = append(t.out.ForeignKeys, own)
}

func action(a model.Action) model.Action {
	if a == model.SetDefault {
		return model.NoAction
	}
	return a
}

// indexFor adds the index that the server would make for a foreign key.
func indexFor(t *model.Table, f model.ForeignKey) {
	begins := func(columns []string) bool {
		return len(columns) >= len(f.Columns) && slices.Equal(columns[:len(f.Columns)], f.Columns)
	}
	taken := map[string]bool{}
	for _, k := range t.Keys {
		taken[strings.ToLower(k.Name)] = true
		if begins(k.Columns) && len(k.Elements) == 0 {
			return
		}
	}
	for _, x := range t.Indexes {
		taken[strings.ToLower(x.Name)] = true
		var columns []string
		for _, k := range x.Keys {
			columns = append(columns, k.Column)
		}
		if begins(columns) {
			return
		}
	}
	x := model.Index{Name: free(taken, f.Name, t.Name), Method: "btree"}
	for _, c := range f.Columns {
		x.Keys = append(x.Keys, model.IndexKey{Column: c})
	}
	t.Indexes = append(t.Indexes, x)
}

func (t *written) index(i model.Index) {
	id := t.id(model.KindIndex, i.Name)
	out := model.Index{Unique: i.Unique, Method: i.Method, Comment: i.Comment}
	switch i.Method {
	case "btree", "fulltext", "spatial":
	case "hash":
		out.Method = "btree"
	default:
		t.lose(id, neutral.Whole, "there are no indexes of the method "+i.Method)
		return
	}
	if !i.Predicate.IsZero() {
		t.lose(id, neutral.Whole, "there are no indexes of some rows alone")
		return
	}
	if len(i.Include) > 0 {
		t.lose(id, neutral.Include, "an index has no further columns")
	}
	if i.NullsNotDistinct {
		t.lose(id, neutral.NullsNotDistinct, "nulls are always distinct in a key")
	}
	var columns []string
	for _, k := range i.Keys {
		columns = append(columns, k.Column)
		key := model.IndexKey{Column: k.Column, Descending: k.Descending && out.Method == "btree"}
		if !k.Expr.IsZero() {
			text, err := spell(neutral.Read(k.Expr.Text), 0)
			if err != nil || !t.server.MinMySQL(8, 0, 13) {
				t.lose(id, neutral.Whole, "an index of an expression is left out")
				return
			}
			key.Expr = model.Expr{Text: text}
		}
		out.Keys = append(out.Keys, key)
	}
	if out.Method == "btree" {
		for at, e := range t.shortened(id, columns) {
			out.Keys[at].Length = e.Length
		}
	}
	out.Name = free(t.indexes, i.Name, "")
	if plain := uniqueKey(out); plain != nil {
		t.out.Keys = append(t.out.Keys, *plain)
		return
	}
	t.out.Indexes = append(t.out.Indexes, out)
}

// uniqueKey returns the key that a unique index of columns is here.
func uniqueKey(x model.Index) *model.Key {
	if !x.Unique {
		return nil
	}
	k := &model.Key{Name: x.Name, IndexComment: x.Comment}
	tells := false
	for _, e := range x.Keys {
		if e.Column == "" {
			return nil
		}
		k.Columns = append(k.Columns, e.Column)
		tells = tells || e.Length > 0 || e.Descending
	}
	if tells {
		k.Elements = x.Keys
	}
	return k
}
