package format

import (
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// sameStatements compares what runs.
var sameStatements = []cmp.Option{
	cmpopts.IgnoreFields(script.Section{}, "Pos"), cmpopts.IgnoreFields(script.Statement{}, "Pos"), cmpopts.EquateEmpty(),
}

// TestCorpus reads every history, in the order that it is known to run in, and
// imports it: what is written is read as the same.
func TestCorpus(t *testing.T) {
	dialects := []struct {
		name   string
		syntax sqlfile.Syntax
	}{{"postgres", sqlfile.Postgres()}, {"mysql", sqlfile.MySQL()}, {"sqlite", sqlfile.SQLite()}}
	for _, dialect := range dialects {
		for _, history := range corpus.Open(t, dialect.name).Histories(t) {
			t.Run(dialect.name+"/"+history.Name, func(t *testing.T) {
				dir := filepath.Dir(history.Steps[0].Up)
				if filepath.Base(dir) != "migrations" {
					dir = filepath.Dir(dir)
				}
				options := Options{Options: script.Options{Syntax: dialect.syntax}, Dialect: dialect.name}
				from, err := Detect(script.Host{}, []string{dir})
				if err != nil {
					t.Fatal(err)
				}
				scripts, err := from.Read(script.Host{}, []string{dir}, options)
				if err != nil {
					t.Fatal(err)
				}
				if from == Format(diesel) {
					slices.SortStableFunc(history.Steps, func(a, b corpus.Step) int {
						return byDiesel(&step{name: a.Name}, &step{name: b.Name})
					})
				}
				checkSteps(t, history.Steps, scripts)
				imported, err := Import(script.Host{}, []string{dir}, from, options, script.Naming{})
				if err != nil {
					t.Fatal(err)
				}
				checkImport(t, scripts, imported, options)
				last := imported[len(imported)-1]
				t.Logf("%s: %d revisions, the last %s in %s", from.Name(), len(imported), last.ID, last.Path)
			})
		}
	}
}

// checkSteps compares scripts with the steps of a history.
func checkSteps(t *testing.T, steps []corpus.Step, scripts []script.Script) {
	t.Helper()
	var want, got [][2]string
	for _, step := range steps {
		want = append(want, [2]string{step.Up, step.Down})
	}
	for _, s := range scripts {
		got = append(got, [2]string{s.Path, s.DownPath})
		if s.Up.NoTransaction != steps[min(len(got), len(steps))-1].Autocommit {
			t.Errorf("%s: without transaction is %v", s.Path, s.Up.NoTransaction)
		}
		if s.Down.Missing != (s.DownPath == "") {
			t.Errorf("%s: the way back is missing: %v", s.Path, s.Down.Missing)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// checkImport writes imported scripts and reads them again.
func checkImport(t *testing.T, scripts, imported []script.Script, options Options) {
	t.Helper()
	written := fstest.MapFS{}
	for i := range imported {
		place := Place{Dir: "versions", Existing: imported[:i], Syntax: options.Syntax}
		out, err := WriteImported(imported[i], place)
		if err != nil {
			t.Fatal(err)
		}
		written[out.Files[0].Path] = &fstest.MapFile{Data: []byte(out.Files[0].Text)}
	}
	read, err := own{}.Read(written, []string{"versions"}, options)
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != len(scripts) {
		t.Fatalf("%d of %d scripts are read again", len(read), len(scripts))
	}
	byID := map[string]script.Script{}
	for _, s := range read {
		byID[s.ID] = s
	}
	parent := ""
	for i, want := range scripts {
		got, ok := byID[imported[i].ID]
		if !ok {
			t.Fatalf("%s is missing", imported[i].ID)
		}
		if diff := cmp.Diff([]script.Section{want.Up, want.Down}, []script.Section{got.Up, got.Down}, sameStatements...); diff != "" {
			t.Errorf("%s: %s", want.Path, diff)
		}
		if got.Checksum != want.Checksum || got.Message != want.Message || !got.Created.Equal(want.Created) {
			t.Errorf("%s: %q of %v with the checksum %s", want.Path, got.Message, got.Created, got.Checksum)
		}
		if parent != "" && (len(got.Revises) != 1 || got.Revises[0] != parent) || parent == "" && len(got.Revises) > 0 {
			t.Errorf("%s revises %v, want %q", got.ID, got.Revises, parent)
		}
		parent = got.ID
	}
}
