// Package catalog reads the schema of a live MySQL or MariaDB database.
//
// What SHOW CREATE prints is the source, and the reader of scripts reads it, as
// it reads what people write. It is the only place where the server tells
// everything: the options of a table, the parser of a full-text index, a period.
// What information_schema tells of the same objects is the check: the columns with
// their types, the indexes, the constraints, the partitions. A table about which
// the two disagree is reported as unsupported, as is one whose statement the reader
// doesn't understand. So nothing is lost in silence, be it that the reader is wrong or
// that a newer server has something new.
//
// The number of queries to information_schema doesn't grow with the schema, and
// SHOW CREATE goes to the server for many objects at once. Neither product has a
// snapshot of its catalog. A change in the middle of reading shows itself, since the
// two halves are asked one after the other: everything is read again then.
//
// Reading takes privileges. An object that the user may see but not read, such as
// the body of a routine of somebody else, is reported as unsupported; what the user may
// not see at all is not there for him.
package catalog
