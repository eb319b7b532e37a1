package migrate

import (
	"cmp"
	"context"
	"math/rand/v2"
	"time"
)

// Times of waiting for the lock.
const (
	firstLook  = 50 * time.Millisecond
	longLook   = time.Second
	remindEach = 10 * time.Second
)

// lock takes the lock of the version table, and waits for it as long as it may.
func (r *runner) lock(ctx context.Context, tables Tables) error {
	begin := time.Now()
	var told time.Time
	pause := firstLook
	for {
		locked, err := r.m.dialect.TryLock(ctx, r.conn, tables.Version)
		if err != nil || locked {
			r.result.Waited = time.Since(begin)
			return err
		}
		waited := time.Since(begin)
		holder, err := r.m.dialect.Holder(ctx, r.conn, tables.Version)
		if err != nil {
			return err
		}
		if waited >= r.m.config.lockWait {
			return refuse(ErrLocked, r.m.dialect.Stuck(),
				"another runner has the lock of this database, after %s of waiting: %s", waited.Round(time.Millisecond), cmp.Or(holder, "unknown"))
		}
		if holder != "" && time.Since(told) >= remindEach {
			told = time.Now()
			r.m.config.log.InfoContext(ctx, "waiting for the lock", "holder", holder, "waited", waited)
			r.m.config.progress(Event{Kind: Waiting, Text: holder, Elapsed: waited})
		}
		if err := sleep(ctx, min(jitter(pause), r.m.config.lockWait-waited)); err != nil {
			return err
		}
		pause = min(2*pause, longLook)
	}
}

// jitter takes a random part off a time.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d/2 + rand.N(d/2+1) //nolint:gosec // nothing is kept secret by it
}

// sleep waits, or ends with the context.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// pause returns how long to wait before the next attempt; attempts count from 1.
func (r Retries) pause(attempt int) time.Duration {
	pause := r.First
	for range attempt - 1 {
		if pause = 2 * pause; pause >= r.Most {
			pause = r.Most
			break
		}
	}
	return jitter(pause)
}
