package command

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/spf13/cobra"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// load reads the sources that the arguments name.
func (p *program) load(cmd *cobra.Command, f *sourceFlags, args []string, line *progress) ([]inspect.Loaded, error) {
	var sources []inspect.Source
	live := false
	for _, arg := range args {
		s, err := inspect.ParseSource(arg)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
		live = live || s.Kind == inspect.Live
	}
	loader := p.loader(line)
	if cmd.Flags().Changed("server-version") {
		if live {
			return nil, usagef(cmd, "--server-version is for files alone; the database tells its version")
		}
		major, err := strconv.Atoi(f.server.value)
		if err != nil {
			return nil, err
		}
		loader.Version = int(version.OfMajor(major))
	}
	return loader.Load(cmd.Context(), sources...)
}

// loader reads sources of all kinds.
func (p *program) loader(line *progress) inspect.Loader {
	return inspect.Loader{
		Connect: connect, ReadSQL: p.readSQL, ReadRevisions: p.readRevisions, ReadGo: p.readGo, Verify: postgres.Verify, Stdin: p.stdin, Told: dumpVersion,
		Default: newest(), Progress: line.say,
	}
}

// database is a live PostgreSQL database.
type database struct {
	conn    *pgxconn.Conn
	version int
	name    string
}

func connect(ctx context.Context, url string) (inspect.Database, error) {
	if url == "postgres://" || url == "postgresql://" {
		url = "" // all of it comes from the PG* variables
	}
	conn, err := pgxconn.Open(ctx, url)
	if err != nil {
		return nil, connectError(err)
	}
	d := &database{conn: conn}
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

// shownName is what the result calls a side. An address that leaves all to the
// PG* variables says nothing, so the database's own name stands in it.
func shownName(side inspect.Loaded) string {
	shown := side.Source.String()
	if d, ok := side.Database.(*database); ok && strings.HasSuffix(shown, "://") {
		return shown + "/" + d.name
	}
	return shown
}

func (d *database) Version() int { return d.version }

func (d *database) Inspect(ctx context.Context) (model.Schema, error) {
	schema, err := postgres.Inspect(ctx, d.conn, postgres.InspectOptions{})
	if err != nil && ctx.Err() == nil {
		err = connectError(err)
	}
	return schema, err
}

func (d *database) Close(ctx context.Context) error { return d.conn.Close(ctx) }

// connectError says what to do about a connection that failed.
func connectError(err error) error {
	return &hinted{err, connectHint(err)}
}

func connectHint(err error) string {
	var server *pgconn.PgError
	var network *net.OpError
	var unknown *version.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown) && unknown.TooNew():
		return "a newer schemadiff may know it"
	case errors.As(err, &server):
		return serverHint(server.Code)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "the server didn't answer in time: is the host right, and does a firewall let you in? connect_timeout=SECONDS in the URL gives it more time"
	case errors.As(err, &certificate):
		return "sslrootcert=FILE in the URL names the authority that signed the server's certificate; sslmode=require doesn't ask who signed it"
	case strings.Contains(err.Error(), "refused TLS"): // pgx has no value for it
		return "the server offers no TLS; sslmode=disable in the URL does without, on a network that you trust"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection broke: the server's log may say why; try again"
	case errors.As(err, &network):
		return "is the server running, and are host and port right? Without a host in the URL, PGHOST counts, else the local socket"
	}
	return ""
}

// serverHint is about an SQLSTATE with which servers refuse connections.
func serverHint(code string) string {
	switch code {
	case "28P01", "28000":
		return "user and password come from the URL, else from PGUSER and PGPASSWORD, else from the password file (~/.pgpass); the server's pg_hba.conf says who may connect from where"
	case "3D000":
		return "the database is named by the last part of the URL, else by PGDATABASE, else it is called like the user"
	case "53300":
		return "the server has no free connection; try again later"
	case "57P03":
		return "the server is starting or stopping; try again in a moment"
	case "57P01", "57P02":
		return "the server ended the connection; try again when it is up"
	}
	return ""
}
