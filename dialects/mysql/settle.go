package mysql

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Settle implements [diff.StateRules]. What a script leaves to the database, the
// other side says; where neither does, it is what a server chooses that nobody has
// configured. Counters, words that mean nothing, and who made a view are as the old
// side has them.
func (Rules) Settle(old, new model.Schema, names diff.Names) (model.Schema, model.Schema) {
	was, is := databaseOf(old), databaseOf(new)
	oldCollation, newCollation := settledCollation(old, was, is), settledCollation(new, is, was)
	unknown := was.Get(PropertyCollation).Text == "" && is.Get(PropertyCollation).Text == ""
	if unknown {
		new = keptCollations(old, new, names)
	}
	// A table that comes or goes and leaves its collation to a database which nobody
	// knows does so in the statement that makes it, too.
	open := func(other model.Schema, called func(model.Table) string) func(model.Table) bool {
		there := map[string]bool{}
		for i := range other.Tables {
			there[called(other.Tables[i])] = true
		}
		return func(t model.Table) bool {
			return unknown && OptionOf(t.Options, OptionCollation) == "" && !there[t.Name]
		}
	}
	before := func(t model.Table) string { return names.Relation(t.QName()).Name }
	goes, comes := open(new, func(t model.Table) string { return t.Name }), open(old, before)
	old = withCollations(old, oldCollation, func(t model.Table) bool {
		t.Name = before(t)
		return goes(t)
	})
	new = withCollations(new, newCollation, comes)
	old, new = settleDatabase(old, new, was, is)

	tables := map[string]*model.Table{}
	for i := range old.Tables {
		t := &old.Tables[i]
		tables[names.Relation(t.QName()).Name] = t
	}
	for i := range new.Tables {
		if from, ok := tables[new.Tables[i].Name]; ok {
			settleTable(from, &new.Tables[i])
		}
	}
	old, new = settleViewColumns(old, new, names)
	definitions := map[model.ID]model.Definition{}
	for _, d := range old.Definitions {
		definitions[names.ID(d.ID)] = d
	}
	new.Definitions = slices.Clone(new.Definitions)
	for i, d := range new.Definitions {
		if from, ok := definitions[d.ID]; ok {
			new.Definitions[i] = settleDefinition(from, d)
		}
	}
	return old, new
}

func databaseOf(s model.Schema) model.Definition {
	for _, d := range s.Definitions {
		if d.ID.Kind == KindDatabase {
			return d
		}
	}
	return model.Definition{}
}

// settledCollation returns the collation that tables have which say none.
func settledCollation(s model.Schema, own, other model.Definition) string {
	for _, d := range []model.Definition{own, other} {
		if c := d.Get(PropertyCollation).Text; c != "" {
			return c
		}
	}
	return ServerOf(s.Version).ServerCollation()
}

// keptCollations gives tables that leave their collation to a database which nobody
// knows the one that they had: to leave it open is no wish for another one.
func keptCollations(old, new model.Schema, names diff.Names) model.Schema {
	had := map[string]string{}
	for i := range old.Tables {
		had[names.Relation(old.Tables[i].QName()).Name] = OptionOf(old.Tables[i].Options, OptionCollation)
	}
	new.Tables = slices.Clone(new.Tables)
	for i := range new.Tables {
		t := &new.Tables[i]
		if c := had[t.Name]; c != "" && OptionOf(t.Options, OptionCollation) == "" {
			t.Options = setOption(slices.Clone(t.Options), OptionCollation, c)
		}
	}
	return new
}

// settleDatabase takes the database away where only one side speaks of it.
func settleDatabase(old, new model.Schema, was, is model.Definition) (model.Schema, model.Schema) {
	if was.ID.Kind != "" && is.ID.Kind != "" {
		return old, new
	}
	not := func(d model.Definition) bool { return d.ID.Kind == KindDatabase }
	old.Definitions = slices.DeleteFunc(slices.Clone(old.Definitions), not)
	new.Definitions = slices.DeleteFunc(slices.Clone(new.Definitions), not)
	return old, new
}

// withCollations gives tables and columns that say no collation the one that they
// have, but for those that leave it open.
func withCollations(s model.Schema, collation string, open func(model.Table) bool) model.Schema {
	s.Tables = slices.Clone(s.Tables)
	for i := range s.Tables {
		t := &s.Tables[i]
		if open(*t) {
			continue
		}
		if t.AccessMethod != aria { // a table that was of Aria keeps them, and nothing takes them away
			t.Options = setOption(setOption(t.Options, OptionPageChecksum, ""), optionTransactional, "")
		}
		own := OptionOf(t.Options, OptionCollation)
		if own == "" {
			own = collation
			t.Options = setOption(t.Options, OptionCollation, own)
		}
		t.Columns = slices.Clone(t.Columns)
		for j := range t.Columns {
			if c := &t.Columns[j]; classOf(c.Type) == characters && c.Collation.IsZero() {
				c.Collation.Name = own
			}
		}
	}
	return s
}

// settleTable brings what makes no difference into the form of the old side. The
// lists of the new one are its own as far as they are changed.
func settleTable(old, new *model.Table) {
	new.Options = setOption(new.Options, OptionAutoIncrement, OptionOf(old.Options, OptionAutoIncrement))
	actions := map[string]model.ForeignKey{}
	for _, f := range old.ForeignKeys {
		actions[fold(f.Name)] = f
	}
	new.ForeignKeys = slices.Clone(new.ForeignKeys)
	for i := range new.ForeignKeys {
		f := &new.ForeignKeys[i]
		from, ok := actions[fold(f.Name)]
		if !ok && f.ImplicitName {
			at := slices.IndexFunc(old.ForeignKeys, func(o model.ForeignKey) bool {
				return slices.Equal(o.Columns, f.Columns) && o.References == f.References
			})
			if ok = at >= 0; ok {
				from = old.ForeignKeys[at]
			}
		}
		if ok {
			f.OnUpdate, f.OnDelete = sameAction(from.OnUpdate, f.OnUpdate), sameAction(from.OnDelete, f.OnDelete)
		}
	}
	words := map[string][]model.Option{}
	for _, k := range old.Keys {
		words[fold(k.Name)] = k.Options
	}
	for _, x := range old.Indexes {
		words[fold(x.Name)] = x.Options
	}
	new.Keys, new.Indexes = slices.Clone(new.Keys), slices.Clone(new.Indexes)
	for i := range new.Keys {
		k := &new.Keys[i]
		if from, ok := words[fold(k.Name)]; ok {
			k.Options = settleUsing(from, k.Options, new.AccessMethod)
		}
	}
	for i := range new.Indexes {
		x := &new.Indexes[i]
		if from, ok := words[fold(x.Name)]; ok {
			x.Options = settleUsing(from, x.Options, new.AccessMethod)
		}
	}
}

// sameAction returns the old action where it means the same as the new one.
func sameAction(old, new model.Action) model.Action {
	refuses := func(a model.Action) bool { return a == model.NoAction || a == model.Restrict }
	if refuses(old) && refuses(new) {
		return old
	}
	return new
}

// settleUsing: the word of USING chooses nothing but in tables in memory.
func settleUsing(old, new []model.Option, engine string) []model.Option {
	if engine == "MEMORY" {
		return new
	}
	return setOption(new, OptionUsing, OptionOf(old, OptionUsing))
}

// settleViewColumns gives a view that leaves its columns to its query the list that
// the other side has, if that says the same: MariaDB keeps none.
func settleViewColumns(old, new model.Schema, names diff.Names) (model.Schema, model.Schema) {
	sides := [2]model.Schema{old, new}
	places := map[model.ID]int{}
	for i, d := range old.Definitions {
		places[names.ID(d.ID)] = i
	}
	for i, d := range new.Definitions {
		at, ok := places[d.ID]
		if d.ID.Kind != KindView || !ok {
			continue
		}
		lists := [2][]model.Value{old.Definitions[at].Get(PropertyColumns).List, d.Get(PropertyColumns).List}
		for side, index := range [2]int{at, i} {
			if said := lists[1-side]; len(lists[side]) == 0 && len(said) > 0 && calledSo(sides[side], index, said) {
				list := slices.Clone(sides[side].Definitions)
				list[index].Properties = slices.Clone(list[index].Properties)
				list[index].Set(PropertyColumns, model.Value{List: said})
				sides[side].Definitions = list
			}
		}
	}
	return sides[0], sides[1]
}

// calledSo reports whether the query of a view gives its columns these names.
func calledSo(s model.Schema, index int, said []model.Value) bool {
	names := newQueries(s).view(s.Definitions[index].ID.Name).names
	return slices.EqualFunc(names, said, func(name string, v model.Value) bool { return same(name, v.Text) })
}

// settleDefinition takes from the old side what the new one leaves to the server.
func settleDefinition(old, new model.Definition) model.Definition {
	new.Properties = slices.Clone(new.Properties)
	keep := func(name model.PropertyName) {
		if !new.Has(name) || !old.Has(name) {
			new.Set(name, old.Get(name))
		}
	}
	keep(PropertyDefiner)
	if old.Has(PropertyEvery) && new.Has(PropertyEvery) {
		keep(PropertyStarts)
	}
	values := func(v model.Value, from model.Value) model.Value {
		if (len(v.List) == 0 || len(from.List) == 0) && v.Type == from.Type {
			v.List = from.List
		}
		return v
	}
	new.Set(PropertyReturns, values(new.Get(PropertyReturns), old.Get(PropertyReturns)))
	list, from := slices.Clone(new.Get(PropertyParameters).List), old.Get(PropertyParameters).List
	for i := range min(len(list), len(from)) {
		list[i] = values(list[i], from[i])
	}
	new.Set(PropertyParameters, model.Value{List: list})
	return new
}
