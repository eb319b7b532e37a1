// Package plan says which statements bring a change of a SQLite schema about:
// its [Planner] is what package render asks.
//
// # What ALTER TABLE can do
//
// RENAME TO, RENAME COLUMN, ADD COLUMN and DROP COLUMN are used where they lead
// to exactly the table that is asked for; from SQLite 3.53 on also SET and DROP
// NOT NULL and ADD and DROP CONSTRAINT for checks. Everything else rebuilds the
// table, all its changes at once, in the order that SQLite documents
// (lang_altertable.html, section 7): the new table is made under another name,
// the rows are copied, the old table is dropped and the new one takes its name.
//
// A rebuild keeps what a table has: the rowids of its rows, also where they have
// no column of their own (as long as one of the names rowid, _rowid_ and oid is
// free); the counter of AUTOINCREMENT; every value with its storage class, unless
// the type of its column has another affinity now. Indexes and triggers of the
// table are made again. Views, foreign keys and triggers of other tables are left
// as they are: the new table takes its name under PRAGMA legacy_alter_table, as
// SQLite documents for this case, so that their texts are not touched. Statistics
// of ANALYZE go with the old table.
//
// A conflict is an error, whatever ON CONFLICT says: rows are copied with INSERT
// OR ABORT.
//
// # Foreign keys
//
// DROP TABLE deletes the rows first, and enforced foreign keys would delete those
// of other tables that refer to them. So PRAGMA foreign_keys is off, which it can
// only become outside a transaction: the plan has three groups, and everything
// happens in one transaction in the middle. In case somebody runs the statements
// within a transaction of his own, where that PRAGMA does nothing, the first
// statement of the group makes sure of it: a temporary table refuses the fact that
// they are enforced. Before the transaction ends it refuses rows that refer to
// nothing and didn't so before, too. All this is plain SQL: it holds in a script
// as well, as long as that stops at its first error.
//
// # Renames
//
// SQLite carries the name of a table or a column into foreign keys, views and
// triggers, and fails if any view or trigger names what isn't there. Those that
// mention the name, and those of which that can't be told, are dropped before and
// made again, so that their texts are those that were declared.
package plan
