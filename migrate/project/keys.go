package project

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/gostruct/names"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

// setting is a key that may stand at the top, in an environment and in a
// database.
type setting struct {
	key string
	set func(d *decoder, s *Settings, v *node)
}

// defaultEnvironment is the one key that stands at the top alone.
const defaultEnvironment = "default_env"

// settingKeys has all settings, in the order of the documentation.
func settingKeys() []setting {
	return []setting{
		{"url", func(d *decoder, s *Settings, v *node) { s.URL = d.url(v) }},
		{"dialect", func(d *decoder, s *Settings, v *node) { s.Dialect = d.word(v, d.products.Dialects()...) }},
		{"migrations", func(d *decoder, s *Settings, v *node) { s.Migrations = d.paths(v) }},
		{"recursive", func(d *decoder, s *Settings, v *node) { s.Recursive = d.flag(v) }},
		{"format", func(d *decoder, s *Settings, v *node) { s.Format = d.word(v, format.Names()...) }},
		{"target", func(d *decoder, s *Settings, v *node) { s.Target = d.sources(v) }},

		{"naming.tables", func(d *decoder, s *Settings, v *node) { s.Naming.Tables = d.word(v, NamesSingular, NamesPlural) }},
		{"naming.initialisms", func(d *decoder, s *Settings, v *node) { s.Naming.Initialisms = d.texts(v) }},
		{"naming.primary_key", func(d *decoder, s *Settings, v *node) { s.Naming.PrimaryKey = d.naming(v, false) }},
		{"naming.unique", func(d *decoder, s *Settings, v *node) { s.Naming.Unique = d.naming(v, false) }},
		{"naming.index", func(d *decoder, s *Settings, v *node) { s.Naming.Index = d.naming(v, false) }},
		{"naming.foreign_key", func(d *decoder, s *Settings, v *node) { s.Naming.ForeignKey = d.naming(v, true) }},
		{"naming.check", func(d *decoder, s *Settings, v *node) { s.Naming.Check = d.naming(v, false) }},
		{"naming.exclusion", func(d *decoder, s *Settings, v *node) { s.Naming.Exclusion = d.naming(v, false) }},

		{"go.comments", func(d *decoder, s *Settings, v *node) { s.Go.Comments = d.flag(v) }},
		{"go.enums", func(d *decoder, s *Settings, v *node) { s.Go.Enums = d.flag(v) }},
		{"go.build_tags", func(d *decoder, s *Settings, v *node) { s.Go.BuildTags = d.texts(v) }},

		{"files.name", func(d *decoder, s *Settings, v *node) { s.Files.Name = d.template(v) }},
		{"files.id", func(d *decoder, s *Settings, v *node) { s.Files.ID = d.word(v, IDTime, IDRandom, IDSequential) }},
		{"files.time_zone", func(d *decoder, s *Settings, v *node) { s.Files.TimeZone = d.zone(v) }},
		{"files.slug_length", func(d *decoder, s *Settings, v *node) { s.Files.SlugLength = d.number(v, 1, 200) }},
		{"files.template", func(d *decoder, s *Settings, v *node) { s.Files.Template = d.path(v) }},
		{"hooks", func(d *decoder, s *Settings, v *node) { s.Hooks = d.hooks(v) }},

		{"version.table", func(d *decoder, s *Settings, v *node) { s.Version.Table = d.object(v) }},
		{"version.history", func(d *decoder, s *Settings, v *node) { s.Version.History = d.object(v) }},
		{"version.schema", func(d *decoder, s *Settings, v *node) { s.Version.Schema = d.expanded(v) }},

		{"compare.schemas", func(d *decoder, s *Settings, v *node) { s.Compare.Filter.Schemas = d.schemas(v) }},
		{"compare.include", func(d *decoder, s *Settings, v *node) { s.Compare.Filter.Include = d.patterns(v) }},
		{"compare.exclude", func(d *decoder, s *Settings, v *node) { s.Compare.Filter.Exclude = d.patterns(v) }},
		{"compare.owners", func(d *decoder, s *Settings, v *node) { s.Compare.Owners = d.flag(v) }},
		{"compare.privileges", func(d *decoder, s *Settings, v *node) { s.Compare.Privileges = d.flag(v) }},
		{"compare.roles", func(d *decoder, s *Settings, v *node) { s.Compare.Roles = d.flag(v) }},

		{"run.transaction", func(d *decoder, s *Settings, v *node) {
			s.Run.Transaction = d.word(v, TransactionRevision, TransactionRun)
		}},
		{"run.lock_timeout", func(d *decoder, s *Settings, v *node) { s.Run.LockTimeout = d.duration(v) }},
		{"run.lock_retries", func(d *decoder, s *Settings, v *node) { s.Run.LockRetries = d.number(v, 0, 10_000) }},
		{"run.lock_wait", func(d *decoder, s *Settings, v *node) { s.Run.LockWait = d.duration(v) }},
		{"run.statement_timeout", func(d *decoder, s *Settings, v *node) { s.Run.StatementTimeout = d.duration(v) }},
		{"run.before", func(d *decoder, s *Settings, v *node) { s.Run.Before = d.texts(v) }},
		{"run.after", func(d *decoder, s *Settings, v *node) { s.Run.After = d.texts(v) }},
	}
}

// hookKeys are the keys of a hook.
func hookKeys() []string { return []string{"name", "command", "dir"} }

// Keys lists every key that a file may have, with dots: those of hooks begin
// with "hooks.".
func Keys() []string {
	keys := []string{defaultEnvironment}
	for _, s := range settingKeys() {
		if s.key != "hooks" {
			keys = append(keys, s.key)
			continue
		}
		for _, key := range hookKeys() {
			keys = append(keys, "hooks."+key)
		}
	}
	return keys
}

// zone reads a time zone.
func (d *decoder) zone(v *node) *time.Location {
	text := d.full(v)
	if text == "local" || text == "Local" {
		return time.Local
	}
	zone, err := time.LoadLocation(text)
	if err != nil {
		d.fail(v, "there is no time zone "+strconv.Quote(text), `write "UTC", "local", or a name such as "Europe/Berlin"`)
		return time.UTC
	}
	return zone
}

// template checks the template of file names.
func (d *decoder) template(v *node) string {
	text := d.full(v)
	if _, err := (script.Naming{Template: text}).Path("id", "message", time.Unix(0, 0)); err != nil && text != "" {
		d.fail(v, err.Error(), "")
	}
	return text
}

// naming checks the template of names in the database.
func (d *decoder) naming(v *node, foreign bool) string {
	text := d.full(v)
	if err := names.Check(text, foreign); err != nil {
		d.fail(v, err.Error(), "")
	}
	return text
}

// sources reads the sources of a schema. Paths are as seen from the file.
func (d *decoder) sources(v *node) []inspect.Source {
	var list []inspect.Source
	for _, item := range d.list(v) {
		text := d.expanded(item)
		if text == "" {
			continue
		}
		s, err := d.products.ParseSource(text)
		switch {
		case err != nil:
			d.failWith(item, err)
			continue
		case s.Kind == inspect.Stdin:
			d.fail(item, "a project's schema can't be standard input", "name a file or a directory")
			continue
		case s.Kind == inspect.Path:
			s, err = d.products.ParseSource(d.locate(text))
		case s.File() != "":
			s, err = d.products.ParseSource(d.locateFile(s))
		case s.Kind == inspect.Go && isPathPattern(s.Location()):
			s, err = d.products.ParseSource("go:" + d.locatePattern(s.Location()))
		case s.Kind == inspect.ORM:
			if mapper, pattern := s.ORM(); isPathPattern(pattern) {
				s, err = d.products.ParseSource(mapper + ":" + d.locatePattern(pattern))
			}
		case s.Kind == inspect.Revisions:
			if dir, at := s.Revisions(); dir != "" {
				s, err = d.products.ParseSource(strings.TrimSuffix("migrations:"+d.locate(dir)+"@"+at, "@"))
			}
		}
		if err != nil {
			d.failWith(item, err)
			continue
		}
		list = append(list, s)
	}
	return list
}

// isPathPattern says whether a pattern of Go packages begins with a path.
func isPathPattern(pattern string) bool {
	return pattern == "." || pattern == ".." || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../")
}

// locatePattern is locate for such a pattern, which stays one.
func (d *decoder) locatePattern(pattern string) string {
	path := filepath.ToSlash(d.locate(pattern))
	if filepath.IsAbs(path) || isPathPattern(path) {
		return path
	}
	return "./" + path
}

func (d *decoder) schemas(v *node) []string {
	var list []string
	for _, item := range d.list(v) {
		glob, err := inspect.ParseSchemaPattern(d.full(item))
		if err != nil {
			d.failWith(item, err)
		}
		list = append(list, glob)
	}
	return list
}

func (d *decoder) patterns(v *node) []inspect.Pattern {
	var list []inspect.Pattern
	for _, item := range d.list(v) {
		p, err := inspect.ParsePattern(d.full(item), d.kinds...)
		if err != nil {
			d.failWith(item, err)
		}
		list = append(list, p)
	}
	return list
}

// hooks reads [[hooks]].
func (d *decoder) hooks(v *node) []Hook {
	var list []Hook
	for _, item := range d.list(v) {
		if !d.isTable(item) {
			continue
		}
		h := Hook{Dir: d.dir}
		for _, name := range item.names {
			value := item.children[name]
			switch name {
			case "name":
				h.Name = d.full(value)
			case "command":
				h.Command = d.command(value)
			case "dir":
				h.Dir = d.path(value)
			default:
				d.unknown(value, hookKeys())
			}
		}
		if len(h.Command) == 0 {
			if item.child("command") == nil {
				d.fail(item, "a hook needs a command", `command = ["pg_format", "--inplace", "{file}"]`)
			}
			continue
		}
		if h.Name == "" {
			h.Name = h.Command[0]
		}
		list = append(list, h)
	}
	return list
}

// command reads a program and its arguments.
func (d *decoder) command(v *node) []string {
	list := d.texts(v)
	if len(list) == 0 || list[0] == "" {
		d.fail(v, "the command is empty", `command = ["pg_format", "--inplace", "{file}"]`)
		return nil
	}
	if !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, "{file}") }) {
		d.fail(v, "the command doesn't say where the file's path goes", `put "{file}" among its arguments`)
	}
	return list
}
