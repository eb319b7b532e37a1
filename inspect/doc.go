// Package inspect reads the schema that a live database really has.
//
// The package owns what is common to all databases: the contract with the
// driver ([Conn]), the choice of what to read ([Filter]) and the rule that an
// inspection is one read-only snapshot on one connection. What the catalogs of
// a database product look like is known to its package under dialects.
package inspect
