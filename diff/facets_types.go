package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// comparers holds the facets of every kind of object, in the order in which
// changes list them.
type comparers struct {
	namespace  []comparer[model.Namespace]
	extension  []comparer[model.Extension]
	enum       []comparer[model.Enum]
	domain     []comparer[model.Domain]
	domainRule []comparer[model.Check]
	composite  []comparer[model.Composite]
	rangeType  []comparer[model.Range]
	sequence   []comparer[model.Sequence]
	table      []comparer[model.Table]
	column     []comparer[model.Column]
	key        []comparer[model.Key]
	check      []comparer[model.Check]
	exclusion  []comparer[model.Exclusion]
	foreignKey []comparer[model.ForeignKey]
	index      []comparer[model.Index]
	statistics []comparer[model.Statistics]
}

func newComparers() *comparers {
	return &comparers{
		namespace:  namespaceFacets(),
		extension:  extensionFacets(),
		enum:       enumFacets(),
		domain:     domainFacets(),
		domainRule: checkFacets(UseDomainCheck),
		composite:  compositeFacets(),
		rangeType:  rangeFacets(),
		sequence:   sequenceFacets(),
		table:      tableFacets(),
		column:     columnFacets(),
		key:        keyFacets(),
		check:      checkFacets(UseCheck),
		exclusion:  exclusionFacets(),
		foreignKey: foreignKeyFacets(),
		index:      indexFacets(),
		statistics: statisticsFacets(),
	}
}

func namespaceFacets() []comparer[model.Namespace] {
	return []comparer[model.Namespace]{
		text(FacetComment, func(o *model.Namespace) string { return o.Comment }),
	}
}

func extensionFacets() []comparer[model.Extension] {
	return []comparer[model.Extension]{
		text(FacetSchema, func(o *model.Extension) string { return o.Schema }),
		text(FacetVersion, func(o *model.Extension) string { return o.Version }),
		text(FacetComment, func(o *model.Extension) string { return o.Comment }),
	}
}

func enumFacets() []comparer[model.Enum] {
	return []comparer[model.Enum]{
		names(FacetLabels, func(o *model.Enum) []string { return o.Labels }),
		text(FacetComment, func(o *model.Enum) string { return o.Comment }),
	}
}

func domainFacets() []comparer[model.Domain] {
	return []comparer[model.Domain]{
		dataType(FacetType, func(o *model.Domain) model.Type { return o.Base }),
		qualified(FacetCollation, func(o *model.Domain) model.QName { return o.Collation }),
		flag(FacetNotNull, func(o *model.Domain) bool { return o.NotNull }),
		when(func(o *model.Domain) bool { return o.NotNull },
			text(FacetNotNullName, func(o *model.Domain) string { return o.NotNullName })),
		expression(FacetDefault, UseDomainDefault, func(o *model.Domain) model.Expr { return o.Default }),
		text(FacetComment, func(o *model.Domain) string { return o.Comment }),
	}
}

func compositeFacets() []comparer[model.Composite] {
	return []comparer[model.Composite]{
		{
			name: FacetAttributes,
			show: func(o *model.Composite) string { return join(o.Attributes, showAttribute) },
			same: func(_ scope, p pair[model.Composite]) answer {
				return all(p.old.Attributes, p.new.Attributes, func(_ int, a, b *model.Attribute) answer {
					return equal(a.Name == b.Name && a.Type == b.Type && a.Collation == b.Collation)
				})
			},
		},
		{
			name: FacetAttributeComments,
			show: func(o *model.Composite) string { return join(attributeComments(*o), attributeComment.String) },
			same: func(_ scope, p pair[model.Composite]) answer {
				return equal(slices.Equal(attributeComments(*p.old), attributeComments(*p.new)))
			},
		},
		text(FacetComment, func(o *model.Composite) string { return o.Comment }),
	}
}

type attributeComment struct{ attribute, comment string }

func (c attributeComment) String() string { return c.attribute + ": " + c.comment }

func attributeComments(o model.Composite) []attributeComment {
	var list []attributeComment
	for _, a := range o.Attributes {
		if a.Comment != "" {
			list = append(list, attributeComment{a.Name, a.Comment})
		}
	}
	return list
}

func rangeFacets() []comparer[model.Range] {
	return []comparer[model.Range]{
		dataType(FacetSubtype, func(o *model.Range) model.Type { return o.Subtype }),
		qualified(FacetOpclass, func(o *model.Range) model.QName { return o.Opclass }),
		qualified(FacetCollation, func(o *model.Range) model.QName { return o.Collation }),
		qualified(FacetCanonical, func(o *model.Range) model.QName { return o.Canonical }),
		qualified(FacetSubtypeDiff, func(o *model.Range) model.QName { return o.SubtypeDiff }),
		qualified(FacetMultirange, func(o *model.Range) model.QName { return o.Multirange }),
		text(FacetComment, func(o *model.Range) string { return o.Comment }),
	}
}

func sequenceFacets() []comparer[model.Sequence] {
	return []comparer[model.Sequence]{
		text(FacetType, func(o *model.Sequence) string { return o.Options.Type }),
		number(FacetStart, func(o *model.Sequence) int64 { return o.Options.Start }),
		number(FacetIncrement, func(o *model.Sequence) int64 { return o.Options.Increment }),
		number(FacetMinimum, func(o *model.Sequence) int64 { return o.Options.Min }),
		number(FacetMaximum, func(o *model.Sequence) int64 { return o.Options.Max }),
		number(FacetCache, func(o *model.Sequence) int64 { return o.Options.Cache }),
		flag(FacetCycle, func(o *model.Sequence) bool { return o.Options.Cycle }),
		attribute(FacetOwnedBy, func(o *model.Sequence) model.ColumnRef { return o.OwnedBy }, showColumnRef),
		flag(FacetUnlogged, func(o *model.Sequence) bool { return o.Unlogged }),
		text(FacetComment, func(o *model.Sequence) string { return o.Comment }),
	}
}

// Facets lists the facets in which objects of a kind can differ, in the order
// in which changes list them.
func Facets(kind model.Kind) []FacetName {
	c := newComparers()
	switch kind {
	case model.KindSchema:
		return facetNames(c.namespace)
	case model.KindExtension:
		return facetNames(c.extension)
	case model.KindEnum:
		return facetNames(c.enum)
	case model.KindDomain:
		return facetNames(c.domain)
	case model.KindDomainConstraint:
		return facetNames(c.domainRule)
	case model.KindComposite:
		return facetNames(c.composite)
	case model.KindRange:
		return facetNames(c.rangeType)
	case model.KindSequence:
		return facetNames(c.sequence)
	case model.KindTable:
		return facetNames(c.table)
	case model.KindColumn:
		return facetNames(c.column)
	case model.KindPrimaryKey, model.KindUnique:
		return facetNames(c.key)
	case model.KindCheck:
		return facetNames(c.check)
	case model.KindExclusion:
		return facetNames(c.exclusion)
	case model.KindForeignKey:
		return facetNames(c.foreignKey)
	case model.KindIndex:
		return facetNames(c.index)
	case model.KindStatistics:
		return facetNames(c.statistics)
	default: // not compared
		return nil
	}
}

func facetNames[T any](list []comparer[T]) []FacetName {
	names := make([]FacetName, len(list))
	for i, c := range list {
		names[i] = c.name
	}
	return names
}
