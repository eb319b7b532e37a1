package sqlite

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// tableText is what a CREATE TABLE statement says. Names are spelled as they
// stand where they are used, and constraints without a name have none.
type tableText struct {
	columns              []columnText
	keys                 []keyText
	checks               []model.Check
	references           []model.ForeignKey
	checkAt, referenceAt []int // their offsets
	parts                []int // the offsets of columns and of constraints of the table
	strict, withoutRowID bool
}

// columnText is a column with the places of what it consists of.
type columnText struct {
	model.Column
	offset int
}

// keyText is a primary key or a unique constraint.
type keyText struct {
	name     string
	primary  bool
	elements []model.IndexKey
	// inColumn: it stands in the column's definition, where INTEGER PRIMARY KEY
	// DESC makes no alias of the rowid.
	inColumn      bool
	conflict      string
	autoincrement bool
	offset        int
}

// parseTable reads a CREATE TABLE statement.
func parseTable(text string) (*tableText, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	if !p.accept("create", "table") {
		return nil, p.unexpected("CREATE TABLE")
	}
	if _, err := p.qualified(); err != nil {
		return nil, err
	}
	if err := p.mark("("); err != nil {
		return nil, err
	}
	t := &tableText{}
	for constraints := false; !p.acceptMark(")"); {
		p.acceptMark(",") // between constraints it may be left out
		t.parts = append(t.parts, p.peek().start)
		if constraints = constraints || p.atTableConstraint(); constraints {
			err = p.tableConstraint(t)
		} else {
			err = p.column(t)
		}
		if err != nil {
			return nil, err
		}
	}
	return t, p.tableOptions(t)
}

func (p *parser) tableOptions(t *tableText) error {
	for !p.done() {
		switch {
		case p.accept("without") && p.accept("rowid"):
			t.withoutRowID = true
		case p.accept("strict"):
			t.strict = true
		default:
			return p.unexpected("the end of the table")
		}
		if !p.acceptMark(",") {
			break
		}
	}
	if !p.done() {
		return p.unexpected("the end of the table")
	}
	return nil
}

// atTableConstraint says whether a constraint of the table follows. The words
// that begin one are reserved: no column has such a name without quotes.
func (p *parser) atTableConstraint() bool {
	for _, word := range []string{"constraint", "primary", "unique", "check", "foreign"} {
		if p.peek().is(word) {
			return true
		}
	}
	return false
}

// atColumnConstraint says whether what follows is no part of a type.
func (p *parser) atColumnConstraint() bool {
	if p.atTableConstraint() || p.peek().is("generated") && p.ahead(1).is("always") {
		return true
	}
	for _, word := range []string{"not", "null", "default", "collate", "references", "as", "deferrable"} {
		if p.peek().is(word) {
			return true
		}
	}
	return false
}

func (p *parser) column(t *tableText) error {
	c := columnText{offset: p.peek().start}
	var err error
	if c.Name, err = p.name(); err != nil {
		return err
	}
	var words, modifiers []token
	for p.peek().isName() && !p.atColumnConstraint() {
		words = append(words, p.next())
	}
	if p.peek().text == "(" && len(words) > 0 {
		if modifiers, err = p.inside(); err != nil {
			return err
		}
	}
	c.Type = declaredType(words, modifiers)
	name := ""
	for next := p.peek().text; next != "," && next != ")"; next = p.peek().text {
		at := p.peek().start
		if p.accept("constraint") {
			if name, err = p.name(); err != nil {
				return err
			}
			continue
		}
		if err := p.columnConstraint(t, &c, name, at); err != nil {
			return err
		}
		name = ""
	}
	t.columns = append(t.columns, c)
	return nil
}

// columnConstraint reads one constraint of a column.
func (p *parser) columnConstraint(t *tableText, c *columnText, name string, at int) error {
	switch {
	case p.accept("default"):
		return p.defaultValue(c)
	case p.accept("null"):
		_, err := p.conflict()
		return err
	case p.peek().is("deferrable"), p.peek().is("not") && p.ahead(1).is("deferrable"):
		return p.deferrable(t)
	case p.accept("not", "null"):
		conflict, err := p.conflict()
		c.NotNull = true
		c.NotNullConstraint.Name = name
		c.Options = conflictOption(conflict)
		return err
	case p.accept("primary", "key"):
		return p.columnPrimaryKey(t, c, name, at)
	case p.accept("unique"):
		conflict, err := p.conflict()
		t.keys = append(t.keys, keyText{name: name, elements: []model.IndexKey{{Column: c.Name}}, inColumn: true, conflict: conflict, offset: at})
		return err
	case p.accept("check"):
		return p.check(t, name, at)
	case p.accept("references"):
		return p.references(t, model.ForeignKey{Name: name, Columns: []string{c.Name}}, at)
	case p.accept("collate"):
		collation, err := p.name()
		c.Collation = collationName(collation)
		return err
	case p.accept("generated", "always", "as"), p.accept("as"):
		return p.generated(c)
	case p.accept("generated", "always"):
		return nil // the library takes it for the end of a type, and forgets it
	}
	return p.unexpected("a constraint of a column")
}

// collationName returns a collation as the model has it: in capitals, since its
// case doesn't count, and none if it is the one that a column has anyway.
func collationName(name string) model.QName {
	if same(name, "binary") {
		return model.QName{}
	}
	return model.QName{Name: strings.ToUpper(name)}
}

func (p *parser) columnPrimaryKey(t *tableText, c *columnText, name string, at int) error {
	key := keyText{name: name, primary: true, inColumn: true, offset: at, elements: []model.IndexKey{{Column: c.Name}}}
	if !p.accept("asc") {
		key.elements[0].Descending = p.accept("desc")
	}
	var err error
	key.conflict, err = p.conflict()
	key.autoincrement = p.accept("autoincrement")
	t.keys = append(t.keys, key)
	return err
}

// defaultValue reads what stands behind DEFAULT. A bare name is a string there.
func (p *parser) defaultValue(c *columnText) error {
	first := p.at
	switch t := p.peek(); {
	case t.text == "(":
		tokens, err := p.inside()
		if err != nil {
			return err
		}
		c.Default = p.expr(tokens)
	case t.text == "+" || t.text == "-":
		p.at += 2
		c.Default = p.expr(p.tokens[first:min(p.at, len(p.tokens))])
	case t.kind == sqlfile.Quoted, t.kind == sqlfile.Word && !constantWord(t):
		p.at++
		c.Default = model.Expr{Text: quoteLiteral(t.name())}
	case t.kind == sqlfile.EOF:
		return p.unexpected("a value")
	default:
		p.at++
		c.Default = model.Expr{Text: t.text}
	}
	if same(c.Default.Text, "null") {
		c.Default = model.Expr{}
	}
	return nil
}

// constantWord says whether a word is a value by itself.
func constantWord(t token) bool {
	for _, word := range []string{"null", "true", "false", "current_time", "current_date", "current_timestamp"} {
		if t.is(word) {
			return true
		}
	}
	return false
}

func (p *parser) generated(c *columnText) error {
	tokens, err := p.inside()
	if err != nil {
		return err
	}
	c.Generated = model.Generated{Expr: p.expr(tokens), Virtual: true}
	if p.accept("stored") {
		c.Generated.Virtual = false
	} else {
		p.accept("virtual")
	}
	return nil
}

// conflict reads ON CONFLICT; ABORT is what happens without it.
func (p *parser) conflict() (string, error) {
	if !p.accept("on", "conflict") {
		return "", nil
	}
	word, err := p.name()
	if word = fold(word); word == "abort" {
		word = ""
	}
	return word, err
}

func conflictOption(conflict string) []model.Option {
	if conflict == "" {
		return nil
	}
	return []model.Option{{Name: OnConflict, Value: conflict}}
}

func (p *parser) check(t *tableText, name string, at int) error {
	tokens, err := p.inside()
	t.checkAt = append(t.checkAt, at)
	t.checks = append(t.checks, model.Check{Name: name, Expr: p.expr(tokens)})
	return err
}

// tableConstraint reads one constraint of the table.
func (p *parser) tableConstraint(t *tableText) error {
	at := p.peek().start
	var name string
	var err error
	for p.accept("constraint") {
		if name, err = p.name(); err != nil {
			return err
		}
	}
	switch {
	case p.accept("primary", "key"):
		return p.tableKey(t, keyText{name: name, primary: true, offset: at})
	case p.accept("unique"):
		return p.tableKey(t, keyText{name: name, offset: at})
	case p.accept("check"):
		if err := p.check(t, name, at); err != nil {
			return err
		}
		_, err := p.conflict() // it is read and has no effect
		return err
	case p.accept("foreign", "key"):
		columns, err := p.names()
		if err != nil {
			return err
		}
		if !p.accept("references") {
			return p.unexpected("REFERENCES")
		}
		return p.references(t, model.ForeignKey{Name: name, Columns: columns}, at)
	case p.peek().text == "," || p.peek().text == ")":
		return nil // a name without a constraint says nothing
	}
	return p.unexpected("a constraint")
}

func (p *parser) tableKey(t *tableText, key keyText) error {
	tokens, err := p.inside()
	if err != nil {
		return err
	}
	if n := len(tokens); key.primary && n > 1 && tokens[n-1].is("autoincrement") {
		key.autoincrement = true
		tokens = tokens[:n-1]
	}
	if key.elements, err = p.elements(tokens); err != nil {
		return err
	}
	for _, e := range key.elements {
		if e.Column == "" {
			return fmt.Errorf("a key has the expression %s", e.Expr.Text)
		}
	}
	key.conflict, err = p.conflict()
	t.keys = append(t.keys, key)
	return err
}

// references reads what stands behind REFERENCES.
func (p *parser) references(t *tableText, f model.ForeignKey, at int) error {
	var err error
	if f.References.Name, err = p.name(); err != nil {
		return err
	}
	if p.peek().text == "(" {
		if f.RefColumns, err = p.names(); err != nil {
			return err
		}
	}
	for {
		switch {
		case p.accept("match"):
			word, err := p.name()
			if err != nil {
				return err
			}
			f.MatchFull = same(word, "full")
			continue
		case p.accept("on", "delete"):
			f.OnDelete, err = p.action()
		case p.accept("on", "update"):
			f.OnUpdate, err = p.action()
		case p.accept("on", "insert"):
			_, err = p.action() // it is read and has no effect
		default:
			t.references, t.referenceAt = append(t.references, f), append(t.referenceAt, at)
			if p.peek().is("deferrable") || p.peek().is("not") && p.ahead(1).is("deferrable") {
				return p.deferrable(t)
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (p *parser) action() (model.Action, error) {
	switch {
	case p.accept("set", "null"):
		return model.SetNull, nil
	case p.accept("set", "default"):
		return model.SetDefault, nil
	case p.accept("cascade"):
		return model.Cascade, nil
	case p.accept("restrict"):
		return model.Restrict, nil
	case p.accept("no", "action"):
		return model.NoAction, nil
	}
	return "", p.unexpected("an action")
}

// deferrable reads when the last foreign key is checked.
func (p *parser) deferrable(t *tableText) error {
	not := p.accept("not")
	if !p.accept("deferrable") {
		return p.unexpected("DEFERRABLE")
	}
	deferred := p.accept("initially", "deferred")
	if !deferred {
		p.accept("initially", "immediate")
	}
	if n := len(t.references); n > 0 {
		t.references[n-1].Deferrable, t.references[n-1].InitiallyDeferred = !not, !not && deferred
	}
	return nil
}
