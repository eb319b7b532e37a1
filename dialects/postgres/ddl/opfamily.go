package ddl

import (
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// opMember is a member of an operator family. As pg_depend has it, it belongs to
// one of the family's classes, or to the family alone.
type opMember struct {
	number   int
	function bool
	// left and right are the types that it is for.
	left, right func() model.Type
	// is refers to the operator or the function, with the arguments' types of the
	// latter; sortFamily is that of an ordering operator.
	is            func() model.Value
	sortFamily    func() model.ID
	family, class *other
	// holder notes what the member uses: first the operator or the function.
	holder *other
}

// createOpclass applies CREATE OPERATOR CLASS. Without FAMILY it joins the family
// of its own name, which is made if there is none.
func (r *reader) createOpclass(s *parse.CreateOpClassStmt) {
	ns, name := r.target(stringsOf(s.Opclassname), here)
	id := kind.MethodID(kind.OperatorClass, ns.name, name, s.Amname)
	class := &userOpclass{method: s.Amname, opclass: opclass{
		name: model.QName{Schema: ns.name, Name: name}, input: signatureType(r.columnType(s.Datatype)), isDefault: s.IsDefault,
	}}
	o := &other{id: id, opclass: class}
	family := r.familyOf(s, ns, name)
	familyID := func() model.ID { return kind.MethodID(kind.OperatorFamily, "", name, s.Amname) }
	if family != nil {
		familyID = o.useOther(family)
		class.familyOther = family
		own, _ := kind.SplitMethod(family.id.Name)
		class.family = facts.Name{Schema: family.id.Schema, Name: own}
	} else {
		written := stringsOf(s.Opfamilyname)
		own := written[len(written)-1]
		class.family = facts.Name{Schema: catalogSchema, Name: own}
		familyID = func() model.ID { return kind.MethodID(kind.OperatorFamily, "", own, s.Amname) }
	}
	input := o.useType(r, class.input)
	var storage func() model.Type
	for _, n := range s.Items {
		item := n.GetCreateOpClassItem()
		if item.Itemtype == opclassItemStorage {
			storage = o.useType(r, signatureType(r.columnType(item.Storedtype)))
			continue
		}
		r.addOpMember(r.opMember(item, s.Amname, family, o, class.input))
	}
	r.redefine(o, func(d *model.Definition) {
		d.Set(property.ForType, model.Value{Type: input()})
		d.SetFlag(property.Default, s.IsDefault)
		d.Set(property.Family, model.Value{Ref: familyID()})
		if storage != nil && storage() != input() {
			d.Set(property.Storage, model.Value{Type: storage()})
		}
		r.setMembers(d, func(m *opMember) bool { return m.class == o })
	})
	r.addOther(o, false)
}

// The kinds of items of CREATE OPERATOR CLASS (parsenodes.h).
const (
	opclassItemOperator = 1
	opclassItemFunction = 2
	opclassItemStorage  = 3
)

// familyOf finds the family of a new operator class, nil if it is one of the
// server's.
func (r *reader) familyOf(s *parse.CreateOpClassStmt, ns *namespace, name string) *other {
	if written := stringsOf(s.Opfamilyname); len(written) > 0 {
		return r.familyNamed(written, s.Amname)
	}
	id := kind.MethodID(kind.OperatorFamily, ns.name, name, s.Amname)
	if r.db.others[id] == nil {
		r.addFamily(id)
	}
	return r.db.others[id]
}

// familyNamed finds an operator family of the database. One that no script creates
// is taken to be the server's, or an extension's: it is nil.
func (r *reader) familyNamed(written []string, method string) *other {
	last := written[len(written)-1]
	schema, ok := r.schemaOfOther(written, func(schema string) model.ID { return kind.MethodID(kind.OperatorFamily, schema, last, method) })
	if !ok {
		return nil
	}
	return r.db.others[kind.MethodID(kind.OperatorFamily, schema, last, method)]
}

func (r *reader) createOpfamily(s *parse.CreateOpFamilyStmt) {
	ns, name := r.target(stringsOf(s.Opfamilyname), here)
	r.addFamily(kind.MethodID(kind.OperatorFamily, ns.name, name, s.Amname))
}

func (r *reader) addFamily(id model.ID) {
	o := &other{id: id}
	o.define = func(d *model.Definition) {
		r.setMembers(d, func(m *opMember) bool { return m.family == o && m.class == nil })
	}
	r.addOther(o, false)
}

// alterOpfamily applies ALTER OPERATOR FAMILY … ADD and DROP.
func (r *reader) alterOpfamily(s *parse.AlterOpFamilyStmt) {
	written := stringsOf(s.Opfamilyname)
	family := r.familyNamed(written, s.Amname)
	if family == nil {
		r.warn(here, "operator family %s is not made by the scripts: what is changed of it is not compared", quoteDot(written))
		return
	}
	for _, n := range s.Items {
		item := n.GetCreateOpClassItem()
		if s.IsDrop {
			r.dropMember(item, family)
			continue
		}
		r.addOpMember(r.opMember(item, s.Amname, family, nil, model.Type{}))
	}
}

// opMember resolves an item of CREATE OPERATOR CLASS or ALTER OPERATOR FAMILY.
func (r *reader) opMember(item *parse.CreateOpClassItem, method string, family, class *other, input model.Type) *opMember {
	m := &opMember{number: int(item.Number), function: item.Itemtype == opclassItemFunction, family: family, class: class, holder: &other{}}
	var left, right model.Type
	if m.function {
		left, right = r.memberFunction(m, item, method, input)
	} else {
		left, right = r.memberOperator(m, item, input)
	}
	m.left, m.right = m.holder.useType(r, left), m.holder.useType(r, right)
	r.settleMember(m, method, left, right)
	return m
}

func (r *reader) memberOperator(m *opMember, item *parse.CreateOpClassItem, input model.Type) (left, right model.Type) {
	names := stringsOf(item.Name.GetObjname())
	left, right = input, input
	if args := item.Name.GetObjargs(); len(args) == 2 {
		left, right = r.operandType(args[0]), r.operandType(args[1])
	}
	op := r.operatorWith(names, left, right)
	switch {
	case op != nil:
		id := m.holder.useOperator(op)
		m.is = func() model.Value { return model.Value{Ref: id()} }
	default:
		q := model.QName{Name: names[len(names)-1]}
		if foreign, ok := r.foreignName(names...); ok && len(r.facts.OperatorsNamed(q.Name)) == 0 {
			q = foreign
		} else if len(r.facts.OperatorsNamed(q.Name)) == 0 {
			r.missing(here, "operator does not exist: %s", model.SignatureName(q.Name, []model.Type{left, right}))
		}
		m.is = func() model.Value { return model.Value{Ref: kind.OperatorID(q.Schema, q.Name, m.left(), m.right())} }
	}
	if written := stringsOf(item.OrderFamily); len(written) > 0 {
		if f := r.familyNamed(written, "btree"); f != nil {
			m.sortFamily = m.holder.useOther(f)
		} else {
			own := written[len(written)-1]
			m.sortFamily = func() model.ID { return kind.MethodID(kind.OperatorFamily, "", own, "btree") }
		}
	}
	return left, right
}

func (r *reader) operandType(n *parse.Node) model.Type {
	if n.GetTypeName() == nil {
		return model.Type{}
	}
	return signatureType(r.columnType(n.GetTypeName()))
}

// memberFunction resolves a support function and the types that it is for: those
// written, else what its number and its arguments say (assignProcTypes).
func (r *reader) memberFunction(m *opMember, item *parse.CreateOpClassItem, method string, input model.Type) (left, right model.Type) {
	found := r.routineWritten(item.Name)
	m.is = m.holder.useSignature(found)
	args := found.args
	if method == "btree" && (m.number == 1 || m.number == 3) || method == "hash" && (m.number == 1 || m.number == 2) {
		if len(args) > 0 {
			left, right = args[0], args[0]
		}
		if method == "btree" && len(args) > 1 {
			right = args[1]
		}
	}
	for i, n := range item.ClassArgs {
		t := signatureType(r.columnType(n.GetTypeName()))
		if i == 0 {
			left = t
		}
		right = t
	}
	if left.IsZero() {
		left = input
	}
	if right.IsZero() {
		right = input
	}
	return left, right
}

// settleMember decides whether a member belongs to a class or to the family
// alone. Since 14 the access methods decide (amadjustmembers).
func (r *reader) settleMember(m *opMember, method string, left, right model.Type) {
	optional := false
	switch {
	case r.version.Major() < 14:
		return
	case method == "btree" || method == "hash":
		if m.class = r.classFor(m, method, left); left != right || m.function && m.number != 1 {
			m.class = nil
		}
		return
	case method == "gist":
		optional = !m.function || m.number == 3 || m.number == 4 || m.number > 7
	case method == "spgist":
		optional = !m.function || m.number > 5
	case method == "gin":
		optional = !m.function || m.number != 2 && m.number != 3
	default:
		return
	}
	if optional {
		m.class = nil
	}
}

// classFor finds the class of the member's family for a type: the one that is
// being created if it is that.
func (r *reader) classFor(m *opMember, method string, t model.Type) *other {
	if m.class != nil && m.class.opclass.input == t {
		return m.class
	}
	for _, id := range r.db.otherIDs() {
		o := r.db.others[id]
		if c := o.opclass; c != nil && c.method == method && c.familyOther == m.family && m.family != nil && c.input == t {
			return o
		}
	}
	return nil
}

// addOpMember adds a member; a class can't be without what belongs to it.
func (r *reader) addOpMember(m *opMember) {
	save(r.db, &r.db.opMembers)
	r.db.opMembers = append(slices.Clip(r.db.opMembers), m)
	if m.class != nil && len(m.holder.uses) > 0 {
		m.class.uses = append(slices.Clip(m.class.uses), m.holder.uses[0])
	}
}

// dropMember applies an item of ALTER OPERATOR FAMILY … DROP.
func (r *reader) dropMember(item *parse.CreateOpClassItem, family *other) {
	left := r.operandType(item.ClassArgs[0])
	right := left
	if len(item.ClassArgs) > 1 {
		right = r.operandType(item.ClassArgs[1])
	}
	function := item.Itemtype == opclassItemFunction
	for _, m := range r.db.opMembers {
		if m.family == family && m.function == function && m.number == int(item.Number) && m.left() == left && m.right() == right && !r.goneMember(m) {
			save(r.db, &r.db.opMembers)
			r.db.opMembers = without(r.db.opMembers, m)
			return
		}
	}
	what := "operator"
	if function {
		what = "function"
	}
	r.missing(here, "%s %d(%s,%s) does not exist in operator family %s", what, item.Number, left, right, family.id)
}

// goneMember says whether a member went with its class, or with its operator or
// function.
func (r *reader) goneMember(m *opMember) bool {
	if m.class != nil && r.gone(m.class) || m.family != nil && r.gone(m.family) {
		return true
	}
	if len(m.holder.uses) == 0 {
		return false
	}
	switch x := m.holder.uses[0].(type) {
	case *operator:
		return !slices.Contains(x.ns.operators[x.Name], x)
	case *routine:
		return !slices.Contains(x.ns.routines[x.Name], x)
	}
	return false
}

// setMembers fills in the members that belong to a class or a family.
func (r *reader) setMembers(d *model.Definition, belongs func(m *opMember) bool) {
	var operators, functions []model.Value
	for _, m := range r.db.opMembers {
		if !belongs(m) || r.goneMember(m) {
			continue
		}
		v := m.is()
		v.Name, v.List = strconv.Itoa(m.number), append([]model.Value{{Type: m.left()}, {Type: m.right()}}, v.List...)
		if m.function {
			functions = append(functions, v)
			continue
		}
		if m.sortFamily != nil {
			v.List = append(v.List, model.Value{Ref: m.sortFamily()})
		}
		operators = append(operators, v)
	}
	property.SortMembers(operators)
	property.SortMembers(functions)
	d.Set(property.Operators, model.Value{List: operators})
	d.Set(property.Functions, model.Value{List: functions})
}
