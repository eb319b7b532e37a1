package property

import "github.com/schemadiff/schemadiff/model"

// The properties of roles. Their settings, those for all databases, are
// [Settings]. The password is not read.
const (
	Superuser       model.PropertyName = "superuser"
	NoInherit       model.PropertyName = "no inherit" // also of memberships
	CreateRole      model.PropertyName = "create role"
	CreateDatabase  model.PropertyName = "create database"
	Login           model.PropertyName = "login"
	Replication     model.PropertyName = "replication"
	BypassRLS       model.PropertyName = "bypass row security"
	ConnectionLimit model.PropertyName = "connection limit"
	// ValidUntil is a time as the server prints it in ISO form and UTC. [Forever] is
	// left out, as no statement tells it from none.
	ValidUntil model.PropertyName = "valid until"
	// DatabaseSettings are the settings for this database, in the form of
	// [Settings].
	DatabaseSettings model.PropertyName = "settings in this database"
)

// Forever is the time that never comes.
const Forever = "infinity"

// The properties of memberships, beside [NoInherit]. Role refers to the group.
const (
	Member      model.PropertyName = "member"
	AdminOption model.PropertyName = "admin option"
	NoSet       model.PropertyName = "no set"
	// GrantedBy refers to the grantor, unless that is the server's first superuser.
	GrantedBy model.PropertyName = "granted by"
)

// MembershipID identifies a membership; grantor is "" for the usual one.
func MembershipID(role, member, grantor string) model.ID {
	if grantor != "" {
		member += " by " + grantor
	}
	return model.ID{Kind: model.KindMembership, Parent: role, Name: member}
}

// Membership makes the definition of a membership.
func Membership(role, member, grantor string) model.Definition {
	d := model.Definition{ID: MembershipID(role, member, grantor)}
	d.Set(Role, model.Value{Ref: model.RoleID(role)})
	d.Set(Member, model.Value{Ref: model.RoleID(member)})
	if grantor != "" {
		d.Set(GrantedBy, model.Value{Ref: model.RoleID(grantor)})
	}
	return d
}
