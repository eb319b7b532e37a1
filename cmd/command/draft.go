package command

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// draftFlags are those of the commands that write a revision.
type draftFlags struct {
	message, id, directory string
	labels                 []string
	splice, inGo           bool
}

func (f *draftFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.message, "message", "m", "", "what the revision is for, in a line of `text`")
	flags.StringArrayVar(&f.labels, "branch-label", nil, "a `name` for the branch that begins here; repeatable")
	flags.StringVar(&f.id, "rev-id", "", "the `ID`, in place of a new one")
	flags.BoolVar(&f.splice, "splice", false, "follow a revision that isn't a head, too: the history branches there")
	flags.StringVar(&f.directory, "version-path", "", "the `directory` of the file, one of the configured ones")
}

// draft is a revision that is about to be written.
type draft struct {
	script.Script
	directory string
	paths     []string // of the files that were written
	inGo      bool
}

// draft makes a revision that follows the parents.
func (f *draftFlags) draft(w *workspace, parents []string, dependsOn []string) (*draft, error) {
	d := &draft{inGo: f.inGo}
	now := time.Now()
	d.Message, d.Created = f.message, now.In(w.settings.Files.TimeZone).Truncate(time.Second)
	d.Revises, d.DependsOn, d.Labels = parents, dependsOn, f.labels
	var err error
	if d.ID, err = f.newID(w, now); err != nil {
		return nil, err
	}
	for _, label := range f.labels {
		if err := graph.CheckLabel(label); err != nil {
			return nil, err
		}
	}
	if err := w.checkWith(d); err != nil {
		return nil, err
	}
	d.directory, err = f.where(w, parents)
	return d, err
}

// newID returns the ID that was given, or makes one.
func (f *draftFlags) newID(w *workspace, now time.Time) (string, error) {
	if f.id == "" {
		return script.Scheme(w.settings.Files.ID).NewID(now, rand.Reader, w.graph.All())
	}
	if err := script.CheckID(f.id); err != nil {
		return "", &hinted{err, "an ID is made of letters, digits and underscores; without --rev-id there is one"}
	}
	if taken := w.byID[f.id]; taken != nil {
		return "", &hinted{fmt.Errorf("there is a revision %s already: %s", f.id, taken.Path), "without --rev-id there is a new ID"}
	}
	return f.id, nil
}

// checkWith says whether the graph holds together with the new revision.
func (w *workspace) checkWith(d *draft) error {
	revisions := make([]graph.Revision, 0, len(w.scripts)+1)
	for i := range w.scripts {
		revisions = append(revisions, w.scripts[i].Revision)
	}
	_, err := graph.New(append(revisions, d.Revision))
	return err
}

// where finds the directory of the new file: the one that was asked for, else
// the parent's, else the only one.
func (f *draftFlags) where(w *workspace, parents []string) (string, error) {
	directories := w.settings.Migrations
	if f.directory != "" {
		i := slices.IndexFunc(directories, func(dir string) bool { return same(dir, f.directory) })
		if i < 0 {
			return "", &hinted{
				fmt.Errorf("%s isn't a directory of revisions", f.directory),
				"they are " + strings.Join(directories, ", ") + "; migrations in " + project.FileName + " lists them",
			}
		}
		return directories[i], nil
	}
	if len(parents) > 0 {
		path := w.byID[parents[0]].Path
		for _, dir := range directories {
			if rest, err := filepath.Rel(dir, path); err == nil && !strings.HasPrefix(rest, "..") {
				return dir, nil
			}
		}
	}
	if len(directories) > 1 {
		return "", &hinted{errors.New("which directory the revision belongs to isn't said"), "--version-path " + strings.Join(directories, "|")}
	}
	return directories[0], nil
}

// same says whether two paths are of one directory.
func same(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// write writes the files of the draft and runs the hooks on them. The notes say
// what the format loses.
func (p *program) write(ctx context.Context, w *workspace, d *draft) (notes []string, err error) {
	written, err := p.files(w, d)
	if err != nil {
		return nil, err
	}
	for _, file := range written.Files {
		below, err := filepath.Rel(d.directory, filepath.FromSlash(file.Path))
		if err == nil && w.settings.Format == ownFormat && strings.ContainsRune(below, filepath.Separator) && !w.settings.Recursive {
			return nil, &hinted{fmt.Errorf("the file %s would not be read: it is in a directory below %s", file.Path, d.directory), "recursive = true reads the directories below, too"}
		}
	}
	if err := d.save(written); err != nil {
		return nil, err
	}
	for _, path := range d.paths {
		if err := p.runHooks(ctx, w, path); err != nil {
			return nil, err
		}
	}
	return written.Notes, nil
}

// runHooks runs the hooks on a file that was written. What they say may have in it
// what they see: the addresses of the databases.
func (p *program) runHooks(ctx context.Context, w *workspace, path string) error {
	for _, h := range w.settings.Hooks {
		if err := h.Run(ctx, path); err != nil {
			p.hideAll(w.project)
			return err
		}
	}
	return nil
}
