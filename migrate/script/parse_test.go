package script

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// example is the file of the package comment.
const example = `-- schemadiff: revision 20261120_103000_a1b2c3d4
-- message:    add the users' e-mail addresses
-- revises:    20261119_090000_0badcafe
-- depends on: billing
-- labels:     shop
-- created:    2026-11-20 10:30:00 +01:00
--
-- Anything else that a reader should know.

-- schemadiff: up

-- lock: ACCESS EXCLUSIVE on users
ALTER TABLE users ADD COLUMN email text;

-- schemadiff: no transaction
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);

-- schemadiff: repeat, pause 100ms
UPDATE users SET email = '' WHERE id IN (SELECT id FROM users WHERE email IS NULL LIMIT 1000);

-- schemadiff: down

-- schemadiff: irreversible: the addresses are lost
ALTER TABLE users DROP COLUMN email;
`

func parse(text string) (Script, sqlfile.ErrorList) {
	return Parse(sqlfile.Source{Name: "f.sql", Text: text}, sqlfile.Postgres())
}

// mustParse parses a text that has no error.
func mustParse(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string,
) Script {
	t.Helper()
	script, errs := parse(text)
	if err := errs.Err(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return script
}

func TestParseExample(t *testing.T) {
	got := mustParse(t, example)
	want := Script{
		Message:  "add the users' e-mail addresses",
		Doc:      "Anything else that a reader should know.",
		Created:  time.Date(2026, 11, 20, 10, 30, 0, 0, time.FixedZone("", 3600)),
		Path:     "f.sql",
		Checksum: got.Checksum,
		Up: Section{Pos: model.Pos{File: "f.sql", Line: 10, Column: 1}, Statements: []Statement{
			{
				SQL: "ALTER TABLE users ADD COLUMN email text", Comment: []string{"lock: ACCESS EXCLUSIVE on users"},
				Pos: model.Pos{File: "f.sql", Line: 13, Column: 1},
			},
			{
				SQL: "CREATE INDEX CONCURRENTLY users_email_idx ON users (email)", NoTransaction: true,
				Pos: model.Pos{File: "f.sql", Line: 16, Column: 1},
			},
			{
				SQL:    "UPDATE users SET email = '' WHERE id IN (SELECT id FROM users WHERE email IS NULL LIMIT 1000)",
				Repeat: true, Pause: 100 * time.Millisecond, Pos: model.Pos{File: "f.sql", Line: 19, Column: 1},
			},
		}},
		Down: Section{Pos: model.Pos{File: "f.sql", Line: 21, Column: 1}, Statements: []Statement{{
			SQL: "ALTER TABLE users DROP COLUMN email", Irreversible: "the addresses are lost",
			Pos: model.Pos{File: "f.sql", Line: 24, Column: 1},
		}}},
	}
	want.ID, want.Pos = "20261120_103000_a1b2c3d4", model.Pos{File: "f.sql", Line: 1, Column: 1}
	want.Revises, want.DependsOn, want.Labels = []string{"20261119_090000_0badcafe"}, []string{"billing"}, []string{"shop"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(got.Checksum) != 64 {
		t.Errorf("the checksum is %q", got.Checksum)
	}
	if diff := cmp.Diff(example, got.Format()); diff != "" {
		t.Errorf("the canonical form is another:\n%s", diff)
	}
}

const head = "-- schemadiff: revision a\n-- message: m\n"

func TestParseBody(t *testing.T) {
	one := func(up ...Statement) Script { return Script{Up: Section{Statements: up}, Down: Section{Missing: true}} }
	tests := []struct {
		name, body string
		want       Script
	}{
		{"no statement", "-- schemadiff: up\n", one()},
		{
			"what pg_dump writes for psql", "-- schemadiff: up\n\\restrict dUmp;\n\nSELECT 1;\n-- schemadiff: repeat\n\\unrestrict dUmp;\nDELETE FROM a;\n",
			one(Statement{SQL: "SELECT 1"}, Statement{SQL: "DELETE FROM a", Repeat: true}),
		},
		{"last statement without semicolon", "-- schemadiff: up\nSELECT 1", one(Statement{SQL: "SELECT 1"})},
		{
			"a section begins before the semicolon",
			"-- schemadiff: up\nSELECT 1\n-- schemadiff: down\nSELECT 2\n",
			Script{Up: Section{Statements: []Statement{{SQL: "SELECT 1"}}}, Down: Section{Statements: []Statement{{SQL: "SELECT 2"}}}},
		},
		{
			"an empty way back", "-- schemadiff: up\nSELECT 1;\n-- schemadiff: down\n",
			Script{Up: Section{Statements: []Statement{{SQL: "SELECT 1"}}}},
		},
		{
			"down first", "-- schemadiff: down\nSELECT 2;\n-- schemadiff: up\nSELECT 1;\n",
			Script{Up: Section{Statements: []Statement{{SQL: "SELECT 1"}}}, Down: Section{Statements: []Statement{{SQL: "SELECT 2"}}}},
		},
		{
			"marks of sections", "/* schemadiff: Upgrade, no-transaction */\nSELECT 1;\n--schemadiff:down,irreversible: rows, all of them, are gone\n",
			Script{
				Up:   Section{NoTransaction: true, Statements: []Statement{{SQL: "SELECT 1"}}},
				Down: Section{Irreversible: "rows, all of them, are gone"},
			},
		},
		{
			"dollar quotes hide what is in them", "-- schemadiff: up\nDO $x$ BEGIN\n-- schemadiff: down\nPERFORM 1; END $x$;\n",
			one(Statement{SQL: "DO $x$ BEGIN\n-- schemadiff: down\nPERFORM 1; END $x$"}),
		},
		{
			"an atomic body", "-- schemadiff: up\nCREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\nSELECT 3;",
			one(Statement{SQL: "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"}, Statement{SQL: "SELECT 3"}),
		},
		{
			"data of a copy", "-- schemadiff: up\nCOPY t (a) FROM stdin; -- rows\n1\n-- schemadiff: down\n\\N\n\\.\nSELECT 1;",
			one(Statement{SQL: "COPY t (a) FROM stdin", Copy: true, Data: "1\n-- schemadiff: down\n\\N\n", Comment: []string{"rows"}}, Statement{SQL: "SELECT 1"}),
		},
		{"a copy without rows", "-- schemadiff: up\nCOPY t FROM stdin;\n\\.\n", one(Statement{SQL: "COPY t FROM stdin", Copy: true})},
		{
			"marks behind their statement", "-- schemadiff: up\nSELECT 1; -- schemadiff: no transaction\nSELECT 2;",
			one(Statement{SQL: "SELECT 1", NoTransaction: true}, Statement{SQL: "SELECT 2"}),
		},
		{
			"marks before the semicolon", "-- schemadiff: up\nSELECT 1 -- schemadiff: repeat\n;\nSELECT 2;",
			one(Statement{SQL: "SELECT 1", Repeat: true}, Statement{SQL: "SELECT 2"}),
		},
		{
			"several marks", "-- schemadiff: up\n-- schemadiff: repeat\n-- schemadiff: pause: 2s\n-- schemadiff: irreversible\nDELETE FROM t;",
			one(Statement{SQL: "DELETE FROM t", Repeat: true, Pause: 2 * time.Second, Irreversible: noReason}),
		},
		{
			"new transaction", "-- schemadiff: up\nSELECT 1;\n-- schemadiff: new-transaction, Rows Only\nSELECT 2;",
			one(Statement{SQL: "SELECT 1"}, Statement{SQL: "SELECT 2", NewTransaction: true, RowsOnly: true}),
		},
		{
			"several marks on a line", "-- schemadiff: up\n-- SchemaDiff: REPEAT, pause = 2 s, irreversible because of it, too\nDELETE FROM t;",
			one(Statement{SQL: "DELETE FROM t", Repeat: true, Pause: 2 * time.Second, Irreversible: "because of it, too"}),
		},
		{
			"comments", "-- schemadiff: up\n\n-- one\n--   two\n/* three\n   four */\nSELECT /* in */ 1; -- five\n-- six\n",
			Script{
				Up: Section{
					Statements: []Statement{{SQL: "SELECT /* in */ 1", Comment: []string{"one", "  two", "three", "  four", "five"}}},
					Tail:       []string{"six"},
				},
				Down: Section{Missing: true},
			},
		},
		{
			"a comment for the target schema", "-- schemadiff: up\nCREATE TABLE t (\n a int -- schemadiff: renamed from b\n);",
			one(Statement{SQL: "CREATE TABLE t (\n a int -- schemadiff: renamed from b\n)"}),
		},
		{
			"strings that aren't standard", "-- schemadiff: up\nSET standard_conforming_strings = off;\nSELECT 'a\\'b' -- c\n;",
			one(Statement{SQL: "SET standard_conforming_strings = off"}, Statement{SQL: "SELECT 'a\\'b'", Comment: []string{"c"}}),
		},
		{"carriage returns", "-- schemadiff: up\r\nSELECT\r\n1;\r\n", one(Statement{SQL: "SELECT\r\n1"})},
		{"start without transaction", "-- schemadiff: up\nPREPARE p AS SELECT 1;", one(Statement{SQL: "PREPARE p AS SELECT 1"})},
	}
	ignore := []cmp.Option{
		cmpopts.IgnoreFields(Script{}, "Revision", "Message", "Path", "Checksum"),
		cmpopts.IgnoreFields(Section{}, "Pos"), cmpopts.IgnoreFields(Statement{}, "Pos"), cmpopts.EquateEmpty(),
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustParse(t, head+test.body)
			if diff := cmp.Diff(test.want, got, ignore...); diff != "" {
				t.Error(diff)
			}
			again := mustParse(t, got.Format())
			if diff := cmp.Diff(test.want, again, ignore...); diff != "" {
				t.Errorf("written and read again:\n%s", diff)
			}
			if again.Checksum != got.Checksum {
				t.Error("writing it changes the checksum")
			}
		})
	}
}

func TestParseHeader(t *testing.T) {
	type want struct {
		message, doc               string
		revises, dependsOn, labels []string
		created                    string
		squashes                   []Squashed
	}
	tests := []struct {
		name, text string
		want       want
	}{
		{"only the ID", "", want{}},
		{"base", "-- revises: base\n", want{}},
		{"nothing", "-- revises:\n", want{}},
		{"a merge", "-- revises: b, c ,d\n-- Depends_On:x\n", want{revises: []string{"b", "c", "d"}, dependsOn: []string{"x"}}},
		{"spelling", "-- MESSAGE :  hello  world \n-- depends-on: y\n", want{message: "hello world", dependsOn: []string{"y"}}},
		{"a colon in the message", "-- message: a: b\n", want{message: "a: b"}},
		{"created", "-- created: 2026-01-02T03:04:05Z\n", want{created: "2026-01-02 03:04:05 +00:00"}},
		{"created without zone", "-- created: 2026-01-02 03:04\n", want{created: "2026-01-02 03:04:00 +00:00"}},
		{"created with a zone", "-- created: 2026-01-02 03:04:05.5 -03:30\n", want{created: "2026-01-02 03:04:05.5 -03:30"}},
		{"squashes", "-- squashes: x 0a1b, y\n-- squashes: z\n", want{squashes: []Squashed{{"x", "0a1b"}, {"y", ""}, {"z", ""}}}},
		{"remarks behind an empty comment", "-- message: m\n--\n-- one: two\n--\n--   three\n\n-- four\n", want{message: "m", doc: "one: two\n\n  three\n\nfour"}},
		{"remarks behind an empty line", "-- message: m\n\n-- one\n", want{message: "m", doc: "one"}},
		{"remarks in a block", "-- message: m\n\n/* one\n   two */\n", want{message: "m", doc: "one\n  two"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			script := mustParse(t, "\ufeff\n-- schemadiff: revision a\n"+test.text+"-- schemadiff: up\n")
			for range 2 {
				got := want{script.Message, script.Doc, script.Revises, script.DependsOn, script.Labels, "", script.Squashes}
				if !script.Created.IsZero() {
					got.created = script.Created.Format(createdLayouts[0])
				}
				if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(want{})); diff != "" {
					t.Error(diff)
				}
				script = mustParse(t, script.Format())
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", `f.sql:1:1: the file doesn't begin with a line "-- schemadiff: revision ID" (a file that is no revision doesn't belong among them)`},
		{"no header", "SELECT 1;", `f.sql:1:1: the file doesn't begin with a line "-- schemadiff: revision ID" (a file that is no revision doesn't belong among them)`},
		{"no ID", "-- schemadiff: revision\n-- schemadiff: up\n", "f.sql:1:24: an ID has at least one character"},
		{"ID", "-- schemadiff: revision a-b\n-- schemadiff: up\n", `f.sql:1:25: the ID "a-b" has the character '-', which identifiers are put together with`},
		{"key", "-- schemadiff: revision a\n-- massage: m\n-- schemadiff: up\n", `f.sql:2:4: the header has no key "massage" (did you mean "message"?)`},
		{"no key", "-- schemadiff: revision a\n-- author: me\n-- schemadiff: up\n", `f.sql:2:4: the header has no key "author" (there are message, revises, depends on, labels, created, squashes; an empty comment line "--" ends the header)`},
		{"remarks in the header", "-- schemadiff: revision a\n-- what I think\n-- schemadiff: up\n", `f.sql:2:4: "what I think" is no line "key: value" of the header (an empty comment line "--" ends the header)`},
		{"twice", head + "-- message: n\n-- schemadiff: up\n", `f.sql:3:4: the header says "message" twice`},
		{"time", head + "-- created: today\n-- schemadiff: up\n", `f.sql:3:4: reading "created": "today" is no time such as 2026-11-20 10:30:00 +01:00`},
		{"parents", head + "-- revises: a b\n-- schemadiff: up\n", `f.sql:3:4: reading "revises": the ID "a b" has white space in it`},
		{"no parent between commas", head + "-- revises: a,,b\n-- schemadiff: up\n", `f.sql:3:4: reading "revises": an ID has at least one character`},
		{"control characters", head + "-- labels: \x1b[31m\n-- schemadiff: up\n", `f.sql:3:4: the header has an invisible character`},
		{"no up", head, `f.sql:3:1: the file has no section "-- schemadiff: up" (a revision that does nothing has an empty one)`},
		{"statement before up", head + "SELECT 1;\nSELECT 2;\n-- schemadiff: up\n", `f.sql:3:1: this statement stands before "-- schemadiff: up" (every statement belongs to a section)`},
		{"two ups", head + "-- schemadiff: up\n-- schemadiff: up\n", `f.sql:4:1: the file has a second section "up" (each direction has one)`},
		{"mark", head + "-- schemadiff: up\n-- schemadiff: no transacton\nSELECT 1;", `f.sql:4:1: unknown mark "no transacton" (did you mean "no transaction"?)`},
		{"mark unlike any", head + "-- schemadiff: up\n-- schemadiff: lightning\nSELECT 1;", `f.sql:4:1: unknown mark "lightning" (marks are up, down, no transaction, new transaction, rows only, repeat, pause, irreversible)`},
		{"pause", head + "-- schemadiff: up\n-- schemadiff: repeat, pause 3\nSELECT 1;", `f.sql:4:1: "3" is no time to pause (write it as in "pause 100ms" or "pause 2s")`},
		{"pause without repeat", head + "-- schemadiff: up\n-- schemadiff: pause 3s\nSELECT 1;", `f.sql:4:1: a pause is between repetitions, and the statement isn't repeated (write "repeat, pause 100ms")`},
		{"repeat without transaction", head + "-- schemadiff: up, no transaction\n-- schemadiff: repeat\nSELECT 1;", `f.sql:4:1: the section runs without transaction, and a repeated statement needs one each time (mark the other statements instead of the section)`},
		{"new transaction of a section", head + "-- schemadiff: up, new transaction\nSELECT 1;", `f.sql:3:1: a section begins in a new transaction anyway (mark the statement that is to begin another)`},
		{"repeated section", head + "-- schemadiff: up, repeat\nSELECT 1;", `f.sql:3:1: a section can't be repeated (mark the statement that is to be repeated)`},
		{"mark without statement", head + "-- schemadiff: up\nSELECT 1;\n-- schemadiff: repeat\n", `f.sql:5:1: no statement follows this mark (a mark stands above its statement)`},
		{"mark inside of a statement", head + "-- schemadiff: up\nSELECT\n  -- schemadiff: repeat\n1;", `f.sql:5:3: the mark "repeat" stands inside of a statement (a mark stands above its statement)`},
		{"psql", head + "-- schemadiff: up\n\\set a 1\nSELECT :a;\n\\echo x\n", `f.sql:4:1: \set is a command for psql, which doesn't run this file (write it in SQL)
f.sql:6:1: \echo is a command for psql, which doesn't run this file (write it in SQL)`},
		{"psql sends", head + "-- schemadiff: up\nSELECT 1 \\g\nSELECT 2 \\r\nSELECT 1\\; SELECT 2;", `f.sql:4:10: \g is a command for psql, which doesn't run this file (write it in SQL)
f.sql:5:10: \r is a command for psql, which doesn't run this file (write it in SQL)
f.sql:6:9: \; is a command for psql, which doesn't run this file (write it in SQL)`},
		{"transaction", head + "-- schemadiff: up\nBEGIN;\nSELECT 1;\nCOMMIT;\n", `f.sql:4:1: BEGIN has no place in a revision, whose transactions are made where it runs (leave it out; what can't run in a transaction is marked "-- schemadiff: no transaction")
f.sql:6:1: COMMIT has no place`},
		{"savepoint", head + "-- schemadiff: up\nSELECT 1;\n-- schemadiff: down\nstart /* a */ transaction", `f.sql:6:1: START TRANSACTION has no place`},
		{"a string that is never closed", head + "-- schemadiff: up\nSELECT 'a;\n-- schemadiff: down\n", `f.sql:4:8: this string is never closed`},
		{"a parenthesis that is never closed", head + "-- schemadiff: up\nCREATE TABLE t (a int;\n-- schemadiff: down\nDROP TABLE t;", `f.sql:4:16: this parenthesis is never closed`},
		{"UTF-8", head + "-- schemadiff: up\nSELECT '\xff';", `f.sql:4:9: byte 0xff is not UTF-8`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, errs := parse(test.text)
			got := ""
			if err := errs.Err(); err != nil {
				got = err.Error()
			}
			gotLines, wantLines := strings.Split(got, "\n"), strings.Split(test.want, "\n")
			for i, want := range wantLines {
				if len(gotLines) != len(wantLines) || !strings.HasPrefix(gotLines[i], want) {
					t.Fatalf("got\n%s\nwant\n%s", got, test.want)
				}
			}
		})
	}
}

func TestChecksum(t *testing.T) {
	of := func(text string) string { return mustParse(t, text).Checksum }
	text := head + "-- schemadiff: up\nSELECT 1;\n-- schemadiff: no transaction\nSELECT\n2;\n-- schemadiff: down\nSELECT 3;\n"
	same := map[string]string{
		"CR LF":    strings.ReplaceAll(text, "\n", "\r\n"),
		"header":   strings.Replace(text, "message: m", "message: other\n-- labels: x", 1),
		"comments": strings.Replace(text, "SELECT 1", "-- more\n\n\nSELECT 1", 1),
		"reasons":  strings.Replace(text, "no transaction", "no transaction, irreversible: x", 1),
	}
	for name, other := range same {
		if of(other) != of(text) {
			t.Errorf("%s: the checksum is another", name)
		}
	}
	differs := map[string]string{
		"a character":     strings.Replace(text, "SELECT 1", "SELECT  1", 1),
		"a comment in it": strings.Replace(text, "SELECT 1", "SELECT /**/ 1", 1),
		"a mark":          strings.Replace(text, "-- schemadiff: no transaction\n", "", 1),
		"the direction":   strings.NewReplacer("up", "down", "down", "up").Replace(text),
		"no way back":     text[:strings.Index(text, "-- schemadiff: down")],
		"order":           strings.NewReplacer("1", "3", "3", "1").Replace(text),
	}
	for name, other := range differs {
		if of(other) == of(text) {
			t.Errorf("%s: the checksum is the same", name)
		}
	}
}
