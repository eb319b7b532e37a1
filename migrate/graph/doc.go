// Package graph knows how revisions follow each other: the directed graph of
// revisions with branches, merges, labels and dependencies, the identifiers that
// name places in it, the steps that lead from one set of heads to another, and
// what each step does to the rows of the version table.
//
// It is pure: values go in and values come out, no file and no database is
// touched. The semantics are those of Alembic 1.19, as docs/alembic.md lists
// them.
package graph
