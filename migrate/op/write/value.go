package write

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/schemadiff/schemadiff/migrate/op"
)

// Constant writes a value as SQL.
func (w Writer) Constant(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "NULL", nil
	case op.Raw:
		return string(v), nil
	}
	if text, err := w.Value(w, value); text != "" || err != nil {
		return text, err
	}
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v), nil
	case string:
		return w.literal(v), nil
	case []byte:
		if v == nil {
			return "NULL", nil
		}
	case json.RawMessage:
		return w.literal(string(v)), nil
	case float32:
		return w.float(float64(v), 32)
	case float64:
		return w.float(v, 64)
	case driver.Valuer:
		return w.valuer(v)
	}
	return w.kind(value)
}

func (w Writer) literal(text string) string { return w.SQL("").Literal(text).String() }

func (w Writer) float(v float64, bits int) (string, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "", fmt.Errorf("%s has no constant for %v", w.Name(), v)
	}
	return strconv.FormatFloat(v, 'g', -1, bits), nil
}

func (w Writer) valuer(v driver.Valuer) (string, error) {
	value, err := v.Value()
	if err != nil {
		return "", err
	}
	if _, again := value.(driver.Valuer); again {
		return "", fmt.Errorf("a value of the type %T gives another %T", v, value)
	}
	return w.Constant(value)
}

// kind writes values of types that are made of basic ones.
func (w Writer) kind(value any) (string, error) {
	v := reflect.ValueOf(value)
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	case v.CanFloat():
		return w.Constant(v.Float())
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
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 && v.Type() != reflect.TypeFor[[]byte]():
		return w.Constant(v.Bytes())
	}
	return "", fmt.Errorf("a value of the type %T can't be written as SQL: give it as a string, or as op.Raw", value)
}
