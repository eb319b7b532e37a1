package sqlite

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
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
	if !p.Accept("create", "table") {
		return nil, p.Unexpected("CREATE TABLE")
	}
	if _, err := p.qualified(); err != nil {
		return nil, err
	}
	if err := p.Mark("("); err != nil {
		return nil, err
	}
	t := &tableText{}
	for constraints := false; !p.AcceptMark(")"); {
		p.AcceptMark(",") // between constraints it may be left out
		t.parts = append(t.parts, p.Peek().Start)
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
	for !p.Done() {
		switch {
		case p.Accept("without") && p.Accept("rowid"):
			t.withoutRowID = true
		case p.Accept("strict"):
			t.strict = true
		default:
			return p.Unexpected("the end of the table")
		}
		if !p.AcceptMark(",") {
			break
		}
	}
	if !p.Done() {
		return p.Unexpected("the end of the table")
	}
	return nil
}

// atTableConstraint says whether a constraint of the table follows. The words
// that begin one are reserved: no column has such a name without quotes.
func (p *parser) atTableConstraint() bool {
	for _, word := range []string{"constraint", "primary", "unique", "check", "foreign"} {
		if p.Peek().Is(word) {
			return true
		}
	}
	return false
}

// atColumnConstraint says whether what follows is no part of a type.
func (p *parser) atColumnConstraint() bool {
	if p.atTableConstraint() || p.Peek().Is("generated") && p.Ahead(1).Is("always") {
		return true
	}
	for _, word := range []string{"not", "null", "default", "collate", "references", "as", "deferrable"} {
		if p.Peek().Is(word) {
			return true
		}
	}
	return false
}

func (p *parser) column(t *tableText) error {
	c := columnText{offset: p.Peek().Start}
	var err error
	if c.Name, err = p.name(); err != nil {
		return err
	}
	var words, modifiers []sqltoken.Token
	for isName(p.Peek()) && !p.atColumnConstraint() {
		words = append(words, p.Next())
	}
	if p.Peek().Text == "(" && len(words) > 0 {
		if modifiers, err = p.Inside(); err != nil {
			return err
		}
	}
	c.Type = declaredType(words, modifiers)
	name := ""
	for next := p.Peek().Text; next != "," && next != ")"; next = p.Peek().Text {
		at := p.Peek().Start
		if p.Accept("constraint") {
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
	case p.Accept("default"):
		return p.defaultValue(c)
	case p.Accept("null"):
		_, err := p.conflict()
		return err
	case p.Peek().Is("deferrable"), p.Peek().Is("not") && p.Ahead(1).Is("deferrable"):
		return p.deferrable(t)
	case p.Accept("not", "null"):
		conflict, err := p.conflict()
		c.NotNull = true
		c.NotNullConstraint.Name = name
		c.Options = conflictOption(conflict)
		return err
	case p.Accept("primary", "key"):
		return p.columnPrimaryKey(t, c, name, at)
	case p.Accept("unique"):
		conflict, err := p.conflict()
		t.keys = append(t.keys, keyText{name: name, elements: []model.IndexKey{{Column: c.Name}}, inColumn: true, conflict: conflict, offset: at})
		return err
	case p.Accept("check"):
		return p.check(t, name, at)
	case p.Accept("references"):
		return p.references(t, model.ForeignKey{Name: name, Columns: []string{c.Name}}, at)
	case p.Accept("collate"):
		collation, err := p.name()
		c.Collation = collationName(collation)
		return err
	case p.Accept("generated", "always", "as"), p.Accept("as"):
		return p.generated(c)
	case p.Accept("generated", "always"):
		return nil // the library takes it for the end of a type, and forgets it
	}
	return p.Unexpected("a constraint of a column")
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
	if !p.Accept("asc") {
		key.elements[0].Descending = p.Accept("desc")
	}
	var err error
	key.conflict, err = p.conflict()
	key.autoincrement = p.Accept("autoincrement")
	t.keys = append(t.keys, key)
	return err
}

// defaultValue reads what stands behind DEFAULT. A bare name is a string there.
func (p *parser) defaultValue(c *columnText) error {
	first := p.At
	switch t := p.Peek(); {
	case t.Text == "(":
		tokens, err := p.Inside()
		if err != nil {
			return err
		}
		c.Default = p.expr(tokens)
	case t.Text == "+" || t.Text == "-":
		p.At += 2
		c.Default = p.expr(p.Tokens[first:min(p.At, len(p.Tokens))])
	case t.Kind == sqlfile.Quoted, t.Kind == sqlfile.Word && !constantWord(t):
		p.At++
		c.Default = model.Expr{Text: quoteLiteral(t.Name())}
	case t.Kind == sqlfile.EOF:
		return p.Unexpected("a value")
	default:
		p.At++
		c.Default = model.Expr{Text: t.Text}
	}
	if same(c.Default.Text, "null") {
		c.Default = model.Expr{}
	}
	return nil
}

// constantWord says whether a word is a value by itself.
func constantWord(t sqltoken.Token) bool {
	for _, word := range []string{"null", "true", "false", "current_time", "current_date", "current_timestamp"} {
		if t.Is(word) {
			return true
		}
	}
	return false
}

func (p *parser) generated(c *columnText) error {
	tokens, err := p.Inside()
	if err != nil {
		return err
	}
	c.Generated = model.Generated{Expr: p.expr(tokens), Virtual: true}
	if p.Accept("stored") {
		c.Generated.Virtual = false
	} else {
		p.Accept("virtual")
	}
	return nil
}

// conflict reads ON CONFLICT; ABORT is what happens without it.
func (p *parser) conflict() (string, error) {
	if !p.Accept("on", "conflict") {
		return "", nil
	}
	word, err := p.name()
	if word = kind.Fold(word); word == "abort" {
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
	tokens, err := p.Inside()
	t.checkAt = append(t.checkAt, at)
	t.checks = append(t.checks, model.Check{Name: name, Expr: p.expr(tokens)})
	return err
}

// tableConstraint reads one constraint of the table.
func (p *parser) tableConstraint(t *tableText) error {
	at := p.Peek().Start
	var name string
	var err error
	for p.Accept("constraint") {
		if name, err = p.name(); err != nil {
			return err
		}
	}
	switch {
	case p.Accept("primary", "key"):
		return p.tableKey(t, keyText{name: name, primary: true, offset: at})
	case p.Accept("unique"):
		return p.tableKey(t, keyText{name: name, offset: at})
	case p.Accept("check"):
		if err := p.check(t, name, at); err != nil {
			return err
		}
		_, err := p.conflict() // it is read and has no effect
		return err
	case p.Accept("foreign", "key"):
		columns, err := p.names()
		if err != nil {
			return err
		}
		if !p.Accept("references") {
			return p.Unexpected("REFERENCES")
		}
		return p.references(t, model.ForeignKey{Name: name, Columns: columns}, at)
	case p.Peek().Text == "," || p.Peek().Text == ")":
		return nil // a name without a constraint says nothing
	}
	return p.Unexpected("a constraint")
}

func (p *parser) tableKey(t *tableText, key keyText) error {
	tokens, err := p.Inside()
	if err != nil {
		return err
	}
	if n := len(tokens); key.primary && n > 1 && tokens[n-1].Is("autoincrement") {
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
	if p.Peek().Text == "(" {
		if f.RefColumns, err = p.names(); err != nil {
			return err
		}
	}
	for {
		switch {
		case p.Accept("match"):
			word, err := p.name()
			if err != nil {
				return err
			}
			f.MatchFull = same(word, "full")
			continue
		case p.Accept("on", "delete"):
			f.OnDelete, err = p.action()
		case p.Accept("on", "update"):
			f.OnUpdate, err = p.action()
		case p.Accept("on", "insert"):
			_, err = p.action() // it is read and has no effect
		default:
			t.references, t.referenceAt = append(t.references, f), append(t.referenceAt, at)
			if p.Peek().Is("deferrable") || p.Peek().Is("not") && p.Ahead(1).Is("deferrable") {
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
	case p.Accept("set", "null"):
		return model.SetNull, nil
	case p.Accept("set", "default"):
		return model.SetDefault, nil
	case p.Accept("cascade"):
		return model.Cascade, nil
	case p.Accept("restrict"):
		return model.Restrict, nil
	case p.Accept("no", "action"):
		return model.NoAction, nil
	}
	return "", p.Unexpected("an action")
}

// deferrable reads when the last foreign key is checked.
func (p *parser) deferrable(t *tableText) error {
	not := p.Accept("not")
	if !p.Accept("deferrable") {
		return p.Unexpected("DEFERRABLE")
	}
	deferred := p.Accept("initially", "deferred")
	if !deferred {
		p.Accept("initially", "immediate")
	}
	if n := len(t.references); n > 0 {
		t.references[n-1].Deferrable, t.references[n-1].InitiallyDeferred = !not, !not && deferred
	}
	return nil
}
