package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// dropOwned applies DROP OWNED BY: objects, and rights on those of others.
func (r *reader) dropOwned(s *parse.DropOwnedStmt) {
	for _, n := range s.Roles {
		role := r.roleOf(n.GetRoleSpec())
		r.noteAll()
		for _, key := range r.thingsOf(role) {
			r.dropThing(key, s.Behavior == parse.DropBehavior_DROP_CASCADE)
		}
		if role == "" {
			continue
		}
		for key, a := range r.db.access {
			a.list, _ = a.list.Revoke(acl.Change{Grantor: acl.Owner, Grantees: []string{role}, Rights: ^acl.Rights(0), Cascade: true})
			r.setAccess(key, a)
		}
		for key, list := range r.db.defaults {
			list, _ = list.Revoke(acl.Change{Grantor: acl.Owner, Grantees: []string{role}, Rights: ^acl.Rights(0), Cascade: true})
			if key.role == role {
				remove(r.db, r.db.defaults, key)
				continue
			}
			put(r.db, r.db.defaults, key, list)
		}
	}
}

// thingsOf lists the objects of a role in canonical order.
func (r *reader) thingsOf(role string) []thing {
	var list []thing
	r.db.things(func(t thing) {
		if ns, ok := t.(*namespace); ok && ns.initial {
			return
		}
		if r.accessOf(t).owner == role {
			list = append(list, t)
		}
	})
	slices.SortFunc(list, func(a, b thing) int { return thingID(a).Compare(thingID(b)) })
	return list
}

// dropThing drops an object, unless it went with another one.
func (r *reader) dropThing(t thing, cascade bool) {
	there := false
	r.db.things(func(o thing) { there = there || o == t })
	if !there {
		return
	}
	switch t := t.(type) {
	case *table:
		r.dropTable(t, cascade)
	case *sequence:
		r.dropSequence(t, cascade)
	case *typ:
		r.dropType(t, cascade)
	case *routine:
		r.dropRoutine(t, cascade)
	case *operator:
		r.dropOperator(t)
	case *namespace:
		r.dropSchema(t, cascade)
	case *statistics:
		remove(r.db, t.ns.statistics, t.name)
	case *other:
		r.dropOther(t)
	}
}

// reassignOwned applies REASSIGN OWNED BY.
func (r *reader) reassignOwned(s *parse.ReassignOwnedStmt) {
	to := r.roleOf(s.Newrole)
	r.noteAll()
	for _, n := range s.Roles {
		for _, t := range r.thingsOf(r.roleOf(n.GetRoleSpec())) {
			r.changeOwner(t, to)
		}
	}
}

// schemaOwner gives a new schema to the role of AUTHORIZATION, which makes what
// is in it.
func (r *reader) schemaOwner(ns *namespace, s *parse.CreateSchemaStmt) {
	outer := r.session.role
	if s.Authrole != nil {
		r.session.role = r.roleOf(s.Authrole)
		r.setAccess(ns, r.initialAccess(ns, r.session.role))
	}
	r.schemaElements(ns.name, s.SchemaElts)
	r.followRole()
	r.session.role = outer
}
