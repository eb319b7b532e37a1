package ddl

import (
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// The bits of CreateTrigStmt.timing and events (pg_trigger.h).
const (
	triggerBefore   = 1 << 1
	triggerInsert   = 1 << 2
	triggerDelete   = 1 << 3
	triggerUpdate   = 1 << 4
	triggerTruncate = 1 << 5
	triggerInstead  = 1 << 6
)

// triggerColumn is a column of UPDATE OF: of a table, or of a view, whose
// columns are known by name only.
type triggerColumn struct {
	column *column
	name   string
}

func (c triggerColumn) text() string {
	if c.column != nil {
		return c.column.name
	}
	return c.name
}

func (r *reader) createTrigger(s *parse.CreateTrigStmt) {
	t := r.tableOf(s.Relation)
	if t.owned {
		return
	}
	o := &other{id: kind.On(t.qname(), kind.Trigger, naming.Truncate(s.Trigname)), on: t, names: map[string]bool{}}
	function := r.triggerFunction(s.Funcname, o)
	var columns []triggerColumn
	for _, n := range s.Columns {
		name := n.GetString_().GetSval()
		o.names[name] = true
		c := triggerColumn{name: name}
		if !t.opaque {
			c.column = r.columnOf(t, name, here)
			if slices.ContainsFunc(columns, func(other triggerColumn) bool { return other.column == c.column }) {
				r.fail(here, "column %s specified more than once", deparse.Ident(name))
			}
		}
		columns = append(columns, c)
	}
	var when expression
	if s.WhenClause != nil {
		o.exprs = append(o.exprs, &when)
		when = r.expression(s.WhenClause, scope{table: t, rows: true, what: "trigger WHEN condition"})
		for _, c := range when.columns {
			o.names[c] = true
		}
	}
	var from *table
	if s.Constrrel != nil {
		from = r.tableOf(s.Constrrel)
	}
	var args []model.Value
	for _, a := range stringsOf(s.Args) {
		args = append(args, model.Value{Text: a})
	}
	o.define = func(d *model.Definition) {
		d.Set(property.Function, model.Value{Ref: function()})
		d.SetText(property.Timing, triggerTiming(s.Timing))
		d.Set(property.Events, model.Value{List: triggerEvents(s.Events)})
		var list []model.Value
		for _, c := range columns {
			list = append(list, model.Value{Ref: model.ID{Kind: model.KindColumn, Schema: t.ns.name, Parent: t.name, Name: c.text()}})
		}
		d.Set(property.Columns, model.Value{List: list})
		d.SetFlag(property.ForEachRow, s.Row)
		d.Set(property.When, model.Value{Expr: when.model()})
		d.Set(property.TriggerArguments, model.Value{List: args})
		for _, n := range s.TransitionRels {
			x := n.GetTriggerTransition()
			if x.IsNew {
				d.SetText(property.NewTable, x.Name)
			} else {
				d.SetText(property.OldTable, x.Name)
			}
		}
		d.SetFlag(property.Constraint, s.Isconstraint)
		if from != nil {
			d.Set(property.ConstraintFrom, model.Value{Ref: model.ID{Kind: model.KindTable, Schema: from.ns.name, Name: from.name}})
		}
		d.SetFlag(property.Deferrable, s.Deferrable)
		d.SetFlag(property.InitiallyDeferred, s.Initdeferred)
		d.SetText(property.Enabled, o.enabled)
		d.Set(property.PartitionStates, model.Value{List: o.copyStates()})
	}
	o.row = s.Row
	if old := r.db.others[o.id]; old != nil && s.Replace { // it stays in its state
		o.enabled, o.copies, o.comment = old.enabled, old.copies, old.comment
	}
	r.addOther(o, s.Replace)
}

// triggerFunction finds the function that a trigger calls, and returns what
// addresses it at the end of the script.
func (r *reader) triggerFunction(names []*parse.Node, o *other) func() model.ID {
	for _, f := range r.routinesBy(stringsOf(names)) {
		if len(f.Args) == 0 {
			o.uses = append(o.uses, f)
			return func() model.ID { return kind.RoutineID(kind.Function, f.ns.name, f.Name, nil) }
		}
	}
	parts := stringsOf(names)
	if !r.mayBeBuiltin(parts) {
		r.missing(here, "function %s() does not exist", quoteNames(names))
	}
	found := model.QName{Name: parts[len(parts)-1]}
	if q, isForeign := r.foreignName(parts...); isForeign && !r.hasBuiltin(found.Name) {
		found = q
	}
	return func() model.ID { return kind.RoutineID(kind.Function, found.Schema, found.Name, nil) }
}

func triggerTiming(bits int32) string {
	switch {
	case bits&triggerBefore != 0:
		return "before"
	case bits&triggerInstead != 0:
		return "instead of"
	}
	return "after"
}

func triggerEvents(bits int32) []model.Value {
	var list []model.Value
	for _, e := range []struct {
		bit  int32
		name string
	}{{triggerInsert, "insert"}, {triggerDelete, "delete"}, {triggerUpdate, "update"}, {triggerTruncate, "truncate"}} {
		if bits&e.bit != 0 {
			list = append(list, model.Value{Text: e.name})
		}
	}
	return list
}

// setTriggers applies ENABLE TRIGGER and DISABLE TRIGGER of one trigger, or of all
// if it has no name. The copies on partitions follow.
func (r *reader) setTriggers(t *table, name, state string) {
	found := false
	for _, id := range r.db.otherIDs() {
		o := r.db.others[id]
		if id.Kind != kind.Trigger || name != "" && id.Name != name || o.on != t && !o.isOn(t) {
			continue
		}
		found = true
		save(r.db, o)
		o.copies = maps.Clone(o.copies)
		for below := range o.copies {
			if below == t || isBelow(below, t) {
				delete(o.copies, below)
			}
		}
		switch {
		case o.on == t:
			o.enabled = state
		case o.stateOn(t) != state:
			if o.copies == nil {
				o.copies = map[*table]string{}
			}
			o.copies[t] = state
		}
	}
	if !found && name != "" && !t.owned {
		r.missing(here, "trigger %s for table %s does not exist", name, t.qname())
	}
}

// isOn says whether the trigger has a copy on a partition.
func (o *other) isOn(t *table) bool {
	return o.row && o.on.kind == partitioned && isBelow(t, o.on)
}

// isBelow says whether a table is a partition of another one, or of one of its
// partitions.
func isBelow(t, above *table) bool {
	for p := t.partitionOf; p != nil; p = p.partitionOf {
		if p == above {
			return true
		}
	}
	return false
}

// stateOn is the state of the trigger, or its copy, on a table.
func (o *other) stateOn(t *table) string {
	for ; t != nil && t != o.on; t = t.partitionOf {
		if state, ok := o.copies[t]; ok {
			return state
		}
	}
	return o.enabled
}

// copyStates lists the partitions whose copies are in another state than what is
// above them.
func (o *other) copyStates() []model.Value {
	var list []model.Value
	for t, state := range o.copies {
		if !o.isOn(t) || state == o.stateOn(t.partitionOf) {
			continue
		}
		if state == "" {
			state = property.StateOrigin
		}
		list = append(list, model.Value{Text: state, Ref: model.ID{Kind: model.KindTable, Schema: t.ns.name, Name: t.name}})
	}
	slices.SortFunc(list, func(a, b model.Value) int { return a.Ref.Compare(b.Ref) })
	return list
}

func (r *reader) createEventTrigger(s *parse.CreateEventTrigStmt) {
	o := &other{id: kind.Global(kind.EventTrigger, naming.Truncate(s.Trigname))}
	function := r.triggerFunction(s.Funcname, o)
	var tags []string
	for _, n := range s.Whenclause {
		for _, tag := range stringsOf(n.GetDefElem().GetArg().GetList().GetItems()) {
			tags = append(tags, strings.ToUpper(tag))
		}
	}
	slices.Sort(tags)
	o.define = func(d *model.Definition) {
		d.SetText(property.Event, s.Eventname)
		d.Set(property.Function, model.Value{Ref: function()})
		var list []model.Value
		for _, tag := range tags {
			list = append(list, model.Value{Text: tag})
		}
		d.Set(property.Tags, model.Value{List: list})
		d.SetText(property.Enabled, o.enabled)
	}
	r.addOther(o, false)
}

// alterEventTrigger applies ALTER EVENT TRIGGER … ENABLE and DISABLE.
func (r *reader) alterEventTrigger(s *parse.AlterEventTrigStmt) {
	o := r.db.others[kind.Global(kind.EventTrigger, naming.Truncate(s.Trigname))]
	if o == nil {
		r.missing(here, "event trigger %s does not exist", deparse.Ident(s.Trigname))
	}
	save(r.db, o)
	o.enabled = map[string]string{"D": "disabled", "R": "replica", "A": "always"}[s.Tgenabled]
}
