package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// settle fills in the sides of the comparison. In them every name that the
// declared side left to the server is decided: an unnamed object takes the name
// of the old side's object that is the same, if there is one, and whatever
// refers to it by name follows.
func (c *comparison) settle(old, new model.Schema, opts Options) {
	carried := c.names.Carry(old)
	s := &settler{comparison: c, old: old, carried: carried, renamed: map[model.QName]model.QName{}, checks: map[checkName]string{}}
	s.new = new
	s.new.Domains = slices.Clone(new.Domains)
	s.new.Tables = slices.Clone(new.Tables)
	s.new.Sequences = slices.Clone(new.Sequences)
	s.new.Statistics = slices.Clone(new.Statistics)

	s.domains()
	s.tables()
	s.sequences()
	s.statistics()
	s.avoidTaken()
	s.follow()
	s.implied(opts.NewLive)
	s.notNulls(opts.NewLive)
	if !opts.NewLive {
		s.unstated()
	}
	s.access(opts)
	s.old.Extensions, s.carried.Extensions, s.new.Extensions = settleExtensions(s.old.Extensions, s.carried.Extensions, s.new.Extensions, opts)
	forgetImplicit(&s.old)
	forgetImplicit(&s.new)
	s.new.Sort()
	c.carried = s.carried
	c.result.Old, c.result.New = s.old, s.new
	c.forgetUnread()
}

// settler settles the names of a declared schema. The lists of new are its own
// as far as it changes them.
type settler struct {
	*comparison
	old, carried, new model.Schema
	// renamed leads from the name that a relation of the new side had to the one
	// that it has taken.
	renamed map[model.QName]model.QName
	// checks leads from the names of checks to those that they have taken.
	checks map[checkName]string
	// free are the unnamed objects that took no name of the old side; givenUp
	// the names of those that did.
	free    []unnamed
	givenUp []unnamed
	// explicit are the relations that the new side names itself; nil until
	// needed.
	explicit map[model.QName]bool
}

func (s *settler) domains() {
	places := placesOf(s.new.Domains, domainName)
	for i := range s.carried.Domains {
		j, ok := places[domainName(&s.carried.Domains[i])]
		if !ok || !some(s.new.Domains[j].Checks, func(c *model.Check) bool { return c.ImplicitName }) {
			continue
		}
		d := &s.new.Domains[j]
		d.Checks = slices.Clone(d.Checks)
		scope := s.scope(domainName(&s.old.Domains[i]), domainName(d))
		settleNames(s, scope, checkNaming(UseDomainCheck, domainNames), s.carried.Domains[i].Checks, d.Checks)
	}
}

// tables settles the parts of all tables, parents before their children: an
// index of a partition is told by the index that it is attached to.
func (s *settler) tables() {
	places := placesOf(s.carried.Tables, tableName)
	for _, j := range parentsFirst(s.new.Tables) {
		t := &s.new.Tables[j]
		declared := s.inheritChecks(t)
		if i, ok := places[t.QName()]; ok {
			s.table(&s.old.Tables[i], &s.carried.Tables[i], t)
		}
		for k, name := range declared {
			if to := t.Checks[k].Name; to != name {
				s.checks[checkName{t.QName(), name}] = to
			}
		}
	}
}

// checkName is the name of a check that the new side declared.
type checkName struct {
	table model.QName
	name  string
}

// inheritChecks gives inherited checks the names that their parents' checks have
// taken: such a check has no name of its own. It returns the names that all checks
// had.
func (s *settler) inheritChecks(t *model.Table) []string {
	declared := make([]string, len(t.Checks))
	copied := false
	for i := range t.Checks {
		declared[i] = t.Checks[i].Name
		if !t.Checks[i].Inherited {
			continue
		}
		for _, parent := range parentsOf(t) {
			to, ok := s.checks[checkName{parent, declared[i]}]
			if !ok {
				continue
			}
			if !copied {
				t.Checks, copied = slices.Clone(t.Checks), true
			}
			t.Checks[i].Name, t.Checks[i].ImplicitName = to, false
		}
	}
	return declared
}

func (s *settler) table(original, old, new *model.Table) {
	scope := s.scope(original.QName(), new.QName())
	scope.renamed = s.renamed
	s.identities(old, new)
	if some(new.Keys, func(o *model.Key) bool { return o.ImplicitName }) {
		new.Keys = slices.Clone(new.Keys)
		settleNames(s, scope, keyNaming(), old.Keys, new.Keys)
	}
	if some(new.Checks, func(o *model.Check) bool { return o.ImplicitName }) {
		new.Checks = slices.Clone(new.Checks)
		settleNames(s, scope, checkNaming(UseCheck, constraintNames), old.Checks, new.Checks)
	}
	if some(new.Exclusions, func(o *model.Exclusion) bool { return o.ImplicitName }) {
		new.Exclusions = slices.Clone(new.Exclusions)
		settleNames(s, scope, exclusionNaming(), old.Exclusions, new.Exclusions)
	}
	if some(new.ForeignKeys, func(o *model.ForeignKey) bool { return o.ImplicitName }) {
		new.ForeignKeys = slices.Clone(new.ForeignKeys)
		settleNames(s, scope, foreignKeyNaming(), old.ForeignKeys, new.ForeignKeys)
	}
	if some(new.Indexes, func(o *model.Index) bool { return o.ImplicitName }) {
		new.Indexes = slices.Clone(new.Indexes)
		settleNames(s, scope, indexNaming(), old.Indexes, new.Indexes)
	}
}

// identities gives the sequences of identity columns the names that they have.
func (s *settler) identities(old, new *model.Table) {
	if !some(new.Columns, func(c *model.Column) bool { return c.Identity.ImplicitName && !c.Identity.IsZero() }) {
		return
	}
	new.Columns = slices.Clone(new.Columns)
	for i := range new.Columns {
		identity := &new.Columns[i].Identity
		if !identity.ImplicitName || identity.IsZero() {
			continue
		}
		if c, ok := old.Column(new.Columns[i].Name); ok && !c.Identity.IsZero() {
			if c.Identity.Sequence != identity.Sequence {
				s.renamed[identity.Sequence] = c.Identity.Sequence
			}
			identity.Sequence = c.Identity.Sequence
		}
	}
}

// follow makes references to relations follow their new names.
func (s *settler) follow() {
	if len(s.renamed) == 0 {
		return
	}
	for i := range s.new.Tables {
		t := &s.new.Tables[i]
		t.Keys = replaced(t.Keys, s.renamed, func(o *model.Key) *model.QName { return &o.Parent })
		t.Exclusions = replaced(t.Exclusions, s.renamed, func(o *model.Exclusion) *model.QName { return &o.Parent })
		t.Indexes = replaced(t.Indexes, s.renamed, func(o *model.Index) *model.QName { return &o.Parent })
		if t.ReplicaIdentity.Mode == model.ReplicaIndex {
			index := model.QName{Schema: t.Schema, Name: t.ReplicaIdentity.Index}
			if to, ok := s.renamed[index]; ok {
				t.ReplicaIdentity.Index = to.Name
			}
		}
	}
}

// replaced returns list with names replaced, as a copy if there are any.
func replaced[T any](list []T, names map[model.QName]model.QName, ref func(*T) *model.QName) []T {
	copied := false
	for i := range list {
		to, ok := names[*ref(&list[i])]
		if !ok {
			continue
		}
		if !copied {
			list, copied = slices.Clone(list), true
		}
		*ref(&list[i]) = to
	}
	return list
}

// sequences gives the sequences of serial columns the names that the columns'
// own sequences have.
func (s *settler) sequences() {
	have := placesOf(s.carried.Sequences, func(o *model.Sequence) model.QName { return qname(*o) })
	owned := map[model.ColumnRef][]model.QName{}
	for _, o := range s.carried.Sequences {
		if !o.OwnedBy.IsZero() {
			owned[o.OwnedBy] = append(owned[o.OwnedBy], qname(o))
		}
	}
	wanted := placesOf(s.new.Sequences, func(o *model.Sequence) model.QName { return qname(*o) })
	var moved []Rename
	for i := range s.new.Sequences {
		o := &s.new.Sequences[i]
		if _, ok := have[qname(*o)]; ok || !o.ImplicitName || o.OwnedBy.IsZero() {
			continue
		}
		for _, name := range owned[o.OwnedBy] {
			if _, ok := wanted[name]; !ok && !s.named(name) {
				moved = append(moved, Rename{From: sequenceID(qname(*o)), To: sequenceID(name)})
				s.renamed[qname(*o)] = name
				o.Schema, o.Name = split(name)
				break
			}
		}
	}
	s.followSequences(NewNames(s.new, moved))
}

func sequenceID(q model.QName) model.ID {
	return model.ID{Kind: model.KindSequence, Schema: q.Schema, Name: q.Name}
}

// followSequences makes defaults follow the sequences that they take values
// from. Most are those of serial columns, but LIKE copies such a default.
func (s *settler) followSequences(names Names) {
	if names.Empty() {
		return
	}
	mentions := func(c *model.Column) bool { return names.Mention(c.Default.Text) }
	for i := range s.new.Tables {
		t := &s.new.Tables[i]
		t.Columns = edited(t.Columns, mentions, func(c *model.Column) {
			c.Default.Text = s.rules.Rewrite(c.Default.Text, names)
		})
	}
	for i := range s.new.Domains {
		if d := &s.new.Domains[i]; names.Mention(d.Default.Text) {
			d.Default.Text = s.rules.Rewrite(d.Default.Text, names)
		}
	}
}

func (s *settler) statistics() {
	if !some(s.new.Statistics, func(o *model.Statistics) bool { return o.ImplicitName }) {
		return
	}
	tables := placesOf(s.carried.Tables, tableName)
	table := func(o *model.Statistics) model.QName { return o.Table }
	old, new := groupBy(s.carried.Statistics, table), groupBy(s.new.Statistics, table)
	for _, i := range parentsFirst(s.new.Tables) {
		table := s.new.Tables[i].QName()
		place, ok := tables[table]
		if !ok || len(old[table]) == 0 || len(new[table]) == 0 {
			continue
		}
		ours, theirs := pick(s.carried.Statistics, old[table]), pick(s.new.Statistics, new[table])
		before := len(s.free)
		settleNames(s, s.scope(s.old.Tables[place].QName(), table), statisticsNaming(), ours, theirs)
		for k, j := range new[table] {
			s.new.Statistics[j] = theirs[k]
			for f := range s.free[before:] {
				if free := &s.free[before+f]; free.name == &theirs[k].Name {
					free.name = &s.new.Statistics[j].Name
				}
			}
		}
	}
}

func groupBy[T any](list []T, key func(*T) model.QName) map[model.QName][]int {
	groups := map[model.QName][]int{}
	for i := range list {
		k := key(&list[i])
		groups[k] = append(groups[k], i)
	}
	return groups
}

func pick[T any](list []T, places []int) []T {
	picked := make([]T, len(places))
	for i, p := range places {
		picked[i] = list[p]
	}
	return picked
}

func placesOf[T any](list []T, name func(*T) model.QName) map[model.QName]int {
	places := make(map[model.QName]int, len(list))
	for i := range list {
		places[name(&list[i])] = i
	}
	return places
}

// parentsFirst lists the places of tables in an order in which a partition
// comes after its table.
func parentsFirst(tables []model.Table) []int {
	places := placesOf(tables, tableName)
	order := make([]int, 0, len(tables))
	seen := make([]bool, len(tables))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, parent := range parentsOf(&tables[i]) {
			if j, ok := places[parent]; ok {
				visit(j)
			}
		}
		order = append(order, i)
	}
	for i := range tables {
		visit(i)
	}
	return order
}

// parentsOf lists the tables that a table is a partition or a child of.
func parentsOf(t *model.Table) []model.QName {
	if t.PartitionOf.IsZero() {
		return t.Inherits
	}
	return append([]model.QName{t.PartitionOf}, t.Inherits...)
}
