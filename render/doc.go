// Package render turns a difference into a plan and writes it.
//
// [NewPlan] orders what has to be done by a graph of dependencies, merges what
// can be one statement, and groups the statements by transaction. The package
// owns these algorithms; every fact about a database product (the text of a
// step, its lock, what depends on what) comes through the [Dialect] interface.
//
// # How a plan is made
//
// A dialect breaks a schema into nodes: objects, and parts of objects that can
// change on their own, such as the default of a column. Every node says which
// nodes it needs. From the changes each node gets an operation (create, alter,
// recreate, replace, drop); an operation that disturbs the nodes depending on
// it spreads along the graph until nothing changes any more. Operations become
// steps, and three rules order the steps:
//
//   - what removes the old state of a node comes before what removes the old
//     state of a node that it needed
//   - what establishes the new state of a node comes after what establishes the
//     new state of a node that it needs
//   - a name is given up before it is taken
//
// A step can be written inside another one (a column in its CREATE TABLE, the
// drop of an index by the drop of its column) as long as that makes no cycle;
// where it would, as with foreign keys that refer to each other, it stands on
// its own.
//
// The down plan is NewPlan of the inverted result: it is ordered by the same
// graph and not by reversing text.
//
// # How it is written
//
// A [Report] is a difference with its plan: [WriteText] writes it for a person
// who reviews it, [WriteSQL] as a script, [WriteJSON] for programs.
// [WriteSchema] writes a whole schema as DDL.
package render
