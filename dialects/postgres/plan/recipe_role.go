package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// roleRecipe returns how roles are written. A role gets no password.
func roleRecipe(k model.Kind) (recipe, bool) {
	if k != model.KindRole {
		return recipe{}, false
	}
	return recipe{
		class: classRole, noun: roleNoun, takes: nameOnTable, create: createRole, alter: alterRole, then: roleSettings,
		alterable: append(roleOptionNames(), property.Settings, property.DatabaseSettings),
	}, true
}

func roleNoun(d model.Definition) writer { return write("ROLE ").Ident(d.ID.Name) }

// roleOption is an attribute of a role that is on or off.
type roleOption struct {
	property model.PropertyName
	on, off  render.Keyword
}

func roleOptions() []roleOption {
	return []roleOption{
		{property.Superuser, "SUPERUSER", "NOSUPERUSER"},
		{property.NoInherit, "NOINHERIT", "INHERIT"},
		{property.CreateRole, "CREATEROLE", "NOCREATEROLE"},
		{property.CreateDatabase, "CREATEDB", "NOCREATEDB"},
		{property.Login, "LOGIN", "NOLOGIN"},
		{property.Replication, "REPLICATION", "NOREPLICATION"},
		{property.BypassRLS, "BYPASSRLS", "NOBYPASSRLS"},
	}
}

func roleOptionNames() []model.PropertyName {
	list := []model.PropertyName{property.ConnectionLimit, property.ValidUntil}
	for _, o := range roleOptions() {
		list = append(list, o.property)
	}
	return list
}

func createRole(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE ").add(roleNoun(d))
	writeRoleOptions(w, definitionChange{fresh: d})
	return w.String(), nil
}

// writeRoleOptions writes the options that the new side has and the old one
// hasn't.
func writeRoleOptions(w writer, c definitionChange) {
	for _, o := range roleOptions() {
		switch was, is := c.old.Has(o.property), c.fresh.Has(o.property); {
		case is && !was:
			w.Key(" ").Key(o.on)
		case was && !is:
			w.Key(" ").Key(o.off)
		}
	}
	if limit := c.fresh.Get(property.ConnectionLimit).Text; limit != c.old.Get(property.ConnectionLimit).Text {
		if limit == "" {
			limit = "-1"
		}
		w.Key(" CONNECTION LIMIT ").Expr(model.Expr{Text: limit})
	}
	if until := c.fresh.Get(property.ValidUntil).Text; until != c.old.Get(property.ValidUntil).Text {
		if until == "" {
			until = "infinity"
		}
		w.Key(" VALID UNTIL ").Literal(until)
	}
}

func alterRole(_ *session, c definitionChange) ([]string, error) {
	var list []string
	if c.has(roleOptionNames()...) {
		w := write("ALTER ").add(roleNoun(c.fresh))
		writeRoleOptions(w, c)
		list = append(list, w.String())
	}
	return append(list, roleSettingTexts(c.old, c.fresh)...), nil
}

func roleSettings(_, d model.Definition) []string {
	return roleSettingTexts(model.Definition{}, d)
}

// roleSettingTexts writes the statements about the settings of a role, for all
// databases and for this one.
func roleSettingTexts(old, fresh model.Definition) []string {
	var list []string
	for _, clause := range settingClauses(old.Get(property.Settings).List, fresh.Get(property.Settings).List) {
		list = append(list, write("ALTER ").add(roleNoun(fresh)).Key(" ").add(clause).String())
	}
	for _, clause := range settingClauses(old.Get(property.DatabaseSettings).List, fresh.Get(property.DatabaseSettings).List) {
		start := write("ALTER ").add(roleNoun(fresh)).Key(" IN DATABASE ")
		list = append(list, onDatabase(start, write(" ").add(clause)))
	}
	return list
}
