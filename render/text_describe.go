package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// describe says in one line what an object is, beside its kind and name. It is
// for people: names stand without quotes, and what every object of the kind has
// is left out.
func describe(o model.Object) string {
	switch o := o.(type) {
	case model.Namespace:
		return ""
	case model.Extension:
		return words(prefixed("version ", o.Version), prefixed("in schema ", o.Schema))
	case model.Enum:
		return "(" + strings.Join(o.Labels, ", ") + ")"
	case model.Domain:
		return words(o.Base.String(), collation(o.Collation), defaulted(o.Default), flag(o.NotNull, "not null"), checks(o.Checks))
	case model.Composite:
		return "(" + attributes(o.Attributes) + ")"
	case model.Range:
		return words("of "+o.Subtype.String(), collation(o.Collation), prefixed("operator class ", o.Opclass.String()))
	case model.Sequence:
		return words(sequenceOptions(o.Options), flag(o.Unlogged, "unlogged"))
	case model.Table:
		return describeTable(o)
	case model.Column:
		return describeColumn(o)
	case model.Key:
		return describeKey(o)
	case model.Check:
		return words(o.Expr.Text, flag(o.NoInherit, "no inherit"), flag(o.NotValid, "not valid"), flag(o.NotEnforced, "not enforced"))
	case model.Exclusion:
		return describeExclusion(o)
	case model.ForeignKey:
		return describeForeignKey(o)
	case model.Index:
		return describeIndex(o)
	case model.Statistics:
		return words(list(o.Kinds), "on", onColumns(o))
	case model.Definition: // in the dialect's words
		return ""
	}
	return ""
}

func describeTable(o model.Table) string {
	parts := []string{flag(o.Unlogged, "unlogged")}
	if !o.OfType.IsZero() {
		parts = append(parts, "of "+o.OfType.String())
	}
	if len(o.Inherits) > 0 {
		names := make([]string, len(o.Inherits))
		for i, p := range o.Inherits {
			names[i] = p.String()
		}
		parts = append(parts, "inherits "+strings.Join(names, ", "))
	}
	if !o.PartitionOf.IsZero() {
		parts = append(parts, "partition of "+o.PartitionOf.String()+" "+bound(o.Bound))
	}
	if !o.Partitioning.IsZero() {
		parts = append(parts, "partitioned by "+string(o.Partitioning.Strategy)+" ("+partitionKeys(o.Partitioning.Keys)+")")
	}
	if o.Foreign() {
		parts = append(parts, "server "+o.Server, foreignOptions(o.ForeignOptions))
	}
	return words(parts...)
}

// foreignOptions writes what a foreign table, or a column of one, tells its
// server.
func foreignOptions(options []model.Option) string {
	if len(options) == 0 {
		return ""
	}
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = o.Name + "=" + o.Value
	}
	return "with " + list(texts)
}

func describeColumn(o model.Column) string {
	generated := ""
	if !o.Generated.IsZero() {
		generated = "generated as (" + o.Generated.Expr.Text + ")" + flag(o.Generated.Virtual, " virtual")
	}
	identity := ""
	if !o.Identity.IsZero() {
		identity = "identity " + string(o.Identity.Mode)
	}
	return words(o.Type.String(), collation(o.Collation), flag(o.NotNull, "not null"), defaulted(o.Default), generated, identity,
		foreignOptions(o.ForeignOptions))
}

func describeKey(o model.Key) string {
	return words(list(o.Columns), prefixed("include ", list(o.Include)), flag(o.NullsNotDistinct, "nulls not distinct"),
		flag(o.WithoutOverlaps, "without overlaps"), deferral(o.Deferrable, o.InitiallyDeferred))
}

func describeForeignKey(o model.ForeignKey) string {
	target := o.References.String()
	if len(o.RefColumns) > 0 {
		target += " " + list(o.RefColumns)
	}
	onDelete := prefixed("on delete ", string(o.OnDelete))
	if len(o.OnDeleteColumns) > 0 {
		onDelete += " " + list(o.OnDeleteColumns)
	}
	return words(list(o.Columns), "→", target, flag(o.MatchFull, "match full"), onDelete,
		prefixed("on update ", string(o.OnUpdate)), deferral(o.Deferrable, o.InitiallyDeferred),
		flag(o.NotValid, "not valid"), flag(o.NotEnforced, "not enforced"))
}

func describeExclusion(o model.Exclusion) string {
	elements := make([]string, len(o.Elements))
	for i, e := range o.Elements {
		elements[i] = indexKey(e.IndexKey) + " with " + e.Operator.String()
	}
	return words("using "+o.Method, "("+strings.Join(elements, ", ")+")", prefixed("include ", list(o.Include)),
		prefixed("where ", o.Predicate.Text), deferral(o.Deferrable, o.InitiallyDeferred))
}

func describeIndex(o model.Index) string {
	keys := make([]string, len(o.Keys))
	for i, k := range o.Keys {
		keys[i] = indexKey(k)
	}
	method := ""
	if o.Method != "btree" {
		method = "using " + o.Method
	}
	return words(flag(o.Unique, "unique"), method, "("+strings.Join(keys, ", ")+")", prefixed("include ", list(o.Include)),
		flag(o.NullsNotDistinct, "nulls not distinct"), prefixed("where ", o.Predicate.Text), flag(o.Invalid, "invalid"))
}

func indexKey(k model.IndexKey) string {
	what := k.Column
	if what == "" {
		what = k.Expr.Text
	}
	nulls := ""
	if k.NullsFirst != k.Descending { // descending keys have nulls first unless told otherwise
		nulls = "nulls last"
		if k.NullsFirst {
			nulls = "nulls first"
		}
	}
	return words(what, collation(k.Collation), k.Opclass.String(), flag(k.Descending, "desc"), nulls)
}

func onColumns(o model.Statistics) string {
	what := append([]string(nil), o.Columns...)
	for _, e := range o.Exprs {
		what = append(what, "("+e.Text+")")
	}
	return strings.Join(what, ", ")
}

func partitionKeys(keys []model.PartitionKey) string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = indexKey(model.IndexKey{Column: k.Column, Expr: k.Expr, Collation: k.Collation, Opclass: k.Opclass})
	}
	return strings.Join(texts, ", ")
}

func bound(b model.PartitionBound) string {
	switch {
	case b.Default:
		return "default"
	case b.Modulus != 0:
		return fmt.Sprintf("for modulus %d remainder %d", b.Modulus, b.Remainder)
	case b.In != nil:
		texts := make([]string, len(b.In))
		for i, e := range b.In {
			texts[i] = e.Text
		}
		return "for " + list(texts)
	}
	return "from " + boundValues(b.From) + " to " + boundValues(b.To)
}

func boundValues(values []model.BoundValue) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.Infinite + v.Expr.Text
	}
	return list(texts)
}

func sequenceOptions(o model.SequenceOptions) string {
	step := ""
	if o.Increment != 1 {
		step = "increment " + strconv.FormatInt(o.Increment, 10)
	}
	return words(o.Type, step, flag(o.Cycle, "cycle"))
}

func attributes(attrs []model.Attribute) string {
	texts := make([]string, len(attrs))
	for i, a := range attrs {
		texts[i] = words(a.Name, a.Type.String(), collation(a.Collation))
	}
	return strings.Join(texts, ", ")
}

func checks(list []model.Check) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = "check (" + c.Expr.Text + ")"
	}
	return words(texts...)
}

func deferral(deferrable, deferred bool) string {
	return words(flag(deferrable, "deferrable"), flag(deferred, "initially deferred"))
}

func collation(q model.QName) string { return prefixed("collate ", q.String()) }

func defaulted(e model.Expr) string { return prefixed("default ", e.Text) }

// list writes names between parentheses; nothing for none.
func list(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "(" + strings.Join(names, ", ") + ")"
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func flag(on bool, s string) string {
	if on {
		return s
	}
	return ""
}

// words joins what isn't empty with spaces.
func words(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}
