package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// readGo makes a script of the structs of packages, as the project's file says.
func (p *program) readGo(ctx context.Context, d *dialect, patterns []string) (sqlfile.Source, error) {
	settings, err := p.goSettings()
	if err != nil {
		return sqlfile.Source{}, err
	}
	return readStructs(ctx, d, patterns, settings)
}

// goSettings is what the project's file says about reading Go.
func (p *program) goSettings() (project.Settings, error) {
	config, err := p.project()
	if err != nil {
		return project.Settings{}, err
	}
	settings, err := config.Settings()
	var several *project.Error
	if errors.As(err, &several) { // databases of which none is meant here
		return project.Defaults(), nil
	}
	return settings, err
}

// readStructs is readGo under the settings of a database.
func readStructs(ctx context.Context, d *dialect, patterns []string, s project.Settings) (sqlfile.Source, error) {
	if d.structs == nil {
		return sqlfile.Source{}, errNoStructs(d)
	}
	return gostruct.Read(ctx, patterns, gostruct.Options{
		Dialect: d.structs, BuildTags: s.Go.BuildTags,
		Conventions: conventions(d, s),
	})
}

// conventions are those of a project, for a dialect.
func conventions(d *dialect, s project.Settings) gostruct.Conventions {
	return gostruct.Conventions{
		Plural: s.Naming.Tables == project.NamesPlural, Initialisms: s.Naming.Initialisms,
		Comments: s.Go.Comments, Enums: s.Go.Enums,
		PrimaryKey: s.Naming.PrimaryKey, Unique: s.Naming.Unique, Index: cmp.Or(s.Naming.Index, d.indexes),
		ForeignKey: s.Naming.ForeignKey, Check: s.Naming.Check, Exclusion: s.Naming.Exclusion,
	}
}

// errNoStructs says that a dialect doesn't know the types of Go.
func errNoStructs(d *dialect) error {
	return &hinted{fmt.Errorf("structs can't be read for %s yet", d.Dialect), "write the schema as SQL"}
}
