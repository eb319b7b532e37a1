// Package graph knows how revisions follow each other: the directed graph of
// revisions with branches, merges, labels and dependencies, the identifiers that
// name places in it, the steps that lead from one set of heads to another, and
// what each step does to the rows of the version table.
//
// It is pure: values go in and values come out, no file and no database is
// touched. The semantics are those of Alembic 1.19, as docs/alembic.md lists
// them; testdata/alembic.md says test by test where they differ, and why.
//
// # Words
//
// A revision revises its parents; what revises it are its children. A revision
// with several children is a branch point, one with several parents a merge. A
// revision can also depend on others, which must have run before it and are no
// parents: the branches stay apart. A label names the branch that a revision is
// on. Heads have no children, bases no parents. A head that another revision
// depends on is an effective head; the other heads are the tips.
//
// # Rows
//
// The version table has a row for each revision that has run and that nothing
// that has run follows, through parents or dependencies. So the rows say
// everything: what has run is what they name and all below. A step of a plan has
// the changes that keep it so:
//
//	a new base, or a branch off what another row still implies   insert
//	one revision after the other                                 update
//	a merge, or a dependency that had a row                      delete the others, update one
//	a merge taken back                                           insert the others, update one
//	back to the base, or to what another row implies             delete
//
// # Identifiers
//
// [Graph.Resolve] lists the forms. An ID or a label that is there always wins
// over what else its characters could mean: the IDs that other tools make may
// contain a minus, a dot, even an at or a colon. The IDs of new revisions may
// not ([CheckID]).
//
// # Order
//
// There is one order of all revisions, [Graph.All], and everything follows it:
// plans, pictures, lists. It depends on the revisions alone. Along a branch it
// goes as far as it can before another one begins; of two branches the one with
// the older ID is upgraded first.
//
// # Problems
//
// [New] refuses revisions that make no graph, with all problems at once.
// [Lenient] makes the best of them, for those who only want to look.
package graph
