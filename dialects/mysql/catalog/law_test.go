package catalog_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/model"
)

// inspect reads a test's database. What can't be held is told.
func inspectDB(t testing.TB, db *mytest.DB) model.Schema {
	t.Helper()
	s, err := catalog.Inspect(context.Background(), db.Conn(), catalog.Options{Told: func(id model.ID, reason string) {
		t.Logf("%v: %s", id, reason)
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// own is a script without the name of the database that it chooses, and without
// what it says about a database.
func own(text string) string {
	if begin := strings.Index(strings.ToUpper(text), "CREATE DATABASE"); begin >= 0 {
		end := strings.Index(text[begin:], ";")
		text = text[:begin] + text[begin+end+1:]
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) > 1 && strings.EqualFold(words[0], "use") {
			name := strings.Trim(words[1], "`;")
			return strings.ReplaceAll(strings.ReplaceAll(text, "`"+name+"`.", ""), name+".", "")
		}
	}
	return text
}

// agree compares what a live database has with what a script says, law 2; law 1 and
// 9 on the way.
func agree(t *testing.T, product mytest.Product, texts ...string) {
	t.Helper()
	db := mytest.NewOn(t, product)
	var sources []sqlfile.Source
	for i, text := range texts {
		text = own(text)
		if err := db.ExecuteStatements(context.Background(), text); err != nil {
			t.Skip(err)
		}
		sources = append(sources, sqlfile.Source{Name: fmt.Sprint("step ", i+1), Text: text})
	}
	live := inspectDB(t, db)
	if len(live.Unsupported) > 0 || len(live.Tables) == 0 {
		t.Errorf("%d tables; not held: %v", len(live.Tables), live.Unsupported)
	}
	declared, err := mysql.Read(sources, mysql.Options{Server: mysql.ServerOf(live.Version), Collation: collation(live)})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the script", live, declared)
	same(t, "what was read a second time", live, inspectDB(t, db))
	rewritten(t, db, live)
}

// same wants no difference between two schemas, one way or the other.
func same(t *testing.T, what string, live, other model.Schema) {
	t.Helper()
	for _, pair := range [][2]model.Schema{{live, other}, {other, live}} {
		r, err := diff.Compare(context.Background(), pair[0], pair[1], mysql.Rules{}, diff.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Changes) > 0 {
			for _, c := range r.Changes[:min(len(r.Changes), 20)] {
				t.Errorf("the database and %s differ: %s", what, described(c))
			}
			return
		}
	}
}

// described writes a change with what differs.
func described(c diff.Change) string {
	text := fmt.Sprintf("%T %v", c, c.Object())
	if altered, ok := c.(diff.Alter); ok {
		for _, f := range altered.Facets {
			text += fmt.Sprintf("; %s: %s, %s", f.Name, f.Old, f.New)
		}
	}
	return text
}

// rewritten wants that a database made of what was read is the same, by the
// statements that SHOW CREATE prints.
func rewritten(t *testing.T, db *mytest.DB, live model.Schema) {
	t.Helper()
	other := mytest.NewIn(t, db.Server())
	text := mysql.Script(live)
	if err := other.ExecuteStatements(context.Background(), text); err != nil {
		t.Errorf("what was read can't be made: %v", err)
		return
	}
	if difference := cmp.Diff(mytest.Dump(t, db), mytest.Dump(t, other)); difference != "" {
		t.Errorf("what was read makes another database (-first +second):\n%s", difference)
	}
}

func collation(s model.Schema) string {
	for _, d := range s.Definitions {
		if d.ID.Kind == mysql.KindDatabase {
			return d.Get(mysql.PropertyCollation).Text
		}
	}
	return ""
}

func TestCorpusSchemas(t *testing.T) {
	for _, schema := range corpus.Open(t, "mysql").Schemas(t) {
		t.Run(schema.Name, func(t *testing.T) {
			mytest.Each(t, func(t *testing.T, product mytest.Product) { agree(t, product, schema.Read(t)) })
		})
	}
}

// Law 2 and the way back on what the products have that the corpus hasn't.
func TestEverything(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		text := both + onlyMySQL
		if product.IsMariaDB() {
			text = both + onlyMariaDB
		}
		agree(t, product, text)
	})
}

func TestCorpusHistories(t *testing.T) {
	for _, history := range corpus.Open(t, "mysql").Histories(t) {
		t.Run(history.Name, func(t *testing.T) {
			mytest.Each(t, func(t *testing.T, product mytest.Product) {
				var texts []string
				for _, step := range history.Steps {
					text, err := os.ReadFile(step.Up)
					if err != nil {
						t.Fatal(err)
					}
					texts = append(texts, string(text))
				}
				agree(t, product, texts...)
			})
		})
	}
}
