package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// alterMembers applies ALTER EXTENSION … ADD and DROP: objects of a script
// become an extension's, which answers for them from then on, or cease to be.
func (r *reader) alterMembers(s *parse.AlterExtensionContentsStmt) {
	if s.Extname == builtinExtension {
		return
	}
	x := r.extensionNamed(s.Extname)
	owned := s.Action > 0
	member := r.setOwned(s, owned)
	if member == nil {
		if owned && len(r.db.foreign) == 0 {
			r.missing(here, "the object that becomes a member of extension %s does not exist", s.Extname)
		}
		return
	}
	save(r.db, x)
	if x.members = without(x.members, member); owned {
		x.members = append(x.members, member)
	}
	r.changed()
}

// setOwned notes whether the object that the statement names is an extension's,
// and returns it; nil if there is none.
func (r *reader) setOwned(s *parse.AlterExtensionContentsStmt, owned bool) any {
	switch s.Objtype {
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_FOREIGN_TABLE, parse.ObjectType_OBJECT_SEQUENCE:
		return r.setRelationOwned(stringsOf(s.Object.GetList().GetItems()), owned)
	case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
		if ref, ok := r.lookupType(stringsOf(s.Object.GetTypeName().GetNames())); ok && ref.user != nil {
			save(r.db, ref.user)
			ref.user.owned = owned
			return ref.user
		}
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
		parse.ObjectType_OBJECT_AGGREGATE:
		if f := r.routineOf(s.Object.GetObjectWithArgs()); f != nil {
			save(r.db, f)
			f.owned = owned
			return f
		}
	case parse.ObjectType_OBJECT_OPERATOR:
		if o := r.operatorOf(s.Object.GetObjectWithArgs()); o != nil {
			save(r.db, o)
			o.owned = owned
			return o
		}
	case parse.ObjectType_OBJECT_SCHEMA:
		if ns := r.db.namespaces[s.Object.GetString_().GetSval()]; ns != nil {
			save(r.db, ns)
			ns.owned = owned
			return ns
		}
	default:
		if id, ok := r.otherID(s.Objtype, s.Object); ok && r.db.others[id] != nil {
			o := r.db.others[id]
			save(r.db, o)
			o.owned = owned
			return o
		}
	}
	return nil
}

func (r *reader) setRelationOwned(names []string, owned bool) any {
	switch rel := r.find(names).(type) {
	case *table:
		save(r.db, rel)
		rel.owned = owned
		return rel
	case *sequence:
		save(r.db, rel)
		rel.owned = owned
		return rel
	}
	return nil
}

// dropMembers drops what was added to an extension that is dropped.
func (r *reader) dropMembers(x *extension) {
	for _, member := range slices.Backward(x.members) {
		switch m := member.(type) {
		case *table:
			if m.ns.relations[m.name] == relation(m) {
				r.dropTable(m, true)
			}
		case *sequence:
			if m.ns.relations[m.name] == relation(m) {
				r.dropSequence(m, true)
			}
		case *typ:
			if m.ns.types[m.name] == m {
				r.dropType(m, true)
			}
		case *routine:
			r.dropRoutine(m, true)
		case *operator:
			r.dropOperator(m)
		case *namespace:
			if r.db.namespaces[m.name] == m {
				r.dropSchema(m, true)
			}
		case *other:
			r.dropOther(m)
		}
	}
}
