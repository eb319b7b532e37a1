package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// autogenerateFlags are what revision takes with --autogenerate.
type autogenerateFlags struct {
	on                             bool
	from                           *choice
	renames                        []string
	noRenames, allowEmpty, offline bool
	// doubts are those about the migrations that were read.
	doubts []string
}

func (f *autogenerateFlags) add(cmd *cobra.Command) {
	f.from = choose("database", "migrations")
	flags := cmd.Flags()
	flags.BoolVar(&f.on, "autogenerate", false, "fill in what leads from the present schema to the declared one")
	addChoice(cmd, f.from, "from", "with --autogenerate: the present schema is the database's, or that of the migrations, read without any database")
	flags.StringArrayVar(&f.renames, "rename", nil, "with --autogenerate: an object has a new name, `kind:old=new`; repeatable")
	flags.BoolVar(&f.noRenames, "no-renames", false, "with --autogenerate: what looks like a rename, and isn't named by --rename, is none")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "with --autogenerate: write a file even if nothing has changed")
	flags.BoolVar(&f.offline, "offline", false, "with --autogenerate: plan for a database that nobody uses meanwhile, with the fewest statements")
	mustSucceed(cmd.RegisterFlagCompletionFunc("rename", completeRename))
}

// check refuses what is only for --autogenerate, and what doesn't go with it.
func (f *autogenerateFlags) check(cmd *cobra.Command) error {
	if f.on {
		return nil
	}
	for _, name := range []string{"from", "rename", "no-renames", "allow-empty", "offline"} {
		if cmd.Flags().Changed(name) {
			return usagef(cmd, "--%s is for --autogenerate", name)
		}
	}
	return nil
}

// autogenerate writes a revision with what the declared schema needs.
func (p *program) autogenerate(cmd *cobra.Command, f *revisionFlags) error {
	ctx := cmd.Context()
	line := p.progress()
	defer line.end()
	w, from, own, err := p.present(cmd, f, line)
	if err != nil {
		return err
	}
	d, err := f.plan(w)
	if err != nil {
		return err
	}
	line.say("reading the declared schema")
	to, err := p.declared(ctx, w, from.schema.Version)
	if err != nil {
		return err
	}
	line.say("comparing")
	report, err := p.settleRenames(ctx, f, w, comparison{from: from, to: to, own: own})
	if err != nil {
		return err
	}
	line.end()
	if !report.Result.Empty() { // else what was read is right
		for _, text := range f.auto.doubts {
			p.complain(text)
		}
	}
	if report.Result.Empty() && !f.auto.allowEmpty {
		return p.tell(cmd, func(out io.Writer) {
			fmt.Fprintf(out, "nothing has changed between %s and %s: no file was written (--allow-empty writes one)\n", from.name, to.name)
		})
	}
	if report.Migration.Up.Empty() && !report.Result.Empty() {
		_ = p.review(cmd, report) // the error says the rest
		return &hinted{errors.New("no statement removes these differences, so no file was written"), "see above what each of them needs"}
	}
	autogenerate.Fill(&d.Script, report)
	if err := p.writeDraft(cmd, w, d, f.sql, ""); err != nil || f.sql {
		return err
	}
	if err := p.review(cmd, report); err != nil {
		return err
	}
	return p.tell(cmd, func(out io.Writer) {
		fmt.Fprintln(out, "\nread "+strings.Join(d.paths, " and ")+", then: schemadiff upgrade")
	})
}

// review shows what the new revision does.
func (p *program) review(cmd *cobra.Command, report render.Report) error {
	return p.tell(cmd, func(out io.Writer) {
		fmt.Fprintln(out)
		// A reader who is gone has nothing to be told.
		_ = render.WriteText(out, report, render.TextOptions{Color: p.colored("auto", ""), Wording: dialectOfSchema(report.Result.New).wording})
	})
}

// present reads the schema that the new revision begins with.
func (p *program) present(cmd *cobra.Command, f *revisionFlags, line *progress) (*workspace, side, []model.QName, error) {
	ctx := cmd.Context()
	config, err := p.project()
	if err != nil {
		return nil, side{}, nil, err
	}
	settings, err := config.Settings(f.names...)
	if err != nil {
		return nil, side{}, nil, err
	}
	if err := makeDirectories(settings); err != nil {
		return nil, side{}, nil, err
	}
	if f.auto.from.value == "migrations" {
		w, err := p.openRevisions(config, settings)
		if err != nil {
			return nil, side{}, nil, err
		}
		line.say("reading the migrations")
		schema, err := p.replay(ctx, dialectNamed(settings.Dialect), autogenerate.InOrder(w.scripts, w.graph.All()), 0, func(text string) {
			f.auto.doubts = append(f.auto.doubts, text)
		})
		return w, side{name: "the migrations", schema: schema, replayed: true}, ownTables(settings), err
	}
	sites, err := p.sites(f.names, nil)
	if err != nil {
		return nil, side{}, nil, err
	}
	if len(sites) > 1 {
		return nil, side{}, nil, &hinted{errors.New("which database has the present schema isn't said: the environment has several"), "--database NAME, or --from migrations"}
	}
	s := sites[0]
	line.say("asking " + s.shown())
	status, err := s.migrator.Status(ctx)
	if err != nil {
		return nil, side{}, nil, runError(err)
	}
	if err := notAtHeads(s, &status); err != nil {
		return nil, side{}, nil, err
	}
	line.say("inspecting " + s.shown())
	live, err := p.inspectSite(ctx, s)
	return s.workspace, live, own(status.Tables), err
}

// notAtHeads refuses a database that doesn't have what the new revision follows.
func notAtHeads(s *site, status *migrate.Status) error {
	what, hint := "", "schemadiff upgrade brings it there; --from migrations needs no database"
	switch {
	case len(status.Unknown) > 0:
		what = "it is at " + strings.Join(status.Unknown, ", ") + ", which isn't among the files"
		hint = status.UnknownNext + "; --from migrations needs no database"
	case len(status.Interrupted) > 0:
		what = strings.TrimSpace(status.Interrupted[0].Text)
	case len(status.Pending) > 0:
		what = counted(len(status.Pending), "revision") + " of the files did not run yet, " + status.Pending[0] + " is the first"
	default:
		return nil
	}
	return &hinted{
		fmt.Errorf("the database %s is not at the heads: %s", s.shown(), what),
		hint,
	}
}

// inspectSite reads what a database really has.
func (p *program) inspectSite(ctx context.Context, s *site) (side, error) {
	source, err := products().ParseSource(s.URL)
	if err != nil {
		return side{}, err
	}
	loader := p.loader(p.line)
	if s.Dialect != "" {
		d := dialectNamed(s.Dialect)
		reader := p.reader(d)
		reader.Connect = d.connectOwn
		loader.Reader = func(string) (inspect.Reader, bool) { return reader, true }
	}
	loaded, err := loader.Load(ctx, source)
	if err != nil {
		return side{}, err
	}
	defer closeAll(ctx, loaded)
	return loadedSide(loaded[0]), nil
}

// settleRenames compares, and asks about what looks like a rename until nothing
// is left to ask.
func (p *program) settleRenames(ctx context.Context, f *revisionFlags, w *workspace, c comparison) (render.Report, error) {
	c.rules, c.filter, c.concerns = c.dialect().rules(), w.settings.Compare.Filter, w.settings.Compare.Concerns()
	c.offline, c.ways, c.runs = f.auto.offline, bothWays, true
	for _, text := range f.auto.renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			return render.Report{}, err
		}
		c.renames = append(c.renames, r)
	}
	answered := map[string]bool{}
	for {
		report, err := c.report(ctx)
		if err != nil || f.auto.noRenames {
			return report, err
		}
		var open []diff.Question
		for _, q := range report.Result.Questions {
			if !answered[q.Hint] {
				open = append(open, q)
			}
		}
		if len(open) == 0 {
			return report, nil
		}
		if !p.interactive() {
			return report, unanswered(open)
		}
		again := false
		for _, q := range open {
			answered[q.Hint] = true
			yes, err := p.ask(ctx, fmt.Sprintf("Is %s now %s?", q.From, q.To.Name))
			if err != nil {
				return report, err
			}
			if !yes {
				continue
			}
			r, err := diff.ParseRename(q.Hint)
			if err != nil {
				return report, err
			}
			c.renames, again = append(c.renames, r), true
			break // it may answer other questions, too
		}
		if !again {
			return report, nil
		}
	}
}

// unanswered refuses to guess.
func unanswered(questions []diff.Question) error {
	lines := make([]string, len(questions))
	for i, q := range questions {
		lines[i] = "  " + q.From.String() + " → " + q.To.String() + ": --rename " + shellWord(q.Hint)
	}
	return &hinted{
		fmt.Errorf("renamed, or dropped and added? If it was dropped, what it holds is lost:\n%s", strings.Join(lines, "\n")),
		"repeat with the --rename flags that are right, and with --no-renames if some are wrong",
	}
}

// shellWord quotes what a shell would take apart.
func shellWord(text string) string {
	if !strings.ContainsAny(text, " '\"$`\\&|;<>()*?[]#~!{}\n\t") {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// interactive reports whether there is somebody to ask.
func (p *program) interactive() bool {
	f, ok := p.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && isTerminal(p.stderr)
}

// ask asks a question that is answered with yes or no.
func (p *program) ask(ctx context.Context, question string) (bool, error) {
	p.line.end()
	if p.answers == nil {
		p.answers = bufio.NewScanner(p.stdin)
	}
	for {
		if _, err := fmt.Fprintf(p.stderr, "%s [y/n] ", render.Visible(question)); err != nil {
			return false, err
		}
		if !p.answers.Scan() {
			return false, errors.Join(ctx.Err(), errors.New("no answer"))
		}
		switch strings.ToLower(strings.TrimSpace(p.answers.Text())) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
	}
}
