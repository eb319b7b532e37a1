package command

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

const branchesLong = `Branches lists the branch points: the revisions that several others revise, each
with these. A branch that has a label is named by it: label@head is its end.`

func (p *program) branchesCommand() *cobra.Command {
	l := newListing()
	cmd := &cobra.Command{
		Use:   "branches",
		Short: "List the revisions where the history branches",
		Long:  branchesLong,
		Example: examples(`
# Where do the two heads part?
schemadiff branches`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := p.workspace(l.names...)
			if err != nil {
				return err
			}
			points := w.entries(w.graph.BranchPoints())
			if l.format.value == "json" || l.verbose {
				return l.write(cmd, p, points, false)
			}
			return p.output(cmd.Context(), "", func(to io.Writer) error {
				for _, point := range points {
					writeEntries(to, p.style(), []entry{point}, false, false)
					for _, child := range w.entries(point.Children) {
						fmt.Fprintln(to, "    → "+child.line(p.style(), 0, ""))
					}
				}
				return nil
			})
		},
	}
	l.add(cmd)
	return cmd
}
