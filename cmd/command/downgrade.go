package command

import (
	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

const downgradeLong = `Downgrade takes back what follows REVISION: -1 is the last one, base is all of them,
label@base is one branch.

A way back that doesn't restore what was there is marked as irreversible in its
file, and refused unless --force says that it may be lost.

--sql writes a script for psql or sqlite3, of a range: a:b leads back from a to b.`

func (p *program) downgradeCommand() *cobra.Command {
	f := newRunFlags(graph.Down)
	cmd := &cobra.Command{
		Use:   "downgrade REVISION",
		Short: "Take back revisions that have run",
		Long:  downgradeLong,
		Example: examples(`
# The last one; all of them
schemadiff downgrade -1
schemadiff downgrade base

# One branch only
schemadiff downgrade shop@base

# A script for somebody else to run
schemadiff downgrade head:20261119_090000_0badcafe --sql -o downgrade.sql`),
		Args:              names("REVISION"),
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.targets = args
			return p.run(cmd, f)
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&f.force, "force", false, "take back what is irreversible, too")
	return cmd
}
