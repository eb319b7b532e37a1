package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// searchPath is where relations and types without a schema are looked for.
func (r *reader) searchPath() []string {
	path := make([]string, 0, len(r.session.path)+2)
	if !slices.Contains(r.session.path, tempSchema) {
		path = append(path, tempSchema)
	}
	if !slices.Contains(r.session.path, catalogSchema) {
		path = append(path, catalogSchema)
	}
	return append(path, r.session.path...)
}

// routinePath is where functions and operators without a schema are looked for:
// never among the temporary ones.
func (r *reader) routinePath() []string {
	return slices.DeleteFunc(r.searchPath(), func(name string) bool { return name == tempSchema })
}

// namespace returns the schema of that name.
func (r *reader) namespace(name string, location int32) *namespace {
	ns := r.db.namespaces[name]
	if ns == nil {
		r.missing(location, "schema %s does not exist", deparse.Ident(name))
	}
	return ns
}

// creationNamespace is where an object without a schema is created: the first
// schema of the path that there is.
func (r *reader) creationNamespace(location int32) *namespace {
	for _, name := range r.session.path {
		if ns := r.db.namespaces[name]; ns != nil {
			return ns
		}
	}
	if len(r.session.path) > 0 {
		r.missing(location, "no schema of the search path exists: %s", deparse.Qualified(r.session.path[0]))
	}
	r.failHint(location, "write the schema before the name, or set search_path", "no schema has been selected to create in")
	return nil
}

// target returns where an object with a written name is created.
func (r *reader) target(names []string, location int32) (*namespace, string) {
	name := naming.Truncate(names[len(names)-1])
	if len(names) == 1 {
		return r.creationNamespace(location), name
	}
	schema := names[len(names)-2]
	if schema == catalogSchema || schema == "information_schema" {
		r.fail(location, "objects can't be created in schema %s", schema)
	}
	return r.namespace(schema, location), name
}

// targetOf returns where CREATE TABLE and the like create a relation.
func (r *reader) targetOf(v *parse.RangeVar) (*namespace, string) {
	if v.Relpersistence == "t" {
		return r.db.namespaces[tempSchema], naming.Truncate(v.Relname)
	}
	if v.Schemaname != "" {
		return r.target([]string{v.Schemaname, v.Relname}, v.Location)
	}
	return r.target([]string{v.Relname}, v.Location)
}

// find returns the relation that a written name refers to, nil if there is
// none.
func (r *reader) find(names []string) relation {
	name := naming.Truncate(names[len(names)-1])
	if len(names) > 1 {
		if ns := r.db.namespaces[names[len(names)-2]]; ns != nil {
			return r.found(ns.relations[name])
		}
		return nil
	}
	for _, schema := range r.searchPath() {
		if ns := r.db.namespaces[schema]; ns != nil {
			if rel := ns.relations[name]; rel != nil {
				return r.found(rel)
			}
		}
	}
	return nil
}

// found notes when a statement refers to a table whose making failed: what is
// wrong with the statement follows from that mistake, which is reported already.
func (r *reader) found(rel relation) relation {
	if t, ok := rel.(*table); ok && t.broken {
		r.follows = true
	}
	return rel
}

// rangeNames returns the parts of a relation's name.
func rangeNames(v *parse.RangeVar) []string {
	if v.GetSchemaname() == "" {
		return []string{v.GetRelname()}
	}
	return []string{v.Schemaname, v.Relname}
}

// relationOf returns the relation that a statement is about. One that doesn't
// exist is an error unless the statement says IF EXISTS: then it is nil.
func (r *reader) relationOf(v *parse.RangeVar, ifExists bool) relation {
	rel := r.find(rangeNames(v))
	if rel == nil && !ifExists {
		r.missing(v.GetLocation(), "relation %s does not exist", deparse.Qualified(rangeNames(v)...))
	}
	return rel
}

// tableNamed returns a table by its name.
func (r *reader) tableNamed(names []string, location int32) *table {
	rel := r.find(names)
	if rel == nil {
		r.missing(location, "relation %s does not exist", deparse.Qualified(names...))
	}
	t, ok := rel.(*table)
	if !ok {
		r.fail(location, "%s %s is no table", rel.what(), deparse.Qualified(names...))
	}
	return t
}

// tableOf returns the table that a statement refers to.
func (r *reader) tableOf(v *parse.RangeVar) *table {
	return r.tableNamed(rangeNames(v), v.GetLocation())
}

// columnOf returns a column of a table. A table whose columns aren't known has
// every column.
func (r *reader) columnOf(t *table, name string, location int32) *column {
	if c := t.column(name); c != nil {
		return c
	}
	if t.opaque {
		return &column{table: t, name: name}
	}
	r.missing(location, "column %s of %s %s does not exist", deparse.Ident(name), t.what(), t.qname())
	return nil
}

// collation resolves the name of a collation.
func (r *reader) collation(c *parse.CollateClause) model.QName {
	if c == nil {
		return model.QName{}
	}
	return r.collationNamed(stringsOf(c.Collname), c.Location)
}

func (r *reader) collationNamed(names []string, location int32) model.QName {
	if len(names) == 0 {
		return model.QName{}
	}
	name := names[len(names)-1]
	path := r.searchPath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		q := model.QName{Schema: schema, Name: name}
		switch {
		case schema == catalogSchema && (r.facts.HasCollation(schema, name) || isLocale(name)):
			return model.QName{Name: name}
		case r.db.others[collationID(q)] != nil:
			return q
		}
	}
	r.missing(location, "collation %s does not exist", deparse.Qualified(names...))
	return model.QName{}
}

// isLocale says whether a name can be that of a collation which initdb makes
// from the operating system's locales: which there are differs from server to
// server.
func isLocale(name string) bool {
	if len(name) < 5 {
		return false
	}
	language := 0
	for language < len(name) && name[language] >= 'a' && name[language] <= 'z' {
		language++
	}
	return (language == 2 || language == 3) && (name[language] == '_' || name[language] == '-')
}
