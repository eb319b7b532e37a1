package mysql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// createView reads a view from its name on.
func (p *parser) createView(c creation) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	d := model.Definition{ID: model.ID{Kind: KindView, Name: name}, Pos: c.pos}
	_, there := p.definitions[d.ID]
	if p.taken(name) && (!there || !c.replace) {
		if keeps {
			p.skip()
			return d.ID, nil
		}
		return d.ID, p.wrong(at, fmt.Sprintf("there is a table or a view %s already", name), "")
	}
	d.SetText(PropertyAlgorithm, c.algorithm)
	p.privileged(&d, c)
	if p.Peek().Text == "(" {
		columns, err := p.names()
		if err != nil {
			return d.ID, err
		}
		var list []model.Value
		for _, column := range columns {
			list = append(list, model.Value{Text: column})
		}
		d.Set(PropertyColumns, model.Value{List: list})
	}
	if err := p.Expect("as"); err != nil {
		return d.ID, err
	}
	query := p.Tokens[p.At:]
	if n := len(query); n > 3 && query[n-1].Is("option") && query[n-2].Is("check") {
		check, end := "cascaded", n-3
		if query[n-3].Is("local") || query[n-3].Is("cascaded") {
			check, end = fold(query[n-3].Text), n-4
		}
		if end < 0 || !query[end].Is("with") {
			return d.ID, p.wrong(query[n-2], "WITH CHECK OPTION is written otherwise", "")
		}
		d.SetText(PropertyCheck, check)
		query = query[:end]
	}
	if len(query) == 0 {
		return d.ID, p.Unexpected("a query")
	}
	d.Set(PropertyQuery, model.Value{Query: model.Expr{Text: written(p.Text, p.unqualified(query)), Pos: p.pos(query[0].Start)}})
	p.skip()
	p.definitions[d.ID] = d
	return d.ID, nil
}

// privileged sets whose rights count.
func (p *parser) privileged(d *model.Definition, c creation) {
	d.SetText(PropertyDefiner, c.definer)
	d.SetText(PropertySecurity, c.security)
}

// unqualified takes the name of the database out of names that are qualified by it.
func (p *parser) unqualified(tokens []token) []token {
	if p.database == "" {
		return tokens
	}
	_, table := p.tables[p.database]
	list := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if isName(t) && t.Name() == p.database && i+2 < len(tokens) && tokens[i+1].Text == "." && isName(tokens[i+2]) &&
			(i == 0 || tokens[i-1].Text != ".") && (!table || i+3 < len(tokens) && tokens[i+3].Text == ".") {
			// What stood before goes on at the place of the next name.
			i++
			if n := len(list); n > 0 && list[n-1].End == t.Start {
				next := tokens[i+1]
				next.Start = t.Start
				list = append(list, next)
				i++
			}
			continue
		}
		list = append(list, t)
	}
	return list
}

// mode returns what of the sql_mode changes the meaning of a body.
func (p *parser) mode() string {
	var list []string
	for _, m := range strings.Split(p.sqlMode, ",") {
		switch m = strings.TrimSpace(m); m {
		case "ORACLE", "POSTGRESQL", "DB2", "MAXDB", "MSSQL":
			list = append(list, m, "ANSI_QUOTES", "IGNORE_SPACE", "PIPES_AS_CONCAT")
		case "ANSI":
			list = append(list, m, "ANSI_QUOTES", "IGNORE_SPACE", "PIPES_AS_CONCAT", "REAL_AS_FLOAT")
		case "ANSI_QUOTES", "PIPES_AS_CONCAT", "NO_BACKSLASH_ESCAPES", "IGNORE_SPACE", "HIGH_NOT_PRECEDENCE", "REAL_AS_FLOAT":
			list = append(list, m)
		}
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ",")
}

// body returns the rest of the statement as it was written.
func (p *parser) body(d *model.Definition) error {
	rest := p.Tokens[min(p.At, len(p.Tokens)):]
	if len(rest) == 0 {
		return p.Unexpected("a statement")
	}
	d.Set(PropertyBody, model.Value{Query: model.Expr{Text: p.Slice(rest), Pos: p.pos(rest[0].Start)}})
	d.SetText(PropertySQLMode, p.mode())
	p.skip()
	return nil
}

// createTrigger reads a trigger from its name on.
func (p *parser) createTrigger(c creation) (model.ID, error) {
	keeps := p.ifNotExists()
	at := p.Peek()
	name, err := p.qualified()
	if err != nil {
		return model.ID{}, err
	}
	d := model.Definition{ID: model.ID{Kind: KindTrigger, Name: name}, Pos: c.pos}
	p.privileged(&d, c)
	switch {
	case p.Accept("before"):
		d.SetText(PropertyTiming, "before")
	case p.Accept("after"):
		d.SetText(PropertyTiming, "after")
	default:
		return d.ID, p.Unexpected("BEFORE or AFTER")
	}
	if err := p.events(&d); err != nil {
		return d.ID, err
	}
	if err := p.Expect("on"); err != nil {
		return d.ID, err
	}
	t, err := p.table()
	if err != nil {
		return d.ID, err
	}
	d.ID.Parent = t.Name
	for id := range p.definitions {
		if id.Kind == KindTrigger && id.Name == name {
			if keeps {
				p.skip()
				return id, nil
			}
			if !c.replace {
				return d.ID, p.wrong(at, fmt.Sprintf("there is a trigger %s already", name), "")
			}
			p.dropTrigger(name)
		}
	}
	if err := p.Expect("for", "each", "row"); err != nil {
		return d.ID, err
	}
	if err := p.order(&d); err != nil {
		return d.ID, err
	}
	if err := p.body(&d); err != nil {
		return d.ID, err
	}
	p.definitions[d.ID] = d
	return d.ID, nil
}

// events reads INSERT, UPDATE or DELETE; MariaDB 12 has several of them.
func (p *parser) events(d *model.Definition) error {
	var list []string
	for {
		event := fold(p.Peek().Text)
		if event != "insert" && event != "update" && event != "delete" {
			return p.Unexpected("INSERT, UPDATE or DELETE")
		}
		p.At++
		list = append(list, event)
		if !p.Accept("or") {
			break
		}
	}
	if len(list) == 1 {
		d.SetText(PropertyEvent, list[0])
		return nil
	}
	slices.Sort(list)
	var values []model.Value
	for _, event := range list {
		values = append(values, model.Value{Text: event})
	}
	d.Set(PropertyEvent, model.Value{List: values})
	return nil
}

// triggersBeside lists the triggers that run at the same time as one, in their order.
func (p *parser) triggersBeside(d *model.Definition) []model.Definition {
	after := map[string]model.Definition{}
	for id, o := range p.definitions {
		if id.Kind == KindTrigger && id.Parent == d.ID.Parent && id.Name != d.ID.Name &&
			o.Get(PropertyTiming).Text == d.Get(PropertyTiming).Text && o.Get(PropertyEvent).Text == d.Get(PropertyEvent).Text {
			after[o.Get(PropertyFollows).Text] = o
		}
	}
	var list []model.Definition
	for o, ok := after[""]; ok && len(list) < len(after); o, ok = after[o.ID.Name] {
		list = append(list, o)
	}
	return list
}

// order reads FOLLOWS and PRECEDES and puts the trigger among the others.
func (p *parser) order(d *model.Definition) error {
	list := p.triggersBeside(d)
	place := len(list)
	if p.Sees("follows") || p.Sees("precedes") {
		follows := p.Next().Is("follows")
		at := p.Peek()
		name, err := p.qualified()
		if err != nil {
			return err
		}
		place = slices.IndexFunc(list, func(o model.Definition) bool { return o.ID.Name == name })
		if place < 0 {
			return p.wrong(at, fmt.Sprintf("there is no trigger %s that runs at the same time", name), "")
		}
		if follows {
			place++
		}
	}
	if place > 0 {
		d.SetText(PropertyFollows, list[place-1].ID.Name)
	}
	if place < len(list) {
		next := list[place]
		next.Properties = slices.Clone(next.Properties)
		next.SetText(PropertyFollows, d.ID.Name)
		p.definitions[next.ID] = next
	}
	return nil
}

// closeGap lets the trigger behind one that is gone follow the one before it.
func (p *parser) closeGap(gone model.Definition) {
	for id, d := range p.definitions {
		if id.Kind == KindTrigger && id.Parent == gone.ID.Parent && d.Get(PropertyFollows).Text == gone.ID.Name {
			d.Properties = slices.Clone(d.Properties)
			d.SetText(PropertyFollows, gone.Get(PropertyFollows).Text)
			p.definitions[id] = d
		}
	}
}

// createPackage reads a package or its body, in MariaDB's Oracle mode.
func (p *parser) createPackage(c creation) (model.ID, error) {
	id := model.ID{Kind: KindPackage}
	if p.Accept("body") {
		id.Kind = KindPackageBody
	}
	if p.ifNotExists() {
		c.replace = true
	}
	var err error
	if id.Name, err = p.qualified(); err != nil {
		return id, err
	}
	d := model.Definition{ID: id, Pos: c.pos}
	p.privileged(&d, c)
	for p.Accept("comment") || p.Accept("sql", "security") {
		if p.Tokens[p.At-1].Is("comment") {
			if d.Comment, err = p.text(); err != nil {
				return id, err
			}
			continue
		}
		if security := fold(p.Next().Text); security != "definer" {
			d.SetText(PropertySecurity, security)
		}
	}
	if !p.Accept("as") && !p.Accept("is") {
		return id, p.Unexpected("AS")
	}
	if err := p.body(&d); err != nil {
		return id, err
	}
	p.definitions[id] = d
	return id, nil
}
