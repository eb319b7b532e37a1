package command

import (
	"github.com/spf13/cobra"
)

const headsLong = `Heads lists the revisions that no other one follows: where "upgrade heads" leads.

Several heads of one branch are a fork: two people wrote a revision at the same
time. "schemadiff merge heads" joins them; "schemadiff revision --rebase" moves
one that no database has yet behind the other.`

func (p *program) headsCommand() *cobra.Command {
	l := newListing()
	resolve := false
	cmd := &cobra.Command{
		Use:   "heads",
		Short: "List the revisions that no other one follows",
		Long:  headsLong,
		Example: examples(`
# Where does an upgrade lead?
schemadiff heads

# Is there exactly one? (in a script)
test "$(schemadiff heads | wc -l)" = 1`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := p.workspace(l.names...)
			if err != nil {
				return err
			}
			ids := w.graph.Heads()
			if resolve {
				ids = w.graph.Tips()
			}
			return l.write(cmd, p, w.entries(ids), false)
		},
	}
	l.add(cmd)
	cmd.Flags().BoolVar(&resolve, "resolve-dependencies", false, "leave out heads that another revision depends on")
	return cmd
}
