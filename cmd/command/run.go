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
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// runFlags are those of the commands that run revisions, or only say so.
type runFlags struct {
	databaseFlags
	direction graph.Direction
	targets   []string

	format            *choice
	output, tag       string
	sql, dry          bool
	edited, force     bool
	purge             bool
	assumeDone, again []string

	// How the run is told.
	line           *progress
	several, quiet bool
	waiting        *time.Timer // tells that another runner is in the way
}

func newRunFlags(direction graph.Direction) *runFlags {
	return &runFlags{direction: direction, format: choose("text", "json")}
}

// add adds the flags that upgrade and downgrade share.
func (f *runFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.sql, "sql", false, "write a script for psql or sqlite3 instead of running; no database is needed")
	flags.StringVarP(&f.output, "output", "o", "", "write the script to this `file`")
	flags.StringVar(&f.tag, "tag", "", "a `text` for the configuration, which has it as ${x.tag}")
	if f.direction != graph.Stamp {
		flags.BoolVar(&f.dry, "dry-run", false, "show what would run on the database as it is now")
		flags.BoolVar(&f.edited, "allow-edited", false, "run although files of applied revisions were edited")
		flags.StringArrayVar(&f.assumeDone, "assume-done", nil, "the statement of this `revision` of which nobody knows had its effect")
		flags.StringArrayVar(&f.again, "run-again", nil, "the statement of this `revision` of which nobody knows is to run again")
	}
	addChoice(cmd, f.format, "format", "what to write about the run")
	f.databaseFlags.addMany(cmd)
}

// options are what the flags say to the runner.
func (f *runFlags) options(p *program) func(*site) []migrate.Option {
	return func(s *site) []migrate.Option {
		options := []migrate.Option{migrate.OnProgress(f.progress(p, s)), migrate.ToolVersion(versionNumber())}
		if f.edited {
			options = append(options, migrate.AllowEdited())
		}
		if f.force {
			options = append(options, migrate.Force())
		}
		for _, id := range f.assumeDone {
			options = append(options, migrate.AssumeDone(id))
		}
		for _, id := range f.again {
			options = append(options, migrate.RunAgain(id))
		}
		return options
	}
}

// run does what the flags say on every database.
func (p *program) run(cmd *cobra.Command, f *runFlags) error {
	if f.tag != "" {
		p.flags.values = append(p.flags.values, "tag="+f.tag)
	}
	if f.sql {
		return p.runOffline(cmd, f)
	}
	if f.output != "" {
		return usagef(cmd, "--output is for the script of --sql")
	}
	sites, err := p.sites(f.names, f.options(p))
	if err != nil {
		return err
	}
	for _, s := range sites {
		for _, target := range f.targets {
			if lower, upper, ok := s.graph.Range(target); ok {
				return &hinted{
					usagef(cmd, "%q is a range, which is for --sql", target),
					"the database knows where it is: " + cmd.CommandPath() + " " + upperOr(upper, lower),
				}
			}
		}
	}
	f.several, f.quiet, f.line = len(sites) > 1, p.flags.quiet || f.format.value == "json", p.progress()
	defer f.line.end()
	n := 0
	reports, err := p.each(cmd.Context(), sites, func(s *site) (any, error) {
		n++
		where := s.called()
		if f.several {
			where = fmt.Sprintf("%s (%d of %d)", where, n, len(sites))
			f.print(p, p.style().strong(s.Name))
		}
		f.line.say(string(f.direction) + " of " + where)
		if f.dry {
			return p.dryRun(cmd, f, s)
		}
		return p.runOn(cmd, f, s)
	})
	f.line.end()
	if f.format.value == "json" {
		return firstOf(p.writeReports(cmd, "schemadiff-run", f.format, reports, nil), err)
	}
	return err
}

func upperOr(upper, lower string) string {
	if upper == "" {
		return lower
	}
	return upper
}

// runJSON is a run for programs.
type runJSON struct {
	Direction graph.Direction `json:"direction"`
	Before    []string        `json:"before"`
	After     []string        `json:"after"`
	Revisions []stepJSON      `json:"revisions"`
	// Waited is how many seconds another runner had the lock.
	Waited float64 `json:"waited,omitempty"`
}

type stepJSON struct {
	ID         string   `json:"id,omitempty"`
	Message    string   `json:"message,omitempty"`
	From       []string `json:"from"`
	To         []string `json:"to"`
	Statements int      `json:"statements"`
	Seconds    float64  `json:"seconds"`
}

func runJSONOf(r *migrate.Result) runJSON {
	out := runJSON{Direction: r.Direction, Before: some(r.Before), After: some(r.After), Revisions: []stepJSON{}, Waited: r.Waited.Seconds()}
	for _, s := range r.Steps {
		out.Revisions = append(out.Revisions, stepJSON{s.Step.Revision, s.Message, some(s.Step.From), some(s.Step.To), s.Statements, s.Duration.Seconds()})
	}
	return out
}

// some is a list that isn't null in JSON.
func some(list []string) []string { return append([]string{}, list...) }

// runOn runs revisions on a database.
func (p *program) runOn(cmd *cobra.Command, f *runFlags, s *site) (any, error) {
	defer f.waited()
	var result migrate.Result
	var err error
	switch f.direction {
	case graph.Up:
		result, err = s.migrator.Upgrade(cmd.Context(), f.targets...)
	case graph.Down:
		result, err = s.migrator.Downgrade(cmd.Context(), f.targets[0])
	case graph.Stamp:
		result, err = s.migrator.Stamp(cmd.Context(), f.purge, f.targets...)
	}
	if err != nil {
		p.tellInterruption(cmd.Context(), err)
		return runJSONOf(&result), err
	}
	switch {
	case f.direction == graph.Stamp:
		f.say(p, "stamped: the database is at "+whereabouts(result.After))
	case len(result.Steps) == 0:
		f.say(p, "nothing to do: the database is at "+whereabouts(result.After))
	}
	return runJSONOf(&result), nil
}

// tellInterruption says what is in the database after a run that the person
// ended: that it was interrupted is told by all commands alike.
func (p *program) tellInterruption(ctx context.Context, err error) {
	var failed *migrate.RunError
	if ctx.Err() == nil || !errors.As(err, &failed) {
		return
	}
	var lines []string
	if failed.Left != "" {
		lines = append(lines, failed.Left)
	}
	if before := failed.Before(); before != "" {
		lines = append(lines, before)
	}
	if len(lines) > 0 {
		p.complain(strings.Join(lines, "\n"))
	}
}

func whereabouts(rows graph.Rows) string {
	if len(rows) == 0 {
		return "the base"
	}
	return strings.Join(rows, ", ")
}

// say writes a line about the run.
func (f *runFlags) say(p *program, text string) {
	if f.several {
		text = "    " + text
	}
	f.print(p, text)
}

func (f *runFlags) print(p *program, text string) {
	if f.quiet {
		return
	}
	f.line.aside(func() {
		_, _ = fmt.Fprintln(p.stdout, text) // the run goes on if nobody reads it
	})
}

// progress tells what happens.
func (f *runFlags) progress(p *program, s *site) func(migrate.Event) {
	return func(e migrate.Event) {
		at := fmt.Sprintf("%s %s (%d of %d)", e.Direction, e.Revision, e.Step, e.Steps)
		if f.several {
			at = s.Name + ": " + at
		}
		if e.Kind != migrate.Waiting {
			f.waited()
		}
		switch e.Kind {
		case migrate.Waiting:
			f.line.say("waiting for another runner: " + e.Text)
			if f.waiting == nil && !f.quiet {
				f.waiting = time.AfterFunc(patience, func() { p.complain("waiting for another runner: " + e.Text) })
			}
		case migrate.RevisionBegins:
			f.line.say(at)
		case migrate.StatementBegins:
			f.line.say(fmt.Sprintf("%s, statement %d of %d", at, e.Statement, e.Statements))
		case migrate.Round:
			f.line.say(fmt.Sprintf("%s, statement %d of %d: %d rows in %d rounds", at, e.Statement, e.Statements, e.Rows, e.Rounds))
		case migrate.Retrying:
			f.line.say(fmt.Sprintf("%s: another session is in the way, attempt %d follows in %v", at, e.Attempt+1, e.Pause))
		case migrate.Resuming:
			f.say(p, "resuming "+e.Revision+": "+e.Text)
		case migrate.RevisionEnds:
			f.say(p, f.done(p, s, &e))
		case migrate.StatementEnds:
		}
	}
}

// waited ends what begins with the waiting for another runner.
func (f *runFlags) waited() {
	if f.waiting != nil {
		f.waiting.Stop()
		f.waiting = nil
	}
}

// done is the line about a revision that ran.
func (f *runFlags) done(p *program, s *site, e *migrate.Event) string {
	text := fmt.Sprintf("%-9s %s", e.Direction, p.style().id(e.Revision))
	if file := s.byID[e.Revision]; file != nil && file.Message != "" {
		text += "  " + draw.Clean(file.Message)
	}
	return text + "  " + p.style().marks(fmt.Sprintf("(%s, %s)", counted(e.Statements, "statement"), short(e.Elapsed)))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// short writes a time as people read it.
func short(d time.Duration) string {
	switch {
	case d >= time.Minute:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Millisecond).String()
}
