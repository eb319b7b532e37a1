package migrate

import (
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/model"
)

// Interrupted is a revision that is half applied.
type Interrupted struct {
	Record Record
	// Path is the file's, Statement the number of the next statement, Pos its place.
	// They are of the file as it is now.
	Path      string
	Statement int
	Pos       model.Pos
	// InDoubt: nobody knows yet what became of this statement.
	InDoubt bool
	// Text describes it all, Next says what to do.
	Text, Next string
}

// interrupted describes a run that ended in the middle.
func (m *Migrator) interrupted(r Record) Interrupted {
	about := Interrupted{Record: r, Statement: r.Done + 1, InDoubt: r.Running > 0 && r.Failed != r.Running}
	if file := m.scripts[r.Revision]; file != nil {
		about.Path = file.Path
		section := &file.Up
		if r.Direction == graph.Down {
			section = &file.Down
		}
		if r.Done < len(section.Statements) {
			about.Pos = section.Statements[r.Done].Pos
		}
	}
	about.Text = fmt.Sprintf("the %s of revision %s is half done: %s", r.Direction, r.Revision, progress(&r))
	if r.Direction == graph.Down {
		about.Next = fmt.Sprintf("downgrade again to finish it; or bring the database by hand to where %[1]s has run, or hasn't, and say so with stamp", r.Revision)
	} else {
		about.Next = fmt.Sprintf("upgrade to finish it; or bring the database by hand to where %[1]s has run, or hasn't, and say so with stamp", r.Revision)
	}
	return about
}

// progress says how far a run came.
func progress(r *Record) string {
	text := ""
	switch r.Done {
	case 0:
		text = fmt.Sprintf("none of its %d statements is finished", r.Statements)
	case 1:
		text = fmt.Sprintf("statement 1 of %d is committed", r.Statements)
	default:
		text = fmt.Sprintf("statements 1 to %d of %d are committed", r.Done, r.Statements)
	}
	if r.Rounds > 0 {
		text += fmt.Sprintf(", with %d rows changed in %d rounds of repeated statements", r.Rows, r.Rounds)
	}
	switch {
	case r.Failed > 0:
		text += fmt.Sprintf("; statement %d failed: %s", r.Failed, r.Error)
	case r.Error != "":
		text += "; " + r.Error
	case r.Running > 0:
		text += fmt.Sprintf("; statement %d was running outside a transaction when the run was cut off at an unknown moment", r.Running)
	case r.Finished.IsZero():
		text += "; the run was cut off"
	}
	return text
}
