package operation

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// kind writes values of types that are made of basic ones.
func (w Writer) kind(value any) (string, error) {
	v := reflect.ValueOf(value)
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	case v.CanFloat():
		return w.float(v.Float(), 64), nil
	}
	switch v.Kind() {
	case reflect.String:
		return w.Constant(v.String())
	case reflect.Bool:
		return w.Constant(v.Bool())
	case reflect.Pointer, reflect.Slice:
		if v.IsNil() {
			return "NULL", nil
		}
	}
	text, ok := value.(fmt.Stringer)
	switch {
	case ok:
		return w.Constant(text.String())
	case v.Kind() == reflect.Pointer:
		return w.Constant(v.Elem().Interface())
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return w.Constant(v.Bytes())
	case v.Kind() == reflect.Slice:
		return w.array(v)
	}
	return "", fmt.Errorf("a value of the type %T can't be written as SQL: give it as a string, or as op.Raw", value)
}

// array writes a slice as an array.
func (w Writer) array(v reflect.Value) (string, error) {
	if v.Len() == 0 {
		return w.Constant("{}")
	}
	items := make([]string, v.Len())
	for i := range items {
		var err error
		if items[i], err = w.Constant(v.Index(i).Interface()); err != nil {
			return "", err
		}
	}
	return "ARRAY[" + strings.Join(items, ", ") + "]", nil
}
