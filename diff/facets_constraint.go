package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

func keyFacets() []comparer[model.Key] {
	return []comparer[model.Key]{
		names(FacetColumns, func(o *model.Key) []string { return o.Columns }),
		{
			name: FacetKeys,
			show: func(o *model.Key) string { return join(o.Elements, showIndexKey) },
			same: func(s scope, p pair[model.Key]) answer {
				return all(p.old.Elements, p.new.Elements, func(_ int, a, b *model.IndexKey) answer { return s.sameKey(a, b) })
			},
		},
		names(FacetInclude, func(o *model.Key) []string { return o.Include }),
		flag(FacetWithoutOverlaps, func(o *model.Key) bool { return o.WithoutOverlaps }),
		flag(FacetNullsNotDistinct, func(o *model.Key) bool { return o.NullsNotDistinct }),
		flag(FacetDeferrable, func(o *model.Key) bool { return o.Deferrable }),
		flag(FacetInitiallyDeferred, func(o *model.Key) bool { return o.InitiallyDeferred }),
		options(FacetStorageParameters, func(o *model.Key) []model.Option { return o.Options }),
		text(FacetTablespace, func(o *model.Key) string { return o.Tablespace }),
		flag(FacetClustered, func(o *model.Key) bool { return o.Clustered }),
		qualified(FacetParentIndex, func(o *model.Key) model.QName { return o.Parent }),
		flag(FacetInvalid, func(o *model.Key) bool { return o.Invalid }),
		text(FacetComment, func(o *model.Key) string { return o.Comment }),
		text(FacetIndexComment, func(o *model.Key) string { return o.IndexComment }),
	}
}

func foreignKeyFacets() []comparer[model.ForeignKey] {
	return []comparer[model.ForeignKey]{
		names(FacetColumns, func(o *model.ForeignKey) []string { return o.Columns }),
		qualified(FacetReferences, func(o *model.ForeignKey) model.QName { return o.References }),
		names(FacetReferencedColumns, func(o *model.ForeignKey) []string { return o.RefColumns }),
		attribute(FacetMatch, func(o *model.ForeignKey) bool { return o.MatchFull }, func(full bool) string {
			if full {
				return "full"
			}
			return "simple"
		}),
		attribute(FacetOnUpdate, func(o *model.ForeignKey) model.Action { return o.OnUpdate }, showAction),
		attribute(FacetOnDelete, func(o *model.ForeignKey) model.Action { return o.OnDelete }, showAction),
		names(FacetOnDeleteColumns, func(o *model.ForeignKey) []string { return o.OnDeleteColumns }),
		flag(FacetPeriod, func(o *model.ForeignKey) bool { return o.Period }),
		flag(FacetDeferrable, func(o *model.ForeignKey) bool { return o.Deferrable }),
		flag(FacetInitiallyDeferred, func(o *model.ForeignKey) bool { return o.InitiallyDeferred }),
		flag(FacetNotValid, func(o *model.ForeignKey) bool { return o.NotValid }),
		flag(FacetNotEnforced, func(o *model.ForeignKey) bool { return o.NotEnforced }),
		text(FacetComment, func(o *model.ForeignKey) string { return o.Comment }),
	}
}

func showAction(a model.Action) string {
	if a == model.NoAction {
		return "no action"
	}
	return string(a)
}

// checkFacets is for the checks of tables and of domains.
func checkFacets(use Use) []comparer[model.Check] {
	return []comparer[model.Check]{
		expression(FacetExpression, use, func(o *model.Check) model.Expr { return o.Expr }),
		flag(FacetNoInherit, func(o *model.Check) bool { return o.NoInherit }),
		flag(FacetNotValid, func(o *model.Check) bool { return o.NotValid }),
		flag(FacetNotEnforced, func(o *model.Check) bool { return o.NotEnforced }),
		flag(FacetInherited, func(o *model.Check) bool { return o.Inherited }),
		declaredLocally(func(o *model.Check) bool { return o.Local }),
		text(FacetOfColumn, func(o *model.Check) string { return o.Column }),
		text(FacetComment, func(o *model.Check) string { return o.Comment }),
	}
}

func exclusionFacets() []comparer[model.Exclusion] {
	return []comparer[model.Exclusion]{
		text(FacetAccessMethod, func(o *model.Exclusion) string { return o.Method }),
		{
			name: FacetElements,
			show: func(o *model.Exclusion) string { return join(o.Elements, showElement) },
			same: func(s scope, p pair[model.Exclusion]) answer {
				return all(p.old.Elements, p.new.Elements, func(_ int, a, b *model.ExclusionElement) answer {
					return max(equal(a.Operator == b.Operator), s.sameKey(&a.IndexKey, &b.IndexKey))
				})
			},
		},
		{
			name: FacetKeyStatistics,
			show: func(o *model.Exclusion) string { return showKeyStatistics(elementKeys(o.Elements)) },
			same: func(_ scope, p pair[model.Exclusion]) answer {
				return sameKeyStatistics(elementKeys(p.old.Elements), elementKeys(p.new.Elements))
			},
		},
		names(FacetInclude, func(o *model.Exclusion) []string { return o.Include }),
		expression(FacetPredicate, UsePredicate, func(o *model.Exclusion) model.Expr { return o.Predicate }),
		flag(FacetDeferrable, func(o *model.Exclusion) bool { return o.Deferrable }),
		flag(FacetInitiallyDeferred, func(o *model.Exclusion) bool { return o.InitiallyDeferred }),
		options(FacetStorageParameters, func(o *model.Exclusion) []model.Option { return o.Options }),
		text(FacetTablespace, func(o *model.Exclusion) string { return o.Tablespace }),
		flag(FacetClustered, func(o *model.Exclusion) bool { return o.Clustered }),
		qualified(FacetParentIndex, func(o *model.Exclusion) model.QName { return o.Parent }),
		text(FacetComment, func(o *model.Exclusion) string { return o.Comment }),
		text(FacetIndexComment, func(o *model.Exclusion) string { return o.IndexComment }),
	}
}

func elementKeys(list []model.ExclusionElement) []model.IndexKey {
	keys := make([]model.IndexKey, len(list))
	for i, e := range list {
		keys[i] = e.IndexKey
	}
	return keys
}

func indexFacets() []comparer[model.Index] {
	return []comparer[model.Index]{
		flag(FacetUnique, func(o *model.Index) bool { return o.Unique }),
		flag(FacetNullsNotDistinct, func(o *model.Index) bool { return o.NullsNotDistinct }),
		text(FacetAccessMethod, func(o *model.Index) string { return o.Method }),
		{
			name: FacetKeys,
			show: func(o *model.Index) string { return join(o.Keys, showIndexKey) },
			same: func(s scope, p pair[model.Index]) answer {
				return all(p.old.Keys, p.new.Keys, func(_ int, a, b *model.IndexKey) answer { return s.sameKey(a, b) })
			},
		},
		{
			name: FacetKeyStatistics,
			show: func(o *model.Index) string { return showKeyStatistics(o.Keys) },
			same: func(_ scope, p pair[model.Index]) answer { return sameKeyStatistics(p.old.Keys, p.new.Keys) },
		},
		names(FacetInclude, func(o *model.Index) []string { return o.Include }),
		expression(FacetPredicate, UsePredicate, func(o *model.Index) model.Expr { return o.Predicate }),
		options(FacetStorageParameters, func(o *model.Index) []model.Option { return o.Options }),
		text(FacetTablespace, func(o *model.Index) string { return o.Tablespace }),
		flag(FacetClustered, func(o *model.Index) bool { return o.Clustered }),
		flag(FacetInvalid, func(o *model.Index) bool { return o.Invalid }),
		qualified(FacetParentIndex, func(o *model.Index) model.QName { return o.Parent }),
		text(FacetComment, func(o *model.Index) string { return o.Comment }),
	}
}

// sameKey compares index keys without their statistics targets.
func (s scope) sameKey(a, b *model.IndexKey) answer {
	if a.Column != b.Column || a.Collation != b.Collation || a.Opclass != b.Opclass ||
		a.Length != b.Length || a.Descending != b.Descending || a.NullsFirst != b.NullsFirst || !sameOptions(a.OpclassOptions, b.OpclassOptions) {
		return different
	}
	return s.expr(UseIndexKey, a.Expr, b.Expr)
}

// sameKeyStatistics compares the statistics targets of keys. Where the number
// of keys differs, the keys themselves do.
func sameKeyStatistics(old, new []model.IndexKey) answer {
	if len(old) != len(new) {
		return same
	}
	return equal(slices.EqualFunc(old, new, func(a, b model.IndexKey) bool { return a.Statistics == b.Statistics }))
}

func statisticsFacets() []comparer[model.Statistics] {
	return []comparer[model.Statistics]{
		qualified(FacetTable, func(o *model.Statistics) model.QName { return o.Table }),
		nameSet(FacetStatisticsKinds, func(o *model.Statistics) []string { return o.Kinds }),
		// The server keeps the columns in the order of the table's, which can
		// differ between two sides that mean the same.
		nameSet(FacetColumns, func(o *model.Statistics) []string { return o.Columns }),
		{
			name: FacetExpressions,
			show: func(o *model.Statistics) string { return showExprs(o.Exprs) },
			same: func(s scope, p pair[model.Statistics]) answer {
				return all(p.old.Exprs, p.new.Exprs, func(_ int, a, b *model.Expr) answer { return s.expr(UseStatistics, *a, *b) })
			},
		},
		target(func(o *model.Statistics) int { return o.Target }),
		text(FacetComment, func(o *model.Statistics) string { return o.Comment }),
	}
}
