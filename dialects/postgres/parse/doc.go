// Package parse turns PostgreSQL's SQL into parse trees.
//
// The trees are those of PostgreSQL's own parser, by way of pg_query. This is
// the only package that imports it: every type and constant of the tree has an
// alias here (nodes_gen.go), so that another version of the parser is a change
// of this package alone.
//
// [Expr] parses one expression. [Statements] parses the statements of a script
// in chunks, which is faster than one by one and needs less memory than all at
// once; when a chunk has a mistake, its statements are parsed singly so that
// every mistake is reported.
//
// # Locations
//
// A node's location is a byte offset into the text that was parsed; for
// statements of a script, add [Statement.Base] to get one into the script. The
// parser's errors count characters instead, which this package translates.
//
// # Newer syntax
//
// The parser is that of PostgreSQL 16. What versions 17 and 18 added to DDL is
// rewritten, token by token and without moving anything, into what the parser
// knows, and recorded as a [Mark] at its place.
package parse

//go:generate go run gen.go
