package model

import "maps"

// An Object is anything that has an [ID] and can differ on its own: the set is
// closed, and every switch over it lists them all.
//
//sumtype:decl
type Object interface {
	isObject()
}

func (Namespace) isObject()  {}
func (Extension) isObject()  {}
func (Enum) isObject()       {}
func (Domain) isObject()     {}
func (Composite) isObject()  {}
func (Range) isObject()      {}
func (Sequence) isObject()   {}
func (Table) isObject()      {}
func (Column) isObject()     {}
func (Key) isObject()        {}
func (Check) isObject()      {}
func (Exclusion) isObject()  {}
func (ForeignKey) isObject() {}
func (Index) isObject()      {}
func (Statistics) isObject() {}
func (Definition) isObject() {}

// An Entry is one addressed object of a schema.
type Entry struct {
	ID     ID
	Object Object
}

// PosOf returns where an object was declared; zero if unknown.
func PosOf(o Object) Pos {
	switch o := o.(type) {
	case Namespace:
		return o.Pos
	case Extension:
		return o.Pos
	case Enum:
		return o.Pos
	case Domain:
		return o.Pos
	case Composite:
		return o.Pos
	case Range:
		return o.Pos
	case Sequence:
		return o.Pos
	case Table:
		return o.Pos
	case Column:
		return o.Pos
	case Key:
		return o.Pos
	case Check:
		return o.Pos
	case Exclusion:
		return o.Pos
	case ForeignKey:
		return o.Pos
	case Index:
		return o.Pos
	case Statistics:
		return o.Pos
	case Definition:
		return o.Pos
	}
	return Pos{}
}

// Entries lists every object of the schema in one flat list, in the order in
// which the schema holds them: a table, then its columns, keys, checks,
// exclusions, foreign keys and indexes. A [Table] entry still holds its parts.
func (s Schema) Entries() []Entry {
	list := make([]Entry, 0, s.size())
	add := func(k Kind, schema, parent, name string, o Object) {
		list = append(list, Entry{ID{k, schema, parent, name}, o})
	}
	for _, o := range s.Namespaces {
		add(KindSchema, "", "", o.Name, o)
	}
	for _, o := range s.Extensions {
		add(KindExtension, "", "", o.Name, o)
	}
	for _, o := range s.Enums {
		add(KindEnum, o.Schema, "", o.Name, o)
	}
	for _, o := range s.Domains {
		add(KindDomain, o.Schema, "", o.Name, o)
		for _, c := range o.Checks {
			add(KindDomainConstraint, o.Schema, o.Name, c.Name, c)
		}
	}
	for _, o := range s.Composites {
		add(KindComposite, o.Schema, "", o.Name, o)
	}
	for _, o := range s.Ranges {
		add(KindRange, o.Schema, "", o.Name, o)
	}
	for _, o := range s.Sequences {
		add(KindSequence, o.Schema, "", o.Name, o)
	}
	for _, t := range s.Tables {
		add(KindTable, t.Schema, "", t.Name, t)
		list = append(list, t.Parts()...)
	}
	for _, o := range s.Statistics {
		add(KindStatistics, o.Schema, "", o.Name, o)
	}
	for _, o := range s.Definitions {
		list = append(list, Entry{o.ID, o})
	}
	return list
}

// Counts counts the objects that the schema holds or lists as unsupported, by
// kind. What is said about an object, such as its owner, is no object.
func (s Schema) Counts() map[Kind]int {
	counts := map[Kind]int{
		KindSchema: len(s.Namespaces), KindExtension: len(s.Extensions), KindEnum: len(s.Enums), KindDomain: len(s.Domains),
		KindComposite: len(s.Composites), KindRange: len(s.Ranges), KindSequence: len(s.Sequences), KindTable: len(s.Tables),
		KindStatistics: len(s.Statistics),
	}
	for i := range s.Domains {
		counts[KindDomainConstraint] += len(s.Domains[i].Checks)
	}
	for i := range s.Tables {
		t := &s.Tables[i]
		counts[KindColumn] += len(t.Columns)
		counts[KindCheck] += len(t.Checks)
		counts[KindExclusion] += len(t.Exclusions)
		counts[KindForeignKey] += len(t.ForeignKeys)
		counts[KindIndex] += len(t.Indexes)
		for j := range t.Keys {
			counts[t.Keys[j].Kind()]++
		}
	}
	for i := range s.Definitions {
		if id := s.Definitions[i].ID; id.Concern() == NoConcern {
			counts[id.Kind]++
		}
	}
	for _, u := range s.Unsupported {
		counts[u.ID.Kind]++
	}
	maps.DeleteFunc(counts, func(_ Kind, n int) bool { return n == 0 })
	return counts
}

// Parts lists the table's columns, keys, checks, exclusions, foreign keys and
// indexes.
func (t Table) Parts() []Entry {
	var list []Entry
	add := func(k Kind, name string, o Object) {
		list = append(list, Entry{ID{k, t.Schema, t.Name, name}, o})
	}
	for _, o := range t.Columns {
		add(KindColumn, o.Name, o)
	}
	for _, o := range t.Keys {
		add(o.Kind(), o.Name, o)
	}
	for _, o := range t.Checks {
		add(KindCheck, o.Name, o)
	}
	for _, o := range t.Exclusions {
		add(KindExclusion, o.Name, o)
	}
	for _, o := range t.ForeignKeys {
		add(KindForeignKey, o.Name, o)
	}
	for _, o := range t.Indexes {
		add(KindIndex, o.Name, o)
	}
	return list
}

// Part returns the column, constraint or index that has the kind and the name of an
// ID, nil if the table has none.
func (t *Table) Part(id ID) Object {
	switch id.Kind {
	case KindColumn:
		return first(t.Columns, func(o *Column) bool { return o.Name == id.Name })
	case KindPrimaryKey, KindUnique:
		return first(t.Keys, func(o *Key) bool { return o.Name == id.Name && o.Kind() == id.Kind })
	case KindCheck:
		return first(t.Checks, func(o *Check) bool { return o.Name == id.Name })
	case KindExclusion:
		return first(t.Exclusions, func(o *Exclusion) bool { return o.Name == id.Name })
	case KindForeignKey:
		return first(t.ForeignKeys, func(o *ForeignKey) bool { return o.Name == id.Name })
	case KindIndex:
		return first(t.Indexes, func(o *Index) bool { return o.Name == id.Name })
	default:
		return nil
	}
}

// first returns the first object of a list that fits, nil if none does.
func first[T Object](list []T, fits func(*T) bool) Object {
	for i := range list {
		if fits(&list[i]) {
			return list[i]
		}
	}
	return nil
}

// Kind returns KindPrimaryKey or KindUnique.
func (k Key) Kind() Kind {
	if k.Primary {
		return KindPrimaryKey
	}
	return KindUnique
}

func (s Schema) size() int {
	n := len(s.Namespaces) + len(s.Extensions) + len(s.Enums) + len(s.Domains) + len(s.Composites) +
		len(s.Ranges) + len(s.Sequences) + len(s.Tables) + len(s.Statistics) + len(s.Definitions)
	for _, t := range s.Tables {
		n += len(t.Columns) + len(t.Keys) + len(t.Checks) + len(t.Exclusions) + len(t.ForeignKeys) + len(t.Indexes)
	}
	return n
}
