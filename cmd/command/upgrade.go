package command

import (
	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

const upgradeLong = `Upgrade runs what REVISION needs and what has not run yet; without REVISION it is
everything (heads).

A revision runs in a transaction, apart from statements that must run outside
one. If it fails, the database is untouched or the message says exactly what is
done, and the next upgrade goes on there. Only one runner works on a database at
a time; others wait for it.

--sql writes a script for psql or sqlite3, from the base, or of a range: a:b leads
from a to b, and refuses to run elsewhere.`

func (p *program) upgradeCommand() *cobra.Command {
	f := newRunFlags(graph.Up)
	cmd := &cobra.Command{
		Use:   "upgrade [REVISION...]",
		Short: "Run the revisions that have not run yet",
		Long:  upgradeLong,
		Example: examples(`
# Bring a database to the newest revision; look first
schemadiff upgrade --env prod --dry-run
schemadiff upgrade --env prod

# The next revision only; one branch only
schemadiff upgrade +1
schemadiff upgrade shop@head

# A script for somebody else to run
schemadiff upgrade 20261119_090000_0badcafe:head --sql -o upgrade.sql`),
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.targets = args
			if len(args) == 0 {
				f.targets = []string{"heads"}
			}
			return p.run(cmd, f)
		},
	}
	f.add(cmd)
	return cmd
}
