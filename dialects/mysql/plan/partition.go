package plan

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// partitions writes how the partitions change: those that stay keep their rows where
// they are, as far as a statement can do that; all else divides the rows anew.
func (a *alteration) partitions(op render.Op) render.Step {
	step := statement(render.PhaseAttach, layerPartition, op.Node.ID)
	name := op.Node.ID.Name
	from, to := a.old.Partitioning, a.new.Partitioning
	step.Text.Head = "ALTER TABLE " + mysql.Ident(name)
	if !op.Has(diff.FacetPartitionKey) && !to.IsZero() {
		if r := newRedivision(from, to); r.write(&step, name) {
			return step
		}
	}
	if to.IsZero() {
		step.Text.Head += " REMOVE PARTITIONING"
	} else {
		step.Text.Head += "\n" + a.server.PartitionBy(to)
		hazard(&step, render.MayFail, "Fails if a row of "+name+" is of none of the partitions.")
	}
	copied(&step, name, "The rows of "+name+" are divided anew, by a copy of the table.")
	return step
}

func copied(step *render.Step, table, text string) {
	step.Locks = locked(table, lockCopy)
	step.Rewrites = []model.QName{{Name: table}}
	hazard(step, render.TableRewrite, text)
}

// redivision is what differs between two rows of partitions, and what stands behind
// that on both sides.
type redivision struct {
	from, to       model.Partitioning
	old, new, rest []model.Partition
	before         int // how many partitions stay in front
}

func newRedivision(from, to model.Partitioning) redivision {
	r := redivision{from: from, to: to, old: from.Partitions, new: to.Partitions}
	for len(r.old) > 0 && len(r.new) > 0 && samePartition(r.old[0], r.new[0]) {
		r.old, r.new, r.before = r.old[1:], r.new[1:], r.before+1
	}
	for n, m := len(r.old), len(r.new); n > 0 && m > 0 && samePartition(r.old[n-1], r.new[m-1]); n, m = n-1, m-1 {
		r.old, r.new, r.rest = r.old[:n-1], r.new[:m-1], r.old[n-1:n+len(r.rest)]
	}
	return r
}

func samePartition(a, b model.Partition) bool { return partitionText(a) == partitionText(b) }

func partitionText(p model.Partition) string {
	w := mysql.NewWriter()
	mysql.Partition(w, "", p, false)
	return w.String()
}

// write writes the statement, if there is one that leaves the other partitions alone.
func (r redivision) write(step *render.Step, table string) bool {
	switch word, _, _ := strings.Cut(string(r.to.Strategy), " "); word {
	case "range", "list":
		return r.appends(step, table) || r.drops(step, table, word == "list") || r.reorganizes(step, table, word == "list")
	case "hash", "key", "linear":
		return r.counts(step, table)
	}
	return false
}

// appends adds partitions at the end.
func (r redivision) appends(step *render.Step, table string) bool {
	if len(r.old) > 0 || len(r.rest) > 0 {
		return false
	}
	step.Text.Head += " ADD PARTITION (" + r.definitions(r.new) + ")"
	step.Locks = locked(table, lockMoment)
	return true
}

// drops drops partitions with their rows. Those of a range that others follow are
// taken in by these.
func (r redivision) drops(step *render.Step, table string, list bool) bool {
	if len(r.new) > 0 || !list && len(r.rest) > 0 || r.before+len(r.rest) == 0 {
		return false
	}
	names := partitionNames(r.old)
	step.Text.Head += " DROP PARTITION " + names
	step.Locks = locked(table, lockMoment)
	lose(step, tableID(table), "All rows of "+table+" in the partitions "+names+" are deleted.")
	return true
}

// reorganizes divides the rows of some partitions anew. A range that grows or goes
// takes rows from the next one, or gives them to it.
func (r redivision) reorganizes(step *render.Step, table string, list bool) bool {
	if !r.to.Sub.IsZero() {
		return false
	}
	old, new := r.old, r.new
	if (len(old) == 0 || len(new) == 0) && len(r.rest) > 0 {
		old = append(old[:len(old):len(old)], r.rest[0])
		new = append(new[:len(new):len(new)], r.rest[0])
	}
	if len(old) == 0 || len(new) == 0 || !list && !r.covers(old, new) {
		return false
	}
	step.Text.Head += " REORGANIZE PARTITION " + partitionNames(old) + " INTO\n (" + r.definitions(new) + ")"
	hazard(step, render.MayFail, "Fails if a row of the partitions "+partitionNames(old)+" is of none of the new ones.")
	copied(step, table, "The rows of "+table+" in the partitions "+partitionNames(old)+" are divided anew, by a copy of these.")
	return true
}

// covers reports whether new ranges end where the old ones ended; at the end of all,
// more may follow.
func (r redivision) covers(old, new []model.Partition) bool {
	end := bound(old[len(old)-1])
	if bound(new[len(new)-1]) == end {
		return true
	}
	if len(r.rest) > 0 {
		return false
	}
	for _, p := range new {
		if bound(p) == end {
			return true
		}
	}
	return false
}

// bound writes where a range ends.
func bound(p model.Partition) string {
	return partitionText(model.Partition{Bound: p.Bound})
}

// counts changes how many partitions there are among which rows are spread.
func (r redivision) counts(step *render.Step, table string) bool {
	more, number := r.new, len(r.new)
	clause := " ADD PARTITION PARTITIONS "
	if number == 0 {
		more, number, clause = r.old, len(r.old), " COALESCE PARTITION "
	} else if len(r.old) > 0 {
		return false
	}
	if len(r.rest) > 0 || r.before == 0 || !r.to.Sub.IsZero() {
		return false
	}
	for i, p := range more {
		if p.Name != "p"+strconv.Itoa(r.before+i) || !samePartition(p, model.Partition{Name: p.Name}) {
			return false
		}
	}
	step.Text.Head += clause + strconv.Itoa(number)
	copied(step, table, "The rows of "+table+" are spread anew, by a copy of the table.")
	return true
}

// definitions writes partitions with commas between them.
func (r redivision) definitions(list []model.Partition) string {
	w := mysql.NewWriter()
	for i, p := range list {
		if i > 0 {
			w.Key(",\n  ")
		}
		if usualParts(p) {
			p.Partitions = nil // the server makes as many as the others have
		}
		mysql.Partition(w, r.to.Strategy, p, false)
	}
	return w.String()
}

// usualParts reports whether the parts of a partition are called as the server calls
// them.
func usualParts(p model.Partition) bool {
	for i, part := range p.Partitions {
		if !samePartition(part, model.Partition{Name: p.Name + "sp" + strconv.Itoa(i)}) {
			return false
		}
	}
	return true
}

func partitionNames(list []model.Partition) string {
	w := mysql.NewWriter()
	for i, p := range list {
		if i > 0 {
			w.Key(", ")
		}
		w.Ident(p.Name)
	}
	return w.String()
}
