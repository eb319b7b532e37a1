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
	// Connect opens a live database. Its errors name no credentials.
	Connect func(ctx context.Context, url string) (Database, error)
	// ReadSQL reads scripts for a version of the server.
	ReadSQL func(ctx context.Context, scripts []sqlfile.Source, version int) (model.Schema, error)
	// ReadRevisions, if set, reads what the revisions of a source lead to.
	ReadRevisions func(ctx context.Context, source Source, version int) (model.Schema, error)
	// ReadGo, if set, makes a script of the structs of Go packages.
	ReadGo func(ctx context.Context, patterns []string) (sqlfile.Source, error)
	// Verify, if set, looks at what a snapshot holds, which may have gone
	// through many hands.
	Verify func(model.Schema) error
	// Stdin is what the source "-" reads.
	Stdin io.Reader

	// Version is the server version that scripts are read for, unless a live
	// database is among the sources: then it is that one's. Zero: that of the
	// snapshot among the sources, else what Told says, else Default.
	Version, Default int
	// Told, if set, returns the version that scripts themselves name, as dumps
	// do; zero if they name none.
	Told func(scripts []sqlfile.Source) int

	// Progress, if set, is told what begins. It may be called by several
	// goroutines at once.
	Progress func(what string)
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
// it. The errors of all sources are joined.
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
	opened := make([]opened, len(sources))
	err := each(sources, func(i int, s Source) (err error) {
		opened[i], err = l.open(ctx, s)
		return err
	})
	loaded := make([]Loaded, len(sources))
	if err == nil {
		version := l.version(opened)
		err = each(sources, func(i int, s Source) (err error) {
			loaded[i], err = l.read(ctx, s, opened[i], version)
			return err
		})
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
func (l Loader) version(sources []opened) int {
	live, snapshot, told := 0, 0, 0
	for _, o := range sources {
		if o.database != nil {
			live = cmp.Or(live, o.database.Version())
		}
		if o.snapshot != nil {
			snapshot = cmp.Or(snapshot, o.snapshot.Version)
		}
		if o.scripts != nil && l.Told != nil {
			told = cmp.Or(told, l.Told(o.scripts))
		}
	}
	return cmp.Or(live, l.Version, snapshot, told, l.Default)
}

func (l Loader) open(ctx context.Context, s Source) (opened, error) {
	if s.Kind == Live {
		l.say("connecting to " + s.String())
		database, err := l.Connect(ctx, s.Location())
		if err != nil {
			return opened{}, err
		}
		return opened{database: database}, nil
	}
	l.say("reading " + s.String())
	if s.Kind == Revisions {
		if l.ReadRevisions == nil {
			return opened{}, explain(s, errors.New("revisions can't be read here"))
		}
		return opened{}, nil
	}
	if s.Kind == Go {
		return l.openGo(ctx, s)
	}
	scripts, err := l.scripts(ctx, s)
	if err != nil {
		return opened{}, explain(s, err)
	}
	if len(scripts) == 1 && strings.HasPrefix(strings.TrimLeft(scripts[0].Text, " \t\r\n"), "{") {
		schema, err := model.ReadSnapshot(strings.NewReader(scripts[0].Text))
		if err == nil && l.Verify != nil {
			err = l.Verify(schema)
		}
		if err != nil {
			return opened{}, explain(s, err)
		}
		return opened{snapshot: &schema}, nil
	}
	return opened{scripts: scripts}, nil
}

// openGo reads the packages of a source.
func (l Loader) openGo(ctx context.Context, s Source) (opened, error) {
	if l.ReadGo == nil {
		return opened{}, explain(s, errors.New("packages of Go can't be read here"))
	}
	made, err := l.ReadGo(ctx, []string{s.Location()})
	if err != nil {
		return opened{}, explain(s, err)
	}
	return opened{scripts: []sqlfile.Source{made}}, nil
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

func (l Loader) read(ctx context.Context, s Source, o opened, version int) (Loaded, error) {
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
		loaded.Schema, err = l.ReadRevisions(ctx, s, version)
	default:
		loaded.Schema, err = l.ReadSQL(ctx, o.scripts, version)
	}
	return loaded, err
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
		return "connection settings are written as a URL: postgres://user@host:5432/database?sslmode=require"
	}
	return "a source is an SQL file, a directory of them, a snapshot, migrations:DIR, go:PACKAGES, - for standard input, or postgres://user@host/database"
}
