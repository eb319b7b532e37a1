package gomodel

import (
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

func TestIsLiteral(t *testing.T) {
	for text, want := range map[string]bool{
		"1": true, "-1.5": true, "'it''s'": true, "true": true, "FALSE": true,
		"": false, "now()": false, "1 + 2": false, "'a' || 'b'": false, "-": false, "current_timestamp": false, "x'00'": false,
	} {
		if got := isLiteral(text, sqlfile.SQLite()); got != want {
			t.Errorf("%q is a literal: %v; want %v", text, got, want)
		}
	}
}

// bare is a dialect that only knows its syntax.
type bare struct{ Dialect }

func (bare) Syntax() sqlfile.Syntax       { return sqlfile.SQLite() }
func (bare) TypeText(t model.Type) string { return t.Name }
func (bare) Bare(string) bool             { return false }

// What GORM can't read itself, it is told to leave to the database.
func TestGormDefault(t *testing.T) {
	e := &emitter{dialect: bare{}}
	for _, test := range []struct{ kind, text, want string }{
		{"int64", "1", "1"},
		{"int64", "'1'", "('1')"},
		{"int64", "1.5", "(1.5)"},
		{"uint8", "-1", "(-1)"},
		{"float64", "1.5", "1.5"},
		{"bool", "true", "true"},
		{"bool", "'yes'", "('yes')"},
		{"string", "'x'", "'x'"},
		{"string", "''", "''"},
		{"string", "'it''s'", "('it''s')"},
		{"string", "1", "(1)"},
		{"string", "now()", "(now())"},
		{"Mood", "'sad'", "'sad'"},
	} {
		got := e.gormDefault(&field{typ: GoType{Name: test.kind}}, model.Column{Default: model.Expr{Text: test.text}})
		if got != test.want {
			t.Errorf("default %s of a %s is %s; want %s", test.text, test.kind, got, test.want)
		}
	}
}
