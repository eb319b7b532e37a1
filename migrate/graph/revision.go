package graph

import "github.com/schemadiff/schemadiff/model"

// Revision is a node of the graph: a step of the schema and what it follows.
type Revision struct {
	// ID names the revision. New ones are made of what [CheckID] allows; those of
	// other tools may be any text but the words of identifiers.
	ID string
	// Revises lists the IDs of the parents: none for a base, several for a merge.
	Revises []string
	// DependsOn lists what else must have run before, without being a parent: IDs
	// or labels of branches.
	DependsOn []string
	// Labels name the branch that the revision is on: it, what follows it, and what
	// leads to it from the last branch point.
	Labels []string
	// StandsFor lists the revisions that a squash made this one of, by their IDs. Its
	// own is among them.
	StandsFor []string
	// Pos is where the revision is declared, for errors.
	Pos model.Pos
}
