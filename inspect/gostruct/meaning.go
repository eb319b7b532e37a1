package gostruct

import (
	"go/types"
	"strings"
)

// Meaning is what the values of a type of Go are, whatever a database calls that.
type Meaning uint8

// The meanings.
const (
	NoMeaning Meaning = iota
	Boolean
	Int8
	Int16
	Int32
	Int64
	Uint8
	Uint16
	Uint32
	Uint64
	Float32
	Float64
	Text
	Bytes
	Time      // an instant
	Duration  // nanoseconds, which every driver sends
	Document  // JSON
	Number    // of any size
	UUID      //
	Address   // of the internet, with or without a network
	Network   //
	Hardware  // an address of hardware
	Date      // a day of the calendar
	TimeOfDay //
	DateTime  // a date and a time without a zone
)

// MeaningOf returns what a type of the language or of a known library means, and
// whether its values may be null.
func MeaningOf(t types.Type) (m Meaning, null bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return basicMeanings[t.Kind()], false
	case *types.Slice:
		if isByte(t.Elem()) {
			return Bytes, false
		}
	case *types.Array:
		if isByte(t.Elem()) {
			return Bytes, false
		}
	case *types.Named:
		return MeaningNamed(LibraryType(t))
	}
	return NoMeaning, false
}

// MeaningNamed is MeaningOf of a name as [LibraryType] returns it.
func MeaningNamed(name string) (m Meaning, null bool) {
	if m := plainMeanings[name]; m != NoMeaning {
		return m, false
	}
	m = nullMeanings[strings.TrimPrefix(name, "gopkg.in/")]
	if m == NoMeaning {
		m = nullMeanings[strings.TrimPrefix(name, "github.com/")]
	}
	return m, m != NoMeaning
}

// LibraryType returns a type's name behind the path of its package, without the
// major version of that; empty for what is in no package.
func LibraryType(t *types.Named) string {
	o := t.Obj()
	if o.Pkg() == nil {
		return ""
	}
	return LibraryOf(o.Pkg().Path()) + "." + o.Name()
}

// LibraryOf returns the path of a package without what a copy of it and its
// major version put before and behind it.
func LibraryOf(path string) string {
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

func isByte(t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

var basicMeanings = map[types.BasicKind]Meaning{
	types.Bool: Boolean, types.String: Text, types.Float32: Float32, types.Float64: Float64,
	types.Int8: Int8, types.Int16: Int16, types.Int32: Int32, types.Int64: Int64, types.Int: Int64,
	types.Uint8: Uint8, types.Uint16: Uint16, types.Uint32: Uint32, types.Uint64: Uint64, types.Uint: Uint64,
}

// plainMeanings has types by the paths of their packages without major versions.
var plainMeanings = map[string]Meaning{
	"time.Time": Time, "time.Duration": Duration, "encoding/json.RawMessage": Document, "encoding/json.Number": Number,
	"net.IP": Address, "net.IPNet": Network, "net.HardwareAddr": Hardware, "net/netip.Addr": Address, "net/netip.Prefix": Network,
	"math/big.Int": Number, "math/big.Rat": Number, "math/big.Float": Number,

	"github.com/google/uuid.UUID": UUID, "github.com/gofrs/uuid.UUID": UUID, "github.com/satori/go.uuid.UUID": UUID,
	"github.com/shopspring/decimal.Decimal": Number, "github.com/cockroachdb/apd.Decimal": Number,
	"github.com/ericlagergren/decimal.Big": Number, "github.com/govalues/decimal.Decimal": Number,

	"github.com/jmoiron/sqlx/types.JSONText": Document, "github.com/jmoiron/sqlx/types.BitBool": Boolean,
	"gorm.io/datatypes.JSON": Document, "gorm.io/datatypes.Date": Date, "gorm.io/datatypes.Time": TimeOfDay,
	"cloud.google.com/go/civil.Date": Date, "cloud.google.com/go/civil.Time": TimeOfDay, "cloud.google.com/go/civil.DateTime": DateTime,
}

// nullMeanings are those of types whose values may be null; the package null is
// known by both hosts that it has had.
var nullMeanings = map[string]Meaning{
	"google/uuid.NullUUID": UUID, "gofrs/uuid.NullUUID": UUID,
	"shopspring/decimal.NullDecimal": Number, "cockroachdb/apd.NullDecimal": Number, "govalues/decimal.NullDecimal": Number,
	"jmoiron/sqlx/types.NullJSONText": Document, "lib/pq.NullTime": Time, "go-sql-driver/mysql.NullTime": Time,
	"guregu/null.String": Text, "guregu/null.Int": Int64, "guregu/null.Int64": Int64, "guregu/null.Int32": Int32,
	"guregu/null.Int16": Int16, "guregu/null.Float": Float64, "guregu/null.Bool": Boolean, "guregu/null.Time": Time,
}
