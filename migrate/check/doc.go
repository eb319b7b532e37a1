// Package check is the drift check: do the migrations produce the declared
// schema, is a database at the expected revision, and does it really have the
// schema that its revision says? Each question has an answer of its own, a list of
// findings; none asks that the database is at head.
//
// The answers are values. [WriteText] shows them to people, [WriteJSON] to
// programs, [WriteGitHub] as annotations of a pull request.
package check
