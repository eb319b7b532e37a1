package facts

import (
	"slices"
	"testing"
)

func TestMajors(t *testing.T) {
	for _, major := range Majors() {
		s, err := For(major)
		if err != nil {
			t.Fatalf("For(%d): %v", major, err)
		}
		if s.Major != major {
			t.Errorf("For(%d).Major = %d", major, s.Major)
		}
		int4, text := s.Type(CatalogSchema, "int4"), s.Type(CatalogSchema, "text")
		if int4 == nil || text == nil || !text.Preferred || !text.Collatable || text.Category != CategoryString {
			t.Fatalf("%d: int4 and text are missing or wrong: %+v %+v", major, int4, text)
		}
		if a := s.Type(CatalogSchema, "_int4"); a == nil || !a.IsArray || a.Element != int4 || int4.Array != a {
			t.Errorf("%d: int4 and its array don't know each other", major)
		}
		if p := s.Type(CatalogSchema, "point"); p == nil || p.IsArray || p.Element == nil || p.Subscript != RawSubscript {
			t.Errorf("%d: point should be subscriptable and no array: %+v", major, p)
		}
		if r := s.Type(CatalogSchema, "int4range"); r == nil || r.Subtype != int4 || (r.Multi != nil) != (major >= 14) {
			t.Errorf("%d: int4range is wrong: %+v", major, r)
		}
		if d := s.Type("information_schema", "yes_or_no"); d == nil || d.Base == nil || d.Base.Name != "varchar" || d.BaseMods != "3" {
			t.Errorf("%d: information_schema.yes_or_no is wrong: %+v", major, d)
		}
		if c := s.Cast(int4, s.Type(CatalogSchema, "int8")); c == nil || c.Context != ImplicitCast || c.Function.Name != "int8" {
			t.Errorf("%d: the cast from int4 to int8 is wrong: %+v", major, c)
		}
		if (s.ProcsNamed("extract") != nil) != (major >= 14) {
			t.Errorf("%d: extract() came with 14", major)
		}
		if jb := s.Type(CatalogSchema, "jsonb"); (jb.Subscript == JsonbSubscript) != (major >= 14) {
			t.Errorf("%d: subscripts of jsonb came with 14", major)
		}
		if !s.HasCollation(CatalogSchema, "C") || !s.HasCollation(CatalogSchema, "default") || s.HasCollation("public", "C") {
			t.Errorf("%d: collations are wrong", major)
		}
		if !s.HasConfig(CatalogSchema, "english") || !s.HasDict(CatalogSchema, "english_stem") || !s.HasRelation(CatalogSchema, "pg_class") {
			t.Errorf("%d: names of other objects are missing", major)
		}
	}
	if _, err := For(12); err == nil {
		t.Error("For(12) should be an error")
	}
}

func TestProcs(t *testing.T) {
	s, err := For(15)
	if err != nil {
		t.Fatal(err)
	}
	procs := s.ProcsNamed("make_interval")
	if len(procs) != 1 || procs[0].Defaults != 7 || !slices.Equal(procs[0].ArgNames, []string{"years", "months", "weeks", "days", "hours", "mins", "secs"}) {
		t.Errorf("make_interval is wrong: %+v", procs)
	}
	for _, p := range s.ProcsNamed("format") {
		if len(p.Args) == 2 && p.Variadic == nil {
			t.Errorf("format(text, VARIADIC any) has lost its VARIADIC: %+v", p)
		}
	}
	if got := len(s.ProcsNamed("length")); got < 5 {
		t.Errorf("there are %d functions length", got)
	}
}

// TestExtensions decodes every extension of every version, each in a schema of
// its own, as CREATE EXTENSION … CASCADE would create them.
func TestExtensions(t *testing.T) {
	for _, major := range Majors() {
		s, err := For(major)
		if err != nil {
			t.Fatal(err)
		}
		names := s.ExtensionNames()
		if len(names) < 40 {
			t.Errorf("%d: only %d extensions", major, len(names))
		}
		for _, name := range names {
			decodeWithNeeds(t, s, name)
		}
	}
}

func decodeWithNeeds(t *testing.T, s *Snapshot, name string) *Extension {
	t.Helper()
	head, err := s.Extension(name, "x", func(extension string) string { return "x_" + extension }, func(schema, name string) *Type { return &Type{} })
	if err != nil {
		t.Errorf("%d: %v", s.Major, err)
		return nil
	}
	needed := map[Name]*Type{}
	for _, other := range head.Requires {
		o, err := s.Extension(other, "x_"+other, nil, nil)
		if err != nil || o == nil {
			t.Errorf("%d: extension %s, which %s needs: %v", s.Major, other, name, err)
			return nil
		}
		for _, typ := range o.Types {
			needed[Name{typ.Schema, typ.Name}] = typ
		}
	}
	x, err := s.Extension(name, "x", func(extension string) string { return "x_" + extension },
		func(schema, name string) *Type { return needed[Name{schema, name}] })
	if err != nil {
		t.Errorf("%d: %v", s.Major, err)
	}
	return x
}

func TestExtensionSchema(t *testing.T) {
	s, err := For(15)
	if err != nil {
		t.Fatal(err)
	}
	x := decodeWithNeeds(t, s, "citext")
	if x == nil || x.Version == "" || len(x.Types) != 2 {
		t.Fatalf("citext is wrong: %+v", x)
	}
	index := NewIndex(x.Objects)
	citext := index.Type("x", "citext")
	if citext == nil || citext.Category != CategoryString || citext.Array != index.Type("x", "_citext") {
		t.Errorf("citext in schema x is wrong: %+v", citext)
	}
	if c := index.Cast(citext, s.Type(CatalogSchema, "text")); c == nil || c.Context != ImplicitCast {
		t.Errorf("the cast from citext to text is wrong: %+v", c)
	}
	if earth := decodeWithNeeds(t, s, "earthdistance"); earth == nil || !slices.Equal(earth.Requires, []string{"cube"}) {
		t.Errorf("earthdistance is wrong: %+v", earth)
	}
	if none, err := s.Extension("no_such_extension", "x", nil, nil); none != nil || err != nil {
		t.Errorf("an unknown extension gives %v, %v", none, err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(15); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExtension(b *testing.B) {
	s, err := For(15)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Extension("citext", "public", nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func TestColumnsOfBuiltInRelations(t *testing.T) {
	for _, major := range Majors() {
		s, err := For(major)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := s.Columns(CatalogSchema, "pg_index")
		if err != nil {
			t.Fatal(err)
		}
		if len(columns) < 15 || columns[0].Name != "indexrelid" || columns[0].Type != s.Type(CatalogSchema, "oid") {
			t.Errorf("PostgreSQL %d: the columns of pg_index are %v", major, columns)
		}
		if columns, err = s.Columns("information_schema", "tables"); err != nil || columns[2].Type != s.Type("information_schema", "sql_identifier") {
			t.Errorf("PostgreSQL %d: the columns of information_schema.tables are %v, %v", major, columns, err)
		}
		if columns, err = s.Columns("public", "pg_index"); err != nil || columns != nil {
			t.Errorf("PostgreSQL %d: public.pg_index has columns %v, %v", major, columns, err)
		}
	}
}
