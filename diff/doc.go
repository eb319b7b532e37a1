// Package diff compares two schemas and says exactly what differs.
//
// [Compare] takes what a database has (old) and what is declared (new), and
// returns a [Result]: a closed set of [Change] values in canonical order, the
// two sides as they were compared, and what else a reader should know. It never
// changes its inputs, does not depend on the order of their lists, and takes
// time in proportion to their size. What it knows about a database product
// comes through the [Rules] interface.
//
// # How objects are matched
//
// By name. What the declared side left unnamed (a constraint, an index, the
// sequence of a serial column) is matched by what it is, and takes the name
// that it has on the old side; the New side of the result holds these names, so
// that a plan needs no second thought about them. Renames come from the user
// alone, by [ParseRename] or a directive in the SQL; [Names] knows all that one
// rename brings along. A drop and an add that look like a rename become a
// [Question].
//
// # How they are compared
//
// Facet by facet ([Facets] lists them). Expressions are compared by what they
// mean, which the dialect knows: only those whose texts differ are put to its
// [Analysis], all together. Two expressions that nobody can prove to be the
// same or different become an [Unsupported] change.
//
// # What holds
//
// Comparing a schema with itself gives no changes; applying the changes to the
// old side gives the new one; [Result.Invert] is what the comparison in the
// other direction says. The tests check this on random schemas.
package diff
