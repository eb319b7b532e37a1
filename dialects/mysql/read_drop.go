package mysql

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// drop reads what follows DROP in ALTER TABLE.
func (a *alteration) drop() error {
	p, t := a.parser, a.t
	switch {
	case p.Accept("system", "versioning"):
		t.Options = setOption(t.Options, OptionSystemVersioned, "")
		return nil
	case p.Accept("period", "for"):
		p.ifExists()
		name, err := p.name()
		t.Options = setOption(t.Options, "period "+fold(name), "")
		return err
	case p.Accept("primary", "key"):
		return t.dropIndex(Primary, a.had(Primary))
	case p.Accept("index"), p.Accept("key"):
		exists := p.ifExists()
		name, err := p.name()
		if err != nil {
			return err
		}
		return t.dropIndex(name, exists || a.had(name))
	case p.Accept("foreign", "key"):
		exists := p.ifExists()
		name, err := p.name()
		if err != nil {
			return err
		}
		return t.dropForeignKey(name, exists)
	case p.Accept("check"):
		exists := p.ifExists()
		name, err := p.name()
		if err != nil {
			return err
		}
		return t.dropCheck(name, exists)
	case p.Accept("constraint"):
		exists := p.ifExists()
		name, err := p.name()
		if err != nil {
			return err
		}
		return t.dropConstraint(name, exists)
	}
	p.Accept("column")
	exists := p.ifExists()
	name, err := p.name()
	if err != nil {
		return err
	}
	if !p.Accept("restrict") {
		p.Accept("cascade")
	}
	return p.dropColumn(t, name, exists)
}

// had reports whether the table had an index before the statement: its columns may
// have taken it along.
func (a *alteration) had(name string) bool {
	_, ok := a.old.index(name)
	return ok
}

func (t *table) dropIndex(name string, exists bool) error {
	i, ok := t.index(name)
	switch {
	case ok:
		t.indexes = slices.Delete(t.indexes, i, i+1)
	case !exists:
		return fmt.Errorf("table %s has no index %s", t.Name, name)
	}
	return nil
}

func (t *table) dropForeignKey(name string, exists bool) error {
	n := len(t.ForeignKeys)
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return same(f.Name, name) })
	if len(t.ForeignKeys) == n && !exists {
		return fmt.Errorf("table %s has no foreign key %s", t.Name, name)
	}
	return nil
}

func (t *table) dropCheck(name string, exists bool) error {
	n := len(t.Checks)
	t.Checks = slices.DeleteFunc(t.Checks, func(c model.Check) bool { return same(c.Name, name) && c.Column == "" })
	if len(t.Checks) == n && !exists {
		return fmt.Errorf("table %s has no check %s", t.Name, name)
	}
	return nil
}

// dropConstraint drops what has the name: a check, a foreign key or a key.
func (t *table) dropConstraint(name string, exists bool) error {
	if t.dropCheck(name, false) == nil || t.dropForeignKey(name, false) == nil {
		return nil
	}
	if i, ok := t.index(name); ok && t.indexes[i].kind != plainIndex {
		return t.dropIndex(name, false)
	}
	if !exists {
		return fmt.Errorf("table %s has no constraint %s", t.Name, name)
	}
	return nil
}

// dropColumn takes a column away, out of the indexes, too.
func (p *parser) dropColumn(t *table, name string, exists bool) error {
	i := slices.IndexFunc(t.Columns, func(c model.Column) bool { return same(c.Name, name) })
	if i < 0 {
		if exists {
			return nil
		}
		return fmt.Errorf("table %s has no column %s", t.Name, name)
	}
	name = t.Columns[i].Name
	t.Columns = slices.Delete(t.Columns, i, i+1)
	for j := range t.indexes {
		t.indexes[j].keys = slices.DeleteFunc(t.indexes[j].keys, func(k model.IndexKey) bool { return k.Column == name })
	}
	t.indexes = slices.DeleteFunc(t.indexes, func(x index) bool { return len(x.keys) == 0 })
	t.Checks = slices.DeleteFunc(t.Checks, func(c model.Check) bool {
		if c.Column != "" {
			return c.Column == name
		}
		names := t.columnsIn(c.Expr.Text, name)
		return len(names) == 1 && names[0] == name
	})
	return nil
}

// columnsIn lists the columns of the table that a text names, and another one.
func (t *table) columnsIn(text, other string) []string {
	tokens, err := tokenize(text)
	if err != nil {
		return nil
	}
	var list []string
	for _, token := range tokens {
		if !isName(token) {
			continue
		}
		found := ""
		if c, ok := t.column(token.Name()); ok {
			found = c.Name
		} else if same(token.Name(), other) {
			found = other
		}
		if found != "" && !slices.Contains(list, found) {
			list = append(list, found)
		}
	}
	return list
}

// rename reads what follows RENAME in ALTER TABLE.
func (a *alteration) rename() error {
	p, t := a.parser, a.t
	switch {
	case p.Accept("column"):
		p.ifExists()
		at := p.Peek()
		from, to, err := a.fromTo()
		if err != nil {
			return err
		}
		c, ok := t.column(from)
		if !ok {
			return p.wrong(at, fmt.Sprintf("table %s has no column %s", t.Name, from), "")
		}
		from, c.Name = c.Name, to
		p.renameColumn(t, from, to)
		return nil
	case p.Accept("index"), p.Accept("key"):
		p.ifExists()
		at := p.Peek()
		from, to, err := a.fromTo()
		if err != nil {
			return err
		}
		i, ok := t.index(from)
		if !ok {
			return p.wrong(at, fmt.Sprintf("table %s has no index %s", t.Name, from), "")
		}
		t.indexes[i].name, t.indexes[i].implicit, t.indexes[i].generated = to, false, false
		return nil
	}
	if !p.Accept("to") && !p.Accept("as") {
		p.AcceptMark("=")
	}
	var err error
	a.name, err = p.qualified()
	return err
}

func (a *alteration) fromTo() (from, to string, err error) {
	if from, err = a.parser.name(); err == nil {
		err = a.Expect("to")
	}
	if err == nil {
		to, err = a.parser.name()
	}
	return from, to, err
}

// renameColumn gives a column, which has its new name already, the new name
// wherever it is named.
func (p *parser) renameColumn(t *table, from, to string) {
	in := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			if same(list[i], from) {
				list[i] = to
			}
		}
		return list
	}
	expr := func(e model.Expr) model.Expr {
		e.Text = RenamedIn(e.Text, from, to)
		return e
	}
	for i := range t.indexes {
		for j := range t.indexes[i].keys {
			k := &t.indexes[i].keys[j]
			if k.Expr = expr(k.Expr); same(k.Column, from) {
				k.Column = to
			}
		}
	}
	for i := range t.ForeignKeys {
		t.ForeignKeys[i].Columns = in(t.ForeignKeys[i].Columns)
	}
	for i := range t.Checks {
		c := &t.Checks[i]
		if c.Expr = expr(c.Expr); same(c.Column, from) {
			c.Column, c.Name = to, ColumnCheck(to)
		}
	}
	for i := range t.Columns {
		t.Columns[i].Default, t.Columns[i].Generated.Expr = expr(t.Columns[i].Default), expr(t.Columns[i].Generated.Expr)
	}
	for i := range t.Partitioning.Keys {
		k := &t.Partitioning.Keys[i]
		if k.Expr = expr(k.Expr); same(k.Column, from) {
			k.Column = to
		}
	}
	for _, o := range p.tables {
		if o.Name == t.Name {
			o = t
		}
		for i := range o.ForeignKeys {
			if f := &o.ForeignKeys[i]; f.References == t.QName() {
				f.RefColumns = in(f.RefColumns)
			}
		}
	}
}

// RenamedIn puts another name of a column into an expression.
func RenamedIn(text, from, to string) string {
	tokens, err := tokenize(text)
	if err != nil {
		return text
	}
	for i, t := range tokens {
		called := i+1 < len(tokens) && tokens[i+1].Text == "("
		if isName(t) && same(t.Name(), from) && (t.Kind == sqlfile.Quoted || !called) {
			tokens[i].Text = Ident(to)
		}
	}
	return joined(tokens)
}

// rename reads RENAME TABLE.
func (p *parser) rename() error {
	if p.Accept("user") {
		p.skip()
		return nil
	}
	if !p.Accept("table") && !p.Accept("tables") {
		return p.Unexpected("TABLE")
	}
	p.ifExists()
	for {
		at := p.Peek()
		from, err := p.qualified()
		if err != nil {
			return err
		}
		if err := p.Expect("to"); err != nil {
			return err
		}
		to, err := p.qualified()
		if err != nil {
			return err
		}
		if err := p.renameTable(at, from, to); err != nil {
			return err
		}
		if !p.AcceptMark(",") {
			return nil
		}
	}
}

// renameTable gives a table or a view another name.
func (p *parser) renameTable(at token, from, to string) error {
	if from == to {
		return nil
	}
	if p.taken(to) {
		return p.wrong(at, fmt.Sprintf("there is a table or a view %s already", to), "")
	}
	id := model.ID{Kind: KindView, Name: from}
	if view, ok := p.definitions[id]; ok {
		delete(p.definitions, id)
		view.ID.Name = to
		p.definitions[view.ID] = view
		return nil
	}
	if s, ok := p.sequences[from]; ok {
		delete(p.sequences, from)
		s.Name = to
		p.sequences[to] = s
		return nil
	}
	t, ok := p.tables[from]
	if !ok {
		return p.wrong(at, fmt.Sprintf("there is no table %s", from), "")
	}
	delete(p.tables, from)
	t = t.clone()
	t.renameTo(to, p.server)
	p.tables[to] = t
	for _, o := range p.tables {
		for i := range o.ForeignKeys {
			if f := &o.ForeignKeys[i]; f.References == (model.QName{Name: from}) {
				f.References.Name = to
			}
		}
	}
	for id, d := range p.definitions {
		if id.Kind == KindTrigger && id.Parent == from {
			delete(p.definitions, id)
			d.ID.Parent = to
			p.definitions[d.ID] = d
		}
	}
	return nil
}

// drop reads what follows DROP.
func (p *parser) drop() error {
	p.Accept("temporary")
	first := p.Peek()
	switch {
	case p.Accept("table"), p.Accept("tables"):
		return p.dropNames(func(name string) bool { return p.dropTable(name) })
	case p.Accept("view"):
		return p.dropNames(func(name string) bool { return p.dropDefinition(KindView, name) })
	case p.Accept("index"):
		return p.dropIndex()
	case p.Accept("database"), p.Accept("schema"):
		p.skip() // before it is made anew
		return nil
	case p.Accept("sequence"):
		return p.dropNames(func(name string) bool {
			_, ok := p.sequences[name]
			delete(p.sequences, name)
			return ok
		})
	case p.Accept("user"), p.Accept("role"), p.Accept("server"), p.Accept("tablespace"), p.Accept("undo"), p.Accept("logfile"),
		p.Accept("prepare"), p.Accept("resource"), p.Accept("spatial"):
		p.skip()
		return nil
	case p.Accept("trigger"):
		return p.dropNames(p.dropTrigger)
	}
	for _, kind := range []model.Kind{KindFunction, KindProcedure, KindEvent} {
		if p.Accept(string(kind)) {
			return p.dropNames(func(name string) bool { return p.dropDefinition(kind, name) })
		}
	}
	if p.Accept("package", "body") {
		return p.dropNames(func(name string) bool { return p.dropDefinition(KindPackageBody, name) })
	}
	if p.Accept("package") {
		return p.dropNames(func(name string) bool { return p.dropDefinition(KindPackage, name) })
	}
	return p.wrong(first, "DROP "+first.Text+" isn't known", "")
}

// dropNames reads names and drops what they name.
func (p *parser) dropNames(drop func(string) bool) error {
	exists := p.ifExists()
	for {
		at := p.Peek()
		name, err := p.qualified()
		if err != nil {
			return err
		}
		if !drop(name) && !exists {
			return p.wrong(at, fmt.Sprintf("there is no %s to drop", name), "")
		}
		if !p.AcceptMark(",") {
			break
		}
	}
	for p.Accept("restrict") || p.Accept("cascade") || p.Accept("wait") || p.Accept("nowait") {
	}
	return nil
}

func (p *parser) dropTable(name string) bool {
	_, ok := p.tables[name]
	delete(p.tables, name)
	for id := range p.definitions {
		if id.Kind == KindTrigger && id.Parent == name {
			delete(p.definitions, id)
		}
	}
	if _, sequence := p.sequences[name]; sequence && !ok {
		delete(p.sequences, name)
		return true
	}
	return ok
}

func (p *parser) dropDefinition(kind model.Kind, name string) bool {
	for id := range p.definitions {
		if id.Kind == kind && (id.Name == name || kind != KindView && same(id.Name, name)) {
			delete(p.definitions, id)
			return true
		}
	}
	return false
}

func (p *parser) dropTrigger(name string) bool {
	for id, d := range p.definitions {
		if id.Kind != KindTrigger || id.Name != name {
			continue
		}
		delete(p.definitions, id)
		p.closeGap(d)
		return true
	}
	return false
}

// dropIndex reads DROP INDEX … ON.
func (p *parser) dropIndex() error {
	exists := p.ifExists()
	name, err := p.name()
	if err != nil {
		return err
	}
	if err := p.Expect("on"); err != nil {
		return err
	}
	t, err := p.table()
	if err != nil {
		return err
	}
	p.algorithmAndLock()
	return t.dropIndex(name, exists)
}
