package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
)

// createTable writes a table whole, under a name that may be another one.
func createTable(t *model.Table, name string) string {
	w := write("CREATE TABLE ").Ident(name).Key(" (")
	first := true
	next := func() {
		if !first {
			w.Key(",")
		}
		first = false
		w.Key("\n    ")
	}
	in := inlineOf(t)
	for i := range t.Columns {
		next()
		w.column(t, &t.Columns[i], in)
	}
	for i := range t.Keys {
		if k := &t.Keys[i]; !in.keys[k.Name] {
			next()
			w.key(k)
		}
	}
	for i := range t.Checks {
		if c := &t.Checks[i]; in.checks[c.Name] == "" {
			next()
			w.named(c.Name).Key("CHECK ").inside(c.Expr)
		}
	}
	for i := range t.ForeignKeys {
		if f := &t.ForeignKeys[i]; !in.references[f.Name] {
			next()
			w.named(f.Name).Key("FOREIGN KEY ").columns(f.Columns).Key(" ").reference(*f)
		}
	}
	w.Key("\n)")
	return w.tableOptions(t).String()
}

func (w writer) tableOptions(t *model.Table) writer {
	strict, without := kind.Option(t.Options, kind.Strict) != "", kind.Option(t.Options, kind.WithoutRowID) != ""
	switch {
	case strict && without:
		w.Key(" STRICT, WITHOUT ROWID")
	case strict:
		w.Key(" STRICT")
	case without:
		w.Key(" WITHOUT ROWID")
	}
	return w
}

// inline says which constraints stand in the definitions of columns; of a check,
// in which.
type inline struct {
	keys, references map[string]bool
	checks           map[string]string
}

// inlineOf puts constraints of one column into its definition, where that is how
// people write them. An INTEGER PRIMARY KEY DESC can stand nowhere else.
func inlineOf(t *model.Table) inline {
	in := inline{keys: map[string]bool{}, references: map[string]bool{}, checks: map[string]string{}}
	for i := range t.Keys {
		k := &t.Keys[i]
		in.keys[k.Name] = len(k.Columns) == 1 && (len(k.Elements) == 0 || k.Primary && k.Elements[0].Collation.IsZero())
	}
	for i := range t.ForeignKeys {
		in.references[t.ForeignKeys[i].Name] = len(t.ForeignKeys[i].Columns) == 1
	}
	for i := range t.Checks {
		if c := &t.Checks[i]; kind.Unnamed(c.Name) {
			if about := columnsIn(t, c.Expr.Text); len(about) == 1 {
				in.checks[c.Name] = about[0]
			}
		}
	}
	return in
}

// columnsIn lists the columns of a table that a text can be about.
func columnsIn(t *model.Table, text string) []string {
	named := mentions(text)
	var list []string
	for i := range t.Columns {
		if named[kind.Fold(t.Columns[i].Name)] {
			list = append(list, t.Columns[i].Name)
		}
	}
	return list
}

// column writes the definition of a column with the constraints inside it.
func (w writer) column(t *model.Table, c *model.Column, in inline) {
	w.Ident(c.Name)
	if !c.Type.IsZero() {
		w.Key(" ").typ(c.Type)
	}
	if c.NotNull && (!isAlias(t, c.Name) || c.NotNullConstraint.Name != "" || len(c.Options) > 0) {
		w.Key(" ").named(c.NotNullConstraint.Name).Key("NOT NULL").conflict(c.Options)
	}
	if !c.Default.IsZero() {
		w.Key(" DEFAULT ").value(c.Default)
	}
	if !c.Collation.IsZero() {
		w.Key(" COLLATE ").Ident(c.Collation.Name)
	}
	for i := range t.Keys {
		if k := &t.Keys[i]; in.keys[k.Name] && k.Columns[0] == c.Name {
			w.Key(" ").columnKey(k, c)
		}
	}
	for i := range t.Checks {
		if k := &t.Checks[i]; in.checks[k.Name] == c.Name {
			w.Key(" ").named(k.Name).Key("CHECK ").inside(k.Expr)
		}
	}
	for i := range t.ForeignKeys {
		if f := &t.ForeignKeys[i]; in.references[f.Name] && f.Columns[0] == c.Name {
			w.Key(" ").named(f.Name).reference(*f)
		}
	}
	if !c.Generated.IsZero() {
		w.Key(" GENERATED ALWAYS AS ").inside(c.Generated.Expr)
		if c.Generated.Virtual {
			w.Key(" VIRTUAL")
		} else {
			w.Key(" STORED")
		}
	}
}

// value writes a default.
func (w writer) value(e model.Expr) writer {
	if literal(e.Text) {
		return w.Expr(e)
	}
	return w.inside(e)
}

// columnKey writes a key inside the definition of its column.
func (w writer) columnKey(k *model.Key, c *model.Column) {
	w.named(k.Name)
	if !k.Primary {
		w.Key("UNIQUE").conflict(k.Options)
		return
	}
	w.Key("PRIMARY KEY")
	if len(k.Elements) == 1 && k.Elements[0].Descending {
		w.Key(" DESC")
	}
	w.conflict(k.Options)
	if c.Identity.Mode == model.IdentityAutoIncrement {
		w.Key(" AUTOINCREMENT")
	}
}

// key writes a key of the table.
func (w writer) key(k *model.Key) {
	w.named(k.Name)
	if k.Primary {
		w.Key("PRIMARY KEY ")
	} else {
		w.Key("UNIQUE ")
	}
	if len(k.Elements) > 0 {
		w.elements(k.Elements)
	} else {
		w.columns(k.Columns)
	}
	w.conflict(k.Options)
}

func hasRowID(t *model.Table) bool { return kind.Option(t.Options, kind.WithoutRowID) == "" }

// aliasOf returns the column that is another name of the rowid, "" if there is
// none (lang_createtable.html, section 5).
func aliasOf(t *model.Table) string {
	for i := range t.Keys {
		k := &t.Keys[i]
		if !k.Primary || len(k.Columns) != 1 || !hasRowID(t) || len(k.Elements) > 0 {
			continue
		}
		if c, ok := t.Column(k.Columns[0]); ok && c.Type == (model.Type{Name: "integer"}) {
			return c.Name
		}
	}
	return ""
}

func isAlias(t *model.Table, column string) bool { return column != "" && aliasOf(t) == column }

func autoIncrements(t *model.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return c.Identity.Mode == model.IdentityAutoIncrement })
}
