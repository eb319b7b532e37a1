package laws_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// labelled is a schema with objects that can have labels.
const labelled = `
CREATE SCHEMA app;
CREATE TABLE app.item (id integer, name text);
CREATE VIEW app.seen AS SELECT id FROM app.item;
CREATE MATERIALIZED VIEW app.kept AS SELECT id FROM app.item;
CREATE FUNCTION app.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE DOMAIN app.short AS text;
`

// putLabels does what SECURITY LABEL does where a provider is loaded, as none is
// on these servers.
const putLabels = `
SET allow_system_table_mods = on;
INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES
  ('app'::regnamespace, 'pg_namespace'::regclass, 0, 'dummy', 'open'),
  ('app.item'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret'),
  ('app.item'::regclass, 'pg_class'::regclass, 0, 'other', 'it''s'),
  ('app.item'::regclass, 'pg_class'::regclass, 2, 'dummy', 'hidden'),
  ('app.seen'::regclass, 'pg_class'::regclass, 0, 'dummy', 'seen'),
  ('app.kept'::regclass, 'pg_class'::regclass, 0, 'dummy', 'kept'),
  ('app.f(integer)'::regprocedure, 'pg_proc'::regclass, 0, 'dummy', 'called'),
  ('app.short'::regtype, 'pg_type'::regclass, 0, 'dummy', 'brief')`

// sayLabels says the same.
const sayLabels = `
SECURITY LABEL FOR dummy ON SCHEMA app IS 'open';
SECURITY LABEL FOR dummy ON TABLE app.item IS 'secret';
SECURITY LABEL FOR other ON TABLE app.item IS 'it''s';
SECURITY LABEL FOR dummy ON COLUMN app.item.name IS 'hidden';
SECURITY LABEL FOR dummy ON VIEW app.seen IS 'seen';
SECURITY LABEL FOR dummy ON MATERIALIZED VIEW app.kept IS 'kept';
SECURITY LABEL FOR dummy ON FUNCTION app.f(integer) IS 'called';
SECURITY LABEL FOR dummy ON DOMAIN app.short IS 'brief';
`

// TestLabels proves that both readers see the same security labels, and that a
// plan writes them. It can't run the plan.
func TestLabels(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		err := lab.With(t.Context(), laws.Script{Name: "labelled", Text: labelled}, func(db *pgtest.Database) error {
			if err := db.Execute(t.Context(), putLabels); err != nil {
				return err
			}
			conn, err := pgxconn.Open(t.Context(), db.URL())
			if err != nil {
				return err
			}
			defer conn.Close(t.Context())
			live, err := catalog.Read(t.Context(), conn, catalog.Options{})
			if err != nil {
				return err
			}
			said := scriptOf(t, lab.Version, labelled+sayLabels)
			if found := labelPlan(t, live, said); len(found) > 0 {
				t.Errorf("the database and the script differ:\n%s", strings.Join(found, "\n"))
			}
			bare := scriptOf(t, lab.Version, labelled)
			if diff := cmp.Diff(statementsOf(sayLabels), labelPlan(t, bare, said)); diff != "" {
				t.Errorf("labels that come (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(statementsOf(withoutLabels(sayLabels)), labelPlan(t, live, bare)); diff != "" {
				t.Errorf("labels that go (-want +got):\n%s", diff)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func scriptOf(t *testing.T, v int, text string) model.Schema {
	t.Helper()
	s, err := ddl.Read(t.Context(), laws.Script{Name: "script", Text: text}.Sources(), ddl.Options{Version: version.Number(v)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// labelPlan lists the statements from one schema to another, sorted.
func labelPlan(t *testing.T, old, fresh model.Schema) []string {
	t.Helper()
	r, err := diff.Compare(t.Context(), old, fresh, postgres.Rules{}, diff.Options{Privileges: true})
	if err != nil {
		t.Fatal(err)
	}
	m, err := render.NewMigration(r, postgres.Planner{}, render.Options{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, s := range m.Up.Statements() {
		list = append(list, strings.TrimSuffix(s.SQL, ";"))
	}
	slices.Sort(list)
	return list
}

func statementsOf(text string) []string {
	list := strings.Split(strings.Trim(text, ";\n"), ";\n")
	slices.Sort(list)
	return list
}

// withoutLabels takes the labels away.
func withoutLabels(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if before, _, is := strings.Cut(line, " IS '"); is {
			line = before + " IS NULL;\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
