package catalog

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
)

// finish turns what the queries brought into the schema.
func (r *reader) finish() (model.Schema, error) {
	if err := r.finishForeignKeys(); err != nil {
		return model.Schema{}, err
	}
	if err := r.finishTypes(); err != nil {
		return model.Schema{}, err
	}
	if err := r.finishNotNulls(); err != nil {
		return model.Schema{}, err
	}
	if err := r.finishIdentities(); err != nil {
		return model.Schema{}, err
	}
	r.schema.Tables = make([]model.Table, 0, len(r.order))
	for _, t := range r.order {
		if t.kept() {
			r.schema.Tables = append(r.schema.Tables, t.table)
		}
	}
	r.finishFamilies()
	r.finishConfigurations()
	r.finishPublications()
	r.finishAccess()
	r.reportUnread()
	r.schema.Sort()
	return r.schema, nil
}

func (r *reader) finishTypes() error {
	for _, c := range r.rangeClasses {
		name, err := r.opclassName(c.class, c.subtype)
		if err != nil {
			return err
		}
		c.of.Opclass = name
	}
	// The maps are iterated in any order: Sort orders the schema.
	for _, e := range r.enums {
		r.schema.Enums = append(r.schema.Enums, *e)
	}
	for _, g := range r.ranges {
		r.schema.Ranges = append(r.schema.Ranges, *g)
	}
	for _, c := range r.composite {
		if !c.owned {
			c.sortAttributes()
			r.schema.Composites = append(r.schema.Composites, c.Composite)
		}
	}
	for oid, d := range r.domains {
		var err error
		if d.Collation, err = r.domainCollation(oid); err != nil {
			return err
		}
		if d.NotNullName == naming.Join(d.Name, "", "not_null") {
			d.NotNullName = ""
		}
		r.schema.Domains = append(r.schema.Domains, *d)
	}
	return nil
}

// sortAttributes brings the attributes into their order, which the server
// usually has delivered.
func (c *composite) sortAttributes() {
	if slices.IsSorted(c.numbers) {
		return
	}
	byNumber := map[int]model.Attribute{}
	for i, number := range c.numbers {
		byNumber[number] = c.Attributes[i]
	}
	slices.Sort(c.numbers)
	for i, number := range c.numbers {
		c.Attributes[i] = byNumber[number]
	}
}

// finishIdentities takes back the identity of columns of partitions, which from
// version 17 on have the parent's mode but no sequence of their own.
func (r *reader) finishIdentities() error {
	for _, t := range r.order {
		for i := range t.table.Columns {
			column := &t.table.Columns[i]
			if column.Identity.IsZero() || !column.Identity.Sequence.IsZero() {
				continue
			}
			if !t.partition() {
				return changed("the sequence of identity column %s of %s is gone", column.Name, t.table.QName())
			}
			column.Identity = model.Identity{}
		}
	}
	return nil
}

// notNull is a named not-null constraint of a table's column.
type notNull struct {
	table *relation
	constraint
}

// finishNotNulls stores what a not-null constraint says beyond its existence.
func (r *reader) finishNotNulls() error {
	names := map[model.ColumnRef]string{}
	for _, k := range r.notNulls {
		columns, err := k.table.columnNames(k.columns)
		if err != nil {
			return err
		}
		if len(columns) == 1 {
			names[model.ColumnRef{Table: k.table.table.QName(), Column: columns[0]}] = k.name
		}
	}
	for _, k := range r.notNulls {
		at := -1
		if len(k.columns) == 1 {
			at = k.table.column(k.columns[0])
		}
		if at < 0 {
			return changed("the column of constraint %s is gone", k.name)
		}
		if !k.table.kept() {
			continue
		}
		column := &k.table.table.Columns[at]
		n := model.NotNull{
			Name: k.name, NoInherit: k.noInherit, NotValid: !k.valid,
			Comment: r.comment(classConstraint, k.oid), Inherited: k.inheritsName(column.Name, names),
		}
		if n.Inherited || k.name == naming.Join(k.table.table.Name, column.Name, "not_null") {
			n.Name = ""
		}
		column.NotNullConstraint = n
	}
	return nil
}

// inheritsName reports whether the constraint has its name from a parent's,
// because the table got both from there. What is a partition's own ceases to be
// told apart when it is detached and attached again. A name that the server would
// have cut to the same in the partition counts as its own: if there are several of
// them, all but one have a number.
func (k notNull) inheritsName(column string, names map[model.ColumnRef]string) bool {
	if !k.inherited || k.local && !k.table.partition() {
		return false
	}
	parents := k.table.table.Inherits
	if k.table.partition() {
		parents = []model.QName{k.table.table.PartitionOf}
		if k.name == naming.Join(k.table.table.Name, column, "not_null") {
			return false
		}
	}
	return slices.ContainsFunc(parents, func(p model.QName) bool {
		return names[model.ColumnRef{Table: p, Column: column}] == k.name
	})
}
