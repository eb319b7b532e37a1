package sqlmigrate

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/migrate"
)

// pqError has the form of lib/pq's.
type pqError struct{ Code, Message, Detail, Hint, Position, Where string }

func (e *pqError) Error() string    { return "pq: " + e.Message }
func (e *pqError) SQLState() string { return e.Code }

// bareError is one of a driver that has nothing but the code.
type bareError string

func (e bareError) Error() string    { return "bare" }
func (e bareError) SQLState() string { return string(e) }

func TestFailure(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want *migrate.ServerError
	}{
		{"none", nil, nil},
		{"no report", errors.New("the cable was cut"), nil},
		{
			"pgx", &pgconn.PgError{Code: "42703", Message: "no column", Detail: "d", Hint: "h", Where: "w", Position: 7},
			&migrate.ServerError{Code: "42703", Message: "no column", Detail: "d", Hint: "h", Where: "w", Position: 7},
		},
		{
			"lib/pq", fmt.Errorf("wrapped: %w", &pqError{"42703", "no column", "d", "h", "7", "w"}),
			&migrate.ServerError{Code: "42703", Message: "no column", Detail: "d", Hint: "h", Where: "w", Position: 7},
		},
		{"lib/pq without a position", &pqError{Code: "40001", Message: "m"}, &migrate.ServerError{Code: "40001", Message: "m"}},
		{"no fields", bareError("57014"), &migrate.ServerError{Code: "57014", Message: "bare"}},
	} {
		got := failure(test.err)
		var server *migrate.ServerError
		switch {
		case !errors.As(got, &server):
			if test.want != nil || !errors.Is(got, test.err) {
				t.Errorf("%s: got %v", test.name, got)
			}
		case test.want == nil, !errors.Is(got, test.err):
			t.Errorf("%s: got %#v", test.name, server)
		default:
			server.Err = nil
			if *server != *test.want {
				t.Errorf("%s: got %+v, want %+v", test.name, *server, *test.want)
			}
		}
	}
}
