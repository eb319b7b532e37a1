// Package difftest helps to test what works with differences: a small database
// product whose expressions are compared as text, samples of every change, and
// a way to apply changes to a schema.
package difftest

import (
	"context"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Doubtful is a word that makes an expression one that [Rules] can't compare.
const Doubtful = "doubtful"

// Rules returns the rules of a database product that keeps expressions as they
// were written. Two expressions are the same if their texts are, up to the
// names that were renamed, and undecided if one of them is [Doubtful].
func Rules() diff.Rules { return rules{} }

type rules struct{}

func (rules) Begin(_, _ model.Schema, names diff.Names) (diff.Analysis, error) {
	return analysis{names}, nil
}

func (rules) Comparable(model.Kind, diff.FacetName, int, int) bool { return true }

func (rules) Members(string, int) (types, others []string, err error) { return nil, nil, nil }

func (rules) ImpliedName(facet diff.FacetName, owner model.QName, column string, _ int) model.QName {
	if facet == diff.FacetMultirange {
		return model.QName{Schema: owner.Schema, Name: owner.Name + "_multirange"}
	}
	return model.QName{Name: owner.Name + "_" + column + "_not_null"}
}

func (rules) Rewrite(text string, names diff.Names) string {
	return analysis{names}.Key(diff.OldSide, diff.Expression{Text: text})
}

func (rules) CutName(name, suffix string) string {
	const limit = 63
	return name[:min(len(name), limit-len(suffix))] + suffix
}

func (rules) Named(d model.Definition, _, _ string, _ int) model.Definition { return d }

func (rules) GetsPrivileges(model.ID, []model.Definition, bool) bool { return false }

type analysis struct{ names diff.Names }

func (a analysis) Compare(_ context.Context, pairs []diff.Pair) ([]diff.Verdict, error) {
	verdicts := make([]diff.Verdict, len(pairs))
	for i, p := range pairs {
		old, new := a.Key(diff.OldSide, p.Old), a.Key(diff.NewSide, p.New)
		switch {
		case old == new:
		case strings.Contains(old, Doubtful) || strings.Contains(new, Doubtful):
			verdicts[i] = diff.Verdict{Outcome: diff.Undecided, Reason: "an expression is doubtful"}
		default:
			verdicts[i].Outcome = diff.Different
		}
	}
	return verdicts, nil
}

// Key replaces the names in an expression of the old side, word by word.
func (a analysis) Key(side diff.Side, e diff.Expression) string {
	if side == diff.NewSide {
		return e.Text
	}
	var b strings.Builder
	for text := e.Text; text != ""; {
		end := strings.IndexFunc(text, func(r rune) bool { return !isName(r) })
		if end < 0 {
			end = len(text)
		}
		b.WriteString(a.rename(e.Owner, text[:end]))
		if end < len(text) {
			b.WriteByte(text[end])
			end++
		}
		text = text[end:]
	}
	return b.String()
}

func isName(r rune) bool {
	return r == '_' || r == '.' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
}

func (a analysis) rename(owner model.QName, word string) string {
	if schema, name, ok := strings.Cut(word, "."); ok {
		q := model.QName{Schema: schema, Name: name}
		if to := a.names.Relation(q); to != q {
			return to.String()
		}
		return a.names.Type(model.Type{Schema: schema, Name: name}).String()
	}
	return a.names.Column(owner, word)
}
