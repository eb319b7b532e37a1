// Package corpus finds real schemas and real migration histories for tests.
//
// They are data of public projects and no part of this repository. The
// environment variable SCHEMADIFF_CORPUS names their directory; without it,
// ../shared/corpus beside the repository is used if it is there. Tests that
// need the corpus skip without it.
//
// Below the directory, <dialect>/<project>/<file>.sql is a schema and
// <dialect>/<project>/migrations a history. A history's steps are taken in the
// order of their names, in any of these forms: plain files; pairs of
// name.up.sql and name.down.sql; folders that hold up.sql and down.sql, or
// migration.sql. A file whose name carries a dialect (name.postgres.up.sql)
// takes the place of the neutral one and belongs to that dialect alone.
package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Corpus is the part of a corpus directory that is for one dialect.
type Corpus struct {
	dir     string
	dialect string
}

// Schema is a file that builds a schema in an empty database.
type Schema struct {
	Name string // project/file.sql
	File string
}

// History is a project's migrations in their order.
type History struct {
	Name  string
	Steps []Step
}

// Step is one migration.
type Step struct {
	Name string
	Up   string // the file
	Down string // the file, "" if there is none
	// Autocommit: the project's runner doesn't wrap the step in a transaction.
	Autocommit bool
}

// Open returns the schemas and histories for a dialect ("postgres"). A test
// without a corpus skips.
func Open(tb testing.TB, dialect string) *Corpus {
	tb.Helper()
	dir, err := find()
	if err != nil {
		tb.Fatal(err)
	}
	if dir == "" {
		tb.Skip("no corpus of real schemas: set SCHEMADIFF_CORPUS to its directory")
	}
	return &Corpus{dir: filepath.Join(dir, dialect), dialect: dialect}
}

// find returns the corpus directory, "" if there is none. A variable that
// points nowhere is an error.
func find() (string, error) {
	if dir := os.Getenv("SCHEMADIFF_CORPUS"); dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return "", fmt.Errorf("using SCHEMADIFF_CORPUS: %w", err)
		}
		return dir, nil
	}
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(filepath.Dir(root), "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		return "", nil
	}
	return dir, nil
}

// moduleRoot is the directory above the test's that holds go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("finding the root of the module: no go.mod above the test's directory")
		}
		dir = parent
	}
}

// Schemas lists the schemas in the order of their names.
func (c *Corpus) Schemas(tb testing.TB) []Schema {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(c.dir, "*", "*.sql"))
	if err != nil {
		tb.Fatal(err)
	}
	var schemas []Schema
	for _, file := range files {
		name := filepath.Join(filepath.Base(filepath.Dir(file)), filepath.Base(file))
		schemas = append(schemas, Schema{Name: filepath.ToSlash(name), File: file})
	}
	return schemas
}

// Schema returns one schema by its name. A corpus that lacks it skips the test.
func (c *Corpus) Schema(tb testing.TB, name string) Schema {
	tb.Helper()
	for _, schema := range c.Schemas(tb) {
		if schema.Name == name {
			return schema
		}
	}
	tb.Skipf("the corpus has no schema %s", name)
	return Schema{}
}

// Read returns the schema's text.
func (s Schema) Read(tb testing.TB) string {
	tb.Helper()
	return read(tb, s.File)
}

func read(tb testing.TB, file string) string {
	tb.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// Histories lists the histories in the order of their names.
func (c *Corpus) Histories(tb testing.TB) []History {
	tb.Helper()
	dirs, err := filepath.Glob(filepath.Join(c.dir, "*", "migrations"))
	if err != nil {
		tb.Fatal(err)
	}
	var histories []History
	for _, dir := range dirs {
		steps, err := c.steps(dir)
		if err != nil {
			tb.Fatal(err)
		}
		histories = append(histories, History{Name: filepath.Base(filepath.Dir(dir)), Steps: steps})
	}
	return histories
}

// ReadUp returns the text that takes the step, ReadDown the one that takes it
// back.
func (s Step) ReadUp(tb testing.TB) string {
	tb.Helper()
	return read(tb, s.Up)
}

// ReadDown returns the text that takes the step back; a step without one fails
// the test.
func (s Step) ReadDown(tb testing.TB) string {
	tb.Helper()
	return read(tb, s.Down)
}
