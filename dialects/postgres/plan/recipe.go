package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// recipe says how the definitions of one kind are written. What happens to them
// and when is the same for all kinds.
type recipe struct {
	// class places the steps where the graph leaves the order free.
	class int
	// noun writes what ALTER, DROP and COMMENT ON call the object:
	// "FUNCTION app.f(integer)".
	noun func(d model.Definition) writer
	// takes lists the names that the object takes.
	takes func(d model.Definition) []render.Name
	// create writes CREATE, or CREATE OR REPLACE.
	create func(s *session, d model.Definition, replace bool) (string, error)
	// replaces reports whether CREATE OR REPLACE leads from one to the other;
	// nil if there is none.
	replaces func(s *session, old, fresh model.Definition) bool
	// alterable are the properties that ALTER changes, by the statements that
	// alter writes.
	alterable []model.PropertyName
	// alters tells that where it depends on more than the property.
	alters func(s *session, old, fresh model.Definition, facets []diff.FacetName) bool
	alter  func(s *session, c definitionChange) ([]string, error)
	// refuses, if set, says whether ALTER can't do that although it could change
	// the properties.
	refuses func(old, fresh model.Definition) bool
	// then writes what follows CREATE, but for the comment, and what follows CREATE
	// OR REPLACE. Without the latter old is the zero Definition.
	then func(old, fresh model.Definition) []string
	// after writes what follows that and asks for more than the definition.
	after func(s *session, fresh model.Definition) []string
	// createLock, dropLock and alterLock are taken on the relation that lockedBy
	// names.
	createLock, dropLock, alterLock string
	// drop writes the statements that drop the object, if they are not only DROP.
	drop func(d model.Definition) []string
	// cascade: what makes a circle with the object is dropped with it.
	cascade bool
	// beside: another form of the object is made beside the old one, by the name
	// that it then gives up, so that columns can move over.
	beside bool
	// hazards are what a reviewer must know when it is created.
	hazards func(s *session, step *render.Step, d model.Definition)
	// settings must be made before the object is created.
	settings func(d model.Definition) []render.Setting
}

// definitionChange is an alteration of a definition.
type definitionChange struct {
	old, fresh model.Definition
	facets     []diff.FacetName
}

// has reports whether one of the properties changes.
func (c definitionChange) has(names ...model.PropertyName) bool {
	return slices.ContainsFunc(names, func(n model.PropertyName) bool { return slices.Contains(c.facets, diff.FacetName(n)) })
}

// recipeOf returns the recipe of a kind.
func recipeOf(k model.Kind) (recipe, error) {
	for _, find := range []func(model.Kind) (recipe, bool){
		routineRecipe, aggregateRecipe, triggerRecipe, viewRecipe, policyRecipe, ruleRecipe, roleRecipe, operatorRecipe, collationRecipe, searchRecipe, languageRecipe, baseTypeRecipe, foreignRecipe, publicationRecipe,
	} {
		if r, ok := find(k); ok {
			return r, nil
		}
	}
	return recipe{}, fmt.Errorf("there are no statements for the kind %q", k)
}

// lockedBy is the relation that nobody can use while the object changes: a view
// itself, or the table or view that the object belongs to.
func lockedBy(d model.Definition) model.QName {
	if d.ID.Kind == kind.View {
		return d.ID.QName()
	}
	return d.ID.Owner()
}

// inPlace reports whether ALTER changes all of these properties.
func (r recipe) inPlace(s *session, old, fresh model.Definition, facets []diff.FacetName) bool {
	if r.alters != nil {
		return r.alters(s, old, fresh, facets)
	}
	return !slices.ContainsFunc(facets, func(f diff.FacetName) bool {
		return f != diff.FacetComment && !slices.Contains(r.alterable, model.PropertyName(f))
	})
}

// definition assesses the change of a definition: by ALTER, by CREATE OR
// REPLACE, or anew.
func (a *assessment) definition(old, fresh model.Definition) error {
	names := a.facets.Names()
	if isAccess(fresh.ID) {
		a.inPlace(names...)
		return nil
	}
	r, err := recipeOf(fresh.ID.Kind)
	if err != nil {
		return err
	}
	if r.inPlace(a.s, old, fresh, names) && (r.refuses == nil || !r.refuses(old, fresh)) || r.replaces != nil && r.replaces(a.s, old, fresh) {
		a.inPlace(names...)
		return nil
	}
	if r.beside {
		a.replace(names...)
		return nil
	}
	a.recreate(names...)
	return nil
}

func (s *session) createDefinition(d model.Definition) ([]render.Step, error) {
	r, err := recipeOf(d.ID.Kind)
	if err != nil {
		return nil, err
	}
	sql, err := r.create(s, d, false)
	if err != nil {
		return nil, err
	}
	step := creation(render.Text{Head: sql})
	step.Takes = r.takes(d)
	step.Locks = s.locks(r.createLock, lockedBy(d))
	if r.settings != nil {
		step.Settings = r.settings(d)
	}
	if r.then != nil {
		step.Then = r.then(model.Definition{}, d)
	}
	if r.hazards != nil {
		r.hazards(s, &step, d)
	}
	if r.after != nil {
		step.Then = append(step.Then, r.after(s, d)...)
	}
	if d.Comment != "" {
		step.Then = append(step.Then, commentOnDefinition(r, d))
	}
	return []render.Step{step}, nil
}

func commentOnDefinition(r recipe, d model.Definition) string {
	return write("COMMENT ON ").add(r.noun(d)).isComment(d.Comment)
}

func (s *session) dropDefinition(op render.Op, d model.Definition) ([]render.Step, error) {
	if isAccess(d.ID) {
		return s.dropAccess(op, d)
	}
	r, err := recipeOf(d.ID.Kind)
	if err != nil {
		return nil, err
	}
	w := write("DROP ").add(r.noun(d))
	if r.cascade {
		w.Key(" CASCADE")
	}
	step := removal(w.text())
	if r.drop != nil {
		statements := r.drop(d)
		step.Text, step.Then = render.Text{Head: statements[0]}, statements[1:]
	}
	step.Frees = r.takes(d)
	step.Locks = s.locks(r.dropLock, lockedBy(d))
	if d.ID.Parent != "" {
		for _, id := range append(s.old.definitions[d.ID.Owner()], tableID(d.ID.Owner())) {
			step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(id)), Silent: true, Cut: cutColumnDrop})
		}
	}
	step.Hosts = append(step.Hosts, s.withOwnType(d)...)
	step.Then = append(step.Then, s.dropShells(d)...)
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

func (s *session) alterDefinition(op render.Op, fresh model.Definition) ([]render.Step, error) {
	if isAccess(fresh.ID) {
		return s.alterAccess(op, fresh)
	}
	r, err := recipeOf(fresh.ID.Kind)
	if err != nil {
		return nil, err
	}
	old, _ := op.Old.(model.Definition)
	var steps []render.Step
	properties := slices.DeleteFunc(slices.Clone(op.Facets), func(f diff.FacetName) bool { return f == diff.FacetComment })
	switch {
	case len(properties) == 0:
	case r.inPlace(s, old, fresh, properties):
		statements, err := r.alter(s, definitionChange{old, fresh, properties})
		if err != nil {
			return nil, err
		}
		for i, sql := range statements {
			step := alteration(render.Text{Head: sql})
			step.Aspect, step.Gentle = fmt.Sprint(i), true
			step.Locks = s.locks(r.alterLock, lockedBy(fresh))
			steps = append(steps, step)
		}
	default:
		sql, err := r.create(s, fresh, true)
		if err != nil {
			return nil, err
		}
		step := alteration(render.Text{Head: sql})
		step.Gentle = true
		step.Locks = s.locks(r.createLock, lockedBy(fresh))
		if r.then != nil {
			step.Then = r.then(old, fresh)
		}
		if r.after != nil {
			step.Then = append(step.Then, r.after(s, fresh)...)
		}
		if r.settings != nil {
			step.Settings = r.settings(fresh)
		}
		steps = append(steps, step)
	}
	return append(steps, s.comment(op, commentOnDefinition(r, fresh))...), nil
}
