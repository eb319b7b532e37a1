package format

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Format is a way to keep revisions in files.
type Format interface {
	// Name is the word of the configuration.
	Name() string
	// Read reads the revisions of directories in the tool's order. It returns what
	// it could read together with every error of every file, as an
	// [sqlfile.ErrorList].
	Read(fsys fs.FS, dirs []string, options Options) ([]script.Script, error)
	// Write returns the files of a new revision, without touching any.
	Write(s script.Script, place Place) (Written, error)
}

// Options say how directories are read.
type Options struct {
	script.Options
	// Dialect is the name of the database: "postgres". Files that say in their
	// names that they are for another are left out.
	Dialect string
	// Outside says whether a statement can't run in a transaction; those that
	// can't are marked. Nil: all can.
	Outside func(sql string) bool
}

// Place is where a new revision is written.
type Place struct {
	// FS and Dir are the directory.
	FS  fs.FS
	Dir string
	// Existing are the revisions that are there.
	Existing []script.Script
	// Now gives the version of a new revision where a version is a time.
	Now time.Time
	// Naming is for our own format; its slug length counts for all.
	Naming script.Naming
	Syntax sqlfile.Syntax
}

// Written is what a revision is written as.
type Written struct {
	// ID is that of the revision as it will be read.
	ID    string
	Files []File
	// Notes say what the format loses.
	Notes []string
}

// File is a file to be written. Path is below the file system of its place.
type File struct {
	Path, Text string
	// Replace: the file is there already.
	Replace bool
}

// All lists the formats, ours first.
func All() []Format {
	return []Format{
		own{}, goose, golangMigrate, dbmate, flyway, atlas, diesel, prisma, pairs, plain,
	}
}

// Names lists the names of the formats.
func Names() []string {
	var names []string
	for _, format := range All() {
		names = append(names, format.Name())
	}
	return names
}

// ByName returns the format that the configuration names; the empty name is
// ours.
func ByName(name string) (Format, error) {
	if name == "" {
		return own{}, nil
	}
	for _, format := range All() {
		if strings.EqualFold(format.Name(), name) {
			return format, nil
		}
	}
	return nil, fmt.Errorf("there is no format %q of revisions, there are %s", name, strings.Join(Names(), ", "))
}

// own is our own format.
type own struct{}

// Name returns "schemadiff".
func (own) Name() string { return "schemadiff" }

// Read reads revisions; their order is that of their paths.
func (own) Read(fsys fs.FS, dirs []string, options Options) ([]script.Script, error) {
	return script.ReadDir(fsys, dirs, options.Options)
}

// Write returns the file of a revision.
func (own) Write(s script.Script, place Place) (Written, error) {
	name, err := place.Naming.Path(s.ID, s.Message, s.Created)
	if err != nil {
		return Written{}, err
	}
	return writeOwn(s, name, place)
}

// writeOwn writes a script in our own format, and reads it again to be sure.
func writeOwn(s script.Script, name string, place Place) (Written, error) {
	text := s.Format()
	again, errs := script.Parse(sqlfile.Source{Name: name, Text: text}, place.Syntax)
	switch {
	case len(errs) > 0:
		return Written{}, fmt.Errorf("writing a revision that can be read: %w", errs)
	case again.Checksum != s.Sum():
		return Written{}, fmt.Errorf("writing the revision %s: what is read from %s isn't what was written", s.ID, name)
	}
	return Written{ID: s.ID, Files: []File{{Path: place.path(name), Text: text}}}, nil
}
