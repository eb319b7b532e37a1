package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// snapshotFormat is the version of the JSON form. It changes when a reader of
// an older version would misunderstand a newer snapshot.
const snapshotFormat = 1

// snapshotKind marks a JSON file as a snapshot.
const snapshotKind = "schemadiff-snapshot"

// ErrNotSnapshot says that a JSON text is not a snapshot of a schema.
var ErrNotSnapshot = errors.New("not a schemadiff snapshot")

type snapshot struct {
	Kind   string `json:"kind"`
	Format int    `json:"format"`
	Schema Schema `json:"schema"`
}

// WriteSnapshot writes s as JSON, indented and in the order that s has.
func WriteSnapshot(w io.Writer, s Schema) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(snapshot{snapshotKind, snapshotFormat, s}); err != nil {
		return fmt.Errorf("writing snapshot: %w", err)
	}
	return nil
}

// ReadSnapshot reads what [WriteSnapshot] wrote. It refuses unknown fields and
// newer formats, since it would lose what it does not know.
func ReadSnapshot(r io.Reader) (Schema, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var f snapshot
	if err := dec.Decode(&f); err != nil {
		return Schema{}, fmt.Errorf("reading snapshot: %w", errors.Join(ErrNotSnapshot, err))
	}
	if f.Kind != snapshotKind {
		return Schema{}, fmt.Errorf("reading snapshot: %w: kind is %q, not %q", ErrNotSnapshot, f.Kind, snapshotKind)
	}
	if f.Format != snapshotFormat {
		return Schema{}, fmt.Errorf("reading snapshot: format %d is not the format %d that this version reads; write it anew with inspect", f.Format, snapshotFormat)
	}
	f.Schema.Sort()
	return f.Schema, nil
}
