package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// typeFact is what the reader needs to know about a type that something else
// uses. Row types of tables and their arrays have no fact.
type typeFact struct {
	kind      string // pg_type.typtype
	category  string
	preferred bool
	base      uint32 // of a domain
	// hasDefault: a domain has a default of its own.
	hasDefault bool
	element    uint32 // of a true array
	storage    string
	collation  uint32
}

// composite is a composite type while its attributes are collected.
type composite struct {
	model.Composite
	relation uint32
	numbers  []int // of the attributes
	owned    bool
}

const collationsSQL = `
SELECT c.oid, n.nspname, c.collname,` + userSchema + `
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace`

func (r *reader) readCollations(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name string
		var user bool
		if err := rows.Scan(&oid, &schema, &name, &user); err != nil {
			return err
		}
		r.collations[oid] = r.qname(schema, name)
		if user {
			r.named(classCollation, oid, schema, name)
		}
	}
	return rows.Err()
}

// collation returns the name of a collation where it differs from the one that
// would be used anyway.
func (r *reader) collation(oid, implied uint32) (model.QName, error) {
	if oid == 0 || oid == implied {
		return model.QName{}, nil
	}
	name, ok := r.collations[oid]
	if !ok {
		return model.QName{}, changed("collation %d is gone", oid)
	}
	return name, nil
}

// typesSQL leaves out what comes with every table: the row type and its array.
const typesSQL = `
SELECT t.oid, n.nspname, t.typname, t.typtype::text, t.typcategory::text, t.typispreferred, t.typbasetype,
       CASE WHEN t.typlen = -1 THEN t.typelem ELSE 0 END, t.typstorage::text, t.typcollation, t.typnotnull,
       t.typisdefined, t.typrelid, e.oid IS NOT NULL,` + userSchema + `,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) ELSE '' END,
       coalesce(pg_get_expr(t.typdefaultbin, 0), '')
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
LEFT JOIN pg_class ec ON ec.oid = e.typrelid
WHERE (t.typrelid = 0 OR c.relkind = 'c') AND (e.oid IS NULL OR e.typrelid = 0 OR ec.relkind = 'c')`

// typeRow is one row of typesSQL.
type typeRow struct {
	typeFact
	oid                           uint32
	schema, name                  string
	notNull, defined, array, user bool
	relation                      uint32
	baseText, defaultText         string
}

func (r *reader) readTypes(rows inspect.Rows) error {
	var t typeRow // one for all rows, since scanning makes it escape
	for rows.Next() {
		t = typeRow{}
		err := rows.Scan(&t.oid, &t.schema, &t.name, &t.kind, &t.category, &t.preferred, &t.base,
			&t.element, &t.storage, &t.collation, &t.notNull,
			&t.defined, &t.relation, &t.array, &t.user, &t.baseText, &t.defaultText)
		if err != nil {
			return err
		}
		t.kind, t.category, t.storage = r.intern(t.kind), r.intern(t.category), r.intern(t.storage)
		t.hasDefault = t.kind == "d" && t.defaultText != ""
		r.types[t.oid] = t.typeFact
		if !t.user || t.array {
			continue
		}
		t.schema = r.intern(t.schema)
		r.named(classType, t.oid, t.schema, t.name)
		if err := r.addType(t); err != nil {
			return err
		}
	}
	return rows.Err()
}

// addType records a user's type of the model, or one that it doesn't hold.
func (r *reader) addType(t typeRow) error {
	owned := r.owned(classType, t.oid)
	comment := r.comment(classType, t.oid)
	switch {
	case t.kind == "c":
		r.composite[t.relation] = &composite{
			Composite: model.Composite{Schema: t.schema, Name: t.name, Comment: comment},
			relation:  t.relation, owned: owned,
		}
	case owned || t.kind == "m": // a multirange type is named by its range type
	case t.kind == "e":
		r.enums[t.oid] = &model.Enum{Schema: t.schema, Name: t.name, Comment: comment}
	case t.kind == "r":
		r.ranges[t.oid] = &model.Range{Schema: t.schema, Name: t.name, Comment: comment}
	case t.kind == "d":
		base, err := r.typ(t.baseText)
		if err != nil {
			return err
		}
		r.domains[t.oid] = &model.Domain{
			Schema: t.schema, Name: t.name, Base: base, NotNull: t.notNull,
			Default: expr(t.defaultText), Comment: comment,
		}
	case !t.defined:
		r.define(model.Definition{ID: kind.In(t.schema, kind.ShellType, t.name), Comment: comment})
	default: // a base type, which readBaseTypes reads
	}
	return nil
}

const enumsSQL = `
SELECT e.oid, e.enumtypid, e.enumlabel FROM pg_enum e ORDER BY e.enumtypid, e.enumsortorder`

func (r *reader) readEnums(rows inspect.Rows) error {
	for rows.Next() {
		var oid, of uint32
		var label string
		if err := rows.Scan(&oid, &of, &label); err != nil {
			return err
		}
		r.named(classEnum, oid, "", label)
		if e := r.enums[of]; e != nil {
			e.Labels = append(e.Labels, label)
		}
	}
	return rows.Err()
}

func rangesSQL(v version.Number) string {
	multirange := `'', '' FROM pg_range g`
	if v.HasMultiranges() {
		multirange = `mn.nspname, m.typname
FROM pg_range g
JOIN pg_type m ON m.oid = g.rngmultitypid
JOIN pg_namespace mn ON mn.oid = m.typnamespace`
	}
	return `
SELECT g.rngtypid, g.rngsubtype, format_type(g.rngsubtype, NULL), g.rngcollation, g.rngsubopc,
       coalesce(cn.nspname, ''), coalesce(c.proname, ''), coalesce(dn.nspname, ''), coalesce(d.proname, ''), ` + multirange + `
LEFT JOIN pg_proc c ON c.oid = g.rngcanonical
LEFT JOIN pg_namespace cn ON cn.oid = c.pronamespace
LEFT JOIN pg_proc d ON d.oid = g.rngsubdiff
LEFT JOIN pg_namespace dn ON dn.oid = d.pronamespace`
}

// readRanges runs before the operator classes are known, and leaves them to
// finishRanges.
func (r *reader) readRanges(rows inspect.Rows) error {
	for rows.Next() {
		var oid, subtype, collation, class uint32
		var text string
		var canonical, subdiff, multirange model.QName
		err := rows.Scan(&oid, &subtype, &text, &collation, &class, &canonical.Schema, &canonical.Name,
			&subdiff.Schema, &subdiff.Name, &multirange.Schema, &multirange.Name)
		if err != nil {
			return err
		}
		g := r.ranges[oid]
		if g == nil {
			continue
		}
		if g.Subtype, err = r.typ(text); err != nil {
			return err
		}
		if g.Collation, err = r.collation(collation, r.types[subtype].collation); err != nil {
			return err
		}
		g.Canonical = r.qname(canonical.Schema, canonical.Name)
		g.SubtypeDiff = r.qname(subdiff.Schema, subdiff.Name)
		if multirange != (model.QName{Schema: g.Schema, Name: naming.Multirange(g.Name)}) {
			g.Multirange = multirange
		}
		r.rangeClasses = append(r.rangeClasses, rangeClass{g, subtype, class})
	}
	return rows.Err()
}

// rangeClass is the operator class of a range type's subtype.
type rangeClass struct {
	of      *model.Range
	subtype uint32
	class   uint32
}

// domainCollation compares a domain's collation with its base type's.
func (r *reader) domainCollation(oid uint32) (model.QName, error) {
	fact := r.types[oid]
	return r.collation(fact.collation, r.types[fact.base].collation)
}
