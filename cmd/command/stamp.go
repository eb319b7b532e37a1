package command

import (
	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

const stampLong = `Stamp says that a database is at REVISION without running anything: after the work
was done by hand, or to begin with a database that has its tables already.

Several revisions are several heads; base is before all of them. It also settles
a revision that is half applied. --purge removes rows first that name no revision
any more.`

func (p *program) stampCommand() *cobra.Command {
	f := newRunFlags(graph.Stamp)
	cmd := &cobra.Command{
		Use:   "stamp REVISION...",
		Short: "Say where a database is, without running anything",
		Long:  stampLong,
		Example: examples(`
# A database that was made from the schema's files
schemadiff stamp head

# The version table names revisions that nobody has any more
schemadiff stamp --purge heads`),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef(cmd, "REVISION is missing")
			}
			return nil
		},
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.targets = args
			return p.run(cmd, f)
		},
	}
	cmd.Flags().BoolVar(&f.purge, "purge", false, "remove all rows of the version table first")
	f.add(cmd)
	return cmd
}
