package migrate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Migrator runs the revisions of a project on a database. It holds no
// connection and never changes, so that many goroutines may use it.
type Migrator struct {
	graph   *graph.Graph
	scripts map[string]*script.Script
	// programs are the revisions written in Go.
	programs map[string]*Program
	target   Target
	dialect  Dialect
	config   config
}

// New reads the revisions of a file system, such as an [embed.FS]. Its error
// has all mistakes of all files.
func New(fsys fs.FS, target Target, options ...Option) (*Migrator, error) {
	c := newConfig(options)
	scripts, err := script.ReadDir(fsys, c.directories, script.Options{
		Syntax: target.Dialect().Syntax(), Recursive: c.recursive,
	})
	if err != nil {
		return nil, err
	}
	return FromScripts(scripts, target, options...)
}

// FromScripts is [New] for revisions that have been read already.
func FromScripts(scripts []script.Script, target Target, options ...Option) (*Migrator, error) {
	programs, err := Programs(target.Dialect(), newConfig(options).programs...)
	if err != nil {
		return nil, err
	}
	scripts = slices.Clone(scripts)
	for i := range programs {
		scripts = append(scripts, programs[i].Script)
	}
	revisions := make([]graph.Revision, len(scripts))
	for i := range scripts {
		revisions[i] = scripts[i].Node()
	}
	g, err := graph.New(revisions)
	if err != nil {
		return nil, err
	}
	m := &Migrator{
		graph: g, scripts: map[string]*script.Script{}, programs: map[string]*Program{}, target: target, dialect: target.Dialect(), config: newConfig(options),
	}
	for i := range scripts {
		m.scripts[scripts[i].ID] = &scripts[i]
	}
	for i := range programs {
		m.programs[programs[i].ID] = &programs[i]
	}
	return m, nil
}

// Graph returns the graph of the revisions.
func (m *Migrator) Graph() *graph.Graph { return m.graph }

func (m *Migrator) notes(tables Tables) notes {
	return notes{dialect: m.dialect, tables: tables, tool: m.config.version, who: m.config.who}
}

// read calls f with a connection, and with the state of the database.
func (m *Migrator) read(ctx context.Context, f func(conn Conn, s state) error) (err error) {
	connect := m.target.Connect
	if reader, ok := m.target.(Reader); ok {
		connect = reader.ConnectToRead
	}
	conn, err := m.connectBy(ctx, connect)
	if err != nil {
		return err
	}
	defer closing(ctx, conn, &err)
	s, err := m.readState(ctx, conn)
	if err != nil {
		return err
	}
	return f(conn, s)
}

// connect opens a connection and runs the statements before a run.
func (m *Migrator) connect(ctx context.Context) (Conn, error) {
	return m.connectBy(ctx, m.target.Connect)
}

func (m *Migrator) connectBy(ctx context.Context, connect func(context.Context) (Conn, error)) (Conn, error) {
	conn, err := connect(ctx)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	for _, sql := range m.config.before {
		if _, err = conn.Exec(ctx, sql); err != nil {
			err = fmt.Errorf("running the statements before a run: %w", err)
			closing(ctx, conn, &err)
			return nil, err
		}
	}
	return conn, nil
}

// closeTimeout bounds what is done for a connection that is given up.
const closeTimeout = 10 * time.Second

// closing closes a connection even if the run was cancelled.
func closing(ctx context.Context, conn Conn, err *error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if closeErr := conn.Close(ctx); *err == nil {
		*err = closeErr
	}
}

// Status is what a database says about its revisions.
type Status struct {
	// Current lists the revisions that the database is at, Rows the rows of the
	// version table.
	Current []string
	Rows    graph.Rows
	// Heads are the newest revisions of the files, Pending those that have not run,
	// in the order in which they would.
	Heads, Pending []string
	// UpToDate: everything has run, and nothing is wrong.
	UpToDate bool
	// Unknown lists rows of the version table for which there is no file.
	// UnknownNext says what to do about them.
	Unknown     []string
	UnknownNext string
	// Interrupted lists revisions that are half applied.
	Interrupted []Interrupted
	// Edited lists applied revisions whose files have changed.
	Edited []Edited
	// Running describes the session that runs revisions now, "" if there is none.
	Running string
	// Tables says what there is of the runner's tables.
	Tables Located
}

// Status looks at a database without changing anything.
func (m *Migrator) Status(ctx context.Context) (status Status, err error) {
	err = m.read(ctx, func(conn Conn, s state) error {
		status.Running, err = m.dialect.Holder(ctx, conn, s.located.Tables.Version)
		if err == nil && status.Running == "" && len(s.partial) > 0 {
			s, err = m.readState(ctx, conn) // the run may have ended in between
		}
		if err != nil {
			return err
		}
		return m.status(&status, s)
	})
	return status, err
}

func (m *Migrator) status(status *Status, s state) error {
	var unknown *graph.UnknownRowsError
	var err error
	if status.Current, err = m.graph.Current(s.rows); errors.As(err, &unknown) {
		status.Unknown, status.UnknownNext = unknown.Rows, unknown.Hint()
	} else if err != nil {
		return err
	}
	if status.Pending, err = m.graph.Pending(s.rows); err != nil && len(status.Unknown) == 0 {
		return err
	}
	status.Rows, status.Heads, status.Tables = s.rows, m.graph.Heads(), s.located
	status.Edited = m.edited(&s)
	for _, record := range s.partial {
		status.Interrupted = append(status.Interrupted, m.interrupted(record))
	}
	status.UpToDate = len(status.Pending)+len(status.Unknown)+len(status.Interrupted) == 0 &&
		(len(status.Edited) == 0 || m.config.allowEdited)
	return nil
}

// Applied reads the history, oldest first.
func (m *Migrator) Applied(ctx context.Context) (records []Record, err error) {
	err = m.read(ctx, func(conn Conn, s state) error {
		if s.located.History {
			records, err = m.notes(s.located.Tables).records(ctx, conn, false)
		}
		return err
	})
	return records, err
}

// EnsureVersion makes the runner's tables if they are missing.
func (m *Migrator) EnsureVersion(ctx context.Context) error {
	conn, err := m.connect(ctx)
	if err != nil {
		return err
	}
	r, err := m.begin(ctx, conn)
	if err != nil {
		return err
	}
	return r.end(ctx, nil)
}

// squashedAs says whether a file stands for the revision as it was applied.
func squashedAs(squashes []script.Squashed, id, checksum string) bool {
	return slices.Contains(squashes, script.Squashed{ID: id, Checksum: checksum})
}
