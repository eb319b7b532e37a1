package inspect

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// A Loader reads sources of any kind. What it needs of a database product and
// of its driver is given by the program that has them.
type Loader struct {
	// Reader returns what reads the sources of a dialect; ok is false if there is
	// none of the name.
	Reader func(dialect string) (r Reader, ok bool)
	// Dialect is the one that was asked for. Empty: that of the live database or
	// of the snapshot among the sources, else Usual. Who says who asked for it; empty:
	// the flag --dialect.
	Dialect, Who, Usual string
	// ReadRevisions, if set, reads what the revisions of a source lead to.
	ReadRevisions func(ctx context.Context, source Source, dialect string, version int) (model.Schema, error)
	// Stdin is what the source "-" reads.
	Stdin io.Reader

	// Version is the server version that scripts are read for, unless a live
	// database is among the sources: then it is that one's. Zero: what VersionName
	// says, else that of the snapshot among the sources, else what the scripts tell
	// themselves, else the reader's usual one.
	Version int
	// VersionName is a version as people write it.
	VersionName string

	// Progress, if set, is told what begins. It may be called by several
	// goroutines at once.
	Progress func(what string)
}

// Reader reads the sources of a dialect.
type Reader struct {
	// Connect opens a live database. Its errors name no credentials.
	Connect func(ctx context.Context, source Source) (Database, error)
	// ReadSQL reads scripts for a version of the server.
	ReadSQL func(ctx context.Context, scripts []sqlfile.Source, version int) (model.Schema, error)
	// ReadGo, if set, makes a script of the structs of Go packages.
	ReadGo func(ctx context.Context, patterns []string) (sqlfile.Source, error)
	// ReadORM, if set, makes a script of what an object-relational mapper creates
	// for its models in packages, on a server of a version.
	ReadORM func(ctx context.Context, mapper string, patterns []string, version int) (sqlfile.Source, error)
	// Verify, if set, looks at what a snapshot holds, which may have gone
	// through many hands.
	Verify func(model.Schema) error
	// Version reads a version as people write it.
	Version func(name string) (int, error)
	// Told, if set, returns the version that scripts themselves name, as dumps
	// do; zero if they name none.
	Told func(scripts []sqlfile.Source) int
	// Usual is the version that scripts are read for if nothing else tells.
	Usual int
}

// Database is a live database, open on one connection.
type Database interface {
	// Version is the server's version number.
	Version() int
	// Inspect reads the schema in one snapshot.
	Inspect(ctx context.Context) (model.Schema, error)
	Close(ctx context.Context) error
}

// Loaded is what a source holds. Database is open still, and nil for a source
// that is no live database. Snapshot says that the source was a snapshot.
type Loaded struct {
	Source   Source
	Schema   model.Schema
	Database Database
	Snapshot bool
}

// Close closes the database if there is one.
func (l Loaded) Close(ctx context.Context) error {
	if l.Database == nil {
		return nil
	}
	return l.Database.Close(ctx)
}

// SourceError is a failure to read one source. Advice says what to do next.
type SourceError struct {
	Source Source
	Err    error
	Advice string
}

// Error implements error.
func (e *SourceError) Error() string { return fmt.Sprintf("reading %s: %v", e.Source, e.Err) }

// Unwrap returns the reason.
func (e *SourceError) Unwrap() error { return e.Err }

// Hint says what to do next: the advice, else what the reason advises; empty
// if there is nothing to say.
func (e *SourceError) Hint() string {
	var reason interface{ Hint() string }
	if e.Advice == "" && errors.As(e.Err, &reason) {
		return reason.Hint()
	}
	return e.Advice
}

// Load reads sources, all of them at the same time. Live databases are asked
// for their version first, so that the scripts compared with them are read for
// it. The errors of all sources are joined. All sources are of one dialect.
//
// The databases stay open until the caller closes them; after an error none is.
func (l Loader) Load(ctx context.Context, sources ...Source) ([]Loaded, error) {
	readers := 0
	for _, s := range sources {
		if s.Kind == Stdin {
			readers++
		}
	}
	if readers > 1 {
		return nil, errors.New("standard input can be one source only, not two")
	}
	if _, err := l.dialect(sources, nil); err != nil {
		return nil, err // before anything is connected
	}
	opened := make([]opened, len(sources))
	err := each(sources, func(i int, s Source) (err error) {
		opened[i], err = l.open(ctx, s)
		return err
	})
	loaded := make([]Loaded, len(sources))
	if err == nil {
		err = l.readAll(ctx, sources, opened, loaded)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		for _, o := range opened {
			if o.database != nil {
				_ = o.database.Close(context.WithoutCancel(ctx)) // the first failure is the one to tell
			}
		}
		return nil, err
	}
	return loaded, nil
}

// readAll reads what has been opened.
func (l Loader) readAll(ctx context.Context, sources []Source, opened []opened, loaded []Loaded) error {
	dialect, err := l.dialect(sources, opened)
	if err != nil {
		return err
	}
	reader, ok := l.Reader(dialect)
	if !ok {
		return fmt.Errorf("there is no dialect %q", dialect)
	}
	version, err := l.version(reader, opened)
	if err != nil {
		return err
	}
	return each(sources, func(i int, s Source) (err error) {
		loaded[i], err = l.read(ctx, s, opened[i], reader, dialect, version)
		return err
	})
}

// dialect finds the one dialect of all sources. What isn't opened yet tells it
// if it is a database.
func (l Loader) dialect(sources []Source, opened []opened) (string, error) {
	dialect, who := l.Dialect, cmp.Or(l.Who, "--dialect")
	for i, s := range sources {
		own := s.Dialect()
		if opened != nil && opened[i].snapshot != nil {
			own = opened[i].snapshot.Dialect
		}
		switch {
		case own == "":
		case dialect == "":
			dialect, who = own, s.String()
		case dialect != own:
			return "", &MixedError{dialect, own, who, s.String()}
		}
	}
	return cmp.Or(dialect, l.Usual), nil
}

// MixedError says that sources are of two dialects.
type MixedError struct{ first, second, who, other string }

// Error implements error.
func (e *MixedError) Error() string {
	return fmt.Sprintf("%s is %s, and %s is %s: schemas of two dialects can't be compared yet", e.who, e.first, e.other, e.second)
}

// Hint says what to do about it.
func (e *MixedError) Hint() string {
	if e.who == "--dialect" {
		return "a database and a snapshot tell their dialect: leave --dialect out"
	}
	return "both sides must be of one database product"
}

// each calls f for all sources at once and joins the errors in their order.
func each(sources []Source, f func(int, Source) error) error {
	errs := make([]error, len(sources))
	panics := make([]any, len(sources))
	var group sync.WaitGroup
	for i, s := range sources {
		group.Go(func() {
			defer func() { panics[i] = caught(recover()) }()
			errs[i] = f(i, s)
		})
	}
	group.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p) // where the program expects it
		}
	}
	return errors.Join(errs...)
}

// caught keeps the stack of a panic that goes on in another goroutine.
func caught(cause any) any {
	if cause == nil {
		return nil
	}
	return fmt.Sprintf("%v\n\n%s", cause, debug.Stack())
}

// opened is a source of which the version is known, if it has one.
type opened struct {
	database Database
	snapshot *model.Schema
	scripts  []sqlfile.Source
}

// version chooses the version that scripts are read for. Of two sources that
// could tell, the first one does: a migration is for its server.
func (l Loader) version(r Reader, sources []opened) (int, error) {
	asked := l.Version
	if asked == 0 && l.VersionName != "" {
		if r.Version == nil {
			return 0, errors.New("there are no versions of this dialect to choose from")
		}
		var err error
		if asked, err = r.Version(l.VersionName); err != nil {
			return 0, err
		}
	}
	live, snapshot, told := 0, 0, 0
	for _, o := range sources {
		if o.database != nil {
			live = cmp.Or(live, o.database.Version())
		}
		if o.snapshot != nil {
			snapshot = cmp.Or(snapshot, o.snapshot.Version)
		}
		if o.scripts != nil && r.Told != nil {
			told = cmp.Or(told, r.Told(o.scripts))
		}
	}
	return cmp.Or(live, asked, snapshot, told, r.Usual), nil
}

func (l Loader) open(ctx context.Context, s Source) (opened, error) {
	if s.Kind == Live {
		reader, ok := l.Reader(s.Dialect())
		if !ok {
			return opened{}, explain(s, fmt.Errorf("there is no dialect %q", s.Dialect()))
		}
		l.say("connecting to " + s.String())
		database, err := reader.Connect(ctx, s)
		if err != nil {
			return opened{}, err
		}
		return opened{database: database}, nil
	}
	l.say("reading " + s.String())
	switch s.Kind {
	case Revisions:
		if l.ReadRevisions == nil {
			return opened{}, explain(s, errors.New("revisions can't be read here"))
		}
		return opened{}, nil
	case Go, ORM: // how structs and models are read depends on the dialect
		return opened{}, nil
	case Path, Stdin, Live:
	}
	scripts, err := l.scripts(ctx, s)
	if err != nil {
		return opened{}, explain(s, err)
	}
	if len(scripts) == 1 && strings.HasPrefix(strings.TrimLeft(scripts[0].Text, " \t\r\n"), "{") {
		schema, err := l.snapshot(scripts[0].Text)
		if err != nil {
			return opened{}, explain(s, err)
		}
		return opened{snapshot: &schema}, nil
	}
	return opened{scripts: scripts}, nil
}

// snapshot reads a snapshot of any dialect.
func (l Loader) snapshot(text string) (model.Schema, error) {
	schema, err := model.ReadSnapshot(strings.NewReader(text))
	if err != nil {
		return schema, err
	}
	reader, ok := l.Reader(schema.Dialect)
	if !ok {
		return schema, fmt.Errorf("the snapshot is of the dialect %q, which this version doesn't know", schema.Dialect)
	}
	if reader.Verify != nil {
		err = reader.Verify(schema)
	}
	return schema, err
}

// scripts reads the texts of a source. A read of a pipe can't be stopped, so
// it is left behind if the context ends.
func (l Loader) scripts(ctx context.Context, s Source) ([]sqlfile.Source, error) {
	type result struct {
		scripts []sqlfile.Source
		err     error
		cause   any
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			r.cause = caught(recover())
			done <- r
		}()
		r.scripts, r.err = sqlfile.Read(s.Location(), l.Stdin)
	}()
	select {
	case r := <-done:
		if r.cause != nil {
			panic(r.cause)
		}
		return r.scripts, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l Loader) read(ctx context.Context, s Source, o opened, reader Reader, dialect string, version int) (Loaded, error) {
	loaded := Loaded{Source: s, Database: o.database, Snapshot: o.snapshot != nil}
	var err error
	switch {
	case o.snapshot != nil:
		loaded.Schema = *o.snapshot
	case o.database != nil:
		l.say("inspecting " + s.String())
		if loaded.Schema, err = o.database.Inspect(ctx); err != nil {
			err = &SourceError{Source: s, Err: err}
		}
	case s.Kind == Revisions:
		loaded.Schema, err = l.ReadRevisions(ctx, s, dialect, version)
	case s.Kind == Go, s.Kind == ORM:
		loaded.Schema, err = reader.structs(ctx, s, version)
	default:
		loaded.Schema, err = reader.ReadSQL(ctx, o.scripts, version)
	}
	return loaded, err
}

// structs reads the packages of a source.
func (r Reader) structs(ctx context.Context, s Source, version int) (model.Schema, error) {
	if s.Kind == Go && r.ReadGo == nil || s.Kind == ORM && r.ReadORM == nil {
		return model.Schema{}, explain(s, errors.New("packages of Go can't be read here"))
	}
	var made sqlfile.Source
	var err error
	if s.Kind == ORM {
		mapper, pattern := s.ORM()
		made, err = r.ReadORM(ctx, mapper, []string{pattern}, version)
	} else {
		made, err = r.ReadGo(ctx, []string{s.Location()})
	}
	if err != nil {
		return model.Schema{}, explain(s, err)
	}
	return r.ReadSQL(ctx, []sqlfile.Source{made}, version)
}

func (l Loader) say(what string) {
	if l.Progress != nil {
		l.Progress(what)
	}
}

// explain says what to do about a source that can't be read. Errors about a
// place in a file speak for themselves.
func explain(s Source, err error) error {
	var path *fs.PathError
	var place *sqlfile.Error
	var snapshot *model.SnapshotError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &SourceError{s, errors.New("there is no such file or directory"), missingHint(s)}
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &path):
		return &SourceError{s, fmt.Errorf("%s: %w", path.Path, os.ErrPermission), "the file must be readable by the user who runs schemadiff"}
	case errors.As(err, &snapshot):
		snapshot.Pos.File = s.String()
		return &sqlfile.Error{Pos: snapshot.Pos, Msg: snapshot.Err.Error(), Hint: snapshotHint}
	case errors.Is(err, model.ErrNotSnapshot):
		return &SourceError{s, err, snapshotHint}
	case errors.As(err, &place):
		return err
	}
	return &SourceError{Source: s, Err: err}
}

const snapshotHint = "a file that begins with { must be a snapshot: write one with schemadiff inspect --format json"

func missingHint(s Source) string {
	if strings.Contains(s.Location(), "=") {
		return "connection settings are written as a URL, which begins with the name of the product"
	}
	return "a source is an SQL file, a directory of them, a snapshot, migrations:DIR, go:PACKAGES, - for standard input, or the address of a database"
}
