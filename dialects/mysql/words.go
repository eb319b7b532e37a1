package mysql

import "github.com/schemadiff/schemadiff/model"

// The kinds of definitions. The parent of a trigger is its table.
const (
	KindDatabase    model.Kind = "database"
	KindView        model.Kind = "view"
	KindTrigger     model.Kind = "trigger"
	KindFunction    model.Kind = "function"
	KindProcedure   model.Kind = "procedure"
	KindPackage     model.Kind = "package"
	KindPackageBody model.Kind = "package body"
	KindEvent       model.Kind = "event"
)

// The properties of definitions.
const (
	PropertyCollation  model.PropertyName = "collation"  // of a database; of what a function returns
	PropertyEncryption model.PropertyName = "encryption" // of a database: "Y"
	PropertyReadOnly   model.PropertyName = "read only"  // of a database

	PropertyDefiner  model.PropertyName = "definer"  // Text `user`@`host`, or CURRENT_USER is none
	PropertySecurity model.PropertyName = "security" // "invoker"; definer is none
	PropertySQLMode  model.PropertyName = "sql mode" // Text as the server prints it, where it is not the default

	PropertyColumns   model.PropertyName = "columns" // of a view: List of Text
	PropertyQuery     model.PropertyName = "query"   // of a view: Query
	PropertyAlgorithm model.PropertyName = "algorithm"
	PropertyCheck     model.PropertyName = "check option" // "cascaded", "local"

	PropertyTiming  model.PropertyName = "timing"  // of a trigger: "before", "after"
	PropertyEvent   model.PropertyName = "event"   // of a trigger: "insert", "update", "delete", List of them in MariaDB 12
	PropertyFollows model.PropertyName = "follows" // of a trigger: Text, the one of the same table, timing and event before it
	PropertyBody    model.PropertyName = "body"    // Query: a statement, often BEGIN … END

	PropertyParameters    model.PropertyName = "parameters" // List of Name, Type, Text "out" or "inout", List of collation
	PropertyReturns       model.PropertyName = "returns"    // Type
	PropertyDeterministic model.PropertyName = "deterministic"
	PropertyDataAccess    model.PropertyName = "data access" // "no sql", "reads sql data", "modifies sql data"
	PropertyLanguage      model.PropertyName = "language"    // other than SQL
	PropertyAggregate     model.PropertyName = "aggregate"

	PropertyAt       model.PropertyName = "at"     // Expr
	PropertyEvery    model.PropertyName = "every"  // Expr with its unit: 1 DAY
	PropertyStarts   model.PropertyName = "starts" // Expr
	PropertyEnds     model.PropertyName = "ends"   // Expr
	PropertyPreserve model.PropertyName = "on completion preserve"
	PropertyStatus   model.PropertyName = "status" // "disabled", "disabled on slave"
)

// The options of tables, columns, keys and indexes that more than one file knows.
// Those that are on or off have the value [model.On].
const (
	OptionCollation       = "collation"
	OptionRowFormat       = "row format"
	OptionKeyBlockSize    = "key block size"
	OptionAutoIncrement   = "auto increment" // of a table: the next value, where it is not 1
	OptionSystemVersioned = "system versioning"

	OptionPageChecksum = "page checksum" // of tables of Aria

	OptionOnUpdate   = "on update" // of a column: "current_timestamp(6)"
	OptionInvisible  = "invisible"
	OptionSRID       = "srid"
	OptionRow        = "row"               // of a column: "start", "end"
	OptionVersioning = "system versioning" // of a column: "with", "without"

	OptionUsing   = "using" // of a key or an index: "btree", "hash", "rtree"
	OptionMethod  = "method"
	OptionIgnored = "ignored"
	OptionParser  = "parser"
)

// Primary is what the server calls every primary key.
const Primary = "PRIMARY"

// aria is the engine of MariaDB that some options are for.
const aria = "Aria"

// columnCheck begins the names of checks that have none, as they are parts of
// columns.
const columnCheck = "check of column "

// ColumnCheck returns what the model calls the check of a column.
func ColumnCheck(column string) string { return columnCheck + column }
