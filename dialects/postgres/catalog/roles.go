package catalog

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// firstSuperuser is the oid of the role that initdb makes (BOOTSTRAP_SUPERUSERID).
const firstSuperuser = 10

// rolesSQL reads the public view of the roles, which shows no password.
const rolesSQL = `
SELECT r.oid, r.rolname, r.rolname = current_user, r.rolsuper, NOT r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication, r.rolbypassrls,
       r.rolconnlimit, coalesce(nullif(r.rolvaliduntil, 'infinity')::text, ''),
       coalesce((SELECT s.setconfig FROM pg_db_role_setting s WHERE s.setrole = r.oid AND s.setdatabase = 0), '{}'),
       coalesce((SELECT s.setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
                 WHERE s.setrole = r.oid AND d.datname = current_database()), '{}'),
       coalesce((SELECT d.description FROM pg_shdescription d WHERE d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid), '')
FROM pg_roles r`

func (r *reader) readRoles(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var current bool
		var d model.Definition
		var superuser, noInherit, createRole, createDatabase, login, replication, bypass bool
		var limit int
		var until string
		var everywhere, here []string
		err := rows.Scan(&oid, &d.ID.Name, &current, &superuser, &noInherit, &createRole, &createDatabase, &login, &replication, &bypass,
			&limit, &until, &everywhere, &here, &d.Comment)
		if err != nil {
			return err
		}
		d.ID.Name = r.intern(d.ID.Name)
		r.roleNames[oid] = d.ID.Name
		if current {
			r.schema.Role = d.ID.Name
		}
		if isPredefined(oid) {
			continue
		}
		d.ID.Kind = model.KindRole
		d.SetFlag(property.Superuser, superuser)
		d.SetFlag(property.NoInherit, noInherit)
		d.SetFlag(property.CreateRole, createRole)
		d.SetFlag(property.CreateDatabase, createDatabase)
		d.SetFlag(property.Login, login)
		d.SetFlag(property.Replication, replication)
		d.SetFlag(property.BypassRLS, bypass)
		if limit != -1 {
			d.SetText(property.ConnectionLimit, strconv.Itoa(limit))
		}
		d.SetText(property.ValidUntil, until)
		d.Set(property.Settings, model.Value{List: settings(everywhere)})
		d.Set(property.DatabaseSettings, model.Value{List: settings(here)})
		r.schema.Cluster = append(r.schema.Cluster, d)
		if oid == firstSuperuser {
			r.superuser = d.ID.Name
		}
	}
	return rows.Err()
}

// isPredefined reports whether initdb made a role, other than the first
// superuser.
func isPredefined(oid uint32) bool { return oid < 16384 && oid != firstSuperuser }

func membershipsSQL(v version.Number) string {
	if v.HasMembershipOptions() {
		return `SELECT m.roleid, m.member, m.grantor, m.admin_option, NOT m.inherit_option, NOT m.set_option FROM pg_auth_members m WHERE m.member >= 16384`
	}
	return `SELECT m.roleid, m.member, 10, m.admin_option, false, false FROM pg_auth_members m WHERE m.member >= 16384`
}

func (r *reader) readMemberships(rows inspect.Rows) error {
	for rows.Next() {
		var role, member, grantor uint32
		var admin, noInherit, noSet bool
		if err := rows.Scan(&role, &member, &grantor, &admin, &noInherit, &noSet); err != nil {
			return err
		}
		by := ""
		if grantor != firstSuperuser {
			by = r.roleNames[grantor]
		}
		d := property.Membership(r.roleNames[role], r.roleNames[member], by)
		d.SetFlag(property.AdminOption, admin)
		d.SetFlag(property.NoInherit, noInherit)
		d.SetFlag(property.NoSet, noSet)
		r.schema.Cluster = append(r.schema.Cluster, d)
	}
	return rows.Err()
}

// finishAccess adds what is said about the objects that the schema holds, and
// tells the roles that they name from the other roles of the server: those that
// own something or have rights, and the groups which these are in.
func (r *reader) finishAccess() {
	owned := map[model.QName]bool{}
	for _, q := range r.schema.Sequences {
		if !q.OwnedBy.IsZero() {
			owned[model.QName{Schema: q.Schema, Name: q.Name}] = true
		}
	}
	var list []model.Definition
	kept := r.identitySequences()
	for _, d := range r.attached {
		of, aspect, _ := d.ID.About()
		// Such a sequence has the owner of its table.
		if of.Kind == model.KindSequence && aspect == model.AspectOwner && (owned[of.QName()] || kept[of.QName()]) {
			continue
		}
		list = append(list, d)
	}
	r.schema.Attach(list)
	used := map[string]bool{}
	for _, d := range r.schema.Definitions {
		for _, name := range model.RolesOf(d) {
			used[name] = true
		}
	}
	delete(used, r.superuser)
	r.schema.TakeRoles(used)
}

// identitySequences lists the sequences of identity columns.
func (r *reader) identitySequences() map[model.QName]bool {
	list := map[model.QName]bool{}
	for i := range r.schema.Tables {
		for _, c := range r.schema.Tables[i].Columns {
			if !c.Identity.IsZero() {
				list[c.Identity.Sequence] = true
			}
		}
	}
	return list
}
