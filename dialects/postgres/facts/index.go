package facts

// Index finds objects by name. It is immutable.
type Index struct {
	Objects

	types     map[Name]*Type
	typeNames map[string][]*Type
	casts     map[castKey]*Cast
	operators map[string][]*Operator
	procs     map[string][]*Proc
	opclasses map[string][]*Opclass // by access method
	others    map[Name]otherKinds
}

type castKey struct{ source, target *Type }

// otherKinds is a set of kinds of objects that share a name.
type otherKinds uint8

const (
	isCollation otherKinds = 1 << iota
	isConfig
	isDict
	isRelation
)

// NewIndex makes the look-ups for objects.
func NewIndex(o Objects) *Index {
	x := &Index{
		Objects:   o,
		types:     make(map[Name]*Type, len(o.Types)),
		typeNames: make(map[string][]*Type, len(o.Types)),
		casts:     make(map[castKey]*Cast, len(o.Casts)),
		operators: make(map[string][]*Operator, len(o.Operators)/4),
		procs:     make(map[string][]*Proc, len(o.Procs)),
		opclasses: map[string][]*Opclass{},
		others:    make(map[Name]otherKinds, len(o.Collations)+len(o.Relations)),
	}
	for _, t := range o.Types {
		x.types[Name{t.Schema, t.Name}] = t
		x.typeNames[t.Name] = append(x.typeNames[t.Name], t)
	}
	for i := range o.Casts {
		c := &x.Casts[i]
		x.casts[castKey{c.Source, c.Target}] = c
	}
	for _, op := range o.Operators {
		x.operators[op.Name] = append(x.operators[op.Name], op)
	}
	x.indexProcs()
	for _, c := range o.Opclasses {
		x.opclasses[c.Method] = append(x.opclasses[c.Method], c)
	}
	x.indexOthers()
	return x
}

// indexProcs groups the routines by name. The generator sorts them, so most
// groups are a piece of the list itself.
func (x *Index) indexProcs() {
	for i := 0; i < len(x.Procs); {
		j := i + 1
		for j < len(x.Procs) && x.Procs[j].Name == x.Procs[i].Name {
			j++
		}
		name := x.Procs[i].Name
		if old := x.procs[name]; old != nil {
			x.procs[name] = append(old, x.Procs[i:j]...)
		} else {
			x.procs[name] = x.Procs[i:j:j]
		}
		i = j
	}
}

func (x *Index) indexOthers() {
	for _, n := range x.Collations {
		x.others[n] |= isCollation
	}
	for _, n := range x.Configs {
		x.others[n] |= isConfig
	}
	for _, n := range x.Dicts {
		x.others[n] |= isDict
	}
	for _, r := range x.Relations {
		x.others[Name{r.Schema, r.Name}] |= isRelation
	}
}

// Type returns the type schema.name, nil if there is none.
func (x *Index) Type(schema, name string) *Type { return x.types[Name{schema, name}] }

// TypesNamed returns the types of that name in all schemas.
func (x *Index) TypesNamed(name string) []*Type { return x.typeNames[name] }

// Cast returns the entry of pg_cast from source to target, nil if there is none.
func (x *Index) Cast(source, target *Type) *Cast { return x.casts[castKey{source, target}] }

// OperatorsNamed returns the operators of that name in all schemas.
func (x *Index) OperatorsNamed(name string) []*Operator { return x.operators[name] }

// ProcsNamed returns the routines of that name in all schemas.
func (x *Index) ProcsNamed(name string) []*Proc { return x.procs[name] }

// OpclassesOf returns the operator classes of an access method.
func (x *Index) OpclassesOf(method string) []*Opclass { return x.opclasses[method] }

// HasCollation reports whether there is a collation schema.name.
func (x *Index) HasCollation(schema, name string) bool {
	return x.others[Name{schema, name}]&isCollation != 0
}

// HasConfig reports whether there is a text search configuration schema.name.
func (x *Index) HasConfig(schema, name string) bool {
	return x.others[Name{schema, name}]&isConfig != 0
}

// HasDict reports whether there is a text search dictionary schema.name.
func (x *Index) HasDict(schema, name string) bool { return x.others[Name{schema, name}]&isDict != 0 }

// HasRelation reports whether there is a relation schema.name.
func (x *Index) HasRelation(schema, name string) bool {
	return x.others[Name{schema, name}]&isRelation != 0
}
