package mysql

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// alter reads what follows ALTER.
func (p *parser) alter() error {
	first := p.Peek()
	for p.Accept("online") || p.Accept("ignore") {
	}
	c := creation{pos: p.pos(0), replace: true}
	switch {
	case p.Accept("table"):
		return p.alterTable()
	case p.Accept("database"), p.Accept("schema"):
		if isName(p.Peek()) && !p.Sees("default") && !p.Sees("character", "set") && !p.Sees("charset") && !p.Sees("collate") && !p.Sees("comment") {
			at := p.Peek()
			name, err := p.name()
			if err != nil {
				return err
			}
			if err := p.enter(at, name); err != nil {
				return err
			}
		}
		return p.databaseOptions()
	case p.Accept("sequence"):
		return p.alterSequence()
	case p.Accept("user"), p.Accept("role"), p.Accept("instance"), p.Accept("server"), p.Accept("tablespace"), p.Accept("logfile"), p.Accept("resource"):
		p.skip()
		return nil
	}
	if err := p.preamble(&c); err != nil {
		return err
	}
	switch {
	case p.Accept("view"):
		_, err := p.createView(c)
		return err
	case p.Accept("event"):
		return p.alterEvent(c)
	case p.Accept("procedure"):
		return p.alterRoutine(KindProcedure)
	case p.Accept("function"):
		return p.alterRoutine(KindFunction)
	}
	return p.wrong(first, "ALTER "+first.Text+" isn't known", "")
}

// alterTable reads the changes of ALTER TABLE, one after the other. The server runs
// them together; what is said about the order of drops and adds is that drops count
// first where names are taken.
func (p *parser) alterTable() error {
	exists := p.ifExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return err
	}
	old, ok := p.tables[name]
	if !ok && exists {
		p.skip()
		return nil
	}
	if !ok {
		return p.wrong(at, fmt.Sprintf("there is no table %s", name), "")
	}
	t := old.clone()
	a := &alteration{parser: p, t: t, old: old}
	for !p.Done() {
		if err := a.change(); err != nil {
			return err
		}
		if !p.AcceptMark(",") && !p.Done() && !p.Sees("partition", "by") && !p.Sees("remove", "partitioning") && !a.option {
			return p.Unexpected("a comma")
		}
	}
	for _, later := range a.adds {
		if err := later(); err != nil {
			return err
		}
	}
	if err := p.settleTable(t); err != nil {
		return err
	}
	p.tables[name] = t
	if a.name != "" {
		return p.renameTable(at, name, a.name)
	}
	return nil
}

// alteration is one ALTER TABLE.
type alteration struct {
	*parser
	t, old *table
	adds   []func() error // keys and constraints, which come after all drops
	name   string         // the new one
	option bool           // the last change was an option, which needs no comma
}

// change reads one change.
func (a *alteration) change() error {
	p, t := a.parser, a.t
	a.option = false
	switch {
	case p.Sees("add", "partition"), p.Sees("drop", "partition"), p.Sees("reorganize", "partition"), p.Sees("coalesce", "partition"),
		p.Sees("partition", "by"), p.Sees("remove", "partitioning"), p.Sees("truncate"), p.Sees("analyze"), p.Sees("check", "partition"),
		p.Sees("optimize"), p.Sees("rebuild"), p.Sees("repair"), p.Sees("exchange"), p.Sees("discard"), p.Sees("import"):
		_, err := p.alterPartitions(t)
		return err
	case p.Accept("add"):
		return a.add()
	case p.Accept("drop"):
		return a.drop()
	case p.Accept("change"):
		p.Accept("column")
		exists := p.ifExists()
		from, err := p.name()
		if err != nil {
			return err
		}
		return a.redefine(from, exists)
	case p.Accept("modify"):
		p.Accept("column")
		exists := p.ifExists()
		return a.redefine(p.Peek().Name(), exists)
	case p.Accept("alter"):
		return a.alter()
	case p.Accept("rename"):
		return a.rename()
	case p.Accept("convert", "to"):
		return a.convert()
	case p.Accept("order", "by"):
		p.pass()
		return nil
	case p.Accept("force"), p.Accept("enable", "keys"), p.Accept("disable", "keys"), p.Accept("with", "validation"), p.Accept("without", "validation"):
		return nil
	case p.Accept("algorithm"), p.Accept("lock"):
		p.AcceptMark("=")
		p.Next()
		return nil
	case p.Accept("nowait"):
		return nil
	case p.Accept("wait"):
		p.Next()
		return nil
	}
	return a.tableOption()
}

// tableOption reads an option of the table. Columns keep their collations.
func (a *alteration) tableOption() error {
	a.option = true
	if a.t.collation == "" {
		a.freeze()
	}
	known, err := a.parser.tableOption(a.t)
	if err == nil && !known {
		return a.Unexpected("a change of the table")
	}
	return err
}

// freeze gives the columns that have the table's collation, which isn't known, that
// of the server, since the table's may change. Those that the statement itself defines
// get the new one.
func (a *alteration) freeze() {
	if !a.Sees("default") && !a.Sees("character") && !a.Sees("charset") && !a.Sees("collate") {
		return
	}
	for i := range a.t.Columns {
		c := &a.t.Columns[i]
		was, ok := a.old.column(c.Name)
		if ok && was.Pos == c.Pos && classOf(c.Type) == characters && c.Collation.IsZero() {
			c.Collation.Name = a.server.ServerCollation()
		}
	}
}

// add reads what follows ADD.
func (a *alteration) add() error {
	p, t := a.parser, a.t
	switch {
	case p.Accept("system", "versioning"):
		t.Options = setOption(t.Options, OptionSystemVersioned, model.On)
		return nil
	case p.Sees("period", "for"):
		return p.period(t)
	case p.isConstraint():
		start := p.At
		p.pass()
		end := p.At
		a.adds = append(a.adds, func() error {
			p.At = start
			err := p.constraint(t)
			if err == nil && p.At != end {
				err = p.Unexpected("the end of the constraint")
			}
			if err == nil {
				p.At = len(p.Tokens)
			}
			return err
		})
		return nil
	}
	p.Accept("column")
	keeps := p.ifNotExists()
	if p.AcceptMark("(") {
		return p.tableParts(t)
	}
	if keeps {
		if _, there := t.column(p.Peek().Name()); there {
			p.pass()
			return nil
		}
	}
	c, err := p.column(t)
	if err != nil {
		return err
	}
	place, err := a.place(len(t.Columns))
	if err != nil {
		return err
	}
	return p.addColumn(t, c, place)
}

// place reads FIRST or AFTER and returns where a column goes.
func (a *alteration) place(usual int) (int, error) {
	if a.Accept("first") {
		return 0, nil
	}
	if !a.Accept("after") {
		return usual, nil
	}
	name, err := a.name2()
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(a.t.Columns, func(c model.Column) bool { return same(c.Name, name) })
	if i < 0 {
		return 0, fmt.Errorf("table %s has no column %s", a.t.Name, name)
	}
	return i + 1, nil
}

func (a *alteration) name2() (string, error) { return a.parser.name() }

// redefine reads the new definition of a column.
func (a *alteration) redefine(from string, exists bool) error {
	p, t := a.parser, a.t
	c, err := p.column(t)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(t.Columns, func(o model.Column) bool { return same(o.Name, from) })
	if i < 0 {
		if exists {
			_, err := a.place(0)
			return err
		}
		return p.wrong(c.token, fmt.Sprintf("table %s has no column %s", t.Name, from), "")
	}
	was := t.Columns[i]
	t.Columns = slices.Delete(t.Columns, i, i+1)
	t.Checks = slices.DeleteFunc(t.Checks, func(o model.Check) bool { return o.Column == was.Name })
	place, err := a.place(i)
	if err != nil {
		return err
	}
	t.Columns = slices.Insert(t.Columns, place, c.Column)
	if was.Name != c.Name {
		p.renameColumn(t, was.Name, c.Name)
	}
	if t.primary(c.Name) {
		t.Columns[place].NotNull = true
	}
	return p.addParts(t, c)
}

// primary reports whether a column is of the primary key.
func (t *table) primary(column string) bool {
	i, ok := t.index(Primary)
	return ok && slices.ContainsFunc(t.indexes[i].keys, func(k model.IndexKey) bool { return k.Column == column })
}

// convert reads CONVERT TO CHARACTER SET: columns of text get the new one, too.
func (a *alteration) convert() error {
	p, t := a.parser, a.t
	if !p.Accept("character", "set") && !p.Accept("charset") {
		return p.Unexpected("CHARACTER SET")
	}
	name, err := p.wordOrText()
	if err != nil {
		return err
	}
	collation := p.server.DefaultCollation(name)
	if same(name, "default") {
		collation = p.collation
		if collation == "" {
			collation = p.server.ServerCollation()
		}
	}
	if p.Accept("collate") {
		text, err := p.wordOrText()
		if err != nil {
			return err
		}
		collation = p.server.Collation(text)
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if classOf(c.Type) != characters {
			continue
		}
		before := c.Collation.Name
		if before == "" {
			before = p.collationOf(t)
		}
		c.Type = widened(c.Type, before, collation)
		c.Collation.Name = collation
	}
	t.collate(collation)
	return nil
}

// widened returns the type that holds a text after a conversion to a charset whose
// characters take more bytes.
func widened(t model.Type, from, to string) model.Type {
	if MaxBytes(to) <= MaxBytes(from) {
		return t
	}
	switch t.Name {
	case "tinytext":
		t.Name = "text"
	case "text":
		t.Name = "mediumtext"
	case "mediumtext":
		t.Name = "longtext"
	}
	return t
}

// alter reads ALTER COLUMN, ALTER INDEX and ALTER CHECK.
func (a *alteration) alter() error {
	p, t := a.parser, a.t
	switch {
	case p.Accept("index"), p.Accept("key"):
		p.ifExists()
		at := p.Peek()
		name, err := p.name()
		if err != nil {
			return err
		}
		i, ok := t.index(name)
		if !ok {
			return p.wrong(at, fmt.Sprintf("table %s has no index %s", t.Name, name), "")
		}
		x := &t.indexes[i]
		switch {
		case p.Accept("invisible"):
			x.options = setOption(x.options, OptionInvisible, model.On)
		case p.Accept("visible"):
			x.options = setOption(x.options, OptionInvisible, "")
		case p.Accept("ignored"):
			x.options = setOption(x.options, OptionIgnored, model.On)
		case p.Accept("not", "ignored"):
			x.options = setOption(x.options, OptionIgnored, "")
		default:
			return p.Unexpected("VISIBLE or IGNORED")
		}
		return nil
	case p.Accept("check"), p.Accept("constraint"):
		at := p.Peek()
		name, err := p.name()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(t.Checks, func(c model.Check) bool { return same(c.Name, name) })
		if i < 0 {
			return p.wrong(at, fmt.Sprintf("table %s has no check %s", t.Name, name), "")
		}
		t.Checks[i].NotEnforced = p.Accept("not", "enforced")
		if !t.Checks[i].NotEnforced {
			return p.Expect("enforced")
		}
		return nil
	}
	p.Accept("column")
	return a.alterColumn()
}

// alterColumn reads SET DEFAULT, DROP DEFAULT and SET INVISIBLE.
func (a *alteration) alterColumn() error {
	p, t := a.parser, a.t
	p.ifExists()
	at := p.Peek()
	name, err := p.name()
	if err != nil {
		return err
	}
	c, ok := t.column(name)
	if !ok {
		return p.wrong(at, fmt.Sprintf("table %s has no column %s", t.Name, name), "")
	}
	switch {
	case p.Accept("drop", "default"):
		c.Default = model.Expr{}
	case p.Accept("set", "default"):
		part := columnPart{Column: *c}
		err = p.defaultValue(&part)
		c.Default = p.literalOf(c.Type, part.Default)
	case p.Accept("set", "invisible"):
		c.Options = setOption(c.Options, OptionInvisible, model.On)
	case p.Accept("set", "visible"):
		c.Options = setOption(c.Options, OptionInvisible, "")
	default:
		return p.Unexpected("SET or DROP DEFAULT")
	}
	return err
}
