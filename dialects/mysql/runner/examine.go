package runner

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// examiner finds out what became of one statement.
type examiner struct {
	conn   migrate.Conn
	failed bool
}

// Examine implements [migrate.Dialect]. Both products make a statement that
// defines something whole or not at all, and see to it after a crash; only a DROP of
// several tables does one after the other. So what is there tells.
func (Dialect) Examine(ctx context.Context, conn migrate.Conn, sql string, failed bool) (migrate.Doubt, error) {
	w := cut(sql, 0)
	e := &examiner{conn: conn, failed: failed}
	doubt, err := e.examine(ctx, w)
	if errors.Is(err, sqltoken.ErrNoName) {
		doubt, err = unknown("the statement can't be read"), nil
	}
	if failed && err == nil && !divisible(w) {
		// The server said that it had no effect. What is there was there before.
		doubt.Outcome = migrate.Undone
	}
	return doubt, err
}

// divisible says whether a statement that failed may have had a part of its
// effect.
func divisible(w words) bool { return w.Begin("call") || w.Begin("begin") }

func done(found string) migrate.Doubt { return migrate.Doubt{Outcome: migrate.Done, Found: found} }

func undone(found string) migrate.Doubt { return migrate.Doubt{Outcome: migrate.Undone, Found: found} }

func unknown(found string) migrate.Doubt { return migrate.Doubt{Found: found} }

const (
	harmless = "it may run a second time without harm"
	silent   = "nothing in information_schema tells whether it ran"
)

func (e *examiner) examine(ctx context.Context, w words) (migrate.Doubt, error) {
	switch w.At(0) {
	case "create":
		return e.create(ctx, w[1:])
	case "drop":
		return e.drop(ctx, w[1:])
	case "alter":
		return e.alter(ctx, w[1:])
	case "rename":
		if w.At(1) == "table" || w.At(1) == "tables" {
			return e.rename(ctx, w[2:].Skip("if", "exists"))
		}
	case "analyze", "optimize", "check", "repair", "flush", "cache", "grant":
		return undone(harmless), nil
	}
	return unknown(silent), nil
}

// kinds are the words that a CREATE and a DROP name kinds with, and how
// information_schema knows the objects.
var kinds = map[string]string{
	"table":     "information_schema.tables WHERE table_schema = %s AND table_name = %s",
	"view":      "information_schema.tables WHERE table_type = 'VIEW' AND table_schema = %s AND table_name = %s",
	"sequence":  "information_schema.tables WHERE table_type = 'SEQUENCE' AND table_schema = %s AND table_name = %s",
	"trigger":   "information_schema.triggers WHERE trigger_schema = %s AND trigger_name = %s",
	"procedure": "information_schema.routines WHERE routine_type = 'PROCEDURE' AND routine_schema = %s AND routine_name = %s",
	"function":  "information_schema.routines WHERE routine_type = 'FUNCTION' AND routine_schema = %s AND routine_name = %s",
	"package":   "information_schema.routines WHERE routine_type = 'PACKAGE' AND routine_schema = %s AND routine_name = %s",
	"event":     "information_schema.events WHERE event_schema = %s AND event_name = %s",
}

// there says whether an object exists. A name without a database is of the
// current one.
func (e *examiner) there(ctx context.Context, kind string, name model.QName) (bool, error) {
	return e.count(ctx, kinds[kind], name)
}

// count counts what is in a place, which has marks for the database and the name.
func (e *examiner) count(ctx context.Context, place string, name model.QName, more ...string) (bool, error) {
	database := "database()"
	if name.Schema != "" {
		database = writer().Literal(name.Schema).String()
	}
	values := []string{database, writer().Literal(name.Name).String()}
	for _, text := range more {
		values = append(values, writer().Literal(text).String())
	}
	query := "SELECT count(*) FROM "
	for i, part := range strings.Split(place, "%s") {
		if i > 0 {
			query += values[i-1]
		}
		query += part
	}
	var n int64
	if err := migrate.QueryRow(ctx, e.conn, query, &n); err != nil {
		return false, fmt.Errorf("examining an interrupted statement: %w", err)
	}
	return n > 0, nil
}

// create is about what follows CREATE.
func (e *examiner) create(ctx context.Context, w words) (migrate.Doubt, error) {
	if w.Begin("or", "replace") {
		return undone(harmless), nil
	}
	if i := index(w); i >= 0 {
		return e.createIndex(ctx, w[i+1:].Skip("if", "not", "exists"))
	}
	switch w.At(0) {
	case "database", "schema":
		name, _, err := w[1:].Skip("if", "not", "exists").Ident(asWritten)
		if err != nil {
			return migrate.Doubt{}, err
		}
		is, err := e.count(ctx, "information_schema.schemata WHERE %s IS NOT NULL AND schema_name = %s", model.QName{Schema: name, Name: name})
		return made("database", name, is), err
	case "user", "role", "server", "tablespace", "logfile", "spatial", "resource":
		return unknown(silent), nil
	}
	kind, rest := kind(w)
	if kind == "" {
		return unknown(silent), nil
	}
	name, _, err := nameOf(rest.Skip("if", "not", "exists"))
	if err != nil {
		return migrate.Doubt{}, err
	}
	is, err := e.there(ctx, kind, name)
	return made(kind, name.String(), is), err
}

// made is what it means that something that a statement makes is there.
func made(kind, name string, is bool) migrate.Doubt {
	if is {
		return done(kind + " " + name + " is there")
	}
	return undone(kind + " " + name + " is not there")
}

// gone is what it means that something that a statement takes away is there.
func gone(kind, name string, is bool) migrate.Doubt {
	if is {
		return undone(kind + " " + name + " is still there")
	}
	return done(kind + " " + name + " is gone")
}

// index returns where INDEX stands in the words before the name of a CREATE
// INDEX, or -1.
func index(w words) int {
	for i := range w {
		switch w.At(i) {
		case "index":
			return i
		case "unique", "fulltext", "spatial", "vector", "online", "offline":
		default:
			return -1
		}
	}
	return -1
}

// kind finds the kind of object before its name: DEFINER = user, ALGORITHM = …
// and SQL SECURITY … stand between CREATE and that.
func kind(w words) (string, words) {
	for i := range w {
		if word := w.At(i); kinds[word] != "" && !w.Is(i+1, "=") {
			if word == "package" && w.At(i+1) == "body" {
				return "", nil
			}
			return word, w[i+1:]
		}
		if w.Is(i, "(") {
			break
		}
	}
	return "", nil
}

// createIndex is about name [USING …] ON table.
func (e *examiner) createIndex(ctx context.Context, w words) (migrate.Doubt, error) {
	index, rest, err := w.Ident(asWritten)
	if err != nil {
		return migrate.Doubt{}, err
	}
	at := rest.Find("on")
	if at < 0 {
		return migrate.Doubt{}, sqltoken.ErrNoName
	}
	table, _, err := nameOf(rest[at+1:])
	if err != nil {
		return migrate.Doubt{}, err
	}
	is, err := e.count(ctx, indexPlace, table, index)
	return made("index", index, is), err
}

const (
	indexPlace      = "information_schema.statistics WHERE table_schema = %s AND table_name = %s AND index_name = %s"
	columnPlace     = "information_schema.columns WHERE table_schema = %s AND table_name = %s AND column_name = %s"
	constraintPlace = "information_schema.table_constraints WHERE table_schema = %s AND table_name = %s AND constraint_name = %s"
	partitionPlace  = "information_schema.partitions WHERE table_schema = %s AND table_name = %s AND partition_name = %s"
)

// drop is about what follows DROP.
func (e *examiner) drop(ctx context.Context, w words) (migrate.Doubt, error) {
	switch w.At(0) {
	case "index":
		index, rest, err := w[1:].Skip("if", "exists").Ident(asWritten)
		if err != nil {
			return migrate.Doubt{}, err
		}
		table, _, err := nameOf(rest.Skip("on"))
		if err != nil {
			return migrate.Doubt{}, err
		}
		is, err := e.count(ctx, indexPlace, table, index)
		return gone("index", index, is), err
	case "database", "schema":
		name, _, err := w[1:].Skip("if", "exists").Ident(asWritten)
		if err != nil {
			return migrate.Doubt{}, err
		}
		is, err := e.count(ctx, "information_schema.schemata WHERE %s IS NOT NULL AND schema_name = %s", model.QName{Schema: name, Name: name})
		return gone("database", name, is), err
	}
	kind := w.At(0)
	if kinds[kind] == "" || w.Begin("package", "body") {
		return unknown(silent), nil
	}
	return e.dropAll(ctx, kind, w[1:].Skip("if", "exists"))
}

// dropAll is about a list of names. If some of them are gone, the statement was
// cut off between two, and is finished.
func (e *examiner) dropAll(ctx context.Context, kind string, w words) (migrate.Doubt, error) {
	parts := w.Split()
	var left []model.QName
	for _, part := range parts {
		name, _, err := nameOf(part)
		if err != nil {
			return migrate.Doubt{}, err
		}
		is, err := e.there(ctx, kind, name)
		if err != nil {
			return migrate.Doubt{}, err
		}
		if is {
			left = append(left, name)
		}
	}
	switch len(left) {
	case 0:
		return done("what it drops is gone"), nil
	case len(parts):
		return undone("what it drops is still there"), nil
	}
	if e.failed {
		return unknown("some of what it drops is gone, and some is there"), nil
	}
	for _, name := range left {
		key := writer()
		switch kind {
		case "view":
			key.Key("DROP VIEW ")
		case "sequence":
			key.Key("DROP SEQUENCE ")
		default:
			key.Key("DROP TABLE ")
		}
		if _, err := e.conn.Exec(ctx, key.Name(name).String()); err != nil {
			return migrate.Doubt{}, fmt.Errorf("finishing an interrupted statement: %w", err)
		}
	}
	return done("some of what it drops was gone, and the rest is dropped"), nil
}

// rename is about a TO b, c TO d, which are renamed together or not at all. A name
// may be one of a chain; the last new name that isn't an old one tells.
func (e *examiner) rename(ctx context.Context, w words) (migrate.Doubt, error) {
	olds := map[model.QName]bool{}
	var news []model.QName
	for _, part := range w.Split() {
		from, rest, err := nameOf(part)
		if err != nil {
			return migrate.Doubt{}, err
		}
		if at := rest.Find("to"); at >= 0 {
			rest = rest[at+1:]
		}
		to, _, err := nameOf(rest)
		if err != nil {
			return migrate.Doubt{}, err
		}
		olds[from] = true
		news = append(news, to)
	}
	for _, name := range news {
		if olds[name] {
			continue
		}
		is, err := e.there(ctx, "table", name)
		return made("table", name.String(), is), err
	}
	return unknown("the tables change their names among themselves"), nil
}
