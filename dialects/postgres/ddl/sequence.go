package ddl

import (
	"math"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createSequence applies CREATE SEQUENCE.
func (r *reader) createSequence(s *parse.CreateSeqStmt) {
	ns, name := r.targetOf(s.Sequence)
	if ns.relations[name] != nil && s.IfNotExists {
		return
	}
	q := &sequence{ns: ns, name: name, pos: r.pos(s.Sequence.Location), unlogged: s.Sequence.Relpersistence == "u"}
	q.options = r.sequenceOptions(model.SequenceOptions{Type: "bigint"}, s.Options, true)
	r.addSequence(q)
	r.ownedBy(q, s.Options)
	r.directive(ns.name, name, model.KindSequence)
}

// addSequence adds a sequence to its schema.
func (r *reader) addSequence(q *sequence) {
	r.claim(q.ns, q.name, here)
	put(r.db, q.ns.relations, q.name, relation(q))
}

// claim makes sure that a relation's name is free.
func (r *reader) claim(ns *namespace, name string, location int32) {
	if rel := ns.relations[name]; rel != nil {
		r.fail(location, "relation %s already exists", deparse.Qualified(ns.name, name))
	}
}

// alterSequence applies ALTER SEQUENCE.
func (r *reader) alterSequence(s *parse.AlterSeqStmt) {
	rel := r.relationOf(s.Sequence, s.MissingOk)
	if rel == nil {
		return
	}
	q, ok := rel.(*sequence)
	if !ok {
		r.fail(s.Sequence.Location, "%s is not a sequence", deparse.Qualified(rangeNames(s.Sequence)...))
	}
	save(r.db, q)
	q.options = r.sequenceOptions(q.options, s.Options, false)
	r.ownedBy(q, s.Options)
}

// ownedBy applies OWNED BY.
func (r *reader) ownedBy(q *sequence, options []*parse.Node) {
	for _, n := range options {
		d := n.GetDefElem()
		if d.GetDefname() != "owned_by" {
			continue
		}
		names := defNames(d)
		if q.identity {
			r.fail(d.Location, "cannot change ownership of identity sequence")
		}
		save(r.db, q)
		if len(names) == 1 { // NONE
			q.owner = nil
			continue
		}
		t := r.tableNamed(names[:len(names)-1], d.Location)
		q.owner = r.columnOf(t, names[len(names)-1], d.Location)
	}
}

// sequenceOptions is init_params of the server's sequence.c.
func (r *reader) sequenceOptions(o model.SequenceOptions, options []*parse.Node, create bool) model.SequenceOptions {
	given := map[string]*parse.DefElem{}
	for _, n := range options {
		d := n.GetDefElem()
		if given[d.GetDefname()] != nil {
			r.fail(d.Location, "conflicting or redundant options: %s", d.Defname)
		}
		given[d.GetDefname()] = d
	}
	resetMax, resetMin := false, false
	if d := given["as"]; d != nil {
		t := r.columnType(typeOption(d)).String()
		if t != "smallint" && t != "integer" && t != "bigint" {
			r.fail(d.Location, "sequence type must be smallint, integer, or bigint")
		}
		if !create && t != o.Type {
			least, most := sequenceRange(o.Type)
			resetMax, resetMin = o.Max == most, o.Min == least
		}
		o.Type = t
	}
	if create {
		o.Increment, o.Cache = 1, 1
	}
	if d := given["increment"]; d != nil {
		if o.Increment = r.defInt(d); o.Increment == 0 {
			r.fail(d.Location, "INCREMENT must not be zero")
		}
	}
	if d := given["cache"]; d != nil {
		o.Cache = r.defInt(d)
	}
	if d := given["cycle"]; d != nil {
		o.Cycle = defBool(d)
	}
	least, most := sequenceRange(o.Type)
	up := o.Increment > 0
	switch d, set := given["maxvalue"], given["maxvalue"] != nil; {
	case set && d.Arg != nil:
		o.Max = r.defInt(d)
	case (create || set || resetMax) && (up || resetMax):
		o.Max = most
	case create || set:
		o.Max = -1
	}
	switch d, set := given["minvalue"], given["minvalue"] != nil; {
	case set && d.Arg != nil:
		o.Min = r.defInt(d)
	case (create || set || resetMin) && (!up || resetMin):
		o.Min = least
	case create || set:
		o.Min = 1
	}
	switch d := given["start"]; {
	case d != nil:
		o.Start = r.defInt(d)
	case create && up:
		o.Start = o.Min
	case create:
		o.Start = o.Max
	}
	r.checkSequence(o)
	return o
}

func (r *reader) checkSequence(o model.SequenceOptions) {
	least, most := sequenceRange(o.Type)
	switch {
	case o.Max < least || o.Max > most:
		r.fail(here, "MAXVALUE (%d) is out of range for sequence data type %s", o.Max, o.Type)
	case o.Min < least || o.Min > most:
		r.fail(here, "MINVALUE (%d) is out of range for sequence data type %s", o.Min, o.Type)
	case o.Min >= o.Max:
		r.fail(here, "MINVALUE (%d) must be less than MAXVALUE (%d)", o.Min, o.Max)
	case o.Start < o.Min:
		r.fail(here, "START value (%d) cannot be less than MINVALUE (%d)", o.Start, o.Min)
	case o.Start > o.Max:
		r.fail(here, "START value (%d) cannot be greater than MAXVALUE (%d)", o.Start, o.Max)
	case o.Cache <= 0:
		r.fail(here, "CACHE (%d) must be greater than zero", o.Cache)
	}
}

// sequenceRange returns the least and the greatest value of a type.
func sequenceRange(typ string) (least, most int64) {
	switch typ {
	case "smallint":
		return math.MinInt16, math.MaxInt16
	case "integer":
		return math.MinInt32, math.MaxInt32
	}
	return math.MinInt64, math.MaxInt64
}

// columnSequence makes the sequence of a serial or an identity column. Its name
// may be given by the option SEQUENCE NAME.
func (r *reader) columnSequence(t *table, columnName, typ string, options []*parse.Node) *sequence {
	q := &sequence{ns: t.ns, implicit: true, pos: r.pos(here)}
	if r.version.HasUnloggedSequences() {
		q.unlogged = t.unlogged
	}
	var rest []*parse.Node
	for _, n := range options {
		d := n.GetDefElem()
		switch d.GetDefname() {
		case "sequence_name":
			names := defNames(d)
			q.implicit, q.name = false, naming.Truncate(names[len(names)-1])
			if len(names) > 1 {
				q.ns = r.namespace(names[len(names)-2], d.Location)
			}
		case "logged":
			q.unlogged = false
		case "unlogged":
			q.unlogged = true
		default:
			rest = append(rest, n)
		}
	}
	if q.name == "" {
		q.name = r.chooseRelation(q.ns, t.name, columnName, "seq", false)
	}
	q.options = r.sequenceOptions(model.SequenceOptions{Type: typ}, rest, true)
	r.addSequence(q)
	return q
}

// dropSequence removes a sequence, with CASCADE also the defaults that use it.
func (r *reader) dropSequence(q *sequence, cascade bool) {
	if q.identity && q.owner != nil {
		r.fail(here, "cannot drop sequence %s because column %s of table %s requires it", q.qname(), q.owner.name, q.owner.table.qname())
	}
	r.dropDefaultsOf(q, cascade)
	remove(r.db, q.ns.relations, q.name)
}

// dropDefaultsOf removes the defaults that take values from a sequence.
func (r *reader) dropDefaultsOf(q *sequence, cascade bool) {
	name := deparse.Qualified(q.ns.name, q.name)
	for _, t := range r.db.tables() {
		for _, c := range t.columns {
			if c.generated || !mentions(c.value.text, name) || !r.usesRelation(c.value, name) {
				continue
			}
			if !cascade {
				r.fail(here, "cannot drop sequence %s because other objects depend on it: default value for column %s of table %s",
					q.qname(), c.name, t.qname())
			}
			save(r.db, c)
			c.value, c.serial = expression{}, false
		}
	}
}
