// Package facts says what PostgreSQL itself brings along: the types, casts,
// operators, functions, operator classes and collations of pg_catalog and
// information_schema, for every major version from 13 to 18, and what each
// contrib extension adds when it is created.
//
// The snapshots are generated from real servers by the program in gen and
// embedded, one archive for each major version. [For] decodes the built-in
// part of one version; an extension is decoded when [Snapshot.Extension] asks
// for it. A snapshot is immutable and may be shared freely.
//
// Names are unquoted. Objects refer to types by pointer, so that two types are
// the same exactly if their pointers are equal.
package facts

//go:generate go run ./gen

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
)

//go:embed data/*.zip
var archives embed.FS

// The oldest and the newest major version that there is a snapshot of.
const (
	OldestMajor = 13
	NewestMajor = 18
)

// Majors lists the major versions that there is a snapshot of, oldest first.
func Majors() []int { return []int{13, 14, 15, 16, 17, 18} }

// Snapshot is what one major version of PostgreSQL brings along.
type Snapshot struct {
	// Major is the server's major version.
	Major int
	// Index holds the built-in objects.
	*Index

	archive *zip.Reader
	columns func() (map[Name][]Field, error)
}

// loaders decodes each embedded archive at most once: the data is constant, so
// that decoding it again could only yield the same values.
var loaders = func() map[int]func() (*Snapshot, error) {
	m := map[int]func() (*Snapshot, error){}
	for _, major := range Majors() {
		m[major] = sync.OnceValues(func() (*Snapshot, error) { return load(major) })
	}
	return m
}()

// For returns the snapshot of a major version. A version that is newer than
// the newest snapshot is an error: nothing is known about it.
func For(major int) (*Snapshot, error) {
	loader, ok := loaders[major]
	if !ok {
		return nil, fmt.Errorf("there are no facts about PostgreSQL %d (only about %d to %d)", major, OldestMajor, NewestMajor)
	}
	return loader()
}

func load(major int) (*Snapshot, error) {
	data, err := archives.ReadFile("data/" + strconv.Itoa(major) + ".zip")
	if err != nil {
		return nil, fmt.Errorf("reading the facts about PostgreSQL %d: %w", major, err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("reading the facts about PostgreSQL %d: %w", major, err)
	}
	s := &Snapshot{Major: major, archive: archive}
	text, err := s.read(catalogEntry)
	if err != nil {
		return nil, err
	}
	objects, err := decode(text, decoder{})
	if err != nil {
		return nil, fmt.Errorf("decoding the facts about PostgreSQL %d: %w", major, err)
	}
	s.Index = NewIndex(objects)
	s.columns = sync.OnceValues(s.readColumns)
	return s, nil
}

// Columns returns the columns of a built-in table or view: of pg_catalog or
// information_schema. Nil: there is no such relation. A column can be without a
// type.
func (s *Snapshot) Columns(schema, name string) ([]Field, error) {
	columns, err := s.columns()
	return columns[Name{schema, name}], err
}

// readColumns is done when the first query is about a built-in relation, as few
// are.
func (s *Snapshot) readColumns() (map[Name][]Field, error) {
	text, err := s.read(columnsEntry)
	if err != nil {
		return nil, err
	}
	d := &decoding{decoder: decoder{outer: s.Type}}
	columns := map[Name][]Field{}
	for n, line := range lines(text) {
		f := d.split(line)
		if len(f) != fieldCount("F") {
			return nil, fmt.Errorf("decoding the columns of PostgreSQL %d: line %d is malformed", s.Major, n+1)
		}
		// The row types of relations are no types here: such a column has none.
		field, _ := d.fieldOf(f)
		relation := d.name(f[1])
		columns[relation] = append(columns[relation], field)
	}
	return columns, nil
}

// catalogEntry, columnsEntry and extensionFolder name the entries of an archive.
const (
	catalogEntry    = "catalog"
	columnsEntry    = "columns"
	extensionFolder = "extension/"
)

func (s *Snapshot) read(entry string) (string, error) {
	f, err := s.archive.Open(entry)
	if err != nil {
		return "", fmt.Errorf("opening the facts about %s of PostgreSQL %d: %w", entry, s.Major, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return "", fmt.Errorf("reading the facts about %s of PostgreSQL %d: %w", entry, s.Major, err)
	}
	return string(b), nil
}

// ExtensionNames lists the extensions that the snapshot knows, sorted.
func (s *Snapshot) ExtensionNames() []string {
	var names []string
	for _, f := range s.archive.File {
		if len(f.Name) > len(extensionFolder) && f.Name[:len(extensionFolder)] == extensionFolder {
			names = append(names, f.Name[len(extensionFolder):])
		}
	}
	slices.Sort(names)
	return names
}
