package gostruct

import (
	"context"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Dialect is what a database product knows about Go's types and about names.
type Dialect interface {
	// Syntax is that of its scripts.
	Syntax() sqlfile.Syntax
	// QuoteIdent returns a name, in quotes if it needs them, QuoteLiteral a string
	// literal.
	QuoteIdent(name string) string
	QuoteLiteral(value string) string
	// Type returns what a named or a basic type of Go is in the database; ok is
	// false for one that it doesn't know.
	Type(t types.Type) (column Type, ok bool)
	// Array returns the type of lists, Document that of structs and maps.
	Array(element string) string
	Document() string
	// Sized returns a type with a size, as in varchar(20).
	Sized(name, size string) string
	// Enum returns the type that has some values; "": enums are types of their own.
	Enum(values []string) string
	// Bare says that a default stands without parentheses.
	Bare(value string) bool
	// Form is how its statements about tables are written.
	Form() Form
}

// Form is how a product writes what others write otherwise.
type Form struct {
	// Inline: a table is made with its constraints, since none can be added later.
	Inline bool
	// Counter makes a column count up; empty: identity is the clause of the standard.
	// With CounterIsKey, it makes the column the primary key, too.
	Counter      string
	CounterIsKey bool
	// Null is written for columns that may be null; empty: it goes without saying.
	Null string
	// Comments says how comments are told.
	Comments Comments
	// Using stands before the method of a table, With around options.
	Using string
	With  [2]string
	// PartitionsLast: how a table is partitioned stands behind its options.
	PartitionsLast bool
	// Methods are those of indexes that are a word before INDEX.
	Methods []string
}

// Comments says how a product tells what something is for.
type Comments uint8

// The ways to tell it.
const (
	CommentStatements Comments = iota // COMMENT ON
	CommentClauses                    // COMMENT in the definition
	NoComments
)

// Type is what a type of Go is in the database. Null says that its values may
// be null, as those of [database/sql.NullString] may.
type Type struct {
	Name string
	Null bool
}

// Options say how structs are read.
type Options struct {
	Dialect Dialect
	Conventions
	// Dir is where patterns begin that are no path; empty: the working directory.
	Dir string
	// BuildTags are those that the packages are built with.
	BuildTags []string
}

// Read makes the script that the structs of packages stand for. Mistakes in
// the packages and in tags come with the script, as its errors, when it is
// split into statements: so they are told together with those in its SQL. The
// patterns are those of the go command.
func Read(ctx context.Context, patterns []string, opts Options) (sqlfile.Source, error) {
	r := newReader(opts)
	if err := r.load(ctx, patterns); err != nil {
		return sqlfile.Source{}, err
	}
	return r.read(patterns)
}

func newReader(opts Options) *reader {
	return &reader{
		opts: opts, dialect: opts.Dialect, form: opts.Dialect.Form(), index: newIndex(), markers: markers(), columnKeys: columnKeys(),
		enums: map[*types.TypeName]*enum{}, embedded: map[*types.TypeName]bool{}, isTable: map[*types.TypeName]bool{},
	}
}

// read makes the script of the packages that were loaded.
func (r *reader) read(patterns []string) (sqlfile.Source, error) {
	r.find()
	w := &writer{reader: r}
	w.script()
	if len(r.tables) == 0 && !r.failed {
		return sqlfile.Source{}, &noTables{patterns}
	}
	r.errs.Sort()
	w.b.Fail(slices.CompactFunc(r.errs, func(a, b *sqlfile.Error) bool { return *a == *b })...)
	return w.b.Source(strings.Join(patterns, " ")), nil
}

// noTables says that packages have no tables.
type noTables struct{ patterns []string }

func (e *noTables) Error() string {
	return fmt.Sprintf("no struct of %s is a table", strings.Join(e.patterns, " "))
}

// Hint says what to do.
func (e *noTables) Hint() string {
	return "a field _ schema.Table makes a struct a table; the type is in " + markerPath
}

// markerPath is the package of the marker types.
const markerPath = "github.com/schemadiff/schemadiff/schema"

// reader finds the tables of packages.
type reader struct {
	opts       Options
	dialect    Dialect
	form       Form
	index      *index
	markers    map[string]marker
	columnKeys []key
	packages   []*types.Package

	tables   []*table
	enums    map[*types.TypeName]*enum
	embedded map[*types.TypeName]bool // structs that tables embed
	isTable  map[*types.TypeName]bool
	errs     sqlfile.ErrorList
	failed   bool
	depth    int // of the type that is looked at
}

func (r *reader) fail(at sqlfile.Place, hint, format string, args ...any) {
	r.failed = true
	r.errs = append(r.errs, &sqlfile.Error{Pos: at.Lines.Pos(at.Offset), Msg: fmt.Sprintf(format, args...), Hint: hint})
}
