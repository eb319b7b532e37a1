package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// collationRecipe returns how collations and conversions are written.
func collationRecipe(k model.Kind) (recipe, bool) {
	switch k {
	case kind.Collation:
		return recipe{class: classType, noun: inSchemaNoun("COLLATION "), takes: nameOnTable, create: createCollation, beside: true}, true
	case kind.Conversion:
		return recipe{class: classRoutine, noun: inSchemaNoun("CONVERSION "), takes: nameOnTable, create: createConversion}, true
	default:
		return recipe{}, false
	}
}

// inSchemaNoun names an object that lives in a schema.
func inSchemaNoun(word render.Keyword) func(model.Definition) writer {
	return func(d model.Definition) writer { return write(word).Name(d.ID.QName()) }
}

// globalNoun names an object that lives in no schema.
func globalNoun(word render.Keyword) func(model.Definition) writer {
	return func(d model.Definition) writer { return write(word).Ident(d.ID.Name) }
}

func createCollation(s *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE COLLATION ").Name(d.ID.QName()).Key(" (")
	provider := d.Get(property.Provider).Text
	switch provider {
	case "icu":
		w.Key("provider = icu, ")
	case "builtin":
		if err := s.needs(s.version.Major() >= 17, 17, "the builtin provider of collations"); err != nil {
			return "", err
		}
		w.Key("provider = builtin, ")
	}
	if locale := d.Get(property.Locale); !locale.IsZero() {
		w.Key("locale = ").Literal(locale.Text)
	} else {
		w.Key("lc_collate = ").Literal(d.Get(property.LCCollate).Text)
		w.Key(", lc_ctype = ").Literal(d.Get(property.LCCtype).Text)
	}
	if rules := d.Get(property.Rules); !rules.IsZero() {
		if err := s.needs(s.version.Major() >= 16, 16, "a collation with rules"); err != nil {
			return "", err
		}
		w.Key(", rules = ").Literal(rules.Text)
	}
	if d.Has(property.Nondeterministic) {
		w.Key(", deterministic = false")
	}
	return w.Key(")").String(), nil
}

// replaceDefinition makes an object anew beside the old one, which gives up its
// name and goes when nothing uses it any more.
func (s *session) replaceDefinition(op render.Op, d model.Definition) ([]render.Step, error) {
	r, err := recipeOf(d.ID.Kind)
	if err != nil {
		return nil, err
	}
	create, err := s.createDefinition(d)
	if err != nil {
		return nil, err
	}
	aside := d
	aside.ID.Name = s.asideName(d.ID.QName())
	away := render.Step{Phase: render.PhaseDetach, Text: write("ALTER ").add(r.noun(d)).Key(" RENAME TO ").Ident(aside.ID.Name).text()}
	away.Frees = create[0].Takes
	gone := removal(write("DROP ").add(r.noun(aside)).text())
	gone.Sort = render.Sort{Class: classTable + 1, Owner: d.ID.QName()}
	return append(append([]render.Step{away}, create...), gone), nil
}

// disturbCollation: what has a collation moves to the new one, or is made anew.
func (s *session) disturbCollation(needed render.Op, dependent render.Node) (render.Op, bool) {
	collation := needed.Node.ID.QName()
	switch o := s.old.object(dependent.ID).(type) {
	case model.Column:
		if dependent.Part != "" || o.Collation != collation {
			return again(dependent)
		}
		if s.inPartitionKey(dependent.ID.Owner(), o.Name) && s.new.has(tableID(dependent.ID.Owner())) {
			s.markRebuilt(dependent.ID.Owner())
			return render.Op{Node: node(tableID(dependent.ID.Owner())), Verb: render.Replace, Forced: true}, true
		}
		return render.Op{Node: dependent, Verb: render.Alter, Facets: []diff.FacetName{diff.FacetCollation}}, true
	case model.Table:
		if dependent.Part == "" {
			s.markRebuilt(o.QName())
			return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
		}
	case model.Domain, model.Composite, model.Range:
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	case model.Check:
		if domain := dependent.ID; domain.Kind == model.KindDomainConstraint {
			return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
		}
		return again(dependent)
	case model.Index, model.Exclusion, model.Statistics, model.Key, model.ForeignKey, model.Definition:
		return again(dependent)
	case model.Namespace, model.Extension, model.Enum, model.Sequence:
	}
	return render.Op{}, false
}

func createConversion(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE ")
	if d.Has(property.Default) {
		w.Key("DEFAULT ")
	}
	w.Key("CONVERSION ").Name(d.ID.QName()).Key(" FOR ").Literal(d.Get(property.ForEncoding).Text)
	w.Key(" TO ").Literal(d.Get(property.ToEncoding).Text)
	return w.Key(" FROM ").function(d.Get(property.ConversionFunction).Ref).String(), nil
}
