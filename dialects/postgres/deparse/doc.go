// Package deparse writes parse trees as SQL.
//
// The text is canonical: one tree has one text, in the style of the server's
// own pg_get_expr, with no more parentheses than are needed and always as many.
// Parsing it gives the tree that it was written from, but for locations.
//
//	node, err := parse.Expr("( a+1 )>b::int4")
//	text, err := deparse.Expr(node) // a + 1 > b::int4
//
// Names, types and operators are written as the tree has them: nothing is
// looked up here. A tree that no expression of DDL can hold is an error.
package deparse
