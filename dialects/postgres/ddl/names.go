package ddl

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
)

// chooseRelation is ChooseRelationName: the name of an index or a sequence. One
// of a constraint must not be a constraint's name either.
func (r *reader) chooseRelation(ns *namespace, name1, name2, label string, constraint bool) string {
	return naming.Choose(name1, name2, label, func(name string) bool {
		return ns.relations[name] != nil || constraint && ns.constraints[name] > 0
	})
}

// chooseConstraint is ChooseConstraintName. The others are names that the same
// statement has chosen already.
func (r *reader) chooseConstraint(ns *namespace, name1, name2, label string, others map[string]bool) string {
	return naming.Choose(name1, name2, label, func(name string) bool {
		return ns.constraints[name] > 0 || others[name]
	})
}

// joinNames is ChooseIndexNameAddition and its kin: columns' names joined until
// they are long enough.
func joinNames(names []string) string {
	joined := ""
	for _, n := range names {
		if joined != "" {
			joined += "_"
		}
		joined += n
		if len(joined) > naming.MaxBytes {
			break
		}
	}
	return joined
}

// chooseColumnNames is ChooseIndexColumnNames: each column of an index has a
// name of its own.
func chooseColumnNames(names []string) []string {
	out := make([]string, 0, len(names))
	used := map[string]bool{}
	for _, name := range names {
		chosen := name
		for i := 1; used[chosen]; i++ {
			number := strconv.Itoa(i)
			chosen = clip(name, naming.MaxBytes-len(number)) + number
		}
		used[chosen] = true
		out = append(out, chosen)
	}
	return out
}

// clip cuts a name to a number of bytes, at a character's border.
func clip(name string, limit int) string {
	if len(name) <= limit {
		return name
	}
	for limit > 0 && name[limit]&0xC0 == 0x80 {
		limit--
	}
	return name[:limit]
}

// figureColumnName is FigureIndexColname: the name for a column that is an
// expression, and "expr" where there is none.
func figureColumnName(node *parse.Node, v version.Number) string {
	name := expr.FigureName(node, v.Major())
	if name == "" {
		return "expr"
	}
	return name
}

// lastName returns the last part of a list that is a name.
func lastName(nodes []*parse.Node) (name string) {
	for _, n := range nodes {
		if s := n.GetString_(); s != nil {
			name = s.Sval
		}
	}
	return name
}

// lower folds ASCII letters, as the server folds keywords.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
