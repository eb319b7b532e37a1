package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// grants writes the statements that lead from one access control list to
// another.
type grants struct {
	*session
	class acl.Class
	noun  writer
	what  model.ID
	// owner is who owns the object, "" if that isn't known: then it is who runs
	// the migration.
	owner string
	// before stands before GRANT and REVOKE: ALTER DEFAULT PRIVILEGES ….
	before writer
}

// edit is one statement: what some grantees get or lose.
type edit struct {
	grantor  string
	rights   acl.Rights
	option   bool // WITH GRANT OPTION, GRANT OPTION FOR
	grantees []string
}

// texts lists the statements: first what is revoked, that which hangs on other
// rights first; then what is granted, the other way round.
func (g grants) texts(from, to acl.List) []accessText {
	var revoked, granted []edit
	for _, i := range from {
		t := to.Of(i.Grantee, i.Grantor)
		lost := i.Rights &^ t.Rights
		revoked = addEdit(revoked, edit{i.Grantor, lost, false, []string{i.Grantee}})
		revoked = addEdit(revoked, edit{i.Grantor, i.Options &^ t.Options &^ lost, true, []string{i.Grantee}})
	}
	for _, t := range to {
		i := from.Of(t.Grantee, t.Grantor)
		options := t.Options &^ i.Options
		granted = addEdit(granted, edit{t.Grantor, t.Rights &^ i.Rights &^ options, false, []string{t.Grantee}})
		granted = addEdit(granted, edit{t.Grantor, options, true, []string{t.Grantee}})
	}
	depthOf := func(l acl.List) func(a, b edit) int {
		return func(a, b edit) int { return l.Depth(a.grantor) - l.Depth(b.grantor) }
	}
	slices.SortStableFunc(revoked, depthOf(from))
	slices.Reverse(revoked)
	slices.SortStableFunc(granted, depthOf(to))
	var list []accessText
	for _, e := range revoked {
		list = append(list, g.text(e, false))
	}
	for _, e := range granted {
		list = append(list, g.text(e, true))
	}
	return list
}

// addEdit adds a grantee to those that get or lose the same.
func addEdit(list []edit, e edit) []edit {
	if e.rights == 0 {
		return list
	}
	for i, have := range list {
		if have.grantor == e.grantor && have.rights == e.rights && have.option == e.option {
			list[i].grantees = append(have.grantees, e.grantees...)
			return list
		}
	}
	return append(list, e)
}

// text writes one statement.
func (g grants) text(e edit, grant bool) accessText {
	w := write("").add(g.before)
	switch {
	case grant:
		w.Key("GRANT ")
	case e.option:
		w.Key("REVOKE GRANT OPTION FOR ")
	default:
		w.Key("REVOKE ")
	}
	g.rights(w, e.rights)
	w.Key(" ON ").add(g.noun)
	if grant {
		w.Key(" TO ")
	} else {
		w.Key(" FROM ")
	}
	var names []string
	for i, grantee := range e.grantees {
		if i > 0 {
			w.Key(", ")
		}
		names = append(names, g.grantee(w, grantee))
	}
	if grant && e.option {
		w.Key(" WITH GRANT OPTION")
	}
	t := accessText{sql: w.String()}
	if g.what.Kind == kind.Database {
		before, after, _ := strings.Cut(t.sql, databaseName)
		t.sql = onDatabase(write("").Expr(model.Expr{Text: before + databaseName}), write("").Expr(model.Expr{Text: after}))
	}
	if e.grantor != acl.Owner {
		t.as, t.early = e.grantor, !grant
	}
	if !grant {
		t.loses = g.loses(e, names)
	}
	return t
}

// databaseName stands for the database's name until the statement is whole.
const databaseName = "DATABASE "

func (g grants) loses(e edit, names []string) string {
	what := strings.Join(e.rights.Words(), ", ")
	if e.option {
		what = "the right to grant " + what
	}
	object := string(g.what.Kind) + " " + g.what.Path()
	if g.class != property.ClassOf(g.what) {
		object = "new " + g.what.Name
	}
	return "Revokes " + what + " on " + object + " from " + strings.Join(names, ", ") + "."
}

func (g grants) rights(w writer, rights acl.Rights) {
	if g.class != acl.Column && rights == g.class.All(g.version) {
		w.Key("ALL")
		return
	}
	for i, word := range rights.Words() {
		if i > 0 {
			w.Key(", ")
		}
		w.Expr(model.Expr{Text: word}) // one of the server's own list
		if g.class == acl.Column {
			w.columns([]string{g.what.Name})
		}
	}
}

// grantee writes who gets or loses a right, and returns a name for people.
func (g grants) grantee(w writer, name string) string {
	switch {
	case name == acl.Public:
		w.Key("PUBLIC")
		return "everybody"
	case name != acl.Owner:
		w.Ident(name)
		return name
	case g.owner == "":
		w.Key("CURRENT_USER")
	default:
		w.Ident(g.owner)
	}
	return "the owner"
}

// defaultsTexts writes the statements about default privileges.
func (s *session) defaultsTexts(id model.ID, old, fresh model.Definition) []accessText {
	d := fresh
	if d.ID.IsZero() {
		d = old
	}
	t := property.TypesOf(d)
	role := d.Get(property.Role).Ref.Name
	w := write("ALTER DEFAULT PRIVILEGES ")
	if role != "" {
		w.Key("FOR ROLE ").Ident(role).Key(" ")
	}
	if id.Schema != "" {
		w.Key("IN SCHEMA ").Ident(id.Schema).Key(" ")
	}
	usual := property.UsualDefaults(id.Schema, t, s.version)
	from, to := usual, usual
	if !old.ID.IsZero() {
		from = property.Privileges(old, usual)
	}
	if !fresh.ID.IsZero() {
		to = property.Privileges(fresh, usual)
	}
	noun := write("").Expr(model.Expr{Text: strings.ToUpper(t.Word)}) // one of the list of types
	return grants{session: s, class: t.Class, noun: noun, what: model.ID{Name: t.Word}, owner: role, before: w}.texts(from, to)
}

// membershipTexts writes the statements about a membership.
func (s *session) membershipTexts(old, fresh model.Definition) []accessText {
	d := fresh
	if d.ID.IsZero() {
		d = old
	}
	role, member, by := d.Get(property.Role).Ref.Name, d.Get(property.Member).Ref.Name, d.Get(property.GrantedBy).Ref.Name
	end := func(w writer) string {
		if by != "" {
			w.Key(" GRANTED BY ").Ident(by)
		}
		return w.String()
	}
	if fresh.ID.IsZero() {
		sql := end(write("REVOKE ").Ident(role).Key(" FROM ").Ident(member))
		return []accessText{{sql: sql, loses: member + " is not a member of " + role + " any more, and has not its rights."}}
	}
	if !s.version.HasMembershipOptions() {
		if old.Has(property.AdminOption) && !fresh.Has(property.AdminOption) {
			return []accessText{{sql: end(write("REVOKE ADMIN OPTION FOR ").Ident(role).Key(" FROM ").Ident(member))}}
		}
		w := write("GRANT ").Ident(role).Key(" TO ").Ident(member)
		if fresh.Has(property.AdminOption) {
			w.Key(" WITH ADMIN OPTION")
		}
		return []accessText{{sql: end(w)}}
	}
	w := write("GRANT ").Ident(role).Key(" TO ").Ident(member)
	w.Key(" WITH ADMIN ").onOff(fresh.Has(property.AdminOption))
	w.Key(", INHERIT ").onOff(!fresh.Has(property.NoInherit))
	w.Key(", SET ").onOff(!fresh.Has(property.NoSet))
	return []accessText{{sql: end(w)}}
}

func (w writer) onOff(on bool) writer {
	if on {
		return w.Key("TRUE")
	}
	return w.Key("FALSE")
}
