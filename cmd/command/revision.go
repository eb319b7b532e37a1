package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

const revisionLong = `Revision writes the file of a new revision, with two sections to fill in: up, the
statements of the change, and down, those that take it back.

It follows the only head. Where there are several, --head says which one it goes
on from; --head base begins a history of its own.

--rebase REVISION moves a revision that no database has yet, with what follows
it, behind the other head: the way out when two people wrote one each.`

// revisionFlags are the flags of revision.
type revisionFlags struct {
	draftFlags
	databaseFlags
	auto           autogenerateFlags
	head, rebase   string
	dependsOn      []string
	sql, unapplied bool
}

func (p *program) revisionCommand() *cobra.Command {
	f := &revisionFlags{}
	cmd := &cobra.Command{
		Use:   "revision",
		Short: "Write a new revision",
		Long:  revisionLong,
		Example: examples(`
schemadiff revision -m "add the users' e-mail addresses"

# A branch with a name of its own, which needs the revision 2026112… of another one
schemadiff revision -m "first invoice" --head base --branch-label billing --depends-on 2026112

# A revision in Go, and what it needs filled in
schemadiff revision -m "hash the tokens" --go
schemadiff revision -m "sync with schema.sql" --go --autogenerate

# Two heads: put mine behind the other
schemadiff revision --rebase 20261120_103000_a1b2c3d4`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.auto.check(cmd); err != nil {
				return err
			}
			switch {
			case f.rebase != "":
				return p.rebase(cmd, f)
			case f.auto.on:
				return p.autogenerate(cmd, f)
			}
			return p.revision(cmd, f)
		},
	}
	flags := cmd.Flags()
	f.draftFlags.add(cmd)
	f.auto.add(cmd)
	flags.StringVar(&f.head, "head", "head", "the `revision` that it follows; base: none")
	flags.StringArrayVar(&f.dependsOn, "depends-on", nil, "a `revision` or label that must have run before, of another branch; repeatable")
	flags.BoolVar(&f.inGo, "go", false, "write it as Go; docs/go-revisions.md tells about that")
	flags.BoolVar(&f.sql, "sql", false, "write the file to standard output instead")
	flags.StringVar(&f.rebase, "rebase", "", "move this `revision` behind the other head, or behind --head")
	flags.BoolVar(&f.unapplied, "unapplied", false, "with --rebase: no database has it, don't ask")
	f.databaseFlags.addOne(cmd)
	for _, name := range []string{"head", "depends-on", "rebase"} {
		mustSucceed(cmd.RegisterFlagCompletionFunc(name, p.completeRevisions))
	}
	return cmd
}

func (p *program) revision(cmd *cobra.Command, f *revisionFlags) error {
	w, err := p.workspaceToWrite(f.names...)
	if err != nil {
		return err
	}
	d, err := f.plan(w)
	if err != nil {
		return err
	}
	next := "fill in its sections, then: schemadiff upgrade"
	if f.inGo {
		next = "fill in its functions; docs/go-revisions.md tells how a program of your own runs it"
	}
	return p.writeDraft(cmd, w, d, f.sql, next)
}

// plan makes the draft that the flags ask for.
func (f *revisionFlags) plan(w *workspace) (*draft, error) {
	parents, err := f.parents(w)
	if err != nil {
		return nil, err
	}
	dependsOn, err := w.dependencies(f.dependsOn)
	if err != nil {
		return nil, err
	}
	return f.draft(w, parents, dependsOn)
}

// writeDraft writes the draft, or only shows it, and says so.
func (p *program) writeDraft(cmd *cobra.Command, w *workspace, d *draft, show bool, next string) error {
	if show {
		written, err := p.files(w, d)
		if err != nil {
			return err
		}
		return p.output(cmd.Context(), "", func(to io.Writer) error {
			for _, file := range written.Files {
				if len(written.Files) > 1 {
					fmt.Fprintln(to, "-- "+file.Path)
				}
				fmt.Fprint(to, file.Text)
			}
			return nil
		})
	}
	notes, err := p.write(cmd.Context(), w, d)
	if err != nil {
		return err
	}
	for _, note := range notes {
		p.complain("note: " + note)
	}
	return p.tell(cmd, func(to io.Writer) {
		for _, path := range d.paths {
			fmt.Fprintln(to, "wrote "+path)
		}
		fmt.Fprintln(to, describe(d))
		if next != "" {
			fmt.Fprintln(to, next)
		}
	})
}

// describe says in a line where a new revision stands.
func describe(d *draft) string {
	text := "revision " + d.ID
	switch len(d.Revises) {
	case 0:
		text += ", a base"
	case 1:
		text += ", follows " + d.Revises[0]
	default:
		text += ", merges " + strings.Join(d.Revises, " and ")
	}
	if len(d.DependsOn) > 0 {
		text += ", depends on " + strings.Join(d.DependsOn, " and ")
	}
	return text
}

// parents finds what the new revision follows.
func (f *revisionFlags) parents(w *workspace) ([]string, error) {
	if f.head == "head" && len(w.graph.Heads()) > 1 {
		return nil, forked(w.graph)
	}
	parents, err := w.graph.Resolve(f.head, nil)
	if err != nil {
		return nil, err
	}
	if len(parents) > 1 {
		return nil, &hinted{fmt.Errorf("%s are several revisions: %s", f.head, strings.Join(parents, ", ")), "schemadiff merge joins them; --head takes one"}
	}
	for _, id := range parents {
		if !w.graph.IsHead(id) && !f.splice {
			return nil, &hinted{
				fmt.Errorf("%s is no head: %s follows it", id, strings.Join(w.graph.Children(id), " and ")),
				"--splice makes the history branch there",
			}
		}
	}
	return parents, nil
}

// forked says that there are several heads, and the two ways out.
func forked(g *graph.Graph) error {
	heads := g.Heads()
	names := slices.Clone(heads)
	for i, id := range heads {
		if labels := g.Labels(id); len(labels) == 1 {
			if list, err := g.Resolve(labels[0]+"@head", nil); err == nil && len(list) == 1 {
				names[i] = labels[0] + "@head"
			}
		}
	}
	return &hinted{
		fmt.Errorf("there are %d heads: %s", len(heads), strings.Join(heads, ", ")),
		"schemadiff merge heads joins them; --head " + names[len(names)-1] + " goes on from one of them",
	}
}

// dependencies resolves what a revision depends on. Labels stay labels.
func (w *workspace) dependencies(names []string) ([]string, error) {
	var list []string
	for _, name := range names {
		if slices.ContainsFunc(w.graph.Branches(), func(b graph.Branch) bool { return b.Label == name }) {
			list = append(list, name)
			continue
		}
		id, err := w.graph.One(name, nil)
		if err != nil {
			return nil, err
		}
		if id == "" {
			return nil, &hinted{fmt.Errorf("nothing can depend on %q: it is before all revisions", name), "name a revision or a label"}
		}
		list = append(list, id)
	}
	return list, nil
}
