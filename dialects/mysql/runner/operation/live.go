package operation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/write"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Given writes an operation that alters columns: it changes the columns in the
// schema, and returns what the planner makes of the difference, together with what
// else is done to the table.
func Given(ctx context.Context, w write.Writer, old model.Schema, operation op.Operation) ([]string, error) {
	fresh := old
	fresh.Tables = slices.Clone(old.Tables)
	var clauses []string
	schema, table, list, err := parts(operation)
	if err != nil {
		return nil, err
	}
	for _, part := range list {
		c, alters := part.(op.AlterColumn)
		if alters && !plain(w, &c) {
			err = alterColumn(w, &fresh, &c)
		} else {
			var more []string
			more, err = w.Clause(part)
			clauses = append(clauses, more...)
		}
		if err != nil {
			return nil, err
		}
	}
	planned, err := statements(ctx, old, fresh)
	if err != nil {
		return nil, err
	}
	return together(w.AlterTable(schema, table).String(), clauses, planned), nil
}

// parts are the operations that an operation consists of, and their table.
func parts(operation op.Operation) (schema, table string, list []op.Operation, err error) {
	switch o := operation.(type) {
	case op.AlterTable:
		list, err = o.Operations()
		return o.Schema, o.Table, list, err
	case op.AlterColumn:
		return o.Schema, o.Table, []op.Operation{o}, nil
	case op.CommentColumn:
		return o.Schema, o.Table, []op.Operation{op.AlterColumn{
			Schema: o.Schema, Table: o.Table, Name: o.Name, Comment: o.Comment, DropComment: o.Comment == "",
		}}, nil
	}
	return "", "", nil, write.ErrRest
}

// statements plans what leads from one schema to the other.
func statements(ctx context.Context, old, fresh model.Schema) ([]string, error) {
	result, err := diff.Compare(ctx, old, fresh, mysql.Rules{}, diff.Options{NewLive: true})
	if err != nil {
		return nil, err
	}
	m, err := render.NewMigration(result, plan.Planner{}, render.Options{})
	if err != nil {
		return nil, err
	}
	for _, u := range m.Up.Unsupported {
		return nil, fmt.Errorf("%s: %s", u.ID, u.Reason)
	}
	var list []string
	for _, s := range m.Up.Statements() {
		list = append(list, strings.TrimSuffix(s.SQL, ";"))
	}
	return list, nil
}

// together makes one statement of several clauses and of what was planned, if that
// is an ALTER TABLE of the same table.
func together(alter string, clauses, planned []string) []string {
	if len(clauses) == 0 {
		return planned
	}
	if len(planned) == 1 {
		if rest, ok := strings.CutPrefix(planned[0], strings.TrimSuffix(alter, " ")); ok {
			clauses, planned = append(clauses, strings.TrimSpace(rest)), nil
		}
	}
	return append([]string{strings.TrimSuffix(alter, " ") + "\n    " + strings.Join(clauses, ",\n    ")}, planned...)
}

// alterColumn changes a column in a schema.
func alterColumn(w write.Writer, s *model.Schema, o *op.AlterColumn) error {
	if o.Schema != "" {
		return fmt.Errorf("a column of another database (%q) isn't altered: say no schema, and run it on that database", o.Schema)
	}
	at := slices.IndexFunc(s.Tables, func(t model.Table) bool { return strings.EqualFold(t.Name, o.Table) })
	if exact := slices.IndexFunc(s.Tables, func(t model.Table) bool { return t.Name == o.Table }); exact >= 0 {
		at = exact
	}
	if at < 0 {
		return missing(s, o)
	}
	t := &s.Tables[at]
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		if c := &t.Columns[i]; strings.EqualFold(c.Name, o.Name) {
			said, err := read(w, s, t, o)
			if err == nil {
				change(c, said, o)
			}
			return err
		}
	}
	return fmt.Errorf("table %q has no column %q", o.Table, o.Name)
}

func missing(s *model.Schema, o *op.AlterColumn) error {
	for _, u := range s.Unsupported {
		if u.ID.Name == o.Table || u.ID.Parent == o.Table {
			return fmt.Errorf("the definition of table %q has something that this program doesn't read: write the statement (op.Execute)", o.Table)
		}
	}
	return fmt.Errorf("there is no table %q", o.Table)
}

// read reads the column that has what the alteration says, and nothing else.
func read(w write.Writer, s *model.Schema, t *model.Table, o *op.AlterColumn) (model.Column, error) {
	c := op.Column{Name: o.Name, Type: o.Type, Default: o.Default, Collation: o.Collation, Comment: o.Comment, NotNull: o.NotNull == op.Set}
	had, _ := t.Column(o.Name)
	if c.Type == "" {
		c.Type = mysql.Type(had.Type)
	}
	text, err := w.CreateTable(&op.CreateTable{Table: t.Name, Columns: []op.Column{c}}).Done()
	if err != nil {
		return model.Column{}, err
	}
	for _, option := range t.Options {
		if option.Name == mysql.OptionCollation {
			text += " " + mysql.TableOption(option)
		}
	}
	one, err := mysql.Read([]sqlfile.Source{{Name: "the column", Text: text}}, mysql.Options{Server: mysql.ServerOf(s.Version)})
	if err != nil {
		return model.Column{}, err
	}
	if len(one.Tables) != 1 || len(one.Tables[0].Columns) != 1 {
		return model.Column{}, errors.New("the definition isn't one of a column")
	}
	return one.Tables[0].Columns[0], nil
}

// change gives a column what an alteration says.
func change(c *model.Column, said model.Column, o *op.AlterColumn) {
	if o.Type != "" {
		c.Type = said.Type
		// A column keeps its collation, unless one is said or there is none any more.
		if o.Collation != "" || said.Collation.IsZero() || c.Collation.IsZero() {
			c.Collation = said.Collation
		}
	}
	if o.Default != "" || o.DropDefault {
		c.Default = said.Default
	}
	if o.Comment != "" || o.DropComment {
		c.Comment = said.Comment
	}
	switch o.NotNull {
	case op.Set:
		c.NotNull = true
	case op.Drop:
		c.NotNull = false
	case op.Keep:
	}
}
