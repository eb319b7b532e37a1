package command

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// workspace is a project with its revisions.
type workspace struct {
	project  *project.Project
	settings project.Settings
	graph    *graph.Graph
	scripts  []script.Script
	byID     map[string]*script.Script
}

// databaseFlags choose among the databases of an environment.
type databaseFlags struct{ names nameList }

func (f *databaseFlags) add(cmd *cobra.Command, what string) {
	cmd.Flags().Var(&f.names, "database", what)
}

// addOne is for commands about one set of revisions.
func (f *databaseFlags) addOne(cmd *cobra.Command) {
	f.add(cmd, "the database whose revisions are meant, where databases keep them apart")
}

// addMany is for commands that work on many databases.
func (f *databaseFlags) addMany(cmd *cobra.Command) {
	f.add(cmd, "these databases of the environment only, a list with commas; repeatable")
}

// nameList is a flag that takes lists and can be repeated.
type nameList []string

func (l *nameList) String() string { return strings.Join(*l, ",") }
func (l *nameList) Type() string   { return "name" }
func (l *nameList) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name != "" {
			*l = append(*l, name)
		}
	}
	return nil
}

// workspace reads the headers of all revisions, for the commands that don't run
// any. Where databases keep revisions apart, the names say whose are meant.
func (p *program) workspace(databases ...string) (*workspace, error) {
	config, err := p.project()
	if err != nil {
		return nil, err
	}
	settings, err := config.Settings(databases...)
	if err != nil {
		return nil, err
	}
	return p.openWorkspace(config, settings)
}

// workspaceToWrite is for the commands that write revisions: a directory that is
// not there yet, since nothing is in it, is made.
func (p *program) workspaceToWrite(databases ...string) (*workspace, error) {
	config, err := p.project()
	if err != nil {
		return nil, err
	}
	settings, err := config.Settings(databases...)
	if err != nil {
		return nil, err
	}
	if err := makeDirectories(settings); err != nil {
		return nil, err
	}
	return p.openWorkspace(config, settings)
}

func makeDirectories(settings project.Settings) error {
	for _, dir := range settings.Migrations {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("making the directory of the revisions: %w", err)
		}
	}
	return nil
}

func (p *program) openWorkspace(config *project.Project, settings project.Settings) (*workspace, error) {
	scripts, err := p.readHeaders(settings)
	if err != nil {
		return nil, err
	}
	return newWorkspace(config, settings, scripts)
}

func newWorkspace(config *project.Project, settings project.Settings, scripts []script.Script) (*workspace, error) {
	w := &workspace{project: config, settings: settings, scripts: scripts, byID: map[string]*script.Script{}}
	revisions := make([]graph.Revision, len(scripts))
	for i := range scripts {
		revisions[i] = scripts[i].Node()
		w.byID[scripts[i].ID] = &scripts[i]
	}
	var err error
	if w.graph, err = graph.New(revisions); err != nil {
		return nil, err
	}
	return w, nil
}
