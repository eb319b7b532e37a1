package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// CastLevel is how willingly the server casts one type to another.
type CastLevel uint8

// The levels of casts.
const (
	// CastNone: there is no cast at all; USING needs an expression of its own.
	CastNone CastLevel = iota
	// CastExplicit: only where it is written; a column's type change needs USING.
	CastExplicit
	// CastAssignment: by itself when a value is stored.
	CastAssignment
	// CastImplicit: by itself everywhere.
	CastImplicit
)

// Conversion is what changing a column's type from one to another takes.
type Conversion struct {
	Level CastLevel
	// Rewrite: the table has to be written anew. False only if the values are
	// certain to stay as they are, byte by byte. Meaningful from CastAssignment
	// upwards.
	Rewrite bool
	// Checks: the rows have to be read to check a domain's constraints or the
	// like, even if nothing is written.
	Checks bool
}

// Castable tells how a column of type from becomes one of type to. It is an
// error if nothing is known about one of them.
func (c *Catalog) Castable(from, to model.Type) (Conversion, error) {
	source, target := c.resolve(from), c.resolve(to)
	for _, t := range []struct {
		model model.Type
		found *facts.Type
	}{{from, source}, {to, target}} {
		if t.found == nil {
			return Conversion{}, &UndecidedError{Reason: "nothing is known about the type " + t.model.String()}
		}
	}
	out := Conversion{Rewrite: true, Checks: true}
	a := c.analysis(&Scope{})
	err := guard(func() {
		column := &node{kind: kindColumn, typ: source, mods: from.Modifiers}
		for _, try := range []struct {
			ctx   context
			level CastLevel
		}{{implicit, CastImplicit}, {assignment, CastAssignment}, {explicit, CastExplicit}} {
			if !a.canCoerce(source, target, try.ctx) {
				continue
			}
			out.Level = try.level
			if n := a.coerceTo(column, target, to.Modifiers, assignment); n != nil {
				out.Rewrite, out.Checks = c.rewrites(n)
			}
			return
		}
	})
	return out, err
}

// rewrites is ATColumnChangeRequiresRewrite, after what the planner would have
// simplified.
func (c *Catalog) rewrites(n *node) (rewrite, checks bool) {
	switch n.kind {
	case kindColumn:
		return false, false
	case kindRelabel:
		return c.rewrites(n.args[0])
	case kindLength:
		if !keepsAll(n.typ, n.args[0].mods, n.fit) {
			return true, true
		}
		return c.rewrites(n.args[0])
	case kindDomain:
		rewrite, checks = c.rewrites(n.args[0])
		constrained := c.constrained(n.typ)
		return rewrite || constrained, checks || constrained
	default:
		return true, true
	}
}

// constrained reports whether a domain, or one that it is made of, checks
// anything.
func (c *Catalog) constrained(t *facts.Type) bool {
	for n := 0; t != nil && t.Kind == facts.Domain && n < maxDomains; n++ {
		if c.checked[t] {
			return true
		}
		t = t.Base
	}
	return false
}

// keepsAll reports whether every value that fits the modifiers from fits the
// modifiers to as it is: what varchar_support, numeric_support and the like
// know.
func keepsAll(t *facts.Type, from, to string) bool {
	if t.Schema != facts.CatalogSchema {
		return false
	}
	switch t.Name {
	case "varchar", "varbit":
		return from != "" && atMost(from, to)
	case "numeric":
		p1, s1, ok1 := strings.Cut(from, ",")
		p2, s2, ok2 := strings.Cut(to, ",")
		return ok1 && ok2 && s1 == s2 && atMost(p1, p2)
	case "time", "timetz", "timestamp", "timestamptz":
		return to == strconv.Itoa(maxTimePrecision) || from != "" && atMost(from, to)
	}
	return false
}

func atMost(a, b string) bool {
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	return err1 == nil && err2 == nil && x <= y
}
