package laws

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Both is a schema read in both ways, with the database that it was read from.
type Both struct {
	Script    Script
	Parsed    model.Schema
	Inspected model.Schema
	db        *pgtest.Database
}

// Read loads a script and reads it in both ways. That the reader refuses it is
// a failure of law 2.
func (l *Lab) Read(ctx context.Context, script Script, f func(Both) error) error {
	return l.with(ctx, script, func(db *pgtest.Database) error {
		b, err := l.ReadIn(ctx, db, script)
		if err != nil {
			return err
		}
		return f(b)
	})
}

// ReadIn reads a script and the database that it was loaded into.
func (l *Lab) ReadIn(ctx context.Context, db *pgtest.Database, script Script) (b Both, err error) {
	b = Both{Script: script, db: db}
	if b.Parsed, err = l.parse(ctx, script.Sources()); err != nil {
		return b, failed(2, "reading the SQL", err)
	}
	if b.Inspected, err = l.inspect(ctx, db); err != nil {
		return b, failed(2, "inspecting", err)
	}
	return b, nil
}

// SchemaLaws are the laws about one schema, in the order to try them in.
func SchemaLaws() []int { return []int{1, 2, 5, 7, 9} }

// Schema tries one of the laws about one schema.
func (l *Lab) Schema(ctx context.Context, law int, b Both) error {
	switch law {
	case 1:
		return l.Identity(ctx, b)
	case 2:
		return l.Agreement(ctx, b)
	case 5:
		if err := l.Repeatable(ctx, b); err != nil {
			return err
		}
		return l.Determinism(ctx, b.Inspected, b.Parsed, diff.Options{}, 1)
	case 7:
		return l.TextRoundTrip(ctx, b)
	case 9:
		return l.Honesty(ctx, b)
	}
	return fmt.Errorf("law %d is not about one schema", law)
}

// Identity is law 1: for both readings, whichever side the comparison takes for
// live, and also by way of a snapshot. That the comparison leaves its inputs as
// they are is part of it.
func (l *Lab) Identity(ctx context.Context, b Both) error {
	for _, side := range []struct {
		name   string
		schema model.Schema
	}{{"parsed", b.Parsed}, {"inspected", b.Inspected}} {
		before, err := snapshotOf(side.schema)
		if err != nil {
			return failed(1, "writing a snapshot", err)
		}
		again, err := model.ReadSnapshot(strings.NewReader(before))
		if err != nil {
			return failed(1, "reading a snapshot", err)
		}
		for _, live := range []bool{false, true} {
			r, err := l.compare(ctx, side.schema, side.schema, diff.Options{NewLive: live})
			if err := empty(1, side.name+" with itself", r, err); err != nil {
				return err
			}
			r, err = l.compare(ctx, side.schema, again, diff.Options{NewLive: live})
			if err := empty(1, side.name+" with its snapshot", r, err); err != nil {
				return err
			}
		}
		if after, err := snapshotOf(side.schema); err != nil || after != before {
			return &Failure{Law: 1, Step: side.name + " after comparing", Sign: "changed", Detail: firstDifference([]byte(before), []byte(after))}
		}
	}
	return nil
}

func snapshotOf(s model.Schema) (string, error) {
	var b strings.Builder
	err := model.WriteSnapshot(&b, s)
	return b.String(), err
}

// Agreement is law 2, in both directions.
func (l *Lab) Agreement(ctx context.Context, b Both) error {
	return l.agree(ctx, 2, "inspected", b.Inspected, "parsed", b.Parsed)
}

// agree compares what a database has with a declaration of it, in both
// directions: what the declaration leaves to the server is what the server
// chose.
func (l *Lab) agree(ctx context.Context, law int, liveName string, live model.Schema, declaredName string, declared model.Schema) error {
	r, err := l.compare(ctx, live, declared, diff.Options{})
	if err := empty(law, liveName+" against "+declaredName, r, err); err != nil {
		return err
	}
	r, err = l.compare(ctx, declared, live, diff.Options{NewLive: true})
	return empty(law, declaredName+" against "+liveName, r, err)
}

// TextRoundTrip is law 7, for both readings.
func (l *Lab) TextRoundTrip(ctx context.Context, b Both) error {
	if err := l.written(ctx, "parsed", b.Parsed); err != nil {
		return err
	}
	return l.written(ctx, "inspected", b.Inspected)
}

// WrittenOf is law 7 for what a database has.
func (l *Lab) WrittenOf(ctx context.Context, db *pgtest.Database) error {
	schema, err := l.inspect(ctx, db)
	if err != nil {
		return failed(7, "inspecting", err)
	}
	return l.written(ctx, "inspected", schema)
}

// written writes a schema, reads it and loads it. A schema with objects that
// the product does not hold is only written: the text lacks what its
// expressions may call.
func (l *Lab) written(ctx context.Context, name string, schema model.Schema) error {
	text, err := render.DDL(schema, postgres.Planner{})
	if err != nil {
		return failed(7, "writing the "+name+" schema", err)
	}
	if len(schema.Unsupported) > 0 {
		return nil
	}
	again, err := l.parse(ctx, []sqlfile.Source{{Name: "written.sql", Text: text}})
	if err != nil {
		return withText(failed(7, "reading what was written of the "+name+" schema", err), text)
	}
	r, err := l.compare(ctx, schema, again, diff.Options{NewLive: true})
	if err := empty(7, "the "+name+" schema against what was written", r, err); err != nil {
		return withText(err, text)
	}
	return withText(l.loads(ctx, name, schema, text), text)
}

// loads proves that the server takes the text for the same schema.
func (l *Lab) loads(ctx context.Context, name string, schema model.Schema, text string) error {
	err := l.with(ctx, Script{Name: "written", Text: text}, func(db *pgtest.Database) error {
		loaded, err := l.inspect(ctx, db)
		if err != nil {
			return failed(7, "inspecting what was written", err)
		}
		return l.agree(ctx, 7, "what the server made of the text", loaded, "the "+name+" schema", schema)
	})
	if refused := (*InvalidError)(nil); errors.As(err, &refused) {
		return failed(7, "loading what was written of the "+name+" schema", err)
	}
	return err
}

func withText(err error, text string) error {
	if f := (*Failure)(nil); errors.As(err, &f) {
		f.Detail += "\nwritten:\n" + text
	}
	return err
}

// Honesty is law 9: the catalog's count of objects of each kind is what the
// readings hold and report.
func (l *Lab) Honesty(ctx context.Context, b Both) error {
	counts, err := countCatalog(ctx, b.db)
	if err != nil {
		return err
	}
	for _, side := range []struct {
		name   string
		schema model.Schema
	}{{"inspected", b.Inspected}, {"parsed", b.Parsed}} {
		got := side.schema.Counts()
		for _, kind := range sortedKeys(counts, got) {
			if counts[kind] != got[kind] {
				return &Failure{
					Law: 9, Step: side.name, Sign: string(kind),
					Detail: fmt.Sprintf("%s: the catalog has %d, the %s schema %d", kind, counts[kind], side.name, got[kind]),
				}
			}
		}
	}
	return nil
}
