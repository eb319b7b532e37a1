package sqlite

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// parseIndex reads a CREATE INDEX statement.
func parseIndex(text string) (model.Index, error) {
	index := model.Index{Method: "btree"}
	p, err := newParser(text)
	if err != nil {
		return index, err
	}
	if !p.Accept("create") {
		return index, p.Unexpected("CREATE")
	}
	index.Unique = p.Accept("unique")
	if !p.Accept("index") {
		return index, p.Unexpected("INDEX")
	}
	if index.Name, err = p.qualified(); err != nil {
		return index, err
	}
	if !p.Accept("on") {
		return index, p.Unexpected("ON")
	}
	if _, err := p.name(); err != nil {
		return index, err
	}
	tokens, err := p.Inside()
	if err != nil {
		return index, err
	}
	if index.Keys, err = p.elements(tokens); err != nil {
		return index, err
	}
	if p.Accept("where") {
		index.Predicate = p.expr(p.Tokens[p.At:])
		p.At = len(p.Tokens)
	}
	if !p.Done() {
		return index, p.Unexpected("the end of the index")
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
	if !p.Accept("create", "view") {
		return d, p.Unexpected("CREATE VIEW")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	if p.Peek().Text == "(" {
		columns, err := p.names()
		if err != nil {
			return d, err
		}
		d.Set(PropertyColumns, model.Value{List: texts(columns)})
	}
	if !p.Accept("as") {
		return d, p.Unexpected("AS")
	}
	if p.Done() {
		return d, p.Unexpected("a query")
	}
	d.Set(PropertyQuery, model.Value{Query: model.Expr{Text: p.Slice(p.Tokens[p.At:])}})
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
	if !p.Accept("create", "trigger") {
		return d, p.Unexpected("CREATE TRIGGER")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	switch {
	case p.Accept("after"):
		d.SetText(PropertyTiming, "after")
	case p.Accept("instead", "of"):
		d.SetText(PropertyTiming, "instead of")
	default:
		p.Accept("before")
		d.SetText(PropertyTiming, "before")
	}
	if err := p.event(&d); err != nil {
		return d, err
	}
	if d.ID.Parent, err = p.qualified(); err != nil {
		return d, err
	}
	p.Accept("for", "each", "row")
	if p.Accept("when") {
		first := p.At
		for depth := 0; !p.Done() && (depth > 0 || !p.Peek().Is("begin")); {
			switch p.Next().Text {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		d.Set(PropertyWhen, model.Value{Expr: p.expr(p.Tokens[first:min(p.At, len(p.Tokens))])})
	}
	if !p.Accept("begin") {
		return d, p.Unexpected("BEGIN")
	}
	last := len(p.Tokens) - 1
	if last <= p.At || !p.Tokens[last].Is("end") {
		p.At = last
		return d, p.Unexpected("END")
	}
	d.Set(PropertyBody, model.Value{Query: model.Expr{Text: p.Slice(p.Tokens[p.At:last])}})
	return d, nil
}

// event reads what a trigger fires on, up to ON.
func (p *parser) event(d *model.Definition) error {
	switch {
	case p.Accept("insert"):
		d.SetText(PropertyEvent, "insert")
	case p.Accept("delete"):
		d.SetText(PropertyEvent, "delete")
	case p.Accept("update"):
		d.SetText(PropertyEvent, "update")
		if p.Accept("of") {
			var columns []string
			for {
				name, err := p.name()
				if err != nil {
					return err
				}
				columns = append(columns, name)
				if !p.AcceptMark(",") {
					break
				}
			}
			d.Set(PropertyColumns, model.Value{List: texts(columns)})
		}
	default:
		return p.Unexpected("INSERT, UPDATE or DELETE")
	}
	if !p.Accept("on") {
		return p.Unexpected("ON")
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
	if !p.Accept("create", "virtual", "table") {
		return d, p.Unexpected("CREATE VIRTUAL TABLE")
	}
	if d.ID.Name, err = p.qualified(); err != nil {
		return d, err
	}
	if !p.Accept("using") {
		return d, p.Unexpected("USING")
	}
	module, err := p.name()
	if err != nil {
		return d, err
	}
	d.SetText(PropertyModule, kind.Fold(module))
	if p.Peek().Text == "(" {
		tokens, err := p.Inside()
		if err != nil {
			return d, err
		}
		var arguments []string
		for _, one := range sqltoken.Split(tokens) {
			arguments = append(arguments, p.Slice(one))
		}
		if len(tokens) > 0 {
			d.Set(PropertyArguments, model.Value{List: texts(arguments)})
		}
	}
	if !p.Done() {
		return d, p.Unexpected("the end of the virtual table")
	}
	return d, nil
}
