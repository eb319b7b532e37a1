// Package expr tells whether two SQL expressions of PostgreSQL mean the same,
// without a server.
//
// The server doesn't keep an expression as it was written. It resolves names,
// operators and casts, keeps the tree, and prints that tree: CHECK (v IN
// ('a','b')) on a varchar column comes back as ((v)::text = ANY
// ((ARRAY['a'::character varying, 'b'::character varying])::text[])). So this
// package does to both texts what the server does to the written one: a port of
// the part of PostgreSQL's parse analysis (parse_expr.c, parse_oper.c,
// parse_func.c, parse_coerce.c, parse_type.c and the like) that the
// expressions of DDL need. It ends in a tree in which every operator and
// function is known with its types and every coercion stands by itself, and it
// is forgotten whether that was written or implied. A tree is written as a key;
// two expressions mean the same if their keys are equal.
//
//	cat, err := expr.NewCatalog(15, schema)
//	scope := expr.TableScope(table).If()
//	a, err := cat.Key(scope, "v IN ('a', 'b')")
//	b, err := cat.Key(scope, "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))")
//	// a == b
//
// # What is folded
//
// The server's own text doesn't always parse to the tree that it was printed
// from, so some trees of equal meaning are made equal: constants are written in
// one canonical form of their type (package literal), casts between numbers and
// relabellings of constants are carried out, the minus of a number joins it, a
// cast of ARRAY[…] goes to its elements, AND and OR are flattened. A fold must
// keep the value on every row: anything else would hide a change, which is
// worse than to report one that is none.
//
// # What is not decided
//
// A text that can't be analysed gives an [UndecidedError] with the reason: an
// unknown function, a type of an extension that nothing is known about. Where
// the only doubt is about constants whose value depends on the moment of the DDL
// ('now'), the error carries a provisional key: two equal ones mean the same,
// two different ones mean nothing.
//
// Constants whose value depends on the settings of the session are read as under
// TimeZone UTC, DateStyle MDY, IntervalStyle postgres and lc_monetary C, on both
// sides: '2020-01-01' as a timestamptz is midnight in UTC.
//
// The bound of a partition is kept by its value. What goes beyond arithmetic,
// text and dates isn't computed, and is undecided in the same way.
//
// # How to compare
//
// Equal parse trees ([SameNode]) are equal, and so are equal keys. Where the type of
// a column changes as well, the old text should also be tried in the new scope:
// when the server alters the column, it reads its own text again with the new
// type, so that what is equal then needs no change of its own.
//
// # Versions
//
// Keys don't depend on the version as long as the meaning doesn't. Both sides
// should be analysed under the version of the server that will be changed: what
// EXTRACT(year FROM d) means, for one, changed with PostgreSQL 14.
//
// The analysis never evaluates anything, has no state, and never panics.
package expr
