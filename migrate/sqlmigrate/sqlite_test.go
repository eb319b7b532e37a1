package sqlmigrate

import (
	"errors"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/migrate"
)

// moderncError, mattnError and ncrucesError have the forms of the drivers'.
type moderncError struct{ msg string }

func (e *moderncError) Error() string { return e.msg }
func (e *moderncError) Code() int     { return 2067 }

type errNo int

type mattnError struct {
	Code         errNo
	ExtendedCode int
	err          string
}

func (e mattnError) Error() string { return e.err }

type ncrucesError struct{}

func (*ncrucesError) Error() string { return "sqlite3: SQL logic error: no such table: a" }
func (*ncrucesError) Code() uint8   { return 1 }

func TestSQLiteFailure(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{&moderncError{"constraint failed: UNIQUE constraint failed: a.b (2067)"}, "UNIQUE constraint failed: a.b (SQLITE_CONSTRAINT)"},
		{fmt.Errorf("wrapped: %w", mattnError{5, 5, "database is locked"}), "database is locked (SQLITE_BUSY)"},
		{&ncrucesError{}, "no such table: a (SQLITE_ERROR)"},
	} {
		got := sqliteFailure(test.err)
		if got.Error() != test.want || !errors.Is(got, test.err) {
			t.Errorf("got %v, want %s", got, test.want)
		}
	}
	if got := sqliteFailure(errors.New("x")); got.Error() != "x" || errors.As(got, new(*migrate.ServerError)) {
		t.Errorf("got %#v", got)
	}
	if got := sqliteFailure(nil); got != nil {
		t.Errorf("got %v", got)
	}
}
