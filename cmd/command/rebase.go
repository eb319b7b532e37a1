package command

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// rebase moves a revision, with those that lead to it from where the history
// branched and those that follow it, behind another head.
func (p *program) rebase(cmd *cobra.Command, f *revisionFlags) error {
	for _, name := range []string{"message", "branch-label", "rev-id", "splice", "version-path", "depends-on", "sql"} {
		if cmd.Flags().Changed(name) {
			return usagef(cmd, "--%s is for a new revision, and --rebase moves one", name)
		}
	}
	w, err := p.workspace(f.names...)
	if err != nil {
		return err
	}
	if w.settings.Format != ownFormat {
		return fmt.Errorf("in the format %s the names of the files say what follows what, so that --rebase can't move any", w.settings.Format)
	}
	id, err := w.graph.One(f.rebase, nil)
	if err != nil {
		return err
	}
	if id == "" {
		return usagef(cmd, "%s is no revision that could be moved", f.rebase)
	}
	parent, err := f.newParent(w, id, cmd.Flags().Changed("head"))
	if err != nil {
		return err
	}
	first, err := w.firstBeyond(id, parent)
	if err != nil {
		return err
	}
	moved := append([]string{first}, w.graph.Descendants(first)...)
	if !f.unapplied {
		if err := p.checkUnapplied(cmd, f.names, moved); err != nil {
			return err
		}
	}
	s := w.byID[first]
	old := s.Revises
	if err := script.EditFile(s.Path, script.Edit{Key: "revises", Values: []string{parent}}); err != nil {
		return err
	}
	if err := p.runHooks(cmd.Context(), w, s.Path); err != nil {
		return err
	}
	return p.tell(cmd, func(to io.Writer) {
		before := "nothing"
		if len(old) > 0 {
			before = strings.Join(old, " and ")
		}
		fmt.Fprintln(to, "changed "+s.Path)
		fmt.Fprintf(to, "revision %s follows %s now, not %s\n", first, parent, before)
	})
}

// newParent finds the head that the revision is to follow.
func (f *revisionFlags) newParent(w *workspace, id string, given bool) (string, error) {
	own := append(w.graph.Descendants(id), id)
	if given {
		parent, err := w.graph.One(f.head, nil)
		switch {
		case err != nil:
			return "", err
		case parent == "":
			return "", &hinted{errors.New("a revision can't be moved to the base"), "take its \"revises\" line out of the file, if it is to begin a history of its own"}
		case slices.Contains(own, parent):
			return "", fmt.Errorf("%s can't follow %s, which follows it", id, parent)
		}
		return parent, nil
	}
	heads := slices.DeleteFunc(w.graph.Heads(), func(head string) bool { return slices.Contains(own, head) })
	switch len(heads) {
	case 0:
		return "", &hinted{fmt.Errorf("there is no other head that %s could follow", id), "schemadiff heads lists them"}
	case 1:
		return heads[0], nil
	}
	return "", &hinted{fmt.Errorf("there are several other heads: %s", strings.Join(heads, ", ")), "--head says which one it is to follow"}
}

// firstBeyond finds the first revision of the line that leads to id and isn't
// part of what leads to the other one.
func (w *workspace) firstBeyond(id, other string) (string, error) {
	shared := append(w.graph.Ancestors(other), other)
	if slices.Contains(shared, id) {
		return "", &hinted{fmt.Errorf("%s follows %s already", other, id), "--rebase takes the revision that is to move"}
	}
	for {
		parents := w.graph.Parents(id)
		if len(parents) > 1 {
			return "", &hinted{fmt.Errorf("%s merges %s, so that it can't be moved", id, strings.Join(parents, " and ")), "schemadiff merge heads joins the heads"}
		}
		if len(parents) == 0 || slices.Contains(shared, parents[0]) {
			return id, nil
		}
		id = parents[0]
	}
}

// checkUnapplied asks the databases of the environment whether they have one of
// the revisions. A project without a database has none that has.
func (p *program) checkUnapplied(cmd *cobra.Command, databases, ids []string) error {
	sites, err := p.sites(databases, nil)
	var none *project.Error
	if errors.As(err, &none) {
		return nil
	}
	if err != nil {
		return err
	}
	line := p.progress()
	defer line.end()
	for _, s := range sites {
		line.say("asking " + s.called())
		status, err := s.migrator.Status(cmd.Context())
		if err != nil {
			return &hinted{fmt.Errorf("finding out whether the revision has run: %w", err), "--unapplied says that no database has it"}
		}
		applied, err := s.graph.Applied(status.Rows)
		if err != nil {
			return err
		}
		half := map[string]bool{}
		for i := range status.Interrupted {
			half[status.Interrupted[i].Record.Revision] = true
		}
		for _, id := range ids {
			if slices.Contains(applied, id) || half[id] {
				return &hinted{
					fmt.Errorf("%s has run in %s, so that it can't be moved", id, s.called()),
					"take it back there first (schemadiff downgrade), or join the heads (schemadiff merge heads)",
				}
			}
		}
	}
	return nil
}
