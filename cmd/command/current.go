package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
)

const currentLong = `Current tells which revisions a database is at. It changes nothing there: a
database without a version table is at the base.`

// currentFlags are the flags of current.
type currentFlags struct {
	databaseFlags
	format         *choice
	verbose, check bool
}

func (p *program) currentCommand() *cobra.Command {
	f := &currentFlags{format: choose("text", "json")}
	cmd := &cobra.Command{
		Use:   "current",
		Short: "Tell which revisions a database is at",
		Long:  currentLong,
		Example: examples(`
schemadiff current --env prod

# Has everything run? (exit code 1 if not)
schemadiff current --check-heads --database all`),
		Args:              names(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.current(cmd, f)
		},
	}
	annotate(cmd, finding, "a database isn't at the heads (--check-heads)")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "tell all about each revision")
	cmd.Flags().BoolVar(&f.check, "check-heads", false, "exit with 1 unless the database is at all heads")
	addChoice(cmd, f.format, "format", "what to write")
	f.addMany(cmd)
	return cmd
}

// currentJSON is where a database is, for programs.
type currentJSON struct {
	Current []entry  `json:"current"`
	Unknown []string `json:"unknown,omitempty"`
	Heads   []string `json:"heads"`
	AtHeads bool     `json:"atHeads"`
	Pending int      `json:"pending"`
}

func (p *program) current(cmd *cobra.Command, f *currentFlags) error {
	reports, err := p.askAll(cmd.Context(), f.names, func(s *site, status *migrate.Status) (any, error) {
		result := currentOf(s, status)
		if f.check && !result.AtHeads {
			return result, errBehind
		}
		return result, nil
	})
	if reports == nil {
		return err
	}
	writing := p.writeReports(cmd, "schemadiff-current", f.format, reports, func(w io.Writer, r report) {
		if result, ok := r.Result.(currentJSON); ok {
			result.write(w, p.style(), f.verbose)
		}
	})
	return firstOf(writing, err)
}

func currentOf(s *site, status *migrate.Status) currentJSON {
	result := currentJSON{
		Current: s.entries(status.Current), Unknown: status.Unknown, Heads: status.Heads, Pending: len(status.Pending),
		AtHeads: len(status.Pending) == 0 && len(status.Unknown) == 0 && len(status.Interrupted) == 0,
	}
	mark(result.Current, status.Current)
	return result
}

func (r currentJSON) write(w io.Writer, s style, verbose bool) {
	if len(r.Current) == 0 && len(r.Unknown) == 0 {
		fmt.Fprintln(w, "base  "+s.marks("(nothing has run)"))
	}
	list := slices.Clone(r.Current)
	for i := range list {
		list[i].Current = false // all of them are
	}
	writeEntries(w, s, list, verbose, false)
	for _, id := range r.Unknown {
		fmt.Fprintln(w, s.id(id)+"  "+s.bad("(no file has this revision)"))
	}
}

// writeReports writes what became of the databases. Where there are several,
// each has its name above it.
func (p *program) writeReports(cmd *cobra.Command, kind string, format *choice, reports []report, write func(io.Writer, report)) error {
	return p.output(cmd.Context(), "", func(w io.Writer) error {
		if format.value == "json" {
			return writeJSON(w, reportsJSON{kind, 1, reports})
		}
		for _, r := range reports {
			if r.Database == "" {
				write(w, r)
				continue
			}
			fmt.Fprintln(w, p.style().strong(r.Database))
			if r.Error != "" {
				fmt.Fprintln(w, "    "+p.style().bad("failed"))
			}
			write(indented{w}, r)
		}
		return nil
	})
}

// indented moves lines to the right. Each write is of whole lines.
type indented struct{ to io.Writer }

func (i indented) Write(b []byte) (int, error) {
	var text strings.Builder
	for line := range strings.Lines(string(b)) {
		if line != "\n" {
			text.WriteString("    ")
		}
		text.WriteString(line)
	}
	_, err := io.WriteString(i.to, text.String())
	return len(b), err
}

// firstOf returns the error of writing if there is one, else that of the work.
func firstOf(writing, work error) error {
	if writing != nil {
		return writing
	}
	return work
}
