package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// lab tries plans on a server: laws 3 and 4 by SHOW CREATE of everything.
type lab struct {
	t       *testing.T
	product mytest.Product
	server  mysql.Server
	// collation is that of the server's databases.
	collation string
}

func newLab(t *testing.T, product mytest.Product) *lab {
	t.Helper()
	db := mytest.NewOn(t, product)
	l := &lab{t: t, product: product}
	var version string
	if err := db.Conn().Driver().QueryRowContext(t.Context(), "SELECT version(), @@collation_database").Scan(&version, &l.collation); err != nil {
		t.Fatal(err)
	}
	var err error
	if l.server, err = mysql.ParseServer(version); err != nil {
		t.Fatal(err)
	}
	return l
}

func eachLab(t *testing.T, test func(t *testing.T, l *lab)) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) { test(t, newLab(t, product)) })
}

func (l *lab) read(t *testing.T, text string) model.Schema {
	t.Helper()
	schema, err := mysql.Read([]sqlfile.Source{{Name: "t.sql", Text: text}}, mysql.Options{Server: l.server, Collation: l.collation})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// run executes a script statement by statement.
func run(t *testing.T, db *mytest.DB, text string) {
	t.Helper()
	script, errs := sqlfile.Split(sqlfile.Source{Name: "t.sql", Text: text}, sqlfile.MySQL())
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	for _, s := range script.Statements {
		if err := db.Conn().Exec(t.Context(), s.Text); err != nil {
			t.Fatalf("%v\n%s", err, s.Text)
		}
	}
}

// converge tries that the statements of a plan make of the old schema exactly the new
// one, and those of the way back the old one again.
func (l *lab) converge(t *testing.T, oldText, newText string, renames ...diff.RenameRequest) {
	t.Helper()
	result := compare(t, l.read(t, oldText), l.read(t, newText), renames...)
	m, err := render.NewMigration(result, plan.Planner{}, render.Options{Version: l.server.Number()})
	if err != nil {
		t.Fatal(err)
	}
	old, new := mytest.NewOn(t, l.product), mytest.NewOn(t, l.product)
	run(t, old, mysql.Script(result.Old)+"SET FOREIGN_KEY_CHECKS = 1;\n")
	run(t, new, mysql.Script(result.New))
	before, want := mytest.Dump(t, old), mytest.Dump(t, new)
	run(t, old, script(m.Up))
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(mytest.Dump(t, old), "\n")); d != "" {
		t.Fatalf("up leads to another schema (-direct +migrated):\n%s\n%s", d, script(m.Up))
	}
	run(t, old, script(m.Down))
	if d := cmp.Diff(strings.Split(before, "\n"), strings.Split(mytest.Dump(t, old), "\n")); d != "" {
		t.Fatalf("down leads to another schema (-before +after):\n%s\n%s", d, script(m.Down))
	}
}

func TestServerPairs(t *testing.T) {
	eachLab(t, func(t *testing.T, l *lab) {
		files, err := filepath.Glob("../../../testdata/mysql/*.from.sql")
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, from := range files {
			t.Run(filepath.Base(from), func(t *testing.T) {
				oldText, err := os.ReadFile(from)
				if err != nil {
					t.Fatal(err)
				}
				newText, err := os.ReadFile(strings.TrimSuffix(from, ".from.sql") + ".to.sql")
				if err != nil {
					t.Fatal(err)
				}
				l.converge(t, string(oldText), string(newText), directives(t, string(newText))...)
				l.converge(t, string(newText), string(oldText), directives(t, string(oldText))...)
			})
		}
	})
}

func TestServerSchemas(t *testing.T) {
	eachLab(t, func(t *testing.T, l *lab) {
		for _, one := range corpus.Open(t, mysql.Dialect).Schemas(t) {
			t.Run(one.Name, func(t *testing.T) {
				if strings.Contains(one.Name, "mariadb") && !l.server.HasSequences() {
					t.Skip("it is for MariaDB")
				}
				l.converge(t, "", one.Read(t))
			})
		}
	})
}

// TestServerHistories goes from each step to the next one and back, on one server.
func TestServerHistories(t *testing.T) {
	eachLab(t, func(t *testing.T, l *lab) {
		for _, h := range corpus.Open(t, mysql.Dialect).Histories(t) {
			before := ""
			for _, step := range h.Steps {
				after := before + "\n;" + step.ReadUp(t)
				t.Run(h.Name+"/"+step.Name, func(t *testing.T) { l.converge(t, before, after) })
				before = mysql.Script(l.read(t, after))
			}
		}
	})
}
