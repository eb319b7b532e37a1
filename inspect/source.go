package inspect

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// SourceKind says where a schema comes from.
type SourceKind int

// The kinds of sources. A Path is a file or a directory of SQL, or a snapshot
// in JSON; which of them is seen when it is read. Revisions are a directory of
// migrations, up to one of them. Go is a pattern of Go packages, ORM one of
// packages with the models of an object-relational mapper.
const (
	Path SourceKind = iota
	Stdin
	Live
	Revisions
	Go
	ORM
)

// Source names a schema as a person does on the command line. The zero Source
// names nothing.
type Source struct {
	Kind SourceKind
	// arg holds a password sometimes: only Location hands it out.
	arg string
	// product is the dialect of a live database, path the file of one that is a
	// file.
	product, path string
}

// Dialect returns the dialect of a live database.
func (s Source) Dialect() string { return s.product }

// File returns the file of a live database that is a file, else "".
func (s Source) File() string { return s.path }

// What a source of revisions, and one of Go packages, begins with.
const (
	revisionsPrefix = "migrations:"
	goPrefix        = "go:"
)

// mappers are the object-relational mappers whose models are sources, by what
// stands before the packages.
var mappers = []string{"bun", "ent", "gorm"}

// ORM takes apart a source of models: the mapper and the pattern of packages.
func (s Source) ORM() (mapper, pattern string) {
	mapper, pattern, _ = strings.Cut(s.arg, ":")
	return mapper, pattern
}

// Revisions takes apart what stands behind "migrations:": a directory, empty for
// that of the project, and the identifier of a revision, empty for all of them.
func (s Source) Revisions() (dir, identifier string) {
	// An identifier may have an @ itself, as in shop@head.
	dir, identifier, _ = strings.Cut(s.arg, "@")
	return dir, identifier
}

// urlScheme returns what stands before "://" if it can be a scheme.
func urlScheme(arg string) string {
	scheme, _, found := strings.Cut(arg, "://")
	if !found || scheme == "" || strings.ContainsFunc(scheme, func(r rune) bool { return !isSchemeRune(r) }) {
		return ""
	}
	return strings.ToLower(scheme)
}

func isSchemeRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("+-.", r)
}

// UnknownSchemeError says that a URL is of a kind that nobody reads.
type UnknownSchemeError struct {
	Scheme string
	known  Products
}

// Error implements error.
func (e *UnknownSchemeError) Error() string {
	return fmt.Sprintf("there is no kind of source %s://", e.Scheme)
}

// Hint says what to do about it.
func (e *UnknownSchemeError) Hint() string {
	if e.Scheme == "file" {
		return "write the path of a file without file://"
	}
	return "a source is " + e.known.Examples() + ", an SQL file, a directory of them, a snapshot, go:./models, gorm:./models, bun:./models, ent:./ent/schema, or - for standard input"
}

// Location returns what to read: a path or a URL with all that is in it. It
// isn't for messages; those use String.
func (s Source) Location() string { return s.arg }

// String returns the source's name for messages, without any credentials.
func (s Source) String() string {
	switch s.Kind {
	case Live:
		if s.path != "" {
			return s.arg
		}
		return RedactURL(s.arg)
	case Stdin:
		return "standard input"
	case Revisions:
		return revisionsPrefix + s.arg
	case Go:
		return goPrefix + s.arg
	case Path, ORM:
		return s.arg
	}
	return s.arg
}

// shownParameters are the parameters of a database URL that say which database
// it is. All others are left out of messages: nobody knows what is in them.
var shownParameters = []string{"dbname", "host", "hostaddr", "port", "service", "socket", "sslmode", "target_session_attrs", "user"}

// RedactURL returns a database URL as it may be shown to anybody: without
// password, and with those parameters alone that say which database it is. A
// URL that can be read in more than one way is not shown at all, since any part
// of it may be the password.
func RedactURL(raw string) string {
	scheme, _, found := strings.Cut(raw, "://")
	if !found {
		return hidden
	}
	if ambiguous(raw) {
		return scheme + "://" + hidden
	}
	u, err := url.Parse(raw)
	if err != nil {
		return scheme + "://" + hidden
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if u.User != nil {
		shown.User = url.User(u.User.Username())
	}
	// What follows a password may be the rest of one with an & in it.
	before, _, _ := strings.Cut(u.RawQuery, "pass")
	query, _ := url.ParseQuery(before) // what can't be read isn't shown
	for name := range query {
		if !slices.Contains(shownParameters, name) {
			query.Del(name)
		}
	}
	shown.RawQuery = strings.ReplaceAll(query.Encode(), "%2F", "/")
	text := shown.String()
	if shown.Host == "" && shown.User == nil && !strings.HasPrefix(text, shown.Scheme+"://") {
		text = shown.Scheme + "://" + strings.TrimPrefix(text, shown.Scheme+":")
	}
	return text
}

const hidden = "…"

// ambiguous reports whether a URL isn't well-formed, or is so only by accident:
// a password with one of @ / ? # & in it makes the rest look like another part.
// Such a URL is never used, since a piece of the password would be sent to the
// wrong place, as the name of a host perhaps.
func ambiguous(raw string) bool {
	u, err := url.Parse(raw)
	_, rest, _ := strings.Cut(raw, "://")
	authority, _, _ := strings.Cut(rest, "/")
	authority, _, _ = strings.Cut(authority, "?")
	at := strings.Count(rest, "@")
	if err != nil || strings.Contains(raw, "#") || at > 1 || at != strings.Count(authority, "@") {
		return true
	}
	if u.RawQuery == "" {
		return false
	}
	for parameter := range strings.SplitSeq(u.RawQuery, "&") {
		if name, _, ok := strings.Cut(parameter, "="); !ok || name == "" {
			return true
		}
	}
	return false
}

// CheckURL returns an error if a database URL can be read in more than one way,
// which [Products.ParseSource] refuses; the error shows no part of it.
func CheckURL(raw string) error {
	if ambiguous(raw) {
		return errAmbiguous
	}
	return nil
}

// errAmbiguous says so without showing any part of the URL.
var errAmbiguous error = &ambiguousError{}

type ambiguousError struct{}

func (*ambiguousError) Error() string { return "the database address isn't a well-formed URL" }

func (*ambiguousError) Hint() string {
	return "it is postgres://user:password@host:5432/database?parameter=value; in user and password write %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #, %26 for & and %25 for %"
}
