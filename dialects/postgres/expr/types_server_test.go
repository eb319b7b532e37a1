package expr_test

import (
	"context"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// typeTexts are types as SQL writes them. Those of the test's schema are
// written with it.
var typeTexts = []string{
	"boolean", "smallint", "integer", "bigint", "numeric", "numeric(10,2)", "numeric(12,2)", "numeric(12,3)", "real", "double precision",
	"text", "varchar", "varchar(10)", "varchar(20)", "char(5)", "char(8)", "name", `"char"`, "citext", "bytea", "bit(3)", "bit(5)",
	"bit varying", "bit varying(4)", "bit varying(8)", "date", "time", "time(3)", "time(6)", "timestamp", "timestamp(0)", "timestamp(3)",
	"timestamptz", "timestamptz(3)", "timestamptz(6)", "interval", "interval(3)", "interval day", "json", "jsonb", "uuid", "inet", "cidr", "macaddr",
	"money", "xml", "oid", "regclass", "int4range", "numrange", "tsvector", "tsquery", "point", "box", "hstore", "ltree",
	"text[]", "varchar[]", "varchar(10)[]", "integer[]", "bigint[]", "numeric[]",
	"app.mood", "app.mood[]", "app.posint", "app.small", "app.code", "app.tags", "app.feeling", "app.price", "app.pair", "app.floatrange", "app.free",
}

// serverType returns the type of a column of the table that holds one of each.
func (b *bench) columnTypes() []model.Type {
	b.exec("CREATE DOMAIN app.free AS text")
	sql := "CREATE TABLE app.types ("
	for i, text := range typeTexts {
		if i > 0 {
			sql += ", "
		}
		sql += columnName(i) + " " + text
	}
	b.exec(sql + ")")
	b.read()
	var out []model.Type
	for _, c := range b.tables["types"].Columns {
		out = append(out, c.Type)
	}
	return out
}

func columnName(i int) string { return "c" + string(rune('a'+i/26)) + string(rune('a'+i%26)) }

// TestCastable compares Castable with what ALTER COLUMN TYPE does.
func TestCastable(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		b := newBench(t, major)
		types := b.columnTypes()
		pairs := 0
		for i, from := range types {
			for j, to := range types {
				if i == j {
					continue
				}
				pairs++
				got, err := b.cat.Castable(from, to)
				if err != nil {
					t.Fatalf("%s to %s: %v", from, to, err)
				}
				b.checkConversion(typeTexts[i], typeTexts[j], got)
			}
		}
		t.Logf("%d pairs of types; %d conversions need no rewriting against what Castable says", pairs, b.needless)
	})
}

func (b *bench) checkConversion(from, to string, got expr.Conversion) {
	b.t.Helper()
	altered, rewritten := b.alter(from, to)
	if altered != (got.Level >= expr.CastAssignment) {
		b.t.Errorf("%s to %s: the server alters by itself: %v; Castable: %+v", from, to, altered, got)
	}
	if altered && rewritten && !got.Rewrite {
		b.t.Errorf("%s to %s: the server rewrites the table; Castable: %+v", from, to, got)
	}
	if altered && !rewritten && got.Rewrite {
		b.t.Logf("%s to %s: needs no rewriting", from, to)
		b.needless++
	}
	if got.Level >= expr.CastExplicit != (b.try("SELECT x::"+to+" FROM (SELECT NULL::"+from+") s (x)") == nil) {
		b.t.Errorf("%s to %s: Castable is wrong about explicit casts: %+v", from, to, got)
	}
}

// alter changes the type of a column, and tells whether that was possible and
// whether the table got a new file.
func (b *bench) alter(from, to string) (altered, rewritten bool) {
	b.t.Helper()
	ctx := context.Background()
	tx, err := b.conn.Begin(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer tx.Rollback(ctx)
	const file = "SELECT pg_relation_filenode('app.alter_me')"
	var before, after uint32
	if _, err := tx.Exec(ctx, "CREATE TABLE app.alter_me (x "+from+")"); err != nil {
		b.t.Fatal(err)
	}
	if err := tx.QueryRow(ctx, file).Scan(&before); err != nil {
		b.t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, "ALTER TABLE app.alter_me ALTER x TYPE "+to); err != nil {
		return false, false
	}
	if err := tx.QueryRow(ctx, file).Scan(&after); err != nil {
		b.t.Fatal(err)
	}
	return true, before != after
}

// TestDefaultOpclass compares DefaultOpclass with the class that the server
// takes for an index.
func TestDefaultOpclass(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		b := newBench(t, major)
		types := b.columnTypes()
		found := 0
		for _, method := range []string{"btree", "hash", "gist", "gin", "spgist", "brin"} {
			for i, typ := range types {
				got, ok := b.cat.DefaultOpclass(method, typ)
				want, has := b.serverOpclass(method, columnName(i))
				if ok != has || got != want {
					t.Errorf("%s index on %s: got %v %v, the server takes %v %v", method, typ, got, ok, want, has)
				}
				if has {
					found++
					name, ok := b.cat.ResolveOpclass(method, model.QName{Name: want.Name}, []string{"ext"})
					if !ok || name != want {
						t.Errorf("%s: resolving %s gives %v", method, want, name)
					}
				}
			}
		}
		t.Logf("%d operator classes", found)
	})
}

func (b *bench) serverOpclass(method, column string) (model.QName, bool) {
	b.t.Helper()
	ctx := context.Background()
	tx, err := b.conn.Begin(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, "CREATE INDEX opclass_of ON app.types USING "+method+" ("+column+")"); err != nil {
		return model.QName{}, false
	}
	var name model.QName
	err = tx.QueryRow(ctx, `SELECT CASE nspname WHEN 'pg_catalog' THEN '' ELSE nspname END, opcname
		FROM pg_index JOIN pg_opclass o ON o.oid = indclass[0] JOIN pg_namespace n ON n.oid = opcnamespace
		WHERE indexrelid = 'app.opclass_of'::regclass`).Scan(&name.Schema, &name.Name)
	if err != nil {
		b.t.Fatal(err)
	}
	return name, true
}
