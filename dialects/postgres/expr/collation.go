package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// defaultCollation is the collation of most collatable types.
var defaultCollation = model.QName{Name: "default"}

// typeCollation is the collation of values of a type, zero if it has none.
func typeCollation(t *facts.Type) model.QName {
	for n := 0; t != nil && t.Collatable && n <= maxDomains; n++ {
		switch {
		case t.Collation != (facts.Name{}):
			return model.QName{Schema: t.Collation.Schema, Name: t.Collation.Name}
		case t.IsArray:
			t = t.Element
		case t.Kind == facts.Domain && t.Schema == "information_schema", t.Schema == facts.CatalogSchema && t.Name == "name":
			return model.QName{Name: "C"}
		case t.Kind == facts.Domain:
			t = t.Base
		default:
			return defaultCollation
		}
	}
	return model.QName{}
}

// strength is how a value has come by its collation (CollateStrength).
type strength uint8

const (
	uncollated strength = iota
	implied
	conflicting // it has none, since its parts have different ones
	stated
)

// collated is the collation of a value.
type collated struct {
	name     model.QName
	strength strength
}

// merge is merge_collation_state.
func (c collated) merge(other collated) collated {
	switch {
	case other.strength > c.strength:
		return other
	case other.strength < c.strength || c.strength != implied || c.name == other.name || other.name == defaultCollation:
		return c
	case c.name == defaultCollation:
		return other
	}
	return collated{strength: conflicting}
}

// collator is assign_collations_walker, for the values that somebody asks about.
type collator struct {
	a    *analysis
	done map[*node]collated
}

// collation returns the collation of a value, zero if it has none, or only that
// of its type.
func (a *analysis) collationOf(n *node) model.QName {
	if !n.typ.Collatable {
		return model.QName{}
	}
	c := collator{a: a, done: map[*node]collated{}}
	found := c.of(n).name
	if found == typeCollation(n.typ) {
		return model.QName{}
	}
	return found
}

func (c *collator) of(n *node) collated {
	if n == nil || n.typ == nil || !n.typ.Collatable {
		return collated{}
	}
	if out, ok := c.done[n]; ok {
		return out
	}
	c.done[n] = collated{} // a recursive query asks for itself
	out := c.find(n)
	c.done[n] = out
	return out
}

func (c *collator) find(n *node) collated {
	own := collated{typeCollation(n.typ), implied}
	switch n.kind {
	case kindColumn:
		if n.origin != nil {
			found := c.of(n.origin)
			return collated{found.name, min(found.strength, implied)}.ifAny()
		}
		if n.collated != (facts.Name{}) {
			own.name = model.QName{Schema: n.collated.Schema, Name: n.collated.Name}
		}
		return own
	case kindField:
		for _, f := range c.a.fieldsOf(n.args[0]) {
			if f.Name == n.name && f.Collation != (facts.Name{}) {
				own.name = model.QName{Schema: f.Collation.Schema, Name: f.Collation.Name}
			}
		}
		return own
	case kindCollate:
		return collated{n.collation(), stated}
	case kindSubLink:
		found := c.of(n.origin)
		return collated{found.name, min(found.strength, implied)}.ifAny()
	case kindDomain:
		if own.name != defaultCollation {
			return own
		}
	default:
	}
	merged := c.parts(n)
	if merged.strength == uncollated {
		return own
	}
	return merged
}

// ifAny is a collation that has a name, or none.
func (c collated) ifAny() collated {
	if c.name.IsZero() {
		return collated{}
	}
	return c
}

// parts merges the collations of what a value is computed from.
func (c *collator) parts(n *node) collated {
	args := n.args
	switch n.kind {
	case kindCase:
		args = nil
		for i := 2; i < len(n.args); i += 2 {
			args = append(args, n.args[i])
		}
		args = append(args, n.args[len(n.args)-1])
	case kindSubscript, kindArrayCast:
		args = n.args[:1]
	default:
	}
	var out collated
	for _, arg := range args {
		out = out.merge(c.of(arg))
	}
	return out
}

// alternatives is a value that is one of several, of which only the collation
// counts.
func alternatives(common *facts.Type, values ...*node) *node {
	return &node{kind: kindCoalesce, typ: common, args: values}
}
