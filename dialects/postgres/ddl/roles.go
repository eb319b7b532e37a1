package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr/literal"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createRole applies CREATE ROLE, USER and GROUP. Passwords are not read.
func (r *reader) createRole(s *parse.CreateRoleStmt) {
	name := naming.Truncate(s.Role)
	if r.db.roles[name] != nil {
		r.fail(here, "role %s already exists", deparse.Ident(name))
	}
	d := &model.Definition{ID: model.RoleID(name), Pos: r.pos(here)}
	d.SetFlag(property.Login, s.StmtType == parse.RoleStmtType_ROLESTMT_USER)
	r.roleOptions(d, s.Options)
	put(r.db, r.db.roles, name, d)
	for _, n := range s.Options {
		o := n.GetDefElem()
		for _, m := range o.GetArg().GetList().GetItems() {
			switch other := r.roleOf(m.GetRoleSpec()); o.GetDefname() {
			case "addroleto":
				r.addMember(other, name, nil)
			case "rolemembers":
				r.addMember(name, other, nil)
			case "adminmembers":
				r.addMember(name, other, map[string]bool{"admin": true})
			}
		}
	}
}

// roleOptions applies the options of CREATE ROLE and ALTER ROLE.
func (r *reader) roleOptions(d *model.Definition, options []*parse.Node) {
	for _, n := range options {
		o := n.GetDefElem()
		switch o.GetDefname() {
		case "superuser":
			d.SetFlag(property.Superuser, defBool(o))
		case "inherit":
			d.SetFlag(property.NoInherit, !defBool(o))
		case "createrole":
			d.SetFlag(property.CreateRole, defBool(o))
		case "createdb":
			d.SetFlag(property.CreateDatabase, defBool(o))
		case "canlogin":
			d.SetFlag(property.Login, defBool(o))
		case "isreplication":
			d.SetFlag(property.Replication, defBool(o))
		case "bypassrls":
			d.SetFlag(property.BypassRLS, defBool(o))
		case "connectionlimit":
			d.SetText(property.ConnectionLimit, unless(defString(o), "-1"))
		case "validUntil":
			d.SetText(property.ValidUntil, r.validUntil(defString(o)))
		}
	}
}

// validUntil writes a time as the server prints it in UTC. One without a time
// zone is taken to be in UTC.
func (r *reader) validUntil(text string) string {
	t := r.facts.Type(catalogSchema, "timestamptz")
	if t == nil {
		return text
	}
	v, err := literal.Read(t, "", text, literal.Server{Major: r.version.Major()})
	if err != nil || v.Unsure != "" {
		return text
	}
	if strings.HasSuffix(v.Text, "infinity") {
		return unless(v.Text, property.Forever)
	}
	at, ancient := strings.CutSuffix(v.Text, " BC")
	if at += "+00"; ancient {
		at += " BC"
	}
	return at
}

// alterRole applies ALTER ROLE and ALTER GROUP. A role that the script doesn't
// create is somebody else's to describe.
func (r *reader) alterRole(s *parse.AlterRoleStmt) {
	name := r.roleOf(s.Role)
	for _, n := range s.Options {
		if o := n.GetDefElem(); o.GetDefname() == "rolemembers" {
			for _, m := range o.GetArg().GetList().GetItems() {
				if s.Action < 0 {
					r.removeMember(name, r.roleOf(m.GetRoleSpec()), "")
				} else {
					r.addMember(name, r.roleOf(m.GetRoleSpec()), nil)
				}
			}
			return
		}
	}
	if d := r.editRole(name); d != nil {
		r.roleOptions(d, s.Options)
	}
}

// editRole gets a role ready for a change; nil if the script doesn't create it.
func (r *reader) editRole(name string) *model.Definition {
	d := r.db.roles[name]
	if d == nil {
		r.warn(here, "role %s is not created here: what is said of it is not compared", deparse.Ident(name))
		return nil
	}
	save(r.db, d)
	d.Properties = slices.Clone(d.Properties)
	return d
}

// alterRoleSet applies ALTER ROLE … SET.
func (r *reader) alterRoleSet(s *parse.AlterRoleSetStmt) {
	if s.Role == nil { // ALL: that is a setting of the database or the server
		return
	}
	d := r.editRole(r.roleOf(s.Role))
	if d == nil {
		return
	}
	name := property.Settings
	if s.Database != "" {
		name = property.DatabaseSettings
	}
	kept := model.Definition{}
	kept.Set(property.Settings, d.Get(name))
	r.routineSetting(&kept, s.Setstmt)
	d.Set(name, kept.Get(property.Settings))
}

// renameRole gives a role another name, wherever it occurs.
func (r *reader) renameRole(from, to string) {
	if r.db.roles[to] != nil {
		r.fail(here, "role %s already exists", deparse.Ident(to))
	}
	if d := r.db.roles[from]; d != nil {
		fresh := *d
		fresh.ID = model.RoleID(to)
		remove(r.db, r.db.roles, from)
		put(r.db, r.db.roles, to, &fresh)
	}
	renamed := func(name string) string {
		if name == from {
			return to
		}
		return name
	}
	for key, a := range r.db.access {
		a.owner, a.list = renamed(a.owner), a.list.Rename(from, to)
		r.setAccess(key, a)
	}
	for key, list := range r.db.defaults {
		remove(r.db, r.db.defaults, key)
		key.role = renamed(key.role)
		put(r.db, r.db.defaults, key, list.Rename(from, to))
	}
	for key, m := range r.db.members {
		remove(r.db, r.db.members, key)
		key.role, key.member, key.grantor = renamed(key.role), renamed(key.member), renamed(key.grantor)
		put(r.db, r.db.members, key, m)
	}
	r.session.role, r.session.user = renamed(r.session.role), renamed(r.session.user)
	r.maker = renamed(r.maker)
}

func (r *reader) dropRole(s *parse.DropRoleStmt) {
	for _, n := range s.Roles {
		name := r.roleOf(n.GetRoleSpec())
		remove(r.db, r.db.roles, name)
		for key := range r.db.members {
			if key.role == name || key.member == name {
				remove(r.db, r.db.members, key)
			}
		}
	}
}

// commentOnRole applies COMMENT ON ROLE.
func (r *reader) commentOnRole(name, text string) {
	if d := r.editRole(name); d != nil {
		d.Comment = text
	}
}

// memberKey identifies a membership.
type memberKey struct{ role, member, grantor string }

// membership are the options of a membership.
type membership struct{ admin, noInherit, noSet bool }

// grantRole applies GRANT role TO role and REVOKE role FROM role.
func (r *reader) grantRole(s *parse.GrantRoleStmt) {
	options := map[string]bool{}
	for _, n := range s.Opt {
		o := n.GetDefElem()
		options[o.GetDefname()] = !s.IsGrant || defBool(o)
	}
	for _, g := range s.GrantedRoles {
		for _, m := range s.GranteeRoles {
			role, member := g.GetAccessPriv().GetPrivName(), r.roleOf(m.GetRoleSpec())
			switch {
			case member == "":
				r.fail(m.GetRoleSpec().GetLocation(), "who runs the script isn't known: name the role")
			case s.IsGrant:
				r.addMemberBy(role, member, r.membershipGrantor(s.Grantor, role), options)
			case len(options) > 0:
				r.revokeOptions(role, member, options)
			default:
				r.removeMember(role, member, "")
			}
		}
	}
}

// membershipGrantor returns who grants a membership, "" for a superuser: the
// first one does it then.
func (r *reader) membershipGrantor(by *parse.RoleSpec, role string) string {
	if !r.version.HasMembershipOptions() {
		return ""
	}
	grantor := r.session.role
	if by != nil {
		grantor = r.roleOf(by)
	}
	for key, m := range r.db.members {
		if key.role == role && key.member == grantor && m.admin {
			return grantor
		}
	}
	return ""
}

func (r *reader) addMember(role, member string, options map[string]bool) {
	r.addMemberBy(role, member, "", options)
}

func (r *reader) addMemberBy(role, member, grantor string, options map[string]bool) {
	key := memberKey{role, member, grantor}
	m, known := r.db.members[key]
	if !known && r.version.HasMembershipOptions() {
		if d := r.db.roles[member]; d != nil {
			m.noInherit = d.Has(property.NoInherit)
		}
	}
	for name, on := range options {
		switch name {
		case "admin":
			m.admin = on
		case "inherit":
			m.noInherit = !on
		case "set":
			m.noSet = !on
		}
	}
	put(r.db, r.db.members, key, m)
}

func (r *reader) revokeOptions(role, member string, options map[string]bool) {
	for key, m := range r.db.members {
		if key.role != role || key.member != member {
			continue
		}
		m.admin = m.admin && !options["admin"]
		m.noInherit = m.noInherit || options["inherit"]
		m.noSet = m.noSet || options["set"]
		put(r.db, r.db.members, key, m)
	}
}

func (r *reader) removeMember(role, member, grantor string) {
	remove(r.db, r.db.members, memberKey{role, member, grantor})
}

// finishRoles adds roles and memberships to a schema.
func (r *reader) finishRoles(s *model.Schema) {
	for _, name := range sortedKeys(r.db.roles) {
		s.Definitions = append(s.Definitions, *r.db.roles[name])
	}
	for key, m := range r.db.members { // sorted with the schema
		d := property.Membership(key.role, key.member, key.grantor)
		d.SetFlag(property.AdminOption, m.admin)
		d.SetFlag(property.NoInherit, m.noInherit)
		d.SetFlag(property.NoSet, m.noSet)
		s.Definitions = append(s.Definitions, d)
	}
}

// setRole applies SET ROLE and SET SESSION AUTHORIZATION; name is "" for the
// reset.
func (r *reader) setRole(s *parse.VariableSetStmt) {
	name := ""
	if list := values(s.Args); len(list) > 0 && s.Kind == parse.VariableSetKind_VAR_SET_VALUE {
		name = list[0]
	}
	if strings.EqualFold(s.Name, "session_authorization") {
		if name == "default" {
			name = ""
		}
		r.session.user, r.session.role = name, name
		return
	}
	if r.session.role = name; name == "" || name == "none" {
		r.session.role = r.session.user
	}
}

// accessNode applies a statement about owners, privileges and roles.
func (r *reader) accessNode(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_GrantStmt:
		r.grant(s.GrantStmt)
	case *parse.Node_GrantRoleStmt:
		r.grantRole(s.GrantRoleStmt)
	case *parse.Node_AlterDefaultPrivilegesStmt:
		r.alterDefaults(s.AlterDefaultPrivilegesStmt)
	case *parse.Node_AlterOwnerStmt:
		r.alterOwner(s.AlterOwnerStmt)
	case *parse.Node_ReassignOwnedStmt:
		r.reassignOwned(s.ReassignOwnedStmt)
	case *parse.Node_DropOwnedStmt:
		r.dropOwned(s.DropOwnedStmt)
	case *parse.Node_CreateRoleStmt:
		r.createRole(s.CreateRoleStmt)
	case *parse.Node_AlterRoleStmt:
		r.alterRole(s.AlterRoleStmt)
	case *parse.Node_AlterRoleSetStmt:
		r.alterRoleSet(s.AlterRoleSetStmt)
	case *parse.Node_DropRoleStmt:
		r.dropRole(s.DropRoleStmt)
	case *parse.Node_SecLabelStmt:
		r.securityLabel(s.SecLabelStmt)
	default:
		return false
	}
	return true
}
