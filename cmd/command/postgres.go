package command

import (
	"context"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// planner knows how PostgreSQL is changed.
func planner() render.Dialect { return postgres.Planner{} }

// wording says what the objects of PostgreSQL are.
func wording() render.Wording { return postgres.Wording{} }

// rules know what PostgreSQL means; with a server to ask, if that is wanted
// and there is one.
func rules(normalize string, sides ...inspect.Loaded) diff.Rules {
	for _, side := range sides {
		if d, ok := side.Database.(*database); ok && normalize == "server" {
			return postgres.Rules{Normalizer: postgres.ServerNormalizer{Conn: d.conn}}
		}
	}
	return postgres.Rules{}
}

// productName names a version for people.
func productName(number int) string {
	v := version.Number(number)
	if v == version.OfMajor(v.Major()) {
		return "PostgreSQL " + strconv.Itoa(v.Major())
	}
	return "PostgreSQL " + v.String()
}

// readSQL reads scripts; what the reader finds odd is told, but stops nothing.
func (p *program) readSQL(ctx context.Context, scripts []sqlfile.Source, number int) (model.Schema, error) {
	return postgres.Read(ctx, scripts, postgres.ReadOptions{
		Version: version.Number(number),
		Warn:    func(w *sqlfile.Error) { p.complain("warning: " + w.Error()) },
	})
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
