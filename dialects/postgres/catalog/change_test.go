package catalog_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// watched calls before with the number of each batch, and counts the queries.
type watched struct {
	inspect.Conn
	before  func(batch int, queries []inspect.Query)
	batches int
	queries int
}

func (w *watched) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) error {
	w.batches++
	w.queries += len(queries)
	if w.before != nil {
		w.before(w.batches, queries)
	}
	return w.Conn.Batch(ctx, queries, each)
}

const changing = `
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('ok');
CREATE FUNCTION app.f(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE SEQUENCE app.numbers;
CREATE TYPE app.pair AS (x integer, y integer);
CREATE TABLE app.pairs (p app.pair CHECK ((p).x > 0));
CREATE TABLE app.t (a integer CHECK (a > 0), b app.mood DEFAULT 'ok', c integer DEFAULT app.f(1), d integer DEFAULT nextval('app.numbers'));
CREATE INDEX i ON app.t (app.f(a)) WHERE b = 'ok';
CREATE TABLE app.u (a integer CHECK (a > 0), b app.mood) PARTITION BY LIST (a);
CREATE TABLE app.u1 PARTITION OF app.u FOR VALUES IN (1)`

// In the middle of an inspection somebody changes the schema. What is read then
// is the schema before or after that, never a mixture.
func TestChangeDuringInspection(t *testing.T) {
	db := pgtest.New(t, 15)
	for _, test := range []struct {
		name, change string
		again        bool // a second attempt is needed
	}{
		{"column renamed", `ALTER TABLE app.t RENAME a TO renamed`, true},
		{"function renamed", `ALTER FUNCTION app.f RENAME TO renamed`, true},
		{"type renamed", `ALTER TYPE app.mood RENAME TO renamed`, true},
		{"schema renamed", `ALTER SCHEMA app RENAME TO renamed`, true},
		{"sequence renamed", `ALTER SEQUENCE app.numbers RENAME TO renamed`, true},
		{"label renamed", `ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine'`, true},
		{"attribute renamed", `ALTER TYPE app.pair RENAME ATTRIBUTE x TO renamed`, true},
		{"sequence moved", `ALTER SEQUENCE app.numbers SET SCHEMA public`, true},
		{"table dropped", `DROP TABLE app.t`, true},
		{"partition dropped", `DROP TABLE app.u1`, true},
		{"column dropped", `ALTER TABLE app.t DROP a`, true},
		{"type dropped", `DROP TYPE app.mood CASCADE`, true},
		{"table added", `CREATE TABLE app.added (a integer CHECK (a > 0))`, false},
		{"column added", `ALTER TABLE app.t ADD added integer DEFAULT 5`, false},
		{"rows added", `INSERT INTO app.t VALUES (1); ANALYZE app.t`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := db.Clone(t)
			db.Exec(changing)
			before := read(t, db)
			conn := &watched{Conn: open(t, db), before: func(batch int, _ []inspect.Query) {
				if batch == 2 { // the snapshot was taken in the first one
					db.Exec(test.change)
				}
			}}
			got, err := catalog.Read(context.Background(), conn, catalog.Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := before
			if test.again {
				want = read(t, db)
			}
			want.Cluster, got.Cluster = nil, nil // other tests make roles on the server meanwhile
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the schema is neither the old nor the new one (-want +got):\n%s", diff)
			}
		})
	}
}

// A partition whose concurrent detaching was interrupted is listed.
func TestPendingDetach(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		if !version.OfMajor(major).HasConcurrentDetach() {
			t.Skip("partitions are detached at once before 14")
		}
		db := pgtest.New(t, major)
		db.Exec(changing)
		ctx := context.Background()
		reader, detacher := open(t, db), open(t, db)
		if err := reader.Exec(ctx, "BEGIN; SELECT FROM app.u"); err != nil {
			t.Fatal(err)
		}
		if err := detacher.Exec(ctx, "SET lock_timeout = '200ms'"); err != nil {
			t.Fatal(err)
		}
		if err := detacher.Exec(ctx, "ALTER TABLE app.u DETACH PARTITION app.u1 CONCURRENTLY"); err == nil {
			t.Fatal("the reader doesn't stop the detaching")
		}
		if err := reader.Exec(ctx, "ROLLBACK"); err != nil {
			t.Fatal(err)
		}
		want := model.Unsupported{ID: model.ID{Kind: kind.PendingDetach, Schema: "app", Parent: "u", Name: "app.u1"}}
		if got := read(t, db).Unsupported; !slices.Contains(got, want) {
			t.Errorf("got %v, want %v among them", got, want)
		}
	})
}

func TestEndlessChange(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(changing)
	name, other := "a", "x"
	conn := &watched{Conn: open(t, db), before: func(_ int, queries []inspect.Query) {
		if len(queries) > 1 {
			db.Exec("ALTER TABLE app.t RENAME " + name + " TO " + other)
			name, other = other, name
		}
	}}
	_, err := catalog.Read(context.Background(), conn, catalog.Options{})
	if !errors.Is(err, catalog.ErrChanged) {
		t.Fatalf("got %v, want ErrChanged", err)
	}
}

func TestNumberOfQueriesIsFixed(t *testing.T) {
	db := pgtest.New(t, 15)
	count := func() [2]int {
		conn := &watched{Conn: open(t, db)}
		if _, err := catalog.Read(context.Background(), conn, catalog.Options{}); err != nil {
			t.Fatal(err)
		}
		return [2]int{conn.batches, conn.queries}
	}
	empty := count()
	for _, file := range []string{"columns", "constraints", "indexes", "inheritance"} {
		db.LoadScript(t, string(goldenScript(t, "testdata/"+file+".txt")))
		db.Exec(`DO $$ DECLARE s text; BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname IN ('public', 'app') LOOP EXECUTE 'ALTER SCHEMA ' || s || ' RENAME TO ' || s || '_' || substr(md5(random()::text), 1, 8); END LOOP;
  CREATE SCHEMA public; END $$`)
	}
	if full := count(); full != empty {
		t.Errorf("a full database needs %d round trips and queries, an empty one %d", full, empty)
	}
	// Whatever other sessions do on the same server.
	conn := &watched{Conn: open(t, db), before: func(batch int, _ []inspect.Query) {
		db.Exec("CREATE TABLE other_" + strconv.Itoa(batch) + " ()")
	}}
	if _, err := catalog.Read(context.Background(), conn, catalog.Options{}); err != nil {
		t.Fatal(err)
	}
	if busy := [2]int{conn.batches, conn.queries}; busy != empty {
		t.Errorf("a busy database needs %d round trips and queries, an empty one %d", busy, empty)
	}
	if empty[0] > 3 || empty[1] > 60 {
		t.Errorf("got %d round trips with %d queries", empty[0], empty[1])
	}
}

func TestConnectionLost(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(changing)
	conn := &watched{Conn: open(t, db), before: func(batch int, _ []inspect.Query) {
		if batch == 2 {
			db.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
		}
	}}
	_, err := catalog.Read(context.Background(), conn, catalog.Options{})
	if err == nil || errors.Is(err, catalog.ErrChanged) || conn.batches != 2 {
		t.Fatalf("got %v after %d batches", err, conn.batches)
	}
}

func TestCanceled(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx, cancel := context.WithCancel(context.Background())
	conn := &watched{Conn: open(t, db), before: func(batch int, _ []inspect.Query) {
		if batch == 2 {
			cancel()
		}
	}}
	if _, err := catalog.Read(ctx, conn, catalog.Options{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
}

// An ordinary role reads what the superuser reads, but for what holds secrets,
// which it reports; and an error about what was taken from it says so.
func TestPrivileges(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := goldenDatabase(t, goldenArchive(t, "testdata/others.txt"), major)
		want := read(t, db)
		conn := open(t, db)
		ctx := context.Background()
		db.Exec("CREATE ROLE ordinary_reader")
		t.Cleanup(func() { db.Exec("DROP ROLE ordinary_reader") })
		if err := conn.Exec(ctx, "SET SESSION AUTHORIZATION ordinary_reader"); err != nil {
			t.Fatal(err)
		}
		got, err := catalog.Read(ctx, conn, catalog.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Role != "ordinary_reader" {
			t.Errorf("the role that reads is %q", got.Role)
		}
		got.Role, got.Cluster, want.Cluster = want.Role, nil, nil
		want.Definitions = slices.DeleteFunc(want.Definitions, func(d model.Definition) bool {
			secret := d.ID.Kind == kind.UserMapping || d.ID.Kind == kind.Subscription
			if secret {
				want.Unsupported = append(want.Unsupported, model.Unsupported{ID: d.ID})
			}
			of, _, _ := d.ID.About()
			return secret || of.Kind == kind.Subscription
		})
		want.Sort()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the role reads something else (-superuser +role):\n%s", diff)
		}
		db.Exec("REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC")
		_, err = catalog.Read(ctx, conn, catalog.Options{})
		if err == nil || !strings.Contains(err.Error(), "constraints") || !strings.Contains(err.Error(), "needs SELECT") {
			t.Errorf("got %v, want what is missing and for what", err)
		}
	})
}

// The session's settings neither change what is read nor are they changed.
func TestSettings(t *testing.T) {
	db := pgtest.New(t, 15)
	db.LoadScript(t, string(goldenScript(t, "testdata/columns.txt")))
	want := read(t, db)
	conn := open(t, db)
	ctx := context.Background()
	settings := map[string]string{
		"search_path": "app, public", "quote_all_identifiers": "on", "datestyle": "German, DMY", "intervalstyle": "iso_8601",
		"timezone": "Asia/Tokyo", "extra_float_digits": "-5", "bytea_output": "escape", "standard_conforming_strings": "off",
		"default_transaction_isolation": "serializable", "default_transaction_read_only": "on",
	}
	for name, value := range settings {
		if err := conn.Exec(ctx, "SELECT set_config('"+name+"', '"+value+"', false)"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := catalog.Read(ctx, conn, catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the settings change what is read (-want +got):\n%s", diff)
	}
	for name, value := range settings {
		var now string
		err := conn.Batch(ctx, []inspect.Query{{SQL: "SELECT current_setting($1)", Args: []any{name}}}, func(_ int, rows inspect.Rows) error {
			for rows.Next() {
				if err := rows.Scan(&now); err != nil {
					return err
				}
			}
			return rows.Err()
		})
		if err != nil || now != value {
			t.Errorf("%s is now %q, %v; it was %q", name, now, err, value)
		}
	}
}

func TestVersions(t *testing.T) {
	for _, test := range []struct {
		number string
		opts   catalog.Options
		tooNew bool
	}{
		{"120022", catalog.Options{}, false},
		{"120022", catalog.Options{AllowNewer: true}, false},
		{"190001", catalog.Options{}, true},
	} {
		conn := pretending(t, 15, test.number)
		_, err := catalog.Read(context.Background(), conn, test.opts)
		var wrong *version.Error
		if !errors.As(err, &wrong) || wrong.TooNew() != test.tooNew {
			t.Errorf("%s: got %v", test.number, err)
		}
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		if major != version.NewestMajor {
			t.Skip("only the newest version can pretend to be newer")
		}
		s, err := catalog.Read(context.Background(), pretending(t, major, "190001"), catalog.Options{AllowNewer: true})
		if err != nil || s.Version != 190001 {
			t.Errorf("got version %d, %v", s.Version, err)
		}
	})
}

// pretending returns a connection to a server that says it has another version.
func pretending(t *testing.T, major int, number string) inspect.Conn {
	t.Helper()
	return &watched{Conn: open(t, pgtest.New(t, major)), before: func(batch int, queries []inspect.Query) {
		if batch == 1 {
			queries[0].SQL = strings.Replace(queries[0].SQL, "current_setting('server_version_num')", number, 1)
		}
	}}
}

var _ inspect.Conn = (*watched)(nil)
