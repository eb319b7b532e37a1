package ddl

import (
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createAggregate applies CREATE AGGREGATE.
func (r *reader) createAggregate(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	f := &routine{ns: ns, Routine: model.Routine{Schema: ns.name, Name: name, Kind: model.Aggregate, Pos: r.pos(here)}}
	a := &aggregate{routine: f, options: map[string]*parse.DefElem{}}
	for _, n := range s.Definition {
		a.options[aggregateOption(lower(n.GetDefElem().GetDefname()))] = n.GetDefElem()
	}
	d := &f.definition
	if len(s.Args) > 0 {
		r.parameters(f, s.Args[0].GetList().GetItems())
		if direct := s.Args[len(s.Args)-1].GetInteger(); len(s.Args) > 1 && direct.GetIval() >= 0 {
			d.SetText(property.Aggregation, "ordered-set")
			if o := a.options["hypothetical"]; o != nil && defBool(o) {
				d.SetText(property.Aggregation, "hypothetical-set")
			}
			a.direct = int(direct.GetIval())
			d.SetText(property.DirectArguments, strconv.Itoa(a.direct))
		}
	}
	if o := a.options["basetype"]; o != nil { // the form before 8.2
		if t := typeOption(o); t != nil && lower(defString(o)) != "any" {
			f.arguments = []model.Value{{Type: signatureType(r.columnType(t))}}
			f.Args = []model.RoutineArg{{Type: f.arguments[0].Type}}
		}
	}
	d.Set(property.Arguments, model.Value{List: f.arguments})
	if a.options["stype"] == nil {
		r.fail(here, "aggregate stype must be specified")
	}
	if a.options["sfunc"] == nil {
		r.fail(here, "aggregate sfunc must be specified")
	}
	r.aggregateState(a)
	r.movingState(a)
	if o := a.options["parallel"]; o != nil {
		d.SetText(property.Parallel, unless(lower(defString(o)), "unsafe"))
	}
	if o := a.options["sortop"]; o != nil {
		f.refer(property.SortOperator, r.sortOperator(defNames(o), f.Args))
	}
	r.addRoutine(f, s.Replace)
}

// aggregateOption returns the usual name of an option.
func aggregateOption(name string) string {
	switch name {
	case "sfunc1", "stype1", "initcond1":
		return name[:len(name)-1]
	}
	return name
}

// aggregate is a CREATE AGGREGATE at work.
type aggregate struct {
	*routine
	options map[string]*parse.DefElem
	// direct is how many arguments are direct ones.
	direct int
}

// aggregated lists the types that the state functions get, finalArgs those that
// a final function gets, each after the state.
func (a *aggregate) aggregated(state model.Type) []model.Type {
	types := []model.Type{state}
	for i, arg := range a.Args {
		// One variadic argument stands for both the direct and the aggregated ones.
		if i >= a.direct || i == len(a.Args)-1 && a.Variadic && a.direct == len(a.Args) {
			types = append(types, arg.Type)
		}
	}
	return types
}

func (a *aggregate) finalArgs(state model.Type, extra bool) []model.Type {
	types := []model.Type{state}
	for i, arg := range a.Args {
		if extra || i < a.direct {
			types = append(types, arg.Type)
		}
	}
	return types
}

func (r *reader) aggregateState(a *aggregate) {
	d := &a.definition
	state := signatureType(r.columnType(typeOption(a.options["stype"])))
	d.Set(property.StateType, model.Value{Type: state})
	d.SetText(property.StateSize, r.stateSize(a.options["sspace"]))
	r.initialState(d, property.InitialState, a.options["initcond"])
	extra := a.options["finalfunc_extra"] != nil && defBool(a.options["finalfunc_extra"])
	d.SetFlag(property.FinalFunctionExtra, extra)
	r.modify(d, property.FinalFunctionModify, a.options["finalfunc_modify"])
	a.Returns = state
	if o := a.options["finalfunc"]; o != nil {
		final := r.functionReference(defNames(o), a.finalArgs(state, extra), o.Location)
		a.refer(property.FinalFunction, final)
		a.Returns = final.returns
	}
	internal, bytea := model.Type{Name: "internal"}, model.Type{Name: "bytea"}
	for _, f := range []struct {
		option   string
		property model.PropertyName
		args     []model.Type
	}{
		{"sfunc", property.StateFunction, a.aggregated(state)},
		{"combinefunc", property.CombineFunction, []model.Type{state, state}},
		{"serialfunc", property.SerialFunction, []model.Type{internal}},
		{"deserialfunc", property.DeserialFunction, []model.Type{bytea, internal}},
	} {
		if o := a.options[f.option]; o != nil {
			a.refer(f.property, r.functionReference(defNames(o), f.args, o.Location))
		}
	}
}

// movingState reads what the moving form of an aggregate consists of.
func (r *reader) movingState(a *aggregate) {
	d := &a.definition
	if a.options["mstype"] == nil {
		return
	}
	state := signatureType(r.columnType(typeOption(a.options["mstype"])))
	d.Set(property.MovingStateType, model.Value{Type: state})
	d.SetText(property.MovingStateSize, r.stateSize(a.options["msspace"]))
	r.initialState(d, property.MovingInitialState, a.options["minitcond"])
	extra := a.options["mfinalfunc_extra"] != nil && defBool(a.options["mfinalfunc_extra"])
	d.SetFlag(property.MovingFinalExtra, extra)
	r.modify(d, property.MovingFinalModify, a.options["mfinalfunc_modify"])
	for _, f := range []struct {
		option   string
		property model.PropertyName
		args     []model.Type
	}{
		{"msfunc", property.MovingStateFunction, a.aggregated(state)},
		{"minvfunc", property.MovingInverseFunction, a.aggregated(state)},
		{"mfinalfunc", property.MovingFinalFunction, a.finalArgs(state, extra)},
	} {
		if o := a.options[f.option]; o != nil {
			a.refer(f.property, r.functionReference(defNames(o), f.args, o.Location))
		}
	}
}

func (r *reader) stateSize(o *parse.DefElem) string {
	if o == nil {
		return ""
	}
	if _, err := strconv.ParseInt(defString(o), 10, 32); err != nil {
		r.fail(o.Location, "%s requires an integer value", o.Defname)
	}
	return unless(defString(o), "0")
}

func (r *reader) initialState(d *model.Definition, name model.PropertyName, o *parse.DefElem) {
	if o != nil {
		d.Set(name, model.Value{List: []model.Value{{Text: defString(o)}}})
	}
}

// modify reads what a final function may do to the state.
func (r *reader) modify(d *model.Definition, name model.PropertyName, o *parse.DefElem) {
	if o == nil {
		return
	}
	text := lower(defString(o))
	if !slices.Contains([]string{"read_only", "shareable", "read_write"}, text) {
		r.fail(o.Location, "parameter %s must be READ_ONLY, SHAREABLE, or READ_WRITE", o.Defname)
	}
	d.SetText(name, unless(text, property.DefaultModify(d.Get(property.Aggregation).Text)))
}

// sortOperator refers to the operator over the aggregate's only argument.
func (r *reader) sortOperator(names []string, args []model.RoutineArg) functionRef {
	name := names[len(names)-1]
	var argument model.Type
	if len(args) > 0 {
		argument = args[0].Type
	}
	for _, op := range r.operatorsNamed(name) {
		if (len(names) == 1 || op.ns.name == names[len(names)-2]) && op.Left == argument && op.Right == argument {
			return functionRef{reference: reference{id: func() model.ID { return kind.OperatorID(op.ns.name, op.Name, op.Left, op.Right) }, uses: op}}
		}
	}
	schema := ""
	for _, op := range r.facts.OperatorsNamed(name) {
		if op.Schema != catalogSchema && factType(op.Left) == argument {
			schema = op.Schema
		}
	}
	return functionRef{reference: reference{id: func() model.ID { return kind.OperatorID(schema, name, argument, argument) }}}
}
