// Package mysql knows the facts of MySQL, MariaDB and TiDB: what their tables are
// made of, what CREATE and ALTER statements say, and when two of them say the same.
// The three are flavours of one dialect, told apart by the predicates of [Server].
//
// # Where each fact is kept
//
// There is one database, and its objects have no schema: "" in every name. Another
// database's name occurs only where a foreign key refers to it. What a database
// itself has (its collation, a comment) is the definition of [KindDatabase], whose
// name is empty; a script that doesn't speak of its database has none.
//
// Table:
//
//   - AccessMethod is the engine as the server spells it, "" for InnoDB.
//   - Comment, Tablespace, Partitioning with its Partitions are typed. The strategies
//     are "range", "list", "range columns", "list columns", "hash", "linear hash",
//     "key", "linear key" and "system_time".
//   - Options has all else: [OptionCollation], and what SHOW CREATE TABLE prints after
//     the parenthesis, named by its words in lower case with blanks between them
//     ("row format" is [OptionRowFormat]). A value that means the default is left out.
//   - Options also has what MariaDB writes among the columns: [OptionSystemVersioned],
//     and "period NAME" with the two columns, "period system_time" for the system's.
//
// Column:
//
//   - Type as [ParseType] reads what COLUMN_TYPE prints: below.
//   - Collation is always set where the type has one and it is known: the column's
//     own, whether written or taken from the table at that time. Zero in a script
//     means the table's, which is the database's, which is the server's; [Rules]
//     settle that when two sides are compared. The charset is what the collation's
//     name begins with, see [CharsetOf].
//   - Default is SQL without enclosing parentheses: a literal as [Literal] writes
//     it, a number without quotes for a numeric column, else an expression.
//     DEFAULT NULL is none. CURRENT_TIMESTAMP and its synonyms are
//     "current_timestamp" or "current_timestamp(6)".
//   - Generated is typed (Virtual or stored).
//   - Identity is auto_increment: model.IdentityAutoIncrement.
//   - Compression is "compressed" for MariaDB's COMPRESSED, or its method.
//   - Options: [OptionOnUpdate], [OptionInvisible], [OptionSRID], [OptionRow]
//     ("start" or "end"), [OptionVersioning] ("with", "without"), "column format",
//     "storage", "engine attribute", "secondary engine attribute".
//
// Keys and indexes:
//
//   - PRIMARY KEY is a model.Key called "PRIMARY".
//   - A unique index whose elements are all columns is a model.Key, for CREATE
//     UNIQUE INDEX and UNIQUE KEY are the same. One with expressions is a
//     model.Index with Unique. All others are a model.Index.
//   - Elements of a model.Key are set if one of them has a length or is descending.
//     A length is model.IndexKey.Length.
//   - Method of a model.Index is "btree", "hash", "fulltext", "spatial" or "vector".
//     A key that isn't a btree has it as the option "method".
//   - Options: [OptionUsing] (the word of USING, where SHOW CREATE TABLE prints one),
//     [OptionInvisible] (MySQL), [OptionIgnored] (MariaDB), [OptionParser],
//     "key block size", "m" and "distance" of vectors, "engine attribute".
//   - Comment is Index.Comment and Key.IndexComment.
//   - WITHOUT OVERLAPS: Key.WithoutOverlaps, and the period's name is the last of
//     its Columns.
//
// Checks: Check.Column is set for MariaDB's checks of columns, which stand in
// information_schema.CHECK_CONSTRAINTS with LEVEL 'Column'; Name is [ColumnCheck]
// then. NOT ENFORCED is typed.
//
// Foreign keys: actions as SHOW CREATE TABLE has them. Where it prints none, that is
// NO ACTION for MySQL and RESTRICT for MariaDB, which mean the same; [Rules] know.
//
// MariaDB's sequences are model.Sequence with the type "bigint", or what AS says.
//
// Definitions are of the kinds [KindView], [KindTrigger] (Parent is the table),
// [KindFunction], [KindProcedure], [KindPackage], [KindPackageBody] and [KindEvent],
// with the properties that words.go lists. Their bodies are as they were written,
// as the server keeps them; the query of a view is without the names of the database
// itself: `v`.`a`, not `db`.`v`.`a`. What a session has set when it made them (the
// charset of the client, collations) is no fact of the schema, except sql_mode
// where it isn't that of the schema's server by default.
//
// # Types
//
// model.Type.Name is the word that SHOW CREATE TABLE prints, followed by
// " unsigned" and " zerofill" where they are said; Modifiers stand between the
// parentheses: {"int unsigned", ""}, {"decimal", "10,2"}, {"varchar", "50"},
// {"enum", "'a','b'"}, {"datetime", "6"}. Display widths are kept where the server
// keeps them and they aren't the type's usual ones: "tinyint" has "1" for a boolean,
// "int" has none for int(11). Modifiers that COLUMN_TYPE always prints are always
// there: {"char", "1"}, {"bit", "1"}, {"decimal", "10,0"}. Synonyms are resolved
// (integer, bool, dec, real, nchar, serial). json of MariaDB is what it is there:
// longtext with collation utf8mb4_bin and a check of the column json_valid(`c`).
//
// # Names
//
// Columns, keys, indexes, checks, foreign keys, routines and events count in any
// case; tables, views and triggers count to the letter, as on Linux. A script may
// leave out names: the reader makes those that the server would make, and marks them
// ImplicitName.
package mysql
