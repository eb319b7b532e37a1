package command

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/render"
)

const checkLong = `Check answers three questions, each by itself:

  target    Do the migrations produce the declared schema?
  revision  Is the database at the expected revision?
  schema    Does the database have the schema of its revision?

The first needs no database, and is passed over where no schema is declared. The
last is about the revision that the database is at, which need not be the head. A
second head, a missing parent, a file that was edited after it was applied, and a
revision that was applied in part are findings, too. The database is only read,
and by a user who may only read.`

// checkFlags are the flags of check.
type checkFlags struct {
	databaseFlags
	only          nameList
	expected      string
	format, color *choice
	output        string
}

func (p *program) checkCommand() *cobra.Command {
	f := &checkFlags{format: choose("text", "json", "github"), color: choose("auto", "always", "never")}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find out whether files, revisions and databases agree",
		Long:  checkLong,
		Example: examples(`
# Nightly: is production what the repository says it is?
schemadiff check --env prod --database all

# In a pull request: do the migrations fit the declared schema? No database is needed
schemadiff check --only target --format github`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return p.check(cmd, f) },
	}
	cmd.Flags().Var(&f.only, "only", "ask these questions only, a list with commas: target, revision, schema")
	cmd.Flags().StringVar(&f.expected, "expect", "heads", "the `revision` where databases should be")
	addChoice(cmd, f.format, "format", "what to write")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to this `file`, which is replaced when all is done")
	addChoice(cmd, f.color, "color", "when to write in colour; auto is for a terminal, unless NO_COLOR is set")
	f.databaseFlags.addMany(cmd)
	complete(cmd, "only", "target", "revision", "schema")
	mustSucceed(cmd.RegisterFlagCompletionFunc("expect", p.completeRevisions))
	annotate(cmd, finding, "something doesn't agree")
	return cmd
}

// questions lists what is to be asked.
func (f *checkFlags) questions(cmd *cobra.Command) ([]check.Question, error) {
	all := []check.Question{check.Target, check.Revision, check.Schema}
	if len(f.only) == 0 {
		return all, nil
	}
	var list []check.Question
	for _, name := range f.only {
		if !slices.Contains(all, check.Question(name)) {
			return nil, usagef(cmd, "there is no question %s; the questions are target, revision, schema", name)
		}
		list = append(list, check.Question(name))
	}
	return list, nil
}

// check is the command.
func (p *program) check(cmd *cobra.Command, f *checkFlags) error {
	questions, err := f.questions(cmd)
	if err != nil {
		return err
	}
	config, err := p.project()
	if err != nil {
		return err
	}
	c := &checking{program: p, line: p.progress(), expected: f.expected, questions: questions, chosen: len(f.only) > 0, read: map[string]*checkedFiles{}}
	defer c.line.end()
	if c.asks(check.Revision) || c.asks(check.Schema) {
		err = c.databases(cmd.Context(), config, f.names)
	} else {
		err = c.filesOnly(cmd.Context(), config, f.names)
	}
	if err != nil {
		return err
	}
	c.line.end()
	err = p.output(cmd.Context(), f.output, func(w io.Writer) error {
		switch f.format.value {
		case "json":
			return check.WriteJSON(w, c.results)
		case "github":
			return check.WriteGitHub(w, c.results)
		}
		return check.WriteText(w, c.results, render.TextOptions{Color: p.colored(f.color.value, f.output), Wording: c.wording()})
	})
	if err != nil {
		return err
	}
	return c.outcome()
}
