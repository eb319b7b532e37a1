package command

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/project"
)

const initLong = `Init begins a project: it writes ` + project.FileName + `, with all that can be
configured as comments, and makes the directory of the revisions. DIR is the
project's directory, the working directory unless it is given.

Nothing that is there already is replaced.`

func (p *program) initCommand() *cobra.Command {
	var names []string
	withGo := false
	for _, t := range project.Templates() {
		names = append(names, t.Name)
	}
	template := choose(names...)
	template.label = "name"
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Begin a project: write its configuration",
		Long:  initLong,
		Example: examples(`
# Begin in the working directory
schemadiff init

# A project with several databases in a directory of its own
schemadiff init db --template multi-database

# With revisions in Go: a program that has them and all commands
schemadiff init --go
go run ./cmd/schemadiff status`),
		Args: atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return p.init(cmd, template.value, dir, withGo)
		},
	}
	cmd.Flags().VarP(template, "template", "t", "what to begin with; schemadiff list-templates has them all")
	cmd.Flags().BoolVar(&withGo, "go", false, "write a program that has the commands and the project's revisions in Go, too")
	complete(cmd, "template", names...)
	return cmd
}

func (p *program) init(cmd *cobra.Command, name, dir string, withGo bool) error {
	template, err := project.FindTemplate(name)
	if err != nil {
		return err
	}
	if withGo {
		if _, _, err := moduleOf(dir); err != nil {
			return err
		}
	}
	var made []string
	// A project that is there already may get revisions in Go later.
	if _, err := os.Lstat(filepath.Join(dir, project.FileName)); !withGo || err != nil {
		if made, err = template.Write(dir, dialectNamed(usualDialect).Product); err != nil {
			return err
		}
	}
	if withGo {
		more, err := initGo(dir)
		if err != nil {
			return err
		}
		made = append(made, more...)
	}
	return p.tell(cmd, func(w io.Writer) {
		for _, path := range made {
			fmt.Fprintln(w, "wrote", path)
		}
		if withGo {
			fmt.Fprintln(w, "\nRun the commands by: go run ./"+path.Join(filepath.ToSlash(dir), "cmd/schemadiff"))
		}
		fmt.Fprintf(w, "\nNext: say in %s where the database is, then\n", filepath.Join(dir, project.FileName))
		fmt.Fprintln(w, `    schemadiff revision -m "what changes"`)
		fmt.Fprintln(w, "    schemadiff upgrade")
	})
}

// tell writes what a command did, unless nobody wants to know.
func (p *program) tell(cmd *cobra.Command, write func(io.Writer)) error {
	if p.flags.quiet {
		return nil
	}
	return p.output(cmd.Context(), "", func(w io.Writer) error {
		write(w)
		return nil
	})
}

// atMost checks the number of arguments that needn't be there.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef(cmd, "there is one argument too many: %q", args[n])
		}
		return nil
	}
}
