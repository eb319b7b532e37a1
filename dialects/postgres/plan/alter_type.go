package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// alterEnum adds values to an enum where they belong.
func (s *session) alterEnum(op render.Op, o model.Enum) ([]render.Step, error) {
	name := op.Node.ID.QName()
	var steps []render.Step
	if op.Has(diff.FacetLabels) {
		old, _ := op.Old.(model.Enum)
		for i, label := range o.Labels {
			if slices.Contains(old.Labels, label) {
				continue
			}
			w := write("ALTER TYPE ").Name(name).Key(" ADD VALUE ").Literal(label)
			switch next := nextOld(o.Labels[i:], old.Labels); {
			case i > 0 && next != "":
				w.Key(" AFTER ").Literal(o.Labels[i-1])
			case next != "":
				w.Key(" BEFORE ").Literal(next)
			}
			step := alteration(w.text())
			step.Aspect = label
			step.Losses = append(step.Losses, render.Loss{
				Object: op.Node.ID, Code: render.Irreversible,
				Text: "the way back makes the type anew, and fails if a row has the value " + Quoter{}.QuoteLiteral(label),
			})
			steps = append(steps, step)
		}
	}
	return append(steps, s.comment(op, write("COMMENT ON TYPE ").Name(name).isComment(o.Comment))...), nil
}

// nextOld returns the first label that was there before, "" if none follows.
func nextOld(labels, old []string) string {
	for _, l := range labels {
		if slices.Contains(old, l) {
			return l
		}
	}
	return ""
}

// orderValues: a value that is added to an enum can be used only after the
// transaction that adds it
// (https://www.postgresql.org/docs/current/sql-altertype.html, Notes).
func (s *session) orderValues(steps []*render.Step) []render.Before {
	type value struct {
		step  int
		label string
	}
	added := map[model.QName][]value{}
	for i, step := range steps {
		if step.Node.ID.Kind == model.KindEnum && step.Phase == render.PhaseAlter && step.Aspect != "comment" {
			q := step.Node.ID.QName()
			added[q] = append(added[q], value{i, step.Aspect})
		}
	}
	if len(added) == 0 {
		return nil
	}
	var list []render.Before
	for j, step := range steps {
		if !step.Establishes {
			continue
		}
		texts := s.literals(step.Node)
		for _, enum := range s.new.schema.Enums {
			for _, v := range added[model.QName{Schema: enum.Schema, Name: enum.Name}] {
				if v.step != j && slices.Contains(texts, v.label) {
					list = append(list, render.Before{First: v.step, Second: j, Commit: true})
				}
			}
		}
	}
	return list
}

// literals lists the string literals in the expressions of a node, and the
// parts of those that are arrays.
func (s *session) literals(n render.Node) []string {
	var list []string
	if d, ok := s.new.object(n.ID).(model.Definition); ok && d.ID.Kind == kind.Aggregate {
		for _, p := range []model.PropertyName{property.InitialState, property.MovingInitialState} {
			for _, v := range d.Get(p).List {
				list = append(append(list, v.Text), arrayItems(v.Text)...)
			}
		}
	}
	for _, e := range s.expressions(n) {
		for _, m := range mentions(e.Text) {
			if m.literal {
				list = append(list, m.parts[0])
				list = append(list, arrayItems(m.parts[0])...)
			}
		}
	}
	return list
}

// arrayItems splits the text of an array or a row value, roughly: it finds too
// many items rather than too few.
func arrayItems(text string) []string {
	var items []string
	start := 0
	for i := range len(text) {
		switch text[i] {
		case '{', '}', ',', '(', ')', '"':
			if i > start {
				items = append(items, text[start:i])
			}
			start = i + 1
		}
	}
	if start == 0 {
		return nil
	}
	return append(items, text[start:])
}

// drawsNumbers reports whether a column of another integer type keeps drawing
// its numbers from a sequence: nextval is of type bigint whatever the column is,
// so that the server casts it anew by itself. The number of a constant default
// would be cast where a fresh column has one of its own type.
func drawsNumbers(old, fresh model.Column) bool {
	integer := func(t model.Type) bool { return t.Builtin() && !t.Array && integerDigits[t.Name] > 0 }
	return integer(old.Type) && integer(fresh.Type) && old.Default.Text == fresh.Default.Text && strings.HasPrefix(fresh.Default.Text, "nextval(")
}

// expressions lists the expressions that a node's new state has.
func (s *session) expressions(n render.Node) []model.Expr {
	return expressionsOf(s.new.object(n.ID), n)
}

// expressionsOf lists the expressions that a node has with this object.
func expressionsOf(o model.Object, n render.Node) []model.Expr {
	switch o := o.(type) {
	case model.Column:
		if n.Part == partDefault {
			return []model.Expr{o.Default}
		}
		return []model.Expr{o.Generated.Expr}
	case model.Domain:
		return []model.Expr{o.Default}
	case model.Check:
		return []model.Expr{o.Expr}
	case model.Index:
		return append(keyExprs(o.Keys), o.Predicate)
	case model.Exclusion:
		list := []model.Expr{o.Predicate}
		for _, e := range o.Elements {
			list = append(list, e.Expr)
		}
		return list
	case model.Statistics:
		return o.Exprs
	case model.Table:
		if n.Part == partAttach {
			return boundValues(o.Bound)
		}
	case model.Definition:
		var list []model.Expr
		o.Visit(func(_ model.PropertyName, v model.Value) { list = append(list, v.Expr, v.Query) })
		return list
	case model.Namespace, model.Extension, model.Enum, model.Composite, model.Range, model.Sequence, model.Key, model.ForeignKey:
	}
	return nil
}

func keyExprs(keys []model.IndexKey) []model.Expr {
	list := make([]model.Expr, len(keys))
	for i, k := range keys {
		list[i] = k.Expr
	}
	return list
}

// aspectDefault is the end of a domain's default.
const aspectDefault = "default"

func (s *session) alterDomain(op render.Op, o model.Domain) ([]render.Step, error) {
	name := op.Node.ID.QName()
	old, _ := op.Old.(model.Domain)
	alter := write("ALTER DOMAIN ").Name(name).String()
	var steps []render.Step
	add := func(w writer) *render.Step {
		steps = append(steps, alteration(render.Text{Head: alter + w.String()}))
		return &steps[len(steps)-1]
	}
	if op.Has(diff.FacetDefault) {
		switch {
		case o.Default.IsZero():
			add(write(" DROP DEFAULT"))
		case op.Forced: // something under the default is made anew
			drop := removal(render.Text{Head: alter + " DROP DEFAULT"})
			drop.Aspect = aspectDefault // the domain stays
			steps = append(steps, drop, gain(render.Text{Head: alter + write(" SET DEFAULT ").Expr(o.Default).String()}))
		default:
			add(write(" SET DEFAULT ").Expr(o.Default))
		}
	}
	switch {
	case op.Has(diff.FacetNotNull) && o.NotNull:
		w := write(" SET NOT NULL")
		if s.namesDomainNotNull(op.Node.ID, o) {
			w = write(" ADD CONSTRAINT ").Ident(domainNotNull(op.Node.ID, o)).Key(" NOT NULL")
		}
		step := add(w)
		step.Aspect = aspectDomainNotNull
		s.domainScan(step, name)
	case op.Has(diff.FacetNotNull):
		add(write(" DROP NOT NULL"))
	case op.Has(diff.FacetNotNullName):
		add(write(" RENAME CONSTRAINT ").Ident(domainNotNull(s.originalID(op.Node.ID), old)).Key(" TO ").Ident(domainNotNull(op.Node.ID, o)))
	}
	return append(steps, s.comment(op, write("COMMENT ON DOMAIN ").Name(name).isComment(o.Comment))...), nil
}

// namesDomainNotNull reports whether a domain's NOT NULL needs a name, because it
// is not what the server would choose.
func (s *session) namesDomainNotNull(id model.ID, o model.Domain) bool {
	return s.version.HasDomainNotNullConstraints() && (o.NotNullName != "" || s.takenMeanwhile(id, domainNotNull(id, o)))
}

// domainNotNull returns the name of a domain's NOT NULL (PostgreSQL 17).
func domainNotNull(id model.ID, o model.Domain) string {
	if o.NotNullName != "" {
		return o.NotNullName
	}
	return naming.Join(id.Name, "", "not_null")
}

// attributeEdit is how the attributes of a composite type change.
type attributeEdit struct {
	drop, add, alter []model.Attribute
	// reordered: what stays does not keep its order, or what is new does not
	// come last.
	reordered bool
	retyped   bool
}

func newAttributeEdit(old, fresh model.Composite) attributeEdit {
	var e attributeEdit
	var stays []string
	for _, a := range old.Attributes {
		if hasAttribute(fresh, a.Name) {
			stays = append(stays, a.Name)
		} else {
			e.drop = append(e.drop, a)
		}
	}
	for i, a := range fresh.Attributes {
		at := slices.IndexFunc(old.Attributes, func(o model.Attribute) bool { return o.Name == a.Name })
		switch {
		case at < 0:
			e.add = append(e.add, a)
			continue
		case i >= len(stays) || stays[i] != a.Name:
			e.reordered = true
		}
		if o := old.Attributes[at]; o.Type != a.Type || o.Collation != a.Collation {
			e.alter, e.retyped = append(e.alter, a), true
		}
	}
	return e
}

func attributeComment(c model.Composite, name string) string {
	for _, a := range c.Attributes {
		if a.Name == name {
			return a.Comment
		}
	}
	return ""
}
