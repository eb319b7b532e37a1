package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
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

// SnapshotError says where a text stops being a snapshot. It is an
// [ErrNotSnapshot].
type SnapshotError struct {
	Pos Pos // the file is unknown
	Err error
}

// Error implements error.
func (e *SnapshotError) Error() string {
	return fmt.Sprintf("line %d, column %d: %v: %v", e.Pos.Line, e.Pos.Column, ErrNotSnapshot, e.Err)
}

// Unwrap returns the reason and ErrNotSnapshot.
func (e *SnapshotError) Unwrap() []error { return []error{ErrNotSnapshot, e.Err} }

// ReadSnapshot reads what [WriteSnapshot] wrote. It refuses unknown fields and
// newer formats, since it would lose what it does not know. What the texts in
// it say is not looked at.
func ReadSnapshot(r io.Reader) (Schema, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Schema{}, fmt.Errorf("reading snapshot: %w", err)
	}
	// What a newer format has is unknown for a reason.
	var head struct {
		Kind   string `json:"kind"`
		Format int    `json:"format"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return Schema{}, fmt.Errorf("reading snapshot: %w", notSnapshot(text, err))
	}
	if head.Kind != snapshotKind {
		return Schema{}, fmt.Errorf("reading snapshot: %w: kind is %q, not %q", ErrNotSnapshot, head.Kind, snapshotKind)
	}
	if head.Format != snapshotFormat {
		return Schema{}, fmt.Errorf("reading snapshot: format %d is not the format %d that this version reads; write it anew with inspect", head.Format, snapshotFormat)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var f snapshot
	if err := dec.Decode(&f); err != nil {
		return Schema{}, fmt.Errorf("reading snapshot: %w", notSnapshot(text, err))
	}
	f.Schema.Sort()
	return f.Schema, nil
}

// notSnapshot finds the place that an error is about, if it tells one.
func notSnapshot(text []byte, err error) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	var offset int64
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &wrong):
		offset = wrong.Offset
	default:
		return fmt.Errorf("%w: %w", ErrNotSnapshot, err)
	}
	before := text[:min(max(offset-1, 0), int64(len(text)))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return &SnapshotError{
		Pos: Pos{Line: bytes.Count(before, []byte{'\n'}) + 1, Column: utf8.RuneCount(before[start:]) + 1},
		Err: err,
	}
}
