package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

const importLong = `Import makes revisions of the files of another tool: the same statements in the
same order, in this project's directory. The other files stay as they are.

DIR is a directory of migrations; its format is found out, unless --format says it.
A database that has run them already is told so with "schemadiff stamp".

To keep the other tool and its files, set format in ` + project.FileName + ` instead.`

func (p *program) importCommand() *cobra.Command {
	f := &databaseFlags{}
	from := choose(append([]string{"auto"}, format.Names()[1:]...)...)
	from.label = "name"
	recursive := false
	cmd := &cobra.Command{
		Use:   "import DIR...",
		Short: "Make revisions of another tool's migrations",
		Long:  importLong,
		Example: examples(`
schemadiff import ../old/db/migrations
schemadiff import sql --format flyway

# The databases have run them
schemadiff stamp head --env prod`),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef(cmd, "DIR is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := p.workspaceToWrite(f.names...)
			if err != nil {
				return err
			}
			return p.importFrom(cmd, w, from.value, recursive, args)
		},
	}
	addChoice(cmd, from, "format", "the tool: "+strings.Join(format.Names()[1:], ", ")+"; auto finds it out")
	cmd.Flags().BoolVar(&recursive, "recursive", false, "read the directories below, too")
	f.addOne(cmd)
	return cmd
}

func (p *program) importFrom(cmd *cobra.Command, w *workspace, name string, recursive bool, dirs []string) error {
	target := w.settings.Migrations[0]
	switch {
	case w.settings.Format != ownFormat:
		return &hinted{
			fmt.Errorf("the project keeps its revisions in the format %s", w.settings.Format),
			"take format out of " + project.FileName + ", and name a directory for the revisions that will be made",
		}
	case len(w.scripts) > 0:
		return &hinted{
			fmt.Errorf("%s has %s already, which the imported ones would not follow", target, counted(len(w.scripts), "revision")),
			"import into a project without revisions, and add the others then",
		}
	case slices.ContainsFunc(dirs, func(dir string) bool { return same(dir, target) }):
		return &hinted{fmt.Errorf("%s is the directory that the revisions would be written to", target), "migrations in " + project.FileName + " names another one"}
	}
	scripts, from, err := readForeign(w.settings, name, recursive, dirs)
	if err != nil {
		return err
	}
	if len(scripts) == 0 {
		return fmt.Errorf("there is no migration of %s in %s", from, strings.Join(dirs, ", "))
	}
	all := format.Written{}
	for i := range scripts {
		written, err := format.WriteImported(scripts[i], format.Place{FS: script.Host{}, Dir: target, Syntax: dialectNamed(w.settings.Dialect).runner.Syntax()})
		if err != nil {
			return err
		}
		all.Files = append(all.Files, written.Files...)
	}
	if err := all.Save(""); err != nil {
		return err
	}
	return p.tell(cmd, func(to io.Writer) {
		for _, file := range all.Files {
			fmt.Fprintln(to, "wrote "+file.Path)
		}
		fmt.Fprintf(to, "imported %s of %s; a database that has run them: schemadiff stamp head\n", counted(len(scripts), "revision"), from)
	})
}

// readForeign reads the files of another tool as revisions of ours.
func readForeign(s project.Settings, name string, recursive bool, dirs []string) ([]script.Script, string, error) {
	var from format.Format
	var err error
	if name == "auto" {
		from, err = format.Detect(script.Host{}, dirs)
	} else {
		from, err = format.ByName(name)
	}
	if err != nil {
		return nil, "", err
	}
	scripts, err := format.Import(script.Host{}, dirs, from, readOptions(s, recursive), naming(s))
	return scripts, from.Name(), err
}
