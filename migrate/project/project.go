package project

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/typo"
	"github.com/schemadiff/schemadiff/model"
)

// FileName is what the configuration of a project is called.
const FileName = "schemadiff.toml"

// The variables that choose the file and the environment.
const (
	VariableConfig      = "SCHEMADIFF_CONFIG"
	VariableEnvironment = "SCHEMADIFF_ENV"
	VariableURL         = "DATABASE_URL"
)

// Options say where a project is and what is asked of it.
type Options struct {
	// Dir is where the search for the file begins: empty for the working directory.
	Dir string
	// File is the configuration; empty: what SCHEMADIFF_CONFIG names, else the file
	// in Dir or the nearest directory above it, else none.
	File string
	// Environment is the one to use; empty: what SCHEMADIFF_ENV names, else the
	// default one.
	Environment string
	// Values are those of -x key=value.
	Values map[string]string
	// Lookup finds environment variables; nil is [os.LookupEnv].
	Lookup func(string) (string, bool)
	// Kinds are the dialects' kinds of objects, for filters.
	Kinds []model.Kind
	// Products are those whose databases can be named.
	Products inspect.Products
	// Address is the database of a project that says nothing at all, as seen from
	// its directory. Dialect is that of a project whose configuration doesn't tell
	// it.
	Address, Dialect string
}

// Project is the configuration of a project.
type Project struct {
	// File is the configuration's path, empty if there is none. Dir is where the
	// project is.
	File, Dir string
	// Environment is the one that was chosen; empty if none was and there is no
	// only one.
	Environment string

	options Options
	root    *node // nil without a file
}

// Database is a database of an environment with all that holds for it.
type Database struct {
	// Name is empty for the only database of an environment.
	Name string
	Settings
}

// Load finds and checks the configuration. A project without one has the
// defaults.
func Load(o Options) (*Project, error) {
	if o.Lookup == nil {
		o.Lookup = os.LookupEnv
	}
	p := &Project{options: o, Dir: o.Dir}
	if p.Dir == "" {
		p.Dir = "."
	}
	var err error
	if p.File, err = find(o); err != nil {
		return nil, err
	}
	if p.File != "" {
		p.Dir = filepath.Dir(p.File)
		text, err := os.ReadFile(p.File)
		if err != nil {
			return nil, fmt.Errorf("reading the configuration: %w", err)
		}
		if p.root, err = parse(p.File, text); err != nil {
			return nil, err
		}
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	return p, p.choose()
}

// variable returns an environment variable, empty if it isn't set.
func (o Options) variable(name string) string {
	value, ok := o.Lookup(name)
	if !ok {
		return ""
	}
	return value
}

// find returns the path of the configuration, empty if there is none.
func find(o Options) (string, error) {
	name := o.File
	if name == "" {
		name = o.variable(VariableConfig)
	}
	if name != "" {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			name = filepath.Join(name, FileName)
		}
		return name, nil
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return "", fmt.Errorf("finding the configuration: %w", err)
	}
	relative := o.Dir
	for {
		name := filepath.Join(dir, FileName)
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			return filepath.Join(relative, FileName), nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir, relative = parent, filepath.Join(relative, "..")
	}
}

// check reads all settings without the values of variables.
func (p *Project) check() error {
	d := p.decoder(nil)
	s := Defaults()
	d.apply(&s, p.root, defaultEnvironment, "env")
	if v := p.root.child(defaultEnvironment); v != nil {
		name := d.full(v)
		if environments := p.Environments(); name != "" && !slices.Contains(environments, name) {
			d.fail(v, fmt.Sprintf("there is no environment %q", name), meant(name, environments))
		}
	}
	if v := p.root.child("env"); v != nil && d.isTable(v) {
		for _, name := range v.names {
			d.environment(s, v.children[name])
		}
	}
	return d.errs.Err()
}

// environment checks the settings of an environment and its databases.
func (d *decoder) environment(s Settings, v *node) {
	if !d.isTable(v) {
		return
	}
	d.apply(&s, v, "databases")
	databases := v.child("databases")
	if databases == nil || !d.isTable(databases) {
		return
	}
	for _, name := range databases.names {
		own := s
		database := databases.children[name]
		if name == All || strings.ContainsAny(name, ", \t") {
			d.fail(database, fmt.Sprintf("a database can't be called %q", name), "--database takes a list with commas, or "+All)
		}
		if !d.isTable(database) {
			continue
		}
		d.apply(&own, database)
		if own.URL == "" && d.values == nil && database.child("url") == nil && v.child("url") == nil {
			d.fail(database, fmt.Sprintf("the database %s has no url", name), "")
		}
	}
}

// apply puts the settings of a table over others. The further keys are for
// the caller.
func (d *decoder) apply(s *Settings, table *node, further ...string) {
	keys := settingKeys()
	groups := map[string][]string{}
	var known []string
	for _, k := range keys {
		group, rest, grouped := strings.Cut(k.key, ".")
		if grouped {
			groups[group] = append(groups[group], rest)
		} else {
			known = append(known, k.key)
		}
	}
	known = append(append(known, slices.Sorted(maps.Keys(groups))...), further...)
	set := func(key string, v *node) {
		keys[slices.IndexFunc(keys, func(k setting) bool { return k.key == key })].set(d, s, v)
	}
	for _, name := range table.names {
		v := table.children[name]
		switch {
		case slices.Contains(further, name):
		case groups[name] != nil:
			if !d.isTable(v) {
				continue
			}
			for _, sub := range v.names {
				if slices.Contains(groups[name], sub) {
					set(name+"."+sub, v.children[sub])
				} else {
					d.unknown(v.children[sub], groups[name])
				}
			}
		case slices.Contains(known, name):
			set(name, v)
		default:
			d.unknown(v, known)
		}
	}
}

func (p *Project) decoder(v *values) *decoder {
	return &decoder{dir: p.Dir, kinds: p.options.Kinds, products: p.options.Products, values: v}
}

func (p *Project) values() *values {
	return &values{dir: p.Dir, env: p.options.Lookup, given: p.options.Values}
}

// Environments lists the environments in the order of the file.
func (p *Project) Environments() []string {
	if v := p.root.child("env"); v != nil {
		return v.names
	}
	return nil
}

// choose finds out which environment is meant.
func (p *Project) choose() error {
	environments := p.Environments()
	name := p.options.Environment
	if name == "" {
		name = p.options.variable(VariableEnvironment)
	}
	if name == "" {
		if v := p.root.child(defaultEnvironment); v != nil {
			name = v.text
		} else if len(environments) == 1 {
			name = environments[0]
		}
	}
	p.Environment = name
	switch {
	case name == "" || slices.Contains(environments, name):
		return nil
	case p.File == "":
		return &Error{fmt.Sprintf("there is no environment %q, since there is no %s", name, FileName), "schemadiff init writes one"}
	case len(environments) == 0:
		return &Error{fmt.Sprintf("there is no environment %q", name), fmt.Sprintf("%s has none; begin one with [env.%s]", p.File, name)}
	}
	return &Error{fmt.Sprintf("there is no environment %q in %s", name, p.File), meant(name, environments)}
}

// Error is a mistake that has no place in a file, with what to do about it.
type Error struct{ what, hint string }

// Error implements error.
func (e *Error) Error() string { return e.what }

// Hint says what to do.
func (e *Error) Hint() string { return e.hint }

func meant(name string, known []string) string {
	if near := typo.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	if len(known) == 0 {
		return ""
	}
	return "there are " + strings.Join(known, ", ")
}

// usualTarget finds the schema of a project that doesn't name it.
func (p *Project) usualTarget() []inspect.Source {
	for _, name := range []string{"schema.sql", "schema"} {
		path := filepath.Join(p.Dir, name)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if s, err := p.options.Products.ParseSource(path); err == nil {
			return []inspect.Source{s}
		}
	}
	return nil
}

// unique leaves out what was found again for another database.
func unique(list sqlfile.ErrorList) sqlfile.ErrorList {
	list.Sort()
	return slices.CompactFunc(list, func(a, b *sqlfile.Error) bool { return *a == *b })
}
