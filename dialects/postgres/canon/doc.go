// Package canon compares what two PostgreSQL schemas say: it implements
// [diff.Rules] on top of package expr.
//
// Two expressions are compared down a ladder: equal parse trees, then equal
// keys of the typed analysis, then, if there is a server to ask ([Server]), the
// server's own texts. What none of them settles is undecided, and so reported.
//
// Expressions of the old side are put into the new side's names first, so that
// a renamed column, table, sequence or type makes no difference.
package canon
