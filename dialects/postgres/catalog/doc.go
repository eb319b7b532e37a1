// Package catalog reads the schema of a live PostgreSQL database into the
// model.
//
// [Read] runs a fixed number of queries, whatever the size of the database, in
// one batch on one connection, in one read-only repeatable-read transaction
// that is rolled back. No query is made for a single object.
//
// # Settings
//
// The transaction sets search_path to nothing, so that the server qualifies
// every name of a user's object in the texts that it prints, and fixes the
// settings that change how it prints constants: DateStyle, IntervalStyle,
// TimeZone (UTC), extra_float_digits, bytea_output, quote_all_identifiers.
//
// It also turns off what makes the queries slow on some databases: JIT
// compilation, and nested loops, which the planner may choose where the catalogs
// were never analysed and which would make the time grow with the square of the
// number of tables.
//
// # What is not read
//
// The schemas pg_* and information_schema, temporary objects, and what belongs
// to an extension (its tables with all their indexes and sequences, too). What
// the model has no place for is listed as unsupported; package kind says what
// that comprises and how it is named. Two states of a partitioned table and a
// domain that the model cannot express are listed as well: a partition whose
// DETACH CONCURRENTLY is pending, and a comment on a domain's NOT NULL.
//
// A replica identity that uses an index which was dropped since is read as
// NOTHING: that is what the server does then.
//
// # Consistency
//
// All rows come from one snapshot. The functions that print types and
// expressions, however, always see the newest catalog. When an object vanishes
// between the snapshot and such a call, Read starts once more, and gives up with
// [ErrChanged] when that happens again. A rename in that moment could put a new
// name into a text of the old snapshot; Read looks for such renames at the end
// and treats them in the same way.
package catalog
