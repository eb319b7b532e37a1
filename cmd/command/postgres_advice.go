package command

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
)

// postgresAdvice is about a connection that failed.
func postgresAdvice(err error) string {
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
