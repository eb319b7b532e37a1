package gotype_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
)

// named makes a type by its package and name, with a type argument if there is
// one.
func named(path, name string, args ...types.Type) types.Type {
	o := types.NewTypeName(token.NoPos, types.NewPackage(path, "p"), name, nil)
	t := types.NewNamed(o, types.NewStruct(nil, nil), nil)
	if len(args) == 0 {
		return t
	}
	anything := types.NewInterfaceType(nil, nil)
	t.SetTypeParams([]*types.TypeParam{types.NewTypeParam(types.NewTypeName(token.NoPos, nil, "T", nil), anything)})
	made, err := types.Instantiate(nil, t, args, false)
	if err != nil {
		panic(err)
	}
	return made
}

func TestType(t *testing.T) {
	const pgtype = "github.com/jackc/pgx/v5/pgtype"
	for _, test := range []struct {
		t    types.Type
		want string
		null bool
	}{
		{types.Typ[types.Int], "bigint", false},
		{types.Typ[types.Uint16], "integer", false},
		{types.Typ[types.Complex64], "", false},
		{types.NewSlice(types.Typ[types.Byte]), "bytea", false},
		{types.NewArray(types.Typ[types.Byte], 16), "bytea", false},
		{types.NewSlice(types.Typ[types.Int8]), "", false},
		{named("time", "Time"), "timestamptz", false},
		{named("net/netip", "Prefix"), "cidr", false},
		{named("github.com/google/uuid", "UUID"), "uuid", false},
		{named("github.com/gofrs/uuid/v5", "NullUUID"), "uuid", true},
		{named("example.com/app/vendor/github.com/google/uuid", "UUID"), "uuid", false},
		{named("github.com/cockroachdb/apd/v3", "Decimal"), "numeric", false},
		{named("gopkg.in/guregu/null.v4", "String"), "text", true},
		{named("github.com/guregu/null/v6", "Int"), "bigint", true},
		{named(pgtype, "Timestamptz"), "timestamptz", true},
		{named(pgtype, "Range", named(pgtype, "Date")), "daterange", true},
		{named(pgtype, "Multirange", named(pgtype, "Range", named(pgtype, "Numeric"))), "nummultirange", true},
		{named(pgtype, "Range", named(pgtype, "Text")), "", true},
		{named(pgtype, "FlatArray", types.Typ[types.String]), "text[]", true},
		{named("example.com/app", "Time"), "", false},
	} {
		t.Run(test.t.String(), func(t *testing.T) {
			got, ok := gotype.Dialect{}.Type(test.t)
			if ok != (test.want != "") || ok && (got.Name != test.want || got.Null != test.null) {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
}

func TestSized(t *testing.T) {
	for _, test := range []struct{ name, size, want string }{
		{"text", "20", "varchar(20)"},
		{"text[]", "20", "varchar(20)[]"},
		{"numeric", "10,2", "numeric(10,2)"},
		{"timestamptz", "3", "timestamptz(3)"},
	} {
		if got := (gotype.Dialect{}).Sized(test.name, test.size); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
