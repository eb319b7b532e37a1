// Package postgres is everything that schemadiff knows about PostgreSQL, from
// version 13 to 18: what the packages inspect, diff and render ask when they
// come to a fact of the product.
//
//   - [Read] reads a schema from SQL scripts, the output of pg_dump as well as
//     those that people write. It needs no server.
//   - [Inspect] reads the schema of a live database on a connection of the
//     caller's, in one snapshot and a fixed number of queries.
//   - [Rules] compare: package diff asks them when two spellings of an
//     expression mean the same. A [ServerNormalizer] in them settles what is in
//     doubt without one.
//   - [Planner] plans: it breaks a schema into what can be changed on its own,
//     says what needs what, and writes each step with its lock and its hazards.
//   - [Quoter] writes names and literals.
//   - [Version] says what a major version can do.
//
// # How the parts work
//
// Behind this facade every kind of fact has its package, and each of them
// can be used alone: parse and deparse are the grammar, expr knows what an
// expression means, ddl applies statements to a schema in memory, catalog reads
// the system catalogs, canon compares, facts holds what each major version
// and each contrib extension brings along, kind names the objects that the model
// doesn't hold, plan is the planner.
//
// No driver is imported: a caller wraps its own in an inspect.Conn, which has
// two methods.
package postgres
