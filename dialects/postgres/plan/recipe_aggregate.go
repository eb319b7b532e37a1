package plan

import (
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// aggregateRecipe returns how aggregates are written. There is no statement that
// alters one.
func aggregateRecipe(k model.Kind) (recipe, bool) {
	return recipe{class: classRoutine, noun: aggregateNoun, takes: routineName, create: createAggregate, replaces: replacesAggregate}, k == kind.Aggregate
}

func aggregateNoun(d model.Definition) writer {
	w := write("AGGREGATE ").Name(model.QName{Schema: d.ID.Schema, Name: d.PlainName()})
	if len(d.Signature) == 0 {
		return w.Key("(*)")
	}
	return w.types(d.Signature)
}

// aggregateArguments writes the arguments of CREATE AGGREGATE.
func aggregateArguments(d model.Definition) writer {
	args := d.Get(property.Arguments).List
	direct, ordered := -1, d.Has(property.Aggregation)
	if ordered {
		direct, _ = strconv.Atoi(d.Get(property.DirectArguments).Text)
	}
	w := write("(")
	if len(args) == 0 && !ordered {
		return w.Key("*)")
	}
	for i, a := range args {
		if i > 0 && i != direct {
			w.Key(", ")
		}
		if i == direct {
			w.orderBy(i)
		}
		w.Expr(model.Expr{Text: argument(a)})
	}
	if ordered && direct >= len(args) && len(args) > 0 { // the variadic argument is both
		w.orderBy(len(args))
		w.Expr(model.Expr{Text: argument(args[len(args)-1])})
	}
	return w.Key(")")
}

func (w writer) orderBy(at int) {
	if at > 0 {
		w.Key(" ")
	}
	w.Key("ORDER BY ")
}

func createAggregate(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	w.Key("AGGREGATE ").Name(model.QName{Schema: d.ID.Schema, Name: d.PlainName()}).add(aggregateArguments(d)).Key(" (")
	o := aggregateOptions{writer: w, d: d, first: true}
	o.function("SFUNC", property.StateFunction)
	o.option("STYPE").typ(d.Get(property.StateType).Type)
	o.size("SSPACE", property.StateSize)
	o.function("FINALFUNC", property.FinalFunction)
	o.flag("FINALFUNC_EXTRA", d.Has(property.FinalFunctionExtra))
	o.modify("FINALFUNC_MODIFY", property.FinalFunctionModify)
	o.function("COMBINEFUNC", property.CombineFunction)
	o.function("SERIALFUNC", property.SerialFunction)
	o.function("DESERIALFUNC", property.DeserialFunction)
	o.initial("INITCOND", property.InitialState)
	o.function("MSFUNC", property.MovingStateFunction)
	o.function("MINVFUNC", property.MovingInverseFunction)
	if d.Has(property.MovingStateType) {
		o.option("MSTYPE").typ(d.Get(property.MovingStateType).Type)
	}
	o.size("MSSPACE", property.MovingStateSize)
	o.function("MFINALFUNC", property.MovingFinalFunction)
	o.flag("MFINALFUNC_EXTRA", d.Has(property.MovingFinalExtra))
	o.modify("MFINALFUNC_MODIFY", property.MovingFinalModify)
	o.initial("MINITCOND", property.MovingInitialState)
	if ref := d.Get(property.SortOperator).Ref; !ref.IsZero() {
		if err := o.option("SORTOP").operator(functionName(ref)); err != nil {
			return "", err
		}
	}
	switch d.Get(property.Parallel).Text {
	case "safe":
		o.option("PARALLEL").Key("SAFE")
	case "restricted":
		o.option("PARALLEL").Key("RESTRICTED")
	}
	o.flag("HYPOTHETICAL", d.Get(property.Aggregation).Text == "hypothetical-set")
	return w.Key("\n)").String(), nil
}

// aggregateOptions writes the options of CREATE AGGREGATE.
type aggregateOptions struct {
	writer
	d     model.Definition
	first bool
}

func (o *aggregateOptions) begin(name render.Keyword) {
	if !o.first {
		o.Key(",")
	}
	o.first = false
	o.Key("\n    ").Key(name)
}

func (o *aggregateOptions) option(name render.Keyword) writer {
	o.begin(name)
	return o.Key(" = ")
}

func (o *aggregateOptions) function(name render.Keyword, p model.PropertyName) {
	if o.d.Has(p) {
		o.option(name).Name(functionName(o.d.Get(p).Ref))
	}
}

func (o *aggregateOptions) size(name render.Keyword, p model.PropertyName) {
	if o.d.Has(p) {
		o.option(name).Expr(model.Expr{Text: numberOr(o.d.Get(p).Text, "0")})
	}
}

func (o *aggregateOptions) initial(name render.Keyword, p model.PropertyName) {
	if list := o.d.Get(p).List; len(list) > 0 {
		o.option(name).Literal(list[0].Text)
	}
}

func (o *aggregateOptions) flag(name render.Keyword, on bool) {
	if on {
		o.begin(name)
	}
}

func (o *aggregateOptions) modify(name render.Keyword, p model.PropertyName) {
	if word, ok := modifyWord(o.d.Get(p).Text); ok {
		o.option(name).Key(word)
	}
}

func modifyWord(text string) (render.Keyword, bool) {
	switch text {
	case "read_only":
		return "READ_ONLY", true
	case "shareable":
		return "SHAREABLE", true
	case "read_write":
		return "READ_WRITE", true
	}
	return "", false
}

// replacesAggregate reports whether CREATE OR REPLACE leads from one to the other:
// it keeps the sort of aggregate, the names of the arguments, and what the
// aggregate returns.
func replacesAggregate(s *session, old, fresh model.Definition) bool {
	if old.Get(property.Aggregation).Text != fresh.Get(property.Aggregation).Text || old.Get(property.DirectArguments).Text != fresh.Get(property.DirectArguments).Text {
		return false
	}
	a, b := old.Get(property.Arguments).List, fresh.Get(property.Arguments).List
	if !slices.EqualFunc(a, b, func(x, y model.Value) bool {
		return x.Text == y.Text && x.Type == y.Type && (x.Name == y.Name || x.Name == "" && x.Text != "variadic")
	}) {
		return false
	}
	from, known := s.old.routine(old)
	to, alsoKnown := s.new.routine(fresh)
	return known && alsoKnown && from.Returns == to.Returns
}

// routine finds the signature of a routine.
func (d *side) routine(of model.Definition) (model.Routine, bool) {
	for _, r := range d.schema.Routines {
		if r.Schema == of.ID.Schema && r.Name == of.PlainName() && slices.EqualFunc(r.Args, of.Signature, func(a model.RoutineArg, t model.Type) bool { return a.Type == t }) {
			return r, true
		}
	}
	return model.Routine{}, false
}
