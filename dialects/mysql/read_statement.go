package mysql

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// statement reads a statement and does to the schema what it says. It returns what
// was made, if it is one object.
func (p *parser) statement() (model.ID, error) {
	first := p.Peek()
	word := strings.ToLower(first.Text)
	switch {
	case first.Kind != sqlfile.Word && first.Text != "(":
		return model.ID{}, fmt.Errorf("no statement begins with %s", first.Text)
	case p.Accept("create"):
		return p.create()
	case p.Accept("alter"):
		return model.ID{}, p.alter()
	case p.Accept("drop"):
		return model.ID{}, p.drop()
	case p.Accept("rename"):
		return model.ID{}, p.rename()
	case p.Accept("use"):
		return model.ID{}, p.use()
	case p.Accept("set", "statement"): // MariaDB: what is set for the statement behind it
		for !p.Done() {
			if p.Accept("for") {
				return p.statement()
			}
			p.At++
		}
	case p.Accept("set"):
		return model.ID{}, p.set()
	}
	for _, w := range passed {
		if w == word {
			p.skip()
			return model.ID{}, nil
		}
	}
	switch word {
	case "call", "execute", "prepare", "deallocate", "source":
		return model.ID{}, p.wrong(first, "what "+strings.ToUpper(word)+" does is only known when it runs", "write the statements that it runs")
	}
	return model.ID{}, fmt.Errorf("no statement that is known begins with %s", first.Text)
}

// skip passes over the rest of the statement.
func (p *parser) skip() { p.At = len(p.Tokens) }

func (p *parser) use() error {
	first := p.Peek()
	name, err := p.name()
	if err == nil {
		err = p.enter(first, name)
	}
	return err
}

// enter chooses the database that the script is about.
func (p *parser) enter(at token, name string) error {
	if p.database != "" && !p.ours(name) && (len(p.tables) > 0 || len(p.definitions) > 0) {
		return p.wrong(at, "this is about another database, "+name, "a script is about one database: "+p.database)
	}
	p.database = name
	return nil
}

// set follows the settings that decide what other statements mean.
func (p *parser) set() error {
	for !p.Done() {
		p.AcceptMark("@")
		p.AcceptMark("@")
		p.Accept("session")
		p.Accept("global")
		p.Accept("local")
		p.AcceptMark(".")
		name := fold(p.Next().Name())
		if !p.AcceptMark("=") && (!p.AcceptMark(":") || !p.AcceptMark("=")) {
			p.skip() // SET NAMES, SET TRANSACTION, SET PASSWORD …
			return nil
		}
		value := p.Peek()
		for depth := 0; !p.Done() && (depth > 0 || p.Peek().Text != ","); p.At++ {
			switch p.Peek().Text {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		p.AcceptMark(",")
		p.setting(name, value)
	}
	return nil
}

func (p *parser) setting(name string, value token) {
	switch name {
	case "sql_mode":
		if value.Kind != sqlfile.String && value.Kind != sqlfile.Word {
			return // back to what was saved
		}
		mode := strings.ToUpper(stringOrName(value))
		p.sqlMode = mode
		p.ansi = strings.Contains(p.mode(), "ANSI_QUOTES")
	case "explicit_defaults_for_timestamp":
		p.timestamps = !same(value.Text, "off") && value.Text != "0"
	}
}

// create reads what follows CREATE.
func (p *parser) create() (model.ID, error) {
	first := p.Peek()
	c := creation{pos: p.pos(0), replace: p.Accept("or", "replace")}
	temporary := p.Accept("temporary")
	switch {
	case temporary && p.Accept("table"), temporary && p.Accept("sequence"):
		p.skip() // it ends with the session
		return model.ID{}, nil
	case p.Accept("table"):
		return p.createTable(c)
	case p.Accept("database"), p.Accept("schema"):
		return model.ID{}, p.createDatabase()
	case p.Accept("sequence"):
		if !p.server.HasSequences() {
			return model.ID{}, p.wrong(first, p.server.String()+" has no sequences", "")
		}
		return p.createSequence(c)
	case p.Accept("user"), p.Accept("role"):
		p.skip() // who may use the server is no part of the schema
		return model.ID{}, nil
	case p.isIndex():
		return model.ID{}, p.createIndex(c)
	}
	for _, what := range []string{"server", "tablespace", "undo", "logfile", "spatial", "resource"} {
		if p.Sees(what) {
			return model.ID{}, p.outside()
		}
	}
	if err := p.preamble(&c); err != nil {
		return model.ID{}, err
	}
	switch {
	case p.Accept("view"):
		return p.createView(c)
	case p.Accept("trigger"):
		return p.createTrigger(c)
	case p.Accept("procedure"):
		return p.createRoutine(c, KindProcedure)
	case p.Accept("function"):
		return p.createRoutine(c, KindFunction)
	case p.Accept("event"):
		return p.createEvent(c)
	case p.Accept("package"):
		return p.createPackage(c)
	}
	return model.ID{}, p.wrong(first, "CREATE "+first.Text+" isn't known", "")
}

// creation is what stands between CREATE and the kind of the object.
type creation struct {
	pos                          model.Pos
	replace, aggregate           bool
	algorithm, definer, security string
}

// preamble reads what views, triggers, routines and events say before their kind.
func (p *parser) preamble(c *creation) error {
	for {
		switch {
		case p.Accept("algorithm"):
			p.AcceptMark("=")
			if c.algorithm = fold(p.Next().Text); c.algorithm == "undefined" {
				c.algorithm = ""
			}
		case p.Accept("definer"):
			p.AcceptMark("=")
			var err error
			if c.definer, err = p.user(); err != nil {
				return err
			}
		case p.Accept("sql", "security"):
			if c.security = fold(p.Next().Text); c.security == "definer" {
				c.security = ""
			}
		case p.Accept("aggregate"):
			c.aggregate = true
		default:
			return nil
		}
	}
}

// user reads a user, as a definer is one: "" is who runs the script.
func (p *parser) user() (string, error) {
	if p.Accept("current_user") || p.Accept("current_role") {
		if p.AcceptMark("(") {
			return "", p.Mark(")")
		}
		return "", nil
	}
	t := p.Next()
	if t.Kind != sqlfile.String && !isName(t) {
		p.At--
		return "", p.Unexpected("a user")
	}
	text := Ident(stringOrName(t))
	if !p.AcceptMark("@") {
		return text, nil
	}
	host := p.Next()
	if host.Kind != sqlfile.String && !isName(host) && host.Text != "%" {
		p.At--
		return "", p.Unexpected("a host")
	}
	name := stringOrName(host)
	for p.Peek().Text == "." && p.Peek().Start == p.Tokens[p.At-1].End { // an unquoted address
		p.At++
		name += "." + p.Next().Text
	}
	return text + "@" + Ident(name), nil
}

// outside notes an object of the server that the model doesn't hold.
func (p *parser) outside() error {
	pos := p.here()
	kind := fold(p.Next().Text)
	for p.Accept("reference") || p.Accept("system") || p.Accept("tablespace") || p.Accept("group") {
		kind += " " + fold(p.Tokens[p.At-1].Text)
	}
	p.ifNotExists()
	name := stringOrName(p.Next())
	p.unsupported[model.ID{Kind: model.Kind(kind), Name: name}] = pos
	p.skip()
	return nil
}

func (p *parser) createDatabase() error {
	p.ifNotExists()
	at := p.Peek()
	name, err := p.name()
	if err != nil {
		return err
	}
	if err := p.enter(at, name); err != nil {
		return err
	}
	return p.databaseOptions()
}

// databaseOptions reads what CREATE and ALTER DATABASE say.
func (p *parser) databaseOptions() error {
	for !p.Done() {
		p.Accept("default")
		switch {
		case p.Accept("character", "set"), p.Accept("charset"):
			p.AcceptMark("=")
			p.collation, p.stated = p.server.DefaultCollation(stringOrName(p.Next())), true
		case p.Accept("collate"):
			p.AcceptMark("=")
			p.collation, p.stated = p.server.Collation(stringOrName(p.Next())), true
		case p.Accept("comment"):
			p.AcceptMark("=")
			var err error
			if p.comment, err = p.text(); err != nil {
				return err
			}
			p.stated = true
		case p.Accept("encryption"), p.Accept("read", "only"):
			p.AcceptMark("=")
			p.Next()
		default:
			return p.Unexpected("an option of the database")
		}
	}
	return nil
}
