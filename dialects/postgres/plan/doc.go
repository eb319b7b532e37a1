// Package plan writes the plans of PostgreSQL: it breaks a schema into what can
// be changed on its own, says what needs what, and writes each step with its
// lock and its hazards. The order itself comes from package render, which asks this one.
//
// What a step says in SQL stands in the file of its object (column.go, index.go
// …), what needs what in depends*.go, how steps must follow each other beyond
// that in order*.go, and locks and what they do to a busy server in hazards*.go.
package plan
