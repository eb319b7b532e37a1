package ddl_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// TestAgreement reads scripts and the databases that they make: both must be
// the same, letter by letter but for the spelling of expressions, which the
// comparison must find to be the same.
//
// A case's name may end in the versions that it is for: "name >=15" or "name
// <18".
func TestAgreement(t *testing.T) {
	files, err := filepath.Glob("testdata/agree/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, name := range files {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range archive.Files {
				caseName, suits := suits(file.Name, major)
				if !suits {
					continue
				}
				t.Run(strings.TrimSuffix(filepath.Base(name), ".txt")+"/"+caseName, func(t *testing.T) {
					db := pgtest.New(t, major)
					db.LoadScript(t, string(file.Data))
					agree(t, db, string(file.Data))
				})
			}
		}
	})
}

// suits splits a case's name and says whether it is for a version.
func suits(name string, major int) (string, bool) {
	fields := strings.Fields(name)
	for _, f := range fields[1:] {
		switch {
		case strings.HasPrefix(f, ">="):
			if n, _ := strconv.Atoi(f[2:]); major < n {
				return "", false
			}
		case strings.HasPrefix(f, "<"):
			if n, _ := strconv.Atoi(f[1:]); major >= n {
				return "", false
			}
		}
	}
	return fields[0], true
}

// agree checks that a script reads as the database that it made.
func agree(t *testing.T, db *pgtest.DB, script string) {
	t.Helper()
	parsed, err := readVersion(db.Major(), script)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgxconn.Open(t.Context(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	inspected, err := catalog.Read(t.Context(), conn, catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := strictly(inspected, parsed); d != "" {
		t.Errorf("the models differ (- inspected, + parsed):\n%s", d)
	}
	r, err := diff.Compare(t.Context(), inspected, parsed, postgres.Rules{}, diff.Options{Owners: true, Privileges: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Changes {
		if u, ok := c.(diff.Unsupported); ok && strings.Contains(u.Reason, "TimeZone") {
			continue // what the literal means, only the session knew that ran the script
		}
		t.Errorf("a difference was found: %s", describe(c))
	}
}

func describe(c diff.Change) string {
	switch c := c.(type) {
	case diff.Alter:
		return fmt.Sprintf("alter %s: %v", c.NewID, c.Facets)
	case diff.Unsupported:
		return fmt.Sprintf("unsupported %s: %s\n  old %s\n  new %s", c.ID, c.Reason, c.Old, c.New)
	}
	return fmt.Sprintf("%T %s", c, c.Object())
}

func definition(s model.Schema, id model.ID) model.Definition {
	for _, d := range s.Definitions {
		if d.ID == id {
			return d
		}
	}
	return model.Definition{}
}

// strictly compares two models but for the spelling of expressions and what
// only a script has.
func strictly(inspected, parsed model.Schema) string {
	// Whose the objects are is what most scripts leave open.
	parsed.Definitions = slices.Clone(parsed.Definitions)
	for i, d := range parsed.Definitions {
		of, _, _ := d.ID.About()
		if of.Kind == model.KindColumn {
			of = model.ID{Kind: model.KindTable, Schema: of.Schema, Name: of.Parent}
		}
		role := definition(inspected, of.Attached(model.AspectOwner)).Get(property.Owner).Ref.Name
		parsed.Definitions[i] = postgres.Rules{}.Named(d, role, inspected.Role, inspected.Version)
	}
	inspected, parsed = inspected.Only(model.Privileges), parsed.Only(model.Privileges)
	inspected.Role, inspected.Cluster = "", nil
	normalize(&inspected)
	normalize(&parsed)
	return cmp.Diff(inspected, parsed, cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b model.Expr) bool { return a.IsZero() == b.IsZero() }),
		cmp.Comparer(func(model.Pos, model.Pos) bool { return true }),
		cmp.FilterPath(func(p cmp.Path) bool {
			field, ok := p.Last().(cmp.StructField)
			return ok && slices.Contains([]string{"ImplicitName", "Serial", "Version", "Directives"}, field.Name())
		}, cmp.Ignore()))
}

// normalize removes what a database has and a script need not say: versions of
// extensions and their comments, the spelling of defaults.
func normalize(s *model.Schema) {
	for i := range s.Extensions {
		s.Extensions[i].Version, s.Extensions[i].Comment = "", ""
		if s.Extensions[i].Schema == "" {
			s.Extensions[i].Schema = "public"
		}
	}
	s.Routines = slices.Clone(s.Routines)
	for i := range s.Routines {
		s.Routines[i].Args = slices.Clone(s.Routines[i].Args)
		for j := range s.Routines[i].Args {
			if s.Routines[i].Args[j].Default != "" {
				s.Routines[i].Args[j].Default = "…"
			}
		}
	}
	s.Tables = slices.Clone(s.Tables)
	for i := range s.Tables {
		// Values of a list bound are sorted by text, which differs.
		s.Tables[i].Bound.In = slices.Clone(s.Tables[i].Bound.In)
	}
}

func readVersion(major int, script string) (model.Schema, error) {
	sources := []sqlfile.Source{{Name: "script.sql", Text: script}}
	return ddl.Read(context.Background(), sources, ddl.Options{Version: version.OfMajor(major)})
}

// TestCorpusAgreement is TestAgreement for real schemas.
func TestCorpusAgreement(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, schema := range corpus.Open(t, "postgres").Schemas(t) {
			t.Run(schema.Name, func(t *testing.T) {
				db := pgtest.New(t, major)
				corpus.Load(t, db, schema)
				agree(t, db, schema.Read(t))
			})
		}
	})
}

// TestHistoryAgreement is TestAgreement for real migration histories, run to
// their ends.
func TestHistoryAgreement(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, history := range corpus.Open(t, "postgres").Histories(t) {
			t.Run(history.Name, func(t *testing.T) {
				history := history.On(major)
				db := pgtest.New(t, major)
				corpus.Apply(t, db, history, 0, len(history.Steps))
				var script strings.Builder
				for _, step := range history.Steps {
					script.WriteString(step.ReadUp(t))
					script.WriteString("\n;\nRESET ALL;\n")
				}
				agree(t, db, script.String())
			})
		}
	})
}

// TestHistoryBackAgreement is TestAgreement for histories of which a part was
// taken back: a quarter, and half.
func TestHistoryBackAgreement(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, history := range corpus.Open(t, "postgres").Histories(t) {
			t.Run(history.Name, func(t *testing.T) {
				history := history.On(major)
				// A step that can't be taken back stays, and those before it are
				// taken back in a database that never had it.
				n, databases := len(history.Steps), 0
				for from := n; from > n/2 && databases < 3; from-- {
					if takesBack(history.Steps[from-1]) {
						from = takeBack(t, major, history, from)
						databases++
					}
				}
			})
		}
	})
}

// takesBack says whether a step has a way back that can be read: not the one
// whose statements depend on the rows of a table.
func takesBack(step corpus.Step) bool {
	return step.Down != "" && step.Name != "20190322174825_remove_version_downloads_pk"
}

// takeBack runs a history up to a step and takes back what can be, down to the
// half of the history. It returns the step at which that ended.
func takeBack(t *testing.T, major int, history corpus.History, from int) int {
	db := pgtest.New(t, major)
	corpus.Apply(t, db, history, 0, from)
	var script strings.Builder
	write := func(text string) {
		script.WriteString(text)
		script.WriteString("\n;\nRESET ALL;\n")
	}
	for _, step := range history.Steps[:from] {
		write(step.ReadUp(t))
	}
	to, checked := from, from
	for ; to > len(history.Steps)/2 && takesBack(history.Steps[to-1]); to-- {
		if to == len(history.Steps)*3/4 {
			agree(t, db, script.String())
			checked = to
		}
		step := history.Steps[to-1]
		if err := corpus.TakeBack(t, db, step); err != nil {
			t.Log(err)
			if step.Autocommit { // half of it can be done
				return to
			}
			break
		}
		write(step.ReadDown(t))
	}
	if to < checked {
		agree(t, db, script.String())
	}
	return to
}
