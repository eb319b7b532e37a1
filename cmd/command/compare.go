package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// side is one of the two schemas of a comparison.
type side struct {
	name   string // for people
	schema model.Schema
	// live: the schema was read from a running database; declaresAll: it leaves
	// nothing open, as a script does; replayed: it is what revisions lead to.
	live, declaresAll, replayed bool
}

// loadedSide is the schema of a source.
func loadedSide(l inspect.Loaded) side {
	return side{
		name: shownName(l), schema: l.Schema, live: l.Database != nil, declaresAll: declaresAll(l),
		replayed: l.Source.Kind == inspect.Revisions,
	}
}

// ways are the directions that a comparison plans.
type ways int

const (
	wayUp ways = iota
	wayDown
	bothWays
)

// comparison is all that a comparison of two sides is made from.
type comparison struct {
	from, to side
	rules    diff.Rules
	filter   inspect.Filter
	concerns []model.Concern
	renames  []diff.RenameRequest
	// own are the tables that the program keeps for itself, which are no part of
	// what it compares. One without a schema is meant in any.
	own     []model.QName
	offline bool
	ways    ways
	// runs: the plan is written down to be run, so that nothing may be missing.
	runs bool
}

// report compares and plans.
func (c comparison) report(ctx context.Context) (render.Report, error) {
	whole, err := diff.Compare(ctx, c.from.schema, c.to.schema, c.rules, diff.Options{
		Renames: c.renames, NewLive: c.to.declaresAll, OldReplayed: c.from.replayed, Owners: c.asks(model.Owners), Privileges: c.asks(model.Privileges), Roles: c.asks(model.Roles),
	})
	if err != nil {
		return render.Report{}, err
	}
	if err := ctx.Err(); err != nil {
		return render.Report{}, err
	}
	result, missing, err := c.choose(whole)
	if err != nil {
		return render.Report{}, err
	}
	opts := render.Options{Offline: c.offline, Version: c.version()}
	var migration render.Migration
	if !result.Empty() { // planning looks at every object, changed or not
		if migration, err = c.plan(result, opts); err != nil {
			return render.Report{}, err
		}
	}
	report := render.Report{
		From: c.from.name, To: c.to.name, Result: result, Migration: migration, Missing: missing,
		Run: c.dialect().run, Begin: c.dialect().runner.Begin(), Unnamed: c.dialect().unnamed, Client: c.dialect().runner.ScriptStatement,
	}
	if !c.from.live && !c.to.live {
		report.Server = c.dialect().title(opts.Version)
	}
	return report, nil
}

// dialect is that of both sides.
func (c comparison) dialect() *dialect { return dialectOfSchema(c.from.schema) }

func (c comparison) asks(concern model.Concern) bool { return slices.Contains(c.concerns, concern) }

// choose leaves out what the filter leaves out, and what isn't the user's.
func (c comparison) choose(whole diff.Result) (diff.Result, []render.Missing, error) {
	if len(c.own) > 0 {
		whole = whole.Select(func(names ...model.ID) bool {
			return !slices.ContainsFunc(names, func(id model.ID) bool {
				table := id.Owner()
				return slices.Contains(c.own, table) || slices.Contains(c.own, model.QName{Name: table.Name})
			})
		})
	}
	if c.filter.IsZero() {
		return whole, nil, nil
	}
	result := whole.Select(c.filter.On(whole.Old, whole.New).Has)
	missing, err := render.FindMissing(whole, result, c.dialect().planner)
	if err == nil && len(missing) > 0 && c.runs {
		err = missingError(missing)
	}
	return result, missing, err
}

func (c comparison) plan(result diff.Result, opts render.Options) (m render.Migration, err error) {
	switch c.ways {
	case bothWays:
		return render.NewMigration(result, c.dialect().planner, opts)
	case wayDown:
		m.Down, err = render.NewPlan(result.Invert(), c.dialect().planner, opts)
	case wayUp:
		m.Up, err = render.NewPlan(result, c.dialect().planner, opts)
	}
	return m, err
}

// version is that of the server that the migration is for: the live one, if
// there is one.
func (c comparison) version() int {
	if !c.from.live && c.to.live {
		return c.to.schema.Version
	}
	return c.from.schema.Version
}

// missingError refuses to write a migration that can't run because a filter
// left out a part of it.
func missingError(missing []render.Missing) error {
	lines := make([]string, len(missing))
	for i, m := range missing {
		lines[i] = "  " + m.String()
	}
	return &hinted{
		error: fmt.Errorf("the filter leaves out what the rest needs:\n%s", strings.Join(lines, "\n")),
		hint:  "choose both or neither with --schema, --include and --exclude",
	}
}
