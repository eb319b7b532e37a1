package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// ruleRecipe returns how rules are written.
func ruleRecipe(k model.Kind) (recipe, bool) {
	if k != kind.Rule {
		return recipe{}, false
	}
	return recipe{
		class: classTrigger, noun: ruleNoun, takes: nameOnTable, create: createRule,
		replaces:  func(*session, model.Definition, model.Definition) bool { return true },
		alterable: []model.PropertyName{property.Enabled}, alter: alterRule, then: enableRule,
		createLock: lockAccessExclusive, dropLock: lockAccessExclusive, alterLock: lockAccessExclusive,
	}, true
}

func ruleNoun(d model.Definition) writer {
	return write("RULE ").Ident(d.ID.Name).Key(" ON ").Name(d.ID.Owner())
}

func createRule(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	w.Key("RULE ").Ident(d.ID.Name).Key(" AS ON ")
	switch d.Get(property.On).Text {
	case "insert":
		w.Key("INSERT")
	case "update":
		w.Key("UPDATE")
	default:
		w.Key("DELETE")
	}
	w.Key(" TO ").Name(d.ID.Owner())
	if where := d.Get(property.Where); !where.IsZero() {
		w.Key("\n    WHERE ").parenthesised(where.Expr)
	}
	if w.Key("\n    DO "); d.Has(property.Instead) {
		w.Key("INSTEAD ")
	}
	switch actions := d.Get(property.Actions).List; len(actions) {
	case 0:
		w.Key("NOTHING")
	case 1:
		w.Expr(actions[0].Query)
	default:
		for i, a := range actions {
			if i == 0 {
				w.Key("(")
			} else {
				w.Key(";\n    ")
			}
			w.Expr(a.Query)
		}
		w.Key(")")
	}
	return w.String(), nil
}

func alterRule(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER TABLE ").Name(c.fresh.ID.Owner()).Key(" ").Key(triggerState(c.fresh)).Key(" RULE ").Ident(c.fresh.ID.Name)
	return []string{w.String()}, nil
}

// enableRule gives a new rule its state; one that is replaced keeps what it has.
func enableRule(old, fresh model.Definition) []string {
	if old.Get(property.Enabled).Text == fresh.Get(property.Enabled).Text {
		return nil
	}
	list, _ := alterRule(nil, definitionChange{fresh: fresh})
	return list
}
