package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const policiesSQL = `
SELECT p.oid, c.oid, n.nspname, c.relname, p.polname, p.polcmd::text, p.polpermissive,
       ARRAY(SELECT r.rolname::text FROM pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname COLLATE "C"),
       coalesce(pg_get_expr(p.polqual, p.polrelid), ''), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE` + userSchema

func (r *reader) readPolicies(rows inspect.Rows) error {
	for rows.Next() {
		var oid, table uint32
		var on model.QName
		var name, command, using, check string
		var permissive bool
		var roles []string
		if err := rows.Scan(&oid, &table, &on.Schema, &on.Name, &name, &command, &permissive, &roles, &using, &check); err != nil {
			return err
		}
		if r.owned(classPolicy, oid) || r.owned(classRelation, table) {
			continue
		}
		d := model.Definition{
			ID:      kind.On(model.QName{Schema: r.intern(on.Schema), Name: r.intern(on.Name)}, kind.Policy, name),
			Comment: r.comment(classPolicy, oid),
		}
		d.SetText(property.Command, policyCommand(command))
		d.SetFlag(property.Restrictive, !permissive)
		var list []model.Value
		for _, role := range roles {
			list = append(list, model.Value{Name: role})
		}
		d.Set(property.Roles, model.Value{List: list})
		d.Set(property.Using, model.Value{Expr: model.Expr{Text: stripParens(using)}})
		d.Set(property.WithCheck, model.Value{Expr: model.Expr{Text: stripParens(check)}})
		r.schema.Definitions = append(r.schema.Definitions, d)
	}
	return rows.Err()
}

// policyCommand is the text of property.Command for polcmd.
func policyCommand(letter string) string {
	switch letter {
	case "r":
		return "select"
	case "a":
		return "insert"
	case "w":
		return "update"
	case "d":
		return "delete"
	}
	return ""
}
