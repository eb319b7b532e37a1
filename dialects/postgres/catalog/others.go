package catalog

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// othersSQL reads every object that is nothing but a name to the model. The
// columns are: kind, catalog, oid, schema, owner (the table of a trigger, the
// method of an operator family and so on), name.
//
// The rules of an extension's relation are no members of the extension by
// themselves, but the extension's all the same.
const othersSQL = `
SELECT 'rule', 'pg_rewrite', w.oid, n.nspname::text, c.relname::text, w.rulename::text
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN' AND` + userSchema + `
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

func (r *reader) readOthers(rows inspect.Rows) error {
	for rows.Next() {
		var k model.Kind
		var o object
		var schema, owner, name string
		if err := rows.Scan(&k, &o.class, &o.oid, &schema, &owner, &name); err != nil {
			return err
		}
		if r.members[o] {
			continue
		}
		id, err := r.otherID(k, schema, owner, name)
		if err != nil {
			return err
		}
		r.unsupported(id)
	}
	return rows.Err()
}

func (r *reader) otherID(k model.Kind, schema, owner, name string) (model.ID, error) {
	schema, owner = r.intern(schema), r.intern(owner)
	switch k {
	case kind.Trigger, kind.Rule, kind.Policy:
		return kind.On(model.QName{Schema: schema, Name: owner}, k, name), nil
	default:
		return model.ID{}, fmt.Errorf("object %s is of the unknown kind %q", name, k)
	}
}
