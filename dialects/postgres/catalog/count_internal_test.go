package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

// TestUnread: what the catalog has beyond what was read is listed, under a kind
// that no count knows, so that law 9 fails.
func TestUnread(t *testing.T) {
	r := newReader(server{})
	r.schema.Tables = []model.Table{{Schema: "public", Name: "t", Columns: []model.Column{{Name: "a"}}}}
	r.counts = map[model.Kind]int{model.KindTable: 1, model.KindColumn: 3, kind.View: 1, kind.Cast: 0}
	r.reportUnread()
	want := []model.Unsupported{
		{ID: model.ID{Kind: kind.Unread, Name: "column (2 of 3)"}},
		{ID: model.ID{Kind: kind.Unread, Name: "view (1 of 1)"}},
	}
	if diff := cmp.Diff(want, r.schema.Unsupported); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for k, n := range r.schema.Counts() {
		if _, counted := r.counts[k]; !counted && k != kind.Unread || k == kind.Unread && n != len(want) {
			t.Errorf("%s: %d", k, n)
		}
	}
}
