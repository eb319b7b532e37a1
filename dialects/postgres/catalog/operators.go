package catalog

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const operatorsSQL = `
SELECT o.oid, n.nspname, o.oprname,
       CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) ELSE '' END,
       CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) ELSE '' END,
       CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) ELSE '' END,
       o.oprcode::oid::regprocedure::text, o.oprcom::regoperator::text, o.oprnegate::regoperator::text,
       o.oprrest::oid::regprocedure::text, o.oprjoin::oid::regprocedure::text, o.oprcanmerge, o.oprcanhash
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE` + userSchema

// readOperators skips shells: operators that were only mentioned as another's
// commutator or negator. They have no result and can't be used.
func (r *reader) readOperators(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var o model.Operator
		var left, right, result, function, commutator, negator, restrict, join string
		var merges, hashes bool
		err := rows.Scan(&oid, &o.Schema, &o.Name, &left, &right, &result, &function, &commutator, &negator, &restrict, &join, &merges, &hashes)
		if err != nil {
			return err
		}
		r.named(classOperator, oid, o.Schema, o.Name)
		if r.owned(classOperator, oid) || result == "" {
			continue
		}
		for _, side := range []struct {
			text string
			to   *model.Type
		}{{left, &o.Left}, {right, &o.Right}, {result, &o.Result}} {
			if side.text == "" {
				continue
			}
			if *side.to, err = r.typ(side.text); err != nil {
				return err
			}
		}
		o.Schema = r.intern(o.Schema)
		r.schema.Operators = append(r.schema.Operators, o)
		d := model.Definition{
			ID: kind.OperatorID(o.Schema, o.Name, o.Left, o.Right), Signature: []model.Type{o.Left, o.Right}, Comment: r.comment(classOperator, oid),
		}
		d.SetFlag(property.Merges, merges)
		d.SetFlag(property.Hashes, hashes)
		err = r.setFunctions(&d, functionProperty{property.OperatorFunction, function},
			functionProperty{property.Restrict, restrict}, functionProperty{property.Join, join})
		if err != nil {
			return err
		}
		for name, text := range map[model.PropertyName]string{property.Commutator: commutator, property.Negator: negator} {
			ref, err := r.operatorText(text)
			if err != nil {
				return err
			}
			if !ref.IsZero() {
				d.Set(name, model.Value{Ref: ref})
			}
		}
		r.define(d)
	}
	return rows.Err()
}

const opfamiliesSQL = `
SELECT f.oid, n.nspname, f.opfname, m.amname
FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
WHERE` + userSchema

func (r *reader) readOpfamilies(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, method string
		if err := rows.Scan(&oid, &schema, &name, &method); err != nil {
			return err
		}
		if !r.owned(classOpfamily, oid) {
			r.families[object{classOpfamily, oid}] = &model.Definition{
				ID: kind.MethodID(kind.OperatorFamily, r.intern(schema), name, method), Comment: r.comment(classOpfamily, oid),
			}
		}
	}
	return rows.Err()
}

// ownOpclassesSQL reads what users' operator classes are like.
const ownOpclassesSQL = `
SELECT o.oid, n.nspname, o.opcname, m.amname, format_type(o.opcintype, NULL), o.opcdefault,
       CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) ELSE '' END, fn.nspname, f.opfname
FROM pg_opclass o
JOIN pg_namespace n ON n.oid = o.opcnamespace
JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_opfamily f ON f.oid = o.opcfamily
JOIN pg_namespace fn ON fn.oid = f.opfnamespace
WHERE` + userSchema

func (r *reader) readOwnOpclasses(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var schema, name, method, input, storage, familySchema, family string
		var isDefault bool
		if err := rows.Scan(&oid, &schema, &name, &method, &input, &isDefault, &storage, &familySchema, &family); err != nil {
			return err
		}
		if r.owned(classOpclass, oid) {
			continue
		}
		d := &model.Definition{ID: kind.MethodID(kind.OperatorClass, r.intern(schema), name, method), Comment: r.comment(classOpclass, oid)}
		d.SetFlag(property.Default, isDefault)
		q := r.qname(familySchema, family)
		d.Set(property.Family, model.Value{Ref: kind.MethodID(kind.OperatorFamily, q.Schema, q.Name, method)})
		if err := r.typeProperty(d, property.ForType, input); err != nil {
			return err
		}
		if err := r.typeProperty(d, property.Storage, storage); err != nil {
			return err
		}
		r.families[object{classOpclass, oid}] = d
	}
	return rows.Err()
}

// membersOfFamiliesSQL reads the members of operator families that users made,
// with what they belong to: a class, or the family alone. A member may depend on
// another family, too: the one that sorts what an operator returns.
const membersOfFamiliesSQL = `
SELECT d.refclassid::regclass::text, d.refobjid, a.amopstrategy::int, a.amopopr::regoperator::text, '', '', coalesce(sn.nspname, ''), coalesce(s.opfname, '')
FROM pg_amop a
JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = a.oid
  AND (d.refclassid = 'pg_opclass'::regclass OR d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = a.amopfamily)
LEFT JOIN pg_opfamily s ON a.amopsortfamily <> 0 AND s.oid = a.amopsortfamily
LEFT JOIN pg_namespace sn ON sn.oid = s.opfnamespace
WHERE a.oid >= 16384
UNION ALL
SELECT d.refclassid::regclass::text, d.refobjid, a.amprocnum::int, a.amproc::oid::regprocedure::text,
       format_type(a.amproclefttype, NULL), format_type(a.amprocrighttype, NULL), '', ''
FROM pg_amproc a
JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = a.oid
  AND (d.refclassid = 'pg_opclass'::regclass OR d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = a.amprocfamily)
WHERE a.oid >= 16384`

// readFamilyMembers leaves out what was added to a family of the server's or of
// an extension, as dumps do.
func (r *reader) readFamilyMembers(rows inspect.Rows) error {
	for rows.Next() {
		var o object
		var number int
		var text, left, right, sortSchema, sortFamily string
		if err := rows.Scan(&o.class, &o.oid, &number, &text, &left, &right, &sortSchema, &sortFamily); err != nil {
			return err
		}
		d := r.families[o]
		if d == nil {
			continue
		}
		name, v := property.Operators, model.Value{Name: strconv.Itoa(number)}
		var err error
		if left == "" {
			var types [2]model.Type
			v.Ref, types, err = r.operandsText(text)
			v.List = typeValues(types[:])
			if sortFamily != "" {
				q := r.qname(sortSchema, sortFamily)
				v.List = append(v.List, model.Value{Ref: kind.MethodID(kind.OperatorFamily, q.Schema, q.Name, "btree")})
			}
		} else {
			name = property.Functions
			var types []model.Type
			if types, err = r.typeList([]string{left, right}); err != nil {
				return err
			}
			var function model.Value
			function, err = r.signatureText(text)
			v.Ref, v.List = function.Ref, append(typeValues(types), function.List...)
		}
		if err != nil {
			return err
		}
		d.Set(name, model.Value{List: append(d.Get(name).List, v)})
	}
	return rows.Err()
}

// finishFamilies adds the operator classes and families with their members.
func (r *reader) finishFamilies() {
	for _, d := range r.families {
		property.SortMembers(d.Get(property.Operators).List)
		property.SortMembers(d.Get(property.Functions).List)
		r.define(*d)
	}
}
