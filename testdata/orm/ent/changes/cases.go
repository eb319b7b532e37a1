package main

import (
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"
)

// table makes a table with a key and more columns.
func table(name string, columns ...*schema.Column) *schema.Table {
	t := schema.NewTable(name).AddPrimary(&schema.Column{Name: "id", Type: field.TypeInt, Increment: true})
	for _, c := range columns {
		t.AddColumn(c)
	}
	return t
}

func thing(columns ...*schema.Column) []*schema.Table {
	return []*schema.Table{table("things", columns...)}
}

// text is a column; f says more of it.
func text(name string, f ...func(*schema.Column)) *schema.Column {
	return column(name, field.TypeString, f...)
}

func number(name string, f ...func(*schema.Column)) *schema.Column {
	return column(name, field.TypeInt, f...)
}

func column(name string, t field.Type, f ...func(*schema.Column)) *schema.Column {
	c := &schema.Column{Name: name, Type: t, Nullable: true}
	for _, f := range f {
		f(c)
	}
	return c
}

func notNull(c *schema.Column) { c.Nullable = false }
func unique(c *schema.Column)  { c.Unique = true }

func preset(v any) func(*schema.Column) { return func(c *schema.Column) { c.Default = v } }

func comment(text string) func(*schema.Column) { return func(c *schema.Column) { c.Comment = text } }

func postgres(t string) func(*schema.Column) {
	return func(c *schema.Column) { c.SchemaType = map[string]string{dialect.Postgres: t} }
}

func indexed(where string, unique bool) []*schema.Table {
	t := table("things", text("text"))
	t.AddIndex("thing_text", unique, []string{"text"})
	if where != "" {
		t.Indexes[0].Annotation = entsql.IndexWhere(where)
	}
	return []*schema.Table{t}
}

func checked(condition string) []*schema.Table {
	t := table("things", number("n"))
	if condition != "" {
		t.Annotation = &entsql.Annotation{Checks: map[string]string{"positive": condition}}
	}
	return []*schema.Table{t}
}

func related(key bool, action schema.ReferenceOption) []*schema.Table {
	parent, child := table("parents"), table("things", number("parent_id"))
	if key {
		child.AddForeignKey(&schema.ForeignKey{
			Symbol: "things_parents", Columns: child.Columns[1:2],
			RefTable: parent, RefColumns: parent.Columns[:1], OnDelete: action,
		})
	}
	return []*schema.Table{parent, child}
}

func keyed(names ...string) []*schema.Table {
	t := schema.NewTable("things").AddColumn(text("a", notNull)).AddColumn(text("b", notNull))
	for _, name := range names {
		for _, c := range t.Columns {
			if c.Name == name {
				t.PrimaryKey = append(t.PrimaryKey, c)
			}
		}
	}
	return []*schema.Table{t}
}

func cases() []Case {
	return []Case{
		{Name: "add a table", Old: nil, New: thing()},
		{Name: "drop a table", Old: append(thing(), table("others")), New: thing()},
		{Name: "rename a table", Old: thing(), New: []*schema.Table{table("objects")}},
		{Name: "add a column", Old: thing(), New: thing(text("text"))},
		{Name: "drop a column", Old: thing(text("text")), New: thing()},
		{Name: "rename a column", Old: thing(text("old")), New: thing(text("new")),
			Fill: "INSERT INTO things (old) VALUES ('of the old column')", Ask: "SELECT coalesce(new, '') FROM things"},
		{Name: "widen a type: integer to bigint", Old: thing(column("n", field.TypeInt32)), New: thing(column("n", field.TypeInt64))},
		{Name: "narrow a type: varchar(40) to varchar(20)", Old: thing(text("text", postgres("varchar(40)"))), New: thing(text("text", postgres("varchar(20)")))},
		{Name: "change a type that needs USING: text to bigint", Old: thing(text("n")), New: thing(number("n"))},
		{Name: "set NOT NULL", Old: thing(text("text")), New: thing(text("text", notNull))},
		{Name: "drop NOT NULL", Old: thing(text("text", notNull)), New: thing(text("text"))},
		{Name: "add a default", Old: thing(number("n")), New: thing(number("n", preset(1)))},
		{Name: "change a default", Old: thing(number("n", preset(1))), New: thing(number("n", preset(2)))},
		{Name: "drop a default", Old: thing(number("n", preset(1))), New: thing(number("n"))},
		{Name: "change a primary key", Old: keyed("a"), New: keyed("a", "b")},
		{Name: "add a comment", Old: thing(text("text")), New: thing(text("text", comment("new")))},
		{Name: "change a comment", Old: thing(text("text", comment("old"))), New: thing(text("text", comment("new")))},
		{Name: "drop a comment", Old: thing(text("text", comment("old"))), New: thing(text("text"))},
		{Name: "add an index", Old: thing(text("text")), New: indexed("", false)},
		{Name: "change an index", Old: indexed("", false), New: indexed("text <> ''", false)},
		{Name: "drop an index", Old: indexed("", false), New: thing(text("text"))},
		{Name: "add a unique constraint", Old: thing(text("text")), New: thing(text("text", unique))},
		{Name: "drop a unique constraint", Old: thing(text("text", unique)), New: thing(text("text"))},
		{Name: "add a check", Old: checked(""), New: checked("n > 0")},
		{Name: "change a check", Old: checked("n > 0"), New: checked("n > 1")},
		{Name: "drop a check", Old: checked("n > 0"), New: checked("")},
		{Name: "add a foreign key", Old: related(false, ""), New: related(true, schema.NoAction)},
		{Name: "change the actions of a foreign key", Old: related(true, schema.NoAction), New: related(true, schema.Cascade)},
		{Name: "drop a foreign key", Old: related(true, schema.NoAction), New: related(false, "")},
	}
}
