package command

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	sqliteneutral "github.com/schemadiff/schemadiff/dialects/sqlite/neutral"
	"github.com/schemadiff/schemadiff/dialects/sqlite/runner"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/recognize"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// sqliteDialect is SQLite, which is part of the program.
func sqliteDialect() *dialect {
	return &dialect{
		Product: inspect.Product{
			Dialect: sqlite.Dialect, Schemes: []string{"sqlite", "sqlite3"}, File: true, Example: "sqlite:app.db", Recognizes: isSQLite,
			Local: sqliteLocal, Remote: func(name string) string { return "sqlite:/srv/" + strings.TrimPrefix(sqliteLocal(name), "sqlite:") },
		},
		title: sqliteTitle, newest: sqliteconn.Version,
		connect: connectSQLite, connectOwn: connectOwnSQLite, called: func(inspect.Database) string { return "" },
		read: readSQLite, watches: true, declaresAll: func(model.Schema) bool { return true },
		words: func(int) neutral.Translator { return sqliteneutral.Translator{} },
		rules: func(...inspect.Database) diff.Rules { return sqlite.Rules{} }, planner: sqlite.Planner{},
		kinds:  []model.Kind{kind.View, kind.Trigger, kind.VirtualTable},
		runner: runner.Dialect{}, target: func(address string) migrate.Target { return sqliteTarget{sqlitePath(address)} },
		advice: sqliteAdvice, shell: "sqlite3", run: "sqlite3 -bail DATABASE < FILE",
		server:  func(int) string { return sqlite.VersionText(sqliteconn.Version) },
		structs: gotype.Dialect{}, models: gotype.Writer{}, indexes: "{table}_{columns}_idx",
		unnamed:   func(id model.ID) bool { return id.Kind != model.KindIndex && kind.Unnamed(id.Name) },
		operation: func(s script.Statement) op.Operation { return recognize.Of(s, runner.Dialect{}, sqlite.Quoter{}) },
	}
}

func sqliteLocal(name string) string {
	if name == "" {
		name = "app"
	}
	return "sqlite:" + name + ".db"
}

func sqliteTitle(version int) string {
	return fmt.Sprintf("SQLite %d.%d", version/1_000_000, version/1_000%1_000)
}

// isSQLite recognizes a database by its first bytes; one that is empty still, by
// its name.
func isSQLite(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if info.Size() == 0 {
		switch filepath.Ext(path) {
		case ".db", ".db3", ".sqlite", ".sqlite3":
			return true
		}
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, []byte(magic))
}

// sqlitePath is the file of an address.
func sqlitePath(address string) string {
	_, path, _ := strings.Cut(address, ":")
	return path
}

// readSQLite runs the scripts in a database in memory, and reads that.
func readSQLite(ctx context.Context, scripts []sqlfile.Source, how reading) (model.Schema, error) {
	conn, err := sqliteconn.Memory(ctx)
	if err != nil {
		return model.Schema{}, err
	}
	schema, err := sqlite.ReadRows(ctx, conn, scripts, how.wrote)
	return schema, errors.Join(err, conn.Close())
}

// sqliteDatabase is a live database of SQLite.
type sqliteDatabase struct{ conn *sqliteconn.Conn }

// connectSQLite opens a file that is there: a name that was mistyped makes none.
func connectSQLite(ctx context.Context, source inspect.Source) (inspect.Database, error) {
	path := source.File()
	if strings.HasPrefix(path, ":") {
		conn, err := sqliteconn.Memory(ctx)
		return &sqliteDatabase{conn}, err
	}
	if err := checkFile(path); err != nil {
		return nil, &inspect.SourceError{Source: source, Err: err, Advice: "the path of the file stands behind the colon, as seen from the working directory"}
	}
	conn, err := sqliteconn.Open(ctx, sqliteconn.Address(path, sqliteconn.Existing))
	if err != nil {
		return nil, &inspect.SourceError{Source: source, Err: err}
	}
	return &sqliteDatabase{conn}, nil
}

// connectOwnSQLite opens the file of a project. What isn't there yet is empty.
func connectOwnSQLite(ctx context.Context, source inspect.Source) (inspect.Database, error) {
	if err := checkDirectory(source.File()); err != nil {
		return nil, err
	}
	if _, err := os.Stat(source.File()); errors.Is(err, fs.ErrNotExist) {
		conn, err := sqliteconn.Memory(ctx)
		return &sqliteDatabase{conn}, err
	}
	return connectSQLite(ctx, source)
}

// checkFile says what isn't right about a file that is to be read.
func checkFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a directory")
	}
	return nil
}

// Version implements [inspect.Database].
func (d *sqliteDatabase) Version() int { return sqliteconn.Version }

// Inspect implements [inspect.Database].
func (d *sqliteDatabase) Inspect(ctx context.Context) (model.Schema, error) {
	schema, err := sqlite.Inspect(ctx, d.conn)
	if err != nil && ctx.Err() == nil {
		err = connectError(err)
	}
	return schema, err
}

// Close implements [inspect.Database].
func (d *sqliteDatabase) Close(context.Context) error { return d.conn.Close() }

// sqliteAdvice is about an error of the library.
func sqliteAdvice(err error) string {
	if server, ok := errors.AsType[*migrate.ServerError](err); ok && strings.HasPrefix(server.Code, "SQLITE_") {
		return runner.Dialect{}.Advice(server)
	}
	if code, ok := sqliteconn.Code(err); ok {
		return runner.Dialect{}.Advice(&migrate.ServerError{Code: runner.CodeName(code), Message: err.Error()})
	}
	return ""
}

// sqliteTarget is the database in a file.
type sqliteTarget struct{ path string }

var _ migrate.Reader = sqliteTarget{}

// Dialect implements [migrate.Target].
func (sqliteTarget) Dialect() migrate.Dialect { return runner.Dialect{} }

// Connect implements [migrate.Target]: it makes the file if it is missing.
func (t sqliteTarget) Connect(ctx context.Context) (migrate.Conn, error) {
	if err := checkDirectory(t.path); err != nil {
		return nil, err
	}
	return t.open(ctx, sqliteconn.Create)
}

// ConnectToRead implements [migrate.Reader]: what isn't there has nothing in it.
func (t sqliteTarget) ConnectToRead(ctx context.Context) (migrate.Conn, error) {
	if err := checkDirectory(t.path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(t.path); errors.Is(err, fs.ErrNotExist) {
		return sqliteTarget{":memory:"}.open(ctx, sqliteconn.Create)
	}
	return t.open(ctx, sqliteconn.Existing)
}

// checkDirectory refuses a file that can't be made, which is more likely a mistake
// than a database that is empty still.
func checkDirectory(path string) error {
	if strings.HasPrefix(path, ":") {
		return nil
	}
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return &hinted{fmt.Errorf("opening %s: there is no directory %s", path, dir), "make it; a database is made, directories aren't"}
	}
	return nil
}

func (t sqliteTarget) open(ctx context.Context, mode sqliteconn.Mode) (migrate.Conn, error) {
	db, err := sql.Open("sqlite", sqliteconn.Address(t.path, mode))
	if err != nil {
		return nil, err
	}
	conn, err := sqlmigrate.SQLite(db).Connect(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", t.path, err), db.Close())
	}
	return &sqliteSession{conn, db}, nil
}

// sqliteSession closes the handle together with its only connection.
type sqliteSession struct {
	migrate.Conn
	db *sql.DB
}

// Close implements [migrate.Conn].
func (s *sqliteSession) Close(ctx context.Context) error {
	return errors.Join(s.Conn.Close(ctx), s.db.Close())
}

// Unwrap returns the connection of the adapter.
func (s *sqliteSession) Unwrap() migrate.Conn { return s.Conn }
