// Package everything says all that tags can say.
package everything

import (
	"database/sql"
	"encoding/json"
	"math/big"
	"net"
	"net/netip"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/schemadiff/schemadiff/schema"
)

type (
	// Mood is an enum, since a column asks for it.
	Mood string
	// Plain has constants, and nobody asks.
	Plain string
	// Tags are texts.
	Tags []string
	// Alias is another name.
	Alias = int32
)

// The moods, in their order.
const (
	Sad   Mood = "sad"
	Happy Mood = "it's fine"

	First Plain = "first"
)

// ID is a mixin with a type of its own.
type ID[K any] struct {
	ID K `db:"id" schema:"pk;identity=by default (start 100)"`
}

// Stamps are embedded with a prefix.
type Stamps struct {
	_ schema.Index `schema:"on=lower(note)"`
	// At is when it was made.
	At time.Time
	By *string
}

// Address is a document.
type Address struct{ Street, Town string }

// Parent has what a table can have.
type Parent struct {
	_ schema.Table     `schema:"schema=shop;name=parents;comment='parents; of all';with=fillfactor = 70"`
	_ schema.Exclusion `schema:"name=no_overlap;method=gist;on=during WITH &&;where=during IS NOT NULL"`
	_ schema.Check     `schema:"name=whole;expr=low < high;noinherit;comment=low stays low"`
	_ schema.Unique    `schema:"columns=low, high;nullsnotdistinct;include=note;deferrable=deferred"`
	_ schema.Index     `schema:"name=covering;columns=low;include=high, note;with=fillfactor = 50;comment=for reports"`
	ID[int64]
	Stamps `schema:"prefix=made_"`

	Low, High   int
	Note        string                           `schema:"collate=C;storage=external;statistics=200;comment"` // what was noted
	During      pgtype.Range[pgtype.Timestamptz] `db:"during"`
	Mood        Mood                             `schema:"enum=shop.mood;default='sad';renamed_from=feeling"`
	Moods       []Mood
	MaybeMood   sql.Null[Mood]
	Plain       Plain
	Tags        Tags
	Home        Address `schema:"embed;prefix=home_"`
	Work        Address
	Others      []Address
	Extra       map[string]int  `schema:"null"`
	Raw         json.RawMessage `schema:"index;method=gin;opclass=jsonb_path_ops"`
	Bytes       []byte
	Hash        [32]byte
	Alias       Alias
	Rune        rune
	Small       uint8
	Float       float32
	Double      *float64
	Took        time.Duration `schema:"type=interval"`
	Wait        time.Duration
	Addr        netip.Addr
	Net         net.IPNet
	Price       string `schema:"type=numeric(10,2);check=price > 0;name=positive"`
	Sum         big.Int
	Name        string        `schema:"size=40;unique"`
	Names       []string      `schema:"size=40"`
	Count       sql.NullInt32 `schema:"notnull;default=0"`
	Day         pgtype.Date
	Spans       pgtype.Multirange[pgtype.Range[pgtype.Int4]]
	Twice       int      `schema:"generated=low * 2"`
	Quoted      string   `db:"Some Name"`
	UserID      int64    `schema:"index=by_user;order=desc nulls last;where=user_id > 0"`
	HTTPCode    int      `schema:"index=by_user"`
	Skipped     chan int `schema:"ignore"`
	AlsoSkipped func()   `db:"-"`
	hidden      int
}

// Child refers to its parents, in its own schema and in another.
type Child struct {
	_        schema.Table      `schema:"schema=shop;renamed_from=kid"`
	_        schema.PrimaryKey `schema:"name=child_key;columns=parent_id, number"`
	_        schema.ForeignKey `schema:"columns=parent_id, number;references=child(parent_id, number);match=full;notvalid"`
	ParentID int64             `schema:"fk=parents.id;ondelete=cascade;onupdate=no action;deferrable"`
	Number   int16
	EventID  *int64 `schema:"fk=public.boxes()"`
}

// Event has partitions.
type Event struct {
	_    schema.Table     `schema:"partition_by=range (id)"`
	_    schema.Partition `schema:"name=event_low;values=from (0) to (1000);partition_by=list (kind);comment=the first"`
	_    schema.Partition `schema:"name=event_low_a;of=event_low;values=in ('a')"`
	_    schema.Partition `schema:"name=event_rest;schema=archive;values=default"`
	ID   int64            `schema:"pk"`
	Kind string           `schema:"pk;size=1"`
}

// Made is a table of a generic struct.
type Made = Box[time.Time]

// Box holds something.
type Box[T any] struct {
	_ schema.Table `schema:"name=boxes"`
	ID[int32]
	Held T
}

// Ape inherits from what comes behind it.
type Ape struct {
	_       schema.Table `schema:"inherits=zoo, shop.keeper"`
	Name    string       `schema:"null"` // as the parent says
	Strange []Mood       `schema:"column=\"a,b\";enum=shop.mood"`
}

// Keeper is in another schema.
type Keeper struct {
	_     schema.Table `schema:"name=shop.keeper"`
	Since time.Time    `schema:"ignore" db:"since"`
}

// Zoo has heirs.
type Zoo struct {
	_    schema.Table
	Name string
}

// Special takes a column of what it embeds for itself.
type Special struct {
	_ schema.Table `schema:"unlogged"`
	ID[int64]
	Key       string `db:"id" schema:"pk"`
	time.Time `db:"at"`
}

var _ = Parent{hidden: 0}
