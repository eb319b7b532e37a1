package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// checking is the work of one check.
type checking struct {
	*program
	line      *progress
	expected  string
	questions []check.Question
	// chosen: these questions were asked for, and not only because all are.
	chosen  bool
	read    map[string]*checkedFiles
	results []check.Result
	// dialect is that of the files.
	dialect *dialect
	// doubts are those of the last reading of revisions.
	doubts []string
}

// checkedFiles are revisions that some databases share, with their answer.
type checkedFiles struct {
	*workspace
	checker *check.Checker
	told    bool
	// own are the tables of the runner in the database that is looked at.
	own []model.QName
}

func (c *checking) asks(q check.Question) bool { return slices.Contains(c.questions, q) }

// outcome makes the exit code: a failure counts more than a finding.
func (c *checking) outcome() error {
	failed := &failedError{}
	clean := true
	for _, r := range c.results {
		clean = clean && r.Clean()
		if r.Database != "" {
			failed.all = append(failed.all, r.Database)
		}
		if r.Err != nil {
			failed.failed = append(failed.failed, r.Database)
		}
	}
	switch {
	case len(failed.failed) > 0:
		return failed
	case !clean:
		return errDrift
	}
	return nil
}

// filesOnly asks what needs no database.
func (c *checking) filesOnly(ctx context.Context, config *project.Project, names []string) error {
	settings, err := config.Settings(names...)
	if err != nil {
		return err
	}
	files, err := c.open(config, settings)
	if err != nil {
		return err
	}
	answer, err := c.target(ctx, files)
	if err != nil {
		return err
	}
	c.results = append(c.results, check.Result{Answers: []check.Answer{answer}})
	return nil
}

// databases asks about each database of the environment.
func (c *checking) databases(ctx context.Context, config *project.Project, names []string) error {
	databases, err := config.Databases(names...)
	if err != nil {
		return err
	}
	for _, db := range databases {
		c.hide(db.URL)
	}
	for _, db := range databases {
		files, err := c.open(config, db.Settings)
		if err != nil {
			return err
		}
		s := &site{Database: db, workspace: files.workspace}
		r := check.Result{Database: s.called()}
		if c.asks(check.Target) && !files.told {
			files.told = true
			answer, err := c.target(ctx, files)
			if err != nil {
				return err
			}
			if len(databases) == 1 {
				r.Answers = append(r.Answers, answer)
			} else {
				c.results = append(c.results, check.Result{Answers: []check.Answer{answer}})
			}
		}
		answers, err := c.database(ctx, files, s)
		r.Answers = append(r.Answers, answers...)
		if err != nil {
			if ctx.Err() != nil {
				return errors.Join(err, ctx.Err())
			}
			text, advice := explain(runError(err))
			r.Err, r.Hint = errors.New(c.scrub(text)), c.scrub(advice)
		}
		c.results = append(c.results, r)
	}
	return nil
}

// open reads revisions, as many problems as they have.
func (c *checking) open(config *project.Project, settings project.Settings) (*checkedFiles, error) {
	key := fmt.Sprint(settings.Format, settings.Recursive, settings.Migrations, settings.Target, settings.Compare, settings.Dialect)
	if c.read[key] != nil {
		return c.read[key], nil
	}
	scripts, err := c.readScripts(settings)
	if err != nil {
		return nil, err
	}
	w := &workspace{project: config, settings: settings, scripts: scripts, byID: map[string]*script.Script{}}
	revisions := make([]graph.Revision, len(scripts))
	for i := range scripts {
		revisions[i], w.byID[scripts[i].ID] = scripts[i].Node(), &scripts[i]
	}
	w.graph = graph.Lenient(revisions)
	c.dialect = dialectNamed(settings.Dialect)
	files := &checkedFiles{workspace: w, own: ownTables(settings)}
	files.checker = &check.Checker{Graph: w.graph, Scripts: scripts, Read: c.readRevisionFiles(dialectNamed(settings.Dialect)), Compare: func(ctx context.Context, from, to check.Side) (render.Report, error) {
		return comparison{
			from: side{name: from.Name, schema: from.Schema, live: from.Live, declaresAll: from.Live, replayed: !from.Live}, to: side{name: to.Name, schema: to.Schema},
			rules: dialectOfSchema(from.Schema).rules(), filter: settings.Compare.Filter, concerns: settings.Compare.Concerns(), own: files.own, ways: bothWays,
		}.report(ctx)
	}}
	c.read[key] = files
	return files, nil
}

// readRevisionFiles reads revisions, and keeps what is in doubt about them.
func (c *checking) readRevisionFiles(d *dialect) func(context.Context, []sqlfile.Source, check.Server) (model.Schema, error) {
	return func(ctx context.Context, sources []sqlfile.Source, on check.Server) (model.Schema, error) {
		c.doubts = nil
		return c.readInOrder(ctx, d, sources, on, func(text string) { c.doubts = append(c.doubts, text) })
	}
}

// wording is that of the databases.
func (c *checking) wording() render.Wording { return c.dialect.wording }

// tellDoubts tells what may be the reason for differences. Where there are none,
// what was read is right.
func (c *checking) tellDoubts(a check.Answer, err error) (check.Answer, error) {
	if err == nil && a.Report != nil && !a.Clean() {
		for _, text := range c.doubts {
			c.complain(text)
		}
	}
	c.doubts = nil
	return a, err
}

// target asks whether the migrations produce what is declared.
func (c *checking) target(ctx context.Context, files *checkedFiles) (check.Answer, error) {
	c.line.say("reading the declared schema")
	declared, err := c.declared(ctx, files.workspace, 0)
	if errors.Is(err, errNoTarget) && !c.chosen {
		_, why := explain(err)
		return files.checker.Undeclared("the project declares no schema: " + why), nil
	}
	if err != nil {
		return check.Answer{}, err
	}
	c.line.say("comparing the migrations with it")
	return c.tellDoubts(files.checker.Target(ctx, check.Side{Name: declared.name, Schema: declared.schema}))
}

// database asks about one database.
func (c *checking) database(ctx context.Context, files *checkedFiles, s *site) ([]check.Answer, error) {
	if files.graph.Err() != nil {
		var list []check.Answer
		for _, q := range c.questions {
			if q != check.Target {
				list = append(list, check.Answer{Question: q, Open: "the history has a gap"})
			}
		}
		return list, nil
	}
	var err error
	if s.migrator, err = migrate.FromScripts(s.files(), dialectNamed(s.Settings.Dialect).target(s.URL), c.runOptions(s.Settings)...); err != nil {
		return nil, err
	}
	c.line.say("asking " + s.shown())
	status, err := s.migrator.Status(ctx)
	if err != nil {
		return nil, err
	}
	files.own = own(status.Tables)
	db := check.Database{Name: s.shown(), Rows: status.Rows, Path: status.Tables.Path, Faults: faults(&status), Schema: func(ctx context.Context) (model.Schema, error) {
		c.line.say("inspecting " + s.shown())
		live, err := c.inspectSite(ctx, s)
		return live.schema, err
	}}
	var answers []check.Answer
	for _, q := range c.questions {
		var a check.Answer
		switch q {
		case check.Target:
			continue
		case check.Revision:
			a, err = files.checker.Revision(db, c.expected)
		case check.Schema:
			a, err = c.tellDoubts(files.checker.Schema(ctx, db))
		}
		if err != nil {
			return answers, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// faults are what the runner found about the revisions of a database.
func faults(status *migrate.Status) []check.Finding {
	var list []check.Finding
	for _, e := range status.Edited {
		list = append(list, check.Finding{
			Code: check.EditedFile, Message: "the file of revision " + e.Revision + " was edited after it was applied",
			Hint: "restore the file and write a new revision; if the edit changes nothing for this database, schemadiff upgrade --allow-edited",
			Pos:  model.Pos{File: e.Path, Line: 1, Column: 1},
		})
	}
	for _, i := range status.Interrupted {
		list = append(list, check.Finding{Code: check.Interrupted, Message: strings.TrimSpace(i.Text), Hint: i.Next, Pos: i.Pos})
	}
	return list
}
