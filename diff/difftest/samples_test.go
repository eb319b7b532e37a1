package difftest_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

// impossible lists what no server can bring about, with the reason.
var impossible = map[string]string{
	"Rename extension":                         "an extension has one name for ever",
	"Alter domain constraint no inherit":       "domains have no children",
	"Alter domain constraint not enforced":     "the checks of domains are always enforced",
	"Alter domain constraint inherited":        "domains have no children",
	"Alter domain constraint declared locally": "domains have no children",
	"Alter column declared locally":            "no statement declares a column that is inherited",
	"Alter primary key nulls not distinct":     "the columns of a primary key are never null",
	"Alter primary key keys":                   "few products let a key say anything about its columns",
	"Alter unique constraint keys":             "few products let a key say anything about its columns",
	"Alter table partitions":                   "in few products a partition is no table of its own",
	"Alter table column order":                 "few products can put a column in another place",
	"Alter check constraint of column":         "few products tell the check of a column from one of the table",
	"Alter domain constraint of column":        "domains have no columns",
}

func TestSamplesAreWhole(t *testing.T) {
	have := map[string]bool{}
	kinds := map[string]bool{} // by the names of their Go types
	for _, s := range difftest.Samples(t) {
		found := false
		for _, c := range s.Result.Changes {
			verb := strings.TrimPrefix(fmt.Sprintf("%T", c), "diff.")
			kind := c.Object().Kind
			have[verb+" "+string(kind)] = true
			switch c := c.(type) {
			case diff.Add:
				kinds[fmt.Sprintf("%T", c.New)] = true
			case diff.Drop:
				kinds[fmt.Sprintf("%T", c.Old)] = true
			case diff.Alter:
				for _, f := range c.Facets {
					have[verb+" "+string(kind)+" "+string(f.Name)] = true
					found = found || f.Name == s.Facet && kind == s.Kind
				}
			case diff.Rename:
			case diff.Unsupported:
				found = found || c.Facet == s.Facet
			}
			found = found || s.Facet == "" && kind == s.Kind
		}
		if !found {
			t.Errorf("sample %q has no change of its sort: %v", s.Name, s.Result.Changes)
		}
		for _, id := range s.Result.NotCompared {
			if s.Name != "unsupported object" && id.Kind != "view" {
				t.Errorf("sample %q: %s is not compared", s.Name, id)
			}
		}
	}
	want := func(what string) {
		if _, never := impossible[what]; have[what] == never {
			t.Errorf("%s: there is a sample: %v, it is impossible: %v", what, have[what], never)
		}
	}
	verbs := implementers(t, "..", "isChange")
	if !slices.Contains(verbs, "Add") || !slices.Contains(verbs, "Unsupported") {
		t.Fatalf("the verbs are %v", verbs)
	}
	for _, kind := range model.Kinds() {
		if kind == model.KindRoutine {
			continue // a fact for resolving expressions
		}
		for _, verb := range verbs {
			if verb != "Unsupported" {
				want(verb + " " + string(kind))
			}
		}
		if len(diff.Facets(kind)) == 0 {
			t.Errorf("%s has no facets", kind)
		}
		for _, f := range diff.Facets(kind) {
			want("Alter " + string(kind) + " " + string(f))
		}
	}
	want("Rename " + string(diff.KindEnumValue))
	want("Rename " + string(diff.KindAttribute))
	want("Unsupported " + string(model.KindCheck))
	want("Unsupported policy")
	for _, object := range implementers(t, "../../model", "isObject") {
		if !kinds["model."+object] {
			t.Errorf("no sample holds a model.%s", object)
		}
	}
}

// implementers lists the types of a package that have a method.
func implementers(t *testing.T, dir, method string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != method {
				continue
			}
			if name, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
				list = append(list, name.Name)
			}
		}
	}
	slices.Sort(list)
	return list
}

func TestSamplesApply(t *testing.T) {
	for _, s := range difftest.Samples(t) {
		if _, err := difftest.Apply(s.Result); err != nil {
			t.Errorf("sample %q: %v", s.Name, err)
		}
		if _, err := difftest.Apply(s.Result.Invert()); err != nil {
			t.Errorf("sample %q inverted: %v", s.Name, err)
		}
	}
}
