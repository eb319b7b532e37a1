// Package laws states the nine laws of the design as functions that fail with
// a reproducible case, and its tests run them over random schemas, over the
// schemas of the repository's testdata directory, and over the corpus of real
// schemas and migration histories.
//
//	1 identity      a schema differs from itself in nothing
//	2 agreement     what is read from SQL and what the server made of it agree
//	3 convergence   the plan from A to B makes B; the server's dump is the judge
//	4 reversal      the way back makes A again, by the same judge
//	5 determinism   the same input in any order gives the same bytes
//	6 rows survive  rows outlive up and down wherever no loss is declared
//	7 text          SQL written from a schema reads back as that schema
//	8 code          Go structs written from a schema read back as it (render/gomodel)
//	9 honesty       every object of the catalog is held or reported
//
// The number of random cases is $SCHEMADIFF_LAWS_CASES, the versions are those
// of pgtest. A failed case is reduced to few statements before it is shown.
//
// With SCHEMADIFF_MATRIX=1 no schema is left out because it is too long, and what
// there is too much of, as the steps of histories and the ways to try a pair, is
// dealt out to the servers of the run. If several processes share that, the
// variable lists all versions: SCHEMADIFF_MATRIX=13,14,15,16,17,18.
//
// Histories are run as revisions, too: imported, up and down, and checked
// (TestCorpusRevisions). SCHEMADIFF_REVISIONS=all stops at each revision.
//
// Dumps are compared whole, except for what a note of the comparison says that no
// statement brings about: whether a table declares what it inherits. There the
// database that was built directly is given what the migrated one has.
package laws
