package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const mergeLong = `Merge writes a revision that follows several: it joins heads into one. REVISION is
any identifier; without one, all heads are joined.

The revision has nothing to run of its own unless you write it. Where the two
sides don't go together, that is the place to mend it.`

func (p *program) mergeCommand() *cobra.Command {
	f := &draftFlags{}
	d := &databaseFlags{}
	cmd := &cobra.Command{
		Use:   "merge [REVISION...]",
		Short: "Join several heads",
		Long:  mergeLong,
		Example: examples(`
# Two people wrote a revision at the same time
schemadiff merge -m "join the two"

# Two of several heads
schemadiff merge 20261120_1 20261120_2`),
		ValidArgsFunction: p.completeRevisions,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := p.workspace(d.names...)
			if err != nil {
				return err
			}
			return p.merge(cmd, f, w, args)
		},
	}
	f.add(cmd)
	cmd.Flags().Lookup("splice").Usage = "join revisions that aren't heads, too"
	d.addOne(cmd)
	return cmd
}

func (p *program) merge(cmd *cobra.Command, f *draftFlags, w *workspace, args []string) error {
	parents := w.graph.Heads()
	if len(args) > 0 {
		parents = nil
		for _, arg := range args {
			list, err := w.graph.Resolve(arg, nil)
			if arg == "heads" {
				list = w.graph.Heads()
			}
			if err != nil {
				return err
			}
			for _, id := range list {
				if !w.graph.IsHead(id) && !f.splice {
					return &hinted{
						fmt.Errorf("%s is no head: %s follows it", id, strings.Join(w.graph.Children(id), " and ")),
						"--splice joins it all the same",
					}
				}
				parents = appendNew(parents, id)
			}
		}
	}
	switch len(parents) {
	case 0:
		return &hinted{fmt.Errorf("there is nothing to join: there are no revisions"), "schemadiff revision writes one"}
	case 1:
		return &hinted{fmt.Errorf("there is nothing to join: %s is the only head", parents[0]), "schemadiff heads lists the heads"}
	}
	if f.message == "" {
		f.message = "merge"
	}
	draft, err := f.draft(w, parents, nil)
	if err != nil {
		return err
	}
	return p.writeDraft(cmd, w, draft, false, "")
}

// appendNew appends what isn't in a list yet.
func appendNew(list []string, item string) []string {
	for _, other := range list {
		if other == item {
			return list
		}
	}
	return append(list, item)
}
