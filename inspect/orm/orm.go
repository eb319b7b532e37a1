package orm

import (
	"context"
	"fmt"
	"go/types"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// ORM is what is particular to an object-relational mapper.
type ORM interface {
	// Name is what it is called before a pattern of packages, as in gorm:./models.
	Name() string
	// Find looks for the models of a package.
	Find(p *types.Package) Found
	// Program writes the main package that asks the mapper what it would create.
	Program(p Program) (string, error)
	// Hint says what to do if there are no models.
	Hint() string
}

// Found is what a package has for a mapper.
type Found struct {
	// Models are the names of types of which the mapper makes tables.
	Models []string
	// Hooks are the functions of the package by which its author says more, by
	// their names.
	Hooks map[string]bool
	// Doubts are the types that look like models and aren't taken for such.
	Doubts []Doubt
}

// Doubt is a type that isn't asked for, and why. If the mapper makes a table of
// it nevertheless, as of a relation, nothing is told.
type Doubt struct{ Type, Reason string }

// Program is what a main package is written for.
type Program struct {
	// Dialect is the product, as schemadiff calls it: postgres.
	Dialect string
	// Server is the version that a server of it tells a mapper which asks.
	Server string
	// Record is the import path of package record in the user's module.
	Record string
	// Packages have the models, in the order of their paths.
	Packages []Package
	// Modules are the versions of the modules that these import, by path; a module
	// that is replaced by a directory may have none.
	Modules map[string]string
}

// Package is one package of models. Alias is what the program calls it.
type Package struct {
	Alias, Path string
	Found
}

// Options say how models are read.
type Options struct {
	// Dialect is the product that the mapper writes for: postgres.
	Dialect string
	// Server is the version that a server of the product tells a mapper which asks, in
	// its own form.
	Server string
	// SQL is how the dialect's scripts are written.
	SQL SQL
	// Dir is where patterns begin that are no path; empty: the working directory.
	Dir string
	// BuildTags are those that the packages are built with.
	BuildTags []string
	// Timeout is how long the program may take, with its compilation; zero: ten
	// minutes, since a first build may be long.
	Timeout time.Duration
	// Warn, if set, is called with what is worth to be told and no error.
	Warn func(*sqlfile.Error)
}

// SQL is what must be known of a dialect's scripts.
type SQL interface {
	Syntax() sqlfile.Syntax
	// SchemaStatement returns the statement that makes a schema unless it is there;
	// empty for one that is always there, and where there are none.
	SchemaStatement(schema string) string
}

// Answer is what an empty database says to a query that has a text in it.
type Answer struct {
	Part         string
	Columns, Row []string
}

const defaultTimeout = 10 * time.Minute

// Read makes the script of what the mapper would create for the models of
// packages. The patterns are those of the go command.
func Read(ctx context.Context, mapper ORM, patterns []string, opts Options) (sqlfile.Source, error) {
	m, err := load(ctx, mapper, patterns, opts)
	if err != nil {
		return sqlfile.Source{}, err
	}
	out, err := m.run(ctx)
	if err != nil {
		return sqlfile.Source{}, err
	}
	name := mapper.Name() + ":" + strings.Join(patterns, " ")
	if len(out.Statements) == 0 {
		return sqlfile.Source{}, &Error{fmt.Sprintf("%s creates nothing for the models of %s", mapper.Name(), strings.Join(patterns, " ")), mapper.Hint()}
	}
	m.warn(out)
	return m.script(name, out), nil
}

// Error is why models couldn't be read. Advice says what to do.
type Error struct {
	Msg, Advice string
}

// Error implements error.
func (e *Error) Error() string { return e.Msg }

// Hint says what to do.
func (e *Error) Hint() string { return e.Advice }
