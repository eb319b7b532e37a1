package difftest

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

func tableEdits() []edit {
	kind := model.KindTable
	prices := func(edit func(*model.Table)) func(*model.Schema) {
		return func(s *model.Schema) { edit(table(s, "prices")) }
	}
	return []edit{
		{kind, diff.FacetOfType, func(s *model.Schema) {
			t := table(s, "addresses")
			t.OfType = model.QName{}
			for i := range t.Columns {
				t.Columns[i].Inherited = false
			}
		}},
		{kind, diff.FacetInherits, func(s *model.Schema) {
			t := table(s, "logs_web")
			t.Inherits = nil
			for i := range t.Columns {
				t.Columns[i].Inherited, t.Columns[i].Local = false, false
			}
			t.Checks[0].Inherited = false
		}},
		{kind, diff.FacetPartitionKey, prices(func(t *model.Table) {
			t.Partitioning = model.Partitioning{Strategy: model.PartitionByHash, Keys: []model.PartitionKey{{Column: "item"}}}
		})},
		{kind, diff.FacetPartitionOf, func(s *model.Schema) {
			t := table(s, "events_2024")
			t.PartitionOf, t.Bound = model.QName{}, model.PartitionBound{}
			for i := range t.Columns {
				t.Columns[i].Inherited = false
			}
			t.Keys[0].Parent, t.Keys[1].Parent, t.Indexes[0].Parent = model.QName{}, model.QName{}, model.QName{}
		}},
		{kind, diff.FacetPartitionBound, func(s *model.Schema) { table(s, "events_2024").Bound.From[0].Expr.Text = "'2023-01-01'::date" }},
		{kind, diff.FacetUnlogged, prices(func(t *model.Table) { t.Unlogged = true })},
		{kind, diff.FacetStorageParameters, func(s *model.Schema) {
			table(s, "orders").Options = []model.Option{{Name: "autovacuum_enabled", Value: "false"}, {Name: "fillfactor", Value: "90"}}
		}},
		{kind, diff.FacetAccessMethod, prices(func(t *model.Table) { t.AccessMethod = "heap2" })},
		{kind, diff.FacetTablespace, prices(func(t *model.Table) { t.Tablespace = "fast" })},
		{kind, diff.FacetReplicaIdentity, func(s *model.Schema) {
			table(s, "orders").ReplicaIdentity = model.ReplicaIdentity{Mode: model.ReplicaFull}
		}},
		{kind, diff.FacetRowSecurity, prices(func(t *model.Table) { t.RowSecurity = true })},
		{kind, diff.FacetQuery, func(s *model.Schema) {
			table(s, "totals").Query.Text = "SELECT 1 AS customer, 3 AS orders"
		}},
		{kind, diff.FacetServer, prices(func(t *model.Table) { t.Server = "far" })},
		{kind, diff.FacetForeignOptions, prices(func(t *model.Table) { t.ForeignOptions = []model.Option{{Name: "path", Value: "/one"}} })},
		{kind, diff.FacetForceRowSecurity, prices(func(t *model.Table) { t.ForceRowSecurity = true })},
		{kind, diff.FacetComment, func(s *model.Schema) { table(s, "customers").Comment = "" }},
	}
}

func columnEdits() []edit {
	kind := model.KindColumn
	of := func(t, name string, edit func(*model.Column)) func(*model.Schema) {
		return func(s *model.Schema) { edit(column(s, t, name)) }
	}
	return []edit{
		{kind, diff.FacetType, of("orders", "total", func(c *model.Column) { c.Type = model.Type{Name: "numeric", Modifiers: "12,2"} })},
		{kind, diff.FacetCollation, of("customers", "notes", func(c *model.Column) { c.Collation = model.QName{Name: "C"} })},
		{kind, diff.FacetNotNull, of("customers", "mood", func(c *model.Column) { c.NotNull = true })},
		{kind, diff.FacetNotNullName, of("customers", "code", func(c *model.Column) { c.NotNullConstraint.Name = "customers_code_there" })},
		{kind, diff.FacetNotNullNoInherit, of("customers", "code", func(c *model.Column) { c.NotNullConstraint.NoInherit = true })},
		{kind, diff.FacetNotNullNotValid, of("customers", "code", func(c *model.Column) { c.NotNullConstraint.NotValid = true })},
		{kind, diff.FacetNotNullComment, of("customers", "code", func(c *model.Column) { c.NotNullConstraint.Comment = "" })},
		{kind, diff.FacetDefault, of("customers", "mood", func(c *model.Column) { c.Default.Text = "'happy'::shop.mood" })},
		{kind, diff.FacetGenerated, of("customers", "initial", func(c *model.Column) { c.Generated.Expr.Text = "\"left\"((name)::text, 2)" })},
		{kind, diff.FacetStorage, of("customers", "notes", func(c *model.Column) { c.Storage = "main" })},
		{kind, diff.FacetCompression, of("customers", "notes", func(c *model.Column) { c.Compression = "" })},
		{kind, diff.FacetStatisticsTarget, of("customers", "name", func(c *model.Column) { c.Statistics = 0 })},
		{kind, diff.FacetForeignOptions, of("orders", "day", func(c *model.Column) { c.ForeignOptions = []model.Option{{Name: "path", Value: "/one"}} })},
		{kind, diff.FacetAttributeOptions, of("orders", "day", func(c *model.Column) { c.Options = nil })},
		{kind, diff.FacetInherited, func(s *model.Schema) {
			// The parent loses the column, the child keeps it.
			logs := table(s, "logs")
			logs.Columns = slices.DeleteFunc(logs.Columns, func(c model.Column) bool { return c.Name == "at" })
			at := column(s, "logs_web", "at")
			at.Inherited, at.Local = false, false
		}},
		{kind, diff.FacetComment, of("customers", "name", func(c *model.Column) { c.Comment = "" })},
	}
}

func identityEdits() []edit {
	kind := model.KindColumn
	id := func(edit func(*model.Identity)) func(*model.Schema) {
		return func(s *model.Schema) { edit(&column(s, "customers", "id").Identity) }
	}
	return []edit{
		{kind, diff.FacetIdentity, id(func(i *model.Identity) { i.Mode = model.IdentityByDefault })},
		{kind, diff.FacetIdentitySequence, id(func(i *model.Identity) { i.Sequence.Name = "customer_numbers" })},
		{kind, diff.FacetIdentityType, id(func(i *model.Identity) { i.Options.Type, i.Options.Max = "integer", 2147483647 })},
		{kind, diff.FacetIdentityStart, id(func(i *model.Identity) { i.Options.Start = 1000 })},
		{kind, diff.FacetIdentityIncrement, id(func(i *model.Identity) { i.Options.Increment = 10 })},
		{kind, diff.FacetIdentityMinimum, id(func(i *model.Identity) { i.Options.Min = -5 })},
		{kind, diff.FacetIdentityMaximum, id(func(i *model.Identity) { i.Options.Max = 1000000 })},
		{kind, diff.FacetIdentityCache, id(func(i *model.Identity) { i.Options.Cache = 20 })},
		{kind, diff.FacetIdentityCycle, id(func(i *model.Identity) { i.Options.Cycle = true })},
		{kind, diff.FacetIdentityUnlogged, id(func(i *model.Identity) { i.Unlogged = true })},
		{kind, diff.FacetIdentityComment, id(func(i *model.Identity) { i.Comment = "" })},
	}
}
