package catalog

import (
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const membersSQL = `
SELECT d.classid::regclass::text, d.objid
FROM pg_depend d
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'`

func (r *reader) readMembers(rows inspect.Rows) error {
	for rows.Next() {
		var o object
		if err := rows.Scan(&o.class, &o.oid); err != nil {
			return err
		}
		o.class = r.intern(o.class)
		r.members[o] = true
	}
	return rows.Err()
}

// commentsSQL reads the comments on the objects of all classes at once. Objects below 16384 are the server's own, except that schema
// public is one of those.
const commentsSQL = `
SELECT d.classoid::regclass::text, d.objoid, d.objsubid, d.description
FROM pg_description d
WHERE d.classoid <> 'pg_largeobject'::regclass AND (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass)`

func (r *reader) readComments(rows inspect.Rows) error {
	for rows.Next() {
		var p part
		var text string
		if err := rows.Scan(&p.class, &p.oid, &p.sub, &text); err != nil {
			return err
		}
		p.class = r.intern(p.class)
		r.comments[p] = text
	}
	return rows.Err()
}

const namespacesSQL = `
SELECT n.oid, n.nspname
FROM pg_namespace n
WHERE` + userSchema

// standardPublicComment is the comment on schema public in every new database.
const standardPublicComment = "standard public schema"

func (r *reader) readNamespaces(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var name string
		if err := rows.Scan(&oid, &name); err != nil {
			return err
		}
		r.named(classNamespace, oid, "", name)
		if r.owned(classNamespace, oid) {
			continue
		}
		comment := r.comment(classNamespace, oid)
		if name == "public" && comment == standardPublicComment {
			comment = ""
		}
		r.schema.Namespaces = append(r.schema.Namespaces, model.Namespace{Name: r.intern(name), Comment: comment})
	}
	return rows.Err()
}

const extensionsSQL = `
SELECT e.oid, e.extname, n.nspname, e.extversion, ARRAY(
  SELECT r.extname::text
  FROM pg_depend d JOIN pg_extension r ON r.oid = d.refobjid
  WHERE d.classid = 'pg_extension'::regclass AND d.objid = e.oid AND d.refclassid = 'pg_extension'::regclass AND r.extname <> 'plpgsql'
  ORDER BY r.extname COLLATE "C")
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql'`

func (r *reader) readExtensions(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var e model.Extension
		if err := rows.Scan(&oid, &e.Name, &e.Schema, &e.Version, &e.Requires); err != nil {
			return err
		}
		if len(e.Requires) == 0 {
			e.Requires = nil
		}
		e.Schema = r.intern(e.Schema)
		e.Comment = r.comment(classExtension, oid)
		r.schema.Extensions = append(r.schema.Extensions, e)
	}
	return rows.Err()
}
