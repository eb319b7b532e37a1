package migrate_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// chain makes revisions of one statement each.
func chain(n int) fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i := range n {
		id := fmt.Sprintf("r%05d", i)
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(revision(id, parent, "INSERT INTO log VALUES (1, 1);", ""))}
		parent = id
	}
	return fsys
}

// BenchmarkPlan is reading 5,000 files and planning their upgrade, on an empty
// database and on one that is up to date.
func BenchmarkPlan(b *testing.B) {
	fsys := chain(5000)
	ctx := context.Background()
	for _, upToDate := range []bool{false, true} {
		b.Run(fmt.Sprintf("up to date is %v", upToDate), func(b *testing.B) {
			db := pgtest.New(b, 15)
			m, err := migrate.New(fsys, pgxmigrate.Address(db.URL()))
			if err == nil && upToDate {
				_, err = m.Stamp(ctx, false, "heads")
			}
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				m, err := migrate.New(fsys, pgxmigrate.Address(db.URL()))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := m.Plan(ctx, "upgrade"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUpgrade is 1,000 revisions of one statement, each in a transaction
// of its own and all in one.
func BenchmarkUpgrade(b *testing.B) {
	fsys := chain(1000)
	ctx := context.Background()
	for name, options := range map[string][]migrate.Option{"per revision": nil, "per run": {migrate.TransactionPerRun()}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				db := pgtest.New(b, 15)
				db.Exec("CREATE TABLE log (revision int, statement int)")
				m, err := migrate.New(fsys, pgxmigrate.Address(db.URL()), options...)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := m.Upgrade(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
