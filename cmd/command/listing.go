package command

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"
)

// listing is what the commands have in common that list revisions.
type listing struct {
	databaseFlags
	format  *choice
	verbose bool
}

func newListing(formats ...string) *listing {
	return &listing{format: choose(append([]string{"text", "json"}, formats...)...)}
}

func (l *listing) add(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&l.verbose, "verbose", "v", false, "tell all about each revision")
	addChoice(cmd, l.format, "format", "what to write")
	l.databaseFlags.addOne(cmd)
}

// revisionsJSON is a list of revisions for programs.
type revisionsJSON struct {
	Kind      string  `json:"kind"`
	Format    int     `json:"format"`
	Revisions []entry `json:"revisions"`
}

// write writes the revisions. A text follows the order of a history, or not.
func (l *listing) write(cmd *cobra.Command, p *program, list []entry, follow bool) error {
	return p.output(cmd.Context(), "", func(w io.Writer) error {
		if l.format.value == "json" {
			return writeJSON(w, revisionsJSON{"schemadiff-revisions", 1, list})
		}
		writeEntries(w, p.style(), list, l.verbose, follow)
		return nil
	})
}

func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
