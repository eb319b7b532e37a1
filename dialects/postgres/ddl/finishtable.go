package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

func (r *reader) modelTable(t *table) model.Table {
	m := model.Table{
		Schema: t.ns.name, Name: t.name, Unlogged: t.unlogged, Options: t.options, AccessMethod: t.accessMethod,
		Tablespace: t.tablespace, ReplicaIdentity: model.ReplicaIdentity{Mode: t.replicaIdentity},
		RowSecurity: t.rowSecurity, ForceRowSecurity: t.forceRowSecurity, Bound: t.bound, Comment: t.comment, Pos: t.pos,
	}
	if t.kind == materialized {
		m.Query, m.Unpopulated = t.query.query(), t.unpopulated
	}
	if t.server != nil {
		m.Server, m.ForeignOptions = t.server.id.Name, foreignOptions(t.foreign)
	}
	if t.identityIndex != nil {
		m.ReplicaIdentity.Index = t.identityIndex.name
	}
	if t.ofType != nil {
		m.OfType = t.ofType.qname()
	}
	for _, p := range t.parents {
		m.Inherits = append(m.Inherits, p.qname())
	}
	if t.partitionOf != nil {
		m.PartitionOf = t.partitionOf.qname()
	}
	if t.partitioning != "" {
		m.Partitioning.Strategy = t.partitioning
		for _, k := range t.partKeys {
			key := model.PartitionKey{Expr: k.expr.model(), Collation: k.collation, Opclass: k.opclass}
			if k.column != nil {
				key.Column, key.Expr = k.column.name, model.Expr{}
			}
			m.Partitioning.Keys = append(m.Partitioning.Keys, key)
		}
	}
	m.Columns = make([]model.Column, len(t.columns))
	for i, c := range t.columns {
		m.Columns[i] = r.modelColumn(c)
	}
	for _, k := range t.checks {
		c := modelCheck(k)
		if t.partitionOf != nil {
			c.Local = false
		}
		m.Checks = append(m.Checks, c)
	}
	for _, k := range t.references {
		m.ForeignKeys = append(m.ForeignKeys, modelForeignKey(k))
	}
	for _, x := range t.keys {
		r.addModelIndex(&m, x)
	}
	return m
}

func (r *reader) modelColumn(c *column) model.Column {
	m := model.Column{
		Name: c.name, Type: c.typ, Collation: c.collation, NotNull: c.notNull, Serial: c.serial,
		Storage: c.storage, Compression: c.compression, Statistics: c.statistics, Options: c.options, ForeignOptions: foreignOptions(c.foreign),
		Inherited: c.inherited > 0 || c.table.ofType != nil, Comment: c.comment, Pos: c.pos,
	}
	m.Local = c.local && c.inherited > 0 && c.table.partitionOf == nil
	if c.generated {
		m.Generated = model.Generated{Expr: c.value.model(), Virtual: c.virtual}
	} else {
		m.Default = c.value.model()
		if !m.Default.IsZero() && !r.domainHasDefault(c.typ) && isNullText(m.Default.Text) {
			m.Default = model.Expr{} // the domain's default is gone
		}
	}
	if q := c.sequence; q != nil { // a partition's identity is its parent's
		m.Identity = model.Identity{
			Mode: c.identity, Sequence: q.qname(), Options: q.options, ImplicitName: q.implicit, Comment: q.comment,
			Unlogged: r.version.HasUnloggedSequences() && q.unlogged != c.table.unlogged,
		}
	}
	if c.notNull && r.version.HasNotNullConstraints() {
		m.NotNullConstraint = model.NotNull{
			Name: c.null.name, NoInherit: c.null.noInherit, NotValid: c.null.notValid, Comment: c.null.comment,
			Inherited: c.inheritsNullName(),
		}
		m.NotNullConstraint.Name, m.NotNullConstraint.ImplicitName = unlessImplicit(c.null.name, c.null.chosen, c.table.name, c.name)
		if m.NotNullConstraint.Inherited {
			m.NotNullConstraint.Name, m.NotNullConstraint.ImplicitName = "", false
		}
	}
	return m
}

// isNullText is isNull for a text.
func isNullText(text string) bool {
	if !strings.HasPrefix(text, "NULL") {
		return false
	}
	node, err := parse.Expr(text)
	return err == nil && isNull(node)
}

// inheritsNullName says whether the not-null constraint has its name from a
// parent's, because the table got both from there. What is a partition's own
// ceases to be told apart when it is detached and attached again. A name that the
// server would have cut to the same in the partition counts as its own: if there
// are several of them, all but one have a number.
func (c *column) inheritsNullName() bool {
	partition := c.table.partitionOf != nil
	if c.null.inherited == 0 || c.null.local && !partition || partition && c.null.name == naming.Join(c.table.name, c.name, "not_null") {
		return false
	}
	return slices.ContainsFunc(append(slices.Clone(c.table.parents), c.table.partitionOf), func(p *table) bool {
		if p == nil {
			return false
		}
		from := p.column(c.name)
		return from != nil && from.null.name == c.null.name
	})
}

func modelCheck(k *check) model.Check {
	return model.Check{
		Name: k.name, Expr: k.expr.model(), NoInherit: k.noInherit, NotValid: k.notValid, NotEnforced: k.notEnforced,
		Inherited: k.inherited > 0, Local: k.local && k.inherited > 0, Comment: k.comment,
		ImplicitName: k.implicit, Pos: k.pos,
	}
}

func modelForeignKey(k *foreignKey) model.ForeignKey {
	return model.ForeignKey{
		Name: k.name, Columns: columnNames(k.columns), References: k.target.qname(), RefColumns: columnNames(k.refColumns),
		MatchFull: k.matchFull, OnUpdate: k.onUpdate, OnDelete: k.onDelete, OnDeleteColumns: columnNames(k.onDeleteColumns),
		Period: k.period, Deferrable: k.deferrable, InitiallyDeferred: k.initiallyDeferred,
		NotValid: k.notValid, NotEnforced: k.notEnforced, Comment: k.comment, ImplicitName: k.implicit, Pos: k.pos,
	}
}

// addModelIndex adds an index, or the constraint that it serves.
func (r *reader) addModelIndex(m *model.Table, x *index) {
	var parent model.QName
	if x.parent != nil {
		parent = x.parent.qname()
	}
	k := x.constraint
	switch {
	case k == nil:
		m.Indexes = append(m.Indexes, model.Index{
			Name: x.name, Unique: x.unique, NullsNotDistinct: x.nullsNotDistinct, Method: x.method, Keys: modelKeys(x),
			Include: columnNames(x.include), Predicate: x.predicate.model(), Options: x.options, Tablespace: x.tablespace,
			Clustered: x.clustered, Invalid: x.invalid, Parent: parent, Comment: x.comment,
			ImplicitName: x.implicit, Pos: x.pos,
		})
	case k.kind == model.KindExclusion:
		e := model.Exclusion{
			Name: x.name, Method: x.method, Include: columnNames(x.include), Predicate: x.predicate.model(),
			Deferrable: k.deferrable, InitiallyDeferred: k.initiallyDeferred, Options: x.options, Tablespace: x.tablespace,
			Clustered: x.clustered, Parent: parent, Comment: k.comment, IndexComment: x.comment,
			ImplicitName: x.implicit, Pos: x.pos,
		}
		for i, key := range modelKeys(x) {
			e.Elements = append(e.Elements, model.ExclusionElement{IndexKey: key, Operator: x.keys[i].operator})
		}
		m.Exclusions = append(m.Exclusions, e)
	default:
		columns := make([]string, len(x.keys))
		for i, key := range x.keys {
			columns[i] = key.column.name
		}
		m.Keys = append(m.Keys, model.Key{
			Name: x.name, Primary: x.primary(), Columns: columns, Include: columnNames(x.include),
			WithoutOverlaps: k.withoutOverlaps, NullsNotDistinct: x.nullsNotDistinct,
			Deferrable: k.deferrable, InitiallyDeferred: k.initiallyDeferred, Options: x.options, Tablespace: x.tablespace,
			Clustered: x.clustered, Parent: parent, Invalid: x.invalid, Comment: k.comment, IndexComment: x.comment,
			ImplicitName: x.implicit, Pos: x.pos,
		})
	}
}

func modelKeys(x *index) []model.IndexKey {
	keys := make([]model.IndexKey, len(x.keys))
	for i, k := range x.keys {
		keys[i] = model.IndexKey{
			Expr: k.expr.model(), Collation: k.collation, Opclass: k.opclass, OpclassOptions: k.options,
			Descending: k.descending, NullsFirst: k.nullsFirst, Statistics: k.statistics,
		}
		if k.column != nil {
			keys[i].Column, keys[i].Expr = k.column.name, model.Expr{}
		}
	}
	return keys
}
