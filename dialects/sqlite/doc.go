// Package sqlite knows the facts of SQLite: where a database keeps its schema,
// what its CREATE statements say, and when two of them say the same.
//
// SQLite keeps each statement as it was written and edits that text when the
// object is altered. So the text is the source, and the PRAGMAs, which tell what
// the library has understood of it, are the check: a table about which the two
// disagree is reported as unsupported.
//
// Names count in any case: the reader gives every reference the spelling of the
// declaration. A constraint without a name gets one that no user may choose: it
// begins with "sqlite_", see [Unnamed].
//
// [Planner] plans: each change becomes a statement, or a part of the rebuild of its
// table; see package plan. [Quoter] writes names and literals.
//
// Declared SQL is run in an empty database and read back; see [Read]. The driver
// stays outside, as everywhere: connections are values of [inspect.Conn].
//
// [inspect.Conn]: https://pkg.go.dev/github.com/schemadiff/schemadiff/inspect#Conn
package sqlite
