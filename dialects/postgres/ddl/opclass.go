package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

// opclass is an operator class. A built-in one has no schema.
type opclass struct {
	name      model.QName
	input     model.Type
	family    facts.Name
	isDefault bool
}

// opclassesOf lists the operator classes of an access method.
func (r *reader) opclassesOf(method string) []opclass {
	var list []opclass
	add := func(c *facts.Opclass) {
		schema := c.Schema
		if schema == catalogSchema {
			schema = ""
		}
		list = append(list, opclass{model.QName{Schema: schema, Name: c.Name}, factType(c.Input), c.Family, c.Default})
	}
	for _, c := range r.facts.OpclassesOf(method) {
		add(c)
	}
	for _, name := range sortedKeys(r.db.extensions) {
		if x := r.db.extensions[name]; x.known != nil {
			for _, c := range x.known.Opclasses {
				if c.Method == method {
					add(c)
				}
			}
		}
	}
	for _, id := range r.db.otherIDs() {
		if c := r.db.others[id].opclass; id.Kind == kind.OperatorClass && c != nil && c.method == method {
			list = append(list, c.opclass)
		}
	}
	return list
}

// opclassNamed resolves a written operator class; the zero class is none.
func (r *reader) opclassNamed(names []string, method string, location int32) opclass {
	if len(names) == 0 {
		return opclass{}
	}
	name := names[len(names)-1]
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	list := r.opclassesOf(method)
	for _, schema := range path {
		if schema == catalogSchema {
			schema = ""
		}
		for _, c := range list {
			if c.name == (model.QName{Schema: schema, Name: name}) {
				return c
			}
		}
	}
	if q, ok := r.foreignName(names...); ok {
		return opclass{name: q}
	}
	r.missing(location, "operator class %s does not exist for access method %s", deparse.Qualified(names...), deparse.Ident(method))
	return opclass{}
}

// keyType is the type of a key of an index; none if it can't be told.
func (r *reader) keyType(x *index, k indexKey) model.Type {
	if k.column != nil {
		return k.column.typ
	}
	t, _ := r.typeOf(k.expr, scope{table: x.table})
	return t
}

// opfamily is the operator family that a key of an index goes by.
func (r *reader) opfamily(x *index, k indexKey) facts.Name {
	name := k.opclass
	if name.IsZero() {
		name = r.defaultOpclass(x.method, r.keyType(x, k))
	}
	for _, c := range r.opclassesOf(x.method) {
		if c.name == name {
			return c.family
		}
	}
	return facts.Name{Schema: name.Schema, Name: name.Name}
}

// defaultOpclass is GetDefaultOpClass of the server's indexcmds.c.
func (r *reader) defaultOpclass(method string, t model.Type) model.QName {
	t = r.base(t)
	category := r.category(t)
	var exact, preferred, compatible []model.QName
	for _, c := range r.opclassesOf(method) {
		switch {
		case !c.isDefault:
		case c.input == t:
			exact = append(exact, c.name)
		case !r.binaryCoercible(t, c.input):
		case r.preferred(c.input) && r.category(c.input) == category:
			preferred = append(preferred, c.name)
		default:
			compatible = append(compatible, c.name)
		}
	}
	switch {
	case len(exact) > 0:
		return exact[0]
	case len(preferred) == 1:
		return preferred[0]
	case len(preferred) == 0 && len(compatible) == 1:
		return compatible[0]
	}
	return model.QName{}
}

// opclassUnlessDefault returns an operator class as the model has it.
func (r *reader) opclassUnlessDefault(name model.QName, method string, t model.Type) model.QName {
	if !name.IsZero() && !t.IsZero() && r.defaultOpclass(method, t) == name {
		return model.QName{}
	}
	return name
}

// base looks through domains, and drops modifiers.
func (r *reader) base(t model.Type) model.Type {
	for range 100 { // as in notePresent
		user := r.userType(t)
		if t.Array || user == nil || user.domain == nil {
			break
		}
		t = user.domain.base
	}
	return signatureType(t)
}

// fact returns what is known about a type of the server's or an extension's.
func (r *reader) fact(t model.Type) *facts.Type {
	if t.Schema == "" {
		return r.builtin(t)
	}
	if user := r.userType(t); user != nil {
		return user.fact
	}
	return nil
}

func (r *reader) category(t model.Type) byte {
	if t.Array {
		return facts.CategoryArray
	}
	if f := r.fact(t); f != nil {
		return f.Category
	}
	if user := r.userType(t); user != nil {
		switch {
		case user.kind == enumType:
			return facts.CategoryEnum
		case user.base != nil && user.base.category != "":
			return user.base.category[0]
		}
	}
	return facts.CategoryUser
}

func (r *reader) preferred(t model.Type) bool {
	if user := r.userType(t); user != nil && user.base != nil && !t.Array {
		return user.base.preferred
	}
	f := r.fact(t)
	return f != nil && f.Preferred && !t.Array
}

// binaryCoercible is IsBinaryCoercible of the server's parse_coerce.c, for a
// source that is no domain.
func (r *reader) binaryCoercible(source, target model.Type) bool {
	if source == target {
		return true
	}
	if target.Schema == "" && !target.Array {
		if fits, polymorphic := r.fitsPolymorphic(source, target.Name); polymorphic {
			return fits
		}
	}
	if source.Array || target.Array {
		return false
	}
	from, to := r.fact(source), r.fact(target)
	if from != nil && to != nil {
		if c := r.castFact(from, to); c != nil {
			return c.Method == facts.BinaryCast && c.Context == facts.ImplicitCast
		}
	}
	for _, c := range r.db.casts {
		if c.From == source && c.To == target {
			return c.Binary && c.Context == "implicit"
		}
	}
	return false
}

func (r *reader) castFact(from, to *facts.Type) *facts.Cast {
	if c := r.facts.Cast(from, to); c != nil {
		return c
	}
	for _, name := range sortedKeys(r.db.extensions) {
		if x := r.db.extensions[name]; x.known != nil {
			for i := range x.known.Casts {
				if c := &x.known.Casts[i]; c.Source == from && c.Target == to {
					return c
				}
			}
		}
	}
	return nil
}

// fitsPolymorphic says whether a type fits one that stands for many, and
// whether the latter is of that kind.
func (r *reader) fitsPolymorphic(source model.Type, target string) (fits, polymorphic bool) {
	kindOf := func() typeKind {
		if user := r.userType(source); user != nil && !source.Array {
			return user.kind
		}
		if f := r.fact(source); f != nil && !source.Array {
			return factKind(f)
		}
		return baseType
	}
	switch target {
	case `"any"`, "anyelement", "anycompatible":
		return true, true
	case "anyarray", "anycompatiblearray":
		return source.Array, true
	case "anynonarray", "anycompatiblenonarray":
		return !source.Array, true
	case "anyenum":
		return kindOf() == enumType, true
	case "anyrange", "anycompatiblerange":
		return kindOf() == rangeType, true
	case "anymultirange", "anycompatiblemultirange":
		return kindOf() == multirangeType, true
	case "record":
		k := kindOf()
		return k == compositeType || k == rowType, true
	}
	return false, false
}
