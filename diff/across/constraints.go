package across

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// constraints pairs what belongs to a table by what it is, not by its name:
// names of constraints and indexes are in other spaces in each database. A pair
// has the old side's name then.
func (t *tables) constraints() {
	if t.leveller.old.Traits().RestrictIsNoAction || t.leveller.new.Traits().RestrictIsNoAction {
		for _, of := range []*model.Table{t.old, t.new} {
			for i := range of.ForeignKeys {
				f := &of.ForeignKeys[i]
				f.OnDelete, f.OnUpdate = lenient(f.OnDelete), lenient(f.OnUpdate)
			}
		}
	}
	t.madeForKeys(t.old, t.new, t.leveller.old.Traits().IndexesForeignKeys)
	t.madeForKeys(t.new, t.old, t.leveller.new.Traits().IndexesForeignKeys)
	names := func(list ...string) string { return strings.Join(list, "\x00") }
	pair(t.old.Keys, t.new.Keys, func(k *model.Key) *string { return &k.Name }, func(k *model.Key) []string {
		if k.Primary {
			return []string{"primary"}
		}
		return []string{names(k.Columns...), names(slices.Sorted(slices.Values(k.Columns))...)}
	}, t.keyPair)
	pair(t.old.Checks, t.new.Checks, func(c *model.Check) *string { return &c.Name }, func(c *model.Check) []string {
		return []string{c.Expr.Text}
	}, t.checkPair)
	pair(t.old.ForeignKeys, t.new.ForeignKeys, func(f *model.ForeignKey) *string { return &f.Name }, func(f *model.ForeignKey) []string {
		core := names(append(slices.Clone(f.Columns), f.References.String())...)
		return []string{core + names(f.RefColumns...) + string(f.OnDelete) + string(f.OnUpdate), core}
	}, t.foreignKeyPair)
	pair(t.old.Indexes, t.new.Indexes, func(x *model.Index) *string { return &x.Name }, func(x *model.Index) []string {
		var core, columns []string
		for _, k := range x.Keys {
			direction := ""
			if k.Descending {
				direction = " desc"
			}
			core = append(core, k.Column+k.Expr.Text+direction)
			columns = append(columns, k.Column+k.Expr.Text)
		}
		return []string{names(core...) + "\x01" + x.Predicate.Text, names(columns...)}
	}, t.indexPair)
}

func lenient(a model.Action) model.Action {
	if a == model.Restrict {
		return model.NoAction
	}
	return a
}

// madeForKeys takes out the indexes that a server makes for foreign keys by
// itself, as far as the other side has none like it.
func (t *tables) madeForKeys(of, other *model.Table, makes bool) {
	if !makes {
		return
	}
	of.Indexes = slices.DeleteFunc(of.Indexes, func(x model.Index) bool {
		columns := plainColumns(x)
		return columns != nil &&
			slices.ContainsFunc(of.ForeignKeys, func(f model.ForeignKey) bool { return slices.Equal(f.Columns, columns) }) &&
			!slices.ContainsFunc(other.Indexes, func(y model.Index) bool { return slices.Equal(plainColumns(y), columns) })
	})
}

// plainColumns returns the columns of an index of columns alone.
func plainColumns(x model.Index) []string {
	if x.Unique || x.Method != "btree" || !x.Predicate.IsZero() {
		return nil
	}
	var columns []string
	for _, k := range x.Keys {
		if k.Column == "" || k.Descending {
			return nil
		}
		columns = append(columns, k.Column)
	}
	return columns
}

// pair finds for each new object the old one that has the same signature, the
// strictest first, and gives it the old one's name. What is left keeps its name,
// by which it may be the same in another shape, unless a pair has taken that.
func pair[T any](old, new []T, name func(*T) *string, signatures func(*T) []string, level func(a, b *T)) {
	used, done := make([]bool, len(old)), make([]bool, len(new))
	for step := 0; step < 2; step++ {
		for i := range new {
			mine := signatures(&new[i])
			if done[i] || step >= len(mine) {
				continue
			}
			// The same name decides between several.
			best := -1
			for j := range old {
				theirs := signatures(&old[j])
				if used[j] || step >= len(theirs) || theirs[step] != mine[step] {
					continue
				}
				if best < 0 || *name(&old[j]) == *name(&new[i]) {
					best = j
				}
			}
			if best >= 0 {
				used[best], done[i] = true, true
			}
			if best >= 0 {
				level(&old[best], &new[i])
				*name(&new[i]) = *name(&old[best])
			}
		}
	}
	taken := map[string]bool{}
	for j := range old {
		if used[j] {
			taken[*name(&old[j])] = true
		}
	}
	for i := range new {
		own := *name(&new[i])
		for n := 2; !done[i] && taken[*name(&new[i])]; n++ {
			*name(&new[i]) = own + " (" + strconv.Itoa(n) + ")"
		}
		taken[*name(&new[i])] = true
	}
}

func (t *tables) keyPair(a, b *model.Key) {
	lacks := func(part neutral.Part) bool {
		return t.lacks(a.Kind(), a.Name, part) || t.lacks(b.Kind(), b.Name, part)
	}
	if lacks(neutral.Deferrable) {
		b.Deferrable, b.InitiallyDeferred = a.Deferrable, a.InitiallyDeferred
	}
	if lacks(neutral.NullsNotDistinct) {
		b.NullsNotDistinct = a.NullsNotDistinct
	}
	if lacks(neutral.Include) {
		b.Include = a.Include
	}
	if lacks(neutral.Comment) {
		b.Comment, b.IndexComment = a.Comment, a.IndexComment
	}
}

func (t *tables) checkPair(a, b *model.Check) {
	if t.lacks(model.KindCheck, a.Name, neutral.Comment) || t.lacks(model.KindCheck, b.Name, neutral.Comment) {
		b.Comment = a.Comment
	}
}

func (t *tables) foreignKeyPair(a, b *model.ForeignKey) {
	lacks := func(part neutral.Part) bool {
		return t.lacks(model.KindForeignKey, a.Name, part) || t.lacks(model.KindForeignKey, b.Name, part)
	}
	if lacks(neutral.Deferrable) {
		b.Deferrable, b.InitiallyDeferred = a.Deferrable, a.InitiallyDeferred
	}
	if lacks(neutral.Match) {
		b.MatchFull = a.MatchFull
	}
	if lacks(neutral.Actions) {
		b.OnDelete, b.OnUpdate = a.OnDelete, a.OnUpdate
	}
	if lacks(neutral.ActionColumns) {
		b.OnDeleteColumns = a.OnDeleteColumns
	}
	if lacks(neutral.Validity) {
		b.NotValid, b.NotEnforced = a.NotValid, a.NotEnforced
	}
	if lacks(neutral.Comment) {
		b.Comment = a.Comment
	}
	b.NotValid = a.NotValid // is a state of the rows
}

func (t *tables) indexPair(a, b *model.Index) {
	lacks := func(part neutral.Part) bool {
		return t.lacks(model.KindIndex, a.Name, part) || t.lacks(model.KindIndex, b.Name, part)
	}
	if lacks(neutral.NullsNotDistinct) {
		b.NullsNotDistinct = a.NullsNotDistinct
	}
	if lacks(neutral.Include) {
		b.Include = a.Include
	}
	if lacks(neutral.Comment) {
		b.Comment = a.Comment
	}
	if b.Method == "hash" || a.Method == "hash" { // for equality, as a btree
		b.Method = a.Method
	}
}
