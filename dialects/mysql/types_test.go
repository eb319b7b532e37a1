package mysql_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
)

var (
	mysql8  = mysql.Server{Flavour: mysql.MySQL, Major: 8, Minor: 0, Patch: 36}
	maria10 = mysql.Server{Flavour: mysql.MariaDB, Major: 10, Minor: 11, Patch: 6}
)

func TestParseType(t *testing.T) {
	tests := []struct {
		text         string
		mysql, maria model.Type
		reason       string
	}{
		{"int(11)", model.Type{Name: "int"}, model.Type{Name: "int"}, "the usual width"},
		{"INTEGER(5)", model.Type{Name: "int"}, model.Type{Name: "int", Modifiers: "5"}, "MySQL has forgotten widths"},
		{"int(10) unsigned", model.Type{Name: "int unsigned"}, model.Type{Name: "int unsigned"}, "the usual width of unsigned ones"},
		{"int(10)", model.Type{Name: "int"}, model.Type{Name: "int", Modifiers: "10"}, "it is another one for signed ones"},
		{"int(5) zerofill", model.Type{Name: "int unsigned zerofill", Modifiers: "5"}, model.Type{Name: "int unsigned zerofill", Modifiers: "5"}, "the width is needed"},
		{"boolean", model.Type{Name: "tinyint", Modifiers: "1"}, model.Type{Name: "tinyint", Modifiers: "1"}, "both keep what tools take for a boolean"},
		{"tinyint(1) unsigned", model.Type{Name: "tinyint unsigned"}, model.Type{Name: "tinyint unsigned", Modifiers: "1"}, "and this is none"},
		{"numeric(5)", model.Type{Name: "decimal", Modifiers: "5,0"}, model.Type{Name: "decimal", Modifiers: "5,0"}, "synonym"},
		{"dec", model.Type{Name: "decimal", Modifiers: "10,0"}, model.Type{Name: "decimal", Modifiers: "10,0"}, "defaults are printed"},
		{"double precision", model.Type{Name: "double"}, model.Type{Name: "double"}, "two words"},
		{"float(30)", model.Type{Name: "double"}, model.Type{Name: "double"}, "precision chooses the type"},
		{"float(7,4)", model.Type{Name: "float", Modifiers: "7,4"}, model.Type{Name: "float", Modifiers: "7,4"}, "scale keeps it"},
		{"character varying(20)", model.Type{Name: "varchar", Modifiers: "20"}, model.Type{Name: "varchar", Modifiers: "20"}, "two words"},
		{"enum('a','it''s', \"b\\\\\")", model.Type{Name: "enum", Modifiers: `'a','it''s','b\\'`}, model.Type{Name: "enum", Modifiers: `'a','it''s','b\\'`}, "one form of quotes"},
		{"datetime(0)", model.Type{Name: "datetime"}, model.Type{Name: "datetime"}, "no fractions"},
		{"timestamp(6)", model.Type{Name: "timestamp", Modifiers: "6"}, model.Type{Name: "timestamp", Modifiers: "6"}, "fractions"},
		{"year(4)", model.Type{Name: "year"}, model.Type{Name: "year"}, "there is one year only"},
		{"json", model.Type{Name: "json"}, model.Type{Name: "longtext"}, "MariaDB has none"},
		{"serial", model.Type{Name: "bigint unsigned"}, model.Type{Name: "bigint unsigned"}, "with attributes of the column"},
		{"geometrycollection", model.Type{Name: "geomcollection"}, model.Type{Name: "geometrycollection"}, "as each prints it"},
		{"char byte", model.Type{Name: "binary", Modifiers: "1"}, model.Type{Name: "binary", Modifiers: "1"}, "bytes"},
		{"long varbinary", model.Type{Name: "mediumblob"}, model.Type{Name: "mediumblob"}, "from other products"},
	}
	for _, test := range tests {
		for server, want := range map[mysql.Server]model.Type{mysql8: test.mysql, maria10: test.maria} {
			if got, err := mysql.ParseType(test.text, server); got != want || err != nil {
				t.Errorf("%v: %s is %q, %v; want %q (%s)", server, test.text, got, err, want, test.reason)
			}
		}
	}
	for _, text := range []string{"", "nothing", "int(a)", "int(", "enum(1)", "int(5) null", "varchar(20", "decimal(,)"} {
		if got, err := mysql.ParseType(text, mysql8); err == nil {
			t.Errorf("%q is %q; want an error", text, got)
		}
	}
}

func TestTypesForPeople(t *testing.T) {
	for text, want := range map[string]string{
		"int(5) unsigned zerofill": "int(5) unsigned zerofill", "enum('a','b')": "enum('a','b')", "decimal(10,2) unsigned": "decimal(10,2) unsigned",
	} {
		if got, err := mysql.ParseType(text, maria10); err != nil || got.String() != want {
			t.Errorf("%s reads %q, %v", text, got, err)
		}
	}
}

func TestParseServer(t *testing.T) {
	tests := []struct {
		text   string
		want   mysql.Server
		number int
	}{
		{"8.0.36-0ubuntu0.22.04.1", mysql8, 80036},
		{"9.1.0", mysql.Server{Flavour: mysql.MySQL, Major: 9, Minor: 1}, 90100},
		{"5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204", maria10, 1101106},
		{"10.11.6-MariaDB", maria10, 1101106},
		{"mariadb 11.4", mysql.Server{Flavour: mysql.MariaDB, Major: 11, Minor: 4}, 1110400},
		{"8.0.11-TiDB-v8.5.0", mysql.Server{Flavour: mysql.TiDB, Major: 8, Minor: 5}, 2080500},
		{"mysql 8.4", mysql.Server{Flavour: mysql.MySQL, Major: 8, Minor: 4}, 80400},
	}
	for _, test := range tests {
		got, err := mysql.ParseServer(test.text)
		if err != nil || got != test.want || got.Number() != test.number || mysql.ServerOf(got.Number()) != got {
			t.Errorf("%q is %v (%d), %v; want %v (%d)", test.text, got, got.Number(), err, test.want, test.number)
		}
	}
	for _, text := range []string{"", "x", "5.7.44", "10.3.1-MariaDB", "8.x"} {
		if got, err := mysql.ParseServer(text); err == nil {
			t.Errorf("%q is %v; want an error", text, got)
		}
	}
	if s := maria10; s.MinMySQL(8, 0, 0) || !s.MinMariaDB(10, 7, 0) || s.MinMariaDB(11, 0, 0) {
		t.Error("the predicates are wrong about MariaDB")
	}
}

func TestIsNow(t *testing.T) {
	for text, want := range map[string]bool{
		"current_timestamp": true, "current_timestamp(6)": true, "current_timestamp()": true, "current_timestamp(6)+interval(1)": false,
		"current_timestamp(6) + (1)": false, "current_timestamp(6) + 1": false, "current_timestamps": false, "now": false,
	} {
		if mysql.IsNow(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
