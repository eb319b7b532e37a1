package runner

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// examiner finds out what became of one statement.
type examiner struct {
	conn   migrate.Conn
	failed bool
	// finished: the statement was half done, and is finished now.
	finished bool
}

// Examine implements [migrate.Dialect].
func (Dialect) Examine(ctx context.Context, conn migrate.Conn, sql string, failed bool) (migrate.Doubt, error) {
	e := &examiner{conn: conn, failed: failed}
	doubt, err := e.examine(ctx, cut(sql, 0))
	if errors.Is(err, sqltoken.ErrNoName) {
		doubt, err = unknown("the statement can't be read"), nil
	}
	if failed && !e.finished && err == nil {
		// The server said that it had no effect. What is there was there before.
		doubt.Outcome = migrate.Undone
	}
	return doubt, err
}

func done(found string) migrate.Doubt { return migrate.Doubt{Outcome: migrate.Done, Found: found} }

func undone(found string) migrate.Doubt { return migrate.Doubt{Outcome: migrate.Undone, Found: found} }

func unknown(found string) migrate.Doubt { return migrate.Doubt{Found: found} }

const harmless = "it may run a second time without harm"

func (e *examiner) examine(ctx context.Context, w words) (migrate.Doubt, error) {
	switch {
	case w.Begin("create", "unique", "index", "concurrently"):
		return e.createIndex(ctx, w[4:])
	case w.Begin("create", "index", "concurrently"):
		return e.createIndex(ctx, w[3:])
	case w.Begin("drop", "index", "concurrently"):
		return e.dropIndex(ctx, w[3:].Skip("if", "exists"))
	case w.Begin("reindex"):
		return e.reindex(ctx, w[1:].AfterList())
	case w.Begin("alter", "table") && w.Has("detach"):
		return e.detach(ctx, w[2:])
	case w.Begin("alter", "type") && w.Has("add"):
		return e.addValue(ctx, w[2:])
	}
	switch w.At(0) {
	case "vacuum", "analyze", "analyse", "cluster", "checkpoint", "refresh", "set", "reset", "show", "discard", "load":
		return undone(harmless), nil
	case "alter":
		return e.alter(w), nil
	case "create", "drop":
		return e.global(ctx, w)
	}
	return unknown("nothing in the catalog tells whether it ran"), nil
}

// alter is about the forms that say what is to be.
func (e *examiner) alter(w words) migrate.Doubt {
	switch w.At(1) {
	case "system":
		return undone(harmless)
	case "database":
		if w.Has("set") {
			return undone(harmless)
		}
	case "subscription":
		if w.Has("refresh") {
			return undone(harmless)
		}
	}
	return unknown("nothing in the catalog tells whether it ran")
}

// createIndex is about CREATE INDEX CONCURRENTLY [IF NOT EXISTS] name ON table.
func (e *examiner) createIndex(ctx context.Context, w words) (migrate.Doubt, error) {
	w = w.Skip("if", "not", "exists")
	if w.At(0) == "on" {
		if e.failed {
			return undone(""), nil
		}
		return unknown("the index has no name of its own, so that it can't be told from others"), nil
	}
	index, rest, err := w.Ident(strings.ToLower)
	if err != nil {
		return migrate.Doubt{}, err
	}
	table, _, err := nameOf(rest.Skip("on").Skip("only"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	found, err := e.indexes(ctx, writer().Key("i.indrelid = pg_catalog.to_regclass(").Literal(named(table)).
		Key(") AND c.relname = ").Literal(index))
	switch {
	case err != nil:
		return migrate.Doubt{}, err
	case len(found) == 0:
		return undone("there is no index " + index), nil
	case found[0].valid:
		return done("index " + index + " is there, and valid"), nil
	}
	return e.removed(ctx, found)
}

type index struct {
	name  model.QName
	valid bool
}

// indexes returns those that fit a condition on pg_index i and pg_class c.
func (e *examiner) indexes(ctx context.Context, where *render.Writer) ([]index, error) {
	rows, err := e.conn.Query(ctx, `SELECT n.nspname::text, c.relname::text, i.indisvalid AND i.indisready AND i.indislive
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE `+where.String()+` ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("looking for an interrupted index: %w", err)
	}
	defer rows.Close()
	var list []index
	for rows.Next() {
		var found index
		if err := rows.Scan(&found.name.Schema, &found.name.Name, &found.valid); err != nil {
			return nil, err
		}
		list = append(list, found)
	}
	return list, rows.Err()
}

// removed drops indexes that are not valid.
func (e *examiner) removed(ctx context.Context, indexes []index) (migrate.Doubt, error) {
	text := ""
	for _, i := range indexes {
		if i.valid {
			continue
		}
		sql := writer().Key("DROP INDEX CONCURRENTLY IF EXISTS ").Name(i.name).String()
		if _, err := e.conn.Exec(ctx, sql); err != nil {
			return migrate.Doubt{}, fmt.Errorf("dropping the invalid index %s: %w", i.name, err)
		}
		text += "index " + i.name.String() + " was there, but not valid, and is dropped; "
	}
	return undone(text + harmless), nil
}

// dropIndex is about DROP INDEX CONCURRENTLY name.
func (e *examiner) dropIndex(ctx context.Context, w words) (migrate.Doubt, error) {
	name, _, err := nameOf(w)
	if err != nil {
		return migrate.Doubt{}, err
	}
	there, err := e.exists(ctx, writer().Key("SELECT pg_catalog.to_regclass(").Literal(named(name)).Key(") IS NOT NULL"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	if there {
		return undone("index " + name.String() + " is still there"), nil
	}
	return done("index " + name.String() + " is gone"), nil
}

func (e *examiner) exists(ctx context.Context, query *render.Writer) (bool, error) {
	var there bool
	if err := migrate.QueryRow(ctx, e.conn, query.String(), &there); err != nil {
		return false, fmt.Errorf("examining an interrupted statement: %w", err)
	}
	return there, nil
}

// reindex is about REINDEX [(…)] {INDEX | TABLE | …} CONCURRENTLY name. A
// second run is harmless, but doesn't remove what the first left: invalid
// indexes whose names end in _ccnew or _ccold and perhaps a number.
func (e *examiner) reindex(ctx context.Context, w words) (migrate.Doubt, error) {
	kind := w.At(0)
	if w.At(1) != "concurrently" {
		return undone(harmless), nil
	}
	name, _, err := nameOf(w[2:])
	if err != nil && kind != "database" && kind != "system" {
		return migrate.Doubt{}, err
	}
	where := writer().Key("NOT i.indisvalid AND n.nspname <> 'pg_toast' AND c.relname ~ '_cc(new|old)[0-9]*$'")
	switch kind {
	case "index":
		where.Key(" AND i.indrelid = (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(").
			Literal(named(name)).Key("))")
	case "table":
		where.Key(" AND i.indrelid = pg_catalog.to_regclass(").Literal(named(name)).Key(")")
	case "schema":
		where.Key(" AND n.nspname = ").Literal(name.Name)
	}
	found, err := e.indexes(ctx, where)
	if err != nil {
		return migrate.Doubt{}, err
	}
	return e.removed(ctx, found)
}

// detach is about ALTER TABLE parent DETACH PARTITION child {CONCURRENTLY |
// FINALIZE}. One that was interrupted half-way must be finished: nothing else may
// be done to the partition before.
func (e *examiner) detach(ctx context.Context, w words) (migrate.Doubt, error) {
	parent, rest, err := nameOf(w.Skip("if", "exists").Skip("only"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	child, _, err := nameOf(rest.Skip("detach").Skip("partition"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	inherits := func(pending render.Keyword) *render.Writer {
		return writer().Key("SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = pg_catalog.to_regclass(").
			Literal(named(parent)).Key(") AND inhrelid = pg_catalog.to_regclass(").Literal(named(child)).Key(")").Key(pending).Key(")")
	}
	attached, err := e.exists(ctx, inherits(""))
	if err != nil {
		return migrate.Doubt{}, err
	}
	if !attached {
		return done(child.String() + " is detached"), nil
	}
	pending, err := e.exists(ctx, inherits(" AND inhdetachpending"))
	switch {
	case err != nil:
		return migrate.Doubt{}, err
	case !pending || w.Has("finalize"):
		return undone(child.String() + " is still attached"), nil
	}
	sql := writer().Key("ALTER TABLE ").Name(parent).Key(" DETACH PARTITION ").Name(child).Key(" FINALIZE").String()
	if _, err := e.conn.Exec(ctx, sql); err != nil {
		return migrate.Doubt{}, fmt.Errorf("finishing the interrupted detaching of %s: %w", child, err)
	}
	e.finished = true
	return done("the detaching of " + child.String() + " was half done, and is finished"), nil
}

// addValue is about ALTER TYPE name ADD VALUE [IF NOT EXISTS] 'value'.
func (e *examiner) addValue(ctx context.Context, w words) (migrate.Doubt, error) {
	name, rest, err := nameOf(w)
	if err != nil {
		return migrate.Doubt{}, err
	}
	rest = rest.Skip("add", "value").Skip("if", "not", "exists")
	if len(rest) == 0 {
		return migrate.Doubt{}, sqltoken.ErrNoName
	}
	there, err := e.exists(ctx, writer().Key("SELECT EXISTS (SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype(").
		Literal(named(name)).Key(") AND enumlabel = ").Key(render.Keyword(rest[0].Text)).Key(")"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	if there {
		return done("the value is there"), nil
	}
	return undone("the value is not there"), nil
}

// global is about databases, tablespaces and subscriptions.
func (e *examiner) global(ctx context.Context, w words) (migrate.Doubt, error) {
	create := w.At(0) == "create"
	kind := w.At(1)
	name, _, err := w[min(2, len(w)):].Skip("if", "exists").Ident(strings.ToLower)
	if err != nil {
		return migrate.Doubt{}, err
	}
	query := writer().Key("SELECT EXISTS (SELECT FROM pg_catalog.")
	switch kind {
	case "database":
		query.Key("pg_database WHERE datname = ")
	case "tablespace":
		query.Key("pg_tablespace WHERE spcname = ")
	case "subscription":
		query.Key("pg_subscription WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database" +
			" WHERE datname = pg_catalog.current_database()) AND subname = ")
	default:
		return unknown("nothing in the catalog tells whether it ran"), nil
	}
	there, err := e.exists(ctx, query.Literal(name).Key(")"))
	switch {
	case err != nil:
		return migrate.Doubt{}, err
	case there == create:
		return done(kind + " " + name + existence(there)), nil
	case create && kind == "subscription":
		return unknown("there is no subscription " + name + ", but its replication slot may have been made on the publisher"), nil
	}
	return undone(kind + " " + name + existence(there)), nil
}

func existence(there bool) string {
	if there {
		return " is there"
	}
	return " is not there"
}
