package command

import (
	"context"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
	"github.com/schemadiff/schemadiff/render"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// dialect is all that the commands ask of a database product: the packages that
// hold its facts, brought together with its driver. A product is one more entry
// of [dialects]; no command knows any by its name.
type dialect struct {
	inspect.Product

	// title names a version for people.
	title func(version int) string
	// majors are the versions that --server-version takes, the newest first; version
	// reads one of them. None if all versions read alike.
	majors  []string
	version func(name string) (int, error)
	// newest is the version that scripts are read for if nothing tells another one.
	newest int
	// told is the version that scripts tell themselves, as dumps do; zero if none.
	told func(scripts []sqlfile.Source) int

	// connect opens a live database.
	connect func(ctx context.Context, source inspect.Source) (inspect.Database, error)
	// connectOwn opens the database of a project, which may have to be made still by
	// its first run.
	connectOwn func(ctx context.Context, source inspect.Source) (inspect.Database, error)
	// called is what a live database calls itself where its address says nothing.
	called func(database inspect.Database) string
	// read reads the schema that scripts make. watches says that it runs them, so that
	// it can tell which statements write rows.
	watches bool
	read    func(ctx context.Context, scripts []sqlfile.Source, how reading) (model.Schema, error)
	// verify looks at what a snapshot holds.
	verify func(model.Schema) error
	// declaresAll says whether a snapshot tells all that there is, as that of a
	// database does.
	declaresAll func(model.Schema) bool

	// rules compare. With databases, one of these settles what is in doubt; nil if
	// nothing is ever.
	rules func(databases ...inspect.Database) diff.Rules
	// settles says that a database can settle doubts.
	settles bool
	planner render.Dialect
	wording render.Wording
	// unnamed says that a constraint has no name but the one that the reader has made;
	// nil if all have names.
	unnamed func(model.ID) bool
	// words translate its schemas, for a version, to neutral words and back.
	words func(version int) neutral.Translator
	// kinds are the kinds of its definitions.
	kinds []model.Kind

	runner runnerDialect
	// target is a database that revisions run on.
	target func(address string) migrate.Target
	// advice is what to do about an error of its driver, "" if there is nothing to
	// say.
	advice func(err error) string
	// shell is the program that scripts are written for, run how it runs a file and
	// stops at the first error.
	shell, run string

	// server is what mappers are told that ask for a version of it. structs knows what
	// the types of Go are, models the way back; none if there is
	// no way back. indexes is how indexes of structs are called that nobody has named,
	// "" if the server chooses. operation what does the work of a statement in a
	// revision in Go; none if there are no such revisions.
	server    func(version int) string
	structs   structDialect
	models    gomodel.Dialect
	indexes   string
	operation func(script.Statement) op.Operation
}

// structDialect is what readers of Go ask.
type structDialect interface {
	gostruct.Dialect
	orm.SQL
}

// runnerDialect is what the runner knows, and what the formats of other tools ask.
type runnerDialect interface {
	migrate.Dialect
	// Outside says whether a statement can't run in a transaction.
	Outside(sql string) bool
}

// reading says how scripts are read.
type reading struct {
	version int
	// inOrder: they run one after the other, as revisions do, in a database that has
	// the search path.
	inOrder bool
	path    []string
	warn    func(*sqlfile.Error)
	// wrote is told the places of statements that have written rows, if the reader
	// watches.
	wrote func(model.Pos)
}

// dialects are the database products.
func dialects() []*dialect { return []*dialect{postgresDialect(), sqliteDialect(), mysqlDialect()} }

// usualDialect is that of SQL files if nothing tells another one, and that of
// projects whose configuration was written before there was another one.
const usualDialect = "postgres"

// usualAddress is the database of a project that says nothing: it needs no server.
const usualAddress = "sqlite:app.db"

// products are those whose databases can be named.
func products() inspect.Products {
	var list inspect.Products
	for _, d := range dialects() {
		list = append(list, d.Product)
	}
	return list
}

// dialectOf returns a dialect by its name, nil if there is none.
func dialectOf(name string) *dialect {
	for _, d := range dialects() {
		if d.Dialect == name {
			return d
		}
	}
	return nil
}

// dialectNamed is dialectOf where the name is that of a dialect, or empty for the
// usual one.
func dialectNamed(name string) *dialect {
	if d := dialectOf(name); d != nil {
		return d
	}
	return dialectOf(usualDialect)
}

// definitionKinds are the kinds of definitions of all dialects.
func definitionKinds() []model.Kind {
	var list []model.Kind
	for _, d := range dialects() {
		list = append(list, d.kinds...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// serverVersions are the versions that --server-version takes.
func serverVersions() []string {
	var list []string
	for _, d := range dialects() {
		list = append(list, d.majors...)
	}
	return list
}

// driverAdvice is what to do about an error of any driver.
func driverAdvice(err error) string {
	for _, d := range dialects() {
		if advice := d.advice(err); advice != "" {
			return advice
		}
	}
	return ""
}

// reader reads the sources of the dialect for the loader.
func (p *program) reader(d *dialect) inspect.Reader {
	return inspect.Reader{
		Connect: d.connect, Verify: d.verify, Version: d.version, Told: d.told, Usual: d.newest,
		ReadSQL: func(ctx context.Context, scripts []sqlfile.Source, version int) (model.Schema, error) {
			return p.readSQL(ctx, d, scripts, version)
		},
		ReadGo: func(ctx context.Context, patterns []string) (sqlfile.Source, error) {
			return p.readGo(ctx, d, patterns)
		},
		ReadORM: func(ctx context.Context, mapper string, patterns []string, version int) (sqlfile.Source, error) {
			return p.readORM(ctx, d, mapper, patterns, version)
		},
	}
}

// readSQL reads scripts; what the reader finds odd is told, but stops nothing.
func (p *program) readSQL(ctx context.Context, d *dialect, scripts []sqlfile.Source, version int) (model.Schema, error) {
	return d.read(ctx, scripts, reading{
		version: version,
		warn:    func(w *sqlfile.Error) { p.complain("warning: " + w.Error()) },
	})
}
