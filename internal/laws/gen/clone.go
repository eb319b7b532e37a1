package gen

import "reflect"

// Clone copies a schema deeply: its objects point at each other as those of the
// original do, and at none of the original's. The table of built-in types is
// shared.
func Clone(s *Schema) *Schema {
	c := cloner{}
	out := reflect.New(reflect.TypeFor[Schema]())
	c[s] = out
	out.Elem().Set(c.copy(reflect.ValueOf(s).Elem()))
	clone, _ := out.Interface().(*Schema)
	return clone
}

// cloner remembers the copies of what pointers point at.
type cloner map[any]reflect.Value

func (c cloner) copy(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		return c.pointer(v)
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		return c.copy(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(c.copy(v.Index(i)))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeMap(v.Type())
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, v.MapIndex(key))
		}
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(c.copy(v.Field(i)))
		}
		return out
	default:
		return v
	}
}

func (c cloner) pointer(v reflect.Value) reflect.Value {
	if _, shared := v.Interface().(*Builtin); shared || v.IsNil() {
		return v
	}
	if known, found := c[v.Interface()]; found {
		return known
	}
	out := reflect.New(v.Type().Elem())
	c[v.Interface()] = out
	out.Elem().Set(c.copy(v.Elem()))
	return out
}
