package gotype_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
)

// named makes a type by its package and name.
func named(path, name string) types.Type {
	o := types.NewTypeName(token.NoPos, types.NewPackage(path, "p"), name, nil)
	return types.NewNamed(o, types.NewStruct(nil, nil), nil)
}

func TestType(t *testing.T) {
	for _, test := range []struct {
		t    types.Type
		want string
		null bool
	}{
		{types.Typ[types.Int], "INTEGER", false},
		{types.Typ[types.Uint64], "INTEGER", false},
		{types.Typ[types.Float32], "REAL", false},
		{types.Typ[types.Bool], "BOOLEAN", false},
		{types.Typ[types.Complex64], "", false},
		{types.Typ[types.Uintptr], "", false},
		{types.NewSlice(types.Typ[types.Byte]), "BLOB", false},
		{types.NewArray(types.Typ[types.Byte], 16), "BLOB", false},
		{types.NewSlice(types.Typ[types.Int8]), "", false},
		{named("time", "Time"), "TIMESTAMP", false},
		{named("github.com/gofrs/uuid/v5", "NullUUID"), "TEXT", true},
		{named("example.com/app/vendor/github.com/google/uuid", "UUID"), "TEXT", false},
		{named("gopkg.in/guregu/null.v4", "Int"), "INTEGER", true},
		{named("example.com/app", "Time"), "", false},
	} {
		got, ok := gotype.Dialect{}.Type(test.t)
		if ok != (test.want != "") || ok && (got.Name != test.want || got.Null != test.null) {
			t.Errorf("%s: got %v, %v", test.t, got, ok)
		}
	}
	if got := (gotype.Dialect{}).Sized("TEXT", "20"); got != "VARCHAR(20)" {
		t.Errorf("got %s", got)
	}
}
