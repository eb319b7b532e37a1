// Package script knows the files of revisions: how a revision is written down as
// SQL with a header, read back, and edited in place.
//
// A file is
//
//	-- schemadiff: revision 20261120_103000_a1b2c3d4
//	-- message:    add the users' e-mail addresses
//	-- revises:    20261119_090000_0badcafe
//	-- depends on: billing
//	-- labels:     shop
//	-- created:    2026-11-20 10:30:00 +01:00
//	--
//	-- Anything else that a reader should know.
//
//	-- schemadiff: up
//
//	-- lock: ACCESS EXCLUSIVE on users
//	ALTER TABLE users ADD COLUMN email text;
//
//	-- schemadiff: no transaction
//	CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
//
//	-- schemadiff: repeat, pause 100ms
//	UPDATE users SET email = '' WHERE id IN (SELECT id FROM users WHERE email IS NULL LIMIT 1000);
//
//	-- schemadiff: down
//
//	-- schemadiff: irreversible: the addresses are lost
//	ALTER TABLE users DROP COLUMN email;
//
// A mark above a statement is about it: "no transaction", "new transaction",
// "rows only", "repeat", "irreversible". What is about the whole section stands on
// its line: "-- schemadiff: up, no transaction",
// "-- schemadiff: down, irreversible: the old rows are gone".
package script
