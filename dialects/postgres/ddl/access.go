package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// access is who owns an object, who may do what with it, and how it is labelled.
// Who runs the script isn't known: that role has the name "".
type access struct {
	owner  string
	list   acl.List
	labels []model.Value
}

// A thing is an object of the database in memory that has an owner, privileges
// or security labels: the pointer to it, or one of the keys below.
type thing any

// columnOfView is a column of a relation whose columns aren't known.
type columnOfView struct {
	table *table
	name  string
}

// parameter is a parameter of the server, roleThing a role.
type (
	parameter string
	roleThing string
)

// thisDatabase is the database itself.
type thisDatabase struct{}

// thingID returns the identity of what something is said about.
func thingID(t thing) model.ID {
	switch t := t.(type) {
	case *table:
		if t.kind == view {
			return kind.In(t.ns.name, kind.View, t.name)
		}
		return kind.In(t.ns.name, model.KindTable, t.name)
	case *sequence:
		return kind.In(t.ns.name, model.KindSequence, t.name)
	case *typ:
		return kind.In(t.ns.name, typeKindOf(t), t.name)
	case *routine:
		return definitionOf(t).ID
	case *operator:
		return kind.OperatorID(t.ns.name, t.Name, t.Left, t.Right)
	case *namespace:
		return kind.Global(model.KindSchema, t.name)
	case *statistics:
		return kind.In(t.ns.name, model.KindStatistics, t.name)
	case *other:
		return t.id
	case *column:
		return kind.On(t.table.qname(), model.KindColumn, t.name)
	case columnOfView:
		return kind.On(t.table.qname(), model.KindColumn, t.name)
	case parameter:
		return kind.Global(kind.Parameter, string(t))
	case roleThing:
		return model.RoleID(string(t))
	case thisDatabase:
		return kind.ThisDatabase()
	}
	return model.ID{}
}

func typeKindOf(t *typ) model.Kind {
	switch t.kind {
	case enumType:
		return model.KindEnum
	case domainType:
		return model.KindDomain
	case compositeType:
		return model.KindComposite
	case rangeType:
		return model.KindRange
	case shellType:
		return kind.ShellType
	default:
		return kind.BaseType
	}
}

// accessOf returns what is said about an object. One that nothing is said about
// was made under the current role and the current default privileges: when these
// change, all objects are noted down.
func (r *reader) accessOf(t thing) access {
	if a, ok := r.db.access[t]; ok {
		return a
	}
	return r.initialAccess(t, r.session.role)
}

// initialAccess is what an object has that a role makes.
func (r *reader) initialAccess(t thing, role string) access {
	a := access{owner: role}
	switch t := t.(type) {
	case *column, columnOfView, roleThing:
		a.owner = ""
	case parameter:
		a.owner, a.list = "", acl.Parameter.Default(r.version)
	case thisDatabase:
		a.owner, a.list = "", acl.Database.Default(r.version)
	case *namespace:
		if t.initial {
			a.owner, a.list = "", acl.DefaultOfPublic(r.version)
			return a
		}
		a.list = property.InitialPrivileges(thingID(t), r.defaultPrivileges(), role, r.version)
	default:
		a.list = property.InitialPrivileges(thingID(t), r.defaultPrivileges(), role, r.version)
	}
	return a
}

// setAccess notes what is said about an object.
func (r *reader) setAccess(t thing, a access) { put(r.db, r.db.access, t, a) }

// followRole notes down all objects that were made so far when the role changes
// that makes them.
func (r *reader) followRole() {
	if role := r.session.role; role != r.maker {
		r.session.role = r.maker
		r.noteAll()
		r.session.role, r.maker = role, role
	}
}

// noteAll notes down the access of all objects, before what it comes from
// changes.
func (r *reader) noteAll() {
	r.db.things(func(t thing) {
		if _, noted := r.db.access[t]; !noted {
			r.db.access[t] = r.initialAccess(t, r.session.role)
		}
	})
}

// things calls each with every object that has an owner, in no order.
func (db *database) things(each func(thing)) {
	for _, ns := range db.namespaces {
		if ns.name == tempSchema {
			continue
		}
		if !ns.owned {
			each(ns)
		}
		for _, rel := range ns.relations {
			switch rel := rel.(type) {
			case *table:
				if !rel.owned {
					each(rel)
				}
			case *sequence:
				if !rel.owned {
					each(rel)
				}
			}
		}
		for _, t := range ns.types {
			if !t.owned && t.table == nil && t.of == nil {
				each(t)
			}
		}
		for _, list := range ns.routines {
			for _, f := range list {
				if !f.owned && f.constructs == nil {
					each(f)
				}
			}
		}
		for _, list := range ns.operators {
			for _, o := range list {
				if !o.owned {
					each(o)
				}
			}
		}
		for _, s := range ns.statistics {
			each(s)
		}
	}
	for _, o := range db.others {
		if !o.owned && ownable(o.id.Kind) {
			each(o)
		}
	}
}

// ownable reports whether an object of a kind has an owner of its own.
func ownable(k model.Kind) bool {
	switch k {
	case kind.Trigger, kind.Rule, kind.Policy, kind.Cast, kind.Transform, kind.AccessMethod, kind.UserMapping,
		kind.TextSearchParser, kind.TextSearchTemplate, kind.Comment, kind.PendingDetach:
		return false
	default:
		return true
	}
}

// roleOf returns the role that a statement names; "" is who runs the script.
func (r *reader) roleOf(s *parse.RoleSpec) string {
	switch s.GetRoletype() {
	case parse.RoleSpecType_ROLESPEC_CURRENT_ROLE, parse.RoleSpecType_ROLESPEC_CURRENT_USER:
		return r.session.role
	case parse.RoleSpecType_ROLESPEC_SESSION_USER:
		return r.session.user
	case parse.RoleSpecType_ROLESPEC_PUBLIC:
		r.fail(s.GetLocation(), "role %s does not exist", deparse.Ident(kind.Public))
	default:
	}
	return s.GetRolename()
}

// changeOwner gives an object to a role.
func (r *reader) changeOwner(t thing, role string) {
	a := r.accessOf(t)
	a.list = a.list.NewOwner(a.owner, role)
	a.owner = role
	r.setAccess(t, a)
	table, ok := t.(*table)
	if !ok {
		return
	}
	for _, c := range table.columns {
		if a, ok := r.db.access[c]; ok {
			a.list = a.list.NewOwner("", role)
			r.setAccess(c, a)
		}
	}
	for _, q := range r.db.sequencesOf(table) {
		r.changeOwner(q, role)
	}
}

// alterOwner applies ALTER … OWNER TO.
func (r *reader) alterOwner(s *parse.AlterOwnerStmt) {
	if s.ObjectType == parse.ObjectType_OBJECT_LARGEOBJECT || s.ObjectType == parse.ObjectType_OBJECT_TABLESPACE {
		return
	}
	if t := r.thingNamed(s.ObjectType, s.Object); t != nil {
		r.changeOwner(t, r.roleOf(s.Newowner))
	}
}
