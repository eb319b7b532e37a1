package format

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// files makes a file system of names and texts in turn.
func files(list ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(list); i += 2 {
		fsys[list[i]] = &fstest.MapFile{Data: []byte(list[i+1])}
	}
	return fsys
}

func options() Options {
	return Options{
		Options: script.Options{Syntax: sqlfile.Postgres()}, Dialect: "postgres",
		Outside: func(sql string) bool { return strings.Contains(sql, "CONCURRENTLY") },
	}
}

// summary tells scripts in a line each: "ID (message): up / down".
func summary(scripts []script.Script) []string {
	var list []string
	section := func(s *script.Section) string {
		var parts []string
		if s.Missing {
			return "-"
		}
		if s.NoTransaction {
			parts = append(parts, "[no transaction]")
		}
		if s.Irreversible != "" {
			parts = append(parts, "["+s.Irreversible+"]")
		}
		for _, stmt := range s.Statements {
			text := strings.Join(append(stmt.Comment, stmt.SQL), "|")
			if stmt.NoTransaction {
				text += "!"
			}
			parts = append(parts, text)
		}
		for _, line := range s.Tail {
			parts = append(parts, "|"+line)
		}
		return strings.Join(parts, "; ")
	}
	for i := range scripts {
		s := &scripts[i]
		line := fmt.Sprintf("%s (%s): %s / %s", s.ID, s.Message, section(&s.Up), section(&s.Down))
		if s.Doc != "" {
			line += " # " + s.Doc
		}
		if s.Repeatable {
			line += " repeatable"
		}
		list = append(list, line)
	}
	return list
}

const concurrently = "CREATE INDEX CONCURRENTLY i ON t (a)"

var readTests = []struct {
	name, format string
	fsys         fstest.MapFS
	want         []string
}{
	{"goose", "goose", files(
		"00010_last_one.sql", "-- +goose Up\nSELECT 10\n-- +goose Down\n",
		"9_nine.sql", "-- what it is for\n\n-- +goose NO TRANSACTION\n-- +goose Up\n-- lock\n"+concurrently+";\n--   +GOOSE down\nDROP INDEX i;\n",
		"0001_init.sql", "-- +goose up\r\n-- +goose StatementBegin\r\nDO $$ BEGIN\r\n  PERFORM 1; END $$;\r\n-- +goose StatementEnd\r\nSELECT 1; SELECT 2;\r\n-- rest\r\n",
		"notes.sql", "not SQL", "embed.go", "package x", "0002_x_test.go", "", ".0003_x.sql", "(",
	), []string{
		"0001 (init): DO $$ BEGIN\r\n  PERFORM 1; END $$; SELECT 1; SELECT 2; |rest / -",
		"9 (nine): [no transaction]; lock|" + concurrently + " / [no transaction]; DROP INDEX i # what it is for",
		"00010 (last one): SELECT 10 / ",
	}},
	{"several statements for goose as one", "goose", files(
		"1_a.sql", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\nSELECT 2;\n-- +goose StatementEnd\n",
	), []string{"1 (a): SELECT 1; SELECT 2 / -"}},
	{"golang-migrate", "golang-migrate", files(
		"2_two.up.sql", "BEGIN;\nSELECT 1;\n-- more\nSELECT 2;\nCOMMIT;\n",
		"10_ten.up.sql", concurrently, "10_ten.down.sql", "-- schemadiff: down, irreversible: rows are lost\n-- careful\nDROP INDEX i;",
		"1_one.up.sql", "", "README.sql", "(", "3_three.up.cql", "x",
	), []string{
		"1 (one):  / -",
		"2 (two): SELECT 1; more|SELECT 2 / -",
		"10 (ten): " + concurrently + "! / [rows are lost]; careful|DROP INDEX i",
	}},
	{"dbmate", "dbmate", files(
		"20240102030405_second.sql", "-- migrate:up transaction:false\n"+concurrently+";\n\n-- migrate:down\nDROP INDEX i;",
		"20230102030405-first.sql", "-- hello\n-- migrate:up\nSELECT '\n';\n--migrate:down transaction:true\n", "schema.sql", "(",
	), []string{
		"20230102030405 (first): SELECT '\n' /  # hello",
		"20240102030405 (second): [no transaction]; " + concurrently + " / DROP INDEX i",
	}},
	{"flyway", "flyway", files(
		"V2__b.sql", "SELECT 2;", "V1_10__ten.sql", "SELECT 1.10;", "V1.9__nine_steps.sql", "SELECT 1.9;", "U1_9__nine_steps.sql", "SELECT -1.9;",
		"sub/V3__c.sql", concurrently, "sub/V3__c.sql.conf", "# x\nexecuteInTransaction = FALSE\n",
		"R__views.sql", "SELECT 'v';", "R__a_b.sql", "SELECT '${x}'", "R__a_b.sql.conf", "flyway.placeholderReplacement=false",
		"B1.5__base.sql", "SELECT 'base'", "afterMigrate.sql", "(", "V4__java.java", "",
	), []string{
		"1.5 (base): SELECT 'base' / -",
		"1.9 (nine steps): SELECT 1.9 / SELECT -1.9",
		"1.10 (ten): SELECT 1.10 / -",
		"2 (b): SELECT 2 / -",
		"3 (c): [no transaction]; " + concurrently + " / -",
		"R_a_b (a b): SELECT '${x}' / - repeatable",
		"R_views (views): SELECT 'v' / - repeatable",
	}},
	{"a baseline that nobody needs", "flyway", files("V1__a.sql", "SELECT 1", "B2__b.sql", "SELECT 'base'", "V3__c.sql", "SELECT 3"), []string{
		"1 (a): SELECT 1 / -", "3 (c): SELECT 3 / -",
	}},
	{"atlas", "atlas", withSum(files(
		"1_a.sql", "-- about\n-- atlas:txmode none\n-- atlas:nolint\n\n-- why\n"+concurrently+";\n",
		"2_check.sql", "-- atlas:checkpoint\n\nSELECT 'all';",
		"3_c.sql", "-- atlas:delimiter \\n\\n\n\n-- first\nSELECT 1;\n\nSELECT '\n\n2'\n\n\nSELECT 3",
		"4_own.sql", "-- atlas:sum ignore\n\nSELECT 4;",
	)), []string{
		"1 (a): [no transaction]; why|" + concurrently + " / - # about",
		"3 (c): first|SELECT 1; SELECT '\n\n2'; SELECT 3 / -",
		"4 (own): SELECT 4 / -",
	}},
	{"diesel", "diesel", files(
		"2018-07-10-061642_first/up.sql", "SELECT 1;", "2018-07-10-061642_first/down.sql", "",
		"2019-01-01-000000_second/up.sql", concurrently, "2019-01-01-000000_second/metadata.toml", "# x\nrun_in_transaction = false # y\n",
		"2019-01-01-000000_second/down.sql", "raise;\nend\n$$;\n", "2019-01-01-000000_second/notes.md", "", ".x/up.sql", "(",
	), []string{
		"2018_07_10_061642_first (first): SELECT 1 / ",
		"2019_01_01_000000_second (second): [no transaction]; " + concurrently + " / [the way back is no valid SQL: this dollar-quoted string is never closed by $$]; |raise;; |end; |$$;",
	}},
	{"prisma", "prisma", files("20230101000000_a_b/migration.sql", "SELECT 1;", "migration_lock.toml", "provider = \"postgresql\"", "10_c/migration.sql", "SELECT 2;"), []string{
		"10_c (c): SELECT 2 / -",
		"20230101000000_a_b (a b): SELECT 1 / -",
	}},
	{"pairs for several dialects", "pairs", files(
		"2_b.up.sql", "SELECT 'neutral'", "2_b.postgres.up.sql", "SELECT 'postgres'", "2_b.mysql.up.sql", "SELECT `mysql`", "2_b.down.sql", "SELECT 'down'",
		"10_c.mysql.up.sql", "SELECT `mysql`", "10_c.mysql.down.sql", "", "1.0.a.autocommit.up.sql", "SELECT 1", "head.up.sql", "",
	), []string{
		"1.0.a (a): [no transaction]; SELECT 1 / -",
		"2_b (b): SELECT 'postgres' / SELECT 'down'",
		"head_ (head):  / -",
	}},
	{"plain", "plain", files("10.sql", "SELECT 10", "9_a b.sql", "SELECT 9", "20230101120000_x.sql", "SELECT 11", "x.txt", ""), []string{
		"9_a_b (a b): SELECT 9 / -", "10 (): SELECT 10 / -", "20230101120000_x (x): SELECT 11 / -",
	}},
}

// withSum adds atlas.sum.
func withSum(fsys fstest.MapFS) fstest.MapFS {
	var names []string
	for name := range fsys {
		names = append(names, name)
	}
	fsys[sumName] = &fstest.MapFile{Data: []byte(sumOf(fsys, names))}
	return fsys
}

func sumOf(fsys fstest.MapFS, names []string) string {
	for i := range names {
		for j := range i {
			if names[i] < names[j] {
				names[i], names[j] = names[j], names[i]
			}
		}
	}
	return atlasSum(names, func(name string) string { return string(fsys[name].Data) })
}

// below moves files into a directory.
func below(dir string, fsys fstest.MapFS) fstest.MapFS {
	moved := fstest.MapFS{}
	for name, file := range fsys {
		moved[dir+"/"+name] = file
	}
	return moved
}

func TestRead(t *testing.T) {
	for _, test := range readTests {
		t.Run(test.name, func(t *testing.T) {
			fsys := below("db/migrations", test.fsys)
			from, err := Detect(fsys, []string{"db/migrations"})
			if err != nil || from.Name() != test.format {
				t.Fatalf("it is taken for %v, %v", from, err)
			}
			scripts, err := from.Read(fsys, []string{"db/migrations", "./db//migrations"}, options())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, summary(scripts)); diff != "" {
				t.Error(diff)
			}
			for i, s := range scripts {
				if i > 0 && (len(s.Revises) != 1 || s.Revises[0] != scripts[i-1].ID) || i == 0 && len(s.Revises) > 0 {
					t.Errorf("%s revises %v", s.ID, s.Revises)
				}
				if s.Checksum != s.Sum() || len(s.Checksum) != 64 {
					t.Errorf("%s has the checksum %q", s.ID, s.Checksum)
				}
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	tests := []struct {
		name, format string
		fsys         fstest.MapFS
		want         string
	}{
		{"goose without Up", "goose", files("1_a.sql", "SELECT 1;"), `x/1_a.sql:1:1: the file has no line "-- +goose Up" (goose can't run it either)
x/1_a.sql:1:1: this statement stands above the section that goes up (it would not run)`},
		{"goose and the environment", "goose", files("1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT 1;"), `x/1_a.sql:1:1: goose puts variables of the environment into this file`},
		{"goose with an unknown word", "goose", files("1_a.sql", "-- +goose Up\n-- +goose StatmentBegin\n"), `x/1_a.sql:2:1: unknown annotation "+goose statmentbegin"`},
		{"goose without end", "goose", files("1_a.sql", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n"), `x/1_a.sql:3:1: no line "-- +goose StatementEnd"`},
		{"goose twice", "goose", files("1_a.sql", "-- +goose Up\n-- +goose Up\n"), `x/1_a.sql:2:1: the file has a second line "-- +goose up"`},
		{"goose in Go", "goose", files("1_a.sql", "-- +goose Up\n", "2_b.go", "package x"), `x/2_b.go: this revision is written in Go`},
		{"goose with one number twice", "goose", files("1_a.sql", "-- +goose Up\n", "001_b.sql", "-- +goose Up\n"), `x/1_a.sql: the version 1 is that of x/001_b.sql too`},
		{"a section of ours", "goose", files("1_a.sql", "-- +goose Up\n-- schemadiff: down\n"), `x/1_a.sql:2:1: this is no place for a section "down"`},
		{"a mark of ours", "goose", files("1_a.sql", "-- +goose Up\n-- schemadiff: no transacton\nSELECT 1;"), `x/1_a.sql:2:1: unknown mark "no transacton" (did you mean "no transaction"?)`},
		{"a way back from nowhere", "golang-migrate", files("1_a.down.sql", "SELECT 1"), `x/1_a.down.sql: this file takes back a revision that isn't there`},
		{"one version twice", "golang-migrate", files("1_a.up.sql", "", "1_b.up.sql", ""), `x/1_b.up.sql: the version 1 is that of x/1_a.up.sql too`},
		{"transactions inside", "golang-migrate", files("1_a.up.sql", "BEGIN;\nCOMMIT;\nSELECT 1;"), "x/1_a.up.sql:1:1: BEGIN has no place in a revision, whose transactions are made where it runs (leave it out; what can't run in a transaction is marked \"-- schemadiff: no transaction\")\nx/1_a.up.sql:2:1: COMMIT"},
		{"SQL that goes on", "golang-migrate", files("1_a.up.sql", "SELECT 1;\n SELECT 'a"), "x/1_a.up.sql:2:9: this string is never closed"},
		{"dbmate without up", "dbmate", files("1.sql", ""), `x/1.sql:1:1: the file has no line "-- migrate:up"`},
		{"dbmate with an option", "dbmate", files("1.sql", "-- migrate:up transaction:no\n"), `x/1.sql:1:1: unknown option transaction:no`},
		{"placeholders", "flyway", files("V1__a.sql", "SELECT\n '${schema}'"), `x/V1__a.sql:2:3: Flyway puts the value of ${schema} in here`},
		{"versions that are the same", "flyway", files("V1__a.sql", "", "V1_0__b.sql", ""), `x/V1__a.sql: the version 1 is that of x/V1_0__b.sql too`},
		{"no atlas.sum", "atlas", files("1.sql", "SELECT 1"), `x/atlas.sum: the checksums of the directory are missing`},
		{"edited", "atlas", edited("1.sql", "SELECT 2"), `x/atlas.sum: the checksums are not those of the files: 1.sql was edited`},
		{"added", "atlas", edited("2.sql", "SELECT 2"), `x/atlas.sum: the checksums are not those of the files: 2.sql was added`},
		{"gone", "atlas", edited("1.sql", ""), `x/atlas.sum: the checksums are not those of the files: 1.sql is gone`},
		{"a directive", "atlas", withSum(files("1.sql", "-- atlas:txtar\n\nx")), `x/1.sql:1:1: the directive atlas:txtar can't be followed`},
		{"a folder", "diesel", files("a/up.sql", "", "b/other.sql", ""), `x/b: this folder has neither up.sql nor migration.sql`},
		{"a step twice", "pairs", files("a.pg.up.sql", "", "a.postgres.up.sql", ""), `x/a.postgres.up.sql: this file and x/a.pg.up.sql are for the same step`},
		{"psql", "plain", files("a.sql", "\\connect x\nSELECT 1;"), `x/a.sql:1:1: \connect is a command for psql`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			from, err := ByName(test.format)
			if err != nil {
				t.Fatal(err)
			}
			o := options()
			o.Prefix = "x"
			_, err = from.Read(test.fsys, []string{"."}, o)
			if err == nil {
				t.Fatal("there is no error")
			}
			got, want := strings.Split(err.Error(), "\n"), strings.Split(test.want, "\n")
			for i := range want {
				if len(got) != len(want) || !strings.HasPrefix(got[i], want[i]) {
					t.Fatalf("got\n%v\nwant\n%s", err, test.want)
				}
			}
		})
	}
}

// edited is a directory of Atlas that was changed without its checksums.
func edited(name, text string) fstest.MapFS {
	fsys := withSum(files("1.sql", "SELECT 1", "3.sql", "SELECT 3"))
	fsys[name] = &fstest.MapFile{Data: []byte(text)}
	if text == "" {
		delete(fsys, name)
	}
	return fsys
}

// TestAtlasSum compares with checksums that Atlas made.
func TestAtlasSum(t *testing.T) {
	got := atlasSum([]string{"1_first.sql", "2_second.sql"}, func(name string) string {
		return "create table `tbl_" + name[:1] + "` (`col` int);\n"
	})
	want := []string{
		"1_first.sql h1:uJ2MyyeTqXx4rCqtRMQAvRrfsvdwmvsZ3LcadVvCdOc=",
		"2_second.sql h1:TLO00GtsqSi8o0ySoaofBqxemrElL8fHOs3IRnqYvB8=",
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(got), "\n")[1:]); diff != "" {
		t.Error(diff)
	}
}

func TestDetectErrors(t *testing.T) {
	tests := []struct {
		name string
		fsys fstest.MapFS
		want string
	}{
		{"nothing", files("x/README.md", ""), "there are no revisions in it"},
		{"two", files("x/1_a.sql", "-- +goose Up\n", "x/2_a.sql", "-- migrate:up\n"), "x/2_a.sql is a revision of dbmate, and x/1_a.sql is one of goose"},
		{"no directory", files("y/1.sql", ""), "reading the directory of revisions"},
	}
	for _, test := range tests {
		if _, err := Detect(test.fsys, []string{"x"}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
	if _, err := ByName("gose"); err == nil {
		t.Error("an unknown format is no error")
	}
	for _, name := range append(Names(), "", "GOOSE") {
		if _, err := ByName(name); err != nil {
			t.Error(err)
		}
	}
	own := files("x/1.sql", "\n-- schemadiff: revision a\n-- schemadiff: up\n", "x/README.md", "")
	if from, err := Detect(own, []string{"x"}); err != nil || from.Name() != "schemadiff" {
		t.Errorf("our own format is taken for %v, %v", from, err)
	}
}
