package diff

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The functions here write values as short texts for the reader of a facet.

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func showTarget(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n - 1)
}

func showType(t model.Type) string {
	if t.IsZero() {
		return ""
	}
	return t.String()
}

func join[E any](list []E, show func(E) string) string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = show(e)
	}
	return strings.Join(texts, ", ")
}

func showOptions(list []model.Option) string {
	return join(list, func(o model.Option) string { return o.Name + "=" + o.Value })
}

func showExprs(list []model.Expr) string {
	return join(list, func(e model.Expr) string { return e.Text })
}

func showAttribute(a model.Attribute) string {
	s := a.Name + " " + a.Type.String()
	if !a.Collation.IsZero() {
		s += " collate " + a.Collation.String()
	}
	return s
}

func showColumnRef(r model.ColumnRef) string {
	if r.IsZero() {
		return ""
	}
	return r.Table.String() + "." + r.Column
}

func showIndexKey(k model.IndexKey) string {
	var b strings.Builder
	b.WriteString(columnOrExpr(k.Column, k.Expr))
	if k.Length > 0 {
		b.WriteString("(" + strconv.Itoa(k.Length) + ")")
	}
	if !k.Collation.IsZero() {
		b.WriteString(" collate " + k.Collation.String())
	}
	if !k.Opclass.IsZero() {
		b.WriteString(" " + k.Opclass.String())
	}
	if len(k.OpclassOptions) > 0 {
		b.WriteString(" (" + showOptions(k.OpclassOptions) + ")")
	}
	if k.Descending {
		b.WriteString(" desc")
	}
	if k.NullsFirst != k.Descending {
		if k.NullsFirst {
			b.WriteString(" nulls first")
		} else {
			b.WriteString(" nulls last")
		}
	}
	return b.String()
}

func columnOrExpr(column string, e model.Expr) string {
	if column != "" {
		return column
	}
	return "(" + e.Text + ")"
}

func showElement(e model.ExclusionElement) string {
	return showIndexKey(e.IndexKey) + " with " + e.Operator.String()
}

func showKeyStatistics(keys []model.IndexKey) string {
	return join(keys, func(k model.IndexKey) string {
		if k.Statistics == 0 {
			return "default"
		}
		return showTarget(k.Statistics)
	})
}

func showPartitioning(p model.Partitioning) string {
	if p.IsZero() {
		return ""
	}
	text := showPartitionKeys(p.Strategy, p.Keys, p.Options)
	if !p.Sub.IsZero() {
		text += ", each by " + showPartitionKeys(p.Sub.Strategy, p.Sub.Keys, p.Sub.Options)
	}
	return text
}

func showPartitionKeys(strategy model.PartitionStrategy, keys []model.PartitionKey, options []model.Option) string {
	text := string(strategy) + " (" + join(keys, func(k model.PartitionKey) string {
		s := columnOrExpr(k.Column, k.Expr)
		if !k.Collation.IsZero() {
			s += " collate " + k.Collation.String()
		}
		if !k.Opclass.IsZero() {
			s += " " + k.Opclass.String()
		}
		return s
	}) + ")"
	if len(options) > 0 {
		text += " with (" + showOptions(options) + ")"
	}
	return text
}

// showPartition writes a partition that is a part of its table.
func showPartition(p model.Partition) string {
	s := p.Name
	if bound := showBound(p.Bound); bound != "" {
		s += " " + bound
	}
	if len(p.Options) > 0 {
		s += " (" + showOptions(p.Options) + ")"
	}
	if p.Comment != "" {
		s += " '" + p.Comment + "'"
	}
	if len(p.Partitions) > 0 {
		s += " (" + join(p.Partitions, showPartition) + ")"
	}
	return s
}

func showColumns(o *model.Table) string {
	return join(o.Columns, func(c model.Column) string { return c.Name })
}

func showBound(b model.PartitionBound) string {
	switch {
	case b.Default:
		return "default"
	case b.Modulus != 0:
		return "with (modulus " + strconv.Itoa(b.Modulus) + ", remainder " + strconv.Itoa(b.Remainder) + ")"
	case b.In != nil:
		return "in (" + showExprs(b.In) + ")"
	case b.From != nil || b.To != nil:
		if b.From == nil {
			return "below (" + join(b.To, showBoundValue) + ")"
		}
		return "from (" + join(b.From, showBoundValue) + ") to (" + join(b.To, showBoundValue) + ")"
	}
	return ""
}

func showBoundValue(v model.BoundValue) string {
	if v.Infinite != "" {
		return v.Infinite
	}
	return v.Expr.Text
}

func showGenerated(g model.Generated) string {
	if g.IsZero() {
		return ""
	}
	if g.Virtual {
		return g.Expr.Text + " virtual"
	}
	return g.Expr.Text + " stored"
}

func showReplicaIdentity(r model.ReplicaIdentity) string {
	if r.Mode == model.ReplicaIndex {
		return "index " + r.Index
	}
	return string(r.Mode)
}
