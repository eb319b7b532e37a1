package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var errNoTarget = errors.New("the project doesn't say what its schema should be")

// noTarget says that the project doesn't tell what its schema should be.
func noTarget(w *workspace) error {
	return &hinted{
		errNoTarget,
		"target in " + project.FileName + " names SQL files or directories; without it, it is schema.sql or schema/ in " + w.project.Dir,
	}
}

// declared reads the schema that the revisions should lead to, for a version of
// the server; 0 takes what the files say, else the newest one.
func (p *program) declared(ctx context.Context, w *workspace, number int) (side, error) {
	sources := w.settings.Target
	if len(sources) == 0 {
		return side{}, noTarget(w)
	}
	d := dialectNamed(w.settings.Dialect)
	names := make([]string, len(sources))
	var scripts []sqlfile.Source
	for i, s := range sources {
		names[i] = s.String()
	}
	if len(sources) == 1 { // a snapshot or a database, too
		loader := p.loader(p.line)
		loader.Version, loader.Dialect, loader.Who = number, d.Dialect, "the project"
		loader.Reader = func(name string) (inspect.Reader, bool) {
			reader := p.reader(dialectNamed(name))
			reader.ReadGo = func(ctx context.Context, patterns []string) (sqlfile.Source, error) {
				return readStructs(ctx, d, patterns, w.settings)
			}
			reader.ReadORM = func(ctx context.Context, mapper string, patterns []string, version int) (sqlfile.Source, error) {
				return p.readModels(ctx, d, mapper, patterns, w.settings, version)
			}
			return reader, dialectOf(name) != nil
		}
		loaded, err := loader.Load(ctx, sources[0])
		if err != nil {
			return side{}, err
		}
		defer closeAll(ctx, loaded)
		return loadedSide(loaded[0]), nil
	}
	var patterns []string
	var models []inspect.Source
	for _, s := range sources {
		switch s.Kind {
		case inspect.Go:
			patterns = append(patterns, s.Location())
			continue
		case inspect.ORM:
			models = append(models, s)
			continue
		case inspect.Path, inspect.Stdin, inspect.Live, inspect.Revisions:
		}
		if s.Kind != inspect.Path {
			return side{}, &hinted{
				fmt.Errorf("the target %s can't be one of several", s),
				"SQL files, directories, Go packages and models make one schema together; a database or standard input stands alone",
			}
		}
		more, err := sqlfile.Read(s.Location(), p.stdin)
		if err != nil {
			return side{}, &inspect.SourceError{Source: s, Err: err}
		}
		scripts = append(scripts, more...)
	}
	if len(patterns) > 0 {
		// What SQL files make may be there before: they aren't written for structs.
		made, err := readStructs(ctx, d, patterns, w.settings)
		if err != nil {
			return side{}, err
		}
		scripts = append(scripts, made)
	}
	if number == 0 && d.told != nil {
		number = d.told(scripts)
	}
	number = cmp.Or(number, d.newest)
	made, err := p.readMappers(ctx, d, models, w.settings, number)
	if err != nil {
		return side{}, err
	}
	schema, err := p.readSQL(ctx, d, append(scripts, made...), number)
	return side{name: strings.Join(names, " + "), schema: schema}, err
}

// replay reads what scripts lead to when they run one after the other in a new
// database. tell is called with each doubt of the reader.
func (p *program) replay(ctx context.Context, d *dialect, scripts []script.Script, number int, tell func(string)) (model.Schema, error) {
	quietly := func(sources []sqlfile.Source) (model.Schema, error) {
		return p.readInOrder(ctx, d, sources, check.Server{Version: number}, func(string) {})
	}
	sources, err := autogenerate.Replay(ctx, scripts, quietly)
	if err != nil {
		return model.Schema{}, err
	}
	return p.readInOrder(ctx, d, sources, check.Server{Version: number}, tell)
}

// readInOrder reads the ways up of revisions. tell is called with each doubt.
func (p *program) readInOrder(ctx context.Context, d *dialect, sources []sqlfile.Source, on check.Server, tell func(string)) (model.Schema, error) {
	if on.Version == 0 {
		on.Version = d.newest
	}
	var doubts []string
	read := func(sources []sqlfile.Source) (model.Schema, error) {
		doubts = nil
		return d.read(ctx, sources, reading{
			version: on.Version, inOrder: true, path: on.Path,
			warn: func(w *sqlfile.Error) { doubts = append(doubts, "warning: "+w.Error()) },
		})
	}
	schema, err := read(sources)
	if there := unmade(d, schema, on.Path); len(there) > 0 {
		if again, errAgain := read(append(there, sources...)); errAgain == nil {
			schema, err = again, nil
		}
	}
	for _, text := range doubts {
		tell(text)
	}
	var list sqlfile.ErrorList
	if errors.As(err, &list) {
		return schema, &replayError{list}
	}
	return schema, err
}

// unmade makes the schemas of a search path that no revision has made: they were
// there before.
func unmade(d *dialect, schema model.Schema, path []string) []sqlfile.Source {
	var list []sqlfile.Source
	for _, name := range path {
		if !slices.ContainsFunc(schema.Namespaces, func(n model.Namespace) bool { return n.Name == name }) {
			list = append(list, sqlfile.Source{Name: "the search path", Text: render.NewWriter(d.runner).Key("CREATE SCHEMA ").Ident(name).String()})
		}
	}
	return list
}

// replayError says that the schema after the revisions isn't known without
// running them.
type replayError struct{ list sqlfile.ErrorList }

func (e *replayError) Error() string {
	return "reading the revisions one after the other:\n" + e.list.Error()
}

func (e *replayError) Unwrap() error { return e.list }

// Hint says what to do.
func (e *replayError) Hint() string {
	return "a statement that changes rows alone is passed over if \"-- schemadiff: rows only\" stands above it; what is there before all " +
		"revisions, such as an extension, has to be made by one of them; with a database at hand, --from database needs no reading"
}

// ownTables lists the tables that the runner keeps for itself, as far as settings
// tell: without a schema where the search path decides.
func ownTables(s project.Settings) []model.QName {
	return []model.QName{{Schema: s.Version.Schema, Name: s.Version.Table}, {Schema: s.Version.Schema, Name: s.Version.History}}
}

// runnerTables is [ownTables] of the project that the program is called in, if
// there is one.
func (p *program) runnerTables() []model.QName {
	settings := project.Defaults()
	if config, err := p.project(); err == nil {
		if of, err := config.Settings(); err == nil {
			settings = of
		}
	}
	return ownTables(settings)
}

// own lists the tables that the runner keeps in a database for itself.
func own(located migrate.Located) []model.QName {
	return []model.QName{located.Tables.Version, located.Tables.History}
}

// readRevisions reads what a source of revisions leads to.
func (p *program) readRevisions(ctx context.Context, source inspect.Source, dialect string, number int) (model.Schema, error) {
	dir, identifier := source.Revisions()
	settings := project.Defaults()
	config, err := p.project()
	switch {
	case err == nil:
		if settings, err = config.Settings(); err != nil && dir == "" {
			return model.Schema{}, err
		}
	case dir == "":
		return model.Schema{}, err
	}
	if dir != "" {
		settings.Migrations = []string{dir}
	}
	settings.Dialect = dialect
	w, err := p.openRevisions(config, settings)
	if err != nil {
		return model.Schema{}, err
	}
	ids := w.graph.All()
	if identifier != "" {
		targets, err := w.graph.Resolve(identifier, nil)
		if err != nil {
			return model.Schema{}, err
		}
		if ids, err = w.graph.Applied(targets); err != nil {
			return model.Schema{}, err
		}
	}
	return p.replay(ctx, dialectNamed(dialect), autogenerate.InOrder(w.scripts, ids), number, p.complain)
}
