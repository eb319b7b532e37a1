// Package schema has the types by which a Go struct says that it is a table of
// a database, and what the tags of its fields can't say. They are the types of
// blank fields, which take no room and hold nothing: what they mean is in their
// tags, and schemadiff reads it from the source.
//
//	type User struct {
//		_     schema.Table `schema:"name=users;comment=who may log in"`
//		_     schema.Index `schema:"name=users_lower_email;unique;on=lower(email)"`
//		ID    int64        `db:"id" schema:"pk;identity"`
//		Email string       `db:"email" schema:"check=email ~ '^[^@]+@[^@]+$'"`
//	}
//
// The grammar of the tags is in docs/go-structs.md. The package imports
// nothing, so that models stay what they are.
package schema

// Table makes a struct a table. The keys of its tag: name, schema, comment,
// comments, renamed_from, unlogged, using, with, tablespace, inherits,
// partition_by.
type Table struct{}

// Mixin says that a struct is there to be embedded in tables of other packages.
// It needs none if a table beside it embeds it.
type Mixin struct{}

// PrimaryKey is a primary key over several columns. Keys: columns, name,
// include, deferrable, with, tablespace, comment, renamed_from.
type PrimaryKey struct{}

// Unique is a unique constraint over several columns. Keys: columns, name,
// include, nullsnotdistinct, deferrable, with, tablespace, comment, renamed_from.
type Unique struct{}

// Index is an index. Keys: columns or on, name, unique, method, where, include,
// nullsnotdistinct, with, tablespace, comment, renamed_from.
type Index struct{}

// ForeignKey is a foreign key over several columns. Keys: columns, references,
// name, ondelete, onupdate, match, deferrable, notvalid, comment, renamed_from.
type ForeignKey struct{}

// Check is a condition on rows. Keys: expr, name, noinherit, notvalid, comment,
// renamed_from.
type Check struct{}

// Exclusion is an exclusion constraint. Keys: on, name, method, where, include,
// deferrable, with, tablespace, comment, renamed_from.
type Exclusion struct{}

// Partition is a partition of the table. Keys: name, schema, values, of,
// partition_by, with, tablespace, comment, renamed_from.
type Partition struct{}
