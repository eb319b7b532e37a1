package command

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

const historyLong = `History lists the revisions, newest first, or draws how they follow each other.

A range names a part of it: a:b from a up to b, :b all that leads to b, a: all
since a. Its ends are identifiers; current is asked of the database, and an
offset counts from the other end: -3: are the newest ones, :+3 the oldest.`

// historyFlags are the flags of history.
type historyFlags struct {
	*listing
	span         string
	current, art bool
}

func (p *program) historyCommand() *cobra.Command {
	f := &historyFlags{listing: newListing("mermaid", "dot")}
	cmd := &cobra.Command{
		Use:   "history",
		Short: "List the revisions, newest first, or draw them",
		Long:  historyLong,
		Example: examples(`
# What is in the project, and what of it is in the database?
schemadiff history --indicate-current

# What would an upgrade run?
schemadiff history -r current:heads

# How do the branches run? For a terminal, and for a page of documentation
schemadiff history --graph
schemadiff history --format mermaid`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.history(cmd, f)
		},
	}
	cmd.Flags().StringVarP(&f.span, "rev-range", "r", "", "a part of the history, `a:b`; each end may be missing")
	cmd.Flags().BoolVarP(&f.current, "indicate-current", "i", false, "mark what the database is at")
	cmd.Flags().BoolVar(&f.art, "graph", false, "draw how they follow each other")
	f.add(cmd)
	return cmd
}

func (p *program) history(cmd *cobra.Command, f *historyFlags) error {
	w, err := p.workspace(f.names...)
	if err != nil {
		return err
	}
	lower, upper := "", ""
	if f.span != "" {
		ok := false
		if lower, upper, ok = w.graph.Range(f.span); !ok {
			return &hinted{usagef(cmd, "%q is no range", f.span), "a range has the form a:b; " + f.span + ": is all since then, :" + f.span + " all that leads there"}
		}
	}
	var rows graph.Rows
	if f.current || needsRows(lower) && !strings.HasPrefix(lower, "-") || needsRows(upper) && !strings.HasPrefix(upper, "+") {
		if rows, err = p.rows(cmd, f.names); err != nil {
			return err
		}
	}
	ids, err := w.graph.History(lower, upper, rows)
	if err != nil {
		return err
	}
	list := w.entries(ids)
	if f.current {
		current, err := w.graph.Current(rows)
		if err != nil {
			return err
		}
		mark(list, current)
	}
	if f.art || f.format.value == "mermaid" || f.format.value == "dot" {
		return p.draw(cmd, f, w, ids, list, rows)
	}
	return f.write(cmd, p, list, true)
}

// draw draws the revisions.
func (p *program) draw(cmd *cobra.Command, f *historyFlags, w *workspace, ids []string, list []entry, rows graph.Rows) error {
	if f.art && f.format.value != "text" {
		return usagef(cmd, "--graph is a text, not %s", f.format.value)
	}
	revisions := draw.Revisions(w.graph, ids, draw.Source{
		Message: func(id string) string { return w.byID[id].Message }, Connected: f.current, Rows: rows,
	})
	byID := map[string]entry{}
	for _, e := range list {
		byID[e.ID] = e
	}
	return p.output(cmd.Context(), "", func(to io.Writer) error {
		switch f.format.value {
		case "mermaid":
			return draw.Mermaid(to, revisions)
		case "dot":
			return draw.Dot(to, revisions)
		}
		return draw.Text(to, revisions, draw.TextOptions{Describe: func(r draw.Revision) string {
			e := byID[r.ID]
			e.drawn = true
			return e.line(p.style(), 0, "")
		}})
	})
}

// mark notes which revisions are current.
func mark(list []entry, current []string) {
	at := map[string]bool{}
	for _, id := range current {
		at[id] = true
	}
	for i := range list {
		list[i].Current = at[list[i].ID]
	}
}
