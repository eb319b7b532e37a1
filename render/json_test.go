package render_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// everyObject has an object of each kind with some fields set.
func everyObject() []model.Entry {
	q := model.QName{Schema: "app", Name: "t"}
	expr := model.Expr{Text: "a < b AND c <> '<&>'"}
	check := model.Check{Name: "c", Expr: expr, NotValid: true}
	return []model.Entry{
		{ID: id(model.KindSchema, "app"), Object: model.Namespace{Name: "app", Comment: "x"}},
		{ID: id(model.KindExtension, "citext"), Object: model.Extension{Name: "citext", Version: "1.6"}},
		{ID: id(model.KindEnum, "app", "e"), Object: model.Enum{Schema: "app", Name: "e", Labels: []string{"b", "a"}}},
		{ID: id(model.KindDomain, "app", "d"), Object: model.Domain{Schema: "app", Name: "d", Base: model.Type{Name: "text"}, Checks: []model.Check{check}}},
		{ID: id(model.KindDomainConstraint, "app", "d", "c"), Object: check},
		{ID: id(model.KindComposite, "app", "k"), Object: model.Composite{Schema: "app", Name: "k", Attributes: []model.Attribute{{Name: "x", Type: model.Type{Name: "text", Array: true}}}}},
		{ID: id(model.KindRange, "app", "r"), Object: model.Range{Schema: "app", Name: "r", Subtype: model.Type{Name: "date"}}},
		{ID: id(model.KindSequence, "app", "s"), Object: model.Sequence{Schema: "app", Name: "s", Options: model.SequenceOptions{Type: "bigint", Min: -9223372036854775808, Max: 9223372036854775807}}},
		{ID: id(model.KindTable, "app", "t"), Object: model.Table{Schema: "app", Name: "t", Columns: []model.Column{{Name: "id", Type: model.Type{Name: "integer"}, Default: expr}}}},
		{ID: id(model.KindColumn, "app", "t", "id"), Object: model.Column{Name: "id", Type: model.Type{Name: "integer"}, NotNull: true}},
		{ID: id(model.KindPrimaryKey, "app", "t", "t_pkey"), Object: model.Key{Name: "t_pkey", Primary: true, Columns: []string{"id"}}},
		{ID: id(model.KindUnique, "app", "t", "t_key"), Object: model.Key{Name: "t_key", Columns: []string{"id"}, Parent: q}},
		{ID: id(model.KindCheck, "app", "t", "c"), Object: check},
		{ID: id(model.KindExclusion, "app", "t", "x"), Object: model.Exclusion{Name: "x", Method: "gist", Elements: []model.ExclusionElement{{IndexKey: model.IndexKey{Column: "id"}, Operator: model.QName{Name: "="}}}}},
		{ID: id(model.KindForeignKey, "app", "t", "f"), Object: model.ForeignKey{Name: "f", Columns: []string{"id"}, References: q, OnDelete: model.SetNull}},
		{ID: id(model.KindIndex, "app", "t", "i"), Object: model.Index{Name: "i", Method: "btree", Keys: []model.IndexKey{{Expr: expr, Descending: true}}}},
		{ID: id(model.KindStatistics, "app", "st"), Object: model.Statistics{Schema: "app", Name: "st", Table: q, Kinds: []string{"mcv"}, Columns: []string{"a", "b"}}},
	}
}

func everyChange() []diff.Change {
	list := []diff.Change{
		diff.Rename{From: id(model.KindColumn, "app", "t", "a"), To: id(model.KindColumn, "app", "t", "b")},
		diff.Unsupported{ID: id("view", "app", "v"), Reason: "objects of this kind are not compared", New: "app.v"},
		diff.Unsupported{ID: id(model.KindCheck, "app", "t", "c"), Facet: diff.FacetExpression, Reason: "undecided", Old: "a", New: "b"},
	}
	for _, e := range everyObject() {
		was := e.ID
		was.Name += "_old"
		list = append(list,
			diff.Add{ID: e.ID, New: e.Object},
			diff.Drop{ID: e.ID, Old: e.Object},
			diff.Alter{OldID: e.ID, NewID: e.ID, Old: e.Object, New: e.Object, Facets: []diff.Facet{{Name: diff.FacetComment, New: "a\nb"}}},
			diff.Alter{OldID: was, NewID: e.ID, Old: e.Object, New: e.Object, Facets: []diff.Facet{{Name: diff.FacetDefault, Old: "<1>"}, {Name: diff.FacetType, Old: "x", New: "y"}}},
		)
	}
	return list
}

func TestChangeRoundTrip(t *testing.T) {
	for _, c := range everyChange() {
		data, err := render.MarshalChange(c)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(data) || bytes.Contains(data, []byte(`\u003c`)) {
			t.Errorf("%s: %s", c.Object(), data)
		}
		back, err := render.UnmarshalChange(data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if diff := cmp.Diff(c, back); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%s", c.Object(), diff, data)
		}
	}
}

func TestUnmarshalChangeErrors(t *testing.T) {
	for data, want := range map[string]string{
		`{`:            "reading a change: unexpected end of JSON input",
		`{"op":"eat"}`: `reading the change of  : there is no operation "eat"`,
		`{"op":"add","object":{"kind":"table","name":"t"}}`:                     "reading the change of table t: the object is missing",
		`{"op":"drop","object":{"kind":"table","name":"t"},"from":{"name":1}}`:  "reading the change of table t: json: cannot unmarshal number into Go struct field Table.name of type string",
		`{"op":"unsupported","object":{"kind":"view","name":"v"},"from":["x"]}`: "reading the change of view v: json: cannot unmarshal array into Go value of type string",
	} {
		if _, err := render.UnmarshalChange([]byte(data)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", data, err, want)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := render.WriteJSON(&b, bigReport()); err != nil {
		t.Fatal(err)
	}
	golden(t, "review.json", b.String())
	b.Reset()
	if err := render.WriteJSON(&b, render.Report{From: "a.sql", To: "b.sql"}); err != nil {
		t.Fatal(err)
	}
	golden(t, "same.json", b.String())
}

// TestJSONIsDocumented looks up every field that the writer uses, and every
// code, in the page for users.
func TestJSONIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := func(word string) bool { return strings.Contains(string(page), "`"+word+"`") }
	report := bigReport()
	report.Missing = []render.Missing{{Chosen: id(model.KindTable, "a", "b"), Left: id(model.KindSchema, "a"), Why: render.LackAdd}}
	var b strings.Builder
	if err := render.WriteJSON(&b, report); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case []any:
			for _, v := range value {
				walk(v)
			}
		case map[string]any:
			for key, v := range value {
				if !documented(key) {
					t.Errorf("the field %s is not in docs/json.md", key)
				}
				_, change := value["op"]
				if change && (key == "from" || key == "to") {
					continue // objects of the model
				}
				walk(v)
			}
		}
	}
	walk(doc)
	for _, k := range model.Kinds() {
		if k != model.KindRoutine && !documented(string(k)) {
			t.Errorf("the kind %s is not in docs/json.md", k)
		}
	}
	for _, c := range []render.Code{
		render.DataLoss, render.Irreversible, render.ObjectDropped, render.MayFail, render.TableRewrite, render.TableScan,
		render.BlocksWrites, render.BlocksReads, render.ValueChange, render.Weakened, render.NotTransactional,
	} {
		if !documented(string(c)) {
			t.Errorf("the code %s is not in docs/json.md", c)
		}
	}
}
