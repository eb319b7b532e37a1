package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The table-level lock modes, weakest first
// (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES).
const (
	lockAccessShare          = "ACCESS SHARE"
	lockRowShare             = "ROW SHARE"
	lockRowExclusive         = "ROW EXCLUSIVE"
	lockShareUpdateExclusive = "SHARE UPDATE EXCLUSIVE"
	lockShare                = "SHARE"
	lockShareRowExclusive    = "SHARE ROW EXCLUSIVE"
	lockExclusive            = "EXCLUSIVE"
	lockAccessExclusive      = "ACCESS EXCLUSIVE"
)

// Stronger implements [render.Session].
func (s *session) Stronger(a, b string) string { return StrongerLock(a, b) }

// StrongerLock returns the stronger one of two table-level locks (table 13.2 of
// the manual); an empty one is none.
func StrongerLock(a, b string) string {
	if lockRank(b) > lockRank(a) {
		return b
	}
	return a
}

func lockRank(mode string) int {
	return slices.Index([]string{
		lockAccessShare, lockRowShare, lockRowExclusive, lockShareUpdateExclusive, lockShare,
		lockShareRowExclusive, lockExclusive, lockAccessExclusive,
	}, mode)
}

// locks returns the locks on those of the tables and views that are there before
// the plan; nobody waits for the others.
func (s *session) locks(mode string, relations ...model.QName) []render.TableLock {
	var list []render.TableLock
	for _, t := range relations {
		if s.old.isRelation(t) {
			list = append(list, render.TableLock{Table: t, Mode: mode})
		}
	}
	return list
}

// isRelation reports whether a side has a table or a view of that name.
func (d *side) isRelation(q model.QName) bool {
	_, ok := d.tables[q]
	return ok || slices.ContainsFunc(d.definitions[q], func(id model.ID) bool { return id.Kind == kind.View })
}

// recursing returns the locks of a statement that also changes the children.
func (s *session) recursing(mode string, table model.QName) []render.TableLock {
	return s.locks(mode, append(s.old.descendants(table), table)...)
}

// holding returns the tables that are there before the plan and hold the rows of
// a table: those partitions of it that stay so, if it is partitioned.
func (s *session) holding(table model.QName) []model.QName {
	t, ok := s.old.tables[table]
	switch {
	case !ok || t.Foreign():
		return nil
	case t.Partitioning.IsZero():
		return []model.QName{table}
	}
	var list []model.QName
	for _, q := range s.old.children[table] {
		if n, ok := s.new.tables[q]; !ok || n.PartitionOf == table {
			list = append(list, s.holding(q)...)
		}
	}
	return list
}

// existing returns those of the tables that are there before the plan and
// hold rows.
func (s *session) existing(tables ...model.QName) []model.QName {
	var list []model.QName
	for _, t := range tables {
		if old, ok := s.old.tables[t]; ok && !old.Foreign() {
			list = append(list, t)
		}
	}
	return list
}
