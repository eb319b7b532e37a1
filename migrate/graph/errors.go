package graph

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// DuplicateError says that several revisions have one ID.
type DuplicateError struct {
	ID  string
	Pos []model.Pos
}

func (e *DuplicateError) Error() string {
	var places []string
	for _, p := range e.Pos[1:] {
		if !p.IsZero() {
			places = append(places, p.String())
		}
	}
	also := ""
	if len(places) > 0 {
		also = ", also in " + strings.Join(places, ", ")
	}
	return at(e.Pos[0], fmt.Sprintf("revision %q is there %s%s", e.ID, times(len(e.Pos)), also))
}

// Hint says what to do.
func (e *DuplicateError) Hint() string {
	return "give all but one of them an id of their own, or remove the copies"
}

func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// MissingError says that a revision follows another one that isn't there.
type MissingError struct {
	// ID is the revision's, Missing what it names.
	ID, Missing string
	// Dependency: it depends on what is missing; otherwise it revises it.
	Dependency bool
	Pos        model.Pos
	// Near lists what may have been meant.
	Near []string
}

func (e *MissingError) Error() string {
	verb := "revises"
	if e.Dependency {
		verb = "depends on"
	}
	return at(e.Pos, fmt.Sprintf("revision %q %s %q, which isn't there", e.ID, verb, e.Missing))
}

// Hint says what to do.
func (e *MissingError) Hint() string {
	if len(e.Near) > 0 {
		return didYouMean(e.Near)
	}
	return "add the file of the missing revision (is it on another branch of the repository?), or correct the reference"
}

// CycleKind says what a cycle is made of.
type CycleKind string

// The kinds of cycles.
const (
	SelfLoop           CycleKind = "self loop"
	Cycle              CycleKind = "cycle"
	DependencySelfLoop CycleKind = "dependency self loop"
	DependencyCycle    CycleKind = "dependency cycle"
)

// CycleError says that revisions follow each other in a circle.
type CycleError struct {
	Kind CycleKind
	// Members are those on the circle alone: each follows the next one, the last
	// one the first.
	Members []string
	Pos     model.Pos
}

func (e *CycleError) Error() string {
	switch e.Kind {
	case SelfLoop:
		return at(e.Pos, fmt.Sprintf("revision %q revises itself", e.Members[0]))
	case DependencySelfLoop:
		return at(e.Pos, fmt.Sprintf("revision %q depends on itself", e.Members[0]))
	case Cycle, DependencyCycle:
	}
	return at(e.Pos, fmt.Sprintf("%s: %s follows %s", e.Kind, strings.Join(e.Members, " follows "), e.Members[0]))
}

// Hint says what to do.
func (e *CycleError) Hint() string {
	return "one of these references must go: a revision can only follow what was there before it"
}

// LabelError says that a label can't name a branch.
type LabelError struct {
	Label string
	// Revisions lists who has the label.
	Revisions []string
	Pos       model.Pos
	Reason    string
}

func (e *LabelError) Error() string {
	who := ""
	if n := len(e.Revisions); n > 0 {
		who = fmt.Sprintf(" of revision %q", e.Revisions[n-1])
	}
	other := ""
	if len(e.Revisions) > 1 && e.Revisions[0] != e.Label {
		other = fmt.Sprintf(" at revision %q", e.Revisions[0])
	}
	return at(e.Pos, fmt.Sprintf("label %q%s can't be used: %s%s", e.Label, who, e.Reason, other))
}

// IDError says that a text can't be the ID of a revision.
type IDError struct {
	ID     string
	Pos    model.Pos
	Reason string
}

func (e *IDError) Error() string {
	return at(e.Pos, fmt.Sprintf("%q can't be the id of a revision: %s", e.ID, e.Reason))
}

// at puts a position before a message.
func at(pos model.Pos, message string) string {
	if pos.IsZero() {
		return message
	}
	return pos.String() + ": " + message
}

func didYouMean(near []string) string {
	quoted := make([]string, len(near))
	for i, id := range near {
		quoted[i] = fmt.Sprintf("%q", id)
	}
	return "did you mean " + strings.Join(quoted, " or ") + "?"
}
