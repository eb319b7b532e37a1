package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// operatorRecipe returns how operators, operator classes and families, and casts
// are written.
func operatorRecipe(k model.Kind) (recipe, bool) {
	switch k {
	case kind.Operator:
		return recipe{
			class: classRoutine, noun: operatorNoun, takes: nameOnTable, create: createOperator,
			alters: altersOperator, alter: alterOperator,
		}, true
	case kind.OperatorFamily:
		return recipe{
			class: classRoutine, noun: methodNoun("OPERATOR FAMILY "), takes: nameOnTable, create: createFamily,
			alterable: []model.PropertyName{property.Operators, property.Functions}, alter: alterFamily, then: addMembers,
		}, true
	case kind.OperatorClass:
		return recipe{class: classRoutine, noun: methodNoun("OPERATOR CLASS "), takes: nameOnTable, create: createClass}, true
	case kind.Cast:
		return recipe{class: classRoutine, noun: castNoun, takes: nameOnTable, create: createCast}, true
	default:
		return recipe{}, false
	}
}

// operatorName writes the name of an operator where a statement is about it.
func (w writer) operatorName(q model.QName) (writer, error) {
	if q.Name == "" || strings.Trim(q.Name, "+-*/<>=~!@#%^&|`?") != "" || strings.Contains(q.Name, "--") || strings.Contains(q.Name, "/*") {
		return w, fmt.Errorf("%q is not the name of an operator", q.Name)
	}
	if q.Schema == "" {
		q.Schema = "pg_catalog"
	}
	return w.Ident(q.Schema).Key(".").Expr(model.Expr{Text: q.Name}), nil
}

// operands writes the types of an operator's operands.
func (w writer) operands(types []model.Type) writer {
	w.Key(" (")
	for i, t := range types {
		if i > 0 {
			w.Key(", ")
		}
		if t.IsZero() {
			w.Key("NONE")
		} else {
			w.typ(t)
		}
	}
	return w.Key(")")
}

func operatorNoun(d model.Definition) writer {
	w, err := write("OPERATOR ").operatorName(model.QName{Schema: d.ID.Schema, Name: d.PlainName()})
	if err != nil {
		return write("OPERATOR ").Ident(d.PlainName()) // createOperator has refused it
	}
	return w.operands(d.Signature)
}

// operatorRef writes a reference to an operator inside of a clause.
func (w writer) operatorRef(id model.ID) (writer, error) {
	name, _, _ := strings.Cut(id.Name, "(")
	w, err := w.Key("OPERATOR(").operatorName(model.QName{Schema: id.Schema, Name: name})
	return w.Key(")"), err
}

// function writes the name of a function that a property refers to.
func (w writer) function(ref model.ID) writer {
	q := functionName(ref)
	if q.Schema == "" {
		q.Schema = "pg_catalog"
	}
	return w.Name(q)
}

func createOperator(_ *session, d model.Definition, _ bool) (string, error) {
	w, err := write("CREATE OPERATOR ").operatorName(model.QName{Schema: d.ID.Schema, Name: d.PlainName()})
	if err != nil || len(d.Signature) != 2 {
		return "", err
	}
	w.Key(" (\n    FUNCTION = ").function(d.Get(property.OperatorFunction).Ref)
	if left := d.Signature[0]; !left.IsZero() {
		w.Key(",\n    LEFTARG = ").typ(left)
	}
	if right := d.Signature[1]; !right.IsZero() {
		w.Key(",\n    RIGHTARG = ").typ(right)
	}
	clauses, err := operatorClauses(model.Definition{}, d)
	if err != nil {
		return "", err
	}
	for _, clause := range clauses {
		w.Key(",\n    ").add(clause)
	}
	return w.Key("\n)").String(), nil
}

// operatorClauses writes the clauses in which an operator differs from another
// one.
func operatorClauses(old, fresh model.Definition) ([]writer, error) {
	var list []writer
	for _, p := range []struct {
		name model.PropertyName
		word render.Keyword
	}{{property.Commutator, "COMMUTATOR = "}, {property.Negator, "NEGATOR = "}} {
		if ref := fresh.Get(p.name).Ref; ref != old.Get(p.name).Ref && !ref.IsZero() {
			w, err := write(p.word).operatorRef(ref)
			if err != nil {
				return nil, err
			}
			list = append(list, w)
		}
	}
	for _, p := range []struct {
		name model.PropertyName
		word render.Keyword
	}{{property.Restrict, "RESTRICT = "}, {property.Join, "JOIN = "}} {
		switch ref := fresh.Get(p.name).Ref; {
		case ref == old.Get(p.name).Ref:
		case ref.IsZero():
			list = append(list, write(p.word).Key("NONE"))
		default:
			list = append(list, write(p.word).function(ref))
		}
	}
	altered := !old.ID.IsZero()
	for _, p := range []struct {
		name model.PropertyName
		word render.Keyword
	}{{property.Hashes, "HASHES"}, {property.Merges, "MERGES"}} {
		if fresh.Has(p.name) && !old.Has(p.name) {
			w := write(p.word)
			if altered {
				w.Key(" = true")
			}
			list = append(list, w)
		}
	}
	return list, nil
}

// altersOperator: since 17 ALTER OPERATOR gives an operator what it has not.
func altersOperator(s *session, old, fresh model.Definition, facets []diff.FacetName) bool {
	return !slices.ContainsFunc(facets, func(f diff.FacetName) bool {
		switch name := model.PropertyName(f); name {
		case property.Restrict, property.Join:
			return false
		case property.Commutator, property.Negator, property.Hashes, property.Merges:
			return s.version.Major() < 17 || old.Has(name)
		default:
			return f != diff.FacetComment
		}
	})
}

func alterOperator(_ *session, c definitionChange) ([]string, error) {
	clauses, err := operatorClauses(c.old, c.fresh)
	if err != nil {
		return nil, err
	}
	w := write("ALTER ").add(operatorNoun(c.fresh)).Key(" SET (")
	for i, clause := range clauses {
		if i > 0 {
			w.Key(", ")
		}
		w.add(clause)
	}
	return []string{w.Key(")").String()}, nil
}

// orderOperators: CREATE OPERATOR may name a commutator or a negator that comes
// later, ALTER OPERATOR may not.
func (s *session) orderOperators(steps []*render.Step) []render.Before {
	made := map[model.ID]int{}
	for i, step := range steps {
		if step.Node.ID.Kind == kind.Operator && step.Phase == render.PhaseCreate {
			made[step.Node.ID] = i
		}
	}
	if len(made) == 0 {
		return nil
	}
	var list []render.Before
	for j, step := range steps {
		if step.Node.ID.Kind != kind.Operator || step.Phase != render.PhaseAlter {
			continue
		}
		d, _ := s.new.object(step.Node.ID).(model.Definition)
		for _, name := range []model.PropertyName{property.Commutator, property.Negator} {
			if i, ok := made[d.Get(name).Ref]; ok && i != j {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// dropShells drops the operators that exist only because this one mentions them
// as its commutator or negator. Nobody sees such a shell, but it keeps the types
// of its operands from being dropped.
func (s *session) dropShells(d model.Definition) []string {
	if d.ID.Kind != kind.Operator || len(d.Signature) != 2 {
		return nil
	}
	var statements []string
	for _, name := range []model.PropertyName{property.Commutator, property.Negator} {
		ref := d.Get(name).Ref
		if ref.IsZero() || ref.Schema == "" || s.old.has(ref) || s.new.has(ref) || s.new.mentionsOperator(ref) {
			continue
		}
		types := slices.Clone(d.Signature)
		if name == property.Commutator {
			slices.Reverse(types)
		}
		plain, _, _ := strings.Cut(ref.Name, "(")
		if w, err := write("DROP OPERATOR IF EXISTS ").operatorName(model.QName{Schema: ref.Schema, Name: plain}); err == nil {
			statements = append(statements, w.operands(types).String())
		}
	}
	return statements
}

// mentionsOperator reports whether an operator has another one as its commutator
// or negator.
func (d *side) mentionsOperator(id model.ID) bool {
	return slices.ContainsFunc(d.schema.Definitions, func(o model.Definition) bool {
		return o.ID.Kind == kind.Operator && (o.Get(property.Commutator).Ref == id || o.Get(property.Negator).Ref == id)
	})
}

// methodNoun names an operator class or family.
func methodNoun(word render.Keyword) func(model.Definition) writer {
	return func(d model.Definition) writer { return write(word).methodName(d.ID) }
}

// methodName writes the name of an operator class or family with its access
// method.
func (w writer) methodName(id model.ID) writer {
	name, method := kind.SplitMethod(id.Name)
	return w.Name(model.QName{Schema: id.Schema, Name: name}).Key(" USING ").Ident(method)
}

// familyName writes the name of a family that a property refers to.
func (w writer) familyName(id model.ID) writer {
	name, _ := kind.SplitMethod(id.Name)
	if id.Schema == "" {
		id.Schema = "pg_catalog"
	}
	return w.Name(model.QName{Schema: id.Schema, Name: name})
}

func createFamily(_ *session, d model.Definition, _ bool) (string, error) {
	return write("CREATE ").add(methodNoun("OPERATOR FAMILY ")(d)).String(), nil
}

// addMembers adds the members of a family that belong to no class.
func addMembers(_, d model.Definition) []string {
	items, err := memberItems(d, d.Get(property.Operators).List, d.Get(property.Functions).List)
	if err != nil || len(items) == 0 {
		return nil
	}
	return []string{membersStatement(d, "ADD", items)}
}

func membersStatement(d model.Definition, word render.Keyword, items []writer) string {
	w := write("ALTER ").add(methodNoun("OPERATOR FAMILY ")(d)).Key(" ").Key(word)
	for i, item := range items {
		if i > 0 {
			w.Key(",")
		}
		w.Key("\n    ").add(item)
	}
	return w.String()
}

// memberItems writes operators and support functions as CREATE OPERATOR CLASS
// and ALTER OPERATOR FAMILY … ADD have them.
func memberItems(d model.Definition, operators, functions []model.Value) ([]writer, error) {
	var items []writer
	for _, v := range operators {
		name, _, _ := strings.Cut(v.Ref.Name, "(")
		w, err := write("OPERATOR ").number(v.Name).Key(" ").operatorName(model.QName{Schema: v.Ref.Schema, Name: name})
		if err != nil || len(v.List) < 2 {
			return nil, fmt.Errorf("writing %s: %w", d.ID, errors.Join(err, errMember))
		}
		w.memberTypes(v)
		if len(v.List) > 2 {
			w.Key(" FOR ORDER BY ").familyName(v.List[2].Ref)
		}
		items = append(items, w)
	}
	for _, v := range functions {
		if len(v.List) < 2 {
			return nil, fmt.Errorf("writing %s: %w", d.ID, errMember)
		}
		w := write("FUNCTION ").number(v.Name).memberTypes(v).Key(" ").function(v.Ref)
		items = append(items, w.types(typesOf(v.List[2:])))
	}
	return items, nil
}

var errMember = errors.New("a member of an operator family has no types")

// typesOf returns the types in a list of values.
func typesOf(list []model.Value) []model.Type {
	types := make([]model.Type, len(list))
	for i, v := range list {
		types[i] = v.Type
	}
	return types
}

// number writes a whole number; anything else becomes 0, which the server
// refuses.
func (w writer) number(text string) writer {
	if !allDigits(text) {
		text = "0"
	}
	return w.Expr(model.Expr{Text: text})
}

// memberTypes writes the types that a support function is for.
func (w writer) memberTypes(v model.Value) writer {
	return w.Key(" (").typ(v.List[0].Type).Key(", ").typ(v.List[1].Type).Key(")")
}

func createClass(_ *session, d model.Definition, _ bool) (string, error) {
	name, method := kind.SplitMethod(d.ID.Name)
	w := write("CREATE OPERATOR CLASS ").Name(model.QName{Schema: d.ID.Schema, Name: name})
	if d.Has(property.Default) {
		w.Key("\n    DEFAULT")
	}
	w.Key("\n    FOR TYPE ").typ(d.Get(property.ForType).Type).Key(" USING ").Ident(method)
	w.Key(" FAMILY ").familyName(d.Get(property.Family).Ref).Key(" AS")
	items, err := memberItems(d, d.Get(property.Operators).List, d.Get(property.Functions).List)
	if err != nil {
		return "", err
	}
	if storage := d.Get(property.Storage); !storage.IsZero() || len(items) == 0 {
		if storage.IsZero() {
			storage = d.Get(property.ForType)
		}
		items = append(items, write("STORAGE ").typ(storage.Type))
	}
	for i, item := range items {
		if i > 0 {
			w.Key(",")
		}
		w.Key("\n    ").add(item)
	}
	return w.String(), nil
}

// alterFamily drops and adds members.
func alterFamily(_ *session, c definitionChange) ([]string, error) {
	lost := func(name model.PropertyName, a, b model.Definition) []model.Value {
		return slices.DeleteFunc(slices.Clone(a.Get(name).List), func(v model.Value) bool {
			return slices.ContainsFunc(b.Get(name).List, func(o model.Value) bool { return diff.ShowValue(o) == diff.ShowValue(v) })
		})
	}
	var statements []string
	var drops []writer
	for _, v := range lost(property.Operators, c.old, c.fresh) {
		drops = append(drops, write("OPERATOR ").number(v.Name).memberTypes(v))
	}
	for _, v := range lost(property.Functions, c.old, c.fresh) {
		drops = append(drops, write("FUNCTION ").number(v.Name).memberTypes(v))
	}
	if len(drops) > 0 {
		statements = append(statements, membersStatement(c.fresh, "DROP", drops))
	}
	items, err := memberItems(c.fresh, lost(property.Operators, c.fresh, c.old), lost(property.Functions, c.fresh, c.old))
	if err != nil {
		return nil, err
	}
	if len(items) > 0 {
		statements = append(statements, membersStatement(c.fresh, "ADD", items))
	}
	return statements, nil
}

func castNoun(d model.Definition) writer {
	w := write("CAST (")
	for i, t := range d.Signature {
		if i > 0 {
			w.Key(" AS ")
		}
		w.typ(t)
	}
	return w.Key(")")
}

func createCast(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE ").add(castNoun(d))
	switch d.Get(property.CastMethod).Text {
	case "inout":
		w.Key(" WITH INOUT")
	case "binary":
		w.Key(" WITHOUT FUNCTION")
	default:
		function := d.Get(property.CastFunction)
		w.Key(" WITH FUNCTION ").function(function.Ref).types(typesOf(function.List))
	}
	switch d.Get(property.Context).Text {
	case "implicit":
		w.Key(" AS IMPLICIT")
	case "assignment":
		w.Key(" AS ASSIGNMENT")
	}
	return w.String(), nil
}
