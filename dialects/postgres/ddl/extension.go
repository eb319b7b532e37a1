package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// extension is an installed extension. Its objects are in the schemas, marked
// as owned.
type extension struct {
	name     string
	schema   string // where its objects are
	stated   bool   // the script says the schema
	version  string // as the script says it
	comment  string
	pos      model.Pos
	requires []string         // what has to be there before it
	known    *facts.Extension // nil: nothing is known about it
	members  []any            // the script's objects that were added to it
}

// builtinExtension is installed in every new database.
const builtinExtension = "plpgsql"

func (r *reader) createExtension(s *parse.CreateExtensionStmt) {
	x := &extension{name: s.Extname, pos: r.pos(here)}
	cascade := false
	for _, n := range s.Options {
		switch option := n.GetDefElem(); option.GetDefname() {
		case "schema":
			x.schema, x.stated = defString(option), true
		case "new_version":
			x.version = defString(option)
		case "cascade":
			cascade = defBool(option)
		}
	}
	r.installExtension(x, s.IfNotExists, cascade)
}

func (r *reader) installExtension(x *extension, ifNotExists, cascade bool) {
	if x.name == builtinExtension {
		return
	}
	if r.db.extensions[x.name] != nil {
		if !ifNotExists {
			r.fail(here, "extension %s already exists", deparse.Ident(x.name))
		}
		return
	}
	needs, err := r.facts.Requires(x.name)
	if err != nil {
		r.fail(here, "%v", err)
	}
	for _, name := range needs {
		if r.db.extensions[name] != nil || name == builtinExtension {
			continue
		}
		if !cascade {
			r.missing(here, "required extension %s is not installed", deparse.Ident(name))
		}
		r.installExtension(&extension{name: name, schema: x.schema, stated: x.stated, pos: x.pos}, true, true)
	}
	x.requires = slices.DeleteFunc(needs, func(name string) bool { return name == builtinExtension })
	if !x.stated {
		x.schema = r.extensionSchema()
	} else if r.db.namespaces[x.schema] == nil && x.schema != catalogSchema {
		r.missing(here, "schema %s does not exist", deparse.Ident(x.schema))
	}
	r.loadExtension(x)
	if r.opts.InOrder && x.known != nil {
		x.stated = true // what runs has an effect, other than what is declared
	}
	put(r.db, r.db.extensions, x.name, x)
	r.changed()
}

// extensionSchema is where CREATE EXTENSION puts objects if nothing is said.
func (r *reader) extensionSchema() string {
	for _, name := range r.session.path {
		if r.db.namespaces[name] != nil {
			return name
		}
	}
	return publicSchema
}

// loadExtension adds the objects that an extension brings along.
func (r *reader) loadExtension(x *extension) {
	schemaOf := func(name string) string {
		if other := r.db.extensions[name]; other != nil {
			return other.schema
		}
		return publicSchema
	}
	known, err := r.facts.Extension(x.name, x.schema, schemaOf, r.extensionType)
	if err != nil {
		r.fail(here, "%v", err)
	}
	if known == nil {
		x.requires = sortedKeys(r.db.extensions) // which of them it needs only the server knows
		save(r.db, &r.db.foreign)
		r.db.foreign = append(slices.Clip(r.db.foreign), x)
		return
	}
	x.known = known
	if known.FixedSchema != "" {
		x.schema = known.FixedSchema
		if r.db.namespaces[x.schema] == nil && x.schema != catalogSchema {
			r.db.addNamespace(&namespace{name: x.schema, pos: x.pos, owned: true})
		}
	}
	if x.schema == catalogSchema && r.db.namespaces[x.schema] == nil {
		r.db.addNamespace(&namespace{name: x.schema, pos: x.pos, owned: true})
	}
	r.addFacts(known.Objects)
}

// foreignName is what a name that isn't found means if it can be the name of
// an object of an extension that nothing is known about.
func (r *reader) foreignName(names ...string) (model.QName, bool) {
	name := names[len(names)-1]
	if len(names) > 1 {
		schema := names[len(names)-2]
		return model.QName{Schema: schema, Name: name}, r.foreignIn(schema)
	}
	for _, schema := range r.searchPath() {
		if r.foreignIn(schema) {
			return model.QName{Schema: schema, Name: name}, true
		}
	}
	for _, x := range r.db.foreign {
		if x.schema != catalogSchema {
			return model.QName{Schema: x.schema, Name: name}, true
		}
	}
	return model.QName{}, false
}

// foreignIn says whether an extension that nothing is known about has its
// objects in a schema, or may have made one of its own name for them.
func (r *reader) foreignIn(schema string) bool {
	return schema != catalogSchema &&
		slices.ContainsFunc(r.db.foreign, func(x *extension) bool { return x.schema == schema || x.name == schema })
}

// extensionType finds a type of an extension that is installed already.
func (r *reader) extensionType(schema, name string) *facts.Type {
	if ns := r.db.namespaces[schema]; ns != nil {
		if t := ns.types[name]; t != nil {
			return t.fact
		}
	}
	return nil
}

// addFacts adds an extension's objects to their schemas.
func (r *reader) addFacts(o facts.Objects) {
	for _, t := range o.Types {
		if ns := r.db.namespaces[t.Schema]; ns != nil && !t.IsArray {
			put(r.db, ns.types, t.Name, &typ{ns: ns, name: t.Name, kind: factKind(t), owned: true, fact: t})
		}
	}
	for _, p := range o.Procs {
		if ns := r.db.namespaces[p.Schema]; ns != nil {
			f := &routine{ns: ns, owned: true, Routine: model.Routine{Schema: p.Schema, Name: p.Name, Kind: procKind(p.Kind), Returns: factType(p.Result)}}
			for _, a := range p.Args {
				f.Args = append(f.Args, model.RoutineArg{Type: factType(a)})
			}
			put(r.db, ns.routines, p.Name, append(slices.Clip(ns.routines[p.Name]), f))
		}
	}
	for _, op := range o.Operators {
		if ns := r.db.namespaces[op.Schema]; ns != nil {
			operator := &operator{ns: ns, owned: true, Operator: model.Operator{
				Schema: op.Schema, Name: op.Name, Left: factType(op.Left), Right: factType(op.Right), Result: factType(op.Result),
			}}
			put(r.db, ns.operators, op.Name, append(slices.Clip(ns.operators[op.Name]), operator))
		}
	}
	for _, rel := range o.Relations {
		if ns := r.db.namespaces[rel.Schema]; ns != nil && ns.relations[rel.Name] == nil {
			r.addFactRelation(ns, rel)
		}
	}
	for _, c := range o.Collations {
		id := collationID(model.QName{Schema: c.Schema, Name: c.Name})
		put(r.db, r.db.others, id, &other{id: id, owned: true})
	}
}

func (r *reader) addFactRelation(ns *namespace, rel facts.Relation) {
	switch rel.Kind {
	case 'S':
		put(r.db, ns.relations, rel.Name, relation(&sequence{ns: ns, name: rel.Name, owned: true}))
	case 'r', 'p', 'f', 'v', 'm':
		put(r.db, ns.relations, rel.Name, relation(&table{ns: ns, name: rel.Name, kind: tableKind(rel.Kind), owned: true, opaque: true}))
	}
}

func factKind(t *facts.Type) typeKind {
	switch t.Kind {
	case facts.Enum:
		return enumType
	case facts.Composite:
		return compositeType
	case facts.Range:
		return rangeType
	case facts.Multirange:
		return multirangeType
	default:
	}
	return baseType
}

func procKind(k facts.ProcKind) model.RoutineKind {
	switch k {
	case facts.Aggregate:
		return model.Aggregate
	case facts.Window:
		return model.WindowFunction
	case facts.Procedure:
		return model.Procedure
	default:
	}
	return model.Function
}

// factType returns a type as the model has it.
func factType(t *facts.Type) model.Type {
	if t == nil {
		return model.Type{}
	}
	if t.IsArray && t.Element != nil {
		element := factType(t.Element)
		element.Array = true
		return element
	}
	if t.Schema == catalogSchema {
		return signatureType(model.Type{Name: displayName(t)})
	}
	return model.Type{Schema: t.Schema, Name: t.Name}
}

// collationID identifies a user's collation.
func collationID(q model.QName) model.ID { return kind.In(q.Schema, kind.Collation, q.Name) }

// alterExtension applies ALTER EXTENSION … UPDATE.
func (r *reader) alterExtension(s *parse.AlterExtensionStmt) {
	if s.Extname == builtinExtension {
		return
	}
	x := r.extensionNamed(s.Extname)
	for _, n := range s.Options {
		if option := n.GetDefElem(); option.GetDefname() == "new_version" {
			save(r.db, x)
			x.version = defString(option)
		}
	}
}

func (r *reader) extensionNamed(name string) *extension {
	x := r.db.extensions[name]
	if x == nil {
		r.missing(here, "extension %s does not exist", deparse.Ident(name))
	}
	return x
}

// dropExtension removes an extension with all that is its own.
func (r *reader) dropExtension(x *extension) {
	remove(r.db, r.db.extensions, x.name)
	save(r.db, &r.db.foreign)
	r.db.foreign = without(r.db.foreign, x)
	r.dropMembers(x)
	if x.known == nil {
		return
	}
	for _, t := range x.known.Types {
		if ns := r.db.namespaces[t.Schema]; ns != nil && ns.types[t.Name] != nil && ns.types[t.Name].fact == t {
			r.dropTypeUses(ns.types[t.Name])
		}
	}
	r.forgetFacts(x)
	r.changed()
}

// forgetFacts removes the objects that an extension has brought along.
func (r *reader) forgetFacts(x *extension) {
	for _, t := range x.known.Types {
		if ns := r.db.namespaces[t.Schema]; ns != nil && ns.types[t.Name] != nil && ns.types[t.Name].fact == t {
			remove(r.db, ns.types, t.Name)
		}
	}
	for _, p := range x.known.Procs {
		if ns := r.db.namespaces[p.Schema]; ns != nil {
			put(r.db, ns.routines, p.Name, notOwned(ns.routines[p.Name], func(f *routine) bool { return f.owned }))
		}
	}
	for _, op := range x.known.Operators {
		if ns := r.db.namespaces[op.Schema]; ns != nil {
			put(r.db, ns.operators, op.Name, notOwned(ns.operators[op.Name], func(o *operator) bool { return o.owned }))
		}
	}
	for _, rel := range x.known.Relations {
		if ns := r.db.namespaces[rel.Schema]; ns != nil {
			remove(r.db, ns.relations, rel.Name)
		}
	}
}

// notOwned returns the part of a list that no extension owns. Two extensions
// with functions of one name in one schema are rare enough to be forgotten.
func notOwned[T any](list []T, owned func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), owned)
}

// changed notes that expressions can be resolved to other things than before.
func (r *reader) changed() { r.db.generation++ }
