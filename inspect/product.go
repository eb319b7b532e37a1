package inspect

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Product says how the databases of a product are addressed.
type Product struct {
	// Dialect is the name of its dialect.
	Dialect string
	// Schemes are what its addresses begin with, the usual one first.
	Schemes []string
	// File: a database is a file, and its path follows the scheme, as in
	// sqlite:app.db. Else an address is a URL, and a scheme alone leaves all to
	// the environment.
	File bool
	// Recognizes, if set, says whether the file at a path is such a database.
	Recognizes func(path string) bool
	// Variables are those of the environment that name a database without an
	// address.
	Variables []string
	// Example is an address, for messages.
	Example string
	// Local and Remote are the addresses that a new project begins with: where its
	// developers have the database of a name, and where it is in production. The
	// only database of a project has no name.
	Local, Remote func(name string) string
}

// Products are those whose databases can be sources.
type Products []Product

// Find returns the product of a dialect.
func (p Products) Find(dialect string) (Product, bool) {
	i := slices.IndexFunc(p, func(one Product) bool { return one.Dialect == dialect })
	if i < 0 {
		return Product{}, false
	}
	return p[i], true
}

// Dialects lists the names of the dialects.
func (p Products) Dialects() []string {
	names := make([]string, len(p))
	for i := range p {
		names[i] = p[i].Dialect
	}
	return names
}

// Examples are addresses of all products, for messages.
func (p Products) Examples() string {
	list := make([]string, len(p))
	for i := range p {
		list[i] = p[i].Example
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " or " + list[last]
}

// ParseSource reads the name of a source:
//
//	postgres://user@host:port/database    a live database, by a scheme of its product
//	postgres:                             the live database that the environment names
//	sqlite:app.db                         the live database in a file
//	migrations:dir@revision               what the revisions of a directory lead to
//	go:./models                           the structs of Go packages, as the go command names these
//	gorm:./models                         the models of GORM in Go packages; also bun: and ent:
//	-                                     standard input, SQL or a snapshot
//	anything else                         a file or a directory
//
// A file that a product recognizes is a live database as well.
func (p Products) ParseSource(arg string) (Source, error) {
	switch arg {
	case "":
		return Source{}, errors.New("reading a source: its name is empty")
	case "-":
		return Source{Kind: Stdin, arg: arg}, nil
	}
	if s, found, err := p.parseAddress(arg); found {
		return s, err
	}
	if rest, found := strings.CutPrefix(arg, revisionsPrefix); found && !strings.HasPrefix(rest, "//") {
		return Source{Kind: Revisions, arg: rest}, nil
	}
	if pattern, found := strings.CutPrefix(arg, goPrefix); found && !strings.HasPrefix(pattern, "//") {
		if pattern == "" {
			pattern = "."
		}
		return Source{Kind: Go, arg: pattern}, nil
	}
	if mapper, pattern, found := strings.Cut(arg, ":"); found && slices.Contains(mappers, mapper) && !strings.HasPrefix(pattern, "//") {
		return Source{Kind: ORM, arg: mapper + ":" + cmp.Or(pattern, ".")}, nil
	}
	if scheme := urlScheme(arg); scheme != "" {
		return Source{}, &UnknownSchemeError{Scheme: scheme, known: p}
	}
	for _, product := range p {
		if product.Recognizes != nil && product.Recognizes(arg) {
			return product.file(arg), nil
		}
	}
	return Source{Kind: Path, arg: arg}, nil
}

// file is the source of a database in a file.
func (p Product) file(path string) Source {
	return Source{Kind: Live, arg: p.Schemes[0] + ":" + path, product: p.Dialect, path: path}
}

// parseAddress reads what begins with the scheme of a product.
func (p Products) parseAddress(arg string) (s Source, found bool, err error) {
	scheme, rest, ok := strings.Cut(arg, ":")
	if !ok {
		return s, false, nil
	}
	scheme = strings.ToLower(scheme)
	i := slices.IndexFunc(p, func(one Product) bool { return slices.Contains(one.Schemes, scheme) })
	switch {
	case i < 0:
		return s, false, nil
	case p[i].File && (rest == "" || strings.HasPrefix(rest, "//")):
		return s, true, &fileAddressError{scheme}
	case p[i].File:
		return p[i].file(rest), true, nil
	case rest == "":
		return Source{Kind: Live, arg: scheme + "://", product: p[i].Dialect}, true, nil
	case !strings.HasPrefix(rest, "//"):
		return s, false, nil
	case ambiguous(arg):
		return s, true, errAmbiguous
	}
	return Source{Kind: Live, arg: scheme + ":" + rest, product: p[i].Dialect}, true, nil
}

// Show returns the address of a database as it may be shown to anybody.
func (p Products) Show(address string) string {
	if s, found, err := p.parseAddress(address); found && err == nil {
		return s.String()
	}
	return RedactURL(address)
}

// fileAddressError says that an address doesn't name a file.
type fileAddressError struct{ scheme string }

func (e *fileAddressError) Error() string {
	return fmt.Sprintf("the address %s:// doesn't name a file: tools differ about where a path begins behind slashes", e.scheme)
}

func (e *fileAddressError) Hint() string {
	return fmt.Sprintf("write the path behind the colon: %[1]s:app.db, or %[1]s:/srv/app.db", e.scheme)
}
