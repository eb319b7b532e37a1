package script

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// sameContent leaves out what writing a script can't keep.
var sameContent = []cmp.Option{
	cmpopts.IgnoreFields(Script{}, "Path", "Revision.Pos"), cmpopts.IgnoreFields(Section{}, "Pos"),
	cmpopts.IgnoreFields(Statement{}, "Pos"), cmpopts.EquateEmpty(),
}

// FuzzParse: no text makes the parser panic, statements are pieces of the text,
// and what is read without errors is written and read as the same.
func FuzzParse(f *testing.F) {
	f.Add(example)
	f.Add(head + "-- schemadiff: up\nSELECT 1\n-- schemadiff: down\nCOPY t FROM stdin;\n1\n\\.\n-- tail")
	f.Add(head + "/* a\r\n*/\r-- schemadiff: up /* */, irreversible: a\nSELECT $a$;$a$ /* x */; -- schemadiff: repeat, pause 1s\n\\;")
	f.Add(head + "-- schemadiff: up\nSET standard_conforming_strings=off; select 'a\\'' ;\n\\set a 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, syntax := range []sqlfile.Syntax{sqlfile.Postgres(), sqlfile.MySQL(), sqlfile.SQLite()} {
			source := sqlfile.Source{Name: "f.sql", Text: text}
			script, errs := Parse(source, syntax)
			header, _ := ParseHeader(source)
			for _, section := range []Section{script.Up, script.Down} {
				rest := text
				for _, stmt := range section.Statements {
					_, after, ok := strings.Cut(rest, stmt.SQL)
					if !ok || stmt.SQL == "" {
						t.Fatalf("%q isn't in %q", stmt.SQL, rest)
					}
					rest = after
				}
			}
			if len(errs) > 0 {
				continue
			}
			if header.ID != script.ID || header.Message != script.Message || !cmp.Equal(header.Revises, script.Revises) {
				t.Fatalf("the header alone is %v", header)
			}
			written := script.Format()
			again, errs := Parse(sqlfile.Source{Name: "f.sql", Text: written}, syntax)
			if err := errs.Err(); err != nil {
				t.Fatalf("%v\n%q\n%q", err, text, written)
			}
			if diff := cmp.Diff(script, again, sameContent...); diff != "" {
				t.Fatalf("%s\n%q\n%q", diff, text, written)
			}
			if more := again.Format(); more != written {
				t.Fatalf("written again: %s", cmp.Diff(written, more))
			}
		}
	})
}

// Values of random scripts.
var (
	anID      = rapid.StringMatching(`[a-z0-9_]{1,12}x`)
	aLine     = rapid.StringMatching(`([a-zA-Z:,ü'"$-]{1,8} ?){0,5}[a-z]`)
	statement = rapid.SampledFrom([]string{
		"SELECT 1", "SELECT 'a;b'", "DO $$ BEGIN; -- schemadiff: down\nEND $$", "SELECT /* a */\r\n 2", "SELECT '--'",
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END", "SELECT (';')", `SELECT "a;b", E'\';'`,
	})
)

func aStatement(t *rapid.T) Statement {
	s := Statement{SQL: statement.Draw(t, "sql"), Comment: rapid.SliceOfN(aLine, 0, 2).Draw(t, "comment")}
	if rapid.Bool().Draw(t, "irreversible") {
		s.Irreversible = aLine.Draw(t, "reason")
	}
	s.RowsOnly = rapid.Bool().Draw(t, "rows only")
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		s.NoTransaction = true
	case 3:
		s.NewTransaction = true
	case 1:
		s.Repeat = true
		s.Pause = time.Duration(rapid.Int64Range(0, 1e12).Draw(t, "pause"))
	case 2:
		s.SQL, s.Copy = "COPY t FROM stdin", true
		s.Data = rapid.SampledFrom([]string{"", "1\ta\n", "-- schemadiff: up\n;\n"}).Draw(t, "data")
	}
	return s
}

func aSection(t *rapid.T) Section {
	s := Section{Statements: rapid.SliceOfN(rapid.Custom(aStatement), 0, 4).Draw(t, "statements"), Tail: rapid.SliceOfN(aLine, 0, 2).Draw(t, "tail")}
	if rapid.Bool().Draw(t, "irreversible") {
		s.Irreversible = aLine.Draw(t, "reason")
	}
	repeated := false
	for i := range s.Statements {
		repeated = repeated || s.Statements[i].Repeat
	}
	s.NoTransaction = !repeated && rapid.Bool().Draw(t, "no transaction")
	return s
}

func aScript(t *rapid.T) Script {
	var s Script
	s.ID = anID.Draw(t, "id")
	s.Revises, s.DependsOn, s.Labels = rapid.SliceOfN(anID, 0, 3).Draw(t, "revises"), rapid.SliceOfN(anID, 0, 2).Draw(t, "depends"), rapid.SliceOfN(anID, 0, 2).Draw(t, "labels")
	s.Message, s.Doc = aLine.Draw(t, "message"), strings.Join(rapid.SliceOfN(aLine, 0, 3).Draw(t, "doc"), "\n\n")
	if rapid.Bool().Draw(t, "created") {
		zone := time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "zone"))
		s.Created = time.Unix(rapid.Int64Range(1, 4e9).Draw(t, "seconds"), rapid.Int64Range(0, 999999999).Draw(t, "nanoseconds")).In(zone)
	}
	for _, id := range rapid.SliceOfN(anID, 0, 3).Draw(t, "squashes") {
		s.Squashes = append(s.Squashes, Squashed{ID: id, Checksum: rapid.SampledFrom([]string{"", "0a"}).Draw(t, "checksum")})
	}
	s.Up, s.Down = aSection(t), aSection(t)
	if rapid.Bool().Draw(t, "missing") {
		s.Down = Section{Missing: true}
	}
	s.Checksum = s.Sum()
	return s
}

func TestFormatRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := aScript(t)
		for _, text := range []string{want.Format(), "\ufeff" + want.Format()} {
			got := mustParse(t, text)
			if diff := cmp.Diff(want, got, sameContent...); diff != "" {
				t.Fatalf("%s\n%s", diff, text)
			}
		}
	})
}
