package project

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
)

// All is the name that stands for every database of an environment.
const All = "all"

// DatabaseNames lists the databases of the environment in the order of the
// file; nil if it has just one, without a name.
func (p *Project) DatabaseNames() []string {
	if databases := p.environment().child("databases"); databases != nil {
		return databases.names
	}
	return nil
}

// environment returns the table of the chosen environment, nil if none is.
func (p *Project) environment() *node { return p.root.child("env").child(p.Environment) }

// Databases returns the databases that the names choose: all of the environment
// if there are none. It needs the values of all variables that they use.
func (p *Project) Databases(names ...string) ([]Database, error) {
	if p.Environment == "" && len(p.Environments()) > 0 {
		return nil, &Error{
			"which environment is meant isn't said",
			fmt.Sprintf("--env %s, or %s, or %s in %s says it",
				strings.Join(p.Environments(), "|"), VariableEnvironment, defaultEnvironment, p.File),
		}
	}
	chosen, err := p.names(names)
	if err != nil {
		return nil, err
	}
	d := p.decoder(p.values())
	d.connect = true
	var list []Database
	for _, name := range chosen {
		db := Database{name, p.settings(d, name)}
		if db.URL == "" && len(d.errs) == 0 {
			if db.URL, err = p.usualURL(db.Dialect); err != nil {
				return nil, err
			}
		}
		if err := p.checkDialect(db); err != nil && len(d.errs) == 0 {
			return nil, err
		}
		list = append(list, db)
	}
	if len(d.errs) > 0 {
		return nil, unique(d.errs).Err()
	}
	return list, nil
}

// names checks the names of databases; "" is the only one.
func (p *Project) names(asked []string) ([]string, error) {
	known := p.DatabaseNames()
	if len(asked) == 0 || slices.Equal(asked, []string{All}) {
		if len(known) == 0 {
			return []string{""}, nil
		}
		return known, nil
	}
	var list []string
	for _, name := range asked {
		switch {
		case len(known) == 0 && p.Environment == "":
			return nil, &Error{fmt.Sprintf("there is no database %q: databases with names stand in an environment", name), "[env.dev.databases." + name + "] begins one"}
		case len(known) == 0:
			return nil, &Error{
				fmt.Sprintf("there is no database %q: the environment %s has just one, without a name", name, p.Environment),
				fmt.Sprintf("[env.%s.databases.%s] begins one", p.Environment, name),
			}
		case !slices.Contains(known, name):
			return nil, &Error{fmt.Sprintf("there is no database %q in the environment %s", name, p.Environment), meant(name, known)}
		case !slices.Contains(list, name):
			list = append(list, name)
		}
	}
	return list, nil
}

// settings puts together what holds for a database of the environment.
func (p *Project) settings(d *decoder, database string) Settings {
	s := Defaults()
	d.told = ""
	s.Migrations = []string{d.locate(s.Migrations[0])}
	if p.root != nil {
		d.apply(&s, p.root, defaultEnvironment, "env")
	}
	if env := p.environment(); env != nil {
		d.apply(&s, env, "databases")
		if table := env.child("databases").child(database); table != nil {
			d.apply(&s, table)
		}
	}
	if s.Target == nil {
		s.Target = p.usualTarget()
	}
	if s.Dialect == "" {
		s.Dialect = cmp.Or(d.told, p.usualDialect())
	}
	return s
}

// Settings returns what holds where no database is needed: addresses are left
// out, and the secrets in them aren't looked up. Where the databases of the
// environment keep their revisions apart, one must be named.
func (p *Project) Settings(names ...string) (Settings, error) {
	chosen, err := p.names(names)
	if err != nil {
		return Settings{}, err
	}
	d := p.decoder(p.values())
	var first Settings
	for i, name := range chosen {
		s := p.settings(d, name)
		if i == 0 {
			first = s
		} else if !slices.Equal(s.Migrations, first.Migrations) || s.Format != first.Format {
			return Settings{}, &Error{
				fmt.Sprintf("the databases %s and %s of the environment %s have revisions of their own", chosen[0], name, p.Environment),
				"--database NAME says which are meant",
			}
		}
	}
	if len(d.errs) > 0 {
		return Settings{}, unique(d.errs).Err()
	}
	return first, nil
}

// Dialect is the database product of the environment, as far as the configuration
// tells it.
func (p *Project) Dialect() string {
	name := ""
	if names := p.DatabaseNames(); len(names) > 0 {
		name = names[0]
	}
	return p.settings(p.decoder(p.values()), name).Dialect
}

// checkDialect refuses an address that isn't of the project's dialect.
func (p *Project) checkDialect(db Database) error {
	s, err := p.options.Products.ParseSource(db.URL)
	if err != nil || s.Dialect() == "" || s.Dialect() == db.Dialect {
		return nil //nolint:nilerr // what is wrong with an address is told elsewhere
	}
	return &Error{
		fmt.Sprintf("the project is written for %s, and the database %s is %s", db.Dialect, s, s.Dialect()),
		"dialect in " + FileName + " says which one is right",
	}
}

// usualDialect is the dialect where neither the configuration nor an address in
// it tells.
func (p *Project) usualDialect() string {
	if url, err := p.named(); err == nil && url != "" && p.Environment == "" {
		if s, err := p.options.Products.ParseSource(url); err == nil {
			return s.Dialect()
		}
	}
	if p.File != "" {
		return p.options.Dialect
	}
	s, err := p.options.Products.ParseSource(p.options.Address)
	if err != nil {
		return p.options.Dialect
	}
	return s.Dialect()
}

// named is the database that the environment's variables name, "" if they name
// none.
func (p *Project) named() (string, error) {
	if url := p.options.variable(VariableURL); url != "" {
		s, err := p.options.Products.ParseSource(url)
		if err != nil {
			return "", fmt.Errorf("reading %s: %w", VariableURL, err)
		}
		if s.Kind != inspect.Live {
			return "", &Error{VariableURL + " isn't the address of a database", "it has the form " + p.options.Products.Examples()}
		}
		return url, nil
	}
	for _, product := range p.options.Products {
		for _, name := range product.Variables {
			if p.options.variable(name) != "" {
				return product.Schemes[0] + ":", nil
			}
		}
	}
	return "", nil
}

// usualURL is the address where the configuration has none.
func (p *Project) usualURL(dialect string) (string, error) {
	if p.Environment != "" {
		return "", &Error{
			fmt.Sprintf("the environment %s names no database: it has no url", p.Environment),
			fmt.Sprintf(`write url = "${%s}" below [env.%s] in %s`, VariableURL, p.Environment, p.File),
		}
	}
	if url, err := p.named(); err != nil || url != "" {
		return url, err
	}
	s, err := p.options.Products.ParseSource(p.options.Address)
	if err == nil && s.Dialect() == dialect {
		return p.decoder(nil).locateFile(s), nil
	}
	return "", &Error{
		"no database is named",
		VariableURL + "=" + p.example(dialect) + " names it, or url in " + FileName,
	}
}

// example is an address of a dialect, for messages.
func (p *Project) example(dialect string) string {
	product, _ := p.options.Products.Find(dialect)
	return product.Example
}
