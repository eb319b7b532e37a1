package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// DefaultOpclass returns the operator class that an index of the access method
// takes for a type by itself; false if there is none. It is GetDefaultOpClass.
func (c *Catalog) DefaultOpclass(method string, t model.Type) (model.QName, bool) {
	target := c.resolve(t)
	if target == nil {
		return model.QName{}, false
	}
	var found *facts.Opclass
	if guard(func() { found = c.defaultOpclass(method, base(target)) }) != nil || found == nil {
		return model.QName{}, false
	}
	return opclassName(found), true
}

func (c *Catalog) defaultOpclass(method string, t *facts.Type) *facts.Opclass {
	var exact, preferred, compatible *facts.Opclass
	counts := [3]int{}
	for _, list := range [2][]*facts.Opclass{c.base.OpclassesOf(method), c.user.OpclassesOf(method)} {
		for _, o := range list {
			switch {
			case !o.Default:
			case o.Input == t:
				exact = o
				counts[0]++
			case !c.binaryCoercible(t, o.Input):
			case o.Input.Preferred && category(o.Input) == category(t):
				preferred = o
				counts[1]++
			default:
				compatible = o
				counts[2]++
			}
		}
	}
	switch {
	case counts[0] == 1:
		return exact
	case counts[0] == 0 && counts[1] == 1:
		return preferred
	case counts[0] == 0 && counts[1] == 0 && counts[2] == 1:
		return compatible
	}
	return nil
}

// binaryCoercible is IsBinaryCoercible.
func (c *Catalog) binaryCoercible(source, target *facts.Type) bool {
	k := &c.known
	source = base(source)
	switch target {
	case source, k.any, k.anyelement, k.compatible:
		return true
	case k.anyarray, k.compatibleArray:
		return source.IsArray
	case k.anynonarray, k.compatibleNonArray:
		return !source.IsArray
	case k.anyenum:
		return source.Kind == facts.Enum
	case k.anyrange, k.compatibleRange:
		return source.Kind == facts.Range
	case k.anymultirange, k.compatibleMultirange:
		return source.Kind == facts.Multirange
	case k.record:
		return isComposite(source)
	case k.recordArray:
		return elementOf(source) != nil && isComposite(elementOf(source))
	}
	cast := c.cast(source, target)
	return cast != nil && cast.Method == facts.BinaryCast && cast.Context == facts.ImplicitCast
}

// ResolveOpclass finds an operator class by its written name, which may lack a
// schema; false if there is none.
func (c *Catalog) ResolveOpclass(method string, name model.QName, searchPath []string) (model.QName, bool) {
	scope := Scope{SearchPath: searchPath}
	path := scope.path()
	if name.Schema != "" {
		path = []string{name.Schema}
	}
	var found *facts.Opclass
	place := len(path)
	for _, list := range [2][]*facts.Opclass{c.base.OpclassesOf(method), c.user.OpclassesOf(method)} {
		for _, o := range list {
			if at := slices.Index(path, o.Schema); o.Name == name.Name && at >= 0 && at < place {
				found, place = o, at
			}
		}
	}
	if found == nil {
		return model.QName{}, false
	}
	return opclassName(found), true
}

func opclassName(o *facts.Opclass) model.QName {
	if o.Schema == facts.CatalogSchema {
		return model.QName{Name: o.Name}
	}
	return model.QName{Schema: o.Schema, Name: o.Name}
}
