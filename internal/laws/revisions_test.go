package laws_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TestCorpusRevisions imports every history of the corpus as revisions and runs
// them: to the head, and back as far as their files know the way. Wherever it
// stops, the database must have the schema that the revisions give when they are
// read in memory. What was taken back and made again is what it was before, and
// so is what psql makes of the offline script. At the head, the schema that is
// written down from the database is the one that the revisions lead to, and a
// change of it becomes a revision that leads there and back.
//
// A usual run stops at a few revisions of each history, one with
// SCHEMADIFF_REVISIONS=all at each; in a matrix the others are dealt out to the
// servers.
func TestCorpusRevisions(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		histories := corpus.Open(t, "postgres").Histories(t)
		each(len(histories), func(i int) {
			t.Run(histories[i].Name, func(t *testing.T) {
				v := newVoyage(t, histories[i], major)
				total, back := len(v.scripts), v.waysBack()
				v.up()
				v.offline()
				v.autogenerate()
				t.Logf("%d revisions, %d with a way back: %d taken, %d known to be wrong tried; %d checks; %d readings in memory in %s, %d inspections in %s, runs in %s",
					total, back, v.taken, v.faults, v.checks, v.replays, v.replaying.Round(time.Millisecond),
					v.inspections, v.inspecting.Round(time.Millisecond), v.running.Round(time.Millisecond))
			})
		})
	})
}

// voyage is a history on its way through databases.
type voyage struct {
	t       *testing.T
	major   int
	name    string
	dir     string
	scripts []script.Script // in the order in which they run
	main    *pgtest.DB
	checker *check.Checker
	// replayed holds what so many revisions lead to.
	replayed map[int]model.Schema
	stride   int

	taken, faults, checks, replays, inspections int
	replaying, inspecting, running              time.Duration
}

func newVoyage(t *testing.T, history corpus.History, major int) *voyage {
	v := &voyage{t: t, major: major, name: history.Name, dir: t.TempDir(), main: pgtest.New(t, major)}
	v.load(history)
	v.begin()
	v.stride = max(1, len(v.scripts)/3)
	return v
}

// begin takes the scripts as the project's.
func (v *voyage) begin() {
	revisions := make([]graph.Revision, len(v.scripts))
	for i := range v.scripts {
		revisions[i] = v.scripts[i].Revision
	}
	g, err := graph.New(revisions)
	if err != nil {
		v.t.Fatal(err)
	}
	v.checker = &check.Checker{Graph: g, Scripts: v.scripts, Read: v.read, Compare: compareRevisions}
	v.replayed = map[int]model.Schema{}
}

// load imports a history as "schemadiff import" does, and leaves out what the
// server is too old for.
func (v *voyage) load(history corpus.History) {
	t := v.t
	dir := filepath.Dir(history.Steps[0].Up)
	if filepath.Base(dir) != "migrations" {
		dir = filepath.Dir(dir)
	}
	var d runner.Dialect
	options := format.Options{Options: script.Options{Syntax: d.Syntax()}, Dialect: "postgres", Outside: d.Outside}
	from, err := format.Detect(script.Host{}, []string{dir})
	if err != nil {
		t.Fatal(err)
	}
	imported, err := format.Import(script.Host{}, []string{dir}, from, options, script.Naming{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrongWays {
		if w.history == v.name && !slices.ContainsFunc(imported, func(s script.Script) bool { return s.ID == w.revision }) {
			t.Errorf("there is no revision %s, of which the way back is wrong", w.revision)
		}
	}
	if able := history.On(v.major).Steps; len(able) < len(history.Steps) {
		first := strings.TrimPrefix(history.Steps[len(able)].Up, filepath.Dir(dir)+string(filepath.Separator))
		imported = imported[:slices.IndexFunc(imported, func(s script.Script) bool { return strings.Contains(s.Doc, first) })]
	}
	for i := range imported {
		written, err := format.WriteImported(imported[i], format.Place{FS: script.Host{}, Dir: v.dir, Syntax: d.Syntax()})
		if err != nil {
			t.Fatal(err)
		}
		if err := written.Save(""); err != nil {
			t.Fatal(err)
		}
	}
	read, err := script.ReadDir(script.Host{}, []string{v.dir}, options.Options)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]script.Script{}
	for _, s := range read {
		byID[s.ID] = s
	}
	for _, s := range imported {
		v.scripts = append(v.scripts, byID[s.ID])
	}
}

// read reads scripts in memory, once for each number of them.
func (v *voyage) read(ctx context.Context, sources []sqlfile.Source, on check.Server) (model.Schema, error) {
	if s, ok := v.replayed[len(sources)]; ok {
		return s, nil
	}
	defer v.clock(&v.replaying)()
	s, err := postgres.Read(ctx, sources, postgres.ReadOptions{Version: version.Number(on.Version), SearchPath: on.Path, InOrder: true})
	v.replays++
	if err == nil {
		v.replayed[len(sources)] = s
	}
	return s, err
}

func (v *voyage) clock(sum *time.Duration) func() {
	start := time.Now()
	return func() { *sum += time.Since(start) }
}

// own says whether an object is one of the runner's.
func own(id model.ID) bool {
	return slices.Contains([]string{migrate.DefaultVersionTable, migrate.DefaultHistoryTable}, id.Owner().Name)
}

func compareRevisions(ctx context.Context, from, to check.Side) (render.Report, error) {
	result, err := diff.Compare(ctx, from.Schema, to.Schema, postgres.Rules{}, diff.Options{OldReplayed: !from.Live})
	if err != nil {
		return render.Report{}, err
	}
	result = result.Select(func(names ...model.ID) bool { return !slices.ContainsFunc(names, own) })
	report := render.Report{From: from.Name, To: to.Name, Result: result}
	if !result.Empty() {
		report.Migration, err = render.NewMigration(result, postgres.Planner{}, render.Options{Version: from.Schema.Version})
	}
	return report, err
}

func inspectLive(ctx context.Context, db *pgtest.DB) (_ model.Schema, err error) {
	conn, err := pgxconn.Open(ctx, db.URL())
	if err != nil {
		return model.Schema{}, err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	return catalog.Read(ctx, conn, catalog.Options{})
}

// stops says whether the voyage stops after so many revisions.
func (v *voyage) stops(n int) bool {
	able := func(int) bool { return true }
	return n%v.stride == 0 || n == len(v.scripts) || allRevisions() || dealt(v.t, v.major, n, able)
}

func allRevisions() bool { return os.Getenv("SCHEMADIFF_REVISIONS") == "all" }

// whole says whether every way back is taken.
func (v *voyage) whole() bool { return allRevisions() || inMatrix(v.t) }

func (v *voyage) migrator(db *pgtest.DB) *migrate.Migrator {
	m, err := migrate.FromScripts(v.scripts, pgxmigrate.Address(db.URL()))
	if err != nil {
		v.t.Fatal(err)
	}
	return m
}

// id is the revision after so many.
func (v *voyage) id(n int) string {
	if n == 0 {
		return "base"
	}
	return v.scripts[n-1].ID
}

// check asks at a stop, and returns what isn't as it should be.
func (v *voyage) check(db *pgtest.DB, n int) []string {
	ctx := v.t.Context()
	status, err := v.migrator(db).Status(ctx)
	if err != nil {
		v.t.Fatal(err)
	}
	if len(status.Edited)+len(status.Interrupted)+len(status.Unknown) > 0 || len(status.Pending) != len(v.scripts)-n {
		v.t.Errorf("the status after %s: %+v", v.id(n), status)
	}
	v.checks++
	asked := check.Database{Name: "live", Rows: status.Rows, Path: status.Tables.Path, Schema: func(ctx context.Context) (model.Schema, error) {
		defer v.clock(&v.inspecting)()
		v.inspections++
		return inspectLive(ctx, db)
	}}
	answer, err := v.checker.Revision(asked, v.id(n))
	if err != nil || !answer.Clean() {
		v.t.Errorf("the revision after %s: %+v, %v", v.id(n), answer, err)
	}
	answer, err = v.checker.Schema(ctx, asked)
	if err != nil {
		return []string{"not known: " + err.Error()}
	}
	var list []string
	if answer.Open != "" {
		list = append(list, "open: "+answer.Open)
	}
	for _, f := range answer.Findings {
		list = append(list, string(f.Code)+" "+f.Message)
	}
	return list
}

func (v *voyage) clean(db *pgtest.DB, n int, way string) bool {
	list := v.check(db, n)
	if len(list) > 0 {
		v.t.Errorf("%s, at %s (%s):\n  %s", way, v.id(n), v.from(n), strings.Join(list, "\n  "))
	}
	return len(list) == 0
}

// from is the file that a revision was imported from.
func (v *voyage) from(n int) string {
	if n == 0 {
		return ""
	}
	_, path, _ := strings.Cut(v.scripts[n-1].Doc, "Imported from ")
	path, _, _ = strings.Cut(path, " and ")
	return strings.TrimSpace(path)
}

func (v *voyage) waysBack() int {
	n := 0
	for i := range v.scripts {
		if !v.scripts[i].Down.Missing {
			n++
		}
	}
	return n
}

func (v *voyage) upgrade(db *pgtest.DB, n int) {
	defer v.clock(&v.running)()
	if _, err := v.migrator(db).Upgrade(v.t.Context(), v.id(n)); err != nil {
		v.t.Fatalf("upgrading to %s: %v", v.id(n), err)
	}
}

// up goes to the head. What can be taken back is, in a copy: in a whole run
// everything, from where a run of revisions with a way back ends; in a usual one
// from the stops.
func (v *voyage) up() {
	v.clean(v.main, 0, "before all")
	for n := 1; n <= len(v.scripts); n++ {
		turns := v.returns(n) && (v.stops(n) && !v.whole() || n == len(v.scripts) || v.whole() && !v.returns(n+1))
		wrong := v.wrong(n)
		if !turns && !v.stops(n) && (wrong == nil || !v.whole()) {
			continue
		}
		v.upgrade(v.main, n)
		v.clean(v.main, n, "up")
		if wrong != nil {
			v.stillWrong(*wrong, n)
		}
		if turns {
			v.down(n)
		}
	}
}

// wrong is what is known of a wrong way back of the n-th revision.
func (v *voyage) wrong(n int) *wrongWay {
	i := slices.IndexFunc(wrongWays, func(w wrongWay) bool {
		return w.history == v.name && w.revision == v.id(n) && wrongSince[w.revision] <= v.major
	})
	if i < 0 {
		return nil
	}
	return &wrongWays[i]
}

// returns says whether the n-th revision has a way back that is right.
func (v *voyage) returns(n int) bool {
	return !v.scripts[n-1].Down.Missing && v.wrong(n) == nil
}

// stillWrong takes a way back that is known to be wrong.
func (v *voyage) stillWrong(known wrongWay, n int) {
	switch err := v.oneBack(n); {
	case err == nil:
		v.t.Errorf("the way back of %s isn't wrong any more", v.id(n))
	case !strings.Contains(err.Error(), known.says):
		v.t.Errorf("the way back of %s: want %q, got %v", v.id(n), known.says, err)
	}
	v.faults++
}

// oneBack takes one revision back in a copy.
func (v *voyage) oneBack(n int) error {
	db := v.main.Clone(v.t)
	defer v.drop(db)
	return v.back(db, n-1)
}

// back takes revisions back until so many are left, and fails unless the database
// is then what it was before.
func (v *voyage) back(db *pgtest.DB, n int) error {
	stop := v.clock(&v.running)
	_, err := v.migrator(db).Downgrade(v.t.Context(), v.id(n))
	stop()
	if err != nil {
		return err
	}
	if found := v.check(db, n); len(found) > 0 {
		return errors.New(strings.Join(found, "\n"))
	}
	return nil
}

func (v *voyage) drop(db *pgtest.DB) {
	if err := db.Drop(context.WithoutCancel(v.t.Context())); err != nil {
		v.t.Error(err)
	}
}

// down takes back the n-th revision and those before it, as far as there is a
// way, and makes them again.
func (v *voyage) down(from int) {
	db := v.main.Clone(v.t)
	defer v.drop(db)
	for n := from - 1; n >= 0; n-- {
		last := n == 0 || !v.returns(n)
		if !last && !v.stops(n) {
			continue
		}
		if err := v.back(db, n); err != nil {
			v.t.Errorf("down to %s (%s): %v", v.id(n), v.from(n), err)
			return
		}
		if last {
			v.taken += from - n
			break
		}
	}
	v.upgrade(db, from)
	v.clean(db, from, "up again")
	if d := pgtest.CompareDumps(v.t, v.main, db); d != "" {
		v.t.Errorf("up to %s again:\n%s", v.id(from), d)
	}
}
