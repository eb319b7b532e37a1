package command

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
)

const statusLong = `Status tells where a database is and what is to be done: what has not run yet, what
is half applied, which files of applied revisions were edited, who runs revisions
now. It changes nothing. "schemadiff check" is the same question for CI, together
with the schema's.`

func (p *program) statusCommand() *cobra.Command {
	f := &databaseFlags{}
	format := choose("text", "json")
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell where a database is and what has not run yet",
		Long:  statusLong,
		Example: examples(`
schemadiff status
schemadiff status --env prod --database all --format json`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			reports, err := p.askAll(cmd.Context(), f.names, func(s *site, status *migrate.Status) (any, error) {
				return statusOf(s, status), nil
			})
			if reports == nil {
				return err
			}
			return firstOf(p.writeReports(cmd, "schemadiff-status", format, reports, func(w io.Writer, r report) {
				if result, ok := r.Result.(statusJSON); ok {
					result.write(w, p.style())
				}
			}), err)
		},
	}
	addChoice(cmd, format, "format", "what to write")
	f.addMany(cmd)
	return cmd
}

// statusJSON is where a database is and what is to be done, for programs.
type statusJSON struct {
	UpToDate    bool              `json:"upToDate"`
	Current     []entry           `json:"current"`
	Heads       []string          `json:"heads"`
	Pending     []entry           `json:"pending"`
	Unknown     []string          `json:"unknown,omitempty"`
	UnknownNext string            `json:"unknownNext,omitempty"`
	Interrupted []interruptedJSON `json:"interrupted,omitempty"`
	Edited      []editedJSON      `json:"edited,omitempty"`
	Running     string            `json:"running,omitempty"`
}

type interruptedJSON struct {
	ID        string `json:"id"`
	Direction string `json:"direction"`
	Started   string `json:"started"`
	Text      string `json:"text"`
	Next      string `json:"next"`
	InDoubt   bool   `json:"inDoubt,omitempty"`
}

type editedJSON struct {
	ID      string `json:"id"`
	Path    string `json:"path"`
	Applied string `json:"applied"`
	Now     string `json:"now"`
}

func statusOf(s *site, status *migrate.Status) statusJSON {
	out := statusJSON{
		UpToDate: status.UpToDate, Current: s.entries(status.Current), Heads: some(status.Heads),
		Pending: s.entries(status.Pending), Unknown: status.Unknown, UnknownNext: status.UnknownNext, Running: status.Running,
	}
	mark(out.Current, status.Current)
	for i := range status.Interrupted {
		r := &status.Interrupted[i]
		out.Interrupted = append(out.Interrupted, interruptedJSON{
			r.Record.Revision, string(r.Record.Direction), r.Record.Started.Format(time.RFC3339), r.Text, r.Next, r.InDoubt,
		})
	}
	for _, e := range status.Edited {
		out.Edited = append(out.Edited, editedJSON{e.Revision, e.Path, e.Applied, e.Now})
	}
	return out
}

// write tells it to a person.
func (out statusJSON) write(w io.Writer, s style) {
	currentJSON{Current: out.Current, Unknown: out.Unknown}.write(w, s, false)
	switch {
	case out.UpToDate:
		fmt.Fprintln(w, s.good("up to date"))
	case len(out.Unknown) > 0:
		fmt.Fprintln(w, "    "+out.UnknownNext)
	case len(out.Pending) > 0:
		fmt.Fprintf(w, "%s to run:\n", counted(len(out.Pending), "revision"))
		writeEntries(indented{w}, s, out.Pending, false, false)
	}
	if out.Running != "" {
		fmt.Fprintln(w, "a run is under way: "+out.Running)
	}
	for _, r := range out.Interrupted {
		fmt.Fprintln(w, s.bad(r.Text))
		fmt.Fprintln(w, "    "+r.Next)
	}
	for _, e := range out.Edited {
		fmt.Fprintln(w, s.bad(e.Path+" was edited after "+e.ID+" had been applied"))
	}
}
