package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

const squashLong = `Squash replaces a revision and all that leads to it by one revision with the same
ID that makes their schema at once. Databases which are at that revision, or
further, notice nothing; new databases have fewer steps to run. A database that
is in the middle of what was squashed must be upgraded before, with the old files.

The new revision is made from the schema that the old ones lead to, and is proven
to lead to the same one before any file is touched. It holds no rows: statements
that write some, such as INSERT, are listed, and --without-rows leaves them out.`

// squashFlags are the flags of squash.
type squashFlags struct {
	databaseFlags
	message          string
	withoutRows, dry bool
}

func (p *program) squashCommand() *cobra.Command {
	f := &squashFlags{}
	cmd := &cobra.Command{
		Use:   "squash [REVISION]",
		Short: "Replace the beginning of the history by one revision",
		Long:  squashLong,
		Example: examples(`
# All up to a revision that every database has
schemadiff squash 20260101_120000_0badcafe

# What would that be?
schemadiff squash 20260101_120000_0badcafe --dry-run`),
		Args: func(cmd *cobra.Command, args []string) error {
			return names(make([]string, min(len(args), 1))...)(cmd, args)
		},
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			identifier := "head"
			if len(args) == 1 {
				identifier = args[0]
			}
			return p.squash(cmd, f, identifier)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.message, "message", "m", "", "what the revision is, in a line of `text`")
	flags.BoolVar(&f.withoutRows, "without-rows", false, "leave out the statements that write rows")
	flags.BoolVar(&f.dry, "dry-run", false, "write the new file to standard output, and change nothing")
	f.databaseFlags.addOne(cmd)
	return cmd
}

// squash is the command.
func (p *program) squash(cmd *cobra.Command, f *squashFlags, identifier string) error {
	ctx := cmd.Context()
	w, err := p.wholeWorkspace(f.names...)
	if err != nil {
		return err
	}
	if w.settings.Format != ownFormat {
		return &hinted{fmt.Errorf("revisions in the format %s can't say what they stand for", w.settings.Format), "move over: schemadiff import"}
	}
	last, err := w.graph.One(identifier, nil)
	if err != nil {
		return err
	}
	if last == "" {
		return &hinted{errors.New("there is nothing before the base"), "name the last revision to squash"}
	}
	prefix, err := autogenerate.PrefixOf(w.graph, w.scripts, last)
	if err != nil {
		return err
	}
	if len(prefix.Scripts) == 1 {
		return &hinted{fmt.Errorf("there is nothing to squash: %s is a base", last), "name a later revision"}
	}
	if err := refuseGo(prefix); err != nil {
		return err
	}
	if err := refuseRows(ctx, dialectNamed(w.settings.Dialect), prefix, f.withoutRows); err != nil {
		return err
	}
	baseline, err := p.baseline(ctx, dialectNamed(w.settings.Dialect), prefix, f.message)
	if err != nil {
		return err
	}
	if f.dry {
		return p.output(ctx, "", func(to io.Writer) error {
			_, err := io.WriteString(to, baseline.Format())
			return err
		})
	}
	return p.replaceBy(cmd, w, prefix, baseline)
}

// refuseGo refuses revisions whose files may have more in them.
func refuseGo(prefix autogenerate.Prefix) error {
	for _, s := range prefix.Scripts {
		if path.Ext(s.Path) == ".go" {
			return &hinted{fmt.Errorf("%s: revision %s is written in Go, and isn't squashed", s.Path, s.ID), "squash up to a revision before it"}
		}
	}
	return nil
}

// refuseRows keeps rows from being lost unseen.
func refuseRows(ctx context.Context, d *dialect, prefix autogenerate.Prefix, agreed bool) error {
	if agreed {
		return nil
	}
	list, err := rowStatements(ctx, d, prefix)
	if err != nil || len(list) == 0 {
		return err
	}
	lines := make([]string, len(list))
	for i, st := range list {
		first, _, more := strings.Cut(render.Visible(st.SQL[:min(len(st.SQL), 70)]), `\n`)
		if more || len(st.SQL) > 70 {
			first += " …"
		}
		lines[i] = "  " + st.Pos.String() + ": " + first
	}
	return &hinted{
		fmt.Errorf("these statements may write rows, which the new revision would not have:\n%s", strings.Join(lines, "\n")),
		"--without-rows leaves them out; what a new database needs of them, put into the new file by hand",
	}
}

// rowStatements lists the statements that may write rows in a new database. A reader
// that runs the revisions knows which of them do: the row copies of a rebuild don't,
// if there are no rows.
func rowStatements(ctx context.Context, d *dialect, prefix autogenerate.Prefix) ([]script.Statement, error) {
	list := prefix.RowStatements(d.runner)
	if !d.watches || len(list) == 0 {
		return list, nil
	}
	read := func(sources []sqlfile.Source) (model.Schema, error) {
		return d.read(ctx, sources, reading{version: d.newest, inOrder: true})
	}
	sources, err := autogenerate.Replay(ctx, prefix.Scripts, read)
	if err != nil {
		return nil, err
	}
	wrote := map[model.Pos]bool{}
	note := func(at model.Pos) { wrote[at] = true }
	if _, err := d.read(ctx, sources, reading{version: d.newest, inOrder: true, wrote: note}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(st script.Statement) bool { return !st.RowsOnly && !wrote[st.Pos] }), nil
}

// baseline makes the revision that stands for the prefix, and proves that it
// leads to the same schema.
func (p *program) baseline(ctx context.Context, d *dialect, prefix autogenerate.Prefix, text string) (script.Script, error) {
	schema, err := p.replay(ctx, d, prefix.Scripts, 0, p.complain)
	if err != nil {
		return script.Script{}, err
	}
	if len(schema.Unsupported) > 0 {
		return script.Script{}, fmt.Errorf("the schema has what a revision can't make: %s", schema.Unsupported[0].ID)
	}
	concerns := []model.Concern{model.Owners, model.Privileges, model.Roles}
	empty := d.planner.Empty(schema.Version)
	report, err := comparison{
		from: side{name: "nothing", schema: empty}, to: side{name: "the revisions", schema: schema},
		rules: d.rules(), concerns: concerns, offline: true, ways: bothWays, runs: true,
	}.report(ctx)
	if err != nil {
		return script.Script{}, err
	}
	s := prefix.Baseline()
	if text != "" {
		s.Message = text
	}
	autogenerate.Fill(&s, report)
	read, errs := script.Parse(sqlfile.Source{Name: s.Path, Text: s.Format()}, d.runner.Syntax())
	if err := errs.Err(); err != nil {
		return s, fmt.Errorf("reading the new revision back: %w", err)
	}
	made, err := p.replay(ctx, d, []script.Script{read}, schema.Version, p.complain)
	if err != nil {
		return s, fmt.Errorf("reading the new revision back: %w", err)
	}
	proof, err := comparison{
		from: side{name: "the new revision", schema: made}, to: side{name: "the old ones", schema: schema},
		rules: d.rules(), concerns: concerns,
	}.report(ctx)
	if err != nil {
		return s, err
	}
	if !proof.Result.Empty() {
		var b strings.Builder
		_ = render.WriteText(&b, proof, render.TextOptions{Wording: d.wording}) // a builder doesn't fail
		return s, fmt.Errorf("one revision can't make what these make, so nothing was changed:\n%s", b.String())
	}
	return s, nil
}

// replaceBy puts the new file in the place of the last old one, which has the
// same ID, and then removes the others. If that is interrupted, the rest of them
// can be removed by hand: nothing follows them any more.
func (p *program) replaceBy(cmd *cobra.Command, w *workspace, prefix autogenerate.Prefix, s script.Script) error {
	if err := script.Replace(s.Path, []byte(s.Format())); err != nil {
		return err
	}
	var gone []string
	for _, old := range prefix.Scripts {
		for _, path := range []string{old.Path, old.DownPath} {
			if path == "" || path == s.Path {
				continue
			}
			if err := os.Remove(path); err != nil {
				return &hinted{fmt.Errorf("removing what was squashed: %w", err), "remove it by hand: " + s.Path + " stands for it"}
			}
			gone = append(gone, path)
		}
	}
	if err := p.runHooks(cmd.Context(), w, s.Path); err != nil {
		return err
	}
	return p.tell(cmd, func(out io.Writer) {
		fmt.Fprintf(out, "wrote %s: revision %s stands for %d revisions\n", s.Path, s.ID, len(prefix.Scripts))
		for _, path := range gone {
			fmt.Fprintln(out, "removed "+path)
		}
		fmt.Fprintln(out, "databases that are at "+s.ID+" or further need nothing; others must get there with the old files")
	})
}
