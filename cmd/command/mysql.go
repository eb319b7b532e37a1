package command

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"

	driver "github.com/go-sql-driver/mysql"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/dialects/mysql/gotype"
	mysqlneutral "github.com/schemadiff/schemadiff/dialects/mysql/neutral"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/dialects/mysql/runner"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/recognize"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// mysqlDialect is MySQL and MariaDB through go-sql-driver.
func mysqlDialect() *dialect {
	return &dialect{
		Product: inspect.Product{
			Dialect: mysql.Dialect, Schemes: []string{"mysql", "mariadb"}, Example: "mysql://user@host/database",
			Local: mysqlLocal, Remote: mysqlRemote,
		},
		title: func(version int) string { return mysql.ServerOf(version).String() },
		majors: []string{
			"mysql-9.4", "mysql-8.4", "mysql-8.0", "mariadb-12.0", "mariadb-11.8", "mariadb-11.4", "mariadb-10.11", "mariadb-10.6", "tidb-8.5",
		},
		version: mysqlVersion, newest: mysql.Default().Number(), told: mysqlDumpVersion,
		connect: connectMySQL, connectOwn: connectMySQL, called: mysqlName, read: readMySQL,
		declaresAll: func(model.Schema) bool { return true },
		words:       func(version int) neutral.Translator { return mysqlneutral.Translator{Server: mysql.ServerOf(version)} },
		rules:       func(...inspect.Database) diff.Rules { return mysql.Rules{} }, planner: plan.Planner{},
		kinds: []model.Kind{
			mysql.KindDatabase, mysql.KindEvent, mysql.KindFunction, mysql.KindPackage, mysql.KindPackageBody, mysql.KindProcedure,
			mysql.KindTrigger, mysql.KindView,
		},
		runner: runner.Dialect{}, target: func(address string) migrate.Target { return mysqlTarget{address} },
		server:  func(version int) string { return mysql.ServerOf(version).Release() },
		structs: gotype.Dialect{}, models: gotype.Writer{}, indexes: "{table}_{columns}_idx",
		advice: mysqlAdvice, shell: "mariadb", run: "mariadb DATABASE < FILE",
		operation: func(s script.Statement) op.Operation { return recognize.Of(s, runner.Dialect{}, mysql.Quoter{}) },
	}
}

func mysqlLocal(name string) string {
	if name == "" {
		name = "app"
	}
	return "mysql://root@localhost/" + name
}

func mysqlRemote(name string) string {
	if name == "" {
		return "mysql://app:${file:/run/secrets/password}@db.example.com/app?tls=true"
	}
	return "mysql://app:${file:/run/secrets/" + name + "_password}@" + name + ".example.com/" + name + "?tls=true"
}

func mysqlVersion(name string) (int, error) {
	s, err := mysql.ParseServer(name)
	return s.Number(), err
}

// mysqlDumpVersion returns the version of the server that a dump was made of, as
// mysqldump and mariadb-dump write it at the top; zero for other scripts.
func mysqlDumpVersion(scripts []sqlfile.Source) int {
	const mark = "-- Server version"
	for _, s := range scripts {
		for line := range strings.Lines(s.Text[:min(len(s.Text), 4096)]) {
			text, found := strings.CutPrefix(line, mark)
			if !found {
				continue
			}
			if server, err := mysql.ParseServer(text); err == nil {
				return server.Number()
			}
		}
	}
	return 0
}

func readMySQL(_ context.Context, scripts []sqlfile.Source, how reading) (model.Schema, error) {
	return mysql.Read(scripts, mysql.Options{Server: mysql.ServerOf(how.version)})
}

// mysqlDatabase is a live database of MySQL or MariaDB.
type mysqlDatabase struct {
	conn   *mysqlconn.Conn
	server mysql.Server
	name   string
}

func connectMySQL(ctx context.Context, source inspect.Source) (inspect.Database, error) {
	conn, err := mysqlconn.Open(ctx, source.Location())
	if err != nil {
		return nil, connectError(err)
	}
	d := &mysqlDatabase{conn: conn}
	var version string
	err = conn.Batch(ctx, []inspect.Query{{SQL: "SELECT version(), coalesce(database(), '')"}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			if err := rows.Scan(&version, &d.name); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err == nil {
		d.server, err = mysql.ParseServer(version)
	}
	if err == nil && d.name == "" {
		err = catalog.ErrNoDatabase
	}
	if err != nil {
		_ = conn.Close() // the first error is the one to tell
		return nil, connectError(fmt.Errorf("asking the server for its version: %w", err))
	}
	return d, nil
}

// mysqlName is what a database calls itself.
func mysqlName(db inspect.Database) string {
	if live, ok := db.(*mysqlDatabase); ok {
		return live.name
	}
	return ""
}

// Version implements [inspect.Database].
func (d *mysqlDatabase) Version() int { return d.server.Number() }

// Inspect implements [inspect.Database].
func (d *mysqlDatabase) Inspect(ctx context.Context) (model.Schema, error) {
	schema, err := catalog.Inspect(ctx, d.conn, catalog.Options{})
	if err != nil && ctx.Err() == nil {
		err = connectError(err)
	}
	return schema, err
}

// Close implements [inspect.Database].
func (d *mysqlDatabase) Close(context.Context) error { return d.conn.Close() }

// mysqlAdvice is about an error of the server or the driver.
func mysqlAdvice(err error) string {
	var server *driver.MySQLError
	var network *net.OpError
	switch {
	case errors.As(err, &server):
		return mysqlServerAdvice(int(server.Number))
	case errors.Is(err, catalog.ErrNoDatabase):
		return "the path of the address names it: mysql://user@host/database"
	case errors.As(err, &network) && strings.Contains(err.Error(), "mysql"):
		return "is the server running, and are host and port right? ?socket=/run/mysqld/mysqld.sock in the address takes the local socket"
	}
	return ""
}

func mysqlServerAdvice(number int) string {
	switch number {
	case 1044, 1045, 1698:
		return "user and password come from the address, the password else from MYSQL_PWD; a user belongs to a host, see SELECT user, host FROM mysql.user"
	case 1049:
		return "the database is named by the path of the address; CREATE DATABASE makes it"
	}
	return runner.Dialect{}.Advice(&migrate.ServerError{Number: number})
}

// mysqlTarget is the database behind an address.
type mysqlTarget struct{ address string }

// Dialect implements [migrate.Target].
func (mysqlTarget) Dialect() migrate.Dialect { return runner.Dialect{} }

// Connect implements [migrate.Target].
func (t mysqlTarget) Connect(ctx context.Context) (migrate.Conn, error) {
	db, err := mysqlconn.Handle(t.address)
	if err != nil {
		return nil, connectError(err)
	}
	conn, err := sqlmigrate.MySQL(db).Connect(ctx)
	if err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, connectError(fmt.Errorf("connecting to %s: %w", inspect.RedactURL(t.address), err))
	}
	return &mysqlSession{conn, db}, nil
}

// mysqlSession closes the handle together with its only connection.
type mysqlSession struct {
	migrate.Conn
	db *sql.DB
}

// Close implements [migrate.Conn].
func (s *mysqlSession) Close(ctx context.Context) error {
	return errors.Join(s.Conn.Close(ctx), s.db.Close())
}

// Unwrap returns the connection of the adapter.
func (s *mysqlSession) Unwrap() migrate.Conn { return s.Conn }
