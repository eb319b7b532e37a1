package ddl

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// failure is what a statement's application panics with.
type failure struct {
	err *sqlfile.Error
	// missing: an object isn't there. Another script may create it.
	missing bool
}

// errNoQuery says that CREATE TABLE AS has no SELECT: it runs EXECUTE.
var errNoQuery = errors.New("it is a prepared statement")

// here stands for a place that a tree doesn't know: the statement's own.
const here = -1

// fail ends the statement with an error at a location of its tree.
func (r *reader) fail(location int32, format string, args ...any) {
	panic(failure{err: &sqlfile.Error{Pos: r.pos(location), Msg: fmt.Sprintf(format, args...)}})
}

// failHint is fail with advice.
func (r *reader) failHint(location int32, hint, format string, args ...any) {
	panic(failure{err: &sqlfile.Error{Pos: r.pos(location), Msg: fmt.Sprintf(format, args...), Hint: hint}})
}

// missing ends the statement because an object doesn't exist.
func (r *reader) missing(location int32, format string, args ...any) {
	panic(failure{missing: true, err: &sqlfile.Error{Pos: r.pos(location), Msg: fmt.Sprintf(format, args...)}})
}

// warn reports something that is no mistake but may matter.
func (r *reader) warn(location int32, format string, args ...any) {
	r.warnings = append(r.warnings, &sqlfile.Error{Pos: r.pos(location), Msg: fmt.Sprintf(format, args...)})
}

// pos returns the position of a location in the current statement's tree.
func (r *reader) pos(location int32) model.Pos {
	if r.stmt == nil {
		return model.Pos{}
	}
	return r.stmt.Pos(location)
}
