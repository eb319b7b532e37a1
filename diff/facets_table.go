package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

func tableFacets() []comparer[model.Table] {
	return []comparer[model.Table]{
		qualified(FacetOfType, func(o *model.Table) model.QName { return o.OfType }),
		{
			name: FacetInherits,
			show: func(o *model.Table) string { return join(o.Inherits, model.QName.String) },
			same: func(_ scope, p pair[model.Table]) answer {
				return equal(slices.Equal(p.old.Inherits, p.new.Inherits))
			},
		},
		{
			name: FacetPartitionKey,
			show: func(o *model.Table) string { return showPartitioning(o.Partitioning) },
			same: samePartitioning,
		},
		{
			name: FacetPartitions,
			show: func(o *model.Table) string { return join(o.Partitioning.Partitions, showPartition) },
			same: samePartitions,
		},
		{name: FacetColumnOrder, show: showColumns, same: sameOrder},
		qualified(FacetPartitionOf, func(o *model.Table) model.QName { return o.PartitionOf }),
		{
			name: FacetPartitionBound,
			show: func(o *model.Table) string { return showBound(o.Bound) },
			same: sameBound,
		},
		flag(FacetUnlogged, func(o *model.Table) bool { return o.Unlogged }),
		options(FacetStorageParameters, func(o *model.Table) []model.Option { return o.Options }),
		text(FacetAccessMethod, func(o *model.Table) string { return o.AccessMethod }),
		text(FacetTablespace, func(o *model.Table) string { return o.Tablespace }),
		attribute(FacetReplicaIdentity, func(o *model.Table) model.ReplicaIdentity { return o.ReplicaIdentity }, showReplicaIdentity),
		flag(FacetRowSecurity, func(o *model.Table) bool { return o.RowSecurity }),
		flag(FacetForceRowSecurity, func(o *model.Table) bool { return o.ForceRowSecurity }),
		{name: FacetQuery, show: showQuery, same: sameQuery},
		text(FacetServer, func(o *model.Table) string { return o.Server }),
		options(FacetForeignOptions, func(o *model.Table) []model.Option { return o.ForeignOptions }),
		text(FacetComment, func(o *model.Table) string { return o.Comment }),
	}
}

// showQuery writes the query of a materialized view under the names of its
// columns.
func showQuery(o *model.Table) string {
	if !o.Materialized() {
		return ""
	}
	return "(" + join(o.Columns, func(c model.Column) string { return c.Name }) + ") " + o.Query.Text
}

func sameQuery(s scope, p pair[model.Table]) answer {
	if !p.old.Materialized() && !p.new.Materialized() {
		return same
	}
	if p.old.Materialized() != p.new.Materialized() || len(p.old.Columns) != len(p.new.Columns) || differ(p.old.Columns, p.new.Columns) {
		return different
	}
	at := func(t *model.Table) Expression {
		return Expression{Use: UseQuery, Owner: t.QName(), Object: tableID(t), Property: model.PropertyName(FacetQuery)}
	}
	return s.at(at(p.original), at(p.new), p.old.Query, p.new.Query)
}

func tableID(t *model.Table) model.ID {
	return model.ID{Kind: model.KindTable, Schema: t.Schema, Name: t.Name}
}

func samePartitioning(s scope, p pair[model.Table]) answer {
	old, new := p.old.Partitioning, p.new.Partitioning
	if old.Strategy != new.Strategy || old.Sub.Strategy != new.Sub.Strategy ||
		!sameOptions(old.Options, new.Options) || !sameOptions(old.Sub.Options, new.Sub.Options) {
		return different
	}
	return max(s.samePartitionKeys(old.Keys, new.Keys), s.samePartitionKeys(old.Sub.Keys, new.Sub.Keys))
}

func (s scope) samePartitionKeys(old, new []model.PartitionKey) answer {
	return all(old, new, func(_ int, a, b *model.PartitionKey) answer {
		if a.Column != b.Column || a.Collation != b.Collation || a.Opclass != b.Opclass {
			return different
		}
		return s.expr(UsePartitionKey, a.Expr, b.Expr)
	})
}

func samePartitions(s scope, p pair[model.Table]) answer {
	return s.samePartitions(p.original.QName(), p.new.QName(), p.old.Partitioning.Partitions, p.new.Partitioning.Partitions)
}

func (s scope) samePartitions(oldTable, newTable model.QName, old, new []model.Partition) answer {
	return all(old, new, func(_ int, a, b *model.Partition) answer {
		if a.Name != b.Name || a.Comment != b.Comment || !sameOptions(a.Options, b.Options) {
			return different
		}
		return max(s.sameBounds(oldTable, newTable, a.Bound, b.Bound), s.samePartitions(oldTable, newTable, a.Partitions, b.Partitions))
	})
}

// sameOrder compares the order of the columns that both sides have.
func sameOrder(s scope, p pair[model.Table]) answer {
	if !s.ordersColumns {
		return same
	}
	common := func(of, other *model.Table) []string {
		var list []string
		for i := range of.Columns {
			if _, ok := other.Column(of.Columns[i].Name); ok {
				list = append(list, of.Columns[i].Name)
			}
		}
		return list
	}
	return equal(slices.Equal(common(p.old, p.new), common(p.new, p.old)))
}

func sameBound(s scope, p pair[model.Table]) answer {
	return s.sameBounds(p.original.PartitionOf, p.new.PartitionOf, p.old.Bound, p.new.Bound)
}

// sameBounds compares bounds of partitions of two tables, which are in their
// sides' names.
func (s scope) sameBounds(oldParent, newParent model.QName, old, new model.PartitionBound) answer {
	if old.Default != new.Default || old.Modulus != new.Modulus || old.Remainder != new.Remainder {
		return different
	}
	place := func(parent model.QName, position int) Expression {
		return Expression{Use: UsePartitionBound, Owner: parent, Position: position}
	}
	value := func(i int, a, b model.Expr) answer {
		return s.at(place(oldParent, i), place(newParent, i), a, b)
	}
	end := func(i int, a, b *model.BoundValue) answer {
		if a.Infinite != b.Infinite {
			return different
		}
		return value(i, a.Expr, b.Expr)
	}
	sum := max(all(old.From, new.From, end), all(old.To, new.To, end))
	if sum == different || len(old.In) != len(new.In) {
		return different
	}
	// The values of a list are a set; each side has them in the order of its
	// texts.
	oldIn, newIn := unpaired(old.In, new.In, func(_ Side, e model.Expr) string { return e.Text })
	oldIn, newIn = unpaired(oldIn, newIn, func(side Side, e model.Expr) string {
		at := place(newParent, 0)
		if side == OldSide {
			at = place(oldParent, 0)
		}
		at.Text = e.Text
		return s.analysis.Key(side, at)
	})
	return max(sum, all(oldIn, newIn, func(_ int, a, b *model.Expr) answer { return value(0, *a, *b) }))
}

// unpaired returns what is left of two lists when elements with equal keys are
// taken out of both.
func unpaired[E any](old, new []E, key func(Side, E) string) (oldRest, newRest []E) {
	if len(old) == 0 || len(new) == 0 {
		return old, new
	}
	count := make(map[string]int, len(old))
	for _, e := range old {
		count[key(OldSide, e)]++
	}
	for _, e := range new {
		if k := key(NewSide, e); count[k] > 0 {
			count[k]--
		} else {
			newRest = append(newRest, e)
		}
	}
	for _, e := range old {
		if k := key(OldSide, e); count[k] > 0 {
			count[k]--
			oldRest = append(oldRest, e)
		}
	}
	return oldRest, newRest
}

func columnFacets() []comparer[model.Column] {
	hasNotNull := func(o *model.Column) bool { return o.NotNull }
	return append([]comparer[model.Column]{
		dataType(FacetType, func(o *model.Column) model.Type { return o.Type }),
		qualified(FacetCollation, func(o *model.Column) model.QName { return o.Collation }),
		flag(FacetNotNull, hasNotNull),
		when(hasNotNull, notNullName()),
		when(hasNotNull, flag(FacetNotNullNoInherit, func(o *model.Column) bool { return o.NotNullConstraint.NoInherit })),
		when(hasNotNull, flag(FacetNotNullNotValid, func(o *model.Column) bool { return o.NotNullConstraint.NotValid })),
		when(hasNotNull, text(FacetNotNullComment, func(o *model.Column) string { return o.NotNullConstraint.Comment })),
		{
			name: FacetDefault,
			show: func(o *model.Column) string { return o.Default.Text },
			same: func(s scope, p pair[model.Column]) answer {
				return s.inColumn(UseDefault, p, p.old.Default, p.new.Default)
			},
		},
		{
			name: FacetGenerated,
			show: func(o *model.Column) string { return showGenerated(o.Generated) },
			same: func(s scope, p pair[model.Column]) answer {
				if p.old.Generated.Virtual != p.new.Generated.Virtual {
					return different
				}
				return s.inColumn(UseGenerated, p, p.old.Generated.Expr, p.new.Generated.Expr)
			},
		},
		text(FacetStorage, func(o *model.Column) string { return o.Storage }),
		text(FacetCompression, func(o *model.Column) string { return o.Compression }),
		target(func(o *model.Column) int { return o.Statistics }),
		options(FacetAttributeOptions, func(o *model.Column) []model.Option { return o.Options }),
		options(FacetForeignOptions, func(o *model.Column) []model.Option { return o.ForeignOptions }),
		flag(FacetInherited, func(o *model.Column) bool { return o.Inherited }),
		columnDeclared(),
		text(FacetComment, func(o *model.Column) string { return o.Comment }),
	}, identityFacets()...)
}

// notNullName is the name of a not-null constraint, or that it is a parent's.
func notNullName() comparer[model.Column] {
	return comparer[model.Column]{
		name: FacetNotNullName,
		show: func(o *model.Column) string {
			if o.NotNullConstraint.Inherited {
				return "the parent's"
			}
			return o.NotNullConstraint.Name
		},
		same: func(_ scope, p pair[model.Column]) answer {
			from, to := p.old.NotNullConstraint, p.new.NotNullConstraint
			return equal(from.Name == to.Name && from.Inherited == to.Inherited)
		},
	}
}

// declaredLocally is whether an object is the table's own besides being
// inherited. What is declared locally stays so when it comes to be inherited,
// and no statement takes that away from a table that isn't a partition; see
// [comparison.staysLocal].
func declaredLocally[T any](local func(*T) bool) comparer[T] {
	c := flag(FacetLocal, local)
	c.same = func(_ scope, p pair[T]) answer { return equal(local(p.old) || !local(p.new)) }
	return c
}

// columnDeclared is [declaredLocally] for a column, which does not come to be
// declared either as long as it is inherited; see [comparison.staysInherited].
func columnDeclared() comparer[model.Column] {
	c := declaredLocally(func(o *model.Column) bool { return o.Local })
	declared := c.same
	c.same = func(s scope, p pair[model.Column]) answer {
		if p.old.Inherited && p.new.Inherited {
			return equal(true)
		}
		return declared(s, p)
	}
	return c
}

// inColumn compares expressions that are about a column.
func (s scope) inColumn(use Use, p pair[model.Column], old, new model.Expr) answer {
	return s.at(Expression{Use: use, Column: p.original.Name}, Expression{Use: use, Column: p.new.Name}, old, new)
}

func identityFacets() []comparer[model.Column] {
	list := []comparer[model.Column]{
		qualified(FacetIdentitySequence, func(o *model.Column) model.QName { return o.Identity.Sequence }),
		text(FacetIdentityType, func(o *model.Column) string { return o.Identity.Options.Type }),
		number(FacetIdentityStart, func(o *model.Column) int64 { return o.Identity.Options.Start }),
		number(FacetIdentityIncrement, func(o *model.Column) int64 { return o.Identity.Options.Increment }),
		number(FacetIdentityMinimum, func(o *model.Column) int64 { return o.Identity.Options.Min }),
		number(FacetIdentityMaximum, func(o *model.Column) int64 { return o.Identity.Options.Max }),
		number(FacetIdentityCache, func(o *model.Column) int64 { return o.Identity.Options.Cache }),
		flag(FacetIdentityCycle, func(o *model.Column) bool { return o.Identity.Options.Cycle }),
		flag(FacetIdentityUnlogged, func(o *model.Column) bool { return o.Identity.Unlogged }),
		text(FacetIdentityComment, func(o *model.Column) string { return o.Identity.Comment }),
	}
	for i, c := range list {
		list[i] = when(func(o *model.Column) bool { return !o.Identity.IsZero() }, c)
	}
	mode := attribute(FacetIdentity, func(o *model.Column) model.IdentityMode { return o.Identity.Mode },
		func(m model.IdentityMode) string { return string(m) })
	return append([]comparer[model.Column]{mode}, list...)
}
