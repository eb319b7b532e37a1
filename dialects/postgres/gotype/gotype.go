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

// Inline implements [gostruct.Dialect]: constraints are added to tables that are
// there, so that a mistake in one leaves the others to be looked at.
func (Dialect) Inline() bool { return false }

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
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		name, ok := basics[t.Kind()]
		return gostruct.Type{Name: name}, ok
	case *types.Slice:
		return gostruct.Type{Name: "bytea"}, isByte(t.Elem())
	case *types.Array:
		return gostruct.Type{Name: "bytea"}, isByte(t.Elem())
	case *types.Named:
		return d.named(t)
	}
	return gostruct.Type{}, false
}

func isByte(t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// basics are the types of the language. An unsigned one has room for all but
// the largest values of 64 bits, which no driver sends as integers either.
var basics = map[types.BasicKind]string{
	types.Bool: "boolean", types.String: "text", types.Float32: "real", types.Float64: "double precision",
	types.Int8: "smallint", types.Int16: "smallint", types.Int32: "integer", types.Int64: "bigint", types.Int: "bigint",
	types.Uint8: "smallint", types.Uint16: "integer", types.Uint32: "bigint", types.Uint64: "bigint", types.Uint: "bigint",
}

// named finds the types that a name is enough for.
func (d Dialect) named(t *types.Named) (gostruct.Type, bool) {
	o := t.Obj()
	if o.Pkg() == nil {
		return gostruct.Type{}, false
	}
	path := libraryOf(o.Pkg().Path())
	if path == pgtype {
		return d.pgtype(t)
	}
	found, ok := named[path+"."+o.Name()]
	return found, ok
}

// libraryOf returns the path of a package without what a copy of it and its
// major version put before and behind it.
func libraryOf(path string) string {
	if _, vendored, ok := strings.Cut(path, "/vendor/"); ok {
		path = vendored
	}
	i := strings.LastIndexByte(path, '/')
	if v := path[i+1:]; i > 0 && len(v) > 1 && v[0] == 'v' && strings.Trim(v[1:], "0123456789") == "" {
		return path[:i]
	}
	if i := strings.LastIndex(path, ".v"); i > 0 && i+2 < len(path) && strings.Trim(path[i+2:], "0123456789") == "" {
		return path[:i] // gopkg.in
	}
	return path
}

func plain(name string) gostruct.Type { return gostruct.Type{Name: name} }

func null(name string) gostruct.Type { return gostruct.Type{Name: name, Null: true} }

// named has types by the paths of their packages without major versions.
var named = map[string]gostruct.Type{
	"time.Time":                plain("timestamptz"),
	"time.Duration":            plain("bigint"), // nanoseconds, which every driver sends; interval is for type=
	"encoding/json.RawMessage": plain("jsonb"),
	"encoding/json.Number":     plain("numeric"),
	"net.IP":                   plain("inet"),
	"net.IPNet":                plain("cidr"),
	"net.HardwareAddr":         plain("macaddr"),
	"net/netip.Addr":           plain("inet"),
	"net/netip.Prefix":         plain("cidr"),
	"math/big.Int":             plain("numeric"),
	"math/big.Rat":             plain("numeric"),
	"math/big.Float":           plain("numeric"),

	"github.com/google/uuid.UUID":     plain("uuid"),
	"github.com/google/uuid.NullUUID": null("uuid"),
	"github.com/gofrs/uuid.UUID":      plain("uuid"),
	"github.com/gofrs/uuid.NullUUID":  null("uuid"),
	"github.com/satori/go.uuid.UUID":  plain("uuid"),

	"github.com/shopspring/decimal.Decimal":     plain("numeric"),
	"github.com/shopspring/decimal.NullDecimal": null("numeric"),
	"github.com/cockroachdb/apd.Decimal":        plain("numeric"),
	"github.com/cockroachdb/apd.NullDecimal":    null("numeric"),
	"github.com/ericlagergren/decimal.Big":      plain("numeric"),
	"github.com/govalues/decimal.Decimal":       plain("numeric"),
	"github.com/govalues/decimal.NullDecimal":   null("numeric"),

	"github.com/lib/pq.StringArray":  plain("text[]"),
	"github.com/lib/pq.Int32Array":   plain("integer[]"),
	"github.com/lib/pq.Int64Array":   plain("bigint[]"),
	"github.com/lib/pq.Float32Array": plain("real[]"),
	"github.com/lib/pq.Float64Array": plain("double precision[]"),
	"github.com/lib/pq.BoolArray":    plain("boolean[]"),
	"github.com/lib/pq.ByteaArray":   plain("bytea[]"),
	"github.com/lib/pq.NullTime":     null("timestamptz"),

	"github.com/jmoiron/sqlx/types.JSONText":     plain("jsonb"),
	"github.com/jmoiron/sqlx/types.NullJSONText": null("jsonb"),
	"github.com/jmoiron/sqlx/types.BitBool":      plain("boolean"),
	"gorm.io/datatypes.JSON":                     plain("jsonb"),
	"gorm.io/datatypes.Date":                     plain("date"),
	"gorm.io/datatypes.Time":                     plain("time"),

	"cloud.google.com/go/civil.Date":     plain("date"),
	"cloud.google.com/go/civil.Time":     plain("time"),
	"cloud.google.com/go/civil.DateTime": plain("timestamp"),

	"github.com/guregu/null.String": null("text"), "gopkg.in/guregu/null.String": null("text"),
	"github.com/guregu/null.Int": null("bigint"), "gopkg.in/guregu/null.Int": null("bigint"),
	"github.com/guregu/null.Int64": null("bigint"), "gopkg.in/guregu/null.Int64": null("bigint"),
	"github.com/guregu/null.Int32": null("integer"), "gopkg.in/guregu/null.Int32": null("integer"),
	"github.com/guregu/null.Int16": null("smallint"), "gopkg.in/guregu/null.Int16": null("smallint"),
	"github.com/guregu/null.Float": null("double precision"), "gopkg.in/guregu/null.Float": null("double precision"),
	"github.com/guregu/null.Bool": null("boolean"), "gopkg.in/guregu/null.Bool": null("boolean"),
	"github.com/guregu/null.Time": null("timestamptz"), "gopkg.in/guregu/null.Time": null("timestamptz"),

	"github.com/pgvector/pgvector-go.Vector":       plain("vector"),
	"github.com/pgvector/pgvector-go.HalfVector":   plain("halfvec"),
	"github.com/pgvector/pgvector-go.SparseVector": plain("sparsevec"),
}
