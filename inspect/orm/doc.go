// Package orm reads the schema that the models of an object-relational mapper
// declare: exactly what the mapper itself would create in an empty database.
//
// What that is only the mapper knows. So its own code is asked, in a program
// that is generated, and run by the go command inside the user's module: the
// program hands the models to the mapper and keeps the statements that it would
// run (package record). It never connects to a database. Its files exist in an
// overlay of the go command and in a temporary directory; nothing is written
// into the user's tree. The packages' own init functions run, and the methods of
// the models that the mapper calls.
//
// Which types are models is found without running anything, by go/packages. What
// is particular to a mapper is an [ORM]; the packages gorm, bun and ent have one
// each. The statements become a script for the reader of the dialect, in which
// each knows the type that it comes from, so that errors and objects are found
// there.
package orm
