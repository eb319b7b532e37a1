package diff

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/model"
)

// answer is what a question about sameness comes to; a greater one outweighs a
// smaller one where several make up a facet.
type answer uint8

const (
	same answer = iota
	undecided
	pending // not asked yet
	different
)

func equal(ok bool) answer {
	if ok {
		return same
	}
	return different
}

// oracle answers whether expressions are the same. What it cannot tell at once
// it collects, so that the analysis gets all questions together.
type oracle struct {
	analysis Analysis
	names    Names
	verdicts map[Pair]Verdict
	queue    []Pair
	// ordersColumns: the order of columns is compared.
	ordersColumns bool
}

func newOracle(analysis Analysis, names Names) *oracle {
	return &oracle{analysis: analysis, names: names, verdicts: map[Pair]Verdict{}}
}

// compare answers for one pair. Equal texts are the same, unless a renamed
// thing may be in them, or they mean what is around them.
func (o *oracle) compare(old, new Expression) answer {
	if old.Text == "" || new.Text == "" {
		return equal(old.Text == new.Text)
	}
	if old.Text == new.Text && !o.names.Mention(old.Text) && !o.contextual(old) {
		return same
	}
	pair := Pair{Old: old, New: new}
	verdict, ok := o.verdicts[pair]
	if !ok {
		o.queue = append(o.queue, pair)
		return pending
	}
	switch verdict.Outcome {
	case Same:
		return same
	case Different:
		return different
	case Undecided:
		return undecided
	}
	return undecided
}

func (o *oracle) contextual(e Expression) bool {
	a, ok := o.analysis.(ContextAnalysis)
	return ok && a.Contextual(e)
}

// resolve puts the collected questions to the analysis.
func (o *oracle) resolve(ctx context.Context) error {
	if len(o.queue) == 0 {
		return nil
	}
	pairs := make([]Pair, 0, len(o.queue))
	for _, p := range o.queue {
		if _, ok := o.verdicts[p]; !ok {
			o.verdicts[p] = Verdict{}
			pairs = append(pairs, p)
		}
	}
	o.queue = nil
	verdicts, err := o.analysis.Compare(ctx, pairs)
	if err != nil {
		return fmt.Errorf("comparing expressions: %w", err)
	}
	if len(verdicts) != len(pairs) {
		return fmt.Errorf("comparing expressions: %d verdicts about %d pairs", len(verdicts), len(pairs))
	}
	for i, p := range pairs {
		o.verdicts[p] = verdicts[i]
	}
	return nil
}

// reason returns why a pair is undecided.
func (o *oracle) reason(old, new Expression) string {
	return o.verdicts[Pair{Old: old, New: new}].Reason
}

// scope is where an object stands: what its expressions belong to.
type scope struct {
	*oracle
	// oldOwner and newOwner are the table or domain, each in its side's names.
	oldOwner, newOwner model.QName
	// reasons collects why expressions are undecided.
	reasons *[]string
	// renamed leads to the names that relations of the new side have taken.
	renamed map[model.QName]model.QName
}

// expr compares two expressions of one use.
func (s scope) expr(use Use, old, new model.Expr) answer {
	return s.at(Expression{Use: use}, Expression{Use: use}, old, new)
}

// at compares two expressions at given places.
func (s scope) at(oldPlace, newPlace Expression, old, new model.Expr) answer {
	if oldPlace.Owner.IsZero() {
		oldPlace.Owner, newPlace.Owner = s.oldOwner, s.newOwner
	}
	oldPlace.Text, newPlace.Text = old.Text, new.Text
	a := s.compare(oldPlace, newPlace)
	if a == undecided && s.reasons != nil {
		*s.reasons = append(*s.reasons, s.reason(oldPlace, newPlace))
	}
	return a
}

// key returns the analysis' key of an expression.
func (s scope) key(side Side, use Use, e model.Expr) string {
	if e.IsZero() {
		return ""
	}
	owner := s.oldOwner
	if side == NewSide {
		owner = s.newOwner
	}
	return s.analysis.Key(side, Expression{Use: use, Owner: owner, Text: e.Text})
}
