package kind_test

import (
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

func TestNames(t *testing.T) {
	integer := model.Type{Name: "integer"}
	moods := model.Type{Schema: "app", Name: "mood", Array: true}
	varchar := model.Type{Name: "character varying", Modifiers: "10"}
	table := model.QName{Schema: "app", Name: "t"}
	for _, test := range []struct {
		id   model.ID
		want string
	}{
		{kind.In("app", kind.View, "v"), "view app.v"},
		{kind.Global(kind.EventTrigger, "e"), "event trigger e"},
		{kind.On(table, kind.Trigger, "tr"), "trigger app.t.tr"},
		{kind.RoutineID(kind.Function, "app", "f", nil), "function app.f()"},
		{kind.RoutineID(kind.Procedure, "app", "p", []model.Type{integer, moods}), "procedure app.p(integer, app.mood[])"},
		{kind.RoutineID(kind.Aggregate, "app", "a", []model.Type{varchar}), "aggregate app.a(character varying)"},
		{kind.OperatorID("app", "===", integer, moods), "operator app.===(integer, app.mood[])"},
		{kind.OperatorID("app", "!!", model.Type{}, integer), "operator app.!!(none, integer)"},
		{kind.MethodID(kind.OperatorClass, "app", "ops", "gist"), "operator class app.ops USING gist"},
		{kind.CastID(varchar, moods), "cast (character varying, app.mood[])"},
		{kind.TransformID(moods, "plperl"), "transform plperl(app.mood[])"},
		{kind.UserMappingID(kind.Public, "files"), "user mapping public SERVER files"},
	} {
		if got := test.id.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestKindsAreDistinct(t *testing.T) {
	all := kind.All()
	seen := map[model.Kind]bool{}
	for _, k := range slices.Concat(all, model.Kinds()) {
		if seen[k] {
			t.Errorf("%s occurs twice", k)
		}
		seen[k] = true
	}
	for _, k := range []model.RoutineKind{model.Function, model.Procedure, model.Aggregate, model.WindowFunction} {
		if !slices.Contains(all, kind.Routine(k)) {
			t.Errorf("routine kind %s has no kind of record", k)
		}
	}
}
