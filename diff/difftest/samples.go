package difftest

import (
	"context"
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// A Sample is a small difference of one sort.
type Sample struct {
	// Name says what differs: "alter table: partition of".
	Name string
	// Kind and Facet are what the sample is for; Facet is empty unless it is an
	// alteration.
	Kind   model.Kind
	Facet  diff.FacetName
	Result diff.Result
}

// Samples returns differences to [Base] that together hold every verb about
// every kind of object and every facet that objects of a kind can differ in.
// Some hold a few changes more, which such a difference always brings along.
// What only a server of version 18 can do is among them.
func Samples(tb testing.TB) []Sample {
	tb.Helper()
	var list []Sample
	add := func(name string, kind model.Kind, facet diff.FacetName, opts diff.Options, old, new model.Schema) {
		old.Sort()
		new.Sort()
		r, err := diff.Compare(context.Background(), old, new, Rules(), opts)
		if err != nil {
			tb.Fatalf("making sample %q: %v", name, err)
		}
		list = append(list, Sample{name, kind, facet, r})
	}
	for _, e := range slices.Concat(typeEdits(), sequenceEdits(), tableEdits(), columnEdits(), identityEdits(), keyEdits(), constraintEdits(), indexEdits(), definitionEdits()) {
		new := Base()
		e.edit(&new)
		add("alter "+string(e.kind)+": "+string(e.facet), e.kind, e.facet, diff.Options{NewLive: true}, Base(), new)
	}
	for _, id := range droppable() {
		without := Base()
		remove(&without, id)
		add("drop "+string(id.Kind), id.Kind, "", diff.Options{}, Base(), without)
		add("add "+string(id.Kind), id.Kind, "", diff.Options{}, without, Base())
	}
	for _, r := range renameEdits() {
		request, err := diff.ParseRename(r.request)
		if err != nil {
			tb.Fatal(err)
		}
		new := Base()
		r.edit(&new)
		add("rename "+string(r.kind), r.kind, "", diff.Options{Renames: []diff.RenameRequest{request}}, Base(), new)
	}
	doubt := Base()
	check(&doubt, "orders", "orders_total_check").Expr.Text = Doubtful + "(total)"
	add("undecided expression", model.KindCheck, diff.FacetExpression, diff.Options{}, Base(), doubt)
	unknown := Base()
	unknown.Unsupported = append(unknown.Unsupported, model.Unsupported{ID: model.ID{Kind: "policy", Schema: "shop", Parent: "orders", Name: "own"}})
	add("unsupported object", "policy", "", diff.Options{}, Base(), unknown)
	return list
}

// edit makes a difference in one facet.
type edit struct {
	kind  model.Kind
	facet diff.FacetName
	edit  func(*model.Schema)
}

// renameEdit makes the difference that a rename request is about.
type renameEdit struct {
	kind    model.Kind
	request string
	edit    func(*model.Schema)
}

func find[T any](list []T, is func(*T) bool) *T {
	i := slices.IndexFunc(list, func(o T) bool { return is(&o) })
	return &list[i]
}

func table(s *model.Schema, name string) *model.Table {
	return find(s.Tables, func(t *model.Table) bool { return t.Name == name })
}

func column(s *model.Schema, t, name string) *model.Column {
	return find(table(s, t).Columns, func(c *model.Column) bool { return c.Name == name })
}

func key(s *model.Schema, t, name string) *model.Key {
	return find(table(s, t).Keys, func(k *model.Key) bool { return k.Name == name })
}

func check(s *model.Schema, t, name string) *model.Check {
	return find(table(s, t).Checks, func(c *model.Check) bool { return c.Name == name })
}

func index(s *model.Schema, t, name string) *model.Index {
	return find(table(s, t).Indexes, func(x *model.Index) bool { return x.Name == name })
}

// droppable lists one object of each kind that nothing else needs.
func droppable() []model.ID {
	id := func(kind model.Kind, parent, name string) model.ID {
		return model.ID{Kind: kind, Schema: "shop", Parent: parent, Name: name}
	}
	return []model.ID{
		{Kind: model.KindSchema, Name: "old"},
		{Kind: model.KindExtension, Name: "hstore"},
		id(model.KindEnum, "", "mood"),
		id(model.KindDomain, "", "label"),
		id(model.KindDomainConstraint, "email", "email_at"),
		id(model.KindComposite, "", "address"),
		id(model.KindRange, "", "names"),
		id(model.KindSequence, "", "numbers"),
		id(model.KindTable, "", "prices"),
		id(model.KindColumn, "orders", "total"),
		id(model.KindPrimaryKey, "customers", "customers_pkey"),
		id(model.KindUnique, "customers", "customers_code_key"),
		id(model.KindCheck, "customers", "customers_name_check"),
		id(model.KindExclusion, "orders", "orders_room"),
		id(model.KindForeignKey, "prices", "prices_order_fkey"),
		id(model.KindIndex, "customers", "customers_mood"),
		id(model.KindStatistics, "", "orders_stat"),
		id("function", "", "count(shop.mood)"),
		id("trigger", "orders", "touched"),
	}
}

// remove takes an object out of a schema with what can't be there without it.
func remove(s *model.Schema, id model.ID) {
	named := func(schema, name string) bool { return id.QName() == (model.QName{Schema: schema, Name: name}) }
	if i := slices.IndexFunc(s.Definitions, func(d model.Definition) bool { return d.ID == id }); i >= 0 {
		s.Definitions = slices.Delete(s.Definitions, i, i+1)
		return
	}
	switch id.Kind {
	case model.KindSchema:
		s.Namespaces = slices.DeleteFunc(s.Namespaces, func(o model.Namespace) bool { return o.Name == id.Name })
	case model.KindExtension:
		s.Extensions = slices.DeleteFunc(s.Extensions, func(o model.Extension) bool { return o.Name == id.Name })
	case model.KindEnum:
		s.Enums = slices.DeleteFunc(s.Enums, func(o model.Enum) bool { return named(o.Schema, o.Name) })
		remove(s, model.ID{Kind: model.KindIndex, Parent: "customers", Name: "customers_mood"})
		remove(s, model.ID{Kind: model.KindColumn, Parent: "customers", Name: "mood"})
		remove(s, count().ID)
	case model.KindDomain:
		s.Domains = slices.DeleteFunc(s.Domains, func(o model.Domain) bool { return named(o.Schema, o.Name) })
	case model.KindDomainConstraint:
		d := find(s.Domains, func(o *model.Domain) bool { return o.Name == id.Parent })
		d.Checks = slices.DeleteFunc(d.Checks, func(o model.Check) bool { return o.Name == id.Name })
	case model.KindComposite:
		s.Composites = slices.DeleteFunc(s.Composites, func(o model.Composite) bool { return named(o.Schema, o.Name) })
		remove(s, model.ID{Kind: model.KindColumn, Parent: "customers", Name: "home"})
		s.Tables = slices.DeleteFunc(s.Tables, func(o model.Table) bool { return o.OfType == id.QName() })
	case model.KindRange:
		s.Ranges = slices.DeleteFunc(s.Ranges, func(o model.Range) bool { return named(o.Schema, o.Name) })
	case model.KindSequence:
		s.Sequences = slices.DeleteFunc(s.Sequences, func(o model.Sequence) bool { return named(o.Schema, o.Name) })
	case model.KindTable:
		s.Tables = slices.DeleteFunc(s.Tables, func(o model.Table) bool { return named(o.Schema, o.Name) })
	case model.KindStatistics:
		s.Statistics = slices.DeleteFunc(s.Statistics, func(o model.Statistics) bool { return named(o.Schema, o.Name) })
	default:
		removePart(table(s, id.Parent), id)
	}
	if id.Kind == model.KindColumn && id.Name == "total" {
		removePart(table(s, id.Parent), model.ID{Kind: model.KindIndex, Name: "orders_total"})
		removePart(table(s, id.Parent), model.ID{Kind: model.KindCheck, Name: "orders_total_check"})
	}
	if id.Kind == model.KindPrimaryKey {
		orders := table(s, "orders")
		orders.ForeignKeys = nil
	}
}

func removePart(t *model.Table, id model.ID) {
	t.Columns = slices.DeleteFunc(t.Columns, func(o model.Column) bool { return id.Kind == model.KindColumn && o.Name == id.Name })
	t.Keys = slices.DeleteFunc(t.Keys, func(o model.Key) bool { return o.Kind() == id.Kind && o.Name == id.Name })
	t.Checks = slices.DeleteFunc(t.Checks, func(o model.Check) bool { return id.Kind == model.KindCheck && o.Name == id.Name })
	t.Exclusions = slices.DeleteFunc(t.Exclusions, func(o model.Exclusion) bool { return id.Kind == model.KindExclusion && o.Name == id.Name })
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(o model.ForeignKey) bool { return id.Kind == model.KindForeignKey && o.Name == id.Name })
	t.Indexes = slices.DeleteFunc(t.Indexes, func(o model.Index) bool { return id.Kind == model.KindIndex && o.Name == id.Name })
}
