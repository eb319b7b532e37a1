package plan

import (
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestHoldsAll(t *testing.T) {
	for _, c := range []struct {
		from, to model.Type
		want     bool
	}{
		{model.Type{Name: "integer"}, model.Type{Name: "bigint"}, true},
		{model.Type{Name: "bigint"}, model.Type{Name: "integer"}, false},
		{model.Type{Name: "integer"}, model.Type{Name: "numeric", Modifiers: "12,2"}, true},
		{model.Type{Name: "integer"}, model.Type{Name: "numeric", Modifiers: "10,2"}, false},
		{model.Type{Name: "bigint"}, model.Type{Name: "numeric"}, true},
		{model.Type{Name: "bigint"}, model.Type{Name: "double precision"}, false},
		{model.Type{Name: "real"}, model.Type{Name: "double precision"}, true},
		{model.Type{Name: "numeric", Modifiers: "10,2"}, model.Type{Name: "numeric", Modifiers: "12,4"}, true},
		{model.Type{Name: "numeric", Modifiers: "10,2"}, model.Type{Name: "numeric", Modifiers: "10,4"}, false},
		{model.Type{Name: "numeric"}, model.Type{Name: "numeric", Modifiers: "10,4"}, false},
		{model.Type{Name: "uuid"}, model.Type{Name: "text"}, true},
		{model.Type{Name: "character", Modifiers: "3"}, model.Type{Name: "text"}, false},
		{model.Type{Name: "text"}, model.Type{Name: "character varying", Modifiers: "20"}, false},
		{model.Type{Name: "integer", Array: true}, model.Type{Name: "bigint", Array: true}, true},
		{model.Type{Name: "integer"}, model.Type{Name: "bigint", Array: true}, false},
		{model.Type{Schema: "app", Name: "mood"}, model.Type{Name: "text"}, false},
	} {
		if got := holdsAll(c.from, c.to); got != c.want {
			t.Errorf("%s to %s: got %t", c.from, c.to, got)
		}
	}
}
