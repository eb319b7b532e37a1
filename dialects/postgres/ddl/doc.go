// Package ddl reads a schema from SQL scripts, without a server.
//
// [Read] applies statement after statement to a database that exists only in
// memory, the way the server would: CREATE, ALTER, RENAME, SET SCHEMA, DROP
// with what depends on it, COMMENT ON, under the search_path that is in force.
// What the scripts leave to the server is done as the server does it: the
// names of constraints, indexes and sequences, serial columns, LIKE, columns
// and constraints that children have from their parents, indexes of partitions.
// The result is the model that package catalog reads from a database in which
// the scripts were run.
//
// # Statements
//
// Every statement belongs to one of three kinds. Those that change what the
// model holds, or what it names as unsupported, are applied. Those that can't
// are passed over, by a list in this package: DML, SET, transaction control,
// privileges, ownership. All others are errors, and so are mistakes that the
// server would refuse. An error doesn't end the reading: Read returns all of
// them, each with its place.
//
// # Several scripts
//
// The statements of several scripts form one pool: one that needs an object
// which isn't there yet waits until the others were applied, so that the names
// of the files and their order don't matter. A single script is read in its
// order, as psql would run it.
//
// # Expressions
//
// Expressions are stored as canonical text (package deparse) in which every
// name of a user's object is qualified, as the server prints them under an
// empty search_path. They aren't analysed here, with one exception: where a
// name alone doesn't say whether an operator or a function is a built-in one or
// one of an extension, package expr decides.
//
// # Inside
//
// The database in memory is a graph of pointers, so that renaming a thing is
// one assignment; finish turns it into the values of the model. A mistake is
// reported by panicking with a failure, which the loop over the statements
// recovers: no function has to hand on errors that all end in the same place.
package ddl
