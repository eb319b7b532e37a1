package diff

import (
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Names leads from the names of the old side to those of the new side, as a
// list of renames connects them, with all that a rename brings along: what is
// in a schema moves with it, the sequences and indexes of a table move with
// the table, a column is renamed in the children too. The zero Names, and that
// of no renames, leaves every name as it is.
type Names struct {
	schemas    map[string]string
	relations  map[model.QName]model.QName // tables, sequences, indexes, the indexes of constraints
	types      map[model.QName]model.QName // enums, domains, composites, ranges, row types of tables
	statistics map[model.QName]model.QName
	// routines are the functions that make values of range types, which are named
	// like these, and what belongs to extensions beside types.
	routines map[model.QName]model.QName
	// parts holds the names of all that has a parent, by its ID.
	parts map[model.ID]string
	// definitions holds what is called after types that have other names.
	definitions map[model.ID]model.ID
	// words are the names that change, before and after.
	words []string
}

// NewNames returns what the objects of old are called after the renames and the
// moves of extensions.
func NewNames(old model.Schema, renames []Rename, moves ...Move) Names {
	n := Names{}
	if len(renames)+len(moves) == 0 {
		return n
	}
	n.schemas = map[string]string{}
	n.relations = map[model.QName]model.QName{}
	n.types = map[model.QName]model.QName{}
	n.statistics = map[model.QName]model.QName{}
	n.routines = map[model.QName]model.QName{}
	n.parts = map[model.ID]string{}
	for _, r := range renames {
		if r.From.Kind == model.KindSchema {
			n.schemas[r.From.Name] = r.To.Name
		}
	}
	family := newFamily(old)
	for _, r := range renames {
		n.add(old, family, r)
	}
	for _, m := range moves {
		n.move(m)
	}
	n.definitions = n.renamedDefinitions(old, renames)
	n.words = n.allWords()
	n.signed(old)
	return n
}

// renamedDefinitions leads to the new names of definitions that have one. What is
// called by the name alone, as routines are, is followed if all of that name have the
// same new one.
func (n Names) renamedDefinitions(old model.Schema, renames []Rename) map[model.ID]model.ID {
	to := map[model.ID]model.ID{}
	for _, r := range renames {
		to[r.From] = r.To
	}
	ids := map[model.ID]model.ID{}
	other := map[model.QName]bool{} // another one keeps the name
	for _, d := range old.Definitions {
		renamed, ok := to[d.ID]
		if !ok {
			if d.ID.Parent == "" {
				other[model.QName{Schema: d.ID.Schema, Name: d.PlainName()}] = true
			}
			continue
		}
		ids[d.ID] = renamed
	}
	for _, d := range old.Definitions {
		q := model.QName{Schema: d.ID.Schema, Name: d.PlainName()}
		if renamed, ok := ids[d.ID]; ok && d.Signature != nil && !other[q] {
			name, _, _ := strings.Cut(renamed.Name, "(")
			n.routines[q] = model.QName{Schema: renamed.Schema, Name: name}
		}
	}
	return ids
}

// signed leads to the new names of what is called after types, as far as one of
// these has another name.
func (n Names) signed(old model.Schema) {
	for _, d := range old.Definitions {
		if _, done := n.definitions[d.ID]; done || d.Signature == nil {
			continue
		}
		to := n.ID(d.ID)
		to.Name = model.SignatureName(d.PlainName(), apply(d.Signature, func(t *model.Type) { *t = n.Type(*t) }))
		if to != n.ID(d.ID) {
			n.definitions[d.ID] = to
		}
	}
}

// allWords lists all names that change, as they stand between double quotes.
func (n Names) allWords() []string {
	set := map[string]bool{}
	add := func(from, to string) {
		set[inQuotes(from)], set[inQuotes(to)] = true, true
	}
	for from, to := range n.schemas {
		add(from, to)
	}
	for _, m := range []map[model.QName]model.QName{n.relations, n.types, n.statistics, n.routines} {
		for from, to := range m {
			add(from.Name, to.Name)
		}
	}
	for from, to := range n.parts {
		add(from.Name, to)
	}
	for from, to := range n.definitions {
		add(from.Name, to.Name)
	}
	return slices.Sorted(maps.Keys(set))
}

// Mention reports whether a text may mention something whose name changes.
func (n Names) Mention(text string) bool {
	for _, w := range n.words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// Empty reports whether no name changes.
func (n Names) Empty() bool {
	return len(n.schemas) == 0 && len(n.relations) == 0 && len(n.types) == 0 && len(n.statistics) == 0 && len(n.parts) == 0 &&
		len(n.definitions) == 0
}

func (n Names) add(old model.Schema, f family, r Rename) {
	switch from, to := r.From, r.To; from.Kind {
	case model.KindTable:
		n.relations[from.QName()] = to.QName()
		n.types[from.QName()] = to.QName()
		if to.Schema != n.schema(from.Schema) {
			n.moveTable(old, f, from.QName(), to.Schema)
		}
	case model.KindSequence:
		n.relations[from.QName()] = to.QName()
	case kindView:
		n.relations[from.QName()] = to.QName()
		n.types[from.QName()] = to.QName()
	case model.KindEnum, model.KindDomain, model.KindComposite:
		n.types[from.QName()] = to.QName()
	case model.KindRange:
		n.types[from.QName()] = to.QName()
		n.routines[from.QName()] = to.QName()
	case KindMultirange:
		n.types[from.QName()] = to.QName()
		n.renameMultirangeRoutines(old, from.QName(), to.QName())
	case model.KindStatistics:
		n.statistics[from.QName()] = to.QName()
	case model.KindColumn:
		n.renameColumn(old, f, from.Owner(), from.Name, to.Name)
	case KindAttribute:
		n.parts[from] = to.Name
		for _, i := range f.typed[from.Owner()] {
			n.renameColumn(old, f, old.Tables[i].QName(), from.Name, to.Name)
		}
	case model.KindCheck:
		n.renameCheck(old, f, from.Owner(), from.Name, to.Name)
	case model.KindPrimaryKey, model.KindUnique, model.KindExclusion, model.KindIndex:
		n.parts[from] = to.Name
		n.relations[from.QName()] = model.QName{Schema: to.Schema, Name: to.Name}
	case model.KindForeignKey, model.KindDomainConstraint, KindEnumValue:
		n.parts[from] = to.Name
	default: // schemas were first, nothing else has another name
	}
}

// renameMultirangeRoutines renames the functions that make values of a
// multirange type. They are in the schema of its range type.
func (n Names) renameMultirangeRoutines(old model.Schema, from, to model.QName) {
	for i := range old.Ranges {
		if r := &old.Ranges[i]; r.Multirange == from {
			n.routines[model.QName{Schema: r.Schema, Name: from.Name}] = model.QName{Schema: n.typeName(rangeName(r)).Schema, Name: to.Name}
		}
	}
}

// moveTable takes along what lives in the schema of its table. What has a
// rename of its own goes where that says.
func (n Names) moveTable(old model.Schema, f family, table model.QName, schema string) {
	move := func(q model.QName) {
		if _, ok := n.relations[q]; !ok {
			n.relations[q] = model.QName{Schema: schema, Name: q.Name}
		}
	}
	for _, i := range f.owned[table] {
		move(qname(old.Sequences[i]))
	}
	i, ok := f.tables[table]
	if !ok {
		return
	}
	t := old.Tables[i]
	for _, c := range t.Columns {
		if !c.Identity.IsZero() {
			move(c.Identity.Sequence)
		}
	}
	for _, o := range t.Keys {
		move(model.QName{Schema: table.Schema, Name: o.Name})
	}
	for _, o := range t.Exclusions {
		move(model.QName{Schema: table.Schema, Name: o.Name})
	}
	for _, o := range t.Indexes {
		move(model.QName{Schema: table.Schema, Name: o.Name})
	}
}

// renameColumn renames a column in a table and in all that inherit it.
func (n Names) renameColumn(old model.Schema, f family, table model.QName, from, to string) {
	id := model.ID{Kind: model.KindColumn, Schema: table.Schema, Parent: table.Name, Name: from}
	if _, done := n.parts[id]; done {
		return
	}
	n.parts[id] = to
	for _, i := range f.children[table] {
		if c, ok := old.Tables[i].Column(from); ok && c.Inherited {
			n.renameColumn(old, f, old.Tables[i].QName(), from, to)
		}
	}
}

// renameCheck renames a check in a table and in all that inherit it.
func (n Names) renameCheck(old model.Schema, f family, table model.QName, from, to string) {
	id := model.ID{Kind: model.KindCheck, Schema: table.Schema, Parent: table.Name, Name: from}
	if _, done := n.parts[id]; done {
		return
	}
	n.parts[id] = to
	for _, i := range f.children[table] {
		for _, c := range old.Tables[i].Checks {
			if c.Name == from && c.Inherited {
				n.renameCheck(old, f, old.Tables[i].QName(), from, to)
			}
		}
	}
}

// family says which tables belong together, by their places in a schema.
type family struct {
	tables   map[model.QName]int
	children map[model.QName][]int // inheritance and partitions
	typed    map[model.QName][]int // tables of a composite type
	owned    map[model.QName][]int // sequences of a table's columns
}

func newFamily(s model.Schema) family {
	f := family{
		tables:   make(map[model.QName]int, len(s.Tables)),
		children: map[model.QName][]int{},
		typed:    map[model.QName][]int{},
		owned:    map[model.QName][]int{},
	}
	for i, t := range s.Tables {
		f.tables[t.QName()] = i
		for _, parent := range t.Inherits {
			f.children[parent] = append(f.children[parent], i)
		}
		if !t.PartitionOf.IsZero() {
			f.children[t.PartitionOf] = append(f.children[t.PartitionOf], i)
		}
		if !t.OfType.IsZero() {
			f.typed[t.OfType] = append(f.typed[t.OfType], i)
		}
	}
	for i, s := range s.Sequences {
		if !s.OwnedBy.IsZero() {
			f.owned[s.OwnedBy.Table] = append(f.owned[s.OwnedBy.Table], i)
		}
	}
	return f
}

// ID returns what an object of the old side is called on the new side. IDs of
// unsupported kinds follow their schema and their table.
func (n Names) ID(id model.ID) model.ID {
	if n.Empty() {
		return id
	}
	if to, ok := n.definitions[id]; ok {
		return to
	}
	if of, aspect, ok := id.About(); ok {
		return n.ID(of).Attached(aspect)
	}
	owner := id.Owner()
	switch id.Kind {
	case model.KindSchema:
		return model.ID{Kind: id.Kind, Name: n.schema(id.Name)}
	case model.KindExtension:
		return id
	case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange,
		model.KindDomainConstraint, KindAttribute, KindEnumValue, KindMultirange:
		owner = n.typeName(owner)
	case model.KindStatistics:
		owner = n.statisticsName(owner)
	case model.KindRoutine:
		owner = n.mapped(n.routines, owner)
	default:
		owner = n.owner(id, owner)
	}
	to := model.ID{Kind: id.Kind, Schema: owner.Schema, Name: owner.Name}
	if id.Parent != "" {
		to.Parent, to.Name = owner.Name, n.part(id)
	}
	return to
}

// owner returns the new name of what an object of another kind belongs to, or
// its own: relations have their names together, all else only moves with its
// schema.
func (n Names) owner(id model.ID, owner model.QName) model.QName {
	if id.Parent != "" || slices.Contains(model.Kinds(), id.Kind) || strings.HasSuffix(string(id.Kind), "view") || strings.HasSuffix(string(id.Kind), "table") {
		return n.Relation(owner)
	}
	return n.mapped(nil, owner)
}

// Relation returns what a table, a sequence or an index is called on the new
// side.
func (n Names) Relation(q model.QName) model.QName { return n.mapped(n.relations, q) }

// Type returns a type in the new side's names.
func (n Names) Type(t model.Type) model.Type {
	if n.Empty() || t.Builtin() {
		return t
	}
	q := n.typeName(t.QName())
	t.Schema, t.Name = q.Schema, q.Name
	return t
}

// Column returns what a column of an old table is called on the new side.
func (n Names) Column(table model.QName, column string) string {
	if len(n.parts) == 0 {
		return column
	}
	return n.part(model.ID{Kind: model.KindColumn, Schema: table.Schema, Parent: table.Name, Name: column})
}

func (n Names) part(id model.ID) string {
	if to, ok := n.parts[id]; ok {
		return to
	}
	return id.Name
}

func (n Names) typeName(q model.QName) model.QName       { return n.mapped(n.types, q) }
func (n Names) statisticsName(q model.QName) model.QName { return n.mapped(n.statistics, q) }
func (n Names) inSchema(q model.QName) model.QName       { return n.mapped(n.routines, q) }

func (n Names) mapped(m map[model.QName]model.QName, q model.QName) model.QName {
	if to, ok := m[q]; ok {
		return to
	}
	return model.QName{Schema: n.schema(q.Schema), Name: q.Name}
}

func (n Names) schema(name string) string {
	if to, ok := n.schemas[name]; ok {
		return to
	}
	return name
}

func qname(s model.Sequence) model.QName { return model.QName{Schema: s.Schema, Name: s.Name} }

// inQuotes returns a name as it stands between double quotes; a name that needs
// none is the same.
func inQuotes(name string) string { return strings.ReplaceAll(name, `"`, `""`) }
