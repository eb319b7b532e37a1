// Package gotype knows what the types of Go are in SQLite: those of the language,
// of the standard library, and of the libraries that models use. The names of the
// types are those that the drivers know: of a TIMESTAMP they make a time.Time, of
// a BOOLEAN a bool.
package gotype

import (
	"go/types"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/plan"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Dialect answers for SQLite what package gostruct asks.
type Dialect struct{ plan.Quoter }

var _ gostruct.Dialect = Dialect{}

// Syntax implements [gostruct.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.SQLite() }

// Inline implements [gostruct.Dialect]: a table is made with its constraints.
func (Dialect) Inline() bool { return true }

// Array implements [gostruct.Dialect]: lists are kept as JSON.
func (Dialect) Array(string) string { return text }

// Document implements [gostruct.Dialect]. A type called JSON would make numbers of
// texts that look like one.
func (Dialect) Document() string { return text }

// Sized implements [gostruct.Dialect]. SQLite doesn't look at sizes; they tell
// people, and other programs.
func (Dialect) Sized(name, size string) string {
	if name == text {
		name = "VARCHAR"
	}
	return name + "(" + size + ")"
}

// The types.
const (
	integer   = "INTEGER" // no other spelling makes a primary key the rowid
	text      = "TEXT"
	real      = "REAL"
	blob      = "BLOB"
	boolean   = "BOOLEAN"
	timestamp = "TIMESTAMP"
)

// Type implements [gostruct.Dialect].
func (Dialect) Type(t types.Type) (gostruct.Type, bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return basic(t)
	case *types.Slice:
		return gostruct.Type{Name: blob}, isByte(t.Elem())
	case *types.Array:
		return gostruct.Type{Name: blob}, isByte(t.Elem())
	case *types.Named:
		if o := t.Obj(); o.Pkg() != nil {
			found, ok := named[libraryOf(o.Pkg().Path())+"."+o.Name()]
			return found, ok
		}
	}
	return gostruct.Type{}, false
}

func basic(t *types.Basic) (gostruct.Type, bool) {
	switch info := t.Info(); {
	case info&types.IsBoolean != 0:
		return plain(boolean), true
	case info&types.IsInteger != 0 && t.Kind() != types.Uintptr:
		return plain(integer), true
	case info&types.IsFloat != 0:
		return plain(real), true
	case info&types.IsString != 0:
		return plain(text), true
	}
	return gostruct.Type{}, false
}

func isByte(t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Kind() == types.Uint8
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

// named has types by the paths of their packages without major versions. Numbers
// of any size are texts: a NUMERIC column would round them.
var named = map[string]gostruct.Type{
	"time.Time":                plain(timestamp),
	"time.Duration":            plain(integer),
	"encoding/json.RawMessage": plain(text),
	"encoding/json.Number":     plain(text),
	"net.IP":                   plain(text),
	"net.IPNet":                plain(text),
	"net.HardwareAddr":         plain(text),
	"net/netip.Addr":           plain(text),
	"net/netip.Prefix":         plain(text),
	"math/big.Int":             plain(text),
	"math/big.Rat":             plain(text),
	"math/big.Float":           plain(text),

	"github.com/google/uuid.UUID":     plain(text),
	"github.com/google/uuid.NullUUID": null(text),
	"github.com/gofrs/uuid.UUID":      plain(text),
	"github.com/gofrs/uuid.NullUUID":  null(text),
	"github.com/satori/go.uuid.UUID":  plain(text),

	"github.com/shopspring/decimal.Decimal":     plain(text),
	"github.com/shopspring/decimal.NullDecimal": null(text),
	"github.com/cockroachdb/apd.Decimal":        plain(text),
	"github.com/cockroachdb/apd.NullDecimal":    null(text),
	"github.com/govalues/decimal.Decimal":       plain(text),
	"github.com/govalues/decimal.NullDecimal":   null(text),

	"github.com/jmoiron/sqlx/types.JSONText":     plain(text),
	"github.com/jmoiron/sqlx/types.NullJSONText": null(text),
	"gorm.io/datatypes.JSON":                     plain(text),
	"gorm.io/datatypes.Date":                     plain("DATE"),
	"gorm.io/datatypes.Time":                     plain(text),

	"github.com/guregu/null.String": null(text), "gopkg.in/guregu/null.String": null(text),
	"github.com/guregu/null.Int": null(integer), "gopkg.in/guregu/null.Int": null(integer),
	"github.com/guregu/null.Float": null(real), "gopkg.in/guregu/null.Float": null(real),
	"github.com/guregu/null.Bool": null(boolean), "gopkg.in/guregu/null.Bool": null(boolean),
	"github.com/guregu/null.Time": null(timestamp), "gopkg.in/guregu/null.Time": null(timestamp),
}
