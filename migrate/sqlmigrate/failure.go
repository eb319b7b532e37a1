package sqlmigrate

import (
	"errors"
	"reflect"
	"strconv"

	"github.com/schemadiff/schemadiff/migrate"
)

// stateError is what the errors of PostgreSQL's drivers have in common.
type stateError interface {
	error
	SQLState() string
}

// failure takes the server's report out of a driver's error. The drivers call
// its fields the same, but have no interface for them; and to import them all
// would bring them into every program.
func failure(err error) error {
	var report stateError
	if !errors.As(err, &report) {
		return numbered(err)
	}
	value := reflect.Indirect(reflect.ValueOf(report))
	if value.Kind() != reflect.Struct {
		return &migrate.ServerError{Code: report.SQLState(), Message: report.Error(), Err: err}
	}
	server := &migrate.ServerError{
		Code: report.SQLState(), Message: text(value, "Message"), Detail: text(value, "Detail"),
		Hint: text(value, "Hint"), Where: text(value, "Where"), Position: number(value, "Position"), Err: err,
	}
	if server.Message == "" {
		server.Message = report.Error()
	}
	return server
}

// numbered takes the report out of an error of go-sql-driver/mysql, which has the
// number and the SQLSTATE in fields alone.
func numbered(err error) error {
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		value := reflect.Indirect(reflect.ValueOf(cause))
		if value.Kind() != reflect.Struct {
			continue
		}
		code, state := value.FieldByName("Number"), value.FieldByName("SQLState")
		if !code.IsValid() || !code.CanUint() || !state.IsValid() || state.Type() != reflect.TypeFor[[5]byte]() {
			continue
		}
		letters, _ := state.Interface().([5]byte)
		return &migrate.ServerError{Code: string(letters[:]), Number: int(code.Uint()), Message: text(value, "Message"), Err: err} //nolint:gosec // of 16 bits
	}
	return err
}

// text reads a field that is a text.
func text(value reflect.Value, name string) string {
	if field := value.FieldByName(name); field.IsValid() && field.Kind() == reflect.String {
		return field.String()
	}
	return ""
}

// number reads a field that is a number, or a text that is one.
func number(value reflect.Value, name string) int {
	field := value.FieldByName(name)
	switch {
	case !field.IsValid():
	case field.CanInt():
		return int(field.Int())
	case field.Kind() == reflect.String:
		if n, err := strconv.Atoi(field.String()); err == nil {
			return n
		}
	}
	return 0
}
