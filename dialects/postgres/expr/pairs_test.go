package expr

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

// pair is a line of the pair files: two texts that mean the same (Written and
// Postgres15) or don't (Written and Different).
type pair struct {
	Kind       string `json:"kind"`
	Extra      string `json:"extra"` // the type of the column
	Written    string `json:"written"`
	Postgres15 string `json:"postgres15"`
	Different  string `json:"different"`
}

// readPairs reads a file of pairs, skipping the test if it isn't there.
func readPairs(t *testing.T, file string) []pair {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Skipf("there are no pairs: %v", err)
	}
	defer f.Close()
	var out []pair
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var p pair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, p)
	}
	return out
}

// sharedFile finds a file of the shared pairs.
func sharedFile(name string) string {
	dir := os.Getenv("SCHEMADIFF_EXPRESSIONS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "expressions")
	}
	return filepath.Join(dir, name)
}

// typ reads a type as SQL writes it, for tests.
func typ(text string) model.Type {
	t := model.Type{Name: text}
	if base, ok := strings.CutSuffix(t.Name, "[]"); ok {
		t.Name, t.Array = base, true
	}
	if i := strings.IndexByte(t.Name, '('); i >= 0 {
		j := strings.IndexByte(t.Name, ')')
		t.Name, t.Modifiers = t.Name[:i]+t.Name[j+1:], t.Name[i+1:j]
	}
	switch t.Name {
	case "varchar":
		t.Name = "character varying"
	case "char", "character":
		if t.Name = "character"; t.Modifiers == "" {
			t.Modifiers = "1"
		}
	case "timestamptz":
		t.Name = "timestamp with time zone"
	case "timestamp":
		t.Name = "timestamp without time zone"
	case "time":
		t.Name = "time without time zone"
	case "timetz":
		t.Name = "time with time zone"
	case "bool":
		t.Name = "boolean"
	case "int":
		t.Name = "integer"
	}
	if app, ok := strings.CutPrefix(t.Name, "app."); ok {
		t.Schema, t.Name = "app", app
	}
	return t
}

// appSchema is the schema that setup.sql of the shared pairs makes.
func appSchema() *model.Schema {
	columns := func(list ...string) []model.Column {
		var out []model.Column
		for _, c := range list {
			name, t, _ := strings.Cut(c, " ")
			out = append(out, model.Column{Name: name, Type: typ(t)})
		}
		return out
	}
	return &model.Schema{
		Namespaces: []model.Namespace{{Name: "app"}},
		Enums:      []model.Enum{{Schema: "app", Name: "mood", Labels: []string{"sad", "ok", "happy"}}},
		Domains:    []model.Domain{{Schema: "app", Name: "posint", Base: typ("integer")}},
		Sequences:  []model.Sequence{{Schema: "app", Name: "sq"}},
		Routines: []model.Routine{
			{Schema: "app", Name: "addone", Kind: model.Function, Args: []model.RoutineArg{{Type: typ("integer")}}, Returns: typ("integer")},
			{Schema: "app", Name: "label", Kind: model.Function, Args: []model.RoutineArg{{Type: typ("text")}, {Type: typ("integer"), Default: "3"}}, Returns: typ("text")},
		},
		Tables: []model.Table{
			{Schema: "app", Name: "t", Columns: columns(
				"id bigint", "i integer", "i2 smallint", "n numeric(10,2)", "f double precision", "v varchar(50)", "c char(5)", "tx text",
				"ts timestamp", "tz timestamptz", "d date", "tm time", "iv interval", "bo boolean", "m app.mood", "j json", "jb jsonb",
				"ta text[]", "va varchar(10)[]", "ia integer[]", "u uuid", "ip inet", "dom app.posint", "rng int4range", "tsv tsvector")},
			{Schema: "app", Name: "p", Columns: columns("id bigint", "name text", "amount numeric")},
			{Schema: "app", Name: "q", Columns: columns("id bigint", "p_id bigint", "kind varchar(10)", "qty integer", "at timestamptz")},
		},
	}
}

func appCatalog(t testing.TB, major int) (*Catalog, Scope) {
	t.Helper()
	schema := appSchema()
	c, err := NewCatalog(major, schema)
	if err != nil {
		t.Fatal(err)
	}
	scope := TableScope(&schema.Tables[0])
	scope.SearchPath = []string{"app", "public"}
	return c, scope
}

// TestSharedPairs decides the shared pairs under the rules of every version,
// whatever the one that printed them.
func TestSharedPairs(t *testing.T) {
	for major := 13; major <= 18; major++ {
		t.Run(strconv.Itoa(major), func(t *testing.T) { sharedPairs(t, major) })
	}
}

func sharedPairs(t *testing.T, major int) {
	t.Helper()
	c, scope := appCatalog(t, major)
	for _, p := range readPairs(t, sharedFile("same.jsonl")) {
		written, read := scope, scope
		read.SearchPath = nil
		if p.Kind == "default" || p.Kind == "gen" {
			target := typ(p.Extra)
			if p.Extra == "mood" || p.Extra == "posint" {
				target = model.Type{Schema: "app", Name: p.Extra}
			}
			written, read = written.Assign(target), read.Assign(target)
		}
		if p.Postgres15 == "<none>" {
			p.Postgres15 = "NULL"
		}
		compare(t, c, p, written, p.Written, read, p.Postgres15, true)
	}
	for _, p := range readPairs(t, sharedFile("different.jsonl")) {
		compare(t, c, p, scope, p.Written, scope, p.Different, false)
	}
}

func compare(t *testing.T, c *Catalog, p pair, s1 Scope, text1 string, s2 Scope, text2 string, same bool) {
	t.Helper()
	key := c.Key
	switch p.Kind {
	case "view":
		s1.Relation, s1.Columns, s2.Relation, s2.Columns = model.QName{}, nil, model.QName{}, nil
		key = c.QueryKey
	case "idx":
		key = func(s Scope, text string) (string, error) {
			key, _, err := c.IndexKey(s, text)
			return key, err
		}
	}
	a, err1 := key(s1, text1)
	b, err2 := key(s2, text2)
	if err1 != nil || err2 != nil {
		t.Errorf("%s %s\n  %s\n  %s\n  undecided: %v, %v", p.Kind, p.Extra, text1, text2, err1, err2)
		return
	}
	if (a == b) != same {
		t.Errorf("%s %s: same = %v\n  %s\n  %s\n  %s\n  %s", p.Kind, p.Extra, a == b, text1, text2, a, b)
	}
}
