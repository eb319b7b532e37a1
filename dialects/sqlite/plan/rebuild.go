package plan

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// rebuild makes a table anew and keeps its rows.
func (s *session) rebuild(name string) ([]render.Step, error) {
	step := render.Step{
		Phase: render.PhaseAlter, Removes: true, Establishes: true,
	}
	hazard(&step, render.TableRewrite, "All rows of "+name+" are copied into a new table while nobody else can write; for the time being the file holds both.")
	s.dangling(&step, name)
	s.lostRowIDs(&step, name)
	s.strictHazards(&step, name)
	s.aliasHazards(&step, name)
	texts := s.rebuildByName(name)
	if s.selfQualified(name) {
		texts = s.rebuildAside(name)
	}
	step.Text.Head = texts[0]
	for _, text := range texts[1:] {
		after := render.Step{Text: render.Text{Head: text}}
		if copies := strings.HasPrefix(text, transferWords); copies {
			after.Locks, after.Rewrites = s.locks(tableID(name)), []model.QName{{Name: name}}
		}
		step.After = append(step.After, after)
	}
	return []render.Step{step}, nil
}

// lostRowIDs says so if a table loses the numbers of its rows.
func (s *session) lostRowIDs(step *render.Step, name string) {
	old, fresh := s.old.tables[name], s.new.tables[name]
	if hasRowID(old) && aliasOf(old) == "" && !hasRowID(fresh) {
		step.Losses = append(step.Losses, render.Loss{Object: tableID(name), Code: render.Irreversible, Text: "The rows of " + name + " have no rowids any more."})
	}
}

// selfQualified reports whether a check of the new table names its columns
// together with the table, so that the table can be made under no other name.
func (s *session) selfQualified(name string) bool {
	t := s.new.tables[name]
	for i := range t.Checks {
		if qualified(t.Checks[i].Expr.Text, name) {
			return true
		}
	}
	return false // in generated columns SQLite refuses it
}

// unused returns a name that no object of either side has.
func (s *session) unused(name, suffix string) string {
	taken := func(name string) bool {
		name = kind.Fold(name)
		for _, d := range []*side{s.old, s.new} {
			if d.relations[name] {
				return true
			}
			for i := range d.schema.Tables {
				for _, x := range d.schema.Tables[i].Indexes {
					if kind.Fold(x.Name) == name {
						return true
					}
				}
			}
		}
		return false
	}
	free := name + suffix
	for i := 2; taken(free); i++ {
		free = name + suffix + strconv.Itoa(i)
	}
	return free
}

// rebuildByName is the documented order: the new table gets a name of its own,
// takes the rows, and when the old table is gone its name. Nothing else may run
// under the old rules of ALTER TABLE: DROP COLUMN fails then, if there are triggers.
func (s *session) rebuildByName(name string) []string {
	old, fresh := s.old.tables[name], s.new.tables[name]
	other := s.unused(name, "__schemadiff_new")
	list := []string{createTable(fresh, other)}
	if autoIncrements(old) && autoIncrements(fresh) {
		list = append(list, counter(other, name))
	}
	into, from := copied(old, fresh)
	return append(list, transfer(other, into, name, from), hold(name),
		write("DROP TABLE ").Ident(name).String(),
		write("PRAGMA legacy_alter_table = ON").String(),
		write("ALTER TABLE ").Ident(other).Key(" RENAME TO ").Ident(name).String(),
		write("PRAGMA legacy_alter_table = OFF").String(), keep(name))
}

// rebuildAside copies the rows twice: into a table without types, where every
// value stays as it is, and back when the new table has the name.
func (s *session) rebuildAside(name string) []string {
	old, fresh := s.old.tables[name], s.new.tables[name]
	other := s.unused(name, "__schemadiff_rows")
	into, from := copied(old, fresh)
	plain := make([]string, max(len(from), 1))
	for i := range plain {
		plain[i] = "c" + strconv.Itoa(i+1)
	}
	list := []string{
		write("CREATE TABLE ").Ident(other).Key(" ").columns(plain).String(),
		transfer(other, plain, name, from),
	}
	counts := autoIncrements(old) && autoIncrements(fresh)
	if counts {
		list = append(list, counter(other, name))
	}
	list = append(list, hold(name), write("DROP TABLE ").Ident(name).String(), createTable(fresh, name))
	if counts {
		list = append(list, write("UPDATE sqlite_sequence SET name = ").Literal(name).Key(" WHERE name = ").Literal(other).String())
	}
	return append(list, transfer(name, into, other, plain), write("DROP TABLE ").Ident(other).String(), keep(name))
}

// counter gives a table the counter of another one, before it gets any rows.
func counter(to, from string) string {
	return write("INSERT INTO sqlite_sequence (name, seq) SELECT ").Literal(to).Key(", seq FROM sqlite_sequence WHERE name = ").Literal(from).String()
}

// transferWords begin the statement that copies rows.
const transferWords = "INSERT OR ABORT INTO "

// transfer copies rows. A conflict is an error, whatever the constraints say.
func transfer(to string, into []string, from string, columns []string) string {
	return write(transferWords).Ident(to).Key(" ").columns(into).Key("\nSELECT ").list(columns).Key(" FROM ").Ident(from).String()
}

// list writes names with commas. None at all is no value for each row.
func (w writer) list(names []string) writer {
	if len(names) == 0 {
		return w.Key("NULL")
	}
	w.Idents(names)
	return w
}

// copied lists the columns of the new table that get values of the old one, and
// where these are from. The rowid is among them where it has no column.
func copied(old, fresh *model.Table) (into, from []string) {
	alias, key := rowIDName(old), aliasOf(fresh)
	_, had := old.Column(key)
	switch {
	case !hasRowID(old) || !hasRowID(fresh) || alias == "":
	case key == "" && rowIDName(fresh) != "":
		into, from = []string{rowIDName(fresh)}, []string{alias}
	case key != "" && !had:
		into, from = []string{key}, []string{alias}
	}
	for i := range fresh.Columns {
		c := &fresh.Columns[i]
		if _, had := old.Column(c.Name); had && c.Generated.IsZero() {
			into, from = append(into, c.Name), append(from, c.Name)
		}
	}
	for i := range fresh.Columns {
		if c := &fresh.Columns[i]; len(into) == 0 && c.Generated.IsZero() {
			into = []string{c.Name}
		}
	}
	return into, from
}

// rowIDName returns a name of the rowid that no column has, "" if there is none.
func rowIDName(t *model.Table) string {
	for _, name := range []string{"rowid", "_rowid_", "oid"} {
		free := true
		for i := range t.Columns {
			free = free && kind.Fold(t.Columns[i].Name) != name
		}
		if free {
			return name
		}
	}
	return ""
}
