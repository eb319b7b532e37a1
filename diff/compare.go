package diff

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// Options are the choices of a comparison. The zero value is a good one.
type Options struct {
	// Renames are what the user says was renamed, beside the directives of the
	// new side.
	Renames []RenameRequest
	// NewLive: the new side was read from a database and not declared. What it
	// leaves out (an extension's version, the name of a not-null constraint) is
	// then what it has, instead of whatever the server chooses.
	NewLive bool
	// OldReplayed: the old side is what statements lead to that run one after the
	// other. What they leave to the server (an extension's version) is then not
	// known, and taken to be what the new side says.
	OldReplayed bool
	// Owners, Privileges and Roles ask for what is not compared otherwise: who owns
	// the objects; privileges, default privileges and security labels; roles and
	// memberships.
	Owners, Privileges, Roles bool
}

// Compare says what leads from the schema that a database has to the one that
// is declared. It takes time in proportion to the size of the schemas, and
// neither changes them nor depends on the order of their lists.
func Compare(ctx context.Context, old, new model.Schema, rules Rules, opts Options) (Result, error) {
	if old.Dialect != new.Dialect {
		return Result{}, fmt.Errorf("comparing schemas: one is of %q, the other of %q", old.Dialect, new.Dialect)
	}
	old, new = canonical(old), canonical(new)
	if names, ok := rules.(NameRules); ok {
		new = respelled(old, new, names)
	}
	renames, err := resolveRenames(old, new, opts.Renames)
	if err != nil {
		return Result{}, err
	}
	renames = renameMultiranges(&old, &new, renames, rules, opts.NewLive)
	moved, err := extensionMoves(old, new, rules)
	if err != nil {
		return Result{}, err
	}
	c := &comparison{rules: rules, renames: renames, names: NewNames(old, renames, moved...), facets: newComparers()}
	if states, ok := rules.(StateRules); ok {
		old, new = states.Settle(old, new, c.names)
		old, new = canonical(old), canonical(new)
	}
	analysis, err := rules.Begin(old, new, c.names)
	if err != nil {
		return Result{}, fmt.Errorf("preparing to compare expressions: %w", err)
	}
	c.result.Moved = moved
	c.oracle = newOracle(analysis, c.names)
	if tables, ok := rules.(TableRules); ok {
		c.oracle.ordersColumns, c.ownIndexNames = tables.OrdersColumns(), tables.OwnIndexNames()
	}
	c.settle(old, new, opts)
	for _, r := range renames {
		c.result.Changes = append(c.result.Changes, r)
	}
	c.compare()
	if err := errors.Join(c.errs...); err != nil {
		return Result{}, fmt.Errorf("comparing schemas: %w", err)
	}
	if err := c.oracle.resolve(ctx); err != nil {
		return Result{}, err
	}
	for _, again := range c.later {
		again()
	}
	c.result.sort()
	c.result.Questions = c.questions()
	return c.result, nil
}

// comparison is the work on one pair of schemas.
type comparison struct {
	rules  Rules
	names  Names
	oracle *oracle
	facets *comparers
	// ownIndexNames: the names of keys and indexes count in their table alone.
	ownIndexNames bool
	// carried is the old side in the new side's names; its lists have the same
	// places as those of result.Old.
	carried model.Schema
	result  Result
	// later holds the comparisons that wait for the oracle.
	later   []func()
	errs    []error
	renames []Rename
	// left finds the objects of the new side, once asked.
	left       *objects
	leftTables map[model.QName]int
}

// compare goes through all objects.
func (c *comparison) compare() {
	old, carried, new := &c.result.Old, &c.carried, &c.result.New
	top(c, model.KindSchema, c.facets.namespace, old.Namespaces, carried.Namespaces, new.Namespaces,
		func(o *model.Namespace) model.QName { return model.QName{Name: o.Name} })
	top(c, model.KindExtension, c.facets.extension, old.Extensions, carried.Extensions, new.Extensions,
		func(o *model.Extension) model.QName { return model.QName{Name: o.Name} })
	top(c, model.KindEnum, c.facets.enum, old.Enums, carried.Enums, new.Enums,
		func(o *model.Enum) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} })
	for _, l := range top(c, model.KindDomain, c.facets.domain, old.Domains, carried.Domains, new.Domains, domainName) {
		c.domainChecks(&old.Domains[l.old], &carried.Domains[l.old], &new.Domains[l.new])
	}
	top(c, model.KindComposite, c.facets.composite, old.Composites, carried.Composites, new.Composites,
		func(o *model.Composite) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} })
	top(c, model.KindRange, c.facets.rangeType, old.Ranges, carried.Ranges, new.Ranges,
		func(o *model.Range) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} })
	top(c, model.KindSequence, c.facets.sequence, old.Sequences, carried.Sequences, new.Sequences,
		func(o *model.Sequence) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} })
	for _, l := range top(c, model.KindTable, c.facets.table, old.Tables, carried.Tables, new.Tables, tableName) {
		c.tableParts(&old.Tables[l.old], &carried.Tables[l.old], &new.Tables[l.new])
	}
	c.statistics()
	c.definitions()
	c.unsupported()
}

func domainName(o *model.Domain) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }
func tableName(o *model.Table) model.QName   { return model.QName{Schema: o.Schema, Name: o.Name} }

func (c *comparison) domainChecks(original, old, new *model.Domain) {
	members[model.Check]{
		original: original.Checks, old: old.Checks, new: new.Checks,
		scope: c.scope(domainName(original), domainName(new)), id: domainRuleID, facets: c.facets.domainRule,
	}.compare(c)
}

func (c *comparison) tableParts(original, old, new *model.Table) {
	s := c.scope(original.QName(), new.QName())
	if old.Materialized() && new.Materialized() {
		c.materializedParts(s, original, old, new)
		return
	}
	partsOf(c, s, columnID, c.facets.column, original.Columns, old.Columns, new.Columns)
	partsOf(c, s, keyID, c.facets.key, original.Keys, old.Keys, new.Keys)
	partsOf(c, s, checkID, c.facets.check, original.Checks, old.Checks, new.Checks)
	partsOf(c, s, exclusionID, c.facets.exclusion, original.Exclusions, old.Exclusions, new.Exclusions)
	partsOf(c, s, foreignKeyID, c.facets.foreignKey, original.ForeignKeys, old.ForeignKeys, new.ForeignKeys)
	partsOf(c, s, indexID, c.facets.index, original.Indexes, old.Indexes, new.Indexes)
	if old.Materialized() != new.Materialized() || old.Server != new.Server {
		return // it is another one: nothing of the old one stays
	}
	c.columnOrder(original, old, new)
	c.staysInherited(s, original, old, new)
	if new.PartitionOf.IsZero() && new.OfType.IsZero() {
		staysLocal(c, s, "column", columnID, original.Columns, old.Columns, new.Columns,
			func(o *model.Column) (string, bool) { return o.Name, o.Local || !o.Inherited })
		staysLocal(c, s, "check", checkID, original.Checks, old.Checks, new.Checks,
			func(o *model.Check) (string, bool) { return o.Name, o.Local || !o.Inherited })
	}
}

// materializedParts compares what belongs to materialized views. Which columns
// they have, and of which types, is their query's to say.
func (c *comparison) materializedParts(s scope, original, old, new *model.Table) {
	m := members[model.Column]{original: original.Columns, old: old.Columns, new: new.Columns, scope: s, id: columnID, facets: c.facets.column}
	m.facets = slices.DeleteFunc(slices.Clone(m.facets), func(f comparer[model.Column]) bool {
		return f.name == FacetType || f.name == FacetCollation
	})
	for i := range new.Columns {
		if at := slices.IndexFunc(old.Columns, func(o model.Column) bool { return o.Name == new.Columns[i].Name }); at >= 0 {
			m.pair(c, link{at, i})
		}
	}
	partsOf(c, s, keyID, c.facets.key, original.Keys, old.Keys, new.Keys)
	partsOf(c, s, indexID, c.facets.index, original.Indexes, old.Indexes, new.Indexes)
}

// partsOf compares the objects of one kind that belong to a table.
func partsOf[T model.Object](c *comparison, s scope, id func(model.QName, *T) model.ID, facets []comparer[T], original, old, new []T) {
	members[T]{original: original, old: old, new: new, scope: s, id: id, facets: facets}.compare(c)
}

// staysLocal notes what the new side only inherits and the old side declares
// itself: the server keeps the declaration, which matters once the table
// doesn't inherit it any more.
func staysLocal[T any](c *comparison, s scope, what string, id func(model.QName, *T) model.ID, original, old, new []T,
	declared func(*T) (name string, local bool),
) {
	inherited := map[string]*T{}
	for i := range new {
		if name, local := declared(&new[i]); !local {
			inherited[name] = &new[i]
		}
	}
	for i := range old {
		name, local := declared(&old[i])
		if o := inherited[name]; local && o != nil {
			c.result.Notes = append(c.result.Notes, Note{
				ID: id(s.newOwner, o), Old: id(s.oldOwner, &original[i]),
				Text: "the " + what + " stays declared by the table itself besides being inherited",
			})
		}
	}
}

// staysInherited notes the columns that the new side declares besides inheriting
// them, and the old side only inherits: the server doesn't take the declaration
// of a column that is there.
func (c *comparison) staysInherited(s scope, original, old, new *model.Table) {
	declared := map[string]*model.Column{}
	for i := range new.Columns {
		if o := &new.Columns[i]; o.Inherited && o.Local {
			declared[o.Name] = o
		}
	}
	for i := range old.Columns {
		if o := &old.Columns[i]; o.Inherited && !o.Local && declared[o.Name] != nil {
			c.result.Notes = append(c.result.Notes, Note{
				ID: columnID(s.newOwner, declared[o.Name]), Old: columnID(s.oldOwner, &original.Columns[i]),
				Text: "the column stays inherited alone and does not become declared by the table itself",
			})
		}
	}
}

// statistics are about a table: their scope is that, not themselves.
func (c *comparison) statistics() {
	old, carried, new := c.result.Old.Statistics, c.carried.Statistics, c.result.New.Statistics
	m := members[model.Statistics]{
		original: old, old: carried, new: new, facets: c.facets.statistics,
		id: func(_ model.QName, o *model.Statistics) model.ID {
			return model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name}
		},
	}
	m.scopeOf = func(l link) scope { return c.scope(old[l.old].Table, new[l.new].Table) }
	m.compare(c)
}

// unsupported compares what the model does not hold by kind and name.
func (c *comparison) unsupported() {
	const reason = "objects of this kind are not compared"
	theirs := make(map[model.ID]bool, len(c.result.New.Unsupported))
	for _, u := range c.result.New.Unsupported {
		theirs[u.ID] = true
	}
	ours := make(map[model.ID]bool, len(c.carried.Unsupported))
	for i, u := range c.carried.Unsupported {
		switch {
		case ours[u.ID]:
		case theirs[u.ID]:
			c.result.NotCompared = append(c.result.NotCompared, u.ID)
		default:
			id := c.result.Old.Unsupported[i].ID
			c.emit(Unsupported{ID: id, Reason: reason, Old: id.Path()})
		}
		ours[u.ID] = true
	}
	for _, u := range c.result.New.Unsupported {
		if !ours[u.ID] {
			ours[u.ID] = true
			c.emit(Unsupported{ID: u.ID, Reason: reason, New: u.ID.Path()})
		}
	}
}

// columnOrder notes columns that stand in another order on both sides.
func (c *comparison) columnOrder(original, old, new *model.Table) {
	if c.oracle.ordersColumns || len(old.Columns) <= len(new.Columns) && !differ(old.Columns, new.Columns) {
		return
	}
	place := make(map[string]int, len(new.Columns))
	for i, column := range new.Columns {
		place[column.Name] = i
	}
	last := -1
	for _, column := range old.Columns {
		i, ok := place[column.Name]
		if !ok {
			continue
		}
		if i < last {
			c.result.Notes = append(c.result.Notes, Note{
				ID:   model.ID{Kind: model.KindTable, Schema: new.Schema, Name: new.Name},
				Old:  model.ID{Kind: model.KindTable, Schema: original.Schema, Name: original.Name},
				Text: "the columns stand in another order",
			})
			return
		}
		last = i
	}
}

// differ reports whether two lists of columns begin with different names.
func differ(a, b []model.Column) bool {
	for i := range min(len(a), len(b)) {
		if a[i].Name != b[i].Name {
			return true
		}
	}
	return false
}

func (c *comparison) scope(oldOwner, newOwner model.QName) scope {
	return scope{oracle: c.oracle, oldOwner: oldOwner, newOwner: newOwner}
}

func (c *comparison) emit(change Change) { c.result.Changes = append(c.result.Changes, change) }
