package project_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/project"
)

// The errors of a file are told at their places; "F" stands for it.
func TestMistakesInTheFile(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no TOML", "url = ", "F:1:6: expected value, not end of input"},
		{"a key twice", "url = 'postgres:'\nurl = 'postgres:'", "F:2:1: key url is already defined"},
		{"an unknown key", "migration = ['x']", `F:1:1: there is no key "migration" (did you mean migrations?)`},
		{"a key of a group", "lock_timeout = '1s'", `F:1:1: there is no key "lock_timeout" (did you mean run.lock_timeout?)`},
		{"an unknown key in a group", "[run]\nlok_timeout = '1s'", `F:2:1: there is no key "run.lok_timeout" (did you mean lock_timeout?)`},
		{"an unknown key in an environment", "[env.dev]\nurl = 'postgres:'\ndefault_env = 'dev'", `F:3:1: there is no key "env.dev.default_env" (keys are `},
		{"an unknown key of a hook", "[[hooks]]\ncommand = ['a', '{file}']\ncomand = 'x'", `F:3:1: there is no key "hooks.comand" (did you mean command?)`},
		{"all of them", "recursive = 1\nformat = 'gose'\n[files]\nid = 'timed'\nslug_length = 0\ntime_zone = 'Europe/Berln'", strings.Join([]string{
			"F:1:13: recursive must be true or false, not a number",
			`F:2:10: format must be one of schemadiff, goose, golang-migrate, dbmate, flyway, atlas, diesel, prisma, pairs, plain, not "gose" (did you mean goose?)`,
			`F:4:6: files.id must be one of time, random, sequential, not "timed" (did you mean time?)`,
			"F:5:15: files.slug_length must be between 1 and 200",
			`F:6:13: there is no time zone "Europe/Berln" (write "UTC", "local", or a name such as "Europe/Berlin")`,
		}, "\n")},
		{"a table for a value", "[url]\nx = 1", "F:1:2: url must be a text in quotes, not a table"},
		{"a value for a table", "run = 1", "F:1:7: run must be a table, not a number"},
		{"no environment", "env = 'dev'", "F:1:7: env must be a table, not a text"},
		{"no environment of that name", "default_env = 'prd'\n[env.prod]\n[env.dev]", `F:1:15: there is no environment "prd" (did you mean prod?)`},
		{"a number for a time", "run.lock_timeout = 5", `F:1:20: run.lock_timeout must be a time such as "5s", not a number`},
		{"no time", "run.lock_timeout = '5 s'", `F:1:20: run.lock_timeout must be a time, not "5 s" (such as "500ms", "5s", "2m30s"; "0" is no limit)`},
		{"a negative time", "run.lock_timeout = '-5s'", `F:1:20: run.lock_timeout must be a time, not "-5s" (such as `},
		{"a template", "files.name = '{revision}'", "F:1:14: naming the file of a revision by "},
		{"a pattern", "compare.include = ['table:x',\n 'tabel:y']", `F:2:2: reading pattern "tabel:y": there is no kind "tabel"`},
		{"a schema pattern", "compare.schemas = ['a.b']", "F:1:20: "},
		{"no directories", "migrations = []", "F:1:1: migrations names no directory"},
		{"a directory twice", "migrations = ['a', './a']", "F:1:20: the directory is named twice"},
		{"an empty text", "version.table = ''", "F:1:17: version.table is empty"},
		{"a hook without a command", "[[hooks]]\nname = 'x'", "F:1:3: a hook needs a command ("},
		{"a hook without the file", "[[hooks]]\ncommand = ['x']", "F:2:1: the command doesn't say where the file's path goes ("},
		{"another product", "[env.dev]\nurl = 'mysql://app:s3cret@db/x'", "F:2:7: there is no kind of source mysql:// ("},
		{"a file for an address", "url = 'x.db'", "F:1:7: url isn't the address of a database (it has the form postgres://user@host/database or sqlite:app.db)"},
		{"standard input", "target = ['-']", "F:1:11: a project's schema can't be standard input"},
		{"an open variable", "url = 'postgres://${HOST/x'", "F:1:7: a ${ has no } (write $${ for the characters themselves)"},
		{"no variable", "url = '${HO ST}'", "F:1:7: ${HO ST} isn't a variable (the forms are "},
		{"variables in variables", "url = '${A:-${B}}'", "F:1:7: a variable stands in another one"},
		{"a database called all", "[env.dev.databases.all]\nurl = 'postgres:'", `F:1:20: a database can't be called "all"`},
		{"a database without an address", "[env.dev.databases.users]\nrecursive = true", "F:1:20: the database users has no url"},
		{"places after other characters", "run.before = 'é'; x", "F:1:17: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, test.text)
			_, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Lookup: lookup()})
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), file, "F")
			if got != test.want && !(strings.HasPrefix(got, test.want) && !strings.Contains(test.want, "\n")) {
				t.Errorf("(-want +got):\n%s", cmp.Diff(test.want, got))
			}
			if strings.Contains(got, "s3cret") {
				t.Errorf("a password is shown: %s", got)
			}
		})
	}
}

// What variables stand for is missed when it is needed, and only then.
func TestMissingValues(t *testing.T) {
	file := write(t, `
[env.dev]
url = "postgres://${USER}:${file:none}@db/${x.name}"
migrations = ["m_${x.name}"]
[env.empty]
[env.many.databases.a]
url = "postgres:"
`)
	for _, test := range []struct {
		name, environment string
		databases         []string
		want              []string
	}{
		{"variables", "dev", nil, []string{
			"F:3:7: ${x.name} isn't given (give it: -x name=VALUE)",
			"F:3:7: open D/none: no such file or directory (${file:none} stands for what is in the file)",
			"F:3:7: the variable USER isn't set (set it, or write ${USER:-default})",
			"F:4:15: ${x.name} isn't given (give it: -x name=VALUE)",
		}},
		{"no environment", "", nil, []string{"which environment is meant isn't said"}},
		{"no address", "empty", nil, []string{"the environment empty names no database: it has no url"}},
		{"no such database", "many", []string{"b"}, []string{`there is no database "b" in the environment many`}},
		{"no databases", "dev", []string{"b"}, []string{`there is no database "b": the environment dev has just one, without a name`}},
		{"no such environment", "mani", nil, []string{`there is no environment "mani" in F`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Environment: test.environment, Lookup: lookup()})
			if err == nil {
				_, err = p.Databases(test.databases...)
			}
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.NewReplacer(file, "F", filepath.Dir(file), "D").Replace(err.Error())
			if diff := cmp.Diff(test.want, strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Environment: "dev", Lookup: lookup(), Values: map[string]string{"name": "7"}})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := p.Settings(); err != nil || filepath.Base(s.Migrations[0]) != "m_7" {
		t.Errorf("no secret is needed here: %v, %v", s.Migrations, err)
	}
}
