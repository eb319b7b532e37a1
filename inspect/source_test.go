package inspect_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect"
)

func TestParseSource(t *testing.T) {
	for _, tt := range []struct {
		arg, location, shown string
		kind                 inspect.SourceKind
	}{
		{"schema.sql", "schema.sql", "schema.sql", inspect.Path},
		{"db/schema", "db/schema", "db/schema", inspect.Path},
		{`C:\schema.sql`, `C:\schema.sql`, `C:\schema.sql`, inspect.Path},
		{"odd name://x", "odd name://x", "odd name://x", inspect.Path},
		{"-", "-", "standard input", inspect.Stdin},
		{"postgres:", "postgres://", "postgres://", inspect.Live},
		{"postgresql://", "postgresql://", "postgresql://", inspect.Live},
		{"postgres://h/db", "postgres://h/db", "postgres://h/db", inspect.Live},
		{"Postgres://u:p@h/db", "postgres://u:p@h/db", "postgres://u@h/db", inspect.Live},
		{"postgres", "postgres", "postgres", inspect.Path},
		{"postgres:dir", "postgres:dir", "postgres:dir", inspect.Path},
		{"SQLite:dir/app.x", "sqlite:dir/app.x", "sqlite:dir/app.x", inspect.Live},
		{"sqlite::memory:", "sqlite::memory:", "sqlite::memory:", inspect.Live},
		{"dir/app.db", "sqlite:dir/app.db", "sqlite:dir/app.db", inspect.Live},
	} {
		s, err := products.ParseSource(tt.arg)
		if err != nil {
			t.Errorf("%s: %v", tt.arg, err)
			continue
		}
		if s.Kind != tt.kind || s.Location() != tt.location || s.String() != tt.shown {
			t.Errorf("%s: got kind %d, location %s, shown %s", tt.arg, s.Kind, s.Location(), s)
		}
	}
	for arg, want := range map[string]string{
		"":                              "reading a source: its name is empty",
		"mysql://u:p@h/db":              "there is no kind of source mysql://",
		"sqlite:":                       "the address sqlite:// doesn't name a file: tools differ about where a path begins behind slashes",
		"sqlite:///app.db":              "the address sqlite:// doesn't name a file: tools differ about where a path begins behind slashes",
		"jdbc://h":                      "there is no kind of source jdbc://",
		"file:///schema.sql":            "there is no kind of source file://",
		"postgres://u:p@ss@h/db":        "the database address isn't a well-formed URL",
		"postgres://u:p/ss@h/db":        "the database address isn't a well-formed URL",
		"postgres://u:1?ss@h/db":        "the database address isn't a well-formed URL",
		"postgres://u:1#ss@h/db":        "the database address isn't a well-formed URL",
		"postgres://h/db?password=a&b":  "the database address isn't a well-formed URL",
		"postgres://u:secret%zz@h:x/db": "the database address isn't a well-formed URL",
	} {
		if _, err := products.ParseSource(arg); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", arg, err, want)
		}
	}
}

func TestRedactURL(t *testing.T) {
	for raw, want := range map[string]string{
		"postgres://u@h:5432/db":                                            "postgres://u@h:5432/db",
		"postgres://u:secret@h:5432/db":                                     "postgres://u@h:5432/db",
		"postgres://u:se%40cret@h/db?sslmode=require&sslpassword=secret":    "postgres://u@h/db?sslmode=require",
		"postgres:///db?host=/var/run&password=secret&user=u&passfile=x":    "postgres:///db?host=/var/run",
		"postgres://h1:1,h2:2/db?target_session_attrs=any":                  "postgres://h1:1,h2:2/db?target_session_attrs=any",
		"postgres:///db?user=u&password=a&host=secret":                      "postgres:///db?user=u",
		"postgres://u:se@cret@h/db":                                         "postgres://…",
		"postgres://u:se/cret@h/db":                                         "postgres://…",
		"postgres://u:12/cret@h/db":                                         "postgres://…",
		"postgres://u:12?cret@h/db":                                         "postgres://…",
		"postgres://u:12#cret@h/db":                                         "postgres://…",
		"postgres://u:secret%zz@h/db":                                       "postgres://…",
		"postgres://u:secret":                                               "postgres://…",
		"postgres://u@h/db?password=se@cret":                                "postgres://…",
		"postgres://u@h/db?options=-c%20x%3Dsecret&application_name=secret": "postgres://u@h/db",
		"secret": "…",
	} {
		if got := inspect.RedactURL(raw); got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
	}
}

func TestRevisions(t *testing.T) {
	for _, test := range []struct{ arg, dir, identifier string }{
		{"migrations:", "", ""},
		{"migrations:db/migrations", "db/migrations", ""},
		{"migrations:db@ae10", "db", "ae10"},
		{"migrations:@shop@head", "", "shop@head"},
		{"migrations:db@head-1", "db", "head-1"},
	} {
		s, err := products.ParseSource(test.arg)
		if err != nil {
			t.Fatal(err)
		}
		if dir, identifier := s.Revisions(); s.Kind != inspect.Revisions || dir != test.dir || identifier != test.identifier || s.String() != test.arg {
			t.Errorf("%s: %s, %s, %s", test.arg, s, dir, identifier)
		}
	}
	if s, err := products.ParseSource("migrations"); err != nil || s.Kind != inspect.Path {
		t.Errorf("a directory of that name: %v, %v", s, err)
	}
}

// FuzzRedactURL puts a password into each place where a URL can hold one,
// escaped or not: it must never be seen.
func FuzzRedactURL(f *testing.F) {
	for _, s := range []string{"Secret1", "a@b/c?d#e", "%41@x", "1234", "1/2", "1?2=3", "a b", ":", "@", "[::1]", "%", "&user=x", "\\"} {
		f.Add(s)
	}
	const marker = "hunter2"
	f.Fuzz(func(t *testing.T, part string) {
		for _, password := range []string{part + marker, marker + part} {
			for _, written := range []string{password, url.QueryEscape(password), url.PathEscape(password)} {
				for _, raw := range []string{
					"postgres://u:" + written + "@h:5432/db",
					"postgres://:" + written + "@h/db?sslmode=disable",
					"postgres://h/db?password=" + written,
					"postgres://h/db?sslpassword=" + written + "&user=u",
				} {
					if got := inspect.RedactURL(raw); strings.Contains(got, marker) {
						t.Errorf("%s is shown as %s", raw, got)
					}
				}
			}
		}
	})
}
