package diff_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

// notCompared lists the fields that make no difference, with the reason.
var notCompared = map[string]string{
	"Schema.Dialect":       "two dialects are an error",
	"Schema.Version":       "it tells what can be compared",
	"Definition.Signature": "it is what ID.Name says",
	"Schema.Routines":      "signatures are facts for resolving expressions; the routines are definitions",
	"Schema.Operators":     "as Routines",
	"Schema.Casts":         "as Routines",
	"Schema.Directives":    "requests, not facts",
	"Schema.Role":          "it says whom unnamed roles stand for",
	"Schema.Cluster":       "roles that are no part of the schema",
	"Table.Unpopulated":    "a state of the rows, which says how a new materialized view is made",
	"Extension.Requires":   "it orders statements; a script does not tell it of what is not known",
	"Column.Serial":        "how the default and the sequence came about; they are compared",
}

// isMark: fields that hold how something was declared, in many structs.
func isMark(name string) bool { return name == "Pos" || name == "ImplicitName" }

// facetOf says in which facet a field shows. A field that is part of the
// object's name shows as a drop and an add.
var facetOf = map[string]diff.FacetName{
	"Namespace.Name": "", "Namespace.Comment": diff.FacetComment,
	"Extension.Name": "", "Extension.Schema": diff.FacetSchema, "Extension.Version": diff.FacetVersion, "Extension.Comment": diff.FacetComment,
	"Enum.Schema": "", "Enum.Name": "", "Enum.Labels": diff.FacetLabels, "Enum.Comment": diff.FacetComment,
	"Domain.Schema": "", "Domain.Name": "", "Domain.Base": diff.FacetType, "Domain.Collation": diff.FacetCollation,
	"Domain.NotNull": diff.FacetNotNull, "Domain.NotNullName": diff.FacetNotNullName, "Domain.Default": diff.FacetDefault,
	"Domain.Checks": "", "Domain.Comment": diff.FacetComment,
	"Composite.Schema": "", "Composite.Name": "", "Composite.Attributes": diff.FacetAttributes, "Composite.Comment": diff.FacetComment,
	"Attribute.Name": diff.FacetAttributes, "Attribute.Type": diff.FacetAttributes, "Attribute.Collation": diff.FacetAttributes,
	"Attribute.Comment": diff.FacetAttributeComments,
	"Range.Schema":      "", "Range.Name": "", "Range.Subtype": diff.FacetSubtype, "Range.Opclass": diff.FacetOpclass,
	"Range.Collation": diff.FacetCollation, "Range.Canonical": diff.FacetCanonical, "Range.SubtypeDiff": diff.FacetSubtypeDiff,
	"Range.Multirange": diff.FacetMultirange, "Range.Comment": diff.FacetComment,
	"Sequence.Schema": "", "Sequence.Name": "", "Sequence.Options": diff.FacetType, "Sequence.OwnedBy": diff.FacetOwnedBy,
	"Sequence.Unlogged": diff.FacetUnlogged, "Sequence.Comment": diff.FacetComment,
	"Table.Schema": "", "Table.Name": "", "Table.Columns": "", "Table.Keys": "", "Table.Checks": "", "Table.Exclusions": "",
	"Table.ForeignKeys": "", "Table.Indexes": "", "Table.Unlogged": diff.FacetUnlogged, "Table.Options": diff.FacetStorageParameters,
	"Table.AccessMethod": diff.FacetAccessMethod, "Table.Tablespace": diff.FacetTablespace,
	"Table.ReplicaIdentity": diff.FacetReplicaIdentity, "Table.RowSecurity": diff.FacetRowSecurity,
	"Table.ForceRowSecurity": diff.FacetForceRowSecurity, "Table.OfType": diff.FacetOfType, "Table.Inherits": diff.FacetInherits,
	"Table.Partitioning": diff.FacetPartitionKey, "Table.PartitionOf": diff.FacetPartitionOf, "Table.Bound": diff.FacetPartitionBound,
	"Table.Server": diff.FacetServer, "Table.ForeignOptions": diff.FacetForeignOptions, "Table.Comment": diff.FacetComment, "Table.Query": diff.FacetQuery,
	"Column.Name": "", "Column.Type": diff.FacetType, "Column.Collation": diff.FacetCollation, "Column.NotNull": diff.FacetNotNull,
	"Column.NotNullConstraint": diff.FacetNotNullName, "Column.Default": diff.FacetDefault, "Column.Generated": diff.FacetGenerated,
	"Column.Identity": diff.FacetIdentity, "Column.ForeignOptions": diff.FacetForeignOptions, "Column.Storage": diff.FacetStorage, "Column.Compression": diff.FacetCompression,
	"Column.Statistics": diff.FacetStatisticsTarget, "Column.Options": diff.FacetAttributeOptions,
	"Column.Inherited": diff.FacetInherited, "Column.Local": diff.FacetLocal, "Column.Comment": diff.FacetComment,
	"NotNull.Name": diff.FacetNotNullName, "NotNull.Inherited": diff.FacetNotNullName, "NotNull.NoInherit": diff.FacetNotNullNoInherit,
	"NotNull.NotValid": diff.FacetNotNullNotValid, "NotNull.Comment": diff.FacetNotNullComment,
	"Generated.Expr": diff.FacetGenerated, "Generated.Virtual": diff.FacetGenerated,
	"Identity.Mode": diff.FacetIdentity, "Identity.Sequence": diff.FacetIdentitySequence, "Identity.Options": diff.FacetIdentityType,
	"Identity.Unlogged": diff.FacetIdentityUnlogged, "Identity.Comment": diff.FacetIdentityComment,
	"ReplicaIdentity.Mode": diff.FacetReplicaIdentity, "ReplicaIdentity.Index": diff.FacetReplicaIdentity,
	"Partitioning.Options": diff.FacetPartitionKey, "Partitioning.Sub": diff.FacetPartitionKey, "Partitioning.Partitions": diff.FacetPartitions,
	"Subpartitioning.Strategy": diff.FacetPartitionKey, "Subpartitioning.Keys": diff.FacetPartitionKey, "Subpartitioning.Options": diff.FacetPartitionKey,
	"Partition.Name": diff.FacetPartitions, "Partition.Bound": diff.FacetPartitions, "Partition.Options": diff.FacetPartitions,
	"Partition.Comment": diff.FacetPartitions, "Partition.Partitions": diff.FacetPartitions,
	"Partitioning.Strategy": diff.FacetPartitionKey, "Partitioning.Keys": diff.FacetPartitionKey,
	"PartitionKey.Column": diff.FacetPartitionKey, "PartitionKey.Expr": diff.FacetPartitionKey,
	"PartitionKey.Collation": diff.FacetPartitionKey, "PartitionKey.Opclass": diff.FacetPartitionKey,
	"PartitionBound.Default": diff.FacetPartitionBound, "PartitionBound.In": diff.FacetPartitionBound,
	"PartitionBound.From": diff.FacetPartitionBound, "PartitionBound.To": diff.FacetPartitionBound,
	"PartitionBound.Modulus": diff.FacetPartitionBound, "PartitionBound.Remainder": diff.FacetPartitionBound,
	"BoundValue.Infinite": diff.FacetPartitionBound, "BoundValue.Expr": diff.FacetPartitionBound,
	"Key.Name": "", "Key.Primary": "", "Key.Columns": diff.FacetColumns, "Key.Elements": diff.FacetKeys, "Key.Include": diff.FacetInclude,
	"Key.WithoutOverlaps": diff.FacetWithoutOverlaps, "Key.NullsNotDistinct": diff.FacetNullsNotDistinct,
	"Key.Deferrable": diff.FacetDeferrable, "Key.InitiallyDeferred": diff.FacetInitiallyDeferred,
	"Key.Options": diff.FacetStorageParameters, "Key.Tablespace": diff.FacetTablespace, "Key.Clustered": diff.FacetClustered,
	"Key.Parent": diff.FacetParentIndex, "Key.Invalid": diff.FacetInvalid, "Key.Comment": diff.FacetComment,
	"Key.IndexComment": diff.FacetIndexComment,
	"ForeignKey.Name":  "", "ForeignKey.Columns": diff.FacetColumns, "ForeignKey.References": diff.FacetReferences,
	"ForeignKey.RefColumns": diff.FacetReferencedColumns, "ForeignKey.MatchFull": diff.FacetMatch,
	"ForeignKey.OnUpdate": diff.FacetOnUpdate, "ForeignKey.OnDelete": diff.FacetOnDelete,
	"ForeignKey.OnDeleteColumns": diff.FacetOnDeleteColumns, "ForeignKey.Period": diff.FacetPeriod,
	"ForeignKey.Deferrable": diff.FacetDeferrable, "ForeignKey.InitiallyDeferred": diff.FacetInitiallyDeferred,
	"ForeignKey.NotValid": diff.FacetNotValid, "ForeignKey.NotEnforced": diff.FacetNotEnforced, "ForeignKey.Comment": diff.FacetComment,
	"Check.Name": "", "Check.Expr": diff.FacetExpression, "Check.NoInherit": diff.FacetNoInherit, "Check.NotValid": diff.FacetNotValid,
	"Check.NotEnforced": diff.FacetNotEnforced, "Check.Inherited": diff.FacetInherited, "Check.Local": diff.FacetLocal, "Check.Column": diff.FacetOfColumn,
	"Check.Comment":  diff.FacetComment,
	"Exclusion.Name": "", "Exclusion.Method": diff.FacetAccessMethod, "Exclusion.Elements": diff.FacetElements,
	"Exclusion.Include": diff.FacetInclude, "Exclusion.Predicate": diff.FacetPredicate, "Exclusion.Deferrable": diff.FacetDeferrable,
	"Exclusion.InitiallyDeferred": diff.FacetInitiallyDeferred, "Exclusion.Options": diff.FacetStorageParameters,
	"Exclusion.Tablespace": diff.FacetTablespace, "Exclusion.Clustered": diff.FacetClustered, "Exclusion.Parent": diff.FacetParentIndex,
	"Exclusion.Comment": diff.FacetComment, "Exclusion.IndexComment": diff.FacetIndexComment,
	"ExclusionElement.IndexKey": diff.FacetElements, "ExclusionElement.Operator": diff.FacetElements,
	"IndexKey.Column": diff.FacetKeys, "IndexKey.Expr": diff.FacetKeys, "IndexKey.Collation": diff.FacetKeys,
	"IndexKey.Opclass": diff.FacetKeys, "IndexKey.OpclassOptions": diff.FacetKeys, "IndexKey.Descending": diff.FacetKeys,
	"IndexKey.Length": diff.FacetKeys, "IndexKey.NullsFirst": diff.FacetKeys, "IndexKey.Statistics": diff.FacetKeyStatistics,
	"Index.Name": "", "Index.Unique": diff.FacetUnique, "Index.NullsNotDistinct": diff.FacetNullsNotDistinct,
	"Index.Method": diff.FacetAccessMethod, "Index.Keys": diff.FacetKeys, "Index.Include": diff.FacetInclude,
	"Index.Predicate": diff.FacetPredicate, "Index.Options": diff.FacetStorageParameters, "Index.Tablespace": diff.FacetTablespace,
	"Index.Clustered": diff.FacetClustered, "Index.Invalid": diff.FacetInvalid, "Index.Parent": diff.FacetParentIndex,
	"Index.Comment":     diff.FacetComment,
	"Statistics.Schema": "", "Statistics.Name": "", "Statistics.Table": diff.FacetTable, "Statistics.Kinds": diff.FacetStatisticsKinds,
	"Statistics.Columns": diff.FacetColumns, "Statistics.Exprs": diff.FacetExpressions, "Statistics.Target": diff.FacetStatisticsTarget,
	"Statistics.Comment":   diff.FacetComment,
	"SequenceOptions.Type": "type", "SequenceOptions.Start": "start", "SequenceOptions.Increment": "increment",
	"SequenceOptions.Min": "minimum", "SequenceOptions.Max": "maximum", "SequenceOptions.Cache": "cache", "SequenceOptions.Cycle": "cycle",
	"ColumnRef.Table": diff.FacetOwnedBy, "ColumnRef.Column": diff.FacetOwnedBy,
	"Schema.Namespaces": "", "Schema.Extensions": "", "Schema.Enums": "", "Schema.Domains": "", "Schema.Composites": "",
	"Schema.Ranges": "", "Schema.Sequences": "", "Schema.Tables": "", "Schema.Statistics": "", "Schema.Definitions": "", "Schema.Unsupported": "",
	"Definition.ID": "", "Definition.Properties": "", "Definition.Comment": diff.FacetComment, "Property.Name": "", "Property.Value": "",
	"Value.Name": "", "Value.Text": "", "Value.Expr": "", "Value.Query": "", "Value.Type": "", "Value.Ref": "", "Value.List": "",
	"Unsupported.ID": "",
}

// values are structs that are one value: every field of them counts in the
// facet of the field that holds them.
var values = map[string]bool{"Pos": true, "Type": true, "QName": true, "Expr": true, "Option": true, "ID": true}

// materialized is where the materialized view of the base stands.
const materialized = "Tables[9]."

// full returns a schema in which every field of every struct has a value
// somewhere.
func full() model.Schema {
	s := difftest.Base()
	part := &s.Tables[slices.IndexFunc(s.Tables, func(t model.Table) bool { return t.Name == "events" })]
	part.Partitioning.Keys = append(part.Partitioning.Keys, model.PartitionKey{
		Expr: model.Expr{Text: "lower(what)"}, Collation: model.QName{Name: "C"}, Opclass: model.QName{Name: "text_ops"},
	})
	part.Partitioning.Options = []model.Option{{Name: "algorithm", Value: "1"}}
	part.Partitioning.Sub = model.Subpartitioning{
		Strategy: "key", Keys: []model.PartitionKey{{Column: "what"}}, Options: []model.Option{{Name: "algorithm", Value: "2"}},
	}
	part.Partitioning.Partitions = []model.Partition{{
		Name: "old", Comment: "all that is old", Bound: model.PartitionBound{To: []model.BoundValue{{Infinite: "maxvalue"}}},
		Options: []model.Option{{Name: "engine", Value: "fast"}}, Partitions: []model.Partition{{Name: "older"}},
	}}
	orders := &s.Tables[slices.IndexFunc(s.Tables, func(t model.Table) bool { return t.Name == "orders" })]
	orders.Exclusions[0].Elements[0].OpclassOptions = []model.Option{{Name: "siglen", Value: "1"}}
	return s
}

func TestEveryFieldIsCompared(t *testing.T) {
	base := full()
	seen := map[string]bool{}
	changed := map[string]bool{}
	walk(reflect.ValueOf(&base).Elem(), "", func(path, owner string, v reflect.Value) {
		field := owner
		seen[field] = true
		facet, compared := facetOf[field]
		switch {
		case notCompared[field] != "" || isMark(field[strings.Index(field, ".")+1:]):
			return
		case !compared:
			t.Errorf("%s is neither in the table of facets nor in that of what isn't compared", field)
			return
		}
		before := reflect.New(v.Type()).Elem()
		before.Set(v)
		mutate(v)
		new := base
		r := compare(t, full(), new, diff.Options{NewLive: true})
		v.Set(before)
		if !shows(r, facet) {
			if meaningless(path, field) {
				return
			}
			t.Errorf("changing %s doesn't show as facet %q but as %s", path, facet, words(r))
			return
		}
		changed[field] = true
	})
	for field := range facetOf {
		if !changed[field] {
			t.Errorf("%s: no change of it shows", field)
		}
	}
	for field := range notCompared {
		if !seen[field] {
			t.Errorf("there is no field %s", field)
		}
	}
}

// meaningless reports whether a field says nothing where it stands.
func meaningless(path, field string) bool {
	owner := field[:strings.Index(field, ".")]
	if strings.HasPrefix(path, materialized) { // its columns are its query's, and it has no constraints
		switch field {
		case "Table.Columns", "Column.Name", "Column.Type", "Column.Collation", "Table.Checks", "Table.Exclusions", "Table.ForeignKeys":
			return true
		}
	}
	switch owner {
	case "NotNull", "Identity", "SequenceOptions": // of columns without such a thing
		return strings.Contains(path, "Columns[")
	}
	return field == "Column.NotNullConstraint" || field == "Domain.NotNullName"
}

// shows reports whether a change of a facet is seen; "" stands for any. What
// only stops to be
// declared locally can't be changed, and is noted.
func shows(r diff.Result, facet diff.FacetName) bool {
	for _, c := range r.Changes {
		a, isAlter := c.(diff.Alter)
		switch {
		case facet == "" && (!isAlter || c.Object().Kind == "function" || c.Object().Kind == "trigger"):
			return true
		case isAlter && (a.Has(facet) || a.Has("identity "+facet)):
			return true
		case isAlter && facet == diff.FacetKeys && a.Has(diff.FacetElements): // the keys of an exclusion constraint
			return true
		case isAlter && facet == diff.FacetPartitionBound && a.Has(diff.FacetPartitions): // of a part of a table
			return true
		case isAlter && facet == "type" && a.Has(diff.FacetIdentityType):
			return true
		}
	}
	return facet == diff.FacetLocal && len(r.Notes) > 0
}

func words(r diff.Result) string {
	var list []string
	for _, c := range r.Changes {
		list = append(list, fmt.Sprintf("%T %s", c, c.Object()))
		if a, ok := c.(diff.Alter); ok {
			list = append(list, fmt.Sprint(a.Facets))
		}
	}
	return strings.Join(list, "; ")
}

// walk visits every exported field of every struct below v.
func walk(v reflect.Value, path string, visit func(path, field string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Struct:
		if values[v.Type().Name()] {
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			at := strings.TrimPrefix(path+"."+f.Name, ".")
			visit(at, v.Type().Name()+"."+f.Name, v.Field(i))
			walk(v.Field(i), at, visit)
		}
	}
}

// mutate changes a value: the first part of it that can be.
func mutate(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Slice:
		if v.Len() > 0 {
			v.Set(v.Slice(0, v.Len()-1))
			return
		}
		one := reflect.New(v.Type().Elem()).Elem()
		mutate(one)
		v.Set(reflect.Append(v, one))
	case reflect.Struct:
		mutate(v.Field(0))
	default:
		panic("a field of an unknown kind: " + v.Kind().String())
	}
}
