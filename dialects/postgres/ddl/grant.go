package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// grant applies GRANT and REVOKE on objects.
func (r *reader) grant(s *parse.GrantStmt) {
	switch s.Objtype {
	case parse.ObjectType_OBJECT_LARGEOBJECT, parse.ObjectType_OBJECT_TABLESPACE:
		return // they are not part of a schema
	default:
	}
	for _, t := range r.granted(s) {
		r.grantOn(t, s)
	}
}

// granted lists the objects of a GRANT.
func (r *reader) granted(s *parse.GrantStmt) []thing {
	if s.Targtype == parse.GrantTargetType_ACL_TARGET_ALL_IN_SCHEMA {
		var list []thing
		for _, n := range s.Objects {
			if ns, ok := r.schemaThing(n.GetString_().GetSval()).(*namespace); ok {
				list = append(list, ns.all(s.Objtype)...)
			}
		}
		return list
	}
	var list []thing
	for _, n := range s.Objects {
		var t thing
		switch s.Objtype {
		case parse.ObjectType_OBJECT_TABLE, parse.ObjectType_OBJECT_SEQUENCE:
			t = r.relationThing(rangeNames(n.GetRangeVar()), n.GetRangeVar().GetLocation())
		case parse.ObjectType_OBJECT_PARAMETER_ACL:
			t = parameter(strings.ToLower(strings.Join(objectNames(n), ".")))
		case parse.ObjectType_OBJECT_TYPE, parse.ObjectType_OBJECT_DOMAIN:
			t = r.typeThing(objectNames(n), n)
		default:
			t = r.thingNamed(s.Objtype, n)
		}
		if t != nil {
			list = append(list, t)
		}
	}
	return list
}

// all lists the objects that … IN SCHEMA is about.
func (ns *namespace) all(what parse.ObjectType) []thing {
	var list []thing
	for _, name := range sortedKeys(ns.relations) {
		switch rel := ns.relations[name].(type) {
		case *table:
			if what == parse.ObjectType_OBJECT_TABLE && !rel.owned {
				list = append(list, rel)
			}
		case *sequence:
			if what == parse.ObjectType_OBJECT_SEQUENCE && !rel.owned {
				list = append(list, rel)
			}
		}
	}
	for _, name := range sortedKeys(ns.routines) {
		for _, f := range ns.routines[name] {
			procedure := f.Kind == model.Procedure
			if !f.owned && f.constructs == nil && (what == parse.ObjectType_OBJECT_ROUTINE || what == parse.ObjectType_OBJECT_FUNCTION && !procedure ||
				what == parse.ObjectType_OBJECT_PROCEDURE && procedure) {
				list = append(list, f)
			}
		}
	}
	return list
}

// grantOn applies a GRANT or REVOKE to one object and its columns.
func (r *reader) grantOn(t thing, s *parse.GrantStmt) {
	a := r.accessOf(t)
	class := property.ClassOf(thingID(t))
	whole, columns := r.privileges(s, class)
	if whole != 0 || len(columns) == 0 {
		list := r.applied(a, whole, a.owner, s)
		if !s.IsGrant {
			r.revokeOnColumns(t, whole, a.owner, s)
		}
		a.list = list
		r.setAccess(t, a)
	}
	for _, name := range sortedKeys(columns) {
		if c := r.columnThing(t, name); c != nil {
			r.grantOnColumn(c, columns[name], a.owner, s)
		}
	}
}

func (r *reader) grantOnColumn(c thing, rights acl.Rights, owner string, s *parse.GrantStmt) {
	a := r.accessOf(c)
	a.list = r.applied(a, rights, owner, s)
	r.setAccess(c, a)
}

// revokeOnColumns: what is revoked for a table is revoked for each of its
// columns.
func (r *reader) revokeOnColumns(t thing, rights acl.Rights, owner string, s *parse.GrantStmt) {
	rights &= acl.Column.All(r.version)
	table, ok := t.(*table)
	if !ok || rights == 0 {
		return
	}
	var list []thing
	for _, c := range table.columns {
		list = append(list, c)
	}
	for key := range r.db.access {
		if c, ok := key.(columnOfView); ok && c.table == table {
			list = append(list, c)
		}
	}
	for _, c := range list {
		if _, said := r.db.access[c]; said {
			r.grantOnColumn(c, rights, owner, s)
		}
	}
}

// applied returns the list of an object after a GRANT or a REVOKE.
func (r *reader) applied(a access, rights acl.Rights, owner string, s *parse.GrantStmt) acl.List {
	c := acl.Change{
		Grantor: r.grantor(a.list, rights, owner), Rights: rights, Options: s.GrantOption,
		Grantees: r.grantees(s, owner), Cascade: s.Behavior == parse.DropBehavior_DROP_CASCADE,
	}
	if s.IsGrant {
		return a.list.Grant(c)
	}
	list, ok := a.list.Revoke(c)
	if !ok {
		r.fail(here, "dependent privileges exist")
	}
	return list
}

// grantor returns who grants: the owner, on behalf of whom superusers and
// members of the owner act, or a role that has the grant option.
func (r *reader) grantor(list acl.List, rights acl.Rights, owner string) string {
	role := r.session.role
	if role == "" || role == owner || list.HasOptions(role)&rights == 0 {
		return acl.Owner
	}
	return role
}

func (r *reader) grantees(s *parse.GrantStmt, owner string) []string {
	var list []string
	for _, n := range s.Grantees {
		spec := n.GetRoleSpec()
		if spec.GetRoletype() == parse.RoleSpecType_ROLESPEC_PUBLIC {
			list = append(list, acl.Public)
			continue
		}
		switch role := r.roleOf(spec); role {
		case owner:
			list = append(list, acl.Owner)
		case "":
			r.fail(spec.GetLocation(), "who runs the script isn't known: name the role")
		default:
			list = append(list, role)
		}
	}
	return list
}

// privileges reads the privileges of a GRANT on objects of a class: those on
// the whole, and those on columns.
func (r *reader) privileges(s *parse.GrantStmt, class acl.Class) (whole acl.Rights, columns map[string]acl.Rights) {
	if len(s.Privileges) == 0 {
		return class.All(r.version), nil
	}
	columns = map[string]acl.Rights{}
	for _, n := range s.Privileges {
		p := n.GetAccessPriv()
		rights, of := class.All(r.version), class
		if len(p.GetCols()) > 0 {
			of = acl.Column
			rights = of.All(r.version)
		}
		if p.GetPrivName() != "" {
			known, ok := acl.Word(p.PrivName)
			if !ok {
				r.fail(here, "unrecognized privilege type %s", deparse.Literal(p.PrivName))
			}
			if known&of.All(r.version) == 0 && class != acl.Sequence {
				r.fail(here, "invalid privilege type %s for %s", strings.ToUpper(p.PrivName), class)
			}
			rights &= known
		}
		for _, c := range p.GetCols() {
			columns[c.GetString_().GetSval()] |= rights
		}
		if len(p.GetCols()) == 0 {
			whole |= rights
		}
	}
	return whole, columns
}
