package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The locks, in the words of the manual's clause LOCK.
const (
	lockMoment = "METADATA LOCK (a moment)"
	lockShared = "SHARED (writes wait)"
	lockCopy   = "SHARED (writes wait while the table is copied)"
)

// algorithm is how a server changes a table, in the order of their costs.
type algorithm int

const (
	instant algorithm = iota // metadata alone
	inPlace                  // no copy of the rows, writes go on
	rebuild                  // the rows are written anew, writes go on
	waiting                  // in place, writes wait
	copying                  // the rows are copied, writes wait
)

// operation is a clause of ALTER TABLE, as far as its cost goes.
type operation int

const (
	metadata operation = iota
	addColumnLast
	addColumnBetween
	addVirtual
	dropColumn
	moveColumn
	changeNull
	changeType
	addIndex
	addPrimary
	addFulltext
	addSpatial
	dropPrimary
	addCheck
	rebuildTable
	copyTable
)

// fact is the algorithm of an operation on the servers of a flavour: slow, and fast
// since a version.
type fact struct {
	slow, fast               algorithm
	mysqlSince, mariadbSince [3]int // of fast; zero: never
}

// facts are from "Online DDL Operations" (MySQL 8.0, 8.4, 9.x) and "InnoDB Online DDL
// Operations with the INSTANT/NOCOPY/INPLACE Alter Algorithm" (MariaDB).
var facts = map[operation]fact{
	metadata:         {slow: instant},
	addColumnLast:    {rebuild, instant, [3]int{8, 0, 12}, [3]int{10, 3, 2}},
	addColumnBetween: {rebuild, instant, [3]int{8, 0, 29}, [3]int{10, 4, 0}},
	addVirtual:       {slow: instant},
	dropColumn:       {rebuild, instant, [3]int{8, 0, 29}, [3]int{10, 4, 0}},
	moveColumn:       {rebuild, instant, [3]int{}, [3]int{10, 4, 0}},
	changeNull:       {slow: rebuild},
	changeType:       {slow: copying},
	addIndex:         {slow: inPlace},
	addPrimary:       {slow: rebuild},
	addFulltext:      {slow: waiting},
	addSpatial:       {slow: waiting},
	dropPrimary:      {slow: copying},
	addCheck:         {slow: copying},
	rebuildTable:     {slow: rebuild},
	copyTable:        {slow: copying},
}

// cost is what all clauses of one statement come to: the most expensive one counts.
type cost struct {
	most            algorithm
	indexes         bool
	dropped, gained bool // the primary key
}

func (c *cost) add(what operation, s mysql.Server, virtual bool) {
	f := facts[what]
	how := f.slow
	since := func(v [3]int, has func(int, int, int) bool) bool { return v != [3]int{} && has(v[0], v[1], v[2]) }
	if since(f.mysqlSince, s.MinMySQL) || since(f.mariadbSince, s.MinMariaDB) {
		how = f.fast
	}
	switch {
	case virtual:
		how = instant
	case what == dropPrimary:
		c.dropped = true
	case what == addPrimary:
		c.gained = true
	}
	c.indexes = c.indexes || what == addIndex
	c.most = max(c.most, how)
}

func (c *cost) newColumn(s mysql.Server, o model.Column, between bool) {
	switch {
	case !o.Generated.IsZero() && o.Generated.Virtual:
		c.add(addVirtual, s, false)
	case !o.Generated.IsZero(), mysql.OptionOf(o.Options, mysql.OptionRow) != "":
		c.add(copyTable, s, false)
	case o.Identity.Mode == model.IdentityAutoIncrement:
		c.most = max(c.most, waiting)
	case between:
		c.add(addColumnBetween, s, false)
	default:
		c.add(addColumnLast, s, false)
	}
}

// column adds the cost of another definition of a column.
func (c *cost) column(s mysql.Server, old, new model.Column, change diff.Alter) {
	for _, f := range change.Facets {
		switch f.Name {
		case diff.FacetType:
			if !extends(old, new) {
				c.add(changeType, s, false)
			}
		case diff.FacetCollation, diff.FacetGenerated, diff.FacetCompression:
			c.add(changeType, s, false)
		case diff.FacetNotNull:
			if s.MinMariaDB(10, 3, 2) && !new.NotNull {
				continue // at once
			}
			c.add(changeNull, s, false)
		case diff.FacetIdentity:
			c.add(changeType, s, false)
		default: // defaults and comments are metadata
		}
	}
}

// extends reports whether values stay as they are stored: a longer varchar with as
// many bytes for its length, or new values at the end of an enum or a set.
func extends(old, new model.Column) bool {
	switch {
	case old.Type.Name != new.Type.Name || old.Collation != new.Collation:
		return false
	case old.Type.Name == "varchar":
		from, to := bytesOf(old), bytesOf(new)
		return from <= to && (from < 256) == (to < 256)
	case old.Type.Name == "enum", old.Type.Name == "set":
		from, to := mysql.Labels(old.Type), mysql.Labels(new.Type)
		return strings.HasPrefix(new.Type.Modifiers+",", old.Type.Modifiers+",") && (len(from) < 256) == (len(to) < 256) &&
			(old.Type.Name == "enum" || (len(from)+7)/8 == (len(to)+7)/8)
	}
	return false
}

// bytesOf returns how many bytes a varchar has at most.
func bytesOf(c model.Column) int {
	n := 0
	for _, d := range c.Type.Modifiers {
		n = n*10 + int(d-'0')
	}
	return n * mysql.MaxBytes(c.Collation.Name)
}

// tell says on the step what it costs.
func (c *cost) tell(step *render.Step, table string, s mysql.Server) {
	most := c.most
	if c.dropped && c.gained && most == copying {
		most = rebuild // a key in the place of another one
	}
	name := []model.QName{{Name: table}}
	switch most {
	case instant:
		step.Locks = locked(table, lockMoment)
	case inPlace:
		step.Locks = locked(table, lockMoment)
		step.Quiet = true
	case rebuild:
		step.Locks = locked(table, lockMoment)
		step.Rewrites = name
		hazard(step, render.TableRewrite, "The table "+table+" is written anew in place; reads and writes go on (ALGORITHM=INPLACE, LOCK=NONE).")
	case waiting:
		step.Locks = locked(table, lockShared)
		step.Scans = name
		hazard(step, render.BlocksWrites, "Writes to "+table+" wait until it is done (ALGORITHM=INPLACE, LOCK=SHARED).")
	case copying:
		step.Locks = locked(table, lockCopy)
		step.Rewrites = name
		text := "The table " + table + " is copied; writes wait until it is done (ALGORITHM=COPY, LOCK=SHARED)."
		if s.MinMariaDB(11, 2, 1) {
			text = "The table " + table + " is copied; reads and writes go on (ALGORITHM=COPY, LOCK=NONE)."
		} else {
			hazard(step, render.BlocksWrites, "Writes to "+table+" wait until it is copied.")
		}
		hazard(step, render.TableRewrite, text)
	}
}

func locked(table, mode string) []render.TableLock {
	return []render.TableLock{{Table: model.QName{Name: table}, Mode: mode}}
}
