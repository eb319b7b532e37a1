package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// dialectWords are the words by which file names say that they are for one
// dialect.
var dialectWords = map[string][]string{
	"postgres": {"postgres", "postgresql", "pg"},
	"mysql":    {"mysql", "mariadb"},
	"sqlite":   {"sqlite", "sqlite3"},
	"other":    {"cockroach", "mssql", "oracle"},
}

// fileName is the name of a migration file, taken apart.
type fileName struct {
	step       string
	dialect    string // "" for a neutral file
	down       bool
	autocommit bool
}

// parseName takes a name apart from its end, because the step's own name may
// have dots in it.
func parseName(name string) fileName {
	parsed := fileName{step: strings.TrimSuffix(name, ".sql")}
	switch {
	case cut(&parsed.step, "up"):
	case cut(&parsed.step, "down"):
		parsed.down = true
	}
	parsed.autocommit = cut(&parsed.step, "autocommit")
	for dialect, words := range dialectWords {
		for _, word := range words {
			if cut(&parsed.step, word) {
				parsed.dialect = dialect
				return parsed
			}
		}
	}
	return parsed
}

// cut removes a word and the dot before it from the end of a name.
func cut(name *string, word string) bool {
	rest, ok := strings.CutSuffix(*name, "."+word)
	if ok {
		*name = rest
	}
	return ok
}

// candidate is a file that may be one direction of a step.
type candidate struct {
	file string
	fileName
}

// steps reads a directory of migrations.
func (c *Corpus) steps(dir string) ([]Step, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	ups, downs := map[string]candidate{}, map[string]candidate{}
	for _, entry := range entries {
		var found []candidate
		if entry.IsDir() {
			found, err = folder(filepath.Join(dir, entry.Name()), entry.Name())
			if err != nil {
				return nil, err
			}
		} else if filepath.Ext(entry.Name()) == ".sql" {
			found = []candidate{{file: filepath.Join(dir, entry.Name()), fileName: parseName(entry.Name())}}
		}
		for _, one := range found {
			side := ups
			if one.down {
				side = downs
			}
			c.choose(side, one)
		}
	}
	return assemble(ups, downs)
}

// folder lists the files of a step that is a folder.
func folder(dir, step string) ([]candidate, error) {
	var found []candidate
	for _, name := range []string{"up.sql", "migration.sql", "down.sql"} {
		file := filepath.Join(dir, name)
		if _, err := os.Stat(file); err != nil {
			continue
		}
		found = append(found, candidate{file: file, fileName: fileName{step: step, down: name == "down.sql"}})
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("reading the migration %s: it has neither up.sql nor migration.sql", dir)
	}
	return found, nil
}

// choose keeps a file unless it is for another dialect or one for this dialect
// is there.
func (c *Corpus) choose(side map[string]candidate, one candidate) {
	if one.dialect != "" && one.dialect != c.dialect {
		return
	}
	if there, ok := side[one.step]; ok && there.dialect != "" {
		return
	}
	side[one.step] = one
}

// assemble puts the two directions together and sorts the steps by name.
func assemble(ups, downs map[string]candidate) ([]Step, error) {
	var steps []Step
	for name, up := range ups {
		down := downs[name]
		delete(downs, name)
		steps = append(steps, Step{Name: name, Up: up.file, Down: down.file, Autocommit: up.autocommit || down.autocommit})
	}
	for _, down := range downs {
		return nil, fmt.Errorf("reading migrations: %s takes back a step that isn't there", down.file)
	}
	slices.SortFunc(steps, func(a, b Step) int { return strings.Compare(a.Name, b.Name) })
	return steps, nil
}
