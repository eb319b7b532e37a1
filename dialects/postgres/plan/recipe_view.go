package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/layout"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// viewRecipe returns how views are written.
func viewRecipe(k model.Kind) (recipe, bool) {
	if k != kind.View {
		return recipe{}, false
	}
	return recipe{
		class: classView, noun: func(d model.Definition) writer { return write("VIEW ").Name(d.ID.QName()) },
		takes: func(d model.Definition) []render.Name {
			return []render.Name{relation(d.ID.QName()), typeName(d.ID.QName())}
		},
		create: createView, replaces: replacesView, then: describeColumns,
		createLock: lockAccessExclusive, dropLock: lockAccessExclusive, alterLock: lockAccessExclusive,
		alterable: append([]model.PropertyName{property.ColumnDefaults, property.ColumnComments}, property.ViewOptions()...), alter: alterView,
	}, true
}

func createView(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	w.Key("VIEW ").Name(d.ID.QName())
	query := d.Get(property.Query).Query
	if names := columnNames(d); len(names) > 0 && !slices.Equal(names, expr.ResultNames(query.Text)) {
		w.Key(" ").columns(names)
	}
	if options := viewOptions(d); len(options) > 0 {
		w.Key(" WITH ").options(options)
	}
	return w.Key(" AS\n").Expr(model.Expr{Text: layout.Statement(query.Text)}).String(), nil
}

func columnNames(d model.Definition) []string {
	var names []string
	for _, v := range d.Get(property.Columns).List {
		names = append(names, v.Name)
	}
	return names
}

func viewOptions(d model.Definition) []model.Option {
	var list []model.Option
	for _, name := range property.ViewOptions() {
		if v := d.Get(name); !v.IsZero() {
			list = append(list, model.Option{Name: string(name), Value: v.Text})
		}
	}
	return list
}

// replacesView reports whether CREATE OR REPLACE leads from one view to the
// other: the columns that there were must stay as they are (checkViewColumns).
func replacesView(s *session, old, fresh model.Definition) bool {
	before, err := viewColumns(s, s.old, old)
	if err != nil {
		return false
	}
	after, err := viewColumns(s, s.new, fresh)
	if err != nil || len(after) < len(before) {
		return false
	}
	for i, c := range before {
		if c.Type.Schema != "" {
			q := s.now(c.Type.QName())
			c.Type.Schema, c.Type.Name = q.Schema, q.Name
		}
		if c.Collation.Schema != "" {
			c.Collation = s.task.Renamed(kind.In(c.Collation.Schema, kind.Collation, c.Collation.Name)).QName()
		}
		if after[i].Name != c.Name || after[i].Type != c.Type || after[i].Collation != c.Collation {
			return false
		}
	}
	return true
}

// viewColumns returns the columns of a view with their types.
func viewColumns(s *session, d *side, v model.Definition) ([]expr.Column, error) {
	catalog := s.catalog(d)
	if catalog == nil {
		return nil, fmt.Errorf("nothing is known about the columns of %s", v.ID)
	}
	return catalog.RelationColumns(v.ID.QName())
}

// describeColumns writes the defaults of a view's columns and the comments on
// them.
func describeColumns(old, fresh model.Definition) []string {
	return append(columnDefaults(old, fresh), columnComments(old, fresh)...)
}

// columnDefaults writes the defaults of columns that differ.
func columnDefaults(old, fresh model.Definition) []string {
	var list []string
	alter := func(name string) writer {
		return write("ALTER VIEW ").Name(fresh.ID.QName()).Key(" ALTER COLUMN ").Ident(name)
	}
	have, wanted := old.Get(property.ColumnDefaults).List, fresh.Get(property.ColumnDefaults).List
	for _, v := range have {
		if !hasNamed(wanted, v.Name) {
			list = append(list, alter(v.Name).Key(" DROP DEFAULT").String())
		}
	}
	for _, v := range wanted {
		if !slices.ContainsFunc(have, func(o model.Value) bool { return o.Name == v.Name && o.Expr.Text == v.Expr.Text }) {
			list = append(list, alter(v.Name).Key(" SET DEFAULT ").defaultExpr(v.Expr).String())
		}
	}
	return list
}

func columnComments(old, fresh model.Definition) []string {
	var list []string
	on := func(name string) writer {
		return write("COMMENT ON COLUMN ").Name(fresh.ID.QName()).Key(".").Ident(name)
	}
	have, wanted := old.Get(property.ColumnComments).List, fresh.Get(property.ColumnComments).List
	names := columnNames(fresh)
	for _, v := range have {
		if !hasNamed(wanted, v.Name) && slices.Contains(names, v.Name) {
			list = append(list, on(v.Name).isComment(""))
		}
	}
	for _, v := range wanted {
		if !slices.ContainsFunc(have, func(o model.Value) bool { return o.Name == v.Name && o.Text == v.Text }) {
			list = append(list, on(v.Name).isComment(v.Text))
		}
	}
	return list
}

// hasNamed reports whether a list has a value of that name.
func hasNamed(list []model.Value, name string) bool {
	return slices.ContainsFunc(list, func(v model.Value) bool { return v.Name == name })
}

func alterView(_ *session, c definitionChange) ([]string, error) {
	var list []string
	var set, reset []model.Option
	for _, name := range property.ViewOptions() {
		switch o := (model.Option{Name: string(name), Value: c.fresh.Get(name).Text}); {
		case !c.has(name):
		case c.fresh.Has(name):
			set = append(set, o)
		default:
			reset = append(reset, o)
		}
	}
	alter := func() writer { return write("ALTER VIEW ").Name(c.fresh.ID.QName()) }
	if len(set) > 0 {
		list = append(list, alter().Key(" SET ").options(set).String())
	}
	if len(reset) > 0 {
		list = append(list, alter().Key(" RESET ").optionNames(reset).String())
	}
	if c.has(property.ColumnDefaults) {
		list = append(list, columnDefaults(c.old, c.fresh)...)
	}
	if c.has(property.ColumnComments) {
		list = append(list, columnComments(c.old, c.fresh)...)
	}
	return list, nil
}
