// Package runner holds the facts of SQLite that the runner of revisions needs:
// it implements [migrate.Dialect]. It imports no driver, so that a program which
// runs its revisions at its start links nothing for it.
//
// SQLite has no lock that belongs to a session. A second file stands for one: it
// lies beside the database, is called like it with [LockSuffix] behind, and is
// attached and locked for as long as a run lasts. The operating system gives the
// lock back when the process ends, however it ends; the file stays, and is empty
// but for its first page. Databases in memory have no such file: nobody else sees
// them.
//
// [migrate.Dialect]: https://pkg.go.dev/github.com/schemadiff/schemadiff/migrate#Dialect
package runner
