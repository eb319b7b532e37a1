// Package migrate runs revisions: it brings a database from one place of the
// revision graph to another, notes in the database what is done, and goes on
// where a run was interrupted.
//
//	//go:embed migrations
//	var files embed.FS
//
//	m, err := migrate.New(files, pgxmigrate.Pool(pool), migrate.Directories("migrations"))
//	result, err := m.Upgrade(ctx, "heads")
//
// A [Migrator] may be used by many goroutines, and many programs may do the same
// at once: one runs, the others wait for it and see then that nothing is left to
// do. The packages below make targets: pgxmigrate for pgx, sqlmigrate for
// database/sql.
//
// # What is committed when
//
// Consecutive statements of a revision run in one transaction, together with
// what the version table and the history table say about them. A statement that
// is marked “no transaction” runs alone; that it is about to run, and that it is
// done, is committed before and after it. A statement that is marked “repeat” is
// committed each time together with its progress. So at every moment the history
// table says which statements of a revision are done; there is at most one of
// which nobody knows, and the dialect finds out about it when the revision goes
// on. [Migrator.Status] shows such a revision, [Migrator.Upgrade] finishes it.
package migrate
