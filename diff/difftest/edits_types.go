package difftest

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// The functions in the edits files list one difference for each facet of a
// kind. Each leaves the schema one that a server could have.

func typeEdits() []edit {
	extension := func(s *model.Schema) *model.Extension { return &s.Extensions[1] }
	domain := func(s *model.Schema, name string) *model.Domain {
		return find(s.Domains, func(o *model.Domain) bool { return o.Name == name })
	}
	rng := func(s *model.Schema, name string) *model.Range {
		return find(s.Ranges, func(o *model.Range) bool { return o.Name == name })
	}
	return []edit{
		{model.KindSchema, diff.FacetComment, func(s *model.Schema) { s.Namespaces[2].Comment = "" }},
		{model.KindExtension, diff.FacetSchema, func(s *model.Schema) { extension(s).Schema = "old" }},
		{model.KindExtension, diff.FacetVersion, func(s *model.Schema) { extension(s).Version = "1.7" }},
		{model.KindExtension, diff.FacetComment, func(s *model.Schema) { extension(s).Comment = "pairs" }},
		{model.KindEnum, diff.FacetLabels, func(s *model.Schema) {
			s.Enums[0].Labels = []string{"awful", "sad", "ok", "well", "happy", "blissful"}
		}},
		{model.KindEnum, diff.FacetComment, func(s *model.Schema) { s.Enums[0].Comment = "" }},
		{model.KindDomain, diff.FacetType, func(s *model.Schema) {
			domain(s, "label").Base = model.Type{Name: "character varying", Modifiers: "20"}
		}},
		{model.KindDomain, diff.FacetCollation, func(s *model.Schema) { domain(s, "label").Collation = model.QName{Name: "C"} }},
		{model.KindDomain, diff.FacetNotNull, func(s *model.Schema) {
			domain(s, "label").NotNull, domain(s, "label").NotNullName = false, ""
		}},
		{model.KindDomain, diff.FacetNotNullName, func(s *model.Schema) { domain(s, "label").NotNullName = "label_there" }},
		{model.KindDomain, diff.FacetDefault, func(s *model.Schema) { domain(s, "email").Default = model.Expr{} }},
		{model.KindDomain, diff.FacetComment, func(s *model.Schema) { domain(s, "email").Comment = "an address" }},
		{model.KindDomainConstraint, diff.FacetExpression, func(s *model.Schema) {
			domain(s, "email").Checks[0].Expr.Text = "VALUE ~~ '%@%.%'::text"
		}},
		{model.KindDomainConstraint, diff.FacetNotValid, func(s *model.Schema) { domain(s, "email").Checks[1].NotValid = false }},
		{model.KindDomainConstraint, diff.FacetComment, func(s *model.Schema) { domain(s, "email").Checks[0].Comment = "" }},
		{model.KindComposite, diff.FacetAttributes, func(s *model.Schema) {
			s.Composites[0].Attributes = append(s.Composites[0].Attributes, model.Attribute{Name: "town", Type: textType()})
			addresses := table(s, "addresses")
			addresses.Columns = append(addresses.Columns, model.Column{Name: "town", Type: textType(), Inherited: true})
		}},
		{model.KindComposite, diff.FacetAttributeComments, func(s *model.Schema) { s.Composites[0].Attributes[0].Comment = "and number" }},
		{model.KindComposite, diff.FacetComment, func(s *model.Schema) { s.Composites[0].Comment = "" }},
		{model.KindRange, diff.FacetSubtype, func(s *model.Schema) {
			rng(s, "seconds").Subtype, rng(s, "seconds").SubtypeDiff = integerType(), model.QName{}
		}},
		{model.KindRange, diff.FacetOpclass, func(s *model.Schema) { rng(s, "names").Opclass = model.QName{Name: "text_pattern_ops"} }},
		{model.KindRange, diff.FacetCollation, func(s *model.Schema) { rng(s, "names").Collation = model.QName{Name: "C"} }},
		{model.KindRange, diff.FacetCanonical, func(s *model.Schema) { rng(s, "seconds").Canonical = shop("seconds_canonical") }},
		{model.KindRange, diff.FacetSubtypeDiff, func(s *model.Schema) { rng(s, "seconds").SubtypeDiff = model.QName{} }},
		{model.KindRange, diff.FacetMultirange, func(s *model.Schema) { rng(s, "names").Multirange = shop("many_names") }},
		{model.KindRange, diff.FacetComment, func(s *model.Schema) { rng(s, "names").Comment = "" }},
	}
}

func sequenceEdits() []edit {
	kind := model.KindSequence
	numbers := func(edit func(*model.Sequence)) func(*model.Schema) {
		return func(s *model.Schema) {
			edit(find(s.Sequences, func(o *model.Sequence) bool { return o.Name == "numbers" }))
		}
	}
	return []edit{
		{kind, diff.FacetType, numbers(func(o *model.Sequence) { o.Options.Type, o.Options.Max = "integer", 2147483647 })},
		{kind, diff.FacetStart, numbers(func(o *model.Sequence) { o.Options.Start = 1000 })},
		{kind, diff.FacetIncrement, numbers(func(o *model.Sequence) { o.Options.Increment = 10 })},
		{kind, diff.FacetMinimum, numbers(func(o *model.Sequence) { o.Options.Min = -5 })},
		{kind, diff.FacetMaximum, numbers(func(o *model.Sequence) { o.Options.Max = 1000000 })},
		{kind, diff.FacetCache, numbers(func(o *model.Sequence) { o.Options.Cache = 20 })},
		{kind, diff.FacetCycle, numbers(func(o *model.Sequence) { o.Options.Cycle = true })},
		{kind, diff.FacetOwnedBy, numbers(func(o *model.Sequence) { o.OwnedBy = model.ColumnRef{Table: shop("orders"), Column: "room"} })},
		{kind, diff.FacetUnlogged, numbers(func(o *model.Sequence) { o.Unlogged = true })},
		{kind, diff.FacetComment, numbers(func(o *model.Sequence) { o.Comment = "" })},
		{model.KindStatistics, diff.FacetTable, func(s *model.Schema) {
			o := &s.Statistics[1]
			o.Table, o.Columns = shop("prices"), []string{"customer", "day"}
		}},
		{model.KindStatistics, diff.FacetStatisticsKinds, func(s *model.Schema) { s.Statistics[1].Kinds = []string{"mcv"} }},
		{model.KindStatistics, diff.FacetColumns, func(s *model.Schema) { s.Statistics[1].Columns = []string{"customer", "day", "total"} }},
		{model.KindStatistics, diff.FacetExpressions, func(s *model.Schema) { s.Statistics[0].Exprs[0].Text = "date_part('month'::text, day)" }},
		{model.KindStatistics, diff.FacetStatisticsTarget, func(s *model.Schema) { s.Statistics[1].Target = 0 }},
		{model.KindStatistics, diff.FacetComment, func(s *model.Schema) { s.Statistics[1].Comment = "" }},
	}
}

func renameEdits() []renameEdit {
	return []renameEdit{
		{model.KindSchema, "schema:old=archive", func(s *model.Schema) { s.Namespaces[1].Name = "archive" }},
		{model.KindTable, "table:shop.prices=costs", func(s *model.Schema) { table(s, "prices").Name = "costs" }},
		{model.KindColumn, "column:shop.prices.item=article", func(s *model.Schema) { column(s, "prices", "item").Name = "article" }},
		{model.KindEnum, "type:shop.mood=feeling", func(s *model.Schema) {
			s.Enums[0].Name = "feeling"
			column(s, "customers", "mood").Type.Name = "feeling"
			column(s, "customers", "mood").Default.Text = "'ok'::shop.feeling"
		}},
		{diff.KindEnumValue, "value:shop.mood.ok=fair", func(s *model.Schema) { s.Enums[0].Labels[1] = "fair" }},
		{model.KindDomain, "type:shop.label=tag", func(s *model.Schema) {
			find(s.Domains, func(o *model.Domain) bool { return o.Name == "label" }).Name = "tag"
		}},
		{model.KindDomainConstraint, "constraint:shop.email.email_at=email_host", func(s *model.Schema) {
			find(s.Domains, func(o *model.Domain) bool { return o.Name == "email" }).Checks[0].Name = "email_host"
		}},
		{model.KindComposite, "type:shop.address=place", func(s *model.Schema) {
			s.Composites[0].Name = "place"
			column(s, "customers", "home").Type.Name = "place"
			table(s, "addresses").OfType.Name = "place"
		}},
		{diff.KindAttribute, "attribute:shop.address.zip=postcode", func(s *model.Schema) {
			s.Composites[0].Attributes[1].Name = "postcode"
			column(s, "addresses", "zip").Name = "postcode"
		}},
		{model.KindRange, "type:shop.names=alphabet", func(s *model.Schema) {
			find(s.Ranges, func(o *model.Range) bool { return o.Name == "names" }).Name = "alphabet"
		}},
		{model.KindSequence, "sequence:shop.numbers=invoices", func(s *model.Schema) {
			find(s.Sequences, func(o *model.Sequence) bool { return o.Name == "numbers" }).Name = "invoices"
		}},
		{model.KindPrimaryKey, "constraint:shop.customers.customers_pkey=customers_id", func(s *model.Schema) { key(s, "customers", "customers_pkey").Name = "customers_id" }},
		{model.KindUnique, "constraint:shop.customers.customers_code_key=customers_codes", func(s *model.Schema) { key(s, "customers", "customers_code_key").Name = "customers_codes" }},
		{model.KindCheck, "constraint:shop.orders.orders_total_check=orders_positive", func(s *model.Schema) { check(s, "orders", "orders_total_check").Name = "orders_positive" }},
		{model.KindExclusion, "constraint:shop.orders.orders_room=orders_rooms", func(s *model.Schema) { table(s, "orders").Exclusions[0].Name = "orders_rooms" }},
		{model.KindForeignKey, "constraint:shop.orders.orders_customer_fkey=orders_who", func(s *model.Schema) { table(s, "orders").ForeignKeys[0].Name = "orders_who" }},
		{model.KindIndex, "index:shop.customers_mood=customers_by_mood", func(s *model.Schema) { index(s, "customers", "customers_mood").Name = "customers_by_mood" }},
		{model.KindStatistics, "statistics:shop.orders_stat=orders_days", func(s *model.Schema) { s.Statistics[1].Name = "orders_days" }},
	}
}
