package check

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Question is what is asked.
type Question string

// The questions, in the order in which they are asked. The first is about files
// alone; the last can be answered if the first two leave no doubt what the
// database should have.
const (
	// Target: do the migrations produce the declared schema?
	Target Question = "target"
	// Revision: is the database at the expected revision?
	Revision Question = "revision"
	// Schema: is the database's schema what its revision says?
	Schema Question = "schema"
)

// Ask returns the question as a sentence.
func (q Question) Ask() string {
	switch q {
	case Target:
		return "Do the migrations produce the declared schema?"
	case Revision:
		return "Is the database at the expected revision?"
	case Schema:
		return "Does the database have the schema of its revision?"
	}
	return string(q)
}

// Code names a kind of finding.
type Code string

// The codes.
const (
	MissingParent   Code = "MISSING_PARENT"   // a revision revises or depends on one that isn't there
	BrokenGraph     Code = "BROKEN_GRAPH"     // a cycle, one ID twice, one label twice
	SeveralHeads    Code = "SEVERAL_HEADS"    // the history has forked
	Difference      Code = "DIFFERENCE"       // an object is not as it should be
	Behind          Code = "BEHIND"           // a revision was not applied
	Ahead           Code = "AHEAD"            // a revision was applied that isn't expected yet
	UnknownRevision Code = "UNKNOWN_REVISION" // the database names a revision that isn't there
	EditedFile      Code = "EDITED_FILE"      // a file was changed after it was applied
	Interrupted     Code = "INTERRUPTED"      // a revision was applied in part
	Undecided       Code = "UNDECIDED"        // nobody can tell without a server
)

// Finding is one reason why an answer is no.
type Finding struct {
	Code Code
	// Message says what is wrong, Hint what to do about it.
	Message string
	Hint    string
	// Object is what differs.
	Object model.ID
	// Pos is the place of a file that it is about, if there is one.
	Pos model.Pos
}

// Answer is what was found out about one question.
type Answer struct {
	Question Question
	// Open says why the question has no answer; "" if it has one.
	Open string
	// Idle says why the question doesn't arise, which is no finding.
	Idle     string
	Findings []Finding
	// Report is the comparison behind the answer to Target and Schema; nil if
	// there was none.
	Report *render.Report
}

// Clean reports whether the answer is yes.
func (a Answer) Clean() bool { return a.Open == "" && len(a.Findings) == 0 }

// Result is what was found out about one database, or about the files alone.
type Result struct {
	// Database names it; "" if only the files were looked at.
	Database string
	// Err says why nothing could be found out, Hint what to do about it.
	Err     error
	Hint    string
	Answers []Answer
}

// Clean reports whether every question that was asked is answered with yes.
func (r Result) Clean() bool {
	for _, a := range r.Answers {
		if !a.Clean() {
			return false
		}
	}
	return r.Err == nil
}
