package graph

import (
	"fmt"
	"strings"
)

// UnknownError says that an identifier means nothing.
type UnknownError struct {
	Identifier string
	// Near lists what may have been meant.
	Near []string
}

func (e *UnknownError) Error() string {
	if e.Identifier == "" {
		return "a revision is missing: the identifier is empty"
	}
	return fmt.Sprintf("there is no revision or branch %q", e.Identifier)
}

// Hint says what to do.
func (e *UnknownError) Hint() string {
	if len(e.Near) > 0 {
		return didYouMean(e.Near)
	}
	return "history lists all revisions, branches all labels; an id of up to three characters must be written in full"
}

// PrefixError says that several revisions begin like an identifier.
type PrefixError struct {
	Prefix  string
	Matches []string
}

func (e *PrefixError) Error() string {
	const most = 5
	shown, more := e.Matches, ""
	if len(shown) > most {
		shown, more = shown[:most], ", …"
	}
	return fmt.Sprintf("%q may be any of several revisions: %s%s", e.Prefix, strings.Join(shown, ", "), more)
}

// Hint says what to do.
func (e *PrefixError) Hint() string { return "write more of the id" }

// MultipleHeadsError says that an identifier means several revisions where one
// is needed.
type MultipleHeadsError struct {
	Identifier string
	Heads      []string
	// Suggest names each of them.
	Suggest []string
}

func (e *MultipleHeadsError) Error() string {
	return fmt.Sprintf("%q means several revisions: %s", e.Identifier, strings.Join(e.Heads, ", "))
}

// Hint says what to do.
func (e *MultipleHeadsError) Hint() string {
	return "say which one (" + strings.Join(e.Suggest, ", ") + "), all of them with heads, or join them with merge heads"
}

// BranchError says that a revision is not on the branch that the identifier
// names.
type BranchError struct {
	Branch, Revision string
	// Labels are those of the branches that the revision is on.
	Labels []string
}

func (e *BranchError) Error() string {
	return fmt.Sprintf("revision %q is not on branch %q", e.Revision, e.Branch)
}

// Hint says what to do.
func (e *BranchError) Hint() string {
	if len(e.Labels) == 0 {
		return "the revision is on no branch with a label"
	}
	return "it is on " + strings.Join(e.Labels, ", ")
}

// OffsetError says that an offset leads past the end of the history.
type OffsetError struct {
	Identifier string
	Offset     int
	// From is the revision that it counts from.
	From string
	// Advice says what to do, if there is more to say.
	Advice string
}

func (e *OffsetError) Error() string {
	n, way := e.Offset, "above"
	if n < 0 {
		n, way = -n, "below"
	}
	if n == 1 {
		return fmt.Sprintf("%q leads nowhere: there is no revision %s %s", e.Identifier, way, e.From)
	}
	return fmt.Sprintf("%q leads nowhere: there are no %d revisions %s %s", e.Identifier, n, way, e.From)
}

// Hint says what to do.
func (e *OffsetError) Hint() string { return e.Advice }

// AmbiguousError says that an identifier could lead several ways.
type AmbiguousError struct {
	Identifier string
	Reason     string
	// Choices are the revisions between which it can't decide.
	Choices []string
	// Suggest lists identifiers that can.
	Suggest []string
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q is ambiguous: %s: %s", e.Identifier, e.Reason, strings.Join(e.Choices, ", "))
}

// Hint says what to do.
func (e *AmbiguousError) Hint() string {
	if len(e.Suggest) == 0 {
		return "name the revision"
	}
	return "say which one: " + strings.Join(e.Suggest, ", ")
}

// NotAppliedError says that a downgrade is to lead to a revision that has not
// run.
type NotAppliedError struct {
	Revision string
	Rows     Rows
}

func (e *NotAppliedError) Error() string {
	return fmt.Sprintf("can't downgrade to revision %q: it has not run, the database is at %s", e.Revision, orBase(e.Rows))
}

// Hint says what to do.
func (e *NotAppliedError) Hint() string { return "upgrade leads there" }

// RangeError says that the lower end of a range does not lead to the upper one.
type RangeError struct{ Lower, Upper string }

func (e *RangeError) Error() string {
	return fmt.Sprintf("%s is no ancestor of %s", e.Lower, e.Upper)
}

// Hint says what to do.
func (e *RangeError) Hint() string {
	return "a range is written from the older revision to the newer one"
}
