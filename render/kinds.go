package render

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// view is the kind of a relation that is a definition and has parts.
const view model.Kind = "view"

// kinds are what people call the relations that the model holds as tables, where
// that is something else: materialized views. Views are among them, since what
// belongs to a relation only says its name.
type kinds map[model.QName]model.Kind

// kindsOf returns the kinds of the objects of both sides, under all their names.
func kindsOf(r diff.Result) kinds {
	k := kinds{}
	k.learn(r.Old)
	k.learn(r.Names().Carry(r.Old))
	k.learn(r.New)
	return k
}

// learn notes the relations of a schema.
func (k kinds) learn(s model.Schema) {
	for i := range s.Tables {
		if t := &s.Tables[i]; t.Kind() != model.KindTable {
			k[t.QName()] = t.Kind()
		}
	}
	for i := range s.Definitions {
		if id := s.Definitions[i].ID; id.Kind == view {
			k[id.QName()] = view
		}
	}
}

// of returns the kind of an object.
func (k kinds) of(id model.ID) model.Kind {
	if shown, ok := k[id.QName()]; ok && id.Kind == model.KindTable {
		return shown
	}
	return id.Kind
}

// title names an object in a line of its own.
func (k kinds) title(id model.ID) string {
	if of, aspect, ok := id.About(); ok {
		return string(aspect) + " of " + k.title(of)
	}
	id.Kind = k.of(id)
	return id.String()
}

// Titles returns how the review calls the objects of either side.
func (r Report) Titles() func(model.ID) string {
	kinds, unnamed := kindsOf(r.Result), r.unnamed()
	return func(id model.ID) string { return cmp.Or(unnamed.title(id), kinds.title(id)) }
}

// titles names objects, those of one kind together.
func (k kinds) titles(list []model.ID) []string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b model.ID) int { return cmp.Compare(k.of(a), k.of(b)) })
	titles := make([]string, len(list))
	for i, id := range list {
		titles[i] = k.title(id)
	}
	return titles
}

// id returns the address of an object with its kind.
func (k kinds) id(id model.ID) model.ID {
	id.Kind = k.of(id)
	return id
}

func (k kinds) ids(list []model.ID) []model.ID {
	shown := slices.Clone(list)
	for i, id := range shown {
		shown[i] = k.id(id)
	}
	return shown
}

// plan returns a copy of a plan in which objects have their kinds.
func (k kinds) plan(p Plan) Plan {
	p.Remade = k.ids(p.Remade)
	p.Losses = slices.Clone(p.Losses)
	for i, l := range p.Losses {
		p.Losses[i].Object = k.id(l.Object)
	}
	p.Groups = slices.Clone(p.Groups)
	for i, g := range p.Groups {
		g.Statements = slices.Clone(g.Statements)
		for j, s := range g.Statements {
			s.Objects = k.ids(s.Objects)
			s.Hazards = slices.Clone(s.Hazards)
			for n, h := range s.Hazards {
				s.Hazards[n].Object = k.id(h.Object)
			}
			g.Statements[j] = s
		}
		p.Groups[i] = g
	}
	return p
}

// ofObject is the kind of an object by itself.
func ofObject(id model.ID, o model.Object) model.ID {
	if t, ok := o.(model.Table); ok {
		id.Kind = t.Kind()
	}
	return id
}

// asHeld returns an address as the model has it.
func asHeld(id model.ID) model.ID {
	if id.Kind == model.KindMaterializedView || id.Kind == model.KindForeignTable {
		id.Kind = model.KindTable
	}
	return id
}
