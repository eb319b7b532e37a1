package command

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// goFlags are about --format go.
type goFlags struct {
	pkg         string
	tags, types *wordList
	nulls       *choice
}

// wordList is a flag that takes some of several words.
type wordList struct{ chosen, words []string }

func (l *wordList) String() string { return strings.Join(l.chosen, ",") }
func (l *wordList) Type() string   { return "list" }
func (l *wordList) Set(s string) error {
	for word := range strings.SplitSeq(s, ",") {
		if !slices.Contains(l.words, word) {
			text := "it can have " + strings.Join(l.words, ", ")
			if near := typo.Nearest(word, l.words); near != "" {
				text += "; did you mean " + near + "?"
			}
			return errors.New(text)
		}
		if !slices.Contains(l.chosen, word) {
			l.chosen = append(l.chosen, word)
		}
	}
	return nil
}

func (f *goFlags) add(cmd *cobra.Command) {
	f.tags = &wordList{words: []string{"db", gomodel.TagJSON, gomodel.TagGORM, gomodel.TagBun}}
	f.types = &wordList{}
	for _, d := range dialects() {
		if d.models != nil {
			f.types.words = append(f.types.words, d.models.Libraries()...)
		}
	}
	slices.Sort(f.types.words)
	f.types.words = slices.Compact(f.types.words)
	f.nulls = choose("pointer", "sql")
	flags := cmd.Flags()
	flags.StringVar(&f.pkg, "package", "", "for --format go: the `name` of the package (default: that of the directory, or models)")
	flags.Var(f.tags, "tags", "for --format go: tags beside schema and db: "+strings.Join(f.tags.words, ","))
	flags.Var(f.types, "types", "for --format go: use types of libraries, too: "+strings.Join(f.types.words, ","))
	addChoice(cmd, f.nulls, "nulls", "for --format go: what may be null is a pointer, or a sql.Null[T]")
	complete(cmd, "tags", f.tags.words...)
	complete(cmd, "types", f.types.words...)
}

// check refuses what goes with another format only.
func (f *goFlags) check(cmd *cobra.Command, format string) error {
	for _, name := range []string{"package", "tags", "types", "nulls"} {
		if cmd.Flags().Changed(name) && format != "go" {
			return usagef(cmd, "--%s is for --format go", name)
		}
	}
	if f.pkg != "" && !token.IsIdentifier(f.pkg) {
		return usagef(cmd, "--package %s can't be the name of a package", f.pkg)
	}
	return nil
}

// inspectGo writes a schema as Go structs: to a file, and then it says what
// structs don't hold, or to a directory, with that beside it as SQL.
func (p *program) inspectGo(ctx context.Context, schema model.Schema, output string, f *goFlags) error {
	d := dialectOfSchema(schema)
	if d.models == nil {
		return fmt.Errorf("there are no Go structs for %s yet", d.Dialect)
	}
	for _, library := range f.types.chosen {
		if known := d.models.Libraries(); !slices.Contains(known, library) {
			return &hinted{fmt.Errorf("--types %s is for another database than %s", library, d.Dialect), "here it can have " + strings.Join(known, ", ")}
		}
	}
	settings, err := p.goSettings()
	if err != nil {
		return err
	}
	dir, single := "", output == "" || output == "-" || strings.HasSuffix(output, ".go")
	if !single {
		dir = output
	}
	result, err := gomodel.Write(ctx, schema, gomodel.Options{
		Dialect: d.models, Planner: d.planner, Rules: d.rules(),
		Read: func(ctx context.Context, v int, scripts ...sqlfile.Source) (model.Schema, error) {
			return d.read(ctx, scripts, reading{version: v})
		},
		Conventions: conventions(d, settings), Package: f.packageFor(output, single),
		Tags: f.tags.chosen, Libraries: f.types.chosen, Generic: f.nulls.value == "sql",
	})
	if errors.Is(err, gomodel.ErrNoTables) {
		return &hinted{err, "schemadiff inspect writes all else as SQL"}
	}
	if err != nil {
		return err
	}
	bytesOf := func(text []byte) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		}
	}
	if single {
		p.tellLeft(result)
		return p.output(ctx, output, bytesOf(result.Go))
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", dir, reason(err))
	}
	beside := filepath.Join(dir, "schema.sql")
	if _, err := os.Stat(beside); err == nil || result.SQL != "" {
		text := result.SQL
		if text == "" {
			text = "-- The structs hold all of the schema.\n"
		}
		if err := p.output(ctx, beside, bytesOf([]byte(text))); err != nil {
			return err
		}
	}
	return p.output(ctx, filepath.Join(dir, "models.go"), bytesOf(result.Go))
}

// packageFor is the name of the package: that of the directory unless one is
// given.
func (f *goFlags) packageFor(output string, single bool) string {
	if f.pkg != "" || output == "" || output == "-" {
		return f.pkg
	}
	if single {
		output = filepath.Dir(output)
	}
	dir, err := filepath.Abs(output)
	if name := strings.ToLower(filepath.Base(dir)); err == nil && token.IsIdentifier(name) && name != "main" {
		return name
	}
	return ""
}

// mostLeft is how many objects are named that structs don't hold.
const mostLeft = 20

// tellLeft says what isn't in a file alone.
func (p *program) tellLeft(result gomodel.Result) {
	if result.SQL == "" {
		return
	}
	lines := []string{"warning: structs don't hold all of the schema; left out:"}
	for i, left := range result.Left {
		if i == mostLeft {
			lines = append(lines, fmt.Sprintf("  and %d more", len(result.Left)-i))
			break
		}
		lines = append(lines, "  "+render.Visible(left.String()))
	}
	p.complain(strings.Join(append(lines, "hint: -o DIR writes DIR/models.go, and what is left out to DIR/schema.sql"), "\n"))
}
