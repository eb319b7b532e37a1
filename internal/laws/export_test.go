package laws

import (
	"context"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/render"
)

// Tampered is the lab with every migration broken before it is tried.
func (l *Lab) Tampered(tamper func(*render.Migration)) *Lab {
	broken := *l
	broken.tamper = tamper
	return &broken
}

// Notes are what a comparison of two databases says that no statement changes.
func (l *Lab) Notes(ctx context.Context, old, fresh *pgtest.Database) ([]diff.Note, error) {
	from, err := l.inspect(ctx, old)
	if err != nil {
		return nil, err
	}
	to, err := l.inspect(ctx, fresh)
	if err != nil {
		return nil, err
	}
	r, err := l.compare(ctx, from, to, diff.Options{NewLive: true})
	return r.Notes, err
}

// AsMigrated is what the laws do with notes before they dump.
func (l *Lab) AsMigrated(ctx context.Context, db, migrated *pgtest.Database, notes []diff.Note) error {
	now, err := l.inspect(ctx, migrated)
	if err != nil {
		return err
	}
	return (&trip{Lab: l, a: migrated}).adopt(ctx, db, now, notes)
}
