package catalog

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// opclass is an operator class.
type opclass struct {
	oid       uint32
	name      model.QName
	method    string
	input     uint32 // the type that it is for
	isDefault bool
}

const opclassesSQL = `
SELECT o.oid, n.nspname, o.opcname, m.amname, o.opcintype, o.opcdefault
FROM pg_opclass o
JOIN pg_namespace n ON n.oid = o.opcnamespace
JOIN pg_am m ON m.oid = o.opcmethod`

func (r *reader) readOpclasses(rows inspect.Rows) error {
	for rows.Next() {
		var c opclass
		var schema, name string
		if err := rows.Scan(&c.oid, &schema, &name, &c.method, &c.input, &c.isDefault); err != nil {
			return err
		}
		c.name, c.method = r.qname(schema, name), r.intern(c.method)
		r.opclasses[c.oid] = c
		if c.isDefault {
			r.defaults[c.method] = append(r.defaults[c.method], c)
		}
	}
	return rows.Err()
}

// opclassName returns the name of an operator class that a key of the given type uses,
// unless it is the one that the server takes for that type by itself.
func (r *reader) opclassName(oid, keyType uint32) (model.QName, error) {
	class, ok := r.opclasses[oid]
	if !ok {
		return model.QName{}, changed("operator class %d is gone", oid)
	}
	if class.isDefault && r.isDefaultFor(class, keyType) {
		return model.QName{}, nil
	}
	return class.name, nil
}

func (r *reader) isDefaultFor(class opclass, keyType uint32) bool {
	pair := [2]uint32{class.oid, keyType}
	answer, known := r.isDefault[pair]
	if known {
		return answer
	}
	base := r.baseType(keyType)
	if _, known := r.types[base]; known {
		answer = r.defaultOpclass(class.method, base) == class.oid
	} else { // the row type of a table or an array of one
		answer = class.input == oidRecord || class.input == oidAnyArray
	}
	r.isDefault[pair] = answer
	return answer
}

// defaultOpclass is GetDefaultOpClass of the server's indexcmds.c: the default
// class for the very type, else the only one for a type that it is
// binary-coercible to, where the preferred type of a category counts first.
func (r *reader) defaultOpclass(method string, keyType uint32) uint32 {
	category := r.types[keyType].category
	var exact, preferred, compatible []uint32
	for _, c := range r.defaults[method] {
		input := r.types[c.input]
		switch {
		case c.input == keyType:
			exact = append(exact, c.oid)
		case !r.binaryCoercible(keyType, c.input):
		case input.preferred && input.category == category:
			preferred = append(preferred, c.oid)
		default:
			compatible = append(compatible, c.oid)
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0]
	case len(exact) > 1:
		return 0
	case len(preferred) == 1:
		return preferred[0]
	case len(preferred) == 0 && len(compatible) == 1:
		return compatible[0]
	}
	return 0
}

// The pseudo-types that an operator class may be for.
const (
	oidRecord             = 2249
	oidAny                = 2276
	oidAnyArray           = 2277
	oidAnyElement         = 2283
	oidRecordArray        = 2287
	oidAnyNonArray        = 2776
	oidAnyEnum            = 3500
	oidAnyRange           = 3831
	oidAnyMultirange      = 4537
	oidCompatible         = 5077
	oidCompatibleArray    = 5078
	oidCompatibleNonArray = 5079
	oidCompatibleRange    = 5080
	oidCompatibleMulti    = 4538
)

// binaryCoercible is IsBinaryCoercible of the server's parse_coerce.c, for a
// source that is no domain and has a fact.
func (r *reader) binaryCoercible(source, target uint32) bool {
	if source == target {
		return true
	}
	fact := r.types[source]
	switch target {
	case oidAny, oidAnyElement, oidCompatible:
		return true
	case oidAnyArray, oidCompatibleArray:
		return fact.element != 0
	case oidAnyNonArray, oidCompatibleNonArray:
		return fact.element == 0
	case oidAnyEnum:
		return fact.kind == "e"
	case oidAnyRange, oidCompatibleRange:
		return fact.kind == "r"
	case oidAnyMultirange, oidCompatibleMulti:
		return fact.kind == "m"
	case oidRecord:
		return fact.kind == "c"
	case oidRecordArray:
		element, known := r.types[fact.element]
		return fact.element != 0 && (!known || element.kind == "c")
	}
	return r.coercions[[2]uint32{source, target}]
}

// baseType looks through domains.
func (r *reader) baseType(oid uint32) uint32 {
	for range 100 { // nobody nests domains that deeply; a damaged catalog could be circular
		fact := r.types[oid]
		if fact.kind != "d" {
			break
		}
		oid = fact.base
	}
	return oid
}

// castsSQL reads all casts, since the server's own decide about operator
// classes. The cast from a range type to its multirange type belongs to the type.
const castsSQL = `
SELECT c.oid, c.castsource, c.casttarget, format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
       c.castcontext::text, c.castmethod::text, c.oid >= 16384,
       CASE WHEN c.oid >= 16384 THEN c.castfunc::regprocedure::text ELSE '' END
FROM pg_cast c
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')`

func (r *reader) readCasts(rows inspect.Rows) error {
	for rows.Next() {
		var oid, source, target uint32
		var from, to, context, method, function string
		var user bool
		if err := rows.Scan(&oid, &source, &target, &from, &to, &context, &method, &user, &function); err != nil {
			return err
		}
		if method == "b" && context == "i" {
			r.coercions[[2]uint32{source, target}] = true
		}
		if !user || r.owned(classCast, oid) {
			continue
		}
		types, err := r.typeList([]string{from, to})
		if err != nil {
			return err
		}
		r.schema.Casts = append(r.schema.Casts, model.Cast{
			From: types[0], To: types[1], Context: castContext(context), Binary: method == "b",
		})
		d := model.Definition{ID: kind.CastID(types[0], types[1]), Signature: types, Comment: r.comment(classCast, oid)}
		d.SetText(property.CastMethod, map[string]string{"i": "inout", "b": "binary"}[method])
		d.SetText(property.Context, unless(castContext(context), "explicit"))
		called, err := r.signatureText(function)
		if err != nil {
			return err
		}
		d.Set(property.CastFunction, called)
		r.define(d)
	}
	return rows.Err()
}

func castContext(letter string) string {
	switch letter {
	case "i":
		return "implicit"
	case "a":
		return "assignment"
	}
	return "explicit"
}
