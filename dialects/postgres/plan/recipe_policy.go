package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// policyRecipe returns how policies are written.
func policyRecipe(k model.Kind) (recipe, bool) {
	if k != kind.Policy {
		return recipe{}, false
	}
	return recipe{
		class: classTrigger, noun: policyNoun, takes: nameOnTable, create: createPolicy,
		alterable: []model.PropertyName{property.Roles, property.Using, property.WithCheck}, alter: alterPolicy, refuses: losesCondition,
		createLock: lockAccessExclusive, dropLock: lockAccessExclusive, alterLock: lockAccessExclusive,
	}, true
}

func policyNoun(d model.Definition) writer {
	return write("POLICY ").Ident(d.ID.Name).Key(" ON ").Name(d.ID.Owner())
}

func createPolicy(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE ").add(policyNoun(d))
	if d.Has(property.Restrictive) {
		w.Key(" AS RESTRICTIVE")
	}
	switch d.Get(property.Command).Text {
	case "select":
		w.Key(" FOR SELECT")
	case "insert":
		w.Key(" FOR INSERT")
	case "update":
		w.Key(" FOR UPDATE")
	case "delete":
		w.Key(" FOR DELETE")
	}
	if d.Has(property.Roles) {
		w.Key(" TO ").roles(d.Get(property.Roles).List)
	}
	w.conditions(d)
	return w.String(), nil
}

// roles writes a list of roles, everybody if it is empty.
func (w writer) roles(list []model.Value) writer {
	if len(list) == 0 {
		return w.Key("PUBLIC")
	}
	for i, r := range list {
		if i > 0 {
			w.Key(", ")
		}
		switch r.Text {
		case "CURRENT_USER":
			w.Key("CURRENT_USER")
		case "CURRENT_ROLE":
			w.Key("CURRENT_ROLE")
		case "SESSION_USER":
			w.Key("SESSION_USER")
		default:
			w.Ident(r.Name)
		}
	}
	return w
}

// conditions writes the conditions that a policy has.
func (w writer) conditions(d model.Definition) {
	if v := d.Get(property.Using); !v.IsZero() {
		w.Key("\n    USING ").parenthesised(v.Expr)
	}
	if v := d.Get(property.WithCheck); !v.IsZero() {
		w.Key("\n    WITH CHECK ").parenthesised(v.Expr)
	}
}

// losesCondition: ALTER POLICY takes no condition away.
func losesCondition(old, fresh model.Definition) bool {
	return old.Has(property.Using) && !fresh.Has(property.Using) || old.Has(property.WithCheck) && !fresh.Has(property.WithCheck)
}

func alterPolicy(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER ").add(policyNoun(c.fresh))
	if c.has(property.Roles) {
		w.Key(" TO ").roles(c.fresh.Get(property.Roles).List)
	}
	changed := model.Definition{}
	for _, name := range []model.PropertyName{property.Using, property.WithCheck} {
		if c.has(name) {
			changed.Set(name, c.fresh.Get(name))
		}
	}
	w.conditions(changed)
	return []string{w.String()}, nil
}
