package gotype_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/gotype"
	"github.com/schemadiff/schemadiff/model"
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
		{types.Typ[types.Int], "bigint", false},
		{types.Typ[types.Uint8], "tinyint unsigned", false},
		{types.Typ[types.Bool], "tinyint(1)", false},
		{types.Typ[types.Float32], "float", false},
		{types.Typ[types.String], "varchar(255)", false},
		{types.Typ[types.Complex64], "", false},
		{types.NewSlice(types.Typ[types.Byte]), "longblob", false},
		{types.NewSlice(types.Typ[types.Int8]), "", false},
		{named("time", "Time"), "datetime(6)", false},
		{named("github.com/gofrs/uuid/v5", "NullUUID"), "char(36)", true},
		{named("gopkg.in/guregu/null.v4", "Int"), "bigint", true},
		{named("github.com/go-sql-driver/mysql", "NullTime"), "datetime(6)", true},
		{named("example.com/app", "Time"), "", false},
	} {
		got, ok := gotype.Dialect{}.Type(test.t)
		if ok != (test.want != "") || ok && (got.Name != test.want || got.Null != test.null) {
			t.Errorf("%s: got %v, %v", test.t, got, ok)
			continue
		}
		if _, err := mysql.ParseType(got.Name, mysql.Default()); ok && err != nil {
			t.Error(err)
		}
	}
}

func TestSized(t *testing.T) {
	for _, test := range [][3]string{
		{"varchar(255)", "20", "varchar(20)"},
		{"longblob", "16", "varbinary(16)"},
		{"decimal(65,30)", "10,2", "decimal(10,2)"},
		{"datetime(6)", "3", "datetime(3)"},
		{"int unsigned", "5", "int(5) unsigned"},
	} {
		if got := (gotype.Dialect{}).Sized(test[0], test[1]); got != test[2] {
			t.Errorf("%s of size %s is %s; want %s", test[0], test[1], got, test[2])
		}
	}
}

// What the server takes in parentheses alone, and what it takes without them.
func TestBare(t *testing.T) {
	for text, want := range map[string]bool{
		"1": true, "-1.5": true, "'it''s'": true, "NULL": true, "true": true, "x'00'": true, "_utf8mb4'x'": true,
		"current_timestamp": true, "CURRENT_TIMESTAMP(6)": true, "now()": true,
		"uuid()": false, "1 + 2": false, "now() + interval 1 day": false, "": false, "json_array()": false, "a": false,
	} {
		if got := (gotype.Dialect{}).Bare(text); got != want {
			t.Errorf("%q stands without parentheses: %v; want %v", text, got, want)
		}
	}
}

// TestGoType looks at types of the database and back.
func TestGoType(t *testing.T) {
	for text, want := range map[string][3]string{ // the type of Go, what the tag says
		"tinyint(1)": {"bool"}, "int unsigned": {"uint32"}, "bigint": {"int64"}, "mediumint": {"int32", "mediumint"},
		"varchar(255)": {"string"}, "varchar(80)": {"string", "", "80"}, "char(2)": {"string", "char(2)"}, "text": {"string", "text"},
		"datetime(6)": {"Time"}, "datetime": {"Time", "datetime"}, "timestamp(3)": {"Time", "timestamp(3)"}, "year": {"int16", "year"},
		"decimal(10,2)": {"string", "decimal(10,2)"}, "json": {"RawMessage"}, "varbinary(16)": {"", "", "16"}, "set('a','b')": {"string", "set('a','b')"},
	} {
		parsed, err := mysql.ParseType(text, mysql.Default())
		if err != nil {
			t.Fatal(err)
		}
		got := (gotype.Writer{}).GoType(parsed, nil)
		if got.Name != want[0] || got.Type != want[1] || got.Size != want[2] {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if got := (gotype.Writer{}).GoType(model.Type{Name: "decimal", Modifiers: "10,2"}, []string{"decimal"}); got.Name != "Decimal" || got.Size != "10,2" {
		t.Errorf("decimal of the library: %+v", got)
	}
}
