package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// typeName resolves a written type, as typenameTypeIdAndMod does.
func (a *analysis) typeName(tn *parse.TypeName) (*facts.Type, string) {
	if tn == nil || tn.PctType || len(tn.Names) == 0 {
		fail("a reference to the type of a column is not supported in an expression")
	}
	names := stringList(tn.Names)
	t := a.lookupType(names)
	if t == nil {
		fail("type %s is not known", strings.Join(names, "."))
	}
	mods := ""
	if len(tn.Typmods) > 0 {
		mods = a.modifiers(t, tn.Typmods)
	}
	if len(tn.ArrayBounds) > 0 {
		if t.IsArray || t.Array == nil {
			if t.Array == nil && !t.IsArray {
				fail("type %s has no array type", t)
			}
			return t, mods
		}
		t = t.Array
	}
	return t, mods
}

// lookupType finds a type by its written name, nil if there is none.
func (a *analysis) lookupType(names []string) *facts.Type {
	switch len(names) {
	case 1:
		for _, schema := range a.path {
			if t := a.c.typeIn(schema, names[0]); t != nil {
				return t
			}
		}
		return nil
	case 2:
		return a.c.typeIn(names[0], names[1])
	case 3: // with the database's name in front
		return a.c.typeIn(names[1], names[2])
	}
	return nil
}

// modifiers returns the canonical text of written type modifiers, the one that
// format_type prints between the parentheses.
func (a *analysis) modifiers(t *facts.Type, nodes []*parse.Node) string {
	list := make([]string, len(nodes))
	for i, n := range nodes {
		list[i] = modifierText(n)
	}
	if t.Schema != facts.CatalogSchema {
		return strings.Join(list, ",")
	}
	switch t.Name {
	case "interval":
		return intervalModifiers(list)
	case "numeric":
		if len(list) == 1 {
			return list[0] + ",0"
		}
	case "time", "timetz", "timestamp", "timestamptz":
		if n, err := strconv.Atoi(list[0]); err == nil && n > maxTimePrecision {
			return strconv.Itoa(maxTimePrecision)
		}
	}
	return strings.Join(list, ",")
}

// maxTimePrecision is MAX_TIMESTAMP_PRECISION: more digits are cut with a
// warning.
const maxTimePrecision = 6

func modifierText(n *parse.Node) string {
	switch v := n.GetAConst(); {
	case v != nil && v.GetSval() != nil:
		return v.GetSval().Sval
	case v != nil && v.GetFval() != nil:
		return v.GetFval().Fval
	case v != nil && v.GetIval() != nil:
		return strconv.Itoa(int(v.GetIval().Ival))
	case v != nil && !v.Isnull:
		return "0" // an integer 0 has no field of its own
	}
	if ref := n.GetColumnRef(); ref != nil && len(ref.Fields) == 1 && ref.Fields[0].GetString_() != nil {
		return ref.Fields[0].GetString_().Sval
	}
	fail("a type modifier is not a constant")
	return ""
}

// intervalModifiers writes an interval's fields and precision.
func intervalModifiers(list []string) string {
	mask, err := strconv.Atoi(list[0])
	if err != nil {
		fail("the modifier of an interval is not a number")
	}
	fields, ok := deparse.IntervalFields(mask)
	if !ok {
		fail("the fields of an interval are not known")
	}
	if len(list) == 1 {
		return fields
	}
	precision := list[1]
	if n, err := strconv.Atoi(precision); err == nil && n > maxTimePrecision {
		precision = strconv.Itoa(maxTimePrecision)
	}
	return fields + "(" + precision + ")"
}

// stringList returns the parts of a qualified name.
func stringList(nodes []*parse.Node) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		s := n.GetString_()
		if s == nil {
			fail("a name has a part that is no name")
		}
		out[i] = s.Sval
	}
	return out
}
