// Package mistakes has one of each kind.
package mistakes

import "github.com/schemadiff/schemadiff/schema"

type Kind string

// Loose forgot its marker.
type Loose struct {
	ID int64 `schema:"pk"`
}

type Thing struct {
	_    schema.Table      `schema:"nmae=things"`
	_    schema.Index      `schema:"name=things_x;on=lower(nam)"`
	_    schema.ForeignKey `schema:"columns=id"`
	ID   int64             `db:"id" schema:"primary_key;idx"`
	Name string            `db:"name" schema:"check=(naem <> 'x';defualt='a\"b'"`
	Size int               `schema:"type=intger"`
	Ch   chan int
	Ref  *Thing
	Any  any
	Kind Kind   `schema:"enum;where=1"`
	low  int    `db:"low"`
	Bad  string `db:name`
	Chk  int    `schema:"check=lenght(chk) > 1;fk=a.b.c.d.e"`
	Q    string "schema:\"check=nope \\\"> 1\""
	ID2  int    `schema:"null;notnull;identity=sometimes"`
}

// Each statement is looked at for itself.
type Other struct {
	_  schema.Table     `schema:"comment=x;comment=y;partition_by="`
	_  schema.Check     `schema:"expr=nothere > 1"`
	_  schema.Check     `schema:"expr=id > 1 -- and more"`
	_  schema.Check     `schema:"expr=id > 1) or (true"`
	_  schema.Index     `schema:"columns=a b"`
	_  schema.Index     `schema:"columns=id;on=id"`
	_  schema.Unique    `schema:"columns=id;comment=who"`
	_  schema.Partition `schema:"name=p"`
	_  struct{}         `schema:"name=x"`
	ID int64            `schema:"index=both;method=btree;unique=true;where=1"`
	A  int64            `schema:"index=both;method=hash;fk=nowhere.id"`
	B  Nested           `schema:"embed;default=1"`
	C  string           `schema:"type=text;size=3"`
	D  string           `schema:"virtual"`
	E  int              `schema:"embed"`
	F  string           `schema:"comment='open"`
	G  string           `schema:"default=lower('G');deferrable"`
}

// Nested embeds itself.
type Nested struct {
	*Nested
}

type (
	// Lists are lists of themselves.
	Lists []Lists
	// Pointer points to itself.
	Pointer *Pointer
	// Graph holds itself.
	Graph[T any] struct{ Next *Graph[T] }
	// Nil embeds an interface.
	Nil interface{ Nil() }
)

// Odd has types that have no end.
type Odd struct {
	_       schema.Table
	Lists   Lists
	Pointer Pointer
	Graph   Graph[int]
	Nil
	Inline struct{ A int }
	Func   func()
	Maps   []map[string]Lists
}

// Twice says what is said already, or what can't be.
type Twice struct {
	_  schema.Table `schema:"inherits=a.b.c"`
	ID int          `db:"id" schema:"column=other;notnull=a.b"`
}
