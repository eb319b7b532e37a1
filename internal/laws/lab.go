package laws

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Lab is a server to try the laws on.
type Lab struct {
	Server  *pgtest.Server
	Version int
	// tamper, if set, breaks a migration before it is tried: the laws' own tests
	// prove with it that a law can fail.
	tamper func(*render.Migration)
	// access: owners and privileges are compared, too; dumpsAccess: they are
	// dumped.
	access, dumpsAccess bool
}

// WithAccess returns a lab in which owners and privileges are compared, too.
func (l *Lab) WithAccess() *Lab {
	with := *l
	with.access, with.dumpsAccess = true, true
	return &with
}

// KeepingAccess returns a lab in which owners and privileges are not compared,
// and must all the same be what they were: where an object is made anew, too.
func (l *Lab) KeepingAccess() *Lab {
	keeping := *l
	keeping.dumpsAccess = true
	return &keeping
}

// NewLab prepares a server.
func NewLab(ctx context.Context, server *pgtest.Server) (*Lab, error) {
	lab := &Lab{Server: server}
	err := lab.with(ctx, Script{}, func(db *pgtest.Database) error {
		for _, statement := range gen.Setup() {
			if err := db.Execute(ctx, statement); err != nil && !strings.Contains(err.Error(), "already exists") {
				return err
			}
		}
		conn, err := db.Connect(ctx)
		if err != nil {
			return err
		}
		return conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int").Scan(&lab.Version)
	})
	return lab, err
}

// with runs f on a database that the script built, and drops it.
func (l *Lab) with(ctx context.Context, script Script, f func(*pgtest.Database) error) (err error) {
	db, err := l.Server.Create(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Drop(context.WithoutCancel(ctx))) }()
	if l.dumpsAccess {
		db.DumpAccess()
	}
	if err := script.Load(ctx, db); err != nil {
		return &InvalidError{Script: script, Err: err}
	}
	return f(db)
}

// With runs f on a database that the script built, and drops it.
func (l *Lab) With(ctx context.Context, script Script, f func(*pgtest.Database) error) error {
	return l.with(ctx, script, f)
}

// InvalidError says that the server refused a script: the case is none.
type InvalidError struct {
	Script Script
	Err    error
}

func (e *InvalidError) Error() string { return fmt.Sprintf("loading %s: %v", e.Script.Name, e.Err) }

// Unwrap returns the server's error.
func (e *InvalidError) Unwrap() error { return e.Err }

// parse reads a script without the server.
func (l *Lab) parse(ctx context.Context, sources []sqlfile.Source) (model.Schema, error) {
	return ddl.Read(ctx, sources, ddl.Options{Version: version.Number(l.Version)})
}

// inspect reads a database on a connection of its own, so that settings of the
// session that made it do not matter.
func (l *Lab) inspect(ctx context.Context, db *pgtest.Database) (_ model.Schema, err error) {
	conn, err := pgxconn.Open(ctx, db.URL())
	if err != nil {
		return model.Schema{}, err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	return catalog.Read(ctx, conn, catalog.Options{})
}

// compare compares without any server.
func (l *Lab) compare(ctx context.Context, old, new model.Schema, opts diff.Options) (diff.Result, error) {
	opts.Owners, opts.Privileges = l.access, l.access
	return diff.Compare(ctx, old, new, postgres.Rules{}, opts)
}

// run runs a plan as its groups ask for.
func run(ctx context.Context, db *pgtest.Database, plan render.Plan) error {
	for _, group := range plan.Groups {
		if err := runGroup(ctx, db, group); err != nil {
			return err
		}
	}
	return nil
}

func runGroup(ctx context.Context, db *pgtest.Database, group render.Group) error {
	if group.Transactional {
		if err := db.Execute(ctx, "BEGIN"); err != nil {
			return err
		}
	}
	for _, statement := range group.Statements {
		if err := db.Execute(ctx, statement.SQL); err != nil {
			if group.Transactional {
				err = errors.Join(err, db.Execute(ctx, "ROLLBACK"))
			}
			return &StatementError{SQL: statement.SQL, Err: err}
		}
	}
	if group.Transactional {
		if err := db.Execute(ctx, "COMMIT"); err != nil {
			return &StatementError{SQL: "COMMIT", Err: err}
		}
	}
	return nil
}

// StatementError is a statement of a plan that the server refused.
type StatementError struct {
	SQL string
	Err error
}

func (e *StatementError) Error() string { return fmt.Sprintf("%v in\n%s", e.Err, e.SQL) }

// Unwrap returns the server's error.
func (e *StatementError) Unwrap() error { return e.Err }

// Inspect reads what the server makes of a script.
func (l *Lab) Inspect(ctx context.Context, script Script) (schema model.Schema, err error) {
	err = l.with(ctx, script, func(db *pgtest.Database) error {
		schema, err = l.inspect(ctx, db)
		return err
	})
	return schema, err
}
