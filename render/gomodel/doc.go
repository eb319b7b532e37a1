// Package gomodel writes the tables of a schema as Go structs: the way back of
// package inspect/gostruct.
//
// What the tags of structs can say is written there. What they can't, views,
// functions, and what of a table has no key, is left to a script of SQL that
// stands beside the file. Nothing is lost between the two, and nobody has to know
// what exactly tags can say: the structs that were written are read again, and
// the script is the plan that leads from what they declare to the schema. In the
// end both together are read once more, and must differ from the schema in
// nothing.
package gomodel
