// Schemadiff compares two database schemas, each of them a live database, SQL
// files or a snapshot, and writes the migration that leads from one to the
// other.
//
// Run schemadiff help for its commands; docs/cli.md describes them all.
package main

import "github.com/schemadiff/schemadiff/cmd/command"

func main() { command.Main() }
