package diff

import "github.com/schemadiff/schemadiff/model"

// The kinds of names that a [Rename] can be about beside the kinds of
// [model.Kinds]. Enum values and attributes are inside of a type, their Parent;
// a multirange type comes with its range type. All else about them is the facet
// FacetLabels, FacetAttributes or FacetMultirange of that type.
const (
	KindEnumValue  model.Kind = "enum value"
	KindAttribute  model.Kind = "attribute"
	KindMultirange model.Kind = "multirange type"
)

// Facets that several kinds of objects have.
const (
	FacetComment           FacetName = "comment"
	FacetType              FacetName = "type"               // of a column, a domain (its base type), a sequence
	FacetCollation         FacetName = "collation"          // of a column, a domain, a range type
	FacetNotNull           FacetName = "not null"           // of a column, a domain
	FacetNotNullName       FacetName = "not-null name"      // of a column, a domain
	FacetDefault           FacetName = "default"            // of a column, a domain
	FacetUnlogged          FacetName = "unlogged"           // of a table, a sequence
	FacetStorageParameters FacetName = "storage parameters" // of a table, an index, the index of a constraint
	FacetTablespace        FacetName = "tablespace"         // of a table, an index, the index of a constraint
	FacetAccessMethod      FacetName = "access method"      // of a table, an index, an exclusion constraint
	FacetOpclass           FacetName = "operator class"     // of a range type
	FacetColumns           FacetName = "columns"            // of a key, a foreign key, extended statistics
	FacetInclude           FacetName = "include"            // of a key, an exclusion constraint, an index
	FacetPredicate         FacetName = "predicate"          // of an exclusion constraint, an index
	FacetStatisticsTarget  FacetName = "statistics target"  // of a column, extended statistics
	FacetForeignOptions    FacetName = "foreign options"    // of a foreign table, a column of one
)

// Facets of extensions and types.
const (
	FacetSchema            FacetName = "schema"             // of an extension
	FacetVersion           FacetName = "version"            // of an extension
	FacetLabels            FacetName = "labels"             // of an enum; see [EnumEdit]
	FacetAttributes        FacetName = "attributes"         // of a composite type: names, types and collations in order
	FacetAttributeComments FacetName = "attribute comments" // of a composite type
	FacetSubtype           FacetName = "subtype"            // of a range type
	FacetCanonical         FacetName = "canonical function"
	FacetSubtypeDiff       FacetName = "subtype difference function"
	FacetMultirange        FacetName = "multirange type"
)

// Facets of sequences, beside FacetType and FacetUnlogged.
const (
	FacetStart     FacetName = "start"
	FacetIncrement FacetName = "increment"
	FacetMinimum   FacetName = "minimum"
	FacetMaximum   FacetName = "maximum"
	FacetCache     FacetName = "cache"
	FacetCycle     FacetName = "cycle"
	FacetOwnedBy   FacetName = "owned by"
)

// Facets of tables.
const (
	FacetReplicaIdentity  FacetName = "replica identity"
	FacetRowSecurity      FacetName = "row security"
	FacetForceRowSecurity FacetName = "forced row security"
	FacetQuery            FacetName = "query"  // of a materialized view, with the names of its columns
	FacetServer           FacetName = "server" // of a foreign table; "" is another table
	FacetOfType           FacetName = "of type"
	FacetInherits         FacetName = "inherits"
	FacetPartitionKey     FacetName = "partition key"   // strategy and keys; "" is an ordinary table
	FacetPartitions       FacetName = "partitions"      // those that are parts of the table
	FacetColumnOrder      FacetName = "column order"    // of the columns that both sides have; see [OrderRules]
	FacetPartitionOf      FacetName = "partition of"    // the partitioned table; differs on attach, detach and move
	FacetPartitionBound   FacetName = "partition bound" // also on attach and detach
)

// Facets of columns. Where a column gains or loses NOT NULL, FacetNotNull
// stands for all that is known of the constraint; where it gains or loses
// identity, FacetIdentity stands for all of it.
const (
	FacetNotNullNoInherit  FacetName = "not-null no inherit"
	FacetNotNullNotValid   FacetName = "not-null not valid"
	FacetNotNullComment    FacetName = "not-null comment"
	FacetGenerated         FacetName = "generated" // the expression and its kind, stored or virtual
	FacetIdentity          FacetName = "identity"  // the mode
	FacetIdentitySequence  FacetName = "identity sequence"
	FacetIdentityType      FacetName = "identity type"
	FacetIdentityStart     FacetName = "identity start"
	FacetIdentityIncrement FacetName = "identity increment"
	FacetIdentityMinimum   FacetName = "identity minimum"
	FacetIdentityMaximum   FacetName = "identity maximum"
	FacetIdentityCache     FacetName = "identity cache"
	FacetIdentityCycle     FacetName = "identity cycle"
	FacetIdentityUnlogged  FacetName = "identity unlogged"
	FacetIdentityComment   FacetName = "identity comment"
	FacetStorage           FacetName = "storage"
	FacetCompression       FacetName = "compression"
	FacetAttributeOptions  FacetName = "attribute options"
	// FacetInherited and FacetLocal, also of checks, follow from what happens
	// to the parents and to the parents' columns wherever a statement can bring
	// them about at all.
	FacetInherited FacetName = "inherited"
	FacetLocal     FacetName = "declared locally"
)

// Facets of constraints and indexes.
const (
	FacetDeferrable        FacetName = "deferrable"
	FacetInitiallyDeferred FacetName = "initially deferred"
	FacetNullsNotDistinct  FacetName = "nulls not distinct"
	FacetWithoutOverlaps   FacetName = "without overlaps"
	FacetClustered         FacetName = "clustered"
	FacetParentIndex       FacetName = "parent index" // the partitioned index that it is attached to
	FacetInvalid           FacetName = "invalid"
	FacetIndexComment      FacetName = "index comment" // of the index of a constraint

	FacetReferences        FacetName = "references" // table of a foreign key
	FacetReferencedColumns FacetName = "referenced columns"
	FacetMatch             FacetName = "match"
	FacetOnUpdate          FacetName = "on update"
	FacetOnDelete          FacetName = "on delete"
	FacetOnDeleteColumns   FacetName = "on delete columns"
	FacetPeriod            FacetName = "period"
	FacetNotValid          FacetName = "not valid"
	FacetNotEnforced       FacetName = "not enforced"

	FacetExpression FacetName = "expression" // of a check
	FacetOfColumn   FacetName = "of column"  // the column that a check is a part of
	FacetNoInherit  FacetName = "no inherit"
	FacetElements   FacetName = "elements" // of an exclusion constraint

	FacetUnique        FacetName = "unique"
	FacetKeys          FacetName = "keys"           // of an index, without the statistics targets; the elements of a key
	FacetKeyStatistics FacetName = "key statistics" // statistics targets of an index's expression keys
)

// Facets of extended statistics, beside FacetColumns and FacetStatisticsTarget.
const (
	FacetTable           FacetName = "table"
	FacetStatisticsKinds FacetName = "kinds"
	FacetExpressions     FacetName = "expressions"
)
