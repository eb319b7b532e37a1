package command

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/render"
)

const diffLong = `Diff compares two schemas and shows what leads from FROM to TO: what the database
has against what it should have.

The text (--format text) is for a person who reviews the change: it is grouped
by table, and what the migration's statements mean for a busy server stands
beside what causes them. --format sql is the migration itself, --format json is
both of them for programs (docs/json.md).

Expressions are compared by what they mean, so that CHECK (a IN ('x','y')) is
the same as what the server makes of it. No server is needed for that.

Schemas of two database products are compared in words that neither has: types by
family, names in any spelling. What one product has no word for is a note and no
difference. There is no migration between them (docs/cross-dialect.md).

A renamed table or column can't be told from a dropped and an added one. What
looks like a rename is asked, with the --rename flag that says yes.`

// diffFlags are the flags of diff.
type diffFlags struct {
	sourceFlags
	format, normalize, color *choice
	toDialect                *choice
	renames                  []string
	down, online             bool
}

func (p *program) diffCommand() *cobra.Command {
	f := &diffFlags{format: choose("text", "sql", "json"), normalize: choose("none", "server"), color: choose("auto", "always", "never")}
	cmd := &cobra.Command{
		Use:   "diff FROM TO",
		Short: "Show what leads from one schema to the other",
		Long:  diffLong,
		Example: examples(`
# Review a change of the schema, without any server
schemadiff diff old.sql new.sql

# Write the migration that brings a database to the repository's state
schemadiff diff postgres://app@db.example.com/shop schema/ --format sql -o migration.sql

# Is production what the repository says it is? (exit code 1 if not)
PGSERVICE=production schemadiff diff postgres: schema/

# Do the schemas for two databases still mean the same?
schemadiff diff postgres.sql sqlite.sql --dialect postgres --to-dialect sqlite

# A column got a new name; one schema only; leave out what a job makes
schemadiff diff old.sql new.sql --rename column:shop.users.mail=email
schemadiff diff old.sql new.sql --schema shop --exclude 'table:*_backup'`),
		Args:              names("FROM", "TO"),
		ValidArgsFunction: completeSources(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.diff(cmd, args, f)
		},
	}
	annotate(cmd, finding, "the schemas differ")
	addChoice(cmd, f.format, "format", "what to write")
	f.addOutput(cmd)
	cmd.Flags().BoolVar(&f.down, "down", false, "the way back, from TO to FROM")
	cmd.Flags().StringArrayVar(&f.renames, "rename", nil, "an object has a new name, `kind:old=new`; repeatable")
	f.addFilters(cmd)
	f.addAccess(cmd, "compare")
	addChoice(cmd, f.normalize, "normalize", "who settles expressions that are still in doubt: none, or the server by a temporary table")
	cmd.Flags().BoolVar(&f.online, "online", true, "plan for a busy server; =false asks for the fewest statements")
	f.addReading(cmd)
	f.addToDialect(cmd)
	addChoice(cmd, f.color, "color", "when to write in colour; auto is for a terminal, unless NO_COLOR is set")
	mustSucceed(cmd.RegisterFlagCompletionFunc("rename", completeRename))
	return cmd
}

func completeRename(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var list []cobra.Completion
	for _, kind := range diff.RenameKinds() {
		if word := strings.ReplaceAll(string(kind), " ", "-"); strings.HasPrefix(word, typed) {
			list = append(list, word+":")
		}
	}
	return list, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// diff is the command: read both sides, compare, plan, write.
func (p *program) diff(cmd *cobra.Command, args []string, f *diffFlags) error {
	ctx := cmd.Context()
	var renames []diff.RenameRequest
	for _, text := range f.renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			return usagef(cmd, "%v", err)
		}
		renames = append(renames, r)
	}
	line := p.progress()
	defer line.end()
	sides, err := p.loadSides(cmd, f, args, line)
	if err != nil {
		return err
	}
	defer closeAll(ctx, sides)
	if sides[0].Schema.Dialect != sides[1].Schema.Dialect {
		return p.diffAcross(cmd, f, sides, line)
	}
	if f.normalize.value == "server" && sides[0].Database == nil && sides[1].Database == nil {
		return usagef(cmd, "--normalize=server needs a database on one side")
	}
	d := dialectOfSchema(sides[0].Schema)
	var judges []inspect.Database
	if f.normalize.value == "server" {
		if judges = liveDatabases(sides); !d.settles {
			return usagef(cmd, "--normalize=server isn't for %s, where nothing is in doubt", d.Dialect)
		}
	}
	p.warnIdle(f.filter(), sides)
	line.say("comparing")
	report, err := comparison{
		from: loadedSide(sides[0]), to: loadedSide(sides[1]), rules: d.rules(judges...),
		own: p.runnerTables(), filter: f.filter(), concerns: f.concerns(), renames: renames, offline: !f.online, ways: f.ways(), runs: f.format.value == "sql",
	}.report(ctx)
	if err != nil {
		return err
	}
	if f.down {
		report = report.Invert()
	}
	line.end()
	err = p.output(ctx, f.output, func(w io.Writer) error {
		switch f.format.value {
		case "json":
			return render.WriteJSON(w, report)
		case "sql":
			return render.WriteSQL(w, report)
		}
		return render.WriteText(w, report, render.TextOptions{Color: p.colored(f.color.value, f.output), Wording: d.wording, Advice: "Read them with --format sql."})
	})
	if err == nil && !report.Result.Empty() {
		return errDifferent
	}
	return err
}

// ways are those that will be written: both for programs, one for people.
func (f *diffFlags) ways() ways {
	switch {
	case f.format.value == "json":
		return bothWays
	case f.down:
		return wayDown
	}
	return wayUp
}

// closeAll ends the connections, also after an interruption.
func closeAll(ctx context.Context, sides []inspect.Loaded) {
	for _, side := range sides {
		_ = side.Close(context.WithoutCancel(ctx)) // all that was wanted is there
	}
}
