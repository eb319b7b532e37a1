package gen

import "strings"

// Builtin is a type of PostgreSQL itself, or of a contrib module, with all that
// the generator needs to know of it.
type Builtin struct {
	Name string // what expressions call it, and what its literals are cast to
	// Spellings as people write them; "@" is where the modifiers go.
	Spellings []string
	Mods      []string // possible modifiers, as written: "(10,2)"
	// Literals are texts that the type's input function takes, in the ascending
	// order of its btree operator class, if it has one.
	Literals []string
	Bare     bool // literals are written without quotes
	// Collatable types take COLLATE, Toast types can be moved out of line.
	Collatable, Toast bool
	// Array: arrays of it are used.
	Array bool
	// The operator classes by access method. The first is the default unless
	// it is empty, which says that there is no default.
	Btree, Hash, Gist, Gin, SpGist, Brin []string
	// Overlap is the operator of exclusion constraints on gist.
	Overlap   string
	Extension string
	Since     int
}

// builtins lists the types. The order matters little: simple ones come first.
func builtins() []*Builtin {
	return append(append(numberTypes(), textTypes()...), append(timeTypes(), otherTypes()...)...)
}

func numberTypes() []*Builtin {
	return []*Builtin{
		{
			Name: "integer", Spellings: []string{"integer", "int", "int4", "INT", "pg_catalog.int4"}, Bare: true, Array: true,
			Literals: []string{"-7", "0", "1", "2", "42", "1000", "2147483647"},
			Btree:    []string{"int4_ops"}, Hash: []string{"int4_ops"}, Brin: []string{"int4_minmax_ops", "int4_minmax_multi_ops", "int4_bloom_ops"},
		},
		{
			Name: "bigint", Spellings: []string{"bigint", "int8", "BIGINT"}, Bare: true, Array: true,
			Literals: []string{"-10", "0", "3", "50", "9000", "4294967296"},
			Btree:    []string{"int8_ops"}, Hash: []string{"int8_ops"}, Brin: []string{"int8_minmax_ops", "int8_minmax_multi_ops"},
		},
		{
			Name: "smallint", Spellings: []string{"smallint", "int2"}, Literals: []string{"-1", "0", "1", "12", "32767"},
			Btree: []string{"int2_ops"}, Hash: []string{"int2_ops"}, Brin: []string{"int2_minmax_ops"},
		},
		{
			Name: "numeric", Spellings: []string{"numeric@", "decimal@", "NUMERIC@", "dec@"}, Mods: []string{"(10,2)", "(5)", "(12, 4)", "(20,0)"},
			Bare: true, Array: true, Toast: true, Literals: []string{"-1.5", "0", "0.5", "1", "3.25", "99.90"},
			Btree: []string{"numeric_ops"}, Hash: []string{"numeric_ops"}, Brin: []string{"numeric_minmax_ops"},
		},
		{
			Name: "double precision", Spellings: []string{"double precision", "float8", "float", "float(53)", "float(30)"},
			Literals: []string{"-2.5", "0", "0.1", "1e10", "1e100"}, Array: true,
			Btree: []string{"float8_ops"}, Hash: []string{"float8_ops"}, Brin: []string{"float8_minmax_ops"},
		},
		{
			Name: "real", Spellings: []string{"real", "float4", "float(24)"}, Literals: []string{"-1.5", "0", "1.25", "3e5"},
			Btree: []string{"float4_ops"}, Hash: []string{"float4_ops"}, Brin: []string{"float4_minmax_ops"},
		},
		{
			Name: "money", Spellings: []string{"money"}, Literals: []string{"-5.00", "0.00", "12.34"},
			Btree: []string{"money_ops"},
		},
		{
			Name: "oid", Spellings: []string{"oid"}, Literals: []string{"0", "1", "1259"},
			Btree: []string{"oid_ops"}, Hash: []string{"oid_ops"}, Brin: []string{"oid_minmax_ops"},
		},
		{
			Name: "boolean", Spellings: []string{"boolean", "bool", "BOOLEAN"}, Literals: []string{"false", "true"}, Bare: true, Array: true,
			Btree: []string{"bool_ops"}, Hash: []string{"bool_ops"},
		},
	}
}

func textTypes() []*Builtin {
	words := []string{"", "A", "Zürich", "abc", "it's", "new", "open", "x%y_z"}
	return []*Builtin{
		{
			Name: "text", Spellings: []string{"text", "TEXT"}, Literals: words, Collatable: true, Toast: true, Array: true,
			Btree: []string{"text_ops", "text_pattern_ops"}, Hash: []string{"text_ops", "text_pattern_ops"},
			SpGist: []string{"text_ops"}, Brin: []string{"text_minmax_ops", "text_bloom_ops"},
		},
		{
			Name: "character varying", Spellings: []string{"character varying@", "varchar@", "VARCHAR@", "char varying@"},
			Mods: []string{"(50)", "(10)", "(255)", "(8)"}, Literals: words, Collatable: true, Toast: true, Array: true,
			Btree: []string{"text_ops", "varchar_ops", "varchar_pattern_ops", "text_pattern_ops"}, Hash: []string{"text_ops", "varchar_ops"},
			SpGist: []string{"text_ops"}, Brin: []string{"text_minmax_ops"},
		},
		{
			Name: "character", Spellings: []string{"character@", "char@", "bpchar@"}, Mods: []string{"(3)", "(8)", "(1)"},
			Literals: []string{"", "a", "b", "c"}, Collatable: true, Toast: true,
			Btree: []string{"bpchar_ops", "bpchar_pattern_ops"}, Hash: []string{"bpchar_ops"}, Brin: []string{"bpchar_minmax_ops"},
		},
		{
			Name: "name", Spellings: []string{"name"}, Literals: []string{"abc", "pg_class", "x"},
			Btree: []string{"name_ops"}, Hash: []string{"name_ops"}, Brin: []string{"name_minmax_ops"},
		},
		{
			Name: `"char"`, Spellings: []string{`"char"`}, Literals: []string{"a", "b", "z"},
			Btree: []string{"char_ops"}, Hash: []string{"char_ops"}, Brin: []string{"char_minmax_ops"},
		},
		{
			Name: "citext", Spellings: []string{"citext"}, Literals: []string{"a", "B", "c"}, Collatable: true, Toast: true,
			Btree: []string{"citext_ops", "citext_pattern_ops"}, Hash: []string{"citext_ops"}, Extension: "citext",
		},
	}
}

func timeTypes() []*Builtin {
	precisions := []string{"(0)", "(3)", "(6)"}
	stamps := []string{"-infinity", "1999-12-31 23:59:59", "2020-02-29 12:00:00.5", "2024-01-01 00:00:00", "infinity"}
	return []*Builtin{
		{
			Name: "date", Spellings: []string{"date", "DATE"}, Array: true,
			Literals: []string{"0044-03-15 BC", "1970-01-01", "2020-02-29", "2024-01-01", "2024-12-31", "9999-12-31"},
			Btree:    []string{"date_ops"}, Hash: []string{"date_ops"}, Brin: []string{"date_minmax_ops"},
		},
		{
			Name: "timestamp with time zone", Spellings: []string{"timestamp@ with time zone", "timestamptz@", "TIMESTAMP@ WITH TIME ZONE"},
			Mods: precisions, Array: true, Literals: []string{"-infinity", "1999-12-31 23:59:59+00", "2020-02-29 12:00:00.5+05:30", "2024-01-01 00:00:00+00", "infinity"},
			Btree: []string{"timestamptz_ops"}, Hash: []string{"timestamptz_ops"}, Brin: []string{"timestamptz_minmax_ops"},
		},
		{
			Name: "timestamp without time zone", Spellings: []string{"timestamp@", "timestamp@ without time zone"}, Mods: precisions, Literals: stamps,
			Btree: []string{"timestamp_ops"}, Hash: []string{"timestamp_ops"}, Brin: []string{"timestamp_minmax_ops"},
		},
		{
			Name: "time without time zone", Spellings: []string{"time@", "time@ without time zone"}, Mods: precisions,
			Literals: []string{"00:00:00", "04:05:06.789", "23:59:59"}, Btree: []string{"time_ops"}, Hash: []string{"time_ops"}, Brin: []string{"time_minmax_ops"},
		},
		{
			Name: "time with time zone", Spellings: []string{"time@ with time zone", "timetz@"}, Mods: precisions,
			Literals: []string{"00:00:00+00", "12:00:00+00", "23:59:59+00"}, Btree: []string{"timetz_ops"}, Hash: []string{"timetz_ops"}, Brin: []string{"timetz_minmax_ops"},
		},
		{
			Name: "interval", Spellings: []string{"interval@"}, Mods: []string{"(3)", " day to second(3)", " year to month", " hour", " day to minute", " second(2)"},
			Literals: []string{"-1 year", "00:00:00", "1 hour 5 min", "3 days", "1 mon"}, Array: true,
			Btree: []string{"interval_ops"}, Hash: []string{"interval_ops"}, Brin: []string{"interval_minmax_ops"},
		},
	}
}

func otherTypes() []*Builtin {
	return append([]*Builtin{
		{
			Name: "uuid", Spellings: []string{"uuid", "UUID"}, Array: true,
			Literals: []string{"00000000-0000-0000-0000-000000000000", "6f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "ffffffff-ffff-ffff-ffff-ffffffffffff"},
			Btree:    []string{"uuid_ops"}, Hash: []string{"uuid_ops"}, Brin: []string{"uuid_minmax_ops"},
		},
		{
			Name: "jsonb", Spellings: []string{"jsonb", "JSONB"}, Toast: true, Literals: []string{"null", "{}", `{"a": 1, "b": [true, "x"]}`, "[]"},
			Btree: []string{"jsonb_ops"}, Hash: []string{"jsonb_ops"}, Gin: []string{"jsonb_ops", "jsonb_path_ops"},
		},
		{Name: "json", Spellings: []string{"json"}, Toast: true, Literals: []string{"null", "{}", `{"k" : "v" }`}},
		{
			Name: "bytea", Spellings: []string{"bytea"}, Toast: true, Literals: []string{"", `\x00ff`, "abc"},
			Btree: []string{"bytea_ops"}, Hash: []string{"bytea_ops"}, Brin: []string{"bytea_minmax_ops"},
		},
		{
			Name: "bit", Spellings: []string{"bit@"}, Mods: []string{"(4)"}, Literals: []string{"0000", "0101", "1111"},
			Btree: []string{"bit_ops"}, Brin: []string{"bit_minmax_ops"},
		},
		{
			Name: "bit varying", Spellings: []string{"bit varying@", "varbit@"}, Mods: []string{"(8)", "(16)"}, Literals: []string{"0", "101", "1111"}, Toast: true,
			Btree: []string{"varbit_ops"}, Brin: []string{"varbit_minmax_ops"},
		},
		{
			Name: "inet", Spellings: []string{"inet"}, Literals: []string{"10.0.0.1", "192.168.0.0/16", "::1"}, Array: true,
			Btree: []string{"inet_ops"}, Hash: []string{"inet_ops"}, Gist: []string{"", "inet_ops"}, SpGist: []string{"inet_ops"}, Brin: []string{"inet_inclusion_ops", "inet_minmax_ops"},
		},
		{
			Name: "cidr", Spellings: []string{"cidr"}, Literals: []string{"10.0.0.0/8", "192.168.0.0/16"},
			Btree: []string{"inet_ops", "cidr_ops"}, Hash: []string{"inet_ops", "cidr_ops"}, Brin: []string{"inet_inclusion_ops"},
		},
		{Name: "macaddr", Spellings: []string{"macaddr"}, Literals: []string{"08:00:2b:01:02:03"}, Btree: []string{"macaddr_ops"}, Hash: []string{"macaddr_ops"}, Brin: []string{"macaddr_minmax_ops"}},
		{Name: "macaddr8", Spellings: []string{"macaddr8"}, Literals: []string{"08:00:2b:01:02:03:04:05"}, Btree: []string{"macaddr8_ops"}, Hash: []string{"macaddr8_ops"}},
		{Name: "point", Spellings: []string{"point"}, Literals: []string{"(0,0)", "(1.5,-2)"}, Gist: []string{"point_ops"}, SpGist: []string{"quad_point_ops", "kd_point_ops"}},
		{Name: "box", Spellings: []string{"box"}, Literals: []string{"(1,1),(0,0)"}, Gist: []string{"box_ops"}, SpGist: []string{"box_ops"}, Brin: []string{"box_inclusion_ops"}, Overlap: "&&"},
		{Name: "circle", Spellings: []string{"circle"}, Literals: []string{"<(0,0),5>"}, Gist: []string{"circle_ops"}, Overlap: "&&"},
		{Name: "polygon", Spellings: []string{"polygon"}, Literals: []string{"((0,0),(1,1),(2,0))"}, Toast: true, Gist: []string{"poly_ops"}, SpGist: []string{"poly_ops"}, Overlap: "&&"},
		{Name: "lseg", Spellings: []string{"lseg"}, Literals: []string{"[(0,0),(1,1)]"}},
		{Name: "path", Spellings: []string{"path"}, Literals: []string{"[(0,0),(1,1)]"}, Toast: true},
		{Name: "line", Spellings: []string{"line"}, Literals: []string{"{1,-1,0}"}},
		{Name: "tsvector", Spellings: []string{"tsvector"}, Literals: []string{"", "'cat':1 'fat':2"}, Toast: true, Btree: []string{"tsvector_ops"}, Gist: []string{"tsvector_ops"}, Gin: []string{"tsvector_ops"}},
		{Name: "tsquery", Spellings: []string{"tsquery"}, Literals: []string{"'fat' & 'cat'"}, Btree: []string{"tsquery_ops"}, Gist: []string{"tsquery_ops"}},
		{Name: "xml", Spellings: []string{"xml"}, Literals: []string{"<a/>", "<p>x</p>"}, Toast: true},
		{Name: "pg_lsn", Spellings: []string{"pg_lsn"}, Literals: []string{"0/0", "16/B374D848"}, Btree: []string{"pg_lsn_ops"}, Hash: []string{"pg_lsn_ops"}, Brin: []string{"pg_lsn_minmax_ops"}},
		{Name: "regclass", Spellings: []string{"regclass"}, Literals: []string{"pg_class"}, Btree: []string{"oid_ops"}, Hash: []string{"oid_ops"}},
		{Name: "hstore", Spellings: []string{"hstore"}, Literals: []string{"", "a=>1"}, Toast: true, Btree: []string{"btree_hstore_ops"}, Gist: []string{"gist_hstore_ops"}, Gin: []string{"gin_hstore_ops"}, Extension: "hstore"},
	}, rangeTypes()...)
}

func rangeTypes() []*Builtin {
	var list []*Builtin
	for _, r := range []struct{ name, multi, a, b string }{
		{"int4range", "int4multirange", "[1,5)", "[10,20)"},
		{"int8range", "int8multirange", "[1,5)", "[10,)"},
		{"numrange", "nummultirange", "[1.5,2.5)", "(,9]"},
		{"daterange", "datemultirange", "[2024-01-01,2024-02-01)", "empty"},
		{"tsrange", "tsmultirange", "[2024-01-01,2024-02-01)", "(,)"},
		{"tstzrange", "tstzmultirange", "[2024-01-01 00:00+00,2024-02-01 00:00+00)", "(,)"},
	} {
		list = append(list,
			&Builtin{
				Name: r.name, Spellings: []string{r.name}, Literals: []string{r.a, r.b}, Toast: true, Overlap: "&&",
				Btree: []string{"range_ops"}, Hash: []string{"range_ops"}, Gist: []string{"range_ops"}, SpGist: []string{"range_ops"}, Brin: []string{"range_inclusion_ops"},
			},
			&Builtin{
				Name: r.multi, Spellings: []string{r.multi}, Literals: []string{"{}", "{" + r.a + "}"}, Toast: true, Overlap: "&&", Since: 14,
				Btree: []string{"multirange_ops"}, Hash: []string{"multirange_ops"}, Gist: []string{"multirange_ops"},
			})
	}
	return list
}

// written spells the type with modifiers.
func (b *Builtin) written(spelling, mods string) string {
	head, tail, found := strings.Cut(spelling, "@")
	if !found {
		return spelling
	}
	return head + mods + tail
}

// Samples lists values that a type's input function takes; none if the type is
// unknown.
func Samples(name string) []string {
	for _, b := range builtins() {
		if b.Name == name {
			return b.Literals
		}
	}
	return nil
}

// TypeNames lists the types of PostgreSQL itself that schemas of a version are
// made with.
func TypeNames(major int) []string {
	var list []string
	for _, b := range builtins() {
		if b.Extension == "" && major >= b.Since {
			list = append(list, b.Name)
		}
	}
	return list
}
