package draw

import (
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// Revision is a revision as drawings show it. Its JSON is that of history
// --format json.
type Revision struct {
	ID      string `json:"id"`
	Message string `json:"message"`
	// Parents and DependsOn are what is there, labels resolved; Missing is what
	// the revision names and the graph doesn't have.
	Parents   []string `json:"parents"`
	DependsOn []string `json:"depends_on"`
	Missing   []string `json:"missing,omitempty"`
	// Labels are those that it declares, Branches all that it is on.
	Labels   []string `json:"labels"`
	Branches []string `json:"branches"`

	Head        bool `json:"head"`
	Base        bool `json:"base"`
	BranchPoint bool `json:"branch_point"`
	MergePoint  bool `json:"merge_point"`
	// Effective is a head that another revision depends on.
	Effective bool `json:"effective_head"`
	// Applied and Current say where the database is; nil if nobody asked it.
	Applied *bool `json:"applied,omitempty"`
	Current *bool `json:"current,omitempty"`

	File string `json:"file,omitempty"`
}

// Source is where drawings take their facts from, besides the graph.
type Source struct {
	// Message says what a revision is for; nil if nothing does.
	Message func(id string) string
	// Connected: Rows are those of a database.
	Connected bool
	Rows      graph.Rows
}

// Revisions describes revisions of a graph, in the order in which they are
// given. For the picture in the terminal it must be one in which a revision
// comes before what it follows, as [graph.Graph.History] returns it. IDs that the
// graph doesn't have are left out.
func Revisions(g *graph.Graph, ids []string, from Source) []Revision {
	var applied, current map[string]bool
	if from.Connected {
		// Rows that are unknown are an error elsewhere; the rest can be shown.
		ran, _ := g.Applied(from.Rows)
		at, _ := g.Current(from.Rows)
		applied, current = set(ran), set(at)
	}
	list := make([]Revision, 0, len(ids))
	for _, id := range ids {
		declared, ok := g.Get(id)
		if !ok {
			continue
		}
		r := Revision{
			ID: id, Parents: g.Parents(id), DependsOn: g.Dependencies(id),
			Labels: slices.Sorted(slices.Values(declared.Labels)), Branches: g.Labels(id),
			Head: g.IsHead(id), Base: g.IsBase(id), BranchPoint: g.IsBranchPoint(id), MergePoint: g.IsMergePoint(id),
			Effective: g.IsHead(id) && !g.IsTip(id), File: declared.Pos.File,
		}
		r.Missing = missing(g, declared)
		if from.Message != nil {
			r.Message = from.Message(id)
		}
		if from.Connected {
			r.Applied, r.Current = new(applied[id]), new(current[id])
		}
		list = append(list, r)
	}
	return list
}

// missing lists what a revision names and the graph doesn't have.
func missing(g *graph.Graph, r graph.Revision) []string {
	var list []string
	for _, id := range r.Revises {
		if _, ok := g.Get(id); !ok {
			list = append(list, id)
		}
	}
	for _, name := range r.DependsOn {
		if !g.Has(name) {
			list = append(list, name)
		}
	}
	return list
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}
