// Package plan says which statements bring a change of a MySQL or MariaDB schema
// about: its [Planner] is what package render asks.
//
// # One table, one statement
//
// All that happens to the columns, keys, indexes, checks and options of a table that
// stays is one ALTER TABLE: a table that must be copied is copied once, an index that
// a foreign key needs can give way to another one, and a key can be dropped while the
// column that counts up keeps one. MODIFY always says the whole definition of a
// column, since what it leaves out is lost.
//
// Foreign keys have statements of their own, before and after: they can't be dropped
// and made again under one name in one statement, and the types of their columns can't
// change while they are there. Partitions have theirs, too: those that stay are left
// alone where a statement can do that.
//
// # Transactions
//
// Every statement that defines something commits what was before it, and itself. So
// no statement of a plan is in a transaction with others: a migration that fails has
// done what came before, and the runner says how far it got.
//
// # What an ALTER TABLE costs
//
// The servers choose the algorithm: at once (INSTANT), in place, or by a copy. The
// plan says which one it will be by the manuals' tables ("Online DDL Operations";
// "InnoDB Online DDL Overview"), and whether writes wait meanwhile; it doesn't ask for
// one in the statement, since a table may have what rules it out.
//
// # Order
//
// Renames; triggers, views and routines that go; foreign keys that go; tables that go;
// new tables; changes of tables; new foreign keys; then routines, views, triggers and
// events, each behind what it names.
package plan
