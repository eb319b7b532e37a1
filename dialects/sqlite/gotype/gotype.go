// Package gotype knows what the types of Go are in SQLite: those of the language,
// of the standard library, and of the libraries that models use. The names of the
// types are those that the drivers know: of a TIMESTAMP they make a time.Time, of
// a BOOLEAN a bool.
package gotype

import (
	"go/types"

	"github.com/schemadiff/schemadiff/dialects/sqlite/plan"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Dialect answers for SQLite what package gostruct asks.
type Dialect struct{ plan.Quoter }

var _ gostruct.Dialect = Dialect{}

// Syntax implements [gostruct.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.SQLite() }

// Enum implements [gostruct.Dialect]: there are none, a column has the texts.
func (Dialect) Enum([]string) string { return text }

// Bare implements [gostruct.Dialect]: any default may stand in parentheses.
func (Dialect) Bare(string) bool { return false }

// Form implements [gostruct.Dialect]: a table is made with its constraints, and
// only its primary key counts up. Its options are STRICT and WITHOUT ROWID, those of
// a constraint what happens on a conflict.
func (Dialect) Form() gostruct.Form {
	return gostruct.Form{
		Inline: true, Counter: " PRIMARY KEY AUTOINCREMENT", CounterIsKey: true, Comments: gostruct.NoComments,
		Using: " USING ", With: [2]string{" ", ""},
	}
}

// Array implements [gostruct.Dialect]: lists are kept as JSON.
func (Dialect) Array(string) string { return text }

// SchemaStatement is for products that have schemas.
func (Dialect) SchemaStatement(string) string { return "" }

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
	date      = "DATE"
)

// Type implements [gostruct.Dialect].
func (Dialect) Type(t types.Type) (gostruct.Type, bool) {
	m, null := gostruct.MeaningOf(t)
	return gostruct.Type{Name: meanings[m], Null: null}, m != gostruct.NoMeaning
}

// meanings are the types by what those of Go mean. Numbers of any size are texts: a
// NUMERIC column would round them.
var meanings = map[gostruct.Meaning]string{
	gostruct.Boolean: boolean, gostruct.Text: text, gostruct.Bytes: blob, gostruct.Float32: real, gostruct.Float64: real,
	gostruct.Int8: integer, gostruct.Int16: integer, gostruct.Int32: integer, gostruct.Int64: integer,
	gostruct.Uint8: integer, gostruct.Uint16: integer, gostruct.Uint32: integer, gostruct.Uint64: integer,
	gostruct.Time: timestamp, gostruct.Duration: integer, gostruct.Document: text, gostruct.Number: text, gostruct.UUID: text,
	gostruct.Address: text, gostruct.Network: text, gostruct.Hardware: text, gostruct.Date: date, gostruct.TimeOfDay: text, gostruct.DateTime: timestamp,
}
