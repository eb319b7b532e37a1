package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// load reads the sources that the arguments name.
func (p *program) load(cmd *cobra.Command, f *sourceFlags, args []string, line *progress) ([]inspect.Loaded, error) {
	var sources []inspect.Source
	live := false
	for _, arg := range args {
		s, err := products().ParseSource(arg)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
		live = live || s.Kind == inspect.Live
	}
	loader := p.loader(line)
	loader.Usual = p.dialectHere(sources)
	if cmd.Flags().Changed("dialect") {
		loader.Dialect = f.dialect.value
	}
	if cmd.Flags().Changed("server-version") {
		if live {
			return nil, usagef(cmd, "--server-version is for files alone; the database tells its version")
		}
		loader.VersionName = f.server.value
	}
	return loader.Load(cmd.Context(), sources...)
}

// dialectHere is the dialect of sources that don't tell it: that of the project,
// if there is one, or if its revisions are among them.
func (p *program) dialectHere(sources []inspect.Source) string {
	config, err := p.project()
	if err != nil {
		return usualDialect // what is wrong with it is told by those who need it
	}
	revisions := slices.ContainsFunc(sources, func(s inspect.Source) bool { return s.Kind == inspect.Revisions })
	if config.File == "" && !revisions {
		return usualDialect
	}
	return config.Dialect()
}

// loader reads sources of all kinds.
func (p *program) loader(line *progress) inspect.Loader {
	return inspect.Loader{
		Reader: func(name string) (inspect.Reader, bool) {
			d := dialectOf(name)
			if d == nil {
				return inspect.Reader{}, false
			}
			return p.reader(d), true
		},
		ReadRevisions: p.readRevisions, Stdin: p.stdin, Usual: usualDialect, Progress: line.say,
	}
}

// shownName is what the result calls a side. An address that leaves all to the
// environment says nothing, so the database's own name stands in it.
func shownName(side inspect.Loaded) string {
	shown := side.Source.String()
	if side.Database != nil && strings.HasSuffix(shown, "://") {
		return shown + "/" + dialectOf(side.Source.Dialect()).called(side.Database)
	}
	return shown
}

// liveDatabases are the databases among the sides.
func liveDatabases(sides []inspect.Loaded) []inspect.Database {
	var list []inspect.Database
	for _, side := range sides {
		if side.Database != nil {
			list = append(list, side.Database)
		}
	}
	return list
}

// declaresAll reports whether a side tells all that it has: a database, or a
// snapshot of one.
func declaresAll(side inspect.Loaded) bool {
	if !side.Snapshot {
		return side.Database != nil
	}
	return dialectOfSchema(side.Schema).declaresAll(side.Schema)
}

// dialectOfSchema is the dialect of a schema that was read by one.
func dialectOfSchema(s model.Schema) *dialect { return dialectNamed(s.Dialect) }

// connectError says what to do about a connection that failed.
func connectError(err error) error {
	return &hinted{err, driverAdvice(err)}
}
