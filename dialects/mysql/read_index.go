package mysql

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// isConstraint reports whether a key, an index or a constraint comes next, not a
// column: columns may have such names, but a type follows those.
func (p *parser) isConstraint() bool {
	first, second := p.Peek(), p.Ahead(1)
	if first.Kind != sqlfile.Word {
		return false
	}
	switch {
	case first.Is("constraint"), first.Is("primary"), first.Is("unique"), first.Is("foreign"), first.Is("check"), first.Is("key"), first.Is("index"):
		return true
	case first.Is("fulltext"), first.Is("spatial"):
		return true
	case first.Is("vector"):
		return second.Is("index") || second.Is("key") || second.Text == "("
	}
	return false
}

// constraint reads a key, an index or a constraint of a table.
func (p *parser) constraint(t *table) error {
	pos := p.here()
	named := ""
	if p.Accept("constraint") && !p.Sees("primary") && !p.Sees("unique") && !p.Sees("foreign") && !p.Sees("check") {
		var err error
		p.ifNotExists()
		if named, err = p.name(); err != nil {
			return err
		}
	}
	switch {
	case p.Accept("foreign", "key"):
		return p.foreignKey(t, named, pos)
	case p.Sees("check"):
		c, err := p.check(named)
		if err != nil {
			return err
		}
		return t.addCheck(c, p.server)
	}
	x := index{name: named, pos: pos}
	switch {
	case p.Accept("primary", "key"):
		x.kind = primaryIndex
	case p.Accept("unique"):
		x.kind = uniqueIndex
	case p.Accept("fulltext"):
		x.method = "fulltext"
	case p.Accept("spatial"):
		x.method = "spatial"
	case p.Accept("vector"):
		x.method = "vector"
	case !p.Sees("key") && !p.Sees("index"):
		return p.Unexpected("a key")
	}
	if !p.Accept("index") {
		p.Accept("key")
	}
	if p.ifNotExists() && p.exists(t, x) {
		return nil
	}
	if isName(p.Peek()) && !p.isUsing() {
		var err error
		if x.name, err = p.name(); err != nil {
			return err
		}
	}
	if err := p.indexRest(t, &x); err != nil {
		return err
	}
	return t.add(x)
}

// exists passes over an index that is there already.
func (p *parser) exists(t *table, x index) bool {
	if x.kind == primaryIndex {
		_, there := t.index(Primary)
		return there && p.pass()
	}
	if !isName(p.Peek()) {
		return false
	}
	_, there := t.index(p.Peek().Name())
	return there && p.pass()
}

// pass goes to the end of the part of a list that is read.
func (p *parser) pass() bool {
	for depth := 0; !p.Done(); p.At++ {
		switch p.Peek().Text {
		case "(":
			depth++
		case ")":
			if depth == 0 {
				return true
			}
			depth--
		case ",":
			if depth == 0 {
				return true
			}
		}
	}
	return true
}

func (p *parser) isUsing() bool {
	return (p.Sees("using") || p.Sees("type")) && p.Ahead(1).Kind == sqlfile.Word && p.Ahead(1).Text != "("
}

// indexRest reads what follows the name of an index: its method, elements and options.
func (p *parser) indexRest(t *table, x *index) error {
	if err := p.using(x); err != nil {
		return err
	}
	inside, err := p.Inside()
	if err != nil {
		return err
	}
	for _, one := range sqltoken.Split(inside) {
		if len(one) == 4 && one[1].Is("without") && one[2].Is("overlaps") || len(one) == 3 && one[1].Is("without") {
			x.period = one[0].Name()
			continue
		}
		k, err := p.element(one)
		if err != nil {
			return err
		}
		x.keys = append(x.keys, k)
	}
	if len(x.keys) == 0 {
		return fmt.Errorf("the index has no column")
	}
	for _, k := range x.keys {
		if _, ok := t.column(k.Column); k.Column != "" && !ok {
			return p.wrong(inside[0], fmt.Sprintf("table %s has no column %s", t.Name, k.Column), "")
		}
	}
	return p.indexOptions(x)
}

// using reads USING BTREE.
func (p *parser) using(x *index) error {
	for p.isUsing() {
		p.At++
		method := fold(p.Next().Text)
		x.options = setOption(x.options, OptionUsing, method)
		if x.method == "" && method != "btree" {
			x.method = method
		}
	}
	return nil
}

// element reads one element of an index: a column, perhaps a part of it, or an
// expression.
func (p *parser) element(tokens []token) (model.IndexKey, error) {
	var k model.IndexKey
	if n := len(tokens); n > 1 && (tokens[n-1].Is("asc") || tokens[n-1].Is("desc")) {
		k.Descending = tokens[n-1].Is("desc") && p.server.descendingKeys()
		tokens = tokens[:n-1]
	}
	switch {
	case len(tokens) == 0:
		return k, fmt.Errorf("an element of an index is empty")
	case isName(tokens[0]) && len(tokens) == 1:
		k.Column = tokens[0].Name()
	case isName(tokens[0]) && len(tokens) == 4 && tokens[1].Text == "(" && tokens[2].Kind == sqlfile.Number:
		k.Column = tokens[0].Name()
		if _, err := fmt.Sscan(tokens[2].Text, &k.Length); err != nil {
			return k, p.wrong(tokens[2], "this is no length", "")
		}
	case tokens[0].Text == "(":
		k.Expr = p.expression(tokens)
	default:
		return k, p.wrong(tokens[0], "this is no element of an index", "an expression stands in parentheses of its own")
	}
	return k, nil
}

// descendingKeys reports whether the server keeps DESC in an index.
func (s Server) descendingKeys() bool { return s.Flavour == MySQL || s.MinMariaDB(10, 8, 1) }

// indexOptions reads what follows the elements of an index.
func (p *parser) indexOptions(x *index) error {
	for {
		text := ""
		var err error
		switch {
		case p.isUsing():
			err = p.using(x)
		case p.Accept("comment"):
			p.AcceptMark("=")
			x.comment, err = p.text()
		case p.Accept("with", "parser"):
			text, err = p.name()
			x.options = setOption(x.options, OptionParser, text)
		case p.Accept("key_block_size"):
			p.AcceptMark("=")
			if text = p.Next().Text; text != "0" {
				x.options = setOption(x.options, OptionKeyBlockSize, text)
			}
		case p.Accept("invisible"):
			x.options = setOption(x.options, OptionInvisible, model.On)
		case p.Accept("ignored"):
			x.options = setOption(x.options, OptionIgnored, model.On)
		case p.Accept("visible"), p.Accept("not", "ignored"):
		case p.quotedOption(), p.Sees("m"), p.Sees("distance"), p.Sees("engine_attribute"), p.Sees("secondary_engine_attribute"), p.Sees("clustering"):
			name := strings.ReplaceAll(fold(p.Next().Name()), "_", " ")
			p.AcceptMark("=")
			if text, err = p.wordOrText(); name == "distance" || name == "m" {
				text = fold(text)
			}
			x.options = setOption(x.options, name, text)
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// quotedOption reports whether the name of an option comes that MariaDB prints in
// backticks, since it is the engine's.
func (p *parser) quotedOption() bool {
	t := p.Peek()
	return t.Kind == sqlfile.Quoted && (same(t.Name(), "m") || same(t.Name(), "distance"))
}

// check reads CHECK (…) and whether it is enforced.
func (p *parser) check(name string) (model.Check, error) {
	c := model.Check{Name: name, Pos: p.here()}
	if err := p.Expect("check"); err != nil {
		return c, err
	}
	inside, err := p.Inside()
	if err != nil {
		return c, err
	}
	c.Expr = p.expression(inside)
	c.NotEnforced = p.Accept("not", "enforced")
	if !c.NotEnforced {
		p.Accept("enforced")
	}
	return c, nil
}

// foreignKey reads what follows FOREIGN KEY.
func (p *parser) foreignKey(t *table, named string, pos model.Pos) error {
	exists := p.ifNotExists()
	f := reference{ForeignKey: model.ForeignKey{Name: named, Pos: pos}}
	if p.Peek().Text != "(" {
		var err error
		if f.index, err = p.name(); err != nil {
			return err
		}
		if named == "" && p.server.IsMariaDB() {
			f.Name = f.index
		}
	}
	columns, err := p.names()
	if err != nil {
		return err
	}
	found, err := p.references(columns)
	if err != nil {
		return err
	}
	found.Name, found.Pos = f.Name, pos
	f.ForeignKey = found
	if exists && f.Name != "" {
		for i := range t.ForeignKeys {
			if same(t.ForeignKeys[i].Name, f.Name) {
				return nil
			}
		}
	}
	return p.addReference(t, f)
}

// references reads REFERENCES with its actions.
func (p *parser) references(columns []string) (model.ForeignKey, error) {
	f := model.ForeignKey{Columns: columns}
	err := p.Expect("references")
	if err != nil {
		return f, err
	}
	if f.References, err = p.foreign(); err != nil {
		return f, err
	}
	if p.Peek().Text == "(" {
		inside, err := p.Inside()
		if err != nil {
			return f, err
		}
		for _, one := range sqltoken.Split(inside) {
			if len(one) == 0 || !isName(one[0]) {
				return f, fmt.Errorf("a foreign key refers to what is no column")
			}
			f.RefColumns = append(f.RefColumns, one[0].Name())
		}
	}
	if p.Accept("match") {
		p.Next() // read, and not kept by the servers
	}
	for p.Accept("on") {
		update := p.Accept("update")
		if !update {
			if err := p.Expect("delete"); err != nil {
				return f, err
			}
		}
		action, err := p.action()
		if err != nil {
			return f, err
		}
		if update {
			f.OnUpdate = action
		} else {
			f.OnDelete = action
		}
	}
	if p.server.IsMariaDB() { // where nothing is said, its servers say RESTRICT
		f.OnUpdate, f.OnDelete = restrictive(f.OnUpdate), restrictive(f.OnDelete)
	}
	return f, nil
}

// stated marks NO ACTION where it is written.
const stated model.Action = "no action"

// restrictive returns the action of MariaDB: RESTRICT is what nothing says.
func restrictive(a model.Action) model.Action {
	switch a {
	case model.NoAction:
		return model.Restrict
	case stated:
		return model.NoAction
	default:
	}
	return a
}

func (p *parser) action() (model.Action, error) {
	switch {
	case p.Accept("cascade"):
		return model.Cascade, nil
	case p.Accept("restrict"):
		return model.Restrict, nil
	case p.Accept("set", "null"):
		return model.SetNull, nil
	case p.Accept("set", "default"):
		return model.SetDefault, nil
	case p.Accept("no", "action"):
		if p.server.IsMariaDB() {
			return stated, nil
		}
		return model.NoAction, nil
	}
	return model.NoAction, p.Unexpected("an action")
}

// isIndex reports whether CREATE is followed by an index.
func (p *parser) isIndex() bool {
	if p.Sees("online") || p.Sees("offline") {
		p.At++
	}
	return p.Sees("index") || p.Sees("unique") || p.Sees("fulltext") || p.Sees("spatial", "index") || p.Sees("vector", "index")
}

// createIndex reads CREATE INDEX.
func (p *parser) createIndex(c creation) error {
	x := index{pos: c.pos}
	switch {
	case p.Accept("unique"):
		x.kind = uniqueIndex
	case p.Accept("fulltext"):
		x.method = "fulltext"
	case p.Accept("spatial"):
		x.method = "spatial"
	case p.Accept("vector"):
		x.method = "vector"
	}
	if err := p.Expect("index"); err != nil {
		return err
	}
	keeps := p.ifNotExists()
	var err error
	if x.name, err = p.name(); err != nil {
		return err
	}
	if err := p.using(&x); err != nil {
		return err
	}
	if err := p.Expect("on"); err != nil {
		return err
	}
	t, err := p.table()
	if err != nil {
		return err
	}
	if i, there := t.index(x.name); there {
		if keeps {
			p.skip()
			return nil
		}
		if c.replace {
			t.indexes = append(t.indexes[:i:i], t.indexes[i+1:]...)
		}
	}
	if err := p.indexRest(t, &x); err != nil {
		return err
	}
	p.algorithmAndLock()
	if err := t.add(x); err != nil {
		return err
	}
	return p.settleTable(t)
}

// table reads the name of a table that is there.
func (p *parser) table() (*table, error) {
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return nil, err
	}
	t, ok := p.tables[name]
	if !ok {
		return nil, p.wrong(at, fmt.Sprintf("there is no table %s", name), "")
	}
	return t, nil
}

// algorithmAndLock passes over how a statement is to be run.
func (p *parser) algorithmAndLock() {
	for {
		p.AcceptMark(",")
		if !p.Accept("algorithm") && !p.Accept("lock") && !p.Accept("wait") && !p.Accept("nowait") {
			return
		}
		p.AcceptMark("=")
		p.Next()
	}
}
