package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// languageRecipe returns how languages, transforms and access methods are
// written.
func languageRecipe(k model.Kind) (recipe, bool) {
	switch k {
	case kind.Language:
		return recipe{
			class: classExtension, noun: globalNoun("LANGUAGE "), takes: nameOnTable, create: createLanguage,
			replaces: func(*session, model.Definition, model.Definition) bool { return true },
		}, true
	case kind.Transform:
		return recipe{
			class: classRoutine, noun: transformNoun, takes: nameOnTable, create: createTransform,
			replaces: func(*session, model.Definition, model.Definition) bool { return true },
		}, true
	case kind.AccessMethod:
		return recipe{class: classRoutine, noun: globalNoun("ACCESS METHOD "), takes: nameOnTable, create: createMethod}, true
	default:
		return recipe{}, false
	}
}

func createLanguage(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	if d.Has(property.Trusted) {
		w.Key("TRUSTED ")
	}
	w.Key("LANGUAGE ").Ident(d.ID.Name).Key("\n    HANDLER ").function(d.Get(property.Handler).Ref)
	if d.Has(property.Inline) {
		w.Key("\n    INLINE ").function(d.Get(property.Inline).Ref)
	}
	if d.Has(property.Validator) {
		w.Key("\n    VALIDATOR ").function(d.Get(property.Validator).Ref)
	}
	return w.String(), nil
}

func transformNoun(d model.Definition) writer {
	w := write("TRANSFORM FOR ")
	for _, t := range d.Signature {
		w.typ(t)
	}
	return w.Key(" LANGUAGE ").Ident(d.PlainName())
}

func createTransform(_ *session, d model.Definition, replace bool) (string, error) {
	w := write("CREATE ")
	if replace {
		w.Key("OR REPLACE ")
	}
	w.add(transformNoun(d)).Key(" (")
	from, to := d.Get(property.FromSQL).Ref, d.Get(property.ToSQL).Ref
	if !from.IsZero() {
		w.Key("FROM SQL WITH FUNCTION ").function(from).Key("(internal)")
	}
	if !from.IsZero() && !to.IsZero() {
		w.Key(", ")
	}
	if !to.IsZero() {
		w.Key("TO SQL WITH FUNCTION ").function(to).Key("(internal)")
	}
	return w.Key(")").String(), nil
}

func createMethod(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE ACCESS METHOD ").Ident(d.ID.Name).Key(" TYPE ")
	if d.Get(property.MethodType).Text == "table" {
		w.Key("TABLE")
	} else {
		w.Key("INDEX")
	}
	return w.Key(" HANDLER ").function(d.Get(property.Handler).Ref).String(), nil
}
