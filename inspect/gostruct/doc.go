// Package gostruct reads the schema that Go structs declare.
//
// A struct is a CREATE TABLE: the structs of some packages become a script of
// SQL statements, which the reader of the dialect understands, names and checks
// like any other. What stands in tags as SQL stays SQL; names, types and the
// rest are written as the struct says. Each piece of the script knows its place
// in the Go files ([sqlfile.Builder]), so that errors and objects are found
// there, and mistakes in tags come together with those in SQL.
//
// Packages are read by go/packages with export data: nothing of the user's code
// runs, and what it imports isn't read from source. What Go types mean in a
// database is a fact of the dialect ([Dialect]).
package gostruct
