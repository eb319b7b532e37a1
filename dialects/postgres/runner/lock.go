package runner

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// lockKey is the key of the advisory lock of a version table. PostgreSQL keeps
// the locks of each database apart.
func lockKey(version model.QName) int64 {
	sum := sha256.Sum256([]byte("schemadiff version table\x00" + version.Schema + "\x00" + version.Name))
	return int64(binary.BigEndian.Uint64(sum[:8])) //nolint:gosec // any 64 bits will do
}

// TryLock implements [migrate.Locker]. Waiting in pg_advisory_lock would hold a
// snapshot, for whose end a CREATE INDEX CONCURRENTLY of the holder waits.
func (Dialect) TryLock(ctx context.Context, conn migrate.Conn, version model.QName) (bool, error) {
	var locked bool
	sql := writer().Key("SELECT pg_catalog.pg_try_advisory_lock(").Int(lockKey(version)).Key(")").String()
	if err := migrate.QueryRow(ctx, conn, sql, &locked); err != nil {
		return false, fmt.Errorf("taking the advisory lock: %w", err)
	}
	return locked, nil
}

// Unlock implements [migrate.Locker].
func (Dialect) Unlock(ctx context.Context, conn migrate.Conn, version model.QName) error {
	var held bool
	if err := migrate.QueryRow(ctx, conn, unlock(version), &held); err != nil {
		return fmt.Errorf("giving back the advisory lock: %w", err)
	}
	if !held {
		return errNotHeld
	}
	return nil
}

var errNotHeld = fmt.Errorf("giving back the advisory lock: %w; "+
	"does a pooler stand between that gives each transaction another session?", migrate.ErrNotHeld)

func unlock(version model.QName) string {
	return writer().Key("SELECT pg_catalog.pg_advisory_unlock(").Int(lockKey(version)).Key(")").String()
}

// Holder implements [migrate.Locker].
func (Dialect) Holder(ctx context.Context, conn migrate.Conn, version model.QName) (string, error) {
	key := uint64(lockKey(version)) //nolint:gosec // the same bits
	w := writer().Key(`SELECT l.pid, coalesce(a.usename::text, ''), coalesce(a.application_name, ''), coalesce(a.client_addr::text, ''),
    coalesce(extract(epoch FROM clock_timestamp() - a.backend_start)::double precision, 0)
FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
    AND l.classid::bigint = `).Int(int64(key >> 32)).Key(" AND l.objid::bigint = ").Int(int64(key & 0xffffffff)) //nolint:gosec // 32 bits
	var pid int64
	var user, application, address string
	var seconds float64
	err := migrate.QueryRow(ctx, conn, w.String(), &pid, &user, &application, &address, &seconds)
	if errors.Is(err, migrate.ErrNoRow) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking who has the advisory lock: %w", err)
	}
	holder := fmt.Sprintf("backend %d", pid)
	for _, part := range []struct{ what, value string }{{"", application}, {"user ", user}, {"from ", address}} {
		if part.value != "" {
			holder += ", " + part.what + part.value
		}
	}
	since := time.Duration(seconds * float64(time.Second)).Round(time.Second)
	return holder + ", connected for " + since.String(), nil
}

// Stuck implements [migrate.Locker].
func (Dialect) Stuck() string {
	return "look what it is doing; if its program is gone and it still runs, pg_terminate_backend ends it"
}
