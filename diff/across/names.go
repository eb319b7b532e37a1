package across

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// squeeze returns what the spellings of a name share: its case doesn't count, and
// underscores don't either, since InvoiceLine is invoice_line elsewhere.
func squeeze(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "") }

// match pairs the names of two lists: the same spelling first, then any case,
// then without underscores, and each only where it is the only one of its kind on
// its side. It returns the old name for each new one.
func match(old, new []string) map[string]string {
	pairs, taken := map[string]string{}, map[string]bool{}
	for _, form := range []func(string) string{func(s string) string { return s }, strings.ToLower, squeeze} {
		count := func(list []string, skip func(string) bool) (map[string]string, map[string]int) {
			names, times := map[string]string{}, map[string]int{}
			for _, n := range list {
				if !skip(n) {
					names[form(n)] = n
					times[form(n)]++
				}
			}
			return names, times
		}
		olds, oldTimes := count(old, func(n string) bool { return taken[n] })
		news, newTimes := count(new, func(n string) bool { _, ok := pairs[n]; return ok })
		for key, n := range news {
			if o, ok := olds[key]; ok && oldTimes[key] == 1 && newTimes[key] == 1 {
				pairs[n], taken[o] = o, true
			}
		}
	}
	return pairs
}

// tableNames pairs the tables: those of the same schema and name, then by name
// alone, then with the schema as the beginning of the name.
func tableNames(old, new []model.QName) map[model.QName]model.QName {
	pairs, taken := map[model.QName]model.QName{}, map[model.QName]bool{}
	for _, text := range []func(model.QName) string{
		func(q model.QName) string { return q.Schema + "." + q.Name },
		func(q model.QName) string { return q.Name },
		func(q model.QName) string { return strings.TrimPrefix(q.Schema+"_"+q.Name, "_") },
	} {
		names := func(list []model.QName, skip func(model.QName) bool) ([]string, map[string]model.QName) {
			var texts []string
			of := map[string]model.QName{}
			for _, q := range list {
				if skip(q) {
					continue
				}
				if _, twice := of[text(q)]; twice {
					texts = slices.DeleteFunc(texts, func(s string) bool { return s == text(q) })
					continue
				}
				of[text(q)] = q
				texts = append(texts, text(q))
			}
			return texts, of
		}
		olds, oldOf := names(old, func(q model.QName) bool { return taken[q] })
		news, newOf := names(new, func(q model.QName) bool { _, ok := pairs[q]; return ok })
		for n, o := range match(olds, news) {
			pairs[newOf[n]], taken[oldOf[o]] = oldOf[o], true
		}
	}
	return pairs
}

// rename gives the new side the names that the old side has for the same tables,
// columns and views.
func rename(old model.Schema, new *model.Schema) {
	tables := tableNames(qnames(old), qnames(*new))
	columns := map[model.QName]map[string]string{} // by the new side's names
	places := placesOf(old)
	for i := range new.Tables {
		t := &new.Tables[i]
		if at, ok := places[tables[t.QName()]]; ok {
			columns[t.QName()] = match(columnNames(&old.Tables[at]), columnNames(t))
		}
	}
	to := func(t model.QName, column string) string {
		if o, ok := columns[t][column]; ok {
			return o
		}
		return column
	}
	for i := range new.Tables {
		renameParts(&new.Tables[i], to, tables)
	}
	var views, others []string
	for _, d := range old.Definitions {
		views = append(views, d.ID.Name)
	}
	for _, d := range new.Definitions {
		others = append(others, d.ID.Name)
	}
	pairs := match(views, others)
	definitions := slices.Clone(new.Definitions)
	for i := range definitions {
		if o, ok := pairs[definitions[i].ID.Name]; ok {
			at := slices.IndexFunc(old.Definitions, func(d model.Definition) bool { return d.ID.Name == o })
			definitions[i].ID = old.Definitions[at].ID
		}
	}
	new.Definitions = definitions
	new.Sort()
}

func qnames(s model.Schema) []model.QName {
	list := make([]model.QName, len(s.Tables))
	for i := range s.Tables {
		list[i] = s.Tables[i].QName()
	}
	return list
}

// placesOf says where each table is in the list.
func placesOf(s model.Schema) map[model.QName]int {
	places := make(map[model.QName]int, len(s.Tables))
	for i := range s.Tables {
		places[s.Tables[i].QName()] = i
	}
	return places
}

func columnNames(t *model.Table) []string {
	list := make([]string, len(t.Columns))
	for i := range t.Columns {
		list[i] = t.Columns[i].Name
	}
	return list
}

func renameParts(t *model.Table, to func(model.QName, string) string, tables map[model.QName]model.QName) {
	own := t.QName()
	all := func(of model.QName, names []string) []string {
		list := slices.Clone(names)
		for i := range list {
			list[i] = to(of, list[i])
		}
		return list
	}
	expr := func(e model.Expr) model.Expr {
		if e.IsZero() {
			return e
		}
		e.Text = neutral.Read(e.Text).Edit(func(e neutral.Expr) neutral.Expr {
			if e.Op == neutral.Column {
				e.Text = to(own, e.Text)
			}
			return e
		}).String()
		return e
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Name, c.Default, c.Generated.Expr = to(own, c.Name), expr(c.Default), expr(c.Generated.Expr)
	}
	for i := range t.Keys {
		t.Keys[i].Columns, t.Keys[i].Include = all(own, t.Keys[i].Columns), all(own, t.Keys[i].Include)
	}
	for i := range t.Checks {
		t.Checks[i].Expr = expr(t.Checks[i].Expr)
	}
	for i := range t.ForeignKeys {
		f := &t.ForeignKeys[i]
		f.Columns, f.RefColumns, f.OnDeleteColumns = all(own, f.Columns), all(f.References, f.RefColumns), all(own, f.OnDeleteColumns)
		if o, ok := tables[f.References]; ok {
			f.References = o
		}
	}
	for i := range t.Indexes {
		x := &t.Indexes[i]
		x.Include, x.Predicate, x.Keys = all(own, x.Include), expr(x.Predicate), slices.Clone(x.Keys)
		for k := range x.Keys {
			if x.Keys[k].Column != "" {
				x.Keys[k].Column = to(own, x.Keys[k].Column)
			}
			x.Keys[k].Expr = expr(x.Keys[k].Expr)
		}
	}
	if o, ok := tables[own]; ok {
		t.Schema, t.Name = o.Schema, o.Name
	}
}

// label gives a constraint without a name one that says what it is.
func label(t *model.Table) {
	taken := map[string]bool{}
	name := func(kind, name, what string) string {
		if name != "" {
			return name
		}
		name = "(" + what + ")"
		for i := 2; taken[kind+name]; i++ {
			name = "(" + what + ") " + strconv.Itoa(i)
		}
		taken[kind+name] = true
		return name
	}
	for i := range t.Keys {
		k := &t.Keys[i]
		k.Name, k.ImplicitName = name(string(k.Kind()), k.Name, strings.Join(k.Columns, ", ")), false
	}
	for i := range t.Checks {
		c := &t.Checks[i]
		c.Name, c.ImplicitName = name("check", c.Name, strings.Join(neutral.Read(c.Expr.Text).Columns(), ", ")), false
	}
	for i := range t.ForeignKeys {
		f := &t.ForeignKeys[i]
		f.Name, f.ImplicitName = name("fk", f.Name, strings.Join(f.Columns, ", ")), false
	}
	for i := range t.Indexes {
		t.Indexes[i].ImplicitName = false
	}
}

// gather makes unique constraints of the unique indexes that could be some: which
// of the two it is, is how a database is told.
func gather(t *model.Table) {
	var rest []model.Index
	for _, x := range t.Indexes {
		columns := uniqueColumns(x)
		if columns == nil {
			rest = append(rest, x)
			continue
		}
		if !slices.ContainsFunc(t.Keys, func(k model.Key) bool { return slices.Equal(k.Columns, columns) }) {
			t.Keys = append(t.Keys, model.Key{Name: x.Name, Columns: columns, Include: x.Include, NullsNotDistinct: x.NullsNotDistinct, Comment: x.Comment, Pos: x.Pos})
		}
	}
	t.Indexes = rest
	var keys []model.Key // each once: a second one on the same columns does nothing
	for _, k := range t.Keys {
		if !slices.ContainsFunc(keys, func(o model.Key) bool { return slices.Equal(o.Columns, k.Columns) }) {
			keys = append(keys, k)
		}
	}
	t.Keys = keys
}

// uniqueColumns returns the columns that an index keeps unique as a key would.
func uniqueColumns(x model.Index) []string {
	if !x.Unique || x.Method != "btree" || !x.Predicate.IsZero() {
		return nil
	}
	var columns []string
	for _, k := range x.Keys {
		if k.Column == "" {
			return nil
		}
		columns = append(columns, k.Column)
	}
	return columns
}
