package command

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/migrate/project"
)

const initLong = `Init begins a project: it writes ` + project.FileName + `, with all that can be
configured as comments, and makes the directory of the revisions. DIR is the
project's directory, the working directory unless it is given.

The database is app.db, a file of SQLite beside it, unless DATABASE_URL or the
variables of a product (PGHOST …) name one of another product, or --dialect or
--url says so.

Nothing that is there already is replaced.`

func (p *program) initCommand() *cobra.Command {
	var names []string
	withGo, url := false, ""
	for _, t := range project.Templates() {
		names = append(names, t.Name)
	}
	template := choose(names...)
	template.label = "name"
	product := choose(products().Dialects()...)
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Begin a project: write its configuration",
		Long:  initLong,
		Example: examples(`
# Begin in the working directory
schemadiff init

# For a server of PostgreSQL, which the PG* variables name
schemadiff init --dialect postgres

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
			begun, err := p.productOf(cmd, product.value, url, template.value)
			if err != nil {
				return err
			}
			return p.init(cmd, template.value, dir, begun, withGo)
		},
	}
	cmd.Flags().VarP(template, "template", "t", "what to begin with; schemadiff list-templates has them all")
	cmd.Flags().BoolVar(&withGo, "go", false, "write a program that has the commands and the project's revisions in Go, too")
	addChoice(cmd, product, "dialect", "the database product (default: that of DATABASE_URL, else sqlite)")
	cmd.Flags().Lookup("dialect").DefValue = ""
	cmd.Flags().StringVar(&url, "url", "", "the database that developers use, `URL`; it may have variables, as in ${DATABASE_URL}")
	complete(cmd, "template", names...)
	return cmd
}

// productOf finds the product of a new project: the one that was asked for, else
// that of the database that is named.
func (p *program) productOf(cmd *cobra.Command, asked, url, template string) (inspect.Product, error) {
	product := inspect.Product{}
	address := p.env(project.VariableURL)
	if url != "" {
		address = url
	}
	for _, d := range dialects() {
		s, err := products().ParseSource(address)
		named := err == nil && s.Dialect() == d.Dialect
		if address == "" {
			named = slices.ContainsFunc(d.Variables, func(name string) bool { return p.env(name) != "" })
		}
		if named && product.Dialect == "" {
			product = d.Product
		}
	}
	switch {
	case cmd.Flags().Changed("dialect"):
		if url != "" && product.Dialect != asked && product.Dialect != "" {
			return product, usagef(cmd, "--url is of %s, and --dialect is %s", product.Dialect, asked)
		}
		product = dialectOf(asked).Product
	case url != "" && product.Dialect == "":
		return product, usagef(cmd, "what kind of database the URL names can't be seen: --dialect says it")
	case product.Dialect == "":
		usual, err := products().ParseSource(usualAddress)
		if err != nil {
			return product, err
		}
		product = dialectOf(usual.Dialect()).Product
	}
	if url != "" {
		if template == "multi-database" {
			return product, usagef(cmd, "--url is for a project with one database")
		}
		product.Local = func(string) string { return url }
	}
	return product, nil
}

func (p *program) init(cmd *cobra.Command, name, dir string, product inspect.Product, withGo bool) error {
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
		if made, err = template.Write(dir, product); err != nil {
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
		if product.File {
			fmt.Fprintf(w, "\nThe database is %s; %s says so. Next:\n", product.Local(""), filepath.Join(dir, project.FileName))
		} else {
			fmt.Fprintf(w, "\nNext: say in %s where the database is, then\n", filepath.Join(dir, project.FileName))
		}
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
