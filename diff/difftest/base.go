package difftest

import "github.com/schemadiff/schemadiff/model"

// Base returns a schema with every kind of object, as PostgreSQL 18 could hold
// it. Each call returns values of its own.
func Base() model.Schema {
	s := model.Schema{
		Dialect: "postgres", Version: 180000,
		Namespaces: []model.Namespace{{Name: "extra"}, {Name: "old"}, {Name: "shop", Comment: "what we sell"}},
		Extensions: []model.Extension{
			{Name: "btree_gist", Schema: "extra", Version: "1.7", Comment: "support for indexing common datatypes in GiST"},
			{Name: "hstore", Schema: "extra", Version: "1.8", Comment: "data type for storing sets of (key, value) pairs"},
		},
		Enums: []model.Enum{{Schema: "shop", Name: "mood", Labels: []string{"sad", "ok", "happy"}, Comment: "of a customer"}},
		Domains: []model.Domain{
			{
				Schema: "shop", Name: "email", Base: textType(), Default: model.Expr{Text: "'nobody@example.com'::text"},
				Checks: []model.Check{
					{Name: "email_at", Expr: model.Expr{Text: "VALUE ~~ '%@%'::text"}, Comment: "has a host"},
					{Name: "email_short", Expr: model.Expr{Text: "length(VALUE) < 200"}, NotValid: true},
				},
				Comment: "where to write to",
			},
			{Schema: "shop", Name: "label", Base: textType(), NotNull: true, NotNullName: "label_given"},
		},
		Composites: []model.Composite{{Schema: "shop", Name: "address", Attributes: []model.Attribute{
			{Name: "street", Type: textType()},
			{Name: "zip", Type: model.Type{Name: "character varying", Modifiers: "10"}, Comment: "with letters in some countries"},
		}, Comment: "of a person"}},
		Ranges: []model.Range{
			{Schema: "shop", Name: "names", Subtype: textType(), Comment: "from a to z"},
			{Schema: "shop", Name: "seconds", Subtype: model.Type{Name: "double precision"}, SubtypeDiff: model.QName{Name: "float8mi"}},
		},
		Sequences: []model.Sequence{
			{Schema: "shop", Name: "numbers", Options: bigOptions(), Comment: "of invoices"},
			{Schema: "shop", Name: "orders_id_seq", Options: bigOptions(), OwnedBy: model.ColumnRef{Table: shop("orders"), Column: "id"}},
		},
		Tables: []model.Table{
			addresses(), customers(), events(), eventsPart("events_2024", "2024-01-01", "2025-01-01"),
			eventsPart("events_2025", "2025-01-01", "2026-01-01"), logs(), logsChild(), orders(), prices(), totals(),
		},
		Statistics: []model.Statistics{
			{Schema: "shop", Name: "orders_day", Table: shop("orders"), Exprs: []model.Expr{{Text: "date_part('year'::text, day)"}}},
			{
				Schema: "shop", Name: "orders_stat", Table: shop("orders"), Kinds: []string{"dependencies", "ndistinct"},
				Columns: []string{"customer", "day"}, Target: 101, Comment: "a customer orders on his day",
			},
		},
		Definitions: []model.Definition{count(), touch(), touched()},
		Unsupported: []model.Unsupported{{ID: model.ID{Kind: "view", Schema: "shop", Name: "best_customers"}}},
	}
	s.Sort()
	return s
}

// count and touch are functions, touched is a trigger: together they have every
// sort of value that a property can be.
func count() model.Definition {
	return model.Definition{
		ID: model.ID{Kind: "function", Schema: "shop", Name: "count(shop.mood)"}, Comment: "of a mood",
		Signature: []model.Type{{Schema: "shop", Name: "mood"}},
		Properties: []model.Property{
			{Name: "SQL body", Value: model.Value{Query: model.Expr{Text: "SELECT count(*) FROM shop.events e WHERE e.what = ($1)::text"}}},
			{Name: "arguments", Value: model.Value{List: []model.Value{
				{Name: "m", Type: model.Type{Schema: "shop", Name: "mood"}, Expr: model.Expr{Text: "'ok'::shop.mood"}},
			}}},
			{Name: "language", Value: model.Value{Text: "sql"}},
			{Name: "returns", Value: model.Value{Type: bigintType()}},
		},
	}
}

func touch() model.Definition {
	return model.Definition{
		ID: model.ID{Kind: "function", Schema: "shop", Name: "touch()"}, Signature: []model.Type{},
		Properties: []model.Property{
			{Name: "body", Value: model.Value{Text: "BEGIN\n\tRETURN NEW;\nEND"}},
			{Name: "language", Value: model.Value{Text: "plpgsql"}},
			{Name: "returns", Value: model.Value{Type: model.Type{Name: "trigger"}}},
			{Name: "strict", Value: model.Value{Text: model.On}},
		},
	}
}

func touched() model.Definition {
	day := model.ID{Kind: model.KindColumn, Schema: "shop", Parent: "orders", Name: "day"}
	return model.Definition{
		ID: model.ID{Kind: "trigger", Schema: "shop", Parent: "orders", Name: "touched"}, Comment: "by an update",
		Properties: []model.Property{
			{Name: "columns", Value: model.Value{List: []model.Value{{Ref: day}}}},
			{Name: "events", Value: model.Value{List: []model.Value{{Text: "update"}}}},
			{Name: "for each row", Value: model.Value{Text: model.On}},
			{Name: "function", Value: model.Value{Ref: touch().ID}},
			{Name: "timing", Value: model.Value{Text: "before"}},
			{Name: "when", Value: model.Value{Expr: model.Expr{Text: "new.day > old.day"}}},
		},
	}
}

func shop(name string) model.QName { return model.QName{Schema: "shop", Name: name} }

func textType() model.Type    { return model.Type{Name: "text"} }
func bigintType() model.Type  { return model.Type{Name: "bigint"} }
func integerType() model.Type { return model.Type{Name: "integer"} }
func dateType() model.Type    { return model.Type{Name: "date"} }

func bigOptions() model.SequenceOptions {
	return model.SequenceOptions{Type: "bigint", Start: 1, Increment: 1, Min: 1, Max: 9223372036854775807, Cache: 1}
}

func customers() model.Table {
	return model.Table{
		Schema: "shop", Name: "customers", Comment: "who buys",
		Columns: []model.Column{
			{
				Name: "id", Type: bigintType(), NotNull: true,
				Identity: model.Identity{
					Mode: model.IdentityAlways, Sequence: shop("customers_id_seq"), Options: bigOptions(), Comment: "of customers",
				},
			},
			{Name: "name", Type: model.Type{Name: "character varying", Modifiers: "100"}, NotNull: true, Statistics: 501, Comment: "as it is spelled"},
			{Name: "mail", Type: model.Type{Schema: "shop", Name: "email"}},
			{Name: "mood", Type: model.Type{Schema: "shop", Name: "mood"}, Default: model.Expr{Text: "'ok'::shop.mood"}},
			{Name: "home", Type: model.Type{Schema: "shop", Name: "address"}},
			{Name: "notes", Type: textType(), Storage: "external", Compression: "pglz"},
			{Name: "code", Type: textType(), NotNull: true, NotNullConstraint: model.NotNull{Name: "customers_code_known", Comment: "by law"}},
			{
				Name: "initial", Type: textType(),
				Generated: model.Generated{Expr: model.Expr{Text: "\"left\"((name)::text, 1)"}},
			},
		},
		Keys: []model.Key{
			{Name: "customers_pkey", Primary: true, Columns: []string{"id"}, Comment: "the key", IndexComment: "the index of the key"},
			{Name: "customers_code_key", Columns: []string{"code"}, Deferrable: true},
		},
		Checks: []model.Check{
			{Name: "customers_code_check", Expr: model.Expr{Text: "code <> ''::text"}, Comment: "not empty"},
			{Name: "customers_name_check", Expr: model.Expr{Text: "length((name)::text) > 1"}, NotValid: true},
		},
		Indexes: []model.Index{
			{Name: "customers_mail", Unique: true, Method: "btree", Keys: []model.IndexKey{{Expr: model.Expr{Text: "lower((mail)::text)"}}}},
			{
				Name: "customers_mood", Method: "btree", Keys: []model.IndexKey{{Column: "mood"}, {Column: "name", Descending: true, NullsFirst: true}},
				Include: []string{"mail"}, Predicate: model.Expr{Text: "mood IS NOT NULL"}, Comment: "by mood",
			},
		},
	}
}

func orders() model.Table {
	return model.Table{
		Schema: "shop", Name: "orders", Options: []model.Option{{Name: "fillfactor", Value: "70"}},
		Columns: []model.Column{
			{Name: "id", Type: integerType(), NotNull: true, Default: model.Expr{Text: "nextval('shop.orders_id_seq'::regclass)"}},
			{Name: "customer", Type: bigintType(), NotNull: true},
			{Name: "day", Type: dateType(), NotNull: true, Options: []model.Option{{Name: "n_distinct", Value: "100"}}},
			{Name: "total", Type: model.Type{Name: "numeric", Modifiers: "10,2"}},
			{Name: "room", Type: model.Type{Name: "integer"}},
			{Name: "during", Type: model.Type{Name: "tsrange"}},
		},
		Keys: []model.Key{
			{Name: "orders_pkey", Primary: true, Columns: []string{"id"}},
			{Name: "orders_day_key", Columns: []string{"day", "customer"}, NullsNotDistinct: true},
			{Name: "orders_room_key", Columns: []string{"room", "during"}, WithoutOverlaps: true},
		},
		Checks: []model.Check{{Name: "orders_total_check", Expr: model.Expr{Text: "total >= (0)::numeric"}}},
		Exclusions: []model.Exclusion{{
			Name: "orders_room", Method: "gist", Comment: "no two in one room", IndexComment: "the index of it",
			Elements: []model.ExclusionElement{
				{IndexKey: model.IndexKey{Column: "room"}, Operator: model.QName{Name: "="}},
				{IndexKey: model.IndexKey{Column: "during"}, Operator: model.QName{Name: "&&"}},
			},
			Predicate: model.Expr{Text: "room > 0"},
		}},
		ForeignKeys: []model.ForeignKey{{
			Name: "orders_customer_fkey", Columns: []string{"customer"}, References: shop("customers"), RefColumns: []string{"id"},
			OnDelete: model.Cascade, Comment: "who ordered",
		}},
		Indexes: []model.Index{{
			Name: "orders_total", Method: "btree", Options: []model.Option{{Name: "fillfactor", Value: "80"}},
			Keys: []model.IndexKey{{Expr: model.Expr{Text: "(total * (2)::numeric)"}, Statistics: 201}},
		}},
		ReplicaIdentity: model.ReplicaIdentity{Mode: model.ReplicaIndex, Index: "orders_pkey"},
	}
}

// totals is a materialized view.
func totals() model.Table {
	return model.Table{
		Schema: "shop", Name: "totals",
		Columns: []model.Column{
			{Name: "customer", Type: model.Type{Name: "integer"}},
			{Name: "orders", Type: model.Type{Name: "bigint"}, Comment: "how many"},
		},
		Indexes: []model.Index{{Name: "totals_customer", Unique: true, Method: "btree", Keys: []model.IndexKey{{Column: "customer"}}}},
		Query:   model.Expr{Text: "SELECT 1 AS customer, 2 AS orders"},
	}
}

// prices refers to orders with a foreign key of two columns.
func prices() model.Table {
	return model.Table{
		Schema: "shop", Name: "prices",
		Columns: []model.Column{
			{Name: "item", Type: textType()},
			{Name: "day", Type: dateType()},
			{Name: "customer", Type: bigintType()},
			{Name: "price", Type: model.Type{Name: "numeric"}},
		},
		ForeignKeys: []model.ForeignKey{{
			Name: "prices_order_fkey", Columns: []string{"day", "customer"}, References: shop("orders"),
			RefColumns: []string{"day", "customer"}, OnDelete: model.SetNull,
		}},
	}
}

func addresses() model.Table {
	return model.Table{
		Schema: "shop", Name: "addresses", OfType: shop("address"),
		Columns: []model.Column{
			{Name: "street", Type: textType(), Inherited: true},
			{Name: "zip", Type: model.Type{Name: "character varying", Modifiers: "10"}, Inherited: true},
		},
	}
}

func logs() model.Table {
	return model.Table{
		Schema: "shop", Name: "logs",
		Columns: []model.Column{{Name: "at", Type: dateType()}, {Name: "line", Type: textType()}},
		Checks:  []model.Check{{Name: "logs_line", Expr: model.Expr{Text: "line <> ''::text"}}},
	}
}

func logsChild() model.Table {
	return model.Table{
		Schema: "shop", Name: "logs_web", Inherits: []model.QName{shop("logs")},
		Columns: []model.Column{
			{Name: "at", Type: dateType(), Inherited: true, Local: true},
			{Name: "line", Type: textType(), Inherited: true},
			{Name: "host", Type: textType()},
		},
		Checks: []model.Check{{Name: "logs_line", Expr: model.Expr{Text: "line <> ''::text"}, Inherited: true}},
	}
}

func events() model.Table {
	return model.Table{
		Schema: "shop", Name: "events",
		Columns: []model.Column{{Name: "day", Type: dateType(), NotNull: true}, {Name: "what", Type: textType()}},
		Keys: []model.Key{
			{Name: "events_pkey", Primary: true, Columns: []string{"day"}},
			{Name: "events_day_key", Columns: []string{"day", "what"}},
		},
		Indexes: []model.Index{{Name: "events_what", Method: "btree", Keys: []model.IndexKey{{Column: "what"}}}},
		Partitioning: model.Partitioning{
			Strategy: model.PartitionByRange, Keys: []model.PartitionKey{{Column: "day"}},
		},
	}
}

func eventsPart(name, from, to string) model.Table {
	value := func(day string) []model.BoundValue {
		return []model.BoundValue{{Expr: model.Expr{Text: "'" + day + "'::date"}}}
	}
	return model.Table{
		Schema: "shop", Name: name, PartitionOf: shop("events"), Bound: model.PartitionBound{From: value(from), To: value(to)},
		Columns: []model.Column{
			{Name: "day", Type: dateType(), NotNull: true, Inherited: true}, {Name: "what", Type: textType(), Inherited: true},
		},
		Keys: []model.Key{
			{Name: name + "_pkey", Primary: true, Columns: []string{"day"}, Parent: shop("events_pkey")},
			{Name: name + "_day_what_key", Columns: []string{"day", "what"}, Parent: shop("events_day_key")},
		},
		Indexes: []model.Index{{
			Name: name + "_what_idx", Method: "btree", Keys: []model.IndexKey{{Column: "what"}}, Parent: shop("events_what"),
		}},
	}
}
