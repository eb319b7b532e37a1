package catalog

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/acl"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// accessSQL reads the owner and the privileges of every object that can have
// them. The columns are: catalog, oid, number of the column, letter of the kind,
// schema, table or access method, name, types of the operands, owner, privileges.
// A routine is told by its oid.
func accessSQL(v version.Number) string {
	sql := `
SELECT 'pg_class', c.oid, 0, c.relkind::text, n.nspname::text, '', c.relname::text, '{}'::text[], c.relowner, coalesce(c.relacl::text[], '{}'), c.relacl IS NULL
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND` + userSchema + `
UNION ALL
SELECT 'pg_class', a.attrelid, a.attnum, 'column', n.nspname, c.relname, a.attname, '{}', c.relowner, a.attacl::text[], false
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND a.attnum > 0 AND` + userSchema + `
UNION ALL
SELECT 'pg_type', t.oid, 0, t.typtype::text, n.nspname, '', t.typname, '{}', t.typowner, coalesce(t.typacl::text[], '{}'), t.typacl IS NULL
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')
       OR t.typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)) AND` + userSchema + `
UNION ALL
SELECT 'pg_proc', p.oid, 0, '', '', '', '', '{}', p.proowner, coalesce(p.proacl::text[], '{}'), p.proacl IS NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE` + userSchema + `
UNION ALL
SELECT 'pg_namespace', n.oid, 0, '', '', '', n.nspname, '{}', n.nspowner, coalesce(n.nspacl::text[], '{}'), n.nspacl IS NULL
FROM pg_namespace n WHERE` + userSchema + `
UNION ALL
SELECT 'pg_operator', o.oid, 0, '', n.nspname, '', o.oprname,
       ARRAY[CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) ELSE '' END, CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) ELSE '' END],
       o.oprowner, '{}', true
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE` + userSchema + `
UNION ALL
SELECT 'pg_opclass', o.oid, 0, '', n.nspname, m.amname, o.opcname, '{}', o.opcowner, '{}', true
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod WHERE` + userSchema + `
UNION ALL
SELECT 'pg_opfamily', o.oid, 0, '', n.nspname, m.amname, o.opfname, '{}', o.opfowner, '{}', true
FROM pg_opfamily o JOIN pg_namespace n ON n.oid = o.opfnamespace JOIN pg_am m ON m.oid = o.opfmethod WHERE` + userSchema
	for _, c := range []struct{ class, prefix string }{
		{"collation", "coll"}, {"conversion", "con"}, {"ts_config", "cfg"}, {"ts_dict", "dict"}, {"statistic_ext", "stx"},
	} {
		sql += fmt.Sprintf(`
UNION ALL
SELECT 'pg_%[1]s', o.oid, 0, '', n.nspname, '', o.%[2]sname, '{}', o.%[2]sowner, '{}', true
FROM pg_%[1]s o JOIN pg_namespace n ON n.oid = o.%[2]snamespace WHERE`+userSchema, c.class, c.prefix)
	}
	for _, c := range []struct{ class, prefix, privileges string }{
		{"language", "lan", "lanacl"},
		{"foreign_data_wrapper", "fdw", "fdwacl"},
		{"foreign_server", "srv", "srvacl"},
		{"publication", "pub", "NULL"},
		{"event_trigger", "evt", "NULL"},
	} {
		sql += fmt.Sprintf(`
UNION ALL
SELECT 'pg_%[1]s', o.oid, 0, '', '', '', o.%[2]sname, '{}', o.%[2]sowner, coalesce(%[3]s::text[], '{}'), %[3]s IS NULL FROM pg_%[1]s o WHERE o.oid >= 16384`,
			c.class, c.prefix, c.privileges)
	}
	sql += `
UNION ALL
SELECT 'pg_subscription', 0, 0, '', '', '', s.subname, '{}', s.subowner, '{}', true
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
UNION ALL
SELECT 'pg_database', d.oid, 0, '', '', '', '', '{}', d.datdba, coalesce(d.datacl::text[], '{}'), d.datacl IS NULL FROM pg_database d WHERE d.datname = current_database()`
	if v.HasParameterPrivileges() {
		sql += `
UNION ALL
SELECT 'pg_parameter_acl', p.oid, 0, '', '', '', p.parname, '{}', 10, p.paracl::text[], false FROM pg_parameter_acl p`
	}
	return sql
}

// accessRow is a row of accessSQL.
type accessRow struct {
	part
	letter, schema, parent, name string
	types                        []string
	owner                        uint32
	items                        []string
	usual                        bool // the privileges
}

func (r *reader) readAccess(rows inspect.Rows) error {
	for rows.Next() {
		var a accessRow
		err := rows.Scan(&a.class, &a.oid, &a.sub, &a.letter, &a.schema, &a.parent, &a.name, &a.types, &a.owner, &a.items, &a.usual)
		if err != nil {
			return err
		}
		a.class = r.intern(a.class)
		if r.owned(a.class, a.oid) {
			continue
		}
		of, ok, err := r.identity(a)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if a.sub == 0 {
			r.ids[a.object] = of
		}
		if err := r.addAccess(of, a); err != nil {
			return err
		}
	}
	return rows.Err()
}

// addAccess notes the owner and the privileges of an object.
func (r *reader) addAccess(of model.ID, a accessRow) error {
	owner := r.roleNames[a.owner]
	if a.sub == 0 && of.Kind != kind.Parameter && owner != "" {
		d := model.Definition{ID: of.Attached(model.AspectOwner)}
		d.ID.Kind = model.Kind(r.intern(string(d.ID.Kind)))
		d.Set(property.Owner, model.Value{Ref: model.RoleID(owner)})
		r.attached = append(r.attached, d)
	}
	if a.usual && of != (model.ID{Kind: model.KindSchema, Name: "public"}) {
		return nil
	}
	usual := property.DefaultOf(of, r.version)
	list, err := acl.Parse(a.items, owner)
	if err != nil {
		return err
	}
	if a.usual {
		list = property.ClassOf(of).Default(r.version)
	}
	d := model.Definition{ID: of.Attached(model.AspectPrivileges)}
	property.SetPrivileges(&d, list, usual)
	if len(d.Properties) > 0 {
		r.attached = append(r.attached, d)
	}
	return nil
}

// identity returns what a row is about; ok is false for what the model holds as
// part of something else.
func (r *reader) identity(a accessRow) (id model.ID, ok bool, err error) {
	a.schema, a.name = r.intern(a.schema), r.intern(a.name)
	in := func(k model.Kind) (model.ID, bool, error) { return kind.In(a.schema, k, a.name), true, nil }
	global := func(k model.Kind) (model.ID, bool, error) { return kind.Global(k, a.name), true, nil }
	switch a.class {
	case classRelation:
		if a.sub != 0 {
			return kind.On(model.QName{Schema: a.schema, Name: r.intern(a.parent)}, model.KindColumn, a.name), true, nil
		}
		return in(relationKind(a.letter))
	case classType:
		return in(typeKind(a.letter))
	case classRoutine:
		id, ok = r.routineIDs[a.oid]
		return id, ok, nil
	case classNamespace:
		return global(model.KindSchema)
	case classOperator:
		types, err := r.operands(a.types[0], a.types[1])
		return kind.OperatorID(a.schema, a.name, types[0], types[1]), true, err
	case classOpclass:
		return kind.MethodID(kind.OperatorClass, a.schema, a.name, a.parent), true, nil
	case "pg_opfamily":
		return kind.MethodID(kind.OperatorFamily, a.schema, a.name, a.parent), true, nil
	case classCollation:
		return in(kind.Collation)
	case "pg_conversion":
		return in(kind.Conversion)
	case "pg_ts_config":
		return in(kind.TextSearchConfiguration)
	case "pg_ts_dict":
		return in(kind.TextSearchDictionary)
	case classStatistics:
		return in(model.KindStatistics)
	case "pg_language":
		return global(kind.Language)
	case "pg_foreign_data_wrapper":
		return global(kind.ForeignDataWrapper)
	case "pg_foreign_server":
		return global(kind.Server)
	case "pg_publication":
		return global(kind.Publication)
	case "pg_subscription":
		return global(kind.Subscription)
	case classEventTrigger:
		return global(kind.EventTrigger)
	case "pg_database":
		return kind.ThisDatabase(), true, nil
	case "pg_parameter_acl":
		return global(kind.Parameter)
	}
	return model.ID{}, false, fmt.Errorf("the catalog %s is unknown", a.class)
}

func relationKind(letter string) model.Kind {
	switch letter {
	case "v":
		return kind.View
	case "S":
		return model.KindSequence
	}
	return model.KindTable
}

func typeKind(letter string) model.Kind {
	switch letter {
	case "e":
		return model.KindEnum
	case "d":
		return model.KindDomain
	case "c":
		return model.KindComposite
	case "r":
		return model.KindRange
	case "p":
		return kind.ShellType
	}
	return kind.BaseType
}

const defaultPrivilegesSQL = `
SELECT d.defaclrole, coalesce(n.nspname, ''), d.defaclobjtype::text, d.defaclacl::text[]
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`

func (r *reader) readDefaultPrivileges(rows inspect.Rows) error {
	for rows.Next() {
		var role uint32
		var schema, letter string
		var items []string
		if err := rows.Scan(&role, &schema, &letter, &items); err != nil {
			return err
		}
		list, err := acl.Parse(items, r.roleNames[role])
		if err != nil {
			return err
		}
		for _, t := range property.DefaultTypes() {
			if t.Letter != letter {
				continue
			}
			d := property.DefaultPrivileges(schema, r.roleNames[role], t, list, r.version)
			if d.Has(property.Granted) || d.Has(property.Revoked) {
				r.attached = append(r.attached, d)
			}
		}
	}
	return rows.Err()
}

// labelsSQL reads the security labels, those of roles and the database, too.
const labelsSQL = `
SELECT l.classoid::regclass::text, l.objoid, l.objsubid, coalesce(a.attname, ''), l.provider, l.label
FROM pg_seclabel l LEFT JOIN pg_attribute a ON l.classoid = 'pg_class'::regclass AND l.objsubid <> 0 AND a.attrelid = l.objoid AND a.attnum = l.objsubid
UNION ALL
SELECT l.classoid::regclass::text, l.objoid, 0, '', l.provider, l.label FROM pg_shseclabel l`

func (r *reader) readLabels(rows inspect.Rows) error {
	labels := map[model.ID][]model.Value{}
	for rows.Next() {
		var p part
		var column string
		var v model.Value
		if err := rows.Scan(&p.class, &p.oid, &p.sub, &column, &v.Name, &v.Text); err != nil {
			return err
		}
		of, known := r.ids[p.object]
		if p.class == "pg_authid" {
			of, known = model.RoleID(r.roleNames[p.oid]), r.roleNames[p.oid] != ""
		}
		if !known {
			continue
		}
		if column != "" {
			of = kind.On(of.QName(), model.KindColumn, column)
		}
		labels[of] = append(labels[of], v)
	}
	for of, list := range labels { // sorted with the schema
		r.attached = append(r.attached, property.LabelsOf(of, list))
	}
	return rows.Err()
}
