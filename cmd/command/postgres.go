package command

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	pgneutral "github.com/schemadiff/schemadiff/dialects/postgres/neutral"
	"github.com/schemadiff/schemadiff/dialects/postgres/operations"
	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// postgresDialect is PostgreSQL through pgx.
func postgresDialect() *dialect {
	d := &dialect{
		Product: inspect.Product{
			Dialect: "postgres", Schemes: []string{"postgres", "postgresql"}, Example: "postgres://user@host/database",
			Variables: []string{"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE", "PGUSER"},
			Local:     postgresLocal, Remote: postgresRemote,
		},
		title: postgresTitle, version: postgresVersion, newest: int(version.OfMajor(version.NewestMajor)), told: dumpVersion,
		connect: connectPostgres, connectOwn: connectPostgres, called: postgresName,
		read: readPostgres, verify: postgres.Verify, declaresAll: postgresDeclaresAll,
		words: func(version int) neutral.Translator { return pgneutral.Translator{Version: version} },
		rules: postgresRules, settles: true, planner: postgres.Planner{}, wording: postgres.Wording{}, kinds: kind.All(),
		runner: runner.Dialect{}, target: func(address string) migrate.Target { return postgresTarget{address} },
		advice: postgresAdvice, shell: "psql", run: "psql -v ON_ERROR_STOP=1 -f FILE",
		server:  func(int) string { return "150000" }, // no mapper makes something else for another one
		structs: gotype.Dialect{}, models: gotype.Writer{}, operation: operations.Of,
	}
	for v := version.NewestMajor; v >= version.OldestMajor; v-- {
		d.majors = append(d.majors, strconv.Itoa(v))
	}
	return d
}

func postgresLocal(name string) string {
	if name == "" {
		return "postgres:" // all comes from the environment
	}
	return "postgres://localhost/" + name
}

func postgresRemote(name string) string {
	if name == "" {
		return "postgres://app:${file:/run/secrets/password}@db.example.com/app?sslmode=verify-full"
	}
	return "postgres://app:${file:/run/secrets/" + name + "_password}@" + name + ".example.com/" + name + "?sslmode=verify-full"
}

func postgresTitle(number int) string {
	v := version.Number(number)
	if v == version.OfMajor(v.Major()) {
		return "PostgreSQL " + strconv.Itoa(v.Major())
	}
	return "PostgreSQL " + v.String()
}

func postgresVersion(name string) (int, error) {
	major, err := strconv.Atoi(name)
	return int(version.OfMajor(major)), err
}

// dumpVersion returns the version of the server that a dump was made of, as
// pg_dump writes it at the top; zero for other scripts, and for versions that
// can't be read.
func dumpVersion(scripts []sqlfile.Source) int {
	const mark = "-- Dumped from database version "
	for _, s := range scripts {
		head := s.Text[:min(len(s.Text), 4096)]
		for line := range strings.Lines(head) {
			text, ok := strings.CutPrefix(line, mark)
			if !ok {
				continue
			}
			digits, _, _ := strings.Cut(strings.TrimSpace(text), ".")
			if major, err := strconv.Atoi(digits); err == nil && version.Check(version.OfMajor(major)) == nil {
				return int(version.OfMajor(major))
			}
		}
	}
	return 0
}

func readPostgres(ctx context.Context, scripts []sqlfile.Source, how reading) (model.Schema, error) {
	return postgres.Read(ctx, scripts, postgres.ReadOptions{
		Version: version.Number(how.version), InOrder: how.inOrder, SearchPath: how.path, Warn: how.warn,
	})
}

// postgresRules know what PostgreSQL means; with a server to ask, if there is
// one.
func postgresRules(databases ...inspect.Database) diff.Rules {
	for _, db := range databases {
		if live, ok := db.(*postgresDatabase); ok {
			return postgres.Rules{Normalizer: postgres.ServerNormalizer{Conn: live.conn}}
		}
	}
	return postgres.Rules{}
}

// postgresDeclaresAll tells the snapshot of a database from that of scripts,
// which leaves to the server what they leave to it: a database has a minor
// version, and every extension in it a version.
func postgresDeclaresAll(s model.Schema) bool {
	return s.Version%10000 != 0 && !slices.ContainsFunc(s.Extensions, func(e model.Extension) bool { return e.Version == "" })
}

// postgresDatabase is a live PostgreSQL database.
type postgresDatabase struct {
	conn    *pgxconn.Conn
	version int
	name    string
}

func connectPostgres(ctx context.Context, source inspect.Source) (inspect.Database, error) {
	conn, err := pgxconn.Open(ctx, postgresAddress(source.Location()))
	if err != nil {
		return nil, connectError(err)
	}
	d := &postgresDatabase{conn: conn}
	err = conn.Batch(ctx, []inspect.Query{{SQL: "SELECT current_setting('server_version_num')::int, current_database()"}},
		func(_ int, rows inspect.Rows) error {
			for rows.Next() {
				if err := rows.Scan(&d.version, &d.name); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	if err == nil {
		err = version.Check(version.Number(d.version))
	}
	if err != nil {
		_ = conn.Close(context.WithoutCancel(ctx)) // the first error is the one to tell
		return nil, connectError(fmt.Errorf("asking the server for its version: %w", err))
	}
	return d, nil
}

// postgresAddress is an address for the driver: of one that says nothing, all
// comes from the PG* variables.
func postgresAddress(address string) string {
	if strings.TrimSuffix(address, "//") == "postgres:" || strings.TrimSuffix(address, "//") == "postgresql:" {
		return ""
	}
	return address
}

// postgresName is what a database calls itself.
func postgresName(db inspect.Database) string {
	if live, ok := db.(*postgresDatabase); ok {
		return live.name
	}
	return ""
}

func (d *postgresDatabase) Version() int { return d.version }

func (d *postgresDatabase) Inspect(ctx context.Context) (model.Schema, error) {
	schema, err := postgres.Inspect(ctx, d.conn, postgres.InspectOptions{})
	if err != nil && ctx.Err() == nil {
		err = connectError(err)
	}
	return schema, err
}

func (d *postgresDatabase) Close(ctx context.Context) error { return d.conn.Close(ctx) }

// postgresTarget is the database behind an address.
type postgresTarget struct{ address string }

// Dialect implements [migrate.Target].
func (postgresTarget) Dialect() migrate.Dialect { return runner.Dialect{} }

// Connect implements [migrate.Target].
func (t postgresTarget) Connect(ctx context.Context) (migrate.Conn, error) {
	conn, err := pgxmigrate.Address(postgresAddress(t.address)).Connect(ctx)
	if err != nil {
		return nil, connectError(err)
	}
	return conn, nil
}
