package plan_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
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

func eachLab(t *testing.T, test func(t *testing.T, l *lab)) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
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
		test(t, l)
	})
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
			t.Fatalf("%v\n%s\n\nof\n\n%s", err, s.Text, text)
		}
	}
}

// dump returns what SHOW CREATE says of everything, the lines of each table sorted
// behind its columns.
func dump(t *testing.T, db *mytest.DB) string {
	t.Helper()
	list := func(query string) (rows []string) {
		found, err := db.Conn().Driver().QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		for found.Next() {
			var text sql.NullString
			if err := found.Scan(&text); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, text.String)
		}
		return rows
	}
	var b strings.Builder
	for _, name := range list("SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type <> 'VIEW' ORDER BY 1") {
		var table, text string
		if err := db.Conn().Driver().QueryRowContext(t.Context(), "SHOW CREATE TABLE "+mysql.Ident(name)).Scan(&table, &text); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(text, "\n")
		first := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "KEY ") && !strings.HasPrefix(l, "  `") || strings.HasPrefix(l, "  CONSTRAINT ") })
		last := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, ") ") })
		if first > 0 && last > first {
			for i := first; i < last; i++ {
				lines[i] = strings.TrimSuffix(lines[i], ",")
			}
			slices.Sort(lines[first:last])
		}
		b.WriteString(strings.Join(lines, "\n") + "\n")
	}
	for _, query := range []string{
		"SELECT concat_ws(' ', table_name, view_definition, check_option, security_type) FROM information_schema.views WHERE table_schema = database() ORDER BY 1",
		"SELECT concat_ws(' ', trigger_name, action_timing, event_manipulation, event_object_table, action_order, action_statement) FROM information_schema.triggers WHERE trigger_schema = database() ORDER BY 1",
		"SELECT concat_ws(' ', routine_type, routine_name, is_deterministic, sql_data_access, security_type, routine_comment, dtd_identifier, routine_definition) FROM information_schema.routines WHERE routine_schema = database() ORDER BY 1",
		"SELECT concat_ws(' ', event_name, interval_value, interval_field, starts, ends, status, on_completion, event_comment, event_definition) FROM information_schema.events WHERE event_schema = database() ORDER BY 1",
	} {
		b.WriteString(strings.Join(list(query), "\n") + "\n")
	}
	return strings.ReplaceAll(b.String(), "`"+db.Name()+"`.", "")
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
	before, want := dump(t, old), dump(t, new)
	run(t, old, script(m.Up))
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(dump(t, old), "\n")); d != "" {
		t.Fatalf("up leads to another schema (-direct +migrated):\n%s\n%s", d, script(m.Up))
	}
	run(t, old, script(m.Down))
	if d := cmp.Diff(strings.Split(before, "\n"), strings.Split(dump(t, old), "\n")); d != "" {
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
