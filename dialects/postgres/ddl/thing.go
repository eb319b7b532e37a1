package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// thingNamed finds the object that a statement is about; nil if it is not ours
// to say anything about: a part of the server or of an extension.
func (r *reader) thingNamed(what parse.ObjectType, n *parse.Node) thing {
	switch what {
	case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_VIEW, parse.ObjectType_OBJECT_MATVIEW,
		parse.ObjectType_OBJECT_FOREIGN_TABLE, parse.ObjectType_OBJECT_SEQUENCE:
		return r.relationThing(objectNames(n), here)
	case parse.ObjectType_OBJECT_COLUMN:
		names := objectNames(n)
		if rel := r.relationThing(names[:len(names)-1], here); rel != nil {
			return r.columnThing(rel, names[len(names)-1])
		}
		return nil
	case parse.ObjectType_OBJECT_SCHEMA:
		return r.schemaThing(n.GetString_().GetSval())
	case parse.ObjectType_OBJECT_DATABASE:
		return thisDatabase{}
	case parse.ObjectType_OBJECT_ROLE:
		return roleThing(n.GetString_().GetSval())
	case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
		return r.typeThing(stringsOf(n.GetTypeName().GetNames()), n)
	case parse.ObjectType_OBJECT_FUNCTION, parse.ObjectType_OBJECT_PROCEDURE, parse.ObjectType_OBJECT_ROUTINE,
		parse.ObjectType_OBJECT_AGGREGATE:
		return r.routineThing(n.GetObjectWithArgs())
	case parse.ObjectType_OBJECT_OPERATOR:
		if op := r.operatorOf(n.GetObjectWithArgs()); op != nil && !op.owned {
			return op
		}
		return nil
	case parse.ObjectType_OBJECT_STATISTIC_EXT:
		if st := r.findStatistics(objectNames(n)); st != nil {
			return st
		}
		r.missing(here, "statistics object %s does not exist", quoteDot(objectNames(n)))
	default:
	}
	if otherKind(what) == "" {
		return nil
	}
	id, ok := r.otherID(what, n)
	o := r.db.others[id]
	switch {
	case ok && o != nil && !o.owned:
		return o
	case o == nil && !r.mayBeServers(what):
		r.missing(here, "%s %s does not exist", otherKind(what), quoteDot(objectNames(n)))
	}
	return nil
}

// relationThing finds a table, a view or a sequence.
func (r *reader) relationThing(names []string, location int32) thing {
	switch rel := r.find(names).(type) {
	case *table:
		if !rel.owned {
			return rel
		}
	case *sequence:
		if !rel.owned {
			return rel
		}
	case *typ:
		return rel
	case nil:
		if !r.isSystemRelation(names) && len(r.db.foreign) == 0 && !r.isSystemSchema(names) {
			r.missing(location, "relation %s does not exist", quoteDot(names))
		}
	}
	return nil
}

// isSystemSchema reports whether a written name is qualified by a schema of the
// server.
func (r *reader) isSystemSchema(names []string) bool {
	return len(names) > 1 && (names[len(names)-2] == catalogSchema || names[len(names)-2] == "information_schema")
}

func (r *reader) columnThing(rel thing, name string) thing {
	t, ok := rel.(*table)
	switch {
	case !ok:
		return nil
	case t.opaque && t.column(name) == nil:
		return columnOfView{t, name}
	}
	return r.columnOf(t, name, here)
}

func (r *reader) schemaThing(name string) thing {
	if name == catalogSchema || name == "information_schema" {
		return nil
	}
	if ns := r.namespace(name, here); !ns.owned {
		return ns
	}
	return nil
}

func (r *reader) typeThing(names []string, n *parse.Node) thing {
	if len(names) == 0 {
		names = objectNames(n)
	}
	if r.isSystemSchema(names) {
		return nil
	}
	ref, ok := r.lookupType(names)
	switch {
	case !ok:
		r.missing(here, "type %s does not exist", quoteDot(names))
	case ref.user == nil || ref.user.owned:
		return nil
	case ref.user.table != nil:
		return ref.user.table
	}
	return ref.user
}

// routineThing finds a routine. One that isn't there may be the server's, or an
// extension's.
func (r *reader) routineThing(o *parse.ObjectWithArgs) thing {
	f := r.routineOf(o)
	if f != nil {
		if f.owned || f.constructs != nil {
			return nil
		}
		return f
	}
	if names := stringsOf(o.GetObjname()); !r.isSystemSchema(names) && !r.mayBeBuiltin(names) && len(r.db.extensions) == 0 {
		r.missing(here, "function %s does not exist", quoteDot(names))
	}
	return nil
}
