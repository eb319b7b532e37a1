// Package model holds a database schema as plain values.
//
// Every source (a live catalog, SQL files, a snapshot) yields a [Schema], and
// everything downstream (diff, plan, render) works on it without asking where
// it came from. The values refer to each other by name, never by pointer, so
// that ==, go-cmp, JSON and copying just work.
//
// # Canonical form
//
// Two sources that describe the same database must yield the same Schema, up
// to the spelling of expressions. The rules:
//
//   - Names are stored as the server keeps them: folded, unquoted, truncated.
//   - Lists whose order has no meaning are sorted by [Schema.Sort]; lists whose
//     order has (columns, index keys, enum labels, parents) keep it.
//   - A field's zero value is the server's default. A value that equals the
//     default is stored as the zero value: access method heap is "", collation
//     of the column's type is "", a btree's default operator class is "".
//   - Nothing that another field implies is stored twice. What a partition or
//     an inheritance child has only because of its parent is marked Inherited.
//   - Objects that an extension owns are not stored: they are the extension's.
//   - Expressions are an [Expr]: text that is read with an empty search_path,
//     so that every user-made name in it is qualified. Texts are compared by a
//     dialect's analyser, never letter by letter.
package model
