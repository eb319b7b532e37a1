package across

import (
	"context"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// rules compare schemas in neutral words: there, an expression has one text.
type rules struct{}

var _ diff.Rules = rules{}

// Begin implements [diff.Rules].
func (rules) Begin(_, _ model.Schema, _ diff.Names) (diff.Analysis, error) { return analysis{}, nil }

// Comparable implements [diff.Rules].
func (rules) Comparable(model.Kind, diff.FacetName, int, int) bool { return true }

// ImpliedName implements [diff.Rules].
func (rules) ImpliedName(diff.FacetName, model.QName, string, int) model.QName { return model.QName{} }

// Members implements [diff.Rules].
func (rules) Members(string, int) (types, others []string, err error) { return nil, nil, nil }

// Rewrite implements [diff.Rules].
func (rules) Rewrite(text string, _ diff.Names) string { return text }

// CutName implements [diff.Rules].
func (rules) CutName(name, suffix string) string { return name + suffix }

// Named implements [diff.Rules].
func (rules) Named(d model.Definition, _, _ string, _ int) model.Definition { return d }

// GetsPrivileges implements [diff.Rules].
func (rules) GetsPrivileges(model.ID, []model.Definition, bool) bool { return false }

// analysis compares texts. What both sides say in words of their own can't be
// compared.
type analysis struct{}

// Compare implements [diff.Analysis].
func (analysis) Compare(_ context.Context, pairs []diff.Pair) ([]diff.Verdict, error) {
	verdicts := make([]diff.Verdict, len(pairs))
	for i, p := range pairs {
		old, new := neutral.Read(p.Old.Text), neutral.Read(p.New.Text)
		switch {
		case old.Equal(new):
		case foreign(old) && foreign(new):
			verdicts[i] = diff.Verdict{Outcome: diff.Undecided, Reason: "each database has it in words of its own"}
		default:
			verdicts[i].Outcome = diff.Different
		}
	}
	return verdicts, nil
}

// Key implements [diff.Analysis].
func (analysis) Key(_ diff.Side, e diff.Expression) string { return e.Text }

// foreign reports whether a part of an expression isn't in neutral words.
func foreign(e neutral.Expr) bool {
	return e.Any(func(e neutral.Expr) bool { return e.Op == neutral.Foreign })
}
