package laws

import (
	"context"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/plan"
	"github.com/schemadiff/schemadiff/internal/conformance"
	"github.com/schemadiff/schemadiff/model"
)

// OfServer reports whether the objects of cases are the server's, not the
// database's.
func OfServer(c conformance.Cases) bool {
	of, _, _ := model.ID{Kind: c.Kind}.About()
	return concern(c) == model.Roles || of.Kind == kind.Parameter
}

// concern returns what must be compared for the cases to be seen.
func concern(c conformance.Cases) model.Concern {
	id := model.ID{Kind: c.Kind}
	if aspect := c.Aspect(); aspect != "" {
		id = model.ID{Kind: model.KindTable}.Attached(aspect)
	}
	return id.Concern()
}

// means is what the sum of a plan must know of PostgreSQL.
func means() conformance.Product {
	return conformance.Product{
		Adds: []string{" ADD CONSTRAINT ", " ADD COLUMN "}, Drops: []string{" DROP CONSTRAINT ", " DROP COLUMN "},
		Stronger: plan.StrongerLock,
	}
}

// Conform tries one case: the change must be seen as what it says it is, and the
// laws about pairs must hold. Record gets what each law came to.
func (l *Lab) Conform(ctx context.Context, c conformance.Cases, n conformance.Case, record func(law int, err error)) (conformance.Outcome, error) {
	var outcome conformance.Outcome
	p := Pair{
		Name: string(c.Kind) + ": " + strings.Join(n.Attributes, ", "), Seed: 1, Renames: n.Renames, Offline: true,
		A: Script{Name: "was", Text: c.Given + n.Was}, B: Script{Name: "is", Text: c.Given + n.Is},
	}
	switch {
	case OfServer(c):
		return l.conformRoles(ctx, c, p, n.Attributes, record)
	case concern(c) != model.NoConcern:
		l = l.WithAccess()
	}
	err := l.built(ctx, p, func(t *trip) error {
		if err := conformance.Sees(t.result, c.Kind, n.Attributes); err != nil {
			return err
		}
		outcome = conformance.Outcome{Up: means().MeansOf(t.migration.Up), Down: means().MeansOf(t.migration.Down)}
		t.try(ctx, PairLaws(), record)
		return nil
	})
	return outcome, err
}
