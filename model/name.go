package model

import (
	"cmp"
	"fmt"
	"strings"
)

// QName is a name qualified by its schema (namespace). The zero QName names
// nothing. An empty Schema means a built-in object of the dialect, which needs
// no qualification (pg_catalog in PostgreSQL), or any object of a product whose
// databases are not divided into schemas.
type QName struct {
	Schema string `json:"schema,omitempty"`
	Name   string `json:"name"`
}

// IsZero reports whether q names nothing.
func (q QName) IsZero() bool { return q == QName{} }

// String returns schema.name without quoting, for messages and sorting.
func (q QName) String() string {
	if q.Schema == "" {
		return q.Name
	}
	return q.Schema + "." + q.Name
}

// Compare orders by schema, then name.
func (q QName) Compare(o QName) int {
	return cmp.Or(cmp.Compare(q.Schema, o.Schema), cmp.Compare(q.Name, o.Name))
}

// ColumnRef names one column of a table.
type ColumnRef struct {
	Table  QName  `json:"table"`
	Column string `json:"column"`
}

// IsZero reports whether r names nothing.
func (r ColumnRef) IsZero() bool { return r == ColumnRef{} }

// Pos is a place in a source file: 1-based line and column (in characters).
// The zero Pos is unknown: the object came from a database or a snapshot.
// Positions never take part in a comparison.
type Pos struct {
	File   string
	Line   int
	Column int
}

// IsZero reports whether the position is unknown.
func (p Pos) IsZero() bool { return p == Pos{} }

// String returns file:line:column, or "-" when the position is unknown.
func (p Pos) String() string {
	if p.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders by file, line, column.
func (p Pos) Compare(o Pos) int {
	return cmp.Or(cmp.Compare(p.File, o.File), cmp.Compare(p.Line, o.Line), cmp.Compare(p.Column, o.Column))
}

// Kind is the kind of an addressable object.
type Kind string

// The kinds of objects that the model holds, in the words that flags, reports
// and JSON use.
const (
	KindSchema           Kind = "schema"
	KindExtension        Kind = "extension"
	KindEnum             Kind = "enum"
	KindDomain           Kind = "domain"
	KindDomainConstraint Kind = "domain constraint"
	KindComposite        Kind = "composite type"
	KindRange            Kind = "range type"
	KindSequence         Kind = "sequence"
	KindTable            Kind = "table"
	KindColumn           Kind = "column"
	KindPrimaryKey       Kind = "primary key"
	KindUnique           Kind = "unique constraint"
	KindForeignKey       Kind = "foreign key"
	KindCheck            Kind = "check constraint"
	KindExclusion        Kind = "exclusion constraint"
	KindIndex            Kind = "index"
	KindStatistics       Kind = "statistics"
	KindRoutine          Kind = "routine"
)

// KindMaterializedView is what a [Table] with a query is called. Its ID has
// KindTable.
const KindMaterializedView Kind = "materialized view"

// KindForeignTable is what a [Table] with a server is called. Its ID has KindTable.
const KindForeignTable Kind = "foreign table"

// Kinds lists every kind that the model holds, in canonical order.
func Kinds() []Kind {
	return []Kind{
		KindSchema, KindExtension, KindEnum, KindDomain, KindDomainConstraint, KindComposite, KindRange,
		KindSequence, KindTable, KindColumn, KindPrimaryKey, KindUnique, KindForeignKey, KindCheck,
		KindExclusion, KindIndex, KindStatistics, KindRoutine,
	}
}

// ID addresses one object of a schema. It is comparable: the key for matching,
// ordering, filters and reports.
//
// Parent is the table of a column, a constraint or an index and the domain of
// a domain constraint; it is empty for all others. Schemas and extensions have
// an empty Schema. Kinds outside [Kinds] occur in [Unsupported] records.
type ID struct {
	Kind   Kind   `json:"kind"`
	Schema string `json:"schema,omitempty"`
	Parent string `json:"parent,omitempty"`
	Name   string `json:"name"`
}

// IsZero reports whether id addresses nothing.
func (id ID) IsZero() bool { return id == ID{} }

// Owner returns the qualified name of the object that id belongs to: the table
// or domain of a sub-object, the object itself otherwise.
func (id ID) Owner() QName {
	if id.Parent != "" {
		return QName{Schema: id.Schema, Name: id.Parent}
	}
	return QName{Schema: id.Schema, Name: id.Name}
}

// QName returns the schema and the name of the object itself.
func (id ID) QName() QName { return QName{Schema: id.Schema, Name: id.Name} }

// Path returns schema.parent.name without quoting.
func (id ID) Path() string {
	parts := make([]string, 0, 3)
	for _, p := range []string{id.Schema, id.Parent, id.Name} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ".")
}

// String returns "kind path", for messages.
func (id ID) String() string { return string(id.Kind) + " " + id.Path() }

// Compare is the canonical order of objects: by schema, owner, kind, name.
func (id ID) Compare(o ID) int {
	a, b := id.Owner(), o.Owner()
	return cmp.Or(a.Compare(b), cmp.Compare(kindRank(id.Kind), kindRank(o.Kind)),
		cmp.Compare(id.Kind, o.Kind), cmp.Compare(id.Parent, o.Parent), cmp.Compare(id.Name, o.Name))
}

func kindRank(k Kind) int {
	switch k {
	case KindSchema:
		return 0
	case KindExtension:
		return 1
	case KindEnum, KindDomain, KindComposite, KindRange:
		return 2
	case KindSequence:
		return 3
	case KindTable, KindMaterializedView, KindForeignTable:
		return 4
	case KindColumn, KindDomainConstraint:
		return 5
	case KindPrimaryKey:
		return 6
	case KindUnique:
		return 7
	case KindCheck:
		return 8
	case KindExclusion:
		return 9
	case KindForeignKey:
		return 10
	case KindIndex:
		return 11
	case KindStatistics:
		return 12
	case KindRoutine:
		return 13
	case KindRole, KindMembership, KindDefaultPrivileges:
		return 14
	}
	return 14
}
