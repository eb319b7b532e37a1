package sqlite

import (
	"github.com/schemadiff/schemadiff/model"
)

// parseIndex reads a CREATE INDEX statement.
func parseIndex(text string) (model.Index, error) {
	index := model.Index{Method: "btree"}
	p, err := newParser(text)
	if err != nil {
		return index, err
	}
	if !p.accept("create") {
		return index, p.unexpected("CREATE")
	}
	index.Unique = p.accept("unique")
	if !p.accept("index") {
		return index, p.unexpected("INDEX")
	}
	if index.Name, err = p.qualified(); err != nil {
		return index, err
	}
	if !p.accept("on") {
		return index, p.unexpected("ON")
	}
	if _, err := p.name(); err != nil {
		return index, err
	}
	tokens, err := p.inside()
	if err != nil {
		return index, err
	}
	if index.Keys, err = p.elements(tokens); err != nil {
		return index, err
	}
	if p.accept("where") {
		index.Predicate = p.expr(p.tokens[p.at:])
		p.at = len(p.tokens)
	}
	if !p.done() {
		return index, p.unexpected("the end of the index")
	}
	return index, nil
}

// parseView reads a CREATE VIEW statement.
func parseView(text string) (model.Definition, error) {
	d := model.Definition{ID: model.ID{Kind: KindView}}
	p, err := newParser(text)
	if err != nil {
		return d, err
	}
	if !p.accept("create", "view") {
		return d, p.unexpected("CREATE VIEW")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	if p.peek().text == "(" {
		columns, err := p.names()
		if err != nil {
			return d, err
		}
		d.Set(PropertyColumns, model.Value{List: texts(columns)})
	}
	if !p.accept("as") {
		return d, p.unexpected("AS")
	}
	if p.done() {
		return d, p.unexpected("a query")
	}
	d.Set(PropertyQuery, model.Value{Query: model.Expr{Text: p.slice(p.tokens[p.at:])}})
	return d, nil
}

func texts(list []string) []model.Value {
	values := make([]model.Value, len(list))
	for i, text := range list {
		values[i].Text = text
	}
	return values
}

// parseTrigger reads a CREATE TRIGGER statement.
func parseTrigger(text string) (model.Definition, error) {
	d := model.Definition{ID: model.ID{Kind: KindTrigger}}
	p, err := newParser(text)
	if err != nil {
		return d, err
	}
	if !p.accept("create", "trigger") {
		return d, p.unexpected("CREATE TRIGGER")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	switch {
	case p.accept("after"):
		d.SetText(PropertyTiming, "after")
	case p.accept("instead", "of"):
		d.SetText(PropertyTiming, "instead of")
	default:
		p.accept("before")
		d.SetText(PropertyTiming, "before")
	}
	if err := p.event(&d); err != nil {
		return d, err
	}
	if d.ID.Parent, err = p.qualified(); err != nil {
		return d, err
	}
	p.accept("for", "each", "row")
	if p.accept("when") {
		first := p.at
		for depth := 0; !p.done() && (depth > 0 || !p.peek().is("begin")); {
			switch p.next().text {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		d.Set(PropertyWhen, model.Value{Expr: p.expr(p.tokens[first:min(p.at, len(p.tokens))])})
	}
	if !p.accept("begin") {
		return d, p.unexpected("BEGIN")
	}
	last := len(p.tokens) - 1
	if last <= p.at || !p.tokens[last].is("end") {
		p.at = last
		return d, p.unexpected("END")
	}
	d.Set(PropertyBody, model.Value{Query: model.Expr{Text: p.slice(p.tokens[p.at:last])}})
	return d, nil
}

// event reads what a trigger fires on, up to ON.
func (p *parser) event(d *model.Definition) error {
	switch {
	case p.accept("insert"):
		d.SetText(PropertyEvent, "insert")
	case p.accept("delete"):
		d.SetText(PropertyEvent, "delete")
	case p.accept("update"):
		d.SetText(PropertyEvent, "update")
		if p.accept("of") {
			var columns []string
			for {
				name, err := p.name()
				if err != nil {
					return err
				}
				columns = append(columns, name)
				if !p.acceptMark(",") {
					break
				}
			}
			d.Set(PropertyColumns, model.Value{List: texts(columns)})
		}
	default:
		return p.unexpected("INSERT, UPDATE or DELETE")
	}
	if !p.accept("on") {
		return p.unexpected("ON")
	}
	return nil
}

// parseVirtualTable reads a CREATE VIRTUAL TABLE statement. What the arguments
// mean is the module's to say: they are kept as they are.
func parseVirtualTable(text string) (model.Definition, error) {
	d := model.Definition{ID: model.ID{Kind: KindVirtualTable}}
	p, err := newParser(text)
	if err != nil {
		return d, err
	}
	if !p.accept("create", "virtual", "table") {
		return d, p.unexpected("CREATE VIRTUAL TABLE")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	if !p.accept("using") {
		return d, p.unexpected("USING")
	}
	module, err := p.name()
	if err != nil {
		return d, err
	}
	d.SetText(PropertyModule, fold(module))
	if p.peek().text == "(" {
		tokens, err := p.inside()
		if err != nil {
			return d, err
		}
		var arguments []string
		for _, one := range split(tokens) {
			arguments = append(arguments, p.slice(one))
		}
		if len(tokens) > 0 {
			d.Set(PropertyArguments, model.Value{List: texts(arguments)})
		}
	}
	if !p.done() {
		return d, p.unexpected("the end of the virtual table")
	}
	return d, nil
}
