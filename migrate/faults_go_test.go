package migrate_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// mixedFaults are the revisions of faultFiles, every other five of them written
// in Go. They must leave the same database.
func mixedFaults() (fstest.MapFS, migrate.Option) {
	fsys := faultFiles()
	var programs []migrate.Source
	for i := range faultRevisions {
		if i/5%2 == 0 {
			continue
		}
		id := fmt.Sprintf("r%02d", i)
		delete(fsys, id+".sql")
		programs = append(programs, op.Revision{
			ID: id, Revises: []string{fmt.Sprintf("r%02d", i-1)}, Up: faultProgram(i), NoTransaction: i%5 == 1,
		})
	}
	return fsys, migrate.Go(programs...)
}

func faultProgram(i int) op.Func {
	name := func(letter string, of int) string { return fmt.Sprint(letter, of) }
	log := func(statement int) op.Operation {
		return op.Execute{SQL: "INSERT INTO log VALUES ($1, $2)", Args: []any{i, statement}}
	}
	index := func(table int, column string, unique bool) op.Operation {
		return op.CreateIndex{Name: name("i", i), Table: name("t", table), Columns: op.Columns(column), Unique: unique, Concurrently: true}
	}
	switch i % 5 {
	case 0:
		return func(_ context.Context, o *op.Operations) error {
			if has, err := o.HasTable("", name("t", i)); err != nil || has {
				return err
			}
			return o.Do(
				log(1),
				op.CreateTable{Table: name("t", i), Columns: []op.Column{{Name: "id", Type: "int"}, {Name: "b", Type: "int"}}},
				op.Execute{SQL: fmt.Sprintf("INSERT INTO t%d SELECT g, g FROM generate_series(1, 300) g", i)},
				log(2),
			)
		}
	case 1:
		return do(log(1), index(i-1, "id", false), op.Execute{SQL: fmt.Sprintf("VACUUM t%d", i-1)}, log(2))
	case 2:
		return do(log(1), index(i-2, "b", true), log(2), op.AddEnumValue{Name: "kind", Value: name("k", i)}, log(3))
	case 3:
		return do(log(1), op.RepeatCode{Name: "work", Run: func(_ context.Context, o *op.Operations) (int64, error) {
			return o.Exec("UPDATE work SET seen = seen + 1 WHERE id IN (SELECT id FROM work WHERE seen < $1 ORDER BY id LIMIT 40)", i/5+1)
		}}, log(2))
	}
	return do(
		op.DropIndex{Name: name("i", i-3), Concurrently: true}, log(1),
		op.Execute{SQL: fmt.Sprintf("REINDEX TABLE CONCURRENTLY t%d", i-4), NoTransaction: true}, log(2),
	)
}
