package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createOperator applies CREATE OPERATOR. One that was only mentioned so far is a
// shell, which is filled in.
func (r *reader) createOperator(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	o := &operator{ns: ns, Operator: model.Operator{Schema: ns.name, Name: name}, pos: r.pos(here), other: &other{}}
	o.other.operator = o
	var function []string
	var commutator, negator *parse.DefElem
	var hashes, merges bool
	for _, n := range s.Definition {
		d := n.GetDefElem()
		switch lower(d.GetDefname()) {
		case "leftarg":
			o.Left = signatureType(r.columnType(typeOption(d)))
		case "rightarg":
			o.Right = signatureType(r.columnType(typeOption(d)))
		case "procedure", "function":
			function = defNames(d)
		case "commutator":
			commutator = d
		case "negator":
			negator = d
		case "hashes":
			hashes = defBool(d)
		case "merges":
			merges = defBool(d)
		case "sort1", "sort2", "ltcmp", "gtcmp": // from before 8.3
			merges = true
		case "restrict":
			r.setSelectivity(o, property.Restrict, defNames(d))
		case "join":
			r.setSelectivity(o, property.Join, defNames(d))
		}
	}
	if function == nil {
		r.fail(here, "operator function must be specified")
	}
	args := []model.Type{o.Left, o.Right}
	if o.Left.IsZero() {
		args = args[1:]
	}
	if o.Right.IsZero() {
		args = args[:1]
	}
	found := r.routineExact(function, here, args)
	o.Result = found.result
	ref := o.other.useRoutine(found)
	types := []func() model.Type{o.other.useType(r, o.Left), o.other.useType(r, o.Right)}
	o.hashes, o.merges = hashes, merges
	r.redefine(o.other, func(d *model.Definition) {
		d.Signature = []model.Type{types[0](), types[1]()}
		d.Set(property.OperatorFunction, model.Value{Ref: ref()})
	})
	r.putOperator(o)
	r.linkOperator(o, commutator, negator)
}

// setSelectivity sets the function that estimates an operator; NONE takes it
// away.
func (r *reader) setSelectivity(o *operator, name model.PropertyName, function []string) {
	if function == nil || slices.Equal(function, []string{"none"}) {
		r.redefine(o.other, func(d *model.Definition) { d.Set(name, model.Value{}) })
		return
	}
	lists := [][]model.Type{builtinTypes("internal", "oid", "internal", "integer")}
	if name == property.Join {
		lists = [][]model.Type{
			builtinTypes("internal", "oid", "internal", "smallint", "internal"), builtinTypes("internal", "oid", "internal", "smallint"),
		}
	}
	found := r.routineExact(function, here, lists...)
	var ref func() model.ID
	r.redefine(o.other, func(d *model.Definition) { setRef(d, name, ref) })
	ref = o.other.useRoutine(found)
}

// putOperator puts an operator in the place of its shell, if there is one.
func (r *reader) putOperator(o *operator) {
	list := slices.Clone(o.ns.operators[o.Name])
	at := slices.IndexFunc(list, func(x *operator) bool { return x.Left == o.Left && x.Right == o.Right })
	switch {
	case at < 0:
		list = append(list, o)
	case list[at].shell || o.shell:
		for _, x := range r.db.operatorList() {
			if x.commutator == list[at] || x.negator == list[at] {
				save(r.db, x)
				x.commutator, x.negator = successor(x.commutator, list[at], o), successor(x.negator, list[at], o)
			}
		}
		list[at] = o
	default:
		r.fail(here, "operator %s already exists", o.Name)
	}
	put(r.db, o.ns.operators, o.Name, list)
	r.changed()
}

func successor(x, old, fresh *operator) *operator {
	if x == old {
		return fresh
	}
	return x
}

// linkOperator sets the commutator and the negator of an operator; those that
// have none themselves get it as theirs (OperatorUpd).
func (r *reader) linkOperator(o *operator, commutator, negator *parse.DefElem) {
	save(r.db, o)
	if commutator.GetArg() != nil {
		o.commutator = r.otherOperator(defNames(commutator), o.Right, o.Left)
		if o.commutator.commutator == nil {
			save(r.db, o.commutator)
			o.commutator.commutator = o
		}
	}
	if negator.GetArg() != nil {
		o.negator = r.otherOperator(defNames(negator), o.Left, o.Right)
		if o.negator.negator == nil {
			save(r.db, o.negator)
			o.negator.negator = o
		}
	}
}

// otherOperator finds the operator that another one mentions; one that isn't
// there becomes a shell (get_other_operator).
func (r *reader) otherOperator(names []string, left, right model.Type) *operator {
	if o := r.operatorWith(names, left, right); o != nil {
		return o
	}
	for _, x := range r.facts.OperatorsNamed(names[len(names)-1]) {
		if factType(x.Left) == left && factType(x.Right) == right {
			return &operator{
				ns:       &namespace{name: catalogSchema, operators: map[string][]*operator{}},
				Operator: model.Operator{Name: x.Name, Left: left, Right: right}, owned: true,
			}
		}
	}
	ns, name := r.target(names, here)
	o := &operator{ns: ns, Operator: model.Operator{Schema: ns.name, Name: name, Left: left, Right: right}, shell: true, pos: r.pos(here)}
	r.putOperator(o)
	return o
}

// alterOperator applies ALTER OPERATOR … SET.
func (r *reader) alterOperator(s *parse.AlterOperatorStmt) {
	o := r.operatorOf(s.Opername)
	if o == nil {
		names := stringsOf(s.Opername.GetObjname())
		r.missing(here, "operator does not exist: %s", names[len(names)-1])
	}
	if o.other == nil {
		return // an extension's
	}
	for _, n := range s.Options {
		d := n.GetDefElem()
		names := defNames(d)
		switch lower(d.GetDefname()) {
		case "restrict":
			r.setSelectivity(o, property.Restrict, names)
		case "join":
			r.setSelectivity(o, property.Join, names)
		case "commutator":
			r.linkOperator(o, d, nil)
		case "negator":
			r.linkOperator(o, nil, d)
		case "hashes", "merges":
			save(r.db, o)
			if lower(d.GetDefname()) == "hashes" {
				o.hashes = defBool(d)
			} else {
				o.merges = defBool(d)
			}
		default:
			r.fail(d.GetLocation(), "operator attribute %s not recognized", deparse.Ident(d.GetDefname()))
		}
	}
}

// definition returns what is known of an operator.
func (o *operator) definition() model.Definition {
	d := model.Definition{Comment: o.other.comment, Pos: o.pos}
	o.other.define(&d)
	link := func(name model.PropertyName, x *operator) {
		if x != nil && (x.ns.name == catalogSchema || slices.Contains(x.ns.operators[x.Name], x)) {
			d.Set(name, model.Value{Ref: x.id()})
		}
	}
	link(property.Commutator, o.commutator)
	link(property.Negator, o.negator)
	d.SetFlag(property.Hashes, o.hashes)
	d.SetFlag(property.Merges, o.merges)
	d.ID = o.id()
	return d
}

func (r *reader) dropOperatorNamed(o *parse.ObjectWithArgs, missingOK, cascade bool) {
	op := r.operatorOf(o)
	if op == nil {
		if !missingOK {
			names := stringsOf(o.Objname)
			r.missing(here, "operator does not exist: %s", names[len(names)-1])
		}
		return
	}
	r.dropOperator(op)
	if cascade {
		r.dropUsers(op, true)
		r.dropOperatorExpressions(op)
	}
}

// dropOperatorExpressions removes the expressions with an operator that was
// dropped, as far as its name alone tells them.
func (r *reader) dropOperatorExpressions(op *operator) {
	if slices.ContainsFunc(op.ns.operators[op.Name], func(o *operator) bool { return !o.shell }) {
		return
	}
	r.dropExpressionsWith(deparse.Ident(op.ns.name)+"."+op.Name, func(_ scope, e expression) bool {
		found := false
		walk(r.reparse(e.text), func(x *parse.Node) {
			if a := x.GetAExpr(); a != nil && slices.Equal(stringsOf(a.Name), []string{op.ns.name, op.Name}) {
				found = true
			}
		})
		return found
	})
}

// operatorOf finds an operator by its name and the types of its operands, nil if
// there is none.
func (r *reader) operatorOf(o *parse.ObjectWithArgs) *operator {
	var sides [2]model.Type
	for i, n := range o.GetObjargs() {
		if tn := n.GetTypeName(); tn != nil && i < 2 {
			sides[i] = signatureType(r.columnType(tn))
		}
	}
	return r.operatorWith(stringsOf(o.GetObjname()), sides[0], sides[1])
}

func (r *reader) operatorWith(names []string, left, right model.Type) *operator {
	path := r.routinePath()
	if len(names) > 1 {
		path = []string{names[len(names)-2]}
	}
	for _, schema := range path {
		ns := r.db.namespaces[schema]
		if ns == nil {
			continue
		}
		for _, op := range ns.operators[names[len(names)-1]] {
			if op.Left == left && op.Right == right {
				return op
			}
		}
	}
	return nil
}

// dropOperator removes an operator; what has it as its commutator or negator
// loses that, if it is so in return.
func (r *reader) dropOperator(o *operator) {
	if x := o.commutator; x != nil && x.commutator == o {
		save(r.db, x)
		x.commutator = nil
	}
	if x := o.negator; x != nil && x.negator == o {
		save(r.db, x)
		x.negator = nil
	}
	put(r.db, o.ns.operators, o.Name, without(o.ns.operators[o.Name], o))
	r.changed()
}

// moveOperator applies ALTER OPERATOR … SET SCHEMA.
func (r *reader) moveOperator(o *parse.ObjectWithArgs, ns *namespace) {
	op := r.operatorOf(o)
	if op == nil {
		names := stringsOf(o.GetObjname())
		r.missing(here, "operator does not exist: %s", names[len(names)-1])
	}
	put(r.db, op.ns.operators, op.Name, without(op.ns.operators[op.Name], op))
	r.renameEverywhere(renaming{
		kind: operatorName, old: model.QName{Schema: op.ns.name, Name: op.Name}, name: model.QName{Schema: ns.name, Name: op.Name},
	})
	save(r.db, op)
	op.ns, op.Schema = ns, ns.name
	put(r.db, ns.operators, op.Name, append(slices.Clip(ns.operators[op.Name]), op))
	r.changed()
}
