// Package format reads and writes directories of revisions in the formats of
// other tools, so that a team can keep its runner and write revisions with this
// program, or move over.
//
// In all of these formats revisions stand in a line: each follows the one before
// it in the tool's own order. [All] lists the formats, [Detect] finds out which
// one a directory has, and [Import] turns revisions into our own.
//
// What a tool can't express is an error of Write, and what it loses is a note.
package format
