package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// The functions in this file note what an object refers to. It is kept in
// other.uses, so that CASCADE finds it and CREATE OR REPLACE can put a successor
// in its place, and is given its name at the end of the script.

// use notes that o can't be without x, and returns what then stands for x.
func (o *other) use(x any) func() any {
	o.uses = append(o.uses, x)
	at := len(o.uses) - 1
	return func() any { return o.uses[at] }
}

// useOther notes a use of another object of the kinds in database.others.
func (o *other) useOther(x *other) func() model.ID {
	at := o.use(x)
	return func() model.ID {
		used, _ := at().(*other)
		return used.id
	}
}

// useOperator notes a use of an operator.
func (o *other) useOperator(op *operator) func() model.ID {
	at := o.use(op)
	return func() model.ID {
		used, _ := at().(*operator)
		return used.id()
	}
}

func (o *operator) id() model.ID {
	schema := o.ns.name
	if schema == catalogSchema {
		schema = ""
	}
	return kind.OperatorID(schema, o.Name, o.Left, o.Right)
}

// useType notes a use of a type, if it is one of the database.
func (o *other) useType(r *reader, t model.Type) func() model.Type {
	user := r.userType(t)
	if user == nil || user.ns.name == catalogSchema {
		return func() model.Type { return t }
	}
	at := o.use(user)
	return func() model.Type {
		used, _ := at().(*typ)
		t.Schema, t.Name = used.ns.name, used.name
		return t
	}
}

// useRoutine notes a use of a routine.
func (o *other) useRoutine(f routineRef) func() model.ID {
	if f.routine == nil {
		return func() model.ID { return f.id }
	}
	at := o.use(f.routine)
	return func() model.ID {
		used, _ := at().(*routine)
		return definitionOf(used).ID
	}
}

// useSignature is useRoutine with the types of the arguments.
func (o *other) useSignature(f routineRef) func() model.Value {
	value := func(id model.ID, types []model.Type) model.Value {
		v := model.Value{Ref: id}
		for _, t := range types {
			v.List = append(v.List, model.Value{Type: t})
		}
		return v
	}
	if f.routine == nil {
		return func() model.Value { return value(f.id, f.args) }
	}
	at := o.use(f.routine)
	return func() model.Value {
		used, _ := at().(*routine)
		d := definitionOf(used)
		return value(d.ID, d.Signature)
	}
}

// routineRef is a routine that a statement refers to: one of the database, or
// one of the server's own.
type routineRef struct {
	routine *routine
	id      model.ID
	args    []model.Type
	result  model.Type
}

// routineExact finds the function of one of the given lists of argument types,
// the first list first. The server looks for most functions that objects refer
// to in this way, without any conversion of types (LookupFuncName).
func (r *reader) routineExact(names []string, location int32, lists ...[]model.Type) routineRef {
	for _, args := range lists {
		if f, ok := r.findRoutine(names, args); ok {
			return f
		}
	}
	if q, ok := r.foreignName(names...); ok {
		return routineRef{id: kind.RoutineID(kind.Function, q.Schema, q.Name, lists[0]), args: lists[0]}
	}
	r.missing(location, "function %s does not exist", model.SignatureName(quoteDot(names), lists[0]))
	return routineRef{}
}

func (r *reader) findRoutine(names []string, args []model.Type) (routineRef, bool) {
	name := names[len(names)-1]
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		if schema == catalogSchema {
			if f, ok := r.builtinRoutine(name, args); ok {
				return f, true
			}
		}
		ns := r.db.namespaces[schema]
		if ns == nil {
			continue
		}
		for _, f := range ns.routines[name] {
			if slices.EqualFunc(f.Args, args, func(a model.RoutineArg, t model.Type) bool { return a.Type == t }) {
				return r.refTo(f), true
			}
		}
	}
	return routineRef{}, false
}

// routineWritten finds the routine that a statement names with its arguments, or
// by a name that is unique.
func (r *reader) routineWritten(o *parse.ObjectWithArgs) routineRef {
	names := stringsOf(o.GetObjname())
	if f := r.routineOf(o); f != nil {
		return r.refTo(f)
	}
	if !o.GetArgsUnspecified() {
		args := make([]model.Type, 0, len(o.GetObjargs()))
		for _, n := range o.GetObjargs() {
			args = append(args, r.operandType(n))
		}
		return r.routineExact(names, here, args)
	}
	for _, p := range r.facts.ProcsNamed(names[len(names)-1]) {
		if p.Schema == catalogSchema {
			args := make([]model.Type, len(p.Args))
			for i, a := range p.Args {
				args[i] = factType(a)
			}
			return routineRef{id: kind.RoutineID(kind.Function, "", p.Name, args), args: args, result: factType(p.Result)}
		}
	}
	r.missing(here, "function %s does not exist", quoteDot(names))
	return routineRef{}
}

// refTo refers to a routine of the database. One that came into pg_catalog with
// an extension has no schema.
func (r *reader) refTo(f *routine) routineRef {
	d := definitionOf(f)
	ref := routineRef{routine: f, id: d.ID, args: d.Signature, result: f.Returns}
	if f.ns.name == catalogSchema {
		ref.routine, ref.id.Schema = nil, ""
	}
	return ref
}

func (r *reader) builtinRoutine(name string, args []model.Type) (routineRef, bool) {
	for _, p := range r.facts.ProcsNamed(name) {
		if p.Schema != catalogSchema || !slices.EqualFunc(p.Args, args, func(a *facts.Type, t model.Type) bool { return factType(a) == t }) {
			continue
		}
		k := map[facts.ProcKind]model.Kind{facts.Aggregate: kind.Aggregate, facts.Procedure: kind.Procedure, facts.Window: kind.WindowFunction}[p.Kind]
		if k == "" {
			k = kind.Function
		}
		return routineRef{id: kind.RoutineID(k, "", name, args), args: args, result: factType(p.Result)}, true
	}
	return routineRef{}, false
}

// builtinType makes the list of types that routineExact takes.
func builtinTypes(names ...string) []model.Type {
	list := make([]model.Type, len(names))
	for i, n := range names {
		if element, ok := cutArray(n); ok {
			list[i] = model.Type{Name: element, Array: true}
			continue
		}
		list[i] = model.Type{Name: n}
	}
	return list
}

func cutArray(name string) (string, bool) {
	if n := len(name); n > 2 && name[n-2:] == "[]" {
		return name[:n-2], true
	}
	return name, false
}

// redefine changes what an object's properties are: change comes after all that
// was said before.
func (r *reader) redefine(o *other, change func(d *model.Definition)) {
	save(r.db, o)
	o.uses = slices.Clone(o.uses)
	before := o.define
	o.define = func(d *model.Definition) {
		if before != nil {
			before(d)
		}
		change(d)
	}
}

// dependents lists everything that notes what it uses: the objects in
// database.others, operators and base types.
func (db *database) dependents() []*other {
	var list []*other
	for _, id := range db.otherIDs() {
		list = append(list, db.others[id])
	}
	for _, op := range db.operatorList() {
		if op.other != nil {
			list = append(list, op.other)
		}
	}
	for _, m := range db.opMembers {
		list = append(list, m.holder)
	}
	for _, t := range db.types() {
		if t.other != nil {
			list = append(list, t.other)
		}
	}
	return list
}

// replaceUses makes what depended on an object depend on its successor.
func (r *reader) replaceUses(old, fresh any) {
	for _, o := range r.db.dependents() {
		if !slices.Contains(o.uses, old) {
			continue
		}
		save(r.db, o)
		o.uses = slices.Clone(o.uses)
		for i := range o.uses {
			if o.uses[i] == old {
				o.uses[i] = fresh
			}
		}
	}
}

// gone says whether an object was dropped meanwhile.
func (r *reader) gone(o *other) bool {
	switch {
	case o.operator != nil:
		return !slices.Contains(o.operator.ns.operators[o.operator.Name], o.operator)
	case o.typ != nil:
		return o.typ.ns.types[o.typ.name] != o.typ
	}
	return r.db.others[o.id] != o // a member of an operator family sees for itself
}

// refValues makes the value of a property that is a list of references.
func refValues(list []func() model.ID) []model.Value {
	var values []model.Value
	for _, ref := range list {
		values = append(values, model.Value{Ref: ref()})
	}
	return values
}

// setRef sets a property that refers to an object, if it does.
func setRef(d *model.Definition, name model.PropertyName, ref func() model.ID) {
	if ref != nil {
		d.Set(name, model.Value{Ref: ref()})
	}
}

// identify gives the objects that are called after types, and those that belong
// to others by name, the identity that follows from the names of today.
func (r *reader) identify() {
	for _, id := range r.db.otherIDs() {
		o := r.db.others[id]
		if o.identity == nil {
			continue
		}
		if now := o.identity(); now != id {
			r.moveID(o, now)
		}
	}
}
