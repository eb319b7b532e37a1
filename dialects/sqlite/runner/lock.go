package runner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// LockSuffix is what the name of the lock's file has behind that of the database.
const LockSuffix = "-schemadiff-lock"

// The names that the lock's file has where it is attached: to be locked, and to be
// looked at.
const (
	held   render.Keyword = "schemadiff_lock"
	lookAt render.Keyword = "schemadiff_look"
)

// file is the path of the database, "" for one in memory.
func file(ctx context.Context, conn migrate.Conn) (path string, err error) {
	err = migrate.QueryRow(ctx, conn, "SELECT coalesce(file, '') FROM pragma_database_list WHERE name = 'main'", &path)
	return path, err
}

// TryLock implements [migrate.Locker]. In its exclusive mode, a connection that
// has written to a file keeps the lock of it.
func (d Dialect) TryLock(ctx context.Context, conn migrate.Conn, _ model.QName) (locked bool, err error) {
	path, err := file(ctx, conn)
	if err != nil {
		return false, fmt.Errorf("taking the lock: %w", err)
	}
	if path == "" {
		return true, nil
	}
	restore, err := impatient(ctx, conn)
	if err != nil {
		return false, fmt.Errorf("taking the lock: %w", err)
	}
	locked, err = d.attach(ctx, conn, path)
	if err = errors.Join(err, restore()); err != nil {
		return false, &lockError{path + LockSuffix, err}
	}
	return locked, nil
}

// attach attaches the lock's file and locks it. What can't be locked isn't left.
func (d Dialect) attach(ctx context.Context, conn migrate.Conn, path string) (bool, error) {
	attach := writer().Key("ATTACH ").Literal(path + LockSuffix).Key(" AS ").Key(held).String()
	if _, err := conn.Exec(ctx, attach); err != nil {
		return false, unlessBusy(err)
	}
	for _, sql := range lockStatements() {
		if _, err := conn.Exec(ctx, sql); err != nil {
			_, detaching := conn.Exec(ctx, detach(held))
			return false, errors.Join(unlessBusy(err), detaching)
		}
	}
	return true, nil
}

// lockStatements lock the file that is attached. Nothing in it is worth a journal.
func lockStatements() []string {
	return []string{
		"PRAGMA " + string(held) + ".locking_mode = EXCLUSIVE",
		"PRAGMA " + string(held) + ".journal_mode = MEMORY",
		"PRAGMA " + string(held) + ".synchronous = OFF",
		"PRAGMA " + string(held) + ".user_version = 1",
	}
}

func detach(name render.Keyword) string { return "DETACH " + string(name) }

// unlessBusy is the error unless somebody else has the lock.
func unlessBusy(err error) error {
	if isCode(err, busy, locked) {
		return nil
	}
	return err
}

// impatient makes the session wait for nobody, until it is restored.
func impatient(ctx context.Context, conn migrate.Conn) (restore func() error, err error) {
	var timeout int64
	if err := migrate.QueryRow(ctx, conn, "PRAGMA busy_timeout", &timeout); err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return nil, err
	}
	return func() error {
		_, err := conn.Exec(context.WithoutCancel(ctx), writer().Key("PRAGMA busy_timeout = ").Int(timeout).String())
		return err
	}, nil
}

// Unlock implements [migrate.Locker].
func (Dialect) Unlock(ctx context.Context, conn migrate.Conn, _ model.QName) error {
	path, err := file(ctx, conn)
	if err != nil || path == "" {
		return err
	}
	var n int
	if err := migrate.QueryRow(ctx, conn, "SELECT count(*) FROM pragma_database_list WHERE name = "+Dialect{}.QuoteLiteral(string(held)), &n); err != nil {
		return err
	}
	if n == 0 {
		return errNotHeld
	}
	if _, err := conn.Exec(ctx, detach(held)); err != nil {
		return fmt.Errorf("giving back the lock: %w", err)
	}
	return nil
}

var errNotHeld = fmt.Errorf("giving back the lock: %w; did a revision detach %s?", migrate.ErrNotHeld, held)

// Holder implements [migrate.Locker]. The file isn't made to look at it.
func (d Dialect) Holder(ctx context.Context, conn migrate.Conn, _ model.QName) (holder string, err error) {
	path, err := file(ctx, conn)
	if err != nil || path == "" {
		return "", err
	}
	restore, err := impatient(ctx, conn)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, restore()) }()
	uri := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path+LockSuffix) + "?mode=ro"
	other := "another process, which has locked " + filepath.Base(path) + LockSuffix
	_, err = conn.Exec(ctx, writer().Key("ATTACH ").Literal(uri).Key(" AS ").Key(lookAt).String())
	switch {
	case isCode(err, busy, locked):
		return other, nil
	case isCode(err, cantOpen):
		return "", nil // nobody ever had it
	case err != nil:
		return "", fmt.Errorf("looking who has the lock: %w", err)
	}
	var version int64
	err = migrate.QueryRow(ctx, conn, "PRAGMA "+string(lookAt)+".schema_version", &version)
	_, detaching := conn.Exec(ctx, detach(lookAt))
	if isCode(err, busy, locked) {
		return other, detaching
	}
	return "", errors.Join(err, detaching)
}

// Stuck implements [migrate.Locker].
func (Dialect) Stuck() string {
	return "look which process has the file open (lsof, fuser); the lock is free as soon as that process has ended"
}

// lockError says which file can't be locked.
type lockError struct {
	path string
	err  error
}

func (e *lockError) Error() string { return "taking the lock: " + e.path + ": " + e.err.Error() }

func (e *lockError) Unwrap() error { return e.err }

// Hint says what to do.
func (e *lockError) Hint() string {
	switch {
	case isCode(e.err, readOnly, cantOpen, permission):
		return "revisions can be run by who may write to the database and make files beside it"
	case isCode(e.err, notADatabase, corrupt):
		return "the file is only there to be locked: remove it when nobody runs revisions"
	}
	return ""
}
