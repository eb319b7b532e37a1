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
//
// Of user mappings it reads the public view, and of subscriptions the columns
// that everybody may read: the rest holds secrets.
const othersSQL = `
SELECT 'rule', 'pg_rewrite', w.oid, n.nspname::text, c.relname::text, w.rulename::text
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN' AND` + userSchema + `
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
UNION ALL
SELECT 'conversion', 'pg_conversion', c.oid, n.nspname, '', c.conname
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
WHERE` + userSchema + `
UNION ALL
SELECT 'operator family', 'pg_opfamily', f.oid, n.nspname, m.amname, f.opfname
FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
WHERE` + userSchema + `
UNION ALL
SELECT 'text search configuration', 'pg_ts_config', c.oid, n.nspname, '', c.cfgname
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
WHERE` + userSchema + `
UNION ALL
SELECT 'text search dictionary', 'pg_ts_dict', d.oid, n.nspname, '', d.dictname
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
WHERE` + userSchema + `
UNION ALL
SELECT 'text search parser', 'pg_ts_parser', p.oid, n.nspname, '', p.prsname
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
WHERE` + userSchema + `
UNION ALL
SELECT 'text search template', 'pg_ts_template', t.oid, n.nspname, '', t.tmplname
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
WHERE` + userSchema + `
UNION ALL
SELECT 'language', 'pg_language', l.oid, '', '', l.lanname FROM pg_language l WHERE l.oid >= 16384
UNION ALL
SELECT 'transform', 'pg_transform', t.oid, '', l.lanname, format_type(t.trftype, NULL)
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
UNION ALL
SELECT 'access method', 'pg_am', a.oid, '', '', a.amname FROM pg_am a WHERE a.oid >= 16384
UNION ALL
SELECT 'foreign-data wrapper', 'pg_foreign_data_wrapper', f.oid, '', '', f.fdwname FROM pg_foreign_data_wrapper f
UNION ALL
SELECT 'server', 'pg_foreign_server', s.oid, '', '', s.srvname FROM pg_foreign_server s
UNION ALL
SELECT 'user mapping', 'pg_user_mapping', u.umid, '', u.srvname, u.usename FROM pg_user_mappings u
UNION ALL
SELECT 'publication', 'pg_publication', p.oid, '', '', p.pubname FROM pg_publication p
UNION ALL
SELECT 'subscription', 'pg_subscription', 0, '', '', s.subname
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()`

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
	case kind.OperatorFamily:
		return kind.MethodID(k, schema, name, owner), nil
	case kind.UserMapping:
		return kind.UserMappingID(name, owner), nil
	case kind.Transform:
		t, err := r.typ(name)
		return kind.TransformID(t, owner), err
	case kind.Conversion, kind.TextSearchConfiguration, kind.TextSearchDictionary, kind.TextSearchParser, kind.TextSearchTemplate:
		return kind.In(schema, k, name), nil
	case kind.EventTrigger, kind.Language, kind.AccessMethod, kind.ForeignDataWrapper, kind.Server, kind.Publication, kind.Subscription:
		return kind.Global(k, name), nil
	default:
		return model.ID{}, fmt.Errorf("object %s is of the unknown kind %q", name, k)
	}
}
