package laws_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// What a voyage tries at the head of a history.

// offline lets psql run the script of all revisions.
func (v *voyage) offline() {
	psql, err := exec.LookPath("psql")
	if err != nil {
		v.t.Log("there is no psql to run the script of all revisions")
		return
	}
	db := pgtest.New(v.t, v.major)
	var text strings.Builder
	if err := v.migrator(db).Script(&text, graph.Up, nil, "heads"); err != nil {
		v.t.Errorf("writing the script: %v", err)
		return
	}
	command := exec.Command(psql, "-X", "-q", "-d", db.URL(), "-f", "-") //nolint:gosec // the test's own database
	command.Stdin = strings.NewReader(text.String())
	if output, err := command.CombinedOutput(); err != nil {
		v.t.Errorf("running the script: %v\n%s", err, output)
		return
	}
	v.clean(db, len(v.scripts), "offline")
	if d := pgtest.CompareDumps(v.t, v.main, db); d != "" {
		v.t.Errorf("offline:\n%s", d)
	}
}

// autogenerate declares what the database has, and then a little more.
func (v *voyage) autogenerate() {
	live, err := inspectLive(v.t.Context(), v.main)
	if err != nil {
		v.t.Fatal(err)
	}
	text, err := render.DDL(live, postgres.Planner{})
	if err != nil {
		v.t.Fatal(err)
	}
	if _, report := v.target(text); !report.Result.Empty() {
		v.t.Errorf("what the database has isn't what the revisions lead to:\n%s", told(v, report))
	}
	declared, report := v.target(text + aLittleMore(live))
	if report.Result.Empty() {
		v.t.Error("the change is no difference")
	}
	v.add(report)

	db := v.main.Clone(v.t)
	defer v.drop(db)
	v.upgrade(db, len(v.scripts))
	v.clean(db, len(v.scripts), "with a change")
	answer, err := v.checker.Target(v.t.Context(), declared)
	if err != nil || !answer.Clean() {
		v.t.Errorf("the revisions don't produce what is declared: %+v, %v", answer.Findings, err)
	}
	if err := v.back(db, len(v.scripts)-1); err != nil {
		v.t.Errorf("without the change again: %v", err)
	}
	if d := pgtest.CompareDumps(v.t, v.main, db); d != "" {
		v.t.Errorf("without the change again:\n%s", d)
	}
}

// target compares what the revisions lead to with a declared schema.
func (v *voyage) target(text string) (check.Side, render.Report) {
	ctx := v.t.Context()
	made := v.replayed[len(v.scripts)]
	schema, err := postgres.Read(ctx, []sqlfile.Source{{Name: "schema.sql", Text: text}}, postgres.ReadOptions{Version: version.Number(made.Version)})
	if err != nil {
		v.t.Fatalf("%v\n%s", err, text)
	}
	declared := check.Side{Name: "schema.sql", Schema: schema}
	report, err := compareRevisions(ctx, check.Side{Name: "revisions", Schema: made}, declared)
	if err != nil {
		v.t.Fatal(err)
	}
	return declared, report
}

func told(v *voyage, report render.Report) string {
	var b strings.Builder
	if err := render.WriteText(&b, report, render.TextOptions{}); err != nil {
		v.t.Fatal(err)
	}
	return b.String()
}

// aLittleMore is a change of a schema: a table more, and a column with an index
// in one that is there.
func aLittleMore(schema model.Schema) string {
	more := `
CREATE TABLE public.a_little_more (id bigint PRIMARY KEY, name text DEFAULT 'none' NOT NULL);
COMMENT ON TABLE public.a_little_more IS 'made by a test';
`
	i := slices.IndexFunc(schema.Tables, func(t model.Table) bool {
		return t.PartitionOf.IsZero() && t.OfType.IsZero() && t.Query.IsZero() && t.Server == "" && !own(model.ID{Kind: model.KindTable, Schema: t.Schema, Name: t.Name})
	})
	if i < 0 {
		return more
	}
	table := pgx.Identifier{schema.Tables[i].Schema, schema.Tables[i].Name}.Sanitize()
	return more + "ALTER TABLE " + table + " ADD a_little_more_id bigint REFERENCES public.a_little_more;\n" +
		"CREATE INDEX a_little_more_idx ON " + table + " (a_little_more_id) WHERE a_little_more_id IS NOT NULL;\n"
}

// add writes what a comparison came to as a revision, and reads it.
func (v *voyage) add(report render.Report) {
	last := v.id(len(v.scripts))
	s := script.Script{Revision: graph.Revision{ID: "a_little_more", Revises: []string{last}}}
	autogenerate.Fill(&s, report)
	path := filepath.Join(v.dir, "a_little_more.sql")
	if err := script.Create(path, []byte(s.Format())); err != nil {
		v.t.Fatal(err)
	}
	read, errs := script.Parse(sqlfile.Source{Name: path, Text: s.Format()}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		v.t.Fatal(err)
	}
	v.scripts = append(v.scripts, read)
	v.begin()
}
