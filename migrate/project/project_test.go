package project_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// products are those of the tests.
var products = inspect.Products{
	{
		Dialect: "postgres", Schemes: []string{"postgres", "postgresql"}, Variables: []string{"PGHOST", "PGDATABASE"}, Example: "postgres://user@host/database",
		Local:  func(name string) string { return "postgres://localhost/" + name },
		Remote: func(name string) string { return "postgres://db.example.com/" + name },
	},
	{
		Dialect: "sqlite", Schemes: []string{"sqlite"}, File: true, Example: "sqlite:app.db",
		Local:  func(name string) string { return "sqlite:" + name + ".db" },
		Remote: func(name string) string { return "sqlite:/srv/" + name + ".db" },
	},
}

// write puts a configuration into a directory of its own and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), project.FileName)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// lookup is an environment of variables: NAME=value.
func lookup(variables ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for _, v := range variables {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value, true
			}
		}
		return "", false
	}
}

const layers = `
default_env = "dev"
url = "postgres://general"
migrations = ["a", "/b/c"]
recursive = true
format = "goose"
target = ["schema.sql", "postgres://declared/x", "migrations:old@head"]
[files]
name = "{slug}"
id = "sequential"
time_zone = "Europe/Berlin"
slug_length = 20
template = "new.sql"
[version]
table = "alembic_version"
schema = "tenant_${x.tenant:-none}"
[compare]
schemas = ["app*"]
include = ["table:users"]
exclude = ["index:tmp_*"]
owners = true
[run]
transaction = "run"
lock_timeout = "1s"
lock_retries = 3
before = "SET ROLE owner"
[[hooks]]
command = ["fmt", "{file}"]
[[hooks]]
name = "second"
command = ["check", "{file}"]
dir = "tools"

[env.dev]
[env.prod]
url = "postgres://prod"
run.lock_timeout = "2s"
run = { }
[env.many.run]
lock_timeout = "3s"
[env.many.databases.users]
url = "postgres://users"
[env.many.databases.orders]
url = "postgres://orders"
migrations = "orders"
[env.many.databases.orders.run]
lock_timeout = "0"
statement_timeout = 0
`

func TestLayers(t *testing.T) {
	file := write(t, strings.Replace(layers, "run = { }\n", "", 1))
	dir := filepath.Dir(file)
	load := func(environment string) *project.Project {
		t.Helper()
		p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Environment: environment, Lookup: lookup(), Values: map[string]string{"tenant": "7"}})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := load("")
	if p.Environment != "dev" || !slices.Equal(p.Environments(), []string{"dev", "prod", "many"}) {
		t.Errorf("got %q of %q", p.Environment, p.Environments())
	}
	list, err := p.Databases()
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	want := project.Settings{
		URL:        "postgres://general",
		Dialect:    "postgres",
		Migrations: []string{filepath.Join(dir, "a"), "/b/c"},
		Recursive:  true,
		Format:     "goose",
		Target:     []inspect.Source{source(t, filepath.Join(dir, "schema.sql")), source(t, "postgres://declared/x"), source(t, "migrations:"+filepath.Join(dir, "old")+"@head")},
		Naming:     project.Naming{Tables: "singular"},
		Files:      project.Files{Name: "{slug}", ID: "sequential", TimeZone: berlin, SlugLength: 20, Template: filepath.Join(dir, "new.sql")},
		Hooks: []project.Hook{
			{Name: "fmt", Command: []string{"fmt", "{file}"}, Dir: dir},
			{Name: "second", Command: []string{"check", "{file}"}, Dir: filepath.Join(dir, "tools")},
		},
		Version: project.Version{Table: "alembic_version", History: "schemadiff_history", Schema: "tenant_7"},
		Run: project.Run{
			Transaction: "run", LockTimeout: time.Second, LockRetries: 3, LockWait: 10 * time.Minute, Before: []string{"SET ROLE owner"},
		},
	}
	got := list[0].Settings
	filter := got.Compare.Filter
	if !slices.Equal(filter.Schemas, []string{"app*"}) || len(filter.Include) != 1 || filter.Exclude[0].String() != "index:tmp_*" || !got.Compare.Owners || got.Compare.Roles {
		t.Errorf("compare is %+v", got.Compare)
	}
	got.Compare = project.Compare{}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b inspect.Source) bool { return a == b }), cmp.AllowUnexported(inspect.Pattern{})); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}

	list, err = load("prod").Databases()
	if err != nil || list[0].URL != "postgres://prod" || list[0].Run.LockTimeout != 2*time.Second || list[0].Run.LockRetries != 3 {
		t.Errorf("got %+v, %v", list, err)
	}

	many := load("many")
	list, err = many.Databases()
	if err != nil || len(list) != 2 || !slices.Equal(many.DatabaseNames(), []string{"users", "orders"}) {
		t.Fatal(list, err)
	}
	if users := list[0]; users.Name != "users" || users.URL != "postgres://users" || users.Run.LockTimeout != 3*time.Second || len(users.Migrations) != 2 {
		t.Errorf("got %+v", users)
	}
	if orders := list[1]; orders.Run.LockTimeout != 0 || !slices.Equal(orders.Migrations, []string{filepath.Join(dir, "orders")}) {
		t.Errorf("got %+v", orders)
	}
	if list, err = many.Databases("orders", "orders"); err != nil || len(list) != 1 || list[0].Name != "orders" {
		t.Errorf("got %+v, %v", list, err)
	}
	if list, err = many.Databases(project.All); err != nil || len(list) != 2 {
		t.Errorf("got %+v, %v", list, err)
	}
	if _, err := many.Settings(); err == nil || !strings.Contains(err.Error(), "revisions of their own") {
		t.Errorf("got %v", err)
	}
	if s, err := many.Settings("orders"); err != nil || s.URL != "" || s.Run.LockTimeout != 0 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func source(t *testing.T, text string) inspect.Source {
	t.Helper()
	s, err := products.ParseSource(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheFileIsFoundAboveTheWorkingDirectory(t *testing.T) {
	file := write(t, "[env.only]\nurl = 'postgres:'\n")
	below := filepath.Join(filepath.Dir(file), "a", "b")
	if err := os.MkdirAll(below, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
	p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", Lookup: lookup()})
	if err != nil {
		t.Fatal(err)
	}
	if p.File != "../../schemadiff.toml" || p.Dir != "../.." || p.Environment != "only" {
		t.Errorf("got %+v", p)
	}
	s, err := p.Settings()
	if err != nil || !slices.Equal(s.Migrations, []string{"../../migrations"}) {
		t.Errorf("got %+v, %v", s, err)
	}
	for name, o := range map[string]project.Options{
		"a flag":       {File: file, Lookup: lookup("SCHEMADIFF_CONFIG=/nonexistent")},
		"a directory":  {File: filepath.Dir(file), Lookup: lookup()},
		"the variable": {Lookup: lookup("SCHEMADIFF_CONFIG=" + file)},
	} {
		o.Products = products
		if p, err := project.Load(o); err != nil || p.File != file {
			t.Errorf("%s: got %+v, %v", name, p, err)
		}
	}
	if _, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: "/nonexistent", Lookup: lookup()}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestWithoutConfiguration(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, test := range []struct {
		name      string
		variables []string
		url, err  string
	}{
		{"nothing", nil, "sqlite:app.db", ""},
		{"an address", []string{"DATABASE_URL=postgres://app:s3cret@db/shop", "PGHOST=other"}, "postgres://app:s3cret@db/shop", ""},
		{"variables", []string{"PGDATABASE=shop"}, "postgres:", ""},
		{"empty ones", []string{"DATABASE_URL=", "PGHOST="}, "sqlite:app.db", ""},
		{"another product", []string{"DATABASE_URL=oracle://app:s3cret@db/shop"}, "", "reading DATABASE_URL: there is no kind of source oracle://"},
		{"a file", []string{"DATABASE_URL=shop.sql"}, "", "DATABASE_URL isn't the address of a database"},
		{"an environment", []string{"SCHEMADIFF_ENV=prod"}, "", `there is no environment "prod", since there is no schemadiff.toml`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", Lookup: lookup(test.variables...)})
			var list []project.Database
			if err == nil {
				list, err = p.Databases()
			}
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Errorf("got %v, want %s", err, test.err)
				}
				return
			}
			if err != nil || len(list) != 1 || list[0].URL != test.url || list[0].Name != "" {
				t.Errorf("got %+v, %v", list, err)
			}
		})
	}
	p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", Lookup: lookup()})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "schema/x.sql", "schema.sql"} {
		if name != "" {
			_ = os.Mkdir(filepath.Dir(name), 0o777)
			if err := os.WriteFile(name, nil, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		s, err := p.Settings()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.TrimSuffix(name, "/x.sql")
		if want == "" && s.Target != nil || want != "" && s.Target[0].Location() != want {
			t.Errorf("the target is %v, want %q", s.Target, want)
		}
	}
}

func TestVariables(t *testing.T) {
	for _, test := range []struct{ name, url, want string }{
		{"a whole address", "${URL}", "postgres://u:p@h/d"},
		{"an encoded password", "postgres://app:${PASSWORD}@db/x", "postgres://app:p%40ss%2F%3Aw%25@db/x"},
		{"user and host", "postgres://${USER}@${HOST}/x", "postgres://me@db.example.com:5433/x"},
		{"a parameter", "postgres://db/x?options=${OPTIONS}", "postgres://db/x?options=-cstatement_timeout=3"},
		{"a default", "postgres://db/${NONE:-fallback}", "postgres://db/fallback"},
		{"a default for what is empty", "postgres://db/${EMPTY:-fallback}", "postgres://db/fallback"},
		{"an empty default", "postgres://db/x${NONE:-}", "postgres://db/x"},
		{"a secret file", "postgres://app:${file:secret}@db/x", "postgres://app:s3%20cret@db/x"},
		{"a secret file that may be missing", "postgres://app:${file:none:-pw}@db/x", "postgres://app:pw@db/x"},
		{"a value", "postgres://db/x?options=-csearch_path=${x.tenant}", "postgres://db/x?options=-csearch_path=t1"},
		{"a value's default", "postgres://db/${x.none:-x}", "postgres://db/x"},
		{"an escape", "postgres://db/$${x}", "postgres://db/${x}"},
		{"dollars", "postgres://db/a$b$$c", "postgres://db/a$b$$c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, "url = '"+test.url+"'")
			if err := os.WriteFile(filepath.Join(filepath.Dir(file), "secret"), []byte("s3 cret\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Values: map[string]string{"tenant": "t1"}, Lookup: lookup(
				"URL=postgres://u:p@h/d", "PASSWORD=p@ss/:w%", "USER=me", "HOST=db.example.com:5433", "OPTIONS=-cstatement_timeout=3", "EMPTY=")})
			if err != nil {
				t.Fatal(err)
			}
			list, err := p.Databases()
			if err != nil || list[0].URL != test.want {
				t.Errorf("got %+v, %v, want %s", list, err, test.want)
			}
			if s, err := p.Settings(); err != nil || s.URL != "" {
				t.Errorf("without a database: %q, %v", s.URL, err)
			}
		})
	}
}
