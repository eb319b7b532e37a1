package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/model"
)

// functionRef is a reference to a function, with what it returns.
type functionRef struct {
	reference
	returns model.Type
}

// refer lets a property of the routine refer to something.
func (f *routine) refer(name model.PropertyName, ref functionRef) {
	if f.refs == nil {
		f.refs = map[model.PropertyName]reference{}
	}
	f.refs[name] = ref.reference
}

// functionReference finds the function of a name that takes arguments of these
// types. One that is built in is known by its name alone, as the catalog's reader
// has it.
func (r *reader) functionReference(names []string, args []model.Type, location int32) functionRef {
	q := r.functionNamed(names, location)
	if q.Schema == "" {
		ref := functionRef{reference: reference{id: func() model.ID { return kind.RoutineID(kind.Function, "", q.Name, nil) }}}
		if p, ok := r.bestFact(catalogSchema, q.Name, args); ok {
			ref.returns = r.actualResult(factType(p.Result), factTypes(p.Args), args)
		}
		return ref
	}
	if ns := r.db.namespaces[q.Schema]; ns != nil {
		var best *routine
		rank := 0
		for _, f := range ns.routines[q.Name] {
			if now := r.fits(argTypes(f.Args), args); now > rank {
				best, rank = f, now
			}
		}
		if best != nil && !best.owned {
			return functionRef{
				reference{id: func() model.ID {
					return kind.RoutineID(kind.Routine(best.Kind), best.ns.name, best.Name, argTypes(best.Args))
				}, uses: best},
				r.actualResult(best.Returns, argTypes(best.Args), args),
			}
		}
	}
	if p, ok := r.bestFact(q.Schema, q.Name, args); ok {
		return functionRef{
			reference{id: func() model.ID { return kind.RoutineID(kind.Function, q.Schema, q.Name, factTypes(p.Args)) }},
			r.actualResult(factType(p.Result), factTypes(p.Args), args),
		}
	}
	return functionRef{reference: reference{id: func() model.ID { return kind.RoutineID(kind.Function, q.Schema, q.Name, args) }}}
}

// bestFact finds a function of the server or of an extension.
func (r *reader) bestFact(schema, name string, args []model.Type) (*facts.Proc, bool) {
	var best *facts.Proc
	rank := 0
	for _, p := range r.facts.ProcsNamed(name) {
		if now := r.fits(factTypes(p.Args), args); p.Schema == schema && now > rank {
			best, rank = p, now
		}
	}
	return best, best != nil
}

// fits says how well a function takes arguments of these types: exactly, by what
// needs no conversion, only by their number, or not at all.
func (r *reader) fits(takes, args []model.Type) int {
	if len(takes) != len(args) {
		return 0
	}
	rank := 3
	for i, t := range takes {
		switch {
		case t == args[i]:
		case isPolymorphic(t) || r.binaryCoercible(args[i], t):
			rank = min(rank, 2)
		default:
			rank = 1
		}
		if rank == 1 {
			break
		}
	}
	return rank
}

// isPolymorphic says whether a type stands for others.
func isPolymorphic(t model.Type) bool { return t.Schema == "" && strings.HasPrefix(t.Name, "any") }

// actualResult is what a function returns for arguments of these types.
func (r *reader) actualResult(result model.Type, takes, args []model.Type) model.Type {
	if !isPolymorphic(result) {
		return result
	}
	for i, t := range takes {
		if i >= len(args) || isPolymorphic(args[i]) && t != result {
			continue
		}
		switch {
		case t == result:
			return args[i]
		case isPolymorphic(t) && strings.HasSuffix(t.Name, "array") && !strings.HasSuffix(result.Name, "array") && args[i].Array:
			element := args[i]
			element.Array = false
			return element
		case isPolymorphic(t) && strings.HasSuffix(result.Name, "array") && !strings.HasSuffix(t.Name, "array") && !args[i].Array:
			array := args[i]
			array.Array = true
			return array
		}
	}
	return result
}

func argTypes(args []model.RoutineArg) []model.Type {
	types := make([]model.Type, len(args))
	for i, a := range args {
		types[i] = a.Type
	}
	return types
}

func factTypes(list []*facts.Type) []model.Type {
	types := make([]model.Type, len(list))
	for i, t := range list {
		types[i] = factType(t)
	}
	return types
}
