// Package pgtest finds, installs and starts private PostgreSQL servers for
// tests and for the generator tools of this repository. Nothing in the
// product imports it.
//
// A test asks for an empty database of a major version and has it until the
// test ends:
//
//	db := pgtest.New(t, 15)
//	db.Exec(`CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)`)
//	rows, err := db.Conn().Query(ctx, "…")
//
// A test that runs on several versions asks [Majors] which of them this run
// is about, or lets [Each] run a subtest for each.
//
// # Where servers come from
//
// [Find] looks for a major version in this order:
//
//  1. the environment variable SCHEMADIFF_PG_<major>: a directory that holds
//     the binaries (initdb, postgres), or the postgres:// URL of a superuser
//     of a throw-away server
//  2. the cache directory: $SCHEMADIFF_CACHE, else a directory named
//     schemadiff in the user's cache, with the binaries in
//     postgres/<major>/bin
//  3. Debian's place, /usr/lib/postgresql/<major>/bin
//
// Tests only find. Installing is the work of the command in cmd/pgservers,
// which the Makefile calls. A test that finds no server skips with the reason;
// with CI=true or SCHEMADIFF_REQUIRE_PG=1 it fails instead.
//
// # How servers run
//
// A server is private: its data and its unix socket live in a temporary
// directory (below $SCHEMADIFF_PG_TMP, /dev/shm if that has room, or /tmp), it doesn't listen on TCP, and it never runs as root. It dies with
// the process that started it, however that process ends, because a small
// shell stands between the two that stops the server and removes its directory
// as soon as its standard input closes.
//
// One server per version serves a whole test process. The command
// "pgservers run 15 -- go test ./..." starts the servers once for all packages
// and hands their URLs down in the environment.
package pgtest
