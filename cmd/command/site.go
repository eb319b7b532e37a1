package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// site is a database of the environment with its revisions.
type site struct {
	project.Database
	*workspace
	migrator *migrate.Migrator
}

// sites opens the databases that a command is to work on. Nothing is connected
// yet, and revisions that several databases share are read once.
func (p *program) sites(names []string, options func(*site) []migrate.Option) ([]*site, error) {
	config, err := p.project()
	if err != nil {
		return nil, err
	}
	databases, err := config.Databases(names...)
	if err != nil {
		return nil, err
	}
	for _, db := range databases {
		p.hide(db.URL)
	}
	read := map[string]*workspace{}
	list := make([]*site, len(databases))
	for i, db := range databases {
		key := fmt.Sprint(db.Dialect, db.Format, db.Recursive, db.Migrations)
		if read[key] == nil {
			if read[key], err = p.openRevisions(config, db.Settings); err != nil {
				return nil, err
			}
		}
		s := &site{Database: db, workspace: read[key]}
		with := p.runOptions(db.Settings)
		if options != nil {
			with = append(with, options(s)...)
		}
		if s.migrator, err = migrate.FromScripts(s.files(), dialectNamed(db.Dialect).target(db.URL), with...); err != nil {
			return nil, err
		}
		list[i] = s
	}
	return list, nil
}

// wholeWorkspace reads the revisions whole, for the commands that need their
// statements and no database. The names say whose are meant.
func (p *program) wholeWorkspace(databases ...string) (*workspace, error) {
	config, err := p.project()
	if err != nil {
		return nil, err
	}
	settings, err := config.Settings(databases...)
	if err != nil {
		return nil, err
	}
	return p.openRevisions(config, settings)
}

// openRevisions reads the revisions whole, for the commands that run them.
func (p *program) openRevisions(config *project.Project, settings project.Settings) (*workspace, error) {
	scripts, err := p.readScripts(settings)
	if err != nil {
		return nil, err
	}
	return newWorkspace(config, settings, scripts)
}

// The pauses before a statement is tried again that didn't get its lock.
const (
	firstPause   = 500 * time.Millisecond
	longestPause = 30 * time.Second
)

// runOptions are what the configuration says about runs.
func (p *program) runOptions(s project.Settings) []migrate.Option {
	options := []migrate.Option{
		migrate.Go(p.revisions...),
		migrate.VersionTable(s.Version.Schema, s.Version.Table),
		migrate.HistoryTable(s.Version.History),
		migrate.LockWait(s.Run.LockWait),
		migrate.LockTimeout(s.Run.LockTimeout),
		migrate.StatementTimeout(s.Run.StatementTimeout),
		migrate.RetryWith(migrate.Retries{Attempts: s.Run.LockRetries + 1, First: firstPause, Most: longestPause}),
		migrate.BeforeStatements(s.Run.Before...),
		migrate.AfterStatements(s.Run.After...),
	}
	if s.Run.Transaction == project.TransactionRun {
		options = append(options, migrate.TransactionPerRun())
	}
	return options
}

// hide keeps the password of an address out of all messages.
func (p *program) hide(url string) {
	if s, ok := p.stderr.(*scrubber); ok {
		s.secrets = append(secretsOf([]string{url}, p.env), s.secrets...)
	}
}

// hideAll keeps the passwords of all addresses of the environment out of messages,
// as far as they can be made out.
func (p *program) hideAll(config *project.Project) {
	p.hide(p.env(project.VariableURL))
	names := config.DatabaseNames()
	if len(names) == 0 {
		names = []string{project.All}
	}
	for _, name := range names {
		if databases, err := config.Databases(name); err == nil {
			p.hide(databases[0].URL)
		}
	}
}

// scrub takes passwords out of a text that goes elsewhere.
func (p *program) scrub(text string) string {
	if s, ok := p.stderr.(*scrubber); ok {
		return s.scrub(text)
	}
	return text
}

// rows asks the one database that is meant where it is.
func (p *program) rows(cmd *cobra.Command, databases []string) (graph.Rows, error) {
	sites, err := p.sites(databases, nil)
	if err != nil {
		return nil, err
	}
	if len(sites) > 1 {
		return nil, &hinted{errors.New("what is current depends on the database, and the environment has several"), "--database NAME says which is meant"}
	}
	line := p.progress()
	defer line.end()
	line.say("asking " + sites[0].shown())
	status, err := sites[0].migrator.Status(cmd.Context())
	if err != nil {
		return nil, runError(err)
	}
	return status.Rows, nil
}

// askAll asks databases where they are, and reports what is made of the answers.
// There are no reports if it couldn't begin.
func (p *program) askAll(ctx context.Context, names []string, use func(*site, *migrate.Status) (any, error)) ([]report, error) {
	sites, err := p.sites(names, nil)
	if err != nil {
		return nil, err
	}
	line := p.progress()
	defer line.end()
	return p.each(ctx, sites, func(s *site) (any, error) {
		line.say("asking " + s.called())
		status, err := s.migrator.Status(ctx)
		if err != nil {
			return nil, err
		}
		return use(s, &status)
	})
}

// shown is the address without its password.
func (s *site) shown() string { return products().Show(s.URL) }

// called is how reports call the database.
func (s *site) called() string {
	if s.Name != "" {
		return s.Name
	}
	return s.shown()
}

// report is what became of one database.
type report struct {
	Database string `json:"database,omitempty"`
	URL      string `json:"url"`
	Error    string `json:"error,omitempty"`
	Hint     string `json:"hint,omitempty"`
	Result   any    `json:"result,omitempty"`
}

// explain says why a database failed, and what to do about it.
func (r *report) explain(p *program, err error) {
	text, advice := explain(err)
	r.Error, r.Hint = p.scrub(text), p.scrub(advice)
}

// reportsJSON is what became of all of them, for programs.
type reportsJSON struct {
	Kind      string   `json:"kind"`
	Format    int      `json:"format"`
	Databases []report `json:"databases"`
}

// errFailed says that some databases failed, which has been told.
type failedError struct{ failed, all []string }

func (e *failedError) Error() string {
	return fmt.Sprintf("%d of %d databases failed: %s", len(e.failed), len(e.all), strings.Join(e.failed, ", "))
}

// each works on all databases, one after the other. A failure of one is told and
// doesn't keep the others from their turn; an interruption ends it all. The
// findings of several are one.
func (p *program) each(ctx context.Context, sites []*site, work func(*site) (any, error)) ([]report, error) {
	reports := []report{}
	failed := &failedError{}
	var finding error
	for _, s := range sites {
		r := report{Database: s.Name, URL: s.shown()}
		result, err := work(s)
		if err != nil && !isFinding(err) {
			err = runError(err)
		}
		r.Result = result
		failed.all = append(failed.all, s.called())
		switch {
		case err == nil:
		case isFinding(err):
			finding = err
		case ctx.Err() != nil:
			return reports, errors.Join(err, ctx.Err())
		case len(sites) == 1:
			r.explain(p, err)
			return append(reports, r), err
		default:
			p.complain(s.called() + ": " + message(err))
			r.explain(p, err)
			failed.failed = append(failed.failed, s.called())
		}
		reports = append(reports, r)
	}
	if len(failed.failed) > 0 {
		return reports, failed
	}
	return reports, finding
}
