// Package gen makes random PostgreSQL schemas for the law tests: DDL text as
// people write it, in many spellings and orders, that a server of the given
// major version accepts.
//
// [New] draws a [Schema], a blueprint of all kinds of objects and attributes
// that the product holds (and of some that it does not). [Write] turns it into
// statements, each time others. [Mutate] makes a second schema out of a first
// with a few random changes, so that pairs cover every alteration.
//
// All choices come from rapid, so that a seed gives the same schema for ever.
package gen
