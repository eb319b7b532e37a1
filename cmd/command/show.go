package command

import (
	"github.com/spf13/cobra"
)

const showLong = `Show tells all about revisions: what they follow, what follows them, their labels,
their file, and what stands at the top of it.

REVISION is any identifier: an ID or its beginning, head, heads, label@head, ID-1,
or current, which is asked of the database.`

func (p *program) showCommand() *cobra.Command {
	l := newListing()
	cmd := &cobra.Command{
		Use:   "show REVISION",
		Short: "Tell all about a revision",
		Long:  showLong,
		Example: examples(`
schemadiff show head
schemadiff show 2026112
schemadiff show current --env prod`),
		Args:              names("REVISION"),
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := p.workspace(l.names...)
			if err != nil {
				return err
			}
			ids, err := p.resolve(cmd, w, l.names, args[0])
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				return &hinted{usagef(cmd, "%s is no revision: it is before all of them", args[0]), "schemadiff show heads shows the newest ones"}
			}
			return l.write(cmd, p, w.entries(ids), false)
		},
	}
	l.add(cmd)
	l.verbose = true
	mustSucceed(cmd.Flags().MarkHidden("verbose"))
	return cmd
}
