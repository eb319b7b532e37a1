package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createSchema applies CREATE SCHEMA, and what it holds in an order of the
// server's: tables before what refers to them.
func (r *reader) createSchema(s *parse.CreateSchemaStmt) {
	name := naming.Truncate(s.Schemaname)
	if name == "" {
		name = s.GetAuthrole().GetRolename() // CREATE SCHEMA AUTHORIZATION x
	}
	if name == "" {
		r.failHint(here, "write the name before AUTHORIZATION", "the schema's name depends on who runs the script")
	}
	switch ns := r.db.namespaces[name]; {
	case strings.HasPrefix(name, "pg_"):
		r.fail(here, "unacceptable schema name %s: the prefix pg_ is reserved", deparse.Ident(name))
	case ns != nil && ns.initial && len(s.SchemaElts) == 0:
		// A dump of a database whose schema public was made anew.
		save(r.db, ns)
		ns.initial, ns.pos = false, r.pos(here)
	case ns != nil && s.IfNotExists:
		return
	case ns != nil:
		r.fail(here, "schema %s already exists", deparse.Ident(name))
	default:
		r.db.addNamespace(&namespace{name: name, pos: r.pos(here)})
		r.directive("", name, kindSchema)
	}
	r.schemaOwner(r.db.namespaces[name], s)
}

// schemaElements applies the statements inside of CREATE SCHEMA, with the new
// schema first in the path.
func (r *reader) schemaElements(name string, elements []*parse.Node) {
	if len(elements) == 0 {
		return
	}
	path := r.session.path
	r.session.path = append([]string{name}, path...)
	defer func() { r.session.path = path }()
	rank := func(n *parse.Node) int {
		switch n.Node.(type) {
		case *parse.Node_CreateSeqStmt:
			return 0
		case *parse.Node_CreateStmt:
			return 1
		case *parse.Node_ViewStmt:
			return 2
		case *parse.Node_IndexStmt:
			return 3
		case *parse.Node_CreateTrigStmt:
			return 4
		}
		return 5
	}
	for pass := range 6 {
		for _, element := range elements {
			if rank(element) == pass {
				r.node(element)
			}
		}
	}
}

// dropSchema removes a schema, with CASCADE also what lives in it.
func (r *reader) dropSchema(ns *namespace, cascade bool) {
	if !cascade && !ns.empty() {
		r.fail(here, "cannot drop schema %s because other objects depend on it", deparse.Ident(ns.name))
	}
	for _, name := range sortedKeys(r.db.extensions) {
		if x := r.db.extensions[name]; x.schema == ns.name {
			r.dropExtension(x)
		}
	}
	for _, name := range sortedKeys(ns.relations) {
		switch rel := ns.relations[name].(type) {
		case *table:
			r.dropTable(rel, true)
		case *sequence:
			r.dropSequence(rel, true)
		}
	}
	for _, name := range sortedKeys(ns.types) {
		if t := ns.types[name]; t != nil && t.kind != rowType && t.kind != multirangeType {
			r.dropType(t, true)
		}
	}
	for _, name := range sortedKeys(ns.routines) {
		for _, f := range ns.routines[name] {
			r.dropRoutine(f, true)
		}
	}
	for _, name := range sortedKeys(ns.operators) {
		for _, o := range ns.operators[name] {
			r.dropOperator(o)
			r.dropUsers(o, true)
			r.dropOperatorExpressions(o)
		}
	}
	for _, id := range r.db.otherIDs() {
		if o := r.db.others[id]; o != nil && id.Schema == ns.name {
			r.dropOther(o)
		}
	}
	remove(r.db, r.db.namespaces, ns.name)
	r.changed()
}

// empty says whether nothing lives in the schema.
func (ns *namespace) empty() bool {
	for _, list := range ns.routines {
		if len(list) > 0 {
			return false
		}
	}
	return len(ns.relations) == 0 && len(ns.types) == 0 && len(ns.statistics) == 0
}

// renameSchema applies ALTER SCHEMA … RENAME TO.
func (r *reader) renameSchema(s *parse.RenameStmt) {
	ns := r.namespace(s.Subname, here)
	name := naming.Truncate(s.Newname)
	if r.db.namespaces[name] != nil {
		r.fail(here, "schema %s already exists", deparse.Ident(name))
	}
	old := ns.name
	save(r.db, ns)
	remove(r.db, r.db.namespaces, old)
	ns.name, ns.initial = name, false
	put(r.db, r.db.namespaces, name, ns)
	r.renameInTypes(func(schema, typeName string) (string, string) {
		if schema == old {
			return name, typeName
		}
		return schema, typeName
	})
	r.renameEverywhere(renaming{any: true, old: model.QName{Schema: old}, name: model.QName{Schema: name}})
	r.moveOthers(old, name)
	r.identify()
	for _, x := range r.db.extensions {
		if x.schema == old {
			save(r.db, x)
			x.schema = name
		}
	}
	r.changed()
}
