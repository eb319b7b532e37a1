package command

import (
	"context"
	"errors"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// target is the database behind an address.
type target struct{ url string }

// Dialect implements [migrate.Target].
func (target) Dialect() migrate.Dialect { return runner.Dialect{} }

// Connect implements [migrate.Target].
func (t target) Connect(ctx context.Context) (migrate.Conn, error) {
	s, err := inspect.ParseSource(t.url)
	if err != nil {
		return nil, err
	}
	address := s.Location()
	if address == "postgres://" || address == "postgresql://" {
		address = "" // all of it comes from the PG* variables
	}
	conn, err := pgxmigrate.Address(address).Connect(ctx)
	if err != nil {
		return nil, connectError(err)
	}
	return conn, nil
}

// runError says what to do about an error of the runner that says nothing
// itself.
func runError(err error) error {
	var advised interface{ Hint() string }
	if errors.As(err, &advised) && advised.Hint() != "" {
		return err
	}
	if hint := connectHint(err); hint != "" {
		return &hinted{err, hint}
	}
	return err
}
