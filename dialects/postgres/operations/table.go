package operations

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/migrate/op"
)

func createTable(s *parse.CreateStmt) op.Operation {
	r := s.GetRelation()
	o := op.CreateTable{
		Schema: r.GetSchemaname(), Table: r.GetRelname(), Unlogged: r.GetRelpersistence() == "u", IfNotExists: s.GetIfNotExists(),
		PartitionBy: partitionBy(s.GetPartspec()), With: options(s.GetOptions()),
	}
	for _, n := range s.GetTableElts() {
		switch {
		case n.GetColumnDef() != nil:
			o.Columns = append(o.Columns, column(n.GetColumnDef()))
		case n.GetConstraint() != nil:
			o.Constraints = append(o.Constraints, constraint(n.GetConstraint()))
		}
	}
	return o
}

func partitionBy(s *parse.PartitionSpec) string {
	if s == nil {
		return ""
	}
	var parts []string
	for _, n := range s.GetPartParams() {
		e := n.GetPartitionElem()
		text := expressionOrName(e.GetName(), e.GetExpr())
		if len(e.GetCollation()) > 0 {
			text += " COLLATE " + deparse.Qualified(texts(e.GetCollation())...)
		}
		if len(e.GetOpclass()) > 0 {
			text += " " + deparse.Qualified(texts(e.GetOpclass())...)
		}
		parts = append(parts, text)
	}
	words := map[parse.PartitionStrategy]string{
		parse.PartitionStrategy_PARTITION_STRATEGY_LIST:  "LIST",
		parse.PartitionStrategy_PARTITION_STRATEGY_RANGE: "RANGE",
		parse.PartitionStrategy_PARTITION_STRATEGY_HASH:  "HASH",
	}
	return words[s.GetStrategy()] + " (" + strings.Join(parts, ", ") + ")"
}

func expressionOrName(name string, n *parse.Node) string {
	if name != "" {
		return deparse.Ident(name)
	}
	return "(" + expression(n) + ")"
}

// options writes parameters of storage.
func options(list []*parse.Node) string {
	var parts []string
	for _, n := range list {
		e := n.GetDefElem()
		text := deparse.Ident(e.GetDefname())
		if e.GetDefnamespace() != "" {
			text = deparse.Ident(e.GetDefnamespace()) + "." + text
		}
		switch value := e.GetArg(); {
		case value == nil:
		case value.GetTypeName() != nil:
			text += " = " + typeName(value.GetTypeName())
		case value.GetString_() != nil:
			text += " = " + deparse.Literal(value.GetString_().GetSval())
		default:
			text += " = " + expression(value)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// column reads a column. Constraints that a column of an operation doesn't have
// are left out, and found missing.
func column(d *parse.ColumnDef) op.Column {
	c := op.Column{Name: d.GetColname(), Type: typeName(d.GetTypeName()), Collation: strings.Join(texts(d.GetCollClause().GetCollname()), ".")}
	for _, n := range d.GetConstraints() {
		k := n.GetConstraint()
		switch k.GetContype() {
		case parse.ConstrType_CONSTR_NOTNULL:
			c.NotNull = true
		case parse.ConstrType_CONSTR_DEFAULT:
			c.Default = expression(k.GetRawExpr())
		case parse.ConstrType_CONSTR_GENERATED:
			c.Generated = expression(k.GetRawExpr())
		case parse.ConstrType_CONSTR_IDENTITY:
			c.Identity = op.Always
			if k.GetGeneratedWhen() == "d" {
				c.Identity = op.ByDefault
			}
		case parse.ConstrType_CONSTR_PRIMARY:
			c.PrimaryKey = true
		case parse.ConstrType_CONSTR_UNIQUE:
			c.Unique = true
		case parse.ConstrType_CONSTR_CHECK:
			c.Check = expression(k.GetRawExpr())
		case parse.ConstrType_CONSTR_FOREIGN:
			r := reference(k)
			c.References = &r
		}
	}
	return c
}

func constraint(k *parse.Constraint) op.Constraint {
	columns, include := texts(k.GetKeys()), texts(k.GetIncluding())
	deferrable, deferred := k.GetDeferrable(), k.GetInitdeferred()
	switch k.GetContype() {
	case parse.ConstrType_CONSTR_PRIMARY:
		return op.PrimaryKey{Name: k.GetConname(), Columns: columns, Include: include, Deferrable: deferrable, InitiallyDeferred: deferred, UsingIndex: k.GetIndexname()}
	case parse.ConstrType_CONSTR_UNIQUE:
		return op.Unique{
			Name: k.GetConname(), Columns: columns, Include: include, NullsNotDistinct: k.GetNullsNotDistinct(),
			Deferrable: deferrable, InitiallyDeferred: deferred, UsingIndex: k.GetIndexname(),
		}
	case parse.ConstrType_CONSTR_FOREIGN:
		return op.ForeignKey{Name: k.GetConname(), Columns: texts(k.GetFkAttrs()), References: reference(k), NotValid: k.GetSkipValidation()}
	case parse.ConstrType_CONSTR_CHECK:
		return op.Check{
			Name: k.GetConname(), Expression: expression(k.GetRawExpr()), NoInherit: k.GetIsNoInherit(), NotValid: k.GetSkipValidation(),
		}
	case parse.ConstrType_CONSTR_EXCLUSION:
		o := op.Exclude{Name: k.GetConname(), Using: k.GetAccessMethod(), Where: expression(k.GetWhereClause()), Deferrable: deferrable, InitiallyDeferred: deferred}
		for _, n := range k.GetExclusions() {
			if items := n.GetList().GetItems(); len(items) == 2 {
				o.Elements = append(o.Elements, op.ExcludeElement{
					IndexColumn: indexColumn(items[0].GetIndexElem()), With: strings.Join(texts(items[1].GetList().GetItems()), "."),
				})
			}
		}
		return o
	}
	return nil
}

func reference(k *parse.Constraint) op.Reference {
	actions := map[string]op.Action{"r": op.Restrict, "c": op.Cascade, "n": op.SetNull, "d": op.SetDefault}
	r := op.Reference{
		Schema: k.GetPktable().GetSchemaname(), Table: k.GetPktable().GetRelname(), Columns: texts(k.GetPkAttrs()),
		OnUpdate: actions[k.GetFkUpdAction()], OnDelete: actions[k.GetFkDelAction()],
		Deferrable: k.GetDeferrable(), InitiallyDeferred: k.GetInitdeferred(),
	}
	if k.GetFkMatchtype() == "f" {
		r.Match = op.MatchFull
	}
	return r
}

func createIndex(s *parse.IndexStmt) op.Operation {
	o := op.CreateIndex{
		Schema: s.GetRelation().GetSchemaname(), Table: s.GetRelation().GetRelname(), Name: s.GetIdxname(),
		Unique: s.GetUnique(), Concurrently: s.GetConcurrent(), IfNotExists: s.GetIfNotExists(), Only: !s.GetRelation().GetInh(),
		NullsNotDistinct: s.GetNullsNotDistinct(), With: options(s.GetOptions()), Where: expression(s.GetWhereClause()),
	}
	if method := s.GetAccessMethod(); method != "btree" {
		o.Using = method
	}
	for _, n := range s.GetIndexParams() {
		o.Columns = append(o.Columns, indexColumn(n.GetIndexElem()))
	}
	for _, n := range s.GetIndexIncludingParams() {
		o.Include = append(o.Include, n.GetIndexElem().GetName())
	}
	return o
}

func indexColumn(e *parse.IndexElem) op.IndexColumn {
	c := op.IndexColumn{Column: e.GetName(), Collation: strings.Join(texts(e.GetCollation()), "."), Desc: e.GetOrdering() == parse.SortByDir_SORTBY_DESC}
	if c.Column == "" {
		c.Expression = expression(e.GetExpr())
	}
	if len(e.GetOpclass()) > 0 {
		c.Opclass = deparse.Qualified(texts(e.GetOpclass())...)
	}
	switch e.GetNullsOrdering() {
	case parse.SortByNulls_SORTBY_NULLS_FIRST:
		c.Nulls = op.NullsFirst
	case parse.SortByNulls_SORTBY_NULLS_LAST:
		c.Nulls = op.NullsLast
	}
	return c
}
