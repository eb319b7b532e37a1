// Package mytest finds and starts private servers of MariaDB and MySQL for
// tests. Nothing in the product imports it.
//
// A test asks for an empty database and has it until the test ends:
//
//	db := mytest.New(t)
//	db.Exec("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)")
//	rows, err := db.Conn().Driver().QueryContext(ctx, "…")
//
// That is on MariaDB 10.11. A test that is about several products lets [Each]
// run a subtest on each that this run is about.
//
// # Where servers come from
//
// [Find] looks for a product, such as mariadb-10.11 or mysql-9, in this order:
//
//  1. its environment variable, such as SCHEMADIFF_MARIADB_10_11: a directory
//     that holds the binaries, or the mysql:// URL of a user with all privileges
//     on a throw-away server
//  2. the cache directory: $SCHEMADIFF_CACHE, else a directory named
//     schemadiff in the user's cache, with the binaries in <product>/bin
//  3. the programs on the search path and in /usr/sbin, if they are of the
//     product's version
//
// Tests only find. Installing is the work of the command in cmd/myservers,
// which the Makefile calls. A test that finds no server skips with the reason;
// with CI=true or SCHEMADIFF_REQUIRE_MARIADB=1 it fails instead, if it is about
// MariaDB 10.11.
//
// # How servers run
//
// As those of package pgtest: with data and socket in a temporary directory
// (below $SCHEMADIFF_PG_TMP, /dev/shm if that has room, or /tmp), not on TCP,
// never as root, and ending with the process that started them; see package
// servertest. The command
//
//	go run ./internal/mytest/cmd/myservers run mariadb-10.11 mysql-9 -- go test ./...
//
// starts servers once for all packages and hands their URLs down.
package mytest
