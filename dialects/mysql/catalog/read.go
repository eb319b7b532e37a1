package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// Options say how a database is read.
type Options struct {
	// Told, if set, hears why an object is unsupported.
	Told func(id model.ID, reason string)
}

// ErrChanging says that the database is changed faster than it is read.
var ErrChanging = errors.New("the schema was changed while it was read, each time again; read it when nobody changes it")

// ErrNoDatabase says that the connection has none.
var ErrNoDatabase = errors.New("the connection has no database; say which in its address")

// attempts is how often a database that changes is read.
const attempts = 5

// Inspect reads the database that the connection is in.
func Inspect(ctx context.Context, conn inspect.Conn, opts Options) (schema model.Schema, err error) {
	if err := conn.Exec(ctx, settings); err != nil {
		return schema, fmt.Errorf("preparing the session: %w", err)
	}
	defer func() {
		if restored := conn.Exec(context.WithoutCancel(ctx), restore); err == nil && restored != nil {
			err = fmt.Errorf("restoring the session: %w", restored)
		}
	}()
	s, err := readServer(ctx, conn)
	if err != nil {
		return schema, err
	}
	var before []finding
	for range attempts {
		r := &reader{conn: conn, server: s.server, database: s}
		found, err := r.read(ctx)
		switch {
		case errors.Is(err, errVanished):
			before = nil
			continue
		case err != nil:
			return schema, fmt.Errorf("reading the database %s: %w", s.name, err)
		}
		// What is wrong twice in the same way is wrong, and didn't change meanwhile.
		if len(found) > 0 && !slices.Equal(found, before) {
			before = found
			continue
		}
		return r.result(found, opts.Told), nil
	}
	return schema, fmt.Errorf("reading the database %s: %w", s.name, ErrChanging)
}

// finding is a reason why an object can't be held.
type finding struct {
	id     model.ID
	reason string
}

// reader reads a database once.
type reader struct {
	conn     inspect.Conn
	server   mysql.Server
	database database
	facts    *facts
	objects  []object
	schema   model.Schema
}

// read asks for everything and returns what doesn't fit together.
func (r *reader) read(ctx context.Context) ([]finding, error) {
	var err error
	if r.facts, err = readFacts(ctx, r.conn, r.server); err != nil {
		return nil, err
	}
	r.objects = r.facts.objects()
	found, err := r.readTexts(ctx)
	if err != nil {
		return nil, err
	}
	misread, err := r.parse()
	if err != nil {
		return nil, err
	}
	found = append(found, misread...)
	for i := range r.schema.Tables {
		t := &r.schema.Tables[i]
		if reason := r.facts.check(t, r.server); reason != "" {
			found = append(found, finding{tableID(t.Name), reason})
		}
	}
	found = append(found, r.missing(found)...)
	slices.SortFunc(found, func(a, b finding) int { return a.id.Compare(b.id) })
	return found, nil
}

// missing lists the objects that the server has and the reader didn't make.
func (r *reader) missing(known []finding) []finding {
	have := map[model.ID]bool{}
	for _, e := range r.schema.Entries() {
		have[e.ID] = true
	}
	for _, f := range known {
		have[f.id] = true
	}
	var list []finding
	for _, o := range r.objects {
		if id := o.id(); !have[id] {
			list = append(list, finding{id, "the model doesn't hold objects of its kind"})
		}
	}
	return list
}

// result is the schema without what can't be held.
func (r *reader) result(found []finding, told func(model.ID, string)) model.Schema {
	s := r.schema
	for _, f := range found {
		s.Tables = slices.DeleteFunc(s.Tables, func(t model.Table) bool { return tableID(t.Name) == f.id })
		s.Unsupported = append(s.Unsupported, model.Unsupported{ID: f.id})
		if told != nil {
			told(f.id, f.reason)
		}
	}
	s.Sort()
	return s
}

func tableID(name string) model.ID { return model.ID{Kind: model.KindTable, Name: name} }
