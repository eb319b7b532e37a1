package pgtest

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Version is a release of PostgreSQL.
type Version struct{ Major, Minor int }

// String writes the version as PostgreSQL does: 15.18.
func (v Version) String() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

// parseVersion reads the number at the beginning of a text such as "15.18
// (Debian 15.18-0+deb12u1)". A version in development, "19devel", counts as
// its minor version 0.
func parseVersion(text string) (Version, error) {
	number := text
	if end := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }); end >= 0 {
		number = text[:end]
	}
	first, second, dotted := strings.Cut(number, ".")
	major, err := strconv.Atoi(first)
	if err != nil {
		return Version{}, fmt.Errorf("reading a version of PostgreSQL in %q", strings.TrimSpace(text))
	}
	if !dotted {
		return Version{Major: major}, nil
	}
	minor, err := strconv.Atoi(second)
	if err != nil {
		return Version{}, fmt.Errorf("reading a version of PostgreSQL in %q", strings.TrimSpace(text))
	}
	return Version{Major: major, Minor: minor}, nil
}

// binaryVersion asks one of PostgreSQL's programs for its version. The answer
// looks like "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
func binaryVersion(ctx context.Context, name string, args ...string) (Version, error) {
	cmd := exec.CommandContext(ctx, name, append(args, "--version")...)
	cmd.Env = cleanEnvironment("/", filepath.Dir(name))
	out, err := cmd.Output()
	if err != nil {
		return Version{}, fmt.Errorf("running %s --version: %w", name, err)
	}
	_, version, _ := strings.Cut(string(out), "(PostgreSQL) ")
	return parseVersion(version)
}

// serverVersion reads the version that a server announced.
func serverVersion(conn *pgx.Conn) (Version, error) {
	return parseVersion(conn.PgConn().ParameterStatus("server_version"))
}
