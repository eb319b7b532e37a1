package gen

import (
	"slices"
	"strings"
)

// tableWriter holds what is decided about one table before it is written.
type tableWriter struct {
	*writer
	t       *Table
	late    []*Column       // columns that ALTER TABLE ADD COLUMN makes
	parts   []func() string // constraints within CREATE TABLE
	makes   []any           // what CREATE TABLE makes beside the table
	after   []any           // what it needs
	choices map[choice]bool
}

// tableNodes adds all nodes of a table.
func (w *writer) tableNodes(t *Table) {
	tw := &tableWriter{writer: w, t: t, makes: []any{t}, after: []any{t.NS}, choices: map[choice]bool{}}
	tw.prerequisites()
	tw.chooseLate()
	for _, c := range t.Columns {
		tw.columnNodes(c)
	}
	for _, c := range t.Checks {
		tw.checkNode(c)
	}
	for _, k := range t.Keys {
		tw.keyNode(k)
	}
	for _, x := range t.Excls {
		tw.exclusionNode(x)
	}
	for _, f := range t.FKs {
		tw.foreignKeyNode(f)
	}
	for _, ix := range t.Indexes {
		tw.indexNodes(ix)
	}
	tw.propertyNodes()
	w.add(&node{makes: tw.makes, after: tw.after, text: tw.create})
	for i, c := range tw.late {
		after := tw.columnNeeds(c)
		if i > 0 {
			after = append(after, lateColumn{tw.late[i-1]})
		}
		w.alter(t, lateColumn{c}, after, func() string { return "ADD " + oneOf(w.draw, "COLUMN ", "", "COLUMN IF NOT EXISTS ") + tw.column(c) })
		w.done(columnsDone{t}, lateColumn{c})
	}
	w.done(columnsDone{t}, t)
	w.done(complete{t}, columnsDone{t})
	w.comment(t, "TABLE", t.Comment, func() string { return w.table(t) })
}

// lateColumn stands for a column that ALTER TABLE adds.
type lateColumn struct{ c *Column }

// done adds a node without text: key is there when need is.
func (w *writer) done(key any, needs ...any) {
	w.add(&node{makes: []any{key}, after: needs, text: func() string { return "" }})
}

// prerequisites lists what must be there before CREATE TABLE.
func (tw *tableWriter) prerequisites() {
	t := tw.t
	need := func(list ...any) { tw.after = append(tw.after, list...) }
	if t.OfType != nil {
		need(t.OfType)
	}
	for _, p := range t.Parents {
		need(columnsDone{p})
	}
	if t.PartOf != nil {
		need(columnsDone{t.PartOf})
	}
	if t.Like != nil {
		need(complete{t.Like.Source})
		for _, st := range tw.s.Statistics {
			if st.Table == t.Like.Source {
				need(st)
			}
		}
	}
	if t.AccessMethod == AccessMethod {
		for _, o := range tw.s.Objects {
			if o.Kind == "access method" {
				need(o)
			}
		}
	}
}

// chooseLate lets some of the last columns be added by ALTER TABLE.
func (tw *tableWriter) chooseLate() {
	t := tw.t
	if t.OfType != nil || t.PartOf != nil || t.Like != nil || tw.tidy || !tw.chance(25) {
		return
	}
	last := len(t.Columns)
	for last > 0 && t.Columns[last-1].From == nil && tw.chance(50) && !tw.neededEarly(t.Columns[:last]) {
		last--
	}
	tw.late = t.Columns[last:]
}

// neededEarly says whether the last of some columns is part of the partition
// key, or used by one before it.
func (tw *tableWriter) neededEarly(columns []*Column) bool {
	last := columns[len(columns)-1]
	return tw.inPartitionKey(last) || slices.ContainsFunc(columns, func(c *Column) bool { return c.Generated.uses(last) })
}

func (tw *tableWriter) inPartitionKey(c *Column) bool {
	if tw.t.Part == nil {
		return false
	}
	return slices.ContainsFunc(tw.t.Part.Keys, func(k PartKey) bool { return k.Column == c || k.Expr.uses(c) })
}

func (tw *tableWriter) isLate(c *Column) bool { return slices.Contains(tw.late, c) }

// anyLate says whether an expression or a list uses a column that CREATE TABLE
// does not make.
func (tw *tableWriter) anyLate(columns []*Column, exprs ...*Expr) bool {
	for _, c := range tw.late {
		if slices.Contains(columns, c) || slices.ContainsFunc(exprs, func(e *Expr) bool { return e.uses(c) }) {
			return true
		}
	}
	return false
}

// columnNeeds lists the objects that a column's definition uses.
func (tw *tableWriter) columnNeeds(c *Column) []any {
	list := append(c.typ().needs(), c.Default.needs()...)
	if b := c.typ().Base; b != nil && b.Extension != "" {
		list = append(list, tw.extension(b.Extension))
	}
	if c.UserColl != nil {
		list = append(list, c.UserColl)
	}
	return append(list, c.Generated.needs()...)
}

// create writes CREATE TABLE, and what belongs right behind it.
func (tw *tableWriter) create() string {
	t := tw.t
	before, later := tw.disguise()
	head := "CREATE " + map[bool]string{true: "UNLOGGED "}[t.Unlogged] + "TABLE " + oneOf(tw.draw, "", "", "IF NOT EXISTS ")
	name := before
	if name == "" {
		name = tw.created(t.NS, t.Name)
	}
	text := head + name
	switch {
	case t.OfType != nil:
		text += " OF " + tw.userType(t.OfType) + tw.optionalList(tw.typedElements())
	case t.PartOf != nil && !tw.attached():
		text += " PARTITION OF " + tw.table(t.PartOf) + tw.optionalList(tw.partitionElements()) + tw.bound(t.Bound)
	default:
		text += " (" + tw.list(tw.elements()) + ")"
	}
	text += tw.inherits() + tw.partitionBy() + tw.suffixes()
	tw.alias = map[*Column]string{}
	delete(tw.called, t)
	attach := ""
	if tw.attached() {
		attach = "ALTER TABLE " + tw.table(t.PartOf) + " ATTACH PARTITION " + tw.table(t) + tw.bound(t.Bound)
	}
	return statements(append([]string{text}, append(later, attach)...)...)
}

// disguise now and then makes the table or its columns under other names, with
// the statements that give them their own.
func (tw *tableWriter) disguise() (name string, later []string) {
	t := tw.t
	if tw.tidy || t.Like != nil || t.OfType != nil || t.PartOf != nil {
		return "", nil
	}
	if tw.chance(6) {
		old := "made_as_" + strings.Repeat("m", tw.n(5)) + t.suffix(tw.s)
		later = append(later, "ALTER TABLE "+tw.ident(t.NS.Name)+"."+old+" RENAME TO "+tw.ident(t.Name))
		name = tw.ident(t.NS.Name) + "." + old
		tw.called[t] = name
	}
	for _, c := range t.Columns {
		if c.From == nil && !tw.isLate(c) && tw.chance(3) {
			old := "was_" + c.position()
			tw.alias[c] = old
			later = append(later, "ALTER TABLE "+tw.ident(t.NS.Name)+"."+tw.ident(t.Name)+" RENAME "+oneOf(tw.draw, "COLUMN ", "")+old+" TO "+tw.ident(c.Name))
		}
	}
	return name, later
}

// suffix makes a name of the table's place in the schema.
func (t *Table) suffix(s *Schema) string {
	return strings.Repeat("n", 1+slices.Index(s.Tables, t))
}

func (c *Column) position() string {
	return strings.Repeat("c", 1+slices.Index(c.Table.Columns, c))
}

func (tw *tableWriter) list(elements []string) string {
	if tw.chance(50) {
		return "\n    " + strings.Join(elements, ",\n    ") + "\n"
	}
	return strings.Join(elements, ", ")
}

func (tw *tableWriter) optionalList(elements []string) string {
	if len(elements) == 0 {
		return ""
	}
	return " (" + tw.list(elements) + ")"
}

// elements are the columns and constraints of a CREATE TABLE.
func (tw *tableWriter) elements() []string {
	var columns, parts []string
	t := tw.t
	skip := 0
	if t.Like != nil {
		skip = t.Like.Count
		columns = append(columns, strings.Join(append([]string{"LIKE " + tw.table(t.Like.Source)}, t.Like.Options...), " "))
	}
	for _, c := range t.Columns[skip:] {
		if tw.isLate(c) || c.From != nil && !c.Local && t.PartOf == nil {
			continue
		}
		columns = append(columns, tw.column(c))
	}
	for _, p := range tw.parts {
		parts = append(parts, p())
	}
	if tw.attached() {
		for _, c := range tw.parentChecks() {
			parts = append(parts, tw.check(c))
		}
	}
	parts = shuffled(tw.draw, parts)
	if tw.chance(80) || len(parts) == 0 {
		return append(columns, parts...)
	}
	at := tw.n(len(columns) + 1)
	return slices.Concat(columns[:at], parts, columns[at:])
}

// attached says whether the table is written as a table of its own that becomes
// a partition. It must then declare all checks of its parents again, by name.
func (tw *tableWriter) attached() bool {
	if tw.t.PartOf == nil || !tw.t.Attach {
		return false
	}
	return !slices.ContainsFunc(tw.parentChecks(), func(c *Check) bool { return c.Name == "" })
}

func (tw *tableWriter) parentChecks() []*Check {
	var list []*Check
	for p := tw.t.PartOf; p != nil; p = p.PartOf {
		list = append(list, p.Checks...)
	}
	return list
}

func (tw *tableWriter) typedElements() []string { return tw.overrides(" WITH OPTIONS") }

func (tw *tableWriter) partitionElements() []string { return tw.overrides("") }

// overrides are the options of columns that come from elsewhere.
func (tw *tableWriter) overrides(words string) []string {
	var list []string
	for _, c := range tw.t.Columns {
		if text := tw.columnOptions(c); text != "" {
			list = append(list, tw.col(c)+oneOf(tw.draw, words, words, "")+text)
		}
	}
	for _, p := range tw.parts {
		list = append(list, p())
	}
	return list
}

func (tw *tableWriter) inherits() string {
	var names []string
	for _, p := range tw.t.Parents {
		names = append(names, tw.table(p))
	}
	if len(names) == 0 {
		return ""
	}
	return " INHERITS (" + strings.Join(names, ", ") + ")"
}

func (tw *tableWriter) partitionBy() string {
	p := tw.t.Part
	if p == nil {
		return ""
	}
	var keys []string
	for _, k := range p.Keys {
		text := ""
		if k.Column != nil {
			text = tw.col(k.Column)
		} else {
			text = tw.keyExpr(k.Expr)
		}
		if k.Collation != "" {
			text += " COLLATE " + tw.collation(k.Collation)
		}
		if k.Opclass != "" {
			text += " " + k.Opclass
		}
		keys = append(keys, text)
	}
	return " PARTITION BY " + oneOf(tw.draw, p.Strategy, strings.ToLower(p.Strategy)) + " (" + strings.Join(keys, ", ") + ")"
}

func (tw *tableWriter) bound(b Bound) string {
	switch {
	case b.Default:
		return " DEFAULT"
	case b.In != nil:
		return " FOR VALUES IN (" + strings.Join(shuffled(tw.draw, b.In), ", ") + ")"
	case b.From != nil:
		return " FOR VALUES FROM (" + strings.Join(b.From, ", ") + ") TO (" + strings.Join(b.To, ", ") + ")"
	}
	numbers := []string{"MODULUS " + itoa(b.Modulus), "REMAINDER " + itoa(b.Remainder)}
	return " FOR VALUES WITH (" + strings.Join(numbers, ", ") + ")"
}

// suffixes are USING, WITH and TABLESPACE.
func (tw *tableWriter) suffixes() string {
	text := ""
	if tw.t.AccessMethod != "" {
		text += " USING " + tw.ident(tw.t.AccessMethod)
	}
	if len(tw.t.Options) > 0 && !tw.lateOptions() {
		text += " WITH " + tw.options(tw.t.Options)
	}
	if tw.t.Tablespace != "" {
		text += " TABLESPACE " + tw.ident(tw.t.Tablespace)
	}
	return text
}

func (w *writer) options(list []Option) string {
	var parts []string
	for _, o := range list {
		value := o.Value
		if w.chance(30) {
			value = quoted(value)
		}
		parts = append(parts, o.Name+oneOf(w.draw, "=", " = ")+value)
	}
	return "(" + strings.Join(shuffled(w.draw, parts), ", ") + ")"
}
