package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/render"
)

// loadSides reads the two sources of a comparison, which may be of two database
// products. Then each is read by itself; --dialect is for the files among them, and
// --to-dialect for the second.
func (p *program) loadSides(cmd *cobra.Command, f *diffFlags, args []string, line *progress) ([]inspect.Loaded, error) {
	var heard bytes.Buffer // what was read from standard input, for the second time
	stdin := p.stdin
	if stdin != nil {
		p.stdin = io.TeeReader(stdin, &heard)
	}
	defer func() { p.stdin = stdin }()
	if !cmd.Flags().Changed("to-dialect") {
		sides, err := p.load(cmd, &f.sourceFlags, args, line)
		if mixed := (*inspect.MixedError)(nil); !errors.As(err, &mixed) {
			return sides, err
		}
		if stdin != nil {
			p.stdin = io.MultiReader(&heard, stdin)
		}
	}
	asked := []string{"", f.toDialect.value}
	if cmd.Flags().Changed("dialect") {
		asked[0] = f.dialect.value
	}
	if !cmd.Flags().Changed("to-dialect") {
		asked[1] = asked[0]
	}
	sides := make([]inspect.Loaded, 0, len(args))
	for i, arg := range args {
		side, err := p.loadAlone(cmd, &f.sourceFlags, arg, asked[i], line)
		if err != nil {
			closeAll(cmd.Context(), sides)
			return nil, err
		}
		sides = append(sides, side)
	}
	return sides, nil
}

// loadAlone reads one source. A dialect that was asked for is that of files: a
// database and a snapshot tell their own.
func (p *program) loadAlone(cmd *cobra.Command, f *sourceFlags, arg, dialect string, line *progress) (inspect.Loaded, error) {
	source, err := products().ParseSource(arg)
	if err != nil {
		return inspect.Loaded{}, err
	}
	loader := p.loader(line)
	loader.Usual = p.dialectHere([]inspect.Source{source})
	if source.Kind != inspect.Live {
		loader.Dialect = dialect
		if d := dialectNamed(cmp.Or(dialect, loader.Usual)); cmd.Flags().Changed("server-version") && len(d.majors) > 0 {
			loader.VersionName = f.server.value
		}
	}
	sides, err := loader.Load(cmd.Context(), source)
	if mixed := (*inspect.MixedError)(nil); errors.As(err, &mixed) { // it is a snapshot
		loader.Dialect, loader.VersionName = "", ""
		sides, err = loader.Load(cmd.Context(), source)
	}
	if err != nil {
		return inspect.Loaded{}, err
	}
	return sides[0], nil
}

// diffAcross compares schemas of two database products, in neutral words.
func (p *program) diffAcross(cmd *cobra.Command, f *diffFlags, sides []inspect.Loaded, line *progress) error {
	from, to := dialectOfSchema(sides[0].Schema), dialectOfSchema(sides[1].Schema)
	switch {
	case f.format.value == "sql":
		return &hinted{
			errors.New("between schemas of two database products there is no migration"),
			"schemadiff inspect SOURCE --to " + to.Dialect + " writes the one in the words of the other; compare that",
		}
	case len(f.renames) > 0:
		return usagef(cmd, "--rename isn't for schemas of two database products, where names are matched in any spelling")
	case len(f.concerns()) > 0:
		return usagef(cmd, "--owners, --privileges and --roles are not compared between two database products")
	case f.normalize.value == "server":
		return usagef(cmd, "--normalize=server isn't for schemas of two database products")
	}
	p.warnIdle(f.filter(), sides)
	line.say("comparing")
	result, err := compareAcross(cmd.Context(), from, to, sides)
	if err != nil {
		return err
	}
	if result, _, err = (comparison{own: p.runnerTables()}).choose(result); err != nil {
		return err
	}
	if filter := f.filter(); !filter.IsZero() {
		result = result.Select(filter.On(result.Old, result.New).Has)
	}
	report := render.Report{From: shownName(sides[0]), To: shownName(sides[1]), Result: result}
	if f.down {
		report = report.Invert()
	}
	line.end()
	err = p.output(cmd.Context(), f.output, func(w io.Writer) error {
		if f.format.value == "json" {
			return render.WriteJSON(w, report)
		}
		return render.WriteText(w, report, render.TextOptions{Color: p.colored(f.color.value, f.output)})
	})
	if err == nil && !report.Result.Empty() {
		return errDifferent
	}
	return err
}

func compareAcross(ctx context.Context, from, to *dialect, sides []inspect.Loaded) (diff.Result, error) {
	result, err := across.Compare(ctx,
		across.Side{Schema: sides[0].Schema.Only(), Translator: from.words(sides[0].Schema.Version)},
		across.Side{Schema: sides[1].Schema.Only(), Translator: to.words(sides[1].Schema.Version)}, diff.Options{})
	result.Questions = nil // they couldn't be answered
	return result, err
}

func (f *diffFlags) addToDialect(cmd *cobra.Command) {
	f.toDialect = choose(products().Dialects()...)
	addChoice(cmd, f.toDialect, "to-dialect", "the database product that the files of TO are written for, if it is another one than FROM's")
	cmd.Flags().Lookup("to-dialect").DefValue = ""
}
