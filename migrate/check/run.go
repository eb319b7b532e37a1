package check

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Side is a schema with what people call it.
type Side struct {
	Name   string
	Schema model.Schema
	// Live: it was read from a database.
	Live bool
}

// Checker answers the questions. What it needs to know of a database product is
// given to it.
type Checker struct {
	// Graph and Scripts are the project's revisions. The graph may have problems
	// (see [graph.Lenient]): they are findings.
	Graph   *graph.Graph
	Scripts []script.Script
	// Read reads scripts one after the other, as a server runs them.
	Read func(ctx context.Context, scripts []sqlfile.Source, on Server) (model.Schema, error)
	// Compare compares, and plans for the review.
	Compare func(ctx context.Context, from, to Side) (render.Report, error)
}

// Server is what the meaning of statements depends on, beside themselves.
type Server struct {
	// Version is zero if it is for whoever reads them to choose.
	Version int
	// Path lists the schemas of names that are written without one; nil is what a
	// new database has.
	Path []string
}

// Database is what is known of a database.
type Database struct {
	Name string
	// Rows are those of its version table.
	Rows graph.Rows
	// Path lists the schemas in which revisions look for names without one.
	Path []string
	// Faults are what the runner found: an edited file, an interrupted revision.
	Faults []Finding
	// Schema is what the database has; it is asked for only if there is a revision
	// to compare it with.
	Schema func(ctx context.Context) (model.Schema, error)
}

// Undeclared answers the question of [Checker.Target] for a project that declares
// no schema: what is wrong with the revisions among themselves is found anyway.
func (c *Checker) Undeclared(why string) Answer {
	return Answer{Question: Target, Idle: why, Findings: c.files()}
}

// Target answers whether all revisions together produce what is declared.
func (c *Checker) Target(ctx context.Context, declared Side) (Answer, error) {
	found := c.files()
	if c.Graph.Err() != nil {
		return Answer{Question: Target, Open: "the history has a gap", Findings: found}, nil
	}
	made, err := c.replay(ctx, c.Graph.All(), Server{Version: declared.Schema.Version})
	if err != nil {
		return Answer{}, err
	}
	report, err := c.Compare(ctx, Side{Name: "migrations", Schema: made}, declared)
	if err != nil {
		return Answer{}, err
	}
	a := Differences(Target, report)
	a.Findings = append(found, a.Findings...)
	return a, nil
}

// files lists what is wrong with the revisions among themselves.
func (c *Checker) files() []Finding {
	var list []Finding
	for _, err := range c.Graph.Problems() {
		f := Finding{Code: BrokenGraph, Message: err.Error()}
		var hinted interface{ Hint() string }
		if errors.As(err, &hinted) {
			f.Hint = hinted.Hint()
		}
		var missing *graph.MissingError
		if errors.As(err, &missing) {
			f.Code, f.Pos = MissingParent, missing.Pos
			f.Message = strings.TrimPrefix(f.Message, f.Pos.String()+": ")
		}
		list = append(list, f)
	}
	for _, heads := range forks(c.Graph) {
		list = append(list, Finding{
			Code:    SeveralHeads,
			Message: "the history has forked: " + strings.Join(heads, " and ") + " are heads of the same branch",
			Hint:    "schemadiff merge " + strings.Join(heads, " ") + ", or schemadiff revision --rebase for one that nobody has applied",
			Pos:     c.Graph.Pos(heads[0]),
		})
	}
	return list
}

// forks lists the heads that are on the same branches. Heads of branches with
// labels of their own are meant to be several.
func forks(g *graph.Graph) [][]string {
	byLabels := map[string][]string{}
	for _, head := range g.Heads() {
		labels := strings.Join(g.Labels(head), "\n")
		byLabels[labels] = append(byLabels[labels], head)
	}
	var list [][]string
	for _, head := range g.Heads() {
		labels := strings.Join(g.Labels(head), "\n")
		if heads := byLabels[labels]; len(heads) > 1 && heads[0] == head {
			list = append(list, heads)
		}
	}
	return list
}

// Revision answers whether a database is at the expected revisions: heads, or
// what an identifier means.
func (c *Checker) Revision(db Database, expected string) (Answer, error) {
	a := Answer{Question: Revision, Findings: db.Faults}
	if err := c.Graph.Err(); err != nil {
		a.Open = "the history has a gap"
		return a, nil
	}
	applied, err := c.Graph.Applied(db.Rows)
	var unknown *graph.UnknownRowsError
	switch {
	case errors.As(err, &unknown):
		a.Findings = append(a.Findings, unknownRows(unknown))
	case err != nil:
		return a, err
	}
	targets, err := c.Graph.Resolve(expected, db.Rows)
	if err != nil {
		return a, err
	}
	wanted := append(slices.Clone(targets), c.Graph.Ancestors(targets...)...)
	if behind := without(wanted, applied); len(behind) > 0 && unknown == nil {
		a.Findings = append(a.Findings, Finding{
			Code: Behind, Message: count(behind, "has", "have") + " not been applied", Hint: "schemadiff upgrade " + expected,
			Pos: c.Graph.Pos(behind[len(behind)-1]),
		})
	}
	if ahead := without(applied, wanted); len(ahead) > 0 {
		a.Findings = append(a.Findings, Finding{
			Code: Ahead, Message: count(ahead, "has", "have") + " been applied beyond " + expected, Pos: c.Graph.Pos(ahead[0]),
		})
	}
	return a, nil
}

func unknownRows(e *graph.UnknownRowsError) Finding {
	return Finding{Code: UnknownRevision, Message: e.Error(), Hint: e.Hint()}
}

// Schema answers whether a database has what its revisions have made.
func (c *Checker) Schema(ctx context.Context, db Database) (Answer, error) {
	if c.Graph.Err() != nil {
		return Answer{Question: Schema, Open: "the history has a gap"}, nil
	}
	applied, err := c.Graph.Applied(db.Rows)
	var unknown *graph.UnknownRowsError
	if errors.As(err, &unknown) {
		return Answer{Question: Schema, Open: unknown.Error()}, nil
	}
	if err != nil {
		return Answer{}, err
	}
	live, err := db.Schema(ctx)
	if err != nil {
		return Answer{}, err
	}
	expected, err := c.replay(ctx, applied, Server{live.Version, db.Path})
	if err != nil {
		return Answer{}, err
	}
	name := "no revision"
	if rows := db.Rows; len(rows) > 0 {
		name = "revision " + strings.Join(rows, ", ")
	}
	report, err := c.Compare(ctx, Side{Name: db.Name, Schema: live, Live: true}, Side{Name: name, Schema: expected})
	if err != nil {
		return Answer{}, err
	}
	return Differences(Schema, report), nil
}

// replay reads what revisions lead to, given newest first.
func (c *Checker) replay(ctx context.Context, ids []string, on Server) (model.Schema, error) {
	read := func(sources []sqlfile.Source) (model.Schema, error) { return c.Read(ctx, sources, on) }
	sources, err := autogenerate.Replay(ctx, autogenerate.InOrder(c.Scripts, ids), read)
	if err != nil {
		return model.Schema{}, err
	}
	return read(sources)
}

// without lists what is in one list and not in another.
func without(list, other []string) []string {
	has := make(map[string]bool, len(other))
	for _, id := range other {
		has[id] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return has[id] })
}

// shown is how many revisions a message names.
const shown = 5

func count(ids []string, one, many string) string {
	if len(ids) == 1 {
		return "revision " + ids[0] + " " + one
	}
	names := strings.Join(ids[:min(shown, len(ids))], ", ")
	if len(ids) > shown {
		names += ", …"
	}
	return fmt.Sprintf("%d revisions (%s) %s", len(ids), names, many)
}
