package difftest

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

func keyEdits() []edit {
	of := func(t, name string, edit func(*model.Key)) func(*model.Schema) {
		return func(s *model.Schema) { edit(key(s, t, name)) }
	}
	code := func(edit func(*model.Key)) func(*model.Schema) { return of("customers", "customers_code_key", edit) }
	primary := func(edit func(*model.Key)) func(*model.Schema) { return of("customers", "customers_pkey", edit) }
	both := func(facet diff.FacetName, change func(*model.Key)) []edit {
		return []edit{{model.KindPrimaryKey, facet, primary(change)}, {model.KindUnique, facet, code(change)}}
	}
	return slices.Concat([]edit{
		{model.KindPrimaryKey, diff.FacetColumns, of("orders", "orders_pkey", func(k *model.Key) { k.Columns = []string{"id", "customer"} })},
		{model.KindUnique, diff.FacetColumns, code(func(k *model.Key) { k.Columns = []string{"code", "name"} })},
		{model.KindPrimaryKey, diff.FacetWithoutOverlaps, of("orders", "orders_pkey", func(k *model.Key) {
			k.Columns, k.WithoutOverlaps = []string{"id", "during"}, true
		})},
		{model.KindUnique, diff.FacetWithoutOverlaps, of("orders", "orders_room_key", func(k *model.Key) { k.WithoutOverlaps = false })},
		{model.KindUnique, diff.FacetNullsNotDistinct, of("orders", "orders_day_key", func(k *model.Key) { k.NullsNotDistinct = false })},
		{model.KindPrimaryKey, diff.FacetDeferrable, of("orders", "orders_pkey", func(k *model.Key) { k.Deferrable = true })},
		{model.KindUnique, diff.FacetDeferrable, code(func(k *model.Key) { k.Deferrable = false })},
		{model.KindPrimaryKey, diff.FacetParentIndex, loseParent(model.KindPrimaryKey)},
		{model.KindUnique, diff.FacetParentIndex, loseParent(model.KindUnique)},
	},
		both(diff.FacetInclude, func(k *model.Key) { k.Include = []string{"mail"} }),
		both(diff.FacetInitiallyDeferred, func(k *model.Key) { k.Deferrable, k.InitiallyDeferred = true, true }),
		both(diff.FacetStorageParameters, func(k *model.Key) { k.Options = []model.Option{{Name: "fillfactor", Value: "50"}} }),
		both(diff.FacetTablespace, func(k *model.Key) { k.Tablespace = "fast" }),
		both(diff.FacetClustered, func(k *model.Key) { k.Clustered = true }),
		both(diff.FacetInvalid, func(k *model.Key) { k.Invalid = true }),
		both(diff.FacetComment, func(k *model.Key) { k.Comment = "changed" }),
		both(diff.FacetIndexComment, func(k *model.Key) { k.IndexComment = "changed" }),
	)
}

// loseParent takes a key from the partitioned table; its partitions keep theirs.
func loseParent(kind model.Kind) func(*model.Schema) {
	return func(s *model.Schema) {
		events := table(s, "events")
		events.Keys = slices.DeleteFunc(events.Keys, func(k model.Key) bool { return k.Kind() == kind })
		for _, name := range []string{"events_2024", "events_2025"} {
			find(table(s, name).Keys, func(k *model.Key) bool { return k.Kind() == kind }).Parent = model.QName{}
		}
	}
}

func constraintEdits() []edit {
	fk := func(t string, edit func(*model.ForeignKey)) func(*model.Schema) {
		return func(s *model.Schema) { edit(&table(s, t).ForeignKeys[0]) }
	}
	chk := func(t, name string, edit func(*model.Check)) func(*model.Schema) {
		return func(s *model.Schema) { edit(check(s, t, name)) }
	}
	f, c := model.KindForeignKey, model.KindCheck
	return []edit{
		{f, diff.FacetColumns, fk("orders", func(o *model.ForeignKey) { o.Columns = []string{"room"} })},
		{f, diff.FacetReferences, fk("orders", func(o *model.ForeignKey) { o.References, o.Columns = shop("orders"), []string{"room"} })},
		{f, diff.FacetReferencedColumns, fk("orders", func(o *model.ForeignKey) { o.RefColumns = []string{"code"} })},
		{f, diff.FacetMatch, fk("prices", func(o *model.ForeignKey) { o.MatchFull = true })},
		{f, diff.FacetOnUpdate, fk("orders", func(o *model.ForeignKey) { o.OnUpdate = model.Restrict })},
		{f, diff.FacetOnDelete, fk("orders", func(o *model.ForeignKey) { o.OnDelete = model.NoAction })},
		{f, diff.FacetOnDeleteColumns, fk("prices", func(o *model.ForeignKey) { o.OnDeleteColumns = []string{"customer"} })},
		{f, diff.FacetPeriod, func(s *model.Schema) {
			t := table(s, "prices")
			t.Columns = append(t.Columns, model.Column{Name: "room", Type: integerType()}, model.Column{Name: "during", Type: model.Type{Name: "tsrange"}})
			o := &t.ForeignKeys[0]
			o.Columns, o.RefColumns, o.Period, o.OnDelete = []string{"room", "during"}, []string{"room", "during"}, true, model.NoAction
		}},
		{f, diff.FacetDeferrable, fk("orders", func(o *model.ForeignKey) { o.Deferrable = true })},
		{f, diff.FacetInitiallyDeferred, fk("orders", func(o *model.ForeignKey) { o.Deferrable, o.InitiallyDeferred = true, true })},
		{f, diff.FacetNotValid, fk("orders", func(o *model.ForeignKey) { o.NotValid = true })},
		{f, diff.FacetNotEnforced, fk("orders", func(o *model.ForeignKey) { o.NotEnforced = true })},
		{f, diff.FacetComment, fk("orders", func(o *model.ForeignKey) { o.Comment = "" })},
		{c, diff.FacetExpression, chk("orders", "orders_total_check", func(o *model.Check) { o.Expr.Text = "total > (0)::numeric" })},
		{c, diff.FacetNoInherit, chk("orders", "orders_total_check", func(o *model.Check) { o.NoInherit = true })},
		{c, diff.FacetNotValid, chk("customers", "customers_name_check", func(o *model.Check) { o.NotValid = false })},
		{c, diff.FacetNotEnforced, chk("orders", "orders_total_check", func(o *model.Check) { o.NotEnforced = true })},
		{c, diff.FacetInherited, func(s *model.Schema) {
			// The parent loses the check, the child has it by itself.
			table(s, "logs").Checks = nil
			check(s, "logs_web", "logs_line").Inherited = false
		}},
		{c, diff.FacetLocal, chk("logs_web", "logs_line", func(o *model.Check) { o.Local = true })},
		{c, diff.FacetComment, chk("customers", "customers_code_check", func(o *model.Check) { o.Comment = "" })},
	}
}

func indexEdits() []edit {
	mood := func(edit func(*model.Index)) func(*model.Schema) {
		return func(s *model.Schema) { edit(index(s, "customers", "customers_mood")) }
	}
	total := func(edit func(*model.Index)) func(*model.Schema) {
		return func(s *model.Schema) { edit(index(s, "orders", "orders_total")) }
	}
	room := func(edit func(*model.Exclusion)) func(*model.Schema) {
		return func(s *model.Schema) { edit(&table(s, "orders").Exclusions[0]) }
	}
	i, x := model.KindIndex, model.KindExclusion
	return []edit{
		{i, diff.FacetUnique, mood(func(o *model.Index) { o.Unique = true })},
		{i, diff.FacetNullsNotDistinct, func(s *model.Schema) { index(s, "customers", "customers_mail").NullsNotDistinct = true }},
		{i, diff.FacetAccessMethod, total(func(o *model.Index) { o.Method = "hash" })},
		{i, diff.FacetKeys, mood(func(o *model.Index) { o.Keys[1].Descending, o.Keys[1].NullsFirst = false, false })},
		{i, diff.FacetKeyStatistics, total(func(o *model.Index) { o.Keys[0].Statistics = 301 })},
		{i, diff.FacetInclude, mood(func(o *model.Index) { o.Include = nil })},
		{i, diff.FacetPredicate, mood(func(o *model.Index) { o.Predicate.Text = "mood IS NULL" })},
		{i, diff.FacetStorageParameters, total(func(o *model.Index) { o.Options = nil })},
		{i, diff.FacetTablespace, mood(func(o *model.Index) { o.Tablespace = "fast" })},
		{i, diff.FacetClustered, total(func(o *model.Index) { o.Clustered = true })},
		{i, diff.FacetInvalid, mood(func(o *model.Index) { o.Invalid = true })},
		{i, diff.FacetParentIndex, func(s *model.Schema) {
			// The partitioned table loses its index, the partitions keep theirs.
			table(s, "events").Indexes = nil
			for _, name := range []string{"events_2024", "events_2025"} {
				table(s, name).Indexes[0].Parent = model.QName{}
			}
		}},
		{i, diff.FacetComment, mood(func(o *model.Index) { o.Comment = "" })},
		{x, diff.FacetAccessMethod, room(func(o *model.Exclusion) {
			o.Method, o.Elements = "spgist", []model.ExclusionElement{o.Elements[1]}
		})},
		{x, diff.FacetElements, room(func(o *model.Exclusion) { o.Elements = o.Elements[1:] })},
		{x, diff.FacetKeyStatistics, room(func(o *model.Exclusion) { o.Elements[0].Statistics = 101 })},
		{x, diff.FacetInclude, room(func(o *model.Exclusion) { o.Include = []string{"total"} })},
		{x, diff.FacetPredicate, room(func(o *model.Exclusion) { o.Predicate = model.Expr{} })},
		{x, diff.FacetDeferrable, room(func(o *model.Exclusion) { o.Deferrable = true })},
		{x, diff.FacetInitiallyDeferred, room(func(o *model.Exclusion) { o.Deferrable, o.InitiallyDeferred = true, true })},
		{x, diff.FacetStorageParameters, room(func(o *model.Exclusion) { o.Options = []model.Option{{Name: "fillfactor", Value: "60"}} })},
		{x, diff.FacetTablespace, room(func(o *model.Exclusion) { o.Tablespace = "fast" })},
		{x, diff.FacetClustered, room(func(o *model.Exclusion) { o.Clustered = true })},
		{x, diff.FacetParentIndex, room(func(o *model.Exclusion) { o.Parent = shop("all_rooms") })},
		{x, diff.FacetComment, room(func(o *model.Exclusion) { o.Comment = "" })},
		{x, diff.FacetIndexComment, room(func(o *model.Exclusion) { o.IndexComment = "" })},
	}
}
