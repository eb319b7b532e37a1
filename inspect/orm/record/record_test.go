package record

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestStatements(t *testing.T) {
	log := &Log{seen: map[string]bool{}}
	db := log.DB()
	defer db.Close()
	for _, statement := range []string{
		"CREATE TABLE a (id int)", "INSERT INTO a VALUES (1)", "SET search_path = x", "", "create  table a (other int)",
		"CREATE TABLE b (id int) ;\n", "CREATE INDEX i ON a (id)", "CREATE INDEX i ON a (id)",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	prepared, err := db.Prepare("COMMENT ON TABLE a IS 'x'")
	if err != nil {
		t.Fatal(err)
	}
	defer prepared.Close()
	if _, err := prepared.Exec(); err != nil {
		t.Fatal(err)
	}
	want := []string{"CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE INDEX i ON a (id)", "COMMENT ON TABLE a IS 'x'"}
	if !slices.Equal(log.out.Statements, want) {
		t.Errorf("statements %q; want %q", log.out.Statements, want)
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM a WHERE id = $1", 1).Scan(&n); err == nil {
		t.Error("a question has an answer")
	}
	log.Answers("COUNT(", []string{"n"}, []string{"7"})
	if err := db.QueryRow("SELECT count(*) FROM a").Scan(&n); err != nil || n != 7 {
		t.Errorf("the answer is %d, %v", n, err)
	}
	if log.err != nil {
		t.Errorf("a statement failed: %v", log.err)
	}
	if _, err := db.Exec("COMMENT ON TABLE a IS $1", "x"); err != nil || log.err == nil {
		t.Errorf("a parameter is lost: %v, %v", err, log.err)
	}
}

type model struct{}

func TestOutput(t *testing.T) {
	tests := []struct {
		name string
		run  func(*Log) error
		want func(Output) bool
	}{
		{"tables", func(l *Log) error {
			l.Qualified("shop.models", []*model{}, nil)
			l.Table("", "none", nil, nil)
			return nil
		}, func(o Output) bool {
			return o.Error == "" && slices.EqualFunc(o.Tables, []Table{
				{Schema: "shop", Name: "models", Package: "github.com/schemadiff/schemadiff/inspect/orm/record", Type: "model"},
				{Name: "none"},
			}, func(a, b Table) bool {
				return a.Schema == b.Schema && a.Name == b.Name && a.Package == b.Package && a.Type == b.Type
			})
		}},
		{"an error", func(*Log) error { return errors.New("no") }, func(o Output) bool { return o.Error == "no" && !o.Panic }},
		{"a panic", func(*Log) error { panic("oh") }, func(o Output) bool {
			return o.Error == "oh" && o.Panic && strings.Contains(o.Stack[0], "record_test.go")
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			args := os.Args
			defer func() { os.Args = args }()
			file := filepath.Join(t.TempDir(), "out")
			os.Args = []string{"program", file}
			Main(test.run)
			data, err := os.ReadFile(file)
			var out Output
			if err == nil {
				err = json.Unmarshal(data, &out)
			}
			if err != nil || !test.want(out) {
				t.Errorf("%s, %v", data, err)
			}
		})
	}
}
