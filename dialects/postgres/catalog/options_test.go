package catalog

import (
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestOptionsWithoutTheServersMark(t *testing.T) {
	for _, test := range []struct {
		name string
		list []string
		want []model.Option
	}{
		{"none", nil, nil},
		{"the mark alone", []string{"pg_attver=22094264"}, nil},
		{"an option beside it", []string{"pg_attver=22094264", "n_distinct=5"}, []model.Option{{Name: "n_distinct", Value: "5"}}},
	} {
		if got := newReader(server{}).options("", test.list); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v; want %v", test.name, got, test.want)
		}
	}
}
