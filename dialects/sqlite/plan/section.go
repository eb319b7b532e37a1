package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// kindPragma is the kind of what the steps around a section are about.
const kindPragma model.Kind = "pragma"

// guard is the temporary table that refuses what mustn't be.
const guard = "schemadiff_guard"

// section is the part of a plan during which foreign keys are not enforced.
type section struct {
	needed bool
	// children are the tables whose foreign keys are checked at the end. Those of
	// before could be checked before, too; of the others, the foreign keys that are
	// new are checked, by the tables that they refer to.
	children, before []string
	fresh            map[string][]string
	// missing are the tables that foreign keys refer to and that aren't there.
	missing []string
}

// The aspects of the steps of a section, in their order.
const (
	aspectOff   = "foreign keys off"
	aspectGuard = "guard"
	aspectCount = "count"
	aspectCheck = "check"
	aspectOn    = "foreign keys on"
)

// The aspects of the steps without a text that stand before what happens to tables,
// and before views and triggers are made.
const (
	aspectTables      = "tables"
	aspectDefinitions = "definitions"
)

// newSection finds out whether a plan drops rows that others refer to.
func (s *session) newSection() *section {
	sec := &section{fresh: map[string][]string{}}
	affected := map[string]bool{}
	for i := range s.old.schema.Tables {
		name := s.old.schema.Tables[i].Name
		switch s.task.Planned(node(tableID(name))) {
		case render.Recreate:
			affected[name], sec.needed = true, true
		case render.Drop:
			affected[name] = true
			sec.needed = sec.needed || s.riskyDrop(name)
		default:
		}
	}
	if sec.needed {
		s.findChildren(sec, affected)
	}
	return sec
}

// riskyDrop reports whether dropping a table would change or delete rows of one
// that stays, or fail because of its own rows, in a circle, or since one of its
// foreign keys is no such.
func (s *session) riskyDrop(name string) bool {
	if !checkable(s.old, s.old.tables[name]) {
		return true
	}
	return slices.ContainsFunc(s.old.schema.Tables, func(child model.Table) bool {
		refers := slices.ContainsFunc(child.ForeignKeys, func(f model.ForeignKey) bool { return f.References.Name == name })
		return refers && (child.Name == name || s.task.Planned(node(tableID(child.Name))) != render.Drop || s.reaches(name, child.Name, map[string]bool{}))
	})
}

// reaches reports whether foreign keys lead from a table of the old side to
// another one.
func (s *session) reaches(from, to string, seen map[string]bool) bool {
	t := s.old.tables[from]
	if seen[from] || t == nil {
		return from == to
	}
	seen[from] = true
	return from == to || slices.ContainsFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return s.reaches(f.References.Name, to, seen) })
}

// findChildren lists the tables whose foreign keys a rebuilt or dropped table has
// to do with. A table with a foreign key that is no such, since it refers to what
// isn't unique, can't be checked.
func (s *session) findChildren(sec *section, affected map[string]bool) {
	for i := range s.new.schema.Tables {
		t := &s.new.schema.Tables[i]
		concerned := false
		for _, f := range t.ForeignKeys {
			parent := f.References.Name
			concerned = concerned || affected[t.Name] || affected[parent]
			if s.new.tables[parent] == nil && !slices.Contains(sec.missing, parent) {
				sec.missing = append(sec.missing, parent)
			}
		}
		old := s.old.tables[t.Name]
		switch fresh := s.freshReferences(t.Name); {
		case !concerned || old == nil || !checkable(s.new, t):
		case checkable(s.old, old):
			sec.children, sec.before = append(sec.children, t.Name), append(sec.before, t.Name)
		case len(fresh) > 0:
			sec.children, sec.fresh[t.Name] = append(sec.children, t.Name), fresh
		}
	}
	slices.Sort(sec.missing)
}

// freshReferences lists the tables that new or changed foreign keys of a table
// refer to.
func (s *session) freshReferences(table string) []string {
	var list []string
	w := s.works[table]
	if w == nil {
		return nil
	}
	for _, c := range w.changes {
		var o model.Object
		switch c := c.(type) {
		case diff.Add:
			o = c.New
		case diff.Alter:
			o = c.New
		case diff.Drop, diff.Rename, diff.Unsupported:
		}
		if f, ok := o.(model.ForeignKey); ok && s.new.tables[f.References.Name] != nil {
			list = append(list, f.References.Name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// checkable reports whether PRAGMA foreign_key_check works for a table: each
// foreign key refers to a key, or to no table at all (foreignkeys.html, section 3).
func checkable(d *side, t *model.Table) bool {
	return !slices.ContainsFunc(t.ForeignKeys, func(f model.ForeignKey) bool {
		parent := d.tables[f.References.Name]
		if parent == nil {
			return d.relations[kind.Fold(f.References.Name)]
		}
		return !hasKey(parent, f)
	})
}

// hasKey reports whether the columns that a foreign key refers to are unique.
func hasKey(parent *model.Table, f model.ForeignKey) bool {
	same := func(columns []string) bool {
		return len(columns) == len(f.Columns) && !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(f.RefColumns, c) })
	}
	if len(f.RefColumns) != len(f.Columns) {
		return false
	}
	for _, k := range parent.Keys {
		if same(k.Columns) && !slices.ContainsFunc(k.Elements, func(e model.IndexKey) bool { return !e.Collation.IsZero() }) {
			return true
		}
	}
	for _, x := range parent.Indexes {
		var columns []string
		for _, k := range x.Keys {
			if k.Column != "" && k.Collation.IsZero() {
				columns = append(columns, k.Column)
			}
		}
		if x.Unique && x.Predicate.IsZero() && len(columns) == len(x.Keys) && same(columns) {
			return true
		}
	}
	return false
}

// steps writes the statements around a section.
func (sec *section) steps() []render.Step {
	step := func(aspect string, class int, text render.Text) render.Step {
		return render.Step{
			Node:   node(model.ID{Kind: kindPragma, Name: "foreign_keys"}),
			Aspect: aspect, Phase: render.PhaseAlter, Sort: render.Sort{Class: class}, Text: text, Unchained: true,
		}
	}
	layers := []render.Step{step(aspectTables, classTable, render.Text{}), step(aspectDefinitions, classView, render.Text{})}
	if !sec.needed {
		return layers
	}
	off := step(aspectOff, classBegin, write("PRAGMA foreign_keys = OFF").text())
	off.Outside, off.Around = true, true
	hazard(&off, Unenforced, "Foreign keys are not enforced on this connection until the end; what the transaction leads to is checked before it ends.")
	watch := step(aspectGuard, classBegin, guardTable())
	watch.Around = true
	watch.Then = []string{write("INSERT INTO temp.").Ident(guard).Key(" (enforced) SELECT foreign_keys FROM pragma_foreign_keys").String()}
	check := step(aspectCheck, classEnd, render.Text{Head: whole()})
	check.Then = append(sec.check(), write("DROP TABLE temp.").Ident(guard).String())
	on := step(aspectOn, classEnd, write("PRAGMA foreign_keys = ON").text())
	on.Outside = true
	list := append(layers, off, watch, check, on)
	if before := sec.count(); len(before) > 0 {
		count := step(aspectCount, classBegin, render.Text{Head: before[0]})
		count.Then = before[1:]
		list = append(list, count)
	}
	return list
}

// Unenforced is the hazard of a plan that runs without foreign keys.
const Unenforced render.Code = "UNENFORCED"

// guardTable makes the table that the statements of a section refuse to go on by.
func guardTable() render.Text {
	return write("CREATE TEMP TABLE ").Ident(guard).Key(" (\n    child TEXT,\n    parent TEXT,\n    missing INTEGER,\n    rebuilt TEXT,\n    held INTEGER,\n    kept INTEGER,\n    enforced INTEGER CONSTRAINT ").
		Ident("foreign keys are enforced: PRAGMA foreign_keys = OFF must run before the transaction").Key(" CHECK (enforced = 0),\n    broken INTEGER CONSTRAINT ").
		Ident("rows would refer to rows that are not there").Key(" CHECK (broken = 0),\n    lost INTEGER CONSTRAINT ").
		Ident("a table that was made anew doesn't have the rows that it had").Key(" CHECK (lost = 0)\n)").text()
}

// refuse begins a statement that ends the transaction, if it fails. A script may be
// run by a program that goes on after an error, as the sqlite3 shell does without
// -bail: it would drop the old table although the rows were not copied, and commit.
const refuse = "INSERT OR ROLLBACK INTO temp."

// hold notes how many rows a table has, before it goes.
func hold(table string) string {
	return write("INSERT INTO temp.").Ident(guard).Key(" (rebuilt, held) SELECT ").Literal(table).Key(", count(*) FROM ").Ident(table).String()
}

// keep notes whether the new table has them.
func keep(table string) string {
	return write("UPDATE temp.").Ident(guard).Key(" SET kept = (held = (SELECT count(*) FROM ").Ident(table).Key(")) WHERE rebuilt = ").Literal(table).String()
}

// whole refuses that a table that was made anew doesn't have its rows, and once more
// that foreign keys are enforced.
func whole() string {
	return write(refuse).Ident(guard).Key(" (lost, enforced) SELECT count(*), (SELECT foreign_keys FROM pragma_foreign_keys) FROM temp.").
		Ident(guard).Key(" WHERE rebuilt IS NOT NULL AND kept IS NOT 1").String()
}

// count notes how many rows refer to nothing already.
func (sec *section) count() []string {
	var list []string
	for _, child := range sec.before {
		list = append(list, write("INSERT INTO temp.").Ident(guard).Key(" (child, parent, missing) SELECT ").Literal(child).
			Key(", parent, count(*) FROM pragma_foreign_key_check(").Literal(child).Key(", 'main') GROUP BY parent").String())
	}
	return list
}

// check refuses that more rows of a table refer to nothing than before. A table
// that isn't there has no rows to refer to.
func (sec *section) check() []string {
	var list []string
	for _, child := range sec.children {
		w := write(refuse).Ident(guard).Key(" (broken) SELECT count(*) FROM pragma_foreign_key_check(").Literal(child).Key(", 'main') AS now")
		for i, parent := range sec.missing {
			w.Key([]render.Keyword{" WHERE", " AND"}[min(i, 1)]).Key(" now.parent <> ").Literal(parent).Key(" COLLATE NOCASE")
		}
		for i, parent := range sec.fresh[child] {
			word := render.Keyword(" OR now.parent = ")
			if i == 0 {
				word = []render.Keyword{" WHERE (now.parent = ", " AND (now.parent = "}[min(len(sec.missing), 1)]
			}
			w.Key(word).Literal(parent).Key(" COLLATE NOCASE")
		}
		if len(sec.fresh[child]) > 0 {
			w.Key(")")
		}
		w.Key(" GROUP BY now.parent HAVING count(*) > coalesce((SELECT was.missing FROM temp.").Ident(guard).
			Key(" AS was WHERE was.child = ").Literal(child).Key(" AND was.parent = now.parent COLLATE NOCASE), 0)")
		list = append(list, w.String())
	}
	return list
}

// section orders the steps around a section: what opens it, what goes for renames
// and these after the first of that, everything else, and what closes it.
func (o *ordering) section() {
	at := map[string]int{}
	for i, step := range o.steps {
		if step.Node.ID.Kind == kindPragma {
			at[step.Aspect] = i
		}
	}
	var path []int
	add := func(aspects ...string) (last int) {
		for _, aspect := range aspects {
			if i, there := at[aspect]; there {
				if len(path) > 0 {
					o.before(path[len(path)-1], i)
				}
				path = append(path, i)
			}
		}
		return path[len(path)-1]
	}
	first := add(aspectOff, aspectGuard)
	open := add(aspectCount)
	n := len(path)
	add(aspectCheck, aspectOn)
	for i, step := range o.steps {
		switch {
		case step.Node.ID.Kind == kindPragma && !step.Text.IsZero(), len(step.Hosts) > 0:
		case step.Phase == render.PhaseRename, step.Around:
			o.before(first, i)
			o.before(i, path[n])
		default:
			o.before(open, i)
			o.before(i, path[n])
		}
	}
}
