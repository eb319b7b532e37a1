package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	pgkind "github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// outputs finds what the functions have beside their result: the OUT arguments
// and the columns of RETURNS TABLE.
func (b *builder) outputs(s *model.Schema) map[model.ID][]facts.Field {
	outs := map[model.ID][]facts.Field{}
	for i := range s.Definitions {
		d := &s.Definitions[i]
		if d.ID.Kind != pgkind.Function && d.ID.Kind != pgkind.Procedure {
			continue
		}
		var list []facts.Field
		for _, arg := range d.Get(property.Arguments).List {
			switch arg.Text {
			case "out", "inout", "table":
				list = append(list, facts.Field{Name: arg.Name, Type: b.find(arg.Type), Mods: arg.Type.Modifiers})
			}
		}
		if list != nil {
			outs[d.ID] = list
		}
	}
	return outs
}

func (b *builder) routine(r model.Routine, outs map[model.ID][]facts.Field) {
	p := &facts.Proc{Schema: r.Schema, Name: r.Name, Kind: facts.Function, Set: r.ReturnsSet, Volatility: 'v'}
	switch r.Kind {
	case model.Aggregate:
		p.Kind = facts.Aggregate
	case model.WindowFunction:
		p.Kind = facts.Window
	case model.Procedure:
		p.Kind = facts.Procedure
	case model.Function:
	}
	named := false
	for _, a := range r.Args {
		t := b.find(a.Type)
		if t == nil {
			b.catalog.partial[r.Name] = "a function " + r.Schema + "." + r.Name + " has an argument of type " + a.Type.String() + ", of which nothing is known"
			return
		}
		p.Args = append(p.Args, t)
		p.ArgNames = append(p.ArgNames, a.Name)
		named = named || a.Name != ""
		if a.Default != "" {
			p.Defaults++
		}
	}
	if !named {
		p.ArgNames = nil
	}
	if r.Variadic && len(p.Args) > 0 {
		last := p.Args[len(p.Args)-1]
		if p.Variadic = last.Element; last.Name == "any" && last.Schema == facts.CatalogSchema {
			p.Variadic = last
		}
	}
	if p.Result = b.find(r.Returns); p.Result == nil {
		b.catalog.partial[r.Name] = "the function " + r.Schema + "." + r.Name + " returns " + r.Returns.String() + ", of which nothing is known"
		return
	}
	if len(outs) > 0 {
		p.Outs = outs[pgkind.RoutineID(pgkind.Routine(r.Kind), r.Schema, r.Name, typesOfArguments(r))]
	}
	b.objects.Procs = append(b.objects.Procs, p)
}

func typesOfArguments(r model.Routine) []model.Type {
	list := make([]model.Type, len(r.Args))
	for i, a := range r.Args {
		list[i] = a.Type
	}
	return list
}

func (b *builder) operator(o model.Operator) {
	op := &facts.Operator{Schema: o.Schema, Name: o.Name, Right: b.find(o.Right), Result: b.find(o.Result)}
	if !o.Left.IsZero() {
		op.Left = b.find(o.Left)
	}
	if op.Right == nil || op.Result == nil || !o.Left.IsZero() && op.Left == nil {
		b.catalog.partial[o.Name] = "an operator " + o.Schema + "." + o.Name + " is about a type of which nothing is known"
		return
	}
	b.objects.Operators = append(b.objects.Operators, op)
}

// cast adds a user-defined cast. One about an unknown type can't be met.
func (b *builder) cast(x model.Cast) {
	cast := facts.Cast{Source: b.find(x.From), Target: b.find(x.To), Context: facts.ExplicitCast, Method: facts.FunctionCast, FunctionArgs: 1}
	if cast.Source == nil || cast.Target == nil {
		return
	}
	switch x.Context {
	case "implicit":
		cast.Context = facts.ImplicitCast
	case "assignment":
		cast.Context = facts.AssignmentCast
	}
	if x.Binary {
		cast.Method, cast.FunctionArgs = facts.BinaryCast, 0
	}
	b.objects.Casts = append(b.objects.Casts, cast)
}

// constructors adds the functions and the cast that CREATE TYPE … AS RANGE
// makes.
func (b *builder) constructors(t *facts.Type) {
	function := func(result *facts.Type, args ...*facts.Type) *facts.Proc {
		p := &facts.Proc{
			Schema: result.Schema, Name: result.Name, Kind: facts.Function,
			Args: args, Result: result, Volatility: 'i',
		}
		b.objects.Procs = append(b.objects.Procs, p)
		return p
	}
	function(t, t.Subtype, t.Subtype)
	function(t, t.Subtype, t.Subtype, b.catalog.known.text)
	if t.Multi == nil {
		return
	}
	function(t.Multi)
	function(t.Multi, t)
	function(t.Multi, t.Array).Variadic = t
	b.objects.Casts = append(b.objects.Casts, facts.Cast{
		Source: t, Target: t.Multi, Context: facts.ExplicitCast, Method: facts.FunctionCast,
		Function: facts.Name{Schema: t.Multi.Schema, Name: t.Multi.Name}, FunctionArgs: 1,
	})
}
