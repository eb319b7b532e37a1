package command

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
	"github.com/schemadiff/schemadiff/render"
)

// loadToInspect reads a source, and says which dialect it is to be written in;
// nil: its own. For a source that tells its dialect, another one in --dialect is
// that which is wanted.
func (p *program) loadToInspect(cmd *cobra.Command, f *inspectFlags, args []string, line *progress) (inspect.Loaded, *dialect, error) {
	var to *dialect
	if cmd.Flags().Changed("to") {
		to = dialectOf(f.to.value)
	}
	sides, err := p.load(cmd, &f.sourceFlags, args, line)
	if err == nil {
		return sides[0], to, nil
	}
	if mixed := (*inspect.MixedError)(nil); !errors.As(err, &mixed) || to != nil {
		return inspect.Loaded{}, nil, err
	}
	side, err := p.loadAlone(cmd, &f.sourceFlags, args[0], "", line)
	return side, dialectOf(f.dialect.value), err
}

// transpose says a schema in the words of another product.
func transpose(schema model.Schema, to *dialect) (model.Schema, []neutral.Loss) {
	plain, losses := dialectOfSchema(schema).words(schema.Version).Neutral(schema.Only())
	made, more := to.words(to.newest).Dialect(plain)
	made.Version = to.newest
	return made, append(losses, more...)
}

// writeTransposed writes a schema in the words of another product, with what that
// loses: in a comment behind the SQL, or to standard error beside a snapshot.
func (p *program) writeTransposed(w io.Writer, schema model.Schema, to *dialect, format string) error {
	made, losses := transpose(schema, to)
	title := fmt.Sprintf("%d things have no counterpart in %s:", len(losses), to.words(to.newest).Name())
	lines := neutral.Summary(losses)
	if format == "json" {
		if len(losses) > 0 {
			p.complain("warning: " + title)
			for _, line := range lines {
				p.complain("  " + line)
			}
		}
		return model.WriteSnapshot(w, made)
	}
	if err := render.WriteSchema(w, made, to.planner, to.runner.ScriptStatement); err != nil || len(losses) == 0 {
		return err
	}
	p.complain("warning: " + title + " they are listed in a comment at the end")
	for i, line := range append([]string{title}, lines...) {
		before := "--   "
		if i == 0 {
			before = "\n-- "
		}
		if _, err := io.WriteString(w, before+render.Visible(line)+"\n"); err != nil {
			return err
		}
	}
	return nil
}
