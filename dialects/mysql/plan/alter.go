package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// alteration writes the ALTER TABLE of one table.
type alteration struct {
	*session
	old, new *model.Table
	// modified are the columns with another definition, remade those that go and come
	// again, since no other statement changes them.
	modified, remade map[string]bool
	// drops stand before all else; options and keys behind the columns.
	drops, columns, adds, options []string
	copies                        bool // the table must be copied
	cost                          cost
}

// alterTable writes what happens to a table that stays.
func (s *session) alterTable(op render.Op) ([]render.Step, error) {
	name := op.Node.ID.Name
	a := &alteration{session: s, old: s.old.tables[name], new: s.new.tables[name], modified: map[string]bool{}, remade: map[string]bool{}}
	if w := s.works[name]; w != nil {
		for _, c := range w.changes {
			a.change(c)
		}
	}
	a.remakes()
	a.resize(op)
	a.place()
	a.table(op)
	var list []render.Step
	clauses := slices.Concat(a.drops, a.columns, a.adds, a.options)
	if a.copies {
		clauses = append(clauses, "ALGORITHM=COPY")
	}
	step := statement(render.PhaseAlter, layerAlterTable, op.Node.ID)
	step.Removes, step.Establishes = true, true
	if len(clauses) > 0 {
		step.Text.Head = a.history(&step) + "ALTER TABLE " + mysql.Ident(name)
		if len(clauses) == 1 {
			step.Text.Head += " " + clauses[0]
		} else {
			step.Text.Head += "\n  " + strings.Join(clauses, ",\n  ")
		}
		a.cost.tell(&step, name, s.server)
	}
	list = append(list, step)
	if op.Has(diff.FacetPartitionKey) || op.Has(diff.FacetPartitions) {
		list = append(list, a.partitions(op))
	}
	return list, nil
}

// change notes what one change asks for.
func (a *alteration) change(c diff.Change) {
	switch c := c.(type) {
	case diff.Add:
		a.added(c)
	case diff.Drop:
		a.dropped(c.Old)
	case diff.Alter:
		a.altered(c)
	case diff.Rename:
		a.renamed(c)
	case diff.Unsupported:
	}
}

func (a *alteration) added(c diff.Add) {
	if x, primary, ok := indexOf(c.New); ok {
		a.addIndex(x, primary)
	}
	if o, ok := c.New.(model.Check); ok {
		a.addCheck(o)
	}
	// Columns have places.
}

// indexOf returns a key or an index as an index; ok is false for what is neither.
func indexOf(o model.Object) (x model.Index, primary, ok bool) {
	if k, ok := o.(model.Key); ok {
		return mysql.KeyIndex(k), k.Primary, true
	}
	x, ok = o.(model.Index)
	return x, false, ok
}

func (a *alteration) dropped(old model.Object) {
	if x, primary, ok := indexOf(old); ok {
		a.dropIndex(x.Name, primary)
	}
	if o, ok := old.(model.Check); ok {
		a.dropCheck(o)
	}
	if o, ok := old.(model.Column); ok {
		a.drops = append(a.drops, "DROP COLUMN "+mysql.Ident(a.task.Renamed(columnID(a.original(), o.Name)).Name))
		a.cost.add(dropColumn, a.server, o.Generated.Virtual)
	}
}

// original returns the name that the table had.
func (a *alteration) original() string {
	for _, t := range a.task.Original.Tables {
		if a.task.Renamed(tableID(t.Name)).Name == a.new.Name {
			return t.Name
		}
	}
	return a.new.Name
}

func (a *alteration) altered(c diff.Alter) {
	if x, primary, ok := indexOf(c.New); ok {
		old, _, _ := indexOf(c.Old)
		a.changeIndex(c, old, x, primary)
	}
	if o, ok := c.New.(model.Column); ok {
		old, _ := a.old.Column(o.Name)
		if remakes(old, o) {
			a.remade[o.Name] = true
			return
		}
		a.modified[o.Name] = true
		a.cost.column(a.server, old, o, c)
	}
	if o, ok := c.New.(model.Check); ok {
		old, _ := c.Old.(model.Check)
		a.changeCheck(c, old, o)
	}
}

// changeCheck makes a check anew, or only says whether it is enforced.
func (a *alteration) changeCheck(c diff.Alter, old, o model.Check) {
	if o.Column == "" && old.Column == "" && len(c.Facets) == 1 && c.Has(diff.FacetNotEnforced) && !a.server.IsMariaDB() {
		words := " ENFORCED"
		if o.NotEnforced {
			words = " NOT ENFORCED"
		}
		a.adds = append(a.adds, "ALTER CHECK "+mysql.Ident(o.Name)+words)
		a.cost.add(addCheck, a.server, false)
		return
	}
	a.dropCheck(old)
	a.addCheck(o)
}

// renamed makes an index or a check anew under its name, where no statement gives it
// another one.
func (a *alteration) renamed(c diff.Rename) {
	if o, ok := a.Object(diff.NewSide, c.To).(model.Check); ok {
		o.Name = c.From.Name
		a.dropCheck(o)
		o.Name = c.To.Name
		a.addCheck(o)
		return
	}
	a.dropIndex(c.From.Name, false)
	if x, primary, ok := indexOf(a.Object(diff.NewSide, c.To)); ok {
		a.addIndex(x, primary)
	}
}

// changeIndex makes an index anew, or only says whether it is used.
func (a *alteration) changeIndex(c diff.Alter, old, new model.Index, primary bool) {
	visibility := func(x model.Index) (string, []model.Option) {
		rest := slices.DeleteFunc(slices.Clone(x.Options), func(o model.Option) bool {
			return o.Name == mysql.OptionInvisible || o.Name == mysql.OptionIgnored
		})
		switch {
		case mysql.OptionOf(x.Options, mysql.OptionInvisible) != "":
			return "INVISIBLE", rest
		case mysql.OptionOf(x.Options, mysql.OptionIgnored) != "":
			return "IGNORED", rest
		case a.server.IsMariaDB():
			return "NOT IGNORED", rest
		}
		return "VISIBLE", rest
	}
	_, before := visibility(old)
	words, after := visibility(new)
	if len(c.Facets) == 1 && c.Has(diff.FacetStorageParameters) && slices.Equal(before, after) && !primary {
		a.adds = append(a.adds, "ALTER INDEX "+mysql.Ident(new.Name)+" "+words)
		a.cost.add(metadata, a.server, false)
		return
	}
	if !a.server.IsMariaDB() && len(c.Facets) == 1 && c.Has(diff.FacetStorageParameters) {
		// MySQL takes an index for unchanged that has another parser or another size of
		// blocks alone, unless it copies the table.
		a.copies = true
		a.cost.add(copyTable, a.server, false)
	}
	a.dropIndex(new.Name, primary)
	a.addIndex(new, primary)
}

func (a *alteration) addIndex(x model.Index, primary bool) {
	w := mysql.NewWriter().Key("ADD ")
	a.server.Index(w, x, primary)
	a.adds = append(a.adds, w.String())
	what := addIndex
	switch {
	case primary:
		what = addPrimary
	case x.Method == "fulltext":
		what = addFulltext
	case x.Method == "spatial":
		what = addSpatial
	}
	a.cost.add(what, a.server, false)
}

func (a *alteration) dropIndex(name string, primary bool) {
	if primary {
		a.drops = append(a.drops, "DROP PRIMARY KEY")
		a.cost.add(dropPrimary, a.server, false)
		return
	}
	a.drops = append(a.drops, "DROP INDEX "+mysql.Ident(name))
	a.cost.add(metadata, a.server, false)
}

// addCheck adds a check. That of a column is a part of its definition.
func (a *alteration) addCheck(c model.Check) {
	if c.Column != "" {
		a.modified[c.Column] = true
		a.cost.add(addCheck, a.server, false)
		return
	}
	w := mysql.NewWriter().Key("ADD ")
	a.server.Check(w, c)
	a.adds = append(a.adds, w.String())
	a.cost.add(addCheck, a.server, false)
}

func (a *alteration) dropCheck(c model.Check) {
	if c.Column != "" {
		if _, stays := a.new.Column(c.Column); stays {
			a.modified[c.Column] = true
		}
		return
	}
	words := "DROP CONSTRAINT "
	if !a.server.IsMariaDB() {
		words = "DROP CHECK "
	}
	a.drops = append(a.drops, words+mysql.Ident(c.Name))
	a.cost.add(metadata, a.server, false)
}

func (a *alteration) there(kind model.Kind, name string) bool {
	return a.Object(diff.OldSide, model.ID{Kind: kind, Parent: a.new.Name, Name: name}) != nil
}

// place writes the columns that come, that have another definition, and that stand in
// another place, in the order of the new side.
func (a *alteration) place() {
	had := map[string]int{}
	for i, c := range a.old.Columns {
		if _, stays := a.new.Column(c.Name); stays && !a.remade[c.Name] {
			had[c.Name] = i
		}
	}
	still := longestRise(a.new.Columns, had)
	left := len(still) // columns that stand behind the place at hand
	for i, c := range a.new.Columns {
		_, stays := had[c.Name]
		if still[c.Name] {
			left--
		}
		w := mysql.NewWriter()
		switch {
		case !stays:
			w.Key("ADD COLUMN ")
			a.cost.newColumn(a.server, c, left > 0)
		case !still[c.Name]:
			w.Key("MODIFY COLUMN ")
			a.cost.add(moveColumn, a.server, false)
		case a.modified[c.Name]:
			w.Key("MODIFY COLUMN ")
		default:
			continue
		}
		a.server.Column(w, *a.new, c)
		if !still[c.Name] && (left > 0 || stays || a.unplaced(i, had, still)) {
			if i == 0 {
				w.Key(" FIRST")
			} else {
				w.Key(" AFTER ").Ident(a.new.Columns[i-1].Name)
			}
		}
		a.columns = append(a.columns, w.String())
	}
}

// unplaced reports whether a column of the old side is still to be put in its place
// behind this one, so that it stands at the end until then.
func (a *alteration) unplaced(i int, had map[string]int, still map[string]bool) bool {
	return slices.ContainsFunc(a.new.Columns[i+1:], func(c model.Column) bool {
		_, stays := had[c.Name]
		return stays && !still[c.Name]
	})
}

// longestRise returns the most columns that stand in the same order on both sides:
// they stay where they are.
func longestRise(columns []model.Column, had map[string]int) map[string]bool {
	var names []string
	for _, c := range columns {
		if _, ok := had[c.Name]; ok {
			names = append(names, c.Name)
		}
	}
	best, from := make([]int, len(names)), make([]int, len(names))
	end := -1
	for i := range names {
		best[i], from[i] = 1, -1
		for j := range i {
			if had[names[j]] < had[names[i]] && best[j]+1 > best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	still := map[string]bool{}
	for i := end; i >= 0; i = from[i] {
		still[names[i]] = true
	}
	return still
}

// table writes the options of the table that change.
func (a *alteration) table(op render.Op) {
	option := func(text string, what operation) {
		if text != "" {
			a.options = append(a.options, text)
			a.cost.add(what, a.server, false)
		}
	}
	if op.Has(diff.FacetAccessMethod) {
		option(a.server.EngineOption(a.new.AccessMethod), copyTable)
	}
	if op.Has(diff.FacetTablespace) {
		space := a.new.Tablespace
		if space == "" {
			space = "innodb_file_per_table"
		}
		option("TABLESPACE "+mysql.Ident(space), copyTable)
	}
	if op.Has(diff.FacetComment) {
		option(mysql.CommentOption(a.new.Comment), metadata)
	}
	for _, o := range a.new.Options {
		if mysql.OptionOf(a.old.Options, o.Name) != o.Value {
			option(newOption(o), costOf(o.Name))
		}
	}
	for _, o := range a.old.Options {
		if mysql.OptionOf(a.new.Options, o.Name) == "" {
			option(goneOption(o), costOf(o.Name))
		}
	}
}

func newOption(o model.Option) string {
	if o.Name == mysql.OptionSystemVersioned {
		return "ADD SYSTEM VERSIONING"
	}
	if name, period := strings.CutPrefix(o.Name, "period "); period {
		return "ADD PERIOD FOR " + periodName(name) + " (" + o.Value + ")"
	}
	return mysql.TableOption(o)
}

func goneOption(o model.Option) string {
	if o.Name == mysql.OptionSystemVersioned {
		return "DROP SYSTEM VERSIONING"
	}
	if name, period := strings.CutPrefix(o.Name, "period "); period {
		return "DROP PERIOD FOR " + periodName(name)
	}
	return mysql.TableOptionDefault(o.Name)
}

func periodName(name string) string {
	if name == "system_time" {
		return "SYSTEM_TIME"
	}
	return mysql.Ident(name)
}

func costOf(option string) operation {
	switch option {
	case mysql.OptionRowFormat, mysql.OptionKeyBlockSize, "encryption", "encrypted", "page compressed", "page compression level":
		return rebuildTable
	case mysql.OptionSystemVersioned:
		return copyTable
	}
	return metadata
}
