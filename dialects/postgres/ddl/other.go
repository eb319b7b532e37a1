package ddl

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// addOther records an object that the model doesn't hold.
func (r *reader) addOther(o *other, replace bool) {
	if r.db.others[o.id] != nil && !replace {
		r.fail(here, "%s already exists", o.id)
	}
	o.pos = r.pos(here)
	if old := r.db.others[o.id]; old != nil {
		r.setAccess(o, r.accessOf(old))
	}
	put(r.db, r.db.others, o.id, o)
	r.changed()
}

// addGlobal records an object that lives in no schema.
func (r *reader) addGlobal(k model.Kind, name string, uses ...any) {
	r.addOther(&other{id: kind.Global(k, naming.Truncate(name)), uses: uses}, false)
}

// addIn records an object that lives in a schema.
func (r *reader) addIn(k model.Kind, names []string, replace bool) {
	ns, name := r.target(names, here)
	r.addOther(&other{id: kind.In(ns.name, k, name)}, replace)
}

// mayBeBuiltin says whether a function can be one that isn't the user's.
func (r *reader) mayBeBuiltin(names []string) bool {
	name := names[len(names)-1]
	return r.hasBuiltin(name) && (len(names) == 1 || names[0] == catalogSchema) || len(r.db.foreign) > 0
}

func (r *reader) createRule(s *parse.RuleStmt) {
	rel := r.tableOf(s.Relation)
	if rel.owned {
		return // the relation's extension answers for it
	}
	if s.Event == parse.CmdType_CMD_SELECT { // turns a table into a view
		r.fail(s.Relation.Location, "a rule ON SELECT makes %s a view: write CREATE VIEW", rel.qname())
	}
	r.addOther(&other{id: kind.On(rel.qname(), kind.Rule, naming.Truncate(s.Rulename)), on: rel}, s.Replace)
}

// define applies CREATE AGGREGATE, OPERATOR, TYPE, COLLATION and TEXT SEARCH ….
func (r *reader) defineObject(s *parse.DefineStmt) {
	names := stringsOf(s.Defnames)
	switch s.Kind {
	case parse.ObjectType_OBJECT_AGGREGATE:
		r.createAggregate(s)
	case parse.ObjectType_OBJECT_OPERATOR:
		r.createOperator(s)
	case parse.ObjectType_OBJECT_TYPE:
		r.defineType(s)
	case parse.ObjectType_OBJECT_COLLATION:
		ns, name := r.target(names, here)
		id := collationID(model.QName{Schema: ns.name, Name: name})
		if s.IfNotExists && r.db.others[id] != nil {
			return
		}
		r.addOther(&other{id: id}, false)
	case parse.ObjectType_OBJECT_TSPARSER:
		r.addIn(kind.TextSearchParser, names, false)
	case parse.ObjectType_OBJECT_TSDICTIONARY:
		r.addIn(kind.TextSearchDictionary, names, false)
	case parse.ObjectType_OBJECT_TSTEMPLATE:
		r.addIn(kind.TextSearchTemplate, names, false)
	case parse.ObjectType_OBJECT_TSCONFIGURATION:
		r.addIn(kind.TextSearchConfiguration, names, false)
	default:
		r.fail(here, "this form of CREATE is not understood: %v", s.Kind)
	}
}

func (r *reader) createOperator(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	o := &operator{ns: ns, Operator: model.Operator{Schema: ns.name, Name: name}, pos: r.pos(here)}
	var function []string
	for _, n := range s.Definition {
		d := n.GetDefElem()
		switch lower(d.GetDefname()) {
		case "leftarg":
			o.Left = signatureType(r.columnType(typeOption(d)))
		case "rightarg":
			o.Right = signatureType(r.columnType(typeOption(d)))
		case "procedure", "function":
			function = defNames(d)
		}
	}
	if function == nil {
		r.fail(here, "operator function must be specified")
	}
	o.function = r.functionNamed(function, here)
	o.Result = r.operatorResult(o)
	put(r.db, ns.operators, name, append(ns.operators[name][:len(ns.operators[name]):len(ns.operators[name])], o))
	r.changed()
}

// operatorResult is what the operator's function returns.
func (r *reader) operatorResult(o *operator) model.Type {
	fits := func(args []model.Type) bool {
		want := []model.Type{o.Left, o.Right}
		if o.Left.IsZero() {
			want = want[1:]
		}
		if len(args) != len(want) {
			return false
		}
		for i, a := range args {
			if a != want[i] && !r.binaryCoercible(want[i], a) {
				return false
			}
		}
		return true
	}
	if o.function.Schema == "" {
		for _, p := range r.facts.ProcsNamed(o.function.Name) {
			args := make([]model.Type, len(p.Args))
			for i, a := range p.Args {
				args[i] = factType(a)
			}
			if p.Schema == catalogSchema && fits(args) {
				return factType(p.Result)
			}
		}
	} else if ns := r.db.namespaces[o.function.Schema]; ns != nil {
		for _, f := range ns.routines[o.function.Name] {
			args := make([]model.Type, len(f.Args))
			for i, a := range f.Args {
				args[i] = a.Type
			}
			if fits(args) {
				return f.Returns
			}
		}
	}
	r.missing(here, "function %s with the arguments of operator %s does not exist", o.function, o.Name)
	return model.Type{}
}

func (r *reader) dropOperatorNamed(o *parse.ObjectWithArgs, missingOK bool) {
	if op := r.operatorOf(o); op != nil {
		r.dropOperator(op)
	} else if !missingOK {
		names := stringsOf(o.Objname)
		r.missing(here, "operator %s does not exist", names[len(names)-1])
	}
}

// operatorOf finds an operator by its name and the types of its operands, nil if
// there is none.
func (r *reader) operatorOf(o *parse.ObjectWithArgs) *operator {
	names := stringsOf(o.GetObjname())
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	var sides [2]model.Type
	for i, n := range o.GetObjargs() {
		if tn := n.GetTypeName(); tn != nil && i < 2 {
			sides[i] = signatureType(r.columnType(tn))
		}
	}
	for _, schema := range path {
		ns := r.db.namespaces[schema]
		if ns == nil {
			continue
		}
		for _, op := range ns.operators[names[len(names)-1]] {
			if op.Left == sides[0] && op.Right == sides[1] {
				return op
			}
		}
	}
	return nil
}

func (r *reader) dropOperator(o *operator) {
	put(r.db, o.ns.operators, o.Name, without(o.ns.operators[o.Name], o))
	r.changed()
}

// createOpclass applies CREATE OPERATOR CLASS. Without FAMILY it has a family of
// its own name.
func (r *reader) createOpclass(s *parse.CreateOpClassStmt) {
	ns, name := r.target(stringsOf(s.Opclassname), here)
	id := kind.MethodID(kind.OperatorClass, ns.name, name, s.Amname)
	class := &userOpclass{method: s.Amname, opclass: opclass{
		name: model.QName{Schema: ns.name, Name: name}, input: signatureType(r.columnType(s.Datatype)), isDefault: s.IsDefault,
	}}
	class.family = facts.Name{Schema: ns.name, Name: name}
	if written := stringsOf(s.Opfamilyname); len(written) > 0 {
		class.family = r.opfamilyNamed(written, s.Amname)
	}
	r.addOther(&other{id: id, opclass: class}, false)
	if len(s.Opfamilyname) == 0 {
		family := kind.MethodID(kind.OperatorFamily, ns.name, name, s.Amname)
		if r.db.others[family] == nil {
			r.addOther(&other{id: family}, false)
		}
	}
}

// opfamilyNamed finds an operator family; one that the scripts don't create is
// taken to be the server's.
func (r *reader) opfamilyNamed(written []string, method string) facts.Name {
	name := written[len(written)-1]
	schema, ok := r.schemaOfOther(written, func(schema string) model.ID { return kind.MethodID(kind.OperatorFamily, schema, name, method) })
	if !ok {
		schema = catalogSchema
	}
	return facts.Name{Schema: schema, Name: name}
}

func (r *reader) createOpfamily(s *parse.CreateOpFamilyStmt) {
	ns, name := r.target(stringsOf(s.Opfamilyname), here)
	r.addOther(&other{id: kind.MethodID(kind.OperatorFamily, ns.name, name, s.Amname)}, false)
}

func (r *reader) createCast(s *parse.CreateCastStmt) {
	c := model.Cast{From: signatureType(r.columnType(s.Sourcetype)), To: signatureType(r.columnType(s.Targettype)), Context: "explicit"}
	switch s.Context {
	case parse.CoercionContext_COERCION_IMPLICIT:
		c.Context = "implicit"
	case parse.CoercionContext_COERCION_ASSIGNMENT:
		c.Context = "assignment"
	}
	c.Binary = s.Func == nil && !s.Inout
	r.addOther(&other{id: kind.CastID(c.From, c.To)}, false)
	save(r.db, &r.db.casts)
	r.db.casts = append(r.db.casts[:len(r.db.casts):len(r.db.casts)], c)
}

func (r *reader) dropCast(from, to model.Type) {
	save(r.db, &r.db.casts)
	var rest []model.Cast
	for _, c := range r.db.casts {
		if c.From != from || c.To != to {
			rest = append(rest, c)
		}
	}
	r.db.casts = rest
}

func (r *reader) createTransform(s *parse.CreateTransformStmt) {
	t := signatureType(r.columnType(s.TypeName))
	r.addOther(&other{id: kind.TransformID(t, s.Lang)}, s.Replace)
}

func (r *reader) createServer(s *parse.CreateForeignServerStmt) {
	id := kind.Global(kind.Server, s.Servername)
	if r.db.others[id] != nil && s.IfNotExists {
		return
	}
	var uses []any
	if fdw := r.db.others[kind.Global(kind.ForeignDataWrapper, s.Fdwname)]; fdw != nil {
		uses = append(uses, fdw)
	}
	r.addGlobal(kind.Server, s.Servername, uses...)
}

func (r *reader) createUserMapping(s *parse.CreateUserMappingStmt) {
	id := kind.UserMappingID(roleName(s.User), s.Servername)
	if r.db.others[id] != nil && s.IfNotExists {
		return
	}
	o := &other{id: id}
	if server := r.db.others[kind.Global(kind.Server, s.Servername)]; server != nil {
		o.uses = append(o.uses, server)
	}
	r.addOther(o, false)
}

func (r *reader) dropUserMapping(s *parse.DropUserMappingStmt) {
	id := kind.UserMappingID(roleName(s.User), s.Servername)
	if r.db.others[id] == nil && !s.MissingOk {
		r.missing(here, "user mapping for %s does not exist for server %s", roleName(s.User), deparse.Ident(s.Servername))
	}
	remove(r.db, r.db.others, id)
}

func roleName(role *parse.RoleSpec) string {
	switch role.GetRoletype() {
	case parse.RoleSpecType_ROLESPEC_PUBLIC:
		return kind.Public
	case parse.RoleSpecType_ROLESPEC_CSTRING:
		return role.Rolename
	}
	return strings.ToLower(strings.TrimPrefix(role.GetRoletype().String(), "ROLESPEC_"))
}

// createLanguage applies CREATE LANGUAGE, which mostly is a way to create an
// extension.
func (r *reader) createLanguage(s *parse.CreatePLangStmt) {
	if len(s.Plhandler) == 0 {
		r.installExtension(&extension{name: s.Plname, pos: r.pos(here)}, true, false)
		return
	}
	id := kind.Global(kind.Language, s.Plname)
	if r.db.others[id] != nil && s.Replace {
		return
	}
	r.addGlobal(kind.Language, s.Plname)
}

func (r *reader) dropSubscription(s *parse.DropSubscriptionStmt) {
	id := kind.Global(kind.Subscription, s.Subname)
	if r.db.others[id] == nil && !s.MissingOk {
		r.missing(here, "subscription %s does not exist", deparse.Ident(s.Subname))
	}
	remove(r.db, r.db.others, id)
}
