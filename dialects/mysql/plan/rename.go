package plan

import (
	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// renameColumn writes ALTER TABLE for the new name of a column. The servers refuse it
// while an expression of the table names the column: checks and generated columns get
// their new texts in the same statement.
func (s *session) renameColumn(w *render.Writer, from, to model.ID) {
	w.Key("ALTER TABLE ").Ident(from.Parent)
	t := s.originalTable(from.Parent, to.Parent)
	after := s.carriedTable(to.Parent, from.Name, to.Name)
	var list []func()
	for _, c := range t.Checks {
		if c.Column == "" && names(c.Expr.Text, from.Name) {
			w.Key(" DROP CONSTRAINT ").Ident(c.Name).Key(",")
			c.Expr.Text = mysql.RenamedIn(c.Expr.Text, from.Name, to.Name)
			list = append(list, func() {
				w.Key(", ADD ")
				s.server.Check(w, c)
			})
		}
	}
	column, _ := after.Column(to.Name)
	if whole := checked(t, from.Name) || !s.renamesColumns(); whole {
		w.Key(" CHANGE COLUMN ").Ident(from.Name).Key(" ")
		s.server.Column(w, explicit(after), column)
	} else {
		w.Key(" RENAME COLUMN ").Ident(from.Name).Key(" TO ").Ident(to.Name)
	}
	for _, c := range after.Columns {
		if old := mysql.RenamedIn(c.Generated.Expr.Text, to.Name, from.Name); c.Name != to.Name && names(old, from.Name) {
			w.Key(", MODIFY COLUMN ")
			s.server.Column(w, explicit(after), c)
		}
	}
	for _, write := range list {
		write()
	}
}

// originalTable returns a table as it was: other renames may have come first.
func (s *session) originalTable(names ...string) model.Table {
	for _, name := range names {
		for _, t := range s.task.Original.Tables {
			if t.Name == name || s.task.Renamed(tableID(t.Name)).Name == name {
				return t
			}
		}
	}
	return model.Table{}
}

// carriedTable returns a table of the old side in the names of the new one, the name
// of one column also in its expressions.
func (s *session) carriedTable(table, from, to string) model.Table {
	t := s.old.tables[table]
	if t == nil {
		return model.Table{}
	}
	made := *t
	made.Columns = append([]model.Column(nil), t.Columns...)
	for i := range made.Columns {
		c := &made.Columns[i]
		c.Generated.Expr.Text = mysql.RenamedIn(c.Generated.Expr.Text, from, to)
		c.Default.Text = mysql.RenamedIn(c.Default.Text, from, to)
	}
	made.Checks = append([]model.Check(nil), t.Checks...)
	for i := range made.Checks {
		made.Checks[i].Expr.Text = mysql.RenamedIn(made.Checks[i].Expr.Text, from, to)
	}
	return made
}

func checked(t model.Table, column string) bool {
	for _, c := range t.Checks {
		if c.Column == column {
			return true
		}
	}
	return false
}

// names reports whether a text names a column.
func names(text, column string) bool {
	for _, word := range mysql.Mentions(text) {
		if mysql.SameName(word, column) {
			return true
		}
	}
	return false
}
