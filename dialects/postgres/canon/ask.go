package canon

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Probe is an expression that a server shall read and print again.
type Probe struct {
	// Relation is the table or domain that it belongs to.
	Relation model.QName
	// Columns are those that it may refer to.
	Columns []model.Column
	// Target is the type that its value is assigned to; zero if it isn't.
	Target model.Type
	// Bound: the server keeps the value and not the expression, as it does for
	// the bound of a partition.
	Bound bool
	// Value is the base type of the domain whose check it is; zero elsewhere.
	Value model.Type
	Text  string
}

// askServer puts the pairs that the analysis can't prove the same to the
// server. What the server can't read either stays as it was.
func (a *analysis) askServer(ctx context.Context, pairs []diff.Pair, verdicts []diff.Verdict) error {
	var probes []Probe
	var asked []int
	for i, p := range pairs {
		if verdicts[i].Outcome == diff.Same {
			continue
		}
		old, okOld := a.probe(p.New, a.carriedText(p.Old))
		new, okNew := a.probe(p.New, p.New.Text)
		if okOld && okNew {
			asked = append(asked, i)
			probes = append(probes, old, new)
		}
	}
	for round := 1; len(probes) > 0; round++ {
		texts, err := a.normalizer.Normalize(ctx, probes)
		if err != nil {
			return fmt.Errorf("asking the server about %d expressions: %w", len(probes), err)
		}
		if len(texts) != len(probes) {
			return fmt.Errorf("asking the server: %d answers to %d questions", len(texts), len(probes))
		}
		probes, asked = judge(probes, asked, texts, verdicts, round < rounds)
	}
	return nil
}

// rounds is how often the server reads a pair of expressions before they count
// as different. One of them is the server's own print already, and that is no
// fixed point: a IN ('x') of a varchar column is printed in one way, and that
// print, read again, in another, which then stays.
const rounds = 3

// judge settles the pairs whose texts are the same or which the server couldn't
// read. The others are settled as different, or returned with the server's
// texts in their place, to be asked about again.
func judge(probes []Probe, asked []int, texts []string, verdicts []diff.Verdict, again bool) (open []Probe, pairs []int) {
	for i, pair := range asked {
		switch old, new := texts[2*i], texts[2*i+1]; {
		case old == "" || new == "":
		case old == new:
			verdicts[pair] = diff.Verdict{}
		case again:
			left, right := probes[2*i], probes[2*i+1]
			left.Text, right.Text = old, new
			open, pairs = append(open, left, right), append(pairs, pair)
		default:
			verdicts[pair] = diff.Verdict{Outcome: diff.Different}
		}
	}
	return open, pairs
}

// probe makes the question about a text where a new expression stands. A text
// that is not exactly one expression is never sent.
func (a *analysis) probe(at diff.Expression, text string) (Probe, bool) {
	if _, err := parse.Expr(text); err != nil {
		return Probe{}, false
	}
	scope, err := a.scope(diff.NewSide, at)
	if err != nil {
		return Probe{}, false
	}
	p := Probe{Relation: at.Owner, Target: scope.Target, Bound: scope.Constant, Value: scope.Value, Text: text}
	if at.Use == diff.UseGenerated {
		p.Target = model.Type{} // a default can't refer to columns; the assignment prints nothing anyway
	}
	if p.Target.IsZero() && p.Value.IsZero() {
		p.Columns = a.sides[diff.NewSide].tables[at.Owner].Columns
	}
	return p, true
}
