// Package neutral is a vocabulary for schemas that no database has: types by
// family, expressions as trees, and what is lost on the way.
//
// A schema in neutral form is a [model.Schema] of the dialect [Dialect]. What is
// common to all databases keeps its place in the model; these parts are in other
// words:
//
//   - Types are those that [Type.Model] makes: "32-bit integer", "text(50)",
//     "timestamp with time zone". [TypeOf] reads them.
//   - Expressions are the texts that [Expr.String] makes, and [Read] reads. What
//     a dialect's reader didn't understand is kept, marked as foreign.
//   - The database's main schema has no name.
//   - An enumerated type or a domain is what it stands for, column by column.
//   - A column that the database numbers has an Identity and no default.
//   - Methods of indexes: "btree" is what all have; "" is not used.
//   - Views are definitions of [KindView] without properties, since queries can't
//     be told in other words.
//
// A dialect translates in its own folder, as a [Translator]: from its words to
// these and back. What one side has and the words of the other can't hold is a
// [Loss], never silence.
package neutral
