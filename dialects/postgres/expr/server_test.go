package expr_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// testCase is a line of the files in testdata: texts of expressions that stand
// in one place.
type testCase struct {
	line  int
	kind  string // check, default, gen, idx, pred, domain
	typ   string // of the column, or the domain's base
	since int    // the first major version that knows it
	texts []string
}

func (c testCase) String() string {
	return fmt.Sprintf("line %d: %s %s %q", c.line, c.kind, c.typ, c.texts)
}

// readCases reads a file of cases whose texts are separated by sign.
func readCases(t *testing.T, file, sign string) []testCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []testCase
	kind, typ := "", ""
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if head, ok := strings.CutSuffix(line, ":"); ok {
			kind, typ, _ = strings.Cut(head, " ")
			continue
		}
		c := testCase{line: n + 1, kind: kind, typ: typ, since: 13}
		if since, rest, ok := strings.Cut(line, "+: "); ok && len(since) == 2 {
			if c.since, err = strconv.Atoi(since); err != nil {
				t.Fatalf("%s:%d: %v", file, n+1, err)
			}
			line = rest
		}
		c.texts = strings.Split(line, " "+sign+" ")
		out = append(out, c)
	}
	return out
}

// bench puts expressions on a server and reads them back.
type bench struct {
	t     *testing.T
	major int
	db    *pgtest.DB
	conn  *pgx.Conn
	count int
	// needless counts where Castable says of a conversion that it rewrites the
	// table, and the server does without.
	needless int

	schema model.Schema
	cat    *expr.Catalog
	tables map[string]*model.Table
	// definitions are those of the views.
	definitions map[string]string
}

func newBench(t *testing.T, major int) *bench {
	t.Helper()
	b := &bench{t: t, major: major, db: pgtest.New(t, major), tables: map[string]*model.Table{}}
	setup, err := os.ReadFile("testdata/setup.sql")
	if err != nil {
		t.Fatal(err)
	}
	b.conn = b.db.Conn()
	t.Cleanup(func() { b.conn.Close(context.Background()) })
	b.exec(string(setup))
	return b
}

// path is the search path of the texts in testdata.
var path = []string{"app", "ext", "public"}

func (b *bench) exec(sql string) {
	b.t.Helper()
	if err := b.try(sql); err != nil {
		b.t.Fatalf("%v\n%s", err, sql)
	}
}

func (b *bench) try(sql string) error {
	_, err := b.conn.Exec(context.Background(), sql)
	return err
}

// put creates an object with an expression and returns its name.
func (b *bench) put(kind, typ, text string) (string, error) {
	b.count++
	name := "x" + strconv.Itoa(b.count)
	switch kind {
	case "check":
		return name, b.try("ALTER TABLE app.t ADD CONSTRAINT " + name + " CHECK (" + text + ")")
	case "default":
		return name, b.try("CREATE TABLE app." + name + " (x " + typ + " DEFAULT " + parenthesised(text) + ")")
	case "gen":
		return name, b.try("CREATE TABLE app." + name + " (LIKE app.t, g " + typ + " GENERATED ALWAYS AS (" + text + ") STORED)")
	case "idx":
		return name, b.try("CREATE INDEX " + name + " ON app.t USING hash (" + text + ")")
	case "pred":
		return name, b.try("CREATE INDEX " + name + " ON app.t (id) WHERE " + text)
	case "view":
		return name, b.try("CREATE VIEW app." + name + " AS " + text)
	case "domain":
		return name, b.try("CREATE DOMAIN app." + name + " AS " + typ + " CHECK (" + text + ")")
	}
	return "", fmt.Errorf("there is no kind %q", kind)
}

// parenthesised: DEFAULT takes no operator that could be mistaken.
func parenthesised(text string) string { return "(" + text + ")" }

// read reads the schema with all that was put there.
func (b *bench) read() {
	b.t.Helper()
	b.schema = readModel(b.t, b.db.URL())
	for i, t := range b.schema.Tables {
		b.tables[t.Name] = &b.schema.Tables[i]
	}
	b.definitions = b.viewDefinitions()
	var err error
	if b.cat, err = expr.NewCatalog(b.major, &b.schema); err != nil {
		b.t.Fatal(err)
	}
}

// viewDefinitions reads the views of the schema app, as a session with an empty
// search path sees them.
func (b *bench) viewDefinitions() map[string]string {
	b.t.Helper()
	ctx := context.Background()
	tx, err := b.conn.Begin(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, "SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'"); err != nil {
		b.t.Fatal(err)
	}
	rows, err := tx.Query(ctx, "SELECT viewname::text, definition FROM pg_views WHERE schemaname = 'app'")
	if err != nil {
		b.t.Fatal(err)
	}
	out := map[string]string{}
	var name, definition string
	if _, err := pgx.ForEachRow(rows, []any{&name, &definition}, func() error {
		out[name] = definition
		return nil
	}); err != nil {
		b.t.Fatal(err)
	}
	return out
}

// find returns where an object's expression stands and the catalog's text of it.
func (b *bench) find(kind, name string) (expr.Scope, string) {
	b.t.Helper()
	t := b.tables["t"]
	switch kind {
	case "view":
		return expr.Scope{}, b.definitions[name]
	case "check":
		for _, c := range t.Checks {
			if c.Name == name {
				return expr.TableScope(t).If(), c.Expr.Text
			}
		}
	case "default", "gen":
		t = b.tables[name]
		column := t.Columns[len(t.Columns)-1]
		text := column.Default.Text + column.Generated.Expr.Text
		if text == "" {
			text = "NULL"
		}
		return expr.TableScope(t).Assign(column.Type), text
	case "idx", "pred":
		for _, i := range t.Indexes {
			if i.Name != name {
				continue
			}
			if kind == "pred" {
				return expr.TableScope(t).If(), i.Predicate.Text
			}
			if i.Keys[0].Expr.IsZero() {
				return expr.TableScope(t), i.Keys[0].Column
			}
			return expr.TableScope(t), i.Keys[0].Expr.Text
		}
	case "domain":
		for _, d := range b.schema.Domains {
			if d.Name == name {
				return expr.DomainScope(&d), d.Checks[0].Expr.Text
			}
		}
	}
	b.t.Fatalf("the server has lost %s %s", kind, name)
	return expr.Scope{}, ""
}

// key makes a key; a provisional one counts, for it must be equal too.
func (b *bench) key(kind string, s expr.Scope, text string) (key string, err error) {
	switch kind {
	case "idx":
		key, _, err = b.cat.IndexKey(s, text)
	case "view":
		key, err = b.cat.QueryKey(s, text)
	default:
		key, err = b.cat.Key(s, text)
	}
	var u *expr.UndecidedError
	if errors.As(err, &u) && u.Provisional != "" {
		return "provisional " + u.Provisional, nil
	}
	return key, err
}

// result is what became of one text of a case.
type result struct {
	text, back   string // as written, as read back
	key, backKey string
	err, backErr error
	refused      error // by the server
}

// run puts all texts of all cases on the server and makes their keys.
func (b *bench) run(cases []testCase) [][]result {
	names := make([][]string, len(cases))
	results := make([][]result, len(cases))
	for i, c := range cases {
		results[i] = make([]result, len(c.texts))
		for j, text := range c.texts {
			name, err := "", error(nil)
			if c.since <= b.major {
				name, err = b.put(c.kind, c.typ, text)
			}
			names[i] = append(names[i], name)
			results[i][j] = result{text: text, refused: err}
		}
	}
	b.read()
	for i, c := range cases {
		for j := range results[i] {
			r := &results[i][j]
			if names[i][j] == "" || r.refused != nil {
				continue
			}
			scope, text := b.find(c.kind, names[i][j])
			r.back = text
			r.backKey, r.backErr = b.key(c.kind, scope, text)
			scope.SearchPath = path
			r.key, r.err = b.key(c.kind, scope, r.text)
		}
	}
	return results
}

// place is where a key was seen first.
type place struct {
	line       int
	text, back string
}

// TestSame: what is written and what the server makes of it have one key, on
// every version, and so have texts that mean the same.
func TestSame(t *testing.T) {
	cases := readCases(t, "testdata/same.txt", "≡")
	keys := map[int]string{} // by line, of the versions before
	pgtest.Each(t, func(t *testing.T, major int) {
		results := newBench(t, major).run(cases)
		seen := map[string]place{}
		checked := 0
		for i, c := range cases {
			for _, r := range results[i] {
				if c.since > major {
					continue
				}
				checked++
				switch {
				case r.refused != nil:
					t.Errorf("%v\n  %s\n  the server: %v", c, r.text, r.refused)
				case r.err != nil || r.backErr != nil:
					t.Errorf("%v\n  %s: %v\n  %s: %v", c, r.text, r.err, r.back, r.backErr)
				case r.key != r.backKey:
					t.Errorf("%v\n  written   %s\n  read back %s\n  %s\n  %s", c, r.text, r.back, r.key, r.backKey)
				case r.key != results[i][0].key:
					t.Errorf("%v\n  %s\n  %s\n  %s\n  %s", c, results[i][0].text, r.text, results[i][0].key, r.key)
				}
				if old, ok := keys[c.line]; ok && old != r.key {
					t.Errorf("%v: the key depends on the version\n  %s\n  %s", c, old, r.key)
				}
				// EXTRACT was another function before PostgreSQL 14.
				if major >= 14 || !strings.Contains(strings.ToLower(r.text), "extract") {
					keys[c.line] = r.key
				}
				id := c.kind + " " + c.typ + " " + r.key
				if old, ok := seen[id]; ok && old.line != c.line && old.back != r.back && r.err == nil && r.refused == nil {
					t.Errorf("lines %d and %d have one key:\n  %s (%s)\n  %s (%s)", old.line, c.line, old.text, old.back, r.text, r.back)
				}
				seen[id] = place{c.line, r.text, r.back}
			}
		}
		t.Logf("%d texts", checked)
	})
}

// TestDifferent: what looks alike but isn't the same has different keys.
func TestDifferent(t *testing.T) { testDifferent(t, "testdata/different.txt") }

// TestSly is [TestDifferent] for what real schemas hold.
func TestSly(t *testing.T) { testDifferent(t, "testdata/sly.txt") }

func testDifferent(t *testing.T, file string) {
	t.Helper()
	cases := readCases(t, file, "≢")
	pgtest.Each(t, func(t *testing.T, major int) {
		results := newBench(t, major).run(cases)
		for i, c := range cases {
			if c.since > major {
				continue
			}
			a, b := results[i][0], results[i][1]
			for _, r := range []result{a, b} {
				switch {
				case r.refused != nil:
					t.Errorf("%v\n  %s\n  the server: %v", c, r.text, r.refused)
				case r.err != nil || r.backErr != nil:
					t.Errorf("%v\n  %s: %v\n  %s: %v", c, r.text, r.err, r.back, r.backErr)
				case r.key != r.backKey:
					t.Errorf("%v\n  written   %s\n  read back %s\n  %s\n  %s", c, r.text, r.back, r.key, r.backKey)
				}
			}
			if slices.Contains([]string{b.key, b.backKey}, a.key) || a.backKey == b.backKey {
				t.Errorf("%v have one key\n  %s\n  %s / %s", c, a.key, a.back, b.back)
			}
		}
	})
}
