package sqlmigrate

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	sqlite "github.com/schemadiff/schemadiff/dialects/sqlite/runner"
	"github.com/schemadiff/schemadiff/migrate"
)

// sqliteFailure takes the library's report out of a driver's error. The drivers
// have its result code in common, as a method or as a field.
func sqliteFailure(err error) error {
	for e := err; e != nil; e = errors.Unwrap(e) {
		if code, ok := resultCode(e); ok {
			return &migrate.ServerError{Code: sqlite.CodeName(code), Message: sqliteMessage(e.Error(), code), Err: err}
		}
	}
	return err
}

// resultCode reads the code of an error, as a method or a field.
func resultCode(err error) (int, bool) {
	value := reflect.ValueOf(err)
	if method := value.MethodByName("Code"); method.IsValid() && method.Type().NumIn() == 0 && method.Type().NumOut() == 1 {
		return integer(method.Call(nil)[0])
	}
	if value = reflect.Indirect(value); value.Kind() == reflect.Struct {
		return integer(value.FieldByName("Code"))
	}
	return 0, false
}

func integer(value reflect.Value) (int, bool) {
	switch {
	case !value.IsValid():
	case value.CanInt():
		return int(value.Int()), true
	case value.CanUint():
		return int(value.Uint()), true //nolint:gosec // a result code has 32 bits
	}
	return 0, false
}

// sqliteMessage is the library's own message: a driver may have put the meaning of
// the code before it, and the code behind it.
func sqliteMessage(text string, code int) string {
	text = strings.TrimSuffix(text, " ("+sqlite.CodeName(code)+")")
	text = strings.TrimSuffix(text, " ("+strconv.Itoa(code)+")")
	text = strings.TrimPrefix(strings.TrimPrefix(text, "sqlite3: "), "SQL logic error: ")
	return strings.TrimPrefix(text, "constraint failed: ")
}
