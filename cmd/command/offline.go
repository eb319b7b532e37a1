package command

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
)

// nowhere is the target of scripts: no database.
type nowhere struct {
	migrate.Target
	dialect migrate.Dialect
}

// Dialect implements [migrate.Target].
func (n nowhere) Dialect() migrate.Dialect { return n.dialect }

// runOffline writes the script of a run. Secrets of the configuration aren't
// needed, since no database is.
func (p *program) runOffline(cmd *cobra.Command, f *runFlags) error {
	if f.dry {
		return usagef(cmd, "--dry-run asks the database and --sql doesn't: only one of them can be")
	}
	if f.format.value != "text" {
		return usagef(cmd, "--sql writes SQL, not %s", f.format.value)
	}
	if f.purge {
		return usagef(cmd, "--purge needs the database: --sql doesn't know its rows")
	}
	w, err := p.wholeWorkspace(f.names...)
	if err != nil {
		return err
	}
	from, targets, err := f.ends(cmd, w)
	if err != nil {
		return err
	}
	m, err := migrate.FromScripts(w.files(), nowhere{dialect: dialectNamed(w.settings.Dialect).runner}, append(p.runOptions(w.settings), f.options(p)(&site{workspace: w})...)...)
	if err != nil {
		return err
	}
	var begins []string
	if from != "" {
		begins = []string{from}
	}
	return p.output(cmd.Context(), f.output, func(to io.Writer) error {
		return m.Script(to, f.direction, begins, targets...)
	})
}

// ends reads the range that a script leads through.
func (f *runFlags) ends(cmd *cobra.Command, w *workspace) (from string, targets []string, err error) {
	for _, target := range f.targets {
		lower, upper, ok := w.graph.Range(target)
		switch {
		case !ok:
			targets = append(targets, target)
			continue
		case len(f.targets) > 1:
			return "", nil, usagef(cmd, "%q is a range, which stands alone", target)
		}
		if upper == "" {
			upper = map[graph.Direction]string{graph.Up: "heads", graph.Down: "base"}[f.direction]
		}
		if upper == "" {
			return "", nil, usagef(cmd, "the range %q doesn't say where it ends", target)
		}
		from, targets = lower, []string{upper}
		if from == "base" {
			from = ""
		}
	}
	for _, end := range append([]string{from}, targets...) {
		if needsRows(end) && (from == "" || end == from) {
			return "", nil, &hinted{usagef(cmd, "%q depends on where the database is, and --sql asks none", end), "name a revision, or a range that begins with one: ID:" + end}
		}
	}
	if from == "" && f.direction == graph.Down {
		return "", nil, &hinted{
			fmt.Errorf("where the script of a downgrade begins isn't said"),
			"a range says it: " + cmd.CommandPath() + " head:" + f.targets[0] + " --sql",
		}
	}
	return from, targets, nil
}
