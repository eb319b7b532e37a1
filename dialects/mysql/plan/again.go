package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// remakes reports whether no MODIFY leads from one definition of a column to the
// other: a virtual column has no values, and a column that is generated has others.
func remakes(old, new model.Column) bool {
	if old.Generated.IsZero() && new.Generated.IsZero() {
		return false
	}
	virtual := func(c model.Column) bool { return !c.Generated.IsZero() && c.Generated.Virtual }
	return virtual(old) != virtual(new)
}

// remakes drops columns that come again, with the indexes that they are in.
func (a *alteration) remakes() {
	if len(a.remade) == 0 {
		return
	}
	has := func(list []string) bool { return slices.ContainsFunc(list, func(c string) bool { return a.remade[c] }) }
	for _, c := range a.new.Columns {
		if a.remade[c.Name] {
			a.drops = append(a.drops, "DROP COLUMN "+mysql.Ident(c.Name))
			a.cost.add(dropColumn, a.server, false)
		}
	}
	a.again(has)
}

// resize makes the indexes anew with the table's size of blocks: the server leaves
// them the old one, and prints it from then on as their own.
func (a *alteration) resize(op render.Op) {
	size := func(t *model.Table) string { return mysql.OptionOf(t.Options, mysql.OptionKeyBlockSize) }
	if op.Has(diff.FacetStorageParameters) && size(a.old) != "" && size(a.old) != size(a.new) {
		a.again(func([]string) bool { return true })
		a.copies = !a.server.IsMariaDB() // else MySQL takes them for unchanged
	}
}

// again drops the indexes whose columns are such, and makes them anew.
func (a *alteration) again(has func(columns []string) bool) {
	one := func(name string, x model.Index, primary bool) {
		drop := "DROP INDEX " + mysql.Ident(name)
		if primary {
			drop = "DROP PRIMARY KEY"
		}
		if !slices.Contains(a.drops, drop) {
			a.dropIndex(name, primary)
			a.addIndex(x, primary)
		}
	}
	for _, k := range a.new.Keys {
		if has(k.Columns) && a.there(k.Kind(), k.Name) {
			one(k.Name, mysql.KeyIndex(k), k.Primary)
		}
	}
	for _, x := range a.new.Indexes {
		var columns []string
		for _, k := range x.Keys {
			columns = append(columns, k.Column)
		}
		if has(columns) && a.there(model.KindIndex, x.Name) {
			one(x.Name, x, false)
		}
	}
}

// history returns what stands before the ALTER TABLE of a table that keeps old
// versions of its rows, if the server would refuse it because of them: they get the
// new columns, too.
func (a *alteration) history(step *render.Step) string {
	keeps := func(t *model.Table) bool { return mysql.OptionOf(t.Options, mysql.OptionSystemVersioned) != "" }
	drops := slices.ContainsFunc(a.drops, func(clause string) bool { return strings.HasPrefix(clause, "DROP COLUMN ") })
	if !keeps(a.old) || len(a.columns) == 0 && !drops {
		return ""
	}
	if keeps(a.new) {
		hazard(step, render.ValueChange, "The old versions of the rows of "+a.new.Name+" get the new columns, too: they aren't what they were.")
	}
	return "SET STATEMENT system_versioning_alter_history = KEEP FOR "
}
