package mysql_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/model"
)

// servers are those that the laws are tried for, oldest settings among them.
func servers() []mysql.Server {
	return []mysql.Server{maria10, mysql8, {Flavour: mysql.MySQL, Major: 9, Minor: 1}, {Flavour: mysql.MariaDB, Major: 11, Minor: 8}, {Flavour: mysql.TiDB, Major: 8, Minor: 5}}
}

// changesOf compares two schemas.
func changesOf(t *testing.T, old, new model.Schema) []diff.Change {
	t.Helper()
	r, err := diff.Compare(t.Context(), old, new, mysql.Rules{}, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Changes
}

// marks are how something was declared, which is no part of what it is.
func marks() cmp.Options {
	return cmp.Options{
		cmpopts.IgnoreTypes(model.Pos{}), cmpopts.EquateEmpty(),
		cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".ImplicitName" }, cmp.Ignore()),
	}
}

func snapshot(t *testing.T, s model.Schema) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := model.WriteSnapshot(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// laws tries what holds for every script: identity (1), determinism (5), and that
// what is written is read as it was (7).
func laws(t *testing.T, sources []sqlfile.Source, s mysql.Server) model.Schema {
	t.Helper()
	schema, err := mysql.Read(sources, mysql.Options{Server: s})
	if err != nil {
		t.Error(err)
		return schema
	}
	if list := changesOf(t, schema, schema); len(list) > 0 {
		t.Errorf("the schema differs from itself: %v", list)
	}
	text := mysql.Script(schema)
	again, err := mysql.Read([]sqlfile.Source{{Name: "written.sql", Text: text}}, mysql.Options{Server: s})
	if err != nil {
		t.Errorf("what was written can't be read: %v", err)
		return schema
	}
	if !bytes.Equal(snapshot(t, schema), snapshot(t, again)) {
		t.Errorf("what was written is another schema (-read +written):\n%s", cmp.Diff(schema, again, marks()))
	}
	if list := changesOf(t, schema, again); len(list) > 0 {
		t.Errorf("what was written differs: %v", list)
	}
	if list := changesOf(t, again, schema); len(list) > 0 {
		t.Errorf("what was written differs the other way round: %v", list)
	}
	shuffled := schema
	shuffled.Tables, shuffled.Definitions = slices.Clone(schema.Tables), slices.Clone(schema.Definitions)
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(shuffled.Tables), func(i, j int) {
		shuffled.Tables[i], shuffled.Tables[j] = shuffled.Tables[j], shuffled.Tables[i]
	})
	random.Shuffle(len(shuffled.Definitions), func(i, j int) {
		shuffled.Definitions[i], shuffled.Definitions[j] = shuffled.Definitions[j], shuffled.Definitions[i]
	})
	if list := changesOf(t, schema, shuffled); len(list) > 0 {
		t.Errorf("the order of lists makes a difference: %v", list)
	}
	read, err := model.ReadSnapshot(bytes.NewReader(snapshot(t, schema)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(snapshot(t, schema), snapshot(t, read)) {
		t.Errorf("a snapshot is another schema:\n%s", cmp.Diff(schema, read, marks()))
	}
	return schema
}

// counted are what catalogs of MariaDB 10.11 have counted after the scripts of the
// corpus ran: tables, indexes, foreign keys, views, routines, triggers.
func counted() map[string][6]int {
	return map[string][6]int{
		"bytebase-realworld/mediawiki.sql":            {58, 197, 0, 0, 0, 0},
		"cadence/cadence_v8_schema.sql":               {27, 29, 0, 0, 0, 0},
		"camunda/camunda_mysql_all.sql":               {49, 280, 42, 0, 0, 0},
		"chinook/Chinook_MySql.sql":                   {11, 22, 11, 0, 0, 0},
		"dolphinscheduler/dolphinscheduler_mysql.sql": {70, 145, 5, 0, 0, 0},
		"ensembl/table.sql":                           {77, 239, 0, 0, 0, 0},
		"fleet/schema.sql":                            {125, 316, 87, 1, 0, 0},
		"flowable/flowable.mysql.all.create.sql":      {62, 221, 60, 0, 0, 0},
		"guacamole/001-create-schema.sql":             {23, 54, 30, 0, 0, 0},
		"memos/LATEST.sql":                            {11, 21, 1, 0, 0, 0},
		"nacos/mysql-schema.sql":                      {10, 23, 0, 0, 0, 0},
		"quartz/tables_mysql_innodb.sql":              {11, 32, 5, 0, 0, 0},
		"sakila-jooq/mysql-sakila-schema.sql":         {16, 41, 22, 7, 3, 3},
		"spring-batch/schema-mariadb.sql":             {6, 9, 5, 0, 0, 0},
		"spring-batch/schema-mysql.sql":               {9, 12, 5, 0, 0, 0},
		"streampark/mysql-schema.sql":                 {34, 55, 0, 0, 0, 0},
		"temporal/temporal_v8_schema.sql":             {37, 44, 0, 0, 0, 0},
	}
}

// TestCorpusSchemas reads every schema of the corpus. Where a catalog has counted
// the objects, nothing is lost and nothing invented (law 9).
func TestCorpusSchemas(t *testing.T) {
	c := corpus.Open(t, mysql.Dialect)
	for _, one := range c.Schemas(t) {
		t.Run(one.Name, func(t *testing.T) {
			sources, err := sqlfile.Read(one.File, strings.NewReader(""))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range servers() {
				if strings.Contains(one.Name, "mariadb") && !s.HasSequences() {
					continue
				}
				schema := laws(t, sources, s)
				n := schema.Counts()
				got := [6]int{
					n[model.KindTable], n[model.KindPrimaryKey] + n[model.KindUnique] + n[model.KindIndex], n[model.KindForeignKey],
					n[mysql.KindView], n[mysql.KindFunction], n[mysql.KindTrigger],
				}
				if want, known := counted()[one.Name]; known && s == maria10 && got != want {
					t.Errorf("there are %v objects; the catalog had %v", got, want)
				}
			}
		})
	}
}

// TestCorpusHistories reads histories step by step: after every step the laws hold.
func TestCorpusHistories(t *testing.T) {
	c := corpus.Open(t, mysql.Dialect)
	for _, history := range c.Histories(t) {
		t.Run(history.Name, func(t *testing.T) {
			var sources []sqlfile.Source
			for i, step := range history.Steps {
				text, err := os.ReadFile(step.Up)
				if err != nil {
					t.Fatal(err)
				}
				sources = append(sources, sqlfile.Source{Name: filepath.Base(step.Up), Text: string(text)})
				if i%20 == 0 || i == len(history.Steps)-1 {
					laws(t, sources, maria10)
				}
			}
			schema := laws(t, sources, mysql8)
			t.Log(len(history.Steps), "steps lead to", slices.Sorted(maps.Keys(schema.Counts())), schema.Counts()[model.KindTable])
		})
	}
}
