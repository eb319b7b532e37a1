package runner

import (
	"context"
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// lockName is the name of the lock of a version table, as an expression: a table
// without a database is of the current one. The server has one space of names for all
// its databases, and they are of 64 characters at most.
func lockName(version model.QName) render.Keyword {
	w := writer().Key("CONCAT('schemadiff version table ', LEFT(SHA2(CONCAT(")
	if version.Schema == "" {
		w.Key("DATABASE()")
	} else {
		w.Literal(version.Schema)
	}
	return render.Keyword(w.Key(", x'00', ").Literal(version.Name).Key("), 256), 32))").String())
}

// TryLock implements [migrate.Locker]. The lock is the session's: no commit ends
// it, and if the session is gone, so is the lock.
func (Dialect) TryLock(ctx context.Context, conn migrate.Conn, version model.QName) (bool, error) {
	var locked *int64
	if err := migrate.QueryRow(ctx, conn, onLock("SELECT GET_LOCK(", version, ", 0)"), &locked); err != nil {
		return false, fmt.Errorf("taking the named lock: %w", err)
	}
	if locked == nil {
		return false, errors.New("taking the named lock: the server had an error with it")
	}
	return *locked == 1, nil
}

// Unlock implements [migrate.Locker].
func (Dialect) Unlock(ctx context.Context, conn migrate.Conn, version model.QName) error {
	var held *int64
	if err := migrate.QueryRow(ctx, conn, onLock("SELECT RELEASE_LOCK(", version, ")"), &held); err != nil {
		return fmt.Errorf("giving back the named lock: %w", err)
	}
	if held == nil || *held != 1 {
		return errNotHeld
	}
	return nil
}

var errNotHeld = fmt.Errorf("giving back the named lock: %w; "+
	"does a pooler stand between that gives each transaction another session?", migrate.ErrNotHeld)

func onLock(before render.Keyword, version model.QName, after render.Keyword) string {
	return writer().Key(before).Key(lockName(version)).Key(after).String()
}

// Holder implements [migrate.Locker]. Who may not see the sessions of others sees
// the number alone.
func (Dialect) Holder(ctx context.Context, conn migrate.Conn, version model.QName) (string, error) {
	var id *int64
	var user, host, command string
	var seconds int64
	err := migrate.QueryRow(ctx, conn, onLock(`SELECT l.id, coalesce(p.user, ''), coalesce(p.host, ''), coalesce(p.command, ''), coalesce(p.time, 0)
FROM (SELECT IS_USED_LOCK(`, version, `) AS id) l LEFT JOIN information_schema.processlist p ON p.id = l.id`),
		&id, &user, &host, &command, &seconds)
	if err != nil {
		return "", fmt.Errorf("looking who has the named lock: %w", err)
	}
	if id == nil {
		return "", nil
	}
	holder := fmt.Sprintf("session %d", *id)
	for _, part := range []struct{ what, value string }{{"user ", user}, {"from ", host}} {
		if part.value != "" {
			holder += ", " + part.what + part.value
		}
	}
	if command != "" {
		holder += fmt.Sprintf(", %s for %ds", command, seconds)
	}
	return holder, nil
}

// Stuck implements [migrate.Locker].
func (Dialect) Stuck() string {
	return "look what it is doing; if its program is gone and it still runs, KILL ends it"
}
