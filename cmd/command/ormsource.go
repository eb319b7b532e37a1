package command

import (
	"context"
	"slices"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/orm/bun"
	"github.com/schemadiff/schemadiff/inspect/orm/ent"
	"github.com/schemadiff/schemadiff/inspect/orm/gorm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/project"
)

// mappers are the object-relational mappers whose models are sources.
func mappers() []orm.ORM { return []orm.ORM{bun.ORM{}, ent.ORM{}, gorm.ORM{}} }

// readORM makes a script of what a mapper creates for the models of packages.
func (p *program) readORM(ctx context.Context, d *dialect, mapper string, patterns []string, version int) (sqlfile.Source, error) {
	settings, err := p.goSettings()
	if err != nil {
		return sqlfile.Source{}, err
	}
	return p.readModels(ctx, d, mapper, patterns, settings, version)
}

// readModels is readORM under the settings of a database, for a version of its server.
func (p *program) readModels(ctx context.Context, d *dialect, mapper string, patterns []string, s project.Settings, version int) (sqlfile.Source, error) {
	if d.structs == nil {
		return sqlfile.Source{}, errNoStructs(d)
	}
	list := mappers()
	i := slices.IndexFunc(list, func(m orm.ORM) bool { return m.Name() == mapper })
	return orm.Read(ctx, list[i], patterns, orm.Options{
		Dialect: d.Dialect, Server: d.server(version), SQL: d.structs, BuildTags: s.Go.BuildTags,
		Warn: func(w *sqlfile.Error) { p.complain("warning: " + w.Error()) },
	})
}

// readMappers makes the scripts of several sources of models, one for each
// mapper.
func (p *program) readMappers(ctx context.Context, d *dialect, sources []inspect.Source, s project.Settings, version int) ([]sqlfile.Source, error) {
	var scripts []sqlfile.Source
	for _, mapper := range mappers() {
		var patterns []string
		for _, source := range sources {
			if name, pattern := source.ORM(); name == mapper.Name() {
				patterns = append(patterns, pattern)
			}
		}
		if len(patterns) == 0 {
			continue
		}
		made, err := p.readModels(ctx, d, mapper.Name(), patterns, s, version)
		if err != nil {
			return nil, err
		}
		scripts = append(scripts, made)
	}
	return scripts, nil
}
