package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// defaultKey says which default privileges are meant.
type defaultKey struct{ schema, role, types string }

// defaultPrivileges lists the default privileges as they are.
func (r *reader) defaultPrivileges() []model.Definition {
	if len(r.db.defaults) == 0 {
		return nil
	}
	var list []model.Definition
	for key, acl := range r.db.defaults { // in any order: each is about something else
		for _, t := range property.DefaultTypes() {
			if t.Word == key.types {
				list = append(list, property.DefaultPrivileges(key.schema, key.role, t, acl, r.version))
			}
		}
	}
	return list
}

// alterDefaults applies ALTER DEFAULT PRIVILEGES.
func (r *reader) alterDefaults(s *parse.AlterDefaultPrivilegesStmt) {
	r.noteAll()
	schemas, roles := []string{""}, []string{r.session.role}
	for _, n := range s.Options {
		d := n.GetDefElem()
		switch d.GetDefname() {
		case "schemas":
			schemas = schemas[:0]
			for _, name := range stringsOf(d.GetArg().GetList().GetItems()) {
				schemas = append(schemas, r.namespace(name, here).name)
			}
		case "roles":
			roles = roles[:0]
			for _, n := range d.GetArg().GetList().GetItems() {
				roles = append(roles, r.roleOf(n.GetRoleSpec()))
			}
		}
	}
	var types property.Types
	for _, t := range property.DefaultTypes() {
		if t.Class == defaultClass(s.Action.Objtype) {
			types = t
		}
	}
	if types.Word == "" {
		r.fail(here, "default privileges for this kind of object are not understood: %v", s.Action.Objtype)
	}
	for _, schema := range schemas {
		for _, role := range roles {
			key := defaultKey{schema, role, types.Word}
			list, known := r.db.defaults[key]
			if !known {
				list = property.UsualDefaults(schema, types, r.version)
			}
			rights, _ := r.privileges(s.Action, types.Class)
			list = r.applied(access{list: list}, rights, role, s.Action)
			put(r.db, r.db.defaults, key, list)
		}
	}
}

func defaultClass(what parse.ObjectType) acl.Class {
	switch what {
	case parse.ObjectType_OBJECT_TABLE:
		return acl.Table
	case parse.ObjectType_OBJECT_SEQUENCE:
		return acl.Sequence
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_ROUTINE:
		return acl.Routine
	case parse.ObjectType_OBJECT_TYPE:
		return acl.Type
	case parse.ObjectType_OBJECT_SCHEMA:
		return acl.Schema
	default:
		return ""
	}
}
