package canon

import (
	"context"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Rules are what a comparison must know of PostgreSQL: they implement
// [diff.Rules]. Expressions are compared by what they mean to the server; see
// package expr. The zero value needs no server.
type Rules struct {
	// Normalizer is asked where the analysis can't prove that two expressions
	// are the same. Nil: such pairs stay undecided.
	Normalizer Normalizer
}

// Normalizer lets a server tell whether expressions are the same to it.
type Normalizer interface {
	// Normalize returns the server's own text of each expression; "" for those
	// that it can't read.
	Normalize(ctx context.Context, probes []Probe) ([]string, error)
}

// Begin implements [diff.Rules].
func (r Rules) Begin(old, new model.Schema, names diff.Names) (diff.Analysis, error) {
	major := version.Number(old.Version).Major()
	if major == 0 {
		major = version.Number(new.Version).Major()
	}
	if major == 0 {
		major = version.NewestMajor
	}
	if err := version.Check(version.OfMajor(major)); err != nil {
		return nil, err
	}
	return newAnalysis(major, r.Normalizer, old, new, names), nil
}

// Comparable implements [diff.Rules].
func (r Rules) Comparable(kind model.Kind, facet diff.FacetName, oldVersion, newVersion int) bool {
	return known(kind, facet, oldVersion) && known(kind, facet, newVersion)
}

// known reports whether a server keeps what a facet says. It is about what
// every newer server has without being asked; what an older one simply can't do
// is a difference.
func known(kind model.Kind, facet diff.FacetName, number int) bool {
	v := version.Number(number)
	if v == 0 {
		return true
	}
	switch facet {
	case diff.FacetCompression:
		return v.HasCompression()
	case diff.FacetMultirange:
		return v.HasMultiranges()
	case diff.FacetNotNullName:
		if kind == model.KindDomain {
			return v.HasDomainNotNullConstraints()
		}
		return v.HasNotNullConstraints()
	case diff.FacetNotNullComment:
		return v.HasNotNullConstraints()
	case diff.FacetIdentityUnlogged:
		return v.HasUnloggedSequences()
	case diff.FacetUnlogged:
		return kind != model.KindSequence || v.HasUnloggedSequences()
	default:
		return true
	}
}

// ImpliedName implements [diff.Rules].
func (r Rules) ImpliedName(facet diff.FacetName, owner model.QName, column string, number int) model.QName {
	v := version.Number(number)
	switch {
	case facet == diff.FacetMultirange && v.HasMultiranges():
		return model.QName{Schema: owner.Schema, Name: naming.Multirange(owner.Name)}
	case facet == diff.FacetNotNullName && column == "" && v.HasDomainNotNullConstraints(),
		facet == diff.FacetNotNullName && column != "" && v.HasNotNullConstraints():
		return model.QName{Name: naming.Join(owner.Name, column, "not_null")}
	}
	return model.QName{}
}

// Members implements [diff.Rules].
func (r Rules) Members(extension string, number int) (types, others []string, err error) {
	snapshot, err := facts.For(version.Number(number).Major())
	if err != nil {
		return nil, nil, nil //nolint:nilerr // nothing is known about that version
	}
	const own = "the extension's own"
	x, err := snapshot.Extension(extension, own, func(string) string { return "" }, func(schema, name string) *facts.Type {
		return &facts.Type{Schema: schema, Name: name}
	})
	if err != nil || x == nil || x.FixedSchema != "" {
		return nil, nil, err
	}
	add := func(list *[]string, schema, name string) {
		if schema == own {
			*list = append(*list, name)
		}
	}
	for _, o := range x.Types {
		add(&types, o.Schema, o.Name)
	}
	for _, o := range x.Procs {
		add(&others, o.Schema, o.Name)
	}
	for _, o := range x.Operators {
		add(&others, o.Schema, o.Name)
	}
	for _, o := range x.Opclasses {
		add(&others, o.Schema, o.Name)
	}
	for _, o := range x.Collations {
		add(&others, o.Schema, o.Name)
	}
	return types, others, nil
}

// Rewrite implements [diff.Rules].
func (r Rules) Rewrite(text string, names diff.Names) string {
	return rewriter{names: names}.text(text)
}

// CutName implements [diff.Rules].
func (r Rules) CutName(name, suffix string) string {
	for len(name)+len(suffix) > naming.MaxBytes && name != "" {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + suffix
}
