package canon

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
)

// Server asks a live server. It makes temporary tables of the columns that the
// expressions refer to, in a transaction that it rolls back: no table of the
// user's is touched. No expression is evaluated but the bounds of partitions,
// of which the server keeps nothing else than their values.
//
// The tables of many real ones are made and read in two round trips. Only where
// the server refuses a part, that part is found by halving.
type Server struct {
	Conn inspect.Conn
}

// Normalize implements [Normalizer].
func (s Server) Normalize(ctx context.Context, probes []Probe) (texts []string, err error) {
	texts = make([]string, len(probes))
	if len(probes) == 0 {
		return texts, nil
	}
	if err := s.Conn.Exec(ctx, "BEGIN; SET LOCAL search_path TO ''; SET LOCAL TimeZone TO 'UTC'; SET LOCAL check_function_bodies TO off"); err != nil {
		return nil, fmt.Errorf("beginning a transaction: %w", err)
	}
	defer func() {
		if end := s.Conn.Exec(context.WithoutCancel(ctx), "ROLLBACK"); end != nil {
			err = errors.Join(err, fmt.Errorf("rolling back: %w", end))
		}
	}()
	for _, round := range roundsOf(probes) {
		if err := s.round(ctx, round, texts); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// round makes the things of one round, reads them and takes them back.
func (s Server) round(ctx context.Context, round []thing, texts []string) error {
	const begin, end = "SAVEPOINT schemadiff_round", "ROLLBACK TO SAVEPOINT schemadiff_round; RELEASE SAVEPOINT schemadiff_round"
	if err := s.Conn.Exec(ctx, begin); err != nil {
		return fmt.Errorf("setting a savepoint: %w", err)
	}
	s.make(ctx, round)
	err := ctx.Err()
	if err == nil {
		err = s.read(ctx, texts)
	}
	return errors.Join(err, s.Conn.Exec(context.WithoutCancel(ctx), end))
}

// make makes things: all together or, if the server refuses that, each half for
// itself, and at last one thing piece by piece.
func (s Server) make(ctx context.Context, things []thing) {
	all := make([]string, len(things))
	for i, t := range things {
		all[i] = t.whole()
	}
	switch {
	case len(things) == 0 || ctx.Err() != nil || s.try(ctx, all):
	case len(things) == 1:
		s.pieces(ctx, things[0])
	default:
		s.make(ctx, things[:len(things)/2])
		s.make(ctx, things[len(things)/2:])
	}
}

// pieces makes a thing without what the server refuses.
func (s Server) pieces(ctx context.Context, t thing) {
	if !s.try(ctx, []string{t.bare()}) {
		return
	}
	s.halves(ctx, t.columns())
	s.halves(ctx, t.additions())
}

// halves runs those of the statements that the server takes.
func (s Server) halves(ctx context.Context, statements []string) {
	if len(statements) == 0 || ctx.Err() != nil || s.try(ctx, statements) || len(statements) == 1 {
		return
	}
	s.halves(ctx, statements[:len(statements)/2])
	s.halves(ctx, statements[len(statements)/2:])
}

// try runs statements in one round trip and takes all of them back if one fails.
func (s Server) try(ctx context.Context, statements []string) bool {
	const begin, end = "SAVEPOINT schemadiff_try; ", "; RELEASE SAVEPOINT schemadiff_try"
	if s.Conn.Exec(ctx, begin+strings.Join(statements, "; ")+end) == nil {
		return true
	}
	_ = s.Conn.Exec(context.WithoutCancel(ctx), "ROLLBACK TO SAVEPOINT schemadiff_try; RELEASE SAVEPOINT schemadiff_try")
	return false
}

const markPrefix = "schemadiff_probe_"

// mark names what is made for a probe.
func mark(i int) string { return markPrefix + strconv.Itoa(i) }

const readProbes = `
SELECT c.conname::text, pg_catalog.pg_get_expr(c.conbin, c.conrelid)
FROM pg_catalog.pg_constraint c
WHERE c.connamespace = pg_catalog.pg_my_temp_schema() AND c.contype = 'c'
UNION ALL
SELECT a.attname::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
FROM pg_catalog.pg_attrdef d
JOIN pg_catalog.pg_class r ON r.oid = d.adrelid
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE r.relnamespace = pg_catalog.pg_my_temp_schema()
UNION ALL
SELECT r.relname::text, pg_catalog.pg_get_expr(r.relpartbound, r.oid)
FROM pg_catalog.pg_class r
WHERE r.relnamespace = pg_catalog.pg_my_temp_schema() AND r.relpartbound IS NOT NULL`

// read fetches the server's texts of the probes that it took.
func (s Server) read(ctx context.Context, texts []string) error {
	return s.Conn.Batch(ctx, []inspect.Query{{SQL: readProbes}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				return fmt.Errorf("reading the server's expressions: %w", err)
			}
			number, found := strings.CutPrefix(name, markPrefix)
			if value, ok := strings.CutPrefix(text, "FOR VALUES IN ("); ok {
				text = strings.TrimSuffix(value, ")")
			}
			if i, err := strconv.Atoi(number); found && err == nil && i < len(texts) {
				texts[i] = text
			}
		}
		return rows.Err()
	})
}
