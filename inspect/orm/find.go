package orm

import (
	"go/types"
	"reflect"
	"slices"
)

// Struct is an exported type of a package that is a struct.
type Struct struct {
	*types.Struct
	Name  string
	Named *types.Named
}

// Structs lists the structs that a package declares, exported or not, by their
// names; generic ones and aliases aren't among them.
func Structs(p *types.Package) []Struct {
	var list []Struct
	for _, name := range p.Scope().Names() {
		o, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok || o.IsAlias() {
			continue
		}
		named, ok := o.Type().(*types.Named)
		if !ok || named.TypeParams().Len() > 0 {
			continue
		}
		if s, ok := named.Underlying().(*types.Struct); ok {
			list = append(list, Struct{s, name, named})
		}
	}
	return list
}

// Hooks returns which of some functions a package has, by their names; the values are
// their signatures, as [Hook] takes them.
func Hooks(p *types.Package, signatures map[string]string) map[string]bool {
	found := map[string]bool{}
	for name, signature := range signatures {
		if Hook(p, name, signature) {
			found[name] = true
		}
	}
	return found
}

// Hook says whether a package has an exported function of a name and a
// signature, in which packages are written with their paths.
func Hook(p *types.Package, name, signature string) bool {
	f, ok := p.Scope().Lookup(name).(*types.Func)
	return ok && types.TypeString(withoutNames(f.Signature()), nil) == signature
}

// withoutNames is a signature whose parameters have no names.
func withoutNames(s *types.Signature) *types.Signature {
	plain := func(t *types.Tuple) *types.Tuple {
		var list []*types.Var
		for v := range t.Variables() {
			list = append(list, types.NewVar(v.Pos(), v.Pkg(), "", v.Type()))
		}
		return types.NewTuple(list...)
	}
	return types.NewSignatureType(nil, nil, nil, plain(s.Params()), plain(s.Results()), s.Variadic())
}

// Method says whether a type, or a pointer to it, has a method.
func Method(t types.Type, name string) *types.Func {
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, name)
	f, _ := o.(*types.Func)
	return f
}

// Embedded returns the struct that a field embeds, with or without a pointer.
func Embedded(v *types.Var) (*types.Named, *types.Struct) {
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return nil, nil
	}
	s, ok := named.Underlying().(*types.Struct)
	if !ok {
		return nil, nil
	}
	return named, s
}

// Is says whether a type is declared by a package under a name.
func Is(t *types.Named, path, name string) bool {
	return t != nil && t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == path && t.Obj().Name() == name
}

// Fields calls f with each field of a struct and of those that it embeds, until
// f returns false. The tag is that of the key.
func Fields(s *types.Struct, key string, f func(field *types.Var, tag string, tagged bool) bool) bool {
	return fields(s, key, f, nil)
}

func fields(s *types.Struct, key string, f func(*types.Var, string, bool) bool, within []*types.Struct) bool {
	if slices.Contains(within, s) {
		return true
	}
	within = append(within, s)
	for i := range s.NumFields() {
		v := s.Field(i)
		tag, tagged := reflect.StructTag(s.Tag(i)).Lookup(key)
		if !f(v, tag, tagged) {
			return false
		}
		if _, inner := Embedded(v); v.Embedded() && inner != nil && !fields(inner, key, f, within) {
			return false
		}
	}
	return true
}
