package diff

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/model"
)

// questions finds drops and adds that look like renames: the dropped object is
// the same as the added one but for its name, or nearly so. A question is asked
// only where the pair is the only likely one.
func (c *comparison) questions() []Question {
	a := asker{comparison: c, dropped: map[group][]candidate{}, added: map[group][]candidate{}}
	for _, change := range c.result.Changes {
		switch change := change.(type) {
		case Drop:
			a.sort(a.dropped, OldSide, change.ID, c.names.ID(change.ID), change.Old)
		case Add:
			a.sort(a.added, NewSide, change.ID, change.ID, change.New)
		case Alter:
			a.members(change)
		case Rename, Unsupported:
		}
	}
	for _, g := range a.groups {
		a.ask(g)
	}
	slices.SortFunc(a.list, func(a, b Question) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return a.list
}

// group is a kind of objects in one place.
type group struct {
	kind  model.Kind
	owner model.QName // schema or table, in the new side's names
}

// candidate is a dropped or an added object.
type candidate struct {
	id model.ID
	// kind is what people call it.
	kind model.Kind
	// exact and loose are signatures: candidates with equal exact ones are very
	// likely the same, with equal loose ones only if there are no others.
	exact, loose string
	columns      []string // of a table
	asked        bool
}

type asker struct {
	*comparison
	groups         []group // those that something was dropped from, in order
	dropped, added map[group][]candidate
	list           []Question
	contents       [2]map[string][]string // by schema, of both sides; made when needed
}

func (a *asker) sort(into map[group][]candidate, side Side, id, newID model.ID, o model.Object) {
	g := group{kind: newID.Kind, owner: model.QName{Schema: newID.Schema, Name: newID.Parent}}
	if t, ok := o.(model.Table); ok {
		g.kind = t.Kind()
	}
	if names, ok := a.rules.(NameRules); ok && names.Unnamed(id.Name) {
		return // there is no name that could have been another one
	}
	cand := candidate{id: id, kind: g.kind}
	owner := id.Owner()
	if st, ok := o.(model.Statistics); ok {
		owner = st.Table
	}
	if side == OldSide {
		o = a.names.object(id, o)
	}
	cand.exact, cand.loose = a.signatures(side, id, owner, o)
	if t, ok := o.(model.Table); ok {
		for _, col := range t.Columns {
			cand.columns = append(cand.columns, sign(col.Name, showType(col.Type)))
		}
		slices.Sort(cand.columns)
	}
	if cand.exact == "" {
		return
	}
	if side == OldSide && into[g] == nil {
		a.groups = append(a.groups, g)
	}
	into[g] = append(into[g], cand)
}

// ask pairs the candidates of one group.
func (a *asker) ask(g group) {
	old, new := a.dropped[g], a.added[g]
	if len(old) == 0 || len(new) == 0 {
		return
	}
	a.pairUnique(old, new, func(c candidate) string { return c.exact })
	a.pairUnique(old, new, func(c candidate) string { return c.loose })
	if g.kind == model.KindTable || g.kind == model.KindMaterializedView {
		a.pairSimilar(old, new)
	}
}

// pairUnique asks about candidates that alone have their signature.
func (a *asker) pairUnique(old, new []candidate, signature func(candidate) string) {
	type both struct{ old, new []int }
	bySignature := map[string]*both{}
	at := func(c candidate) *both {
		s := signature(c)
		if bySignature[s] == nil {
			bySignature[s] = &both{}
		}
		return bySignature[s]
	}
	for i, c := range old {
		if !c.asked && signature(c) != "" {
			b := at(c)
			b.old = append(b.old, i)
		}
	}
	for j, c := range new {
		if !c.asked && signature(c) != "" {
			b := at(c)
			b.new = append(b.new, j)
		}
	}
	for i := range old {
		if old[i].asked || signature(old[i]) == "" {
			continue
		}
		if b := at(old[i]); len(b.old) == 1 && len(b.new) == 1 {
			a.question(&old[i], &new[b.new[0]])
		}
	}
}

func (a *asker) question(old, new *candidate) {
	old.asked, new.asked = true, true
	from := old.id
	from.Kind = old.kind
	a.list = append(a.list, Question{From: old.id, To: new.id, Hint: hint(from, new.id)})
}

// maxSimilar bounds how many pairs of tables are looked at closely.
const maxSimilar = 10_000

// pairSimilar asks about tables that have most columns in common.
func (a *asker) pairSimilar(old, new []candidate) {
	if len(old)*len(new) > maxSimilar {
		return
	}
	for i := range old {
		if old[i].asked {
			continue
		}
		best, bestScore, ties := -1, 0.0, 0
		for j := range new {
			if new[j].asked {
				continue
			}
			switch score := similarity(old[i].columns, new[j].columns); {
			case score > bestScore:
				best, bestScore, ties = j, score, 0
			case score == bestScore:
				ties++
			}
		}
		if best >= 0 && bestScore >= 0.6 && ties == 0 {
			a.question(&old[i], &new[best])
		}
	}
}

// similarity is the share of the elements of two sorted lists that both have.
func similarity(a, b []string) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			common++
			i++
			j++
		}
	}
	if common < 2 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// signatures says what an object is apart from its name; empty if that says too
// little.
func (a *asker) signatures(side Side, id model.ID, owner model.QName, o model.Object) (exact, loose string) {
	s := a.comparison.scope(owner, owner)
	switch o := o.(type) {
	case model.Namespace:
		return a.schemaContents(side, id.Name), ""
	case model.Enum:
		return sign(o.Labels...), ""
	case model.Domain:
		checks := join(o.Checks, func(c model.Check) string { return s.sign(side, UseDomainCheck, c.Expr) })
		return sign(showType(o.Base), signQName(o.Collation), signFlags(o.NotNull), s.sign(side, UseDomainDefault, o.Default), checks), ""
	case model.Composite:
		return sign("attributes", join(o.Attributes, showAttribute)), ""
	case model.Range:
		return sign(showType(o.Subtype), signQName(o.Opclass), signQName(o.Collation)), ""
	case model.Sequence:
		return sign(showOptionsOf(o.Options), showColumnRef(o.OwnedBy)), ""
	case model.Table:
		return sign("columns", join(o.Columns, func(c model.Column) string { return sign(c.Name, showType(c.Type)) })), ""
	case model.Column:
		return a.columnSignatures(side, id, o)
	case model.Key:
		core, rest := keyNaming().signature(s, side, &o)
		return sign(core, rest), sign(signNames(o.Columns))
	case model.Check:
		core, _ := checkNaming(checkUse(id), constraintNames).signature(s, side, &o)
		return core, ""
	case model.Exclusion:
		core, _ := exclusionNaming().signature(s, side, &o)
		return core, ""
	case model.ForeignKey:
		core, rest := foreignKeyNaming().signature(s, side, &o)
		return sign(core, rest), core
	case model.Index:
		core, rest := indexNaming().signature(s, side, &o)
		return sign(core, rest), core
	case model.Statistics:
		core, _ := statisticsNaming().signature(s, side, &o)
		return sign(core, signQName(o.Table)), ""
	case model.Definition:
		return a.definitionSignature(side, id, o), ""
	case model.Extension:
		return "", ""
	}
	return "", ""
}

func checkUse(id model.ID) Use {
	if id.Kind == model.KindDomainConstraint {
		return UseDomainCheck
	}
	return UseCheck
}

func showOptionsOf(o model.SequenceOptions) string {
	return sign(o.Type, strconv.FormatInt(o.Start, 10), strconv.FormatInt(o.Increment, 10), strconv.FormatInt(o.Min, 10),
		strconv.FormatInt(o.Max, 10), strconv.FormatInt(o.Cache, 10), yesNo(o.Cycle))
}

// columnSignatures are all attributes, or the type and the place among the
// columns. An inherited column is renamed where it comes from.
func (a *asker) columnSignatures(side Side, id model.ID, o model.Column) (exact, loose string) {
	tables := a.result.New.Tables
	if side == OldSide {
		tables = a.result.Old.Tables
	}
	i, ok := slices.BinarySearchFunc(tables, id.Owner(), func(t model.Table, q model.QName) int { return t.QName().Compare(q) })
	if !ok || o.Inherited {
		return "", ""
	}
	place := slices.IndexFunc(tables[i].Columns, func(c model.Column) bool { return c.Name == id.Name })
	core := sign(showType(o.Type), signQName(o.Collation), signFlags(!o.Generated.IsZero()))
	return sign(core, signFlags(o.NotNull, o.Default.IsZero()), string(o.Identity.Mode)), sign(core, strconv.Itoa(place))
}

// schemaContents signs the names of all tables and types in a schema.
func (a *asker) schemaContents(side Side, name string) string {
	if a.contents[side] == nil {
		contents := map[string][]string{}
		s := a.result.New
		if side == OldSide {
			s = a.result.Old
		}
		eachID(s, func(id model.ID) {
			if id.Parent == "" {
				contents[id.Schema] = append(contents[id.Schema], sign(string(id.Kind), id.Name))
			}
		})
		a.contents[side] = contents
	}
	list := a.contents[side][name]
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	return sign(list...)
}

// members asks about the parts of a type that have no changes of their own: one
// enum value or attribute that stands in the place of another.
func (a *asker) members(c Alter) {
	ask := func(kind model.Kind, from, to string) {
		old := model.ID{Kind: kind, Schema: c.OldID.Schema, Parent: c.OldID.Name, Name: from}
		new := model.ID{Kind: kind, Schema: c.NewID.Schema, Parent: c.NewID.Name, Name: to}
		a.list = append(a.list, Question{From: old, To: new, Hint: hint(old, new)})
	}
	if old, ok := c.Old.(model.Enum); ok {
		if new, ok := c.New.(model.Enum); ok {
			if i, one := onlyDifference(old.Labels, new.Labels); one {
				ask(KindEnumValue, old.Labels[i], new.Labels[i])
			}
		}
	}
	old, isOld := c.Old.(model.Composite)
	new, isNew := c.New.(model.Composite)
	if !isOld || !isNew {
		return
	}
	i, one := onlyDifference(attributeNames(old), attributeNames(new))
	if one && a.names.Type(old.Attributes[i].Type) == new.Attributes[i].Type {
		ask(KindAttribute, old.Attributes[i].Name, new.Attributes[i].Name)
	}
}

func attributeNames(o model.Composite) []string {
	list := make([]string, len(o.Attributes))
	for i, at := range o.Attributes {
		list[i] = at.Name
	}
	return list
}

// onlyDifference returns the place in which alone two lists differ.
func onlyDifference(a, b []string) (int, bool) {
	if len(a) != len(b) {
		return 0, false
	}
	found := -1
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if found >= 0 || slices.Contains(b, a[i]) || slices.Contains(a, b[i]) {
			return 0, false
		}
		found = i
	}
	return found, found >= 0
}

// object returns an object of the old side in the new side's names.
func (n Names) object(id model.ID, o model.Object) model.Object {
	if n.Empty() {
		return o
	}
	owner := id.Owner()
	t := model.Table{Schema: owner.Schema, Name: owner.Name}
	var s model.Schema
	switch o := o.(type) {
	case model.Enum:
		n.enum(&o)
		return o
	case model.Domain:
		n.domain(&o)
		return o
	case model.Composite:
		n.composite(&o)
		return o
	case model.Range:
		n.rangeType(&o)
		return o
	case model.Table:
		n.table(&o)
		return o
	case model.Column:
		t.Columns = []model.Column{o}
	case model.Key:
		t.Keys = []model.Key{o}
	case model.Exclusion:
		t.Exclusions = []model.Exclusion{o}
	case model.ForeignKey:
		t.ForeignKeys = []model.ForeignKey{o}
	case model.Index:
		t.Indexes = []model.Index{o}
	case model.Sequence:
		s.Sequences = []model.Sequence{o}
		return n.Carry(s).Sequences[0]
	case model.Statistics:
		s.Statistics = []model.Statistics{o}
		return n.Carry(s).Statistics[0]
	case model.Definition:
		return n.definition(o)
	case model.Namespace, model.Extension, model.Check:
		return o
	}
	n.table(&t)
	return t.Parts()[0].Object
}
