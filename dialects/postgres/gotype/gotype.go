// Package gotype knows what the types of Go are in PostgreSQL: those of the
// language, of the standard library, and of the libraries that models use.
package gotype

import (
	"go/types"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/plan"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Dialect answers for PostgreSQL what package gostruct asks.
type Dialect struct{ plan.Quoter }

var _ gostruct.Dialect = Dialect{}

// Syntax implements [gostruct.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.Postgres() }

// Array implements [gostruct.Dialect]. A list of lists has the type of a list:
// PostgreSQL doesn't keep the number of dimensions.
func (Dialect) Array(element string) string { return strings.TrimSuffix(element, "[]") + "[]" }

// Enum implements [gostruct.Dialect]: enums are types of their own.
func (Dialect) Enum([]string) string { return "" }

// Bare implements [gostruct.Dialect]: any default may stand in parentheses.
func (Dialect) Bare(string) bool { return false }

// Form implements [gostruct.Dialect]: constraints are added to tables that are
// there, so that a mistake in one leaves the others to be looked at.
func (Dialect) Form() gostruct.Form {
	return gostruct.Form{Using: " USING ", With: [2]string{" WITH (", ")"}}
}

// SchemaStatement returns the statement that makes a schema unless it is there: every
// database has the schema public.
func (d Dialect) SchemaStatement(schema string) string {
	if schema == "public" {
		return ""
	}
	return "CREATE SCHEMA IF NOT EXISTS " + d.QuoteIdent(schema)
}

// Document implements [gostruct.Dialect].
func (Dialect) Document() string { return "jsonb" }

// Sized implements [gostruct.Dialect]. A text of limited length is a varchar.
func (Dialect) Sized(name, size string) string {
	name, array := strings.CutSuffix(name, "[]")
	if name == "text" {
		name = "varchar"
	}
	name += "(" + size + ")"
	if array {
		name += "[]"
	}
	return name
}

// Type implements [gostruct.Dialect].
func (d Dialect) Type(t types.Type) (gostruct.Type, bool) {
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return d.named(named)
	}
	m, null := gostruct.MeaningOf(t)
	return gostruct.Type{Name: meanings[m], Null: null}, m != gostruct.NoMeaning
}

// meanings are the types by what those of Go mean. An unsigned one has room for all
// but the largest values of 64 bits, which no driver sends as integers either.
var meanings = map[gostruct.Meaning]string{
	gostruct.Boolean: "boolean", gostruct.Text: "text", gostruct.Bytes: "bytea", gostruct.Float32: "real", gostruct.Float64: "double precision",
	gostruct.Int8: "smallint", gostruct.Int16: "smallint", gostruct.Int32: "integer", gostruct.Int64: "bigint",
	gostruct.Uint8: "smallint", gostruct.Uint16: "integer", gostruct.Uint32: "bigint", gostruct.Uint64: "bigint",
	gostruct.Time: "timestamptz", gostruct.Duration: "bigint", // interval is for type=
	gostruct.Document: "jsonb", gostruct.Number: "numeric", gostruct.UUID: "uuid",
	gostruct.Address: "inet", gostruct.Network: "cidr", gostruct.Hardware: "macaddr",
	gostruct.Date: "date", gostruct.TimeOfDay: "time", gostruct.DateTime: "timestamp",
}

// named finds the types that a name is enough for.
func (d Dialect) named(t *types.Named) (gostruct.Type, bool) {
	if o := t.Obj(); o.Pkg() != nil && gostruct.LibraryOf(o.Pkg().Path()) == pgtype {
		return d.pgtype(t)
	}
	return known(gostruct.LibraryType(t))
}

// known finds a type by its name: PostgreSQL's own, or what all products have.
func known(name string) (gostruct.Type, bool) {
	if found, ok := named[name]; ok {
		return found, true
	}
	m, null := gostruct.MeaningNamed(name)
	return gostruct.Type{Name: meanings[m], Null: null}, m != gostruct.NoMeaning
}

func plain(name string) gostruct.Type { return gostruct.Type{Name: name} }

func null(name string) gostruct.Type { return gostruct.Type{Name: name, Null: true} }

// named has types by the paths of their packages without major versions.
var named = map[string]gostruct.Type{
	"github.com/lib/pq.StringArray":  plain("text[]"),
	"github.com/lib/pq.Int32Array":   plain("integer[]"),
	"github.com/lib/pq.Int64Array":   plain("bigint[]"),
	"github.com/lib/pq.Float32Array": plain("real[]"),
	"github.com/lib/pq.Float64Array": plain("double precision[]"),
	"github.com/lib/pq.BoolArray":    plain("boolean[]"),
	"github.com/lib/pq.ByteaArray":   plain("bytea[]"),

	"github.com/pgvector/pgvector-go.Vector":       plain("vector"),
	"github.com/pgvector/pgvector-go.HalfVector":   plain("halfvec"),
	"github.com/pgvector/pgvector-go.SparseVector": plain("sparsevec"),
}
