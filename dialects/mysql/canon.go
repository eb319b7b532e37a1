package mysql

import (
	"context"
	"strconv"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Rules are what a comparison must know of MySQL and MariaDB.
type Rules struct{}

var (
	_ diff.Rules      = Rules{}
	_ diff.NameRules  = Rules{}
	_ diff.TableRules = Rules{}
	_ diff.StateRules = Rules{}

	_ diff.ContextAnalysis = (*analysis)(nil)
)

// Begin implements [diff.Rules].
func (Rules) Begin(old, new model.Schema, names diff.Names) (diff.Analysis, error) {
	a := &analysis{names: names}
	for side, s := range [...]model.Schema{diff.OldSide: old, diff.NewSide: new} {
		a.sides[side], a.queries[side], a.servers[side] = newScope(s), newQueries(s), ServerOf(s.Version)
	}
	return a, nil
}

// Comparable implements [diff.Rules].
func (Rules) Comparable(model.Kind, diff.FacetName, int, int) bool { return true }

// ImpliedName implements [diff.Rules]: no name follows from another one.
func (Rules) ImpliedName(diff.FacetName, model.QName, string, int) model.QName { return model.QName{} }

// Members implements [diff.Rules]: there are no extensions that hold objects.
func (Rules) Members(string, int) (types, others []string, err error) { return nil, nil, nil }

// Rewrite implements [diff.Rules]: no constant names a relation.
func (Rules) Rewrite(text string, _ diff.Names) string { return text }

// maxName is how many characters a name has at most.
const maxName = 64

// CutName implements [diff.Rules].
func (Rules) CutName(name, suffix string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), max(0, maxName-len([]rune(suffix))))]) + suffix
}

// Named implements [diff.Rules]: there are no privileges.
func (Rules) Named(d model.Definition, _, _ string, _ int) model.Definition { return d }

// GetsPrivileges implements [diff.Rules]: there are none.
func (Rules) GetsPrivileges(model.ID, []model.Definition, bool) bool { return false }

// Fold implements [diff.NameRules]: names of tables, views and triggers are names of
// files, which count to the letter.
func (Rules) Fold(kind model.Kind, name string) string {
	switch kind {
	case model.KindTable, KindView, KindTrigger, model.KindSequence, KindDatabase, model.KindSchema:
		return name
	default:
	}
	return fold(name)
}

// Unnamed implements [diff.NameRules].
func (Rules) Unnamed(name string) bool {
	return len(name) > len(columnCheck) && name[:len(columnCheck)] == columnCheck
}

// OwnIndexNames implements [diff.TableRules].
func (Rules) OwnIndexNames() bool { return true }

// OrdersColumns implements [diff.TableRules].
func (Rules) OrdersColumns() bool { return true }

// scope leads from tables and folded names to columns.
type scope map[string]map[string]model.Column

func newScope(s model.Schema) scope {
	sc := make(scope, len(s.Tables))
	for _, t := range s.Tables {
		columns := make(map[string]model.Column, len(t.Columns))
		for _, c := range t.Columns {
			columns[fold(c.Name)] = c
		}
		sc[t.Name] = columns
	}
	return sc
}

// analysis compares the expressions of two schemas.
type analysis struct {
	names   diff.Names
	sides   [2]scope
	queries [2]*queries
	servers [2]Server
}

// Compare implements [diff.Analysis].
func (a *analysis) Compare(_ context.Context, pairs []diff.Pair) ([]diff.Verdict, error) {
	verdicts := make([]diff.Verdict, len(pairs))
	for i, p := range pairs {
		switch {
		case ofView(p.Old) && ofView(p.New):
			verdicts[i] = a.compareViews(p)
		case a.Key(diff.OldSide, p.Old) != a.Key(diff.NewSide, p.New):
			verdicts[i].Outcome = diff.Different
		}
	}
	return verdicts, nil
}

// ofView reports whether an expression is the query of a view.
func ofView(e diff.Expression) bool {
	return e.Use == diff.UseQuery && e.Object.Kind == KindView && e.Property == PropertyQuery
}

// Contextual implements [diff.ContextAnalysis]: a star and a natural join spread to
// the columns that tables have.
func (a *analysis) Contextual(e diff.Expression) bool { return ofView(e) }

// compareViews compares the queries of two views as they are resolved. A view names
// tables and columns by the names that they have: one that has another name makes
// another view.
func (a *analysis) compareViews(p diff.Pair) diff.Verdict {
	old, new := a.queries[diff.OldSide].view(p.Old.Object.Name), a.queries[diff.NewSide].view(p.New.Object.Name)
	unread := old.node.args[1].opaque || new.node.args[1].opaque
	switch {
	case old.node.equal(new.node):
		return diff.Verdict{}
	case p.Old.Text == p.New.Text && (unread || old.node.isOpaque() || new.node.isOpaque()):
		return diff.Verdict{}
	case !unread && !old.node.isOpaque() && !new.node.isOpaque() || !unread && old.node.masked() != new.node.masked():
		return diff.Verdict{Outcome: diff.Different}
	}
	return diff.Verdict{Outcome: diff.Undecided, Reason: "the queries have parts that are compared by their words alone, and those differ; " +
		"write them as SHOW CREATE VIEW prints them"}
}

// Key implements [diff.Analysis]. What can't be read has the key of its tokens, and
// else one of its own.
func (a *analysis) Key(side diff.Side, e diff.Expression) string {
	if ofView(e) {
		n := a.queries[side].view(e.Object.Name).node
		if n.isOpaque() {
			return "text" + strconv.Itoa(int(side)) + n.String()
		}
		return n.String()
	}
	columns := a.sides[side][e.Owner.Name]
	called := func(name string) string {
		c, ok := columns[fold(name)]
		if ok && side == diff.OldSide {
			return fold(a.names.Column(e.Owner, c.Name))
		}
		return fold(name)
	}
	if e.Use == diff.UseQuery || e.Use == diff.UseProperty {
		tokens, err := tokenize(e.Text)
		if err != nil {
			return "text" + strconv.Itoa(int(side)) + e.Text
		}
		return queryKey(tokens)
	}
	if e.Use == diff.UseDefault {
		if c, ok := columns[fold(e.Column)]; ok {
			if text, literal := literalDefault(c.Type, e.Text); literal {
				if c.Type.Name == "float" {
					text = roundedFloat(text)
				}
				return "literal " + text
			}
		}
	}
	key, err := keyOf(e.Text, a.servers[side], called)
	if err == nil {
		return key
	}
	tokens, err := tokenize(e.Text)
	if err != nil {
		return "text" + strconv.Itoa(int(side)) + e.Text
	}
	return queryKey(tokens)
}
